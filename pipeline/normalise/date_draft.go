package normalise

import "strconv"

// A periodDraft is a period as the grammar found it, before the calendar is
// asked.
type periodDraft struct {
	start, end         dateRead
	hasStart, hasEnd   bool
	openStart, openEnd bool
	single, both       bool // one date; two stated ends
	derive             bool // the end follows from start and duration
	unknown            bool // the end is said to be unknown
	fiscal             bool // the years are those of a fiscal or academic year
	openAt, unknownAt  int  // the atoms that say so
	extendedAt         int  // likewise of a later end than was agreed on; 0 for none
	months, days       int  // stated duration
	duration           Piece
	rule               string
	startLent, endLent [2]int // atoms of the other end that state month and year, plus one
}

// complete reports whether the reading needs nothing from another end.
func (d *dateRead) complete() bool { return d.year != absent && (d.day == absent || d.month != absent) }

func (out *periodDraft) open(at int, rule string) bool {
	out.openEnd, out.openAt, out.rule = true, at, rule
	return true
}

func (out *periodDraft) endUnknown() bool {
	out.unknown, out.rule = true, RuleRange
	return true
}

// join takes end as the second end. It lends year and month from one end to
// the other where one lacks them, and is false where the two do not fit.
func (out *periodDraft) join(end *dateRead) bool {
	s, e := &out.start, *end
	out.startLent, out.endLent = [2]int{}, [2]int{}
	switch {
	case s.complete() && e.complete():
	case s.isYear() && e.marks&markBare != 0 && e.weekday == 0: // 2013-16
		if !out.yearPair(&e) {
			return false
		}
	case e.year != absent && s.year == absent:
		if s.day != absent && e.day == absent || e.day == absent && !e.hasSub() {
			return false
		}
		if !s.hasSub() {
			s.month, out.startLent[0] = e.month, e.monthAt+1
		} else if !e.hasSub() { // March 1–15, 2021
			e.month, out.endLent[0] = s.month, s.monthAt+1
		}
		s.year, out.startLent[1] = e.year, e.yearAt+1
		s.marks |= e.marks & markTwoDigits
		out.shared()
	case s.year != absent && e.year == absent:
		if e.day != absent && s.day == absent || e.day == absent && !e.hasSub() || !s.hasSub() {
			return false
		}
		if !e.hasSub() {
			e.month, out.endLent[0] = s.month, s.monthAt+1
		}
		e.year, out.endLent[1] = s.year, s.yearAt+1
		e.marks |= s.marks & markTwoDigits
		out.shared()
	default:
		return false
	}
	if !s.complete() || !e.complete() {
		return false
	}
	if s.marks&markFiscal != 0 { // its two years are those that it lies in
		s.marks &^= markFiscal
		out.fiscal = true
	}
	out.end, out.hasEnd, out.both = e, true, true
	return true
}

func (out *periodDraft) shared() {
	if out.rule == RuleRange {
		out.rule = RuleShared
	}
}

// isYear reports whether the reading is a year of four digits alone.
func (d *dateRead) isYear() bool {
	return d.year != absent && !d.hasSub() && d.marks&(markTwoDigits|markDecade|markPart) == 0
}

// yearPair makes two digits a year behind the start's, where that reads
// forward: 2013-16 and 1999-00, not 2016-13. 2020-99 is neither, since 69 to 99
// are of the century before (fullYear).
func (out *periodDraft) yearPair(e *dateRead) bool {
	year := out.start.year/100*100 + e.day
	if out.start.year%100 == 99 && e.day == 0 {
		year += 100
	}
	if year <= out.start.year || year > fullYear(68) {
		return false
	}
	e.year, e.yearAt, e.day = year, e.first, absent
	e.marks &^= markBare
	out.rule = RuleYearPair
	return true
}

// date asks the calendar. rule is the note where there is no such date.
func (d *dateRead) date() (date Date, rule string) {
	year, month, day := int(d.year), int(d.month), int(d.day)
	switch {
	case year == 0, year == 9999, year == 1900 && month == 1 && day == 1, month == 0, day == 0:
		return Date{}, notePlaceholder
	case d.marks&markYearPair != 0:
		return Date{}, noteYearPair
	case month > 12, day > 31:
		return Date{}, noteImpossible
	}
	date.Approximate = d.marks&(markApprox|markPart|markFiscal) != 0
	date.Uncertain = d.marks&markUncertain != 0
	if d.marks&markDecade != 0 {
		date, _ = date.masked(year/10, "X")
		return date, ""
	}
	month, day = max(month, int(d.code), 0), max(day, 0)
	date, ok := date.of(year, month, day)
	if !ok {
		return Date{}, noteImpossible
	}
	return date, ""
}

// appendDate appends a date in EDTF. month is as in Date.of; zero or less
// stands for none.
func appendDate(dst []byte, year, month, day int) []byte {
	dst = appendYear(dst, year)
	if month > 0 {
		dst = appendPair(dst, month)
	}
	if day > 0 {
		dst = appendPair(dst, day)
	}
	return dst
}

// appendQualifier appends the sign of ISO 8601-2, 8.2: ~ approximate, ?
// uncertain, % both.
func (d Date) appendQualifier(dst []byte) []byte {
	switch {
	case d.Approximate && d.Uncertain:
		return append(dst, '%')
	case d.Approximate:
		return append(dst, '~')
	case d.Uncertain:
		return append(dst, '?')
	}
	return dst
}

func (d *dateRead) appendEDTF(dst []byte, date Date) []byte {
	if d.marks&markDecade != 0 {
		dst = append(appendNumber(dst, int(d.year)/10), 'X')
	} else {
		dst = appendDate(dst, int(d.year), max(int(d.month), int(d.code)), int(d.day))
	}
	return date.appendQualifier(dst)
}

// settleOrder decides which of two figures is the day, from the strongest
// evidence down: a part above 12 here or in the other end, the language given, a
// word that English does not have. It is false where nothing does and the two
// readings differ; dots alone prove nothing, as Americans write them too.
func (out *periodDraft) settleOrder(parser *dateParser) (startOK, endOK bool) {
	order := orderUnknown
	figures := dateMark(0)
	for _, d := range []*dateRead{&out.start, &out.end} {
		if d.marks&markNumeric == 0 || d == &out.start && !out.hasStart || d == &out.end && !out.hasEnd {
			continue
		}
		figures |= d.marks
		switch {
		case d.day > 12 && d.month <= 12:
			order = orderDay
		case d.month > 12 && d.day <= 12:
			order = orderMonth
		}
	}
	if figures&markNumeric == 0 {
		return true, true
	}
	if order == orderUnknown {
		order = dateLexiconOnce().order(parser.lang)
	}
	if order == orderUnknown && parser.foreign {
		order = orderDay
	}
	return out.start.settle(order), out.end.settle(order)
}

func (d *dateRead) settle(order dateOrder) bool {
	if d.marks&markNumeric == 0 || d.day == d.month {
		return true
	}
	if order == orderMonth || order == orderUnknown && d.month > 12 && d.day <= 12 {
		d.day, d.month = d.month, d.day
	}
	return order != orderUnknown || d.day < 1 || d.month < 1 || d.day > 12 || d.month > 12
}

// orderMessage states both readings of a date in figures.
func (d *dateRead) orderMessage(text string) string {
	one := string(appendDate(nil, int(d.year), int(d.month), int(d.day)))
	other := string(appendDate(nil, int(d.year), int(d.day), int(d.month)))
	return strconv.Quote(text) + " is " + one + " or " + other
}
