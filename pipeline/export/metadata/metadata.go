package metadata

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// A File is a written file of a release.
type File struct {
	Path   string `json:"path"` // relative to the release, with forward slashes
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // lower-case hexadecimal
}

// A Dataset is a release with the files that it has so far, by path.
type Dataset struct {
	export.Release
	Files []File
}

// A Renderer writes one document about a release. One that writes nothing has
// nothing to say of it, and there is no such file then.
type Renderer struct {
	Path   string
	Render func(io.Writer, Dataset) error
}

// Renderers are the documents of a release, in the order in which they are
// written: each sees the files before it. A new standard is one file and one
// line here.
var Renderers = []Renderer{ThirdParty, Codebook, LoadSQL, Citations, DataPackage, DataPackageCopy, Readme}

// Write adds the documents to a release whose files have been written.
func Write(create export.Create, release export.Release, files []File) error {
	d := Dataset{release, slices.Clone(files)}
	for _, r := range Renderers {
		var text bytes.Buffer
		if err := r.Render(&text, d); err != nil {
			return fmt.Errorf("rendering %s: %w", r.Path, err)
		}
		if text.Len() == 0 {
			continue // there is nothing to say of this release
		}
		if err := put(create, r.Path, text.Bytes()); err != nil {
			return fmt.Errorf("writing %s: %w", r.Path, err)
		}
		sum := sha256.Sum256(text.Bytes())
		d.Files = append(d.Files, File{r.Path, int64(text.Len()), hex.EncodeToString(sum[:])})
		slices.SortFunc(d.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	}
	return nil
}

func put(create export.Create, path string, text []byte) (err error) {
	w, err := create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closing := w.Close(); err == nil {
			err = closing
		}
	}()
	_, err = w.Write(text)
	return err
}

// file finds a file of the release by its path.
func (d *Dataset) file(path string) (File, bool) {
	for _, f := range d.Files {
		if f.Path == path {
			return f, true
		}
	}
	return File{}, false
}

// A published is a table in the file of one format.
type published struct {
	export.Format
	File
}

// filesOf returns the files that hold a table and nothing else, that of the
// plainest format first.
func (d *Dataset) filesOf(t *schemas.Table) []published {
	var found []published
	for _, format := range slices.Backward(export.Formats) {
		if format.Path == nil {
			continue
		}
		if f, ok := d.file(format.Path(t)); ok {
			found = append(found, published{format, f})
		}
	}
	return found
}
