package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// markSubheads marks the lines between titles and what the entries state that only head the
// statements, as page furniture: "Key facts", and a few words that stand so in the same way
// for several entries, "Project summary".
func (r *reader) markSubheads() {
	found := map[string][]int{}
	var keys []string
	for i := 1; i+1 < len(r.rows); i++ {
		text, next := r.rows[i].clean, r.marks[i+1]
		if k := r.marks[i].kind; k != plain && (k != labelled || !r.marks[i].bare || r.marks[i].label != OtherLabel) || len(text) > shortLabel ||
			next.kind != labelled || next.label == TitleLabel || next.bare && next.label == OtherLabel || next.table > 0 || r.rows[i+1].gap > 0 || hasDigit(text) || !startsUpper(text) || endsSentence(text) {
			continue
		}
		if found[text] == nil {
			keys = append(keys, text)
		}
		found[text] = append(found[text], i)
	}
	for _, text := range keys {
		known := r.words.label(text) == OtherLabel
		if known || r.headsEntries(found[text]) {
			for _, i := range found[text] {
				if r.isTitleAbove(i) {
					r.marks[i] = mark{kind: furniture, name: tableHead}
				}
			}
		}
	}
}

// headsEntries reports whether lines that read alike have lines above them that may be
// titles, are longer and differ.
func (r *reader) headsEntries(lines []int) bool {
	if len(lines) < fewestAlike {
		return false
	}
	titles := map[string]bool{}
	for _, i := range lines {
		above := r.rows[i-1].clean
		if !r.isTitleAbove(i) || r.words.endsInSmallWord(above) || len(above) <= len(r.rows[i].clean) || titles[above] {
			return false
		}
		titles[above] = true
	}
	return true
}

// isTitleAbove reports whether the line above line i may be a title: it is no heading and
// ends no sentence.
func (r *reader) isTitleAbove(i int) bool {
	if r.marks[i-1].kind != plain && r.marks[i-1].kind != bullet || endsSentence(r.rows[i-1].clean) || strings.HasSuffix(r.rows[i-1].clean, ":") {
		return false
	}
	place, programme := r.headingOf(i - 1)
	return place.Kind == normalise.UnknownPlace && !programme && r.words.topicOf(r.rows[i-1].clean) == ""
}
