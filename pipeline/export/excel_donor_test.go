package export

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"migdata/schemas"
)

// writtenDonors are the files of the Excel format, by path.
func writtenDonors(t testing.TB, r Release) store {
	t.Helper()
	s := store{}
	if err := Excel.Write(s.create, r); err != nil {
		t.Fatal(err)
	}
	return s
}

func workbook(t testing.TB, book []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// figuresOf reads the figures of a cover by their defined names.
func figuresOf(t testing.TB, book []byte) map[string]int {
	t.Helper()
	f := workbook(t, book)
	figures := map[string]int{}
	for _, d := range f.GetDefinedName() {
		name, is := strings.CutPrefix(d.Name, "figure_")
		if !is {
			continue
		}
		sheet, cell, _ := strings.Cut(d.RefersTo, "!")
		text, err := f.GetCellValue(strings.Trim(sheet, "'"), strings.ReplaceAll(cell, "$", ""), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatalf("%s is %q", name, text)
		}
		figures[name] = int(n)
	}
	return figures
}

// reconcile holds the figures of all covers against that of the portfolio.
func reconcile(covers map[string]map[string]int) error {
	whole := covers[WorkbookPath]
	alone, shared := 0, 0
	for path, c := range covers {
		if path == WorkbookPath || strings.Contains(path, ".fr.") {
			continue
		}
		alone, shared = alone+c["alone"], shared+c["shared"]
		if c["projects"] != c["alone"]+c["shared"] || c["alone"]+c["shared"]+c["others"]+c["unknown"] != c["portfolio"] || c["portfolio"] != whole["portfolio"] || c["unknown"] != whole["unknown"] {
			return fmt.Errorf("%s does not lead to the portfolio: %v", path, c)
		}
		if money := c["money_own"] + c["money_sole"] + c["money_joint"] + c["money_elsewhere"] + c["money_unknown"]; money != c["projects"] {
			return fmt.Errorf("%s: what is known of money is said of %d projects of %d", path, money, c["projects"])
		}
	}
	if alone != whole["one_donor"] || alone+whole["several"]+whole["unknown"] != whole["portfolio"] || whole["sum"] != whole["portfolio"] {
		return fmt.Errorf("%d projects of single donors, and the portfolio says %v", alone, whole)
	}
	if shared < 2*whole["several"] {
		return fmt.Errorf("%d shares in %d projects of several donors", shared, whole["several"])
	}
	return nil
}

func coversOf(t testing.TB, s store) map[string]map[string]int {
	covers := map[string]map[string]int{}
	for path, book := range s {
		covers[path] = figuresOf(t, book)
	}
	return covers
}

func TestDonorWorkbooksReconcile(t *testing.T) {
	s := writtenDonors(t, donorRelease())
	paths := slices.Sorted(maps.Keys(s))
	if diff := cmp.Diff([]string{"excel/donors/che.xlsx", "excel/donors/dnk.xlsx", "excel/donors/eu.xlsx", "excel/portfolio.xlsx"}, paths); diff != "" {
		t.Fatal(diff)
	}
	covers := coversOf(t, s)
	if err := reconcile(covers); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]map[string]int{
		"excel/donors/dnk.xlsx": {"projects": 2, "active": 2, "countries": 2, "own_1": 1000, "money_own": 1, "money_joint": 1, "indicated": 0, "outside": 1, "alone": 1, "shared": 1, "others": 1, "unknown": 2, "portfolio": 5},
		"excel/donors/che.xlsx": {"projects": 0, "indicated": 1, "outside": 0, "alone": 0, "shared": 0, "others": 3, "unknown": 2, "portfolio": 5},
		"excel/donors/eu.xlsx":  {"projects": 2, "active": 1, "own_1": 5000, "money_own": 1, "money_elsewhere": 1, "alone": 1, "shared": 1, "others": 1, "unknown": 2, "portfolio": 5},
	} {
		for name, n := range want {
			if got, has := covers[path][name]; got != n || !has {
				t.Errorf("%s: %s is %d, want %d", path, name, got, n)
			}
		}
	}
	for name, change := range map[string]func(map[string]map[string]int){
		"a project too many":      func(c map[string]map[string]int) { c["excel/donors/dnk.xlsx"]["alone"]++ },
		"a donor missing":         func(c map[string]map[string]int) { delete(c, "excel/donors/dnk.xlsx") },
		"an indication counted":   func(c map[string]map[string]int) { c["excel/donors/che.xlsx"]["projects"]++ },
		"money of nobody":         func(c map[string]map[string]int) { c["excel/donors/eu.xlsx"]["money_joint"]++ },
		"another portfolio":       func(c map[string]map[string]int) { c[WorkbookPath]["portfolio"]++ },
		"fewer without any donor": func(c map[string]map[string]int) { c[WorkbookPath]["unknown"]-- },
	} {
		bad := coversOf(t, s)
		change(bad)
		if reconcile(bad) == nil {
			t.Errorf("%s reconciles", name)
		}
	}
}

