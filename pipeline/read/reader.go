package read

import (
	"slices"
	"strings"
	"unicode"

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

// A DocumentPlace is the country that the headings at the top of a document name, where no
// heading below names any: "Fund for Integration in Malta". Code is "" where none do.
type DocumentPlace struct {
	Code string
	Name Text // of the country, as printed
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
	Place    DocumentPlace

	rows  []row   // what is read as one line, in the order of reading
	order []int32 // of rows by their place in the document; nil where that is the order of reading
}

// A reader goes through the lines of a document once, from top to bottom.
type reader struct {
	*Reading
	words      *vocabulary
	marks      []mark
	real       []int // by line: the first from it on that is no page furniture
	i          int   // the line that comes next
	section    Text
	place      HeadingPlace
	level      uint8  // of the heading of the section, where it has one
	topic      string // class of the statements under the last heading; "" outside of topics
	under      Text   // the heading of the topic
	counts     [3]int // records by kind
	stated     stated // of the entry that is read
	inSentence []part // of the entry that is read: the labels that stand in sentences
	tables     []*grid
	beside     []*besideTable
	vocabulary map[string]bool // words of the document; made when it is asked for the first time
	names      map[string]bool // folded labels of lists in the document; likewise
	labels     bool            // some line has a label of entries
	wide       bool            // wide gaps or tabs stand in the document
	gapped     bool            // and gaps of three spaces or more
	barred     bool            // and bars
	dotted     bool            // and dots that part things
	small      []int8          // by row: 0 where nobody asked yet, 1, or 2 where a small table begins
	contacted  int             // entries that had a label for contacts
	contactOf  int             // the record that had the last one
	width      int             // characters of its long lines; 0 where nobody asked yet

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
		case r.marks[r.i].kind == besideLine:
			r.besideEntries()
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

// add appends a record and returns its index; the caller stores it again when
// it is complete.
func (r *reader) add(rec *Record) int {
	r.counts[rec.Kind]++
	rec.Position = r.counts[rec.Kind]
	if r.Records == nil {
		r.Records = make([]Record, 0, len(r.rows)/6+1)
	}
	r.Records = append(r.Records, *rec)
	return len(r.Records) - 1
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
