package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// entry takes an entry whose title ends before line end: the title, then
// periods and labelled statements in any order, up to the next title or
// heading.
func (r *reader) entry(end int) {
	rec := Record{Kind: EntryRecord, Section: r.section, Place: r.place, From: r.Lines[r.i].Number}
	r.topic, r.under = "", Text{}
	n := r.add(&rec)
	last := r.title(&rec, end, n)
	var dates []Text
	for r.i < len(r.Lines) {
		switch m := r.marks[r.i]; m.kind {
		case period:
			l := r.take(Period, "period.line", n)
			dates = append(dates, textOf(r.Doc, l, 0, len(l.clean)))
			last = l
			continue
		case labelled:
			if m.label == TitleLabel {
				break
			}
			last = r.labelled(&rec, n)
			continue
		case furniture:
			r.take(Furniture, "furniture.page", -1)
			continue
		case caption:
			r.take(Caption, "caption.word", -1)
			continue
		case boilerplate:
			r.boilerplate()
			continue
		case contact:
			r.contacts()
			continue
		case plain, bullet, figure:
			if l := r.within(&rec, n); l != nil {
				last = l
				continue
			}
		}
		break
	}
	rec.addPeriod(dates)
	rec.To = last.Number
	r.Records[n] = rec
}

// title takes the lines of a title.
func (r *reader) title(rec *Record, end, n int) *Line {
	var l *Line
	for r.i < end {
		from := 0
		switch m := r.marks[r.i]; m.kind {
		case labelled:
			from = m.value
		case bullet:
			from = m.name
		}
		l = r.take(Title, "title.paragraph", n)
		if rec.Title.IsZero() {
			from += numberingWidth(l.clean[from:])
		}
		rec.Title = rec.Title.join(textOf(r.Doc, l, from, len(l.clean)))
	}
	return l
}

// numberingWidth returns the width of a number in front of a title: "3. ",
// "2.1 ", "IV) " and the like; 0 where there is none.
func numberingWidth(text string) int {
	i := 0
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || i > 0 && text[i] == '.') {
		i++
	}
	if i == 0 || i > 6 {
		return 0
	}
	if i < len(text) && (text[i] == ')' || text[i] == ':') {
		i++
	} else if !strings.Contains(text[:i], ".") {
		return 0
	}
	if i >= len(text) || !isSpace(text[i]) {
		return 0
	}
	return i + 1
}

// labelled takes a labelled line and the lines of its value; several labels
// may share the line. It returns the last line taken.
func (r *reader) labelled(rec *Record, n int) *Line {
	m, l := r.marks[r.i], &r.Lines[r.i]
	first := len(rec.Fields)
	for _, cut := range r.words.labelsIn(l.clean, m) {
		rec.Fields = append(rec.Fields, Field{Label: cut.label,
			Name: textOf(r.Doc, l, cut.start, cut.name), Value: textOf(r.Doc, l, cut.value, cut.end)})
	}
	field := &rec.Fields[len(rec.Fields)-1]
	if len(rec.Fields) == first+1 && field.Value.IsZero() {
		r.take(EmptyLabel, "label."+string(m.label), n)
		return r.valueBelow(rec, n, l)
	}
	r.take(Labelled, "label."+string(m.label), n)
	for r.i < len(r.Lines) && r.Lines[r.i].gap == 0 && r.continues(r.i) {
		l = r.value(field, n)
	}
	// A page break may stand in the middle of a sentence.
	for next := r.skipFurniture(r.i); m.label == Objective && next < len(r.Lines) && r.marks[next].kind == plain && !endsSentence(field.Value.S) &&
		startsLower(r.Lines[next].clean) && r.continues(next); next = r.skipFurniture(r.i) {
		for r.i < next {
			r.take(Furniture, "furniture.page", -1)
		}
		l = r.value(field, n)
	}
	return l
}

// value takes the next line as a further line of a field's value.
func (r *reader) value(field *Field, n int) *Line {
	from := 0
	if r.marks[r.i].kind == bullet {
		from = r.marks[r.i].name
	}
	l := r.take(Value, "value.continued", n)
	field.Value = field.Value.join(textOf(r.Doc, l, from, len(l.clean)))
	return l
}

