package diff

import (
	"fmt"
	"io"
	"text/tabwriter"
)

const (
	textRows   = 40  // changes of rows that the text for terminals shows
	textSchema = 60  // changes of the schema that it shows
	textValue  = 120 // characters of a value
)

// WriteText writes the changes for a terminal: the counts, then what matters
// most. all shows every change that is kept, with whole values.
func WriteText(w io.Writer, c *Changes, all bool) error {
	p := &printer{w: w, most: textValue}
	rows, schema := textRows, textSchema
	if all {
		rows, schema, p.most = -1, len(c.Schema), 0
	}
	p.line("%s → %s", c.Old.Name(), c.New.Name())
	p.line("%s", c.Verdict())
	for _, note := range c.Notes {
		p.line("note: %s", note)
	}
	p.schema(c.Schema, schema)
	for i, r := range c.Renamed {
		if i == 0 {
			p.line("")
			p.line("Renamed projects: %d", len(c.Renamed))
		}
		if rows >= 0 && i == rows {
			p.line("  ... and %d more", len(c.Renamed)-i)
			break
		}
		p.line("  %s → %s  %s  [%s]", r.Old, r.New, shorten(r.Title, p.most), r.Cause)
	}
	p.tables(c.Tables)
	p.rows(c, rows)
	return p.err
}

// A printer prints lines of which no value can reach the terminal unescaped.
// It keeps the first error.
type printer struct {
	w    io.Writer
	most int // characters of a value; 0: all
	err  error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, printable(fmt.Sprintf(format, args...))+"\n")
	}
}

func (p *printer) schema(changes []SchemaChange, most int) {
	for i, s := range changes {
		if i == 0 {
			p.line("")
			p.line("Schema: %s", plural(len(changes), "change", "changes"))
		}
		if i == most {
			p.line("  ... and %d more; --all shows them", len(changes)-i)
			return
		}
		s.Old, s.New = shorten(s.Old, p.most), shorten(s.New, p.most)
		p.line("  %-5s  %s", s.Step, s.text())
	}
}

func (p *printer) tables(tables []TableCount) {
	t := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', tabwriter.AlignRight)
	any := false
	for _, c := range tables {
		if !c.differs() {
			continue
		}
		if !any {
			any = true
			p.line("")
			fmt.Fprintf(t, "rows before\tnow\tadded\tremoved\tchanged\t  table\n")
		}
		columns := ""
		if len(c.Cells) > 0 {
			columns = " (" + shorten(c.columnsChanged(), p.most) + ")"
		}
		fmt.Fprintf(t, "%d\t%d\t%d\t%d\t%d\t  %s%s\n", c.OldRows, c.NewRows, c.Added, c.Removed, c.Changed, printable(c.Table), columns)
	}
	if err := t.Flush(); p.err == nil {
		p.err = err
	}
}

func (p *printer) rows(c *Changes, limit int) {
	if len(c.Rows) == 0 {
		return
	}
	p.line("")
	causes := ""
	for i, n := range c.causes() {
		if i > 0 {
			causes += ", "
		}
		causes += fmt.Sprintf("%s %d", n.Kind, n.Changes)
	}
	p.line("Causes: %s", causes)
	shown := 0
	for _, g := range c.groups(limit) {
		if limit >= 0 && g.Title == groupTitles[rankPlaces] {
			break
		}
		p.line("")
		p.line("%s", g.Title)
		for _, e := range g.Entries {
			p.entry(e)
			shown++
		}
	}
	left := c.count() - shown
	if left > 0 {
		p.line("")
	}
	switch {
	case left > 0 && limit >= 0:
		p.line("... and %s; --all shows them", plural(left, "change more", "changes more"))
	case left > 0:
		p.line("... and %s that were not kept", plural(left, "change more", "changes more"))
	}
}

func (p *printer) entry(e entry) {
	r := e.Row
	if e.Cell == nil {
		label := ""
		if r.Label != "" {
			label = " " + quoted(shorten(r.Label, p.most))
		}
		p.line("  %s/%s %s%s", r.Table, r.Key, r.Kind, label)
		p.line("      %s", *r.Cause)
		return
	}
	what := e.Cell.listed()
	if what == "" {
		what = p.value(e.Cell.Old) + " → " + p.value(e.Cell.New)
	}
	p.line("  %s/%s/%s: %s", r.Table, r.Key, e.Cell.Column, shorten(what, p.twice()))
	p.line("      %s", e.Cell.Cause)
}

func (p *printer) value(c Cell) string { return shorten(c.shown(), p.most) }

// twice is the room for two values and what stands between them.
func (p *printer) twice() int {
	if p.most == 0 {
		return 0
	}
	return 2*p.most + len(" → ")
}
