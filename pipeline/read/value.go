package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// What an entry has stated so far. An entry states a thing once, so that what
// stands before a second statement of it is the title of another entry.
type stated struct {
	labels []Label
	dated  bool // by a line or a label
}

func (s *stated) add(label Label) {
	switch label {
	case PeriodLabel, StartLabel, EndLabel:
		s.dated = true
	}
	s.labels = append(s.labels, label)
}

func (s *stated) has(label Label) bool {
	return label != OtherLabel && slices.Contains(s.labels, label) || label == PeriodLabel && s.dated
}

// farthest is how many lines ahead are looked at for a second statement.
const farthest = 16

// another reports whether what stands from line i on states again what the
// entry has stated, so that it belongs to another entry, whose title is at
// line title. What stands behind a further title is not looked at. Where no
// blank line parts the title from the entry, its first statement must be one
// that is stated already: otherwise it is the value of a label above it.
func (r *reader) another(title, i int) bool {
	if i < len(r.rows) && r.rows[title].gap == 0 && !r.isFurniture(title-1) && r.marks[i].kind == labelled && r.marks[i].label != OtherLabel && !r.stated.has(r.marks[i].label) && !r.looksLikeTitle(title, title+1) {
		return false
	}
	for k := i; k < min(i+farthest, len(r.rows)); k++ {
		switch m := r.marks[k]; {
		case m.kind == period && r.stated.dated:
			return true
		case m.kind == plain && k > i && titleNumberWidth(r.rows[k].clean) > 0:
			return false
		case m.kind == labelled && m.label == TitleLabel, m.kind == furniture && m.name == titleNumber:
			return false // which begins it
		case m.kind == labelled && r.stated.has(m.label):
			return true
		case (m.kind == plain || m.kind == bullet) && k > i && r.rows[k].gap > 0 && r.readsLikeTitle(k, k+1):
			return false
		}
	}
	return false
}

// labelled takes a labelled line and the lines of its value; several labels
// may share the line. It returns the last line taken.
func (r *reader) labelled(rec *Record, n int) *row {
	m, l := r.marks[r.i], &r.rows[r.i]
	if m.table > 0 {
		t := r.tables[m.table-1]
		for _, label := range t.labels {
			r.stated.add(label)
		}
		if rec.Fields = r.cellFields(rec.Fields, t, l); len(t.head) == 0 {
			return r.take(Labelled, "label.none", n)
		}
		return r.wrappedCells(rec, t, r.take(Labelled, "table.values", n), n)
	}
	r.cuts = r.words.labelsIn(r.cuts[:0], l.clean, m)
	cuts := r.cuts
	for _, cut := range cuts {
		r.stated.add(cut.label)
		value := textOf(l, cut.value, cut.end)
		if l.clean[0] == '|' && m.end > 0 {
			value = r.cellText(l, cut.value, cut.end, cut.label)
		}
		rec.Fields = append(rec.Fields, Field{Label: cut.label, Name: textOf(l, cut.start, cut.name), Value: value})
	}
	field := &rec.Fields[len(rec.Fields)-1]
	v := value{field: field, record: n, text: joiner{in: r}}
	if len(cuts) == 1 && field.Value.IsZero() {
		r.take(EmptyLabel, r.words.rules[m.label], n)
		at := len(rec.Fields) - 1
		l = r.valueBelow(&v, l)
		r.placesOf(rec, &rec.Fields[at])
		return l
	}
	lastCut := cuts[len(cuts)-1]
	inSentence := isVerbal(lastCut.label) && lastCut.name > lastCut.start && !strings.HasSuffix(strings.TrimRight(l.clean[:lastCut.value], " "), ":")
	v.text.add(field.Value)
	v.last, v.items = field.Value.S, l.clean[0] == '|' // in a cell, each line is an item
	r.take(Labelled, r.words.rules[m.label], n)
	for r.i < len(r.rows) && r.marks[r.i].kind == tableMore && r.rows[r.i].gap == 0 { // beside the rest of the label
		l = r.value(&v)
	}
	for r.i < len(r.rows) && isDated(field.Label) {
		both, ok := r.periodWith(v.text.text(), r.i, 1, v.field.Label == PeriodLabel)
		if !ok {
			if both, ok = r.periodOver(v.text.text(), r.i); !ok {
				break
			}
			r.take(Value, "value.period", n)
		}
		l = r.take(Value, "value.period", n)
		v.text = joiner{in: r, only: both}
	}
	v.sentence = inSentence
	for r.i < len(r.rows) && r.rows[r.i].gap == 0 && !r.isOver(&v) && r.continues(&v, r.i) {
		if l = nil; !inSentence || strings.Contains(r.rows[r.i].clean, ":") {
			l = r.labelsBelow(rec, &v)
		}
		if l == nil {
			l = r.value(&v)
		}
	}
	field = v.field
	at := len(rec.Fields) - 1
	// A page break may stand in the middle of a sentence.
	for next := r.skipFurniture(r.i); next < len(r.rows) && r.marks[next].kind == plain && (field.Label == Objective && !v.text.endsSentence() &&
		startsLower(r.rows[next].clean) || lists[field.Label] && next > r.i && r.asksForMore(v.last)) && r.continues(&v, next); next = r.skipFurniture(r.i) {
		for r.i < next {
			r.furniture()
		}
		l = r.value(&v)
	}
	l = r.restOverPage(&v, r.listOverPage(&v, l))
	field.Value = v.text.text()
	if inSentence {
		r.cutSentence(rec)
		field = &rec.Fields[at]
	}
	if isDated(field.Label) {
		if field.Value = r.withoutRemark(field.Value); strings.Count(field.Value.S, " ") > 3 && !isPeriod(field.Value.S, r.Language) {
			r.datesInSentence(rec)
			field = &rec.Fields[at]
		}
	} else if lists[field.Label] {
		r.namesInSentence(field)
	}
	if space := strings.LastIndexByte(field.Name.S, ' '); field.Label == PeriodLabel && space > 0 { // "Running from: May 2020" above "Running to: June 2021"
		switch last := field.Name.S[space+1:]; {
		case r.words.has("from", last) && isSingle(field.Value.S):
			field.Label = StartLabel
		case r.words.has("until", last) && isSingle(field.Value.S):
			field.Label = EndLabel
		}
	}
	r.placesOf(rec, field)
	field = &rec.Fields[at]
	if !r.stated.dated && datedBy[field.Label] && hasDigit(field.Value.S) && isPeriod(field.Value.S, r.Language) && !isSingle(field.Value.S) {
		field.Label = PeriodLabel // "Implementation: 2019 – 2021"
		r.stated.add(PeriodLabel)
	}
	if field.Label == "status" && !r.stated.dated {
		r.datedStatus(rec, field.Value)
	}
	return l
}

