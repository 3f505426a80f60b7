package export

import (
	"bufio"
	"fmt"

	"migdata/schemas"
)

// everyTable holds all tables.
func everyTable(*schemas.Table) bool { return true }

// writeFile makes one file of the release and has fill write it through a
// buffer. The buffer keeps the first error of the file, also where a library
// drops it.
func writeFile(create Create, path string, fill func(*bufio.Writer) error) error {
	f, err := create(path)
	if err != nil {
		return fmt.Errorf("creating %s: %w", path, err)
	}
	w := bufio.NewWriterSize(f, 1<<18)
	err = fill(w)
	if failed := w.Flush(); err == nil {
		err = failed
	}
	if failed := f.Close(); err == nil {
		err = failed
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}
