package read

import (
	"strings"

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
	table int   // labelled: from 1, the table in reader.tables whose head names the cells of the row; 0 where none does
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
	besideLine // a row of a table of projects side by side; value is an index into reader.beside
	tableMore  // a row of a table that goes on with the value above it, from name on
	apart      // a statement that cannot be told to be of an entry
	apartTitle // a title whose statements are such; value is the row behind it
)

// What is furniture in a table, as mark.name: its head, which names the
// columns, and what only parts its rows.
const (
	tableHead      = 1
	tableFurniture = 2
)

// titleNumber says of furniture, as mark.name, that it is the number of the
// title below it: "Project 1".
const titleNumber = 3

// to returns where the value of a labelled row ends.
func (m mark) to(l *row) int {
	if m.end > 0 {
		return m.end
	}
	return len(l.clean)
}

// valueOf returns the value of a labelled row; "" where it stands elsewhere.
func (m mark) valueOf(l *row) string { return strings.TrimSpace(l.clean[m.value:m.to(l)]) }

// mark looks at every line by itself, and then at the lines about it.
func (r *reader) mark() {
	lines, lang := r.rows, r.Language
	v, marks := r.words, make([]mark, len(lines))
	r.marks = marks
	for i := range lines {
		marks[i] = v.markOf(lines[i].clean, lang)
	}
	markFrontMatter(lines, marks)
	v.markWrapped(lines, marks)
	unmarkInSentences(lines, marks)
	v.doubt(lines, marks, lang)
	v.markLoose(lines, marks, lang)
	if r.wide || r.barred {
		r.markTables()
	}
	if r.barred || r.dotted {
		r.markFacts()
	}
	r.markPlaceLines()
	v.markVerbs(lines, marks)
	v.markUnknown(lines, marks, lang)
	v.markEmptyUnknown(lines, marks)
	v.markBare(lines, marks)
	r.markSubheads()
	r.markBunches()
	r.markByValues()
	for i := range marks { // "Countries | 9" counts them
		if m := marks[i]; m.kind == labelled && isDigit(lines[i].clean[len(lines[i].clean)-1]) && lists[m.label] && strings.Trim(m.valueOf(&lines[i]), "0123456789") == "" && m.valueOf(&lines[i]) != "" {
			marks[i] = mark{kind: figure}
		}
	}
	v.markMail(lines, marks)
	r.markCaptions()
	v.markContents(lines, marks)
	v.markContacts(lines, marks)
	markFigures(lines, marks)
	markNumbered(lines, marks, lang)
}

// mostFrontMatter is how many lines may stand before a text in Markdown.
const mostFrontMatter = 30

// markFrontMatter marks the lines between two rows of hyphens at the top of a text, which
// say of it what its page does not show.
func markFrontMatter(lines []row, marks []mark) {
	if len(lines) == 0 || lines[0].clean != "---" {
		return
	}
	for end := 1; end < min(len(lines), mostFrontMatter); end++ {
		if lines[end].clean != "---" {
			continue
		}
		for i := range end {
			if colon, _ := colonIn(lines[i].clean, longestPageNumber); i > 0 && colon <= 0 && lines[i].clean[0] != '-' {
				return
			}
		}
		for i := range end + 1 {
			marks[i] = mark{kind: furniture}
		}
		return
	}
}

// markCaptions marks the lines that a caption goes on with: "Photo: harvest in", "Salinas,
// April", "of 2018".
func (r *reader) markCaptions() {
	further := false // the line above goes on with a caption already
	for i := 1; i < len(r.rows); i++ {
		if r.marks[i-1].kind != caption || r.rows[i].gap > 0 || r.marks[i].kind != plain && r.marks[i].kind != period {
			further = false
			continue
		}
		above := r.rows[i-1].clean
		if further = len(r.rows[i].clean) < shortCaption && !endsSentence(above) && (r.asksForMore(above) || endsInComma(above) || further && startsSmall(r.rows[i].clean)); further {
			r.marks[i] = mark{kind: caption}
		}
	}
}

// shortCaption is how many bytes a further line of a caption has at most.
const shortCaption = 60

