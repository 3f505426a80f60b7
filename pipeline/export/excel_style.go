package export

import (
	"time"

	"github.com/xuri/excelize/v2"
)

// The palette of the workbooks: the only place where their looks are set.
// Texts have a contrast of at least 4.5:1 on their grounds (WCAG 2.2, 1.4.3),
// which a test computes.
var palette = struct {
	font                                 string
	size, accessibleSize, headingSize    float64 // points
	lineHeight, accessibleLineHeight     int     // hundredths of a point
	headingHeight                        int
	ink, ground, headerInk, headerGround string // RGB
	quiet, linkInk, line, bar            string
	series                               []string // of charts, from the first on
}{
	font: "Arial", size: 11, accessibleSize: 12, headingSize: 18,
	lineHeight: 1400, accessibleLineHeight: 1550, headingHeight: 3200,
	ink: "1B1F24", ground: "FFFFFF", headerInk: "FFFFFF", headerGround: "1F3A5F",
	quiet: "4A5561", linkInk: "0B57A4", line: "CBD2DA", bar: "CFE3F7",
	series: []string{"1F3A5F", "B04A00", "00705E", "6B3FA0", "7A5C00", "A3195B", "0B57A4", "4A5561"},
}

// Number formats (ECMA-376 part 1, 18.8.31). Ids, codes and EDTF dates have
// that of text, so that they stay what they are when somebody edits them.
//
// A truth value has none, only General: Excel shows TRUE or VRAI whatever the
// format, and under any other LibreOffice saves the cell as a number.
const (
	asWritten = "@"
	asNumber  = "0"
	asAmount  = "#,##0.00"
)

// dateFormats shows a day at the precision of its source. Where Excel has no
// format for a precision, each part of the year has its own: the words stand
// in the format, the cell stays a date.
var dateFormats = map[string][]string{
	"day":     {"d mmm yyyy"},
	"month":   {"mmm yyyy"},
	"quarter": {`"Q1" yyyy`, `"Q2" yyyy`, `"Q3" yyyy`, `"Q4" yyyy`},
	"season":  {`"Winter" yyyy`, `"Spring" yyyy`, `"Summer" yyyy`, `"Autumn" yyyy`},
	"half":    {`"H1" yyyy`, `"H2" yyyy`},
	"year":    {"yyyy"},
}

// partOfYear says which format of a precision shows the month, from 0.
func partOfYear(precision string, month time.Month) int {
	switch precision {
	case "quarter":
		return int(month-1) / 3
	case "season":
		return int(month%12) / 3
	case "half":
		return int(month-1) / 6
	}
	return 0
}

// styles are the numbers of the cell styles of a workbook.
type styles struct {
	heading, label, plain, plainDate, link int // above a table
	line                                   int // above a table, over its width
	header, headerRight                    int
	bar, mark                              int // in a table: a part of a bar, why there is nothing
	text, literal, address                 int // in a table: words, exact characters, a link
	number, amount                         int
	dates                                  map[string][]int
	words                                  *words
	lineHeight                             int // hundredths of a point
}

// rowHeight is the height of a row of so many lines, in hundredths of a point:
// whole numbers, as floats may differ between machines.
func (s *styles) rowHeight(lines int) int { return lines*s.lineHeight + 100 }

// newStyles declares the styles in the workbook.
func newStyles(f *excelize.File, profile Profile, in *words) (*styles, error) {
	palette := palette
	if profile == Accessible {
		palette.size, palette.lineHeight = palette.accessibleSize, palette.accessibleLineHeight
	}
	font := f.Styles.Fonts.Font[0]
	*font.Name.Val, *font.Sz.Val = palette.font, palette.size // the unit of column widths

	var failed error
	add := func(s excelize.Style) int {
		n, err := f.NewStyle(&s)
		if err != nil {
			failed = err
		}
		return n
	}
	ink := func(color string, size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: palette.font, Size: size, Color: color, Bold: bold}
	}
	top := func(side string) *excelize.Alignment {
		if side == "right" {
			return &excelize.Alignment{Horizontal: side, Vertical: "top", Indent: 1}
		}
		return &excelize.Alignment{Horizontal: side, Vertical: "top", WrapText: true}
	}
	lines := []excelize.Border{{Type: "bottom", Color: palette.line, Style: 1}, {Type: "right", Color: palette.line, Style: 1}}
	cell := func(side, format string) int {
		s := excelize.Style{Font: ink(palette.ink, palette.size, false), Alignment: top(side), Border: lines}
		if format != "" {
			s.CustomNumFmt = &format
		}
		return add(s)
	}
	header := func(side string) int {
		place := top(side)
		place.WrapText = true
		s := excelize.Style{Font: ink(palette.headerInk, palette.size, true), Fill: solid(palette.headerGround), Alignment: place}
		if profile == Accessible { // no fills
			s.Font.Color, s.Fill = palette.headerGround, excelize.Fill{}
			s.Border = []excelize.Border{{Type: "bottom", Color: palette.headerGround, Style: 2}}
		}
		return add(s)
	}
	day := in.format(dateFormats["day"][0])
	bar := excelize.Style{Font: ink(palette.ink, palette.size, false), Alignment: top("left"), Fill: solid(palette.bar),
		Border: []excelize.Border{{Type: "bottom", Color: palette.headerGround, Style: 2}, {Type: "top", Color: palette.headerGround, Style: 2}}}
	st := &styles{
		words: in, lineHeight: palette.lineHeight, bar: add(bar), mark: cell("left", ""),
		line:        add(excelize.Style{Font: ink(palette.ink, palette.size, false), Alignment: &excelize.Alignment{Horizontal: "left"}}),
		heading:     add(excelize.Style{Font: ink(palette.headerGround, palette.headingSize, true), Alignment: &excelize.Alignment{Vertical: "center"}}),
		label:       add(excelize.Style{Font: ink(palette.quiet, palette.size, true), Alignment: top("left")}),
		plain:       add(excelize.Style{Font: ink(palette.ink, palette.size, false), Alignment: top("left")}),
		plainDate:   add(excelize.Style{Font: ink(palette.ink, palette.size, false), Alignment: top("left"), CustomNumFmt: &day}),
		header:      header("left"),
		headerRight: header("right"),
		text:        cell("left", ""),
		literal:     cell("left", asWritten),
		number:      cell("right", asNumber),
		amount:      cell("right", asAmount),
		dates:       map[string][]int{},
	}
	linked := excelize.Style{Font: ink(palette.linkInk, palette.size, false), Alignment: top("left"), Border: lines}
	linked.Font.Underline = "single"
	st.address = add(linked)
	linked.Border = nil
	st.link = add(linked)
	for _, precision := range []string{"day", "month", "quarter", "season", "half", "year"} {
		for _, format := range dateFormats[precision] {
			st.dates[precision] = append(st.dates[precision], cell("left", in.format(format)))
		}
	}
	return st, failed
}

// solid fills a cell.
func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// date returns the style of a day, in days since 1970-01-01, that is exact to
// the precision; "" is a day.
func (s *styles) date(precision []byte, days int64) int {
	of, known := s.dates[string(precision)]
	if !known {
		return s.dates["day"][0]
	}
	if len(of) == 1 {
		return of[0]
	}
	return of[partOfYear(string(precision), time.Unix(days*86400, 0).UTC().Month())]
}
