package normalise

// absent marks a part of a date that is not there; zero is a placeholder.
const absent = -1

// A dateMark says something of a reading.
type dateMark uint16

const (
	markApprox    dateMark = 1 << iota
	markUncertain          //
	markPart               // early, mid, late
	markPlanned            //
	markTwoDigits          // the century is by the convention of POSIX strptime %y
	markNumeric            // day and month in figures, their order still open
	markDecade             // the year is the first of ten
	markYearPair           // "2008/09": two years, or a year and a month
	markBare               // a number of two digits and nothing else: a day, or a year behind another
	markFiscal             // a fiscal or academic year
	markPlace              // digits of zero where a month or day would stand
	markCirca              // approximate by a word that is said of dates alone
)

// A dateRead is one way to read a date from atoms.
type dateRead struct {
	year, month, day int16 // absent where not stated
	code             int16 // season, quarter or half-year as in EDTF; 0 for none
	weekday          uint8 // 1 to 7, 0 where not stated
	marks            dateMark
	first, next      int // its atoms
	yearAt, monthAt  int // the atoms that state year and month, absent for none
}

// saidOfDates is the value of a word for "about" that does not stand before amounts: hacia 1500.
const saidOfDates = 1

// hasSub reports whether the reading is finer than a year.
func (d *dateRead) hasSub() bool { return d.month != absent || d.code != 0 }

// dateReads are the ways to read one date, the likeliest first.
type dateReads struct {
	list [8]dateRead
	n    int
}

// A dateParser reads the atoms of one text.
type dateParser struct {
	dateAtoms
	text     string
	lang     string
	fullYear bool // a year in four digits stands somewhere, so none has two
}

// read collects the ways to read a date from atom i on.
func (p *dateParser) read(i int, out *dateReads) {
	d := dateRead{year: absent, month: absent, day: absent, yearAt: absent, monthAt: absent, first: i}
	out.n = 0
	for ; ; i++ {
		atom := &p.list[i]
		if atom.gap&gapTildePre != 0 {
			d.marks |= markApprox
		}
		switch {
		case atom.is(kindWeekday) && p.weekdayAt(i):
			d.weekday = atom.weekday
		case atom.is(kindDecade) && !atom.is(kindHCode) && p.list[i+1].is(kindNumber):
			p.readDecade(d, i+1, out)
			return
		case atom.is(kindApprox):
			d.marks |= markApprox
			if atom.value == saidOfDates {
				d.marks |= markCirca
			}
		case atom.is(kindUncertain):
			d.marks |= markUncertain
		case atom.is(kindPlanned):
			d.marks |= markPlanned
		case atom.is(kindPart):
			d.marks |= markPart
		case atom.is(kindFiscal):
			d.marks |= markFiscal
		case atom.is(kindFill) && !atom.is(kindOrdinal):
			if d.first == i {
				d.first++
			}
		default:
			p.readBody(d, i, out)
			return
		}
	}
}

func (p *dateParser) readBody(d dateRead, i int, out *dateReads) {
	atom := &p.list[i]
	switch {
	case atom.is(kindNumber) && atom.digits == 4:
		p.readYearFirst(d, i, out)
	case atom.is(kindNumber) && atom.digits == 2 && atom.gap&gapApos != 0 && p.list[i+1].is(kindDecade) && p.list[i+1].gap == 0: // '90s
		p.readDecade(d, i, out)
	case atom.is(kindNumber) && atom.digits == 2 && d.marks&markFiscal != 0: // FY20
		d.year, d.yearAt = fullYear(atom.value), i
		d.marks |= markTwoDigits
		p.add(d, i+1, out)
	case atom.is(kindNumber) && atom.digits <= 2:
		p.readDayFirst(d, i, out)
	case atom.is(kindMonth):
		p.readMonthFirst(d, i, out)
	case atom.is(kindSeason):
		d.code = atom.value
		p.readYearOf(d, i+1, out)
	default:
		p.readSpan(d, i, out)
	}
}

// weekdayAt reports whether the weekday at i belongs to a day: a number or a
// month follows. "mar" is Tuesday and March in Spanish and French.
func (p *dateParser) weekdayAt(i int) bool {
	month := p.list[i].is(kindMonth)
	j := i + 1
	for p.list[j].is(kindFill) {
		j++
	}
	next := &p.list[j]
	switch {
	case next.is(kindNumber) && next.digits <= 2:
		return !month || p.list[p.skipFill(j+1)].is(kindMonth)
	case next.is(kindNumber) && next.digits == 4:
		return !month && conn(p.list[j+1].gap) != 0 && p.list[j+2].is(kindNumber)
	case next.is(kindMonth):
		return !month && p.list[j+1].is(kindNumber) && p.list[j+1].digits <= 2
	}
	return next.is(kindOrdinal) && !month && p.list[p.skipFill(j+1)].is(kindMonth)
}

