package export

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"migdata/schemas"
)

// What is written is read back cell by cell, however the batches are cut, and
// the files do not depend on the cut.
func TestFormatsHoldTheCells(t *testing.T) {
	for _, f := range cellFormats {
		t.Run(f.Name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				rows := genRows(t, &kindsTable.Table, 30)
				cuts := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 3).Draw(t, "cuts")
				cuts = append(cuts, 1)
				want := resource(kindsTable, rows, cuts...)
				a, b := store{}, store{}
				for _, w := range []struct {
					to store
					of schemas.Resource
				}{{a, want}, {b, resource(kindsTable, rows, 7)}} {
					if err := f.Write(w.to.create, Release{About: about(), Resources: []schemas.Resource{w.of}}); err != nil {
						t.Fatal(err)
					}
				}
				if err := readBack(a, f, want); err != nil {
					t.Fatal(err)
				}
				for path := range a {
					if !bytes.Equal(a[path], b[path]) {
						t.Fatalf("%s depends on how the batches are cut", path)
					}
				}
			})
		})
	}
}

func TestFormatsHoldManyRows(t *testing.T) {
	all := manyRows(&kindsTable.Table, rowGroupRows+3000) // more than one row group
	for _, f := range cellFormats {
		t.Run(f.Name, func(t *testing.T) {
			rows := all
			if f.Name != Parquet.Name {
				rows = all[:3*readBatchRows+1]
			}
			want := resource(kindsTable, rows, 5000, 1, 777)
			s := written(t, f, want)
			if err := readBack(s, f, want); err != nil {
				t.Fatal(err)
			}
			again := written(t, f, resource(kindsTable, rows, 1024))
			for path := range s {
				if !bytes.Equal(s[path], again[path]) {
					t.Errorf("%s: written twice, other bytes", path)
				}
			}
		})
	}
}

func TestFormatsHoldEmptyTables(t *testing.T) {
	for _, f := range cellFormats {
		want := resource(kindsTable, nil, 1)
		s := written(t, f, want)
		if err := readBack(s, f, want); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		one := resource(kindsTable, manyRows(&kindsTable.Table, 1), 1)
		if err := readBack(s, f, one); err == nil {
			t.Errorf("%s: an empty file passes for one row", f.Name)
		}
		s = written(t, f, one)
		if err := readBack(s, f, want); err == nil {
			t.Errorf("%s: one row passes for an empty table", f.Name)
		}
	}
}

// A table of one column, blank in a row, keeps the row in CSV.
func TestCSVKeepsBlankLines(t *testing.T) {
	one := schemas.NewTable(schemas.Table{Name: "one"}, []schemas.Column[row]{
		{Name: "only", Kind: schemas.Text, Get: func(r *row, v *schemas.Vector) { put(v, (*r)[0]) }}})
	want := resource(one, []row{{{}}, {{valid: true, s: "a"}}, {{}}}, 1)
	if err := readBack(written(t, CSV, want), CSV, want); err != nil {
		t.Fatal(err)
	}
}

func TestCSVIsAsTheRFCSays(t *testing.T) {
	table := schemas.NewTable(schemas.Table{Name: "two"}, []schemas.Column[row]{
		{Name: "a", Kind: schemas.Text, Get: func(r *row, v *schemas.Vector) { put(v, (*r)[0]) }},
		{Name: "b", Kind: schemas.Text, List: true, Get: func(r *row, v *schemas.Vector) { put(v, (*r)[1]) }}})
	s := written(t, CSV, resource(table, []row{
		{{valid: true, s: `say "hi", twice` + "\nand more"}, {valid: true, list: []string{"=1", "@x"}}},
		{{}, {}},
	}, 1))
	want := "a,b\r\n\"say \"\"hi\"\", twice\nand more\",=1; @x\r\n,\r\n"
	if got := string(s["csv/two.csv"]); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The files of JSON keep to the schemas beside them, and the schemas refuse
// what they should.
func TestJSONKeepsToItsSchema(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := store{}
		r := Release{About: about(), Resources: []schemas.Resource{resource(kindsTable, genRows(t, &kindsTable.Table, 10), 3)}}
		if err := JSON.Write(s.create, r); err != nil {
			t.Fatal(err)
		}
		if err := validate(s, "json/kinds.schema.json", s["json/kinds.json"]); err != nil {
			t.Fatal(err)
		}
	})
	s := written(t, JSON, resource(kindsTable, manyRows(&kindsTable.Table, 1)[:1], 1))
	good := bytes.ReplaceAll(s["json/kinds.json"], []byte(`"edtf_required":"`+hardTexts[10]), []byte(`"edtf_required":"2020`))
	for member, twin := range map[string]string{
		`"id":"0000000"`:    `"id":""`,
		`"int_required":`:   `"int_required":0.5`,
		`"day_required":"1`: `"day_required":"31`,
		`"bool_required":`:  `"bool_required":1`,
		`"bool":`:           `"boole":`,
		`_list_required":[`: `_list_required":[null,`,
	} {
		bad := bytes.Replace(good, []byte(member), []byte(twin), 1)
		if bytes.Equal(bad, good) {
			t.Errorf("nothing to replace at %s", member)
		} else if validate(s, "json/kinds.schema.json", bad) == nil {
			t.Errorf("the schema accepts %s", twin)
		}
	}
}

// validate holds a document to a JSON Schema of the store.
func validate(s store, path string, document []byte) error {
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(s[path]))
	if err != nil {
		return err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("mem:///"+path, schema); err != nil {
		return err
	}
	compiled, err := c.Compile("mem:///" + path)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		return err
	}
	return compiled.Validate(value)
}

