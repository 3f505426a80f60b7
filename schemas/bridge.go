package schemas

import "strings"

// CountryRoleProperties are the properties of the claims that give a country
// its role.
var CountryRoleProperties = map[string]Property{"recipient": Country, "participant": Participant, "host": HostCountry}

// OrganisationRoleProperties are the properties of the claims that give an
// organisation its role.
var OrganisationRoleProperties = map[string]Property{
	"funder": Funder, "implementer": Implementer, "partner": Partner, "counterpart": Counterpart,
	"beneficiary": Beneficiary, "accountable": Accountable, "cooperation": Cooperation,
}

// The bridge tables: one row for each thing that belongs to a project, a
// group of accepted claims of equal value.

// A ProjectCountry is one row of project_countries.
type ProjectCountry struct{ Project, ISO3, Role, Basis string }

// ProjectCountries is the table of the countries of projects.
var ProjectCountries = NewTable(Table{
	Name: "project_countries", Title: "Countries of projects",
	Doc: "One row for each country of a project and what it is to it. Groups of countries are not expanded here.",
	Key: []string{"project_id", "iso3", "role"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Group: func(row Cells) (Property, string) {
		return CountryRoleProperties[row.One("role")], row.One("iso3")
	}},
}, []Column[ProjectCountry]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *ProjectCountry, v *Vector) { v.Text(r.Project) }},
	{Name: "iso3", Title: "Country", Doc: "Country, ISO 3166-1 alpha-3; XKX is Kosovo. A participant rests on claims of participant_iso3s, a host on those of host_iso3.", Kind: Code, From: Country,
		Rules: []Rule{Required()}, Ref: "countries",
		Get: func(r *ProjectCountry, v *Vector) { v.Text(r.ISO3) }},
	{Name: "role", Title: "Role", Doc: "What the country is to the project.", Kind: Code, Codes: &CountryRoles, Rules: []Rule{Required()},
		Get: func(r *ProjectCountry, v *Vector) { v.Text(r.Role) }},
	{Name: "basis", Title: "Basis", Doc: "Strongest basis of the accepted claims.", Kind: Code, Codes: &Bases, Rules: []Rule{Required()},
		Of: []string{"project_id", "iso3", "role"}, How: "the strongest basis of the accepted claims of this country",
		Get: func(r *ProjectCountry, v *Vector) { v.Text(r.Basis) }},
})

// A ProjectGroup is one row of project_groups.
type ProjectGroup struct{ Project, Group, Name, Basis string }

// ProjectGroups is the table of the country groups of projects.
var ProjectGroups = NewTable(Table{
	Name: "project_groups", Title: "Country groups of projects",
	Doc:    "One row for each group of countries that a source names for a project.",
	Key:    []string{"project_id", "group_id"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Group: func(row Cells) (Property, string) { return CountryGroup, row.One("group_id") }},
}, []Column[ProjectGroup]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *ProjectGroup, v *Vector) { v.Text(r.Project) }},
	{Name: "group_id", Title: "Group", Doc: "Group of countries.", Kind: Code, From: CountryGroup, Rules: []Rule{Required()},
		Get: func(r *ProjectGroup, v *Vector) { v.Text(r.Group) }},
	{Name: "group_name", Title: "Name", Doc: "Name of the group.", Kind: Text, Rules: []Rule{Required()}, Of: []string{"group_id"}, How: "name of the group in the table of groups",
		Get: func(r *ProjectGroup, v *Vector) { v.Text(r.Name) }},
	{Name: "basis", Title: "Basis", Doc: "Strongest basis of the accepted claims.", Kind: Code, Codes: &Bases, Rules: []Rule{Required()},
		Of: []string{"project_id", "group_id"}, How: "the strongest basis of the accepted claims of this group",
		Get: func(r *ProjectGroup, v *Vector) { v.Text(r.Basis) }},
})

// A ProjectGroupCountry is one row of project_group_countries.
type ProjectGroupCountry struct{ Project, Group, ISO3 string }

