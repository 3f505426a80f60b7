package metadata

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
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

// ChangesPath is the file that says what has changed since the release before,
// where one is named. It is written before the documents here.
const ChangesPath = "CHANGES.md"

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
	Option string // written only where the configuration chooses it by this name; "": always
}

// Renderers are the documents of a release, in the order in which they are
// written: each sees the files before it. A new standard is one file and one
// line here.
var Renderers = []Renderer{ThirdParty, Codebook, LoadSQL, Citations, Citation, CSVW, IATI, DataPackage, DataPackageCopy, Croissant, DCAT,
	Notebook, HXL, HDX, OpenLineage, ROCrate, Readme}

// Options are the names by which documents are chosen that a release has only
// on demand.
func Options() []string {
	var names []string
	for _, r := range Renderers {
		if r.Option != "" {
			names = append(names, r.Option)
		}
	}
	return names
}

// Write adds the documents to a release whose files have been written. Those
// that are optional are written where they are chosen.
func Write(create export.Create, release export.Release, files []File, chosen ...string) error {
	d := Dataset{release, slices.Clone(files)}
	for _, r := range Renderers {
		if r.Option != "" && !slices.Contains(chosen, r.Option) {
			continue
		}
		file, err := write(create, r, d)
		if err != nil {
			return fmt.Errorf("rendering %s: %w", r.Path, err)
		}
		if file.Bytes == 0 {
			continue // there is nothing to say of this release
		}
		d.Files = append(d.Files, file)
		slices.SortFunc(d.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	}
	return nil
}

// write streams a document into its file.
func write(create export.Create, r Renderer, d Dataset) (File, error) {
	out := &document{create: create, path: r.Path, sum: sha256.New()}
	buffer := bufio.NewWriterSize(out, 1<<16)
	err := r.Render(buffer, d)
	if err == nil {
		err = buffer.Flush()
	}
	if closing := out.Close(); err == nil {
		err = closing
	}
	return File{r.Path, out.bytes, hex.EncodeToString(out.sum.Sum(nil))}, err
}

// A document is a file that is made with its first bytes, and counts them.
type document struct {
	create export.Create
	path   string
	file   io.WriteCloser // nil before the first byte
	bytes  int64
	sum    hash.Hash
}

func (f *document) Write(p []byte) (int, error) {
	if f.file == nil {
		file, err := f.create(f.path)
		if err != nil {
			return 0, err
		}
		f.file = file
	}
	n, err := f.file.Write(p)
	f.bytes += int64(n)
	f.sum.Write(p[:n])
	return n, err
}

func (f *document) Close() error {
	if f.file == nil {
		return nil
	}
	return f.file.Close()
}

// writeJSON writes a document of JSON as all of them are: indented, and with
// no signs escaped that need not be.
func writeJSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
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