// Whatever donors projects have, the workbooks lead to the same portfolio.
func TestAnyDonorWorkbooksReconcile(t *testing.T) {
	codes := []string{"CHE", "DNK", "EU"}
	org := map[string]string{"CHE": "che", "DNK": "dnk", "EU": "eu"}
	rapid.Check(t, func(rt *rapid.T) {
		r := donorRelease()
		var projects, funds []cellsBy
		for i := range rapid.IntRange(0, 6).Draw(rt, "projects") {
			id := fmt.Sprintf("p%d", i)
			var donors []string
			for _, c := range codes {
				if rapid.Bool().Draw(rt, c) {
					donors = append(donors, c)
					funds = append(funds, cellsBy{"project_id": id, "org_id": org[c], "role": "funder", "strength": "stated", "counts_as_funding": true})
				}
			}
			projects = append(projects, cellsBy{"project_id": id, "title": id, "status_on_as_of": "active", "donor_codes": donors})
		}
		r.Resources = slices.Clone(r.Resources)
		r.Resources[0], r.Resources[1] = rowsOf(&schemas.Projects.Table, projects...), rowsOf(&schemas.ProjectOrganisations.Table, funds...)
		r.Resources = append(r.Resources[:2:2], r.Resources[3], r.Resources[4])
		s := store{}
		if err := Excel.Write(s.create, r); err != nil {
			rt.Fatal(err)
		}
		if err := reconcile(coversOf(t, s)); err != nil {
			rt.Fatal(err)
		}
	})
}

// The same release gives the same bytes, in every language and profile.
func TestDonorWorkbooksAreDeterministic(t *testing.T) {
	for _, w := range []Workbooks{{}, {Donors: Analyst, Portfolio: Accessible, Languages: Languages()}} {
		r := donorRelease()
		r.Workbooks = w
		a, b := writtenDonors(t, r), writtenDonors(t, r)
		if len(a) != 4*max(len(w.Languages), 1) {
			t.Errorf("%d files", len(a))
		}
		for path := range a {
			if !bytes.Equal(a[path], b[path]) {
				t.Errorf("%s: written twice, other bytes", path)
			}
		}
		for _, format := range WithCopies([]Format{Excel}, slices.Sorted(maps.Keys(a))) {
			for _, res := range r.Resources {
				if !Excel.Holds(res.Table) {
					continue
				}
				if err := readBack(a, format, res); err != nil {
					t.Errorf("%s: %v", res.Table.Name, err)
				}
			}
		}
	}
}

func sheetText(t testing.TB, f *excelize.File, sheet string) string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, row := range rows {
		text += strings.Join(row, "|") + "\n"
	}
	return text
}

