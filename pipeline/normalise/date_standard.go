package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readStandard reads a text that is EDTF, but for spaces, brackets and quotes about it. Two digits
// from 20 on behind a year and a hyphen stay for the grammar: as text, 2020-21
// is two years, and not spring.
func readStandard(text string) (Period, bool) {
	start, end := 0, len(text)
	around := func(c byte) bool {
		return c < utf8.RuneSelf && (dateASCII[c] == classSpace || dateASCII[c] == classParen)
	}
	for start < end && around(text[start]) {
		start++
	}
	for start < end && around(text[end-1]) {
		end--
	}
	edtf := text[start:end]
	if p, ok := readBasic(edtf, start); ok {
		return p, true
	}
	if len(edtf) == len("2020M05") && edtf[4] == 'M' && strings.Trim(edtf[:4]+edtf[5:], "0123456789") == "" && edtf[5:] >= "01" && edtf[5:] <= "12" { // as Eurostat writes months
		edtf = edtf[:4] + "-" + edtf[5:]
	}
	if !looksLikeEDTF(edtf) || len(edtf) == len("2020-21") && edtf[4] == '-' && edtf[5] == '2' && edtf[2:4] < edtf[5:7] {
		return Period{}, false
	}
	return readEDTF(edtf, start)
}

// readBasic reads a day in the basic format of ISO 8601-1: 20190503. A stop may stand
// behind it, and invisible characters anywhere.
func readBasic(text string, at int) (Period, bool) {
	var day [len("2019-05-03")]byte
	n, first, last := 0, 0, 0
	rest := strings.TrimRight(text, ".;,")
	for i := 0; i < len(rest); {
		c, size := rune(rest[i]), 1
		class := classOther
		if c < utf8.RuneSelf {
			class = dateASCII[c]
		} else {
			c, size = utf8.DecodeRuneInString(rest[i:])
			class, _ = classOf(c, size)
		}
		switch {
		case class == classSkip:
		case class != classDigit || n == len(day):
			return Period{}, false
		default:
			if n == 0 {
				first = i
			}
			day[n] = '0' + byte(digitOf(c))
			if n++; n == 4 || n == 7 {
				day[n] = '-'
				n++
			}
			last = i + size
		}
		i += size
	}
	if n != len(day) {
		return Period{}, false
	}
	p, ok := readEDTF(string(day[:]), at)
	if ok {
		p.Start.Pieces = []Piece{{at + first, at + last}}
		p.End = p.Start
	}
	return p, ok
}

// withoutTime returns a text without the time of day that it ends with: hh:mm,
// and what may follow of seconds, fraction and zone.
func withoutTime(text string) string {
	colon := strings.IndexByte(text, ':')
	if colon < 1 || len(text) > 60 {
		return text
	}
	hour := colon
	for range 2 {
		digit, size := utf8.DecodeLastRuneInString(text[:hour])
		if !unicode.IsDigit(digit) {
			break
		}
		hour -= size
	}
	if hour == colon || hour < len("1.1.20 ") || colon+2 >= len(text) {
		return text
	}
	rest := strings.ToUpper(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), invisible(r):
			return ' '
		case unicode.IsDigit(r):
			return '0'
		}
		return r
	}, text[colon:]))
	rest = strings.TrimRight(rest, " )]}\"*_.;,")
	for _, zone := range []string{"UTC", "GMT", "AM", "PM", "Z"} {
		rest = strings.TrimSuffix(rest, zone)
	}
	if strings.Trim(rest, "0:.+-–— ") != "" {
		return text
	}
	return strings.TrimRightFunc(text[:hour], func(r rune) bool { return r == ',' || r == 'T' || r == 't' || unicode.IsSpace(r) || invisible(r) })
}

// looksLikeEDTF keeps most texts from the reader of EDTF: a year and a hyphen,
// slash or qualifier, or an open start.
func looksLikeEDTF(text string) bool {
	switch {
	case len(text) < 4:
		return false
	case text[0] >= '0' && text[0] <= '9':
		return text[3] >= '0' && text[3] <= '9' || text[3] == 'X'
	}
	return text[0] == '.' || text[0] == '/' || text[0] == 'Y'
}

// usual reports whether the dates are such as factsheets speak of, and not
// other numbers; placeholders go, with a note.
func (p *Period) usual() bool {
	if !p.usualEnd(&p.Start) || !p.Single && !p.usualEnd(&p.End) {
		return false
	}
	switch {
	case p.Single:
		p.End, p.EDTF = p.Start, p.Start.EDTF
	case p.reversed():
		p.reverse(Piece{p.Start.Pieces[0].Start, p.End.Pieces[0].End})
	case !p.Start.Known() && !p.End.Known():
		p.EDTF = ""
	case len(p.Notes) > 0:
		p.EDTF = intervalEDTF(*p)
	}
	return true
}

// usualEnd is the part of usual for one end.
func (p *Period) usualEnd(d *Date) bool {
	if !d.Known() {
		return true
	}
	year, month, day := d.First.Date()
	switch {
	case year == 0, year == 9999, d.Precision == DayPrecision && year == 1900 && month == 1 && day == 1:
		p.Notes = append(p.Notes, Note{Rule: notePlaceholder, Message: d.EDTF + " stands for no date", Piece: d.Pieces[0]})
		*d = Date{}
	case d.Precision < Month && (year < 1900 && !d.Approximate && !d.Uncertain || year > 2100), year < 1000, year >= 3000:
		return false
	case d.Precision == Season && month == 12:
		p.Notes = append(p.Notes, winterNote(*d, d.Pieces[0]))
	}
	return true
}
