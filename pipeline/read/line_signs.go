package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// leaveOutSigns leaves out of a row the signs of links, and those that stand at both its
// ends.
func (l *row) leaveOutSigns() {
	if l.at != nil && (strings.Contains(l.clean, "](") || strings.IndexByte(l.clean, '<') > 0 || strings.Contains(l.clean, "[^")) {
		l.leaveOut(links(l.clean))
	}
	if l.at != nil && strings.IndexByte(l.clean, '\\') >= 0 {
		l.leaveOut(escapes(l.clean))
	}
	if n := ornament(l.clean); n > 0 {
		l.cutTo(n, len(l.clean)-n)
	}
}

// ornament returns the width of the sign that stands at both ends of a line, as about
// a heading: "▪ NIGER ▪"; 0 where none does.
func ornament(text string) int {
	if run := len(text) - len(strings.TrimLeft(text, text[:1])); run > 1 && run < 8 && strings.IndexByte("-=*~_", text[0]) >= 0 && len(text) > 2*run+3 && text[run] == ' ' &&
		strings.HasSuffix(text, " "+text[:run]) && len(text) <= longestName && hasLetter(text) { // "--- NIGER ---"
		return run
	}
	sign, size := utf8.DecodeRuneInString(text)
	if sign < utf8.RuneSelf && sign != '*' && sign != '~' && sign != '=' && sign != '-' || unicode.IsLetter(sign) || unicode.IsDigit(sign) || unicode.IsPunct(sign) && sign != '*' && sign != '-' && sign != '–' && sign != '—' && sign != '•' && sign != '·' ||
		len(text) < 2*size+4 || len(text) > longestName || !strings.HasSuffix(text, " "+text[:size]) || text[size] != ' ' || !hasLetter(text[size:len(text)-size]) {
		return 0
	}
	if inner := text[size+1 : len(text)-size-1]; hasDigit(inner) && isPageNumber(inner) {
		return 0
	}
	return size
}

// links returns the pieces of a text that are there for its links: what is not shown
// of "[Cocoa Routes](/grants/cocoa)", and an address in angle brackets behind other
// text (CommonMark, 6.3 and 6.5). Pictures stay.
func links(text string) (pieces []normalise.Piece) {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '[' && i > 0 && strings.HasPrefix(text[i:], "[^"): // the mark of a footnote
			end := strings.IndexByte(text[i:], ']')
			if end < 0 || end > 8 {
				continue
			}
			pieces = append(pieces, normalise.Piece{Start: i, End: i + end + 1})
			i += end
		case text[i] == '[' && (i == 0 || text[i-1] != '!'):
			middle := strings.Index(text[i:], "](")
			if middle < 2 || strings.IndexByte(text[i+1:i+middle], '[') >= 0 {
				continue
			}
			end := strings.IndexByte(text[i+middle:], ')')
			if end < 0 {
				return pieces
			}
			pieces = append(pieces, normalise.Piece{Start: i, End: i + 1}, normalise.Piece{Start: i + middle, End: i + middle + end + 1})
			i += middle + end
		case text[i] == '<' && strings.HasPrefix(text[i:], "<http"):
			end := strings.IndexByte(text[i:], '>')
			if end < 0 || i == 0 && end+1 == len(text) {
				return pieces
			}
			pieces = append(pieces, normalise.Piece{Start: i, End: i + end + 1})
			i += end
		}
	}
	return pieces
}

// escapes returns the backslashes of a text before signs, "\(", and at its end
// (CommonMark, 2.4 and 6.7). Backslashes side by side stay, as in a path.
func escapes(text string) (pieces []normalise.Piece) {
	for i := range len(text) {
		if text[i] != '\\' || i > 0 && text[i-1] == '\\' {
			continue
		}
		if i+1 == len(text) || strings.IndexByte("()[]{}-_*#.!+>|~&'\"", text[i+1]) >= 0 {
			pieces = append(pieces, normalise.Piece{Start: i, End: i + 1})
		}
	}
	return pieces
}
