package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A joint is what stands between a label and its value where no colon does.
type joint uint8

const (
	noJoint  joint = iota
	wide           // a tab, or two spaces and more, as in columns
	dash           // a dash between spaces
	bar            // a bar, as between the cells of a table
	bold           // nothing but that the label is emphasised
	capitals       // one space, and the label is in capitals where the value is not
	joints
)

// markLoose marks the lines that begin with a label and have no colon behind
// it, where the document sets several labels so.
func (v *vocabulary) markLoose(lines []row, marks []mark, lang string) {
	type loose struct {
		row   int
		mark  mark
		joint joint
	}
	var found []loose
	var labels [joints][]Label
	colons := slices.ContainsFunc(marks, func(m mark) bool { return m.kind == labelled && m.label != OtherLabel })
	for i := range lines {
		if k := marks[i].kind; k != plain && k != figure && k != period {
			continue
		}
		if first, second, ok := v.brokenLabel(lines, i); ok {
			marks[i], marks[i+1] = first, second
			if !slices.Contains(labels[wide], first.label) {
				labels[wide] = append(labels[wide], first.label)
			}
			continue
		}
		if m, ok := v.labelFromAbove(lines, i); ok {
			marks[i], marks[i+1] = mark{kind: furniture, name: tableHead}, m
			continue
		}
		if m, j := v.looseLabel(&lines[i]); j != noJoint && !(j == capitals && colons) { // "PARTNERS in Development" above "Donor: Norway"
			found = append(found, loose{i, m, j})
			if !slices.Contains(labels[j], m.label) {
				labels[j] = append(labels[j], m.label)
			}
		}
	}
	for _, l := range found {
		if len(labels[l.joint]) >= fewestLoose {
			if marks[l.row] = l.mark; l.joint == bold {
				lines[l.row].bold = uint8(l.mark.name)
			}
		}
	}
	if len(labels[bar]) >= fewestLoose {
		markBars(lines, marks)
	}
	if len(labels[wide]) >= fewestLoose {
		v.markEmptyLoose(lines, marks)
	}
	for _, l := range found { // labels that no table knows, beside those
		if l.joint == dash || l.joint == bold || marks[l.row] != l.mark {
			continue
		}
		for _, step := range [...]int{-1, 1} {
			for i := l.row + step; i >= 0 && i < len(lines) && lines[max(i, i-step)].gap == 0 && (marks[i].kind == plain || marks[i].kind == figure); i += step {
				m, ok := unknownBefore(lines[i].clean, l.joint)
				if !ok {
					break
				}
				if guess := v.guess(lines[i].clean[:m.name]); guess != "" && fits(guess, lines[i].clean[m.value:], lang) {
					m.label = guess
				}
				marks[i] = m
			}
		}
	}
}

// markEmptyLoose marks the lines of a document with labels before wide gaps that are a label
// and nothing else, above such a line and below one or what it goes on with.
func (v *vocabulary) markEmptyLoose(lines []row, marks []mark) {
	for i := 1; i+1 < len(lines); i++ {
		if marks[i].kind != plain || lines[i].gap > 0 || lines[i+1].gap > 0 || marks[i+1].kind != labelled || marks[i+1].value < marks[i+1].name+2 || lines[i].indent() != lines[i+1].indent() {
			continue
		}
		if label := v.bareLabel(lines[i].clean); label != "" && label != TitleLabel && label != Contact {
			marks[i] = mark{kind: labelled, label: label, name: len(lines[i].clean), value: len(lines[i].clean)}
		}
	}
}

