package export

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"migdata/schemas"
)

// excelRelease is a small release with words about itself.
func excelRelease(resources ...schemas.Resource) Release {
	about := about()
	about.Description, about.Universe, about.Publisher = "Projects for tests.", "Nothing real.", "The makers & testers"
	about.LicenceURL, about.Caveats = "https://example.org/licence", []string{"Nothing here is true."}
	about.AsOf, about.Released = 18992, 19000 // 2021-12-31, 2022-01-08
	return Release{About: about, Resources: resources}
}

// writtenWith writes a workbook with other ceilings than Excel's.
func writtenWith(t testing.TB, top ceilings, resources ...schemas.Resource) store {
	t.Helper()
	s := store{}
	if err := writeWorkbooks(s.create, excelRelease(resources...), top); err != nil {
		t.Fatal(err)
	}
	return s
}

// opens opens a workbook with the library, as a check from outside.
func opens(t testing.TB, s store) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(s[WorkbookPath]))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// What is written is read back cell by cell, however the batches are cut and
// on however many sheets the rows stand, and the bytes do not depend on the
// cut.
func TestWorkbookHoldsTheCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := genRows(t, &kindsTable.Table, 6)
		top := ceilings{rows: rapid.SampledFrom([]int{2, 5, excelCeilings.rows}).Draw(t, "sheet"), text: rapid.SampledFrom([]int{60, excelCeilings.text}).Draw(t, "cell"), links: 1}
		want := resource(kindsTable, rows, 1, 3)
		a, b := store{}, store{}
		for to, of := range map[*store]schemas.Resource{&a: want, &b: resource(kindsTable, rows, 7)} {
			if err := writeWorkbooks(to.create, excelRelease(of), top); err != nil {
				t.Fatal(err)
			}
		}
		if err := readBack(a, Excel, want); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a[WorkbookPath], b[WorkbookPath]) {
			t.Fatal("the bytes depend on how the batches are cut")
		}
	})
}

func TestWorkbookHoldsManyRows(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 3*readBatch/2)
	want := resource(kindsTable, rows, 5000, 777)
	s := writtenWith(t, excelCeilings, want)
	if err := readBack(s, Excel, want); err != nil {
		t.Fatal(err)
	}
	if again := writtenWith(t, excelCeilings, want); !bytes.Equal(s[WorkbookPath], again[WorkbookPath]) {
		t.Error("written twice, other bytes")
	}
}

func TestWorkbookHoldsEmptyTables(t *testing.T) {
	empty, one := resource(kindsTable, nil, 1), resource(kindsTable, manyRows(&kindsTable.Table, 1), 1)
	s := writtenWith(t, excelCeilings, empty)
	if err := readBack(s, Excel, empty); err != nil {
		t.Error(err)
	}
	if got, _ := Excel.Read(s.open, &kindsTable.Table); got.Rows != 0 {
		t.Errorf("an empty table is read as %d rows", got.Rows)
	}
	if readBack(s, Excel, one) == nil {
		t.Error("an empty sheet passes for one row")
	}
	if readBack(writtenWith(t, excelCeilings, one), Excel, empty) == nil {
		t.Error("one row passes for an empty table")
	}
}

// Every table of the dataset that the workbook holds can be written and read.
func TestWorkbookHoldsTheDataset(t *testing.T) {
	var resources []schemas.Resource
	for _, table := range schemas.Tables() {
		resources = append(resources, schemas.Resource{Table: table, Batches: func(func(*schemas.Batch, error) bool) {}})
	}
	s := writtenWith(t, excelCeilings, resources...)
	for _, r := range resources {
		err := readBack(s, Excel, r)
		if held := Excel.Holds(r.Table); held != (err == nil) {
			t.Errorf("%s: held %t, error %v", r.Table.Name, held, err)
		}
	}
	for _, name := range []string{"claims", "coverage"} {
		if Excel.Holds(schemas.TableNamed(name)) {
			t.Errorf("the workbook holds %s", name)
		}
	}
}

// Texts that begin like a formula, and texts that look like escapes or hold
// what XML cannot, are the same texts to us and to a program of others.
func TestWorkbookKeepsTexts(t *testing.T) {
	texts := append([]string{
		"\tSUM(A1)", "\rSUM(A1)", "_x000D_", "_x000d_", "_x005F_x000D_", "_x000D_x000D_", "__x000D__", "_x00_", "a\r\nb", "a\x00b\x1f", "\uFFFE\uFFFF",
		"_x\r_", "\v_x000B_", "  two  spaces  ", "line\n", "]]>&lt;",
	}, hardTexts...)
	rows := manyRows(&kindsTable.Table, len(texts))
	column := kindsTable.Field("text_required")
	for i := range rows {
		rows[i][column].s = texts[i]
	}
	want := resource(kindsTable, rows, 7)
	s := writtenWith(t, excelCeilings, want)
	if err := readBack(s, Excel, want); err != nil {
		t.Fatal(err)
	}
	others, err := opens(t, s).GetCols("Kinds")
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		if strings.ContainsAny(text, "\uFFFE\uFFFF") || strings.Contains(text, "_x005F_x") || strings.Contains(text, "__x") {
			continue // which the library reads otherwise than the standard
		}
		if got := others[column][i+1]; got != text {
			t.Errorf("%q is %q to the library", text, got)
		}
	}
}

