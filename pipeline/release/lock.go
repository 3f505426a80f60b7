package release

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// lockFile is held by a live run; its text is the number of its process.
const lockFile = ".lock"

// errHeld says that another run holds the lock.
var errHeld = errors.New("another run is writing here")

// A lock keeps other runs out of an output folder. Where there is flock(2)
// the system releases it when its process ends, however that happens; the
// file that stays behind then means nothing.
type lock struct {
	root *folder
	file *file
}

// acquire takes the lock of an output folder.
func acquire(root *folder) (*lock, error) {
	for {
		file, err := openLock(root)
		if err != nil {
			return nil, err
		}
		if err := hold(file); err != nil {
			return nil, errors.Join(describeHolder(file, err), file.Close())
		}
		// The run that held the lock before us has removed the file if it
		// ended between our opening and holding it: then it locks nothing.
		current, err := sameFile(root, file)
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		if !current {
			if err := file.Close(); err != nil {
				return nil, err
			}
			continue
		}
		l := &lock{root, file}
		if err := l.sign(); err != nil {
			return nil, errors.Join(err, l.release())
		}
		return l, nil
	}
}

// openLock opens the lock file of the folder or makes it. Anything but a
// plain file is refused: it was planted.
func openLock(root *folder) (*file, error) {
	info, err := root.Lstat(lockFile)
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no plain file; remove it", lockFile)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	file, err := root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE|lockFlags, fileMode)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%w, or one has died: then delete %s", errHeld, lockFile)
	}
	return file, err
}

// sameFile reports whether the opened file is the one that stands in the
// folder as its lock.
func sameFile(root *folder, file *file) (bool, error) {
	opened, err := file.Stat()
	if err != nil {
		return false, err
	}
	standing, err := root.Lstat(lockFile)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(opened, standing), err
}

// describeHolder adds to errHeld the process that signed the file.
func describeHolder(file *file, err error) error {
	if !errors.Is(err, errHeld) {
		return fmt.Errorf("locking %s: %w", lockFile, err)
	}
	text, _ := io.ReadAll(io.LimitReader(file, 20)) // a longer text is no process number
	if pid, notNumber := strconv.Atoi(strings.TrimSpace(string(text))); notNumber == nil {
		return fmt.Errorf("%w (process %d)", err, pid)
	}
	return err
}

// sign writes the number of this process into the file.
func (l *lock) sign() error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}
