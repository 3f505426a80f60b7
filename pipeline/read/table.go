package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// A grid is a table: a run of rows whose cells stand between bars, as Markdown writes
// them and as HTML is shown.
type grid struct {
	first, end int // rows
	head       []cell
	labels     []Label // of the columns; "" where none is known
	title      int     // column of the titles; -1 where there is none
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

// isRuler reports whether a row of a table only parts its head from its body:
// "|---|:--:|".
func isRuler(text string) bool {
	return strings.Contains(text, "-") && strings.Trim(text, "|-:= \t") == ""
}

// markTables marks the rows of the tables that list projects, and of those
// that list the statements of one project beside their labels.
func (r *reader) markTables() {
	for i := 0; i < len(r.rows); i++ {
		if r.rows[i].clean[0] != '|' {
			continue
		}
		t := grid{first: i, end: i + 1, title: -1}
		for t.end < len(r.rows) && r.rows[t.end].gap == 0 && r.rows[t.end].clean[0] == '|' {
			t.end++
		}
		if t.head = cellsOf(r.rows[i].clean); len(t.head) > 1 {
			r.markTable(&t)
		}
		i = t.end - 1
	}
}

func (r *reader) markTable(t *grid) {
	t.labels = make([]Label, len(t.head))
	known := 0
	for i, c := range t.head {
		if r.words.has("title_column", c.text) && t.title < 0 {
			t.labels[i] = TitleLabel
		} else {
			t.labels[i] = r.words.label(c.text)
		}
		if t.labels[i] == TitleLabel && t.title < 0 {
			t.title = i
		} else if t.labels[i] != "" {
			known++
		}
	}
	if t.title < 0 && known > 1 { // the column that no label explains
		for i := range t.labels {
			if t.labels[i] == "" && t.title < 0 {
				t.title = i
			}
		}
	}
	beside := r.labelsBeside(t)
	switch {
	case t.title >= 0 && known > 0 && beside*2 < t.end-t.first:
		r.tables = append(r.tables, t)
		r.marks[t.first] = mark{kind: furniture, name: tableHead}
		for i := t.first + 1; i < t.end; i++ {
			if r.marks[i] = (mark{kind: tableLine, value: len(r.tables) - 1}); isRuler(r.rows[i].clean) {
				r.marks[i] = mark{kind: furniture, name: tableFurniture}
			}
		}
	case beside > 0 && beside*2 >= t.end-t.first-2:
		for i := t.first; i < t.end; i++ {
			r.marks[i] = r.besideMark(r.rows[i].clean)
		}
	}
}

// labelsBeside counts the rows of a table that hold a label and its value.
func (r *reader) labelsBeside(t *grid) int {
	n := 0
	for i := t.first; i < t.end; i++ {
		if r.besideMark(r.rows[i].clean).kind == labelled {
			n++
		}
	}
	return n
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
	if label == "" {
		return mark{kind: furniture, name: tableFurniture}
	}
	m := mark{kind: labelled, label: label, start: cells[0].start, name: cells[0].end, value: value.start, end: value.end}
	if label == Contact {
		m.kind = contact
	}
	return m
}

// tableEntry takes a row of a table that lists projects.
func (r *reader) tableEntry() {
	t := r.tables[r.marks[r.i].value]
	l := &r.rows[r.i]
	cells := cellsOf(l.clean)
	if t.title >= len(cells) || !hasLetter(cells[t.title].text) {
		r.take(Furniture, "table.blank", -1)
		return
	}
	rec := Record{Kind: EntryRecord, Section: r.section, Place: r.place, From: l.number, To: l.last}
	rec.Title = textOf(l, cells[t.title].start, cells[t.title].end)
	head := &r.rows[t.first]
	for i, c := range cells {
		if i == t.title || i >= len(t.labels) || c.text == "" || strings.Trim(c.text, "-–—") == "" {
			continue
		}
		label := t.labels[i]
		if label == "" {
			label = OtherLabel
		}
		rec.Fields = append(rec.Fields, Field{Label: label, Name: textOf(head, t.head[i].start, t.head[i].end), Value: textOf(l, c.start, c.end)})
	}
	r.take(Title, "table.entry", r.add(&rec))
}
