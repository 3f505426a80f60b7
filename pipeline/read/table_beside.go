package read

import (
	"slices"
	"strings"
)

// Some tables hold the projects side by side: each row has a label, and behind it what
// every project states under it,
//
//	| Title   | Harbour Clinics | Fair Wages |
//	| Country | Kenya           | Uganda     |
//
// and some extractions read such a table label by label,
//
//	COUNTRY
//	1. Kenya
//	2. Uganda

// A besideTable is what several projects state, label by label.
type besideTable struct {
	first, end int // rows
	labels     []Label
	names      []Text   // the labels as printed
	values     [][]Text // by label and project
	lines      [][]unit // likewise, the rows of each value; nil where the projects share rows
	title      int      // the label of the titles
}

const (
	fewestBeside = 3 // labels of such a table
	mostBeside   = 60
)

// labelOfRow returns what a cell or a line says as a label.
func (r *reader) labelOfRow(text string) Label {
	if len(text) > r.words.longest {
		return ""
	}
	return r.words.label(strings.TrimRight(text, ": "))
}

// besideTable reads a table whose rows have a label and the values of two projects or
// more; nil where it is no such table. Its titles stand behind a label for them.
func (r *reader) besideTable(g *grid) *besideTable {
	t := &besideTable{first: g.first, end: g.end, title: -1}
	rows := 0
	for i := g.first; i < g.end; i++ {
		l := &r.rows[i]
		cells := g.cells(l.clean)
		if len(cells) != len(g.head) || isRuler(l.clean) {
			if !isRuler(l.clean) {
				return nil
			}
			continue
		}
		rows++
		label := r.labelOfRow(cells[0].text)
		switch {
		case label == "" && i == g.first, cells[0].text == "":
			continue // the head
		case label == "":
			label = OtherLabel
		case label == TitleLabel && t.title < 0:
			t.title = len(t.labels)
		}
		values := make([]Text, 0, len(cells)-1)
		for _, c := range cells[1:] {
			values = append(values, textOf(l, c.start, c.end))
		}
		t.labels, t.names, t.values = append(t.labels, label), append(t.names, textOf(l, cells[0].start, cells[0].end)), append(t.values, values)
	}
	if t.title < 0 || r.knownLabels(t.labels) < fewestBeside || r.knownLabels(t.labels)*2 < rows || slices.ContainsFunc(t.values[t.title], Text.IsZero) {
		return nil
	}
	return t
}

// knownLabels counts the labels that say what they are, each once.
func (r *reader) knownLabels(labels []Label) (n int) {
	for i, label := range labels {
		n += btoi(label != OtherLabel && !slices.Contains(labels[:i], label))
	}
	return n
}

// addBeside marks the rows of a table of projects side by side.
func (r *reader) addBeside(t *besideTable) {
	r.beside = append(r.beside, t)
	for i := t.first; i < t.end; i++ {
		r.marks[i] = mark{kind: besideLine, value: len(r.beside) - 1}
	}
}

// besideEntries takes the rows of a table of projects side by side.
func (r *reader) besideEntries() {
	t := r.beside[r.marks[r.i].value]
	first := len(r.Records)
	for p := range t.values[t.title] {
		rec := Record{Kind: EntryRecord, Section: r.section, Place: r.place, From: t.names[0].first.line.number, To: t.names[len(t.names)-1].first.line.last}
		rec.Title = t.values[t.title][p]
		for k, label := range t.labels {
			if value := t.values[k][p]; k != t.title && strings.Trim(value.S, "-–—") != "" {
				rec.Fields = append(rec.Fields, Field{Label: label, Name: t.names[k], Value: value})
				r.placesOf(&rec, &rec.Fields[len(rec.Fields)-1])
			}
		}
		if t.lines != nil {
			rec.From, rec.To = r.rows[t.lines[t.title][p].from].number, 0
			for k := range t.lines {
				rec.To = max(rec.To, r.rows[t.lines[k][p].to-1].last)
			}
		}
		r.add(&rec)
	}
	for at := t.first; r.i < t.end; at++ {
		switch class, project := t.classOf(at, &r.rows[at]); {
		case class == Furniture:
			r.take(class, "table.head", -1)
		case class == Labelled && t.lines != nil: // of all projects, and outside of their lines
			r.take(class, "table.beside", -1)
		default:
			r.take(class, "table.beside", first+project)
		}
	}
}

// classOf returns the class of a row and the project that it is of; where the projects
// share it, the first.
func (t *besideTable) classOf(at int, l *row) (Class, int) {
	for k := range t.names {
		switch {
		case t.names[k].first.line != l:
		case t.lines == nil && k == t.title:
			return Title, 0
		default:
			return Labelled, 0
		}
	}
	for k := range t.lines {
		for p, u := range t.lines[k] {
			switch {
			case at < u.from || at >= u.to:
			case k == t.title:
				return Title, p
			default:
				return Value, p
			}
		}
	}
	return Furniture, 0
}
