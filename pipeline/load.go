package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"migdata/schemas"
)

// A Document is a text, a curated file, or a page that a curated row cites.
type Document struct {
	schemas.DocumentRow
	Doc   schemas.DocID
	Bytes []byte // of a curated file; a text is read when it is its turn
}

// text reads the bytes of a document that we hold and notes their hash and
// length. A file that is no regular file, or whose path leads out of root, is
// refused before it is opened.
func (d *Document) text(root string) ([]byte, error) {
	b, err := readRegular(root, filepath.FromSlash(d.File))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	d.SHA256, d.DocumentRow.Bytes = hex.EncodeToString(sum[:]), schemas.IntValue(int64(len(b)))
	return b, nil
}

// readRegular reads a regular file below a folder. Nothing else is opened: a
// pipe would never end, and a link out of the folder is refused.
func readRegular(folder, name string) ([]byte, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, plainPathError(err)
	}
	defer root.Close()
	info, err := root.Stat(name)
	if err != nil {
		return nil, plainPathError(err)
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, errors.New("it is a folder")
	case !mode.IsRegular():
		return nil, fmt.Errorf("it is no regular file (%s)", mode.Type())
	}
	b, err := root.ReadFile(name)
	if err != nil {
		return nil, plainPathError(err)
	}
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
			Language: d.Language, Encoding: d.Encoding, Layout: d.Layout, Republish: d.Republish, Rights: d.Rights, Licence: d.Licence, Note: strings.TrimSpace(d.PublishedNote),
		}}
	}
	return documents
}
