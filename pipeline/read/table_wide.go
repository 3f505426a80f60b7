package read

import (
	"strings"
	"unicode/utf8"
)

// cellsIn cuts a row into the cells of a table. Where they stand below the head by their
// place, there are as many as in the head, and nil says that the row is none of the table.
func (t *grid) cellsIn(l *row) []cell {
	cells := t.cells(l.clean)
	if t.columns == nil {
		return cells
	}
	if cells == nil {
		cells = []cell{{l.clean, 0, len(l.clean)}}
	}
	placed := make([]cell, len(t.columns))
	for _, c := range cells {
		if c.text == "" {
			continue
		}
		at, k := l.column(c.start), 0
		for k+1 < len(t.columns) && t.columns[k+1] <= at+columnSlack {
			k++
		}
		if k+1 < len(t.columns) && at+utf8.RuneCountInString(c.text) > t.columns[k+1] {
			return nil
		}
		if placed[k].text != "" {
			c.start = placed[k].start
			c.text = l.clean[c.start:c.end]
		}
		placed[k] = c
	}
	return placed
}

// column returns how many characters of the line stand before a clean byte.
func (l *row) column(at int) int { return l.indent() + utf8.RuneCountInString(l.clean[:at]) }

// columnSlack is how many characters a cell may stand beside its column: mending a
// line, say writing a ligature as two letters, moves what stands behind.
const columnSlack = 2

// fewestPlaced is how many columns a table has at least whose cells are told by their
// place.
const fewestPlaced = 3

// placeColumns tells the cells of a table by their place, where they wrap: more rows are of
// it then.
func (r *reader) placeColumns(t *grid) {
	if placed, wrapped := r.placed(t); (wrapped || t.end == t.first+1) && placed.end > t.end {
		*t = placed
	}
}

// placed returns a table with its cells told by their place, and whether one of them wraps.
func (r *reader) placed(t *grid) (placed grid, wrapped bool) {
	if placed = *t; len(t.head) < fewestPlaced {
		return placed, false
	}
	head := &r.rows[t.first]
	for _, c := range t.head {
		placed.columns = append(placed.columns, head.column(c.start))
	}
	for k := t.first + 1; k < len(r.rows) && r.rows[k].gap <= 2; k++ {
		if k < len(r.marks) && r.marks[k].kind == furniture {
			continue
		}
		cells := placed.cellsIn(&r.rows[k])
		full := 0
		for _, c := range cells {
			full += btoi(c.text != "")
		}
		if cells == nil || full == 0 || r.rows[k].gap > 0 && (full == 1 || cells[t.title].text == "") {
			break
		}
		wrapped = wrapped || cells[t.title].text == ""
		placed.end = k + 1
	}
	return placed, wrapped
}

// wideTable returns the row behind a table whose head is row i, with wide gaps between its
// cells; i where it is none.
func (r *reader) wideTable(i int) int {
	wide := openTables[2]
	if !strings.Contains(r.rows[i].clean, "  ") || len(r.rows[i].clean) > widestPage {
		return i
	}
	t := grid{first: i, end: i + 1, title: -1, cells: wide, head: wide(r.rows[i].clean)}
	if len(t.head) < fewestPlaced {
		return i
	}
	if known := r.nameColumns(&t); t.title < 0 || known < 2 || known+2 < len(t.head) && known*2 < len(t.head) {
		return i
	}
	placed, _ := r.placed(&t)
	if placed.end < i+3 {
		return i
	}
	return placed.end
}
