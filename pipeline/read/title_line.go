package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// longestTitle is how many lines a title may stand on, and longestName how
// many bytes it may have where it is not in capitals, as running text never is.
const (
	longestTitle = 8
	longestName  = 600
)

// titleAt reports whether an entry begins at line i, and returns the line
// behind its title. An entry is a paragraph that reads like a title, with a
// period or a label of entries behind it.
func (r *reader) titleAt(i int) (end int, ok bool) {
	if i >= len(r.rows) {
		return 0, false
	}
	switch m := r.marks[i]; m.kind {
	case labelled:
		if m.label != TitleLabel {
			return 0, false
		}
		if m.valueOf(&r.rows[i]) == "" {
			return r.titleBelow(i)
		}
		weak := r.words.has("weak_title", r.rows[i].clean[m.start:m.name])
		for end = i + 1; end < min(len(r.rows), i+longestTitle) && r.rows[end].gap == 0 && (m.end == 0 && r.marks[end].kind == plain && !r.isProse(end) || r.marks[end].kind == tableMore); end++ {
		}
		if next := r.skipFurniture(end); weak && (next >= len(r.rows) || r.marks[next].kind != labelled && r.marks[next].kind != period) {
			return 0, false
		}
		return end, true
	case plain, bullet:
		if m.kind == bullet && i > 0 && r.marks[i-1].kind == bullet && r.rows[i].gap == 0 {
			return 0, false // one of a list
		}
		end = r.titleEnd(i)
		if behind := r.describedAtOnce(i, end); behind > i {
			return behind, true
		}
	case figure: // "2.2 Advice for returnees" looks like one
		if end = r.titleEnd(i); titleNumberWidth(r.rows[i].clean) == 0 {
			return 0, false
		}
	default:
		return 0, false
	}
	if end-i > longestTitle || !r.readsLikeTitle(i, end) || r.placeIn(i, end) < end || r.titleInside(i, end) < end {
		return 0, false
	}
	next := r.skipFurniture(end)
	for next < len(r.rows) && r.marks[next].kind == contact && r.rows[next].gap <= 1 && r.marks[i].kind != figure {
		next = r.skipFurniture(next + 1)
	}
	if next >= len(r.rows) {
		return 0, false
	}
	if r.marks[next].kind == plain {
		return end, r.isDescribed(i, end, next)
	}
	for next < len(r.rows) && r.marks[next].kind == labelled && saysLittle[r.marks[next].label] && (!r.marks[next].bare || r.headsLabels(next)) {
		next = r.skipFurniture(next + 1)
	}
	if next >= len(r.rows) || r.marks[next].kind == labelled && r.marks[next].label == TitleLabel {
		return 0, false
	}
	switch m := r.marks[next]; {
	case m.kind == period && r.rows[next].gap == 0 && r.sinceThen(r.rows[end-1].clean, r.rows[next].clean):
		return 0, false // "taking part since" above "2016"
	case m.kind == period:
		return end, r.statesBehind(next) || (r.counts[EntryRecord] > 0 || !r.labels) && !r.isEvent(next)
	case m.kind == labelled && m.bare:
		return end, m.label != OtherLabel && r.statesMore(next)
	case m.kind == labelled && m.table > 0 && r.counts[EntryRecord] == 0 && r.labels && !r.statesMore(next):
		return 0, false // "Factsheets | Cape Verde | October 2023" at the top
	case m.kind == labelled && (m.label == Objective || m.label == PeriodLabel || m.label == StartLabel):
		return end, r.words.topicOf(r.rows[end-1].clean) == ""
	case m.kind == labelled && opensEntry[m.label]:
		further := r.skipFurniture(next + 1)
		for k := 0; k < longestTitle && further < len(r.rows) && r.marks[further].kind == plain && r.rows[further].gap == 0; k++ {
			further = r.skipFurniture(further + 1)
		}
		return end, further < len(r.rows) && (r.marks[further].kind == period || r.marks[further].kind == labelled)
	}
	return 0, false
}

