package read

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A Source is a document as received, and what its descriptor says of it.
type Source struct {
	Doc      schemas.DocID
	Name     string // the document's id, or a path, for findings
	Bytes    []byte
	Language string // BCP 47; "" is detected
	Layout   string // a name of Layouts; "" is detected
}

// A Layout is how a kind of document is laid out.
type Layout struct {
	Name string
	// Fits says how well the lines fit the layout, from 0 (not at all) on.
	Fits func([]mark) int
	Read func(*reader)
}

// Layouts are the known layouts. A new one is a file and a line here.
var Layouts = []Layout{
	{"factsheet", func(marks []mark) int {
		n := 0
		for _, m := range marks {
			if m.kind == labelled || m.kind == period {
				n++
			}
		}
		return n
	}, (*reader).readFactsheet},
}

// Read reads a document. It never fails: a document that cannot be decoded
// has no lines and an error among its findings.
func Read(s Source) *Reading {
	reading := &Reading{Doc: s.Doc, Name: s.Name, Language: s.Language, Encoding: "utf-8"}
	if f, ok := undecodable(s); ok {
		reading.Findings = append(reading.Findings, f)
		return reading
	}
	text := string(s.Bytes)
	reading.Raw = text
	reading.Lines = splitLines(text)
	reading.Total = strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		reading.Total++
	}
	r := &reader{Reading: reading, words: words()}
	if r.Language == "" {
		r.Language = detectLanguage(r.Lines)
		r.detected("language", r.Language)
	}
	r.marks = marksOf(r.Lines, r.Language)
	layout := layoutOf(s.Layout, r.marks)
	if r.Layout = layout.Name; s.Layout == "" {
		r.detected("layout", r.Layout)
	}
	layout.Read(r)
	return reading
}

func (r *reader) detected(what, found string) {
	r.Findings = append(r.Findings, schemas.Finding{Rule: "document.detected", Document: r.Name,
		Message: fmt.Sprintf("the %s is taken to be %s", what, found)})
}

// undecodable finds the first byte that is not text.
func undecodable(s Source) (schemas.Finding, bool) {
	line, lineStart := uint32(1), 0
	for i := 0; i < len(s.Bytes); {
		c := s.Bytes[i]
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRune(s.Bytes[i:]); r == utf8.RuneError && size == 1 {
				return schemas.Finding{Rule: "document.unreadable", Document: s.Name,
					Span:    schemas.Span{Doc: s.Doc, Line: line, Start: uint32(i), End: uint32(i + 1)},
					Column:  uint32(i-lineStart) + 1,
					Message: fmt.Sprintf("byte %d (0x%02X) is not UTF-8", i, c)}, true
			}
		} else if c == '\n' {
			line, lineStart = line+1, i+1
		}
		i += size
	}
	return schemas.Finding{}, false
}

func layoutOf(name string, marks []mark) Layout {
	best := Layouts[0]
	for _, l := range Layouts {
		if l.Name == name {
			return l
		}
		if l.Fits(marks) > best.Fits(marks) {
			best = l
		}
	}
	return best
}

// HasLayout reports whether a layout of that name is known.
func HasLayout(name string) bool {
	for _, l := range Layouts {
		if l.Name == name {
			return true
		}
	}
	return false
}

// detectLanguage counts the languages of the labels in a document; a label
// that several languages share counts for each. Without labels, or in a tie,
// it is the language that comes first in labels.csv.
func detectLanguage(lines []Line) string {
	v, votes := words(), map[string]int{}
	for i := range lines {
		text := lines[i].clean
		text = text[bulletWidth(text):]
		key, _ := colonIn(text, v.longest+8)
		if key < 0 && len(text) <= v.longest {
			key = len(text) // a label alone on its line
		}
		if key > 0 {
			for _, lang := range v.langs[normalise.Fold(text[:key])] {
				votes[lang]++
			}
		}
	}
	best := v.languages[0]
	for _, lang := range v.languages {
		if votes[lang] > votes[best] {
			best = lang
		}
	}
	return best
}

// ByClass counts the lines of each class.
func (r *Reading) ByClass() map[Class]int {
	n := map[Class]int{}
	for i := range r.Lines {
		n[r.Lines[i].Class]++
	}
	return n
}
