package read

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A Line is one line of a document that is not blank.
type Line struct {
	Number     uint32 // from 1
	Start, End uint32 // bytes of the document as received, without the line's end
	Class      Class
	Rule       string // the rule that gave it its class
	Record     int    // index into Reading.Records, or -1
}

// A row is what is read as one line: mostly a line of the document, but also
// one of the columns that share a line, or what a block of markup shows.
type row struct {
	clean        string  // without invisible characters, markup and outer space
	at           *places // of the bytes of clean; nil: at start + offset + i
	offset       uint32  // of clean in the row, where at is nil
	start, end   uint32  // bytes of the document
	begin        uint32  // where its line begins
	shift        uint32  // characters of the line before the clean text; where at is nil, those before start
	number, last uint32  // the lines of the document that it stands on
	record       int32   // index into Reading.Records, or -1
	gap          uint8   // blank lines before it
	doc          schemas.DocID
	feed         bool  // a form feed stands before it
	level        uint8 // of a heading in Markdown or HTML, from 1; 0 of other rows
	bold         uint8 // bytes of the label that begins it and is told by its emphasis alone; 0 where none is
	class        Class
	rule         string // the rule that gave it its class
}

// places say, by byte of a text, where its character begins and ends in the
// document.
type places struct{ from, to []uint32 }

// span returns the place of the clean bytes from i to j; j is larger.
func (l *row) span(i, j int) schemas.Span {
	if l.at == nil {
		first := l.start + l.offset
		return schemas.Span{Doc: l.doc, Line: l.number, Start: first + uint32(i), End: first + uint32(j)}
	}
	return schemas.Span{Doc: l.doc, Line: l.number, Start: l.at.from[i], End: l.at.to[j-1]}
}

// cleanRange returns the clean bytes that a span of the row stands for.
func (l *row) cleanRange(s schemas.Span) (from, to int) {
	if l.at == nil {
		first := l.start + l.offset
		return int(max(s.Start, first) - first), min(int(s.End-first), len(l.clean))
	}
	from, _ = slices.BinarySearch(l.at.from, s.Start)
	to, _ = slices.BinarySearch(l.at.from, s.End)
	return from, to
}

// A Text is a piece of a document that may stand on several lines: the clean
// text with single spaces for the line breaks, and where its parts come from.
type Text struct {
	S     string
	first part
	rest  []part // of a text on several rows; nil for nearly all
}

// A part says that Text.S from at to end comes from a row, from its clean byte
// from on.
type part struct {
	line          *row
	at, end, from uint32
}

// parts returns the parts of the text in order.
func (t *Text) parts(yield func(part) bool) {
	if t.first.line == nil || !yield(t.first) {
		return
	}
	for _, p := range t.rest {
		if !yield(p) {
			return
		}
	}
}

// partsOf goes through the parts that a piece of the text covers.
func (t *Text) partsOf(p normalise.Piece) iter.Seq[part] {
	return func(yield func(part) bool) {
		if t.first.line != nil && p.Start < int(t.first.end) && !yield(t.first) {
			return
		}
		from, _ := slices.BinarySearchFunc(t.rest, uint32(p.Start), func(part part, at uint32) int { return cmp.Compare(part.end, at+1) })
		for _, part := range t.rest[from:] {
			if int(part.at) >= p.End || !yield(part) {
				return
			}
		}
	}
}

// piece returns the clean bytes of the part's row that a piece of the text
// covers; i is not before j where it covers none.
func (p part) piece(of normalise.Piece) (i, j int) {
	from, to := max(of.Start, int(p.at)), min(of.End, int(p.end))
	return int(p.from) + from - int(p.at), int(p.from) + to - int(p.at)
}

// IsZero reports whether the text is empty.
func (t Text) IsZero() bool { return t.S == "" }

// Piece returns the whole of the text as a piece of itself.
func (t Text) Piece() normalise.Piece { return normalise.Piece{Start: 0, End: len(t.S)} }

// Spans returns the places of a piece of the text: one a line.
func (t Text) Spans(p normalise.Piece) []schemas.Span {
	var spans []schemas.Span
	for part := range t.partsOf(p) {
		if i, j := part.piece(p); i < j {
			spans = append(spans, part.line.span(i, j))
		}
	}
	return spans
}