// valueBelow takes the lines below a label that has nothing behind it, where
// they are its value and not the next title or heading. Where they are,
// the label's line counts as labelled.
func (r *reader) valueBelow(rec *Record, n int, label *Line) *Line {
	field := &rec.Fields[len(rec.Fields)-1]
	dated := field.Label == PeriodLabel || field.Label == StartLabel || field.Label == EndLabel
	l := label
	for first := true; r.i < len(r.Lines); first = false {
		m := r.marks[r.i]
		switch {
		case dated && m.kind == period:
		case m.kind != plain && m.kind != bullet && m.kind != figure:
			return l
		case r.Lines[r.i].gap > 1 || !first && r.Lines[r.i].gap > 0 && m.kind != bullet:
			return l
		case first && r.Lines[r.i].gap > 0 && field.Label != Objective && !r.valueThenMore(r.i):
			return l
		case !r.continues(r.i):
			return l
		}
		label.Class = Labelled
		l = r.value(field, n)
	}
	return l
}

// valueThenMore reports whether the paragraph at line i, which stands behind
// a blank line below an empty label, can be its value: another label or
// period of the same entry, or another title, follows it.
func (r *reader) valueThenMore(i int) bool {
	next := r.skipFurniture(r.paragraph(i))
	if next == i {
		return true // a bullet
	}
	if next >= len(r.Lines) {
		return len(r.Lines[i].clean) < 120
	}
	if _, ok := r.titleAt(next); ok {
		return len(r.Lines[i].clean) < 120
	}
	return r.marks[next].kind == labelled && r.marks[next].label != TitleLabel
}

// continues reports whether line i can go on with what stands above it: it is
// neither the title of an entry nor a heading before one.
func (r *reader) continues(i int) bool {
	if k := r.marks[i].kind; k != plain && k != bullet && k != figure && k != period {
		return false
	}
	if _, ok := r.titleAt(i); ok {
		return false
	}
	if r.headingBeforeTitle(i) {
		return false
	}
	place, programme := r.headingOf(i)
	return !programme && (place.Kind == normalise.UnknownPlace || r.Lines[i].gap == 0)
}

// within takes a paragraph inside an entry that no label explains: running
// text, where labels or a period of the entry follow. It returns nil where
// the entry is over.
func (r *reader) within(rec *Record, n int) *Line {
	if _, ok := r.titleAt(r.i); ok || r.headingBeforeTitle(r.i) {
		return nil
	}
	end := max(r.paragraph(r.i), r.i+1)
	next := r.skipFurniture(end)
	if next >= len(r.Lines) || r.marks[next].kind != labelled && r.marks[next].kind != period {
		return nil
	}
	if place, programme := r.headingOf(r.i); place.Kind != normalise.UnknownPlace || programme {
		return nil
	}
	var l *Line
	for r.i < end {
		l = r.take(Narrative, "narrative.entry", n)
	}
	return l
}

// addPeriod makes fields of the dates that stand without a label: one period,
// or two ends on lines of their own.
func (rec *Record) addPeriod(dates []Text) {
	for i := 0; i < len(dates); i++ {
		if i+1 < len(dates) && isSingle(dates[i].S) && isSingle(dates[i+1].S) {
			rec.Fields = append(rec.Fields, Field{Label: StartLabel, Value: dates[i]}, Field{Label: EndLabel, Value: dates[i+1]})
			i++
			continue
		}
		rec.Fields = append(rec.Fields, Field{Label: PeriodLabel, Value: dates[i]})
	}
}

func isSingle(text string) bool {
	p, ok := normalise.ReadPeriod(text, "")
	return ok && p.Single
}

// A labelCut is one of several labelled statements on a line.
type labelCut struct {
	label                   Label
	start, name, value, end int
}

// labelsIn cuts a labelled line into its statements. A further label counts
// where a separator stands before it: a bar, a bullet, a semicolon, a tab or
// two spaces.
func (v *vocabulary) labelsIn(text string, m mark) []labelCut {
	cuts := []labelCut{{m.label, 0, m.name, m.value, len(text)}}
	for at := m.value; at < len(text); at++ {
		width := 0
		switch {
		case text[at] == '|' || text[at] == ';' || text[at] == '\t':
			width = 1
		case strings.HasPrefix(text[at:], "  "):
			width = 2
		case strings.HasPrefix(text[at:], "•") || strings.HasPrefix(text[at:], "¦"):
			width = len("•")
		default:
			continue
		}
		start := at + width
		for start < len(text) && isSpace(text[start]) {
			start++
		}
		if label, name, value := v.labelAt(text[start:]); label != "" {
			cuts[len(cuts)-1].end = at
			cuts = append(cuts, labelCut{label, start, start + name, start + value, len(text)})
			at = start + value - 1
		}
	}
	return cuts
}

func endsSentence(text string) bool {
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "؟") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?")
}

func startsLower(text string) bool { return text != "" && isLower(text[0]) }