// markBars marks the lines of a document with labels before bars that begin with a few words and a bar,
// below such a line and what it goes on with: "State of play | Seven markets opened".
func markBars(lines []row, marks []mark) {
	inside := false // below a labelled line
	for i := range lines {
		if lines[i].gap > 0 || marks[i].kind != plain && marks[i].kind != labelled {
			inside = false
		}
		if marks[i].kind == labelled {
			inside = true
		}
		bars := strings.Count(lines[i].clean, "|")
		if inside && marks[i].kind == plain && bars > 1 && hasDigit(lines[i].clean) && lines[i].gap == 0 { // "Relevance 4 | Efficiency 3 | Impact 3"
			marks[i] = mark{kind: figure}
			inside = false
			continue
		}
		if !inside || marks[i].kind != plain || bars != 1 {
			continue
		}
		if m, ok := unknownBefore(lines[i].clean, bar); ok {
			marks[i] = m
		}
	}
}

// brokenLabel reads the label of a narrow column that goes on in the line below,
// beside more of its value or by itself: "Geographical    Fiji" above "coverage:".
// It returns what row i is and what the row below it is.
func (v *vocabulary) brokenLabel(lines []row, i int) (first, second mark, ok bool) {
	if i+1 >= len(lines) || lines[i+1].gap > 0 {
		return mark{}, mark{}, false
	}
	text, below := lines[i].clean, lines[i+1].clean
	gap, value := columnGap(text)
	if gap <= 0 {
		return mark{}, mark{}, false
	}
	rest, more := columnGap(below)
	if rest <= 0 {
		ended := strings.HasSuffix(below, ":") || i+2 == len(lines) || lines[i+2].gap > 0 || v.looseBegins(&lines[i+2])
		if rest = len(below); !ended || !startsSmall(below) {
			return mark{}, mark{}, false
		}
	} else if off := lines[i].column(value) - lines[i+1].column(more); max(off, -off) > columnSlack {
		return mark{}, mark{}, false
	}
	if rest > 24 {
		return mark{}, mark{}, false
	}
	label := v.label(text[:gap] + " " + strings.TrimRight(below[:rest], ": "))
	if label == "" || label == TitleLabel || label == Contact || !startsSmall(below) && v.label(strings.TrimRight(below[:rest], ": ")) != "" {
		return mark{}, mark{}, false
	}
	if second = (mark{kind: tableMore, name: more}); rest == len(below) {
		second = mark{kind: furniture, name: tableHead}
	}
	return mark{kind: labelled, label: label, name: gap, value: value}, second, true
}

// looseBegins reports whether a row begins with a label and a wide gap.
func (v *vocabulary) looseBegins(l *row) bool {
	_, joint := v.looseLabel(l)
	return joint == wide
}

// columnGap returns where the first wide gap of a text begins, and where it ends; 0
// where there is none.
func columnGap(text string) (gap, end int) {
	if gap = strings.Index(text, "  "); gap <= 0 {
		return 0, 0
	}
	for end = gap; end < len(text) && text[end] == ' '; end++ {
	}
	return gap, end
}

// labelFromAbove reads the label of the line below line i, which begins on line
// i: "In collaboration" above "with:    Caritas".
func (v *vocabulary) labelFromAbove(lines []row, i int) (mark, bool) {
	if i+1 >= len(lines) || lines[i+1].gap > 0 || len(lines[i].clean) > 24 || !startsSmall(lines[i+1].clean) || startsSmall(lines[i].clean) {
		return mark{}, false
	}
	below := lines[i+1].clean
	colon, width := colonIn(below, 24)
	if colon < 0 {
		return mark{}, false
	}
	label := v.label(lines[i].clean + " " + below[:colon])
	if label == "" || label == TitleLabel || label == Contact {
		return mark{}, false
	}
	return mark{kind: labelled, label: label, name: colon, value: colon + width}, true
}

// emphasised reports whether the first bytes of a row, up to one, stand between
// signs of emphasis that the clean text leaves out.
func (l *row) emphasised(end int) bool {
	return l.at != nil && int(l.at.from[0]) > int(l.start) && l.at.from[end] > l.at.to[end-1]
}

