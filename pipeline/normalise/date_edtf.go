package normalise

// ReadDate reads an EDTF string, ISO 8601-2 level 0 or 1 without intervals,
// with the seasons (21 to 24), quarters (33 to 36) and half-years (40, 41) of
// level 2 and with unspecified digits from the right (199X, 2020-XX). Of a
// date with a time of day it keeps the date. It is false for anything else
// and for years beyond the range of Day.
func ReadDate(edtf string) (Date, bool) {
	body := edtf
	var d Date
	if n := len(body); n > 0 {
		switch body[n-1] {
		case '~':
			d.Approximate = true
		case '?':
			d.Uncertain = true
		case '%':
			d.Approximate, d.Uncertain = true, true
		}
		if d.Approximate || d.Uncertain {
			body = body[:n-1]
		}
	}
	year, rest, ok := edtfYear(body)
	if !ok {
		return Date{}, false
	}
	d.EDTF = edtf
	if rest == "" {
		return d.of(year, 0, 0)
	}
	if rest[0] == 'X' {
		return d.masked(year, rest)
	}
	month, rest, ok := edtfPair(rest)
	if !ok {
		return Date{}, false
	}
	if month == 0 {
		return Date{}, false
	}
	if rest == "" {
		return d.of(year, max(month, 0), 0)
	}
	day, rest, ok := edtfPair(rest)
	if !ok || rest != "" && !isTimeOfDay(rest) {
		return Date{}, false
	}
	if rest != "" {
		if day == unspecified || d.Approximate || d.Uncertain {
			return Date{}, false
		}
		d.EDTF = body[:len(body)-len(rest)]
	}
	switch {
	case day == unspecified && month == unspecified:
		return d.of(year, 0, 0)
	case day == unspecified && month >= 1 && month <= 12:
		return d.of(year, month, 0)
	case day == unspecified || month > 12 || day == 0:
		return Date{}, false
	}
	return d.of(year, month, day)
}

// unspecified stands for XX.
const unspecified = -1

// edtfYear cuts the year off: four digits, with a sign or not, Y and more, or
// two or three digits before X.
func edtfYear(text string) (year int, rest string, ok bool) {
	i, sign, least := 0, 1, 4
	long := i < len(text) && text[i] == 'Y'
	if long {
		i, least = 1, 5
	}
	if i < len(text) && text[i] == '-' {
		i, sign = i+1, -1
	}
	start := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' && i-start < 8 && (long || i-start < 4) {
		year = year*10 + int(text[i]-'0')
		i++
	}
	switch digits := i - start; {
	case long && digits >= least && i == len(text):
	case long:
		return 0, "", false
	case digits == 4 && (sign > 0 || year != 0) && (i == len(text) || text[i] == '-'):
	case digits == 3 && text[i:] == "X", digits == 2 && text[i:] == "XX":
		if sign < 0 {
			return 0, "", false
		}
	default:
		return 0, "", false
	}
	return sign * year, text[i:], true
}

// edtfPair cuts a hyphen and two digits or XX off.
func edtfPair(text string) (n int, rest string, ok bool) {
	if len(text) < 3 || text[0] != '-' {
		return 0, "", false
	}
	if text[1] == 'X' && text[2] == 'X' {
		return unspecified, text[3:], true
	}
	a, b := text[1]-'0', text[2]-'0'
	return int(a)*10 + int(b), text[3:], a <= 9 && b <= 9
}

// isTimeOfDay checks the form of Thh:mm, seconds, fraction and zone; the
// value is not kept.
func isTimeOfDay(text string) bool {
	if len(text) < 6 || text[0] != 'T' && text[0] != ' ' || text[3] != ':' {
		return false
	}
	for i := 1; i < len(text); i++ {
		c := text[i]
		if (c < '0' || c > '9') && c != ':' && c != '.' && c != '+' && c != '-' && c != 'Z' {
			return false
		}
	}
	return true
}