// What does not count is listed with its dates; texts that look like formulas
// stay texts; months are months; notes, changes and French are there.
func TestDonorWorkbookSays(t *testing.T) {
	r := donorRelease()
	r.Workbooks.Languages = []string{"en", "fr"}
	r.Changes = []Change{{Project: "a", What: "projects.end_edtf", Before: "2021-09", After: "2021-10", Why: "An extension."}, {Project: "e", What: "nothing of this donor's"}}
	s := writtenDonors(t, r)
	f := workbook(t, s["excel/donors/dnk.xlsx"])
	for sheet, parts := range map[string][]string{
		"Projects":            {"AA|Title of a|Funder|A ministry|[z]|Mar 2020|Oct 2021|Active|Jordan; Tunisia|[x]|", "=1+1 is no formula", "[note ", "Page of AA"},
		"Timeline":            {"Mar to Dec", "Jan to Oct", "All year"},
		"Countries and years": {"do not add up", "Jordan|Projects|2|1|2|2|1|1", "Jordan|Project-months|80|12|22|22|12|12"},
		"Money":               {"Joint total; share not stated", "This donor’s own|The whole project|planned|1,000.00|EUR|Yes", "planned|400.00|EUR|No"},
		"Not counted":         {"CC|Title of c|Outside the accepted period|Kingdom of Denmark|2024-01|2024-06"},
		"Evidence":            {"AA|Funder|A ministry|Accepted|[z]|A page|Page on example.org|A funder|sheet.txt, line 3", "BB|End|2024-12|Rival: later state|An extension."},
		"What is not known":   {"AA|Partners|No source that this release holds speaks of it.|[x] not available|partners"},
		"Changes":             {"AA|projects.end_edtf|2021-09|2021-10|An extension."},
		"Notes":               {"BB: End|Published: 2023-12. Another source says 2024-12: “A page”."},
	} {
		text := sheetText(t, f, sheet)
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q:\n%s", sheet, part, text)
			}
		}
	}
	if text := sheetText(t, f, "Changes"); strings.Contains(text, "nothing of") {
		t.Error("a change of another donor is told")
	}
	french := workbook(t, s["excel/donors/dnk.fr.xlsx"])
	if text := sheetText(t, french, "Projets"); !strings.Contains(text, "Danemark\u00A0: projets financés") || !strings.Contains(text, "Jordanie; Tunisie") {
		t.Errorf("no French: %s", text)
	}
	for _, part := range bookParts(t, s["excel/donors/dnk.xlsx"], nil) {
		if bytes.Contains(part, []byte("<f>")) && bytes.Contains(part, []byte("<worksheet")) {
			t.Error("a sheet has a formula")
		}
	}
}

// What the covers, notes and properties say of the dataset stands in the
// language of the workbook; what has no translation does not, and is told of.
func TestWorkbooksSpeakOfTheDataset(t *testing.T) {
	r := donorRelease()
	a := &r.About
	a.Title, a.Description, a.Universe, a.Rights, a.Keywords, a.Caveats = "Things", "All things.", "Two things.", "Theirs.", []string{"thing"}, []string{"Not all."}
	whole := schemas.Translation{Title: "Choses", Description: "Toutes choses.", Universe: "Deux choses.", Rights: "Les leurs.",
		Keywords: []string{"chose"}, Caveats: []string{"Pas toutes."}}
	part := whole
	part.Universe = ""
	r.Workbooks.Languages = []string{"en", "fr"}
	const untranslated = "n’a pas de traduction"
	for _, test := range []struct {
		in           schemas.Translation
		has, lacks   []string
		title, words string
	}{
		{whole, []string{"Choses", "Deux choses.", "Les leurs.", "Pas toutes."}, []string{"Two things.", "Theirs.", "Not all.", untranslated}, "Choses", "Toutes choses. chose Deux choses."},
		{part, []string{"Choses", "Two things.", "Les leurs.", untranslated + " figure dans leur langue\u00A0: en."}, []string{"Theirs."}, "Choses", "Toutes choses. chose Two things."},
		{schemas.Translation{}, []string{"Things", "Two things.", "Theirs.", "Not all.", untranslated}, []string{"Choses"}, "Things", "All things. thing Two things."},
	} {
		a.Translations = map[string]schemas.Translation{"fr": test.in}
		s := writtenDonors(t, r)
		for _, path := range []string{"excel/portfolio.fr.xlsx", "excel/donors/dnk.fr.xlsx"} {
			f := workbook(t, s[path])
			text := sheetText(t, f, "Couverture") + sheetText(t, f, "Notes")
			for _, part := range test.has {
				if !strings.Contains(text, part) {
					t.Errorf("%s lacks %q:\n%s", path, part, text)
				}
			}
			for _, part := range test.lacks {
				if strings.Contains(text, part) {
					t.Errorf("%s has %q", path, part)
				}
			}
			if cited := "Things (version preview)"; !strings.Contains(text, cited) { // a dataset is cited by one title
				t.Errorf("%s lacks %q", path, cited)
			}
		}
		p, err := workbook(t, s["excel/portfolio.fr.xlsx"]).GetDocProps()
		if err != nil {
			t.Fatal(err)
		}
		if said := p.Subject + " " + p.Keywords + " " + p.Description; p.Title != test.title || said != test.words {
			t.Errorf("the properties are %q: %q", p.Title, said)
		}
		if text := sheetText(t, workbook(t, s[WorkbookPath]), "Cover"); !strings.Contains(text, "Two things.") || strings.Contains(text, "no translation") {
			t.Errorf("the English cover: %s", text)
		}
	}
}

