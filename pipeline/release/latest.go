package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
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
}

// List returns the releases in an output folder, in the order of their
// folders. Folders without a manifest are none.
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
		release, err := fs.Sub(root.FS(), e.Name())
		if err != nil {
			return nil, err
		}
		m, sha, err := readManifest(release)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		l := Listed{Version: e.Name(), Released: m.Released, AsOf: m.AsOf, Files: len(m.Files), Manifest: sha, Latest: e.Name() == latest}
		for _, f := range m.Files {
			l.Bytes += f.Bytes
		}
		releases = append(releases, l)
	}
	return releases, nil
}

// Rollback lets the pointer lead to a version that is there. The newer ones
// stay.
func Rollback(out, version string) (err error) {
	defer wrap(&err, "rolling back to %s in %s", version, out)
	return change(out, func(o *output) error {
		releases, err := list(o.root.Root)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(releases, func(l Listed) bool { return l.Version == version }) {
			return errors.New("there is no such version; migdata list names those that are there")
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
	defer wrap(&err, "removing from %s", out)
	return change(out, func(o *output) error {
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
	return errors.Join(o.root.RemoveAll(version+archiveSuffix), o.root.RemoveAll(removedPrefix+version))
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
