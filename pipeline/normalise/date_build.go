package normalise

import "strconv"

// period makes the dates of the draft, with pieces and notes. It is false
// where the draft turns out not to speak of dates.
func (out *periodDraft) period(parser *dateParser) (Period, bool) {
	p := Period{OpenStart: out.openStart, OpenEnd: out.openEnd, Single: out.single, Duration: out.months, Rule: out.rule}
	startOK, endOK := out.settleOrder(parser)
	if out.single && out.start.marks&markNumeric != 0 {
		p.Rule = RuleNumeric
	}
	if !out.plausible(parser) {
		return Period{}, false
	}
	pieces := make([]Piece, 0, 6)
	if out.hasStart {
		pieces = out.fill(parser, &p, &p.Start, &out.start, out.startLent, startOK, pieces)
	}
	if out.hasEnd {
		pieces = out.fill(parser, &p, &p.End, &out.end, out.endLent, endOK, pieces)
	}
	switch {
	case out.single:
		p.End = p.Start
	case out.openEnd:
		p.End.Pieces = append(pieces[len(pieces):], parser.pieceAt(out.openAt))
	case out.openStart:
		p.Start.Pieces = append(pieces[len(pieces):], parser.pieceAt(out.openAt))
	case out.unknown:
		p.Notes = append(p.Notes, Note{Rule: noteUnknown, Message: "the text says that this end is not known", Piece: parser.pieceAt(out.unknownAt)})
	case out.derive && p.Start.Known():
		out.deriveEnd(parser, &p, pieces)
	}
	if out.extendedAt > 0 {
		p.Notes = append(p.Notes, Note{Rule: noteExtended, Message: "the period was extended, and the later end stands", Piece: parser.pieceAt(out.extendedAt)})
	}
	if out.fiscal || (out.start.marks|out.end.marks)&markFiscal != 0 {
		p.Notes = append(p.Notes, Note{Rule: noteFiscal, Message: "a fiscal or academic year need not be the calendar's", Piece: parser.pieceAt(0)})
	}
	if p.reversed() {
		p.reverse(Piece{p.Start.Pieces[0].Start, p.End.Pieces[len(p.End.Pieces)-1].End})
		return p, true
	}
	out.writeEDTF(&p)
	out.compareDuration(parser, &p)
	return p, true
}

// plausible reports whether the ends can be dates. A year that is all that an end
// states, and not one of a project, needs something that says that it is a year:
// a sign or word of doubt, the sign of copyright, or the year at the other end.
// Two round numbers with a dash between are an amount first, 1200–1500, and two of
// distant centuries the number of a document, 1325-2019.
func (out *periodDraft) plausible(parser *dateParser) bool {
	said := parser.signed
	if out.both && (out.rule == RuleRange || out.rule == RuleBetween) && !parser.slashed(out.end.first) && out.end.year > out.start.year && out.end.year <= out.start.year+longestHistory {
		said = (out.start.year%50 != 0 || out.end.year%50 != 0) && out.end.year >= pagesEnd || (out.start.marks|out.end.marks)&(markCirca|markUncertain) != 0
	}
	return (!out.hasStart || out.start.plausible(said)) && (!out.hasEnd || out.end.plausible(said))
}

func (d *dateRead) plausible(said bool) bool {
	switch {
	case d.hasSub(), d.marks&markDecade != 0, plausibleYear(d.year):
		return true
	case d.year < 1000 || d.year > 2100:
		return false
	}
	return said || d.marks&(markUncertain|markCirca) != 0 || d.marks&markApprox != 0 && (d.year >= 1800 || d.year%100 != 0) // about 1500 is an amount first
}

// pagesEnd is from where on two bare numbers are years rather than pages,
// 1045–1097.
const pagesEnd = 1700

// longestHistory is the number of years that two bare years may span where one of
// them is of an earlier century.
const longestHistory = 200

// slashed reports whether a slash stands before an atom: resolution 1244/1999.
func (a *dateAtoms) slashed(i int) bool { return a.list[i].gap&gapSlash != 0 }

// pieceAt returns the bytes of one atom; at the end, the signs that the text
// ends with.
func (a *dateAtoms) pieceAt(i int) Piece {
	atom := &a.list[i]
	if atom.is(kindEnd) {
		return Piece{int(a.list[i-1].end), int(atom.end)}
	}
	return Piece{int(atom.start), int(atom.end)}
}

