package diff

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// lines writes the changes of rows, one a line, without causes.
func lines(c *Changes) []string {
	var all []string
	for _, r := range c.Rows {
		if r.Kind != RowChanged {
			all = append(all, r.Kind+" "+r.Table+"/"+r.Key)
		}
		for _, cell := range r.Cells {
			all = append(all, fmt.Sprintf("%s/%s/%s: %s → %s", r.Table, r.Key, cell.Column, cell.Old.shown(), cell.New.shown()))
		}
	}
	return all
}

func TestRows(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*fixture)
		want   []string
		step   Step
	}{
		{"project added", func(f *fixture) {
			p := f.table("projects")
			p.rows = append(p.rows, []string{"gamma", "Gamma", "PROJECT GAMMA", "", "", "18992", "", "", "", "", "", "20"})
		}, []string{"added projects/gamma"}, Minor},
		{"project removed", func(f *fixture) { f.table("projects").remove("beta") }, []string{"removed projects/beta"}, Major},
		{"first row removed", func(f *fixture) { f.table("things").remove("t1") }, []string{"removed things/t1"}, Patch},
		{"all rows removed", func(f *fixture) { f.table("things").rows = nil }, []string{"removed things/t1", "removed things/t2"}, Patch},
		{"number", func(f *fixture) { f.table("things").set("t1", "number", "7") }, []string{"things/t1/number: 1 → 7"}, Patch},
		{"to blank", func(f *fixture) { f.table("things").set("t1", "colour", "") }, []string{"things/t1/colour: red → (blank)"}, Patch},
		{"amount", func(f *fixture) { f.table("projects").set("beta", "budget_amount", "-0.01") }, []string{"projects/beta/budget_amount: (blank) → -0.01"}, Patch},
		{"list", func(f *fixture) { f.table("projects").set("alpha", "country_iso3s", "TUN;LBY") }, []string{"projects/alpha/country_iso3s: TUN → TUN; LBY"}, Patch},
		{"elements, not their text", func(f *fixture) { f.table("projects").set("alpha", "country_names", "Tu;nisia") }, []string{"projects/alpha/country_names: Tunisia → Tu; nisia"}, Patch},
		{"empty list is not a blank one", func(f *fixture) { f.table("projects").set("beta", "country_iso3s", "") }, []string{"projects/beta/country_iso3s: (none) → (blank)"}, Patch},
		{"money before dates before facts", func(f *fixture) {
			f.table("projects").set("alpha", "title", "Alfa")
			f.table("projects").set("beta", "budget_amount", "5.00")
			f.table("projects").set("alpha", "end_date", "19000")
			f.table("countries").set("TUN", "name_en", "Tunesia")
			f.table("projects").set("beta", "line_from", "8")
		}, []string{"projects/beta/budget_amount: (blank) → 5.00", "projects/beta/line_from: 9 → 8", "projects/alpha/end_date: 2021-12-31 → 2022-01-08",
			"projects/alpha/title: Alpha → Alfa", "countries/TUN/name_en: Tunisia → Tunesia"}, Patch},
		{"order of rows without a table's order is nothing", func(f *fixture) {
			rows := f.table("claims").rows
			rows[0], rows[3] = rows[3], rows[0]
		}, nil, None},
	} {
		t.Run(test.name, func(t *testing.T) {
			new := example()
			test.change(new)
			c := compare(t, example(), new)
			if diff := cmp.Diff(test.want, lines(c)); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			if step, why := c.Step(); step != test.step || (why == "") != (step == None) {
				t.Errorf("step %s: %q", step, why)
			}
			if len(c.Schema) > 0 {
				t.Errorf("schema: %+v", c.Schema)
			}
		})
	}
}

// Cells are compared across a rename, and across other types by their text.
func TestCellsOfChangedColumns(t *testing.T) {
	new := example()
	new.table("things").column("number")["column"] = "count"
	new.table("things").set("t2", "count", "3")
	new.table("things").column("doubled")["type"] = "text"
	if diff := cmp.Diff([]string{"things/t2/count: 2 → 3"}, lines(compare(t, example(), new))); diff != "" {
		t.Error(diff)
	}
}