// doubt takes back what a line shows by itself, where the lines about it speak
// against it: a label that prose begins with as well, where no other label
// stands beside it; the number of a title with no title below it; a label of
// titles, or a word for a way to reach somebody, among the statements of an
// entry.
func (v *vocabulary) doubt(lines []row, marks []mark, lang string) {
	var weak []bool
	doubtful := false
	for i := range marks {
		text := lines[i].clean
		switch m := marks[i]; {
		case m.kind == furniture && m.name == titleNumber, m.kind == labelled && m.label == TitleLabel:
			doubtful = true
		}
		if m := marks[i]; m.kind == labelled && m.label != OtherLabel && m.name > m.start && v.weakShapes[(m.name-m.start)&63][text[m.start]] && v.has("weak_label", strings.Trim(text[m.start:m.name], " ?¿؟")) {
			value := m.valueOf(&lines[i])
			if !isDated(m.label) || value != "" && !isPeriod(value[:periodWidth(value)], lang) {
				if weak == nil {
					weak = make([]bool, len(marks))
				}
				weak[i] = true
			}
		}
	}
	if weak == nil && !doubtful {
		return
	} else if weak == nil {
		weak = make([]bool, len(marks))
	}
	states := func(i int) bool {
		return i >= 0 && i < len(marks) && (marks[i].kind == labelled || marks[i].kind == contact && marks[i].label == Contact || marks[i].kind == period) && !weak[i]
	}
	for from, to := 0, 0; from < len(marks); from = to { // in one paragraph with a sure one
		sure := false
		for to = from; to < len(marks) && (to == from || lines[to].gap == 0); to++ {
			sure = sure || states(to)
		}
		if sure {
			clear(weak[from:to])
		}
	}
	for i := range marks {
		switch m := marks[i]; {
		case weak[i]:
			marks[i] = mark{}
			if n := bulletWidth(lines[i].clean); n > 0 {
				marks[i] = mark{kind: bullet, name: n}
			}
		case m.kind == furniture && m.name == titleNumber && i+1 < len(marks) && lines[i+1].gap <= 1 && states(i+1):
			marks[i] = mark{}                                                             // "Initiative 2" is the title
			if n := v.identifierAt(lines[i].clean); n > 0 && i > 0 && lines[i].gap == 0 { // "Project Ref. MIG.1.04" below one
				marks[i] = mark{kind: labelled, label: "identifier", name: n, value: n}
			}
		case m.kind == labelled && m.label == TitleLabel && i > 0 && lines[i].gap == 0 && states(i-1) && marks[i-1].label != TitleLabel && v.has("weak_title", lines[i].clean[m.start:m.name]):
			marks[i].label = OtherLabel
		}
	}
}

