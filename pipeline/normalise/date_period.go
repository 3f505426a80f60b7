package normalise

import (
	"strings"
	"unicode"
)

// ReadPeriod reads the whole of text as a date or a period. lang, a BCP 47
// tag, decides only what the text leaves open, the order of day and month in
// figures; "" stands for any language.
//
// It is false when text is not an expression of time: prose, a number, a
// month without a year, a duration alone. It is true, with notes and without
// the dates concerned, where text speaks of dates that do not exist or cannot
// be told. Years stand alone only from 1900 to 2100, and from 1000 where the text
// says "about", doubts them, has © before them or another year behind a dash.
// "Before 2019" and "after 2019" are none: what they name is neither the first day
// nor the last. Labels are the reader's work, or ExplainPeriod's.
func ReadPeriod(text, lang string) (Period, bool) {
	if p, ok := readStandard(text); ok {
		return p, p.usual()
	}
	parser, out := dateParser{text: text, lang: lang}, periodDraft{}
	if !parser.draft(&out) {
		return Period{}, false
	}
	return out.period(&parser)
}

// IsPeriod tells whether ReadPeriod reads text, without making its dates.
func IsPeriod(text, lang string) bool {
	if p, ok := readStandard(text); ok {
		return p.usual()
	}
	parser, out := dateParser{text: text, lang: lang}, periodDraft{}
	if !parser.draft(&out) {
		return false
	}
	out.settleOrder(&parser)
	return out.plausible(&parser)
}

// draft reads the text of the parser into a draft.
func (p *dateParser) draft(out *periodDraft) bool {
	words := withoutTime(repairDigits(p.text))
	if at := copyrightAt(words); at >= 0 {
		words, p.signed = words[:at]+"   "+words[at+len(copyright):], true
	}
	if p.parseWords(words, out) {
		return true
	}
	open := strings.LastIndexByte(words, '(')
	if open < len("2021") || open != strings.IndexByte(words, '(') || words[len(words)-1] != ')' || words[0] < '0' || words[0] > '9' || !p.explains(words[:open], words[open+1:len(words)-1]) {
		return false
	}
	*out, *p = periodDraft{}, dateParser{text: p.text, lang: p.lang}
	return p.parseWords(strings.Repeat(" ", open+1)+words[open+1:len(words)-1], out)
}

// parseWords cuts words apart and parses them.
func (p *dateParser) parseWords(words string, out *periodDraft) bool {
	if !p.lex(words) {
		return false
	}
	for i := range p.list[:p.n] {
		p.fullYear = p.fullYear || p.list[i].digits == 4
	}
	return p.parse(out)
}

// explains reports whether a period in brackets says which part is meant of the years in
// front of it: "2017/18 (1 November 2017 until 30 April 2018)".
func (p *dateParser) explains(years, within string) bool {
	outer, ok := ReadPeriod(strings.TrimSpace(years), p.lang)
	inner, both := ReadPeriod(within, p.lang)
	return ok && both && outer.Start.Precision == Year && outer.End.Precision == Year && !inner.Single && inner.Start.Known() && inner.End.Known() &&
		outer.Start.First <= inner.Start.First && inner.End.Last <= outer.End.Last
}

// copyright is how © is typed.
const copyright = "(c)"

// copyrightAt returns where it stands before the first word of a text; -1 where it does
// not.
func copyrightAt(text string) int {
	for i, c := range text {
		if c == '(' && len(text) > i+len(copyright) && strings.EqualFold(text[i:i+len(copyright)], copyright) {
			return i
		}
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			break
		}
	}
	return -1
}

// parse tries the forms by their first word.
func (p *dateParser) parse(out *periodDraft) bool {
	lead := p.list[0].gap
	unknownStart := lead&gapQuestion != 0 && lead&gapAnyDash != 0 // "? – 2021"
	if lead&(gapSlash|gapAmp|gapPlus) != 0 || lead&gapQuestion != 0 && !unknownStart {
		return false
	}
	first := &p.list[0]
	if first.is(kindFill) && p.list[1].is(kindNumber) && p.list[2].gap&gapSlash != 0 && Fold(strings.ReplaceAll(p.text[first.start:first.end], "°", "o")) == numero { // No 12/2019
		return false
	}
	ok := false
	switch {
	case unknownStart:
		return p.parseUnknownEnd(0, out)
	case first.is(kindBetween):
		ok = p.parseBetween(out)
	case first.is(kindOngoing) && p.n == 1:
		out.openEnd, out.rule, out.openAt, ok = true, RuleOngoing, 0, p.closed(1)
	case first.is(kindOngoing) && p.list[1].is(kindSince|kindUntil):
		ok = p.parseFrom(1, out)
	case first.is(kindOngoing) && p.list[1].gap&(gapParen|gapComma) != 0: // "ongoing (2019–2023)"
		ok = p.parseFrom(1, out) && out.both
	case first.is(kindUnknown):
		ok = p.parseUnknownStart(out)
	case first.is(kindFor), p.startsWithAmount():
		if ok = p.parseDurationFirst(out); !ok && p.list[1].is(kindAnd) { // 3 y 4 de marzo: y is and, not years
			*out = periodDraft{}
			ok = p.parseFrom(0, out)
		}
	default:
		ok = p.parseFrom(0, out)
	}
	return ok && (lead&gapAnyDash == 0 || out.both || out.rule == RuleSince) // else a bullet, or a lost start
}

