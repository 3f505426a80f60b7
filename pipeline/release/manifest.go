package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
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
	Inputs   []Input         `json:"inputs"`
	Settings json.RawMessage `json:"settings"` // what the configuration says, as far as it reaches an output; with the policy
	Findings map[string]int  `json:"findings"` // by severity
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
	return readManifest(root.FS())
}

// mostManifest is how large a manifest may be: that of a release has some
// hundred bytes a file.
const mostManifest = 64 << 20

func readManifest(release fs.FS) (*Manifest, string, error) {
	file, err := release.Open(ManifestPath)
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
	var m Manifest
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&m); err != nil {
		return nil, "", err
	}
	if m.Format != manifestFormat {
		return nil, "", fmt.Errorf("its format is %q; this program reads %q", m.Format, manifestFormat)
	}
	for _, f := range m.Files {
		if err := checkPath(f.Path); err != nil {
			return nil, "", fmt.Errorf("it lists %q: %w", f.Path, err)
		}
	}
	sum := sha256.Sum256(text)
	return &m, hex.EncodeToString(sum[:]), nil
}