func TestWorkbookShowsDates(t *testing.T) {
	day := func(s string) schemas.Value {
		n, _ := parseDay(s)
		return schemas.Value{Kind: schemas.Day, N: n}
	}
	shows := []struct{ day, precision, shown string }{
		{"2021-01-31", "day", "31 Jan 2021"}, {"2020-01-01", "month", "Jan 2020"}, {"2020-07-01", "quarter", "Q3 2020"}, {"2020-12-31", "half", "H2 2020"},
		{"2020-06-01", "season", "Summer 2020"}, {"2019-12-31", "year", "2019"}, {"2019-12-31", "", "31 Dec 2019"},
		{"1900-03-01", "day", "1 Mar 1900"}, {"1900-02-28", "year", "1900-02-28"}, {"0001-01-01", "year", "0001-01-01"}, {"9999-12-31", "year", "9999"},
	}
	var rows []schemas.Project
	for i, s := range shows {
		rows = append(rows, schemas.Project{ID: "p" + strconv.Itoa(10+i), Title: "t", TitleVerbatim: "t", Scope: "national", Status: "active", AsOf: 18992,
			StartDate: day(s.day), StartPrecision: s.precision, Disputed: []string{}, BudgetStatus: "unknown", Document: "d", LineFrom: 1, LineTo: 1})
	}
	want := resourceOf(schemas.Projects, rows, 2)
	s := writtenWith(t, excelCeilings, want)
	if err := readBack(s, Excel, want); err != nil {
		t.Fatal(err)
	}
	cols, err := opens(t, s).GetCols("Projects")
	if err != nil {
		t.Fatal(err)
	}
	for i, show := range shows {
		if got := cols[schemas.Projects.Field("start_date")][i+1]; got != show.shown {
			t.Errorf("%s, exact to a %s, shows as %q, want %q", show.day, show.precision, got, show.shown)
		}
	}
	if got := cols[schemas.Projects.Field("status_on_as_of")][0]; got != "Status on 31 Dec 2021" {
		t.Errorf("the status is headed %q", got)
	}
}

// Nothing is lost to Excel's limits without being counted; long texts and
// many rows are not lost at all.
func TestWorkbookCountsItsLimits(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 10)
	set := func(i int, name string, c cell) { rows[i][kindsTable.Field(name)] = c }
	long := strings.Repeat("Ä😀_x000D_\r", 300)
	set(2, "text", cell{valid: true, s: long})
	set(7, "text_required", cell{valid: true, s: long + "end"})
	set(8, "text_list", cell{valid: true, list: strings.Split(strings.Repeat("ab ", 500), " ")[:500]})
	set(3, "decimal", cell{valid: true, n: math.MaxInt64 / 10})
	set(4, "day", cell{valid: true, n: -40000})
	want := resource(kindsTable, rows, 3)
	top := ceilings{rows: 5, text: 400, links: 1}
	s := writtenWith(t, top, want)
	if err := readBack(s, Excel, want); err != nil {
		t.Fatal(err)
	}
	plan, err := measure(excelRelease(want), top, english())
	if err != nil {
		t.Fatal(err)
	}
	for limit, want := range map[int]string{limitText: "'Kinds'!F4 'Kinds (2)'!G5 'Kinds (3)'!D2", limitDigits: "", limitDay: "", limitRows: "'Kinds'", limitBytes: "", limitName: ""} {
		places := plan.limits[limit].Places
		if want != "" && limit != limitText && strings.Join(places, " ") != want {
			t.Errorf("%s: %v, want %s", limitWords[limit], places, want)
		}
	}
	for limit, count := range map[int]int{limitText: 3, limitDigits: 1, limitDay: 1, limitRows: 1} {
		if got := plan.limits[limit].Count; got != count {
			t.Errorf("%s: %d at %v, want %d", limitWords[limit], got, plan.limits[limit].Places, count)
		}
	}
	f := opens(t, s)
	if got := strings.Join(f.GetSheetList(), ", "); got != "Cover, Contents, Kinds, Kinds (2), Kinds (3), Notes, Notes (2), Notes (3), Notes (4), Long texts" {
		t.Errorf("sheets: %s", got)
	}
	notes := ""
	for _, name := range f.GetSheetList()[5:9] {
		notes += sheetText(t, f, name)
	}
	if !strings.Contains(notes, "the sheet Long texts all of it: 3. 'Kinds'!B4, ") {
		t.Errorf("the notes count: %s", notes)
	}
	for _, name := range f.GetSheetList()[2:5] {
		rows, _ := f.GetRows(name)
		for _, row := range rows {
			for _, text := range row {
				if len([]rune(text)) > 400 {
					t.Errorf("%s holds a text of %d characters", name, len([]rune(text)))
				}
			}
		}
	}
	if limits, err := ExcelLimits(excelRelease(want)); err != nil || len(limits) != 2 {
		t.Errorf("limits of Excel itself: %v, %v", limits, err)
	}
}

