package release

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	kflate "github.com/klauspost/compress/flate"
)

// A version is published in steps: the archive is written beside the staging
// folder; a journal says what is going to happen; the folder is renamed into
// its place, then the archive; the pointer is moved, unless it leads to a higher
// version; the journal goes. A run
// that dies before the folder is in its place leaves nothing that anybody
// sees, and one that dies after it is completed by the next (see recoverDead).
const (
	journalFile   = ".publishing"
	stagedArchive = ".staging.zip"
	archiveSuffix = ".zip"
)

// ErrExists says that the version is there already.
var ErrExists = errors.New("the version is published already")

// CommitVersion brings the release to disk, puts it at out/<name> with its
// archive beside it, and lets out/latest lead to it. The files in unlisted
// (paths) are not part of the archive. A version that is there is never
// replaced: the error is ErrExists. Where it fails, out is as it was, and
// Abort is still to be called; an error that is ErrLeftover comes after the
// fact.
func (s *Staging) CommitVersion(released time.Time, unlisted ...string) (err error) {
	defer wrap(&err, "publishing %s", s.place(s.name))
	if _, err := ParseVersion(s.name); err != nil {
		return err
	}
	if err := s.finish(); err != nil {
		return err
	}
	if before, err := s.target(); err != nil || before != nil {
		return errors.Join(err, ErrExists)
	}
	if err := s.pointerIsFree(); err != nil {
		return err
	}
	if err := s.archive(released, unlisted); err != nil {
		return err
	}
	if err := s.sync(); err != nil {
		return err
	}
	if err := s.writeJournal(); err != nil {
		return err
	}
	if err := s.root.Rename(stagingFolder, s.name); err != nil {
		return err
	}
	if err := s.root.sync("."); err != nil { // nobody has been told yet
		return errors.Join(err, s.root.Rename(s.name, stagingFolder))
	}
	if err := s.completeVersion(s.name); err != nil { // the journal stays, so the next run does it
		return fmt.Errorf("%w: %w", ErrLeftover, errors.Join(err, s.let()))
	}
	if err := s.settle(); err != nil {
		return fmt.Errorf("%w: %w", ErrLeftover, err)
	}
	return nil
}

// RestoreArchive writes the archive of a version that is there with the content
// that is staged, where it has none.
func (s *Staging) RestoreArchive(released time.Time, unlisted ...string) (err error) {
	defer wrap(&err, "writing the archive of %s", s.place(s.name))
	if s.there(s.name + archiveSuffix) {
		return nil
	}
	if err := s.archive(released, unlisted); err != nil {
		return err
	}
	if err := s.root.Rename(stagedArchive, s.name+archiveSuffix); err != nil {
		return err
	}
	return s.root.sync(".")
}

// let ends a run that leaves the rest to the next one.
func (s *Staging) let() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = true
	s.made = nil // out holds a release now
	return errors.Join(s.stage.Close(), s.leave())
}

// completeVersion does what is left once the folder of a version stands in its
// place: its archive, the pointer, the end of the journal.
func (o *output) completeVersion(name string) error {
	_, staged := o.root.Lstat(stagedArchive)
	if staged == nil {
		if err := o.root.Rename(stagedArchive, name+archiveSuffix); err != nil {
			return err
		}
	}
	if err := o.pointForward(name); err != nil {
		return err
	}
	if err := o.root.Remove(journalFile); err != nil {
		return err
	}
	return o.root.sync(".")
}

// writeJournal writes which version is about to be published.
func (s *Staging) writeJournal() (err error) {
	file, err := s.root.OpenFile(journalFile, createNew, fileMode)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, s.name+"\n")
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, s.root.Root.Remove(journalFile))
	}
	return s.root.sync(".")
}

// recoverVersion completes the version that a dead run was publishing, or
// takes back what it had prepared.
func (o *output) recoverVersion() error {
	info, err := o.root.Lstat(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return o.root.RemoveAll(stagedArchive)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no plain file; remove it", journalFile)
	}
	text, err := fs.ReadFile(o.root.FS(), journalFile)
	if err != nil {
		return err
	}
	name := string(text)
	if len(name) > 0 && name[len(name)-1] == '\n' {
		name = name[:len(name)-1]
		if folder, err := o.root.Lstat(name); checkName(name) == nil && err == nil && folder.IsDir() {
			return o.completeVersion(name)
		}
	}
	// The journal was not whole, or the folder had not come: nobody has seen
	// anything.
	return errors.Join(o.root.RemoveAll(stagedArchive), o.root.Remove(journalFile))
}

// archive writes the archive of the staged files: in the order of their paths,
// all with the time of the release, so that the same files give the same
// bytes.
func (s *Staging) archive(released time.Time, unlisted []string) (err error) {
	file, err := s.root.OpenFile(stagedArchive, createNew, fileMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	skip := map[string]bool{}
	for _, path := range unlisted {
		skip[path] = true
	}
	z := zip.NewWriter(file)
	// The standard library's may write other bytes in another version of Go.
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return kflate.NewWriter(w, flate.DefaultCompression) })
	for _, f := range s.Files() {
		if skip[f.Path] {
			continue
		}
		if err := s.addToArchive(z, f.Path, released); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return file.Sync()
}

func (s *Staging) addToArchive(z *zip.Writer, path string, released time.Time) error {
	// One folder in the archive, so that it unpacks into one.
	entry, err := z.CreateHeader(&zip.FileHeader{Name: s.name + "/" + path, Method: zip.Deflate, Modified: released.UTC()})
	if err != nil {
		return err
	}
	file, err := s.stage.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(entry, file)
	return err
}
