package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"migdata/schemas"
)

// A Document is a text, a curated file, or a page that a curated row cites.
type Document struct {
	schemas.DocumentRow
	Doc   schemas.DocID
	Bytes []byte // of a curated file; a text is read when it is its turn
	path  string
}

// text reads the bytes of a document that we hold and notes their hash and
// length. A file that is no regular file, or whose path leads out of root, is
// refused before it is opened.
func (d *Document) text(root string) ([]byte, error) {
	held, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer held.Close()
	info, err := held.Stat(filepath.FromSlash(d.File))
	if err != nil {
		return nil, plainPathError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is not a regular file but %s", info.Mode().Type())
	}
	b, err := held.ReadFile(filepath.FromSlash(d.File))
	if err != nil {
		return nil, plainPathError(err)
	}
	sum := sha256.Sum256(b)
	d.SHA256, d.DocumentRow.Bytes = hex.EncodeToString(sum[:]), schemas.IntValue(int64(len(b)))
	return b, nil
}

// plainPathError drops the path of an error: the finding names the document.
func plainPathError(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// load returns the documents that the configuration names, in its order.
func load(cfg *Config) []*Document {
	documents := make([]*Document, len(cfg.Documents))
	for i, d := range cfg.Documents {
		documents[i] = &Document{Doc: schemas.DocID(i + 1), DocumentRow: schemas.DocumentRow{
			ID: d.ID, Kind: "text", File: filepath.ToSlash(d.File), Title: d.Title, Publisher: d.Publisher, PublisherType: d.PublisherType,
			URL: d.URL, ArchiveURL: d.ArchiveURL, Published: d.Published, StatedAsOf: d.StatedAsOf, Read: d.DateRead,
			Language: d.Language, Layout: d.Layout, Republish: d.Republish, Rights: d.Rights, Licence: d.Licence,
		}}
	}
	return documents
}
