package export

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"migdata/schemas"
)

// A grid is the table of a sheet that a release has no table for: it is filled
// cell by cell and then measured and written like any table, so that long
// texts, many rows and exact dates are dealt with in one place. It is filled
// each time its rows are gone through, and holds a batch of them.
type grid struct {
	in      *words
	table   *schemas.Table
	fill    func() error // fills all cells, row by row; it may end early when stopped
	lead    []lead
	charts  []*chart
	onePage bool
	about   []gridColumn

	batch   *schemas.Batch
	cells   []gridCell // of the batch, row by row
	first   int        // row of the first of them
	row     int        // of the next cell
	column  int        // of the next cell
	yield   func(*schemas.Batch, error) bool
	stopped bool // nobody wants more rows
}

// A gridCell is what a cell has beside its value.
type gridCell struct {
	mark   string // why it is blank: [x], [z]
	exact  string // precision of a day
	bar    bool   // it is part of a bar
	to     string // where it leads
	inside bool   // in the workbook
}

// A gridColumn is a column of a grid: its key in the catalogue (column.key is
// the heading, column.key.doc the meaning), its kind, and what it shows of the
// dataset, as table.column.
type gridColumn struct {
	key  string
	kind schemas.Kind
	of   string
	fill string // {0} of the heading
}

// newGrid makes the grid of the sheet of the key. The sheet's title is said by
// title.key, and what it holds by lead.key, in lines.
func newGrid(in *words, key string, columns []gridColumn, fill ...any) *grid {
	g := &grid{in: in, about: columns}
	g.table = &schemas.Table{Name: key, Title: in.say("sheet." + key), Kind: schemas.DomainTable, Doc: in.say("holds." + key)}
	for _, c := range columns {
		f := schemas.Field{Name: c.key, Title: in.say("column."+c.key, c.fill), Kind: c.kind}
		if c.kind == schemas.Int && strings.HasPrefix(c.key, "year") {
			f.Title = c.fill
		}
		g.table.Fields = append(g.table.Fields, f)
	}
	g.lead = leads(in, key, fill...)
	return g
}

// leads are the lines above the table of a sheet: its title, and what to know.
func leads(in *words, key string, fill ...any) []lead {
	lines := []lead{{text: in.say("title."+key, fill...)}}
	for line := range strings.SplitSeq(in.say("lead."+key, fill...), "\n") {
		lines = append(lines, wrapLead(line)...)
	}
	return append(lines, lead{}) // a blank row, which sets the table apart
}

// widest is how wide a column of a grid may be, in digits: sentences get more
// room than names.
func (c gridColumn) widest() int {
	switch c.key {
	case "note_text", "meaning":
		return 90
	case "objective", "because", "verbatim", "reason", "says":
		return 50
	}
	return 34
}

// leadWidth is how wide a line above a table may be, in digits: it must fit on
// the printed page.
const leadWidth = 125

// wrapLead divides a line into lines that fit above a table.
func wrapLead(text string) []lead {
	var lines []lead
	line := ""
	for word := range strings.SplitSeq(text, " ") { // no-break spaces stay
		if line != "" && textWidth([]byte(line+" "+word)) > leadWidth {
			lines, line = append(lines, lead{text: line}), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, lead{text: line})
}

// next goes on to the next cell; it says what this one has beside its value.
func (g *grid) next(c gridCell) {
	g.cells = append(g.cells, c)
	if g.column++; g.column < len(g.table.Fields) {
		return
	}
	if g.row, g.column = g.row+1, 0; g.row-g.first == gridBatch {
		g.flush()
	}
}

// gridBatch is how many rows a batch holds.
const gridBatch = 1024

// flush hands the batch on.
func (g *grid) flush() {
	if g.row > g.first && !g.stopped {
		g.stopped = !g.yield(g.batch, nil)
	}
	g.cells, g.first = g.cells[:0], g.row
	for i := range g.batch.Columns {
		g.batch.Columns[i].Reset()
	}
}

// cell is what a cell of the batch that was handed on has beside its value.
// Tables that are no grids have nothing.
func (g *grid) cell(at place) gridCell {
	if g == nil {
		return gridCell{}
	}
	return g.cells[(at.row-g.first)*len(g.table.Fields)+at.column]
}

// mark fills a cell with the reason for which it has no value.
func (g *grid) mark(why string) {
	g.batch.Columns[g.column].Null()
	g.next(gridCell{mark: why})
}

// text fills a cell; "" is not available.
func (g *grid) text(s string) { g.textOr(s, notAvailable) }

// textOr fills a cell, or says why it has no value.
func (g *grid) textOr(s, why string) { g.textAs(s, why, gridCell{}) }

func (g *grid) textAs(s, why string, c gridCell) {
	if s == "" {
		g.mark(why)
		return
	}
	g.batch.Columns[g.column].Text(s)
	g.next(c)
}

// int fills a cell with a whole number, or an amount in hundredths.
func (g *grid) int(n int64) {
	g.batch.Columns[g.column].Int(n)
	g.next(gridCell{})
}

// number fills a cell with the number that a text writes, or says why there is
// none.
func (g *grid) number(text, why string) {
	if text == "" {
		g.mark(why)
		return
	}
	n, ok := schemas.ParseDecimal(text)
	if g.table.Fields[g.column].Kind == schemas.Int {
		var err error
		n, err = strconv.ParseInt(text, 10, 64)
		ok = err == nil
	}
	if !ok {
		g.mark(why)
		return
	}
	g.int(n)
}

// day fills a cell with a day that is exact to the precision.
func (g *grid) day(day int64, precision, why string) {
	if day == noDay {
		g.mark(why)
		return
	}
	g.batch.Columns[g.column].Int(day)
	g.next(gridCell{exact: precision})
}

// noDay is no day.
const noDay = math.MinInt64

// link fills a cell with a text that leads to a web address or, inside, to a
// place in the workbook.
func (g *grid) link(text, to string, inside bool, why string) {
	if len(to) > longestLink {
		to = ""
	}
	g.textAs(text, why, gridCell{to: to, inside: inside})
}

// bar fills a cell with a text on the ground of a bar.
func (g *grid) bar(text string) { g.textAs(text, notAvailable, gridCell{bar: true}) }

// resource is the grid as a table, of as many rows as it turns out to have.
func (g *grid) resource() schemas.Resource {
	return schemas.Resource{Table: g.table, Rows: unknownRows, Batches: func(yield func(*schemas.Batch, error) bool) {
		g.batch, g.cells, g.first, g.row, g.column, g.yield, g.stopped = g.table.NewBatch(), g.cells[:0], 0, 0, 0, yield, false
		err := g.fill()
		if err == nil {
			g.flush()
		} else if !g.stopped {
			yield(nil, err)
		}
	}}
}

// addGrid measures a grid and adds it to the plan.
func (p *plan) addGrid(g *grid) error {
	m := &measured{Resource: g.resource(), grid: g, lead: g.lead}
	if p.profile == Analyst {
		m.lead = nil
	}
	if err := p.measure(m); err != nil {
		return err
	}
	p.tables = append(p.tables, m)
	return nil
}

// join joins the texts that are not empty.
func join(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), schemas.ListSeparator)
}
