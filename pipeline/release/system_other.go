//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package release

import (
	"errors"
	"os"
)

// lockFlags let only one run make the file. Without flock(2) the file of a
// run that died stays held; the message of the next says what to do.
const lockFlags = os.O_EXCL

// withoutWaiting is nothing: these systems have no pipes among files.
const withoutWaiting = 0

// hold has nothing to do: who made the file holds it.
func hold(*file) error { return nil }

// release closes the file first, as these systems remove no open file.
func (l *lock) release() error {
	return errors.Join(l.file.Close(), l.root.Remove(lockFile))
}

// syncFolder does nothing: these systems sync no folders.
func syncFolder(*os.Root, string) error { return nil }
