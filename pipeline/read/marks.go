package read

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// A Class is what a line is, as a code of the codelist line_class.
type Class string

// The classes of lines; schemas.LineClasses gives their meanings.
const (
	Heading     Class = "heading"
	Title       Class = "title"
	Period      Class = "period"
	Labelled    Class = "label"
	EmptyLabel  Class = "empty_label"
	Value       Class = "value"
	Stated      Class = "statement"
	Office      Class = "office"
	Narrative   Class = "narrative"
	Boilerplate Class = "boilerplate"
	Contents    Class = "contents"
	Furniture   Class = "furniture"
	Figure      Class = "figure"
	Caption     Class = "caption"
	Contacts    Class = "contact"
	Unaccounted Class = "unaccounted"
)

// A mark is what a line shows by itself, before its neighbours are looked at.
type mark struct {
	kind  markKind
	label Label // of a labelled line
	start int   // labelled: start of the label
	name  int   // labelled: end of the label; bullet: start of the text behind it; furniture: 0, tableHead or tableFurniture
	value int   // labelled: where the value begins; tableLine: index into reader.tables
	end   int   // labelled: where the value ends; 0 is the end of the row
	bare  bool  // labelled: a label alone on its line, without a colon
}

type markKind uint8

const (
	plain markKind = iota
	labelled
	period
	bullet
	contents
	furniture
	contact
	boilerplate
	caption
	figure
	tableLine
	apart      // a statement that cannot be told to be of an entry
	apartTitle // a title whose statements are such; value is the row behind it
)

// What is furniture in a table, as mark.name: its head, which names the
// columns, and what only parts its rows.
const (
	tableHead      = 1
	tableFurniture = 2
)

// to returns where the value of a labelled row ends.
func (m mark) to(l *row) int {
	if m.end > 0 {
		return m.end
	}
	return len(l.clean)
}

// valueOf returns the value of a labelled row; "" where it stands elsewhere.
func (m mark) valueOf(l *row) string { return strings.TrimSpace(l.clean[m.value:m.to(l)]) }

// marksOf looks at every line by itself.
func marksOf(lines []row, lang string) []mark {
	v, marks := words(), make([]mark, len(lines))
	for i := range lines {
		marks[i] = v.markOf(lines[i].clean, lang)
	}
	v.markLoose(lines, marks)
	v.markVerbs(lines, marks)
	v.markUnknown(lines, marks, lang)
	v.markBare(lines, marks)
	v.markMail(lines, marks)
	v.markContents(lines, marks)
	v.markContacts(lines, marks)
	markFigures(lines, marks)
	return marks
}

// A joint is what stands between a label and its value where no colon does.
type joint uint8

const (
	noJoint joint = iota
	wide          // a tab, or two spaces and more, as in columns
	dash          // a dash between spaces
	joints
)

// markLoose marks the lines that begin with a label and have no colon behind
// it, where the document sets several labels so.
func (v *vocabulary) markLoose(lines []row, marks []mark) {
	type loose struct {
		row   int
		mark  mark
		joint joint
	}
	var found []loose
	var labels [joints][]Label
	for i := range lines {
		if k := marks[i].kind; k != plain && k != figure && k != period {
			continue
		}
		if m, j := v.looseLabel(lines[i].clean); j != noJoint {
			found = append(found, loose{i, m, j})
			if !slices.Contains(labels[j], m.label) {
				labels[j] = append(labels[j], m.label)
			}
		}
	}
	for _, l := range found {
		if len(labels[l.joint]) >= fewestLoose {
			marks[l.row] = l.mark
		}
	}
}

// fewestLoose is how many different labels without a colon make them the way
// of a document to set labels.
const fewestLoose = 3

