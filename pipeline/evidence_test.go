package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"migdata/schemas"
)

// The rules of meaning that users agreed on, over the release of the
// project's own configuration.

// Adding up the column of budgets is right, and adding up the claims is not.
func TestBudgetsAddUp(t *testing.T) {
	p := realRun(t)
	var sum, naive int64
	var filled []string
	for _, r := range p.table("projects") {
		if n, ok := schemas.ParseDecimal(r.text("budget_amount")); ok && r["budget_amount"] != nil {
			sum += n
			filled = append(filled, r.cell("project_id")+" "+r.cell("budget_currency"))
		}
	}
	if got := schemas.DecimalString(sum); got != "24070840.00" {
		t.Errorf("the budgets add up to %s, want 24070840.00", got)
	}
	want := []string{"docsec-jordan EUR", "emm5 EUR", "ibm-tunisia-iii EUR", "mcp-med-ti EUR", "midam EUR", "progres-migration EUR"}
	if diff := cmp.Diff(want, filled); diff != "" {
		t.Errorf("projects with a budget (-want +got):\n%s", diff)
	}
	for _, b := range p.table("budgets") {
		n, _ := schemas.ParseDecimal(b.text("amount"))
		if naive += n; b.cell("summable") == "true" != (p.project(b.cell("project_id")).cell("budget_amount") == b.cell("amount")) {
			t.Errorf("budget %s: summable is %s", b.cell("budget_id"), b.cell("summable"))
		}
	}
	if naive < 4*sum {
		t.Errorf("all amounts add up to %s: the table no longer shows why that is wrong", schemas.DecimalString(naive))
	}
}

// What each amount covers: budget, coverage, kind, amount, status, payer,
// part of, significant digits.
const wantBudgets = `
bmp-maghreb-action shared_action committed 55000000.00 accepted eu -
bmp-maghreb-tunisia component planned 24500000.00 accepted - bmp-maghreb-action
ibm-jordan-action shared_action planned 11000000.00 accepted eu -
ibm-tunisia-iii-total project_total planned 8300000.00 accepted - -
ibm-tunisia-iii-total-2023 project_total planned 8800000.00 rival - -
jempas-ii-amif funder_share spent 189403.21 accepted eu -
jempas-ii-isf-police funder_share spent 206308.69 accepted eu -
libmitaf-eu-share funder_share committed 2000000.00 accepted eu -
mc2cm-ii-action shared_action estimated 6075000.00 accepted - -
mc2cm-ii-eu-share funder_share estimated 5550000.00 accepted eu mc2cm-ii-action
mc2cm-ii-partners-share funder_share estimated 275000.00 accepted - mc2cm-ii-action
mc2cm-ii-sdc-share funder_share estimated 250000.00 accepted che-sdc mc2cm-ii-action
mcp-med-ti-eu-amif funder_share planned 2000000.00 accepted eu mcp-med-ti-total
mcp-med-ti-total project_total planned 5930840.00 accepted - -
progres-migration-contract implementer_contract committed 3000000.00 accepted eu progres-migration-programme
progres-migration-programme programme planned 12800000.00 accepted - -
progres-migration-programme-press programme planned 13400000.00 rival - -
`

func TestBudgetsSayWhatTheyCover(t *testing.T) {
	p := realRun(t)
	var got []string
	digits := map[string]string{}
	parts := map[string]int64{}
	for _, b := range p.table("budgets") {
		digits[b.cell("budget_id")] = b.cell("amount_verbatim") + ": " + b.cell("significant_digits")
		if n, _ := schemas.ParseDecimal(b.text("amount")); b.cell("covers") == "funder_share" {
			parts[b.cell("parent_budget_id")] += n
		}
		if strings.Contains(wantBudgets, "\n"+b.cell("budget_id")+" ") {
			got = append(got, strings.Join([]string{b.cell("budget_id"), b.cell("covers"), b.cell("amount_kind"), b.cell("amount"), b.cell("status"),
				b.cell("payer_org_id"), b.cell("parent_budget_id")}, " "))
		}
	}
	if diff := cmp.Diff(lines(wantBudgets), got); diff != "" {
		t.Errorf("budgets (-want +got):\n%s", diff)
	}
	for id, want := range map[string]string{"midam-total": "EUR 1.34 million: 3", "docsec-jordan-total": "EUR 0.5 million: 1", "emm5-total": "EUR 5 million: 1"} {
		if digits[id] != want {
			t.Errorf("%s is %s, want %s", id, digits[id], want)
		}
	}
	if got := schemas.DecimalString(parts["mc2cm-ii-action"]); got != "6075000.00" {
		t.Errorf("the shares of MC2CM add up to %s", got)
	}
	for id, want := range map[string]string{"jempas-ii": "spent_only", "ibm-jordan": "shared_action_only", "bmp-maghreb": "shared_action_only",
		"mc2cm-ii": "shared_action_only", "libmitaf": "funder_share_only", "midam": "summable", "emgpp": "unknown", "diaspora-dialogue": "unknown"} {
		if got := p.project(id).cell("budget_status"); got != want {
			t.Errorf("budget_status of %s is %s, want %s", id, got, want)
		}
	}
	// What covers nothing that is clear is context, and stands in claims alone.
	for _, amount := range []string{"65000000.00", "30000000.00"} {
		if c := p.where("claims", "property", "other_amounts", "value", amount, "status", "set_aside"); len(c) != 1 || len(p.where("budgets", "amount", amount)) != 0 {
			t.Errorf("the amount %s: %v", amount, c)
		}
	}
}

