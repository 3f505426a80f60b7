package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// outside takes what stands between entries: headings, topics and their
// statements, offices, running text.
func (r *reader) outside() {
	switch m := r.marks[r.i]; m.kind {
	case labelled:
		if m.bare || m.label == OtherLabel { // a heading, or running text
			r.marks[r.i] = mark{}
			r.plainText()
			return
		}
		r.orphan()
	case period:
		if r.i > 0 && r.rows[r.i-1].class == Heading { // the date of the document or of what follows
			r.take(Heading, "heading.date", -1)
			return
		}
		r.take(Narrative, "period.alone", -1)
	case tableMore:
		r.take(Narrative, "table.alone", -1)
	case contents:
		r.take(Contents, "contents.leaders", -1)
	case furniture:
		r.furniture()
	case contact:
		r.contacts()
	case boilerplate:
		r.boilerplate()
	case caption:
		r.take(Caption, "caption.word", -1)
	case figure:
		r.take(Figure, "figure.number", -1)
	case bullet:
		if text := r.rows[r.i].clean[m.name:]; r.topic == "" && hasDigit(text) && isFigure(text) {
			r.take(Figure, "figure.bullet", -1)
			return
		}
		r.statement("statement.bullet")
	default:
		r.plainText()
	}
}

// plainText takes a paragraph that is no part of an entry.
func (r *reader) plainText() {
	end := r.titleInside(r.i, r.paragraph(r.i))
	single := end == r.i+1 && len(r.rows[r.i].clean) <= 120 && r.readsLikeTitle(r.i, end)
	if single {
		if place, programme := r.headingOf(r.i); place.Kind != normalise.UnknownPlace || programme {
			r.heading("heading.place")
			return
		}
		if topic := r.words.topicOf(r.rows[r.i].clean); topic != "" {
			l := r.take(Heading, "heading.topic", -1)
			r.topic, r.under = topic, wholeOf(l)
			return
		}
	}
	if !single && r.isTopic(r.i) {
		l := r.take(Heading, "heading.topic", -1)
		r.topic, r.under = r.words.topicOf(l.clean), wholeOf(l)
		return
	}
	if r.office(end) {
		return
	}
	if !single && r.topic == "" && r.isProse(r.i+1) && r.rows[r.i+1].gap == 0 && len(r.rows[r.i].clean) <= 60 && strings.Count(r.rows[r.i].clean, " ") < 6 &&
		r.readsLikeTitle(r.i, r.i+1) && !endsOpen(r.rows[r.i].clean) {
		r.take(Heading, "heading.line", -1)
		return
	}
	if level := r.rows[r.i].level; level > 0 && single {
		if r.section.IsZero() || level <= r.level { // it ends the section
			r.heading("heading.level")
			return
		}
		r.take(Heading, "heading.level", -1)
		return
	}
	if single && r.topic == "" && strings.Count(r.rows[r.i].clean, " ") < 10 && !isListed(r.rows[r.i].clean) {
		r.take(Heading, "heading.line", -1)
		return
	}
	if r.topic != "" {
		r.statement("statement.paragraph")
		return
	}
	if place := r.placeIn(r.i, end); place < end {
		headings := r.areHeadings(place)
		for r.i < place {
			if headings {
				r.take(Heading, "heading.lines", -1)
			} else {
				r.take(Narrative, "narrative.paragraph", -1)
			}
		}
		r.heading("heading.place")
		return
	}
	if r.topic == "" && r.areHeadings(end) {
		for r.i < end {
			if place, programme := r.headingOf(r.i); place.Kind != normalise.UnknownPlace || programme {
				r.heading("heading.place")
			} else {
				r.take(Heading, "heading.lines", -1)
			}
		}
		return
	}
	for r.i < end {
		r.take(Narrative, "narrative.paragraph", -1)
	}
}

// isListed reports whether a line names things behind a colon, as no heading
// does: "Members: Austria, Bulgaria, Croatia".
func isListed(text string) bool {
	colon, width := colonIn(text, len(text))
	return colon > 0 && (strings.Count(text[colon+width:], ",") > 1 || strings.Contains(text[colon+width:], "@"))
}

// areHeadings reports whether the paragraph up to end is a few headings below
// each other, as on a title page.
func (r *reader) areHeadings(end int) bool {
	for k := r.i; k < end; k++ {
		text := r.rows[k].clean
		first, _ := utf8.DecodeRuneInString(text)
		if end-r.i > 4 || len(text) > 80 || isListed(text) || strings.Count(text, " ") > 9 || unicode.IsLower(first) || !r.readsLikeTitle(k, k+1) || endsOpen(text) {
			return false
		}
	}
	return true
}

