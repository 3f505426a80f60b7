package diff

import "testing"

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
