package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// markUnknown marks the lines that are laid out as a labelled statement, with
// a label that no table knows: where it states a period with both ends, where
// the document uses it again, or where it stands between labelled lines.
func (v *vocabulary) markUnknown(lines []row, marks []mark, lang string) {
	count := map[string]int{}
	var found []int
	for i := range lines {
		if k := marks[i].kind; k != plain && k != figure && k != bullet && k != contact {
			continue
		}
		if m, ok := unknownLabel(lines[i].clean, marks[i]); ok {
			found = append(found, i)
			count[lines[i].clean[m.start:m.name]]++
		}
	}
	for _, i := range found {
		l := &lines[i]
		m, _ := unknownLabel(l.clean, marks[i])
		value := strings.TrimSpace(l.clean[m.value:])
		beside := i > 0 && l.gap == 0 && marks[i-1].kind == labelled &&
			(i+1 < len(lines) && lines[i+1].gap == 0 && marks[i+1].kind == labelled || lists[marks[i-1].label] && (i+1 == len(lines) || lines[i+1].gap > 0)) &&
			(marks[i-1].label != Objective || endsSentence(lines[i-1].clean)) && !endsOpen(lines[i-1].clean)
		beside = beside || i > 0 && l.gap == 0 && marks[i].kind == plain && endsSentence(lines[i-1].clean) && belowLabel(lines, marks, i)
		switch {
		case marks[i].kind == contact:
		case hasDigit(value) && len(value) < 80 && isPeriod(value, lang) && !isSingle(value):
			m.label = PeriodLabel
			marks[i] = m
		case count[l.clean[m.start:m.name]] > 1 && (marks[i].kind == bullet || i > 0 && marks[i-1].kind == labelled || i+1 < len(lines) && marks[i+1].kind == labelled || l.gap == 0 && belowLabel(lines, marks, i)), beside:
			if guess := v.guess(l.clean[m.start:m.name]); guess != "" && fits(guess, value, lang) {
				m.label = guess
			}
			marks[i] = m
		}
	}
}

// markEmptyUnknown marks the lines that are nothing but a label that no table knows, and
// that the document has elsewhere with its value: "- Working together with:".
func (v *vocabulary) markEmptyUnknown(lines []row, marks []mark) {
	alone := false
	for i := range lines {
		k := marks[i].kind
		alone = alone || (k == plain || k == bullet) && lines[i].clean[len(lines[i].clean)-1] == ':'
	}
	if !alone {
		return
	}
	known := map[string]Label{}
	for i, m := range marks {
		if m.kind == labelled && m.end == 0 && m.table == 0 && m.name > m.start && v.label(lines[i].clean[m.start:m.name]) == "" {
			known[lines[i].clean[m.start:m.name]] = m.label
		}
	}
	if len(known) == 0 {
		return
	}
	for i := range lines {
		text, start := lines[i].clean, 0
		if k := marks[i].kind; k != plain && k != bullet || !strings.HasSuffix(text, ":") {
			continue
		}
		if marks[i].kind == bullet {
			start = marks[i].name
		}
		name := strings.TrimRight(text[start:], ": ")
		if label, found := known[name]; found {
			marks[i] = mark{kind: labelled, label: label, start: start, name: start + len(name), value: len(text)}
		}
	}
}

// fits reports whether a value may be that of a label which was guessed: a
// period is one, and places are known.
func fits(label Label, value, lang string) bool {
	switch label {
	case PeriodLabel:
		return isPeriod(value, lang)
	case Country:
		return slices.ContainsFunc(normalise.Places(value, lang), func(p normalise.Place) bool { return p.Kind != normalise.UnknownPlace })
	case City:
		return slices.ContainsFunc(normalise.Cities(value, lang), func(p normalise.Place) bool { return p.Kind != normalise.UnknownPlace })
	}
	return true
}