// parseFrom reads an optional "since", "from" or "until" at i, and the dates.
func (p *dateParser) parseFrom(i int, out *periodDraft) bool {
	opening := dateKind(0)
	marks := dateMark(0)
	if p.list[i].is(kindPlanned) {
		switch {
		case p.list[i+1].is(kindUntil | kindSince):
			marks = markPlanned
			i++
		case p.list[i].is(kindUntil):
			marks = markPlanned
		}
	}
	if p.list[i].is(kindSince | kindFrom | kindUntil) {
		opening, out.openAt = p.list[i].kinds, i
		i++
	}
	var reads dateReads
	p.read(i, &reads)
	for k := range reads.list[:reads.n] {
		reads.list[k].marks |= marks
		if p.parseAfter(&reads.list[k], opening, out) {
			return true
		}
	}
	return false
}

// parseAfter reads what may stand behind the first date.
func (p *dateParser) parseAfter(d *dateRead, opening dateKind, out *periodDraft) bool {
	i := d.next
	gap := p.list[i].gap
	out.start, out.hasStart, out.rule = *d, true, RuleDate
	if opening&kindUntil != 0 && opening&(kindSince|kindFrom) == 0 {
		out.end, out.hasEnd, out.hasStart, out.openStart, out.rule = *d, true, false, true, RuleUntil
		return d.complete() && p.tail(i, out, false)
	}
	if p.list[i].is(kindEnd) {
		switch {
		case !d.complete():
			return false
		case gap&gapAnyDash != 0 && gap&gapQuestion != 0: // "2020 – ?"
			out.start.marks &^= markUncertain
			out.unknownAt = i
			return out.endUnknown()
		case gap&(gapAnyDash|gapPlus) != 0: // "2020 –"
			return gap&(gapSlash|gapAmp) == 0 && out.open(i, RuleSince)
		case opening&kindSince != 0:
			return p.closed(i) && out.open(out.openAt, RuleSince)
		}
		out.single = opening == 0 || opening&kindFill != 0
		return out.single && p.closed(i)
	}
	if j, separated := p.separator(i); separated {
		return p.parseEnd(j, out) || p.list[i].is(kindUnit|kindNumber|kindFor) && gap&gapSlash == 0 && p.parseDuration(d, i, out)
	}
	switch atom := &p.list[i]; {
	case atom.is(kindOnward | kindOngoing | kindPresent):
		return d.complete() && p.tail(i+1, out, true) && out.open(i, RuleSince)
	case (atom.is(kindAnd) || gap&gapAmp != 0 || gap&^gapSpace == gapComma && d.isYear() && atom.digits == 4) && p.parseNeighbour(i, out):
		return true
	}
	return p.parseDuration(d, i, out) || p.parsePair(i, out)
}

// separator steps over what stands between two ends, from atom i on.
func (p *dateParser) separator(i int) (next int, found bool) {
	gap := p.list[i].gap
	if gap&(gapAmp|gapPlus) != 0 {
		return i, false
	}
	found = gap&(gapAnyDash|gapSlash) != 0
	if p.list[i].is(kindAnd) && p.list[i+1].is(kindTo|kindUntil) {
		i++
	}
	for p.list[i].is(kindTo | kindUntil) {
		i, found = i+1, true
	}
	return i, found
}

// parseEnd reads the second end at i, behind a separator.
func (p *dateParser) parseEnd(i int, out *periodDraft) bool {
	atom := &p.list[i]
	switch {
	case atom.is(kindOngoing | kindPresent | kindOnward):
		return out.start.complete() && p.tail(i+1, out, true) && out.open(i, RuleSince)
	case atom.is(kindUnknown), atom.is(kindPlanned) && p.list[i+1].is(kindEnd): // "2025 – (planned)"
		out.unknownAt = i
		return out.start.complete() && p.tail(i+1, out, false) && out.endUnknown()
	case atom.is(kindEnd):
		return false
	}
	start := out.start
	var reads dateReads
	p.read(i, &reads)
	for k := range reads.list[:reads.n] {
		out.start, out.rule = start, RuleRange
		if out.join(&reads.list[k]) && p.tail(out.end.next, out, true) && !(out.rule == RuleYearPair && atom.gap&gapSlash != 0 && out.end.year > out.start.year+longestSlash) {
			return true
		}
	}
	return false
}

// longestSlash is the number of years that a slash can span: 2019/20 and 2014/20
// are periods, and 2019/45 is the number of a document.
const longestSlash = 10

