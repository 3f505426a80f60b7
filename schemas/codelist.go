package schemas

// A Codelist is a closed list of codes.
type Codelist struct {
	Name, Title string
	Codes       []CodeOf
}

// A CodeOf is one code and what it means.
type CodeOf struct{ Code, Doc string }

// Has reports whether the list has the code.
func (l *Codelist) Has(code string) bool {
	for _, c := range l.Codes {
		if c.Code == code {
			return true
		}
	}
	return false
}

// The codelists of the dataset.
var (
	Scopes = Codelist{"project_scope", "Scope of a project, by content and not by heading", []CodeOf{
		{"national", "It works in one country."},
		{"regional", "It works in several countries, or for a region."},
		{"global", "It works all over the world."},
	}}
	ProjectStatuses = Codelist{"project_status", "Status of a project on the as-of date", []CodeOf{
		{"planned", "It starts after the as-of date."},
		{"active", "The as-of date lies within its period, both ends included."},
		{"completed", "It ended before the as-of date."},
		{"unknown", "Its dates do not tell."},
	}}
	Precisions = Codelist{"date_precision", "How exact a date is", []CodeOf{
		{"day", "A day."}, {"month", "A month."}, {"quarter", "A calendar quarter."},
		{"season", "A season of the northern half."}, {"half", "A half of a calendar year."}, {"year", "A year."},
	}}
	BudgetStatuses = Codelist{"budget_status", "What is known of a project's budget", []CodeOf{
		{"summable", "The amount of the whole project, or of the implementer's contract, is known."},
		{"shared_action_only", "Only the amount of an action shared with others is known."},
		{"funder_share_only", "Only the share of one funder is known."},
		{"spent_only", "Only amounts spent are known."},
		{"unknown", "No amount is known."},
	}}
	Bases = Codelist{"basis", "How a claim rests on its document", []CodeOf{
		{"quoted", "It is the value of a label, or printed as such."},
		{"inherited", "It is taken from the heading that the entry stands under."},
		{"derived", "It follows by a named rule from the title, a city or a demonym."},
		{"curated", "It is a row of a curated file, with its source or reason."},
	}}
	Coverages = Codelist{"amount_covers", "What an amount covers", []CodeOf{
		{"project_total", "The whole project. It may be added up over projects."},
		{"implementer_contract", "The contract of the implementer that the source is about. It may be added up over projects."},
		{"shared_action", "An action that others share; the part of the implementer is not stated."},
		{"programme", "A programme or several phases, of which the project is a part."},
		{"funder_share", "What one funder gives."},
		{"component", "One component or country of an action or programme."},
	}}
	AmountKinds = Codelist{"amount_kind", "What sort of amount it is", []CodeOf{
		{"estimated", "The source calls it an estimate."},
		{"planned", "The source states it as the budget, and not as a contract, an estimate or as spent."},
		{"committed", "It is in a contract, or in a decision that was adopted."},
		{"spent", "It has been spent."},
	}}
	DisagreementKinds = Codelist{"disagreement_kind", "What sort of disagreement it is", []CodeOf{
		{"contradiction", "Both speak of the same thing, and one of them must be wrong."},
		{"earlier_state", "The rival describes an earlier state or plan."},
		{"later_state", "The rival describes a later state, such as an extension."},
		{"other_scope", "The rival seems to speak of something wider or narrower, such as a grant or several phases."},
		{"unclassified", "Nothing tells which of these it is."},
	}}
	ClaimScopes = Codelist{"claim_scope", "What the figure, date or role of a claim covers", []CodeOf{
		{"own", "The subject itself."},
		{"shared_action", "An action that others share."},
		{"programme", "The programme that the project is a part of."},
		{"funder_share", "What one funder gives."},
		{"component", "One component of it."},
		{"other_scope", "Something else, such as another phase."},
	}}
	ThemeSchemes = Codelist{"theme_scheme", "Lists that themes come from", []CodeOf{
		{"publisher_tag", "A tag of the implementer's own, on its page of this phase."},
		{"driver", "A driver that the factsheet lists, by a mapping of ours from a tag or the title; the factsheet itself assigns none."},
	}}
	Relations = Codelist{"relation", "How another project is related", []CodeOf{
		{"predecessor", "It came before."}, {"successor", "It came after."}, {"part_of", "The project is a part or an element of it."},
	}}
	Evidences = Codelist{"evidence", "Whether a curated claim speaks of its subject itself", []CodeOf{
		{"direct", "The page says it about this project and phase."},
		{"indirect", "It concerns another phase, the parent programme, or is a mapping of ours."},
	}}
	Confidences = Codelist{"confidence", "A curator's judgement of a claim", []CodeOf{
		{"high", "Stated plainly by a party that should know."},
		{"medium", "Stated by a remote source, or with some interpretation; another source could differ."},
		{"low", "A hint: do not rest a statement on it."},
	}}
	Statuses = Codelist{"claim_status", "What became of a claim", []CodeOf{
		{"accepted", "A published cell rests on it."},
		{"supports", "It says the same as an accepted claim, or says it more finely."},
		{"rival", "It disagrees with an accepted claim."},
		{"set_aside", "It is of another scope, is context, or has no value."},
	}}
	SubjectKinds = Codelist{"subject_kind", "What a claim is about", []CodeOf{
		{"document", "A document."}, {"office", "An office of the publisher."}, {"organisation", "An organisation."},
		{"project", "A project."}, {"statement", "A statement of a document."},
	}}
	Severities = Codelist{"severity", "How much a finding weighs", []CodeOf{
		{"note", "Good to know."}, {"warning", "Somebody should look."}, {"error", "Publishing is refused."},
	}}
	CountryRoles = Codelist{"country_role", "What a country is to a project", []CodeOf{
		{"recipient", "It receives."}, {"participant", "It takes part and does not receive."}, {"host", "It hosts an office of the project."},
	}}
	OrganisationRoles = Codelist{"organisation_role", "What an organisation is to a project", []CodeOf{
		{"funder", "It gives money."}, {"implementer", "It carries the project out."}, {"partner", "It works with the implementer."},
		{"counterpart", "It is the public body on the other side."}, {"beneficiary", "It benefits."},
		{"accountable", "It answers for the project."}, {"cooperation", "It has agreed to cooperate."},
	}}
	Strengths = Codelist{"strength", "How plainly a role is stated", []CodeOf{
		{"stated", "A source says it."}, {"indicated", "A title suggests it; it never counts."},
	}}
	OrganisationKinds = Codelist{"organisation_kind", "Kinds of organisations", []CodeOf{
		{"state", "A state."}, {"government_body", "A ministry or agency of a state."}, {"eu", "The European Union or a body of it."},
		{"multilateral", "An organisation of states."}, {"network", "A network of cities or organisations."},
		{"ngo", "A non-governmental organisation."}, {"instrument", "A fund or facility, which is no funder of its own."},
		{"company", "A company."}, {"other", "Something else, or unknown."},
	}}
	DocumentKinds = Codelist{"document_kind", "Kinds of documents", []CodeOf{
		{"text", "A text that we received."}, {"curated", "A curated file of ours."}, {"page", "A page that a curated row cites."},
	}}
	PublisherTypes = Codelist{"publisher_type", "Who published a document", []CodeOf{
		{"implementer", "The organisation whose projects the documents are about; what it says of them is self-reported."}, {"funder", "A funder."},
		{"beneficiary", "A beneficiary or its government."}, {"evaluator", "An evaluator."}, {"press", "The press."},
		{"ngo", "A non-governmental organisation."}, {"foi_copy", "A copy released under a freedom of information law."},
		{"mirror", "A copy of another publisher's data."}, {"ours", "The makers of this dataset."}, {"other", "Somebody else."},
	}}
	Republishing = Codelist{"republish", "How much of a document may be published again", []CodeOf{
		{"full", "All of it."}, {"excerpts", "Excerpts that show a claim."}, {"none", "Nothing."},
	}}
	StatementClasses = Codelist{"statement_class", "What a statement of a document is", []CodeOf{
		{"driver", "A driver or theme of the publisher's approach."}, {"objective", "An objective of the region or programme."},
		{"achievement", "Something that has been achieved."}, {"development", "Something that is planned."},
		{"other", "A statement of another sort."},
	}}
	LineClasses = Codelist{"line_class", "What a line of a document is", []CodeOf{
		{"heading", "A heading: of a country, region, programme or topic."}, {"title", "The title of an entry, or a part of it."},
		{"period", "The period of an entry, or one end of it."}, {"label", "A label with its value."},
		{"empty_label", "A label with nothing behind it."}, {"value", "The value of a label on a line above, or its continuation."},
		{"statement", "A statement: an objective, achievement or the like."}, {"office", "A statement about an office."},
		{"narrative", "Running text of the document."}, {"boilerplate", "A disclaimer or legal notice."},
		{"contents", "An entry of a table of contents."}, {"furniture", "A page number, or a running head or foot."},
		{"figure", "A key figure."}, {"caption", "A caption, or a footnote with a raised figure."}, {"contact", "A name, address, number or the like to reach somebody."},
		{"unaccounted", "None of these."},
	}}
	TargetKinds = Codelist{"mention_target", "What a mention names", []CodeOf{
		{"project", "A project."}, {"country", "A country."}, {"group", "A group of countries."}, {"city", "A city."}, {"place", "Another place."},
	}}
	Lineages = Codelist{"lineage", "What a column rests on", []CodeOf{
		{"from claims", "On the accepted claims of (row key, column)."}, {"derived", "On other columns, by the rule that is stated."},
		{"identity", "It is the key of the row, or part of what the row is."}, {"reference", "On the source of the reference table."},
		{"trust", "The table itself says how we know."},
	}}
)

// Codelists returns all lists in the order of their names.
func Codelists() []*Codelist {
	return []*Codelist{&Coverages, &AmountKinds, &Bases, &BudgetStatuses, &ClaimScopes, &Statuses, &Confidences, &CountryRoles, &Precisions,
		&DisagreementKinds, &DocumentKinds, &Evidences, &Gaps, &Lineages, &LineClasses, &TargetKinds, &OrganisationKinds, &OrganisationRoles,
		&Scopes, &ProjectStatuses, &PublisherTypes, &Relations, &Republishing, &Severities, &StatementClasses, &Strengths, &SubjectKinds, &ThemeSchemes}
}
