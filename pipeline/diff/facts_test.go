package diff

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Facts are the changes of what is said of projects, and no others.
func TestFacts(t *testing.T) {
	var got []string
	for _, f := range changed(t).Facts() {
		got = append(got, f.Project+" "+f.What+": "+f.Before+" → "+f.After+" ("+f.Cause.Kind+")")
	}
	want := []string{
		"gamma projects: row added:  → Gamma (code)",
		"alpha projects.budget_amount: 1000.00 →  (code)",
		"alpha projects.end_edtf: 2021-12 → 2022-02 (source text)",
		"alpha projects.end_date: 2021-12-31 → 2022-02-28 (source text)",
		"alpha projects.country_iso3s: TUN → TUN; LBY (code)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
