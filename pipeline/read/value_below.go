package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// listOverPage takes the items of a list of bullets that a page break parts
// from those above it.
func (r *reader) listOverPage(v *value, last *row) *row {
	for r.i > 0 && r.i < len(r.rows) && r.marks[r.i-1].kind == bullet && r.marks[r.i].kind == furniture {
		next := r.skipFurniture(r.i)
		if next >= len(r.rows) || r.marks[next].kind != bullet {
			break
		}
		if _, title := r.titleAt(next); title {
			break
		}
		for r.i < next {
			r.furniture()
		}
		for r.i < len(r.rows) && (r.i == next || r.rows[r.i].gap == 0) && r.continues(v, r.i) {
			last = r.value(v)
		}
	}
	return last
}

// restOverPage takes the rest of a value that a page break parts from what stands
// above it: that of an objective in small letters, and of a list a line in small letters or of a few words, with a statement behind it
// that the entry has not made, and with which it does not begin.
func (r *reader) restOverPage(v *value, last *row) *row {
	next := r.skipFurniture(r.i)
	if next == r.i || next >= len(r.rows) || v.text.isEmpty() || r.marks[next].kind != plain {
		return last
	}
	if v.field.Label == Objective && !v.text.endsSentence() && startsLower(r.rows[next].clean) && r.continues(v, next) {
		for r.i < next {
			r.furniture()
		}
		for last = r.value(v); r.i < len(r.rows) && r.rows[r.i].gap == 0 && r.continues(v, r.i); {
			last = r.value(v)
		}
		return last
	}
	if !lists[v.field.Label] {
		return last
	}
	end := r.paragraphWithin(next, next+longestRest+1)
	behind := r.skipFurniture(end)
	if end > next+longestRest || behind >= len(r.rows) || r.marks[behind].kind != labelled || r.marks[behind].label == OtherLabel || r.marks[behind].label == TitleLabel || r.likeSection(next) ||
		r.stated.has(r.marks[behind].label) || r.marks[behind].label == r.stated.labels[0] {
		return last
	}
	text := r.rows[next].clean
	if place, programme := r.headingOf(next); programme || place.Kind != normalise.UnknownPlace || r.words.numbersAlone(text) {
		return last
	}
	if short := end == next+1 && strings.Count(text, " ") < 3 && !strings.ContainsAny(text, "()"); !short && !startsSmall(text) {
		return last
	}
	for r.i < next {
		r.furniture()
	}
	for r.i < end {
		last = r.value(v)
	}
	return last
}

// longestRest is how many lines of a list may stand behind a page break.
const longestRest = 3

// valueBelow takes the lines below a label that has nothing behind it, where
// they are its value. Where they are, the label's line counts as labelled.
func (r *reader) valueBelow(v *value, label *row) *row {
	l := label
	v.items = true
	for first := true; r.i < len(r.rows); first = false {
		if !first && isDated(v.field.Label) {
			if both, ok := r.periodWith(v.text.text(), r.i, 1, v.field.Label == PeriodLabel); ok {
				l = r.take(Value, "value.period", v.record)
				v.text, v.last = joiner{in: r, only: both}, both.S
				continue
			}
			if both, ok := r.periodOver(v.text.text(), r.i); ok {
				r.take(Value, "value.period", v.record)
				l = r.take(Value, "value.period", v.record)
				v.text, v.last = joiner{in: r, only: both}, both.S
				continue
			}
		}
		if next := r.skipFurniture(r.i); first && next > r.i && next < len(r.rows) && r.marks[next].kind == plain && r.isBelow(v, next, true) {
			for r.i < next { // a page break stands between the label and its value
				r.furniture()
			}
		} else if !r.isBelow(v, r.i, first) {
			break
		}
		label.class = Labelled
		l = r.value(v)
	}
	if l != label {
		l = r.restOverPage(v, r.listOverPage(v, l))
	}
	v.field.Value = v.text.text()
	return l
}

// isBelow reports whether line i is the first or a further line of the value
// below an empty label.
func (r *reader) isBelow(v *value, i int, first bool) bool {
	m, gap := r.marks[i], r.rows[i].gap
	switch {
	case m.kind == tableMore:
		return true
	case m.kind == period:
		return gap <= 1 && isDated(v.field.Label) && (first || isSingle(v.last) && isSingle(r.rows[i].clean))
	case isDated(v.field.Label):
		return first && gap <= 1 && (m.kind == plain || m.kind == figure) && hasDigit(r.rows[i].clean) && r.beginsPeriod(i)
	case m.kind != plain && m.kind != bullet && (m.kind != figure || gap > 0 && v.field.Label != Budget):
		return false
	case !first && gap == 0 && m.kind == plain && (endsInComma(v.last) || strings.HasSuffix(v.last, "-") || lists[v.field.Label] && r.asksForMore(v.last)):
		return true
	case lists[v.field.Label] && gap == 1 && m.kind == plain && (endsInComma(v.last) || first && endsInComma(r.rows[i].clean)):
		return true
	case !first && m.kind != bullet && gap > 0 || gap > 2:
		return false
	}
	end := r.paragraphWithin(i, i+longestTitle+1)
	if m.kind != plain {
		end = i + 1
	}
	next := r.skipFurniture(end)
	if _, ok := r.titleAt(i); ok && (!first || gap > 0 || r.inCapitals(i) || r.looksLikeTitle(i, end) && !hasNoun(r.rows[i].clean, "organisation")) && (r.another(i, next) || first && gap > 0 && r.looksLikeTitle(i, end)) {
		return false
	}
	place, programme := r.headingOf(i)
	switch {
	case !first && m.kind == plain && (programme || place.Kind != normalise.UnknownPlace) && r.likeSection(i) && r.headingBeforeTitle(i):
		return false
	case !first || m.kind != plain:
		return true
	case programme:
		return v.field.Label == "status" // "Ongoing" is one, and a heading elsewhere
	case end > i+1 && r.isProse(i+1), lists[v.field.Label] && r.isProse(i):
		return false
	case place.Kind != normalise.UnknownPlace:
		apart := end < len(r.rows) && r.rows[end].gap > 0 // from what follows, though not from the label
		return lists[v.field.Label] && (gap == 0 && (apart || !r.headingBeforeTitle(i)) || next < len(r.rows) && r.marks[next].kind == labelled && !r.another(i, next))
	case gap == 0 || v.field.Label == Objective && !r.readsLikeTitle(i, end):
		return true
	case next >= len(r.rows):
		return r.readsLikeTitle(i, end) && len(r.rows[i].clean) < 120
	case r.marks[next].kind == labelled:
		return true
	}
	_, title := r.titleAt(next)
	return title && len(r.rows[i].clean) < 120 && !r.likeSection(i)
}

// beginsPeriod reports whether line i is the first half of a period that the line
// below it ends: "1 April 2019 to" above "31 March 2022".
func (r *reader) beginsPeriod(i int) bool {
	if i+1 == len(r.rows) || len(r.rows[i].clean) > longestEnd {
		return false
	}
	_, ok := r.periodWith(wholeOf(&r.rows[i]), i+1, 1, true)
	return ok
}
