package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// entry takes an entry whose title ends before line end: the title, then
// periods and labelled statements in any order, up to the next title or
// heading.
func (r *reader) entry(end int) {
	rec := Record{Kind: EntryRecord, Section: r.section, Place: r.place, From: r.rows[r.i].number}
	r.topic, r.under, r.stated = "", Text{}, stated{labels: r.stated.labels[:0]}
	rec.Fields = r.room()
	n, begin := r.add(&rec), r.i
	last := r.title(&rec, end, n)
	r.Records[n].Title = rec.Title // what follows is compared with it
	r.dates, r.inSentence = r.dates[:0], r.inSentence[:0]
	for r.i < len(r.rows) {
		if n := len(r.dates); n > 0 && r.marks[r.i].kind != labelled {
			if both, ok := r.periodWith(r.dates[n-1], r.i, 2, false); ok {
				last = r.take(Period, "period.continued", len(r.Records)-1)
				r.dates[n-1] = both
				continue
			}
		}
		switch m := r.marks[r.i]; m.kind {
		case period:
			if (r.rows[r.i].gap > 0 || r.rows[r.i-1].class == Narrative) && rec.isDated() {
				break // of a page that the entry's one links to
			}
			l := r.take(Period, "period.line", n)
			r.stated.dated = true
			r.dates = append(r.dates, textOf(l, 0, periodWidth(l.clean)))
			last = l
			continue
		case labelled:
			if m.label == OtherLabel && !m.bare && r.rows[r.i].gap > 0 && (!r.isFurniture(r.i-1) || isRuler(r.rows[r.i-1].clean)) && !r.statesBelow(r.i+1) {
				break
			}
			if m.label == TitleLabel || m.bare && r.stated.has(m.label) && r.words.topicOf(r.rows[r.i].clean) != "" {
				break
			}
			last = r.labelled(&rec, n)
			continue
		case furniture:
			r.furniture()
			continue
		case caption:
			r.take(Caption, "caption.word", -1)
			continue
		case boilerplate:
			r.boilerplate()
			continue
		case contact:
			recurs := r.contactRecurs(n)
			below := r.rows[r.i].gap == 0 && last == &r.rows[r.i-1]
			inside := r.rows[r.i].gap == 1 && r.rows[r.i].margin() > r.rows[begin].margin()
			own := recurs || below || inside // a statement of the entry
			if r.contacts(); own {
				last = &r.rows[r.i-1]
			}
			continue
		case plain, bullet, figure:
			if l := r.within(&rec, n); l != nil {
				last = l
				continue
			}
			if l := &r.rows[r.i]; l.gap == 0 && last == &r.rows[r.i-1] && last.class == Narrative && m.kind != figure { // "a) advice" below "It has three parts:"
				last = r.take(Narrative, "narrative.entry", n)
				continue
			}
			if end := r.describes(r.i); end > 0 {
				last = r.takeSentences(&rec, n, end)
				continue
			}
			if end := r.proseFrom(r.i); m.kind == plain && end > 0 && last == &r.rows[r.i-1] && len(r.stated.labels) > 1 {
				last = r.takeSentences(&rec, n, end)
				continue
			}
		}
		break
	}
	rec.addPeriod(r.dates)
	r.dropSentences(&rec)
	r.keep(&rec)
	rec.To = max(rec.From, last.last)
	for k := begin; k < r.i; k++ { // in columns the rows do not stand in the order of the lines
		if l := &r.rows[k]; l.record == int32(n) {
			rec.From, rec.To = min(rec.From, l.number), max(rec.To, l.last)
		}
	}
	r.Records[n] = rec
}

// isDated reports whether labels of an entry state its period, or both ends of it.
func (rec *Record) isDated() bool {
	states := func(label Label) bool {
		return slices.ContainsFunc(rec.Fields, func(f Field) bool { return f.Label == label && hasYear(f.Value.S) })
	}
	return states(PeriodLabel) || states(StartLabel) && states(EndLabel)
}

// contactRecurs reports whether line i is a label for contacts such as every entry so far has
// had, and another one will.
func (r *reader) contactRecurs(n int) bool {
	if r.marks[r.i].label != Contact || r.rows[r.i].gap > 1 {
		return false
	}
	if r.contacted == 0 || r.contactOf != n {
		r.contacted, r.contactOf = r.contacted+1, n
	}
	if r.contacted != r.counts[EntryRecord] {
		return false
	}
	end := r.i + 1 // of the block
	for end < len(r.rows) && r.rows[end].gap == 0 {
		end++
	}
	return r.contacted > 1 || slices.ContainsFunc(r.marks[end:], func(m mark) bool { return m.kind == contact && m.label == Contact })
}

