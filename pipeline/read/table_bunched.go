package read

import (
	"fmt"
	"strconv"
	"strings"
)

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
		if below.gap == 0 && below.clean[0] != '1' {
			if t := r.listedAt(i); t != nil {
				r.addBeside(t)
				i = t.end - 1
			}
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
		} else if label == TitleLabel { // of another table
			break
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
