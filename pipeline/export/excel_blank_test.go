package export

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"migdata/schemas"
)

// accessible is the release with the portfolio in the accessible profile and
// in every language.
func accessible(r Release) Release {
	r.Workbooks = Workbooks{Portfolio: Accessible, Languages: Languages()}
	return r
}

// Cells without a value have a shorthand and read back as blank; texts that
// read like one stay texts, in both profiles.
func TestShorthandsAreNoCells(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 6)
	for i, text := range []string{"[x]", "[z]", "[c]", "[x] and more"} {
		rows[i][kindsTable.Field("text_required")].s = text
		rows[i][kindsTable.Field("code_list_required")].list = []string{text}
	}
	rows[4][kindsTable.Field("text_list_required")].list = []string{}
	want := resource(kindsTable, rows, 4)
	for _, profile := range Profiles {
		r := excelRelease(want)
		r.Workbooks.Portfolio = profile
		s := writtenDonors(t, r)
		if err := readBack(s, Excel, want); err != nil {
			t.Errorf("%s: %v", profile, err)
		}
		marks := strings.Count(sheetText(t, opens(t, s), "Kinds"), "[x]")
		if (profile == Accessible) != (marks > 10) {
			t.Errorf("%s: %d shorthands", profile, marks)
		}
	}
	s := writtenDonors(t, accessible(excelRelease(want)))
	for name, twin := range map[string]struct{ part, old, new string }{
		"a text without the format of text": {"xl/styles.xml", `formatCode="@"`, `formatCode="0"`},
		"a shorthand without a legend":      {"xl/worksheets/sheet3.xml", "<t>[x]</t>", "<t>[y]</t>"},
	} {
		bad := rezipped(t, s, func(part string, b []byte) []byte {
			if part == twin.part {
				return bytes.ReplaceAll(b, []byte(twin.old), []byte(twin.new))
			}
			return b
		})
		if readBack(bad, Excel, want) == nil {
			t.Errorf("%s passes for what was written", name)
		}
	}
}

// A blank cell has the shorthand of its reason in the table of gaps.
func TestShorthandsSayWhy(t *testing.T) {
	r := accessible(donorRelease())
	gap := func(project, column, reason string) cellsBy {
		return cellsBy{"table": "projects", "row_key": project, "column": column, "reason": reason}
	}
	for i := range r.Resources {
		if r.Resources[i].Table == &schemas.GapTable.Table {
			r.Resources[i] = rowsOf(&schemas.GapTable.Table, cellsBy{"table": "budgets", "row_key": "a-part", "column": "iso3", "reason": "not_applicable"},
				gap("a", "phase", "not_applicable"), gap("b", "phase", "source_silent"), gap("b", "section", "not_applicable"), gap("c", "phase", "not_applicable"))
		}
	}
	f := opens(t, writtenDonors(t, r))
	cols, err := f.GetCols("Projects")
	if err != nil {
		t.Fatal(err)
	}
	phases := cols[schemas.Projects.Field("phase")]
	if got := strings.Join(phases[len(phases)-5:], " "); got != "[z] [x] [z] [x] [x]" {
		t.Errorf("phases: %s", got)
	}
	cols, _ = f.GetCols("Budgets")
	countries := cols[schemas.Budgets.Field("iso3")]
	if got := strings.Join(countries[len(countries)-5:], " "); got != "[x] [z] [x] [x] [x]" {
		t.Errorf("countries of budgets: %s", got)
	}
}

// notPromised are the items of the checklist that the analyst's profile does
// without, for those who sort, filter and read by program.
var notPromised = []string{"title in A1", "filters and panes", "plain fonts", "empty cells", "blank rows and columns", "link texts"}

// The workbook of the portfolio keeps the checklist as far as its profile
// promises it, in every language, with all tables, also empty ones.
func TestPortfolioIsAccessible(t *testing.T) {
	r := accessible(donorRelease())
	r.Changes, r.About.Title = []Change{{What: "x"}}, "A portfolio"
	for _, table := range schemas.Tables() {
		if _, has := r.Resource(table.Name); !has && inWorkbook(table) {
			r.Resources = append(r.Resources, rowsOf(table))
		}
	}
	for _, profile := range Profiles {
		r.Workbooks.Portfolio = profile
		books := writtenDonors(t, r)
		for _, path := range slices.Sorted(maps.Keys(books)) {
			if !strings.HasPrefix(path, portfolio) {
				continue
			}
			found := audit(t, books[path])
			for item, what := range found {
				if profile == Accessible || !slices.Contains(notPromised, item) {
					t.Errorf("%s, %s: %s: %v", profile, path, item, what[:min(len(what), 3)])
				}
			}
			for _, item := range notPromised {
				if profile == Analyst && found[item] == nil {
					t.Errorf("%s: the analyst's profile keeps %q and promises it not", path, item)
				}
			}
		}
	}
}
