package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fewestQuoted is how many rows must begin with ">" for that to be the sign of
// a quotation, as mail programs set it.
const fewestQuoted = 3

// encodedSpace is a space at the end of a line as mail programs send it
// (RFC 2045, 6.7).
const encodedSpace = "=20"

// unquote leaves out the signs of quotation in front of rows; a row that is
// nothing else is blank.
func (r *reader) unquote() {
	quoted := 0
	for i := range r.rows {
		if r.rows[i].clean[0] == '>' {
			quoted++
		}
	}
	if quoted < fewestQuoted {
		return
	}
	rows, gap := make([]row, 0, len(r.rows)), 0
	for i := range r.rows {
		l := r.rows[i]
		l.gap = uint8(min(int(l.gap)+gap, 255))
		if rest := strings.TrimLeft(l.clean, "> \t"); l.clean[0] == '>' {
			if rest == "" {
				gap = int(l.gap) + 1
				continue
			}
			l.cutTo(len(l.clean)-len(rest), len(l.clean)-btoi(strings.HasSuffix(rest, encodedSpace))*len(encodedSpace))
		}
		if l.clean == "" {
			gap = int(l.gap) + 1
			continue
		}
		rows, gap = append(rows, l), 0
	}
	r.rows = rows
}

// joinEmphasis leaves out the signs of emphasis about a text that goes over two lines,
// as mail programs break them: "*Safe Hands in the Gulf and in" above "Oman*".
func (r *reader) joinEmphasis() {
	for i := 0; i+1 < len(r.rows); i++ {
		text, below := r.rows[i].clean, r.rows[i+1].clean
		n := 0
		for n < len(text) && text[n] == '*' {
			n++
		}
		if n == 0 || n > 3 || n == len(text) || isSpace(text[n]) || r.rows[i+1].gap > 0 || !strings.HasSuffix(below, text[:n]) ||
			strings.Count(text, "*") != n || strings.Count(below, "*") != n || len(below) == n || isSpace(below[len(below)-n-1]) {
			continue
		}
		r.rows[i].cutTo(n, len(text))
		r.rows[i+1].cutTo(0, len(below)-n)
	}
}

// dropLineNumbers leaves out the numbers that count every fifth line in the margin, as
// parliaments print them.
func (r *reader) dropLineNumbers() {
	width := func(text string) int {
		n := 0
		for n < len(text) && isDigit(text[n]) {
			n++
		}
		if n == 0 || n > 3 || n+2 > len(text) || text[n] != ' ' || text[n+1] != ' ' || (text[n-1] != '0' && text[n-1] != '5') {
			return 0
		}
		return n
	}
	numbered, indented := 0, 0
	for i := range r.rows {
		if width(r.rows[i].clean) > 0 {
			numbered++
		} else if r.rows[i].indent() >= leastMargin {
			indented++
		}
	}
	if numbered < fewestMended || indented*2 < len(r.rows) {
		return
	}
	for i := range r.rows {
		if n := width(r.rows[i].clean); n > 0 {
			r.rows[i].cutTo(n, len(r.rows[i].clean))
		}
	}
}

// leastMargin is how many characters a margin has at least that holds such numbers.
const leastMargin = 4

// tighten leaves out the blank lines that stand between all lines of a text,
// as careless conversion of line ends leaves them: at least two between any,
// or one, and that also in the middle of sentences, once where it is one everywhere,
// or one behind each line,
// blank ones included, so that their number is odd everywhere.
func (r *reader) tighten() {
	if len(r.rows) < 4 {
		return
	}
	least, inside, wide, odd, even := uint8(255), 0, 0, true, true
	for i := 1; i < len(r.rows); i++ {
		l := &r.rows[i]
		if least = min(least, l.gap); least == 0 {
			return
		}
		odd, even = odd && l.gap%2 == 1, even && l.gap == r.rows[1].gap
		if l.gap > 2 {
			wide++
		}
		if first, _ := utf8.DecodeRuneInString(l.clean); l.gap == least && unicode.IsLower(first) && !endsSentence(r.rows[i-1].clean) && len(r.rows[i-1].clean) > 40 && !isPeriod(l.clean, "") {
			inside++
		}
	}
	doubled := least == 1 && odd && wide > 1
	if least == 1 && inside < 2 && !doubled && !(inside == 1 && even) {
		return
	}
	for i := 1; i < len(r.rows); i++ {
		if l := &r.rows[i]; doubled {
			l.gap /= 2
		} else {
			l.gap -= least
		}
		if l := &r.rows[i]; l.feed { // a page break stays one
			l.gap = max(l.gap, 1)
		}
	}
	r.detected("the blank lines between all lines are taken to be no breaks")
}

// cutTo leaves the clean bytes from i to j of a row, without outer space.
func (l *row) cutTo(i, j int) {
	for i < j && isSpace(l.clean[i]) {
		i++
	}
	for i < j && isSpace(l.clean[j-1]) {
		j--
	}
	if l.at != nil {
		l.at = &places{l.at.from[i:j], l.at.to[i:j]}
	}
	l.offset, l.clean = l.offset+uint32(i), l.clean[i:j]
}
