package diff

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

// Allows reports whether a release with this version may follow one with the
// version previous where the changes between them ask for the step: it comes
// later, and raises the part that the step asks for, or one before that. A
// version may raise more than is asked for.
//
// While MAJOR is 0 the dataset is still finding its shape (SemVer 2.0.0, item
// 4): there a major step asks for a higher MINOR only. Everything else stays as
// it is, so new columns raise MINOR and corrected values PATCH.
func (v Version) Allows(previous Version, step Step) bool {
	if v.Compare(previous) <= 0 {
		return false
	}
	if v.Major > previous.Major {
		return true
	}
	if step == Major && v.Major == 0 {
		step = Minor
	}
	switch step {
	case Major:
		return false
	case Minor:
		return v.Minor > previous.Minor
	}
	return true
}

// Next returns the lowest version that Allows(previous, step), for messages.
func (v Version) Next(step Step) Version {
	if step == Major && v.Major == 0 {
		step = Minor
	}
	switch step {
	case Major:
		return Version{v.Major + 1, 0, 0}
	case Minor:
		return Version{v.Major, v.Minor + 1, 0}
	}
	return Version{v.Major, v.Minor, v.Patch + 1}
}
