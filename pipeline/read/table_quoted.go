package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// mostInCell is how many lines a cell in quotation marks may have.
const mostInCell = 30

// joinCells joins the lines of tables that spreadsheets export with tabs between their
// cells and quotation marks about those that hold several lines (as RFC 4180 has it),
// and leaves out the marks. The lines of a cell below a label for a list are its items.
func (r *reader) joinCells() {
	var head []string // cells of the row that names the columns
	rows := r.rows[:0]
	for i := 0; i < len(r.rows); i++ {
		l := r.rows[i]
		if !strings.Contains(l.clean, "\t") && l.clean[0] != '"' {
			rows = append(rows, l)
			continue
		}
		if known := r.columns(l.clean); known != nil {
			head = known
		}
		column, open := quotedCell(l.clean)
		last := i
		for open && head != nil && last+1 < len(r.rows) && last-i < mostInCell {
			last++
			separator := " "
			if column < len(head) && lists[r.words.label(head[column])] {
				separator = "; "
			}
			l.append(&r.rows[last], separator)
			column, open = quotedCell(l.clean)
		}
		if open || head == nil { // no cell ends
			rows = append(rows, r.rows[i])
			continue
		}
		l.leaveOut(quotesAboutCells(l.clean))
		rows, i = append(rows, l), last
	}
	r.rows = rows
}

// columns returns the cells of a row that names the columns of a table with tabs; nil for
// any other.
func (r *reader) columns(text string) []string {
	cells := strings.Split(text, "\t")
	known := 0
	for i := range cells {
		cells[i] = strings.Trim(cells[i], " \"")
		known += btoi(r.words.label(cells[i]) != "")
	}
	if known < fewestLoose {
		return nil
	}
	return cells
}

// quotedCell returns the column in which a row ends, and whether a quotation mark that
// opened a cell is still open there.
func quotedCell(text string) (column int, open bool) {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"' && open:
			if i+1 < len(text) && text[i+1] == '"' {
				i++
			} else {
				open = false
			}
		case text[i] == '"' && (i == 0 || text[i-1] == '\t'):
			open = true
		case text[i] == '\t' && !open:
			column++
		}
	}
	return column, open
}

// quotesAboutCells returns the quotation marks about cells, and one of two inside.
func quotesAboutCells(text string) (pieces []normalise.Piece) {
	open := false
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '"' && open && i+1 < len(text) && text[i+1] == '"':
			pieces = append(pieces, normalise.Piece{Start: i, End: i + 1})
			i++
		case text[i] == '"' && open, text[i] == '"' && (i == 0 || text[i-1] == '\t'):
			pieces, open = append(pieces, normalise.Piece{Start: i, End: i + 1}), !open
		}
	}
	return pieces
}

// append puts the row below behind a row, with a separator that stands for the line
// break.
func (l *row) append(below *row, separator string) {
	at := &places{}
	for _, part := range [...]*row{l, below} {
		if part == below {
			for range len(separator) {
				at.from, at.to = append(at.from, l.end), append(at.to, below.start)
			}
		}
		for i := range len(part.clean) {
			span := part.span(i, i+1)
			at.from, at.to = append(at.from, span.Start), append(at.to, span.End)
		}
	}
	if l.at == nil {
		l.shift += l.offset
	}
	l.clean, l.at, l.last, l.end = l.clean+separator+below.clean, at, below.last, below.end
}
