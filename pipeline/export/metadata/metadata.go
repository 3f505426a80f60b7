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
	Path   string // relative to the release, with forward slashes
	Bytes  int64
	SHA256 string // lower-case hexadecimal
}

// A Dataset is a release with the files that it has so far, by path.
type Dataset struct {
	export.Release
	Files []File
}

// A Renderer writes one document about a release.
type Renderer struct {
	Path   string
	Render func(io.Writer, Dataset) error
}

// Renderers are the documents of a release, in the order in which they are
// written: each sees the files before it. A new standard is one file and one
// line here.
var Renderers = []Renderer{Codebook, DataPackage, DataPackageCopy, Readme}

// Write adds the documents to a release whose files have been written.
func Write(create export.Create, release export.Release, files []File) error {
	d := Dataset{release, slices.Clone(files)}
	for _, r := range Renderers {
		var text bytes.Buffer
		if err := r.Render(&text, d); err != nil {
			return fmt.Errorf("rendering %s: %w", r.Path, err)
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

// resource finds a table of the release by its name.
func (d *Dataset) resource(table string) (schemas.Resource, bool) {
	for _, r := range d.Resources {
		if r.Table.Name == table {
			return r, true
		}
	}
	return schemas.Resource{}, false
}

// A shape is a way to publish a table as a file of its own. Its name is that
// of the format in export, of the folder and of the extension.
type shape struct {
	Name      string
	MediaType string // IANA media type
	Text      bool   // text in UTF-8
	Flat      bool   // lists are joined by schemas.ListSeparator
}

// shapes are ordered by how many tools read them without being told how.
var shapes = []shape{
	{Name: "csv", MediaType: "text/csv", Text: true, Flat: true},
	{Name: "json", MediaType: "application/json", Text: true},
	{Name: "parquet", MediaType: "application/vnd.apache.parquet"},
}

// path is where a shape keeps a table.
func (s shape) path(t *schemas.Table) string { return s.Name + "/" + t.Name + "." + s.Name }

// A published is a table in one shape.
type published struct {
	shape
	File
}

// shapesOf returns the shapes in which the release holds a table.
func (d *Dataset) shapesOf(t *schemas.Table) []published {
	var found []published
	for _, s := range shapes {
		if f, ok := d.file(s.path(t)); ok {
			found = append(found, published{s, f})
		}
	}
	return found
}
