//go:build !unix

package pipeline

import "os"

// makePipe makes a folder, as such systems have no pipes among their files:
// it is no regular file either.
func makePipe(path string) error { return os.Mkdir(path, 0o700) }