// Clean returns a document as it is read: its rows in the order of reading,
// with a blank line where blank lines stand, and its page breaks.
func Clean(r *Reading) string {
	var out strings.Builder
	for i := range r.rows {
		l := &r.rows[i]
		blank := int(l.gap)
		if blank > mostBlank { // whether their number is odd may matter
			blank = mostBlank - 1 + blank%2
		}
		if l.feed { // counts as a blank line
			blank--
		}
		for range blank {
			out.WriteByte('\n')
		}
		if l.feed {
			out.WriteByte('\f')
		}
		if l.begin == l.start && l.level == 0 { // the indent tells columns
			out.WriteString(strings.Repeat(" ", min(l.indent(), deepestIndent)))
		}
		if l.level > 0 {
			out.WriteString("######"[:l.level] + " ")
		}
		if l.bold > 0 {
			out.WriteString("**" + l.clean[:l.bold] + "**")
		}
		out.WriteString(l.clean[l.bold:])
		out.WriteByte('\n')
	}
	return out.String()
}

// mostBlank is how many blank lines Clean writes in front of a row at most.
const mostBlank = 9

// deepestIndent is how many spaces Clean writes in front of a row at most.
const deepestIndent = 240

// Printed returns the clean text at spans of a document, as Text joins lines.
func (r *Reading) Printed(spans []schemas.Span) string {
	var text strings.Builder
	joined := true
	for _, s := range spans {
		l := r.rowAt(s.Start)
		if l == nil {
			continue
		}
		from, to := l.cleanRange(s)
		piece := l.clean[from:to]
		if !joined {
			text.WriteByte(' ')
		}
		text.WriteString(piece)
		divided := l.clean[to:] == "-" // by a hyphen that the text leaves out
		joined = divided || strings.HasSuffix(piece, "-") && !strings.HasSuffix(piece, " -")
	}
	return OneSpace(text.String())
}

// rowAt returns the row that a byte of the document stands in; nil where none
// does.
func (r *Reading) rowAt(at uint32) *row {
	if r.order == nil {
		i, _ := slices.BinarySearchFunc(r.rows, at, func(l row, at uint32) int { return cmp.Compare(l.end, at+1) })
		if i < len(r.rows) && r.rows[i].start <= at {
			return &r.rows[i]
		}
		return nil
	}
	i, _ := slices.BinarySearchFunc(r.order, at, func(k int32, at uint32) int { return cmp.Compare(r.rows[k].end, at+1) })
	if i < len(r.order) && r.rows[r.order[i]].start <= at {
		return &r.rows[r.order[i]]
	}
	return nil
}

// Column returns the byte of a piece within its line, from 1.
func (t Text) Column(p normalise.Piece) uint32 {
	for part := range t.partsOf(normalise.Piece{Start: p.Start, End: len(t.S)}) {
		if p.Start < int(part.end) {
			i, _ := part.piece(p)
			return part.line.span(i, i+1).Start - part.line.begin + 1
		}
	}
	return 0
}

// Cut returns a piece of the text as a text of its own, without outer space.
func (t Text) Cut(p normalise.Piece) Text {
	p = trimPiece(t.S, p)
	var cut Text
	for part := range t.partsOf(p) {
		i, j := part.piece(p)
		if i >= j {
			continue
		}
		from := max(p.Start, int(part.at)) - p.Start
		part.at, part.end, part.from = uint32(from), uint32(from+j-i), uint32(i)
		if cut.first.line == nil {
			cut.first = part
		} else {
			cut.rest = append(cut.rest, part)
		}
	}
	if cut.first.line != nil {
		cut.S = t.S[p.Start:p.End]
	}
	return cut
}

// textOf returns the clean bytes from i to j of a row as a text.
func textOf(l *row, i, j int) Text {
	if i >= j {
		return Text{}
	}
	p := trimPiece(l.clean, normalise.Piece{Start: i, End: j})
	if p.Start == p.End {
		return Text{}
	}
	return Text{S: l.clean[p.Start:p.End], first: part{l, 0, uint32(p.End - p.Start), uint32(p.Start)}}
}

// wholeOf returns a row as a text.
func wholeOf(l *row) Text { return textOf(l, 0, len(l.clean)) }

// A joiner puts texts behind each other. The zero joiner is empty.
type joiner struct {
	in   *reader // whose words tell where a hyphen divides one; nil: small letters alone do
	only Text    // the first text, while it is the only one
	s    []byte  // of several texts
	rest []part
}

// add puts a text behind the others: with one space between them, or without
// where a word is divided by a hyphen at the line's end.
func (j *joiner) add(next Text) { j.addBehind(next, ' ') }

// addItem puts the next item of a list behind the others, on a line of its
// own.
func (j *joiner) addItem(next Text) { j.addBehind(next, '\n') }

