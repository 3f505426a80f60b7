//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package release

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockFlags: the file may be there, what counts is who holds it; a link is not
// followed.
const lockFlags = unix.O_NOFOLLOW

// withoutWaiting opens a pipe at once, so that it can be refused.
const withoutWaiting = unix.O_NONBLOCK

// hold takes an advisory lock on the open file (flock(2)), or returns errHeld.
func hold(file *file) error {
	err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return errHeld
	}
	return err
}

// release removes the file while it is still held, so that no other run can
// take it in between, and lets go.
func (l *lock) release() error {
	return errors.Join(l.root.Remove(lockFile), l.file.Close())
}

// syncFolder brings the entries of a folder to disk (fsync(2): syncing a file
// says nothing about its entry in the folder).
func syncFolder(root *os.Root, name string) error {
	folder, err := root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
