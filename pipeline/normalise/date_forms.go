package normalise

// readMonthFirst reads "January 15, 2020", "January 2020", "Jan-20" and, with
// a year to be lent, "January 15" and "January".
func (p *dateParser) readMonthFirst(d dateRead, i int, out *dateReads) {
	d.month, d.monthAt = p.list[i].value, i
	next := &p.list[i+1]
	day := next.is(kindNumber) && next.digits <= 2 && next.gap&(gapSlash|gapApos|gapParen|gapComma|gapAmp|gapWide) == 0
	if day {
		with := d
		with.day = next.value
		j := p.skipSuffix(i + 2)
		if k := p.skipFill(j); p.list[k].gap&(gapWide|gapAnyDash) == 0 && p.year(&with, k) {
			p.add(with, k+1, out)
		}
	}
	if d.day == absent {
		with := d
		if j := p.skipFill(i + 1); p.year(&with, j) {
			p.add(with, j+1, out)
		}
	}
	if day {
		with := d
		with.day = next.value
		p.add(with, p.skipSuffix(i+2), out)
	}
	p.add(d, i+1, out)
}

// skipSuffix steps over the "st" of "1st" and the dot of "1.".
func (p *dateParser) skipSuffix(i int) int {
	if atom := &p.list[i]; atom.is(kindSuffix) && atom.gap&^gapDot == 0 {
		return i + 1
	}
	return i
}

// readYearFirst reads "2020-01-15", "2020/01", "2020 January 15", "2020 Q1",
// "1990s" and "2020".
func (p *dateParser) readYearFirst(d dateRead, i int, out *dateReads) {
	if !isYear(p.list[i].value) {
		return
	}
	d.year, d.yearAt = p.list[i].value, i
	second, third := &p.list[i+1], &p.list[min(i+2, p.n)]
	sign := conn(second.gap)
	pair := second.is(kindNumber) && second.digits <= 2 && sign != 0
	if pair && third.is(kindNumber) && third.digits <= 2 && conn(third.gap) == sign && (sign != ' ' || second.digits == 2 && third.digits == 2) {
		with := d
		with.month, with.monthAt, with.day = second.value, i+1, third.value
		p.add(with, i+3, out)
	}
	switch {
	case pair && second.digits == 2 && sign != ' ' && second.gap&gapSpace == 0:
		p.readYearMonth(d, i, second, out)
	case pair && second.digits == 1 && second.value > 0 && (second.gap == gapHyphen || second.gap == gapSlash): // 2022-1
		with := d
		with.month, with.monthAt = second.value, i+1
		if second.value > d.year%10 { // 2020/1 is also written for 2020 and 2021
			with.marks |= markYearPair
		}
		p.add(with, i+2, out)
	}
	switch {
	case second.is(kindDecade) && second.gap&^gapApos == 0:
		p.readDecade(d, i, out)
	case second.is(kindMonth) && second.gap&^gapParen&^gapWide != 0 && joins(second.gap&^gapParen), second.is(kindMonth) && second.gap == 0:
		p.readMonthOfYear(d, i+1, out)
	case second.is(kindQCode|kindHCode|kindQuarter|kindHalf|kindOrdinal|kindSeason) && joins(second.gap&^gapParen) && second.gap&gapWide == 0:
		if second.is(kindSeason) {
			d.code = second.value
			p.add(d, i+2, out)
			d.code = 0
			break
		}
		p.readSpanOfYear(d, i+1, out)
	case second.is(kindNumber) && second.digits == 1 && second.gap&gapSpace != 0 && p.list[i+2].is(kindQCode|kindHCode) && p.list[i+2].gap == 0:
		p.readSpanOfYear(d, i+1, out)
	case second.is(kindNumber) && second.digits == 1: // 2020, 1st quarter
		j := p.skipSuffix(i + 2)
		if unit := &p.list[j]; unit.is(kindQuarter|kindHalf) && joins(unit.gap) && unit.gap&gapWide == 0 && joins(second.gap&^gapParen) && second.gap&gapWide == 0 {
			with := d
			if with.code = spanCode(second.value, unit); with.code != 0 {
				p.add(with, j+1, out)
			}
		}
	}
	p.add(d, i+1, out)
}