// headsLabels reports whether the label alone at line i stands right above others, with
// their values behind them: "Key facts" above "Donor: Norway".
func (r *reader) headsLabels(i int) bool {
	return i+1 < len(r.rows) && r.rows[i+1].gap == 0 && r.marks[i+1].kind == labelled && !r.marks[i+1].bare
}

// sinceThen reports whether the last word of a line belongs to the date below it.
func (r *reader) sinceThen(above, date string) bool {
	word := above[strings.LastIndexByte(above, ' ')+1:]
	if !startsSmall(word) || len(word) == len(above) {
		return false
	}
	p, ok := normalise.ReadPeriod(word+" "+date, r.Language)
	alone, single := normalise.ReadPeriod(date, r.Language)
	return ok && single && alone.Single && (!p.Single || r.words.has("preposition", word))
}

// titleBelow returns the line behind the title that stands below its label at
// line i, where one does and a statement follows.
func (r *reader) titleBelow(i int) (end int, ok bool) {
	if i+1 >= len(r.rows) || r.marks[i+1].kind != plain || r.rows[i+1].gap > 1 {
		return 0, false
	}
	end = r.titleEnd(i + 1)
	next := r.skipFurniture(end)
	return end, end <= i+1+longestTitle && next < len(r.rows) && (r.marks[next].kind == labelled || r.marks[next].kind == period)
}

// placeIn returns the first line from i on that is the heading of a place or
// programme, with more of the paragraph below it, which then begins there; end
// where none is. The last line may be the end of a title that names a place,
// and so may one below a line that asks for more.
func (r *reader) placeIn(i, end int) int {
	for k := i; k < end-1; k++ {
		if k > i && r.asksForMore(r.rows[k-1].clean) {
			continue
		}
		if place, programme := r.headingOf(k); programme || place.Kind != normalise.UnknownPlace {
			return k
		}
	}
	return end
}

// titleInside returns the first line behind line i that begins with a number as
// titles do, or that goes over to capitals behind a sentence; end where none
// is.
func (r *reader) titleInside(i, end int) int {
	for k := i + 1; k < end; k++ {
		text, above := r.rows[k].clean, r.rows[k-1].clean
		if titleNumberWidth(text) > 0 && !r.asksForMore(above) && startsUpper(text[titleNumberWidth(text):]) || upperShare(text) > 80 && strings.Contains(text, " ") && countUpper(text) > 5 && text[0] != '(' && text[0] != '[' && bulletWidth(text) == 0 &&
			(upperShare(above) <= 50 || endsSentence(above) && upperShare(above) <= 80) {
			return k
		}
		if endsSentence(above) && len(above) > 20 && !abbreviated(above) && k-i > 1 && startsUpper(text) && strings.Count(above, " ") > 2 {
			return k // a title below running text
		}
	}
	return end
}

// asksForMore reports whether a line ends in a word that none ends with: an
// article, a preposition, a word for "and".
func (r *reader) asksForMore(text string) bool {
	word := text[strings.LastIndexByte(text, ' ')+1:]
	return endsOpen(text) || r.words.has("article", word) || r.words.has("preposition", word) || r.words.has("and", word)
}

// endsInSmallWord reports whether a line of several words ends in an article or a
// preposition, or in a word for "and".
func (v *vocabulary) endsInSmallWord(text string) bool {
	last := strings.LastIndexByte(text, ' ')
	if last <= 0 || !isLower(text[last+1]) {
		return false
	}
	word := text[last+1:]
	return v.phrases["preposition"][word] || v.phrases["article"][word] || v.phrases["and"][word]
}

// shortestProject is how many days a project lasts at least; what is over
// sooner is an event.
const shortestProject = 28

