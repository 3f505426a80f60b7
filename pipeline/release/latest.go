package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Latest is the pointer to the version that counts: a symbolic link to its
// folder, or, where the system has none, a file with its name. It never leads
// to a preview.
const Latest = "latest"

// nextPointer is where a pointer is made before it takes its place.
const nextPointer = ".latest"

// removedPrefix, before the name of a version, names one that prune is
// removing.
const removedPrefix = ".removed-"

const createNew = os.O_WRONLY | os.O_CREATE | os.O_EXCL

// pointerIsFree refuses to put a pointer in the place of something else.
func (o *output) pointerIsFree() error {
	info, err := o.root.Lstat(Latest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder; move it away, as it is the name of the pointer", o.place(Latest))
	}
	return nil
}

// pointForward lets the pointer lead to a version, unless it leads to a higher
// one already: to go back is for Rollback.
func (o *output) pointForward(name string) error {
	latest, err := readPointer(o.root.Root)
	if err != nil {
		return err
	}
	if _, err := ParseVersion(latest); err == nil && o.there(latest) && compareNames(name, latest) < 0 {
		return nil
	}
	return o.point(name)
}

// point lets the pointer lead to a version, in one step.
func (o *output) point(name string) error {
	if err := o.root.RemoveAll(nextPointer); err != nil {
		return err
	}
	if err := o.root.Symlink(name, nextPointer); err != nil {
		if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
			return err
		}
		if err := o.writePointer(name); err != nil {
			return err
		}
	}
	if err := o.root.Rename(nextPointer, Latest); err != nil {
		return err
	}
	return o.root.sync(".")
}

func (o *output) writePointer(name string) error {
	file, err := o.root.OpenFile(nextPointer, createNew, fileMode)
	if err != nil {
		return err
	}
	_, err = file.Write([]byte(name + "\n"))
	return errors.Join(err, file.Sync(), file.Close())
}

// readPointer returns the version that the pointer leads to; "" where there is
// none, or where it leads elsewhere than to a folder beside it.
func readPointer(root *os.Root) (string, error) {
	info, err := root.Lstat(Latest)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	name := ""
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		if name, err = root.Readlink(Latest); err != nil {
			return "", err
		}
	case info.Mode().IsRegular():
		text, err := fs.ReadFile(root.FS(), Latest)
		if err != nil {
			return "", err
		}
		name = strings.TrimSuffix(string(text), "\n")
	}
	if checkName(name) != nil {
		return "", nil
	}
	return name, nil
}

// A Listed is a release in an output folder.
type Listed struct {
	Version  string `json:"version"`
	Released string `json:"released"` // YYYY-MM-DD
	AsOf     string `json:"as_of"`    // YYYY-MM-DD
	Files    int    `json:"files"`
	Bytes    int64  `json:"bytes"`           // of its files
	Manifest string `json:"manifest_sha256"` // names the release as a predecessor
	Latest   bool   `json:"latest"`
	Problem  string `json:"problem,omitempty"` // why it is none that counts: its manifest cannot be read, or names another version
}

// List returns the releases in an output folder: versions in their order, then
// the others by name. Folders without a manifest are none.
func List(out string) (releases []Listed, err error) {
	defer wrap(&err, "listing %s", out)
	root, err := os.OpenRoot(out)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return list(root)
}

func list(root *os.Root) ([]Listed, error) {
	latest, err := readPointer(root)
	if err != nil {
		return nil, err
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, err
	}
	var releases []Listed
	for _, e := range entries {
		if !e.IsDir() || checkName(e.Name()) != nil {
			continue
		}
		if l, ok := listed(root, e.Name()); ok {
			l.Latest = l.Version == latest
			releases = append(releases, l)
		}
	}
	slices.SortStableFunc(releases, func(a, b Listed) int { return compareNames(a.Version, b.Version) })
	return releases, nil
}