// masked fills a date whose last digits of the year are X.
func (d Date) masked(year int, mask string) (Date, bool) {
	years, precision := 10, Decade
	if mask == "XX" {
		years, precision = 100, Century
	}
	d.Precision = precision
	d.First = dayNumber(year*years, 1, 1)
	d.Last = dayNumber(year*years+years-1, 12, 31)
	return d, true
}

// of fills days and precision. month is 1 to 12, 21 to 24, 33 to 36, 40, 41,
// or 0 for none; day is 0 for none.
func (d Date) of(year, month, day int) (Date, bool) {
	if year < minYear || year > maxYear {
		return Date{}, false
	}
	first, months := 1, 12
	switch {
	case month == 0:
		d.Precision = Year
	case month >= 1 && month <= 12:
		d.Precision, first, months = Month, month, 1
	case month >= 21 && month <= 24: // northern half: spring begins in March
		d.Precision, first, months = Season, 3*(month-20), 3
	case month >= 33 && month <= 36:
		d.Precision, first, months = Quarter, 3*(month-33)+1, 3
	case month == 40 || month == 41:
		d.Precision, first, months = Half, 6*(month-40)+1, 6
	default:
		return Date{}, false
	}
	if day != 0 {
		if d.Precision != Month || day > daysIn(year, month) {
			return Date{}, false
		}
		d.Precision = DayPrecision
		d.First = dayNumber(year, month, day)
		d.Last = d.First
		return d, true
	}
	last, lastYear := first+months-1, year
	if last > 12 { // winter
		last, lastYear = last-12, year+1
	}
	d.First = dayNumber(year, first, 1)
	d.Last = dayNumber(lastYear, last, daysIn(lastYear, last))
	return d, true
}

// readEDTF reads an interval or a date of ISO 8601-2, level 1: ".." is an open
// end, nothing an unknown one. The pieces begin at byte at.
func readEDTF(text string, at int) (p Period, ok bool) {
	slash := -1
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '/' && slash < 0:
			slash = i
		case c >= '0' && c <= '9', c == '-', c == '.', c == ':', c == 'X', c == 'Y', c == 'T', c == 'Z', c == '~', c == '?', c == '%', c == '+',
			c == ' ' && i == len("2020-01-15"):
		default:
			return Period{}, false
		}
	}
	p.EDTF, p.Rule = text, RuleEDTF
	if slash < 0 {
		if p.Start, ok = ReadDate(text); !ok {
			return Period{}, false
		}
		p.EDTF = p.Start.EDTF
		p.Start.Pieces = []Piece{{at, at + len(text)}}
		p.End, p.Single = p.Start, true
		return p, true
	}
	start, end := text[:slash], text[slash+1:]
	var startOK, endOK bool
	p.Start, p.OpenStart, startOK = readEnd(start)
	p.End, p.OpenEnd, endOK = readEnd(end)
	if !startOK || !endOK || !p.Start.Known() && !p.End.Known() {
		return Period{}, false
	}
	pieces := []Piece{{at, at + slash}, {at + slash + 1, at + len(text)}}
	if start != "" {
		p.Start.Pieces = pieces[:1:1]
	}
	if end != "" {
		p.End.Pieces = pieces[1:]
	}
	if len(p.Start.EDTF)+len(p.End.EDTF) < len(text)-1 { // an end is open, or a time of day was dropped
		p.EDTF = intervalEDTF(p)
	}
	return p, true
}

// readEnd reads one end of an interval: a date, open, or nothing.
func readEnd(text string) (d Date, open, ok bool) {
	switch text {
	case "":
		return Date{}, false, true
	case "..":
		return Date{}, true, true
	}
	d, ok = ReadDate(text)
	return d, false, ok
}

// intervalEDTF writes the ends of a period, ".." for an open one.
func intervalEDTF(p Period) string {
	start, end := p.Start.EDTF, p.End.EDTF
	if p.OpenStart {
		start = ".."
	}
	if p.OpenEnd {
		end = ".."
	}
	return start + "/" + end
}
