package export

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"migdata/schemas"
)

// What the readers of text formats share among each other, and with no writer.

// readBatchRows is the number of rows of a batch that is read back.
const readBatchRows = 4096

// unknownRows is the number of rows of a table that was read back from a
// format that does not say it.
const unknownRows = -1

// A rowReader appends the next row of a file to a batch; io.EOF after the last.
type rowReader func(*schemas.Batch) error

// batches opens a file anew each time its rows are gone through, and cuts
// them into batches.
func batches(open Open, path string, t *schemas.Table, rowsOf func(io.Reader) (rowReader, error)) iter.Seq2[*schemas.Batch, error] {
	return func(yield func(*schemas.Batch, error) bool) {
		f, err := open(path)
		if err != nil {
			yield(nil, fmt.Errorf("opening %s: %w", path, err))
			return
		}
		defer f.Close()
		next, err := rowsOf(f)
		if err != nil {
			yield(nil, fmt.Errorf("reading %s: %w", path, err))
			return
		}
		batch := t.NewBatch()
		for row := 1; ; row++ {
			err := next(batch)
			if err != nil && err != io.EOF {
				yield(nil, fmt.Errorf("reading %s, row %d: %w", path, row, err))
				return
			}
			if batch.Rows() == readBatchRows || err == io.EOF && batch.Rows() > 0 {
				if !yield(batch, nil) {
					return
				}
				for i := range batch.Columns {
					batch.Columns[i].Reset()
				}
			}
			if err == io.EOF {
				return
			}
		}
	}
}

var errEmptyText = errors.New("a text without a character, where null is due")

// parseCell appends the value that a text states in the canonical form of the
// kind, and in no other, to a vector that is no list.
func parseCell(v *schemas.Vector, text string) error {
	n, ok := int64(0), true
	switch v.Kind {
	case schemas.Int:
		n, ok = parseWhole(text)
	case schemas.Day:
		n, ok = parseDay(text)
	case schemas.Decimal:
		n, ok = parseAmount(text)
	case schemas.Bool:
		ok = text == "true" || text == "false"
		if text == "true" {
			n = 1
		}
	default:
		if text == "" {
			return errEmptyText
		}
		v.Text(text)
		return nil
	}
	if !ok {
		return fmt.Errorf("%q is no %s", text, v.Kind)
	}
	v.Int(n)
	return nil
}

// parseDigits reads decimal digits and nothing else, at most 18.
func parseDigits(s string) (int64, bool) {
	n := int64(0)
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, s != "" && len(s) <= 18
}

// parseWhole reads a whole number: no sign but a minus, no leading zeros.
func parseWhole(s string) (int64, bool) {
	digits, sign := s, int64(1)
	if digits != "" && digits[0] == '-' {
		digits, sign = digits[1:], -1
	}
	n, ok := parseDigits(digits)
	if len(digits) > 1 && digits[0] == '0' || sign < 0 && n == 0 {
		return 0, false
	}
	return sign * n, ok
}

// parseAmount reads an amount with two places as hundredths.
func parseAmount(s string) (int64, bool) {
	point := len(s) - 3
	if point < 1 || s[point] != '.' {
		return 0, false
	}
	digits, sign := s[:point], int64(1)
	if digits[0] == '-' {
		digits, sign = digits[1:], -1
	}
	whole, ok := parseDigits(digits)
	cents, ok2 := parseDigits(s[point+1:])
	if !ok || !ok2 || len(digits) > 16 || len(digits) > 1 && digits[0] == '0' || sign < 0 && whole+cents == 0 {
		return 0, false
	}
	return sign * (whole*100 + cents), true
}

// parseDay reads YYYY-MM-DD as days since 1970-01-01 by counting them from
// the first day of the year 0, and refuses days that the calendar lacks.
func parseDay(s string) (int64, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	year, ok1 := parseDigits(s[:4])
	month, ok2 := parseDigits(s[5:7])
	day, ok3 := parseDigits(s[8:])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 {
		return 0, false
	}
	before := [13]int64{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365} // days before a month
	leap := int64(0)
	if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		leap = 1
	}
	length := before[month] - before[month-1]
	if month == 2 {
		length += leap
	}
	if day < 1 || day > length {
		return 0, false
	}
	leapYears := (year+3)/4 - (year+99)/100 + (year+399)/400 // before the year, with the year 0
	days := year*365 + leapYears + before[month-1] + day - 1
	if month > 2 {
		days += leap
	}
	const epoch = 719528 // 1970-01-01
	return days - epoch, true
}
