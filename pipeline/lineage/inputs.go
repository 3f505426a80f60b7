package lineage

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

// inputs are the sources of a release, where they are at hand.
type inputs struct {
	dir   string
	texts map[string][]byte // by document; nil where it is not at hand
}

// text returns the bytes of a document: nil where the file is missing or is
// not the one that the release was made of.
func (in *inputs) text(d *Document) []byte {
	if text, known := in.texts[d.ID]; known {
		return text
	}
	if in.texts == nil {
		in.texts = map[string][]byte{}
	}
	in.texts[d.ID] = nil
	if d.File == "" || !filepath.IsLocal(filepath.FromSlash(d.File)) {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(in.dir, filepath.FromSlash(d.File)))
	if sum := sha256.Sum256(text); err == nil && hex.EncodeToString(sum[:]) == d.sha256 {
		in.texts[d.ID] = text
	}
	return in.texts[d.ID]
}

// lines returns how many lines a document has; 0 where it is not at hand.
func (in *inputs) lines(d *Document) int {
	text := in.text(d)
	if len(text) == 0 {
		return 0
	}
	n := bytes.Count(text, []byte("\n"))
	if text[len(text)-1] != '\n' {
		n++
	}
	return n
}

// show adds to the spans of a claim the lines that they stand in.
func (in *inputs) show(c *Claim) {
	text := in.text(c.Document)
	for i := range c.Spans {
		s := &c.Spans[i]
		if s.Start > s.End || s.End > len(text) {
			continue
		}
		from := bytes.LastIndexAny(text[:s.Start], "\r\n") + 1
		to := len(text)
		if n := bytes.IndexAny(text[s.End:], "\r\n"); n >= 0 {
			to = s.End + n
		}
		s.Text, s.From, s.To = string(text[from:to]), s.Start-from, s.End-from
	}
}
