package read

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// splitLines cuts a text into its lines that are not blank. A line ends at LF,
// CR, CRLF or a form feed; a form feed counts as a blank line.
func splitLines(text string) []Line {
	lines := make([]Line, 0, strings.Count(text, "\n")/2+1)
	number, gap := uint32(1), 0
	for start := 0; start < len(text); {
		end := start
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		} else {
			end = len(text)
		}
		next := end + 1
		if i := strings.IndexAny(text[start:end], "\r\f"); i >= 0 {
			end = start + i
			next = end + 1
			if text[end] == '\r' && next < len(text) && text[next] == '\n' {
				next++
			}
		}
		l := Line{Number: number, Start: uint32(start), End: uint32(end), Record: -1}
		if l.cleanUp(text[start:end]); l.clean == "" {
			gap++
		} else {
			l.gap, gap = gap, 0
			lines = append(lines, l)
		}
		if end < len(text) && text[end] == '\f' {
			gap++
		} else {
			number++
		}
		start = next
	}
	return lines
}

// cleanUp sets the clean text of a line: outer space, invisible characters and
// paired emphasis are left out, unusual spaces become plain ones and
// ligatures letters. A line that holds none of these is a view of the source.
func (l *Line) cleanUp(raw string) {
	plain := true
	for i := range len(raw) {
		c := raw[i]
		if c >= utf8.RuneSelf || c < ' ' && c != '\t' || c == '*' || c == '_' {
			plain = false
			break
		}
	}
	if plain {
		from, to := 0, len(raw)
		for from < to && isSpace(raw[from]) {
			from++
		}
		for from < to && isSpace(raw[to-1]) {
			to--
		}
		l.clean, l.offset = raw[from:to], uint32(from)
		return
	}
	emphasis := pairedEmphasis(raw)
	clean, at, to := make([]byte, 0, len(raw)), make([]uint32, 0, len(raw)), make([]uint32, 0, len(raw))
	for i := 0; i < len(raw); {
		if len(emphasis) > 0 && emphasis[0] == i {
			emphasis = emphasis[1:]
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[i:])
		for range copyRune(&clean, raw[i:i+size], r) {
			at, to = append(at, l.Start+uint32(i)), append(to, l.Start+uint32(i+size))
		}
		i += size
	}
	first, last := 0, len(clean)
	for first < last && isSpace(clean[first]) {
		first++
	}
	for first < last && isSpace(clean[last-1]) {
		last--
	}
	l.clean, l.at, l.to = string(clean[first:last]), at[first:last], to[first:last]
}

// copyRune appends what a character becomes in the clean text and returns how
// many bytes that are.
func copyRune(clean *[]byte, raw string, r rune) int {
	before := len(*clean)
	switch {
	case invisible(r):
	case r == 0x00A0 || r == 0x1680 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000:
		*clean = append(*clean, ' ')
	case r >= 0xFB00 && r <= 0xFB06:
		*clean = append(*clean, [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xFB00]...)
	case r == utf8.RuneError && len(raw) == 1:
		*clean = append(*clean, "\uFFFD"...)
	default:
		*clean = append(*clean, raw...)
	}
	return len(*clean) - before
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
	return r >= 0x7F && r < 0xA0 || r == 0xAD || r == 0x034F || r == 0x061C || r >= 0x200B && r <= 0x200F ||
		r >= 0x2028 && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F || r >= 0xFFF9 && r <= 0xFFFB
}

// pairedEmphasis returns the bytes of the markers of emphasis in a line, in
// order: runs of one to three asterisks or of two or three underscores that
// open before a character and close behind one (CommonMark, 6.2, left- and
// right-flanking runs). An unpaired marker stays.
func pairedEmphasis(raw string) []int {
	type run struct {
		at, length int
		c          byte
	}
	var open []run
	var marks []int
	for i := 0; i < len(raw); {
		c := raw[i]
		if c != '*' && c != '_' {
			i++
			continue
		}
		n := 1
		for i+n < len(raw) && raw[i+n] == c {
			n++
		}
		r := run{i, n, c}
		afterOK := i+n < len(raw) && raw[i+n] > ' '
		beforeOK := i > 0 && raw[i-1] > ' '
		i += n
		if n > 3 || c == '_' && n < 2 {
			continue
		}
		closed := false
		if beforeOK {
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].c == c && open[k].length == n {
					for m := range n {
						marks = append(marks, open[k].at+m, r.at+m)
					}
					open, closed = open[:k], true
					break
				}
			}
		}
		if !closed && afterOK {
			open = append(open, r)
		}
	}
	slices.Sort(marks)
	return marks
}
