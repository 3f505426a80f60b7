package export

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"migdata/schemas"
)

// What a workbook makes of a table of the dataset.

// Bounds of the width of a column, in digits. Longer texts are wrapped.
const (
	narrowestColumn = 8
	widestColumn    = 66  // a SHA-256 is 64 digits, which are not wrapped at a space
	widestList      = 40  // as lists wrap between their elements
	widestAddress   = 110 // as addresses are not wrapped by every program
)

// columnOf lays out the column of a field whose widest cell has the width.
func columnOf(f *schemas.Field, title string, width int) sheetColumn {
	right := !f.List && (f.Kind == schemas.Int || f.Kind == schemas.Decimal)
	most := widestColumn
	switch {
	case f.List:
		most = widestList
	case holdsAddresses(f):
		most = widestAddress
	}
	return sheetColumn{
		heading: title, right: right,
		width: min(max(width+2, headingWidth(title), narrowestColumn), most),
	}
}

// filterButton is how much of a heading the button of the filter covers.
const filterButton = 3

// headingWidth is what a heading needs beside the button of the filter: one
// line where that is short, else about two, and its longest word.
func headingWidth(title string) int {
	const short = 14
	width := textWidth([]byte(title))
	if width > short {
		width /= 2
		for _, word := range strings.Fields(title) {
			width = max(width, textWidth([]byte(word)))
		}
	}
	return width + filterButton + 1
}

// heading is the heading of a field: its title. A field whose name ends in
// _on_as_of says on which date: "Status on 31 Dec 2021".
func heading(f *schemas.Field, about schemas.About) string {
	if strings.HasSuffix(f.Name, "_on_as_of") {
		return f.Title + " on " + shortDay(about.AsOf)
	}
	return f.Title
}

// sheetName returns the title of a table as the name of a sheet, or the
// table's name in words where the title is too long; full is false where it
// had to be shortened.
func sheetName(title, table string) (name string, full bool) {
	name = clean(title)
	if utf8.RuneCountInString(name) <= mostNameRunes {
		return name, true
	}
	words := strings.ReplaceAll(table, "_", " ")
	return clean(strings.ToUpper(words[:1]) + words[1:]), false
}

// mostNameRunes is how long the name of a sheet may be.
const mostNameRunes = 31

// clean replaces what the name of a sheet must not hold: []:*?/\ anywhere, an
// apostrophe at either end.
func clean(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return '-'
		}
		return r
	}, name)
	if name = strings.Trim(name, "' "); name == "" {
		return "Table"
	}
	return name
}

// freeName makes a name with the suffix that no sheet has yet, whatever its
// case; it is cut, with an ellipsis, where it would be too long.
func (p *plan) freeName(name, suffix string) string {
	for n := 1; ; n++ {
		end := suffix
		if n > 1 {
			end = " " + strconv.Itoa(n) + suffix
		}
		runes := []rune(name)
		if room := mostNameRunes - utf8.RuneCountInString(end); len(runes) > room {
			runes = append(runes[:room-1], '…')
		}
		try := string(runes) + end
		if key := strings.ToLower(try); !p.names[key] {
			p.names[key] = true
			return try
		}
	}
}

// sheets are the sheets of a table: one, or more where it is too long for one.
func (m *measured) sheets(p *plan) []*sheet {
	var all []*sheet
	for i, name := range m.parts {
		from := i * p.bodyRows(m)
		to := min(from+p.bodyRows(m), m.Rows)
		s := &sheet{
			name: name, title: p.title(m), table: m.Table.Name,
			columns: m.columns, rows: to - from, freeze: p.profile == Analyst, lead: m.lead,
			body: func(r *rows) error { return p.write(m, r, from, to) },
		}
		if i > 0 {
			s.table += "_" + strconv.Itoa(i+1)
		} else if m.grid != nil {
			s.charts, s.onePage = m.grid.charts, m.grid.onePage
		}
		for _, l := range m.links {
			if from <= l.row && l.row < to {
				l.row -= from
				s.links = append(s.links, l)
			}
		}
		all = append(all, s)
	}
	return all
}

// write writes the rows of a table from from up to to.
func (p *plan) write(m *measured, r *rows, from, to int) error {
	w := newRowWriter(m, r, p.top.text)
	if p.profile == Accessible && m.grid == nil {
		w.reasons = newReasons(p.gapTable, m.Table)
		defer w.reasons.stop()
	}
	if m.Rows == 0 {
		w.blankRow()
		return nil
	}
	before := 0
	for batch, err := range m.Batches {
		if err != nil {
			return err
		}
		if len(batch.Columns) != len(m.Table.Fields) {
			return fmt.Errorf("a batch has %d columns, not %d", len(batch.Columns), len(m.Table.Fields))
		}
		n := batch.Rows()
		for i := range min(to-before, n) {
			if err := w.reasons.of(batch, i); err != nil {
				return err
			}
			if before+i >= from {
				w.row(batch, i, before+i)
			}
		}
		if before += n; before >= to || r.err != nil {
			break
		}
	}
	return r.err
}