// isEvent reports whether row i is the date of an event: a day, or days of
// less than a month.
func (r *reader) isEvent(i int) bool {
	p, ok := normalise.ReadPeriod(r.rows[i].clean, r.Language)
	return ok && p.Start.Precision == normalise.DayPrecision && p.End.Precision == normalise.DayPrecision && p.End.Last-p.Start.First < shortestProject
}

// statesBehind reports whether a labelled statement follows on the periods
// from row i on. At the top of a document whose entries have labels, a heading
// with nothing but a date is the title of the document.
func (r *reader) statesBehind(i int) bool {
	for i < len(r.rows) && r.marks[i].kind == period {
		i = r.skipFurniture(i + 1)
	}
	return i < len(r.rows) && (r.marks[i].kind != plain || !r.readsLikeTitle(i, i+1) && (r.counts[EntryRecord] > 0 || r.statesBelow(i)) || r.isDescription(i))
}

// isDescription reports whether the paragraph at line i, right below a period,
// is running text with a labelled statement right below it.
func (r *reader) isDescription(i int) bool {
	end := r.paragraphWithin(i, i+2*longestTitle)
	return r.rows[i].gap == 0 && end < len(r.rows) && r.rows[end].gap == 0 && r.marks[end].kind == labelled && r.marks[end].label != TitleLabel &&
		len(r.rows[i].clean) >= 40 && endsSentence(r.rows[end-1].clean)
}

// fewestStated is how many statements of different kinds must follow on a
// description for what stands above it to be the title of an entry.
const fewestStated = 3

// isDescribed reports whether the lines from i to end are a title, with one
// paragraph of running text at next between it and what the entry states.
func (r *reader) isDescribed(i, end, next int) bool {
	behind := r.paragraphWithin(next, next+2*longestTitle)
	if behind < len(r.rows) && isQuotation(r.rows[behind].clean) { // what somebody said
		behind = r.skipFurniture(r.paragraphWithin(behind, behind+2*longestTitle))
	}
	if r.rows[next].gap == 0 || end > i+longestDescribed || len(r.rows[next].clean) < 40 || !endsSentence(r.rows[behind-1].clean) && !isQuotation(r.rows[behind-1].clean) {
		return false
	}
	stated := r.statedInSentences(next, r.paragraphWithin(next, behind))
	if behind >= len(r.rows) || r.marks[behind].kind != labelled && r.marks[behind].kind != period { // nothing but sentences
		return len(stated) >= fewestStated && r.statesMuch(i, len(r.rows), stated)
	}
	return (end <= i+2 || len(stated) > 0) && r.statesMuch(i, behind, stated)
}

// describedAtOnce returns the line behind the title at line i where the lines below it up
// to end, with no blank one between them, are running text about the project; 0 where they
// are not.
func (r *reader) describedAtOnce(i, end int) int {
	if end < i+2 || end >= len(r.rows) || r.rows[end].gap > 0 || r.marks[end].kind != labelled && r.marks[end].kind != period || i > 0 && r.rows[i].gap == 0 && !r.isFurniture(i-1) || !endsSentence(r.rows[end-1].clean) {
		return 0
	}
	behind := i + 1
	for k := i + 1; k < min(end, i+longestDescribed); k++ {
		if r.words.isAboutProject(r.rows[k].clean) {
			behind = k
			break
		}
	}
	title, below := r.rows[behind-1].clean, r.rows[behind].clean
	if len(title) > longestRunning || r.asksForMore(title) || !r.readsLikeTitle(i, behind) {
		return 0
	}
	stated := r.statedInSentences(behind, end)
	word, _, _ := strings.Cut(below, " ")
	short := (r.rows[behind-1].width()+1+len(word))*4 < r.usualWidth()*3 && startsUpper(below) // it had much room for the next word
	if !short && !r.words.saysProject(below) && len(stated) == 0 || !r.statesMuch(i, end, stated) {
		return 0
	}
	return behind
}

// longestDescribed is how many lines a title may have right above running text, and one.
const longestDescribed = 4

