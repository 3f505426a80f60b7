package release

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// ManifestPath is where the manifest of a release stands, and BuildPath where
// the identity of the code that made it does: outside the manifest and all
// hashes.
const (
	ManifestPath = "manifest.json"
	BuildPath    = "build.json"
)

// manifestFormat says what sort of document a manifest is.
const manifestFormat = "migdata manifest 1"

// A Manifest says what a release is made of and what it holds: all that is
// needed to verify it, to compare it, and to build it again.
type Manifest struct {
	Format   string          `json:"format"`
	Name     string          `json:"name"` // of the dataset
	Title    string          `json:"title"`
	Version  string          `json:"version"`
	AsOf     string          `json:"as_of"`    // YYYY-MM-DD
	Released string          `json:"released"` // YYYY-MM-DD
	Previous *Predecessor    `json:"previous"` // null where none is named
	Files    []FileEntry     `json:"files"`    // but the manifest itself and build.json, by path
	Tables   []TableEntry    `json:"tables"`
	Schema   string          `json:"schema_sha256"` // of what the program declares of all tables: another one reads none of their files
	Inputs   []Input         `json:"inputs"`
	Settings json.RawMessage `json:"settings"` // what the configuration says, as far as it reaches an output; with the policy
	Findings map[string]int  `json:"findings"` // by severity
}

// Check hashes the files of the release in a folder, and returns what is wrong
// with them, in words: files that are missing, others, or in no manifest. ok is
// how many are right.
func (m *Manifest) Check(ctx context.Context, root *os.Root) (problems []string, ok int, err error) {
	wrong := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	listed := map[string]bool{ManifestPath: true, BuildPath: true}
	for _, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		listed[f.Path] = true
		got, err := HashFile(root, f.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			wrong("%s is missing", f.Path)
		case err != nil:
			wrong("%s cannot be read: %v", f.Path, err)
		case got != f.File:
			wrong("%s has other bytes than the manifest says", f.Path)
		default:
			ok++
		}
	}
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[path] {
			wrong("%s is in no manifest", path)
		}
		return err
	})
	return problems, ok, err
}

// HashFile counts and hashes the bytes of a plain file below a folder.
func HashFile(root *os.Root, name string) (File, error) {
	file, err := OpenPlain(root, name)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	hash := sha256.New()
	size, err := io.Copy(hash, file)
	return File{Path: name, Bytes: size, SHA256: hex.EncodeToString(hash.Sum(nil))}, err
}

// CheckArchive compares an archive with the manifest of its release: the same
// files with the same bytes, but build.json.
func (m *Manifest) CheckArchive(path, manifestSHA256 string) (problems []string, err error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	name := filepath.Base(path)
	due := map[string]string{m.Version + "/" + ManifestPath: manifestSHA256}
	for _, f := range m.Files {
		due[m.Version+"/"+f.Path] = f.SHA256
	}
	for _, entry := range archive.File {
		want, ok := due[entry.Name]
		if !ok {
			problems = append(problems, fmt.Sprintf("%s has %s, which is in no manifest, or twice", name, entry.Name))
			continue
		}
		delete(due, entry.Name)
		got, err := hashEntry(entry)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %s cannot be read: %v", name, entry.Name, err))
		} else if got != want {
			problems = append(problems, fmt.Sprintf("%s: %s has other bytes than the manifest says", name, entry.Name))
		}
	}
	for _, missing := range slices.Sorted(maps.Keys(due)) {
		problems = append(problems, fmt.Sprintf("%s lacks %s", name, missing))
	}
	return problems, nil
}

func hashEntry(entry *zip.File) (string, error) {
	file, err := entry.Open()
	if err != nil {
		return "", err
	}
	defer file.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, file)
	return hex.EncodeToString(hash.Sum(nil)), err
}

// A Predecessor names the release before.
type Predecessor struct {
	Version        string `json:"version"`
	ManifestSHA256 string `json:"manifest_sha256"`
}

// A FileEntry is a file of a release, and which table it holds where it holds
// one and nothing else.
type FileEntry struct {
	File
	Table string `json:"table,omitempty"`
	Rows  *int   `json:"rows,omitempty"`
}

// A TableEntry is a table of a release. Its logical hash is that of its cells,
// whatever the format; see export.LogicalHash.
type TableEntry struct {
	Name    string `json:"name"`
	Rows    int    `json:"rows"`
	Logical string `json:"logical_sha256"`
}

// The kinds of inputs.
const (
	TextInput      = "text"      // a document that was read
	CuratedInput   = "curated"   // a curated file
	ConfigInput    = "config"    // the configuration file
	ReferenceInput = "reference" // tables that are part of the program
)

// An Input is what a release was made of.
type Input struct {
	ID     string `json:"id"` // of the document; the name of others
	Kind   string `json:"kind"`
	File   string `json:"file,omitempty"` // relative to the configuration; blank for what is part of the program
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Encode returns the bytes of the manifest: the same for the same manifest.
func (m *Manifest) Encode() ([]byte, error) {
	m.Format = manifestFormat
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	if err := out.Encode(m); err != nil {
		return nil, fmt.Errorf("encoding the manifest: %w", err)
	}
	return b.Bytes(), nil
}

// ReadManifest reads the manifest of the release in a folder, and returns its
// SHA-256 too.
func ReadManifest(dir string) (m *Manifest, sha string, err error) {
	defer wrap(&err, "reading the manifest of %s", dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, "", err
	}
	defer root.Close()
	return readManifest(root)
}

// OpenPlain opens a file below a folder for reading. Anything but a plain file
// is refused before it can make a reader wait: releases may be foreign.
func OpenPlain(root *os.Root, name string) (*Plain, error) {
	file, err := root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: errors.New("it is no plain file")}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &Plain{file, info.Size()}, nil
}

// A Plain is an open file with its length in bytes.
type Plain struct {
	*os.File
	size int64
}

// Size returns the length of the file when it was opened, in bytes.
func (p *Plain) Size() int64 { return p.size }

// mostManifest is how large a manifest may be: that of a release has some
// hundred bytes a file.
const mostManifest = 64 << 20

func readManifest(root *os.Root) (*Manifest, string, error) {
	file, err := OpenPlain(root, ManifestPath)
	if err != nil {
		return nil, "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, mostManifest+1))
	if err != nil {
		return nil, "", err
	}
	if len(text) > mostManifest {
		return nil, "", errors.New("it is too large for a manifest")
	}
	return decodeManifest(text)
}

func decodeManifest(text []byte) (*Manifest, string, error) {
	var m Manifest
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&m); err != nil {
		return nil, "", err
	}
	if m.Format != manifestFormat {
		return nil, "", fmt.Errorf("its format is %q; this program reads %q", m.Format, manifestFormat)
	}
	listed := map[string]bool{}
	for _, f := range m.Files {
		if err := checkPath(f.Path); err != nil {
			return nil, "", fmt.Errorf("it lists %q: %w", f.Path, err)
		}
		if listed[f.Path] {
			return nil, "", fmt.Errorf("it lists %q twice", f.Path)
		}
		listed[f.Path] = true
	}
	sum := sha256.Sum256(text)
	return &m, hex.EncodeToString(sum[:]), nil
}
