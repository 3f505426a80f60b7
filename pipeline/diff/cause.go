package diff

import (
	"slices"
	"strings"

	"migdata/schemas"
)

// An explainer finds the causes of changes.
type explainer struct {
	*comparison
	differs difference
	wanted  map[subjectRef]bool
	claims  map[propertyRef][]claimChange
	rows    map[rowRef]*RowChange
	tables  map[string][]*RowChange
	project map[rowRef][]*RowChange // by table and project_id
	cut     map[string]bool         // tables of whose changes not all are kept
	refers  map[rowRef]*Cause       // why a row of a reference table is referred to, or no longer
	asked   map[cellRef]bool        // cells that are being explained, against circles
}

type rowRef struct{ table, key string }

type cellRef struct {
	row    *RowChange
	column string
}

func newExplainer(c *comparison) *explainer {
	return &explainer{comparison: c, differs: differ(c.old, c.new), wanted: map[subjectRef]bool{}, claims: map[propertyRef][]claimChange{},
		rows: map[rowRef]*RowChange{}, tables: map[string][]*RowChange{},
		project: map[rowRef][]*RowChange{}, cut: map[string]bool{}, refers: map[rowRef]*Cause{}, asked: map[cellRef]bool{}}
}

// explain gives every change that is kept its cause: first those of facts, then
// of the reference tables that facts refer to, then of the tables of trust,
// which speak of both.
func (e *explainer) explain() {
	rows := e.changes.Rows
	for i := range rows {
		r := &rows[i]
		e.rows[rowRef{r.Table, r.Key}] = r
		e.tables[r.Table] = append(e.tables[r.Table], r)
		if at, ok := projectOf(r); ok {
			e.project[at] = append(e.project[at], r)
		}
	}
	for _, t := range e.changes.Tables {
		e.cut[t.Table] = t.Kept < t.Added+t.Removed+t.Changed
	}
	for _, kind := range []schemas.TableKind{schemas.DomainTable, schemas.ReferenceTable, schemas.TrustTable} {
		for i := range rows {
			if rows[i].kind != kind {
				continue
			}
			if rows[i].Kind != RowChanged {
				e.rowCause(&rows[i])
			}
			for n := range rows[i].Cells {
				e.cellCause(&rows[i], &rows[i].Cells[n])
			}
		}
		if kind != schemas.TrustTable {
			e.noteReferences()
		}
	}
	for i := range e.changes.Renamed {
		r := &e.changes.Renamed[i]
		r.Cause = e.global("", false)
		if file := e.differs.register(projectsTable); file != "" {
			r.Cause = Cause{Kind: CuratedRow, Detail: file}
		}
	}
}

// noteReferences notes which changes refer to which rows.
func (e *explainer) noteReferences() {
	for i := range e.changes.Rows {
		r := &e.changes.Rows[i]
		t := schemas.TableNamed(r.Table)
		if t == nil || r.kind == schemas.TrustTable {
			continue
		}
		for k := range t.Fields {
			f := &t.Fields[k]
			if f.Ref == "" || f.Ref == r.Table {
				continue
			}
			cause := r.Cause
			for n := range r.Cells {
				if r.Cells[n].Column == f.Name {
					cause = &r.Cells[n].Cause
				}
			}
			if cause == nil || cause.Kind == "" {
				continue
			}
			was, is := r.old.get(f.Name), r.new.get(f.Name)
			for _, key := range slices.Concat(was, is) {
				at := rowRef{f.Ref, key}
				if e.refers[at] == nil && slices.Contains(was, key) != slices.Contains(is, key) {
					by := by(*cause, r, f.Name)
					e.refers[at] = &by
				}
			}
		}
	}
}

// by says that a cause reaches its effect by way of a cell.
func by(c Cause, r *RowChange, column string) Cause {
	if c.Via == "" {
		c.Via = r.Table + "/" + r.Key
		if column != "" {
			c.Via += "/" + column
		}
	}
	return c
}

// rowCause finds out why a row came or went.
func (e *explainer) rowCause(r *RowChange) Cause {
	if r.Cause != nil {
		return *r.Cause
	}
	r.Cause = &Cause{Kind: Unknown}
	cause := e.rowCauseOf(r)
	r.Cause = &cause
	return cause
}

func (e *explainer) rowCauseOf(r *RowChange) Cause {
	if cause, ok := e.claimCause(e.claimsOf(r, "")); ok {
		return cause
	}
	switch {
	case r.kind == schemas.ReferenceTable:
		return e.referenceCause(r)
	case r.kind == schemas.TrustTable:
		return e.trustCause(r, nil)
	}
	t := schemas.TableNamed(r.Table)
	if t == nil {
		return e.global("", false)
	}
	for i := range t.Fields {
		if cause, ok := e.ofRows(r, &t.Fields[i]); ok {
			return cause
		}
	}
	// A row of what belongs to another row that came or went with it.
	for i := range t.Fields {
		f := &t.Fields[i]
		if f.Ref == "" || f.Ref == r.Table || !t.IsKey(f.Name) {
			continue
		}
		for _, row := range []cells{r.new, r.old} {
			if owner := e.rows[rowRef{f.Ref, row.one(f.Name)}]; owner != nil && owner.Kind == r.Kind && owner.kind == schemas.DomainTable {
				return by(e.rowCause(owner), owner, "")
			}
		}
	}
	return e.global("", false)
}