// saysProject reports whether a sentence begins with words for the project: "Le projet vise …".
func (v *vocabulary) saysProject(text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	if !v.subjects[first] {
		return false
	}
	second, _, more := strings.Cut(rest, " ")
	if !more {
		return false
	}
	begin := normalise.Fold(first + " " + second)
	for phrase := range v.phrases["subject"] {
		if strings.HasPrefix(phrase, begin+" ") {
			return true
		}
	}
	return false
}

// statesMuch reports whether line i is no heading, and statements of different kinds stand
// from line behind on, besides what is stated already.
func (r *reader) statesMuch(i, behind int, stated []Label) bool {
	if place, programme := r.headingOf(i); programme || place.Kind != normalise.UnknownPlace || r.words.topicOf(r.rows[i].clean) != "" {
		return false
	}
	for k := behind; k < min(behind+farthest, len(r.rows)) && len(stated) < fewestStated; k++ {
		switch m := r.marks[k]; {
		case m.kind == period && !slices.Contains(stated, PeriodLabel):
			stated = append(stated, PeriodLabel)
		case m.kind == labelled && m.label == TitleLabel, m.kind == plain && r.rows[k].gap > 0 && !isQuotation(r.rows[k].clean):
			return false
		case m.kind == labelled && !slices.Contains(stated, m.label):
			stated = append(stated, m.label)
		}
	}
	return len(stated) >= fewestStated
}

// titleEnd returns the line behind the paragraph that begins at line i, which
// may be a bullet. The end of a title may look like something else by itself:
// "– Phase 3", or "2)" behind "(Phase".
func (r *reader) titleEnd(i int) int {
	end := i + 1
	for end < min(len(r.rows), i+longestTitle+1) && r.rows[end].gap == 0 && (r.marks[end].kind == plain || r.endsInPhase(end)) {
		end++
	}
	return end
}

// endsInPhase reports whether line i, together with the end of the line above
// it, states the phase.
func (r *reader) endsInPhase(i int) bool {
	if k := r.marks[i].kind; k != bullet && k != furniture && k != figure {
		return false
	}
	if m := r.marks[i]; m.kind == bullet && r.endsInAcronym(i) {
		return true
	}
	text, above := r.rows[i].clean, r.rows[i-1].clean
	piece := trimTitle(text, normalise.Piece{Start: 0, End: len(text)})
	if fields := strings.Fields(piece.Of(text)); len(fields) > 1 {
		start := fields[0] + " " + strings.TrimRight(fields[1], ",;:")
		if _, n := phaseIn(start, normalise.Piece{Start: 0, End: len(start)}); n > 0 {
			return true
		}
	}
	both := above[strings.LastIndexAny(above, " (")+1:] + " " + strings.TrimRight(text, ")] ")
	_, n := phaseIn(both, normalise.Piece{Start: 0, End: len(both)})
	return n > 0
}

// endsInAcronym reports whether a bullet at line i is the dash before the
// acronym that ends a title, and a statement follows.
func (r *reader) endsInAcronym(i int) bool {
	text := r.rows[i].clean
	name := text[r.marks[i].name:]
	dash := text[0] == '-' || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "—")
	return dash && len(name) <= 24 && upperShare(name) == 100 && countUpper(name) > 1 && i+1 < len(r.rows) && r.rows[i+1].gap == 0 &&
		(r.marks[i+1].kind == labelled || r.marks[i+1].kind == period) && r.marks[i-1].kind != bullet
}

// statesMore reports whether, behind the label at line i, a period or another
// label follows before anything that reads like a title.
func (r *reader) statesMore(i int) bool {
	for k := i + 1; k < min(i+farthest, len(r.rows)); k++ {
		switch m := r.marks[k]; {
		case m.kind == labelled && m.label == TitleLabel:
			return false
		case m.kind == period || m.kind == labelled && m.label != r.marks[i].label:
			return true
		case m.kind == plain && k+1 < len(r.rows) && r.marks[k+1].kind == bullet: // "Main results so far"
		case m.kind == plain && k > i+1 && r.rows[k].gap > 0 && r.readsLikeTitle(k, k+1):
			return false
		}
	}
	return false
}

