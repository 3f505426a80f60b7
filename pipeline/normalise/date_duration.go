package normalise

// durationAt reads a duration from atom i on into out and returns where it
// ends, 0 where there is none: "36 months", "(3 years and 6 months)", "for a
// period of 18 months", "1.5 years".
func (p *dateParser) durationAt(i int, out *periodDraft) int {
	for p.list[i].is(kindFor) || p.list[i].is(kindApprox) && p.list[i+1].is(kindNumber) && p.list[i+2].is(kindUnit) {
		i++
	}
	months, days, from := 0, 0, i
	for {
		next, m, d := p.amountAt(i)
		if next == 0 {
			break
		}
		months, days, i = months+m, days+d, next
		if p.list[i].is(kindAnd) && p.list[i+1].is(kindNumber) {
			if next, _, _ = p.amountAt(i + 1); next > 0 {
				i++
			}
		}
	}
	if i == from {
		return 0
	}
	out.duration = Piece{int(p.list[from].start), int(p.list[i-1].end)}
	out.months, out.days = months, days
	for p.list[i].is(kindFor) && p.list[i+1].is(kindEnd) { // "36 Monate Laufzeit"
		i++
	}
	return i
}

func (p *dateParser) startsWithAmount() bool {
	next, _, _ := p.amountAt(0)
	return next > 0
}

// amountAt reads one number and its unit; next is 0 where there is none.
func (p *dateParser) amountAt(i int) (next, months, days int) {
	n := &p.list[i]
	if !n.is(kindNumber) {
		return 0, 0, 0
	}
	i++
	half := false
	if f := &p.list[i]; f.is(kindNumber) && f.digits == 1 && (f.gap == gapDot || f.gap == gapComma) {
		if f.value != 5 && f.value != 0 {
			return 0, 0, 0
		}
		half = f.value == 5
		i++
	}
	unit := &p.list[i]
	if !unit.is(kindUnit) || unit.gap&^(gapSpace|gapHyphen|gapDash) != 0 || half && unit.value != 12 {
		return 0, 0, 0
	}
	if unit.value < 0 {
		return i + 1, 0, int(n.value) * int(-unit.value)
	}
	months = int(n.value) * int(unit.value)
	if half {
		months += 6
	}
	return i + 1, months, 0
}

// parseDuration reads a duration behind one date and derives the end.
func (p *dateParser) parseDuration(d *dateRead, i int, out *periodDraft) bool {
	if !d.complete() || p.durationAt(i, out) == 0 || !p.tail(i, out, true) {
		return false
	}
	out.rule, out.derive = RuleDuration, true
	return true
}

// parseDurationFirst reads "36 months from January 2020" and "36 months
// (January 2020 – December 2022)".
func (p *dateParser) parseDurationFirst(out *periodDraft) bool {
	i := p.durationAt(0, out)
	if i == 0 {
		if p.list[0].is(kindFor) && p.list[0].is(kindFrom|kindSince|kindFill) {
			return p.parseFrom(0, out)
		}
		return false
	}
	linked := p.list[i].is(kindFill|kindSince|kindFrom) || p.list[i].gap&(gapComma|gapParen|gapAnyDash) != 0
	for p.list[i].is(kindFill) && !p.list[i].is(kindSince|kindFrom) {
		i++
	}
	months, days := out.months, out.days
	if !p.parseFrom(i, out) || out.openStart || !linked && !out.both {
		return false
	}
	out.months, out.days = months, days
	if !out.both && out.openAt >= i && out.openEnd && p.list[out.openAt].is(kindSince) || out.single {
		out.rule, out.derive, out.openEnd, out.single = RuleDuration, true, false, false
	}
	return true
}

// derivedEnd returns the end that a start and the stated duration give, at
// the precision of the start; it is absent where the duration does not fit
// that precision, as 18 months behind a year.
func (out *periodDraft) derivedEnd(start Date) Date {
	end := Date{Approximate: start.Approximate, Uncertain: start.Uncertain}
	step := map[Precision]int{Month: 1, Quarter: 3, Half: 6, Year: 12}[start.Precision]
	if start.Precision == DayPrecision {
		last := start.First.addMonths(out.months)
		if out.months == 0 || out.days > 0 {
			last = start.First + Day(out.days) - 1
		}
		if out.months > 0 && out.days > 0 {
			return Date{}
		}
		end.First, end.Last, end.Precision = last, last, DayPrecision
		y, m, d := last.Date()
		end.EDTF = string(end.appendQualifier(appendDate(nil, y, m, d)))
		return end
	}
	if step == 0 || out.months == 0 || out.days > 0 || out.months%step != 0 {
		return Date{}
	}
	y, m, _ := start.First.Date()
	n := y*12 + m - 1 + out.months - step // first month of the last step
	y, m = n/12, n%12+1
	switch start.Precision {
	case Year:
		m = 0
	case Quarter:
		m = 33 + (m-1)/3
	case Half:
		m = 40 + (m-1)/6
	}
	end, _ = end.of(y, m, 0)
	end.EDTF = string(end.appendQualifier(appendDate(nil, y, m, 0)))
	return end
}
