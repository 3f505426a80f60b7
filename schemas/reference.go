package schemas

// The tables of things that projects refer to.

// An Organisation is one row of organisations.
type Organisation struct {
	ID, Name, Acronym, Kind, IATIType, Parent, Donor, Country string
	Registered                                                bool
	Source                                                    string
	Note                                                      string
	Document                                                  string
	Line                                                      int64 // 0: of no curated file
}

// Organisations is the table of organisations.
var Organisations = NewTable(Table{
	Name: "organisations", Title: "Organisations",
	Doc:  "Organisations that the release names, and their parents. Agencies keep their stated names and point to the state or union behind them.",
	Kind: ReferenceTable, Key: []string{"org_id"},
}, []Column[Organisation]{
	{Name: "org_id", Title: "Organisation id", Doc: "Key of the organisation.", Kind: Code, Rules: []Rule{Required(), Slug(), MaxLen(80)},
		Get: func(r *Organisation, v *Vector) { v.Text(r.ID) }},
	{Name: "name", Title: "Name", Doc: "Name of the organisation.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *Organisation, v *Vector) { v.Text(r.Name) }},
	{Name: "acronym", Title: "Acronym", Doc: "Acronym of the organisation.", Kind: Text,
		Get: func(r *Organisation, v *Vector) { v.Text(r.Acronym) }},
	{Name: "kind", Title: "Kind", Doc: "Kind of the organisation.", Kind: Code, Codes: &OrganisationKinds, Rules: []Rule{Required()},
		Get: func(r *Organisation, v *Vector) { v.Text(r.Kind) }},
	{Name: "iati_type", Title: "IATI type", Doc: "Code of the IATI list OrganisationType.", Kind: Code,
		Get: func(r *Organisation, v *Vector) { v.Text(r.IATIType) }},
	{Name: "parent_org_id", Title: "Part of", Doc: "Organisation that it is part of.", Kind: Code, Ref: "organisations",
		Get: func(r *Organisation, v *Vector) { v.Text(r.Parent) }},
	{Name: "donor_code", Title: "Donor", Doc: "State (ISO 3166-1 alpha-3) or European Union (EU) whose money it gives.", Kind: Code,
		Get: func(r *Organisation, v *Vector) { v.Text(r.Donor) }},
	{Name: "country_iso3", Title: "Country", Doc: "State that it belongs to.", Kind: Code, Ref: "countries",
		Get: func(r *Organisation, v *Vector) { v.Text(r.Country) }},
	{Name: "registered", Title: "Registered", Doc: "False where no row of the registry stands for the name, and the id is proposed.", Kind: Bool, Rules: []Rule{Required()},
		Get: func(r *Organisation, v *Vector) { v.Bool(r.Registered) }},
	{Name: "source_url", Title: "Source", Doc: "Page that the row rests on.", Kind: Text, Rules: []Rule{WebURL()},
		Get: func(r *Organisation, v *Vector) { v.Text(r.Source) }},
	{Name: "note", Title: "Note", Doc: "Judgement behind the row.", Kind: Text,
		Get: func(r *Organisation, v *Vector) { v.Text(r.Note) }},
	{Name: "document_id", Title: "Curated file", Doc: "Curated file that has the row.", Kind: Code, Ref: "documents",
		Get: func(r *Organisation, v *Vector) { v.Text(r.Document) }},
	{Name: "line", Title: "Line", Doc: "Line of that file, from 1.", Kind: Int,
		Get: func(r *Organisation, v *Vector) { positive(v, r.Line) }},
})

// An OrganisationName is one row of organisation_names.
type OrganisationName struct{ Organisation, Lang, Name string }

// OrganisationNames is the table of the names of organisations.
var OrganisationNames = NewTable(Table{
	Name: "organisation_names", Title: "Names of organisations",
	Doc:  "Names and spellings by which sources call the organisations.",
	Kind: ReferenceTable, Key: []string{"org_id", "lang", "name"},
}, []Column[OrganisationName]{
	{Name: "org_id", Title: "Organisation id", Doc: "Key of the organisation.", Kind: Code, Rules: []Rule{Required()}, Ref: "organisations",
		Get: func(r *OrganisationName, v *Vector) { v.Text(r.Organisation) }},
	{Name: "lang", Title: "Language", Doc: "Language of the name, BCP 47; und where it belongs to none.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *OrganisationName, v *Vector) { v.Text(r.Lang) }},
	{Name: "name", Title: "Name", Doc: "The name.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *OrganisationName, v *Vector) { v.Text(r.Name) }},
})

// A CountryRow is one row of countries.
type CountryRow struct{ ISO3, ISO2, M49, Region, EN, FR, ES, AR, DE string }

// Countries is the table of the countries that the release refers to.
var Countries = NewTable(Table{
	Name: "countries", Title: "Countries",
	Doc: "The countries and territories that the release refers to, with names in five languages (Unicode CLDR; ISO 3166-1 and UN M49 codes). " +
		"Kosovo carries the user-assigned codes XKX and XK.",
	Kind: ReferenceTable, Key: []string{"iso3"},
}, []Column[CountryRow]{
	{Name: "iso3", Title: "Code", Doc: "ISO 3166-1 alpha-3.", Kind: Code, Rules: []Rule{Required(), MaxLen(3)}, Example: "TUN",
		Get: func(r *CountryRow, v *Vector) { v.Text(r.ISO3) }},
	{Name: "iso2", Title: "Alpha-2", Doc: "ISO 3166-1 alpha-2.", Kind: Code, Rules: []Rule{Required(), MaxLen(2)},
		Get: func(r *CountryRow, v *Vector) { v.Text(r.ISO2) }},
	{Name: "m49", Title: "M49", Doc: "UN M49 code, three digits as text; blank for Kosovo.", Kind: Code, Rules: []Rule{MaxLen(3)}, Blank: NotApplicable, Example: "012",
		Get: func(r *CountryRow, v *Vector) { v.Text(r.M49) }},
	{Name: "region", Title: "Region", Doc: "UN M49 sub-region.", Kind: Text, Blank: NotApplicable,
		Get: func(r *CountryRow, v *Vector) { v.Text(r.Region) }},
	{Name: "name_en", Title: "English", Doc: "English name.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *CountryRow, v *Vector) { v.Text(r.EN) }},
	{Name: "name_fr", Title: "French", Doc: "French name.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *CountryRow, v *Vector) { v.Text(r.FR) }},
	{Name: "name_es", Title: "Spanish", Doc: "Spanish name.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *CountryRow, v *Vector) { v.Text(r.ES) }},
	{Name: "name_ar", Title: "Arabic", Doc: "Arabic name.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *CountryRow, v *Vector) { v.Text(r.AR) }},
	{Name: "name_de", Title: "German", Doc: "German name.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *CountryRow, v *Vector) { v.Text(r.DE) }},
})

// A CityRow is one row of cities.
type CityRow struct {
	ID, Name, ISO3 string
	Geonames       Value
}

// Cities is the table of the cities that the release refers to.
var Cities = NewTable(Table{
	Name: "cities", Title: "Cities",
	Doc:  "The cities that the release refers to. Ids of GeoNames (CC BY 4.0, geonames.org).",
	Kind: ReferenceTable, Key: []string{"city_id"},
}, []Column[CityRow]{
	{Name: "city_id", Title: "City id", Doc: "Key of the city: name and country as a slug.", Kind: Code, Rules: []Rule{Required(), Slug()}, Example: "sfax-tun",
		Get: func(r *CityRow, v *Vector) { v.Text(r.ID) }},
	{Name: "name", Title: "Name", Doc: "Name of the city; projects show it as their source prints it.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *CityRow, v *Vector) { v.Text(r.Name) }},
	{Name: "iso3", Title: "Country", Doc: "Country; blank where several have a city of this name and nothing decides.", Kind: Code, Ref: "countries", Blank: Ambiguous,
		Get: func(r *CityRow, v *Vector) { v.Text(r.ISO3) }},
	{Name: "geonames_id", Title: "GeoNames", Doc: "Id in GeoNames.", Kind: Int,
		Get: func(r *CityRow, v *Vector) { v.Value(r.Geonames) }},
})

// A GroupMember is one row of group_members.
type GroupMember struct {
	Group, ISO3 string
	From, To    Value // Day
}

// GroupMembers is the table of the members of country groups.
var GroupMembers = NewTable(Table{
	Name: "group_members", Title: "Members of country groups",
	Doc: "Members of the groups that the release refers to, with the dates of membership: from valid_from up to, and not including, valid_to. " +
		"Groups without a defined membership have no rows.",
	Kind: ReferenceTable, Key: []string{"group_id", "iso3", "valid_from"},
}, []Column[GroupMember]{
	{Name: "group_id", Title: "Group", Doc: "Group of countries.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *GroupMember, v *Vector) { v.Text(r.Group) }},
	{Name: "iso3", Title: "Country", Doc: "Member, ISO 3166-1 alpha-3.", Kind: Code, Rules: []Rule{Required()}, Ref: "countries",
		Get: func(r *GroupMember, v *Vector) { v.Text(r.ISO3) }},
	{Name: "valid_from", Title: "From", Doc: "First day of membership.", Kind: Day, Rules: []Rule{Required()},
		Get: func(r *GroupMember, v *Vector) { v.Value(r.From) }},
	{Name: "valid_to", Title: "To", Doc: "First day after membership; blank while it lasts.", Kind: Day, Blank: Open,
		Get: func(r *GroupMember, v *Vector) { v.Value(r.To) }},
})
