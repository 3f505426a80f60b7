package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A RecordKind says what a record is.
type RecordKind uint8

// The kinds of records.
const (
	EntryRecord     RecordKind = iota // a project
	StatementRecord                   // a statement of the document
	OfficeRecord                      // a description of an office
)

// A Field is one labelled statement, or the period that stands without a
// label.
type Field struct {
	Label Label
	Name  Text // the label as printed; zero where there is none
	Value Text // zero where the label has nothing behind it
}

// A Record is one entry of a document.
type Record struct {
	Kind     RecordKind
	Section  Text            // heading that it stands under; zero where there is none
	Place    normalise.Place // what the heading names; its zero value is an unknown place
	Title    Text            // of an entry, as printed
	Fields   []Field         // of an entry, in order
	Class    string          // of a statement, as a code of statement_class
	Body     Text            // of a statement or an office
	Position int             // among the records of its kind, from 1
	From, To uint32          // first and last line
}

// A Reading is what a document holds.
type Reading struct {
	Doc      schemas.DocID
	Name     string // of the document
	Language string
	Layout   string
	Encoding string
	Raw      string // the text as received
	Lines    []Line // those that are not blank
	Total    int    // all lines
	Records  []Record
	Findings []schemas.Finding
}

// A reader goes through the lines of a document once, from top to bottom.
type reader struct {
	*Reading
	words   *vocabulary
	marks   []mark
	i       int // the line that comes next
	section Text
	place   normalise.Place
	topic   string // class of the statements under the last heading; "" outside of topics
	under   Text   // the heading of the topic
	counts  [3]int // records by kind
}

// readFactsheet reads lines that are laid out as a factsheet: headings, and
// under them entries with a title, a period and labelled statements; between
// them running text and statements under topics.
func (r *reader) readFactsheet() {
	for r.i < len(r.Lines) {
		switch title, ok := r.titleAt(r.i); {
		case r.headingBeforeTitle(r.i):
			r.heading("heading.place")
		case ok:
			r.entry(title)
		default:
			r.outside()
		}
	}
}

// take gives a line its class and moves on.
func (r *reader) take(class Class, rule string, record int) *Line {
	l := &r.Lines[r.i]
	l.Class, l.Rule, l.Record = class, rule, record
	r.i++
	return l
}

// paragraph returns the end of the run of lines without a mark that begins at
// line i, with no blank line in it.
func (r *reader) paragraph(i int) int {
	j := i
	for j < len(r.Lines) && r.marks[j].kind == plain && (j == i || r.Lines[j].gap == 0) {
		j++
	}
	return j
}

// longestTitle is how many lines a title may stand on, and longestName how
// many bytes it may have.
const (
	longestTitle = 8
	longestName  = 600
)

// titleAt reports whether an entry begins at line i, and returns the line
// behind its title. An entry is a paragraph that reads like a title, with a
// period or a label of entries behind it.
func (r *reader) titleAt(i int) (end int, ok bool) {
	if i >= len(r.Lines) {
		return 0, false
	}
	switch m := r.marks[i]; m.kind {
	case labelled:
		return i + 1, m.label == TitleLabel && r.Lines[i].clean[m.value:] != ""
	case plain:
		end = r.paragraph(i)
	case bullet:
		end = i + 1
		for end < len(r.Lines) && r.marks[end].kind == plain && r.Lines[end].gap == 0 {
			end++
		}
	default:
		return 0, false
	}
	if end-i > longestTitle || !r.readsLikeTitle(i, end) {
		return 0, false
	}
	next := r.skipFurniture(end)
	if next >= len(r.Lines) {
		return 0, false
	}
	switch m := r.marks[next]; {
	case m.kind == period:
		return end, true
	case m.kind == labelled && (m.label == Objective || m.label == PeriodLabel || m.label == StartLabel):
		return end, r.words.topicOf(normalise.Fold(r.Lines[end-1].clean)) == ""
	case m.kind == labelled && opensEntry[m.label]:
		further := r.skipFurniture(next + 1)
		return end, further < len(r.Lines) && (r.marks[further].kind == period || r.marks[further].kind == labelled)
	}
	return 0, false
}

// opensEntry holds the labels that may be the first of an entry where another
// label or a period follows.
var opensEntry = map[Label]bool{
	Funder: true, Budget: true, Implementer: true, Partner: true, Country: true, City: true, EndLabel: true, AcronymOf: true,
}