// placesOf parts the places from a value that states something else with them: a country
// before a colon and its cities, "Türkei: Gaziantep, Kilis", and a period with places behind
// it, "2018 to 2020 in Haiti".
func (r *reader) placesOf(rec *Record, field *Field) {
	text := field.Value
	switch {
	case field.Label == Country && strings.Contains(text.S, cellBreak): // the country, and below it its cities
		end := strings.Index(text.S, cellBreak)
		if cities := text.S[end+len(cellBreak):]; allPlaces(normalise.Places(text.S[:end], r.Language)) && allCities(normalise.Cities(cities, r.Language)) {
			below := text.Cut(normalise.Piece{Start: end + len(cellBreak), End: len(text.S)})
			field.Value = text.Cut(normalise.Piece{Start: 0, End: end})
			rec.Fields = append(rec.Fields, Field{Label: City, Value: below})
		}
	case field.Label == City || field.Label == Country:
		colon, width := colonIn(text.S, len(text.S))
		if colon <= 0 || strings.ContainsAny(text.S, ";\n(") || strings.Count(text.S, ":") > 1 {
			return
		}
		if !allPlaces(normalise.Places(text.S[:colon], r.Language)) || !allCities(normalise.Cities(text.S[colon+width:], r.Language)) {
			return
		}
		cities := text.Cut(normalise.Piece{Start: colon + width, End: len(text.S)})
		field.Label, field.Value = Country, text.Cut(normalise.Piece{Start: 0, End: colon})
		rec.Fields = append(rec.Fields, Field{Label: City, Value: cities})
	case isDated(field.Label) && text.S != "" && !isDigit(text.S[len(text.S)-1]) && !isPeriod(text.S, r.Language):
		for at := 0; at < len(text.S); at++ {
			if text.S[at] != ' ' || !isDigit(text.S[max(0, at-1)]) {
				continue
			}
			word, places, _ := strings.Cut(text.S[at+1:], " ")
			places = strings.TrimRight(places, ". ")
			if !r.words.has("in", word) || places == "" || !isPeriod(text.S[:at], r.Language) || !allPlaces(normalise.Places(places, r.Language)) {
				continue
			}
			from := at + 1 + len(word) + 1
			field.Value = text.Cut(normalise.Piece{Start: 0, End: at})
			rec.Fields = append(rec.Fields, Field{Label: Country, Value: text.Cut(normalise.Piece{Start: from, End: from + len(places)})})
			return
		}
	}
}

