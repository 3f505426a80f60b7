package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"migdata/pipeline/read"
	"migdata/schemas"
)

// Add copies a text into sources/texts beside the configuration file and
// returns the stanza that describes it. A text that is there already, with
// the same bytes, is not copied again; another one is never replaced.
func Add(config, file string) (stanza string, err error) {
	text, err := readNamed(file)
	if err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	id := slug(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
	reading := read.Read(read.Source{Doc: 1, Name: file, Bytes: text})
	for i := range reading.Findings {
		if f := &reading.Findings[i]; f.Severity() == schemas.Error {
			return "", errors.New(f.String())
		}
	}
	if len(reading.Lines) == 0 {
		return "", fmt.Errorf("%s holds no text", file)
	}
	folder := filepath.Join(filepath.Dir(config), "sources", "texts")
	target := filepath.Join(folder, id+".txt")
	if held, err := os.ReadFile(target); err == nil {
		if !bytes.Equal(held, text) {
			return "", fmt.Errorf("%s is there already, with other bytes; rename the new file", target)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	} else if err := copyText(folder, target, text); err != nil {
		return "", err
	}
	entries := 0
	for i := range reading.Records {
		if reading.Records[i].Kind == read.EntryRecord {
			entries++
		}
	}
	return fmt.Sprintf(`# Copied to %s: %d entries, %d lines. Paste this under documents in %s and
# complete it; what stays unknown is left out, never guessed.
  - id: %s
    file: sources/texts/%s.txt
    title: FILL IN
    publisher: FILL IN
    # published: 2022        # as far as known: 2022, 2022-06 or 2022-06-30
    language: %s
    layout: %s
    republish: excerpts    # full, excerpts or none: what its publisher allows
    rights: FILL IN        # who holds them
`, target, entries, len(reading.Lines), config, id, id, reading.Language, reading.Layout), nil
}

func copyText(folder, target string, text []byte) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