// The same changes are found in every format that is read; the flat one tells
// no empty list from a blank cell.
func TestFormats(t *testing.T) {
	want := map[string][]string{}
	for _, format := range readFrom {
		old, new := example(), example()
		new.table("projects").set("alpha", "country_iso3s", "LBY")
		new.table("projects").set("beta", "country_iso3s", "")
		new.table("things").set("t1", "number", "-7")
		new.table("things").remove("t2")
		old.formats, new.formats = []export.Format{format}, []export.Format{format}
		if format.Name == export.Parquet.Name { // its columns cannot be found out from Parquet alone
			old.formats, new.formats = append(old.formats, export.CSV), append(new.formats, export.CSV)
		}
		want[format.Name] = lines(compare(t, old, new))
	}
	if diff := cmp.Diff(want["parquet"], want["json"]); diff != "" || len(want["json"]) != 4 {
		t.Errorf("%d changes in JSON; Parquet and JSON:\n%s", len(want["json"]), diff)
	}
	if got := len(want["csv"]); got != 3 {
		t.Errorf("%d changes in CSV: %q", got, want["csv"])
	}
}

// Damage and folders that are no releases are errors, not differences.
func TestFailures(t *testing.T) {
	good := example().write(t)
	if _, err := Compare(t.Context(), good, t.TempDir(), Options{}); err != nil {
		t.Logf("an empty folder: %v", err)
	} else {
		t.Error("an empty folder is a release")
	}
	twice := example()
	twice.table("things").rows = append(twice.table("things").rows, twice.table("things").rows[1])
	if _, err := Compare(t.Context(), good, twice.write(t), Options{}); err == nil || !strings.Contains(err.Error(), "same key") {
		t.Errorf("a key that stands twice: %v", err)
	}
	broken := example()
	broken.formats = []export.Format{export.CSV}
	dir := broken.write(t)
	if err := os.WriteFile(dir+"/csv/things.csv", []byte("thing,number\r\nt1,1\r\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Compare(t.Context(), good, dir, Options{}); err == nil {
		t.Error("a table without columns that the dictionary has")
	}
	if err := os.Remove(dir + "/csv/things.csv"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(good+"/csv/things.csv", dir+"/csv/things.csv"); err != nil {
		t.Fatal(err)
	}
	if c, err := Compare(t.Context(), good, dir, Options{}); err == nil && c.Same() {
		t.Error("a link out of the release was followed")
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := example().write(t)
	if _, err := Compare(ctx, dir, dir, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// A sort that spills gives the rows that one in memory gives.
func TestSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := &schemas.Table{Name: "t", Key: []string{"k", "n"}, Fields: []schemas.Field{{Name: "k", Kind: schemas.Text}, {Name: "n", Kind: schemas.Int},
			{Name: "l", Kind: schemas.Text, List: true}}}
		batch := table.NewBatch()
		seen := map[string]bool{}
		for range rapid.IntRange(0, 60).Draw(t, "rows") {
			k := rapid.SampledFrom([]string{"a", "a\x00", "a\x00b", "ab", "b", "\xff", "ä"}).Draw(t, "k")
			n := rapid.Int64Range(-3, 3).Draw(t, "n")
			if seen[fmt.Sprint(k, n)] {
				continue
			}
			seen[fmt.Sprint(k, n)] = true
			batch.Columns[0].Text(k)
			batch.Columns[1].Int(n)
			batch.Columns[2].Texts(rapid.SampledFrom([][]string{nil, {}, {"x"}, {"x", "yz"}}).Draw(t, "l"))
		}
		keyOf := keyBytes([]int{0, 1})
		dump := func(budget int) string {
			dir, err := os.MkdirTemp("", "sorted-")
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(dir)
			s, err := newSorted(context.Background(), schemas.Resource{Table: table, Batches: func(yield func(*schemas.Batch, error) bool) { yield(batch, nil) }},
				func(key []byte, b *schemas.Batch, row int) ([]byte, *schemas.Batch, int) {
					return keyOf(key, b, row), b, row
				}, dir, budget)
			if err != nil {
				t.Fatal(err)
			}
			defer s.close()
			var out bytes.Buffer
			last := ""
			for {
				more, err := s.next()
				if err != nil {
					t.Fatal(err)
				}
				if !more {
					return out.String()
				}
				if string(s.key()) <= last {
					t.Fatalf("key %q after %q", s.key(), last)
				}
				last = string(s.key())
				b, i := s.row()
				for c := range b.Columns {
					out.Write(b.Columns[c].AppendCanonical(nil, i))
				}
			}
		}
		if whole, spilled := dump(sortBudget), dump(100); whole != spilled {
			t.Fatalf("in memory:\n%s\nspilled:\n%s", whole, spilled)
		}
	})
}

// A comparison finds exactly what two maps of rows show.
func TestLikeMaps(t *testing.T) {
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) map[string]string {
			return rapid.MapOfN(rapid.StringMatching(`[ab][ab-]{0,2}`), rapid.StringMatching(`[0-9]`), 0, 12).Draw(t, name)
		}
		before, after := draw("old"), draw("new")
		release := func(rows map[string]string, shuffled bool) *fixture {
			table := &fixtureTable{name: "things", columns: []column{col("thing", "code", "key"), col("number", "int")}}
			for _, k := range sortedKeys(rows) {
				row := []string{k, rows[k]}
				if shuffled {
					table.rows = append([][]string{row}, table.rows...)
				} else {
					table.rows = append(table.rows, row)
				}
			}
			return &fixture{tables: []*fixtureTable{table}, formats: []export.Format{export.CSV}}
		}
		added, removed, changed := 0, 0, 0
		for k, v := range after {
			if was, had := before[k]; !had {
				added++
			} else if was != v {
				changed++
			}
		}
		for k := range before {
			if _, has := after[k]; !has {
				removed++
			}
		}
		c, err := Compare(outer.Context(), release(before, false).write(outer), release(after, rapid.Bool().Draw(t, "shuffled")).write(outer), Options{sortBudget: 64})
		if err != nil {
			t.Fatal(err)
		}
		got := c.Tables[0]
		if got.Added != added || got.Removed != removed || got.Changed != changed || got.OldRows != len(before) || got.NewRows != len(after) {
			t.Fatalf("%+v; want %d added, %d removed, %d changed", got, added, removed, changed)
		}
	})
}

