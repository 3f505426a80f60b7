package schemas

import (
	"fmt"
	"iter"
)

// A Column names, documents and fills one column of a table. Every format,
// schema, codebook and check is derived from this one declaration. A column
// is From a property (it shows the accepted claims of the row's subject; in a
// table of what belongs to a project, groups of claims of equal value), or
// Of other columns of the row or OfRows of other tables (it is filled from them
// alone, and can be filled again), or neither: then it is part of the row's
// identity or belongs to a table of trust. A column with From and How picks one
// of the claims by the stated rule; one with From, Of and no How shows claims
// that the others decide on.
type Column[R any] struct {
	Name      string
	Title     string // heading for people, in Excel and schemas
	Doc       string
	Kind      Kind
	List      bool
	Rules     []Rule
	From      Property
	Of        []string
	OfRows    []OfRows
	How       string     // of a derived column: the rule in words
	Concerns  []Property // other properties whose claims tell something about its cells, such as why one is blank
	Weighs    bool       // it weighs all claims of its subject against each other (those of From, if it has one), not the accepted ones alone
	Codes     *Codelist  // the list that its codes come from
	Ref       string     // the table whose key it holds
	Precision string     // of a day: the column that says how exact it is
	Rights    bool       // the words are the source's, not ours
	// Deprecated warns that the column will go: since which version, and what to
	// use instead. A column stays so for one minor release at least; see
	// CONTRIBUTING.md. Blank for all others.
	Deprecated string
	Blank      Gap // why it is blank when nobody spoke of it; zero is SourceSilent
	Example    string
	Get        func(*R, *Vector)
}

// A Field is a Column without its row type: what formats, schemas and checks
// see.
type Field struct {
	Name, Title, Doc string
	Kind             Kind
	List             bool
	Rules            []Rule
	From             Property
	Of               []string
	OfRows           []OfRows
	How              string
	Concerns         []Property
	Weighs           bool
	Codes            *Codelist
	Ref              string
	Precision        string
	Rights           bool
	Deprecated       string
	Blank            Gap
	Example          string
}

// Required reports whether the field is never null.
func (f *Field) Required() bool {
	for i := range f.Rules {
		if f.Rules[i].NotNull {
			return true
		}
	}
	return false
}

// Type names the type of the field for people: "text", "list of code".
func (f *Field) Type() string {
	if f.List {
		return "list of " + f.Kind.String()
	}
	return f.Kind.String()
}

// A TableKind says what a table is about.
type TableKind uint8

// The kinds of tables.
const (
	DomainTable    TableKind = iota // facts; every cell has lineage, every blank a reason
	ReferenceTable                  // facts about the world, cited once as a whole
	TrustTable                      // how we know
)

var tableKindNames = [...]string{"domain", "reference", "trust"}

func (k TableKind) String() string { return tableKindNames[k] }

// A Table is what we publish about one kind of thing.
type Table struct {
	Name, Title, Doc string
	Kind             TableKind
	Key              []string // rows are unique by these columns
	Group            []string // rows of one group stand together; nil: rows are in key order
	Origin           Origin   // of a table of facts
	Fields           []Field
	Across           []AcrossRule
}

// Field returns the index of the named field, or -1.
func (t *Table) Field(name string) int {
	for i := range t.Fields {
		if t.Fields[i].Name == name {
			return i
		}
	}
	return -1
}

// IsKey reports whether the named field is part of the key.
func (t *Table) IsKey(name string) bool {
	for _, k := range t.Key {
		if k == name {
			return true
		}
	}
	return false
}

// NewBatch returns an empty batch of the table.
func (t *Table) NewBatch() *Batch {
	b := &Batch{Columns: make([]Vector, len(t.Fields))}
	for i, f := range t.Fields {
		b.Columns[i].Kind, b.Columns[i].List = f.Kind, f.List
	}
	return b
}

