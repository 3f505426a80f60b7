package schemas

// The tables of what documents say beside the projects.

// An Office is one row of offices.
type Office struct {
	ID, Name, EstablishedEDTF, Country, City string
	Precision                                string // of EstablishedEDTF
	Established                              Value
	FieldOffices, ProjectOffices             Value
	Document                                 string
	LineFrom, LineTo                         int64
	Blanks                                   Blanks
}

// Offices is the table of the publisher's offices.
var Offices = NewTable(Table{
	Name: "offices", Title: "Offices",
	Doc:    "Offices that a document describes.",
	Key:    []string{"office_id"},
	Origin: Origin{Subject: OfficeSubject, Key: "office_id", Row: OfficeName},
}, []Column[Office]{
	{Name: "office_id", Title: "Office id", Doc: "Key of the office.", Kind: Code, Rules: []Rule{Required(), Slug()},
		Get: func(r *Office, v *Vector) { v.Text(r.ID) }},
	{Name: "name", Title: "Name", Doc: "Name of the office.", Kind: Text, From: OfficeName, Rules: []Rule{Required()},
		Get: func(r *Office, v *Vector) { v.Text(r.Name) }},
	{Name: "established_edtf", Title: "Established", Doc: "When it was established, at the precision of the source.", Kind: EDTF, From: Established,
		Get: func(r *Office, v *Vector) { v.Text(r.EstablishedEDTF) }},
	{Name: "established_date", Title: "Established on or after", Doc: "First day that established_edtf can mean.", Kind: Day, Of: []string{"established_edtf"}, How: "first day of established_edtf",
		Precision: "established_precision",
		Get:       func(r *Office, v *Vector) { v.Value(r.Established) }},
	{Name: "established_precision", Title: "Established is exact to", Doc: "How exact established_edtf is.", Kind: Code, Codes: &Precisions,
		Of: []string{"established_edtf"}, How: "precision of established_edtf",
		Get: func(r *Office, v *Vector) { v.Text(r.Precision) }},
	{Name: "host_iso3", Title: "Country", Doc: "Country that hosts it.", Kind: Code, From: HostCountry, Ref: "countries",
		Get: func(r *Office, v *Vector) { v.Text(r.Country) }},
	{Name: "host_city", Title: "City", Doc: "City that hosts it.", Kind: Text, From: HostCity,
		Get: func(r *Office, v *Vector) { v.Text(r.City) }},
	{Name: "field_offices", Title: "Field offices", Doc: "Number of field offices.", Kind: Int, From: FieldOffices,
		Get: func(r *Office, v *Vector) { v.Value(r.FieldOffices) }},
	{Name: "project_offices", Title: "Project offices", Doc: "Number of project offices.", Kind: Int, From: ProjectOffices,
		Get: func(r *Office, v *Vector) { v.Value(r.ProjectOffices) }},
	{Name: "document_id", Title: "Document", Doc: "Document that describes it.", Kind: Code, From: DocumentOf, Rules: []Rule{Required()}, Ref: "documents",
		Get: func(r *Office, v *Vector) { v.Text(r.Document) }},
	{Name: "line_from", Title: "From line", Doc: "First line.", Kind: Int, From: LineFrom, Rules: []Rule{Required()},
		Get: func(r *Office, v *Vector) { v.Int(r.LineFrom) }},
	{Name: "line_to", Title: "To line", Doc: "Last line.", Kind: Int, From: LineTo, Rules: []Rule{Required()},
		Get: func(r *Office, v *Vector) { v.Int(r.LineTo) }},
}).WithBlanks(func(r *Office) Blanks { return r.Blanks })

// A Statement is one row of statements.
type Statement struct {
	ID, Document, Class, Section, Text string
	Position                           int64
	LineFrom, LineTo                   int64
	Blanks                             Blanks
}

