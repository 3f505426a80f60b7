package schemas

import (
	"strconv"
	"strings"
)

// A Kind is the type of a value, a column or a vector.
type Kind uint8

// The kinds of values. Text, Code and EDTF are strings; Int, Day, Decimal and
// Bool are integers.
const (
	Absent  Kind = iota // no value; Value.N holds the Gap
	Text                // free text
	Code                // a code of a closed list, or an id
	EDTF                // a date at the precision of its source, ISO 8601-2
	Int                 // a whole number
	Day                 // days since 1970-01-01
	Decimal             // an amount in hundredths: DECIMAL(18,2)
	Bool                // 0 or 1
)

var kindNames = [...]string{"absent", "text", "code", "edtf", "int", "day", "decimal", "bool"}

func (k Kind) String() string { return kindNames[k] }

// IsText reports whether values of the kind are held as strings.
func (k Kind) IsText() bool { return k == Text || k == Code || k == EDTF }

// A Value is a closed sum: which field holds it depends on Kind. The zero
// Value is absent for no stated reason.
type Value struct {
	Kind Kind
	N    int64  // Int, Day, Decimal, Bool; the Gap when Absent
	S    string // Text, Code, EDTF
}

// TextValue returns s as a text, or an absent value where s is empty.
func TextValue(s string) Value { return stringValue(Text, s) }

// CodeValue returns s as a code, or an absent value where s is empty.
func CodeValue(s string) Value { return stringValue(Code, s) }

// EDTFValue returns s as a date expression, or an absent value where s is empty.
func EDTFValue(s string) Value { return stringValue(EDTF, s) }

// IntValue returns n as a whole number.
func IntValue(n int64) Value { return Value{Kind: Int, N: n} }

// AbsentValue is a value that is missing for the stated reason.
func AbsentValue(why Gap) Value { return Value{N: int64(why)} }

func stringValue(k Kind, s string) Value {
	if s == "" {
		return AbsentValue(SourceSilent)
	}
	return Value{Kind: k, S: s}
}

// Gap returns why an absent value is missing.
func (v Value) Gap() Gap {
	if v.Kind != Absent {
		return NoGap
	}
	return Gap(v.N)
}

// String is the canonical text of the value: what CSV holds, and what formats
// are compared by. An absent value is "".
func (v Value) String() string {
	switch v.Kind {
	case Absent:
		return ""
	case Int:
		return strconv.FormatInt(v.N, 10)
	case Day:
		return DayString(v.N)
	case Decimal:
		return DecimalString(v.N)
	case Bool:
		if v.N != 0 {
			return "true"
		}
		return "false"
	}
	return v.S
}

// DayString writes days since 1970-01-01 as YYYY-MM-DD, in the proleptic
// Gregorian calendar (the algorithm counts eras of 400 years from 1 March).
func DayString(days int64) string { return string(AppendDay(nil, days)) }

// AppendDay appends days since 1970-01-01 to b as YYYY-MM-DD.
func AppendDay(b []byte, days int64) []byte {
	const eraDays = 146097
	z := days + 719468
	era := z / eraDays
	if z < 0 {
		era = (z - eraDays + 1) / eraDays
	}
	doe := z - era*eraDays
	yoe := (doe - doe/1460 + doe/36524 - doe/(eraDays-1)) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day := doy - (153*mp+2)/5 + 1
	month := mp + 3
	if month > 12 {
		month -= 12
	}
	year := yoe + era*400
	if month <= 2 {
		year++
	}
	return append(b,
		byte('0'+year/1000%10), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10),
		'-', byte('0'+month/10), byte('0'+month%10),
		'-', byte('0'+day/10), byte('0'+day%10))
}

// DecimalString writes hundredths as a plain decimal with two places.
func DecimalString(n int64) string { return string(AppendDecimal(nil, n)) }

// AppendDecimal appends hundredths to b as a plain decimal with two places.
func AppendDecimal(b []byte, n int64) []byte {
	size := uint64(n)
	if n < 0 {
		b, size = append(b, '-'), -size
	}
	b = strconv.AppendUint(b, size/100, 10)
	return append(b, '.', byte('0'+size/10%10), byte('0'+size%10))
}

// ParseDecimal reads a plain decimal with at most two places as hundredths.
func ParseDecimal(s string) (int64, bool) {
	whole, part, dotted := strings.Cut(s, ".")
	if dotted && (part == "" || len(part) > 2) {
		return 0, false
	}
	for len(part) < 2 {
		part += "0"
	}
	n, err := strconv.ParseInt(whole+part, 10, 64)
	return n, err == nil
}