// ProjectGroupCountries is the table of group members on the projects' dates.
var ProjectGroupCountries = NewTable(Table{
	Name: "project_group_countries", Title: "Members of project groups",
	Doc: "The countries that were members of a project's group on at least one day of its period. They are expanded from the group and are not stated by the source one by one.",
	Key: []string{"project_id", "group_id", "iso3"},
}, []Column[ProjectGroupCountry]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *ProjectGroupCountry, v *Vector) { v.Text(r.Project) }},
	{Name: "group_id", Title: "Group", Doc: "Group of countries.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *ProjectGroupCountry, v *Vector) { v.Text(r.Group) }},
	{Name: "iso3", Title: "Country", Doc: "Member of the group, ISO 3166-1 alpha-3.", Kind: Code, Rules: []Rule{Required()}, Ref: "countries",
		OfRows: []OfRows{{"project_groups", []string{"group_id"}, same("project_id", "group_id")},
			{"projects", []string{"start_date", "end_date"}, same("project_id")}, {"group_members", []string{"valid_from", "valid_to"}, same("group_id", "iso3")}},
		How: "members in group_members whose membership meets the period of the project",
		Get: func(r *ProjectGroupCountry, v *Vector) { v.Text(r.ISO3) }},
})

// A ProjectCity is one row of project_cities.
type ProjectCity struct{ Project, City, Name, Via string }

// ProjectCities is the table of the cities of projects.
var ProjectCities = NewTable(Table{
	Name: "project_cities", Title: "Cities of projects",
	Doc:    "One row for each city that takes part in a project.",
	Key:    []string{"project_id", "city_id"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Group: func(row Cells) (Property, string) { return City, row.One("city_id") }},
}, []Column[ProjectCity]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *ProjectCity, v *Vector) { v.Text(r.Project) }},
	{Name: "city_id", Title: "City", Doc: "Key of the city.", Kind: Code, From: City, Rules: []Rule{Required()}, Ref: "cities",
		Get: func(r *ProjectCity, v *Vector) { v.Text(r.City) }},
	{Name: "via_org_id", Title: "Through", Doc: "Organisation through which the city takes part.", Kind: Code, Ref: "organisations", Blank: NotApplicable,
		Of: []string{"project_id", "city_id"}, How: "the organisation that the source names before the bracket in which the city stands",
		Get: func(r *ProjectCity, v *Vector) { v.Text(r.Via) }},
})

// A ProjectOrganisation is one row of project_organisations.
type ProjectOrganisation struct {
	Project, Organisation, Role    string
	Strength, Evidence, Confidence string
	Basis, From, To                string
	Overlaps                       Value // Bool; absent where the contribution has no dates of its own
	Counts                         bool
}

// hasDates is a Which: the project of an organisation whose contribution has
// dates of its own.
func hasDates(organisation, project Cells) bool {
	return same("project_id")(organisation, project) && organisation.One("from_edtf")+organisation.One("to_edtf") != ""
}

