package schemas

// A Project is one row of projects. Absent values and empty texts are null;
// nil lists are unknown, empty ones say that none is stated.
type Project struct {
	ID                             string
	Acronym, Title, TitleVerbatim  string
	Phase                          Value
	Scope, Section, Objective      string
	Status                         string
	AsOf                           int64
	StartDate, EndDate             Value
	StartEDTF, EndEDTF             string
	StartPrecision, EndPrecision   string
	DurationMonths                 Value
	EndLatest                      string
	Disputed                       []string
	Countries, CountryNames        []string
	CountriesBasis                 string
	Participants, Groups, Cities   []string
	Funders, FunderIDs, DonorCodes []string
	IndicatedDonors                []string
	Implementers, Partners         []string
	ThemeTags                      []string
	Budget                         Value
	BudgetCurrency, BudgetStatus   string
	URL                            string
	Identifiers                    []string
	Document                       string
	LineFrom, LineTo               int64
	Blanks                         Blanks
}

// Projects is the table of projects, one row each.
var Projects = NewTable(Table{
	Name: "projects", Title: "Projects",
	Doc: "The projects, one row each. Dates stand as the source states them (EDTF) and as the first and last day that this can mean. " +
		"A blank list is unknown; an empty one means that none is stated.",
	Key:    []string{"project_id"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", Row: TitleVerbatim},
	Across: []AcrossRule{startBeforeEnd("start_date", "end_date"), plausible("start_date", "end_date")},
}, []Column[Project]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project: a slug that is never used again for another.", Kind: Code,
		Rules: []Rule{Required(), Slug(), MaxLen(80)}, Example: "libya-facility-ii",
		Get: func(p *Project, v *Vector) { v.Text(p.ID) }},
	{Name: "acronym", Title: "Acronym", Doc: "Acronym of the project, as its title gives it.", Kind: Text, From: Acronym, Blank: NotApplicable,
		Rules: []Rule{MaxLen(120)},
		Get:   func(p *Project, v *Vector) { v.Text(p.Acronym) }},
	{Name: "title", Title: "Title", Doc: "Title in readable case, without acronym and phase.", Kind: Text, From: Title, Rules: []Rule{Required()},
		Get: func(p *Project, v *Vector) { v.Text(p.Title) }},
	{Name: "title_verbatim", Title: "Title as printed", Doc: "Title as printed, with acronym and phase.", Kind: Text, From: TitleVerbatim,
		Rules: []Rule{Required()}, Rights: true,
		Get: func(p *Project, v *Vector) { v.Text(p.TitleVerbatim) }},
	{Name: "phase", Title: "Phase", Doc: "Number of the phase that the title states.", Kind: Int, From: Phase, Rules: []Rule{Between(1, 99)}, Blank: NotApplicable,
		Get: func(p *Project, v *Vector) { v.Value(p.Phase) }},
	{Name: "scope", Title: "Scope", Doc: "National, regional or global, by content and not by the heading it stands under.", Kind: Code, Codes: &Scopes,
		Rules: []Rule{Required()}, Of: []string{"country_iso3s", "country_groups", "participant_iso3s"},
		How: "regional where it has a country group, several countries or none; national where it has one country and no more",
		Get: func(p *Project, v *Vector) { v.Text(p.Scope) }},
	{Name: "section", Title: "Section", Doc: "Heading that the entry stands under, as printed.", Kind: Text, From: Section, Blank: NotApplicable,
		Get: func(p *Project, v *Vector) { v.Text(p.Section) }},
	{Name: "objective", Title: "Objective", Doc: "Objective as the source words it.", Kind: Text, From: Objective, Rights: true,
		Get: func(p *Project, v *Vector) { v.Text(p.Objective) }},
	{Name: "status_on_as_of", Title: "Status", Doc: "Status on the as-of date, both ends of the period included.", Kind: Code, Codes: &ProjectStatuses,
		Rules: []Rule{Required()}, Of: []string{"start_date", "end_date", "as_of_date"},
		How: "planned before start_date, completed after end_date, active from start_date to end_date; unknown where the dates do not tell",
		Get: func(p *Project, v *Vector) { v.Text(p.Status) }},
	{Name: "as_of_date", Title: "As of", Doc: "Date that status and figures refer to, from the configuration.", Kind: Day, Rules: []Rule{Required()},
		How: "as_of in config.yaml", Of: []string{},
		Get: func(p *Project, v *Vector) { v.Int(p.AsOf) }},
	{Name: "start_date", Title: "Start", Doc: "First day that the start can mean.", Kind: Day, Of: []string{"start_edtf"}, How: "first day of start_edtf",
		Precision: "start_precision",
		Get:       func(p *Project, v *Vector) { v.Value(p.StartDate) }},
	{Name: "end_date", Title: "End", Doc: "Last day that the end can mean.", Kind: Day, Of: []string{"end_edtf"}, How: "last day of end_edtf",
		Precision: "end_precision",
		Get:       func(p *Project, v *Vector) { v.Value(p.EndDate) }},
	{Name: "start_edtf", Title: "Start as stated", Doc: "Start at the precision of the source (EDTF, ISO 8601-2).", Kind: EDTF, From: Start, Example: "2020-01",
		Get: func(p *Project, v *Vector) { v.Text(p.StartEDTF) }},
	{Name: "end_edtf", Title: "End as stated", Doc: "End at the precision of the source (EDTF, ISO 8601-2).", Kind: EDTF, From: End, Example: "2021-10",
		Get: func(p *Project, v *Vector) { v.Text(p.EndEDTF) }},
	{Name: "start_precision", Title: "Start is exact to", Doc: "How exact the start is.", Kind: Code, Codes: &Precisions, Of: []string{"start_edtf"},
		How: "precision of start_edtf",
		Get: func(p *Project, v *Vector) { v.Text(p.StartPrecision) }},
	{Name: "end_precision", Title: "End is exact to", Doc: "How exact the end is.", Kind: Code, Codes: &Precisions, Of: []string{"end_edtf"},
		How: "precision of end_edtf",
		Get: func(p *Project, v *Vector) { v.Text(p.EndPrecision) }},
	{Name: "duration_months", Title: "Months", Doc: "Calendar months touched, both ends counted; blank where an end is open or coarser than a month.", Kind: Int,
		Of: []string{"start_edtf", "end_edtf"}, How: "months from the month of start_edtf to the month of end_edtf, plus one", Rules: []Rule{Between(1, 12000)},
		Get: func(p *Project, v *Vector) { v.Value(p.DurationMonths) }},
	{Name: "end_edtf_latest", Title: "Latest end stated", Doc: "Latest end in any direct claim of the same scope.", Kind: EDTF, From: End, Weighs: true, Of: []string{"end_edtf"},
		How: "the claim of end_edtf, accepted, supporting or rival, direct and of scope own, whose last day is the latest",
		Get: func(p *Project, v *Vector) { v.Text(p.EndLatest) }},
	{Name: "disputed_columns", Title: "Disputed", Doc: "Columns in which another source says something else.", Kind: Code, List: true, Rules: []Rule{Required()},
		OfRows: []OfRows{{"disagreements", []string{"column"}, same("project_id")}}, Weighs: true, How: "the columns of this table that have a row in disagreements",
		Get: func(p *Project, v *Vector) { v.Texts(p.Disputed) }},
	{Name: "country_iso3s", Title: "Country codes", Doc: "Countries that receive, ISO 3166-1 alpha-3; XKX is Kosovo.", Kind: Code, List: true, From: Country, Ref: "countries",
		Get: func(p *Project, v *Vector) { v.Texts(p.Countries) }},
	{Name: "country_names", Title: "Countries", Doc: "English names of country_iso3s, in the same order.", Kind: Text, List: true, Of: []string{"country_iso3s"},
		OfRows: []OfRows{{"countries", []string{"name_en"}, listed("country_iso3s", "iso3")}}, How: "name_en in countries",
		Get: func(p *Project, v *Vector) { v.Texts(p.CountryNames) }},
	{Name: "countries_basis", Title: "Countries rest on", Doc: "Weakest basis of the countries.", Kind: Code, Codes: &Bases, Of: []string{"country_iso3s"},
		How: "the weakest basis of the accepted claims of country_iso3s: quoted, inherited, derived, curated",
		Get: func(p *Project, v *Vector) { v.Text(p.CountriesBasis) }},
	{Name: "participant_iso3s", Title: "Participants", Doc: "Countries that take part and do not receive.", Kind: Code, List: true, From: Participant, Ref: "countries",
		Get: func(p *Project, v *Vector) { v.Texts(p.Participants) }},
	{Name: "country_groups", Title: "Country groups", Doc: "Groups of countries that are named, not expanded.", Kind: Code, List: true, From: CountryGroup,
		Get: func(p *Project, v *Vector) { v.Texts(p.Groups) }},
	{Name: "cities", Title: "Cities", Doc: "Cities that take part.", Kind: Text, List: true, From: City,
		Get: func(p *Project, v *Vector) { v.Texts(p.Cities) }},
	{Name: "funders", Title: "Funders", Doc: "Funders by their names, in the order of funder_ids.", Kind: Text, List: true, Of: []string{"funder_ids"},
		OfRows: []OfRows{{"organisations", []string{"name"}, listed("funder_ids", "org_id")}}, How: "name in organisations",
		Get: func(p *Project, v *Vector) { v.Texts(p.Funders) }},
	{Name: "funder_ids", Title: "Funder ids", Doc: "Organisations that a direct claim names as funder of this phase within its period.", Kind: Code, List: true, From: Funder, Ref: "organisations",
		OfRows: []OfRows{{"project_organisations", []string{"overlaps_period"}, datedFunder}},
		Get:    func(p *Project, v *Vector) { v.Texts(p.FunderIDs) }},
	{Name: "donor_codes", Title: "Donors", Doc: "States (ISO 3166-1 alpha-3) or the European Union (EU) behind the funders, each once.", Kind: Code, List: true,
		Of: []string{"funder_ids"}, OfRows: []OfRows{{"organisations", []string{"donor_code"}, listed("funder_ids", "org_id")}},
		How: "donor_code in organisations, each once",
		Get: func(p *Project, v *Vector) { v.Texts(p.DonorCodes) }},
	{Name: "indicated_donors", Title: "Indicated donors", Doc: "States that the title names in the place of a donor; never counted as funding.", Kind: Code, List: true,
		From: IndicatedDonor, Of: []string{"donor_codes"}, Ref: "countries", Blank: NotApplicable,
		Get: func(p *Project, v *Vector) { v.Texts(p.IndicatedDonors) }},
	{Name: "implementers", Title: "Implementers", Doc: "Organisations that a claim names as implementer.", Kind: Text, List: true, From: Implementer,
		Get: func(p *Project, v *Vector) { v.Texts(p.Implementers) }},
	{Name: "partners", Title: "Partners", Doc: "Partners that a claim names.", Kind: Text, List: true, From: Partner,
		Get: func(p *Project, v *Vector) { v.Texts(p.Partners) }},
	{Name: "theme_tags", Title: "Themes", Doc: "Tags of the organisation's own for this phase.", Kind: Text, List: true, From: ThemeTag,
		Get: func(p *Project, v *Vector) { v.Texts(p.ThemeTags) }},
	{Name: "budget_amount", Title: "Budget", Doc: "Amount of the whole project or of the implementer's contract; nothing else may be added up.", Kind: Decimal, From: Budget, Concerns: []Property{OtherAmount},
		Get: func(p *Project, v *Vector) { v.Value(p.Budget) }},
	{Name: "budget_currency", Title: "Currency", Doc: "Currency of budget_amount, ISO 4217.", Kind: Code, Of: []string{"budget_amount"}, How: "currency of the claim of budget_amount",
		Get: func(p *Project, v *Vector) { v.Text(p.BudgetCurrency) }},
	{Name: "budget_status", Title: "Budget is", Doc: "Why budget_amount is there, or not.", Kind: Code, Codes: &BudgetStatuses, Rules: []Rule{Required()},
		Of: []string{"budget_amount"}, OfRows: []OfRows{{"budgets", []string{"covers", "amount_kind", "status"}, same("project_id")}},
		How: "summable where budget_amount is filled; else, of the accepted rows of budgets, by shared_action, funder_share that is not spent, spent, in this order; else unknown",
		Get: func(p *Project, v *Vector) { v.Text(p.BudgetStatus) }},
	{Name: "project_url", Title: "Page", Doc: "Page of this phase.", Kind: Text, From: ProjectURL, Rules: []Rule{WebURL()},
		Get: func(p *Project, v *Vector) { v.Text(p.URL) }},
	{Name: "other_identifiers", Title: "Other identifiers", Doc: "Identifiers given by others, as scheme:identifier.", Kind: Text, List: true, From: Identifier,
		Get: func(p *Project, v *Vector) { v.Texts(p.Identifiers) }},
	{Name: "document_id", Title: "Listed in", Doc: "Document that lists the project.", Kind: Code, From: DocumentOf, Rules: []Rule{Required()}, Ref: "documents",
		Get: func(p *Project, v *Vector) { v.Text(p.Document) }},
	{Name: "line_from", Title: "From line", Doc: "First line of the entry in the document.", Kind: Int, From: LineFrom, Rules: []Rule{Required(), Between(1, 1<<32-1)},
		Get: func(p *Project, v *Vector) { v.Int(p.LineFrom) }},
	{Name: "line_to", Title: "To line", Doc: "Last line of the entry in the document.", Kind: Int, From: LineTo, Rules: []Rule{Required(), Between(1, 1<<32-1)},
		Get: func(p *Project, v *Vector) { v.Int(p.LineTo) }},
}).WithBlanks(func(p *Project) Blanks { return p.Blanks })

// datedFunder is a Which: the funders of the project whose contribution has
// dates of its own, as these decide whether it counts.
func datedFunder(project, organisation Cells) bool {
	return same("project_id")(project, organisation) && organisation.One("role") == "funder" && organisation.One("overlaps_period") != ""
}

// startBeforeEnd refuses periods that end before they start.
func startBeforeEnd(start, end string) AcrossRule {
	return AcrossRule{
		Finding: "period.reversed", Columns: []string{start, end},
		Holds: func(c []Value) bool { return c[0].Kind == Absent || c[1].Kind == Absent || c[0].N <= c[1].N },
		Says:  "starts before it ends",
	}
}

// plausible refuses periods of more than a hundred years.
func plausible(start, end string) AcrossRule {
	return AcrossRule{
		Finding: "period.implausible", Columns: []string{start, end},
		Holds: func(c []Value) bool { return c[0].Kind == Absent || c[1].Kind == Absent || c[1].N-c[0].N <= 36525 },
		Says:  "ends within a hundred years",
	}
}