// skipFurniture returns the first line from i on that is not page furniture.
func (r *reader) skipFurniture(i int) int {
	for i < len(r.Lines) && (r.marks[i].kind == furniture || r.marks[i].kind == caption) {
		i++
	}
	return i
}

// readsLikeTitle reports whether the lines from i to end read like a title or
// a heading and not like running text.
func (r *reader) readsLikeTitle(i, end int) bool {
	size := 0
	for k := i; k < end; k++ {
		size += len(r.Lines[k].clean) + 1
	}
	first, last := r.Lines[i].clean, r.Lines[end-1].clean
	if size > longestName || !hasLetter(first) || hasLeaders(last) {
		return false
	}
	if r.marks[i].kind == bullet {
		first = first[r.marks[i].name:]
	}
	initial, _ := utf8.DecodeRuneInString(strings.TrimLeft(first, "\"'“”„«‘’([0123456789.) "))
	if unicode.IsLower(initial) && !hasUpper(first) {
		return false
	}
	switch last[len(last)-1] {
	case '.':
		return upperShare(last) > 80 || strings.Count(last, ".") > 1 && strings.HasSuffix(strings.ToUpper(last), last[max(0, len(last)-4):])
	case ';', ':', ',', '!', '?':
		return false
	}
	return true
}

// headingBeforeTitle reports whether line i is a heading that stands right
// before the title of an entry: a place or a programme, or any short line
// that reads like a heading and has a blank line between it and the title.
func (r *reader) headingBeforeTitle(i int) bool {
	if r.marks[i].kind != plain {
		return false
	}
	next := r.skipFurniture(i + 1)
	if _, ok := r.titleAt(next); !ok {
		return false
	}
	if place, programme := r.headingOf(i); place.Kind != normalise.UnknownPlace || programme {
		return true
	}
	l := &r.Lines[i]
	return r.Lines[next].gap > 0 && r.paragraph(i) == i+1 && len(l.clean) <= 80 && r.readsLikeTitle(i, i+1) &&
		!endsOpen(l.clean) && hasUpper(r.Lines[next].clean) == hasUpper(l.clean)
}

// endsOpen reports whether a line ends in a way that asks for more: a hyphen
// or a short lower-case word.
func endsOpen(text string) bool {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	return strings.HasSuffix(text, "-") || len(last) <= 3 && last != text && strings.ToLower(last) == last && hasLetter(last)
}

// headingOf returns what the heading at line i names.
func (r *reader) headingOf(i int) (place normalise.Place, programme bool) {
	text := r.Lines[i].clean
	if len(text) > 120 || strings.HasSuffix(text, ".") {
		return normalise.Place{}, false
	}
	if place, ok := normalise.Heading(text, r.Language); ok {
		return place, false
	}
	folded := normalise.Fold(text)
	return normalise.Place{}, r.words.phrases["programme"][folded] || r.words.phrases["programme"][strings.TrimPrefix(folded, "the ")]
}

// heading takes one line as the heading of what follows.
func (r *reader) heading(rule string) {
	place, programme := r.headingOf(r.i)
	if programme {
		rule = "heading.programme"
	}
	l := r.take(Heading, rule, -1)
	r.section, r.place = textOf(r.Doc, l, 0, len(l.clean)), place
	r.topic, r.under = "", Text{}
}

// outside takes what stands between entries: headings, topics and their
// statements, offices, running text.
func (r *reader) outside() {
	switch m := r.marks[r.i]; m.kind {
	case labelled:
		r.orphan()
	case period:
		r.take(Narrative, "period.alone", -1)
	case contents:
		r.take(Contents, "contents.leaders", -1)
	case furniture:
		r.take(Furniture, "furniture.page", -1)
	case contact:
		r.contacts()
	case boilerplate:
		r.boilerplate()
	case caption:
		r.take(Caption, "caption.word", -1)
	case figure:
		r.take(Figure, "figure.number", -1)
	case bullet:
		r.statement("statement.bullet")
	default:
		r.plainText()
	}
}