// The disagreements with the factsheet: project, column, rival value, kind.
const wantDisagreements = `
bmp-maghreb end_edtf 2021-12 2021-08-19 unclassified
bmp-maghreb end_edtf 2021-12 2024-08 later_state
docsec-jordan end_edtf 2022-06 2024-09 other_scope
emm5 start_edtf 2020-10 2020-12 contradiction
ibm-tunisia-iii budget_amount 8300000.00 8800000.00 later_state
ibm-tunisia-iii end_edtf 2023-06 2024 later_state
jempas-ii end_edtf 2021-10 2021-07 contradiction
jempas-ii start_edtf 2020-01 2020-02 contradiction
libmitaf end_edtf 2023-04 2023-03-31 contradiction
libmitaf end_edtf 2023-04 2023-11 later_state
mc2cm-ii end_edtf 2021-12 2020 earlier_state
mc2cm-ii end_edtf 2021-12 2021-03-31 earlier_state
mcp-med-ti end_edtf 2024-07 2024-11 other_scope
mcp-med-ti start_edtf 2021-08 2021-12 other_scope
midam start_edtf 2019-01 2020 contradiction
progres-migration end_edtf 2021-12 2021-06-29 unclassified
progres-migration other_amounts 12800000.00 13400000.00 contradiction
`

func TestDisagreements(t *testing.T) {
	p := realRun(t)
	var got []string
	pairs, projects, values := map[string]bool{}, map[string]bool{}, 0
	for _, d := range p.table("disagreements") {
		got = append(got, fmt.Sprintf("%s %s %s %s %s", d.cell("project_id"), d.cell("column"), d.cell("accepted_value"), d.cell("rival_value"), d.cell("kind")))
		if strings.HasSuffix(d.cell("column"), "_edtf") {
			pairs[d.cell("project_id")+" "+d.cell("column")], projects[d.cell("project_id")] = true, true
			values++
		}
		if d["reason"] == nil || d["accepted_document_id"] == nil || d["accepted_publisher_type"] == nil || d["rival_publisher_type"] == nil {
			t.Errorf("a side of %v is not told", d)
		}
		p.wantFinding("claims.disagree", d.cell("rival_value"), d.cell("accepted_value"), "[")
	}
	slices.Sort(got)
	if diff := cmp.Diff(lines(wantDisagreements), got); diff != "" {
		t.Errorf("disagreements (-want +got):\n%s", diff)
	}
	// 14 rivals, and the older page about MC2CM.
	if len(projects) != 10 || len(pairs) != 12 || values != 15 {
		t.Errorf("%d projects, %d pairs, %d values; want 10, 12, 15", len(projects), len(pairs), values)
	}
	for id, want := range map[string]string{
		"bmp-maghreb": "2024-08 | end_edtf", "docsec-jordan": "2022-06 | end_edtf", "ibm-tunisia-iii": "2024 | budget_amount end_edtf", "jempas-ii": "2021-10 | end_edtf start_edtf",
		"libmitaf": "2023-11 | end_edtf", "mc2cm-ii": "2021-12 | end_edtf", "mcp-med-ti": "2024-07 | end_edtf start_edtf", "emm5": "2023-09 | start_edtf",
		"midam": "2021-12 | start_edtf", "progres-migration": "2021-12 | end_edtf", "ibm-jordan": "2023-07 | none", "emgpp": "2021-10 | none",
	} {
		r := p.project(id)
		if got := r.cell("end_edtf_latest") + " | " + r.cell("disputed_columns"); got != want {
			t.Errorf("%s: latest end and disputed columns are %s, want %s", id, got, want)
		}
	}
}