// A truth value is one to programs, in every language: under a number format
// of its own LibreOffice saves it as a number.
func TestTruthValuesStayTruthValues(t *testing.T) {
	r := donorRelease()
	r.Workbooks.Languages = []string{"en", "fr"}
	s := writtenDonors(t, r)
	for path, sheet := range map[string]string{
		WorkbookPath:              "Organisations of projects",
		"excel/portfolio.fr.xlsx": "Organisations des projets",
	} {
		f := workbook(t, s[path])
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) < 2 {
			t.Fatal(path, rows, err)
		}
		column := slices.Index(rows[0], "Counts as funding")
		cell := columnLetters(column) + "2"
		kind, err := f.GetCellType(sheet, cell)
		if err != nil || kind != excelize.CellTypeBool {
			t.Errorf("%s: %s is of the type %v, %v", path, cell, kind, err)
		}
		n, err := f.GetCellStyle(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(n)
		if err != nil || style.CustomNumFmt != nil || style.NumFmt != 0 {
			t.Errorf("%s: %s has the style %+v, %v", path, cell, style, err)
		}
	}
}

// Rows and texts beyond the limits continue and are counted, also here.
func TestDonorWorkbookCountsItsLimits(t *testing.T) {
	r := donorRelease()
	s := store{}
	if err := writeWorkbooks(s.create, r, ceilings{rows: 9, text: 120, links: 1}); err != nil {
		t.Fatal(err)
	}
	f := workbook(t, s["excel/donors/dnk.xlsx"])
	sheets := strings.Join(f.GetSheetList(), ", ")
	for _, name := range []string{"Dictionary (2)", "Notes (2)", "Long texts"} {
		if !strings.Contains(sheets, name) {
			t.Errorf("no sheet %s in %s", name, sheets)
		}
	}
	text := ""
	for _, sheet := range f.GetSheetList() {
		if strings.HasPrefix(sheet, "Notes") {
			text += sheetText(t, f, sheet)
		}
	}
	if !strings.Contains(text, "continue on further sheets: ") || strings.Contains(text, "continue on further sheets: 0") {
		t.Errorf("the notes count no rows:\n%s", text)
	}
	if !strings.Contains(text, "where their sheet has 20,000 already") {
		t.Errorf("the notes count no links:\n%s", text)
	}
	for _, sheet := range []string{"Projects", "Evidence"} {
		if links, err := f.GetHyperLinkCells(sheet, ""); len(links) != 1 {
			t.Errorf("%s has the links %v, %v", sheet, links, err)
		}
	}
}

// declaredTexts are the texts that the tables of the workbooks declare.
func declaredTexts() (texts []string) {
	for _, table := range append(schemas.Tables(), byCountryTable(), citationsTable()) {
		if !inWorkbook(table) && table.Name != "citations" {
			continue
		}
		texts = append(texts, table.Title, table.Doc)
		for i := range table.Fields {
			texts = append(texts, table.Fields[i].Title, table.Fields[i].Doc)
		}
	}
	for _, c := range schemas.Confidences.Codes {
		texts = append(texts, c.Doc)
	}
	return texts
}

