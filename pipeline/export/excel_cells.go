package export

import (
	"io"
	"strconv"
	"unicode/utf8"

	"migdata/schemas"
)

// rows writes rows of cells as SpreadsheetML (ECMA-376 part 1, 18.3.1.73):
// next begins a row, then each call fills the cell right of the last.
type rows struct {
	to      io.Writer
	style   *styles
	letters []string // A, B, ... by column
	buf     []byte
	row     int // number of the current row in the sheet
	col     int // index of the next cell
	count   int // rows begun
	err     error
}

// flushAt is how many bytes of XML are gathered before they are written.
const flushAt = 1 << 16

func newRows(to io.Writer, style *styles, columns, before int) *rows {
	r := &rows{to: to, style: style, row: before}
	for i := range columns {
		r.letters = append(r.letters, columnLetters(i))
	}
	return r
}

// columnLetters names the column of index i, from 0: A, Z, AA.
func columnLetters(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// next begins a row of so many lines and closes the one before. A row of one
// line has the usual height.
func (r *rows) next(lines int) {
	r.close()
	r.row++
	r.count++
	r.col = 0
	r.buf = append(r.buf, `<row r="`...)
	r.buf = strconv.AppendInt(r.buf, int64(r.row), 10)
	if lines > 1 {
		r.buf = append(r.buf, `" ht="`...)
		r.buf = append(r.buf, schemas.DecimalString(int64(r.style.rowHeight(lines)))...)
	}
	r.buf = append(r.buf, `">`...)
}

// close ends the current row, if any.
func (r *rows) close() {
	if r.count == 0 {
		return
	}
	r.buf = append(r.buf, `</row>`...)
	if len(r.buf) >= flushAt {
		r.flush()
	}
}

// flush writes what is gathered; the first error is kept.
func (r *rows) flush() {
	if r.err == nil {
		_, r.err = r.to.Write(r.buf)
	}
	r.buf = r.buf[:0]
}

// open writes the beginning of a cell up to its style.
func (r *rows) open(style int) {
	r.buf = append(r.buf, `<c r="`...)
	r.buf = append(r.buf, r.letters[r.col]...)
	r.buf = strconv.AppendInt(r.buf, int64(r.row), 10)
	r.buf = append(r.buf, `" s="`...)
	r.buf = strconv.AppendInt(r.buf, int64(style), 10)
	r.col++
}

// blank fills a cell with nothing; it keeps its lines in print.
func (r *rows) blank(style int) {
	r.open(style)
	r.buf = append(r.buf, `"/>`...)
}

// text fills a cell with an inline string, which no program takes for a
// formula whatever it begins with.
func (r *rows) text(style int, text []byte) {
	r.open(style)
	r.buf = append(r.buf, `" t="inlineStr"><is><t`...)
	if keepsSpace(text) {
		r.buf = append(r.buf, ` xml:space="preserve"`...)
	}
	r.buf = append(r.buf, '>')
	r.buf = appendXString(r.buf, text)
	r.buf = append(r.buf, `</t></is></c>`...)
}

// int fills a cell with a whole number.
func (r *rows) int(style int, n int64) {
	r.open(style)
	r.buf = append(r.buf, `"><v>`...)
	r.buf = strconv.AppendInt(r.buf, n, 10)
	r.buf = append(r.buf, `</v></c>`...)
}

// hundredths fills a cell with an amount: its exact decimal text, never a
// float's.
func (r *rows) hundredths(style int, text string) {
	r.open(style)
	r.buf = append(r.buf, `"><v>`...)
	r.buf = append(r.buf, text...)
	r.buf = append(r.buf, `</v></c>`...)
}

// bool fills a cell with a truth value, 0 or 1.
func (r *rows) bool(style int, n int64) {
	r.open(style)
	r.buf = append(r.buf, `" t="b"><v>`...)
	r.buf = strconv.AppendInt(r.buf, n, 10)
	r.buf = append(r.buf, `</v></c>`...)
}

// keepsSpace reports whether the text loses white space unless it is marked
// with xml:space.
func keepsSpace(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	for _, c := range text {
		if c == '\n' || c == '\t' {
			return true
		}
	}
	return text[0] == ' ' || text[len(text)-1] == ' '
}

const upperHex = "0123456789ABCDEF"

// appendXString appends text as an ST_Xstring (ECMA-376 part 1, 22.9.2.19):
// what XML cannot carry, and a carriage return, which XML would turn into a
// line feed, stand as _xHHHH_; an underline that would begin such an escape is
// escaped itself. Bytes that are no UTF-8 become U+FFFD (and are counted).
func appendXString(b, text []byte) []byte {
	done := 0
	for i := 0; i < len(text); {
		c := text[i]
		size, as := 1, ""
		switch {
		case c == '&':
			as = "&amp;"
		case c == '<':
			as = "&lt;"
		case c == '>':
			as = "&gt;"
		case c == '_':
			if isEscape(text[i:]) {
				as = "_x005F_"
			}
		case c < ' ' && c != '\t' && c != '\n':
			b = append(append(b, text[done:i]...), '_', 'x', '0', '0', upperHex[c>>4], upperHex[c&15], '_')
			i++
			done = i
			continue
		case c >= utf8.RuneSelf:
			var r rune
			switch r, size = utf8.DecodeRune(text[i:]); {
			case r == utf8.RuneError && size == 1:
				as = "\uFFFD"
			case r == 0xFFFE:
				as = "_xFFFE_"
			case r == 0xFFFF:
				as = "_xFFFF_"
			}
		}
		if as != "" {
			b = append(append(b, text[done:i]...), as...)
			done = i + size
		}
		i += size
	}
	return append(b, text[done:]...)
}

// isEscape reports whether text begins with _xHHHH_, in either case.
func isEscape(text []byte) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	for _, c := range text[2:6] {
		if (c < '0' || c > '9') && (c < 'A' || c > 'F') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// fits returns how many bytes of text stand in a cell of at most top UTF-16
// code units; escapes count as written, and no character is divided.
func fits(text []byte, top int) int {
	if len(text)*len("_x000D_") <= top {
		return len(text)
	}
	units := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF, r == '_' && isEscape(text[i:]):
			units += len("_x000D_")
		case r > 0xFFFF:
			units += 2
		default:
			units++
		}
		if units > top {
			return i
		}
		i += size
	}
	return len(text)
}
