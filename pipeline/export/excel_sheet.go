package export

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A sheet is one worksheet: what stands above its table, and the table. Small
// and large sheets are written the same way: the workbook library writes what
// is around the rows (styles, table parts, links, print settings), and the
// rows stream into its file as it is zipped (see archive).
type sheet struct {
	name    string // at most 31 characters, unique
	title   string // in print
	table   string // name of the Excel table, unique
	columns []sheetColumn
	rows    int    // of the body
	links   []link // of cells in the body
	lead    []lead // what stands above the table; the first line is the sheet's title
	body    func(*rows) error
	freeze  bool              // the headings, and the first column
	onePage bool              // in print
	charts  []*chart          // beside the table
	defined map[string]string // names of cells of the body, by column and row from 0 ("B0")
}

// A lead is a line above the table, over its whole width, and where it leads.
type lead struct{ text, to string }

// A sheetColumn is one column of a sheet's table.
type sheetColumn struct {
	heading string
	width   int  // in digits
	right   bool // numbers: their heading stands above their last digit
}

// excelTableStyle draws next to nothing: the cells carry their own style,
// which programs show that know no table styles.
const excelTableStyle = "TableStyleLight1"

// digitsAPage is how many digits wide a printed page may be: A4 landscape at
// about 60 %, which is still read without a glass.
const digitsAPage = 190

// boldWidth is how much less of a bold text fits into a column, in hundredths.
const boldWidth = 85

// writeSheets writes a workbook of the sheets.
func writeSheets(to io.Writer, about *excelize.DocProperties, sheets []*sheet, profile Profile, in *words) error {
	f := excelize.NewFile()
	defer f.Close()
	style, err := newStyles(f, profile, in)
	if err != nil {
		return err
	}
	if err := f.SetDocProps(about); err != nil {
		return err
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: "migdata", Company: about.Creator}); err != nil {
		return err
	}
	spliced := map[string][]splice{}
	for i, s := range sheets {
		top, err := s.declare(f, style, i)
		if err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
		rows := func(w io.Writer) error {
			r := newRows(w, style, len(s.columns), top)
			if err := s.body(r); err != nil {
				return fmt.Errorf("sheet %s: %w", s.name, err)
			}
			r.close()
			r.flush()
			if r.err == nil && r.count != max(s.rows, 1) {
				return fmt.Errorf("sheet %s: %d rows were measured and %d written", s.name, s.rows, r.count)
			}
			return r.err
		}
		name, links := "sheet"+strconv.Itoa(i+1)+".xml", s.allLinks(top)
		spliced["xl/worksheets/"+name] = []splice{{"</sheetData>", rows}, {"<pageMargins", links.cells}}
		spliced["xl/worksheets/_rels/"+name+".rels"] = []splice{{"</Relationships>", links.addresses}}
	}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newArchive(to, spliced, profile) })
	return f.Write(io.Discard)
}

// declare lets the library write all of the sheet but its body, and returns
// the row of the headings.
func (s *sheet) declare(f *excelize.File, style *styles, index int) (top int, err error) {
	if index == 0 {
		err = f.SetSheetName("Sheet1", s.name)
	} else {
		_, err = f.NewSheet(s.name)
	}
	if err != nil {
		return 0, err
	}
	above := &front{file: f, sheet: s.name, style: style}
	for i, line := range s.lead {
		if i == 0 {
			above.heading(line.text)
		} else {
			above.line(line)
		}
	}
	if above.err != nil {
		return 0, above.err
	}
	top = above.row + 1
	if err := s.headings(f, style, top); err != nil {
		return 0, err
	}
	for _, name := range slices.Sorted(maps.Keys(s.defined)) {
		at := s.defined[name]
		row, err := strconv.Atoi(at[1:])
		if err != nil {
			return 0, err
		}
		if err := f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: fmt.Sprintf("%s!$%s$%d", quoted(s.name), at[:1], top+1+row)}); err != nil {
			return 0, err
		}
	}
	for _, c := range s.charts {
		if err := c.add(f, s, style.words, top); err != nil {
			return 0, fmt.Errorf("chart %s: %w", c.title, err)
		}
	}
	return top, s.print(f, top, style.words)
}