// belowLabel reports whether the paragraph of line i has a labelled line above
// it.
func belowLabel(lines []row, marks []mark, i int) bool {
	for k := i - 1; k >= max(0, i-farthest) && marks[k].kind == plain && lines[k+1].gap == 0; k-- {
		if k > 0 && lines[k].gap == 0 && marks[k-1].kind == labelled {
			return true
		}
	}
	return false
}

// unknownLabel reads a line as up to six words that begin with a capital, a
// colon and something behind it.
func unknownLabel(text string, was mark) (mark, bool) {
	start := 0
	if was.kind == bullet {
		start = was.name
	}
	colon, width := colonIn(text[start:], 48)
	if question, wide := questionIn(text[start:], 48); question >= 0 && (colon < 0 || question < colon) {
		colon, width = question, wide // "Who pays for it?  Norway"
	}
	if colon < 3 || start+colon+width >= len(text) || !isSpace(text[start+colon+width]) {
		return mark{}, false
	}
	name := strings.TrimRight(text[start:start+colon], " ")
	first, _ := utf8.DecodeRuneInString(strings.TrimPrefix(name, "¿"))
	if unicode.IsLower(first) || !unicode.IsLetter(first) || strings.Count(name, " ") > 5 || strings.ContainsAny(name, "().,;\"“") || countUpper(name) > 4 && upperShare(name) < 100 {
		return mark{}, false
	}
	return mark{kind: labelled, label: OtherLabel, start: start, name: start + len(name), value: start + colon + width}, true
}

// markBare marks the lines that are a label and nothing else, without a colon:
// behind a blank line, or where the document has that label so more than once.
func (v *vocabulary) markBare(lines []row, marks []mark) {
	var bare []int
	count := map[Label]int{}
	v.markBulleted(lines, marks)
	for i := range lines {
		if marks[i].kind != plain || i > 0 && lines[i].gap == 0 && v.endsInSmallWord(lines[i-1].clean) {
			continue // "Union of" above "Municipalities"
		}
		if label := v.bareLabel(lines[i].clean); label != "" && (label != OtherLabel || i > 0 && (lines[i].gap == 0 && endsSentence(lines[i-1].clean) || lines[i].gap == 1 && i+1 < len(lines) && lines[i+1].gap == 0)) &&
			(label != Website || i+1 < len(lines) && lines[i+1].gap == 0 && isContact(lines[i+1].clean)) {
			bare = append(bare, i)
			count[label]++
		} else if i+1 < len(lines) && (lines[i].gap > 0 || marks[i+1].kind == bullet) && looksLikeLabel(lines[i].clean) {
			name := len(strings.TrimRight(lines[i].clean, ": "))
			marks[i] = mark{kind: labelled, label: OtherLabel, name: name, value: len(lines[i].clean), bare: true}
		}
	}
	if len(count) > 0 {
		v.markBareUnknown(lines, marks, len(count) < fewestLoose)
	}
	for _, i := range bare {
		text := lines[i].clean
		switch label := v.bareLabel(text); {
		case i+1 == len(lines):
		case label == TitleLabel && (len(count) <= fewestLoose || count[label] < 2 || marks[i+1].kind != plain || lines[i+1].gap > 0):
		case i > 0 && lines[i].gap == 0 && label != OtherLabel && count[label] < 2 && len(count) < fewestLoose && marks[i+1].kind != bullet:
		case label == OtherLabel && lines[i].gap > 0 && len(count) < fewestLoose && (marks[i+1].kind != labelled || lines[i+1].gap > 0): // where labels stand on lines of their own
		case marks[i+1].kind == bullet && v.topicOf(text) != "" && lines[i].gap > 0 && label != OtherLabel: // the heading of statements
		case label == Contact:
			marks[i] = mark{kind: contact, label: label, name: len(text), value: len(text)}
		default:
			marks[i] = mark{kind: labelled, label: label, name: len(text), value: len(text), bare: true}
		}
	}
}

