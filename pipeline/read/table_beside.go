package read

import (
	"fmt"
	"slices"
	"strconv"
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
		if m := &r.marks[i]; m.kind != plain && (m.kind != labelled || m.label != TitleLabel && !m.bare) {
			continue
		}
		if len(l.clean) > shortLabel || i > 0 && l.gap == 0 || hasDigit(l.clean) || !r.isTitleColumn(l.clean) {
			continue
		}
		if t := r.listedAt(i); below.gap == 0 && t != nil {
			r.addBeside(t)
			i = t.end - 1
			continue
		}
		if below.gap == 0 && below.clean[0] != '1' {
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
		if t.end == i {
			label = TitleLabel
		}
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
			values[k] = r.textOfNumbered(u, k+1)
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
// paragraphs or lines as wanted, or, for the titles, all up to the next label.
func (r *reader) bunchBelow(i, want int) (units []unit, end int) {
	if i+1 < len(r.rows) && ordinalWidth(r.rows[i+1].clean, 1) > 0 {
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
		if items := r.bulletsIn(units[0]); len(units) == 1 && want > 1 && len(items) == want {
			return items, end
		}
		if first := units[0]; len(units) == 1 && want > 1 && first.to-first.from == want && !r.anySmall(first) {
			return linesIn(first), end
		}
	}
	if len(units) > 0 && want == 0 && (end >= len(r.rows) || r.labelOfRow(r.rows[end].clean) == "") {
		return nil, end
	}
	if len(units) == 1 && want == 0 {
		return linesIn(units[0]), end
	}
	return units, end
}

// linesIn takes each line of a paragraph by itself.
func linesIn(paragraph unit) (lines []unit) {
	for k := paragraph.from; k < paragraph.to; k++ {
		lines = append(lines, unit{k, k + 1})
	}
	return lines
}

// bulletsIn returns the items of a paragraph that begins with a bullet.
func (r *reader) bulletsIn(paragraph unit) (items []unit) {
	for k := paragraph.from; k < paragraph.to; k++ {
		if bulletWidth(r.rows[k].clean) > 0 {
			items = append(items, unit{k, k + 1})
		} else if len(items) == 0 {
			return nil
		} else {
			items[len(items)-1].to = k + 1
		}
	}
	return items
}

// anySmall reports whether a line of a paragraph begins with a small letter, and so goes on
// with the one above it.
func (r *reader) anySmall(paragraph unit) bool {
	for k := paragraph.from; k < paragraph.to; k++ {
		if startsSmall(r.rows[k].clean) && !r.isDatedLine(k) {
			return true
		}
	}
	return false
}

// isTitleColumn reports whether a line is a label for titles, or the head of their column.
func (r *reader) isTitleColumn(text string) bool {
	return r.labelOfRow(text) == TitleLabel || r.words.has("title_column", strings.TrimRight(text, ": "))
}

// listedAt reads the head of a table whose labels stand on a line each, from row i on, and
// the paragraphs below it, whose lines are the cells of a row each; nil where it is none.
func (r *reader) listedAt(i int) *besideTable {
	t := &besideTable{first: i, end: i}
	period := -1
	for t.end < len(r.rows) && (t.end == i || r.rows[t.end].gap == 0) {
		l := &r.rows[t.end]
		label := r.labelOfRow(l.clean)
		if t.end == i {
			label = TitleLabel
		}
		if label == "" || hasDigit(l.clean) {
			break
		}
		if label == PeriodLabel {
			period = len(t.labels)
		}
		t.labels, t.names, t.values, t.lines = append(t.labels, label), append(t.names, textOf(l, 0, len(strings.TrimRight(l.clean, ": ")))), append(t.values, nil), append(t.lines, nil)
		t.end++
	}
	n := len(t.labels)
	if n <= fewestBeside || period < 1 || r.knownLabels(t.labels) < fewestBeside {
		return nil
	}
	for k := t.end; k < len(r.rows); {
		switch {
		case r.marks[k].kind == furniture:
			k++
			continue
		case r.rows[k].gap <= 1 && r.isTitleColumn(r.rows[k].clean) && k+n <= len(r.rows) && r.labelOfRow(r.rows[k+n-1].clean) == t.labels[n-1]: // the head, once more
			k += n
			continue
		}
		end := k + 1
		for end < len(r.rows) && r.rows[end].gap == 0 && (r.marks[end].kind != furniture || saysDash(r.rows[end].clean)) {
			end++
		}
		if !r.addListed(t, period, unit{k, end}) {
			if next := r.headBehind(t, k); next > 0 { // a page ends here
				k = next
				continue
			}
			break
		}
		k, t.end = end, end
	}
	if len(t.values[0]) == 0 {
		return nil
	}
	return t
}

// saysDash reports whether a line is the sign of a blank cell.
func saysDash(text string) bool { return strings.Trim(text, "-–—") == "" }

// headBehind returns the row of a head that stands again behind lines that are no row of
// its table; 0 where none does.
func (r *reader) headBehind(t *besideTable, from int) int {
	for k := from + 1; k < min(from+mostPageEnd, len(r.rows)); k++ {
		if n := len(t.labels); r.isTitleColumn(r.rows[k].clean) && k+n <= len(r.rows) && r.labelOfRow(r.rows[k+n-1].clean) == t.labels[n-1] {
			return k
		}
	}
	return 0
}

// mostPageEnd is how many lines the end of a page and the head of the next may have.
const mostPageEnd = 5

// addListed adds a paragraph as a row of a table: a line for each label, more of them for
// the title and for the last one, as its period tells.
func (r *reader) addListed(t *besideTable, period int, paragraph unit) bool {
	n := len(t.labels)
	if paragraph.to-paragraph.from < n {
		return false
	}
	at := paragraph.from
	for at < paragraph.to && !r.isDatedLine(at) {
		at++
	}
	wrapped := at - paragraph.from - period // lines that the title has more
	if country := slices.Index(t.labels, Country); at == paragraph.to && country > 0 && fits(Country, r.rows[paragraph.from+country].clean, r.Language) {
		at, wrapped = paragraph.from+period, 0 // a period that nobody can read
	}
	if at == paragraph.to || wrapped < 0 || paragraph.to-at < n-period {
		return false
	}
	from := paragraph.from
	for k := range n {
		to := from + 1
		switch k {
		case 0:
			to += wrapped
		case n - 1:
			to = paragraph.to
		}
		u := unit{from, to}
		t.lines[k], t.values[k] = append(t.lines[k], u), append(t.values[k], r.textOfUnit(u))
		from = to
	}
	return true
}

// isDatedLine reports whether a line is a period.
func (r *reader) isDatedLine(i int) bool {
	text := r.rows[i].clean
	return r.marks[i].kind == period || hasDigit(text) && len(text) < 2*longestEnd && isPeriod(text, r.Language)
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
// text begins with them: "3. ", "3) ", "3  "; 0 where it does not.
func ordinalWidth(text string, number int) int {
	digits := strconv.Itoa(number)
	if !strings.HasPrefix(text, digits) || len(text) < len(digits)+3 || !isSpace(text[len(digits)+1]) || text[len(digits)] != '.' && text[len(digits)] != ')' && !isSpace(text[len(digits)]) {
		return 0
	}
	width := len(digits) + 2
	for width < len(text) && isSpace(text[width]) {
		width++
	}
	return width
}

// letterWidth returns the width of the letter that counts a text: "B. " of the second one; 0
// where it has none.
func letterWidth(text string, number int) int {
	if number > 26 || len(text) < 4 || text[0] != byte('A'+number-1) || text[1] != '.' && text[1] != ')' || text[2] != ' ' {
		return 0
	}
	return len("A. ")
}

// textOfUnit returns what stands on the rows of a value.
func (r *reader) textOfUnit(u unit) Text { return r.textOfNumbered(u, 0) }

// textOfNumbered is textOfUnit without the number in front, which is not 0.
func (r *reader) textOfNumbered(u unit, number int) Text {
	text := joiner{in: r}
	for k := u.from; k < u.to; k++ {
		from := 0
		if k == u.from && number > 0 {
			from = max(ordinalWidth(r.rows[k].clean, number), bulletWidth(r.rows[k].clean), letterWidth(r.rows[k].clean, number))
		}
		if r.marks[k].kind != furniture || u.to == u.from+1 {
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