// datedBy holds the labels that mean another thing, and whose value may be the
// period of the project all the same.
var datedBy = map[Label]bool{Implementer: true, Partner: true, OtherLabel: true, PhaseLabel: true, "status": true}

// wrappedCells takes the rows below the values of a small table that go on with
// one of them: the one whose column they stand in.
func (r *reader) wrappedCells(rec *Record, t *grid, last *row, n int) *row {
	head, wraps := &r.rows[t.first], newWraps(r, rec)
	for r.i < len(r.rows) && r.rows[r.i].gap == 0 && (r.marks[r.i].kind == plain || r.marks[r.i].kind == period) && len(t.cells(r.rows[r.i].clean)) == 0 && r.words.label(r.rows[r.i].clean) == "" {
		column := 0
		for k, c := range t.head {
			if head.indent()+utf8.RuneCountInString(head.clean[:c.start]) <= r.rows[r.i].indent()+1 {
				column = k
			}
		}
		k := wraps.field(t, column)
		if k < 0 {
			break
		}
		last = r.take(Value, "table.continued", n)
		wraps.add(k, wholeOf(last), false)
	}
	wraps.end()
	return last
}

// labelsBelow takes the next line of a value where further labels stand on it,
// or the verb of another one in the same sentence: the value ends there. It
// returns nil where none do.
func (r *reader) labelsBelow(rec *Record, v *value) *row {
	text := r.rows[r.i].clean
	if r.marks[r.i].kind != plain || !strings.Contains(text, ":") && !isVerbal(v.field.Label) {
		return nil
	}
	r.cuts = r.words.labelsIn(r.cuts[:0], text, mark{label: v.field.Label})
	if len(r.cuts) < 2 {
		return nil
	}
	l := r.take(Labelled, "label.below", v.record)
	v.text.add(textOf(l, 0, r.cuts[0].end))
	v.field.Value = v.text.text()
	for _, cut := range r.cuts[1:] {
		r.stated.add(cut.label)
		rec.Fields = append(rec.Fields, Field{Label: cut.label, Name: textOf(l, cut.start, cut.name), Value: textOf(l, cut.value, cut.end)})
	}
	v.field = &rec.Fields[len(rec.Fields)-1]
	v.text = joiner{in: r}
	v.text.add(v.field.Value)
	v.last = v.field.Value.S
	return l
}

// datedStatus takes the period that stands behind the word of a status:
// "Status: ongoing, May 2021 until April 2026".
func (r *reader) datedStatus(rec *Record, status Text) {
	comma := strings.Index(status.S, ", ")
	if comma < 0 || !hasDigit(status.S[comma:]) {
		return
	}
	p := trimPiece(status.S, normalise.Piece{Start: comma + 1, End: len(status.S)})
	if period, ok := normalise.ReadPeriod(p.Of(status.S), r.Language); ok && !period.Single {
		rec.Fields = append(rec.Fields, Field{Label: PeriodLabel, Value: status.Cut(p)})
		r.stated.dated = true
	}
}

// withoutRemark leaves out a bracket behind a date that cannot be read with
// it: "2013 – 2020 (extended)".
func (r *reader) withoutRemark(date Text) Text {
	width := periodWidth(date.S)
	if open := strings.LastIndexByte(date.S, '('); width == len(date.S) && open > 0 && strings.HasSuffix(date.S, ")") {
		if first, _, _ := strings.Cut(date.S[open+1:], " "); r.words.has("extended", first) {
			width = len(strings.TrimRight(date.S[:open], " ")) // the period that was agreed on first
		}
	}
	if width == len(date.S) || isPeriod(date.S, r.Language) || !isPeriod(date.S[:width], r.Language) {
		return date
	}
	return date.Cut(normalise.Piece{Start: 0, End: width})
}

// A value is the value of a label while its lines are taken.
type value struct {
	field    *Field
	record   int
	text     joiner
	last     string // the last line of it
	items    bool   // its lines are the items of a list
	sentence bool   // its label is a verb, and a sentence goes on
}