// statesBelow reports whether a label of entries follows from line i on, before
// the title of another entry.
func (r *reader) statesBelow(i int) bool {
	for k := i; k < min(i+farthest, len(r.rows)); k++ {
		switch m := r.marks[k]; {
		case m.kind == labelled && m.label == TitleLabel:
			return false
		case m.kind == labelled && m.label != OtherLabel && m.label != Website:
			return r.counts[EntryRecord] == 0 || !r.stated.has(m.label)
		case m.kind == plain && k > i && r.rows[k].gap > 0 && r.readsLikeTitle(k, k+1):
			return false
		}
	}
	return false
}

// usualFields is for how many fields of an entry there is room at first.
const usualFields = 8

// room returns room for the fields of an entry; keep takes what it has used.
// So most entries need no memory of their own for them.
func (r *reader) room() []Field {
	if len(r.fields) < usualFields {
		r.fields = make([]Field, 32*usualFields)
	}
	return r.fields[:0:usualFields]
}

func (r *reader) keep(rec *Record) {
	if n := len(rec.Fields); n == 0 {
		rec.Fields = nil
	} else if n <= usualFields && &rec.Fields[0] == &r.fields[0] {
		r.fields, rec.Fields = r.fields[n:], rec.Fields[:n:n]
	}
}

// title takes the lines of a title.
func (r *reader) title(rec *Record, end, n int) *row {
	var l *row
	title, titles := joiner{in: r}, 0
	for r.i < end {
		from, to := 0, len(r.rows[r.i].clean)
		switch m := r.marks[r.i]; m.kind {
		case labelled:
			from, to = m.value, m.to(&r.rows[r.i])
		case tableMore:
			from, to = m.name, len(strings.TrimRight(r.rows[r.i].clean, " |"))
		case bullet:
			to = len(strings.TrimRight(strings.TrimSuffix(r.rows[r.i].clean, " *"), " ")) // "* Title *"
			if title.isEmpty() {                                                          // a dash inside a title belongs to it
				from = m.name
			}
		}
		if from == to { // a label with the title below it, which the entry begins with
			l = r.take(Labelled, "label.title", -1)
			continue
		}
		l = r.take(Title, "title.paragraph", n)
		if title.isEmpty() {
			rec.From = l.number
			from = min(to, from+titleNumberWidth(l.clean[from:]))
			if code, width := codeInFront(l.clean[from:to]); code > 0 {
				rec.Fields = append(rec.Fields, Field{Label: "identifier", Value: textOf(l, from, from+code)})
				from += width
			}
		}
		if text := textOf(l, from, to); titles > 0 && (titles == 1 && isAcronymAbove(title.text().S, text.S) || isAcronymAbove(text.S, title.text().S) && !r.asksForMore(title.text().S)) {
			title.addItem(text)
		} else {
			title.add(text)
		}
		titles++
	}
	rec.Title = title.text()
	if end, from, to := periodBehind(rec.Title.S); end > 0 {
		rec.Fields = append(rec.Fields, Field{Label: PeriodLabel, Value: rec.Title.Cut(normalise.Piece{Start: from, End: to})})
		rec.Title = rec.Title.Cut(normalise.Piece{Start: 0, End: end})
		r.stated.dated = true
	}
	return l
}

// periodBehind finds a period with both ends that stands behind a title on its
// line: behind a comma or a bar, or in brackets. It returns where the title
// ends; 0 where there is none.
func periodBehind(title string) (end, from, to int) {
	whole := strings.TrimRight(title, ")]")
	if whole == "" || !isDigit(whole[len(whole)-1]) && whole[len(whole)-1] < utf8.RuneSelf || !hasDigit(whole) {
		return 0, 0, 0
	}
	for i := max(1, len(whole)-2*longestEnd); i < len(whole); i++ { // no period is longer
		width := jointAt(whole[i:])
		if width == 0 {
			continue
		}
		if tail := whole[i+width:]; hasYear(tail) && isPeriod(tail, "") && !isSingle(tail) {
			return len(strings.TrimRight(title[:i], " ,;")), i + width, len(whole)
		}
	}
	return 0, 0, 0
}

// hasYear reports whether figures stand in a text that can be those of a year: two or
// four, or such as are not of ASCII.
func hasYear(text string) bool {
	figures := 0
	for i := range len(text) {
		switch c := text[i]; {
		case isDigit(c):
			figures++
		case c >= utf8.RuneSelf || figures == 2 || figures >= 4:
			return true
		default:
			figures = 0
		}
	}
	return figures == 2 || figures >= 4
}

