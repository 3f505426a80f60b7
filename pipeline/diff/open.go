package diff

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"migdata/pipeline/export"
	"migdata/pipeline/release"
	"migdata/schemas"
)

// A written is a written release that is open for reading.
type written struct {
	side      Side
	root      *os.Root
	manifest  *release.Manifest // nil where it has none
	tables    []*declared       // in the order of the dictionary
	codes     map[string][]code // by codelist
	documents map[string]document
}

// A document is a document of a release, as far as causes name it.
type document struct{ kind, file, sha256 string }

// name is how people find the document.
func (d document) name(id string) string {
	if d.file != "" {
		return d.file
	}
	return id
}

// open opens the release in a folder, and reads what it says of itself. A
// manifest that is given stands in for the one in the folder.
func open(folder string, manifest *release.Manifest) (*written, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("opening the release: %w", err)
	}
	w := &written{side: Side{Folder: folder}, root: root, manifest: manifest}
	if err := w.read(); err != nil {
		root.Close()
		return nil, fmt.Errorf("reading the release %s: %w", folder, err)
	}
	return w, nil
}

func (w *written) read() error {
	// A manifest that is missing, or that another program wrote, costs causes and
	// not the comparison; whether it is right is for verify to say.
	if w.manifest == nil {
		if manifest, sha, err := release.ReadManifest(w.side.Folder); err == nil {
			w.manifest, w.side.Manifest = manifest, sha
		}
	}
	if w.manifest != nil {
		w.side.Version = w.manifest.Version
	}
	if err := w.readCodes(); err != nil {
		return err
	}
	if err := w.readDictionary(); err != nil {
		return err
	}
	if !slices.ContainsFunc(w.tables, func(d *declared) bool { return w.holds(d.name) }) {
		return errors.New("it holds no table in Parquet, JSON or CSV")
	}
	w.documents = map[string]document{}
	return w.looseRows(schemas.Documents.Name, func(row map[string]string) {
		w.documents[row["document_id"]] = document{row["kind"], row["file"], row["sha256"]}
	})
}

func (w *written) close() error { return w.root.Close() }

// A file is a file of a release.
type file struct {
	*os.File
	size int64
}

func (f file) Size() int64 { return f.size }

// open opens a file of the release; it never leaves its folder.
func (w *written) open(path string) (export.File, error) {
	f, err := w.root.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if !info.Mode().IsRegular() {
		return nil, errors.Join(fmt.Errorf("%s is no regular file", path), f.Close())
	}
	return file{f, info.Size()}, nil
}

// has reports whether the release has a file.
func (w *written) has(path string) bool {
	info, err := w.root.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// readFrom are the formats that releases are read from, the fastest first. The
// flat one is last, as it does not tell an empty list from a blank cell.
// Workbooks are for people.
var readFrom = []export.Format{export.Parquet, export.JSON, export.CSV}

// format returns the format that the release has a table in.
func (w *written) format(t *schemas.Table) (export.Format, bool) {
	for _, f := range readFrom {
		if w.has(f.Path(t)) {
			return f, true
		}
	}
	return export.Format{}, false
}

// holds reports whether the release has the cells of a table.
func (w *written) holds(name string) bool {
	_, ok := w.format(&schemas.Table{Name: name})
	return ok
}

// resource returns the rows of a table, read with the columns that the release
// declares, and whether its format is flat.
func (w *written) resource(d *declared) (r schemas.Resource, flat bool, err error) {
	f, ok := w.format(d.table)
	if !ok {
		return r, false, fmt.Errorf("%s holds no file of the table %s", w.side.Folder, d.name)
	}
	r, err = f.Read(w.open, d.table)
	if err != nil {
		err = fmt.Errorf("reading %s of %s: %w", d.name, w.side.Folder, err)
	}
	return r, f.Flat, err
}

// file returns the entry of the manifest for the Parquet file of a table.
func (w *written) file(t *schemas.Table) (release.FileEntry, bool) {
	if w.manifest == nil {
		return release.FileEntry{}, false
	}
	path := export.Parquet.Path(t)
	for _, f := range w.manifest.Files {
		if f.Path == path && f.SHA256 != "" {
			return f, w.has(path)
		}
	}
	return release.FileEntry{}, false
}
