package diff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"migdata/schemas"
)

// A declared is a table as a release declares it in its dictionary.
type declared struct {
	name    string
	kind    schemas.TableKind
	columns []column       // by their position
	table   *schemas.Table // to read it with
	unread  string         // why this program cannot read it; "" where it can
}

// A column is a row of the dictionary: its cells by their names, without those
// that count rows.
type column map[string]string

func (c column) name() string   { return c["column"] }
func (c column) required() bool { return c["required"] == "true" }
func (c column) key() bool      { return c["key"] == "true" }

// A code is a row of codelists.
type code struct{ code, meaning string }

func (w *written) readCodes() error {
	w.codes = map[string][]code{}
	return w.looseRows(schemas.CodelistTable.Name, func(row map[string]string) {
		w.codes[row["codelist"]] = append(w.codes[row["codelist"]], code{row["code"], row["meaning"]})
	})
}

// readDictionary reads what the tables are made of. A release without a
// dictionary, such as a preview of selected tables, is read as this program
// declares its tables.
func (w *written) readDictionary() error {
	if !w.holds(schemas.Dictionary.Name) {
		for _, t := range schemas.Tables() {
			w.tables = append(w.tables, asDeclared(t))
		}
		return nil
	}
	byName := map[string]*declared{}
	err := w.looseRows(schemas.Dictionary.Name, func(row map[string]string) {
		d := byName[row["table"]]
		if d == nil {
			d = &declared{name: row["table"]}
			byName[d.name] = d
			w.tables = append(w.tables, d)
		}
		for _, count := range countedColumns {
			delete(row, count)
		}
		d.columns = append(d.columns, column(row))
	})
	for _, d := range w.tables {
		slices.SortStableFunc(d.columns, func(a, b column) int { return cmp.Compare(number(a["position"]), number(b["position"])) })
		d.declare()
	}
	return err
}

// countedColumns are the columns of the dictionary that follow from the rows of
// the tables: they are no part of what a column is.
var countedColumns = []string{"filled", "rows", "filled_percent"}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// asDeclared describes a table of this program like a dictionary does.
func asDeclared(t *schemas.Table) *declared {
	d := &declared{name: t.Name}
	for i := range t.Fields {
		b := schemas.Dictionary.NewBatch()
		schemas.Dictionary.Append(b, &schemas.DictionaryRow{Table: t, Position: i + 1, Field: &t.Fields[i]})
		c := column{}
		for k := range schemas.Dictionary.Fields {
			if name := schemas.Dictionary.Fields[k].Name; !slices.Contains(countedColumns, name) {
				c[name] = b.Columns[k].Flat(0)
			}
		}
		d.columns = append(d.columns, c)
	}
	d.declare()
	return d
}

// declare makes the table that reads the cells: names, types, what may be blank
// and descriptions, which files carry and readers hold them to.
func (d *declared) declare() {
	d.table = &schemas.Table{Name: d.name}
	for i, c := range d.columns {
		switch {
		case c["lineage"] == "trust":
			d.kind = schemas.TrustTable
		case c["lineage"] == "reference" && i == 0:
			d.kind = schemas.ReferenceTable
		}
		kind, list, known := typeNamed(c["type"])
		if !known {
			d.unread = "column " + c.name() + " has the type " + strconv.Quote(c["type"]) + ", which this program does not know"
		}
		f := schemas.Field{Name: c.name(), Title: c["title"], Doc: c["meaning"], Kind: kind, List: list, Ref: c["references"]}
		if c.required() {
			f.Rules = []schemas.Rule{schemas.Required()}
		}
		d.table.Fields = append(d.table.Fields, f)
		if c.key() {
			d.table.Key = append(d.table.Key, c.name())
		}
	}
	d.orderKey()
	d.table.Kind = d.kind
}

// orderKey puts the key columns in the order that this program declares, where
// it knows the table with this key: rows are sorted by it, and it is how row
// keys are written. The dictionary says which columns are the key and not in
// which order.
func (d *declared) orderKey() {
	known := schemas.TableNamed(d.name)
	if known == nil || len(known.Key) != len(d.table.Key) {
		return
	}
	for _, k := range known.Key {
		if !slices.Contains(d.table.Key, k) {
			return
		}
	}
	d.table.Key, d.table.Group = known.Key, known.Group
}

// typeNamed finds a type by its name in the dictionary, as Field.Type writes
// it.
func typeNamed(name string) (kind schemas.Kind, list, known bool) {
	name, list = strings.CutPrefix(name, "list of ")
	for k := schemas.Text; k <= schemas.Bool; k++ {
		if k.String() == name {
			return k, list, !list || k.IsText()
		}
	}
	return schemas.Text, list, false
}

// column returns the named column; nil where the table has none.
func (d *declared) column(name string) column {
	for _, c := range d.columns {
		if c.name() == name {
			return c
		}
	}
	return nil
}

func (w *written) table(name string) *declared {
	for _, d := range w.tables {
		if d.name == name {
			return d
		}
	}
	return nil
}
