package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"

	"migdata/pipeline/export"
	"migdata/pipeline/release"
	"migdata/schemas"
)

// Rebuild verifies a release and builds it again, from the inputs in a folder
// and the settings in its manifest, and compares the bytes of every file. It
// names the first table and cell that differ.
func Rebuild(ctx context.Context, dir, inputs string) (v *Verification, err error) {
	if v, err = Verify(ctx, dir); err != nil {
		return nil, err
	}
	m, _, err := release.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	if !v.sameInputs(m, inputs) {
		return v, nil
	}
	cfg, err := configOfSettings(m, inputs)
	if err != nil {
		return nil, err
	}
	if cfg.Out, err = os.MkdirTemp("", "migdata-rebuild-"); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(cfg.Out)) }()
	again := m.Version
	if again == preview {
		again = ""
	}
	releases, err := filepath.Abs(filepath.Dir(filepath.Clean(dir)))
	if err != nil {
		return nil, err
	}
	summary, err := Run(ctx, cfg, Options{Publish: true, Version: again, Releases: releases})
	if err != nil {
		return nil, fmt.Errorf("building it again: %w", err)
	}
	if summary.Forbidden {
		v.wrong("built again, findings forbid publishing")
		return v, nil
	}
	v.Rebuilt = true
	return v, v.sameBytes(m, dir, summary.Out)
}

// sameInputs holds the inputs in a folder against those of the manifest.
func (v *Verification) sameInputs(m *release.Manifest, inputs string) bool {
	root, err := os.OpenRoot(inputs)
	if err != nil {
		v.wrong("the inputs: %v", err)
		return false
	}
	defer root.Close()
	same := true
	for _, in := range m.Inputs {
		if in.File == "" {
			continue
		}
		if got, err := release.HashFile(root, in.File); err != nil {
			v.wrong("the input %s: %v", in.File, err)
			same = false
		} else if got.SHA256 != in.SHA256 {
			v.wrong("the input %s has other bytes than the release was made of", in.File)
			same = false
		}
	}
	return same
}

// configOfSettings makes a configuration of what a manifest says.
func configOfSettings(m *release.Manifest, inputs string) (*Config, error) {
	root, err := filepath.Abs(inputs)
	if err != nil {
		return nil, err
	}
	cfg := &Config{FailOn: "never", Out: "out"}
	strict := yaml.NewDecoder(bytes.NewReader(m.Settings)) // JSON is YAML
	strict.KnownFields(true)
	if err := strict.Decode(cfg); err != nil {
		return nil, fmt.Errorf("reading the settings of the manifest: %w", err)
	}
	cfg.Root = root
	for _, in := range m.Inputs {
		if in.Kind == release.ConfigInput {
			cfg.File = in.File
		}
	}
	return cfg, cfg.Validate()
}

// sameBytes compares the files of two folders that a manifest lists.
func (v *Verification) sameBytes(m *release.Manifest, dir, again string) error {
	roots := [2]*os.Root{}
	for i, folder := range []string{dir, again} {
		root, err := os.OpenRoot(folder)
		if err != nil {
			return err
		}
		defer root.Close()
		roots[i] = root
	}
	for _, f := range m.Files {
		got, err := release.HashFile(roots[1], f.Path)
		if err != nil {
			v.wrong("built again, %s is missing: %v", f.Path, err)
			return nil
		}
		if got.SHA256 == f.SHA256 {
			continue
		}
		what := ""
		if cell := firstCell(roots, f); cell != "" {
			what = ": " + cell
		}
		v.wrong("built again, %s has other bytes%s", f.Path, what)
		return nil
	}
	return v.sameManifest(roots)
}

// sameManifest compares the manifests of two folders: what is in one alone, or
// what one says otherwise.
func (v *Verification) sameManifest(roots [2]*os.Root) error {
	var texts [2][]byte
	var says [2]map[string]json.RawMessage
	for i, root := range roots {
		file, err := release.OpenPlain(root, release.ManifestPath)
		if err != nil {
			return err
		}
		texts[i], err = io.ReadAll(file)
		if err := errors.Join(err, file.Close(), json.Unmarshal(texts[i], &says[i])); err != nil {
			return err
		}
	}
	if bytes.Equal(texts[0], texts[1]) {
		return nil
	}
	for _, key := range sortedKeys(says[1]) {
		if !bytes.Equal(says[0][key], says[1][key]) {
			v.wrong("built again, the manifest says something else of its %s", key)
			return nil
		}
	}
	v.wrong("built again, the manifest has other bytes")
	return nil
}

// firstCell names the first cell in which a table's file differs; "" where
// the file holds no table, or the same cells in other bytes.
func firstCell(roots [2]*os.Root, f release.FileEntry) string {
	t := schemas.TableNamed(f.Table)
	if t == nil {
		return ""
	}
	for _, format := range export.Formats {
		if format.Path == nil || format.Path(t) != f.Path {
			continue
		}
		var tables [2]schemas.Resource
		for i, root := range roots {
			var err error
			if tables[i], err = format.Read(func(path string) (export.File, error) { return release.OpenPlain(root, path) }, t); err != nil {
				return err.Error()
			}
		}
		if err := export.Compare(format, tables[0], tables[1]); err != nil && !errors.Is(err, io.EOF) {
			return err.Error()
		}
	}
	return ""
}
