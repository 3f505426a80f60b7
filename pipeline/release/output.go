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

// An output is the output folder while a run holds it: no other run changes it
// in that time.
type output struct {
	out  string   // as the user named it, for messages
	made []string // folders that enter made on the way to out and with it
	lock *lock
	root *folder
}

// enter takes the lock of an output folder, and mends what a run that died has
// left. Where make is set, a folder that is not there is made.
func enter(out string, make bool, before func(step, string) error) (_ *output, err error) {
	o := &output{out: out}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.leave())
		}
	}()
	if make {
		if o.made, err = makeFolders(out); err != nil {
			return nil, err
		}
	}
	if o.root, err = openFolder(out, before); err != nil {
		return nil, err
	}
	if o.lock, err = acquire(o.root); err != nil {
		return nil, err
	}
	return o, o.recoverDead()
}

// leave lets go of the lock and the folders, and removes the folders that
// enter has made, unless somebody has put something into them.
func (o *output) leave() error {
	var errs []error
	if o.lock != nil {
		errs = append(errs, o.lock.release())
	}
	if o.root != nil {
		errs = append(errs, o.root.Close())
	}
	for _, folder := range slices.Backward(o.made) {
		if os.Remove(folder) != nil {
			break
		}
	}
	return errors.Join(errs...)
}

// recoverDead removes what a run that died has left, and moves back a release
// that such a run had moved away.
func (o *output) recoverDead() error {
	if err := errors.Join(o.recoverVersion(), o.root.RemoveAll(stagingFolder), o.root.RemoveAll(nextPointer)); err != nil {
		return fmt.Errorf("removing what a dead run has left: %w", err)
	}
	entries, err := fs.ReadDir(o.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if version, removed := strings.CutPrefix(e.Name(), removedPrefix); removed {
			if err := o.removeRest(version); err != nil {
				return fmt.Errorf("removing what a dead run has left: %w", err)
			}
			continue
		}
		name, moved := strings.CutPrefix(e.Name(), replacedPrefix)
		if !moved || checkName(name) != nil {
			continue
		}
		_, err := o.root.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			err = o.root.Rename(e.Name(), name)
		} else if err == nil {
			err = o.root.RemoveAll(e.Name())
		}
		if err != nil {
			return fmt.Errorf("mending what a dead run has left: %w", err)
		}
	}
	return nil
}

// checkName refuses names that are no single, visible element of a path.
func checkName(name string) error {
	if !filepath.IsLocal(name) || strings.HasPrefix(name, ".") || strings.ContainsAny(name, `/\:`) {
		return errors.New("the name of a release is one visible folder name")
	}
	return nil
}

// checkPath refuses what is no plain relative path with forward slashes.
func checkPath(name string) error {
	if !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)) || strings.ContainsAny(name, "\\:\x00") {
		return errors.New("the path is not relative to the release, or not plain")
	}
	return nil
}

// makeFolders makes a folder and those it stands in, and returns the ones
// that were not there, outermost first.
func makeFolders(folder string) (made []string, err error) {
	if info, err := os.Stat(folder); err == nil {
		if !info.IsDir() {
			return nil, fmt.Errorf("%s is there and no folder", folder)
		}
		return nil, nil
	}
	if parent := filepath.Dir(folder); parent != folder {
		if made, err = makeFolders(parent); err != nil {
			return made, err
		}
	}
	if err := os.Mkdir(folder, folderMode); err != nil {
		return made, err
	}
	return append(made, folder), nil
}

// place names an entry of the output folder in messages.
func (o *output) place(entry string) string { return filepath.Join(o.out, entry) }
