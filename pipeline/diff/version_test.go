package diff

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseVersion(t *testing.T) {
	for _, good := range []string{"0.0.0", "0.1.0", "1.0.0", "1.2.3", "10.20.30", "999999.0.1"} {
		if v, err := ParseVersion(good); err != nil || v.String() != good {
			t.Errorf("%q: %v, %v", good, v, err)
		}
	}
	for _, bad := range []string{"", "1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.02.3", "1.2.-3", "+1.2.3", "1.2.3-rc.1", "1.2.3+build", "1.2.x", " 1.2.3", "1.2.3 ",
		"1.2.3\n", "1.2.1000000", "1.2.99999999999999999999", "preview", "latest", "../1.2.3", "1.2.3/..", "١.٢.٣"} {
		if v, err := ParseVersion(bad); err == nil {
			t.Errorf("%q is %v", bad, v)
		}
	}
}

func TestVersionAllows(t *testing.T) {
	for _, test := range []struct {
		previous, version string
		highest           string // step that it allows; "" none, not even nothing
	}{
		{"1.2.3", "1.2.3", ""}, {"1.2.3", "1.2.2", ""}, {"1.2.3", "0.9.9", ""}, {"2.0.0", "1.9.9", ""},
		{"1.2.3", "1.2.4", "patch"}, {"1.2.3", "1.2.9", "patch"}, {"1.2.3", "1.3.0", "minor"}, {"1.2.3", "1.9.1", "minor"},
		{"1.2.3", "2.0.0", "major"}, {"1.2.3", "3.1.4", "major"},
		{"0.2.3", "0.2.4", "patch"}, {"0.2.3", "0.3.0", "major"}, {"0.2.3", "1.0.0", "major"},
		{"9.0.0", "10.0.0", "major"}, {"1.9.0", "1.10.0", "minor"},
	} {
		previous, _ := ParseVersion(test.previous)
		version, err := ParseVersion(test.version)
		if err != nil {
			t.Fatal(err)
		}
		for step := None; step <= Major; step++ {
			want := test.highest != "" && step.String() != "" && step <= stepNamed(test.highest)
			if got := version.Allows(previous, step); got != want {
				t.Errorf("%s after %s with a %s step: %t", version, previous, step, got)
			}
			if next := previous.Next(step); !next.Allows(previous, step) {
				t.Errorf("%s is next after %s with a %s step, and is not allowed", next, previous, step)
			}
		}
	}
}

func stepNamed(name string) Step {
	for s := None; s <= Major; s++ {
		if s.String() == name {
			return s
		}
	}
	panic(name)
}

func TestPermit(t *testing.T) {
	removed := SchemaChange{Kind: ColumnRemoved, Step: Major, Table: "things", Column: "number", Old: "int"}
	announced := removed
	announced.Announced = true
	changed := TableCount{Table: "things", Kind: "domain", Changed: 1, Cells: []ColumnCount{{"number", 1}}}
	for _, test := range []struct {
		name              string
		changes           Changes
		previous, version string
		want              string
	}{
		{"nothing, and a higher version", Changes{}, "1.2.0", "1.2.1", ""},
		{"values", Changes{Tables: []TableCount{changed}}, "1.2.0", "1.2.1", ""},
		{"values, and the same version", Changes{Tables: []TableCount{changed}}, "1.2.0", "1.2.0", "version 1.2.0 does not come after 1.2.0"},
		{"a column that was deprecated", Changes{Schema: []SchemaChange{announced}}, "1.2.0", "2.0.0", ""},
		{"the same in a minor version", Changes{Schema: []SchemaChange{announced}}, "1.2.0", "1.3.0",
			"column removed: things.number: that asks for a major step, so after 1.2.0 the version must be 2.0.0 or higher, not 1.3.0"},
		{"the same below 1.0.0", Changes{Schema: []SchemaChange{announced}}, "0.2.0", "0.3.0", ""},
		{"a column that was not deprecated", Changes{Schema: []SchemaChange{removed}}, "1.2.0", "9.0.0",
			"column removed: things.number: “int”: it was not deprecated in version 1.2.0, and so no version may leave it out (1 removal like this in all)"},
	} {
		previous, _ := ParseVersion(test.previous)
		version, _ := ParseVersion(test.version)
		got := ""
		if err := test.changes.Permit(previous, version); err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