// opensEntry holds the labels that may be the first of an entry where another
// label or a period follows.
var opensEntry = map[Label]bool{
	Funder: true, Budget: true, Implementer: true, Partner: true, Country: true, City: true, EndLabel: true, AcronymOf: true,
}

// saysLittle holds the labels that may stand between a title and what makes it
// the title of an entry.
var saysLittle = map[Label]bool{OtherLabel: true, PhaseLabel: true, "identifier": true, "status": true, "theme": true, "beneficiary": true}

// readsLikeTitle reports whether the lines from i to end read like a title or
// a heading and not like running text.
func (r *reader) readsLikeTitle(i, end int) bool {
	size := 0
	for k := i; k < end; k++ {
		size += len(r.rows[k].clean) + 1
	}
	first, last := r.rows[i].clean, r.rows[end-1].clean
	if size > longestName && upperShare(first) < 90 || !hasLetter(first) || hasLeaders(last) {
		return false
	}
	if r.marks[i].kind == bullet {
		first = first[r.marks[i].name:]
	}
	if isQuotation(first) {
		return false
	}
	initial, _ := utf8.DecodeRuneInString(strings.TrimLeft(first, "\"'“”„«‘’([0123456789.) "))
	if unicode.IsLower(initial) && !hasUpper(first) {
		return false
	}
	switch last[len(last)-1] {
	case '.':
		return upperShare(last) > 80 || strings.Count(last, ".") > 1 && hasLetter(last[max(0, len(last)-4):]) && strings.HasSuffix(strings.ToUpper(last), last[max(0, len(last)-4):])
	case ',': // in front of its period
		return end < len(r.rows) && r.marks[end].kind == period && r.rows[end].gap == 0
	case ';', ':', '!', '?':
		return false
	}
	return true
}

// isQuotation reports whether a line is a sentence in quotation marks, with or without who
// said it: "“I planted my first maize.” – Grace A., farmer".
func isQuotation(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("\"“„«", first) {
		return false
	}
	end := strings.LastIndexAny(text, "\"”“»")
	if end <= size {
		return false
	}
	said := text[:end]
	return endsSentence(said) && strings.Count(said, " ") > 2 || strings.HasPrefix(text[end:], "”, ") || strings.HasPrefix(text[end:], "» –") || strings.HasPrefix(text[end:], "” –")
}

// headingBeforeTitle reports whether line i is a heading that stands right
// before the title of an entry: a place or a programme, or any short line
// that reads like a heading and has a blank line between it and the title.
func (r *reader) headingBeforeTitle(i int) bool {
	if r.marks[i].kind != plain {
		return false
	}
	next := r.skipFurniture(i + 1)
	if _, ok := r.titleAt(next); !ok {
		return false
	}
	if place, programme := r.headingOf(i); place.Kind != normalise.UnknownPlace || programme {
		return true
	}
	l := &r.rows[i]
	return r.rows[next].gap > 0 && r.paragraphWithin(i, i+2) == i+1 && len(l.clean) <= 80 && r.readsLikeTitle(i, i+1) &&
		!endsOpen(l.clean) && hasUpper(r.rows[next].clean) == hasUpper(l.clean)
}

// endsOpen reports whether a line ends in a way that asks for more: a hyphen, a
// comma or a short lower-case word.
func endsOpen(text string) bool {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	return strings.HasSuffix(text, "-") || strings.HasSuffix(text, ",") || strings.HasSuffix(text, "،") || last == "&" || last == "و" || len(last) <= 3 && last != text && strings.ToLower(last) == last && hasLetter(last)
}
