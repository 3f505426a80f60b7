package lineage

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"migdata/schemas"
)

// A Line is a line of a source with what rests on it.
type Line struct {
	Document *Document `json:"document"`
	Number   int       `json:"line"`
	Class    string    `json:"class,omitempty"` // of a text
	Rule     string    `json:"rule,omitempty"`
	Claims   []Resting `json:"claims"`
	Cells    []Ref     `json:"cells"` // of a row of a reference table that stands there, and what follows from them
}

// A Resting is a claim of a line with the cells that it leads to: first those
// that show it, then those that follow from them.
type Resting struct {
	Claim Claim `json:"claim"`
	Cells []Ref `json:"cells"`
}

// A Ref names a cell.
type Ref struct {
	Table   string `json:"table"`
	Key     string `json:"row_key"`
	Column  string `json:"column"`
	Derived bool   `json:"derived"` // it follows from a cell that shows the claim
}

func (c Ref) String() string { return c.Table + "/" + c.Key + "/" + c.Column }

// Rests says which cells rest on a line of a source. The source is named by
// its path or by the id of its document.
func (r *Release) Rests(source string, number int) (*Line, error) {
	d, err := r.source(source)
	if err != nil {
		return nil, err
	}
	if lines := r.inputs.lines(d); lines > 0 && number > lines {
		return nil, fmt.Errorf("%s has %d lines", source, lines)
	}
	line := &Line{Document: d, Number: number, Claims: []Resting{}, Cells: []Ref{}}
	if line.Cells, err = r.referred(d, number); err != nil {
		return nil, err
	}
	coverage, err := r.rows(&schemas.Coverage.Table, func(c schemas.Cells) bool {
		return c.One("line") == fmt.Sprint(number) && c.One("document_id") == d.ID
	})
	if err != nil {
		return nil, err
	}
	if len(coverage) > 0 {
		line.Class, line.Rule = coverage[0].one("class"), coverage[0].one("rule")
	}
	claims, err := r.findClaims(is("document_id", d.ID))
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		if !slices.ContainsFunc(c.Spans, func(s Span) bool { return s.Line == number }) {
			continue
		}
		cells, err := r.RestsOn(&c)
		if err != nil {
			return nil, err
		}
		r.inputs.show(&c)
		line.Claims = append(line.Claims, Resting{c, cells})
	}
	return line, nil
}

// referred returns the cells of rows of reference tables that stand on a line
// of a curated file, and those that follow from them.
func (r *Release) referred(d *Document, number int) ([]Ref, error) {
	w := &walk{release: r, seen: map[Ref]bool{}}
	for _, t := range schemas.Tables() {
		if t.Kind != schemas.ReferenceTable || t.Field("document_id") < 0 || t.Field("line") < 0 {
			continue
		}
		rows, err := r.rows(t, func(c schemas.Cells) bool { return c.One("document_id") == d.ID && c.One("line") == fmt.Sprint(number) })
		if err != nil {
			return nil, err
		}
		for _, own := range rows {
			for i := range t.Fields {
				w.add(own, t.Fields[i].Name, false)
			}
		}
	}
	err := w.follow()
	return append([]Ref{}, w.refs...), err
}

// source finds the document of a path, or of an id.
func (r *Release) source(name string) (*Document, error) {
	if _, err := r.document(""); r.papers == nil {
		return nil, err
	}
	clean := filepath.ToSlash(filepath.Clean(name))
	for _, id := range sortedIDs(r.papers) {
		if d := r.papers[id]; id == name || d.File != "" && (d.File == clean || strings.HasSuffix(clean, "/"+d.File)) {
			return d, nil
		}
	}
	return nil, fmt.Errorf("the release is not made of %s; its table documents lists what it is made of", name)
}

func sortedIDs(papers map[string]*Document) []string {
	ids := make([]string, 0, len(papers))
	for id := range papers {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// RestsOn returns the cells that a claim leads to.
func (r *Release) RestsOn(c *Claim) ([]Ref, error) {
	w := &walk{release: r, seen: map[Ref]bool{}}
	for _, t := range schemas.Tables() {
		origin := t.Origin
		if origin.Key == "" || origin.Subject != c.subject.Kind {
			continue
		}
		rows, err := r.rows(t, is(origin.Key, c.subject.ID))
		if err != nil {
			return nil, err
		}
		for _, own := range rows {
			for i := range t.Fields {
				f := &t.Fields[i]
				if rests, _ := claimsOfCell(own, f, own.get(f.Name)); rests(c) {
					w.add(own, f.Name, false)
				} else if f.Weighs && weighs(t, f, c) {
					w.add(own, f.Name, true)
				}
			}
		}
	}
	return w.refs, w.follow()
}

// weighs reports whether a claim is among those that a column weighs against
// each other.
func weighs(t *schemas.Table, f *schemas.Field, c *Claim) bool {
	return c.Status != "set_aside" && c.Value != "" && c.property.HasRivals() && t.Field(c.Property) >= 0 && (f.From == schemas.NoProperty || f.From == c.property)
}

// A walk goes from cells to those that follow from them.
type walk struct {
	release *Release
	seen    map[Ref]bool
	refs    []Ref
	rows    []*row // of refs
}

func (w *walk) add(own *row, column string, derived bool) {
	ref := Ref{own.table.Name, own.key("|"), column, false}
	if w.seen[ref] {
		return
	}
	w.seen[ref] = true
	ref.Derived = derived
	w.refs, w.rows = append(w.refs, ref), append(w.rows, own)
}

// follow adds the cells that follow from those of the walk, until there are no
// more.
func (w *walk) follow() error {
	for i := 0; i < len(w.refs); i++ {
		own, column := w.rows[i], w.refs[i].Column
		for k := range own.table.Fields {
			if f := &own.table.Fields[k]; slices.Contains(f.Of, column) {
				w.add(own, f.Name, true)
			}
		}
		for _, t := range schemas.Tables() {
			for k := range t.Fields {
				if err := w.acrossTables(own, column, t, &t.Fields[k]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// acrossTables adds the cells of a field of another table that follow from a
// cell.
func (w *walk) acrossTables(own *row, column string, t *schemas.Table, f *schemas.Field) error {
	for _, o := range f.OfRows {
		if o.Table != own.table.Name || !slices.Contains(o.Columns, column) {
			continue
		}
		rows, err := w.release.rows(t, func(c schemas.Cells) bool { return o.Which(c, own.get) })
		if err != nil {
			return err
		}
		for _, r := range rows {
			w.add(r, f.Name, true)
		}
	}
	return nil
}