// Bytes that are no text are shown as such, counted, and noticed.
func TestWorkbookOfBrokenText(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 1)
	rows[0][kindsTable.Field("text_required")].s = "a\xffb"
	want := resource(kindsTable, rows, 1)
	if limits, _ := ExcelLimits(excelRelease(want)); len(limits) != 1 || limits[0].Count != 1 {
		t.Errorf("limits: %v", limits)
	}
	if readBack(writtenWith(t, excelCeilings, want), Excel, want) == nil {
		t.Error("broken text passes")
	}
}

// rezipped returns the store with a part of the workbook changed, in a sound
// archive.
func rezipped(t testing.TB, s store, change func(name string, part []byte) []byte) store {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(s[WorkbookPath]), int64(len(s[WorkbookPath])))
	if err != nil {
		t.Fatal(err)
	}
	var to bytes.Buffer
	z := zip.NewWriter(&to)
	for _, f := range r.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(change(f.Name, part))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return store{WorkbookPath: to.Bytes()}
}

// One byte of any cell of a sheet changed, in a sound archive, is seen.
func TestWorkbookNoticesAByte(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 3)
	want := resource(kindsTable, rows, 2)
	s := writtenWith(t, excelCeilings, want)
	const sheet = "xl/worksheets/sheet3.xml"
	var xml []byte
	same := rezipped(t, s, func(name string, part []byte) []byte {
		if name == sheet {
			xml = part
		}
		return part
	})
	if err := readBack(same, Excel, want); err != nil {
		t.Fatal(err)
	}
	start := bytes.Index(xml, []byte(`<row r="2"`))
	end := bytes.Index(xml, []byte("</sheetData>"))
	for i := start; i < end; i++ {
		inText := bytes.LastIndexByte(xml[:i], '>') > bytes.LastIndexByte(xml[:i], '<') && xml[i] != '<'
		if !inText {
			continue
		}
		bad := rezipped(t, s, func(name string, part []byte) []byte {
			if name != sheet {
				return part
			}
			part = bytes.Clone(part)
			part[i] ^= 1
			return part
		})
		if readBack(bad, Excel, want) == nil {
			t.Errorf("byte %d changed and nobody saw it: %q", i, xml[i-20:i+20])
		}
	}
}

// What no workbook of ours holds is refused, not read as something else.
func TestWorkbookRefuses(t *testing.T) {
	want := resource(kindsTable, manyRows(&kindsTable.Table, 3), 2)
	s := writtenWith(t, excelCeilings, want)
	replace := func(part, old, new string) store {
		found := false
		bad := rezipped(t, s, func(name string, b []byte) []byte {
			if strings.HasPrefix(name, part) && bytes.Contains(b, []byte(old)) {
				found = true
				return bytes.Replace(b, []byte(old), []byte(new), 1)
			}
			return b
		})
		if !found {
			t.Errorf("%s does not hold %s", part, old)
		}
		return bad
	}
	last := ":" + columnLetters(len(kindsTable.Fields)-1)
	const doctype = `<!DOCTYPE x [<!ENTITY e "e">]>`
	for name, bad := range map[string]store{
		"DOCTYPE in the strings":    replace("xl/sharedStrings.xml", "<sst", doctype+"<sst"),
		"DOCTYPE in a sheet":        replace("xl/worksheets/sheet3.xml", "<worksheet", doctype+"<worksheet"),
		"DOCTYPE in the workbook":   replace("xl/workbook.xml", "<workbook", doctype+"<workbook"),
		"DOCTYPE in a table":        replace("xl/tables/table3.xml", "<table", doctype+"<table"),
		"a formula":                 replace("xl/worksheets/sheet3.xml", "<v>", "<f>1+1</f><v>"),
		"a heading of nothing":      replace("xl/sharedStrings.xml", ">text_required<", ">text<"),
		"rows beyond the table":     replace("xl/tables/table3.xml", last+"4", last+"3"),
		"rows missing":              replace("xl/tables/table3.xml", last+"4", last+"5"),
		"a table of another name":   replace("xl/tables/table3.xml", `displayName="kinds"`, `displayName="kind"`),
		"a cell out of its place":   replace("xl/worksheets/sheet3.xml", `<c r="B2"`, `<c r="A2"`),
		"a cell right of the table": replace("xl/worksheets/sheet3.xml", `</row><row r="3"`, `<c r="ZZ2"><v>1</v></c></row><row r="3"`),
	} {
		if readBack(bad, Excel, want) == nil {
			t.Errorf("%s passes", name)
		}
	}
	damaged := bytes.Clone(s[WorkbookPath])
	damaged[len(damaged)/2] ^= 1
	if readBack(store{WorkbookPath: damaged}, Excel, want) == nil && !bytes.Equal(damaged, s[WorkbookPath]) {
		t.Log("the damaged byte belongs to another sheet")
	}
}