// readYearMonth reads "2020-01". Two digits behind a year can be a second
// year: behind a hyphen ISO 8601-1 says that 01 to 12 are months; behind a
// slash it cannot be told where both read well; behind a longer dash they
// are a year when that reads forward.
func (p *dateParser) readYearMonth(d dateRead, i int, second *dateAtom, out *dateReads) {
	n := second.value
	forward := d.year/100*100+n > d.year
	d.month, d.monthAt = n, i+1
	switch {
	case forward && (n > 12 || second.gap == gapDash):
		if edtf := n >= 33 && n <= 36 || n == 40 || n == 41; !edtf || second.gap != gapHyphen {
			return
		}
	case forward && second.gap == gapSlash:
		d.marks |= markYearPair
	}
	if n >= 21 && n <= 24 || n >= 33 && n <= 36 || n == 40 || n == 41 {
		if second.gap != gapHyphen {
			return
		}
		d.month, d.code = absent, n
	}
	if n == 0 && d.year == 1999 {
		return
	}
	p.add(d, i+2, out)
}

// readMonthOfYear reads "2020 January 15" and "2020, January"; i is the month.
func (p *dateParser) readMonthOfYear(d dateRead, i int, out *dateReads) {
	d.month, d.monthAt = p.list[i].value, i
	if day := &p.list[i+1]; day.is(kindNumber) && day.digits <= 2 && joins(day.gap) && day.gap&gapWide == 0 {
		with := d
		with.day = day.value
		p.add(with, p.skipSuffix(i+2), out)
	}
	p.add(d, i+1, out)
}

// readDayFirst reads what begins with one or two digits: "15/01/2020",
// "01/2020", "15 January 2020", "1st quarter 2020", "1Q 2020", and with parts
// to be lent "15/01", "15 January", "15".
func (p *dateParser) readDayFirst(d dateRead, i int, out *dateReads) {
	n, second := &p.list[i], &p.list[i+1]
	if second.is(kindNumber) {
		p.readFigures(d, i, out)
	}
	if second.is(kindQCode|kindHCode) && second.gap == 0 && n.digits == 1 {
		p.readSpanOf(d, n.value, second, i+2, out)
	}
	after := p.skipSuffix(i + 1)
	if j := p.skipFill(after); p.list[j].is(kindQuarter|kindHalf) && joins(p.list[j].gap) {
		p.readSpanOf(d, n.value, &p.list[j], j+1, out)
	} else if p.list[j].is(kindMonth) && joins(p.list[j].gap) && p.list[j].gap&gapWide == 0 {
		p.readMonthOfDay(d, n.value, j, out)
	}
	d.day = n.value
	with := d
	if q := &p.list[after]; q.gap&gapComma != 0 && q.digits == 4 && p.year(&with, after) {
		p.add(with, after+1, out) // the end of "March 1–15, 2021"
	}
	if n.digits == 2 && after == i+1 {
		d.marks |= markBare
	}
	p.add(d, after, out)
}

// readMonthOfDay reads month and year behind a day; j is the month.
func (p *dateParser) readMonthOfDay(d dateRead, day int16, j int, out *dateReads) {
	d.day, d.month, d.monthAt = day, p.list[j].value, j
	with := d
	if k := p.skipFill(j + 1); p.list[k].gap&gapWide == 0 && p.year(&with, k) {
		p.add(with, k+1, out)
	}
	p.add(d, j+1, out)
}

