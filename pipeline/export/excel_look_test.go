package export

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"migdata/schemas"
)

// luminance is the relative luminance of an RGB colour (WCAG 2.2).
func luminance(t testing.TB, rgb string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(rgb, 16, 24)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		c := float64(n>>(8*i)&0xFF) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(t testing.TB, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestPaletteCanBeRead(t *testing.T) {
	p := palette
	for _, pair := range [][2]string{{p.ink, p.ground}, {p.quiet, p.ground}, {p.linkInk, p.ground}, {p.headerGround, p.ground}, {p.headerInk, p.headerGround}} {
		if c := contrast(t, pair[0], pair[1]); c < 4.5 {
			t.Errorf("%s on %s has a contrast of %.2f", pair[0], pair[1], c)
		}
	}
	if c := contrast(t, p.line, p.ground); c >= 4.5 {
		t.Errorf("the test of contrast accepts a line of %.2f as ink", c)
	}
}

// The workbook is laid out as people and programs expect: a native table on
// every sheet, its name that of the table, no merged cells, the first sheet in
// front, paper and properties set.
func TestWorkbookIsLaidOut(t *testing.T) {
	project := schemas.Project{ID: "p", Title: "t", TitleVerbatim: "t", Scope: "national", Status: "active", AsOf: 18992, Disputed: []string{},
		BudgetStatus: "unknown", URL: "https://example.org/p?a=1&b=2", Document: "d", LineFrom: 1, LineTo: 1}
	s := writtenWith(t, excelCeilings, resourceOf(schemas.Projects, []schemas.Project{project}, 1), resourceOf(schemas.ProjectGroupCountries, nil, 1))
	f := opens(t, s)
	names := map[string]bool{}
	for _, sheet := range f.GetSheetList() {
		tables, err := f.GetTables(sheet)
		if err != nil || len(tables) != 1 || names[tables[0].Name] {
			t.Fatalf("%s: tables %v, %v", sheet, tables, err)
		}
		names[tables[0].Name] = true
		if merged, _ := f.GetMergeCells(sheet); len(merged) > 0 {
			t.Errorf("%s: merged cells", sheet)
		}
		if layout, _ := f.GetPageLayout(sheet); *layout.Size != 9 || *layout.Orientation != "landscape" {
			t.Errorf("%s: paper %d %s", sheet, *layout.Size, *layout.Orientation)
		}
	}
	for _, name := range []string{"contents", "projects", "project_group_countries", "notes"} {
		if !names[name] {
			t.Errorf("no table %s in %v", name, names)
		}
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Error("another sheet than the first is in front")
	}
	about, err := f.GetDocProps()
	if err != nil || about.Title != "Projects" || about.Creator != "The makers & testers" || about.Language != "en" || about.Created != "2022-01-08T00:00:00Z" {
		t.Errorf("properties %+v, %v", about, err)
	}
	if panes, _ := f.GetPanes("Projects"); !panes.Freeze || panes.TopLeftCell != "B2" {
		t.Errorf("panes %+v", panes)
	}
	cell := columnLetters(schemas.Projects.Field("project_url")) + "2"
	if is, to, _ := f.GetCellHyperLink("Projects", cell); !is || to != project.URL {
		t.Errorf("%s leads to %q", cell, to)
	}
	text := sheetText(t, f, "Cover") + sheetText(t, f, "Contents") + sheetText(t, f, "Notes")
	for _, part := range []string{"Projects\n", "as of 31 Dec 2021. Release preview of 8 Jan 2022.\n", "|Caveat|Nothing here is true.\n", "Licence: CC-BY-4.0, for our compilation.\n",
		"How to cite: The makers & testers (2022). Projects (version preview) [Data set].\n", "Projects|The projects, one row each.", "Members of project groups|"} {
		if !strings.Contains(text, part) {
			t.Errorf("the first sheets lack %q:\n%s", part, text)
		}
	}
	definedNames := f.GetDefinedName()
	if len(definedNames) != len(f.GetSheetList())+1 || definedNames[0].Name != "figure_tables" {
		t.Errorf("print titles: %v", definedNames)
	}
}

func TestSheetNames(t *testing.T) {
	p := &plan{names: map[string]bool{"contents": true}}
	for _, c := range []struct{ title, name, suffix, want string }{
		{"Contents", "c", "", "Contents 2"}, {"a/b: [c]?", "x", "", "a-b- -c--"}, {"'Quoted'", "x", "", "Quoted"},
		{strings.Repeat("long ", 7), "short_name", "", "Short name"}, {strings.Repeat("long ", 7), strings.Repeat("n", 40), " (2)", "N" + strings.Repeat("n", 25) + "… (2)"},
		{"SHORT NAME", "x", "", "SHORT NAME 2"},
	} {
		name, _ := sheetName(c.title, c.name)
		if got := p.freeName(name, c.suffix); got != c.want {
			t.Errorf("%q is the sheet %q, want %q", c.title, got, c.want)
		}
	}
}

func TestColumnLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := columnLetters(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
		if at, row, err := parseRef(want + "7"); at != i || row != 7 || err != nil {
			t.Errorf("%s7 is column %d, row %d, %v", want, at, row, err)
		}
	}
}

// Tables of the dataset have headings that differ, and sheets whose names are
// not cut.
func TestTablesHaveHeadings(t *testing.T) {
	for _, table := range schemas.Tables() {
		seen := map[string]bool{}
		for i := range table.Fields {
			h := strings.ToLower(heading(&table.Fields[i], schemas.About{}))
			if h == "" || seen[h] {
				t.Errorf("%s: heading %q", table.Name, h)
			}
			seen[h] = true
		}
		if name, _ := sheetName(table.Title, table.Name); len(name) > mostNameRunes {
			t.Errorf("%s: sheet name %q", table.Name, name)
		}
	}
}