// Every text of the catalogue is one that the workbooks can say: its key, or
// the beginning and the rest of it, stands in the code, or its rest is a code
// of the codelist that its beginning names.
func TestCatalogueIsUsed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	quoted := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range regexp.MustCompile(`"((?:[^"\\\n]|\\.)*)"`).FindAllSubmatch(source, -1) {
			quoted[string(text[1])] = true
		}
	}
	codes := map[string]bool{}
	for _, list := range schemas.Codelists() {
		for _, c := range list.Codes {
			codes["code."+list.Name+"."+c.Code], codes["gap."+c.Code] = true, true
		}
	}
	used := func(key string) bool {
		if quoted[key] || codes[key] || regexp.MustCompile(`^(donor\.[A-Z]+|version\.preview)$`).MatchString(key) {
			return true
		}
		for _, end := range []string{"", ".doc", ".each", ".alt"} {
			whole, ends := strings.CutSuffix(key, end)
			head, rest, _ := strings.Cut(whole, ".")
			begin, state, _ := strings.Cut(rest, "_")
			column := head == "about" && schemas.Projects.Field(rest) >= 0
			if ends && (quoted[whole] || quoted[head+"."] && (column || quoted[rest] || quoted[begin+"_"] && quoted[state])) {
				return true
			}
		}
		return false
	}
	for key := range english().texts {
		if !used(key) {
			t.Errorf("no workbook says %s", key)
		}
	}
	for _, key := range []string{"sheet.nonsense", "code.project_status.nonsense", "nonsense"} {
		if used(key) {
			t.Errorf("%s passes for a text that workbooks say", key)
		}
	}
}

// Each language has every text, with the same things to fill in.
func TestCatalogueIsWhole(t *testing.T) {
	english := english()
	declared := map[string]bool{}
	for _, text := range declaredTexts() {
		declared[ofDataset+text] = true
	}
	check := func(w *words) (faults []string) {
		for key := range declared {
			if _, has := w.texts[key]; !has && w.language != firstLanguage {
				faults = append(faults, w.language+" lacks "+key)
			}
		}
		for key, text := range english.texts {
			other, has := w.texts[key]
			if !has || other == "" {
				faults = append(faults, w.language+" lacks "+key)
			}
			for i := range 6 {
				if hole := "{" + strconv.Itoa(i) + "}"; strings.Contains(text, hole) != strings.Contains(other, hole) {
					faults = append(faults, w.language+" fills "+key+" otherwise")
				}
			}
			if strings.HasPrefix(key, "sheet.") && len([]rune(other)) > mostNameRunes {
				faults = append(faults, w.language+" has too long a name for "+key)
			}
		}
		for key := range w.texts {
			if _, has := english.texts[key]; !has && (!declared[key] || w.language == firstLanguage) {
				faults = append(faults, w.language+" has "+key+", which is of no use")
			}
		}
		if len(strings.Fields(w.say("months"))) != 12 {
			faults = append(faults, w.language+" has not twelve months")
		}
		return faults
	}
	if len(Languages()) < 2 {
		t.Errorf("languages: %v", Languages())
	}
	for _, language := range Languages() {
		w, err := wordsOf(language)
		if err != nil {
			t.Fatal(err)
		}
		if faults := check(w); faults != nil {
			t.Error(faults)
		}
	}
	french, err := wordsOf("fr")
	if err != nil {
		t.Fatal(err)
	}
	bad := &words{language: "bad", texts: maps.Clone(french.texts)}
	delete(bad.texts, "yes")
	bad.texts["note"] = "note"
	delete(bad.texts, ofDataset+"Key of the project.")
	bad.texts[ofDataset+"Key of the projekt."] = "a text that is declared no more"
	if len(check(bad)) != 4 {
		t.Errorf("a bad catalogue has the faults %v", check(bad))
	}
	if _, err := wordsOf("xx"); err == nil {
		t.Error("there is a language xx")
	}
}