// Text that is no UTF-8 never comes this far; if it does, the file is JSON all
// the same, and reading it back finds the difference.
func TestJSONOfBrokenText(t *testing.T) {
	want := resource(kindsTable, func() []row {
		rows := manyRows(&kindsTable.Table, 1)
		for c := range rows[0] {
			rows[0][c].s = "a\xff\x00\x1f\r\"\xe2\x80"
		}
		return rows
	}(), 1)
	s := written(t, JSON, want)
	if _, err := jsonschema.UnmarshalJSON(bytes.NewReader(s["json/kinds.json"])); err != nil {
		t.Errorf("the file is no JSON: %v", err)
	}
	if readBack(s, JSON, want) == nil {
		t.Error("broken text passes")
	}
}

func TestLogicalHash(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 50)
	first, err := LogicalHash(resource(kindsTable, rows, 50))
	if err != nil {
		t.Fatal(err)
	}
	if cut, _ := LogicalHash(resource(kindsTable, rows, 3, 1)); cut != first {
		t.Error("the hash depends on how the batches are cut")
	}
	for _, f := range Formats {
		got, err := f.Read(written(t, f, resource(kindsTable, rows, 9)).open, &kindsTable.Table)
		if err != nil {
			t.Fatal(err)
		}
		if hash, err := LogicalHash(got); hash != first || err != nil {
			t.Errorf("%s: hash %s, error %v, want %s", f.Name, hash, err, first)
		}
	}
	for c := range rows[20] {
		changed := slices.Clone(rows)
		changed[20] = slices.Clone(rows[20])
		changed[20][c] = cell{valid: true, n: 1 - rows[20][c].n, s: "other", list: []string{"other"}}
		if hash, _ := LogicalHash(resource(kindsTable, changed, 50)); hash == first {
			t.Errorf("column %s does not reach the hash", kindsTable.Fields[c].Name)
		}
	}
}

// nestedRelease draws projects with rows of all tables about them.
func nestedRelease(t *rapid.T) []schemas.Resource {
	var projects []schemas.Project
	var countries []schemas.ProjectCountry
	var organisations []schemas.ProjectOrganisation
	for i := range rapid.IntRange(0, 12).Draw(t, "projects") {
		id := fmt.Sprintf("p%02d", i)
		projects = append(projects, schemas.Project{ID: id, Title: genText(t), TitleVerbatim: genText(t), Scope: "national", Status: "active", Disputed: []string{},
			Cities: rapid.SampledFrom([][]string{nil, {}, {"Tunis", "Sfax"}}).Draw(t, "cities"), BudgetStatus: "unknown", Document: "d", LineFrom: 1, LineTo: 2})
		for n := range rapid.IntRange(0, 4).Draw(t, "countries") {
			countries = append(countries, schemas.ProjectCountry{Project: id, ISO3: string(rune('A'+n)) + "AA", Role: "recipient", Basis: "quoted"})
		}
		for n := range rapid.IntRange(0, 2).Draw(t, "organisations") {
			organisations = append(organisations, schemas.ProjectOrganisation{Project: id, Organisation: fmt.Sprint("o", n), Role: "funder", Strength: "stated", Basis: "curated", Counts: n == 0})
		}
	}
	return []schemas.Resource{
		resourceOf(schemas.Projects, projects, 5), resourceOf(schemas.ProjectCountries, countries, 3), resourceOf(schemas.ProjectCities, nil, 1),
		resourceOf(schemas.ProjectOrganisations, organisations, 2),
	}
}

func resourceOf[R any](t *schemas.TableOf[R], rows []R, cut int) schemas.Resource {
	return schemas.Resource{Table: &t.Table, Rows: len(rows), Batches: func(yield func(*schemas.Batch, error) bool) {
		for part := range slices.Chunk(rows, cut) {
			batch := t.NewBatch()
			for i := range part {
				t.Append(batch, &part[i])
			}
			if !yield(batch, nil) {
				return
			}
		}
	}}
}

// The nested file holds every row of every table about projects.
func TestNestedHoldsTheTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		resources := nestedRelease(t)
		s := store{}
		if err := JSON.Write(s.create, Release{About: about(), Resources: resources}); err != nil {
			t.Fatal(err)
		}
		for _, want := range resources {
			if err := readBack(s, Nested, want); err != nil {
				t.Fatal(err)
			}
		}
		if err := validate(s, nestedSchemaPath, s[nestedPath]); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNestedRefusesStrayRows(t *testing.T) {
	projects := resourceOf(schemas.Projects, []schemas.Project{{ID: "b", Title: "t"}, {ID: "c", Title: "t"}}, 1)
	for name, ids := range map[string][]string{"no project": {"a"}, "after the last": {"c", "d"}, "out of order": {"c", "b"}} {
		var rows []schemas.ProjectCountry
		for _, id := range ids {
			rows = append(rows, schemas.ProjectCountry{Project: id, ISO3: "TUN", Role: "recipient", Basis: "quoted"})
		}
		err := JSON.Write(store{}.create, Release{About: about(), Resources: []schemas.Resource{projects, resourceOf(schemas.ProjectCountries, rows, 1)}})
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// Every format writes all tables of the dataset that it holds.
func TestFormatsWriteEveryTable(t *testing.T) {
	var resources []schemas.Resource
	for _, table := range schemas.Tables() {
		resources = append(resources, schemas.Resource{Table: table, Batches: func(func(*schemas.Batch, error) bool) {}})
	}
	for _, f := range cellFormats {
		s := written(t, f, resources...)
		for _, want := range resources {
			if !f.Holds(want.Table) {
				continue
			}
			if err := readBack(s, f, want); err != nil {
				t.Errorf("%v; files: %v", err, slices.Sorted(maps.Keys(s)))
			}
		}
	}
}
