package lineage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// A Release is a published release that can be asked.
type Release struct {
	root   *os.Root
	format export.Format
	inputs *inputs
	tables map[string][]*row           // the rows of small tables, once they have been read
	claims map[schemas.Subject][]Claim // of the subjects that were asked for
	papers map[string]*Document        // by id; nil until first needed
}

// Open opens the release in a folder. Sources are looked for below the folder
// inputs.
func Open(dir, inputsDir string) (*Release, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the release: %w", err)
	}
	r := &Release{root: root, inputs: &inputs{dir: inputsDir}, tables: map[string][]*row{}, claims: map[schemas.Subject][]Claim{}}
	for _, format := range export.Formats {
		if format.Path == nil {
			continue
		}
		_, claims := root.Stat(format.Path(&schemas.Claims.Table))
		_, documents := root.Stat(format.Path(&schemas.Documents.Table))
		if claims == nil && documents == nil {
			r.format = format
			return r, nil
		}
	}
	root.Close()
	return nil, fmt.Errorf("%s holds no release with the tables claims and documents in Parquet, JSON or CSV", dir)
}

// Close closes the release.
func (r *Release) Close() error { return r.root.Close() }

// A file is a file of a release.
type file struct {
	*os.File
	size int64
}

func (f file) Size() int64 { return f.size }

func (r *Release) open(path string) (export.File, error) {
	f, err := r.root.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	return file{f, info.Size()}, nil
}

// A row is one row of a table, with its cells by the names of their columns; a
// null has none.
type row struct {
	table *schemas.Table
	cells map[string][]string
}

func (r *row) get(column string) []string { return r.cells[column] }

func (r *row) one(column string) string { return schemas.Cells(r.get).One(column) }

// key joins the key values of the row.
func (r *row) key(separator string) string {
	parts := make([]string, len(r.table.Key))
	for i, k := range r.table.Key {
		parts[i] = r.one(k)
	}
	return strings.Join(parts, separator)
}

// smallTable is how many rows a table may have that is kept in memory.
const smallTable = 20_000

// rows returns the rows of a table that match, in its order.
func (r *Release) rows(t *schemas.Table, match func(schemas.Cells) bool) ([]*row, error) {
	if _, err := r.root.Stat(r.format.Path(t)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil // the release leaves the table out
	}
	var found []*row
	if all, known := r.tables[t.Name]; known {
		for _, one := range all {
			if match(one.get) {
				found = append(found, one)
			}
		}
		return found, nil
	}
	resource, err := r.format.Read(r.open, t)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", t.Name, err)
	}
	all := []*row{}
	for b, err := range resource.Batches {
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", t.Name, err)
		}
		for i := range b.Rows() {
			cells := t.CellsOf(b, i)
			matches := match(cells)
			if all == nil && !matches {
				continue
			}
			one := newRow(t, cells)
			if matches {
				found = append(found, one)
			}
			if all != nil {
				all = append(all, one)
			}
			if len(all) > smallTable {
				all = nil
			}
		}
	}
	if all != nil {
		r.tables[t.Name] = all
	}
	return found, nil
}

func newRow(t *schemas.Table, cells schemas.Cells) *row {
	one := &row{t, map[string][]string{}}
	for k := range t.Fields {
		if values := cells(t.Fields[k].Name); values != nil {
			one.cells[t.Fields[k].Name] = values
		}
	}
	return one
}

// is returns a match of rows in which a column has a value.
func is(column, value string) func(schemas.Cells) bool {
	return func(c schemas.Cells) bool { return c.One(column) == value }
}