// plainText takes a paragraph that is no part of an entry.
func (r *reader) plainText() {
	end := r.paragraph(r.i)
	folded := normalise.Fold(r.Lines[r.i].clean)
	single := end == r.i+1 && len(r.Lines[r.i].clean) <= 120 && r.readsLikeTitle(r.i, end)
	if single {
		if place, programme := r.headingOf(r.i); place.Kind != normalise.UnknownPlace || programme {
			r.heading("heading.place")
			return
		}
		if topic := r.words.topicOf(folded); topic != "" {
			l := r.take(Heading, "heading.topic", -1)
			r.topic, r.under = topic, textOf(r.Doc, l, 0, len(l.clean))
			return
		}
	}
	if r.office(end) {
		return
	}
	if single && r.topic == "" && strings.Count(r.Lines[r.i].clean, " ") < 10 {
		r.take(Heading, "heading.line", -1)
		return
	}
	if r.topic != "" {
		r.statement("statement.paragraph")
		return
	}
	for r.i < end {
		r.take(Narrative, "narrative.paragraph", -1)
	}
}

// statement takes a bullet or a paragraph as one statement.
func (r *reader) statement(rule string) {
	class := r.topic
	if class == "" {
		class = "other"
	}
	rec := Record{Kind: StatementRecord, Section: r.under, Class: class, From: r.Lines[r.i].Number}
	if r.topic == "" {
		rec.Section = r.section
	}
	from := 0
	if r.marks[r.i].kind == bullet {
		from = r.marks[r.i].name
	}
	n := r.add(&rec)
	l := r.take(Stated, rule, n)
	rec.Body = textOf(r.Doc, l, from, len(l.clean))
	for r.i < len(r.Lines) && r.marks[r.i].kind == plain && r.Lines[r.i].gap == 0 {
		l = r.take(Stated, rule, n)
		rec.Body = rec.Body.join(textOf(r.Doc, l, 0, len(l.clean)))
	}
	rec.To = l.Number
	r.Records[n] = rec
}

// add appends a record and returns its index; the caller stores it again when
// it is complete.
func (r *reader) add(rec *Record) int {
	r.counts[rec.Kind]++
	rec.Position = r.counts[rec.Kind]
	r.Records = append(r.Records, *rec)
	return len(r.Records) - 1
}

// orphan takes a labelled line that belongs to no entry, with the lines of
// its value.
func (r *reader) orphan() {
	l := &r.Lines[r.i]
	r.find("label.orphan", textOf(r.Doc, l, 0, len(l.clean)), "the label "+quote(l.clean[:r.marks[r.i].name])+" belongs to no entry")
	class := Labelled
	if strings.TrimSpace(l.clean[r.marks[r.i].value:]) == "" {
		class = EmptyLabel
	}
	r.take(class, "label.orphan", -1)
	for r.i < len(r.Lines) && r.marks[r.i].kind == plain && r.Lines[r.i].gap == 0 {
		if _, ok := r.titleAt(r.i); ok || r.headingBeforeTitle(r.i) {
			return
		}
		r.take(Value, "label.orphan", -1)
	}
}

// contacts takes a block of contact lines: those that are marked, and plain
// lines that stand between them without a blank line.
func (r *reader) contacts() {
	r.take(Contacts, "contact.line", -1)
	for r.i < len(r.Lines) && r.Lines[r.i].gap == 0 && (r.marks[r.i].kind == contact || r.marks[r.i].kind == plain && len(r.Lines[r.i].clean) < 80) {
		if _, ok := r.titleAt(r.i); ok || r.headingBeforeTitle(r.i) {
			return
		}
		r.take(Contacts, "contact.block", -1)
	}
}

// boilerplate takes a paragraph of legal text.
func (r *reader) boilerplate() {
	r.take(Boilerplate, "boilerplate.phrase", -1)
	for r.i < len(r.Lines) && r.marks[r.i].kind == plain && r.Lines[r.i].gap == 0 {
		r.take(Boilerplate, "boilerplate.paragraph", -1)
	}
}

// find adds a finding about a text.
func (r *reader) find(rule string, at Text, message string) {
	f := schemas.Finding{Rule: rule, Document: r.Name, Message: message}
	if spans := at.Spans(at.Piece()); len(spans) > 0 {
		f.Span = spans[0]
		f.Column = spans[0].Start - at.parts[0].line.Start + 1
	}
	r.Findings = append(r.Findings, f)
}

func quote(s string) string { return "“" + s + "”" }

func hasUpper(text string) bool { return strings.ToLower(text) != text }

// upperShare returns how many of a hundred letters are upper case.
func upperShare(text string) int {
	upper, all := 0, 0
	for _, c := range text {
		if unicode.IsLetter(c) {
			all++
			if unicode.IsUpper(c) {
				upper++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return 100 * upper / all
}
