package export

import (
	"bytes"
	"unicode/utf8"
)

// How much room a text takes. Excel works out the height of a row only when
// somebody edits it, and other programs not even then, so the file states it.

// charWidth is the width of a character of a proportional font, in hundredths
// of a digit, on the wide side: the font of the palette may be missing, and
// what stands in for it is wider.
func charWidth(r rune) int {
	switch {
	case r >= 'a' && r <= 'z':
		switch r {
		case 'i', 'j', 'l', 't', 'f', 'r':
			return 55
		case 'm', 'w':
			return 145
		}
		return 94
	case r >= 'A' && r <= 'Z':
		return 122
	case r >= '0' && r <= '9':
		return 100
	case r == ' ' || r == '\u00A0' || r == '\u202F' || r == '.' || r == ',' || r == ';' || r == ':' || r == '\'':
		return 55
	case r >= 0x1100 && isWide(r):
		return 210
	}
	return 110
}

// isWide reports whether a character stands in a square of its own: the East
// Asian scripts (Unicode Standard Annex 11, roughly) and pictographs.
func isWide(r rune) bool {
	return r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0x1F300
}

// asciiWidth is charWidth of the characters that most texts are made of.
var asciiWidth = func() (widths [utf8.RuneSelf]uint8) {
	for r := range widths {
		widths[r] = uint8(charWidth(rune(r)))
	}
	return widths
}()

// textWidth is the width of a text on one line, in digits, rounded up.
func textWidth(text []byte) int { return (hundredthsWidth(text) + 99) / 100 }

// hundredthsWidth is the width of a text on one line, in hundredths of a digit.
func hundredthsWidth(text []byte) int {
	hundredths := 0
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			hundredths += int(asciiWidth[c])
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		hundredths += charWidth(r)
		i += size
	}
	return hundredths
}

// widestLine is the width of the widest line of a text, in digits; what is
// wider than enough may be said to be so much.
func widestLine(text []byte, enough int) int {
	most := 0
	for line := range bytes.SplitSeq(text, []byte{'\n'}) {
		if len(line) > 4*enough { // four bytes a character at most
			return enough
		}
		most = max(most, textWidth(line))
	}
	return most
}

// wrappedLines is how many lines a text takes in a column of the width: lines
// break at spaces, and within words that are wider than the column.
func wrappedLines(text []byte, width int) int {
	lines := 0
	width *= 100
	for line := range bytes.SplitSeq(text, []byte{'\n'}) {
		lines++
		used := 0
		for len(line) > 0 && lines < mostLines {
			n := bytes.IndexByte(line, ' ') + 1
			if n == 0 {
				n = len(line)
			}
			word := hundredthsWidth(line[:min(n, width/25*mostLines)])
			if used > 0 && used+word > width {
				lines, used = lines+1, 0
			}
			used += word
			for ; used > width; used -= width {
				lines++
			}
			line = line[n:]
		}
	}
	return min(lines, mostLines)
}

// mostLines is how many lines a row can show: Excel's rows are at most 409
// points high.
const mostLines = 27

// points turns hundredths of a point into points.
func points(hundredths int) float64 { return float64(hundredths) / 100 }
