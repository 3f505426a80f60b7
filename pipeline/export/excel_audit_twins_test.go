package export

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Each item of the audit rejects a workbook that breaks it.
func TestAuditRejects(t *testing.T) {
	book := writtenDonors(t, donorRelease())["excel/donors/dnk.xlsx"]
	if found := audit(t, book); len(found) > 0 {
		t.Fatal(found)
	}
	const projects = "xl/worksheets/sheet3.xml"
	bad := func(part, old, new string) []byte {
		hit := false
		changed := zipped(t, bookParts(t, book, func(name string, b []byte) []byte {
			if re := regexp.MustCompile(old); strings.HasPrefix(name, part) && !hit && re.Match(b) {
				hit = true
				at := re.FindSubmatchIndex(b)
				return slices.Concat(b[:at[0]], re.Expand(nil, []byte(new), b, at), b[at[1]:])
			}
			return b
		}))
		if !hit {
			t.Errorf("%s does not match %s", part, old)
		}
		return changed
	}
	macro := bookParts(t, book, nil)
	macro["xl/vbaProject.bin"] = []byte("macro")
	twoTables := func() []byte {
		f := workbook(t, book)
		f.SetCellStr("Projects", "A40", "stray")
		var to bytes.Buffer
		if err := f.Write(&to); err != nil {
			t.Fatal(err)
		}
		return to.Bytes()
	}
	edit := func(change func(f *excelize.File)) []byte {
		f := workbook(t, book)
		change(f)
		var to bytes.Buffer
		if err := f.Write(&to); err != nil {
			t.Fatal(err)
		}
		return to.Bytes()
	}
	restyle := func(cell string, change func(*excelize.Style)) []byte {
		return edit(func(f *excelize.File) {
			s := styleOf(t, f, "Projects", cell)
			change(s)
			n, err := f.NewStyle(s)
			if err != nil {
				t.Fatal(err)
			}
			f.SetCellStyle("Projects", cell, cell, n)
		})
	}
	const body = "B5" // a text of the table of projects
	for _, twin := range []struct {
		item string
		book []byte
	}{
		{"macros", zipped(t, macro)},
		{"merged cells", bad(projects, `</sheetData>`, `</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>`)},
		{"filters and panes", bad("xl/tables/table3.xml", `<tableColumns`, `<autoFilter ref="A4:B5"/><tableColumns`)},
		{"hidden", bad(projects, `<row r="5"`, `<row r="5" hidden="1"`)},
		{"notes in words", bad("xl/styles.xml", `<font>`, `<font><vertAlign val="superscript"/>`)},
		{"floating carriers", bad("xl/drawings/drawing", `<xdr:graphicFrame`, `<xdr:sp></xdr:sp><xdr:graphicFrame`)},
		{"floating carriers", bad(projects, `<oddFooter>`, `<oddFooter>Only on paper`)},
		{"alternative text", bad("xl/drawings/drawing", ` descr="[^"]*"`, ``)},
		{"document information", bad("docProps/core.xml", `<dc:language>[^<]*`, `<dc:language>`)},
		{"active cell", edit(func(f *excelize.File) { f.SetActiveSheet(2) })},
		{"active cell", edit(func(f *excelize.File) {
			f.SetPanes("Cover", &excelize.Panes{Selection: []excelize.Selection{{SQRef: "C9", ActiveCell: "C9"}}})
		})},
		{"sheet names", edit(func(f *excelize.File) { f.SetSheetName("Projects", "Sheet3") })},
		{"sheet names", edit(func(f *excelize.File) { f.NewSheet("Nothing") })},
		{"title in A1", edit(func(f *excelize.File) { f.SetCellStr("Projects", "A1", "") })},
		{"title in A1", restyle("A1", func(s *excelize.Style) { s.Font.Size, s.Font.Bold = 12, false })},
		{"tables are marked up", edit(func(f *excelize.File) { f.DeleteTable("projects") })},
		{"tables are marked up", edit(func(f *excelize.File) { f.SetCellStr("Projects", "D2", "beside") })},
		{"table names", bad("xl/tables/table3.xml", ` name="projects"`, ` name="Table3"`)},
		{"column A", bad("xl/tables/table3.xml", ` ref="A`, ` ref="B`)},
		{"nothing below a table", twoTables()},
		{"headings", edit(func(f *excelize.File) { f.SetCellStr("Projects", "B4", "Project") })},
		{"empty cells", edit(func(f *excelize.File) { f.SetCellStr("Projects", body, "") })},
		{"empty cells", edit(func(f *excelize.File) { f.SetCellStr("Projects", body, "[q]") })},
		{"blank rows and columns", edit(func(f *excelize.File) {
			for c := 1; c <= 20; c++ {
				cell, _ := excelize.CoordinatesToCellName(c, 5)
				f.SetCellStr("Projects", cell, "")
			}
		})},
		{"link texts", edit(func(f *excelize.File) {
			f.SetCellStr("Projects", body, "https://example.org/")
			f.SetCellHyperLink("Projects", body, "https://example.org/", "External")
		})},
		{"link texts", bad(projects, `location="[^"]*Notes`, `location="Nodes`)},
		{"no symbols", edit(func(f *excelize.File) { f.SetCellStr("Projects", body, "■") })},
		{"plain fonts", restyle(body, func(s *excelize.Style) { s.Font.Size = 9 })},
		{"plain fonts", restyle(body, func(s *excelize.Style) { s.Font.Italic = true })},
		{"plain fonts", restyle(body, func(s *excelize.Style) { s.Alignment.Horizontal = "center" })},
		{"wrapped text", restyle(body, func(s *excelize.Style) { s.Alignment.WrapText = false })},
		{"no fills", restyle(body, func(s *excelize.Style) { s.Fill = solid("FFFF00") })},
		{"contrast", restyle(body, func(s *excelize.Style) { s.Font.Color = "CCCCCC" })},
		{"notes in a table", edit(func(f *excelize.File) { f.SetCellStr("Projects", body, "[note 99]") })},
		{"notes in a table", edit(func(f *excelize.File) { f.SetCellStr("Projects", body, "[note 1]") })},
	} {
		if found := audit(t, twin.book); found[twin.item] == nil {
			t.Errorf("the audit accepts a workbook that breaks %q; it says %v", twin.item, found)
		}
	}
}
