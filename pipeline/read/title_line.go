package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// longestTitle is how many lines a title may stand on, and longestName how
// many bytes it may have.
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
		return i + 1, m.label == TitleLabel && m.valueOf(&r.rows[i]) != ""
	case plain, bullet:
		end = r.titleEnd(i)
	case figure: // "2.2 Advice for returnees" looks like one
		if end = r.titleEnd(i); numberingWidth(r.rows[i].clean) == 0 {
			return 0, false
		}
	default:
		return 0, false
	}
	if end-i > longestTitle || !r.readsLikeTitle(i, end) {
		return 0, false
	}
	next := r.skipFurniture(end)
	if next >= len(r.rows) {
		return 0, false
	}
	switch m := r.marks[next]; {
	case m.kind == period:
		return end, true
	case m.kind == labelled && m.bare:
		return end, m.label != OtherLabel && r.statesMore(next)
	case m.kind == labelled && (m.label == Objective || m.label == PeriodLabel || m.label == StartLabel):
		return end, r.words.topicOf(r.rows[end-1].clean) == ""
	case m.kind == labelled && opensEntry[m.label]:
		further := r.skipFurniture(next + 1)
		return end, further < len(r.rows) && (r.marks[further].kind == period || r.marks[further].kind == labelled)
	}
	return 0, false
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

// statesMore reports whether, behind the label at line i, a period or another
// label follows before anything that reads like a title.
func (r *reader) statesMore(i int) bool {
	for k := i + 1; k < min(i+farthest, len(r.rows)); k++ {
		switch m := r.marks[k]; {
		case m.kind == period || m.kind == labelled && m.label != r.marks[i].label:
			return true
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

// readsLikeTitle reports whether the lines from i to end read like a title or
// a heading and not like running text.
func (r *reader) readsLikeTitle(i, end int) bool {
	size := 0
	for k := i; k < end; k++ {
		size += len(r.rows[k].clean) + 1
	}
	first, last := r.rows[i].clean, r.rows[end-1].clean
	if size > longestName || !hasLetter(first) || hasLeaders(last) {
		return false
	}
	if r.marks[i].kind == bullet {
		first = first[r.marks[i].name:]
	}
	initial, _ := utf8.DecodeRuneInString(strings.TrimLeft(first, "\"'“”„«‘’([0123456789.) "))
	if unicode.IsLower(initial) && !hasUpper(first) {
		return false
	}
	switch last[len(last)-1] {
	case '.':
		return upperShare(last) > 80 || strings.Count(last, ".") > 1 && strings.HasSuffix(strings.ToUpper(last), last[max(0, len(last)-4):])
	case ';', ':', ',', '!', '?':
		return false
	}
	return true
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

// headingOf returns what the heading at line i names.
func (r *reader) headingOf(i int) (place HeadingPlace, programme bool) {
	if r.headings[i] == 0 {
		place, programme = r.readHeading(r.rows[i].clean)
		at := noHeading
		if programme || place.Kind != normalise.UnknownPlace {
			r.heads = append(r.heads, headingRead{place, programme})
			at = int32(len(r.heads))
		}
		r.headings[i] = at
	}
	if at := r.headings[i]; at > 0 {
		return r.heads[at-1].place, r.heads[at-1].programme
	}
	return HeadingPlace{}, false
}

// noHeading says of a row that it is no heading of a place or programme.
const noHeading int32 = -1

// A headingRead is what a row says when it is read as a heading.
type headingRead struct {
	place     HeadingPlace
	programme bool
}

func (r *reader) readHeading(line string) (place HeadingPlace, programme bool) {
	text := headingText(line)
	if len(text) > 120 || strings.HasSuffix(text, ".") {
		return HeadingPlace{}, false
	}
	if place, ok := normalise.Heading(text, r.Language); ok {
		return HeadingPlace{place.Kind, place.Code}, false
	}
	folded := normalise.Fold(text)
	return HeadingPlace{}, r.words.phrases["programme"][folded] || r.words.phrases["programme"][strings.TrimPrefix(folded, "the ")]
}

// headingText returns a heading without the colon that may end it.
func headingText(text string) string { return strings.TrimRight(text, ": ") }

// heading takes one line as the heading of what follows.
func (r *reader) heading(rule string) {
	place, programme := r.headingOf(r.i)
	if programme {
		rule = "heading.programme"
	}
	l := r.take(Heading, rule, -1)
	r.section, r.place = textOf(l, 0, len(headingText(l.clean))), place
	r.topic, r.under, r.level = "", Text{}, l.level
}
