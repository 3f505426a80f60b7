package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	narrowestGutter = 3  // spaces between two columns
	narrowestColumn = 12 // characters from the margin to the second column
	fewestShared    = 3  // lines that hold a piece of both columns
	mostColumns     = 4
	widestPage      = 2000 // bytes of a line that may have columns
	mostGutters     = 16   // of a line that are looked at
	longestApart    = 4    // blank lines after which a page is over
)

// splitColumns parts the rows of pages with two or more columns side by side:
// the rows of the left column come first, then those of the right one. Columns
// are told by their gutter: spaces at the same place in several lines, with
// text that nothing crosses on both sides.
func (r *reader) splitColumns() {
	pages := r.pages()
	if len(pages) == 0 {
		return
	}
	for n := 1; len(pages) > 0 && n < mostColumns; n, pages = n+1, r.pages() { // columns may have columns
		rows, next := make([]row, 0, 2*len(r.rows)), 0
		for _, p := range pages {
			left, right := p.parts(r.rows)
			rows = append(append(append(rows, r.rows[next:p.from]...), left...), right...)
			next = p.to
		}
		r.rows, r.small = append(rows, r.rows[next:]...), nil
	}
	r.detected("some of the text is taken to stand in columns side by side, which are read one after the other")
}

// A page is a run of rows with a gutter.
type page struct {
	from, to int // rows
	column   int // character at which the right column begins
	alone    int // row from which on there is no right column, and the left one may be wider
}

// pages finds the rows that stand in columns.
func (r *reader) pages() []page {
	var pages []page
	refused := map[int]int{} // by column: the row up to which it is known to part no page
	for i := 0; i < len(r.rows); i++ {
		if end := r.wideTable(i); end > i {
			i = end - 1
			continue
		}
		p := r.pageFrom(i, refused)
		if p.column == 0 {
			continue
		}
		pages = append(pages, p)
		i = p.to - 1
	}
	return pages
}

// pageFrom looks for a page whose first row with both columns is row i.
func (r *reader) pageFrom(i int, refused map[int]int) page {
	if i > 0 && r.isSmallTable(i-1) || isBarred(r.rows[i].clean) {
		return page{}
	}
	for _, c := range gutters(&r.rows[i]) {
		if i < refused[c] {
			continue
		}
		shared, labels, lastRight := 0, 0, i
		k := i
		for ; k < len(r.rows); k++ {
			l := &r.rows[k]
			if l.feed && k > i || l.gap > longestApart || isBarred(l.clean) || r.isSmallTable(k) || k > i && r.wideTable(k) > k {
				break
			}
			left, right, fits := sides(l, c)
			if !fits {
				break
			}
			if k > i && right == "" && l.gap > 0 && r.beginsPage(k, c) {
				break
			}
			if right != "" {
				lastRight = k
			}
			if left != "" && right != "" {
				shared++
				if r.words.label(left) != "" && r.words.label(right) == "" || !hasLetter(right) {
					labels++
				}
			}
		}
		if shared >= fewestShared && labels*2 < shared {
			last, _, _ := sides(&r.rows[lastRight], c)
			open := r.words.label(last) != "" // its value stands below it, and needs no room on the right
			end := lastRight + 1
			for end < len(r.rows) && (end < k || open && !isBarred(r.rows[end].clean)) && r.rows[end].gap == 0 && !r.rows[end].feed { // what stands below the columns is none of theirs
				end++
			}
			if end > lastRight+1 && end < len(r.rows) && r.rows[end].gap == 0 && r.words.label(r.rows[end-1].clean) != "" {
				end-- // the label of what goes over both
			}
			return page{i, end, c, lastRight + 1}
		}
		refused[c] = k
	}
	return page{}
}

// isBarred reports whether a row is one of a table whose cells stand between bars.
func isBarred(text string) bool {
	return text[0] == '|' && text[len(text)-1] == '|' && len(text) > 1 && strings.Count(text, "|") > 2
}

// mostHeading is how many rows may stand above the columns of an entry.
const mostHeading = 6

// beginsPage reports whether row k, behind a blank line, is a heading or title
// above columns of its own: rows that reach into no right column and are no
// labels, and then one with a label at the left of both.
func (r *reader) beginsPage(k, column int) bool {
	for j := k; j < min(k+mostHeading, len(r.rows)); j++ {
		left, right, fits := sides(&r.rows[j], column)
		switch {
		case !fits:
			return false
		case right != "":
			gap, _ := columnGap(left)
			return r.isLabelled(left) || gap > 0 && r.words.label(left[:gap]) != ""
		case r.isLabelled(left):
			return false
		}
	}
	return false
}

// isLabelled reports whether a text is a label, or begins with one and a colon.
func (r *reader) isLabelled(text string) bool {
	label, _, _ := r.words.labelAt(text)
	return label != "" || r.words.label(text) != ""
}

// isSmallTable reports whether row k is nothing but labels in wide gaps, with
// one row of values below it.
func (r *reader) isSmallTable(k int) bool {
	if r.small == nil {
		r.small = make([]int8, len(r.rows))
	}
	if r.small[k] == 0 {
		r.small[k] = int8(1 + btoi(r.readsSmallTable(k)))
	}
	return r.small[k] == 2
}