// fill makes one date and appends its pieces to pieces, of which it keeps a
// part.
func (out *periodDraft) fill(parser *dateParser, p *Period, date *Date, d *dateRead, lent [2]int, orderOK bool, pieces []Piece) []Piece {
	from := len(pieces)
	own := parser.ownPiece(d)
	for _, at := range lent {
		if at > 0 && parser.pieceAt(at-1).End <= own.Start {
			pieces = append(pieces, parser.pieceAt(at-1))
		}
	}
	pieces = append(pieces, own)
	for _, at := range lent {
		if at > 0 && parser.pieceAt(at-1).Start >= own.End {
			pieces = append(pieces, parser.pieceAt(at-1))
		}
	}
	note := func(rule, message string) {
		p.Notes = append(p.Notes, Note{Rule: rule, Message: message, Piece: own})
	}
	text := own.Of(parser.text)
	if !orderOK {
		note(noteOrder, d.orderMessage(text))
		return pieces
	}
	made, rule := d.date()
	switch rule {
	case noteImpossible:
		note(rule, strconv.Quote(text)+" is no date of the calendar")
	case notePlaceholder:
		note(rule, strconv.Quote(text)+" stands for no date")
	case noteYearPair:
		year := strconv.Itoa(int(d.year))
		note(rule, strconv.Quote(text)+" is a month of "+year+" or two years")
	}
	if rule != "" {
		return pieces
	}
	*date = made
	date.Pieces = pieces[from:len(pieces):len(pieces)]
	if made.Precision == Season && d.code == 24 {
		p.Notes = append(p.Notes, winterNote(made, own))
	}
	if d.marks&markPart != 0 {
		note(notePart, strconv.Quote(text)+" is part of the time that stands")
	}
	if d.marks&markTwoDigits != 0 {
		note(noteTwoDigits, strconv.Quote(text)+" has a year of two digits, read as "+strconv.Itoa(int(d.year)))
	}
	if d.marks&markPlanned != 0 {
		note(notePlanned, strconv.Quote(text)+" is said to be planned or expected")
	}
	if d.weekday != 0 && made.Precision == DayPrecision && made.First.weekday() != int(d.weekday) {
		note(noteWeekday, strconv.Quote(text)+" names another day of the week than the calendar")
	}
	return pieces
}

func winterNote(d Date, piece Piece) Note {
	return Note{Rule: noteWinter, Message: "winter is read as " + d.First.String() + " to " + d.Last.String(), Piece: piece}
}

// ownPiece is the run of text that states a date, with a question mark or
// tilde that touches it.
func (p *dateParser) ownPiece(d *dateRead) Piece {
	list := &p.list
	piece := Piece{int(list[d.first].start), int(list[d.next-1].end)}
	text := p.text
	for piece.End < len(text) && (text[piece.End] == '?' || text[piece.End] == '~') {
		piece.End++
	}
	for piece.Start > 0 && text[piece.Start-1] == '~' {
		piece.Start--
	}
	return piece
}

// reversed reports whether the end lies before the start, whatever day each
// of them means.
func (p *Period) reversed() bool {
	return p.Start.Known() && p.End.Known() && p.Start.First > p.End.Last
}

// reverse takes both dates away and says so: which one is wrong cannot be told.
func (p *Period) reverse(piece Piece) {
	p.Notes = append(p.Notes, Note{
		Rule:    noteReversed,
		Message: "the end " + p.End.Last.String() + " lies before the start " + p.Start.First.String(),
		Piece:   piece,
	})
	p.Start, p.End, p.EDTF = Date{}, Date{}, ""
}

// writeEDTF writes the ends and the whole into one string.
func (out *periodDraft) writeEDTF(p *Period) {
	var buf [64]byte
	dst := buf[:0]
	if out.single {
		if p.Start.Known() {
			p.EDTF = string(out.start.appendEDTF(dst, p.Start))
			p.Start.EDTF, p.End.EDTF = p.EDTF, p.EDTF
		}
		return
	}
	switch {
	case p.OpenStart:
		dst = append(dst, ".."...)
	case p.Start.Known():
		dst = out.start.appendEDTF(dst, p.Start)
	}
	slash := len(dst)
	dst = append(dst, '/')
	switch {
	case p.OpenEnd:
		dst = append(dst, ".."...)
	case p.End.EDTF != "": // derived
		dst = append(dst, p.End.EDTF...)
	case p.End.Known():
		dst = out.end.appendEDTF(dst, p.End)
	}
	if !p.Start.Known() && !p.End.Known() && !p.OpenEnd {
		return
	}
	p.EDTF = string(dst)
	if p.Start.Known() {
		p.Start.EDTF = p.EDTF[:slash]
	}
	if p.End.Known() {
		p.End.EDTF = p.EDTF[slash+1:]
	}
}

// deriveEnd sets the end that follows from start and duration.
func (out *periodDraft) deriveEnd(parser *dateParser, p *Period, pieces []Piece) {
	p.End = out.derivedEnd(p.Start)
	if !p.End.Known() {
		return
	}
	from := len(pieces)
	pieces = append(append(pieces, p.Start.Pieces...), out.duration)
	p.End.Pieces = pieces[from:]
	p.Notes = append(p.Notes, Note{
		Rule:    noteDerived,
		Message: "the end " + p.End.EDTF + " follows from the start and " + strconv.Quote(out.duration.Of(parser.text)),
		Piece:   out.duration,
	})
}

// compareDuration notes where dates and stated duration disagree. A period
// from the middle of a month touches one month more than it lasts.
func (out *periodDraft) compareDuration(parser *dateParser, p *Period) {
	if !out.both || out.months == 0 || out.days > 0 {
		return
	}
	months, ok := Months(p.Start, p.End)
	if !ok || months == out.months || months == out.months+1 && p.Start.Precision == DayPrecision {
		return
	}
	p.Notes = append(p.Notes, Note{
		Rule:    noteDuration,
		Message: "the dates span " + strconv.Itoa(months) + " months, the text says " + strconv.Quote(out.duration.Of(parser.text)),
		Piece:   out.duration,
	})
}