// Projects out of order are sorted, and what was seen before is forgotten.
func TestUnsortedProjects(t *testing.T) {
	new := example()
	rows := new.table("projects").rows
	rows[1][0] = "aaa"
	if c := compare(t, example(), new); len(c.Renamed) != 1 || c.Renamed[0].Old != "beta" {
		t.Errorf("%+v\n%q", c.Renamed, lines(c))
	}
}

// What is kept is bounded, what is counted is not.
func TestKeep(t *testing.T) {
	old, new := example(), example()
	for i := range 50 {
		key := fmt.Sprintf("u%02d", i)
		old.table("things").rows = append(old.table("things").rows, []string{key, "1", "red", "2"})
		row := []string{key, "2", "red", "2"}
		if i == 49 {
			row[2] = "blue"
		}
		new.table("things").rows = append(new.table("things").rows, row)
	}
	c, err := Compare(t.Context(), old.write(t), new.write(t), Options{Keep: 3})
	if err != nil {
		t.Fatal(err)
	}
	want := []ColumnCount{{"number", 50}, {"colour", 1}}
	if got := c.Tables[1]; got.Table != "things" || got.Changed != 50 || got.Kept != 4 || !cmp.Equal(got.Cells, want) {
		t.Errorf("%+v", got)
	}
	if len(c.Rows) != 4 || c.Rows[3].Key != "u49" {
		t.Errorf("%d rows are kept; a column that changed once is among them: %v", len(c.Rows), lines(c))
	}
}
