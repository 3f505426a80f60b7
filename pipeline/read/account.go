package read

import (
	"cmp"
	"slices"

	"migdata/schemas"
)

// ranks say which class a line of the document has where several rows stand
// on it: the first of these that one of them has. So no line that states
// something of an entry is running text.
var ranks = func() map[Class]int {
	rank := map[Class]int{}
	for i, class := range []Class{Title, Labelled, EmptyLabel, Period, Value, Heading, Office, Stated, Contacts, Figure, Caption, Contents, Boilerplate, Narrative, Furniture, ""} {
		rank[class] = i
	}
	return rank
}()

// linesOf returns the lines that rows stand on, without their classes: rows
// that a page break parts share one.
func linesOf(rows []row) []Line {
	lines := make([]Line, 0, len(rows))
	for i := range rows {
		l := &rows[i]
		if n := len(lines); n > 0 && lines[n-1].Number == l.number {
			lines[n-1].End = l.end
			continue
		}
		lines = append(lines, Line{Number: l.number, Start: l.start, End: l.end, Record: -1})
	}
	return lines
}

// account gives every line of the document its class: that of the row that
// stands on it, or of the first by rank where several do. A line that no row
// stands on holds nothing but markup.
func (r *Reading) account() {
	k := 0
	for i := range r.rows {
		l := &r.rows[i]
		if k >= len(r.Lines) || r.Lines[k].Number != l.number {
			k, _ = slices.BinarySearchFunc(r.Lines, l.number, func(line Line, number uint32) int { return cmp.Compare(line.Number, number) })
		}
		for at := k; at < len(r.Lines) && r.Lines[at].Number <= l.last; at++ {
			if line := &r.Lines[at]; line.Class == "" || ranks[l.class] < ranks[line.Class] {
				line.Class, line.Rule, line.Record = l.class, l.rule, int(l.record)
			}
		}
		k++
	}
	for i := range r.Lines {
		if line := &r.Lines[i]; line.Class == "" {
			line.Class, line.Rule = Furniture, "markup.alone"
		}
	}
}

// sortRows notes the order of the rows in the document, where they are read in
// another one.
func (r *Reading) sortRows() {
	if slices.IsSortedFunc(r.rows, func(a, b row) int { return cmp.Compare(a.start, b.start) }) {
		return
	}
	r.order = make([]int32, len(r.rows))
	for i := range r.order {
		r.order[i] = int32(i)
	}
	slices.SortFunc(r.order, func(a, b int32) int { return cmp.Compare(r.rows[a].start, r.rows[b].start) })
}

// LineSpan returns the bytes of the line of a number; the zero Span where the
// line is blank.
func (r *Reading) LineSpan(number uint32) schemas.Span {
	i, found := slices.BinarySearchFunc(r.Lines, number, func(line Line, number uint32) int { return cmp.Compare(line.Number, number) })
	if !found {
		return schemas.Span{}
	}
	return schemas.Span{Doc: r.Doc, Line: number, Start: r.Lines[i].Start, End: r.Lines[i].End}
}
