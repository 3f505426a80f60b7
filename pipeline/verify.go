package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
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
	m, _, err := release.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	v := &Verification{Version: m.Version, Problems: []string{}}
	if err := v.files(ctx, root, m); err != nil {
		return nil, err
	}
	if err := v.tables(ctx, root, m); err != nil {
		return nil, err
	}
	return v, nil
}

// files compares the files with the manifest.
func (v *Verification) files(ctx context.Context, root *os.Root, m *release.Manifest) error {
	listed := map[string]bool{release.ManifestPath: true, release.BuildPath: true}
	for _, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		listed[f.Path] = true
		size, sum, err := hashFile(root, f.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.wrong("%s is missing", f.Path)
		case err != nil:
			v.wrong("%s cannot be read: %v", f.Path, err)
		case size != f.Bytes || sum != f.SHA256:
			v.wrong("%s has other bytes than the manifest says", f.Path)
		default:
			v.Files++
		}
	}
	return fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[path] {
			v.wrong("%s is in no manifest", path)
		}
		return err
	})
}

func hashFile(root *os.Root, name string) (size int64, sum string, err error) {
	info, err := root.Lstat(name)
	if err != nil {
		return 0, "", err
	}
	if !info.Mode().IsRegular() {
		return 0, "", errors.New("it is no plain file")
	}
	file, err := root.Open(name)
	if err != nil {
		return 0, "", err
	}
	defer file.Close()
	hash := sha256.New()
	size, err = io.Copy(hash, file)
	return size, hex.EncodeToString(hash.Sum(nil)), err
}

// tables reads every table back in every format. The first format that holds
// all is judged too.
func (v *Verification) tables(ctx context.Context, root *os.Root, m *release.Manifest) error {
	open := func(path string) (export.File, error) { return openIn(root, path) }
	judged := false
	for _, format := range append(slices.Clone(export.Formats), export.Nested) {
		judge := !judged && !format.Flat && format.Path != nil && has(pathsOf(m), format.Path(&schemas.Projects.Table))
		for _, entry := range m.Tables {
			if err := ctx.Err(); err != nil {
				return err
			}
			t := schemas.TableNamed(entry.Name)
			if t == nil {
				v.wrong("the table %s is none that this program knows", entry.Name)
				continue
			}
			if !format.Holds(t) || !holds(m, format, t) {
				continue
			}
			v.table(format, open, t, entry)
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

// holds reports whether the release has the file of a format that holds a
// table.
func holds(m *release.Manifest, format export.Format, t *schemas.Table) bool {
	paths := pathsOf(m)
	switch {
	case format.Path != nil:
		return has(paths, format.Path(t))
	case format.Name == export.Nested.Name:
		return has(paths, "json/projects.nested.json")
	}
	return has(paths, export.WorkbookPath)
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
func (v *Verification) table(format export.Format, open export.Open, t *schemas.Table, entry release.TableEntry) {
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
	hash, err := export.LogicalHash(resource)
	switch {
	case err != nil:
		v.wrong("%s in %s cannot be read: %v", t.Name, format.Name, err)
	case hash != entry.Logical:
		v.wrong("%s in %s has other cells than the manifest says", t.Name, format.Name)
	default:
		v.Tables++
	}
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

// openIn opens a file of a release.
func openIn(root *os.Root, path string) (export.File, error) {
	file, err := root.Open(filepath.FromSlash(path))
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return sizedFile{file, info.Size()}, nil
}

// A sizedFile is a file with its length in bytes.
type sizedFile struct {
	*os.File
	size int64
}

func (f sizedFile) Size() int64 { return f.size }
