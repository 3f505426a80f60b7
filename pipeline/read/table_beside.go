package read

import (
	"fmt"
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

// markBunches marks the rows of texts that give one label after the other, and under
// each what all projects state, by number or by paragraph.
func (r *reader) markBunches() {
	for i := 0; i+2 < len(r.rows); i++ {
		l, below := &r.rows[i], &r.rows[i+1]
		if len(l.clean) > shortLabel || i > 0 && l.gap == 0 || below.gap == 0 && below.clean[0] != '1' || hasDigit(l.clean) || r.labelOfRow(l.clean) != TitleLabel {
			continue
		}
		if t := r.bunchedAt(i); t != nil {
			r.find("entries.paired", wholeOf(&r.rows[i]), fmt.Sprintf("%d titles stand together, and what they state stands below them under labels, each as often; they are paired in their order", len(t.values[t.title])))
			r.addBeside(t)
			i = t.end - 1
		}
	}
}

// bunchedAt reads such a text whose titles stand below the label at row i; nil where it
// is none.
func (r *reader) bunchedAt(i int) *besideTable {
	t := &besideTable{first: i, end: i}
	for t.end < len(r.rows) {
		label := r.labelOfRow(r.rows[t.end].clean)
		if label == "" || hasDigit(r.rows[t.end].clean) {
			break
		}
		want := 0
		if len(t.lines) > 0 {
			want = len(t.lines[0])
		}
		units, end := r.bunchBelow(t.end, want)
		if len(units) < 2 || want > 0 && len(units) != want {
			break
		}
		values := make([]Text, len(units))
		for k, u := range units {
			values[k] = r.textOfUnit(u)
		}
		name := &r.rows[t.end]
		t.labels, t.names = append(t.labels, label), append(t.names, textOf(name, 0, len(strings.TrimRight(name.clean, ": "))))
		t.values, t.lines, t.end = append(t.values, values), append(t.lines, units), end
	}
	if r.knownLabels(t.labels) < fewestBeside {
		return nil
	}
	return t
}

// bunchBelow returns the values below the label at row i: numbered ones, or as many
// paragraphs as wanted, or, for the titles, all up to the next label.
func (r *reader) bunchBelow(i, want int) (units []unit, end int) {
	if ordinalWidth(r.rows[i+min(1, len(r.rows)-1-i)].clean, 1) > 0 {
		return r.numberedBelow(i + 1)
	}
	for k := i + 1; k < len(r.rows) && len(units) < mostBeside && (want == 0 || len(units) < want); {
		if r.marks[k].kind == furniture {
			k++
			continue
		}
		if r.labelOfRow(r.rows[k].clean) != "" {
			break
		}
		end = k + 1
		for end < len(r.rows) && r.rows[end].gap == 0 && r.labelOfRow(r.rows[end].clean) == "" && r.marks[end].kind != furniture {
			end++
		}
		units, k = append(units, unit{k, end}), end
	}
	if len(units) > 0 && want == 0 && (end >= len(r.rows) || r.labelOfRow(r.rows[end].clean) == "") {
		return nil, end
	}
	return units, end
}

// numberedBelow returns the values from row i on that are numbered from 1.
func (r *reader) numberedBelow(i int) (units []unit, end int) {
	end = i
	for end < len(r.rows) && len(units) < mostBeside {
		text := r.rows[end].clean
		switch {
		case ordinalWidth(text, len(units)+1) > 0:
			units = append(units, unit{end, end + 1})
		case r.marks[end].kind == furniture && end+1 < len(r.rows) && len(units) > 0:
		case len(units) == 0 || r.rows[end].gap > 0 || r.labelOfRow(text) != "":
			return units, end
		default:
			units[len(units)-1].to = end + 1
		}
		end++
	}
	return units, end
}

// ordinalWidth returns the width of a number and the sign and space behind it, where a
// text begins with them: "3. ", "3) "; 0 where it does not.
func ordinalWidth(text string, number int) int {
	digits := fmt.Sprint(number)
	if !strings.HasPrefix(text, digits) || len(text) < len(digits)+3 || text[len(digits)+1] != ' ' || text[len(digits)] != '.' && text[len(digits)] != ')' {
		return 0
	}
	return len(digits) + 2
}

// textOfUnit returns what stands on the rows of a value, without its number.
func (r *reader) textOfUnit(u unit) Text {
	text := joiner{in: r}
	for k := u.from; k < u.to; k++ {
		from := 0
		if k == u.from {
			from = numberingWidth(r.rows[k].clean)
		}
		if r.marks[k].kind != furniture {
			text.add(textOf(&r.rows[k], from, len(r.rows[k].clean)))
		}
	}
	return text.text()
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
		if class, project := t.classOf(at, &r.rows[at]); class == Furniture {
			r.take(class, "table.head", -1)
		} else {
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
