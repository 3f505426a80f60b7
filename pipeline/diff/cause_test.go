package diff

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"migdata/pipeline/release"
	"migdata/schemas"
)

// causeOf returns the cause of a row, or of a cell of it.
func causeOf(t *testing.T, c *Changes, place string) string {
	t.Helper()
	for i := range c.Rows {
		r := &c.Rows[i]
		if r.Table+"/"+r.Key == place && r.Cause != nil {
			return r.Cause.String()
		}
		for _, cell := range r.Cells {
			if r.Table+"/"+r.Key+"/"+cell.Column == place {
				return cell.Cause.String()
			}
		}
	}
	t.Fatalf("%s did not change; these did: %q", place, lines(c))
	return ""
}

// claim replaces a claim by another id with other cells: property=value pairs.
func claim(f *fixture, id, newID string, cells ...string) {
	t := f.table("claims")
	t.set(id, "claim_id", newID)
	for i := 0; i < len(cells); i += 2 {
		t.set(newID, cells[i], cells[i+1])
	}
}

func TestCauses(t *testing.T) {
	text := func(f *fixture) { f.table("documents").set("sheet", "sha256", "s1") }
	curated := func(f *fixture) { f.table("documents").set("curated-claims", "sha256", "c1") }
	end := func(f *fixture) {
		f.table("projects").set("alpha", "end_edtf", "2022-02")
		f.table("projects").set("alpha", "end_date", "19051")
		f.table("projects").set("alpha", "status_on_as_of", "completed")
	}
	for _, test := range []struct {
		name   string
		change func(*fixture)
		want   map[string]string // cause by place
	}{
		{"other words in the text, and what follows from them", func(f *fixture) {
			text(f)
			end(f)
			claim(f, "c2", "c2b", "value", "2022-02", "verbatim", "February 2022")
		}, map[string]string{
			"projects/alpha/end_edtf":        "source text: sources/sheet.txt:5 (changed)",
			"projects/alpha/end_date":        "source text: sources/sheet.txt:5 (changed) (by way of projects/alpha/end_edtf)",
			"projects/alpha/status_on_as_of": "source text: sources/sheet.txt:5 (changed) (by way of projects/alpha/end_edtf)",
			"claims/c2b":                     "source text: sources/sheet.txt:5 (changed)",
			"documents/sheet/sha256":         "source text: sources/sheet.txt (changed)",
		}},
		{"same words, read in another way: the text changed elsewhere", func(f *fixture) {
			text(f)
			end(f)
			claim(f, "c2", "c2b", "value", "2022-02")
		}, map[string]string{"projects/alpha/end_edtf": "code: the documents that it rests on say the same words"}},
		{"same bytes, read in another way", func(f *fixture) {
			end(f)
			claim(f, "c2", "c2b", "value", "2022-02")
		}, map[string]string{"projects/alpha/end_edtf": "code: the documents that it rests on say the same words",
			"projects/alpha/end_date": "code: the documents that it rests on say the same words (by way of projects/alpha/end_edtf)"}},
		{"same bytes, other reference data", func(f *fixture) {
			end(f)
			claim(f, "c2", "c2b", "value", "2022-02")
			f.inputs = map[string]string{"countries": "bb"}
		}, map[string]string{"projects/alpha/end_edtf": "reference data: countries"}},
		{"lines moved", func(f *fixture) {
			text(f)
			curated(f)
			f.table("claims").set("c2", "line", "6")
			f.table("claims").set("c7", "line", "31")
			f.table("mentions").set("s1-m1", "start", "75")
		}, map[string]string{"mentions/s1-m1/start": "source text: sources/sheet.txt:31 (moved)", "claims/c2/line": "source text: sources/sheet.txt:6 (moved)"}},
		{"nothing that it rests on differs", func(f *fixture) { f.table("things").set("t1", "number", "9") },
			map[string]string{"things/t1/number": "code: nothing that it rests on differs"}},
		{"curated row added, which is believed", func(f *fixture) {
			curated(f)
			end(f)
			f.table("claims").set("c2", "status", "rival")
			f.table("claims").rows = append(f.table("claims").rows, []string{"cx", "project", "alpha", "end_edtf", "accepted", "2022-02", "2022-02", "curated-claims", "7"})
		}, map[string]string{"projects/alpha/end_edtf": "curated row: sources/claims.csv:7 (added)", "claims/c2/status": "curated row: sources/claims.csv:7 (added)"}},
		{"curated row changed", func(f *fixture) {
			curated(f)
			f.table("projects").set("alpha", "budget_amount", "2000.00")
			claim(f, "c5", "c5b", "value", "2000.00", "verbatim", "2000.00")
		}, map[string]string{"projects/alpha/budget_amount": "curated row: sources/claims.csv:3 (changed)"}},
		{"curated row removed", func(f *fixture) {
			curated(f)
			f.table("projects").set("alpha", "budget_amount", "")
			f.table("claims").remove("c5")
		}, map[string]string{"projects/alpha/budget_amount": "curated row: sources/claims.csv:3 (removed)"}},
		{"policy", func(f *fixture) {
			end(f)
			f.table("claims").set("c2", "status", "rival")
			f.table("claims").set("c3", "status", "accepted")
			f.settings = map[string]any{"as_of": "2021-12-31", "policy": "pages first"}
		}, map[string]string{"projects/alpha/end_edtf": "policy: 2 claims say the same, and of another status",
			"claims/c2/status": "policy: the claim says the same, and is of another status"}},
		{"other statuses by the same policy", func(f *fixture) {
			end(f)
			f.table("claims").set("c2", "status", "rival")
			f.table("claims").set("c3", "status", "accepted")
		}, map[string]string{"projects/alpha/end_edtf": "code: 2 claims say the same, and of another status"}},
		{"configuration", func(f *fixture) {
			f.table("projects").set("alpha", "as_of_date", "18993")
			f.table("projects").set("alpha", "status_on_as_of", "completed")
			f.settings, f.asOf = map[string]any{"as_of": "2022-01-01", "policy": "text first"}, "2022-01-01"
		}, map[string]string{"projects/alpha/as_of_date": "configuration: as_of",
			"projects/alpha/status_on_as_of": "configuration: as_of (by way of projects/alpha/as_of_date)"}},
		{"a setting that describes the release reaches no cell", func(f *fixture) {
			f.table("things").set("t1", "number", "9")
			f.settings = map[string]any{"as_of": "2021-12-31", "policy": "text first", "dataset": "another title"}
		}, map[string]string{"things/t1/number": "code: nothing that it rests on differs"}},
		{"reference data", func(f *fixture) {
			f.table("countries").set("TUN", "name_en", "Tunesia")
			f.inputs = map[string]string{"countries": "bb"}
		}, map[string]string{"countries/TUN/name_en": "reference data: countries"}},
		{"two things that it could be", func(f *fixture) {
			f.table("countries").set("TUN", "name_en", "Tunesia")
			f.inputs = map[string]string{"countries": "bb"}
			f.settings = map[string]any{"as_of": "2021-12-31", "policy": "text first", "language": "de"}
		}, map[string]string{"countries/TUN/name_en": "configuration or reference data: language; countries"}},
		{"a row that is referred to now", func(f *fixture) {
			text(f)
			f.table("projects").set("alpha", "country_iso3s", "TUN;LBY")
			f.table("countries").rows = append([][]string{{"LBY", "Libya"}}, f.table("countries").rows...)
			f.table("claims").rows = append(f.table("claims").rows, []string{"cy", "project", "alpha", "country_iso3s", "accepted", "LBY", "LIBYA", "sheet", "3"})
		}, map[string]string{"countries/LBY": "source text: sources/sheet.txt:3 (added) (by way of projects/alpha/country_iso3s)"}},
		{"a column of a table that the program does not know follows from another", func(f *fixture) {
			f.table("things").set("t1", "number", "9")
			f.table("things").set("t1", "doubled", "18")
		}, map[string]string{"things/t1/doubled": "code: nothing that it rests on differs (by way of things/t1/number)"}},
		{"project in a text that changed", func(f *fixture) {
			text(f)
			f.table("projects").remove("beta")
			f.table("claims").remove("c8")
			f.table("claims").remove("c9")
		}, map[string]string{"projects/beta": "source text: sources/sheet.txt:9 (removed)"}},
		{"a document that is new", func(f *fixture) {
			f.table("documents").rows = append(f.table("documents").rows, []string{"tome", "text", "sources/tome.txt", "x"})
			f.table("projects").rows = append(f.table("projects").rows, []string{"gamma", "Gamma", "PROJECT GAMMA", "", "", "18992", "", "", "", "", "", "20"})
			f.table("claims").rows = append(f.table("claims").rows, []string{"cz", "project", "gamma", "title_verbatim", "accepted", "PROJECT GAMMA", "PROJECT GAMMA", "tome", "20"})
		}, map[string]string{"projects/gamma": "source text: sources/tome.txt:20 (the document is new)"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			new := example()
			test.change(new)
			c := compare(t, example(), new)
			for _, place := range sortedKeys(test.want) {
				if got := causeOf(t, c, place); got != test.want[place] {
					t.Errorf("%s: %s\nwant %s", place, got, test.want[place])
				}
			}
			for _, row := range c.Rows {
				if row.Kind != RowChanged && (row.Cause == nil || row.Cause.Kind == "") {
					t.Errorf("%s/%s has no cause", row.Table, row.Key)
				}
				for _, cell := range row.Cells {
					if cell.Cause.Kind == "" {
						t.Errorf("%s/%s/%s has no cause", row.Table, row.Key, cell.Column)
					}
				}
			}
		})
	}
}

