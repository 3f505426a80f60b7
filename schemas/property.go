package schemas

// A Property is what a claim says of its subject. Its name is that of the
// column which it fills, so that claims join cells on (subject, property) =
// (key, column); properties that fill no column are facts that only claims
// carry.
type Property uint8

// The properties, in the order in which claims are published.
const (
	NoProperty Property = iota
	Title
	TitleVerbatim
	Acronym
	Phase
	Section
	Objective
	Start
	End
	Country
	Participant
	CountryGroup
	City
	Funder
	IndicatedDonor
	Implementer
	Partner
	Counterpart
	Beneficiary
	Cooperation
	Accountable
	Instrument
	ThemeTag
	Driver
	Budget
	OtherAmount
	ProjectURL
	OtherPage
	Identifier
	Predecessor
	Successor
	PartOf
	Launch
	TitleVariant
	Mention
	Contact
	Label
	DocumentOf
	LineFrom
	LineTo
	StatementClass
	StatementText
	OfficeName
	Established
	HostCountry
	HostCity
	FieldOffices
	ProjectOffices
	FieldOffice
	ProjectOffice
	NameVariant
	Context
)

// Properties gives each property its name and meaning, by Property.
var Properties = [...]struct{ Name, Doc string }{
	NoProperty:     {"", ""},
	Title:          {"title", "title in readable case, without acronym and phase"},
	TitleVerbatim:  {"title_verbatim", "title as printed"},
	Acronym:        {"acronym", "acronym of the project"},
	Phase:          {"phase", "number of the phase"},
	Section:        {"section", "heading that the entry stands under"},
	Objective:      {"objective", "objective, verbatim"},
	Start:          {"start_edtf", "start, at the precision of the source"},
	End:            {"end_edtf", "end, at the precision of the source"},
	Country:        {"country_iso3s", "a country that receives"},
	Participant:    {"participant_iso3s", "a country that takes part and does not receive"},
	CountryGroup:   {"country_groups", "a group of countries, not expanded"},
	City:           {"cities", "a city"},
	Funder:         {"funder_ids", "an organisation that funds"},
	IndicatedDonor: {"indicated_donors", "a state in a title in the place of a donor; never counted as funding"},
	Implementer:    {"implementers", "an organisation that implements"},
	Partner:        {"partners", "a partner"},
	Counterpart:    {"counterparts", "a public body on the other side"},
	Beneficiary:    {"beneficiaries", "an organisation that benefits"},
	Cooperation:    {"cooperations", "an organisation that has agreed to cooperate"},
	Accountable:    {"accountables", "an organisation that answers for the project"},
	Instrument:     {"funding_instruments", "a fund or facility that the money comes through; no funder of its own"},
	ThemeTag:       {"theme_tags", "a tag of the organisation's own"},
	Driver:         {"thematic_drivers", "a driver of the factsheet, by a mapping of ours from a tag"},
	Budget:         {"budget_amount", "the amount of the whole project, or of the implementer's contract"},
	OtherAmount:    {"other_amounts", "an amount that covers more or less than the project, or that has been spent"},
	ProjectURL:     {"project_url", "the page of this phase"},
	OtherPage:      {"other_pages", "a further page about the project"},
	Identifier:     {"other_identifiers", "an identifier given by others, with its scheme"},
	Predecessor:    {"predecessors", "a project or phase that came before"},
	Successor:      {"successors", "a project or phase that came after"},
	PartOf:         {"part_of", "a project, programme or action that it is a part of"},
	Launch:         {"launch_edtf", "when it was launched; no start"},
	TitleVariant:   {"title_variants", "another title of the project"},
	Mention:        {"mention", "a name of a project, country or place in running text"},
	Contact:        {"contact", "a contact; withheld unless config allows it"},
	Label:          {"label", "a labelled statement that fills no column"},
	DocumentOf:     {"document_id", "the document that lists it"},
	LineFrom:       {"line_from", "first line of the entry"},
	LineTo:         {"line_to", "last line of the entry"},
	StatementClass: {"class", "what the statement is"},
	StatementText:  {"text", "the statement, without markup"},
	OfficeName:     {"name", "name of the office"},
	Established:    {"established_edtf", "when it was established"},
	HostCountry:    {"host_iso3", "country that hosts the office, or an office of the project"},
	HostCity:       {"host_city", "city that hosts the office, or an office of the project"},
	FieldOffices:   {"field_offices", "number of field offices"},
	ProjectOffices: {"project_offices", "number of project offices"},
	FieldOffice:    {"field_office_iso3s", "a country with a field office"},
	ProjectOffice:  {"project_office_iso3s", "a country with a project office"},
	NameVariant:    {"name_variants", "another name of the office"},
	Context:        {"context", "a fact that is kept beside the subject and fills no column"},
}

// HasRivals reports whether claims of the property can disagree. Several
// entries of one subject stand in different places and are titled otherwise by
// nature, and a list leaves nothing out that another has.
func (p Property) HasRivals() bool {
	switch p {
	case Acronym, Phase, Objective, Start, End, Country, Budget, OtherAmount, ProjectURL,
		StatementClass, StatementText, OfficeName, Established, HostCountry, HostCity, FieldOffices, ProjectOffices:
		return true
	}
	return false
}

func (p Property) String() string { return Properties[p].Name }

// PropertyNamed finds a property by its published name.
func PropertyNamed(name string) (Property, bool) {
	for i, p := range Properties {
		if i > 0 && p.Name == name {
			return Property(i), true
		}
	}
	return NoProperty, false
}
