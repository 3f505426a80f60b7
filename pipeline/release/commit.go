package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// replacedPrefix, before the name of a release, names the previous one while
// two renames put the new one in its place; only where the two cannot be
// exchanged in one step. The next run moves it back if the second rename
// never came.
const replacedPrefix = ".replaced-"

// syncsAtOnce is how many files are brought to disk at the same time: a
// journal writes several at the price of one.
const syncsAtOnce = 16

// ErrLeftover says that the release stands in its place, and that something
// of the run or of the previous release could not be removed. The next run
// tries again.
var ErrLeftover = errors.New("the release is published, but leftovers could not be removed")

// Commit brings the release to disk and puts it in the place of out/<name> as
// a whole. Where it fails, out is as it was, and Abort is still to be called;
// but an error that is ErrLeftover comes after the fact.
func (s *Staging) Commit() (err error) {
	defer wrap(&err, "publishing %s", s.place(s.name))
	if err := s.finish(); err != nil {
		return err
	}
	if err := s.sync(); err != nil {
		return err
	}
	if err := s.replace(); err != nil {
		return err
	}
	if err := s.settle(); err != nil {
		return fmt.Errorf("%w: %w", ErrLeftover, err)
	}
	return nil
}

// finish refuses a release that is not complete.
func (s *Staging) finish() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return fs.ErrClosed
	}
	if s.failed != nil {
		return s.failed
	}
	for name := range s.writing {
		return fmt.Errorf("%q is still being written", name)
	}
	return nil
}

// sync brings the files to disk, then the folders, innermost first.
func (s *Staging) sync() error {
	files := s.Files()
	errs := make([]error, len(files))
	turns := make(chan struct{}, syncsAtOnce)
	var all sync.WaitGroup
	for i, f := range files {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			errs[i] = syncFile(s.stage, f.Path)
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, folder := range foldersOf(files) {
		if err := s.stage.sync(folder); err != nil {
			return err
		}
	}
	return nil
}

func syncFile(root *folder, name string) error {
	file, err := root.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// foldersOf returns the folders of the files, innermost first, "." last.
func foldersOf(files []File) []string {
	var folders []string
	for _, f := range files {
		for folder := path.Dir(f.Path); folder != "."; folder = path.Dir(folder) {
			folders = append(folders, folder)
		}
	}
	slices.SortFunc(folders, func(a, b string) int { return strings.Compare(b, a) })
	return append(slices.Compact(folders), ".")
}

// replace puts the staging folder in the place of out/<name> and brings that
// to disk. Where the disk refuses, the places are changed back.
func (s *Staging) replace() error {
	before, err := s.target()
	if err != nil {
		return err
	}
	if before == nil {
		if err := s.root.Rename(stagingFolder, s.name); err != nil {
			return err
		}
		if err := s.root.sync("."); err != nil {
			return errors.Join(err, s.root.Rename(s.name, stagingFolder))
		}
		return nil
	}
	err = s.root.exchange(stagingFolder, s.name)
	if errors.Is(err, errors.ErrUnsupported) {
		return s.replaceByTwo()
	}
	if err != nil {
		return err
	}
	if err := s.root.sync("."); err != nil {
		return errors.Join(err, s.root.exchange(stagingFolder, s.name))
	}
	return nil
}

// replaceByTwo moves the previous release away and the new one into its
// place. A run that dies in between is mended by recoverDead.
func (s *Staging) replaceByTwo() error {
	away := replacedPrefix + s.name
	if err := s.root.Rename(s.name, away); err != nil {
		return err
	}
	if err := s.root.Rename(stagingFolder, s.name); err != nil {
		return errors.Join(err, s.root.Rename(away, s.name))
	}
	if err := s.root.sync("."); err != nil {
		return errors.Join(err, s.root.Rename(s.name, stagingFolder), s.root.Rename(away, s.name))
	}
	return nil
}

// settle removes the previous release and the lock.
func (s *Staging) settle() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = true
	s.made = nil // out holds a release now
	return errors.Join(s.removeStaging(), s.root.RemoveAll(replacedPrefix+s.name), s.leave())
}

// Abort removes what the run has made and leaves out as it was. After Commit
// has succeeded, or a second time, it does nothing, so that it can be
// deferred.
func (s *Staging) Abort() (err error) {
	defer wrap(&err, "abandoning %s", s.place(s.name))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil
	}
	s.done = true
	var errs []error
	for name, w := range s.writing {
		delete(s.writing, name)
		if err := w.file.Close(); !errors.Is(err, fs.ErrClosed) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, s.removeStaging(), s.leave())...)
}

// removeStaging closes the staging folder and removes it, or the previous
// release that has taken its place, and what was prepared beside it.
func (s *Staging) removeStaging() error {
	return errors.Join(s.stage.Close(), s.root.RemoveAll(stagingFolder), s.root.RemoveAll(stagedArchive), s.root.RemoveAll(journalFile))
}
