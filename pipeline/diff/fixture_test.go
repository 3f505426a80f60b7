package diff

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"migdata/pipeline/export"
	"migdata/pipeline/release"
	"migdata/schemas"
)

// A fixture is a small release: its tables with their columns as a dictionary
// describes them, and what its manifest says.
type fixture struct {
	tables   []*fixtureTable
	codes    [][3]string       // list, code, meaning
	settings map[string]any    // nil: the release has no manifest
	inputs   map[string]string // reference data and their hashes
	asOf     string
	drop     []string // columns that its dictionary does not have
	formats  []export.Format
	bare     bool // it has no dictionary
}

type fixtureTable struct {
	name    string
	columns []column
	rows    [][]string // "" is blank, [] an empty list, ; stands between elements
}

// col makes a column of the dictionary from name, type and attributes: key,
// required, or attribute=value.
func col(name, kind string, attributes ...string) column {
	c := column{"column": name, "type": kind, "title": name, "meaning": "The " + name + ".", "required": "false", "key": "false", "lineage": "identity"}
	for _, a := range attributes {
		switch name, value, set := strings.Cut(a, "="); {
		case set:
			c[name] = value
		case a == "key":
			c["key"], c["required"] = "true", "true"
		default:
			c[a] = "true"
		}
	}
	return c
}

func (f *fixture) table(name string) *fixtureTable {
	for _, t := range f.tables {
		if t.name == name {
			return t
		}
	}
	return nil
}

// column returns a column of a table, to change it.
func (t *fixtureTable) column(name string) column {
	for _, c := range t.columns {
		if c.name() == name {
			return c
		}
	}
	panic("no column " + name)
}

func (t *fixtureTable) at(name string) int {
	return slices.IndexFunc(t.columns, func(c column) bool { return c.name() == name })
}

// set sets a cell of the row whose first cell is key.
func (t *fixtureTable) set(key, name, value string) {
	for _, r := range t.rows {
		if r[0] == key {
			r[t.at(name)] = value
			return
		}
	}
	panic("no row " + key)
}

// remove removes the row whose first cell is key.
func (t *fixtureTable) remove(key string) {
	t.rows = slices.DeleteFunc(t.rows, func(r []string) bool { return r[0] == key })
}

// removeColumn removes a column and its cells.
func (t *fixtureTable) removeColumn(name string) {
	at := t.at(name)
	t.columns = slices.Delete(t.columns, at, at+1)
	for i := range t.rows {
		t.rows[i] = slices.Delete(t.rows[i], at, at+1)
	}
}

// add adds a column without cells.
func (t *fixtureTable) add(c column) {
	t.columns = append(t.columns, c)
	for i := range t.rows {
		t.rows[i] = append(t.rows[i], "")
	}
}

// declare makes the table as export takes it.
func (t *fixtureTable) declare() *schemas.Table {
	d := &declared{name: t.name, columns: t.columns}
	d.declare()
	for i := range d.table.Fields { // an unknown type is written as text
		if d.table.Fields[i].Kind == schemas.Absent {
			d.table.Fields[i].Kind = schemas.Text
		}
	}
	return d.table
}

func (t *fixtureTable) resource(tb testing.TB) schemas.Resource {
	table := t.declare()
	batch := table.NewBatch()
	for _, row := range t.rows {
		for i, cell := range row {
			appendFixture(tb, &batch.Columns[i], cell)
		}
	}
	return schemas.Resource{Table: table, Rows: len(t.rows), Batches: func(yield func(*schemas.Batch, error) bool) {
		if len(t.rows) > 0 {
			yield(batch, nil)
		}
	}}
}

func appendFixture(tb testing.TB, v *schemas.Vector, cell string) {
	switch {
	case cell == "":
		v.Null()
	case v.List && cell == "[]":
		v.Texts([]string{})
	case v.List:
		v.Texts(strings.Split(cell, ";"))
	case v.Kind == schemas.Int:
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil {
			tb.Fatal(err)
		}
		v.Int(n)
	case v.Kind == schemas.Decimal:
		n, ok := schemas.ParseDecimal(cell)
		if !ok {
			tb.Fatalf("%q is no amount", cell)
		}
		v.Int(n)
	case v.Kind == schemas.Bool:
		v.Bool(cell == "true")
	case v.Kind == schemas.Day:
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil {
			tb.Fatal(err)
		}
		v.Int(n)
	default:
		v.Text(cell)
	}
}

// dictionaryColumns are those of the dictionary of a fixture.
func (f *fixture) dictionaryColumns() []column {
	all := []column{col("table", "code", "key", "lineage=trust"), col("column", "code", "key"), col("position", "int", "required"), col("title", "text"),
		col("type", "text"), col("required", "bool", "required"), col("key", "bool", "required"), col("meaning", "text"), col("codelist", "code"), col("references", "code"),
		col("lineage", "text"), col("derived_from", "list of code"), col("derivation", "text"), col("deprecated", "text")}
	return slices.DeleteFunc(all, func(c column) bool { return slices.Contains(f.drop, c.name()) })
}