// jointAt returns the width of what parts a title from the period behind it: a
// comma, a semicolon, a bracket, or a bar or dash between spaces; 0 where the
// text does not begin with any.
func jointAt(text string) int {
	if len(text) < 3 {
		return 0
	}
	switch {
	case text[1] == ' ' && (text[0] == ',' || text[0] == ';'):
		return 2
	case text[0] != ' ':
		return 0
	case text[1] == '(' || text[1] == '[':
		return 2
	case text[2] == ' ' && (text[1] == '|' || text[1] == '-'):
		return 3
	case strings.HasPrefix(text, " – "):
		return len(" – ")
	}
	return 0
}

// within takes a paragraph inside an entry that no label explains: running
// text, where labels or a period of the entry follow. It returns nil where
// the entry is over.
func (r *reader) within(rec *Record, n int) *row {
	end := max(r.paragraph(r.i), r.i+1)
	next := r.skipFurniture(end)
	if _, ok := r.titleAt(r.i); ok && (r.another(r.i, next) || r.looksLikeTitle(r.i, end)) || r.headingBeforeTitle(r.i) {
		return nil
	}
	if next < len(r.rows) && r.marks[next].kind == plain && isQuotation(r.rows[next].clean) { // what somebody said
		next = r.skipFurniture(r.paragraph(next))
	}
	dated := next < len(r.rows) && r.marks[next].kind == period && !rec.isDated()
	if next >= len(r.rows) || r.marks[next].kind != labelled && !dated || r.marks[next].label == TitleLabel {
		if len(r.stated.labels) > 0 || r.marks[r.i].kind != plain || len(r.words.sentenceParts(r.textOfRows(r.i, end).S, r.Language)) < fewestStated {
			return nil
		}
	}
	if place, programme := r.headingOf(r.i); place.Kind != normalise.UnknownPlace || programme {
		return nil
	}
	return r.takeSentences(rec, n, end)
}

// longestEnd is how many characters a row may have that goes on with a period.
const longestEnd = 48

// periodWith joins a text that begins a period with row i, where that row goes
// on with it: one of them has the dash or word that joins the ends ("January
// 2020 –", "to December 2021"), or is nothing else. Two dates without such a
// sign are two ends by themselves, unless a label says that they are a period.
func (r *reader) periodWith(begun Text, i int, farthest uint8, labelledSo bool) (both Text, ok bool) {
	l := &r.rows[i]
	switch k := r.marks[i].kind; {
	case k == labelled, k == contact, k == contents, l.gap > farthest, len(l.clean) > 2*longestEnd || utf8.RuneCountInString(l.clean) > longestEnd, len(begun.S) > 2*longestEnd || utf8.RuneCountInString(begun.S) > longestEnd:
		return Text{}, false
	case k == furniture && hasDigit(l.clean):
		return Text{}, false
	}
	before, known := normalise.ReadPeriod(begun.S, r.Language)
	if known && before.Start.Known() && before.End.Known() && !before.Single && !labelledSo {
		return Text{}, false
	}
	if after, alone := normalise.ReadPeriod(l.clean, r.Language); known && before.Single && alone && after.Single && !labelledSo {
		return Text{}, false
	} else if alone && !after.Single && !after.OpenStart && !after.OpenEnd {
		return Text{}, false // a period of its own
	}
	var text joiner
	text.add(begun)
	text.add(wholeOf(l))
	both = text.text()
	p, isOne := normalise.ReadPeriod(both.S, r.Language)
	if !isOne || p.Single || !hasDigit(l.clean) && !p.OpenEnd {
		return Text{}, false
	}
	return both, p.OpenEnd || p.Start.Known() && p.End.Known() || len(p.Notes) > 0
}

// periodOver joins the start of a period with its end, where the word between them stands
// on line i alone: "1 January 2018", "to", "31 December 2018".
func (r *reader) periodOver(begun Text, i int) (both Text, ok bool) {
	if l := &r.rows[i]; i+1 >= len(r.rows) || r.marks[i].kind != plain || l.gap > 1 || len(l.clean) > longestJoint || hasDigit(l.clean) || !isSingle(begun.S) {
		return Text{}, false
	}
	text := joiner{in: r}
	text.add(begun)
	text.add(wholeOf(&r.rows[i]))
	return r.periodWith(text.text(), i+1, 1, true)
}

// longestJoint is how many bytes a word between two dates has at most.
const longestJoint = 12

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

func endsSentence(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "؟") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ".”")
}

// startsLower reports whether a text may go on with what stands before it: it
// begins with a small letter, or with one of a script that has no capitals.
func startsLower(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(first) && !unicode.IsUpper(first) && !unicode.IsTitle(first)
}