// readFigures reads dates in figures that begin with a day or a month.
func (p *dateParser) readFigures(d dateRead, i int, out *dateReads) {
	first, second, third := &p.list[i], &p.list[i+1], &p.list[min(i+2, p.n)]
	sign := conn(second.gap)
	if sign == 0 {
		return
	}
	if third.is(kindNumber) && second.digits <= 2 && conn(third.gap) == sign && (sign != ' ' || first.digits == 2 && second.digits == 2 && third.digits == 4) {
		with := d
		with.day, with.month, with.monthAt = first.value, second.value, i+1
		with.marks |= markNumeric
		switch {
		case third.digits == 4 && plausibleYear(third.value):
			with.year = third.value
		case third.digits == 2 && sign == '-' && !p.foreign && dateLexiconOnce().order(p.lang) == orderUnknown: // 20-01-15 can begin with the year
		case third.digits == 2 && !p.fullYear && third.gap&gapSpace == 0:
			with.year = fullYear(third.value)
			with.marks |= markTwoDigits
		}
		if with.year != absent {
			with.yearAt = i + 2
			p.add(with, i+3, out)
		}
	}
	if sign == ' ' || second.gap&gapWide != 0 {
		return
	}
	if second.digits == 4 && plausibleYear(second.value) && second.gap&gapSpace == 0 && (first.value <= 12 || first.value <= 31 && sign != '.') {
		with := d
		with.month, with.monthAt, with.year, with.yearAt = first.value, i, second.value, i+1
		p.add(with, i+2, out)
	}
	if second.digits <= 2 && sign != '-' {
		d.day, d.month, d.monthAt = first.value, second.value, i+1
		d.marks |= markNumeric
		p.add(d, i+2, out)
	}
}

// plausibleYear tells years from other numbers of four digits, where nothing
// else speaks of a date. The bounds are wider than any project's dates.
func plausibleYear(n int16) bool { return n >= 1900 && n <= 2100 || n == 0 || n == 9999 }

// readSpan reads quarters and half-years that begin with a word: "Q1 2020",
// "first quarter of 2020", "trimestre 1 2020", "second half of March 2020".
func (p *dateParser) readSpan(d dateRead, i int, out *dateReads) {
	number, unit, next := p.spanAt(i)
	if unit != nil {
		if unit.is(kindHalf) && !unit.is(kindHCode) {
			if j := p.skipFill(next); p.list[j].is(kindMonth) {
				d.marks |= markPart
				p.readMonthFirst(d, j, out)
				return
			}
		}
		p.readSpanOf(d, number, unit, next, out)
		return
	}
	if atom := &p.list[i]; atom.is(kindOrdinal) && atom.value == 1 { // premier janvier
		if j := p.skipFill(i + 1); p.list[j].is(kindMonth) {
			p.readMonthOfDay(d, 1, j, out)
		}
	}
}

// readSpanOfYear reads the quarter or half-year behind a year.
func (p *dateParser) readSpanOfYear(d dateRead, i int, out *dateReads) {
	number, unit, next := p.spanAt(i)
	if unit == nil && p.list[i].is(kindNumber) {
		number, unit, next = p.list[i].value, &p.list[i+1], i+2
	}
	if unit == nil {
		return
	}
	if d.code = spanCode(number, unit); d.code != 0 {
		p.add(d, next, out)
	}
}

// spanAt finds number and unit of a quarter or half-year from atom i on, and
// where it ends. unit is nil where there is none.
func (p *dateParser) spanAt(i int) (number int16, unit *dateAtom, next int) {
	atom := &p.list[i]
	if atom.is(kindOrdinal) {
		j := p.skipFill(i + 1)
		if q := &p.list[j]; q.is(kindQuarter|kindHalf) && joins(q.gap) && q.gap&gapWide == 0 {
			return atom.value, q, j + 1
		}
	}
	if !atom.is(kindQCode | kindHCode | kindQuarter | kindHalf) {
		return 0, nil, i
	}
	n := &p.list[i+1]
	if n.gap&^(gapSpace|gapDot|gapHyphen) != 0 {
		return 0, nil, i
	}
	if n.is(kindNumber) && n.digits == 1 || n.is(kindOrdinal) {
		return n.value, atom, i + 2
	}
	return 0, nil, i
}

// readSpanOf adds the readings of a quarter or half-year with its year at next.
func (p *dateParser) readSpanOf(d dateRead, number int16, unit *dateAtom, next int, out *dateReads) {
	if d.code = spanCode(number, unit); d.code != 0 {
		p.readYearOf(d, next, out)
	}
}

// spanCode returns the EDTF code of a quarter or half-year, 0 for none.
func spanCode(number int16, unit *dateAtom) int16 {
	switch {
	case unit.is(kindQCode|kindQuarter) && number >= 1 && number <= 4:
		return 32 + number
	case unit.is(kindHCode|kindHalf) && number >= 1 && number <= 2:
		return 39 + number
	}
	return 0
}
