package schemas

// A DisagreementRow is one row of disagreements: a rival value beside the
// accepted one.
type DisagreementRow struct {
	Project  string
	Rival    *Claim   // the first that states the value
	Accepted *Claim   // nil where several together are the cell
	Cell     string   // the accepted value; "" where there is none
	Sources  [2]*Side // of the accepted value (nil where it has none of its own) and of the rival
	Further  []string // ids of other claims of the rival value
}

// A Side is the source of one side of a disagreement.
type Side struct {
	Document      string // the page that is cited, or the text
	PublisherType string
}

func side(n int, get func(*Side) string) func(*DisagreementRow, *Vector) {
	return func(r *DisagreementRow, v *Vector) {
		if r.Sources[n] == nil {
			v.Null()
			return
		}
		v.Text(get(r.Sources[n]))
	}
}

// Disagreements is the table of what sources disagree on.
var Disagreements = NewTable(Table{
	Name: "disagreements", Title: "Disagreements",
	Doc: "One row for each value of a source that disagrees with the accepted one, side by side with it. Which side is accepted follows from the policy in the configuration, " +
		"and no value is a mean of others. Dates disagree only where the days that they can mean do not meet.",
	Kind: TrustTable, Key: []string{"project_id", "column", "rival_claim_id"}, Group: []string{"project_id"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", ClaimIDs: []string{"rival_claim_id", "accepted_claim_id"}},
}, []Column[DisagreementRow]{
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Project) }},
	{Name: "column", Title: "Column", Doc: "Column of projects, or other_amounts for an amount that stands in budgets alone.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Rival.Property.String()) }},
	{Name: "accepted_value", Title: "Accepted", Doc: "Value that is published.", Kind: Text,
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Cell) }},
	{Name: "rival_value", Title: "Rival", Doc: "Value that disagrees with it.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Rival.Value.String()) }},
	{Name: "currency", Title: "Currency", Doc: "Currency of both, where they are amounts of one; else that of the rival, ISO 4217.", Kind: Code,
		Get: func(r *DisagreementRow, v *Vector) {
			if r.Rival.Money == nil {
				v.Null()
				return
			}
			v.Text(r.Rival.Money.Currency)
		}},
	{Name: "accepted_currency", Title: "Accepted currency", Doc: "Currency of the accepted amount, where the rival is in another.", Kind: Code,
		Get: func(r *DisagreementRow, v *Vector) {
			if r.Rival.Money == nil || r.Accepted == nil || r.Accepted.Money.Currency == r.Rival.Money.Currency {
				v.Null()
				return
			}
			v.Text(r.Accepted.Money.Currency)
		}},
	{Name: "kind", Title: "Kind", Doc: "What sort of disagreement it is, as a curator judges it.", Kind: Code, Codes: &DisagreementKinds, Rules: []Rule{Required()},
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Rival.Disagrees.String()) }},
	{Name: "reason", Title: "Because", Doc: "Why.", Kind: Text,
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Rival.Reason) }},
	{Name: "accepted_document_id", Title: "Accepted source", Doc: "Document that states the accepted value: a text, or the page that a curated row cites.", Kind: Code, Ref: "documents",
		Get: side(0, func(s *Side) string { return s.Document })},
	{Name: "accepted_publisher_type", Title: "Its publisher is", Doc: "What the publisher of that document is to the projects.", Kind: Code, Codes: &PublisherTypes,
		Get: side(0, func(s *Side) string { return s.PublisherType })},
	{Name: "rival_document_id", Title: "Rival source", Doc: "Document that states the rival value.", Kind: Code, Rules: []Rule{Required()}, Ref: "documents",
		Get: side(1, func(s *Side) string { return s.Document })},
	{Name: "rival_publisher_type", Title: "Rival's publisher is", Doc: "What the publisher of that document is to the projects.", Kind: Code, Codes: &PublisherTypes,
		Get: side(1, func(s *Side) string { return s.PublisherType })},
	{Name: "rival_evidence", Title: "Rival's evidence", Doc: "Whether the rival's source speaks of this project and phase itself.", Kind: Code, Codes: &Evidences,
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Rival.Evidence.String()) }},
	{Name: "rival_confidence", Title: "Rival's confidence", Doc: "The curator's judgement of the rival.", Kind: Code, Codes: &Confidences,
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Rival.Confidence.String()) }},
	{Name: "rival_claim_id", Title: "Rival claim", Doc: "Claim of the rival value.", Kind: Code, Rules: []Rule{Required()}, Ref: "claims",
		Get: func(r *DisagreementRow, v *Vector) { v.Text(r.Rival.ID) }},
	{Name: "accepted_claim_id", Title: "Accepted claim", Doc: "Claim of the accepted value; blank where several claims together are the cell.", Kind: Code, Ref: "claims",
		Get: func(r *DisagreementRow, v *Vector) {
			if r.Accepted == nil {
				v.Null()
				return
			}
			v.Text(r.Accepted.ID)
		}},
	{Name: "further_claim_ids", Title: "Also stated by", Doc: "Other claims of the same rival value.", Kind: Code, List: true, Rules: []Rule{Required()}, Ref: "claims",
		Get: func(r *DisagreementRow, v *Vector) { v.Texts(append([]string{}, r.Further...)) }},
})
