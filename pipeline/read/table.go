package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// A grid is a table: a run of rows whose cells stand between bars, as Markdown writes
// them and as HTML is shown, or parted by bars, tabs or wide gaps.
type grid struct {
	first, end int // rows
	cells      func(text string) []cell
	head       []cell
	labels     []Label // of the columns; "" where none is known
	title      int     // column of the titles; -1 where there is none
	columns    []int   // characters at which the columns begin, where cells may wrap and be blank; nil where what parts them tells
}

// A cell is a piece of a row.
type cell struct {
	text       string
	start, end int // clean bytes of the row
}

// cellsOf cuts a row at its bars; nil where it does not begin with one.
func cellsOf(text string) []cell {
	if text[0] != '|' || len(text) < 2 {
		return nil
	}
	var cells []cell
	start := 1
	for i := 1; i <= len(text); i++ {
		if i < len(text) && (text[i] != '|' || text[i-1] == '\\') || i == len(text) && i == start {
			continue
		}
		p := trimPiece(text, normalise.Piece{Start: start, End: i})
		cells = append(cells, cell{text[p.Start:p.End], p.Start, p.End})
		start = i + 1
	}
	return cells
}

// openCells cuts a row whose cells are parted and not enclosed; nil where it has
// one cell only. Wide gaps are two spaces or more.
func openCells(parted func(text string, at int) (width int)) func(string) []cell {
	return func(text string) []cell {
		var cells []cell
		start := 0
		for i := 0; i < len(text); i++ {
			width := parted(text, i)
			if width == 0 {
				continue
			}
			p := trimPiece(text, normalise.Piece{Start: start, End: i})
			cells = append(cells, cell{text[p.Start:p.End], p.Start, p.End})
			start = i + width
			i = start - 1
		}
		if len(cells) == 0 {
			return nil
		}
		p := trimPiece(text, normalise.Piece{Start: start, End: len(text)})
		return append(cells, cell{text[p.Start:p.End], p.Start, p.End})
	}
}

