package pipeline

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"migdata/schemas"
)

// What data officers do, without any Go: texts, ids, funders, decisions; and
// what they get wrong.

const factsheet17 = `EGYPT

STRENGTHENING LABOUR MIGRATION GOVERNANCE IN EGYPT (SLAM)

March 2022 - February 2024

Objective: Improve the governance of labour migration.

Funded by: Germany, Nile Foundation

`

const claimOf = `,,,curated,direct,high,own,,,https://example.org/page,A page,Somebody,press,,2026-11-23,,`

func TestAddingAProject(t *testing.T) {
	w := newWorkplace(t)
	w.addText("egypt-2022", factsheet17)
	p := w.run()
	if n := len(p.table("projects")); n != 17 {
		t.Fatalf("%d projects:\n%s", n, p.findings())
	}
	r := p.project("slam")
	for column, want := range map[string]string{
		"title": "Strengthening Labour Migration Governance in Egypt", "start_edtf": "2022-03", "end_edtf": "2024-02", "country_iso3s": "EGY",
		"countries_basis": "inherited", "status_on_as_of": "planned", "document_id": "egypt-2022", "line_from": "3", "line_to": "9",
		"funder_ids": "deu nile-foundation", "donor_codes": "DEU",
	} {
		if got := r.cell(column); got != want {
			t.Errorf("%s is %s, want %s", column, got, want)
		}
	}
	p.wantFinding("project.unregistered", ":3:1:", "slam")
	p.wantFinding("organisation.unregistered", ":9:", "Nile Foundation", "nile-foundation")
	if o := p.where("organisations", "org_id", "nile-foundation"); len(o) != 1 || o[0].cell("registered") != "false" {
		t.Errorf("the proposed organisation: %v", o)
	}
	if d := p.where("documents", "document_id", "egypt-2022"); len(d) != 1 || d[0].cell("lines") != "10" {
		t.Errorf("the document: %v", d)
	}
	if n := len(p.where("coverage", "document_id", "egypt-2022")); n != 5 {
		t.Errorf("%d lines are covered, want 5", n)
	}

	w.append("sources/curated/projects.csv", "egypt-labour,STRENGTHENING LABOUR MIGRATION GOVERNANCE IN EGYPT,SLAM,,,,")
	p = w.run()
	if p.project("egypt-labour"); len(p.found("project.unregistered")) > 0 {
		t.Errorf("a row of the registry gives the id, and yet:\n%s", p.findings())
	}
}

func TestAddingAFunder(t *testing.T) {
	w := newWorkplace(t)
	w.append("sources/curated/claims.csv", "project/emgpp,funder_ids,dnk"+claimOf)
	p := w.run()
	if r := p.project("emgpp"); r.cell("funder_ids") != "dnk" || r.cell("funders") != "Denmark" || r.cell("donor_codes") != "DNK" {
		t.Errorf("funders %s, donors %s", r.cell("funder_ids"), r.cell("donor_codes"))
	}
	if len(p.where("documents", "kind", "page", "url", "https://example.org/page")) != 1 {
		t.Error("the cited page is no document")
	}
	if len(p.where("gaps", "table", "projects", "row_key", "emgpp", "column", "funder_ids")) != 0 {
		t.Error("the cell is filled, and a gap")
	}
	p.wantFinding("gap.filled", "curated-gaps:", "filled")
}

// Of two entries of a list of cities and one of countries the label of the
// countries is believed first, wherever it stands.
func TestCountryLabelIsBelievedBeforeCities(t *testing.T) {
	w := newWorkplace(t)
	w.addText("cities-first", "REGIONAL PROGRAMMES\n\nCITIES THAT MEET (CTM)\n\nMarch 2022 - February 2024\n\nCities: Rabat and Tunis\n\nCountries: Morocco and Algeria\n")
	p := w.run()
	if r := p.where("project_countries", "project_id", "ctm", "iso3", "MAR"); len(r) != 1 || r[0].cell("basis") != "quoted" {
		t.Errorf("Morocco is %v, want quoted", r)
	}
	if r := p.where("project_countries", "project_id", "ctm", "iso3", "TUN"); len(r) != 1 || r[0].cell("basis") != "derived" {
		t.Errorf("Tunisia is %v, want derived", r)
	}
}

