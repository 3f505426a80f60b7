package diff

import (
	"encoding/json"
	"strings"

	"migdata/schemas"
)

// Changes is all that differs between two releases. The zero Changes is none.
type Changes struct {
	Old, New Side
	Schema   []SchemaChange // what asks for the highest step first
	Renamed  []Rename       // projects, in the order of their new ids
	Tables   []TableCount   // every table that was compared, in the order of the new dictionary, then those that only the old release has
	Rows     []RowChange    // what matters most first; see TableCount for how many there are
	Notes    []string       // what could not be compared, and why
	Unread   []string       // tables whose cells could not be read, or that one release alone holds
}

// A Side names one of the two releases.
type Side struct {
	Folder   string `json:"folder"`
	Version  string `json:"version"`         // "" where the release does not say
	Manifest string `json:"manifest_sha256"` // "" where it has none
}

// Name is how to call the release: its version, or its folder where it has none
// or is a preview, of which there are many.
func (s Side) Name() string {
	if _, err := ParseVersion(s.Version); err == nil {
		return s.Version
	}
	return s.Folder
}

// Same reports whether nothing differs.
func (c *Changes) Same() bool {
	if len(c.Schema)+len(c.Renamed)+len(c.Unread) > 0 {
		return false
	}
	for _, t := range c.Tables {
		if t.Added+t.Removed+t.Changed > 0 {
			return false
		}
	}
	return true
}

// The kinds of changes of a schema.
const (
	TableAdded       = "table added"
	TableRemoved     = "table removed"
	TableRenamed     = "table renamed"
	KeyChanged       = "key changed"
	ColumnAdded      = "column added"
	ColumnRemoved    = "column removed"
	ColumnRenamed    = "column renamed"
	ColumnRetyped    = "column retyped"
	ColumnBlank      = "column may be blank" // it was never blank
	ColumnFilled     = "column never blank"  // it could be blank
	ColumnDescribed  = "column re-described"
	ColumnDeprecated = "column deprecated"
	ColumnsMoved     = "columns moved"
	CodesAdded       = "code added"
	CodesRemoved     = "code removed"
	CodesDescribed   = "code re-described" // its meaning
)

// A SchemaChange is one change of what the tables are made of.
type SchemaChange struct {
	Kind      string `json:"kind"`
	Step      Step   `json:"step"`                // that it asks for
	Table     string `json:"table,omitempty"`     // not of codes
	Column    string `json:"column,omitempty"`    // by its old name where it was renamed
	Codelist  string `json:"codelist,omitempty"`  // of codes
	Code      string `json:"code,omitempty"`      // of codes
	Attribute string `json:"attribute,omitempty"` // of the dictionary, where one was re-described
	Old       string `json:"old,omitempty"`
	New       string `json:"new,omitempty"`
	Announced bool   `json:"announced"` // of what was removed: the old dictionary said that it would be
}

// Place names what changed: table, table.column, or codelist:code.
func (s SchemaChange) Place() string {
	switch {
	case s.Codelist != "":
		return s.Codelist + ":" + s.Code
	case s.Column != "":
		return s.Table + "." + s.Column
	}
	return s.Table
}

// A Rename is a project that has another id and is the same by its title.
type Rename struct {
	Old   string `json:"old"`
	New   string `json:"new"`
	Title string `json:"title"` // as printed
	Cause Cause  `json:"cause"`
}

// A TableCount counts what changed in a table. The counts are exact.
type TableCount struct {
	Table   string        `json:"table"`
	Kind    string        `json:"kind"` // domain, reference or trust
	OldRows int           `json:"old_rows"`
	NewRows int           `json:"new_rows"`
	Added   int           `json:"added"`
	Removed int           `json:"removed"`
	Changed int           `json:"changed"` // rows with a changed cell
	Cells   []ColumnCount `json:"columns"` // columns with changed cells, in the table's order
	Kept    int           `json:"kept"`    // of the rows that differ
}

// A ColumnCount counts the changed cells of a column.
type ColumnCount struct {
	Column string `json:"column"`
	Cells  int    `json:"cells"`
}

// The kinds of changes of a row.
const (
	RowAdded   = "added"
	RowRemoved = "removed"
	RowChanged = "changed"
)

// A RowChange is a row that was added or removed, or whose cells changed.
type RowChange struct {
	Kind  string       `json:"kind"`
	Table string       `json:"table"`
	Key   string       `json:"row_key"`         // values joined by "|", of the new release where it has the row
	Label string       `json:"label,omitempty"` // a title or name, for people
	Cause *Cause       `json:"cause,omitempty"` // of a row that was added or removed
	Cells []CellChange `json:"cells,omitempty"` // that changed; what matters most first

	kind     schemas.TableKind
	order    int // of the table
	old, new cells
}

// A CellChange is a cell whose value changed.
type CellChange struct {
	Column string `json:"column"`
	Old    Cell   `json:"old"`
	New    Cell   `json:"new"`
	Cause  Cause  `json:"cause"`

	rank int
}

// A Cell is the value of a cell: blank, a text in its canonical form, or a list
// of such. The zero Cell is blank.
type Cell struct {
	Values []string // nil where it is blank
	List   bool
}

// Text returns the cell as one text: lists as the flat formats write them, and
// an empty one as [].
func (c Cell) Text() string {
	if c.List && c.Values != nil && len(c.Values) == 0 {
		return "[]"
	}
	return strings.Join(c.Values, schemas.ListSeparator)
}

// Blank reports whether the cell has no value: null.
func (c Cell) Blank() bool { return c.Values == nil }

// MarshalJSON writes null, a string, or an array of strings.
func (c Cell) MarshalJSON() ([]byte, error) {
	switch {
	case c.Blank():
		return []byte("null"), nil
	case c.List:
		return json.Marshal(c.Values)
	}
	return json.Marshal(c.Values[0])
}

// The kinds of causes.
const (
	SourceText    = "source text"
	CuratedRow    = "curated row"
	Policy        = "policy"
	Configuration = "configuration"
	ReferenceData = "reference data"
	Code          = "code"
	Unknown       = "unknown"
)

// A Cause says why a cell or a row changed. Where several things changed that
// it could come from, Or names the others.
type Cause struct {
	Kind   string   `json:"kind"`
	Detail string   `json:"detail,omitempty"` // such as file and line
	Via    string   `json:"via,omitempty"`    // the cell, as table/key/column, that it follows from
	Or     []string `json:"or,omitempty"`     // other kinds that are as likely
}

func (c Cause) String() string {
	text := c.Kind
	if len(c.Or) > 0 {
		text += " or " + strings.Join(c.Or, " or ")
	}
	if c.Detail != "" {
		text += ": " + c.Detail
	}
	if c.Via != "" {
		text += " (by way of " + c.Via + ")"
	}
	return text
}