// headings writes the row of headings and makes a table of it and the body.
// A table has at least one row: that of an empty one is blank.
func (s *sheet) headings(f *excelize.File, style *styles, top int) error {
	last := columnLetters(len(s.columns) - 1)
	end := top + max(s.rows, 1)
	seen := map[string]bool{}
	lines := 1
	for i, c := range s.columns {
		if key := strings.ToLower(c.heading); seen[key] || key == "" {
			return fmt.Errorf("the heading %q is empty or stands twice", c.heading)
		} else {
			seen[key] = true
		}
		lines = max(lines, wrappedLines([]byte(c.heading), max(c.width*boldWidth/100-1, 1)))
		letters := columnLetters(i)
		cell := letters + strconv.Itoa(top)
		if err := f.SetCellStr(s.name, cell, c.heading); err != nil {
			return err
		}
		look := style.header
		if c.right {
			look = style.headerRight
		}
		if err := f.SetCellStyle(s.name, cell, cell, look); err != nil {
			return err
		}
		if err := f.SetColWidth(s.name, letters, letters, float64(c.width)); err != nil {
			return err
		}
	}
	// Codes such as 012 are text on purpose. One range: some validators take
	// no more than ten.
	body := fmt.Sprintf("A%d:%s%d", top+1, last, end)
	if err := f.AddIgnoredErrors(s.name, body, excelize.IgnoredErrorsNumberStoredAsText); err != nil {
		return err
	}
	if err := f.SetRowHeight(s.name, top, points(style.rowHeight(lines)+400)); err != nil {
		return err
	}
	stripes := false
	err := f.AddTable(s.name, &excelize.Table{
		Range: fmt.Sprintf("A%d:%s%d", top, last, end), Name: s.table, StyleName: excelTableStyle, ShowRowStripes: &stripes,
	})
	if err != nil {
		return err
	}
	if s.freeze {
		err := f.SetPanes(s.name, &excelize.Panes{
			Freeze: true, XSplit: 1, YSplit: top, TopLeftCell: "B" + strconv.Itoa(top+1), ActivePane: "bottomRight",
			Selection: []excelize.Selection{{SQRef: "A1", ActiveCell: "A1", Pane: "bottomRight"}},
		})
		if err != nil {
			return err
		}
	}
	return f.SetSheetDimension(s.name, fmt.Sprintf("A1:%s%d", last, end))
}

// print sets up the paper: A4, landscape, as many pages wide as it takes to
// be read, the headings and the first column on each.
func (s *sheet) print(f *excelize.File, top int, in *words) error {
	wide := 0
	for _, c := range s.columns {
		wide += c.width
	}
	a4, landscape, across := 9, "landscape", (wide+digitsAPage-1)/digitsAPage
	down, fit := 0, true
	order := "overThenDown"
	if s.onePage {
		down = 1
	}
	if err := f.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &landscape, FitToWidth: &across, FitToHeight: &down, PageOrder: &order,
	}); err != nil {
		return err
	}
	if err := f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	side, edge, outer := 0.4, 0.6, 0.3
	if err := f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &outer, Footer: &outer}); err != nil {
		return err
	}
	title := strings.ReplaceAll(s.title, "&", "&&")
	head := ""
	if len(s.lead) > 0 && across > 1 {
		// Lines above the table would be cut off on every page but the first.
		head = "&L&B" + title
		area := fmt.Sprintf("%s!$A$%d:$%s$%d", quoted(s.name), top, columnLetters(len(s.columns)-1), top+max(s.rows, 1))
		if err := f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: s.name}); err != nil {
			return err
		}
	}
	if err := f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddHeader: head, OddFooter: "&L" + title + "&R" + in.say("page", "&P", "&N")}); err != nil {
		return err
	}
	repeat := fmt.Sprintf("%s!$%d:$%d", quoted(s.name), top, top)
	if across > 1 {
		repeat = quoted(s.name) + "!$A:$A," + repeat
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeat, Scope: s.name})
}

// quoted returns the name of a sheet as references write it.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