// listed describes the release in a folder; false where it holds none.
func listed(root *os.Root, name string) (l Listed, ok bool) {
	l.Version = name
	folder, err := root.OpenRoot(name)
	if err != nil {
		l.Problem = err.Error()
		return l, !errors.Is(err, fs.ErrNotExist)
	}
	defer folder.Close()
	m, sha, err := readManifest(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return l, false
	case err != nil:
		l.Problem = err.Error()
		return l, true
	case m.Version != name:
		l.Problem = "its manifest is that of version " + m.Version
	}
	l.Released, l.AsOf, l.Files, l.Manifest = m.Released, m.AsOf, len(m.Files), sha
	for _, f := range m.Files {
		l.Bytes += f.Bytes
	}
	return l, true
}

// compareNames puts versions in their order, before all other names.
func compareNames(a, b string) int {
	v, errA := ParseVersion(a)
	w, errB := ParseVersion(b)
	switch {
	case errA == nil && errB == nil:
		return v.Compare(w)
	case errA == nil:
		return -1
	case errB == nil:
		return 1
	}
	return strings.Compare(a, b)
}

// LatestFolder returns the folder of the version that counts.
func LatestFolder(out string) (folder string, err error) {
	defer wrap(&err, "looking for the latest version in %s", out)
	root, err := os.OpenRoot(out)
	if err != nil {
		return "", err
	}
	defer root.Close()
	name, err := readPointer(root)
	if err == nil && name == "" {
		err = errors.New("there is none; migdata run --version publishes one")
	}
	return filepath.Join(out, name), err
}

// Rollback lets the pointer lead to a version that is there. The newer ones
// stay.
func Rollback(out, version string) (err error) {
	defer wrap(&err, "rolling back to %s in %s", version, out)
	return change(out, func(o *output) error {
		if _, err := ParseVersion(version); err != nil {
			return err // so the pointer never leads to a preview
		}
		switch l, ok := listed(o.root.Root, version); {
		case !ok:
			return errors.New("there is no such version; migdata list names those that are there")
		case l.Problem != "":
			return errors.New(l.Problem)
		}
		if err := o.pointerIsFree(); err != nil {
			return err
		}
		return o.point(version)
	})
}

// Remove removes versions with their archives. That to which the pointer leads
// is refused.
func Remove(out string, versions ...string) (err error) {
	return removeOn(out, nil, versions...)
}

func removeOn(out string, before func(step, string) error, versions ...string) (err error) {
	defer wrap(&err, "removing from %s", out)
	return changeOn(out, before, func(o *output) error {
		latest, err := readPointer(o.root.Root)
		if err != nil {
			return err
		}
		if slices.Contains(versions, latest) {
			return fmt.Errorf("%s is the latest", latest)
		}
		for _, version := range versions {
			if err := o.removeVersion(version); err != nil {
				return err
			}
		}
		return o.root.sync(".")
	})
}

// there reports whether the output folder has an entry.
func (o *output) there(name string) bool {
	_, err := o.root.Lstat(name)
	return err == nil
}

// removeVersion takes a version out of sight in one step, then removes it.
func (o *output) removeVersion(version string) error {
	if err := checkName(version); err != nil {
		return err
	}
	if _, err := o.root.Lstat(version + "/" + ManifestPath); err != nil {
		return fmt.Errorf("%s is no release: %w", version, err)
	}
	if err := o.root.Rename(version, removedPrefix+version); err != nil {
		return err
	}
	return o.removeRest(version)
}

// removeRest removes what is left of a version that is out of sight; its
// archive first, as its folder tells that this is still to be done.
func (o *output) removeRest(version string) error {
	if checkName(version) == nil && !o.there(version) {
		if err := o.root.RemoveAll(version + archiveSuffix); err != nil {
			return err
		}
	}
	return o.root.RemoveAll(removedPrefix + version)
}

// change holds an output folder while do changes it.
func change(out string, do func(*output) error) (err error) { return changeOn(out, nil, do) }

func changeOn(out string, before func(step, string) error, do func(*output) error) (err error) {
	o, err := enter(out, false, before)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.leave()) }()
	return do(o)
}
