package read

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"migdata/pipeline/normalise"
)

// splitLines cuts a text into its lines that are not blank. A line ends at LF,
// CR, CRLF or a form feed; a form feed counts as a blank line, and begins no
// line of the document.
func splitLines(d *decoded) []row {
	text := d.text
	lines := make([]row, 0, strings.Count(text, "\n")/2+1)
	number, gap, feed := uint32(1), 0, false
	onlyLF := strings.IndexByte(text, '\r') < 0 && strings.IndexByte(text, '\f') < 0
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		next := end + 1
		if i := -1; !onlyLF {
			if i = strings.IndexAny(text[start:end], "\r\f"); i >= 0 {
				end = start + i
				next = end + 1
				if text[end] == '\r' && next < len(text) && text[next] == '\n' {
					next++
				}
			}
		}
		broken := end < len(text) && text[end] == '\f'
		if l, ok := d.row(start, end); ok {
			l.keepColumns()
			l.number, l.last, l.gap, l.feed = number, number, uint8(min(gap, 255)), feed
			lines = append(lines, l)
			gap, feed = 0, false
		} else if !broken { // the form feed counts
			gap++
		}
		if broken {
			gap, feed = gap+1, true
		} else {
			number++
		}
		start = next
	}
	return lines
}

// keepColumns takes from the wide gaps of a row as many spaces as ligatures before them have
// letters more than characters, so that what stands in columns stays in them.
func (l *row) keepColumns() {
	if l.at == nil || !strings.Contains(l.clean, "   ") {
		return
	}
	var pieces []normalise.Piece
	more, spaces := 0, 0
	for i := range len(l.clean) {
		if l.clean[i] == ' ' {
			if spaces++; more > 0 && spaces > 2 {
				pieces, more = append(pieces, normalise.Piece{Start: i, End: i + 1}), more-1
			}
			continue
		}
		if spaces = 0; i > 0 && l.at.from[i] == l.at.from[i-1] && utf8.RuneStart(l.clean[i]) {
			more++
		}
	}
	l.leaveOut(pieces)
}

// leaveOut leaves out pieces of the clean text, which are in order.
func (l *row) leaveOut(pieces []normalise.Piece) {
	if len(pieces) == 0 {
		return
	}
	clean, at := make([]byte, 0, len(l.clean)), &places{}
	for i := range len(l.clean) {
		for len(pieces) > 0 && pieces[0].End <= i {
			pieces = pieces[1:]
		}
		if len(pieces) == 0 || i < pieces[0].Start {
			span := l.span(i, i+1)
			clean, at.from, at.to = append(clean, l.clean[i]), append(at.from, span.Start), append(at.to, span.End)
		}
	}
	if strings.TrimSpace(string(clean)) == "" {
		return
	}
	if l.at == nil {
		l.shift += l.offset
	}
	l.clean, l.at = string(clean), at
	l.cutTo(0, len(l.clean))
}

// row makes a row of the bytes from start to end of the text; it is false
// where they are blank.
func (d *decoded) row(start, end int) (l row, ok bool) {
	raw := d.text[start:end]
	from, to := 0, len(raw)
	for from < to && isSpace(raw[from]) {
		from++
	}
	for from < to && isSpace(raw[to-1]) {
		to--
	}
	if from == to {
		return row{}, false
	}
	l.record, l.doc = -1, d.doc
	l.start, l.end = d.place(start, end)
	l.begin = l.start
	if !isPlain(raw[from:to]) {
		l.cleanUp(raw[:to], uint32(start))
		if l.clean == "" {
			return row{}, false
		}
		if d.from != nil {
			for i := range l.at.from {
				l.at.from[i], l.at.to[i] = d.from[l.at.from[i]], d.to[l.at.to[i]-1]
			}
		}
		l.leaveOutSigns()
		return l, true
	}
	if raw[from] == '#' {
		width, level := headingSigns(raw[from:to])
		from, l.level = from+width, level
	}
	l.clean, l.offset = raw[from:to], uint32(from)
	if d.from != nil {
		l.shift = uint32(from)
		l.at = &places{d.from[start+from : start+to], d.to[start+from : start+to]}
	}
	if c := l.clean[0]; c < '0' || c > '9' && c < 'A' || c > 'z' {
		l.leaveOutSigns()
	}
	return l, true
}

