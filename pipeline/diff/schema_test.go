package diff

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every kind of change of a schema, the step it asks for, and whether a
// removal was announced.
func TestSchemaChanges(t *testing.T) {
	things := func(f *fixture) *fixtureTable { return f.table("things") }
	for _, test := range []struct {
		name        string
		old, new    func(*fixture) // what is done to the example; nil: nothing
		want        []string
		step        Step
		unannounced int
	}{
		{name: "nothing"},
		{name: "table added", new: func(f *fixture) {
			f.tables = append(f.tables, &fixtureTable{name: "more", columns: []column{col("id", "code", "key")}})
		}, want: []string{"minor table added: more"}, step: Minor},
		{name: "table removed", new: func(f *fixture) {
			f.tables = slices.DeleteFunc(f.tables, func(t *fixtureTable) bool { return t.name == "things" })
		}, want: []string{"major table removed: things"}, step: Major, unannounced: 1},
		{name: "table removed that was deprecated", old: func(f *fixture) {
			for _, c := range things(f).columns {
				c["deprecated"] = "since 1.1.0"
			}
		}, new: func(f *fixture) {
			f.tables = slices.DeleteFunc(f.tables, func(t *fixtureTable) bool { return t.name == "things" })
		}, want: []string{"major table removed: things"}, step: Major},
		{name: "table renamed", new: func(f *fixture) { things(f).name = "objects" },
			want: []string{"major table renamed: things: “things” → “objects”"}, step: Major, unannounced: 1},
		{name: "table renamed and re-described is another", new: func(f *fixture) { things(f).name, things(f).columns[1]["meaning"] = "objects", "Another." },
			want: []string{"major table removed: things", "minor table added: objects"}, step: Major, unannounced: 1},
		{name: "column added", new: func(f *fixture) { things(f).add(col("weight", "decimal")) },
			want: []string{"minor column added: things.weight: “decimal”"}, step: Minor},
		{name: "column removed", new: func(f *fixture) { things(f).removeColumn("number") },
			want: []string{"major column removed: things.number: “int”"}, step: Major, unannounced: 1},
		{name: "column removed that was deprecated", old: func(f *fixture) { things(f).column("number")["deprecated"] = "since 1.1.0; use doubled" },
			new: func(f *fixture) { things(f).removeColumn("number") }, want: []string{"major column removed: things.number: “int”"}, step: Major},
		{name: "column removed, in a release whose dictionary knows no deprecation", old: func(f *fixture) { f.drop = []string{"deprecated"} },
			new:  func(f *fixture) { things(f).removeColumn("number") },
			want: []string{"major column removed: things.number: “int”", "minor column added: dictionary.deprecated: “text”"}, step: Major, unannounced: 1},
		{name: "column deprecated", new: func(f *fixture) { things(f).column("number")["deprecated"] = "since 1.1.0" },
			want: []string{"minor column deprecated: things.number: “since 1.1.0”"}, step: Minor},
		{name: "column renamed", new: func(f *fixture) { things(f).column("number")["column"] = "count" },
			want: []string{"major column renamed: things.number: “number” → “count”"}, step: Major, unannounced: 1},
		{name: "two columns alike are no certain rename", old: func(f *fixture) { things(f).add(col("n2", "int", "meaning=The number.")) },
			new: func(f *fixture) {
				things(f).column("number")["column"] = "count"
				things(f).add(col("k2", "int", "meaning=The number."))
			},
			want: []string{"major column removed: things.number: “int”", "major column removed: things.n2: “int”",
				"minor column added: things.count: “int”", "minor column added: things.k2: “int”"}, step: Major, unannounced: 2},
		{name: "column retyped", new: func(f *fixture) { things(f).column("number")["type"] = "text" },
			want: []string{"major column retyped: things.number: “int” → “text”"}, step: Major},
		{name: "column that may be blank now", old: func(f *fixture) { things(f).column("number")["required"] = "true" },
			want: []string{"major column may be blank: things.number"}, step: Major},
		{name: "column that is never blank now", new: func(f *fixture) { things(f).column("number")["required"] = "true" },
			want: []string{"patch column never blank: things.number"}, step: Patch},
		{name: "column re-described", new: func(f *fixture) { things(f).column("number")["meaning"] = "How many." },
			want: []string{"patch column re-described: things.number, meaning: “The number.” → “How many.”"}, step: Patch},
		{name: "rule of derivation", new: func(f *fixture) { things(f).column("doubled")["derivation"] = "number times two" },
			want: []string{"patch column re-described: things.doubled, derivation: “number times two”"}, step: Patch},
		{name: "columns moved", new: func(f *fixture) {
			columns := things(f).columns
			columns[1], columns[2] = columns[2], columns[1]
			for _, r := range things(f).rows {
				r[1], r[2] = r[2], r[1]
			}
		}, want: []string{"minor columns moved: things: “thing, number, colour, doubled” → “thing, colour, number, doubled”"}, step: Minor},
		{name: "key changed", new: func(f *fixture) {
			things(f).column("number")["key"], things(f).column("number")["required"] = "true", "true"
		}, want: []string{"major key changed: things: “thing” → “thing, number”", "patch column never blank: things.number"}, step: Major},
		{name: "code added", new: func(f *fixture) { f.codes = append(f.codes, [3]string{"colour", "green", "Like grass."}) },
			want: []string{"minor code added: colour:green: “Like grass.”"}, step: Minor},
		{name: "code removed", new: func(f *fixture) { f.codes = f.codes[1:] },
			want: []string{"major code removed: colour:red: “Like blood.”"}, step: Major},
		{name: "code re-described", new: func(f *fixture) { f.codes[0][2] = "Like wine." },
			want: []string{"major code re-described: colour:red: “Like blood.” → “Like wine.”"}, step: Major},
		{name: "rule of findings re-described", new: func(f *fixture) { f.codes[5][2] = "Something else." },
			want: []string{"patch code re-described: finding_rule:a.b: “Something.” → “Something else.”"}, step: Patch},
		{name: "codelist that has the codes of the one before", new: func(f *fixture) { things(f).column("colour")["codelist"] = "tint" },
			want: []string{"patch column re-described: things.colour, codelist: “colour” → “tint”"}, step: Patch},
		{name: "codelist that lacks a code of the one before", old: func(f *fixture) { things(f).column("colour")["codelist"] = "tint" },
			new:  func(f *fixture) { things(f).column("colour")["codelist"] = "colour" },
			want: []string{"major column retyped: things.colour, codelist: “tint” → “colour”"}, step: Major},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, new := example(), example()
			if test.old != nil {
				test.old(old)
			}
			if test.new != nil {
				test.new(new)
			}
			c := compare(t, old, new)
			var got []string
			for _, s := range c.Schema {
				got = append(got, s.Step.String()+" "+s.text())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			step, why := c.Step()
			if step != test.step || step != None && !strings.Contains(test.want[0], why) {
				t.Errorf("step %s, as %q; want %s", step, why, test.step)
			}
			if got := len(c.Unannounced()); got != test.unannounced {
				t.Errorf("%d removals are unannounced, want %d", got, test.unannounced)
			}
			if c.Same() != (test.want == nil) {
				t.Errorf("Same is %t", c.Same())
			}
			if len(c.Rows) > 0 {
				t.Errorf("rows differ: %+v", c.Rows[0])
			}
		})
	}
}

