package read

import (
	"strconv"
	"strings"

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
	Encoding string // a key of Encodings; "" is UTF-8, or UTF-16 by its byte order mark
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
	text, encoding, finding := decode(s)
	reading := &Reading{Doc: s.Doc, Name: s.Name, Language: s.Language, Encoding: encoding}
	if finding != nil {
		reading.Findings = append(reading.Findings, *finding)
		return reading
	}
	if reading.Raw = text.text; text.from != nil {
		reading.Raw = string(s.Bytes)
	}
	reading.Total = countLines(text.text)
	text, mended := mend(text)
	r := &reader{Reading: reading, words: words()}
	r.wide, r.gapped = strings.Contains(text.text, "  ") || strings.IndexByte(text.text, '\t') >= 0, strings.Contains(text.text, "   ")
	r.barred = strings.IndexByte(text.text, '|') >= 0
	r.dotted = strings.Contains(text.text, "·") || strings.Contains(text.text, "•")
	for _, what := range mended {
		r.mended(what)
	}
	r.rows = splitLines(&text)
	r.Lines = linesOf(r.rows)
	for i := range r.rows { // unusual spaces are written as others
		if l := &r.rows[i]; l.at != nil && strings.Contains(l.clean, "  ") {
			r.wide, r.gapped = true, r.gapped || strings.Contains(l.clean, "   ")
		}
	}
	r.arrange(&text)
	if r.Language == "" {
		r.Language = r.detectLanguage()
		if variant, why := r.dateOrder(); r.Language == "en" && variant != "" {
			r.Language = variant
			r.detected("the language is taken to be " + r.Language + ", as it writes dates like " + why)
		} else {
			r.detected("the language is taken to be " + r.Language)
		}
	}
	r.headings = make([]int32, len(r.rows))
	r.mark()
	layout := layoutOf(s.Layout, r.marks)
	if r.Layout = layout.Name; s.Layout == "" {
		r.detected("the layout is taken to be " + r.Layout)
	}
	layout.Read(r)
	r.dropTitleNumbers()
	r.dropTitleCodes()
	r.Place = r.placeOfDocument()
	r.account()
	r.sortRows()
	return reading
}

// arrange makes rows of what lines do not show as they stand: markup,
// quotations, columns.
func (r *reader) arrange(text *decoded) {
	if r.isMarkup() {
		r.rows = shownRows(unmark(text), r.Lines)
		r.wide, r.barred, r.dotted = true, true, true // tables are shown so
		r.detected("the text is taken to be HTML, and what it shows is read")
	}
	r.unquote()
	if strings.IndexByte(text.text, '*') >= 0 {
		r.joinEmphasis()
	}
	r.mendRows()
	if strings.Contains(text.text, "\t") && strings.Contains(text.text, "\"") {
		r.joinCells()
	}
	if r.wide {
		r.dropLineNumbers()
	}
	r.tighten()
	if r.gapped {
		r.splitColumns()
	}
	r.partTitles()
	r.turnLabels()
	r.pairLabels()
}

// countLines counts the lines of a text, the last one also where nothing ends
// it.
func countLines(text string) int {
	n := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		n++
	}
	return n
}

// detected notes what was found out about a document that does not say it.
func (r *reader) detected(message string) {
	r.Findings = append(r.Findings, schemas.Finding{Rule: "document.detected", Document: r.Name, Message: message})
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

// detectLanguage counts the languages of the labels in a document, those of
// the columns of tables among them; a label that several languages share
// counts for each. Without labels, or in a tie, small words decide ("the",
// "und"), and then the order of labels.csv.
func (r *reader) detectLanguage() string {
	v, votes := r.words, map[string]int{}
	vote := func(text string) {
		for _, lang := range v.langs[normalise.Fold(text)] {
			votes[lang]++
		}
	}
	for i := range r.rows {
		text := r.rows[i].clean
		for _, c := range cellsOf(text) {
			vote(c.text)
		}
		if strings.Contains(text, "\t") {
			for c := range strings.SplitSeq(text, "\t") {
				vote(c)
			}
		}
		text = text[bulletWidth(text):]
		key, _ := colonIn(text, v.longest+8)
		if key < 0 && len(text) <= v.longest {
			key = len(text) // a label alone on its line
		}
		if key > 0 {
			vote(text[:key])
		}
	}
	small := v.smallWords(r.rows[:min(len(r.rows), manyRows)])
	best := v.languages[0]
	for _, lang := range v.languages {
		if votes[lang] > votes[best] || votes[lang] == votes[best] && small[lang] > small[best] {
			best = lang
		}
	}
	return best
}

// dateOrder returns the kind of English in which the document writes its
// dates, and a date that shows it: one in figures whose first or second number
// is no month, "31/08/2024". It is "" where none shows it, or some contradict.
func (r *reader) dateOrder() (variant, shown string) {
	for i := range r.rows[:min(len(r.rows), 5*manyRows)] {
		for word := range strings.FieldsFuncSeq(r.rows[i].clean, func(c rune) bool { return !(c >= '0' && c <= '9' || c == '/' || c == '.') }) {
			var part [3]int
			n := 0
			for number := range strings.FieldsFuncSeq(word, func(c rune) bool { return c == '/' || c == '.' }) {
				if value, err := strconv.Atoi(number); n < 3 && err == nil {
					part[n] = value
				}
				n++
			}
			if n != 3 || part[2] < 1900 || part[2] > 2100 {
				continue
			}
			as := ""
			switch {
			case part[0] > 12 && part[0] <= 31 && part[1] >= 1 && part[1] <= 12:
				as = "en-GB"
			case part[1] > 12 && part[1] <= 31 && part[0] >= 1 && part[0] <= 12:
				as = "en-US"
			default:
				continue
			}
			if variant != "" && variant != as {
				return "", ""
			}
			variant, shown = as, strings.Trim(word, "./")
		}
	}
	return variant, shown
}

// manyRows is how many rows are enough to tell a language by its small words.
const manyRows = 200

// smallWords counts the small words of each language in rows.
func (v *vocabulary) smallWords(rows []row) map[string]int {
	n := map[string]int{}
	for i := range rows {
		for word := range strings.FieldsSeq(rows[i].clean) {
			for _, lang := range v.small[word] {
				n[lang]++
			}
		}
	}
	return n
}

// ByClass counts the lines of each class.
func (r *Reading) ByClass() map[Class]int {
	n := map[Class]int{}
	for i := range r.Lines {
		n[r.Lines[i].Class]++
	}
	return n
}
