package pipeline

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"migdata/pipeline/export"
	"migdata/pipeline/release"
	"migdata/schemas"
)

// A Verification is what looking at a published release came to.
type Verification struct {
	Version  string   `json:"version"`
	Files    int      `json:"files"`  // that were hashed
	Tables   int      `json:"tables"` // read back, once a format
	Rebuilt  bool     `json:"rebuilt"`
	Notes    []string `json:"notes"` // what was not looked at, and why
	Problems []string `json:"problems"`
}

func (v *Verification) wrong(format string, args ...any) {
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

// Verify holds a published release against its manifest and its tables against
// each other: the bytes of every file; the cells of every table in every
// format; keys, rules of columns, references. What is wrong with the release is
// a problem; an error is a failure of looking.
func Verify(ctx context.Context, dir string) (*Verification, error) {
	m, sha, err := release.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	v := &Verification{Version: m.Version, Notes: []string{}, Problems: []string{}}
	if err := v.files(ctx, root, m, sha); err != nil {
		return nil, err
	}
	ours, err := schemaSHA256()
	if err != nil {
		return nil, err
	}
	if m.Schema != ours {
		v.Notes = append(v.Notes, "it was made by a program that declares other tables, so only its files were hashed; the program that build.json names reads its cells")
		return v, nil
	}
	v.whole(m)
	return v, v.tables(ctx, root, m)
}

// files compares the files with the manifest, and the archive beside them where
// there is one.
func (v *Verification) files(ctx context.Context, root *os.Root, m *release.Manifest, sha string) error {
	problems, ok, err := m.Check(ctx, root)
	if err != nil {
		return err
	}
	v.Problems, v.Files = append(v.Problems, problems...), ok
	folder, err := filepath.EvalSymlinks(root.Name())
	if err != nil {
		return err
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return err
	}
	if name := filepath.Base(folder); name != m.Version && name != release.Latest {
		if _, err := release.ParseVersion(name); err == nil {
			v.wrong("the folder is named %s, and its manifest is that of version %s", name, m.Version)
		}
	}
	archive := folder + ".zip"
	if info, err := os.Stat(archive); err != nil || !info.Mode().IsRegular() {
		return nil // it may stand elsewhere
	}
	problems, err = m.CheckArchive(archive, sha)
	if err != nil {
		v.wrong("%s cannot be read: %v", filepath.Base(archive), err)
	}
	v.Problems = append(v.Problems, problems...)
	return nil
}

// tables reads every table back in every format. The first format that holds
// all is judged too.
func (v *Verification) tables(ctx context.Context, root *os.Root, m *release.Manifest) error {
	open := func(path string) (export.File, error) { return release.OpenPlain(root, path) }
	for _, entry := range m.Tables {
		if schemas.TableNamed(entry.Name) == nil {
			v.wrong("the table %s is none that this program knows", entry.Name)
		}
	}
	judged := false
	for _, format := range export.WithCopies(export.Formats, slices.Sorted(maps.Keys(pathsOf(m)))) {
		judge := !judged && !format.Flat && format.Path != nil && has(pathsOf(m), format.Path(&schemas.Projects.Table))
		for _, entry := range m.Tables {
			if err := ctx.Err(); err != nil {
				return err
			}
			if t := schemas.TableNamed(entry.Name); t != nil && format.Holds(t) && holds(m, format, t) {
				v.table(format, open, t, m, entry)
			}
		}
		if judge {
			judged = true
			if err := v.judge(format, open, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// whole makes sure that a version has every table in every format.
func (v *Verification) whole(m *release.Manifest) {
	if m.Version == preview {
		return // it may be a selection
	}
	listed := map[string]bool{}
	for _, entry := range m.Tables {
		listed[entry.Name] = true
	}
	for _, t := range schemas.Tables() {
		if !listed[t.Name] {
			v.wrong("the manifest has no table %s", t.Name)
		}
		for _, format := range export.WithCopies(export.Formats, slices.Sorted(maps.Keys(pathsOf(m)))) {
			if format.Holds(t) && !holds(m, format, t) {
				v.wrong("the manifest has no file of %s in %s", t.Name, format.Name)
			}
		}
	}
}

// holds reports whether the release has the file of a format that holds a
// table.
func holds(m *release.Manifest, format export.Format, t *schemas.Table) bool {
	path := format.File
	if format.Path != nil {
		path = format.Path(t)
	}
	return has(pathsOf(m), path)
}

func pathsOf(m *release.Manifest) map[string]bool {
	paths := make(map[string]bool, len(m.Files))
	for _, f := range m.Files {
		paths[f.Path] = true
	}
	return paths
}

// table reads a table back and compares its cells with the manifest. Files of
// a foreign release are not trusted: what a reader cannot bear is a problem of
// the release.
func (v *Verification) table(format export.Format, open export.Open, t *schemas.Table, m *release.Manifest, entry release.TableEntry) {
	defer func() {
		if r := recover(); r != nil {
			v.wrong("%s in %s cannot be read: %v", t.Name, format.Name, r)
		}
	}()
	resource, err := format.Read(open, t)
	if err != nil {
		v.wrong("%s in %s cannot be read: %v", t.Name, format.Name, err)
		return
	}
	rows := 0
	hash, err := export.LogicalHash(counting(resource, &rows))
	for _, f := range m.Files {
		if format.Path != nil && f.Path == format.Path(t) && (f.Table != t.Name || f.Rows == nil || *f.Rows != entry.Rows) {
			v.wrong("the manifest says something else of %s than of the table %s", f.Path, t.Name)
		}
	}
	switch {
	case err == nil && rows != entry.Rows:
		v.wrong("%s in %s has %d rows, and the manifest says %d", t.Name, format.Name, rows, entry.Rows)
	case err != nil:
		v.wrong("%s in %s cannot be read: %v", t.Name, format.Name, err)
	case hash != entry.Logical:
		v.wrong("%s in %s has other cells than the manifest says", t.Name, format.Name)
	default:
		v.Tables++
	}
}

// counting counts the rows of a table as they are read.
func counting(r schemas.Resource, rows *int) schemas.Resource {
	batches := r.Batches
	r.Batches = func(yield func(*schemas.Batch, error) bool) {
		for b, err := range batches {
			if b != nil {
				*rows += b.Rows()
			}
			if !yield(b, err) {
				return
			}
		}
	}
	return r
}

// judge holds the tables of one format against their declarations: rules,
// keys, order, references.
func (v *Verification) judge(format export.Format, open export.Open, m *release.Manifest) (err error) {
	defer func() {
		if r := recover(); r != nil {
			v.wrong("the tables in %s cannot be read: %v", format.Name, r)
		}
	}()
	dir, err := scratch()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	log := newFindingLog(dir, sortBudget/4)
	defer log.sorter.close()
	all := newTables(dir, log)
	defer all.close()
	for _, entry := range m.Tables {
		t := schemas.TableNamed(entry.Name)
		if t == nil {
			continue
		}
		resource, err := format.Read(open, t)
		if err != nil {
			return nil // table has said so
		}
		all.spools[t.Name] = newSpool(t, dir, scratchBudget)
		check := newChecker(t, all)
		for b, err := range resource.Batches {
			if err != nil {
				return nil // table has said so
			}
			if err := errors.Join(check.batch(b), all.spools[t.Name].add(cloneBatch(b))); err != nil {
				v.wrong("%v", err)
				return nil
			}
		}
	}
	if len(all.spools) == len(schemas.Tables()) { // a preview of some tables refers to others
		if err := all.checkReferences(); err != nil {
			return err
		}
	}
	for record, err := range log.sorter.sorted() {
		if err != nil {
			return err
		}
		if f := readFinding(record.payload); f.Severity() == schemas.Error {
			v.wrong("%s", f.String())
		}
	}
	return nil
}
