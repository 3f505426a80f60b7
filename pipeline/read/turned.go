package read

import (
	"fmt"
	"strings"
)

// Labels do not always stand before their values. Some booklets set each below its
// value, in smaller print,
//
//	Colombia, Peru
//	COUNTRIES
//
// and some extractions tear a table apart: its labels stand together, and then its
// values.

const (
	fewestTurned = 3   // different labels that stand below their values
	mostTurned   = 12  // rows of a value above its label
	sampleRows   = 120 // rows in which the first such label must stand
)

// turnLabels puts labels that stand below their values above them, where nearly
// all labels of the document do that stand on lines of their own.
func (r *reader) turnLabels() {
	var below []unit
	above, kinds := 0, map[Label]bool{}
	for i := 0; i < len(r.rows) && (len(below) > 0 || i < sampleRows); {
		end := i + 1
		for end < len(r.rows) && r.rows[end].gap == 0 {
			end++
		}
		if end-i > 1 {
			first := r.words.bareLabel(r.rows[i].clean)
			switch last := r.words.bareLabel(r.rows[end-1].clean); {
			case first != "" && last == "":
				above++
			case first == "" && last != "" && end-i <= mostTurned && hasLetter(r.rows[i].clean) && !r.isLabelled(r.rows[end-2].clean):
				below, kinds[last] = append(below, unit{i, end}), true
			}
		}
		i = end
	}
	if len(kinds) < fewestTurned || above*4 > len(below) {
		return
	}
	for _, u := range below {
		label := r.rows[u.to-1]
		label.gap, r.rows[u.from].gap = r.rows[u.from].gap, 0
		label.feed, r.rows[u.from].feed = r.rows[u.from].feed, false
		copy(r.rows[u.from+1:u.to], r.rows[u.from:u.to-1])
		r.rows[u.from] = label
	}
	r.detected("labels are taken to stand below their values")
}

// fewestTorn is how many labels stand together where a table was torn apart.
const fewestTorn = 3

// pairLabels puts each value below its label where the labels of a table stand
// together and then its values, each as often: the columns of the table one after
// the other. What can be told of the values, dates and places, must fit the labels.
func (r *reader) pairLabels() {
	for i := 0; i+fewestTorn < len(r.rows); {
		if r.rows[i+1].gap > 0 || r.rows[i+2].gap > 0 || len(r.rows[i+1].clean) > shortLabel || len(r.rows[i+2].clean) > shortLabel {
			i++
			continue
		}
		if r.isTitleColumn(r.rows[i].clean) {
			n := 0 // the head of a table with one cell a line
			for i+n < len(r.rows) && (n == 0 || r.rows[i+n].gap == 0) && r.labelOfRow(r.rows[i+n].clean) != "" || n == 0 {
				n++
			}
			if n > fewestBeside {
				i += n
				continue
			}
		}
		n := 0
		for i+n < len(r.rows) && (n == 0 || r.rows[i+n].gap == 0) && r.tornLabel(i+n) != "" {
			n++
		}
		if n >= fewestTorn && r.fitTorn(i, n) {
			r.find("entries.paired", wholeOf(&r.rows[i]), fmt.Sprintf("%d labels stand together, and as many values below them; they are paired in their order", n))
			n = r.pairTorn(i, n)
		}
		i += max(n, 1)
	}
}

// shortLabel is how many bytes a label that stands with others has at most.
const shortLabel = 48

// tornLabel returns the label that row i is and nothing else.
func (r *reader) tornLabel(i int) Label {
	text := r.rows[i].clean
	if len(text) > r.words.longest || hasDigit(text) {
		return ""
	}
	return r.words.bareLabel(strings.TrimRight(text, ": "))
}

// tornValues returns the paragraphs below n labels from row i on, or the lines of the
// first one where it has as many lines as there are labels.
func (r *reader) tornValues(i, n int) (values []unit) {
	for at := i + n; at < len(r.rows) && len(values) < n; {
		end := at + 1
		for end < len(r.rows) && r.rows[end].gap == 0 && !r.isLabelled(r.rows[end].clean) {
			end++
		}
		if r.isLabelled(r.rows[at].clean) || r.rows[at].gap > 2 {
			break
		}
		if len(values) == 0 && end-at >= n {
			if end-at > n {
				return nil
			}
			for k := range n {
				values = append(values, unit{at + k, at + k + 1})
			}
			return values
		}
		if end < len(r.rows) && r.rows[end].gap == 0 { // a label right below
			break
		}
		values, at = append(values, unit{at, end}), end
	}
	return values
}

// pairTorn puts the values of n labels from row i on below them, and returns how many
// rows that are.
func (r *reader) pairTorn(i, n int) int {
	values := r.tornValues(i, n)
	rows := make([]row, 0, values[n-1].to-i)
	for k, v := range values {
		rows = append(rows, r.rows[i+k])
		for at := v.from; at < v.to; at++ {
			rows = append(rows, r.rows[at])
			rows[len(rows)-1].gap = 0
		}
	}
	copy(r.rows[i:], rows)
	return len(rows)
}

// fitTorn reports whether as many values as labels stand below those at row i, and
// fit them.
func (r *reader) fitTorn(i, n int) bool {
	values := r.tornValues(i, n)
	if len(values) < n {
		return false
	}
	told := 0
	for k, v := range values {
		label, value := r.tornLabel(i+k), r.rows[v.from].clean
		switch label {
		case PeriodLabel, StartLabel, EndLabel:
			if !isPeriod(value, r.Language) {
				return false
			}
			told++
		case Country, City:
			if !fits(label, value, r.Language) {
				return false
			}
			told++
		}
	}
	return told > 0
}