// Two titles indicate a donor; a direct claim raises one of them.
func TestIndicatedDonors(t *testing.T) {
	p := realRun(t)
	claims := p.where("claims", "property", "indicated_donors")
	if len(claims) != 2 {
		t.Errorf("%d claims of indicated donors, want 2", len(claims))
	}
	if r := p.project("nl-lebanon-border"); r.cell("funder_ids") != "nld" || r["indicated_donors"] != nil {
		t.Errorf("the Netherlands are raised: %v", r)
	}
	if r := p.project("swiss-ibm-lebanon-iii"); r.cell("indicated_donors") != "CHE" || r["funder_ids"] != nil || r["donor_codes"] != nil {
		t.Errorf("Switzerland stays indicated: %v", r)
	}
	for _, r := range p.where("project_organisations", "strength", "indicated") {
		if r.cell("counts_as_funding") != "false" {
			t.Errorf("an indicated donor counts: %v", r)
		}
	}
}

// Funds and facilities give no money of their own, and agencies stand with
// their state.
func TestInstrumentsAreNoFunders(t *testing.T) {
	p := realRun(t)
	kinds, donors := map[string]string{}, map[string]string{}
	for _, o := range p.table("organisations") {
		kinds[o.cell("org_id")], donors[o.cell("org_id")] = o.cell("kind"), o.cell("donor_code")
	}
	for _, r := range p.table("project_organisations") {
		if kinds[r.cell("org_id")] == "instrument" {
			t.Errorf("an instrument is an organisation of a project: %v", r)
		}
		if r.cell("counts_as_funding") == "true" && donors[r.cell("org_id")] == "-" {
			t.Errorf("the funder %s has no donor", r.cell("org_id"))
		}
	}
	if n := len(p.where("claims", "property", "funding_instruments", "status", "set_aside")); n != 14 {
		t.Errorf("%d claims of instruments, want 14", n)
	}
	for id, want := range map[string]string{"dnk": "DNK", "dnk-mfa": "DNK", "che-sdc": "CHE", "nld": "NLD", "eu": "EU"} {
		if donors[id] != want {
			t.Errorf("the donor behind %s is %s, want %s", id, donors[id], want)
		}
	}
}

// What is not known stays blank: an indirect claim fills no column of projects.
func TestIndirectEvidenceFillsNothing(t *testing.T) {
	p := realRun(t)
	byNature := []string{"thematic_drivers", "predecessors", "successors", "part_of", "other_amounts"}
	for _, c := range p.where("claims", "evidence", "indirect", "status", "accepted") {
		if !slices.Contains(byNature, c.cell("property")) {
			t.Errorf("an indirect claim is accepted: %v", c)
		}
	}
	for _, id := range []string{"diaspora-dialogue", "emgpp"} {
		if r := p.project(id); r["funder_ids"] != nil || r["donor_codes"] != nil || r["budget_amount"] != nil {
			t.Errorf("%s has a funder or a budget: %v", id, r)
		}
	}
	r := p.project("diaspora-dialogue")
	for _, column := range []string{"funder_ids", "implementers", "partners", "theme_tags", "budget_amount", "project_url", "other_identifiers"} {
		if r[column] != nil {
			t.Errorf("%s of Diaspora Dialogue is filled", column)
		}
	}
	if got := p.project("nl-lebanon-border"); got["project_url"] != nil {
		t.Errorf("a list page is the page of a project: %v", got)
	}
	if tags := p.project("progres-migration"); tags["theme_tags"] != nil {
		t.Errorf("tags of another phase: %v", tags)
	}
}

// Every page that a row cites is a document, with who published it and when
// it was read.
func TestCitedPagesAreDocuments(t *testing.T) {
	p := realRun(t)
	kinds := map[string]bool{}
	for _, d := range p.where("documents", "kind", "page") {
		kinds[d.cell("publisher_type")] = true
		if d["url"] == nil || d["title"] == nil || d["date_read"] == nil || d["publisher"] == nil || d["archive_url"] != nil {
			t.Errorf("a page is not described: %v", d)
		}
	}
	for _, kind := range []string{"implementer", "funder", "beneficiary", "evaluator", "press", "foi_copy", "mirror"} {
		if !kinds[kind] {
			t.Errorf("no page is published by a %s", kind)
		}
	}
	own, cited := 0, 0
	publishers := map[string]string{}
	for _, d := range p.table("documents") {
		publishers[d.cell("document_id")] = d.cell("publisher_type")
	}
	for _, c := range p.table("claims") {
		if c["source_document_id"] != nil {
			if cited++; publishers[c.cell("source_document_id")] == "implementer" {
				own++
			}
		}
	}
	if own != p.summary.SelfReported || cited != p.summary.Cited || own == 0 {
		t.Errorf("%d of %d claims are self-reported; the summary says %d of %d", own, cited, p.summary.SelfReported, p.summary.Cited)
	}
}
