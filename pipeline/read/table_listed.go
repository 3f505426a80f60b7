package read

import (
	"slices"
	"strings"
)

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
		case r.rows[k].gap <= 1 && r.isTitleColumn(r.rows[k].clean) && k+n <= len(r.rows) && r.labelOfRow(r.rows[k+n-1].clean) == t.labels[n-1] && len(t.values[0]) > 0: // the head, once more
			k += n
			continue
		}
		end := k + 1
		for end < len(r.rows) && r.rows[end].gap == 0 && (r.marks[end].kind != furniture || saysDash(r.rows[end].clean)) {
			end++
		}
		if !r.addListed(t, period, unit{k, end}) {
			if next := r.headBehind(t, k); next > 0 && len(t.values[0]) > 0 { // a page ends here
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