func (v *vocabulary) markOf(text, lang string) mark {
	if label, name, value := v.labelAt(text); label != "" {
		if label == Contact && v.reachesNobody(text, name, value) {
			label = ""
		}
		if label == "" {
			return mark{}
		}
		if label == Contact {
			if m := v.behindContact(text, mark{label: label, name: name, value: value}); m.kind == labelled {
				return m
			}
			return mark{kind: contact, label: label, name: name, value: value}
		}
		if label == OtherLabel && v.isBoilerplate(text) {
			return mark{kind: boilerplate}
		}
		if label == PeriodLabel && !hasDigit(text[value:]) && countUpper(text[value:]) > 1 && v.has("carries_out", text[:name]) {
			label = Implementer // "Implementation: UNDP"
		}
		return mark{kind: labelled, label: label, name: name, value: value}
	}
	if n := numberingWidth(text); n > 0 {
		if label, name, value := v.labelAt(text[n:]); label != "" && label != Contact {
			return mark{kind: labelled, label: label, start: n, name: n + name, value: n + value}
		}
	}
	digit := hasDigit(text)
	if digit && len(text) <= longestPageNumber && v.numbersAlone(text) {
		return mark{kind: furniture, name: titleNumber}
	}
	if digit && len(text) <= longestPageNumber && isPageNumber(text) {
		return mark{kind: furniture}
	}
	if digit && len(text) <= longestCode {
		if n := v.identifierAt(text); n > 0 {
			return mark{kind: labelled, label: "identifier", name: n, value: n}
		}
	}
	if digit && isPageTail(text) {
		return mark{kind: furniture}
	}
	if n := bulletWidth(text); n > 0 {
		if label, name, value := v.labelAt(text[n:]); label != "" && label != Contact {
			return mark{kind: labelled, label: label, name: n + name, value: n + value}
		}
		if v.isBoilerplate(text[n:]) {
			return mark{kind: boilerplate}
		}
		if digit && hasLeaders(text) {
			return mark{kind: contents}
		}
		if digit && len(text) <= longestPageNumber && v.numbersAlone(text[n:]) {
			return mark{kind: furniture, name: titleNumber}
		}
		return mark{kind: bullet, name: n}
	}
	switch {
	case !digit && !hasLetter(text):
		return mark{kind: furniture}
	case digit && len(text) <= 160 && !strings.HasPrefix(text, "©") && isPeriod(text[:periodWidth(text)], lang):
		if !isDigit(text[0]) && strings.Count(text, " ") > 1 && v.isDateOfDocument(text, lang) {
			return mark{}
		}
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
	if digit && v.numbersCaption(text) {
		return mark{kind: caption}
	}
	if isFootnote(text) || strings.HasPrefix(text, "![") && strings.HasSuffix(text, ")") { // a picture in Markdown
		return mark{kind: caption}
	}
	if len(text) <= longestLink && !endsSentence(text) && v.has("link", text) || v.shares(text) || strings.HasPrefix(text, "--") && strings.HasSuffix(text, "--") && len(text) < 80 {
		return mark{kind: furniture}
	}
	if colon, _ := colonIn(text, 24); colon > 0 && v.has("caption", strings.TrimRight(text[:colon], "0123456789. ")) {
		return mark{kind: caption}
	}
	return mark{}
}

// behindContact returns the mark of a statement that stands behind a way to reach somebody
// and a bar: "Lead: Dr Haddad | Period: 2019 – 2022".
func (v *vocabulary) behindContact(text string, of mark) mark {
	if strings.IndexByte(text, '|') < 0 && !strings.Contains(text, ". ") {
		return mark{}
	}
	var room [4]labelCut
	for _, cut := range v.labelsIn(room[:0], text, of)[1:] {
		if cut.label != Contact && cut.label != OtherLabel && cut.label != TitleLabel && cut.label != Website {
			return mark{kind: labelled, label: cut.label, start: cut.start, name: cut.name, value: cut.value}
		}
	}
	return mark{}
}

// shares reports whether a line is the links by which a page is passed on: "Share on
// Facebook   Copy link".
func (v *vocabulary) shares(text string) bool {
	first := strings.IndexByte(text[:min(len(text), longestPageNumber)], ' ')
	if first < 0 || !v.sharing[text[:first]] || len(text) > longestRunning || endsSentence(text) {
		return false
	}
	second := strings.IndexByte(text[first+1:], ' ')
	return second > 0 && v.has("share", text[:first+1+second])
}

// numbersCaption reports whether a line begins with a word for pictures or tables, a
// number and a full stop or dash: "Figura 3. Desembarque de pescado".
func (v *vocabulary) numbersCaption(text string) bool {
	first := strings.IndexByte(text[:min(len(text), longestPageNumber)], ' ')
	if first < 3 || first+3 >= len(text) || !isDigit(text[first+1]) {
		return false
	}
	end := first + 1
	for end < len(text) && isDigit(text[end]) {
		end++
	}
	rest := text[end:]
	return (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, " – ") || strings.HasPrefix(rest, " - ")) && v.has("caption", strings.TrimRight(text[:first], "."))
}

// longestCode is how many bytes a line has at most that is the code of an agreement.
const longestCode = 60

// identifierAt returns the width of the words that begin a line which is nothing but the
// code of an agreement: "Convenio n.º AMN/GT/018"; 0 where they do not.
func (v *vocabulary) identifierAt(text string) int {
	last := strings.LastIndexByte(text, ' ')
	if last <= 0 || !hasDigit(text[last:]) || strings.IndexByte(text[last:], '/') < 0 && strings.IndexByte(text[last:], '-') < 0 && (strings.Count(text[last:], ".") < 2 || !hasUpper(text[last:])) || hasLower(text[last:]) || isPeriod(text[last+1:], "") {
		return 0
	}
	word := text[:last]
	numbered := false
	if k := strings.LastIndexByte(word, ' '); k > 0 && v.has("number", word[k+1:]) {
		word, numbered = word[:k], true
	}
	if !v.has("agreement", word) && !(numbered && v.has("numbered", word)) {
		return 0
	}
	return last
}

// reachesNobody reports whether a label for a number or an address has neither
// behind it: "MOBILE: Mobility Partnership Facility".
func (v *vocabulary) reachesNobody(text string, name, value int) bool {
	return v.has("reach", text[:name]) && strings.TrimSpace(text[value:]) != "" && !hasDigit(text[value:]) && !strings.Contains(text[value:], "@")
}

// isDateOfDocument reports whether a line says of which day the document is:
// "As of 15 September 2024".
func (v *vocabulary) isDateOfDocument(text, lang string) bool {
	first, _, _ := strings.Cut(text, " ")
	if !v.asOf[strings.ToLower(first)] {
		return false
	}
	for i := 1; i < min(len(text), 24); i++ {
		if text[i] == ' ' && v.has("as_of", text[:i]) {
			p, ok := normalise.ReadPeriod(text[i+1:], lang)
			return ok && p.Single && p.Start.Precision == normalise.DayPrecision
		}
	}
	return false
}

// longestLink is how many bytes the text of a link may have that a web page
// sets beside its content: "Skip to main content".
const longestLink = 32