// cellCause finds out why a cell changed.
func (e *explainer) cellCause(r *RowChange, c *CellChange) Cause {
	at := cellRef{r, c.Column}
	if c.Cause.Kind == "" && !e.asked[at] {
		e.asked[at] = true
		c.Cause = e.cellCauseOf(r, c)
	}
	if c.Cause.Kind == "" { // a circle of columns
		return Cause{Kind: Unknown}
	}
	return c.Cause
}

func (e *explainer) cellCauseOf(r *RowChange, c *CellChange) Cause {
	switch r.kind {
	case schemas.ReferenceTable:
		return e.referenceCause(r)
	case schemas.TrustTable:
		return e.trustCause(r, c)
	}
	t := schemas.TableNamed(r.Table)
	if t == nil || t.Field(c.Column) < 0 {
		return e.unknownColumn(r, c)
	}
	f := &t.Fields[t.Field(c.Column)]
	claims := e.claimsOf(r, c.Column)
	if cause, ok := e.claimCause(claims); ok {
		return cause
	}
	if slices.Contains(placeColumns, c.Column) {
		if cause, ok := e.placeCause(claims); ok {
			return cause
		}
	}
	if cause, ok := e.of(r, f.Of); ok {
		return cause
	}
	if cause, ok := e.ofRows(r, f); ok {
		return cause
	}
	return e.global("", false)
}

// unknownColumn explains a cell of a column that only dictionaries know.
func (e *explainer) unknownColumn(r *RowChange, c *CellChange) Cause {
	if d := e.new.table(r.Table); d != nil {
		if column := d.column(c.Column); column != nil && column["derived_from"] != "" {
			if cause, ok := e.of(r, strings.Split(column["derived_from"], schemas.ListSeparator)); ok {
				return cause
			}
		}
	}
	return e.global("", false)
}

// of gives a cell the cause of the first cell of its row that it follows from
// and that changed.
func (e *explainer) of(r *RowChange, columns []string) (Cause, bool) {
	for _, name := range columns {
		for n := range r.Cells {
			if r.Cells[n].Column == name {
				return by(e.cellCause(r, &r.Cells[n]), r, name), true
			}
		}
	}
	return Cause{}, false
}

// mostOthers is how many changed rows of another table are looked at to explain
// a cell, where they are not those of one project.
const mostOthers = 500

// projectOf returns by which project a changed row is found.
func projectOf(r *RowChange) (rowRef, bool) {
	for _, row := range []cells{r.new, r.old} {
		if id := row.one("project_id"); id != "" {
			return rowRef{r.Table, id}, true
		}
	}
	return rowRef{}, false
}

// others returns the changed rows of another table that a row can follow from,
// and whether these are all. Where both tables have a project, that is the
// same: a row of a project follows from rows of no other.
func (e *explainer) others(r *RowChange, table string) (list []*RowChange, all bool) {
	if d := e.new.table(table); d != nil && d.column("project_id") != nil {
		if at, ok := projectOf(r); ok {
			return e.project[rowRef{table, at.key}], !e.cut[table]
		}
	}
	list = e.tables[table]
	return list[:min(len(list), mostOthers)], !e.cut[table] && len(list) <= mostOthers
}

// ofRows gives a cell the cause of the first change in another table that it
// follows from.
func (e *explainer) ofRows(r *RowChange, f *schemas.Field) (Cause, bool) {
	complete := true
	for _, o := range f.OfRows {
		others, all := e.others(r, o.Table)
		complete = complete && all
		for _, other := range others {
			if !related(o, r, other) {
				continue
			}
			if other.Kind != RowChanged {
				return by(e.rowCause(other), other, ""), true
			}
			for n := range other.Cells {
				if slices.Contains(o.Columns, other.Cells[n].Column) {
					return by(e.cellCause(other, &other.Cells[n]), other, other.Cells[n].Column), true
				}
			}
		}
	}
	return notKept, !complete
}

// notKept is the cause of what follows from a change that is not kept.
var notKept = Cause{Kind: Unknown, Detail: "it may follow from a change that is not kept; --all keeps all"}

// related reports whether a row followed from another before, or does now.
func related(o schemas.OfRows, r, other *RowChange) bool {
	for _, own := range []cells{r.new, r.old} {
		for _, from := range []cells{other.new, other.old} {
			if own.table != nil && from.table != nil && o.Which(own.get, from.get) {
				return true
			}
		}
	}
	return false
}

// referenceCause explains a change in a reference table: by the curated file
// that is named like the table, by the facts that refer to the row, or by the
// tables that are part of the program.
func (e *explainer) referenceCause(r *RowChange) Cause {
	if file := e.differs.register(r.Table); file != "" {
		return Cause{Kind: CuratedRow, Detail: file}
	}
	if r.Kind != RowChanged {
		if cause := e.refers[rowRef{r.Table, r.Key}]; cause != nil {
			return *cause
		}
		first, _, _ := strings.Cut(r.Key, "|")
		if t := schemas.TableNamed(r.Table); t != nil && len(t.Key) > 1 {
			if f := t.Fields[t.Field(t.Key[0])]; f.Ref != "" {
				if owner := e.rows[rowRef{f.Ref, first}]; owner != nil && owner.Kind == r.Kind {
					return by(e.rowCause(owner), owner, "")
				}
			}
		}
	}
	return e.global("", false)
}