// ProjectOrganisations is the table of the organisations of projects.
var ProjectOrganisations = NewTable(Table{
	Name: "project_organisations", Title: "Organisations of projects",
	Doc: "One row for each organisation of a project, its role and its dates. Indicated donors stand here too; only counts_as_funding says what counts.",
	Key: []string{"project_id", "org_id", "role"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Group: func(row Cells) (Property, string) {
		if row.One("strength") == "indicated" {
			return IndicatedDonor, strings.ToUpper(row.One("org_id")) // a state: its code
		}
		return OrganisationRoleProperties[row.One("role")], row.One("org_id")
	}, Aside: func(row Cells) bool { return row.One("overlaps_period") == "false" }},
}, []Column[ProjectOrganisation]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.Project) }},
	{Name: "org_id", Title: "Organisation", Doc: "Key of the organisation. Other roles than that of funder rest on claims of the property of that role (implementers, partners, counterparts ...), indicated donors on those of indicated_donors.", Kind: Code,
		From: Funder, Rules: []Rule{Required()}, Ref: "organisations",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.Organisation) }},
	{Name: "role", Title: "Role", Doc: "What the organisation is to the project.", Kind: Code, Codes: &OrganisationRoles, Rules: []Rule{Required()},
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.Role) }},
	{Name: "strength", Title: "Strength", Doc: "How plainly the role is stated.", Kind: Code, Codes: &Strengths, Rules: []Rule{Required()},
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.Strength) }},
	{Name: "basis", Title: "Basis", Doc: "Strongest basis of the claims.", Kind: Code, Codes: &Bases, Rules: []Rule{Required()},
		Of: []string{"project_id", "org_id", "role"}, How: "the strongest basis of the claims of this organisation and role",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.Basis) }},
	{Name: "evidence_kind", Title: "Evidence", Doc: "Whether a curated claim speaks of this project itself; blank for what the factsheet says.", Kind: Code, Codes: &Evidences, Blank: NotApplicable,
		Of: []string{"project_id", "org_id", "role"}, How: "the best evidence of the claims of this organisation and role",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.Evidence) }},
	{Name: "confidence", Title: "Confidence", Doc: "The curator's judgement; blank for what the factsheet says.", Kind: Code, Codes: &Confidences, Blank: NotApplicable,
		Of: []string{"project_id", "org_id", "role"}, How: "the best confidence of the claims of this organisation and role",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.Confidence) }},
	{Name: "from_edtf", Title: "From", Doc: "First date of the contribution, where it has dates of its own.", Kind: EDTF, Blank: NotApplicable,
		Of: []string{"project_id", "org_id", "role"}, How: "the dates of the claim",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.From) }},
	{Name: "to_edtf", Title: "To", Doc: "Last date of the contribution, where it has dates of its own.", Kind: EDTF, Blank: NotApplicable,
		Of: []string{"project_id", "org_id", "role"}, How: "the dates of the claim",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Text(r.To) }},
	{Name: "overlaps_period", Title: "Within the period", Doc: "Whether the contribution's own dates meet the accepted period of the project.", Kind: Bool, Blank: NotApplicable,
		Of: []string{"from_edtf", "to_edtf"}, OfRows: []OfRows{{"projects", []string{"start_date", "end_date"}, hasDates}},
		How: "whether from_edtf to to_edtf has a day in common with start_date to end_date of the project",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Value(r.Overlaps) }},
	{Name: "counts_as_funding", Title: "Counts as funding", Doc: "True for funders that a direct claim states and whose contribution does not lie outside the period.", Kind: Bool, Rules: []Rule{Required()},
		Of: []string{"role", "strength", "evidence_kind", "overlaps_period"}, How: "role is funder, strength is stated, evidence_kind is not indirect, overlaps_period is not false",
		Get: func(r *ProjectOrganisation, v *Vector) { v.Bool(r.Counts) }},
})

// A ProjectTheme is one row of project_themes.
type ProjectTheme struct{ Project, Scheme, Theme, Basis, Evidence, Confidence, Reason string }

// ThemeProperties are the properties of the claims that themes rest on, by the
// scheme of the theme.
var ThemeProperties = map[string]Property{"publisher_tag": ThemeTag, "driver": Driver}

// ProjectThemes is the table of the themes of projects.
var ProjectThemes = NewTable(Table{
	Name: "project_themes", Title: "Themes of projects",
	Doc: "One row for each theme of a project. Tags are the implementer's own, of this phase. Drivers are a mapping of ours from such a tag or from the title: " +
		"they say little of what a project does, so do not chart them.",
	Key:    []string{"project_id", "scheme", "theme"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Group: func(row Cells) (Property, string) { return ThemeProperties[row.One("scheme")], row.One("theme") }},
}, []Column[ProjectTheme]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *ProjectTheme, v *Vector) { v.Text(r.Project) }},
	{Name: "scheme", Title: "Scheme", Doc: "List that the theme comes from.", Kind: Code, Codes: &ThemeSchemes, Rules: []Rule{Required()},
		Get: func(r *ProjectTheme, v *Vector) { v.Text(r.Scheme) }},
	{Name: "theme", Title: "Theme", Doc: "The theme as its list words it. Drivers rest on claims of thematic_drivers.", Kind: Text, From: ThemeTag, Rules: []Rule{Required()},
		Get: func(r *ProjectTheme, v *Vector) { v.Text(r.Theme) }},
	{Name: "basis", Title: "Basis", Doc: "How the theme rests on its source.", Kind: Code, Codes: &Bases, Rules: []Rule{Required()},
		Of: []string{"project_id", "scheme", "theme"}, How: "the basis of the accepted claim",
		Get: func(r *ProjectTheme, v *Vector) { v.Text(r.Basis) }},
	{Name: "evidence_kind", Title: "Evidence", Doc: "Whether a page says it about this project itself.", Kind: Code, Codes: &Evidences, Blank: NotApplicable,
		Of: []string{"project_id", "scheme", "theme"}, How: "the evidence of the accepted claim",
		Get: func(r *ProjectTheme, v *Vector) { v.Text(r.Evidence) }},
	{Name: "confidence", Title: "Confidence", Doc: "The curator's judgement.", Kind: Code, Codes: &Confidences, Blank: NotApplicable,
		Of: []string{"project_id", "scheme", "theme"}, How: "the confidence of the accepted claim",
		Get: func(r *ProjectTheme, v *Vector) { v.Text(r.Confidence) }},
	{Name: "reason", Title: "Because", Doc: "Reason of a mapping of ours.", Kind: Text, Blank: NotApplicable,
		Of: []string{"project_id", "scheme", "theme"}, How: "the note of the accepted claim, where its basis is derived",
		Get: func(r *ProjectTheme, v *Vector) { v.Text(r.Reason) }},
})

