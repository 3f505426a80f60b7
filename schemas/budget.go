package schemas

// A BudgetRow is one row of budgets.
type BudgetRow struct {
	Project  string
	Claim    *Claim // the first that states the amount, with Money
	Summable bool
	Further  []string // ids of other claims of the budget
}

// money gets a text of the money of a budget.
func money(get func(*Money) string) func(*BudgetRow, *Vector) {
	return func(r *BudgetRow, v *Vector) { v.Text(get(r.Claim.Money)) }
}

// Budgets is the table of the amounts that sources state.
var Budgets = NewTable(Table{
	Name: "budgets", Title: "Budgets",
	Doc: "Every amount that a source states about a project, and what it covers. Amounts of different coverage overlap: never add up this table. " +
		"What may be added up over projects is projects.budget_amount, the rows that are summable.",
	Key: []string{"budget_id"}, Group: []string{"project_id"},
	Origin: Origin{Subject: ProjectSubject, Key: "project_id", ClaimIDs: []string{"claim_id", "further_claim_ids"}},
}, []Column[BudgetRow]{
	{Name: "budget_id", Title: "Budget id", Doc: "Key of the amount: the key of its project and words that tell it from the others.", Kind: Code, Rules: []Rule{Required(), Slug(), MaxLen(120)},
		Get: money(func(m *Money) string { return m.Budget })},
	{Name: "project_id", Title: "Project id", Doc: "Key of the project.", Kind: Code, Rules: []Rule{Required()}, Ref: "projects",
		Get: func(r *BudgetRow, v *Vector) { v.Text(r.Project) }},
	{Name: "covers", Title: "Covers", Doc: "What the amount covers.", Kind: Code, Codes: &Coverages, From: Budget, Rules: []Rule{Required()},
		Get: money(func(m *Money) string { return m.Covers })},
	{Name: "amount_kind", Title: "Kind", Doc: "What sort of amount it is; committed and planned are our reading of what the source calls it.", Kind: Code, Codes: &AmountKinds, From: Budget, Rules: []Rule{Required()},
		Get: money(func(m *Money) string { return m.Kind })},
	{Name: "amount", Title: "Amount", Doc: "The amount.", Kind: Decimal, From: Budget, Rules: []Rule{Required()},
		Get: func(r *BudgetRow, v *Vector) { v.Int(r.Claim.Value.N) }},
	{Name: "currency", Title: "Currency", Doc: "Currency, ISO 4217.", Kind: Code, From: Budget, Rules: []Rule{Required(), MaxLen(3)},
		Get: money(func(m *Money) string { return m.Currency })},
	{Name: "amount_verbatim", Title: "As stated", Doc: "The amount as the source writes it.", Kind: Text, From: Budget, Rules: []Rule{Required()}, Rights: true,
		Get: money(func(m *Money) string { return m.Verbatim })},
	{Name: "significant_digits", Title: "Significant digits", Doc: "Digits of amount_verbatim that say something: zeros in front, and zeros at the end of a whole number, are not counted.", Kind: Int, Rules: []Rule{Required(), Between(1, 18)},
		Of: []string{"amount_verbatim"}, How: "count of the digits from the first that is no zero to the last that is none, or to the last decimal",
		Get: func(r *BudgetRow, v *Vector) { v.Int(r.Claim.Money.Digits) }},
	{Name: "summable", Title: "May be added up", Doc: "True for the row that projects.budget_amount shows.", Kind: Bool, Rules: []Rule{Required()},
		Of: []string{"covers", "amount_kind", "status"}, How: "covers is project_total or implementer_contract, amount_kind is not spent, status is accepted",
		Get: func(r *BudgetRow, v *Vector) { v.Bool(r.Summable) }},
	{Name: "status", Title: "Status", Doc: "What became of its claim; a rival disagrees with another amount of the same coverage.", Kind: Code, Codes: &Statuses, From: Budget, Rules: []Rule{Required()},
		Get: func(r *BudgetRow, v *Vector) { v.Text(r.Claim.Status.String()) }},
	{Name: "payer_org_id", Title: "Payer", Doc: "Organisation whose money it is, where the source says so.", Kind: Code, From: Budget, Ref: "organisations",
		Get: money(func(m *Money) string { return m.Payer })},
	{Name: "parent_budget_id", Title: "Part of", Doc: "Budget that it is a part of.", Kind: Code, From: Budget, Ref: "budgets", Blank: NotApplicable,
		Get: money(func(m *Money) string { return m.Parent })},
	{Name: "iso3", Title: "Country", Doc: "Country that it is for, where it is for one of several.", Kind: Code, From: Budget, Ref: "countries", Blank: NotApplicable,
		Get: money(func(m *Money) string { return m.ISO3 })},
	{Name: "evidence_kind", Title: "Evidence", Doc: "Whether the page speaks of this project itself.", Kind: Code, Codes: &Evidences, From: Budget, Blank: NotApplicable,
		Get: func(r *BudgetRow, v *Vector) { v.Text(r.Claim.Evidence.String()) }},
	{Name: "confidence", Title: "Confidence", Doc: "The curator's judgement.", Kind: Code, Codes: &Confidences, From: Budget, Blank: NotApplicable,
		Get: func(r *BudgetRow, v *Vector) { v.Text(r.Claim.Confidence.String()) }},
	{Name: "claim_id", Title: "Claim", Doc: "Claim that the row shows; its property is budget_amount or other_amounts.", Kind: Code, From: Budget, Rules: []Rule{Required()}, Ref: "claims",
		Get: func(r *BudgetRow, v *Vector) { v.Text(r.Claim.ID) }},
	{Name: "further_claim_ids", Title: "Also stated by", Doc: "Other claims of the same amount.", Kind: Code, List: true, From: Budget, Rules: []Rule{Required()}, Ref: "claims",
		Get: func(r *BudgetRow, v *Vector) { v.Texts(append([]string{}, r.Further...)) }},
})