// No text of a workbook is a key of the catalogue that has no text.
func TestWorkbooksSayNoKeys(t *testing.T) {
	r := donorRelease()
	r.Workbooks.Languages = Languages()
	r.Changes = []Change{{What: "x"}}
	for path, book := range writtenDonors(t, r) {
		for name, part := range bookParts(t, book, nil) {
			if i := bytes.Index(part, []byte(">{")); i >= 0 && strings.HasSuffix(name, ".xml") {
				t.Errorf("%s: %s: %s", path, name, part[i:min(len(part), i+60)])
			}
		}
	}
}

// A timeline shows the projects that began last where there are more than it
// can show; those without a beginning come first to go and stand last.
func TestTimelineOfMany(t *testing.T) {
	f, err := gatherFacts(donorRelease())
	if err != nil {
		t.Fatal(err)
	}
	f.donors = []string{"DNK"}
	file, err := newScratchFile(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer file.file.Close()
	b := &donorBook{donation: &donation{file: file}}
	for i, start := range []string{"2020-01-01", "", "2024-01-01", "2018-01-01", "2022-01-01", "", "2019-01-01"} {
		p := &donorProject{counts: true}
		for part := range p.rows {
			p.rows[part] = []textRow{{donorTables[part], make([]string, len(donorTables[part].Fields))}}
		}
		cells := p.rows[ofProject][0].cells
		cells[schemas.Projects.Field("acronym")], cells[schemas.Projects.Field("start_date")] = strconv.Itoa(i), start
		if err := file.add(p); err != nil {
			t.Fatal(err)
		}
	}
	for most, want := range map[int]string{1: "2", 2: "42", 3: "042", 6: "360421", 7: "3604215", 9: "3604215"} {
		shown, err := b.lastBegun(most)
		got := ""
		for _, p := range shown {
			got += p.label()
		}
		if err != nil || got != want {
			t.Errorf("of %d: %s, %v, want %s", most, got, err, want)
		}
	}
}

// Rows that do not stand in the order of the projects are noticed.
func TestDonorsNeedTheOrder(t *testing.T) {
	r := donorRelease()
	r.Resources[1] = rowsOf(&schemas.ProjectOrganisations.Table,
		cellsBy{"project_id": "b", "org_id": "dnk", "role": "funder", "counts_as_funding": true}, cellsBy{"project_id": "a", "org_id": "dnk", "role": "funder", "counts_as_funding": true})
	if err := Excel.Write(store{}.create, r); err == nil || !strings.Contains(err.Error(), "stands behind") {
		t.Errorf("rows out of order: %v", err)
	}
}

// A timeline that cannot show all projects of its donor says so.
func TestTimelineSaysThatItIsShort(t *testing.T) {
	r := largeDonors(mostBarsOfTimeline + 1)
	r.Resources = slices.DeleteFunc(slices.Clone(r.Resources), func(res schemas.Resource) bool { return res.Table == &schemas.Claims.Table })
	f, err := gatherFacts(r)
	if err != nil {
		t.Fatal(err)
	}
	s := store{}
	if err := f.writeDonors(s.create, []*words{english()}, excelCeilings); err != nil {
		t.Fatal(err)
	}
	parts := bookParts(t, s["excel/donors/dnk.xlsx"], nil)
	const says = "This donor has 5001 projects. Here are the 5000 that began last"
	for part, want := range map[string]int{"xl/sharedStrings.xml": 1, "xl/worksheets/sheet2.xml": 1} { // above the timeline, in Contents
		if n := bytes.Count(parts[part], []byte(says)); n != want {
			t.Errorf("%s says it %d times", part, n)
		}
	}
	if n := bytes.Count(parts["xl/worksheets/sheet4.xml"], []byte("<row ")); n != mostBarsOfTimeline+4 { // title, two lines, headings; nothing stands in the blank row
		t.Errorf("the timeline has %d rows", n)
	}
}