// markBulleted marks the bullets that are a label and nothing else, with the value in the
// lines below: "▪ Donors" above "Norway". Where a few labels stand so, they all do.
func (v *vocabulary) markBulleted(lines []row, marks []mark) {
	var bare []int
	labels := map[Label]bool{}
	for i := range lines {
		if marks[i].kind != bullet || i+1 == len(lines) {
			continue
		}
		label := v.bareLabel(lines[i].clean[marks[i].name:])
		if label == "" || label == TitleLabel || !isDated(label) && startsSmall(lines[i+1].clean) { // "• Partners" above "and their offices"
			continue
		}
		if bare = append(bare, i); label != OtherLabel && marks[i+1].kind != bullet && lines[i+1].gap == 0 {
			labels[label] = true
		}
	}
	if len(labels) < fewestLoose {
		return
	}
	for _, i := range bare {
		text, from := lines[i].clean, marks[i].name
		kind := labelled
		if v.bareLabel(text[from:]) == Contact {
			kind = contact
		}
		marks[i] = mark{kind: kind, label: v.bareLabel(text[from:]), start: from, name: len(text), value: len(text), bare: true}
	}
}

// markBareUnknown marks the lines that no table knows and that stand as labels do in a
// document with labels on lines of their own: a few words, one of which speaks for a
// label, right below one line and right above another, more than once in the same words.
// Below a sentence, a few words in capitals are a label too. Where few labels stand so,
// only these are.
func (v *vocabulary) markBareUnknown(lines []row, marks []mark, few bool) {
	found := map[string][]int{}
	var keys []string
	for i := 1; i+1 < len(lines); i++ {
		text := lines[i].clean
		if marks[i].kind != plain || lines[i].gap > 0 || lines[i+1].gap > 0 || len(text) > longestGuess || strings.Count(text, " ") > 3 || !startsUpper(text) || hasDigit(text) || strings.ContainsAny(text, ",.;()") || v.label(text) != "" {
			continue
		}
		key := normalise.Fold(text)
		if found[key] == nil {
			keys = append(keys, key)
		}
		found[key] = append(found[key], i)
	}
	for _, key := range keys {
		if len(found[key]) < fewestAlike {
			continue
		}
		text := lines[found[key][0]].clean
		label := v.guess(text)
		if inCapitals := isCapitals(text) && strings.Contains(text, " ") && endsSentence(lines[found[key][0]-1].clean); few || label == "" {
			if !inCapitals {
				continue
			}
			label = OtherLabel
		}
		above := 0 // a value stands above it, or another label
		for _, i := range found[key] {
			above += btoi(marks[i-1].kind == plain || marks[i-1].kind == labelled || marks[i-1].kind == period)
		}
		if above < len(found[key]) {
			continue
		}
		for _, i := range found[key] {
			marks[i] = mark{kind: labelled, label: label, name: len(lines[i].clean), value: len(lines[i].clean), bare: true}
		}
	}
}

// looksLikeLabel reports whether a line that no table knows is laid out as a
// label: a few words that begin with a capital and end with a colon.
func looksLikeLabel(text string) bool {
	if len(text) > 80 || !strings.HasSuffix(text, ":") || strings.Count(text, " ") > 6 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	_, place := normalise.Heading(strings.TrimRight(text, ": "), "")
	return unicode.IsLetter(first) && !unicode.IsLower(first) && !place
}

// bareBeforeYear returns the label before the year, and the word for "in", that end a text:
// "What we did in 2023"; "" where none stands there.
func (v *vocabulary) bareBeforeYear(text string) Label {
	if text == "" || !isDigit(text[len(text)-1]) {
		return ""
	}
	name := withoutYear(text)
	if name == text {
		return ""
	}
	if last := strings.LastIndexByte(name, ' '); last > 0 && v.phrases["in"][name[last+1:]] {
		name = name[:last]
	}
	if v.label(name) == OtherLabel {
		return OtherLabel
	}
	return ""
}

// bareLabel returns the label that a text is; "" where it is none.
func (v *vocabulary) bareLabel(text string) Label {
	if len(text) > v.longest {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLower(first) {
		return ""
	}
	switch label := v.label(text); label {
	case HeadingOf:
		return ""
	case "":
		return v.bareBeforeYear(text)
	default:
		return label
	}
}