// Statements is the table of statements.
var Statements = NewTable(Table{
	Name: "statements", Title: "Statements",
	Doc:    "What a document states outside its entries: drivers, objectives, achievements, developments, in the order of the document.",
	Key:    []string{"statement_id"},
	Origin: Origin{Subject: StatementSubject, Key: "statement_id", Row: StatementText},
}, []Column[Statement]{
	{Name: "statement_id", Title: "Statement id", Doc: "Key of the statement: document and position.", Kind: Code, Rules: []Rule{Required(), Slug()},
		Get: func(r *Statement, v *Vector) { v.Text(r.ID) }},
	{Name: "document_id", Title: "Document", Doc: "Document that states it.", Kind: Code, From: DocumentOf, Rules: []Rule{Required()}, Ref: "documents",
		Get: func(r *Statement, v *Vector) { v.Text(r.Document) }},
	{Name: "position", Title: "Position", Doc: "Position among the statements of the document, from 1.", Kind: Int, Rules: []Rule{Required()},
		Of: []string{"statement_id"}, How: "the number that statement_id ends in",
		Get: func(r *Statement, v *Vector) { v.Int(r.Position) }},
	{Name: "class", Title: "Class", Doc: "What the statement is, by the heading it stands under.", Kind: Code, Codes: &StatementClasses, From: StatementClass, Rules: []Rule{Required()},
		Get: func(r *Statement, v *Vector) { v.Text(r.Class) }},
	{Name: "section", Title: "Section", Doc: "Heading that it stands under, as printed.", Kind: Text, From: Section, Blank: NotApplicable,
		Get: func(r *Statement, v *Vector) { v.Text(r.Section) }},
	{Name: "text", Title: "Text", Doc: "The statement, without markup.", Kind: Text, From: StatementText, Rules: []Rule{Required()}, Rights: true,
		Get: func(r *Statement, v *Vector) { v.Text(r.Text) }},
	{Name: "line_from", Title: "From line", Doc: "First line.", Kind: Int, From: LineFrom, Rules: []Rule{Required()},
		Get: func(r *Statement, v *Vector) { v.Int(r.LineFrom) }},
	{Name: "line_to", Title: "To line", Doc: "Last line.", Kind: Int, From: LineTo, Rules: []Rule{Required()},
		Get: func(r *Statement, v *Vector) { v.Int(r.LineTo) }},
}).WithBlanks(func(r *Statement) Blanks { return r.Blanks })

// A MentionRow is one row of mentions.
type MentionRow struct {
	ID, Statement, TargetKind, Target, Text string
	Line, Start, End                        int64
	Basis, Claim                            string
}