// furniture takes a line of page furniture, or a caption.
func (r *reader) furniture() {
	switch m := r.marks[r.i]; {
	case m.kind == caption:
		r.take(Caption, "caption.word", -1)
	case m.name == tableHead:
		r.take(Labelled, "table.head", -1)
	case m.name == titleNumber:
		r.take(Furniture, "furniture.number", -1)
	case m.name == tableFurniture:
		r.take(Furniture, "table.rule", -1)
	default:
		r.take(Furniture, "furniture.page", -1)
	}
}

// statement takes a bullet or a paragraph as one statement.
func (r *reader) statement(rule string) {
	class := r.topic
	if class == "" {
		class = "other"
	}
	rec := Record{Kind: StatementRecord, Section: r.under, Class: class, From: r.rows[r.i].number}
	if r.topic == "" {
		rec.Section = r.section
	}
	from := 0
	if r.marks[r.i].kind == bullet {
		from = r.marks[r.i].name
	}
	n := r.add(&rec)
	var body joiner
	l := r.take(Stated, rule, n)
	body.add(textOf(l, from, len(l.clean)))
	for r.i < len(r.rows) && r.marks[r.i].kind == plain && r.rows[r.i].gap == 0 && !r.endsStatement(r.i) {
		l = r.take(Stated, rule, n)
		body.add(wholeOf(l))
	}
	rec.Body = body.text()
	rec.To = l.last
	r.Records[n] = rec
}

// isTopic reports whether line i is the heading of a topic by itself, with or
// without blank lines about it: a bullet or a sentence follows.
func (r *reader) isTopic(i int) bool {
	text := r.rows[i].clean
	return r.marks[i].kind == plain && i+1 < len(r.rows) && len(text) <= 60 && strings.Count(text, " ") < 6 && r.readsLikeTitle(i, i+1) &&
		!startsLower(text) && r.words.topicOf(text) != "" && (r.marks[i+1].kind == bullet || r.isProse(i+1) || len(r.rows[i+1].clean) > 100)
}

// endsStatement reports whether line i, right below a statement that is over,
// is a heading or the title of an entry.
func (r *reader) endsStatement(i int) bool {
	above := r.rows[i-1].clean
	if r.isTopic(i) && !endsOpen(above) {
		return true
	}
	if !endsSentence(above) && !strings.HasSuffix(above, ";") || !r.readsLikeTitle(i, i+1) {
		return false
	}
	if place, programme := r.headingOf(i); programme || place.Kind != normalise.UnknownPlace || r.words.topicOf(r.rows[i].clean) != "" {
		return true
	}
	_, title := r.titleAt(i)
	return title || r.headingBeforeTitle(i)
}

// orphan takes a labelled line that belongs to no entry, with the lines of
// its value.
func (r *reader) orphan() {
	l := &r.rows[r.i]
	name := l.clean[:r.marks[r.i].name]
	if name == "" { // the labels stand above
		name = string(r.marks[r.i].label)
	}
	r.find("label.orphan", wholeOf(l), "the label "+quote(name)+" belongs to no entry")
	class := Labelled
	if r.marks[r.i].valueOf(l) == "" {
		class = EmptyLabel
	}
	r.take(class, "label.orphan", -1)
	for r.i < len(r.rows) && r.marks[r.i].kind == plain && r.rows[r.i].gap == 0 {
		if _, ok := r.titleAt(r.i); ok || r.headingBeforeTitle(r.i) {
			return
		}
		r.take(Value, "label.orphan", -1)
	}
}

// contacts takes a block of contact lines: those that are marked, and plain
// lines that stand between them without a blank line.
func (r *reader) contacts() {
	block := r.rows[r.i].gap > 0 // of its own, so that a website in it is no statement of an entry
	r.take(Contacts, "contact.line", -1)
	for r.i < len(r.rows) && r.rows[r.i].gap == 0 && (r.marks[r.i].kind == contact || r.marks[r.i].kind == plain && len(r.rows[r.i].clean) < 80 || block && r.marks[r.i].label == Website) {
		if _, ok := r.titleAt(r.i); ok || r.headingBeforeTitle(r.i) {
			return
		}
		r.take(Contacts, "contact.block", -1)
	}
}

// boilerplate takes a paragraph of legal text.
func (r *reader) boilerplate() {
	r.take(Boilerplate, "boilerplate.phrase", -1)
	for r.i < len(r.rows) && r.marks[r.i].kind == plain && r.rows[r.i].gap == 0 && !r.endsStatement(r.i) {
		r.take(Boilerplate, "boilerplate.paragraph", -1)
	}
}
