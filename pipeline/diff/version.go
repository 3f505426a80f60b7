package diff

import "migdata/pipeline/release"

// allows reports whether a release with this version may follow one with the
// version previous where the changes between them ask for the step: it comes
// later, and raises the part that the step asks for, or one before that. A
// version may raise more than is asked for.
//
// While MAJOR is 0 the dataset is still finding its shape (SemVer 2.0.0, item
// 4): there a major step asks for a higher MINOR only. Everything else stays as
// it is, so new columns raise MINOR and corrected values PATCH.
func allows(previous, v release.Version, step Step) bool {
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

// next returns the lowest version that may follow v where the changes ask for
// the step, for messages.
func next(v release.Version, step Step) release.Version {
	if step == Major && v.Major == 0 {
		step = Minor
	}
	switch step {
	case Major:
		return release.Version{Major: v.Major + 1}
	case Minor:
		return release.Version{Major: v.Major, Minor: v.Minor + 1}
	}
	return release.Version{Major: v.Major, Minor: v.Minor, Patch: v.Patch + 1}
}