func (j *joiner) addBehind(next Text, separator byte) {
	if next.IsZero() {
		return
	}
	if j.isEmpty() {
		j.only = next
		return
	}
	if j.s == nil {
		j.s = append(make([]byte, 0, 2*len(j.only.S)+len(next.S)+1), j.only.S...)
		j.rest = append(j.rest, j.only.rest...)
	}
	n := len(j.s)
	switch {
	case separator == '\n':
		j.s = append(j.s, '\n')
	case dividedWord(j.s, next.S, j.in), repeatsHyphen(j.s, next.S):
		j.s = j.s[:n-1]
		if len(j.rest) > 0 {
			j.rest[len(j.rest)-1].end--
		} else {
			j.only.first.end--
		}
	case j.s[n-1] == '-' && (n < 2 || j.s[n-2] != ' '):
	default:
		j.s = append(j.s, ' ')
	}
	shift := uint32(len(j.s))
	j.s = append(j.s, next.S...)
	for p := range next.parts {
		p.at, p.end = p.at+shift, p.end+shift
		j.rest = append(j.rest, p)
	}
}

func (j *joiner) isEmpty() bool { return j.only.IsZero() }

// len returns how many bytes were added.
func (j *joiner) len() int { return max(len(j.s), len(j.only.S)) }

// endsSentence reports whether what was added ends a sentence.
func (j *joiner) endsSentence() bool {
	if j.s == nil {
		return endsSentence(j.only.S)
	}
	return endsSentence(string(j.s[max(0, len(j.s)-4):]))
}

// text returns what was added.
func (j *joiner) text() Text {
	if j.s == nil {
		return j.only
	}
	return Text{S: string(j.s), first: j.only.first, rest: j.rest}
}

// repeatsHyphen reports whether a hyphen stands at the end of a line and again at the
// beginning of the next one, as Portuguese divides words that have one: "cabo-", "-verdiano".
func repeatsHyphen(before []byte, after string) bool {
	n := len(before)
	return n > 1 && before[n-1] == '-' && isLower(before[n-2]) && len(after) > 1 && after[0] == '-' && isLower(after[1])
}

// dividedWord reports whether a hyphen at the end of a line divides a word.
// Between small letters it does, unless a word for "and" follows, as in "Aus-
// und Fortbildung", one of its halves is such as compounds have ("well-managed"),
// or the text has the word with its hyphen elsewhere. Between
// capitals it does where the text has the whole word elsewhere, or not both of
// its halves.
func dividedWord(before []byte, after string, in *reader) bool {
	n := len(before)
	if n < 2 || before[n-1] != '-' || after == "" {
		return false
	}
	left := string(before[bytes.LastIndexAny(before, " \n")+1 : n-1])
	right, _, _ := strings.Cut(after, " ")
	small := isLower(before[n-2]) && isLower(after[0])
	switch {
	case words().phrases["and"][right] || strings.Contains(left, "-") && !small:
		return false
	case small && (words().has("before_hyphen", left) || words().has("behind_hyphen", right)):
		return false
	case in == nil:
		return small
	case small:
		return !in.hasWord(left + "-" + right)
	}
	if !hasUpper(left) || strings.ToUpper(right) != right || in.hasWord(left+"-"+right) {
		return false
	}
	return in.hasWord(left+right) || isLetters(left) && isLetters(right) && (len(left) < 4 || len(right) < 4 || !in.hasWord(left) || !in.hasWord(right)) && !words().has("before_hyphen", left)
}

// isLetters reports whether a text is letters and nothing else.
func isLetters(text string) bool {
	return text != "" && strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) }) < 0
}

// hasWord reports whether the document has a word, in any case, on one line.
func (r *reader) hasWord(word string) bool {
	if r.vocabulary == nil {
		r.vocabulary = map[string]bool{}
		for i := range r.rows {
			for w := range strings.FieldsFuncSeq(r.rows[i].clean, func(c rune) bool { return c == ' ' || c == '\t' || c == '(' || c == ')' || c == '"' || c == '/' }) {
				r.vocabulary[wordKey(w)] = true
			}
		}
	}
	return r.vocabulary[wordKey(word)]
}

func wordKey(word string) string { return strings.ToLower(strings.Trim(word, ".,;:!?’'“”«»")) }

func isLower(c byte) bool { return 'a' <= c && c <= 'z' || c >= utf8.RuneSelf }

func trimPiece(s string, p normalise.Piece) normalise.Piece {
	for p.Start < p.End && isSpace(s[p.Start]) {
		p.Start++
	}
	for p.Start < p.End && isSpace(s[p.End-1]) {
		p.End--
	}
	return p
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// OneSpace folds runs of spaces and tabs to one space, for values.
func OneSpace(s string) string {
	if !strings.Contains(s, "  ") && !strings.Contains(s, "\t") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