// Law 4: rows that no longer fit are findings.
func TestStaleAndUnusedRows(t *testing.T) {
	w := newWorkplace(t)
	decision := w.append("sources/curated/decisions.csv", "old-one,project/emm5,cities,Atlantis,GRC,A reason,medium,,,,,")
	mention := w.append("sources/curated/decisions.csv", "old-two,document/mediterranean-2021,mention,Atlantis Facility,emm5,A reason,medium,,,,,")
	w.append("sources/curated/projects.csv", "atlantis,ATLANTIS,ATL,,,,")
	w.replace("sources/texts/mediterranean-2021.txt", "Tajoura, Tangiers, Tripoli,", "Tajoura, Tangiers, Benghazi,")
	p := w.run()
	p.wantFinding("decision.stale", "curated-decisions:"+itoa(decision)+":", "Atlantis")
	p.wantFinding("decision.stale", "curated-decisions:"+itoa(mention)+":", "Atlantis Facility")
	p.wantFinding("decision.stale", "curated-decisions:2:", "Tripoli")
	p.wantFinding("curated.unused", "atlantis")
	if n := len(p.found("decision.stale")); n != 3 {
		t.Errorf("%d decisions are stale, want 3", n)
	}
}

// A broken row of a curated file forbids publishing and is named with its
// place.
func TestBrokenCuratedRows(t *testing.T) {
	const claims, decisions, registry = "claims", "decisions", "projects"
	w := newWorkplace(t)
	p := &published{}
	var checks []func()
	for _, tc := range []struct{ file, row, rule, column, says string }{
		{claims, "project/emm5,funder_ids,dnk,2021-13,,curated,direct,high,own,,,https://example.org/,A,B,press,,2026-11-23,,", "curated.invalid", "29", "from_edtf"},
		{claims, "project/emm5,funder_ids,dnk,,,curated,direct,high,own,,,,A,B,press,,2026-11-23,,", "curated.invalid", "57", "source_url"},
		{claims, "project/emm5,funder_ids,atlantis" + claimOf, "curated.unknown_id", "25", "atlantis"},
		{claims, "project/atlantis,funder_ids,dnk" + claimOf, "curated.unknown_id", "1", "atlantis"},
		{claims, "project/emm5,colour,dnk" + claimOf, "curated.invalid", "14", "colour"},
		{claims, "planet/emm5,funder_ids,dnk" + claimOf, "curated.invalid", "1", "planet/emm5"},
		{claims, "project/emm5,funder_ids,dnk", "curated.unreadable", "1", "3 cells"},
		{claims, "project/emm5,funder_ids,eutf" + claimOf, "curated.invalid", "25", "instrument"},
		{claims, "project/emm5,funding_instruments,dnk" + claimOf, "curated.invalid", "34", "instrument"},
		{claims, "project/emm5,budget_amount,5" + claimOf, "curated.invalid", "14", "budget_amount"},
		{claims, "project/emm5,other_identifiers,A Number" + claimOf, "curated.invalid", "32", "scheme"},
		{claims, "project/emm5,start_edtf,2020" + strings.Replace(claimOf, "own,,", "own,contradiction,", 1), "curated.invalid", "70", "disagreement_reason"},
		{claims, "project/emm5,funder_ids,dnk" + strings.Replace(claimOf, "A page", "Another title", 1), "curated.page_differs", "82", "Another title"},
		{"budgets", "emm5-x,project/emm5,6000000.00,EUR,EUR 5 million" + budgetOf, "curated.invalid", "21", "EUR 5 million"},
		{"budgets", "emm5-x,project/emm5,5000000.00,USD,EUR 5 million" + budgetOf, "curated.invalid", "21", "USD"},
		{"budgets", "other-x,project/emm5,5000000.00,EUR,EUR 5 million" + budgetOf, "curated.invalid", "1", "emm5-"},
		{"budgets", "emm5-x,project/emm5,5000000.00,EUR,EUR 5 million,project_total,planned,atlantis" + budgetOf[len(",project_total,planned,"):], "curated.unknown_id", "72", "atlantis"},
		{"budgets", "emm5-total,project/emm5,6000000.00,EUR,EUR 6 million" + budgetOf, "curated.invalid", "1", "another amount"},
		{"budgets", "emm5-y,project/emm5,5000000.00,EUR,EUR 5 million,project_total,planned,eutf" + budgetOf[len(",project_total,planned,"):], "curated.invalid", "72", "instrument"},
		{"budgets", "emm5-z,project/emm5,5000000.00,EUR,EUR 5 million,project_total,planned,,emm5-z" + budgetOf[len(",project_total,planned,,"):], "curated.invalid", "73", "no other budget"},
		{"claims", "project/emm5,funder_ids,dnk,2024-01,2023-01" + claimOf[len(",,"):], "curated.invalid", "37", "lies before"},
		{"gaps", "project/emm5,project_url,nobody_cares,2026-11-23,A note", "curated.invalid", "26", "reason"},
		{decisions, "x,project/emm5,cities,Tunis,TUN,,medium,,,,,", "curated.invalid", "33", "reason"},
		{decisions, "x,project/emm5,cities,d\"unis,TUN,,medium,,,,,", "curated.unreadable", "1", `"`},
		{registry, "Not A Slug,TITLE,,,,,", "curated.invalid", "1", "project_id"},
		{"organisations", "eu,Another Union,,eu,,,,,,,,,,", "curated.duplicate", "1", "eu"},
		{"organisation_names", "uclg,en,Denmark,", "curated.duplicate", "9", "Denmark"},
		{"project_names", "Atlantis,atlantis,", "curated.unknown_id", "10", "atlantis"},
		{claims, `project/emm5,funder_ids,"dnk`, "curated.unreadable", "1", "quote"}, // the last, as it takes all that follows
	} {
		line := w.append("sources/curated/"+tc.file+".csv", tc.row)
		checks = append(checks, func() {
			t.Helper()
			p.wantFinding(tc.rule, "curated-"+strings.ReplaceAll(tc.file, "_", "-")+":"+itoa(line)+":"+tc.column+": error:", tc.says)
		})
	}
	*p = *w.run()
	for _, check := range checks {
		check()
	}
	if n := p.summary.Severity[schemas.Error]; n != len(checks) || !p.summary.Forbidden {
		t.Errorf("%d errors, want %d; forbidden is %t:\n%s", n, len(checks), p.summary.Forbidden, p.findings())
	}
}