// write writes the release into a new folder and returns it.
func (f *fixture) write(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	tables := slices.Clone(f.tables)
	dictionary := &fixtureTable{name: "dictionary", columns: f.dictionaryColumns()}
	codelists := &fixtureTable{name: "codelists", columns: []column{col("codelist", "code", "key", "lineage=trust"), col("code", "code", "key"), col("meaning", "text")}}
	for _, t := range append(tables, dictionary, codelists) {
		for i, c := range t.columns {
			c = union(c, column{"table": t.name, "position": strconv.Itoa(i + 1)})
			var row []string
			for _, d := range dictionary.columns {
				row = append(row, c[d.name()])
			}
			dictionary.rows = append(dictionary.rows, row)
		}
	}
	for _, c := range f.codes {
		codelists.rows = append(codelists.rows, c[:])
	}
	var resources []schemas.Resource
	if !f.bare {
		tables = append(tables, dictionary, codelists)
	}
	for _, t := range tables {
		resources = append(resources, t.resource(tb))
	}
	create := func(path string) (io.WriteCloser, error) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		return os.Create(path)
	}
	formats := f.formats
	if formats == nil {
		formats = []export.Format{export.CSV, export.Parquet}
	}
	for _, format := range formats {
		if err := format.Write(create, export.Release{Resources: resources}); err != nil {
			tb.Fatal(err)
		}
	}
	if f.settings != nil {
		f.writeManifest(tb, dir)
	}
	return dir
}

func (f *fixture) writeManifest(tb testing.TB, dir string) {
	m := release.Manifest{Version: "1.0.0", AsOf: f.asOf}
	var err error
	if m.Settings, err = json.Marshal(f.settings); err != nil {
		tb.Fatal(err)
	}
	for _, id := range sortedKeys(f.inputs) {
		m.Inputs = append(m.Inputs, release.Input{ID: id, Kind: release.ReferenceInput, SHA256: f.inputs[id]})
	}
	text, err := m.Encode()
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, release.ManifestPath), text, 0o644)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// compare compares two fixtures.
func compare(tb testing.TB, old, new *fixture) *Changes {
	tb.Helper()
	c, err := Compare(tb.Context(), old.write(tb), new.write(tb), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// example is a release with two projects, the claims that they rest on, and a
// table that this program does not know.
func example() *fixture {
	return &fixture{
		settings: map[string]any{"as_of": "2021-12-31", "policy": "text first"},
		inputs:   map[string]string{"countries": "aa"},
		asOf:     "2021-12-31",
		codes: [][3]string{{"colour", "red", "Like blood."}, {"colour", "blue", "Like the sky."}, {"tint", "red", "Like blood."},
			{"tint", "blue", "Like the sky."}, {"tint", "grey", "Like ash."}, {"finding_rule", "a.b", "Something."}},
		tables: []*fixtureTable{
			{name: "projects", columns: []column{col("project_id", "code", "key"), col("title", "text"), col("title_verbatim", "text"), col("section", "text"),
				col("status_on_as_of", "code"), col("as_of_date", "day"), col("end_date", "day"), col("end_edtf", "edtf"), col("country_iso3s", "list of code", "references=countries"),
				col("country_names", "list of text"), col("budget_amount", "decimal"), col("line_from", "int")},
				rows: [][]string{
					{"alpha", "Alpha", "PROJECT ALPHA", "TUNISIA", "active", "18992", "18992", "2021-12", "TUN", "Tunisia", "1000.00", "4"},
					{"beta", "Beta", "PROJECT BETA", "LIBYA", "active", "18992", "19357", "2022-12", "[]", "", "", "9"},
				}},
			{name: "things", columns: []column{col("thing", "code", "key"), col("number", "int"), col("colour", "code", "codelist=colour"), col("doubled", "int", "derived_from=number", "lineage=derived")},
				rows: [][]string{{"t1", "1", "red", "2"}, {"t2", "2", "blue", "4"}}},
			{name: "mentions", columns: []column{col("mention_id", "code", "key"), col("statement_id", "code"), col("text", "text"), col("start", "int"), col("claim_id", "code", "references=claims")},
				rows: [][]string{{"s1-m1", "s1", "Tunis", "70", "c7"}}},
			{name: "countries", columns: []column{col("iso3", "code", "key", "lineage=reference"), col("name_en", "text", "lineage=reference")},
				rows: [][]string{{"TUN", "Tunisia"}}},
			{name: "documents", columns: []column{col("document_id", "code", "key", "lineage=trust"), col("kind", "code", "lineage=trust"), col("file", "text", "lineage=trust"), col("sha256", "text", "lineage=trust")},
				rows: [][]string{{"curated-claims", "curated", "sources/claims.csv", "c0"}, {"curated-projects", "curated", "sources/projects.csv", "p0"}, {"sheet", "text", "sources/sheet.txt", "s0"}}},
			{name: "claims", columns: []column{col("claim_id", "code", "key", "lineage=trust"), col("subject_kind", "code", "lineage=trust"), col("subject", "code", "lineage=trust"),
				col("property", "code", "lineage=trust"), col("status", "code", "lineage=trust"), col("value", "text", "lineage=trust"), col("verbatim", "text", "lineage=trust"),
				col("document_id", "code", "lineage=trust"), col("line", "int", "lineage=trust")},
				rows: [][]string{
					{"c7", "statement", "s1", "mention", "accepted", "Tunis", "Tunis", "sheet", "30"},
					{"c9", "project", "beta", "end_edtf", "accepted", "2022-12", "December 2022", "sheet", "10"},
					{"c8", "project", "beta", "title_verbatim", "accepted", "PROJECT BETA", "PROJECT BETA", "sheet", "9"},
					{"c1", "project", "alpha", "title_verbatim", "accepted", "PROJECT ALPHA", "PROJECT ALPHA", "sheet", "4"},
					{"c2", "project", "alpha", "end_edtf", "accepted", "2021-12", "December 2021", "sheet", "5"},
					{"c3", "project", "alpha", "end_edtf", "rival", "2022-03", "2022-03", "curated-claims", "2"},
					{"c4", "project", "alpha", "country_iso3s", "accepted", "TUN", "TUNISIA", "sheet", "3"},
					{"c5", "project", "alpha", "budget_amount", "accepted", "1000.00", "1000.00", "curated-claims", "3"},
				}},
		},
	}
}
