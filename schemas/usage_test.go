package schemas

import (
	"reflect"
	"testing"
)

// TestUsageWarnings: each warning holds for one of the two projects, and for
// that alone.
func TestUsageWarnings(t *testing.T) {
	plain := map[string][]string{"start_precision": {"day"}, "end_precision": {"day"}, "funder_ids": {"a"}, "budget_amount": {"1.00"}, "country_iso3s": {"TUN"}}
	for code, cells := range map[string]map[string][]string{
		"coarse_dates":      {"end_precision": {"month"}},
		"disputed":          {"disputed_columns": {"end_edtf"}},
		"several_funders":   {"funder_ids": {"a", "b"}},
		"no_funder_stated":  {"funder_ids": nil},
		"indicated_donors":  {"indicated_donors": {"CHE"}},
		"no_budget":         {"budget_amount": nil},
		"several_countries": {"country_iso3s": {"TUN", "MAR"}},
		"country_groups":    {"country_groups": {"EU"}},
	} {
		found := false
		for _, w := range UsageWarnings {
			if w.Applies(func(column string) []string { return plain[column] }) {
				t.Errorf("%s holds for a plain project", w.Code)
			}
			holds := w.Applies(func(column string) []string {
				if values, changed := cells[column]; changed {
					return values
				}
				return plain[column]
			})
			if holds != (w.Code == code) {
				t.Errorf("%s for a project of %s: %v", w.Code, code, holds)
			}
			found = found || w.Code == code
		}
		if !found {
			t.Errorf("no warning is called %s", code)
		}
	}
}

// TestIn: what has no translation stays in the language of the dataset, and is
// told of; nothing is asked for that the dataset does not have itself.
func TestIn(t *testing.T) {
	a := About{Title: "Things", Universe: "Two things.", Caveats: []string{"Not all."}, Language: "en-GB",
		Translations: map[string]Translation{"fr": {Title: "Choses", Universe: "Deux choses.", Caveats: []string{"Pas toutes."}}, "de": {Title: "Dinge"}}}
	for _, test := range []struct {
		language string
		want     Translation
		whole    bool
	}{
		{"en", Translation{Title: "Things", Universe: "Two things.", Caveats: []string{"Not all."}}, true},
		{"fr", a.Translations["fr"], true},
		{"de", Translation{Title: "Dinge", Universe: "Two things.", Caveats: []string{"Not all."}}, false},
		{"es", Translation{Title: "Things", Universe: "Two things.", Caveats: []string{"Not all."}}, false},
	} {
		if got, whole := a.In(test.language); !reflect.DeepEqual(got, test.want) || whole != test.whole {
			t.Errorf("in %s: %+v, %v", test.language, got, whole)
		}
	}
	if a.Translations["de"].Universe != "" {
		t.Error("what was said has changed the translation")
	}
}

// TestIDOfRelease: who publishes what in which version decides it.
func TestIDOfRelease(t *testing.T) {
	a := About{Name: "x", Publisher: "y", Version: "1.0.0"}
	b := a
	b.Version = "1.0.1"
	if a.ID() == b.ID() || UUIDOf("a", "b") == UUIDOf("ab") {
		t.Error("ids do not follow what they are of")
	}
	if got := (&About{FilesURL: "https://example.org/{version}/", Version: "1.0.0"}).FileURL("csv/x.csv"); got != "https://example.org/1.0.0/csv/x.csv" {
		t.Error(got)
	}
}