// looseLabel reads the label that begins a text and has no colon behind it.
func (v *vocabulary) looseLabel(text string) (mark, joint) {
	for i := 1; i < len(text)-2 && i <= v.longest; i++ {
		j, value := noJoint, i
		switch {
		case text[i] == '\t', text[i] == ' ' && text[i+1] == ' ':
			j = wide
		case text[i] == ' ' && strings.HasPrefix(text[i+1:], "- "):
			j, value = dash, i+2
		case text[i] == ' ' && (strings.HasPrefix(text[i+1:], "– ") || strings.HasPrefix(text[i+1:], "— ")):
			j, value = dash, i+1+len("–")
		default:
			continue
		}
		label := v.label(text[:i])
		if first, _ := utf8.DecodeRuneInString(text); label == "" || unicode.IsLower(first) || j == dash && (label == TitleLabel || label == HeadingOf) {
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

// longestVerb is how many bytes a row may have that begins with a label such as
// "Funded by" and has nothing between it and the value.
const longestVerb = 160

// markVerbs marks the lines that begin with a label that ends in a preposition
// and goes on with its value at once ("Funded by the European Union"): beside
// other statements, and where no sentence ends.
func (v *vocabulary) markVerbs(lines []row, marks []mark) {
	stated := func(i int) bool {
		return i >= 0 && i < len(marks) && (marks[i].kind == labelled || marks[i].kind == period)
	}
	for i := range lines {
		text := lines[i].clean
		if k := marks[i].kind; k != plain && k != bullet || len(text) > longestVerb || strings.HasSuffix(text, ".") || !stated(i-1) && !stated(i+1) {
			continue
		}
		start := 0
		if marks[i].kind == bullet {
			start = marks[i].name
		}
		if label, end := v.verbAt(text[start:]); label != "" {
			marks[i] = mark{kind: labelled, label: label, start: start, name: start + end, value: start + end}
		}
	}
}

// verbAt returns the longest label at the start of a text that ends in a
// preposition, and where it ends.
func (v *vocabulary) verbAt(text string) (label Label, end int) {
	word := strings.IndexByte(text, ' ')
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLower(first) || word < 1 || word > 32 {
		return "", 0
	}
	var buffer [64]byte
	if !v.verbs[string(normalise.AppendFold(buffer[:0], text[:word]))] {
		return "", 0
	}
	start := 0
	for i := 0; i < len(text)-1 && i <= v.longest; i++ {
		if text[i] != ' ' {
			continue
		}
		if v.phrases["preposition"][strings.ToLower(text[start:i])] {
			if l := v.label(text[:i]); l != "" {
				label, end = l, i
			}
		}
		start = i + 1
	}
	return label, end
}

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
		beside := i > 0 && l.gap == 0 && marks[i-1].kind == labelled && i+1 < len(lines) && lines[i+1].gap == 0 && marks[i+1].kind == labelled &&
			(marks[i-1].label != Objective || endsSentence(lines[i-1].clean)) && !endsOpen(lines[i-1].clean)
		switch {
		case marks[i].kind == contact:
		case hasDigit(value) && len(value) < 80 && isPeriod(value, lang) && !isSingle(value):
			m.label = PeriodLabel
			marks[i] = m
		case count[l.clean[m.start:m.name]] > 1 && (marks[i].kind == bullet || i > 0 && marks[i-1].kind == labelled || i+1 < len(lines) && marks[i+1].kind == labelled), beside:
			marks[i] = m
		}
	}
}

// unknownLabel reads a line as up to four words that begin with a capital, a
// colon and something behind it.
func unknownLabel(text string, was mark) (mark, bool) {
	start := 0
	if was.kind == bullet {
		start = was.name
	}
	colon, width := colonIn(text[start:], 48)
	if colon < 3 || start+colon+width >= len(text) || text[start+colon+width] != ' ' {
		return mark{}, false
	}
	name := text[start : start+colon]
	first, _ := utf8.DecodeRuneInString(name)
	if unicode.IsLower(first) || !unicode.IsLetter(first) || strings.Count(name, " ") > 3 || strings.ContainsAny(name, "().,;\"“") || countUpper(name) > 4 {
		return mark{}, false
	}
	return mark{kind: labelled, label: OtherLabel, start: start, name: start + len(strings.TrimRight(name, " ")), value: start + colon + width}, true
}

// fewestMail is how many lines make the head of a mail.
const fewestMail = 3

// markMail marks the head of a mail: lines that name sender, receiver,
// subject and date. They are there to reach somebody.
func (v *vocabulary) markMail(lines []row, marks []mark) {
	for i := 0; i+fewestMail <= len(lines); i++ {
		if lines[i+1].gap > 0 || lines[i+2].gap > 0 {
			continue
		}
		end := i
		for end < len(lines) && (end == i || lines[end].gap == 0) && v.isMailHead(lines[end].clean) {
			end++
		}
		if end-i >= fewestMail {
			for k := i; k < end; k++ {
				marks[k] = mark{kind: contact, label: Contact}
			}
		}
		i = max(i, end-1)
	}
}

func (v *vocabulary) isMailHead(text string) bool {
	colon, _ := colonIn(text, 16)
	return colon > 0 && v.has("mail_head", text[:colon])
}

// markContents marks the entries of a table of contents that have no leaders:
// lines that end in the number of a page, below its heading or beside entries
// with leaders.
func (v *vocabulary) markContents(lines []row, marks []mark) {
	for i := range lines {
		if i == 0 || marks[i].kind != plain && marks[i].kind != figure || !endsInPage(lines[i].clean) {
			continue
		}
		if marks[i-1].kind == contents || marks[i-1].kind == plain && v.has("contents", lines[i-1].clean) || i+1 < len(lines) && marks[i+1].kind == contents && lines[i+1].gap == 0 {
			marks[i] = mark{kind: contents}
		}
	}
}

// endsInPage reports whether a line ends in a number of at most three digits,
// with a space before it.
func endsInPage(text string) bool {
	name := strings.TrimRight(text, "0123456789")
	digits := len(text) - len(name)
	return digits > 0 && digits < 4 && name != "" && isSpace(name[len(name)-1]) && hasLetter(name)
}

// longestCounted is how many bytes may say what a key figure counts.
const longestCounted = 60

// markFigures marks the key figures that are set on two lines: a number, and
// below it what it counts.
func markFigures(lines []row, marks []mark) {
	for i := 0; i+1 < len(lines); i++ {
		k, below := marks[i].kind, &lines[i+1]
		if k != figure && (k != furniture || !hasDigit(lines[i].clean)) || marks[i+1].kind != plain || below.gap > 0 || len(below.clean) > longestCounted || !startsLower(below.clean) || endsSentence(below.clean) {
			continue
		}
		if i == 0 || lines[i].gap > 0 || marks[i-1].kind == figure {
			marks[i], marks[i+1] = mark{kind: figure}, mark{kind: figure}
		}
	}
}

// markContacts marks what stands with the ways to reach somebody: a line that
// announces them, and the lines above them in the same paragraph.
func (v *vocabulary) markContacts(lines []row, marks []mark) {
	for i := range lines {
		if (marks[i].kind == plain || marks[i].bare && marks[i].label == OtherLabel) && i+1 < len(lines) && strings.HasSuffix(lines[i].clean, ":") && v.announcesContact(lines[i].clean) {
			marks[i] = mark{kind: contact}
		}
		if marks[i].kind != contact || marks[i].label != "" || lines[i].gap > 0 {
			continue
		}
		first := i
		for first > 0 && lines[first].gap == 0 && marks[first-1].kind == plain && len(lines[first-1].clean) < 100 && !strings.HasSuffix(lines[first-1].clean, ".") {
			first--
		}
		if first < i && (first == 0 || lines[first].gap > 0 || marks[first-1].kind == contact) {
			for k := first; k < i; k++ {
				marks[k] = mark{kind: contact}
			}
		}
	}
}

func (v *vocabulary) announcesContact(text string) bool {
	folded := normalise.Fold(text)
	for phrase := range v.phrases["contact_lead"] {
		if strings.HasPrefix(folded, phrase) || strings.HasSuffix(folded, phrase) {
			return true
		}
	}
	return false
}

// markBare marks the lines that are a label and nothing else, without a colon:
// behind a blank line, or where the document has that label so more than once.
func (v *vocabulary) markBare(lines []row, marks []mark) {
	var bare []int
	count := map[Label]int{}
	for i := range lines {
		if marks[i].kind != plain {
			continue
		}
		if label := v.bareLabel(lines[i].clean); label != "" {
			bare = append(bare, i)
			count[label]++
		} else if i+1 < len(lines) && (lines[i].gap > 0 || marks[i+1].kind == bullet) && looksLikeLabel(lines[i].clean) {
			name := len(strings.TrimRight(lines[i].clean, ": "))
			marks[i] = mark{kind: labelled, label: OtherLabel, name: name, value: len(lines[i].clean), bare: true}
		}
	}
	for _, i := range bare {
		text := lines[i].clean
		switch label := v.bareLabel(text); {
		case i+1 == len(lines) || i > 0 && lines[i].gap == 0 && count[label] < 2 && len(count) < fewestLoose:
		case marks[i+1].kind == bullet && v.topicOf(text) != "": // the heading of statements
		case label == Contact:
			marks[i] = mark{kind: contact, label: label, name: len(text), value: len(text)}
		default:
			marks[i] = mark{kind: labelled, label: label, name: len(text), value: len(text), bare: true}
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

// bareLabel returns the label that a text is; "" where it is none.
func (v *vocabulary) bareLabel(text string) Label {
	if len(text) > v.longest {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLower(first) {
		return ""
	}
	switch label := v.label(text); label {
	case TitleLabel, HeadingOf, OtherLabel:
		return ""
	default:
		return label
	}
}

func (v *vocabulary) markOf(text, lang string) mark {
	if label, name, value := v.labelAt(text); label != "" {
		if label == Contact {
			return mark{kind: contact, label: label, name: name, value: value}
		}
		return mark{kind: labelled, label: label, name: name, value: value}
	}
	if n := numberingWidth(text); n > 0 {
		if label, name, value := v.labelAt(text[n:]); label != "" && label != Contact {
			return mark{kind: labelled, label: label, start: n, name: n + name, value: n + value}
		}
	}
	digit := hasDigit(text)
	if digit && len(text) <= longestPageNumber && isPageNumber(text) {
		return mark{kind: furniture}
	}
	if n := bulletWidth(text); n > 0 {
		if label, name, value := v.labelAt(text[n:]); label != "" && label != Contact {
			return mark{kind: labelled, label: label, name: n + name, value: n + value}
		}
		if v.isBoilerplate(text[n:]) {
			return mark{kind: boilerplate}
		}
		return mark{kind: bullet, name: n}
	}
	switch {
	case !digit && !hasLetter(text):
		return mark{kind: furniture}
	case digit && len(text) <= 160 && isPeriod(text[:periodWidth(text)], lang):
		return mark{kind: period}
	case digit && hasLeaders(text):
		return mark{kind: contents}
	case isContact(text):
		return mark{kind: contact}
	case digit && isFigure(text):
		return mark{kind: figure}
	}
	if text[0] == '*' || strings.HasPrefix(text, "©") || v.isBoilerplate(text) {
		return mark{kind: boilerplate}
	}
	if colon, _ := colonIn(text, 24); colon > 0 && v.has("caption", strings.TrimRight(text[:colon], "0123456789. ")) {
		return mark{kind: caption}
	}
	return mark{}
}

func isPeriod(text, lang string) bool {
	_, ok := normalise.ReadPeriod(text, lang)
	return ok
}

// periodWidth returns where a remark in brackets begins that ends a line, such
// as "2013 – 2020 (extended)"; the length of the text where there is none that
// could be left out.
func periodWidth(text string) int {
	open := strings.LastIndexByte(text, '(')
	if open <= 0 || !strings.HasSuffix(text, ")") || hasDigit(text[open:]) {
		return len(text)
	}
	return len(strings.TrimRight(text[:open], " "))
}

// bulletWidth returns how many bytes a bullet and the space behind it take at
// the start of a text; 0 where there is none.
func bulletWidth(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	switch r {
	case '-', '–', '—', '•', '·', '*', '▪', '■', '□', '►', '▶', '➢', '➤', '✓', '✔', '◦', '‣', '⁃', '○', '●', '\uF0B7', '\uF0A7', '\uF0D8':
	case 'o':
		if !strings.HasPrefix(text, "o ") {
			return 0
		}
	default:
		return 0
	}
	n := size
	for n < len(text) && isSpace(text[n]) {
		n++
	}
	if n == len(text) || n == size && (r == '-' || r == '*' || r == '–' || r == '—' || r == '·') {
		return 0
	}
	return n
}

// longestPageNumber is how many bytes a page number may have with the words
// about it: "Seite 12 von 123", and twice that in Arabic.
const longestPageNumber = 32

// isPageNumber reports whether a line is nothing but a page number, alone,
// between dashes, or with a word and a total: "12", "- 3 -", "Page 3 of 8".
func isPageNumber(text string) bool {
	if isASCII(text) && len(text) > longestPageNumber/2 {
		return false
	}
	var buffer [64]byte
	folded := normalise.AppendFold(buffer[:0], text)
	digits, other, years := 0, 0, true
	for word := range bytes.FieldsSeq(folded) {
		switch {
		case len(word) <= 4 && len(bytes.Trim(word, "0123456789")) == 0:
			digits++
			years = years && len(word) == 4
		case words().phrases["page"][string(word)]:
			other++
		default:
			return false
		}
	}
	return digits == 1 && len(folded) <= 3 || digits > 0 && digits <= 2 && other > 0 || digits == 2 && !years && other == 0 && strings.ContainsAny(text, "/|")
}

// hasLeaders reports whether a line is an entry of a table of contents: dots
// that lead to a page number.
func hasLeaders(text string) bool {
	trimmed := strings.TrimRight(text, "0123456789")
	if trimmed == text {
		return false
	}
	trimmed = strings.TrimRight(trimmed, " \t")
	dots := 0
	for strings.HasSuffix(trimmed, ".") || strings.HasSuffix(trimmed, ". ") || strings.HasSuffix(trimmed, "…") {
		before := len(trimmed)
		trimmed = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(trimmed, "…"), "."), " ")
		dots += 1 + 2*(before-len(trimmed)-1)/2
	}
	return dots >= 3
}

// isContact reports whether a line is there to reach somebody: it holds a mail
// address, or is little more than a telephone number.
func isContact(text string) bool {
	if at := strings.IndexByte(text, '@'); at > 0 && at+3 < len(text) {
		local, domain := text[at-1], text[at+1:]
		if local > ' ' && strings.Contains(domain, ".") && len(text) < 200 {
			return true
		}
	}
	if len(text) < 200 && (strings.Contains(text, "www.") || strings.Contains(text, "://")) && !endsSentence(text) {
		return true
	}
	if !strings.HasPrefix(text, "+") && !strings.HasPrefix(text, "(+") && !strings.HasPrefix(text, "00") {
		return false
	}
	digits := 0
	for _, c := range text {
		switch {
		case unicode.IsDigit(c):
			digits++
		case strings.ContainsRune("+()-./ ", c):
		default:
			return false
		}
	}
	return digits >= 7
}

// isFigure reports whether a line is a key figure: a number that leads a few
// words, such as "16 projects" or "EUR 25 million".
func isFigure(text string) bool {
	if len(text) > 48 || strings.HasSuffix(text, ".") {
		return false
	}
	fields := strings.Fields(text)
	if len(fields) == 0 || len(fields) > 5 {
		return false
	}
	first := strings.TrimLeft(fields[0], "€$£+~><")
	if first != "" && first[0] >= '0' && first[0] <= '9' {
		return !strings.HasSuffix(fields[0], ".") && !strings.HasSuffix(fields[0], ")")
	}
	_, money := normalise.ReadMoney(text, "")
	return money
}

func hasDigit(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= '0' && c <= '9' || c == 0xD9 || c == 0xDB { // Arabic-Indic digits begin with D9, Persian ones with DB
			return true
		}
	}
	return false
}

func hasLetter(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c|0x20 >= 'a' && c|0x20 <= 'z' {
			return true
		} else if c >= utf8.RuneSelf {
			for _, r := range text[i:] {
				if unicode.IsLetter(r) {
					return true
				}
			}
			return false
		}
	}
	return false
}
