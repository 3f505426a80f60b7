package normalise

// Years beyond these would leave the range of Day.
const (
	minYear = -5_000_000
	maxYear = +5_000_000
)

// DayOf returns the day of a date in the proleptic Gregorian calendar, year 0
// being 1 BC (ISO 8601-1, 4.3.1). It is false when there is no such date.
func DayOf(year, month, day int) (Day, bool) {
	if year < minYear || year > maxYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	return dayNumber(year, month, day), true
}

// dayNumber counts in years that begin on 1 March, so that the leap day is the
// last of its year, and in eras of 400 years, which are all alike.
func dayNumber(year, month, day int) Day {
	if month <= 2 {
		year--
		month += 12
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Day(era*daysPerEra + dayOfEra - daysToEpoch)
}

const (
	daysPerEra  = 146_097 // 400 Gregorian years
	daysToEpoch = 719_468 // from 0000-03-01 to 1970-01-01
)

// Date returns year, month (1 to 12) and day (1 to 31).
func (d Day) Date() (year, month, day int) {
	n := int(d) + daysToEpoch
	era := floorDiv(n, daysPerEra)
	dayOfEra := n - era*daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36_524 - dayOfEra/146_096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	month = (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*month+2)/5 + 1
	year = yearOfEra + era*400
	if month += 3; month > 12 {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// String returns the day as ISO 8601 writes it, 2021-10-31.
func (d Day) String() string {
	year, month, day := d.Date()
	var buf [16]byte
	return string(appendPair(appendPair(appendYear(buf[:0], year), month), day))
}

// weekday returns 1 for Monday to 7 for Sunday (ISO 8601-1, 4.3.4).
func (d Day) weekday() int {
	n := (int(d) + 3) % 7 // 1970-01-01 was a Thursday
	if n < 0 {
		n += 7
	}
	return n + 1
}

// addMonths returns the last day of a span of so many months that begins on d:
// 2020-01-15 and 12 months end on 2021-01-14, 2020-01-31 and one month on
// 2020-02-29.
func (d Day) addMonths(months int) Day {
	year, month, day := d.Date()
	n := year*12 + month - 1 + months
	year, month = floorDiv(n, 12), n-floorDiv(n, 12)*12+1
	if last := daysIn(year, month); day > last {
		return dayNumber(year, month, last)
	}
	return dayNumber(year, month, day) - 1
}

// Months counts the calendar months that start and end touch, both counted:
// 2020-01 to 2021-10 are 22. It is false where an end is absent or coarser
// than a month.
func Months(start, end Date) (int, bool) {
	if start.Precision < Month || end.Precision < Month {
		return 0, false
	}
	y1, m1, _ := start.First.Date()
	y2, m2, _ := end.Last.Date()
	n := (y2-y1)*12 + m2 - m1 + 1
	return n, n > 0
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// appendYear appends a year in four digits or more, with a sign before 1 BC
// (ISO 8601-2 level 1: with Y beyond four digits).
func appendYear(dst []byte, year int) []byte {
	if year > 9999 || year < -9999 {
		dst = append(dst, 'Y')
	}
	if year < 0 {
		dst = append(dst, '-')
		year = -year
	}
	for unit := 1000; unit > 1 && year < unit; unit /= 10 {
		dst = append(dst, '0')
	}
	return appendNumber(dst, year)
}

// appendPair appends a hyphen and two digits.
func appendPair(dst []byte, n int) []byte {
	return append(dst, '-', byte('0'+n/10), byte('0'+n%10))
}

func appendNumber(dst []byte, n int) []byte {
	if n >= 10 {
		dst = appendNumber(dst, n/10)
	}
	return append(dst, byte('0'+n%10))
}