// unknownBefore reads a line as a few words that begin with a capital, a joint
// of columns and something behind it.
func unknownBefore(text string, j joint) (mark, bool) {
	for i := 1; i < len(text)-1 && i <= 48; i++ {
		if text[i] != '\t' && !(j == wide && text[i] == ' ' && text[i+1] == ' ') && !(j == bar && text[i] == '|') {
			continue
		}
		name := strings.TrimRight(text[:i], " ")
		first, _ := utf8.DecodeRuneInString(name)
		value := i + 1
		for value < len(text) && (isSpace(text[value]) || text[value] == '|') {
			value++
		}
		if unicode.IsLower(first) || !unicode.IsLetter(first) || strings.Count(name, " ") > 3 || value >= len(text) || hasDigit(withoutYear(name)) {
			return mark{}, false
		}
		return mark{kind: labelled, label: OtherLabel, name: len(name), value: value}, true
	}
	return mark{}, false
}

// withoutYear leaves out the year that ends a label: "Expenditure 2022".
func withoutYear(name string) string {
	if last := strings.LastIndexByte(name, ' '); last > 0 && len(name)-last == len(" 2022") && isPeriod(name[last+1:], "") {
		return name[:last]
	}
	return name
}

// fewestLoose is how many different labels without a colon make them the way
// of a document to set labels.
const fewestLoose = 3

// looseLabel reads the label that begins a text and has no colon behind it.
func (v *vocabulary) looseLabel(l *row) (mark, joint) {
	text := l.clean
	if label, name, value := v.labelInCapitals(text); label != "" {
		return mark{kind: labelled, label: label, name: name, value: value}, capitals
	}
	for i := 1; i < len(text)-2 && i <= v.longest; i++ {
		j, value := noJoint, i
		switch {
		case text[i] == '\t', text[i] == ' ' && text[i+1] == ' ':
			j = wide
		case text[i] == '|', text[i] == ' ' && text[i+1] == '|':
			j, value = bar, strings.IndexByte(text[i:], '|')+i+1
		case text[i] == ' ' && strings.HasPrefix(text[i+1:], "- "):
			j, value = dash, i+2
		case text[i] == ' ' && (strings.HasPrefix(text[i+1:], "– ") || strings.HasPrefix(text[i+1:], "— ")):
			j, value = dash, i+1+len("–")
		case text[i] == ' ' && l.emphasised(i):
			j = bold
		default:
			continue
		}
		label := v.label(text[:i])
		if first, _ := utf8.DecodeRuneInString(text); label == "" || unicode.IsLower(first) || (j == dash || j == bold) && (label == TitleLabel || label == HeadingOf) {
			return mark{}, noJoint
		}
		for value < len(text) && isSpace(text[value]) {
			value++
		}
		if label == Contact {
			return mark{kind: contact, label: label, name: i, value: value}, j
		}
		return mark{kind: labelled, label: label, name: i, value: value}, j
	}
	return mark{}, noJoint
}

// labelInCapitals reads a label in capitals with one space between it and a value that is
// not: "PARTNER Caritas Albania".
func (v *vocabulary) labelInCapitals(text string) (label Label, name, value int) {
	if len(text) < 3 || text[0]-'A' > 'Z'-'A' && text[0] < utf8.RuneSelf || text[1] >= 'a' && text[1] <= 'z' {
		return "", 0, 0
	}
	small := 2 // the first small letter, which is of the value
	for small < len(text) && !(text[small] >= 'a' && text[small] <= 'z') {
		if small++; small > longestInCapitals {
			return "", 0, 0
		}
	}
	if small == len(text) {
		return "", 0, 0
	}
	for name = strings.LastIndexByte(text[:small], ' '); name > 2; name = strings.LastIndexByte(text[:name], ' ') {
		if isSpace(text[name+1]) || isSpace(text[name-1]) {
			return "", 0, 0
		}
		if label = v.label(text[:name]); label != "" && label != TitleLabel && label != HeadingOf && label != Contact {
			return label, name, name + 1
		}
	}
	return "", 0, 0
}

// longestInCapitals is how many bytes stand at most before the first small letter of a value
// behind such a label.
const longestInCapitals = 32

// longestVerb is how many bytes a row may have that begins with a label such as
// "Funded by" and has nothing between it and the value.
const longestVerb = 160