// Mentions is the table of mentions.
var Mentions = NewTable(Table{
	Name: "mentions", Title: "Mentions",
	Doc:    "Names of projects, countries, groups and places in statements. Projects are linked by the curated list of their names only.",
	Key:    []string{"mention_id"},
	Origin: Origin{Subject: StatementSubject, Key: "statement_id", ClaimIDs: []string{"claim_id"}},
}, []Column[MentionRow]{
	{Name: "mention_id", Title: "Mention id", Doc: "Key of the mention: statement and position.", Kind: Code, Rules: []Rule{Required(), Slug()},
		Get: func(r *MentionRow, v *Vector) { v.Text(r.ID) }},
	{Name: "statement_id", Title: "Statement", Doc: "Statement that holds it.", Kind: Code, Rules: []Rule{Required()}, Ref: "statements",
		Of: []string{"mention_id"}, How: "mention_id without its last number",
		Get: func(r *MentionRow, v *Vector) { v.Text(r.Statement) }},
	{Name: "target_kind", Title: "Names a", Doc: "What it names.", Kind: Code, Codes: &TargetKinds, From: Mention, Rules: []Rule{Required()},
		Get: func(r *MentionRow, v *Vector) { v.Text(r.TargetKind) }},
	{Name: "target_id", Title: "Named", Doc: "Key of what it names; blank for places whose country is not clear.", Kind: Code, From: Mention, Blank: Ambiguous,
		Get: func(r *MentionRow, v *Vector) { v.Text(r.Target) }},
	{Name: "text", Title: "Text", Doc: "The name as printed, without markup.", Kind: Text, From: Mention, Rules: []Rule{Required()},
		Get: func(r *MentionRow, v *Vector) { v.Text(r.Text) }},
	{Name: "basis", Title: "Basis", Doc: "How the link rests on the document.", Kind: Code, Codes: &Bases, From: Mention, Rules: []Rule{Required()},
		Get: func(r *MentionRow, v *Vector) { v.Text(r.Basis) }},
	{Name: "line", Title: "Line", Doc: "Line of the document.", Kind: Int, From: Mention, Rules: []Rule{Required()},
		Get: func(r *MentionRow, v *Vector) { v.Int(r.Line) }},
	{Name: "start", Title: "First byte", Doc: "Byte of the document at which it begins, from 0.", Kind: Int, From: Mention, Rules: []Rule{Required()},
		Get: func(r *MentionRow, v *Vector) { v.Int(r.Start) }},
	{Name: "end", Title: "End byte", Doc: "One past its last byte.", Kind: Int, From: Mention, Rules: []Rule{Required()},
		Get: func(r *MentionRow, v *Vector) { v.Int(r.End) }},
	{Name: "claim_id", Title: "Claim", Doc: "Claim that it rests on.", Kind: Code, From: Mention, Rules: []Rule{Required()}, Ref: "claims",
		Get: func(r *MentionRow, v *Vector) { v.Text(r.Claim) }},
})

// A CountryYear is one row of country_years.
type CountryYear struct {
	ISO3                                string
	Year                                int64
	Recipient, Participant, GroupMember int64
}

// CountryYears is the table of projects by country and year.
var CountryYears = NewTable(Table{
	Name: "country_years", Title: "Projects by country and year",
	Doc: "Projects whose period touches the year, by country. A project counts in each of its countries, so the columns do not add up to the number of projects; " +
		"projects without a start or an end do not count.",
	Key: []string{"iso3", "year"},
}, []Column[CountryYear]{
	{Name: "iso3", Title: "Country", Doc: "Country, ISO 3166-1 alpha-3.", Kind: Code, Rules: []Rule{Required()}, Ref: "countries",
		Get: func(r *CountryYear, v *Vector) { v.Text(r.ISO3) }},
	{Name: "year", Title: "Year", Doc: "Calendar year.", Kind: Int, Rules: []Rule{Required(), Between(1, 9999)},
		Get: func(r *CountryYear, v *Vector) { v.Int(r.Year) }},
	{Name: "projects_recipient", Title: "Receives from", Doc: "Projects in which the country receives.", Kind: Int, Rules: []Rule{Required()},
		OfRows: []OfRows{{"projects", []string{"country_iso3s", "start_date", "end_date"}, inYear("country_iso3s")}}, How: "count of projects with the country in country_iso3s and a period that touches the year",
		Get: func(r *CountryYear, v *Vector) { v.Int(r.Recipient) }},
	{Name: "projects_participant", Title: "Takes part in", Doc: "Projects in which the country takes part and does not receive.", Kind: Int, Rules: []Rule{Required()},
		OfRows: []OfRows{{"projects", []string{"participant_iso3s", "start_date", "end_date"}, inYear("participant_iso3s")}}, How: "count of projects with the country in participant_iso3s and a period that touches the year",
		Get: func(r *CountryYear, v *Vector) { v.Int(r.Participant) }},
	{Name: "projects_group_member", Title: "Member of a group of", Doc: "Projects that name a group of which the country was a member.", Kind: Int, Rules: []Rule{Required()},
		OfRows: []OfRows{{"project_group_countries", []string{"iso3"}, same("iso3")}}, How: "count of projects with the country in project_group_countries and a period that touches the year",
		Get: func(r *CountryYear, v *Vector) { v.Int(r.GroupMember) }},
})
