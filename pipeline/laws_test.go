package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// The laws of the architecture, held over the release of the project's own
// configuration as its users see it.

func TestSourcesAreUnchanged(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "sources/texts/mediterranean-2021.txt"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	const want = "6e1658d1b9a9cc44efbd62371c4d7c8c0d629fbefd864626d3764d9b2167e6c8"
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("the text has the SHA-256 %s, want %s", got, want)
	}
	if d := realRun(t).where("documents", "document_id", "mediterranean-2021"); len(d) != 1 || d[0].cell("sha256") != want {
		t.Errorf("published: %v", d)
	}
}

// Law 1: every line that is not blank has exactly one class, and no labelled
// line is narrative.
func TestEveryLineHasOneClass(t *testing.T) {
	p := realRun(t)
	got := map[string]int{}
	for _, c := range p.table("coverage") {
		got[c.cell("document_id")+":"+c.cell("line")]++
		if !schemas.LineClasses.Has(c.cell("class")) || c.cell("class") == "unaccounted" {
			t.Errorf("line %s is %s", c.cell("line"), c.cell("class"))
		}
	}
	want := map[string]int{}
	for _, d := range p.where("documents", "kind", "text") {
		for i, line := range strings.Split(source(t, root, d), "\n") {
			if strings.TrimSpace(line) != "" {
				want[fmt.Sprintf("%s:%d", d.cell("document_id"), i+1)] = 1
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
}

// source returns the bytes of a document that we hold.
func source(t testing.TB, root string, document row) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(document.cell("file"))))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Law 2: the bytes at the spans of a claim, joined by one space, are its
// verbatim; of a curated cell it is the raw field that is unquoted.
func TestSpansHoldTheVerbatim(t *testing.T) {
	spansHoldTheVerbatim(t, root, realRun(t))
	w := newWorkplace(t)
	w.addText("odd", oddText)
	w.append("sources/curated/claims.csv", `project/emgpp,funder_ids,"dnk"`+claimOf)
	w.append("sources/curated/decisions.csv", `odd,project/odd,cities,Tripoli,"LBY","A ""quoted"" reason",medium,,,,,`)
	p := w.run()
	spansHoldTheVerbatim(t, w.cfg.Root, p)
	for _, verbatim := range []string{"dnk", "LBY", `A PROJECT OF MANY LINES AND *MARKS* (ODD)`, "Aix-en- Provence", `Bé\xadja`} {
		if len(p.where("claims", "verbatim", verbatim)) == 0 {
			t.Errorf("no claim has the verbatim %q", verbatim)
		}
	}
}

// oddText has what makes spans hard: wrapped lines, emphasis, letters of two
// and three bytes, invisible and control characters, CRLF.
const oddText = "REGIONAL PROGRAMMES\r\n\r\nA PROJECT OF MANY LINES\r\nAND *MARKS* (ODD)\r\n\r\nMay 2020 \u2013 **June** 2021\r\n\r\n" +
	"Objective: Serve \u200bthe\u00a0*whole* region\r\nand \u202emore\u202c.\r\n\r\nCities: Tripoli, Aix-en-\r\nProvence, B\u00e9\u00adja\r\n"

func spansHoldTheVerbatim(t *testing.T, root string, p *published) {
	t.Helper()
	texts, kinds := map[string]string{}, map[string]string{}
	for _, d := range p.table("documents") {
		if kinds[d.cell("document_id")] = d.cell("kind"); d["file"] != nil {
			texts[d.cell("document_id")] = source(t, root, d)
		}
	}
	for _, c := range p.table("claims") {
		text, id := texts[c.cell("document_id")], c.cell("claim_id")
		if text == "" {
			t.Fatalf("claim %s is in %s, which we do not hold", id, c.cell("document_id"))
		}
		at := []string{fmt.Sprintf("%d:%d-%d", c.number("line"), c.number("start"), c.number("end"))}
		var pieces []string
		for _, span := range append(at, c.list("further_spans")...) {
			var line, start, end int
			if _, err := fmt.Sscanf(span, "%d:%d-%d", &line, &start, &end); err != nil || start >= end || end > len(text) {
				t.Fatalf("claim %s has the span %s", id, span)
			}
			if n := strings.Count(text[:start], "\n") + 1; n != line {
				t.Errorf("claim %s: byte %d is on line %d, not %d", id, start, n, line)
			}
			pieces = append(pieces, text[start:end])
		}
		want := visible(strings.Join(pieces, " "))
		if kinds[c.cell("document_id")] == "curated" {
			want = unquoted(t, want)
		}
		if got := c.cell("verbatim"); got != want {
			t.Errorf("claim %s: verbatim %q, bytes %q", id, got, want)
		}
	}
}

func unquoted(t testing.TB, field string) string {
	t.Helper()
	fields, err := csv.NewReader(strings.NewReader(field)).Read()
	if err == io.EOF {
		return ""
	}
	if err != nil || len(fields) != 1 {
		t.Fatalf("%q is no field: %v", field, err)
	}
	return fields[0]
}

// Law 2, the other half: other bytes at a claim's span change the cell that
// rests on it and those that follow from it, and nothing else.
func TestBytesAtASpanChangeItsCells(t *testing.T) {
	w := newWorkplace(t)
	var want []string
	for _, tc := range []struct {
		before, after string
		cells         []string
	}{
		{"July 2019 July 2023", "June 2019 July 2023", []string{"projects.disputed_columns ibm-jordan", "projects.duration_months ibm-jordan", "projects.start_date ibm-jordan", "projects.start_edtf ibm-jordan"}},
		{"use of travel and identity documents.", "use of travel or identity documents.", []string{"projects.objective docsec-jordan"}},
		{"(MIDAM)", "(MIDAX)", []string{"projects.acronym midam", "projects.title_verbatim midam"}},
		{"DIASPORA ENGAGEMENT", "DIASPORA ENRAGEMENT", []string{"statements.text mediterranean-2021-s0004"}},
		{"encompasses three Field", "encompasses seven Field", []string{"offices.field_offices ro-med"}},
	} {
		w.replace("sources/texts/mediterranean-2021.txt", tc.before, tc.after)
		want = append(want, tc.cells...)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, changedCells(realRun(t), w.run())); diff != "" {
		t.Errorf("cells that change (-want +got):\n%s", diff)
	}
}

// changedCells names the cells of the domain tables in which two releases
// differ; bytes that have moved are no difference.
func changedCells(a, b *published) []string {
	var changed []string
	for _, t := range domainTables() {
		before, after := a.table(t.Name), b.table(t.Name)
		if len(before) != len(after) {
			changed = append(changed, t.Name)
			continue
		}
		for i, r := range before {
			for _, f := range t.Fields {
				if f.Name != "start" && f.Name != "end" && r.cell(f.Name) != after[i].cell(f.Name) {
					changed = append(changed, t.Name+"."+f.Name+" "+rowKey(t, r))
				}
			}
		}
	}
	slices.Sort(changed)
	return changed
}

func domainTables() []*schemas.Table {
	return slices.DeleteFunc(schemas.Tables(), func(t *schemas.Table) bool { return t.Kind != schemas.DomainTable })
}

// rowKey joins the key values of a published row.
func rowKey(t *schemas.Table, r row) string {
	key := make([]string, len(t.Key))
	for i, name := range t.Key {
		key[i] = r.cell(name)
	}
	return strings.Join(key, "|")
}

// Law 3: no claim is more precise than its source.
func TestNoDateIsMorePreciseThanItsWords(t *testing.T) {
	for _, c := range realRun(t).table("claims") {
		words := len(strings.Fields(c.cell("verbatim")))
		if c.cell("value_kind") == "edtf" && c.cell("basis") == "quoted" && strings.Count(c.cell("value"), "-")+1 > words {
			t.Errorf("claim %s reads %s in %q", c.cell("claim_id"), c.cell("value"), c.cell("verbatim"))
		}
	}
}

// Law 3: nothing fuzzy is accepted.
func TestMisspelledNamesAreNotAccepted(t *testing.T) {
	w := newWorkplace(t)
	w.replace("sources/texts/mediterranean-2021.txt", "Countries: Morocco and Tunisia", "Countries: Morocco and Tunesai")
	p := w.run()
	if got := p.project("bmp-maghreb").cell("country_iso3s"); got != "MAR" {
		t.Errorf("countries %s, want MAR", got)
	}
	p.wantFinding("place.unknown", ":137:", "Tunesai")
}

// Law 3: derive, run again over a published row, comes to the same. What
// follows from the claims and not from other columns is held below.
func TestDeriveRunAgainComesToTheSame(t *testing.T) {
	cfg, p := configOf(t, root), realRun(t)
	ref, _, _ := readReference(cfg, load(cfg))
	asOf, _ := normalise.ReadDate(cfg.AsOf)
	blanks := map[string]schemas.Blanks{}
	for _, g := range p.where("gaps", "table", "projects", "column", "end_edtf", "reason", "open") {
		blanks[g.cell("row_key")] = schemas.Blanks{schemas.End: schemas.Open}
	}
	derived := 0
	for _, r := range p.table("projects") {
		project := schemas.Project{ID: r.cell("project_id"), StartEDTF: r.text("start_edtf"), EndEDTF: r.text("end_edtf"), Countries: r.list("country_iso3s"),
			Participants: r.list("participant_iso3s"), Groups: r.list("country_groups"), FunderIDs: r.list("funder_ids"), Budget: publishedBudget(r), Blanks: blanks[r.cell("project_id")]}
		derive(&project, budgetsOf(p, r.cell("project_id")), ref, asOf.First)
		batch := schemas.Projects.NewBatch()
		schemas.Projects.Append(batch, &project)
		for i, f := range schemas.Projects.Fields {
			if f.How == "" || slices.Contains([]string{"end_edtf_latest", "disputed_columns", "countries_basis", "budget_currency"}, f.Name) {
				continue
			}
			derived++
			if got := strings.ReplaceAll(batch.Columns[i].Flat(0), schemas.ListSeparator, " "); got != strings.TrimPrefix(r.cell(f.Name), "-") {
				t.Errorf("%s of %s: published %s, derived again %s", f.Name, project.ID, r.cell(f.Name), got)
			}
		}
	}
	if derived < 16*12 {
		t.Errorf("only %d cells were derived again", derived)
	}
}

// budgetsOf returns what derive reads of the published budgets of a project.
func budgetsOf(p *published, project string) []schemas.BudgetRow {
	var rows []schemas.BudgetRow
	for _, b := range p.where("budgets", "project_id", project) {
		c := &schemas.Claim{Money: &schemas.Money{Covers: b.cell("covers"), Kind: b.cell("amount_kind")}}
		if b.cell("status") == "accepted" {
			c.Status = schemas.Accepted
		}
		rows = append(rows, schemas.BudgetRow{Project: project, Claim: c})
	}
	return rows
}

func publishedBudget(project row) schemas.Value {
	if n, ok := schemas.ParseDecimal(project.text("budget_amount")); ok && project["budget_amount"] != nil {
		return schemas.Value{Kind: schemas.Decimal, N: n}
	}
	return schemas.Value{}
}

// The columns that follow from the claims of their row.
func TestColumnsDerivedFromClaims(t *testing.T) {
	p := realRun(t)
	strength := []string{"", "quoted", "inherited", "derived", "curated"}
	for _, r := range p.table("projects") {
		weakest, disputed := 0, map[string]bool{}
		for _, c := range p.where("claims", "subject_kind", "project", "subject", r.cell("project_id")) {
			if c.cell("property") == "country_iso3s" && c.cell("status") == "accepted" {
				weakest = max(weakest, slices.Index(strength, c.cell("basis")))
			}
			if c.cell("status") == "rival" {
				disputed[c.cell("property")] = schemas.Projects.Field(c.cell("property")) >= 0
			}
		}
		if got := r.text("countries_basis"); got != strength[weakest] {
			t.Errorf("%s: countries rest on %q, want %q", r.cell("project_id"), got, strength[weakest])
		}
		if diff := cmp.Diff(slices.DeleteFunc(append([]string{}, sortedKeys(disputed)...), func(column string) bool { return !disputed[column] }), r.list("disputed_columns")); diff != "" {
			t.Errorf("%s: disputed (-want +got):\n%s", r.cell("project_id"), diff)
		}
	}
}

// The bridge and year tables follow from their projects.
func TestCountryYearsCountTheProjects(t *testing.T) {
	p := realRun(t)
	want := map[string][3]int{}
	for _, r := range p.table("projects") {
		first, _ := strconv.Atoi(r.cell("start_date")[:4])
		last, _ := strconv.Atoi(r.cell("end_date")[:4])
		var members []string
		for _, m := range p.where("project_group_countries", "project_id", r.cell("project_id")) {
			members = append(members, m.cell("iso3"))
		}
		for role, iso3s := range [][]string{r.list("country_iso3s"), r.list("participant_iso3s"), members} {
			for _, iso3 := range iso3s {
				for year := first; year <= last; year++ {
					key := fmt.Sprintf("%s %d", iso3, year)
					n := want[key]
					n[role]++
					want[key] = n
				}
			}
		}
	}
	got := map[string][3]int{}
	for _, r := range p.table("country_years") {
		got[r.cell("iso3")+" "+r.cell("year")] = [3]int{r.number("projects_recipient"), r.number("projects_participant"), r.number("projects_group_member")}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("country_years (-want +got):\n%s", diff)
	}
}

func TestGroupCountriesFollowFromMembership(t *testing.T) {
	p := realRun(t)
	var want, got []string
	for _, g := range p.table("project_groups") {
		r := p.project(g.cell("project_id"))
		for _, m := range p.where("group_members", "group_id", g.cell("group_id")) {
			if m.cell("valid_from") <= r.cell("end_date") && (m["valid_to"] == nil || m.cell("valid_to") > r.cell("start_date")) {
				want = append(want, g.cell("project_id")+"|"+g.cell("group_id")+"|"+m.cell("iso3"))
			}
		}
	}
	for _, r := range p.table("project_group_countries") {
		got = append(got, rowKey(&schemas.ProjectGroupCountries.Table, r))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("project_group_countries (-want +got):\n%s", diff)
	}
}

// Every blank cell of a domain table has its reason, and no other cell has
// one.
func TestEveryBlankCellHasAReason(t *testing.T) {
	p := realRun(t)
	got := map[string]int{}
	for _, g := range p.table("gaps") {
		got[g.cell("table")+"|"+g.cell("row_key")+"|"+g.cell("column")]++
		if !schemas.Gaps.Has(g.cell("reason")) {
			t.Errorf("%v has no reason", g)
		}
	}
	want := map[string]int{}
	for _, table := range domainTables() {
		for _, r := range p.table(table.Name) {
			for _, f := range table.Fields {
				if r[f.Name] == nil {
					want[table.Name+"|"+rowKey(table, r)+"|"+f.Name] = 1
				}
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
}

// Law 4 and the catalogue: ids are unique, codes are of their lists, and
// everything that is referred to is there.
func TestIdsAndCodes(t *testing.T) {
	p := realRun(t)
	codes := map[string]bool{}
	for _, c := range p.table("codelists") {
		codes[c.cell("codelist")+"|"+c.cell("code")] = true
	}
	properties := map[string]bool{}
	for _, property := range schemas.Properties {
		properties[property.Name] = true
	}
	for _, table := range schemas.Tables() {
		keys := map[string]bool{}
		for _, r := range p.table(table.Name) {
			if key := rowKey(table, r); keys[key] {
				t.Errorf("%s has the key %s twice", table.Name, key)
			} else {
				keys[key] = true
			}
			for _, f := range table.Fields {
				for _, code := range cellCodes(r, &f) {
					if f.Codes != nil && !codes[f.Codes.Name+"|"+code] {
						t.Errorf("%s.%s: %s is no code of %s", table.Name, f.Name, code, f.Codes.Name)
					}
				}
			}
		}
	}
	for _, c := range p.table("claims") {
		if !properties[c.cell("property")] {
			t.Errorf("claim %s has the property %s", c.cell("claim_id"), c.cell("property"))
		}
	}
	for _, f := range p.table("findings") {
		if !codes["finding_rule|"+f.cell("rule")] {
			t.Errorf("the rule %s is not in the catalogue", f.cell("rule"))
		}
	}
	for _, r := range p.table("projects") {
		for _, g := range r.list("country_groups") {
			if !codes["country_group|"+g] {
				t.Errorf("the group %s is not in the catalogue", g)
			}
		}
	}
}

func cellCodes(r row, f *schemas.Field) []string {
	if f.List {
		return r.list(f.Name)
	}
	if r[f.Name] == nil {
		return nil
	}
	return []string{r.cell(f.Name)}
}

// Law 5: what other files say of the columns is what their declarations say.
func TestDictionaryHasEveryColumn(t *testing.T) {
	p := realRun(t)
	got := map[string]string{}
	for _, d := range p.table("dictionary") {
		got[d.cell("table")+"."+d.cell("column")] = d.cell("type") + "; " + d.cell("filled") + " of " + d.cell("rows")
	}
	want := map[string]string{}
	for _, table := range schemas.Tables() {
		rows := p.table(table.Name)
		for _, f := range table.Fields {
			filled := 0
			for _, r := range rows {
				if r[f.Name] != nil {
					filled++
				}
			}
			want[table.Name+"."+f.Name] = fmt.Sprintf("%s; %d of %d", f.Type(), filled, len(rows))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("dictionary (-want +got):\n%s", diff)
	}
}

// Law 9: no published text is empty.
func TestNoPublishedTextIsEmpty(t *testing.T) {
	p := realRun(t)
	for _, table := range schemas.Tables() {
		for _, r := range p.table(table.Name) {
			for _, f := range table.Fields {
				if v, ok := r[f.Name]; !ok || v == "" || slices.Contains(r.list(f.Name), "") {
					t.Errorf("%s %s: %s is %v", table.Name, rowKey(table, r), f.Name, v)
				}
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(p.folder, "csv", "projects.csv"))
	if err != nil || !bytes.HasPrefix(text, []byte("project_id,")) && !bytes.Contains(text[:40], []byte("project_id")) {
		t.Errorf("csv/projects.csv begins with %.40q: %v", text, err)
	}
}
