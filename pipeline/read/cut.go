package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A labelCut is one of several labelled statements on a line.
type labelCut struct {
	label                   Label
	start, name, value, end int
}

// labelsIn cuts a labelled line into its statements. A further label counts
// where a separator stands before it: a bar, a bullet, a semicolon, a tab, two
// spaces, or one where the value before it is no running text and is over.
func (v *vocabulary) labelsIn(cuts []labelCut, text string, m mark) []labelCut {
	cuts = append(cuts, labelCut{m.label, m.start, m.name, m.value, m.end})
	if m.end > 0 {
		return cuts
	}
	cuts[0].end = len(text)
	colon := strings.IndexByte(text[m.value:], ':')
	if colon >= 0 {
		colon = strings.LastIndexByte(text, ':') // no label stands behind it
	}
	inNames := isVerbal(m.label)
	apart := m.value > m.name+1 && strings.TrimSpace(text[m.name:m.value]) == "" // wide gaps stand behind labels
	tight := m.value == m.name+1 && text[m.name] == ' ' && !hasLower(text[m.start:m.name])
	for at := m.value; at < len(text); at++ {
		width, verb := separators[text[at]], 0
		if text[at] == ' ' && inNames {
			verb = v.verbBehind(text, at)
		}
		switch {
		case width == 0:
			continue
		case verb > 0:
			label, name := v.verbAt(text[verb:], true)
			cuts[len(cuts)-1].end = at
			cuts, inNames = append(cuts, labelCut{label, verb, verb + name, verb + name, len(text)}), isVerbal(label)
			at = verb + name - 1
			continue
		case text[at] == ' ':
			if at+1 == len(text) || text[at+1] != ' ' && (at > colon || !v.opensLabel(text[cuts[len(cuts)-1].value:at], text[at+1:], cuts[len(cuts)-1].label)) {
				continue
			}
		case text[at] == '/':
			if at == 0 || text[at-1] != ' ' || at+1 == len(text) || text[at+1] != ' ' {
				continue
			}
		case width == len("•") && !strings.HasPrefix(text[at:], "•"), width == len("¦") && !strings.HasPrefix(text[at:], "¦"):
			continue
		}
		start := at + width
		for start < len(text) && isSpace(text[start]) {
			start++
		}
		label, name, value := v.labelAt(text[start:])
		if label == "" && apart && (text[at] == '\t' || text[at] == ' ') {
			label, name, value = v.labelApart(text[start:])
		} else if label == "" && tight && at+1 < start {
			label, name, value = v.labelInCapitals(text[start:])
		} else if label == "" && text[at] == '|' {
			if other, ok := unknownLabel(text[start:], mark{}); ok {
				label, name, value = OtherLabel, other.name, other.value
			}
		}
		if label != "" {
			cuts[len(cuts)-1].end = at
			cuts, inNames = append(cuts, labelCut{label, start, start + name, start + value, len(text)}), isVerbal(label)
			at = start + value - 1
		}
	}
	return cuts
}

// labelApart reads a label with a wide gap behind it: "CITY        Amman".
func (v *vocabulary) labelApart(text string) (label Label, name, value int) {
	name = strings.IndexByte(text[:min(len(text), v.longest)], '\t')
	if gap := strings.Index(text[:min(len(text), v.longest)], "  "); gap > 0 && (name < 0 || gap < name) {
		name = gap
	}
	if name <= 0 || startsSmall(text) {
		return "", 0, 0
	}
	if label = v.label(text[:name]); label == TitleLabel || label == HeadingOf {
		return "", 0, 0
	}
	for value = name; value < len(text) && isSpace(text[value]); value++ {
	}
	return label, name, value
}

// isVerbal reports whether a verb may follow the value of a label in the same
// sentence.
func isVerbal(label Label) bool {
	return label == Funder || label == Implementer || label == Partner
}

// verbBehind returns where a further verb begins behind a space: one after a
// word for "and" ("… and co-funded by"), or after a full stop; 0 where none
// does.
func (v *vocabulary) verbBehind(text string, at int) int {
	start := at + 1
	if start >= len(text) {
		return 0
	}
	ended := at > 0 && text[at-1] == '.'
	if c := text[start]; !ended && !(c >= 'a' && c <= 'z') && c < utf8.RuneSelf && c != '&' && c != '+' {
		return 0 // a name goes on
	}
	if label, end := v.verbAt(text[start:], true); label != "" && strings.Count(text[start:start+end], " ") > 1 && startsSmall(text[start:]) {
		return start // "… with the support of"
	}
	if at > 0 && text[at-1] == ',' && startsSmall(text[start:]) { // "the European Union, co-funded by Norway"
		if label, _ := v.verbAt(text[start:], true); label != "" {
			return start
		}
	}
	if !ended {
		width := strings.IndexByte(text[start:], ' ')
		if width <= 0 || width > 3 || !isAnd(text[start:start+width]) {
			return 0
		}
		start += width + 1
	}
	if label, _ := v.verbAt(text[start:], !ended); label == "" {
		return 0
	}
	return start
}

// opensLabel reports whether a label begins behind one space: "Start: 1 May
// 2021 End: 30 June 2022". Running text may name anything before a colon, so
// there a sentence must be over; and no name of a thing ends in a small word.
func (v *vocabulary) opensLabel(value, behind string, of Label) bool {
	if first, _ := utf8.DecodeRuneInString(behind); !unicode.IsUpper(first) {
		return false
	}
	if value = strings.TrimRight(value, " -–—"); value == "" || endsOpen(value) || bracketDepth(value) != 0 || !lists[of] && !isDated(of) && of != Budget && !endsSentence(value) {
		return false
	}
	label, name, _ := v.labelAt(behind)
	return label != "" && label != OtherLabel && label != TitleLabel && label != HeadingOf && (of != Objective || !v.has("weak_label", behind[:name]))
}

// separators holds the width of what may stand before a further label, by its
// first byte; a space must be followed by another one.
var separators = [256]int{'|': 1, '/': 1, ';': 1, '\t': 1, ' ': 1, 0xE2: len("•"), 0xC2: len("¦")}