// Without manifests the documents still say what they can, and nothing else is
// guessed.
func TestCausesWithoutManifest(t *testing.T) {
	old, new := example(), example()
	old.settings, new.settings = nil, nil
	new.table("documents").set("curated-claims", "sha256", "c1")
	new.table("projects").set("alpha", "budget_amount", "")
	new.table("claims").remove("c5")
	c := compare(t, old, new)
	if got := causeOf(t, c, "projects/alpha/budget_amount"); got != "curated row: sources/claims.csv:3 (removed)" {
		t.Error(got)
	}
	old, new = example(), example()
	old.settings = nil
	new.table("things").set("t1", "number", "9")
	c = compare(t, old, new)
	if got := causeOf(t, c, "things/t1/number"); got != "unknown: a release has no manifest" || len(c.Notes) != 1 {
		t.Error(got, c.Notes)
	}
}

// A manifest can be given where it is not written yet; one that cannot be read is
// none.
func TestManifest(t *testing.T) {
	old, new := example(), example()
	new.table("things").set("t1", "number", "9")
	oldDir, newDir := old.write(t), new.write(t)
	manifest, _, err := release.ReadManifest(newDir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(newDir, release.ManifestPath), []byte(`{"format": "another"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	manifest.Version = "1.1.0"
	for given, want := range map[*release.Manifest]string{nil: "unknown: a release has no manifest", manifest: "code: nothing that it rests on differs"} {
		c, err := Compare(t.Context(), oldDir, newDir, Options{Manifest: given})
		if err != nil {
			t.Fatal(err)
		}
		if got := causeOf(t, c, "things/t1/number"); got != want || (c.New.Name() == "1.1.0") != (given != nil) {
			t.Errorf("%s of %s, want %s", got, c.New.Name(), want)
		}
	}
}

// A row that speaks of a change which is not kept does not blame the code.
func TestCauseNotKept(t *testing.T) {
	old, new := example(), example()
	for _, f := range []*fixture{old, new} {
		f.tables = append(f.tables, &fixtureTable{name: "gaps", columns: []column{col("table", "code", "key", "lineage=trust"), col("row_key", "code", "key"), col("column", "code", "key")}})
	}
	for _, key := range []string{"t1", "t2"} {
		new.table("things").set(key, "number", "")
	}
	new.table("gaps").rows = [][]string{{"things", "t2", "number"}}
	for keep, want := range map[int]string{0: "code: nothing that it rests on differs (by way of things/t2/number)", 1: notKept.String()} {
		c, err := Compare(t.Context(), old.write(t), new.write(t), Options{Keep: keep})
		if err != nil {
			t.Fatal(err)
		}
		if got := causeOf(t, c, "gaps/things|t2|number"); got != want {
			t.Errorf("keeping %d: %s, want %s", keep, got, want)
		}
	}
}

// What others looks for by project must be declared so.
func TestRowsOfProjects(t *testing.T) {
	for _, table := range schemas.Tables() {
		for _, f := range table.Fields {
			for _, o := range f.OfRows {
				other := schemas.TableNamed(o.Table)
				if table.Field("project_id") < 0 || other.Field("project_id") < 0 {
					continue
				}
				alike := func(project string) schemas.Cells {
					return func(column string) []string {
						if column == "project_id" {
							return []string{project}
						}
						return []string{"2021"}
					}
				}
				if o.Which(alike("a"), alike("b")) {
					t.Errorf("%s.%s follows from rows of %s of another project", table.Name, f.Name, o.Table)
				}
			}
		}
	}
}

// A project with another id and the same title is the same project, with its
// claims and all that belongs to it.
func TestRenamedProject(t *testing.T) {
	old, new := example(), example()
	budgets := &fixtureTable{name: "budgets", columns: []column{col("budget_id", "code", "key"), col("project_id", "code", "references=projects"), col("amount", "decimal"),
		col("claim_id", "code", "references=claims")}, rows: [][]string{{"alpha-total", "alpha", "1000.00", "c5"}}}
	gaps := &fixtureTable{name: "gaps", columns: []column{col("table", "code", "key", "lineage=trust"), col("row_key", "code", "key"), col("column", "code", "key"), col("reason", "code")},
		rows: [][]string{{"budgets", "alpha-total", "iso3", "open"}, {"projects", "alpha", "section", "open"}, {"projects", "alphabet", "section", "open"}}}
	old.tables = append(old.tables, budgets, gaps)
	new.tables = append(new.tables,
		&fixtureTable{budgets.name, budgets.columns, [][]string{{"omega-total", "omega", "1000.00", "n5"}}},
		&fixtureTable{gaps.name, gaps.columns, [][]string{{"budgets", "omega-total", "iso3", "open"}, {"projects", "alphabet", "section", "open"}, {"projects", "omega", "section", "open"}}})
	new.table("documents").set("curated-projects", "sha256", "p1")
	projects := new.table("projects")
	projects.set("alpha", "title", "Alpha the First")
	projects.rows[0], projects.rows[1] = projects.rows[1], projects.rows[0]
	projects.set("alpha", "project_id", "omega")
	for _, id := range []string{"c1", "c2", "c3", "c4", "c5"} {
		claim(new, id, "n"+id[1:], "subject", "omega")
	}
	c := compare(t, old, new)
	if len(c.Renamed) != 1 || c.Renamed[0].Old != "alpha" || c.Renamed[0].New != "omega" || c.Renamed[0].Cause.String() != "curated row: sources/projects.csv" {
		t.Errorf("renamed: %+v", c.Renamed)
	}
	if got := strings.Join(lines(c), "\n"); got != "projects/omega/title: Alpha → Alpha the First\ndocuments/curated-projects/sha256: p0 → p1" {
		t.Errorf("beside the rename:\n%s", got)
	}
	if step, why := c.Step(); step != Major || why != "project renamed: alpha is now omega" {
		t.Error(step, why)
	}

	// With another title it is another project.
	projects.set("omega", "title_verbatim", "PROJECT OMEGA")
	c = compare(t, old, new)
	if len(c.Renamed) != 0 || !strings.Contains(strings.Join(lines(c), "\n"), "removed projects/alpha") {
		t.Errorf("renamed: %+v\n%s", c.Renamed, strings.Join(lines(c), "\n"))
	}

	// Two projects that look alike are not told apart.
	old, new = example(), example()
	for _, p := range []string{"a2", "a3"} {
		old.table("projects").rows = append(old.table("projects").rows, []string{p, "x", "TWIN", "", "", "18992", "", "", "", "", "", "4"})
		new.table("projects").rows = append(new.table("projects").rows, []string{p + "x", "x", "TWIN", "", "", "18992", "", "", "", "", "", "4"})
	}
	for _, f := range []*fixture{old, new} {
		rows := f.table("projects").rows
		f.table("projects").rows = [][]string{rows[2], rows[3], rows[0], rows[1]}
	}
	if c := compare(t, old, new); len(c.Renamed) != 0 || c.Tables[0].Added != 2 || c.Tables[0].Removed != 2 {
		t.Errorf("twins: %+v, %+v", c.Renamed, c.Tables[0])
	}
}
