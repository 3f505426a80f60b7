package release

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// A Version is the version of a release: the MAJOR.MINOR.PATCH of Semantic
// Versioning 2.0.0. Pre-releases and build metadata are refused: a version that
// is published stays for ever, and the preview is there to try things out.
type Version struct{ Major, Minor, Patch int }

// mostVersion is the largest number that a part of a version may be.
const mostVersion = 999_999

// ParseVersion reads MAJOR.MINOR.PATCH.
func ParseVersion(s string) (Version, error) {
	parts := strings.Split(s, ".")
	if strings.ContainsAny(s, "-+") {
		return Version{}, fmt.Errorf("version %q: pre-releases and build metadata are not published; it can be MAJOR.MINOR.PATCH, such as 1.2.0", s)
	}
	var v Version
	if len(parts) != 3 {
		return v, fmt.Errorf("version %q is not MAJOR.MINOR.PATCH, such as 1.2.0", s)
	}
	for i, to := range []*int{&v.Major, &v.Minor, &v.Patch} {
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < 0 || n > mostVersion || strconv.Itoa(n) != parts[i] {
			return Version{}, fmt.Errorf("version %q is not MAJOR.MINOR.PATCH: %q is no number from 0 to %d without leading zeros", s, parts[i], mostVersion)
		}
		*to = n
	}
	return v, nil
}

func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

// Compare returns -1, 0 or 1 as v comes before w, is w, or comes after it.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(v.Major, w.Major), cmp.Compare(v.Minor, w.Minor), cmp.Compare(v.Patch, w.Patch))
}
