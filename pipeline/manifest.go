package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gopkg.in/yaml.v3"

	"migdata/pipeline/diff"
	"migdata/pipeline/export"
	"migdata/pipeline/normalise"
	"migdata/pipeline/release"
	"migdata/schemas"
)

// A manifested is a manifest with its bytes.
type manifested struct {
	release.Manifest
	text []byte
}

func (m *manifested) file() release.File {
	sum := sha256.Sum256(m.text)
	return release.File{Path: release.ManifestPath, Bytes: int64(len(m.text)), SHA256: hex.EncodeToString(sum[:])}
}

// manifest makes the manifest of a release, all but its files.
func (r *work) manifest(dataset export.Release) (*manifested, error) {
	m := &manifested{Manifest: release.Manifest{Name: dataset.About.Name, Title: dataset.About.Title, Version: dataset.About.Version,
		AsOf: schemas.DayString(dataset.About.AsOf), Released: schemas.DayString(dataset.About.Released), Findings: map[string]int{}}}
	if p := r.cfg.Release.Previous; p != nil {
		m.Previous = &release.Predecessor{Version: p.Version, ManifestSHA256: p.SHA256}
	}
	for _, severity := range []schemas.Severity{schemas.Note, schemas.Warning, schemas.Error} {
		m.Findings[severity.String()] = r.log.counts[severity]
	}
	for _, res := range dataset.Resources {
		hash, err := export.LogicalHash(res)
		if err != nil {
			return nil, err
		}
		m.Tables = append(m.Tables, release.TableEntry{Name: res.Table.Name, Rows: res.Rows, Logical: hash})
	}
	var err error
	if m.Inputs, err = r.inputs(); err != nil {
		return nil, err
	}
	m.Settings, err = r.cfg.settings()
	return m, err
}

// entries lists the files with the tables that they hold.
func entries(files []release.File, dataset export.Release) []release.FileEntry {
	tables := map[string]schemas.Resource{}
	for _, format := range export.Formats {
		for _, res := range dataset.Resources {
			if format.Path != nil {
				tables[format.Path(res.Table)] = res
			}
		}
	}
	list := make([]release.FileEntry, len(files))
	for i, f := range files {
		list[i].File = f
		if res, ok := tables[f.Path]; ok {
			list[i].Table, list[i].Rows = res.Table.Name, &res.Rows
		}
	}
	return list
}

// inputs lists what the release is made of: the configuration file, the texts,
// the curated files, and the tables of names and places in the program.
func (r *work) inputs() ([]release.Input, error) {
	var inputs []release.Input
	if r.cfg.File != "" {
		text, err := os.ReadFile(filepath.Join(r.cfg.Root, filepath.Base(r.cfg.File)))
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		inputs = append(inputs, release.Input{ID: "config", Kind: release.ConfigInput, File: filepath.Base(r.cfg.File), Bytes: int64(len(text)), SHA256: hex.EncodeToString(sum[:])})
	}
	for _, d := range r.documents {
		inputs = append(inputs, release.Input{ID: d.ID, Kind: d.Kind, File: d.File, Bytes: d.DocumentRow.Bytes.N, SHA256: d.SHA256})
	}
	sum, size := normalise.Fingerprint()
	return append(inputs, release.Input{ID: "normalise", Kind: release.ReferenceInput, Bytes: size, SHA256: sum}), nil
}

// settings returns what the configuration says, as far as it reaches an
// output: all but where it writes, how many jobs it has, and what forbids
// publishing.
func (c *Config) settings() (json.RawMessage, error) {
	text, err := yaml.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("writing the settings: %w", err)
	}
	var all map[string]any
	if err := yaml.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("writing the settings: %w", err)
	}
	for _, key := range []string{"out", "jobs", "fail_on"} {
		delete(all, key)
	}
	return json.Marshal(all)
}

// predecessor makes sure that the release that the configuration names as the
// one before is there, with the manifest that it names.
func (r *work) predecessor(out string) error {
	p := r.cfg.Release.Previous
	if p == nil {
		return nil
	}
	if _, err := diff.ParseVersion(p.Version); err != nil {
		return fmt.Errorf("release.previous: %w", err)
	}
	folder := r.options.Releases
	if folder == "" {
		folder = out
	}
	r.previous = filepath.Join(folder, p.Version)
	_, sha, err := release.ReadManifest(r.previous)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("release.previous names the release %s, and %s holds none", p.Version, r.previous)
	case err != nil:
		return err
	case sha != p.SHA256:
		return fmt.Errorf("release.previous names the release %s with the manifest %s; that of %s is %s", p.Version, p.SHA256, r.previous, sha)
	}
	return nil
}

// sameAs reports an error where a published release differs from the one that
// was made, and says in what.
func (r *work) sameAs(folder string, made *manifested) error {
	there, sha, err := release.ReadManifest(folder)
	if err != nil {
		return fmt.Errorf("%w, and its manifest cannot be read: %w", release.ErrExists, err)
	}
	if sha == made.file().SHA256 {
		return nil
	}
	return fmt.Errorf("%w, with other content: %s; a published version never changes, so choose another", release.ErrExists, firstDifference(there, &made.Manifest))
}

// firstDifference says in what two manifests differ.
func firstDifference(a, b *release.Manifest) string {
	tables := map[string]string{}
	for _, t := range a.Tables {
		tables[t.Name] = t.Logical
	}
	for _, t := range b.Tables {
		if tables[t.Name] != t.Logical {
			return "the table " + t.Name + " has other cells"
		}
	}
	files := map[string]string{}
	for _, f := range a.Files {
		files[f.Path] = f.SHA256
	}
	for _, f := range b.Files {
		if files[f.Path] != f.SHA256 {
			return "the file " + f.Path + " has other bytes"
		}
		delete(files, f.Path)
	}
	for _, f := range sortedKeys(files) {
		return "the file " + f + " is missing"
	}
	return "its inputs or settings are others"
}

// put writes a small file of a release.
func put(create export.Create, path string, text []byte) error {
	w, err := create(path)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return errors.Join(err, w.Close())
}

// dayTime returns the beginning of a day, days since 1970-01-01, in UTC.
func dayTime(day int64) time.Time { return time.Unix(day*86400, 0).UTC() }