func (r *reader) readsSmallTable(k int) bool {
	if k+1 >= len(r.rows) || r.rows[k+1].gap > 0 || !strings.Contains(r.rows[k].clean, "  ") {
		return false
	}
	wide := openTables[2]
	head := wide(r.rows[k].clean)
	if len(head) < 2 || len(wide(r.rows[k+1].clean)) != len(head) {
		return false
	}
	for _, c := range head {
		if r.words.label(c.text) == "" {
			return false
		}
	}
	if r.words.label(wide(r.rows[k+1].clean)[0].text) != "" {
		return false
	}
	for i := k + 2; i < len(r.rows) && r.rows[i].gap == 0; i++ { // a value may wrap
		if label, _, _ := r.words.labelAt(r.rows[i].clean); label != "" {
			return true
		}
		cells := wide(r.rows[i].clean)
		if cells == nil && r.words.label(r.rows[i].clean) != "" {
			return false // of one column
		}
		if cells != nil {
			return !slices.ContainsFunc(cells, func(c cell) bool { return r.words.label(c.text) == "" }) // the next one
		}
	}
	return true
}

// indent returns how many characters stand before the clean text of a row in
// its line.
func (l *row) indent() int {
	if l.at != nil {
		return int(l.shift)
	}
	return int(l.shift + l.offset)
}

// gutters returns the characters of a line at which text begins behind a
// gutter.
func gutters(l *row) (columns []int) {
	if len(l.clean) > widestPage || !strings.Contains(l.clean, "   ") {
		return nil
	}
	at, spaces := l.indent(), 0
	for _, c := range l.clean {
		if c == ' ' {
			spaces++
		} else {
			if spaces >= narrowestGutter && at >= narrowestColumn && len(columns) < mostGutters {
				columns = append(columns, at)
			}
			spaces = 0
		}
		at++
	}
	return columns
}

// sides cuts a line at a column. It does not fit where text crosses the
// gutter.
func sides(l *row, column int) (left, right string, fits bool) {
	cut, crossed := l.cutAt(column)
	if crossed {
		return "", "", false
	}
	return strings.TrimRight(l.clean[:cut], " "), l.clean[cut:], true
}

// cutAt returns the clean byte at which a column begins, and whether text
// stands in the gutter before it.
func (l *row) cutAt(column int) (cut int, crossed bool) {
	at := l.indent()
	if at >= column {
		return 0, at > column+narrowestGutter
	}
	spaces := 0
	for i, c := range l.clean {
		if at >= column {
			return i, spaces < 2 || unicode.IsSpace(c)
		}
		if spaces++; c != ' ' {
			spaces = 0
		}
		at++
	}
	return len(l.clean), at >= column-1 && utf8.RuneCountInString(l.clean) > column
}

// parts returns the rows of both columns. What is blank in a column is a
// blank line of it.
func (p page) parts(rows []row) (left, right []row) {
	gapLeft, gapRight := 0, 0
	for k := p.from; k < p.to; k++ {
		l := &rows[k]
		cut, _ := l.cutAt(p.column)
		if k >= p.alone {
			cut = len(l.clean)
		}
		gapLeft, gapRight = gapLeft+int(l.gap), gapRight+int(l.gap)
		left, gapLeft = appendPart(left, l, 0, cut, gapLeft)
		right, gapRight = appendPart(right, l, cut, len(l.clean), gapRight)
	}
	for i := range right { // its margin is where the column begins
		right[i].shift -= min(right[i].shift, uint32(p.column))
	}
	if len(right) > 0 {
		right[0].gap = max(right[0].gap, 1)
	}
	return left, right
}

// appendPart adds the clean bytes from i to j of a row as a row, and returns
// how many blank lines stand behind it.
func appendPart(rows []row, l *row, i, j, gap int) ([]row, int) {
	part := *l
	part.cutTo(i, j)
	if part.clean == "" {
		return rows, gap + 1
	}
	span := part.span(0, len(part.clean))
	part.shift = uint32(l.indent() + utf8.RuneCountInString(l.clean[:i]))
	part.start, part.offset, part.end = span.Start, part.offset-(span.Start-l.start), span.End
	if part.at == nil {
		part.offset = 0
	}
	part.gap, part.feed = uint8(min(gap, 255)), l.feed && i == 0
	return append(rows, part), 0
}

// partTitles parts the rows that hold a title and, behind a bar, labelled
// statements: "Skills for Return | Duration: 2019 – 2021 | Donor: Norway".
func (r *reader) partTitles() {
	var rows []row
	next := 0
	for i := range r.rows {
		l := &r.rows[i]
		bar := strings.IndexByte(l.clean, '|')
		if bar <= 0 || !r.words.statesBehindBar(l.clean, bar) {
			continue
		}
		rows, _ = appendPart(append(rows, r.rows[next:i]...), l, 0, bar, int(l.gap))
		rows, _ = appendPart(rows, l, bar+1, len(l.clean), 0)
		next = i + 1
	}
	if next > 0 {
		r.rows = append(rows, r.rows[next:]...)
	}
}

// statesBehindBar reports whether a label of entries is the first thing behind
// a bar, and none stands at the start of the text.
func (v *vocabulary) statesBehindBar(text string, bar int) bool {
	label, _, _ := v.labelAt(strings.TrimLeft(text[bar+1:], " "))
	if label == "" || label == OtherLabel || label == Contact || label == Website {
		return false
	}
	first, _, _ := v.labelAt(text[bulletWidth(text):])
	return first == ""
}