// isPlain reports whether a line is clean as it stands: ASCII without controls and
// without the signs of emphasis and links.
func isPlain(raw string) bool {
	for i := range len(raw) {
		if !plainBytes[raw[i]] {
			return false
		}
	}
	return true
}

// plainBytes are the bytes that never need cleaning.
var plainBytes = func() (table [256]bool) {
	for c := ' '; c < 0x7F; c++ {
		table[c] = !strings.ContainsRune("*_]<\\", c)
	}
	table['\t'] = true
	return table
}()

// cleanUp sets the clean text of a line that begins at a byte of the text:
// outer space, the signs of a heading in Markdown, invisible characters and
// paired emphasis are left out, unusual spaces become plain ones and ligatures
// letters, accents that stand behind their letter are composed with it (NFC),
// and a soft hyphen that ends the line becomes a hyphen.
func (l *row) cleanUp(raw string, start uint32) {
	divides := endingSoftHyphen(raw)
	clean, at, to := make([]byte, 0, len(raw)), make([]uint32, 0, len(raw)), make([]uint32, 0, len(raw))
	for i := 0; i < len(raw); {
		r, size := rune(raw[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(raw[i:])
		}
		before, composed := 0, ""
		if r >= 0x0300 && r <= 0x0655 {
			before, composed = composes(clean, r)
		}
		switch {
		case composed != "":
			from, end := at[before], start+uint32(i+size)
			clean, at, to = append(clean[:before], composed...), at[:before], to[:before]
			for range len(composed) {
				at, to = append(at, from), append(to, end)
			}
		case i == divides:
			clean, at, to = append(clean, '-'), append(at, start+uint32(i)), append(to, start+uint32(i+size))
		default:
			for range copyRune(&clean, raw[i:i+size], r) {
				at, to = append(at, start+uint32(i)), append(to, start+uint32(i+size))
			}
		}
		i += size
	}
	for range deepestEmphasis {
		marks := pairedEmphasis(clean)
		if len(marks) == 0 {
			break
		}
		clean, at, to = without(clean, marks), without(at, marks), without(to, marks)
	}
	first, last := 0, len(clean)
	for first < last && isSpace(clean[first]) {
		first++
	}
	for first < last && isSpace(clean[last-1]) {
		last--
	}
	width, level := headingSigns(string(clean[first:last]))
	l.shift = uint32(first + width)
	first, l.level = first+width, level
	l.clean, l.at = string(clean[first:last]), &places{at[first:last], to[first:last]}
}

// headingSigns returns the width of the number signs that make a heading in
// Markdown, and their number, which is its level (CommonMark, 4.2); 0 where
// there are none.
func headingSigns(text string) (width int, level uint8) {
	n := 0
	for n < len(text) && text[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n >= len(text) || !isSpace(text[n]) {
		return 0, 0
	}
	for width = n; width < len(text) && isSpace(text[width]); width++ {
	}
	return width, uint8(n)
}

// endingSoftHyphen returns where the soft hyphen stands that ends a line, or the sign
// (¬) that stands for one; -1 where none does.
func endingSoftHyphen(raw string) int {
	trimmed := strings.TrimRight(raw, " \t")
	if !strings.HasSuffix(trimmed, "\u00AD") && !(strings.HasSuffix(trimmed, "¬") && !strings.HasSuffix(trimmed, " ¬")) {
		return -1
	}
	return len(trimmed) - len("\u00AD")
}

// composes returns the letter that the last letter of clean and a mark behind
// it make together, and where that last letter begins.
func composes(clean []byte, mark rune) (before int, composed string) {
	if mark < 0x0300 || mark > 0x0655 || mark > 0x036F && mark < 0x0653 || len(clean) == 0 {
		return 0, ""
	}
	_, size := utf8.DecodeLastRune(clean)
	before = len(clean) - size
	both := norm.NFC.String(string(clean[before:]) + string(mark))
	if utf8.RuneCountInString(both) != 1 {
		return 0, ""
	}
	return before, both
}

// copyRune appends what a character becomes in the clean text and returns how
// many bytes that are.
func copyRune(clean *[]byte, raw string, r rune) int {
	before := len(*clean)
	switch {
	case r == '\v':
		*clean = append(*clean, ' ')
	case r >= 0x80 && r < 0xA0 && r != 0x85 && windows1252[r-0x80] != r: // read as Latin-1, which has controls here
		*clean = append(*clean, string(windows1252[r-0x80])...)
	case invisible(r):
	case r < utf8.RuneSelf:
		*clean = append(*clean, byte(r))
	case r == 0x00A0 || r == 0x0085 || r == 0x2028 || r == 0x2029 || r == 0x1680 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000:
		*clean = append(*clean, ' ')
	case r >= 0xFB00 && r <= 0xFB06:
		*clean = append(*clean, [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xFB00]...)
	case r == 0x019F && endsInLetter(*clean): // as PDF files with the font Calibri come out
		*clean = append(*clean, "ti"...)
	case r == 0x01A9 && endsInLetter(*clean):
		*clean = append(*clean, "tt"...)
	case r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC: // Arabic letters in their printed forms
		*clean = norm.NFKC.AppendString(*clean, raw)
	case r == utf8.RuneError && len(raw) == 1:
		*clean = append(*clean, "\uFFFD"...)
	default:
		*clean = append(*clean, raw...)
	}
	return len(*clean) - before
}

// endsInLetter reports whether a text ends in a letter of ASCII.
func endsInLetter(text []byte) bool {
	return len(text) > 0 && text[len(text)-1]|0x20 >= 'a' && text[len(text)-1]|0x20 <= 'z'
}

// invisible reports whether a character shows nothing: controls but tab, soft
// hyphen, zero-width and bidirectional controls, byte order marks, variation
// selectors.
func invisible(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t'
	case r < 0x7F:
		return false
	}
	return r >= 0x7F && r < 0xA0 && r != 0x85 || r == 0xAD || r == 0x034F || r == 0x061C || r >= 0x200B && r <= 0x200F ||
		r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F || r >= 0xFFF9 && r <= 0xFFFB || r&0xFFFE == 0xFFFE
}

// deepestEmphasis is how often emphasis is looked for in what the last look
// has left.
const deepestEmphasis = 4

// pairedEmphasis returns the bytes of the markers of emphasis in a line, in
// order: runs of one to three asterisks or underscores that open before a
// character and close behind one (CommonMark, 6.2, left- and right-flanking
// runs), a single underscore not inside a word. An unpaired marker stays.
func pairedEmphasis(text []byte) []int {
	var open [2][4][]int // by character and length: where runs begin that are not closed yet
	var marks []int
	for i := 0; i < len(text); {
		c := text[i]
		if c != '*' && c != '_' {
			if i++; c == '\\' && i+1 < len(text) && text[i] == '*' && text[i+1] == '*' { // "**KOSOVO\***"
				i++
			}
			continue
		}
		n := 1
		for i+n < len(text) && text[i+n] == c {
			n++
		}
		start, before, after := i, i > 0 && text[i-1] > ' ', i+n < len(text) && text[i+n] > ' '
		i += n
		if n > 3 {
			continue
		}
		if c == '_' && n == 1 { // "first_name" has none
			before, after = before && (i == len(text) || !inWord(text[i])), after && (start == 0 || !inWord(text[start-1]))
		}
		stack := &open[c&1][n]
		switch {
		case before && len(*stack) > 0:
			opener := (*stack)[len(*stack)-1]
			*stack = (*stack)[:len(*stack)-1]
			for m := range n {
				marks = append(marks, opener+m, start+m)
			}
		case after:
			*stack = append(*stack, start)
		}
	}
	slices.Sort(marks)
	return marks
}

// inWord reports whether a byte is part of a letter or digit, or may be.
func inWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || isDigit(c) || c >= utf8.RuneSelf
}

// without leaves out the elements at places, which are in order.
func without[E any](list []E, places []int) []E {
	kept := list[:0]
	for i, e := range list {
		if len(places) > 0 && places[0] == i {
			places = places[1:]
			continue
		}
		kept = append(kept, e)
	}
	return kept
}