// A type that the program does not know is reported, and no release with it
// passes as the same.
func TestUnknownType(t *testing.T) {
	old, new := example(), example()
	for _, f := range []*fixture{old, new} {
		f.table("things").column("colour")["type"] = "paint"
	}
	c := compare(t, old, new)
	if c.Same() || !slices.Equal(c.Unread, []string{"things"}) || !strings.Contains(strings.Join(c.Notes, " "), `"paint"`) {
		t.Errorf("unread %v, notes %q", c.Unread, c.Notes)
	}
}

func TestTableWithoutCells(t *testing.T) {
	old, new := example(), example()
	new.bare = true // as a preview of selected tables: read as this program declares them
	for _, f := range []*fixture{old, new} {
		f.formats = nil
	}
	if _, err := Compare(t.Context(), old.write(t), new.write(t), Options{}); err == nil || !strings.Contains(err.Error(), "projects") {
		t.Errorf("projects with other columns than the program declares, and no dictionary: %v", err)
	}
}

// Without a key nothing can be matched, and that is not the same as nothing.
func TestTableWithoutKey(t *testing.T) {
	old, new := example(), example()
	for _, f := range []*fixture{old, new} {
		f.table("things").column("thing")["key"] = "false"
	}
	new.table("things").set("t1", "number", "9")
	if c := compare(t, old, new); c.Same() || len(c.Notes) != 1 {
		t.Errorf("%+v", c.Notes)
	}
}