// openTables are the ways to part the cells of a row without enclosing them.
var openTables = [...]func(string) []cell{
	openCells(func(text string, at int) int { return btoi(text[at] == '|') }),
	openCells(func(text string, at int) int { return btoi(text[at] == '\t') }),
	openCells(func(text string, at int) int {
		n := 0
		for at+n < len(text) && text[at+n] == ' ' {
			n++
		}
		return n * btoi(n > 1)
	}),
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isRuler reports whether a row of a table only parts its head from its body:
// "|---|:--:|".
func isRuler(text string) bool {
	return strings.Contains(text, "-") && strings.Trim(text, "|-:= \t") == ""
}

// markTables marks the rows of the tables that list projects, of those that
// list the statements of one project beside their labels, and of those that
// hold them below their labels.
func (r *reader) markTables() {
	for i := 0; i < len(r.rows); i++ {
		text := r.rows[i].clean
		if text[0] == '|' {
			i = r.closedTable(i) - 1
			continue
		}
		if strings.IndexByte(text, '|') < 0 && strings.IndexByte(text, '\t') < 0 && !strings.Contains(text, "  ") {
			continue
		}
		for _, cells := range openTables {
			if end := r.openTable(i, cells); end > i {
				i = end - 1
				break
			}
		}
	}
}

// closedTable marks the rows of a table from row i on whose cells stand
// between bars, and returns the row behind it.
func (r *reader) closedTable(i int) int {
	t := grid{first: i, end: i + 1, title: -1, cells: cellsOf}
	for t.end < len(r.rows) && r.rows[t.end].gap == 0 && r.rows[t.end].clean[0] == '|' {
		t.end++
	}
	t.head = cellsOf(r.rows[i].clean)
	switch {
	case len(t.head) > 1:
		r.markTable(&t)
	case len(t.head) == 1 && t.head[0].text != "" && t.end > i+1:
		return i + 1 // one cell over a table is its title
	case i > 0 && len(t.head) == 1 && t.head[0].text != "" && t.end == i+1 && r.rows[i].gap == 0 && r.marks[i-1].kind == labelled:
		r.marks[i] = mark{kind: tableMore, name: t.head[0].start} // "Objective | …" has more below it
	}
	return t.end
}

// openTable marks the rows of a table whose head is row i: cells of which all
// or nearly all name a column. It returns the row behind it; i where row i is
// no such head.
func (r *reader) openTable(i int, cells func(string) []cell) int {
	t := grid{first: i, end: i + 1, title: -1, cells: cells, head: cells(r.rows[i].clean)}
	if len(t.head) < 2 {
		return i
	}
	if isFigure(t.head[0].text) && isFigure(t.head[1].text) { // "3 countries | 9 partners"
		r.marks[i] = mark{kind: figure}
		return i
	}
	known := r.nameColumns(&t)
	switch {
	case t.title >= 0 && known > 1 && (known+2 >= len(t.head) || known*2 >= len(t.head)):
		r.guessColumns(&t)
		if r.endOfTable(&t); strings.Contains(r.rows[i].clean, "  ") && strings.IndexByte(r.rows[i].clean, '|') < 0 && strings.IndexByte(r.rows[i].clean, '\t') < 0 {
			r.placeColumns(&t)
		}
		if t.end == i+1 {
			return i
		}
		r.tables = append(r.tables, &t)
		r.marks[i] = mark{kind: furniture, name: tableHead}
		for k := i + 1; k < t.end; k++ {
			if r.marks[k].kind != caption {
				r.marks[k] = mark{kind: tableLine, value: len(r.tables) - 1}
			}
		}
	case t.title < 0 && known == len(t.head) && i+1 < len(r.rows) && r.rows[i+1].gap == 0 && len(cells(r.rows[i+1].clean)) == known:
		t.end = i + 2
		r.tables = append(r.tables, &t)
		r.marks[i] = mark{kind: furniture, name: tableHead}
		r.marks[i+1] = mark{kind: labelled, label: t.labels[0], end: len(r.rows[i+1].clean), table: len(r.tables)}
	default:
		return i
	}
	return t.end
}

// endOfTable finds the row behind a table whose cells are parted: the first
// one with a blank line before it or with other cells than the head. A row
// without any goes on with the last cell of the one above it.
func (r *reader) endOfTable(t *grid) {
	for k := t.end; k < len(r.rows); k++ {
		if r.rows[k].gap > 0 {
			if r.marks[k].kind == caption && k+1 < len(r.rows) && r.rows[k+1].gap > 0 { // a picture in the middle
				continue
			}
			if strings.IndexByte(r.rows[k].clean, '\t') < 0 || len(t.cells(r.rows[k].clean)) != len(t.head) {
				return
			}
		}
		switch n := len(t.cells(r.rows[k].clean)); {
		case n > len(t.head) || n > 0 && n+1 < len(t.head):
			return
		case n > 0, startsSmall(r.rows[k].clean):
			t.end = k + 1
		}
	}
}

// nameColumns reads the head of a table: the label of each column, and which
// one holds the titles. It returns how many columns but that one are known.
func (r *reader) nameColumns(t *grid) (known int) {
	t.labels = make([]Label, len(t.head))
	for i, c := range t.head {
		if r.words.has("title_column", c.text) && t.title < 0 {
			t.labels[i] = TitleLabel
		} else {
			name := strings.TrimRight(c.text, ": ")
			if t.labels[i] = r.words.label(name); t.labels[i] == "" {
				t.labels[i] = r.words.label(withoutBracket(name)) // "Budget (USD)"
			}
		}
		if t.labels[i] == TitleLabel && t.title < 0 {
			t.title = i
		} else if t.labels[i] != "" {
			known++
		}
	}
	return known
}

// guessColumns gives the columns that no table of labels knows the label that
// one of their words speaks for.
func (r *reader) guessColumns(t *grid) {
	for i, c := range t.head {
		if t.labels[i] == "" {
			t.labels[i] = r.words.guess(c.text)
		}
	}
}

func (r *reader) markTable(t *grid) {
	if len(t.head) > 2 {
		if beside := r.besideTable(t); beside != nil {
			r.addBeside(beside)
			return
		}
	}
	known := r.nameColumns(t)
	if t.title < 0 && known > 1 { // the column that no label explains
		for i := range t.labels {
			if t.labels[i] == "" && t.title < 0 && !r.words.has("numbered", t.head[i].text) {
				t.title = i
			}
		}
	}
	beside := r.labelsBeside(t)
	switch {
	case t.title >= 0 && known > 0 && beside*2 < t.end-t.first:
		r.guessColumns(t)
		r.tables = append(r.tables, t)
		r.marks[t.first] = mark{kind: furniture, name: tableHead}
		for i := t.first + 1; i < t.end; i++ {
			if r.marks[i] = (mark{kind: tableLine, value: len(r.tables) - 1}); isRuler(r.rows[i].clean) {
				r.marks[i] = mark{kind: furniture, name: tableFurniture}
			}
		}
	case beside > 0 && r.isOfFigures(t):
		for i := t.first; i < t.end; i++ {
			r.marks[i] = mark{kind: figure}
		}
	case beside > 0 && (beside+r.broken(t))*2 >= r.fullRows(t)-2:
		for i := t.first; i < t.end; i++ {
			r.marks[i] = r.besideMark(r.rows[i].clean)
			if title, ok := r.numberedTitle(t, i); ok {
				r.marks[i] = title
				continue
			}
			if i == t.first && i+1 < t.end && isRuler(r.rows[i+1].clean) && r.marks[i].label == OtherLabel { // the head
				r.marks[i] = mark{kind: furniture, name: tableFurniture}
			}
			if cells := cellsOf(r.rows[i].clean); i > t.first && len(cells) == 2 && cells[0].text == "" && cells[1].text != "" && (r.marks[i-1].kind == labelled || r.marks[i-1].kind == tableMore) {
				r.marks[i] = mark{kind: tableMore, name: cells[1].start}
			}
		}
		for i := t.first; i+1 < t.end; i++ {
			if first, second, ok := r.brokenCells(i); ok {
				r.marks[i], r.marks[i+1] = first, second
			}
		}
	}
}

// isOfFigures reports whether most rows of a table are a few words and a number.
func (r *reader) isOfFigures(t *grid) bool {
	rows, numbers := 0, 0
	for i := t.first; i < t.end; i++ {
		if cells := cellsOf(r.rows[i].clean); len(cells) == 2 && !isRuler(r.rows[i].clean) {
			rows++
			numbers += btoi(cells[1].text != "" && len(cells[1].text) < 4 && strings.Trim(cells[1].text, "0123456789") == "")
		}
	}
	return numbers > 1 && numbers*2 > rows
}

// broken counts the labels of a table that go on in the row below.
func (r *reader) broken(t *grid) (n int) {
	for i := t.first; i+1 < t.end; i++ {
		if _, _, ok := r.brokenCells(i); ok {
			n++
		}
	}
	return n
}

// brokenCells reads a label that stands in the first cells of rows i and i+1, beside its
// value: "| Titolo del | Tornare |" above "| progetto | a casa |".
func (r *reader) brokenCells(i int) (first, second mark, ok bool) {
	above, below := cellsOf(r.rows[i].clean), cellsOf(r.rows[i+1].clean)
	if len(above) != 2 || len(below) != 2 || above[0].text == "" || !startsSmall(below[0].text) || above[1].text == "" {
		return mark{}, mark{}, false
	}
	label := r.words.label(above[0].text + " " + strings.TrimRight(below[0].text, ": "))
	if label == "" || label == Contact {
		return mark{}, mark{}, false
	}
	first = mark{kind: labelled, label: label, start: above[0].start, name: above[0].end, value: above[1].start, end: above[1].end}
	if second = (mark{kind: tableMore, name: below[1].start}); below[1].text == "" {
		second = mark{kind: furniture, name: tableHead}
	}
	return first, second, true
}

// isUnknownLabel reports whether the first cell of a row may be a label that no
// table has: a few words that begin with a capital.
func isUnknownLabel(text string) bool {
	name := withoutYear(text)
	return startsUpper(name) && strings.Count(name, " ") < 8 && !hasDigit(name) && !endsSentence(name)
}

// fullRows counts the rows of a table that hold two cells or more.
func (r *reader) fullRows(t *grid) int {
	n := 0
	for i := t.first; i < t.end; i++ {
		full := 0
		for _, c := range cellsOf(r.rows[i].clean) {
			full += btoi(c.text != "")
		}
		n += btoi(full > 1)
	}
	return n
}

// labelsBeside counts the rows of a table that hold a label and its value.
func (r *reader) labelsBeside(t *grid) int {
	n := 0
	for i := t.first; i < t.end; i++ {
		if m := r.besideMark(r.rows[i].clean); m.kind == labelled && m.label != OtherLabel {
			n++
		}
	}
	return n
}

// longestNumber is how many bytes the number of a title has at most, with its stop.
const longestNumber = 3

// numberedTitle marks a row of a table that holds a number and the title of what the rows
// below it state: "| 2 | Border Management |" above "| Donor | Norway |".
func (r *reader) numberedTitle(t *grid, i int) (m mark, ok bool) {
	cells := cellsOf(r.rows[i].clean)
	if i+1 >= t.end || len(cells) != 2 || cells[0].text == "" || len(cells[0].text) > longestNumber || strings.Trim(cells[0].text, "0123456789.") != "" || !startsUpper(cells[1].text) {
		return mark{}, false
	}
	if next := r.besideMark(r.rows[i+1].clean); next.kind != labelled || next.label == OtherLabel || next.label == TitleLabel {
		return mark{}, false
	}
	return mark{kind: labelled, label: TitleLabel, start: cells[0].start, name: cells[0].end, value: cells[1].start, end: cells[1].end}, true
}

// besideMark marks a row of a table that holds a label and its value.
func (r *reader) besideMark(text string) mark {
	cells := cellsOf(text)
	if len(cells) < 2 || isRuler(text) {
		return mark{kind: furniture, name: tableFurniture}
	}
	value := cells[len(cells)-1]
	if len(cells) != 2 {
		for _, c := range cells[2:] {
			if c.text != "" {
				return mark{kind: furniture, name: tableFurniture}
			}
		}
		value = cells[1]
	}
	label := r.words.label(strings.TrimRight(cells[0].text, ": "))
	if guess := r.words.guess(cells[0].text); label == "" && guess != "" && fits(guess, value.text, r.Language) {
		label = guess
	}
	if label == "" && isUnknownLabel(cells[0].text) && value.text != "" {
		label = OtherLabel
	}
	if label == "" {
		return mark{kind: furniture, name: tableFurniture}
	}
	m := mark{kind: labelled, label: label, start: cells[0].start, name: cells[0].end, value: value.start, end: value.end}
	if label == Contact {
		m.kind = contact
	}
	return m
}
