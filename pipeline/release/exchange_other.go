//go:build !linux

package release

import (
	"errors"
	"os"
)

// exchange is Linux's; elsewhere two renames do.
func exchange(*os.Root, string, string) error { return errors.ErrUnsupported }