// A rowWriter turns rows of a table into cells.
type rowWriter struct {
	*rows
	columns   []sheetColumn
	most      int            // length of a text
	precision []int          // by field: the column that says how exact its days are, or -1
	address   map[place]bool // in the table
	grid      *grid          // what its cells have beside their values; nil of a table of the dataset
	reasons   *reasons       // why cells of a table are blank; nil leaves them blank
	flat      []byte
}

func newRowWriter(m *measured, r *rows, most int) *rowWriter {
	w := &rowWriter{rows: r, columns: m.columns, most: most, address: map[place]bool{}, grid: m.grid}
	for _, l := range m.links {
		w.address[place{l.row, l.column}] = true
	}
	for i := range m.Table.Fields {
		f := &m.Table.Fields[i]
		w.precision = append(w.precision, -1)
		if f.Precision != "" {
			w.precision[i] = m.Table.Field(f.Precision)
		}
	}
	return w
}

func (w *rowWriter) blankRow() {
	w.next(1)
	for range w.letters {
		w.none(notApplicable)
	}
}

// none fills a cell that has no value: with the reason, or with nothing where
// the profile leaves blank cells blank.
func (w *rowWriter) none(why string) {
	if w.reasons == nil || why == "" {
		w.blank(w.style.text)
		return
	}
	w.text(w.style.mark, []byte(why))
}

// lines is how many lines row i of a batch takes.
func (w *rowWriter) lines(b *schemas.Batch, i int) int {
	lines := 1
	for c := range b.Columns {
		v := &b.Columns[c]
		if !v.Kind.IsText() || !v.Valid[i] {
			continue
		}
		if !v.List && len(v.TextAt(i)) < w.columns[c].width/2 && !bytes.ContainsRune(v.TextAt(i), '\n') {
			continue // one line, whatever its letters
		}
		w.flat = appendFlat(w.flat[:0], v, i)
		lines = max(lines, wrappedLines(w.flat, w.columns[c].width-1))
	}
	return lines
}

// row writes row i of a batch, which is row n of the table.
func (w *rowWriter) row(b *schemas.Batch, i, n int) {
	w.next(w.lines(b, i))
	for c := range b.Columns {
		v, beside := &b.Columns[c], w.grid.cell(place{n, c})
		switch {
		case beside.mark != "":
			w.text(w.style.mark, []byte(beside.mark))
		case !v.Valid[i]:
			w.none(w.reasons.why(c))
		case beside.bar:
			w.text(w.style.bar, v.TextAt(i))
		case v.Kind.IsText():
			w.words(v, i, len(w.address) > 0 && w.address[place{n, c}])
		case v.Kind == schemas.Day:
			w.day(b, c, i, beside.exact)
		case v.Kind == schemas.Bool:
			w.bool(w.style.text, v.Nums[i])
		case v.Kind == schemas.Decimal:
			w.hundredths(w.style.amount, schemas.DecimalString(v.Nums[i]))
		default:
			w.int(w.style.number, v.Nums[i])
		}
	}
}

// words writes a text or a joined list; what is too long for a cell goes to
// the sheet Long texts.
func (w *rowWriter) words(v *schemas.Vector, i int, address bool) {
	w.flat = appendFlat(w.flat[:0], v, i)
	if n := fits(w.flat, w.most); n < len(w.flat) {
		continued := w.style.words.say("continued")
		w.flat = append(w.flat[:fits(w.flat, w.most-len(continued))], continued...)
	}
	switch {
	case len(w.flat) == 0: // a list without elements: none is stated
		w.none(notApplicable)
	case address:
		w.text(w.style.address, w.flat)
	case v.Kind != schemas.Text || strings.IndexByte("=+-@\t\r", w.flat[0]) >= 0 || isShorthand(w.flat):
		w.text(w.style.literal, w.flat)
	default:
		w.text(w.style.text, w.flat)
	}
}

// The days that Excel counts: from 1 March 1900, as it believes in a 29
// February 1900 and numbers earlier days otherwise than all others do
// (ECMA-376 part 1, 18.17.4), to the end of 9999.
const (
	serialOfEpoch = 25569 // of 1970-01-01
	firstSerial   = 61
	lastSerial    = 2958465
)

func countable(day int64) bool {
	return firstSerial-serialOfEpoch <= day && day <= lastSerial-serialOfEpoch
}

// day writes a date at the precision that its row states.
func (w *rowWriter) day(b *schemas.Batch, column, i int, exact string) {
	day := b.Columns[column].Nums[i]
	if !countable(day) {
		w.flat = schemas.AppendDay(w.flat[:0], day)
		w.text(w.style.literal, w.flat)
		return
	}
	precision := []byte(exact)
	if p := w.precision[column]; p >= 0 && b.Columns[p].Valid[i] {
		precision = b.Columns[p].TextAt(i)
	}
	w.int(w.style.date(precision, day), day+serialOfEpoch)
}