// parseBetween reads "between 2019 and 2021".
func (p *dateParser) parseBetween(out *periodDraft) bool {
	var starts, ends dateReads
	p.read(1, &starts)
	for s := range starts.list[:starts.n] {
		d := &starts.list[s]
		and := &p.list[d.next]
		if !and.is(kindAnd|kindTo|kindUntil) && and.gap&gapAmp == 0 {
			continue
		}
		next := d.next
		for p.list[next].is(kindAnd|kindTo|kindUntil) && next < d.next+2 {
			next++
		}
		p.read(next, &ends)
		for e := range ends.list[:ends.n] {
			out.start, out.hasStart, out.rule = *d, true, RuleBetween
			if out.join(&ends.list[e]) && p.tail(out.end.next, out, true) {
				return true
			}
		}
	}
	return false
}

// parseUnknownStart reads "TBD – December 2021".
func (p *dateParser) parseUnknownStart(out *periodDraft) bool {
	i, separated := p.separator(1)
	return separated && p.parseUnknownEnd(i, out)
}

// parseUnknownEnd reads the end at i, behind a start that is not known.
func (p *dateParser) parseUnknownEnd(i int, out *periodDraft) bool {
	var reads dateReads
	p.read(i, &reads)
	for k := range reads.list[:reads.n] {
		out.end, out.hasEnd, out.unknown, out.unknownAt, out.rule = reads.list[k], true, true, 0, RuleRange
		if out.end.complete() && p.tail(out.end.next, out, false) {
			return true
		}
	}
	return false
}

// parseNeighbour reads "12 and 13 May 2021" and "2019 & 2020": two dates that
// follow each other are a period, others are a list.
func (p *dateParser) parseNeighbour(i int, out *periodDraft) bool {
	start := out.start
	if p.list[i].is(kindAnd) {
		i++
	}
	var reads dateReads
	p.read(i, &reads)
	for k := range reads.list[:reads.n] {
		out.start, out.rule = start, RuleRange
		if !out.join(&reads.list[k]) || !p.tail(out.end.next, out, true) {
			continue
		}
		s, _ := out.start.date()
		e, _ := out.end.date()
		if s.Known() && e.Known() && s.Last+1 == e.First && out.start.marks&markNumeric == 0 {
			return true
		}
	}
	out.start, out.hasEnd, out.both = start, false, false
	return false
}

// parsePair reads two full dates of one shape with nothing between them.
func (p *dateParser) parsePair(i int, out *periodDraft) bool {
	start := out.start
	if !start.complete() || start.month == absent || p.list[i].gap&gapComma != 0 { // with a comma, it is a list
		return false
	}
	var reads dateReads
	p.read(i, &reads)
	for k := range reads.list[:reads.n] {
		e := &reads.list[k]
		if !e.complete() || e.month == absent || (e.day == absent) != (start.day == absent) || e.marks&markNumeric != start.marks&markNumeric {
			continue
		}
		out.start, out.rule = start, RuleMonthYearPair
		if out.join(e) && p.tail(out.end.next, out, true) {
			return true
		}
	}
	return false
}

// tail reads what may stand behind the last date: a duration, "planned", and,
// behind a period, "ongoing". Then the text must end.
func (p *dateParser) tail(i int, out *periodDraft, both bool) bool {
	for !p.list[i].is(kindEnd) {
		if p.list[i].gap&(gapSlash|gapAmp) != 0 {
			return false
		}
		next := p.durationAt(i, out)
		switch {
		case next > 0:
			i = next
		case p.list[i].is(kindPlanned):
			out.start.marks |= markPlanned
			i++
		case both && p.list[i].is(kindOngoing|kindPresent|kindOnward):
			i++
		case out.both && p.list[i].is(kindExtended):
			if next = p.extended(i, out); next == 0 {
				return false
			}
			i = next
		default:
			return false
		}
	}
	return p.closed(i)
}

// extended reads at i the word for an extension, with or without its date: "2019 – 2021
// (extended until May 2022)". That later end stands. It returns the atom behind it; 0 where
// what follows is no later date.
func (p *dateParser) extended(i int, out *periodDraft) (next int) {
	at := i
	for i++; p.list[i].is(kindTo | kindUntil | kindFill); i++ {
	}
	if p.list[i].is(kindEnd) {
		return i
	}
	var reads dateReads
	p.read(i, &reads)
	for k := range reads.list[:reads.n] {
		later := &reads.list[k]
		if end, _ := out.end.date(); later.complete() && p.list[later.next].is(kindEnd) {
			if date, _ := later.date(); !end.Known() || !date.Known() || date.Last > end.Last {
				out.end, out.endLent, out.extendedAt = *later, [2]int{}, at
				return later.next
			}
		}
	}
	return 0
}

// closed reports whether the text ends at i with no sign that promises more.
func (p *dateParser) closed(i int) bool {
	return p.list[i].is(kindEnd) && p.list[i].gap&(gapAnyDash|gapSlash|gapAmp|gapPlus|gapTildePre) == 0
}