// lists holds the labels whose value may be a list with an item a line.
var lists = map[Label]bool{Funder: true, Implementer: true, Partner: true, Country: true, City: true, "beneficiary": true, "theme": true}

// value takes the next line as a further line of a value.
func (r *reader) value(v *value) *row {
	m, from := r.marks[r.i], 0
	if m.kind == bullet && r.isDash(v) {
		m.kind = plain
	}
	if m.kind == bullet {
		from, v.items = m.name, false // what stands below it goes on with it
	}
	if m.kind == tableMore {
		from = m.name
	}
	l := r.take(Value, "value.continued", v.record)
	to := len(l.clean)
	if l.clean[to-1] == '|' { // a bar closes the cell that wraps
		to = max(from, len(strings.TrimRight(l.clean, " |")))
	}
	text := textOf(l, from, to)
	hanging := l.margin() > 0 && !v.items && !strings.ContainsAny(withoutUnit(v.last), ",;") && r.hasRoom(text.S)
	if lists[v.field.Label] && (m.kind == bullet || (v.items || hanging) && v.last != "" && r.isItem(v.last, text.S) && !r.isOfOne(v.field)) || v.field.Label == Country && areCountries(v.last, text.S) {
		v.text.addItem(text)
	} else {
		v.text.add(text)
	}
	v.last = text.S
	return l
}

// startsSmall reports whether a text begins with a small letter.
func startsSmall(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}

func isDated(label Label) bool {
	return label == PeriodLabel || label == StartLabel || label == EndLabel
}

// looksLikeTitle reports whether lines look like the title of the entry that
// is read: both in capitals, or both with a bracket at the end.
func (r *reader) looksLikeTitle(i, end int) bool {
	title := r.Records[len(r.Records)-1].Title.S
	last := r.rows[end-1].clean
	return upperShare(title) > 80 && upperShare(r.rows[i].clean) > 80 || strings.HasSuffix(title, ")") && strings.HasSuffix(last, ")")
}

// inCapitals reports whether a line and the title of the entry that is read are
// both in capitals.
func (r *reader) inCapitals(i int) bool {
	return upperShare(r.Records[len(r.Records)-1].Title.S) > 80 && upperShare(r.rows[i].clean) > 80
}

// likeSection reports whether a line is in capitals as the heading of the
// section is.
func (r *reader) likeSection(i int) bool {
	return upperShare(r.section.S) > 80 && upperShare(r.rows[i].clean) > 80
}

// continues reports whether line i, right below a value, goes on with it: it
// is neither the title of another entry nor a heading before one.
func (r *reader) continues(v *value, i int) bool {
	switch m := r.marks[i]; m.kind {
	case plain, bullet, figure:
	case tableMore:
		return true
	case period:
		// Running text may wrap so that a line of it reads as a date.
		return !v.text.isEmpty() && !isDated(v.field.Label) && !v.text.endsSentence() && (v.field.Label == Objective || endsOpen(v.last))
	default:
		return false
	}
	if text := r.rows[i].clean; text[0] == '(' && strings.HasSuffix(text, ")") || text[0] >= 'a' && text[0] <= 'z' && r.marks[i].kind == plain {
		return true
	}
	if v.field.Label == Objective && v.text.endsSentence() && r.opensSpeech(i) {
		return false
	}
	if lists[v.field.Label] && r.marks[i].kind == plain && r.asksForMore(v.last) {
		return true
	}
	if end, ok := r.titleAt(i); ok && r.another(i, r.skipFurniture(end)) {
		return false
	}
	if endsOpen(v.last) {
		return true
	}
	if lists[v.field.Label] && (r.isProse(i) || r.isSentence(i) || !v.sentence && r.proseFrom(i) > 0) {
		return false
	}
	if upperShare(r.section.S) > 80 && !r.likeSection(i) {
		return true
	}
	place, programme := r.headingOf(i)
	return place.Kind == normalise.UnknownPlace && !programme || !r.headingBeforeTitle(i)
}

// isOver reports whether a value is a date, which nothing goes on with but a
// remark in brackets.
func (r *reader) isOver(v *value) bool {
	return isDated(v.field.Label) && v.text.len() <= 2*longestEnd && r.rows[r.i].clean[0] != '(' && isPeriod(v.text.text().S, r.Language)
}