// A ProjectIdentifier is one row of project_identifiers.
type ProjectIdentifier struct{ Project, Scheme, Identifier string }

// ProjectIdentifiers is the table of the identifiers that others give.
var ProjectIdentifiers = NewTable(Table{
	Name: "project_identifiers", Title: "Other identifiers",
	Doc: "One row for each identifier that others give the project, as they state it. None is a registered IATI identifier, and none is composed of another.",
	Key: []string{"project_id", "scheme", "identifier"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Group: func(row Cells) (Property, string) {
		return Identifier, row.One("scheme") + ":" + row.One("identifier")
	}},
}, []Column[ProjectIdentifier]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *ProjectIdentifier, v *Vector) { v.Text(r.Project) }},
	{Name: "scheme", Title: "Scheme", Doc: "Who gives the identifier, as a slug.", Kind: Code, Rules: []Rule{Required(), Slug()},
		Get: func(r *ProjectIdentifier, v *Vector) { v.Text(r.Scheme) }},
	{Name: "identifier", Title: "Identifier", Doc: "The identifier as stated.", Kind: Text, From: Identifier, Rules: []Rule{Required()},
		Get: func(r *ProjectIdentifier, v *Vector) { v.Text(r.Identifier) }},
})

// A RelatedProject is one row of related_projects.
type RelatedProject struct{ Project, Relation, Label, Related, From, To, Evidence, Confidence string }

// RelationProperties are the properties of the claims that relations rest on.
var RelationProperties = map[string]Property{"predecessor": Predecessor, "successor": Successor, "part_of": PartOf}

// RelatedProjects is the table of the relations of projects.
var RelatedProjects = NewTable(Table{
	Name: "related_projects", Title: "Related projects",
	Doc: "One row for each project, phase, programme or action that a source relates to a project. Most are not in this dataset.",
	Key: []string{"project_id", "relation", "label"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Group: func(row Cells) (Property, string) {
		if id := row.One("related_project_id"); id != "" {
			return RelationProperties[row.One("relation")], id
		}
		return RelationProperties[row.One("relation")], row.One("label")
	}},
}, []Column[RelatedProject]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.Project) }},
	{Name: "relation", Title: "Relation", Doc: "What the other is to the project.", Kind: Code, Codes: &Relations, Rules: []Rule{Required()},
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.Relation) }},
	{Name: "label", Title: "Other project", Doc: "Name or number of the other.", Kind: Text, From: Predecessor, Rules: []Rule{Required()},
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.Label) }},
	{Name: "related_project_id", Title: "Its id", Doc: "Key of the other, where this dataset has it.", Kind: Code, Ref: "projects", Blank: NotApplicable,
		Of: []string{"label"}, How: "the value of the claim, where it is an id of the registry",
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.Related) }},
	{Name: "from_edtf", Title: "From", Doc: "Start of the other, as far as stated.", Kind: EDTF,
		Of: []string{"project_id", "relation", "label"}, How: "the dates of the claim", Blank: SourceSilent,
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.From) }},
	{Name: "to_edtf", Title: "To", Doc: "End of the other, as far as stated.", Kind: EDTF,
		Of: []string{"project_id", "relation", "label"}, How: "the dates of the claim", Blank: SourceSilent,
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.To) }},
	{Name: "evidence_kind", Title: "Evidence", Doc: "Whether the page speaks of this project itself.", Kind: Code, Codes: &Evidences, Blank: NotApplicable,
		Of: []string{"project_id", "relation", "label"}, How: "the evidence of the claim",
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.Evidence) }},
	{Name: "confidence", Title: "Confidence", Doc: "The curator's judgement.", Kind: Code, Codes: &Confidences, Blank: NotApplicable,
		Of: []string{"project_id", "relation", "label"}, How: "the confidence of the claim",
		Get: func(r *RelatedProject, v *Vector) { v.Text(r.Confidence) }},
})
