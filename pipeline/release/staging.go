package release

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"migdata/pipeline/export"
	"migdata/pipeline/export/metadata"
)

// stagingFolder is where a release is written, and after the exchange of the
// two where the previous release waits to be removed. One name is enough, as
// the lock lets in one run; so no folder of anybody else is ever removed.
const stagingFolder = ".staging"

// Folders and files are readable by all; the umask takes away what the user
// wants taken away.
const (
	folderMode = 0o755
	fileMode   = 0o644
)

// A File is a written file of a release.
type File = metadata.File

// A Staging is a release that is being written. Its methods may be called
// from several goroutines.
type Staging struct {
	*output
	name  string  // of the release
	stage *folder // the staging folder

	mu      sync.Mutex
	writing map[string]*writer
	files   map[string]File
	failed  error // the first failure of a write
	done    bool  // committed or aborted
}

// Folder is where the files are while they are being written.
func (s *Staging) Folder() string { return s.place(stagingFolder) }

// Begin makes the staging folder of the release out/<name>, after it has
// removed what a run that died has left. It fails where another run holds
// out, and where out/<name> is there and no folder.
func Begin(out, name string) (*Staging, error) { return beginOn(out, name, nil) }

func beginOn(out, name string, before func(step, string) error) (_ *Staging, err error) {
	defer wrap(&err, "beginning release %q in %s", name, out)
	if err := checkName(name); err != nil {
		return nil, err
	}
	in, err := enter(out, true, before)
	if err != nil {
		return nil, err
	}
	s := &Staging{output: in, name: name, writing: map[string]*writer{}, files: map[string]File{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.leave())
		}
	}()
	if _, err := s.target(); err != nil {
		return nil, err
	}
	if err := s.root.Mkdir(stagingFolder, folderMode); err != nil {
		return nil, err
	}
	if s.stage, err = s.root.OpenRoot(stagingFolder); err != nil {
		return nil, err
	}
	return s, nil
}

// target says what stands at out/<name>: nothing (nil) or a folder. Anything
// else, above all a symbolic link, is refused rather than replaced.
func (s *Staging) target() (fs.FileInfo, error) {
	info, err := s.root.Lstat(s.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, fmt.Errorf("%s is a symbolic link, which no release replaces; remove it", s.place(s.name))
	case !info.IsDir():
		return nil, fmt.Errorf("%s is there and no folder; remove or rename it", s.place(s.name))
	}
	return info, nil
}

// Create makes a new file of the release, and the folders it stands in. The
// path has forward slashes and is relative to the release.
func (s *Staging) Create(name string) (_ io.WriteCloser, err error) {
	defer wrap(&err, "creating %q", name)
	if err := checkPath(name); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil, fs.ErrClosed
	}
	if err := s.makeParents(path.Dir(name)); err != nil {
		return nil, err
	}
	// O_EXCL neither follows a link at the end of the path nor opens a file
	// that is there.
	file, err := s.stage.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return nil, err
	}
	w := &writer{staging: s, name: name, file: file, sum: sha256.New()}
	s.writing[name] = w
	return w, nil
}

// makeParents makes the folders of a path and refuses links among them.
func (s *Staging) makeParents(folder string) error {
	if folder == "." {
		return nil
	}
	if err := s.makeParents(path.Dir(folder)); err != nil {
		return err
	}
	if err := s.stage.Mkdir(folder, folderMode); !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := s.stage.Lstat(folder)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is there and no folder", folder)
	}
	return nil
}

// A writer counts and hashes what goes into a file.
type writer struct {
	staging *Staging
	name    string
	file    *file
	sum     hash.Hash
	bytes   int64
}

func (w *writer) Write(b []byte) (int, error) {
	n, err := w.file.Write(b)
	w.sum.Write(b[:n])
	w.bytes += int64(n)
	if err != nil {
		w.staging.fail(fmt.Errorf("writing %q: %w", w.name, err))
	}
	return n, err
}

// Close ends the file. Only then is it part of the release.
func (w *writer) Close() error {
	err := w.file.Close()
	s := w.staging
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writing[w.name] != w { // closed before
		return err
	}
	delete(s.writing, w.name)
	if err != nil {
		s.setFailed(fmt.Errorf("closing %q: %w", w.name, err))
		return err
	}
	s.files[w.name] = File{Path: w.name, Bytes: w.bytes, SHA256: hex.EncodeToString(w.sum.Sum(nil))}
	return nil
}

// fail remembers the first failure: a release with it is never committed,
// even where a caller overlooks the error.
func (s *Staging) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setFailed(err)
}

func (s *Staging) setFailed(err error) {
	if s.failed == nil {
		s.failed = err
	}
}

// Open opens a file of the release that has been written and closed.
func (s *Staging) Open(name string) (_ export.File, err error) {
	defer wrap(&err, "opening %q", name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil, fs.ErrClosed
	}
	if _, ok := s.files[name]; !ok {
		return nil, fs.ErrNotExist
	}
	file, err := s.stage.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return sized{file, info.Size()}, nil
}

// A sized is a file with its length in bytes.
type sized struct {
	*os.File
	size int64
}

func (f sized) Size() int64 { return f.size }

// Files returns the files that have been written and closed, by path.
func (s *Staging) Files() []File {
	s.mu.Lock()
	defer s.mu.Unlock()
	files := make([]File, 0, len(s.files))
	for _, f := range s.files {
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// wrap puts what was being done in front of an error, if there is one.
func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}
