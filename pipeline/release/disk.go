package release

import (
	"errors"
	"io/fs"
	"os"
)

// A step is a change of the disk, or what makes sure of one.
type step string

// The steps of a run, in its errors and in tests.
const (
	stepMkdir    step = "mkdir"
	stepCreate   step = "create"
	stepWrite    step = "write"
	stepSync     step = "sync"
	stepClose    step = "close"
	stepRename   step = "rename"
	stepExchange step = "exchange"
	stepLink     step = "link"
	stepRemove   step = "remove"
)

// errTaken, from before, lets a step to bring something to disk count as taken:
// tests that kill processes, and not the machine, need no disk.
var errTaken = errors.New("taken already")

// A folder is an os.Root in which every step can be stopped before it is
// taken: by nothing in a run, by tests that let a disk fail or a process die.
type folder struct {
	*os.Root
	before func(what step, name string) error // nil: nothing stops
}

func openFolder(name string, before func(step, string) error) (*folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &folder{root, before}, nil
}

func (f *folder) stop(what step, name string) error {
	if f.before == nil {
		return nil
	}
	return f.before(what, name)
}

func (f *folder) Mkdir(name string, mode os.FileMode) error {
	if err := f.stop(stepMkdir, name); err != nil {
		return err
	}
	return f.Root.Mkdir(name, mode)
}

func (f *folder) OpenRoot(name string) (*folder, error) {
	root, err := f.Root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &folder{root, f.before}, nil
}

func (f *folder) OpenFile(name string, flag int, mode os.FileMode) (*file, error) {
	if flag&os.O_CREATE != 0 {
		if err := f.stop(stepCreate, name); err != nil {
			return nil, err
		}
	}
	opened, err := f.Root.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return &file{opened, f, name}, nil
}

func (f *folder) Rename(from, to string) error {
	if err := f.stop(stepRename, to); err != nil {
		return err
	}
	return f.Root.Rename(from, to)
}

// exchange swaps two entries in one step; see exchange in the files of the
// systems.
func (f *folder) exchange(a, b string) error {
	if err := f.stop(stepExchange, b); err != nil {
		return err
	}
	return exchange(f.Root, a, b)
}

func (f *folder) Symlink(to, name string) error {
	if err := f.stop(stepLink, name); err != nil {
		return err
	}
	return f.Root.Symlink(to, name)
}

func (f *folder) Remove(name string) error {
	if err := f.stop(stepRemove, name); err != nil {
		return err
	}
	return f.Root.Remove(name)
}

func (f *folder) RemoveAll(name string) error {
	if err := f.stop(stepRemove, name); err != nil {
		return err
	}
	err := f.Root.RemoveAll(name)
	if errors.Is(err, fs.ErrPermission) { // a folder that lets nobody remove what it holds, not even its owner
		f.openUp(name)
		err = f.Root.RemoveAll(name)
	}
	return err
}

// openUp lets the owner change the folders below name, as far as it can.
func (f *folder) openUp(name string) {
	if info, err := f.Lstat(name); err != nil || !info.IsDir() || f.Chmod(name, folderMode) != nil {
		return
	}
	entries, err := fs.ReadDir(f.FS(), name)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() {
			f.openUp(name + "/" + e.Name())
		}
	}
}

// sync brings the entries of a folder to disk.
func (f *folder) sync(name string) error {
	if err := f.stop(stepSync, name); err != nil {
		return unlessTaken(err)
	}
	return syncFolder(f.Root, name)
}

func unlessTaken(err error) error {
	if errors.Is(err, errTaken) {
		return nil
	}
	return err
}

// A file is an opened file of a folder.
type file struct {
	*os.File
	in   *folder
	name string
}

func (f *file) Write(b []byte) (int, error) {
	if err := f.in.stop(stepWrite, f.name); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

func (f *file) Sync() error {
	if err := f.in.stop(stepSync, f.name); err != nil {
		return unlessTaken(err)
	}
	return f.File.Sync()
}

// Close closes the file, also where a test lets it fail: the process would be
// out of files otherwise.
func (f *file) Close() error {
	stopped := f.in.stop(stepClose, f.name)
	if err := f.File.Close(); err != nil {
		return err
	}
	return stopped
}