// skipFill steps over words that say nothing, within one date.
func (p *dateParser) skipFill(i int) int {
	for p.list[i].is(kindFill|kindSuffix) && p.list[i].kinds&(kindOrdinal|kindMonth|kindHalf|kindQuarter) == 0 && joins(p.list[i].gap) {
		i++
	}
	return i
}

// joins reports whether a gap may stand inside a date in words.
func joins(g dateGap) bool {
	return g&^(gapSpace|gapDot|gapComma|gapSlash|gapHyphen|gapDash|gapApos) == 0
}

// conn returns the sign that joins the figures of a date, 0 for none. A space
// beside a dash makes it a range.
func conn(g dateGap) byte {
	switch g {
	case gapHyphen, gapDash:
		return '-'
	case gapSlash, gapSlash | gapSpace:
		return '/'
	case gapDot, gapDot | gapSpace:
		return '.'
	case gapSpace:
		return ' '
	}
	return 0
}

// add ends a reading before atom next, after the marks that follow it.
func (p *dateParser) add(d dateRead, next int, out *dateReads) {
	if out.n == len(out.list) {
		return
	}
	for {
		atom := &p.list[next]
		if atom.gap&gapQuestion != 0 {
			d.marks |= markUncertain
		}
		if atom.gap&gapTilde != 0 {
			d.marks |= markApprox
		}
		behind := p.list[next+min(1, p.n-next)].gap
		alone := atom.gap&gapParen != 0 || p.list[min(next+1, p.n)].is(kindEnd|kindTo|kindUntil) || behind&(gapAnyDash|gapParen) != 0
		switch {
		case atom.is(kindEra) && d.year != absent:
		case atom.is(kindApprox) && alone:
			d.marks |= markApprox
		case atom.is(kindUncertain) && alone:
			d.marks |= markUncertain
		case atom.is(kindPlanned) && alone && atom.gap&gapAnyDash == 0:
			d.marks |= markPlanned
		default:
			d.next = next
			out.list[out.n] = d
			out.n++
			return
		}
		next++
	}
}

// readYearOf adds the reading with the year at i, with words between or not,
// and the one without, which another end may lend.
func (p *dateParser) readYearOf(d dateRead, i int, out *dateReads) {
	if j := p.skipFill(i); p.year(&d, j) {
		with := d
		next := j + 1
		if with.code == 24 { // winter 2020/21
			q := &p.list[next]
			if q.is(kindNumber) && q.gap&(gapSlash|gapAnyDash) != 0 && q.gap&gapWide == 0 &&
				(q.digits == 2 && q.value == (with.year+1)%100 || q.digits == 4 && q.value == with.year+1) {
				next++
			}
		}
		p.add(with, next, out)
	}
	d.year, d.yearAt = absent, absent
	d.marks &^= markTwoDigits
	p.add(d, i, out)
}

// year takes the year at atom i: four digits, or two behind an apostrophe or,
// where no full year stands in the text, behind a hyphen or slash.
func (p *dateParser) year(d *dateRead, i int) bool {
	atom := &p.list[i]
	if !atom.is(kindNumber) || !joins(atom.gap) {
		return false
	}
	switch atom.digits {
	case 4:
		if !isYear(atom.value) {
			return false
		}
		d.year = atom.value
	case 2:
		tight := atom.gap == gapHyphen || atom.gap == gapSlash || atom.gap == gapDash || d.day != absent && atom.gap == gapSpace
		if atom.gap&gapApos == 0 && (p.fullYear || !tight) {
			return false
		}
		d.year = fullYear(atom.value)
		d.marks |= markTwoDigits
	default:
		return false
	}
	d.yearAt = i
	return true
}

// isYear tells the years that dates in words have, and the placeholders 0000
// and 9999.
func isYear(n int16) bool { return n >= 1000 && n < 3000 || n == 0 || n == 9999 }

// fullYear sets a two-digit year into its century: 69 to 99 are of the 20th,
// the others of the 21st (POSIX.1, strptime, %y).
func fullYear(n int16) int16 {
	if n >= 69 {
		return 1900 + n
	}
	return 2000 + n
}

func (p *dateParser) readDecade(d dateRead, i int, out *dateReads) {
	atom := &p.list[i]
	switch {
	case atom.digits == 4 && atom.value >= 1000 && atom.value < 3000 && atom.value%10 == 0:
		d.year = atom.value
	case atom.digits == 2 && atom.value%10 == 0:
		d.year = fullYear(atom.value)
		d.marks |= markTwoDigits
	default:
		return
	}
	d.yearAt = i
	d.marks |= markDecade
	next := i + 1
	if p.list[next].is(kindDecade) && p.list[next].gap&^gapApos == 0 {
		next++
	}
	p.add(d, next, out)
}