func TestCuratedFileOfAnotherHeader(t *testing.T) {
	for name, header := range map[string]string{
		"a column is missing":    "name,project_id",
		"a column has no name":   "name,project_id,note,",
		"a column has another":   "name,project,note",
		"a column stands twice":  "name,project_id,note,note",
		"there is no header row": "",
	} {
		w := newWorkplace(t)
		w.write("sources/curated/project_names.csv", header+"\n")
		_, _, findings := readReference(w.cfg, load(w.cfg))
		if len(findings) != 1 || findings[0].Rule != "curated.unreadable" {
			t.Errorf("%s: %v", name, findings)
		}
	}
}

// A document that cannot be opened is a finding; the others are read.
func TestDocumentsThatCannotBeOpened(t *testing.T) {
	w := newWorkplace(t)
	if err := os.WriteFile(w.path("../secret.txt"), []byte("A SECRET (S)\n\nMay 2020\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	bad := map[string]func(path string) (file string, err error){
		"bad-missing":  func(string) (string, error) { return "", nil },
		"bad-outside":  func(string) (string, error) { return "../secret.txt", nil },
		"bad-absolute": func(string) (string, error) { return w.path("sources/texts/mediterranean-2021.txt"), nil },
		"bad-folder":   func(path string) (string, error) { return "", os.Mkdir(path, 0o755) },
		"bad-link":     func(path string) (string, error) { return "", os.Symlink("../../../secret.txt", path) },
		"bad-circle":   func(path string) (string, error) { return "", os.Symlink(path, path) },
		"bad-pipe":     func(path string) (string, error) { return "", makePipe(path) },
		"bad-device":   func(string) (string, error) { return "/dev/zero", nil },
		"bad-bytes":    func(path string) (string, error) { return "", os.WriteFile(path, []byte("ok\n ok\xff"), 0o644) },
	}
	for _, id := range sortedKeys(bad) {
		w.addText(id, "")
		d := &w.cfg.Documents[len(w.cfg.Documents)-1]
		if err := os.Remove(w.path(d.File)); err != nil {
			t.Fatal(err)
		}
		file, err := bad[id](w.path(d.File))
		if err != nil {
			t.Fatal(err)
		}
		if file != "" {
			d.File = file
		}
	}
	w.addText("good", factsheet17)
	if p := w.run(); !p.summary.Forbidden {
		t.Error("it is published")
	}
	w.cfg.FailOn = "never"
	p := w.run()
	for id := range bad {
		p.wantFinding("document.unreadable", id, "error: document.unreadable: ")
	}
	p.wantFinding("document.unreadable", "bad-bytes:2:4: error:", "0xFF")
	if n := p.summary.Severity[schemas.Error]; n != len(bad) {
		t.Errorf("%d errors, want %d:\n%s", n, len(bad), p.findings())
	}
	if n := len(p.table("projects")); n != 17 {
		t.Errorf("%d projects, want 17: the others are read", n)
	}
}

// budgetOf is what stands behind the amount of a row of budgets.csv.
const budgetOf = `,project_total,planned,,,,curated,direct,high,,,https://example.org/budget,A page,Somebody,press,,2026-11-23,,`

const jempasAgain = `JORDAN

SUPPORT TO THE MOBILITY PARTNERSHIP BETWEEN THE EUROPEAN UNION AND JORDAN - Phase II (JEMPAS II)

1 January 2020 - December 2021

Objective: Support the partnership.

`

// A second document about a known project: what it says the same supports,
// what it says otherwise is a rival, with both places.
func TestTwoDocumentsAboutOneProject(t *testing.T) {
	w := newWorkplace(t)
	w.addText("again-2022", jempasAgain)
	p := w.run()
	if n := len(p.table("projects")); n != 16 {
		t.Fatalf("%d projects, want 16:\n%s", n, p.findings())
	}
	r := p.project("jempas-ii")
	for column, want := range map[string]string{
		"start_edtf": "2020-01", "end_edtf": "2021-10", "end_edtf_latest": "2021-12", "disputed_columns": "end_edtf objective start_edtf",
		"document_id": "mediterranean-2021", "line_from": "6",
	} {
		if got := r.cell(column); got != want {
			t.Errorf("%s is %s, want %s", column, got, want)
		}
	}
	if c := p.where("claims", "subject", "jempas-ii", "property", "start_edtf", "document_id", "again-2022"); len(c) != 1 ||
		c[0].cell("value") != "2020-01-01" || c[0].cell("status") != "supports" {
		t.Errorf("the finer start: %v", c)
	}
	p.wantFinding("claims.disagree", "again-2022:5:", "2021-12", "2021-10", "mediterranean-2021:8")
}

// A contribution outside the period does not raise an indicated donor, and
// its row is not there twice.
func TestIndicatedDonorOutsideThePeriod(t *testing.T) {
	w := newWorkplace(t)
	w.replace("sources/curated/claims.csv", "project/nl-lebanon-border,funder_ids,nld,,,curated,direct", "project/nl-lebanon-border,funder_ids,nld,2030-01,2030-12,curated,direct")
	p := w.run()
	if r := p.project("nl-lebanon-border"); r.cell("funder_ids") != "-" || r.cell("indicated_donors") != "NLD" {
		t.Errorf("funders %s, indicated donors %s", r.cell("funder_ids"), r.cell("indicated_donors"))
	}
	if rows := p.where("project_organisations", "project_id", "nl-lebanon-border", "role", "funder"); len(rows) != 1 || rows[0].cell("overlaps_period") != "false" {
		t.Errorf("rows %v", rows)
	}
}

// A funder of a later state is no funder: it folds no state into itself, and
// raises no indicated donor.
func TestFunderOfALaterState(t *testing.T) {
	later := strings.Replace(claimOf, "own,,", "own,later_state,It came later.", 1)
	w := newWorkplace(t)
	w.append("sources/curated/claims.csv", "project/docsec-jordan,funder_ids,dnk"+claimOf)
	w.append("sources/curated/claims.csv", "project/docsec-jordan,funder_ids,dnk-mfa"+later)
	w.append("sources/curated/claims.csv", "project/swiss-ibm-lebanon-iii,funder_ids,che-sem"+later)
	w.append("sources/curated/claims.csv", "project/midam,funder_ids,dnk,2029-01,2030-01"+claimOf[len(",,"):])
	p := w.run()
	if r := p.project("docsec-jordan"); r.cell("funder_ids") != "nld dnk" || r.cell("donor_codes") != "NLD DNK" {
		t.Errorf("funders %s, donors %s; Denmark is stated", r.cell("funder_ids"), r.cell("donor_codes"))
	}
	if r := p.project("swiss-ibm-lebanon-iii"); r.cell("indicated_donors") != "CHE" || r["funder_ids"] != nil {
		t.Errorf("indicated %s, funders %s", r.cell("indicated_donors"), r.cell("funder_ids"))
	}
	if r := p.where("project_organisations", "project_id", "midam", "org_id", "dnk"); len(r) != 1 || r[0].cell("overlaps_period") != "false" {
		t.Errorf("the contribution outside the period: %v", r)
	}
}

// A disagreement that is none, and one between amounts of two currencies.
func TestStaleAndForeignDisagreements(t *testing.T) {
	w := newWorkplace(t)
	w.append("sources/curated/claims.csv", "project/emm5,end_edtf,2023-09"+strings.Replace(claimOf, "own,,", "own,contradiction,It differs.", 1))
	w.append("sources/curated/budgets.csv", "emm5-usd,project/emm5,5000000.00,USD,USD 5 million"+budgetOf)
	p := w.run()
	p.wantFinding("disagreement.stale", "curated-claims:", "2023-09")
	d := p.where("disagreements", "project_id", "emm5", "column", "budget_amount")
	if len(d) != 1 || d[0].cell("currency") != "USD" || d[0].cell("accepted_currency") != "EUR" {
		t.Errorf("disagreements %v", d)
	}
}

// Rows come in the order of their keys, however many there are and whatever
// the keys are made of.
func TestRowsAreInTheOrderOfTheirKeys(t *testing.T) {
	w := newWorkplace(t)
	w.addText("a-first", "Regional Objectives\n\n- "+strings.Repeat("Jordan and Tunisia, ", 60)+"and more.\n\nREGIONAL PROGRAMMES\n\nTWO GROUPS (TG)\n\nMay 2020 - May 2021\n\nCountries: EU27 and EU Member States\n")
	p := w.run()
	if n := len(p.where("mentions", "statement_id", "a-first-s0001")); n != 120 {
		t.Errorf("%d mentions, want 120", n)
	}
	if got := p.project("tg").cell("country_groups"); got != "EU27 EU" {
		t.Errorf("groups %s, want EU27 EU", got)
	}
}

// What a sheet holds in another place, or not at all, is told: a text that no
// cell can hold, a table of more rows than a sheet has, more links,
// more projects than a timeline shows.
func TestBeyondAFormat(t *testing.T) {
	w := newWorkplace(t)
	w.addText("a-long", "SOMETHING LONG (SL)\n\nMay 2020 - May 2021\n\nObjective: "+strings.Repeat("Some words ", 4_000)+"\n")
	p := w.run()
	p.wantFinding("format.long_text", "projects", "sl", "objective", "a cell of excel holds 32767")
	if found := p.found("format.many_rows"); len(found) > 0 {
		t.Errorf("too many rows: %v", found)
	}

	log := newFindingLog(t.TempDir(), sortBudget)
	defer log.sorter.close()
	all := newTables(t.TempDir(), log)
	defer all.close()
	for _, table := range []*schemas.Table{&schemas.Projects.Table, &schemas.Claims.Table} { // the workbook leaves claims out
		all.spools[table.Name] = &spool{table: table, rows: 1_048_576, filled: make([]int64, len(table.Fields))}
		for i := range table.Fields {
			all.spools[table.Name].filled[i] = 20_001
		}
	}
	all.spools[schemas.Documents.Name] = &spool{table: &schemas.Documents.Table, rows: 20_000, filled: make([]int64, len(schemas.Documents.Fields))}
	all.spools[schemas.Documents.Name].filled[schemas.Documents.Field("url")] = 20_000 // as many as there may be
	all.donors = map[string]int{"DNK": 5_001, "EU": 5_000}
	if err := errors.Join(all.checkSizes(), all.checkLinks(), all.checkDonors()); err != nil {
		t.Fatal(err)
	}
	var found []string
	for record, err := range log.sorter.sorted() {
		f := readFinding(record.payload)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, f.Rule+" "+f.Table)
	}
	slices.Sort(found)
	if diff := cmp.Diff([]string{"format.many_links claims", "format.many_links projects", "format.many_projects projects", "format.many_rows projects"}, found); diff != "" {
		t.Error(diff)
	}
}