// DerivedFrom names what a field follows from: columns of the row, and columns
// of other tables as table.column.
func (f *Field) DerivedFrom() []string {
	names := append([]string{}, f.Of...)
	for _, o := range f.OfRows {
		for _, column := range o.Columns {
			names = append(names, o.Table+"."+column)
		}
	}
	return names
}

// CellsOf gives the values of the cells of row i of a batch by the names of
// their columns.
func (t *Table) CellsOf(b *Batch, i int) Cells {
	return func(column string) []string {
		at := t.Field(column)
		if at < 0 || !b.Columns[at].Valid[i] {
			return nil
		}
		if v := &b.Columns[at]; v.List {
			return v.Strings(i)
		}
		return []string{b.Columns[at].ValueAt(i).String()}
	}
}

// RowKey returns the key values of row i of a batch, joined by "|".
func (t *Table) RowKey(b *Batch, i int) string {
	var key []byte
	for n, name := range t.Key {
		if n > 0 {
			key = append(key, '|')
		}
		key = append(key, b.Columns[t.Field(name)].Flat(i)...)
	}
	return string(key)
}

// A Resource is a table with its batches, in the table's order. The batches
// can be gone through any number of times; a batch is valid until the next.
type Resource struct {
	Table   *Table
	Rows    int
	Batches iter.Seq2[*Batch, error]
}

// A TableOf is a table with the functions that turn rows of type R into
// columns.
type TableOf[R any] struct {
	Table
	get    []func(*R, *Vector)
	blanks func(*R) Blanks
}

// NewTable makes a table of its columns. It panics where the declaration
// contradicts itself, as no run could repair that.
func NewTable[R any](t Table, columns []Column[R]) *TableOf[R] {
	of := &TableOf[R]{Table: t}
	for _, c := range columns {
		of.Fields = append(of.Fields, Field{c.Name, c.Title, c.Doc, c.Kind, c.List, baseRules(c.Kind, c.Rules, c.Codes),
			c.From, c.Of, c.OfRows, c.How, c.Concerns, c.Weighs, c.Codes, c.Ref, c.Precision, c.Rights, c.Deprecated, c.Blank, c.Example})
		of.get = append(of.get, c.Get)
	}
	for _, k := range of.Key {
		if i := of.Field(k); i < 0 || !of.Fields[i].Required() {
			panic(fmt.Sprintf("table %s: key column %s is missing or may be null", t.Name, k))
		}
	}
	for _, f := range of.Fields {
		for _, name := range append([]string{f.Precision}, f.Of...) {
			if name != "" && of.Field(name) < 0 {
				panic(fmt.Sprintf("table %s: column %s refers to %s, which is no column", t.Name, f.Name, name))
			}
		}
	}
	return of
}

// Blanks holds what the claims of a row say about its blank cells: the
// reason by property.
type Blanks map[Property]Gap

// WithBlanks tells the table where its rows keep the reasons of their blanks.
func (t *TableOf[R]) WithBlanks(blanks func(*R) Blanks) *TableOf[R] {
	t.blanks = blanks
	return t
}

// Append appends a row to a batch of the table.
func (t *TableOf[R]) Append(b *Batch, r *R) {
	for i, get := range t.get {
		get(r, &b.Columns[i])
	}
}

// Gap returns why the cell of the last row of b in field i is blank; NoGap
// where it has a value. A derived cell is blank for the reason of the first
// blank column it follows from.
func (t *TableOf[R]) Gap(b *Batch, r *R, i int) Gap {
	v := &b.Columns[i]
	if v.Valid[v.Len()-1] {
		return NoGap
	}
	f := &t.Fields[i]
	if f.From != NoProperty && t.blanks != nil {
		if why := t.blanks(r)[f.From]; why != NoGap {
			return why
		}
	}
	if f.Blank != NoGap {
		return f.Blank
	}
	if len(f.Of) > 0 {
		for _, name := range f.Of {
			if why := t.Gap(b, r, t.Field(name)); why != NoGap {
				return why
			}
		}
		return NotDerivable
	}
	return SourceSilent
}
