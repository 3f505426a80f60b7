package release

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
