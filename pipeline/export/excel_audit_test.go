package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The audit holds a written workbook against "Making spreadsheets accessible:
// a brief checklist of the basics" of the UK Analysis Function, item by item.
// Two items need a person: spelling, and lines as the only divider of regions.

// A faults map has what is wrong, by item of the checklist.
type faults map[string][]string

func (f faults) add(item, format string, args ...any) {
	f[item] = append(f[item], fmt.Sprintf(format, args...))
}

// bookParts returns the parts of a workbook, or changed ones.
func bookParts(t testing.TB, book []byte, change func(name string, part []byte) []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range r.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if change != nil {
			part = change(f.Name, part)
		}
		parts[f.Name] = part
	}
	return parts
}

// zipped makes a workbook of parts.
func zipped(t testing.TB, parts map[string][]byte) []byte {
	t.Helper()
	var to bytes.Buffer
	z := zip.NewWriter(&to)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(parts[name])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

var (
	noteMark   = regexp.MustCompile(`\[note \d+\]`)
	symbolMark = regexp.MustCompile(`[*†‡§¹²³]|[■▪●○✓✔✗✘★→]`)
	hiddenPart = regexp.MustCompile(`<(?:row|col|sheet) [^>]*(?:hidden="(?:1|true)"|state="(?:hidden|veryHidden)")`)
	alternText = regexp.MustCompile(`<xdr:cNvPr[^>]* descr="[^"]{20,}"`)
)

// audit lists the faults of a workbook in the accessible profile.
func audit(t testing.TB, book []byte) faults {
	t.Helper()
	found := faults{}
	parts := bookParts(t, book, nil)
	for name, part := range parts {
		text := string(part)
		sheet := strings.HasPrefix(name, "xl/worksheets/sheet")
		switch {
		case strings.Contains(name, "vbaProject"):
			found.add("macros", "%s", name)
		case sheet && strings.Contains(text, "<mergeCell"):
			found.add("merged cells", "%s", name)
		}
		if sheet && (strings.Contains(text, "<pane ") || strings.Contains(text, "<autoFilter")) || strings.HasPrefix(name, "xl/tables/") && strings.Contains(text, "<autoFilter") {
			found.add("filters and panes", "%s", name)
		}
		if (sheet || name == "xl/workbook.xml") && hiddenPart.MatchString(text) {
			found.add("hidden", "%s", name)
		}
		if name == "xl/styles.xml" || name == "xl/sharedStrings.xml" {
			if strings.Contains(text, "vertAlign") {
				found.add("notes in words", "%s has raised letters", name)
			}
		}
		if strings.HasPrefix(name, "xl/drawings/drawing") {
			if strings.Contains(text, "<xdr:sp>") || strings.Contains(text, "<xdr:sp ") || strings.Contains(text, "<xdr:pic") {
				found.add("floating carriers", "%s", name)
			}
			if n := strings.Count(text, "<xdr:graphicFrame"); n != len(alternText.FindAllString(text, -1)) {
				found.add("alternative text", "%s: not all of %d charts have one", name, n)
			}
		}
		if strings.HasPrefix(name, "xl/charts/chart") && !strings.Contains(text, "<c:title>") && !strings.Contains(text, "<title>") {
			found.add("alternative text", "%s has no title", name)
		}
	}
	f := workbook(t, book)
	about, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if about.Title == "" || about.Language == "" || about.Creator == "" || about.Subject == "" || about.Keywords == "" {
		found.add("document information", "%+v", about)
	}
	if f.GetActiveSheetIndex() != 0 {
		found.add("active cell", "sheet %d is in front", f.GetActiveSheetIndex())
	}
	if active := regexp.MustCompile(`activeCell="([^"]*)"`).FindSubmatch(parts["xl/worksheets/sheet1.xml"]); active != nil && string(active[1]) != "A1" {
		found.add("active cell", "%s is active", active[1])
	}
	names := map[string]bool{}
	notes := ""
	for _, sheet := range f.GetSheetList() {
		if tables, _ := f.GetTables(sheet); len(tables) == 1 && strings.HasPrefix(tables[0].Name, "notes") {
			notes += sheetText(t, f, sheet)
		}
	}
	titles := map[string]bool{}
	for _, sheet := range f.GetSheetList() {
		auditSheet(t, f, sheet, notes, names, titles, found)
	}
	return found
}

func auditSheet(t testing.TB, f *excelize.File, sheet, notes string, names, titles map[string]bool, found faults) {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 || regexp.MustCompile(`(?i)^(sheet|table)\s*\d*$`).MatchString(sheet) {
		found.add("sheet names", "%q is blank or has no name", sheet)
		return
	}
	if len(rows[0]) == 0 || rows[0][0] == "" || titles[rows[0][0]] && !strings.Contains(sheet, "(") {
		found.add("title in A1", "%s: %q", sheet, rows[0])
	}
	if len(rows[0]) == 0 || rows[0][0] == "" {
		return
	}
	titles[rows[0][0]] = true
	style := styleOf(t, f, sheet, "A1")
	if !style.Font.Bold || style.Font.Size < 14 {
		found.add("title in A1", "%s: it looks like any text", sheet)
	}
	tables, err := f.GetTables(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) != 1 {
		found.add("tables are marked up", "%s has %d tables", sheet, len(tables))
		return
	}
	table := tables[0]
	if names[table.Name] || regexp.MustCompile(`^Table\d*$`).MatchString(table.Name) {
		found.add("table names", "%s: %s", sheet, table.Name)
	}
	names[table.Name] = true
	from, to, _ := strings.Cut(table.Range, ":")
	left, top, _ := excelize.CellNameToCoordinates(from)
	right, bottom, _ := excelize.CellNameToCoordinates(to)
	if left != 1 {
		found.add("column A", "%s: the table begins in column %d", sheet, left)
	}
	for i, row := range rows {
		for c, text := range row {
			switch outside := c+1 > right || i+1 > bottom; {
			case text == "":
			case i+1 > bottom:
				found.add("nothing below a table", "%s: row %d", sheet, i+1)
			case outside || i+1 < top && c > 0:
				found.add("tables are marked up", "%s: row %d column %d stands in no table", sheet, i+1, c+1)
			}
		}
	}
	head := map[string]bool{}
	for c := left; c <= right; c++ {
		text := cellAt(rows, top, c)
		if text == "" || head[text] {
			found.add("headings", "%s: %q", sheet, text)
		}
		head[text] = true
		empty := true
		for r := top + 1; r <= bottom; r++ {
			empty = empty && cellAt(rows, r, c) == ""
		}
		if empty {
			found.add("blank rows and columns", "%s: column %d", sheet, c)
		}
	}
	for r := top + 1; r <= bottom; r++ {
		empty := 0
		for c := left; c <= right; c++ {
			if text := cellAt(rows, r, c); text == "" {
				empty++
				found.add("empty cells", "%s: row %d, %q", sheet, r, cellAt(rows, top, c))
			} else {
				auditCell(t, f, sheet, r, c, text, notes, table.Name, found)
			}
		}
		if empty > right-left {
			found.add("blank rows and columns", "%s: row %d", sheet, r)
		}
	}
	layout, err := f.GetHeaderFooter(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if layout != nil {
		said := regexp.MustCompile(`&[LRCBPN]|&\d+`).ReplaceAllString(layout.OddHeader+layout.OddFooter, " ")
		known := append(slices.Collect(maps.Keys(titles)), sheet)
		slices.SortFunc(known, func(a, b string) int { return len(b) - len(a) }) // one may begin with another
		for _, title := range known {
			said = strings.ReplaceAll(said, strings.ReplaceAll(title, "&", "&&"), " ")
		}
		for word := range strings.FieldsSeq(said) {
			if !slices.Contains([]string{"Page", "of", "sur"}, word) {
				found.add("floating carriers", "%s: only the paper says %q", sheet, said)
				break
			}
		}
	}
}

// auditCell looks at a cell of a table that is not empty.
func auditCell(t testing.TB, f *excelize.File, sheet string, r, c int, text, notes, table string, found faults) {
	t.Helper()
	cell, _ := excelize.CoordinatesToCellName(c, r)
	at := sheet + "!" + cell
	style := styleOf(t, f, sheet, cell)
	is, to, _ := f.GetCellHyperLink(sheet, cell)
	_, notNumber := strconv.ParseFloat(text, 64)
	kind, _ := f.GetCellType(sheet, cell)
	words := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString
	if target, _, inside := strings.Cut(to, "!"); is && inside && !strings.Contains(to, "://") {
		if at, err := f.GetSheetIndex(strings.Trim(target, "'")); err != nil || at < 0 {
			found.add("link texts", "%s leads to %s, which is not there", cell, to)
		}
	}
	switch {
	case is && (text == to || regexp.MustCompile(`(?i)^(https?://|www\.|click|here|link$)`).MatchString(text)):
		found.add("link texts", "%s: %q", at, text)
	case symbolMark.MatchString(text) && len([]rune(text)) <= 3:
		found.add("no symbols", "%s: %q", at, text)
	}
	font := style.Font
	if font.Size < 12 || font.Italic || font.Strike || font.Underline != "" && !is {
		found.add("plain fonts", "%s: %+v", at, *font)
	}
	if style.Alignment == nil || words && notNumber != nil && style.Alignment.Horizontal != "left" {
		found.add("plain fonts", "%s is not aligned left", at)
	}
	if words && notNumber != nil && !style.Alignment.WrapText {
		found.add("wrapped text", "%s", at)
	}
	ground := "FFFFFF"
	if style.Fill.Type == "pattern" && len(style.Fill.Color) > 0 {
		ground = strings.TrimPrefix(style.Fill.Color[0], "#")
		if table != "timeline" || !words {
			found.add("no fills", "%s has a ground", at)
		}
	}
	if contrast(t, strings.TrimPrefix(font.Color, "#"), ground[max(0, len(ground)-6):]) < 4.5 {
		found.add("contrast", "%s: %s on %s", at, font.Color, ground)
	}
	for _, mark := range noteMark.FindAllString(text, -1) {
		if !strings.Contains(notes, mark+"|") {
			found.add("notes in a table", "%s: %s is no note", at, mark)
		}
	}
	if noteMark.MatchString(text) && !is && !strings.HasPrefix(table, "notes") && !strings.HasPrefix(table, "dictionary") {
		found.add("notes in a table", "%s: %s leads nowhere", at, text)
	}
	if shorthand := regexp.MustCompile(`^\[[a-z]+\]$`); shorthand.MatchString(text) && !strings.Contains(notes, text+" ") {
		found.add("empty cells", "%s: %s has no legend", at, text)
	}
}

func cellAt(rows [][]string, r, c int) string {
	if r > len(rows) || c > len(rows[r-1]) {
		return ""
	}
	return rows[r-1][c-1]
}

func styleOf(t testing.TB, f *excelize.File, sheet, cell string) *excelize.Style {
	t.Helper()
	n, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(n)
	if err != nil {
		t.Fatal(err)
	}
	if style.Font == nil {
		style.Font = &excelize.Font{}
	}
	return style
}

func TestDonorWorkbooksAreAccessible(t *testing.T) {
	r := donorRelease()
	r.Workbooks.Languages = Languages()
	r.Changes = []Change{{What: "x"}}
	for path, book := range writtenDonors(t, r) {
		if !strings.HasPrefix(path, DonorFolder) {
			continue
		}
		for item, what := range audit(t, book) {
			t.Errorf("%s: %s: %v", path, item, what[:min(len(what), 3)])
		}
	}
}
