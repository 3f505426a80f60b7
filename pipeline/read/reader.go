package read

import (
	"slices"
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

// A HeadingPlace is the place that a heading names; the zero one is unknown.
type HeadingPlace struct {
	Kind    normalise.PlaceKind
	Code    string   // as in normalise.Place
	Several []string // codes of countries, where it names several; Code is "" then
}

// A Record is one entry of a document.
type Record struct {
	Kind     RecordKind
	Section  Text // heading that it stands under; zero where there is none
	Place    HeadingPlace
	Title    Text    // of an entry, as printed
	Fields   []Field // of an entry, in order
	Class    string  // of a statement, as a code of statement_class
	Body     Text    // of a statement or an office
	Position int     // among the records of its kind, from 1
	From, To uint32  // first and last line
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

	rows  []row   // what is read as one line, in the order of reading
	order []int32 // of rows by their place in the document; nil where that is the order of reading
}

// A reader goes through the lines of a document once, from top to bottom.
type reader struct {
	*Reading
	words   *vocabulary
	marks   []mark
	real    []int // by line: the first from it on that is no page furniture
	i       int   // the line that comes next
	section Text
	place   HeadingPlace
	level   uint8  // of the heading of the section, where it has one
	topic   string // class of the statements under the last heading; "" outside of topics
	under   Text   // the heading of the topic
	counts  [3]int // records by kind
	stated  stated // of the entry that is read
	tables  []*grid
	labels  bool // some line has a label of entries

	headings []int32 // by row: 0 where it was not read as a heading yet, noHeading, or its place in heads, from 1
	heads    []headingRead
	dates    []Text     // of the entry that is read; its room is used again
	cuts     []labelCut // likewise, of the row
	fields   []Field    // room for the fields of entries
}

// readFactsheet reads lines that are laid out as a factsheet: headings, and
// under them entries with a title, a period and labelled statements; between
// them running text and statements under topics.
func (r *reader) readFactsheet() {
	r.markRunning()
	r.joinApart()
	r.findReal()
	r.labels = slices.ContainsFunc(r.marks, func(m mark) bool { return m.kind == labelled && m.label != OtherLabel })
	for r.i < len(r.rows) {
		switch title, ok := r.titleAt(r.i); {
		case r.marks[r.i].kind == tableLine:
			r.tableEntry()
		case r.marks[r.i].kind == apart:
			r.apart()
		case r.marks[r.i].kind == apartTitle:
			r.apartTitle()
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
func (r *reader) take(class Class, rule string, record int) *row {
	l := &r.rows[r.i]
	l.class, l.rule, l.record = class, rule, int32(record)
	r.i++
	return l
}

// paragraph returns the end of the run of lines without a mark that begins at
// line i, with no blank line in it.
func (r *reader) paragraph(i int) int { return r.paragraphWithin(i, len(r.rows)) }

// paragraphWithin is paragraph that looks at most at line end-1.
func (r *reader) paragraphWithin(i, end int) int {
	j, end := i, min(end, len(r.rows))
	for j < end && r.marks[j].kind == plain && (j == i || r.rows[j].gap == 0) {
		j++
	}
	return j
}

// skipFurniture returns the first line from i on that is not page furniture.
func (r *reader) skipFurniture(i int) int {
	if i >= len(r.rows) {
		return len(r.rows)
	}
	return r.real[i]
}

// findReal fills real: for every line, the first from it on that is neither
// page furniture nor a caption.
func (r *reader) findReal() {
	r.real = make([]int, len(r.rows))
	next := len(r.rows)
	for i := len(r.rows) - 1; i >= 0; i-- {
		if k := r.marks[i].kind; k != furniture && k != caption {
			next = i
		}
		r.real[i] = next
	}
}

// outside takes what stands between entries: headings, topics and their
// statements, offices, running text.
func (r *reader) outside() {
	switch m := r.marks[r.i]; m.kind {
	case labelled:
		if m.bare || m.label == OtherLabel { // a heading, or running text
			r.marks[r.i] = mark{}
			r.plainText()
			return
		}
		r.orphan()
	case period:
		if r.i > 0 && r.rows[r.i-1].class == Heading { // the date of the document or of what follows
			r.take(Heading, "heading.date", -1)
			return
		}
		r.take(Narrative, "period.alone", -1)
	case contents:
		r.take(Contents, "contents.leaders", -1)
	case furniture:
		r.furniture()
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
	single := end == r.i+1 && len(r.rows[r.i].clean) <= 120 && r.readsLikeTitle(r.i, end)
	if single {
		if place, programme := r.headingOf(r.i); place.Kind != normalise.UnknownPlace || programme {
			r.heading("heading.place")
			return
		}
		if topic := r.words.topicOf(r.rows[r.i].clean); topic != "" {
			l := r.take(Heading, "heading.topic", -1)
			r.topic, r.under = topic, wholeOf(l)
			return
		}
	}
	if !single && r.isTopic(r.i) {
		l := r.take(Heading, "heading.topic", -1)
		r.topic, r.under = r.words.topicOf(l.clean), wholeOf(l)
		return
	}
	if r.office(end) {
		return
	}
	if !single && r.topic == "" && r.isProse(r.i+1) && r.rows[r.i+1].gap == 0 && len(r.rows[r.i].clean) <= 60 && strings.Count(r.rows[r.i].clean, " ") < 6 &&
		r.readsLikeTitle(r.i, r.i+1) && !endsOpen(r.rows[r.i].clean) {
		r.take(Heading, "heading.line", -1)
		return
	}
	if level := r.rows[r.i].level; level > 0 && single {
		if r.section.IsZero() || level <= r.level { // it ends the section
			r.heading("heading.level")
			return
		}
		r.take(Heading, "heading.level", -1)
		return
	}
	if single && r.topic == "" && strings.Count(r.rows[r.i].clean, " ") < 10 && !isListed(r.rows[r.i].clean) {
		r.take(Heading, "heading.line", -1)
		return
	}
	if r.topic != "" {
		r.statement("statement.paragraph")
		return
	}
	if r.topic == "" && r.areHeadings(end) {
		for r.i < end {
			if place, programme := r.headingOf(r.i); place.Kind != normalise.UnknownPlace || programme {
				r.heading("heading.place")
			} else {
				r.take(Heading, "heading.lines", -1)
			}
		}
		return
	}
	for r.i < end {
		r.take(Narrative, "narrative.paragraph", -1)
	}
}

// isListed reports whether a line names things behind a colon, as no heading
// does: "Members: Austria, Bulgaria, Croatia".
func isListed(text string) bool {
	colon, width := colonIn(text, len(text))
	return colon > 0 && (strings.Count(text[colon+width:], ",") > 1 || strings.Contains(text[colon+width:], "@"))
}

// areHeadings reports whether the paragraph up to end is a few headings below
// each other, as on a title page.
func (r *reader) areHeadings(end int) bool {
	for k := r.i; k < end; k++ {
		text := r.rows[k].clean
		first, _ := utf8.DecodeRuneInString(text)
		if end-r.i > 4 || len(text) > 80 || strings.Count(text, " ") > 9 || unicode.IsLower(first) || !r.readsLikeTitle(k, k+1) || endsOpen(text) {
			return false
		}
	}
	return true
}

// furniture takes a line of page furniture, or a caption.
func (r *reader) furniture() {
	switch m := r.marks[r.i]; {
	case m.kind == caption:
		r.take(Caption, "caption.word", -1)
	case m.name == tableHead:
		r.take(Labelled, "table.head", -1)
	case m.name == tableFurniture:
		r.take(Furniture, "table.rule", -1)
	default:
		r.take(Furniture, "furniture.page", -1)
	}
}

// statement takes a bullet or a paragraph as one statement.
func (r *reader) statement(rule string) {
	class := r.topic
	if class == "" {
		class = "other"
	}
	rec := Record{Kind: StatementRecord, Section: r.under, Class: class, From: r.rows[r.i].number}
	if r.topic == "" {
		rec.Section = r.section
	}
	from := 0
	if r.marks[r.i].kind == bullet {
		from = r.marks[r.i].name
	}
	n := r.add(&rec)
	var body joiner
	l := r.take(Stated, rule, n)
	body.add(textOf(l, from, len(l.clean)))
	for r.i < len(r.rows) && r.marks[r.i].kind == plain && r.rows[r.i].gap == 0 && !r.endsStatement(r.i) {
		l = r.take(Stated, rule, n)
		body.add(wholeOf(l))
	}
	rec.Body = body.text()
	rec.To = l.last
	r.Records[n] = rec
}

// isTopic reports whether line i is the heading of a topic by itself, with or
// without blank lines about it: a bullet or a sentence follows.
func (r *reader) isTopic(i int) bool {
	text := r.rows[i].clean
	return r.marks[i].kind == plain && i+1 < len(r.rows) && len(text) <= 60 && strings.Count(text, " ") < 6 && r.readsLikeTitle(i, i+1) &&
		!startsLower(text) && r.words.topicOf(text) != "" && (r.marks[i+1].kind == bullet || r.isProse(i+1) || len(r.rows[i+1].clean) > 100)
}

// endsStatement reports whether line i, right below a statement that is over,
// is a heading or the title of an entry.
func (r *reader) endsStatement(i int) bool {
	above := r.rows[i-1].clean
	if r.isTopic(i) && !endsOpen(above) {
		return true
	}
	if !endsSentence(above) && !strings.HasSuffix(above, ";") || !r.readsLikeTitle(i, i+1) {
		return false
	}
	if place, programme := r.headingOf(i); programme || place.Kind != normalise.UnknownPlace || r.words.topicOf(r.rows[i].clean) != "" {
		return true
	}
	_, title := r.titleAt(i)
	return title || r.headingBeforeTitle(i)
}

// add appends a record and returns its index; the caller stores it again when
// it is complete.
func (r *reader) add(rec *Record) int {
	r.counts[rec.Kind]++
	rec.Position = r.counts[rec.Kind]
	if r.Records == nil {
		r.Records = make([]Record, 0, len(r.rows)/8+1)
	}
	r.Records = append(r.Records, *rec)
	return len(r.Records) - 1
}

// orphan takes a labelled line that belongs to no entry, with the lines of
// its value.
func (r *reader) orphan() {
	l := &r.rows[r.i]
	r.find("label.orphan", wholeOf(l), "the label "+quote(l.clean[:r.marks[r.i].name])+" belongs to no entry")
	class := Labelled
	if r.marks[r.i].valueOf(l) == "" {
		class = EmptyLabel
	}
	r.take(class, "label.orphan", -1)
	for r.i < len(r.rows) && r.marks[r.i].kind == plain && r.rows[r.i].gap == 0 {
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
	for r.i < len(r.rows) && r.rows[r.i].gap == 0 && (r.marks[r.i].kind == contact || r.marks[r.i].kind == plain && len(r.rows[r.i].clean) < 80) {
		if _, ok := r.titleAt(r.i); ok || r.headingBeforeTitle(r.i) {
			return
		}
		r.take(Contacts, "contact.block", -1)
	}
}

// boilerplate takes a paragraph of legal text.
func (r *reader) boilerplate() {
	r.take(Boilerplate, "boilerplate.phrase", -1)
	for r.i < len(r.rows) && r.marks[r.i].kind == plain && r.rows[r.i].gap == 0 && !r.endsStatement(r.i) {
		r.take(Boilerplate, "boilerplate.paragraph", -1)
	}
}

// find adds a finding about a text.
func (r *reader) find(rule string, at Text, message string) {
	f := schemas.Finding{Rule: rule, Document: r.Name, Message: message}
	if spans := at.Spans(at.Piece()); len(spans) > 0 {
		f.Span = spans[0]
		f.Column = spans[0].Start - at.first.line.begin + 1
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
