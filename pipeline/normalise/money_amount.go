package normalise

import (
	"strconv"
	"strings"
)

// finish makes the amounts of what stands before token end.
func (p *moneyParser) finish(m Money, end int) (Money, bool) {
	if p.n == 0 || p.currency == "" {
		return Money{}, false
	}
	m.Piece = Piece{p.tokens[0].start, p.tokens[end-1].end}
	m.Approximate = p.kinds&moneyApprox != 0
	note := func(rule, message string) {
		m.Notes = append(m.Notes, Note{Rule: rule, Message: message, Piece: m.Piece})
	}
	digits := 2
	if p.ambiguous {
		note(noteCurrency, "the sign stands for "+strings.ReplaceAll(p.currency, " ", ", "))
	} else {
		m.Currency = p.currency
		digits = moneyLexiconOnce().digits[p.currency]
	}
	if p.n == 2 && p.amounts[0].scale == nil { // EUR 2–3 million
		p.amounts[0].scale = p.amounts[1].scale
	}
	var values [2]decimal
	for i := range p.amounts[:p.n] {
		a := &p.amounts[i]
		power := 0
		if a.scale != nil {
			var told bool
			if power, told = a.scale.scaleIn(p.lang); !told {
				note(noteScale, strconv.Quote(m.Piece.Of(p.text))+" has a word that is a power of ten by the language")
				return m, true
			}
		}
		number := p.tokens[a.number].key
		value, told, ok := readDecimal(number, p.lang, digits, power)
		if !ok {
			return Money{}, false
		}
		if !told {
			note(noteSeparator, strconv.Quote(number)+" groups thousands or begins decimals")
			return m, true
		}
		values[i] = value
	}
	m.SignificantDigits = max(values[0].significant(), values[1].significant())
	switch {
	case p.n == 2 && values[0].compare(values[1]) > 0:
		note(noteMoneyReversed, values[0].String()+" stands before "+values[1].String())
	case p.n == 2:
		m.Low, m.High = values[0].String(), values[1].String()
	case p.kinds&moneyBelow != 0:
		m.High = values[0].String()
	case p.kinds&moneyAbove != 0:
		m.Low = values[0].String()
	default:
		m.Amount = values[0].String()
	}
	return m, true
}

// A decimal is a number without sign: its digits as written, and how many of
// them stand behind the point (fewer than zero: so many zeros follow).
type decimal struct {
	digits string
	behind int
}

func (d decimal) significant() int { return len(strings.TrimLeft(d.digits, "0")) }

// String writes the number without leading zeros: "5550000", "0.5".
func (d decimal) String() string {
	whole, fraction := d.digits, ""
	switch {
	case d.behind <= 0:
		whole += strings.Repeat("0", -d.behind)
	case d.behind >= len(whole):
		whole, fraction = "0", strings.Repeat("0", d.behind-len(whole))+whole
	default:
		whole, fraction = whole[:len(whole)-d.behind], whole[len(whole)-d.behind:]
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return whole
}

// compare returns less than, equal to or more than zero as d is to e.
func (d decimal) compare(e decimal) int {
	a, af, _ := strings.Cut(d.String(), ".")
	b, bf, _ := strings.Cut(e.String(), ".")
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	if c := strings.Compare(a, b); c != 0 {
		return c
	}
	return strings.Compare(strings.TrimRight(af, "0"), strings.TrimRight(bf, "0"))
}

// readDecimal reads a number times a power of ten. digits is how many the
// currency has behind the point (ISO 4217): more of them cannot be decimals,
// where no power of ten follows. told is false where the sign can be of
// thousands or decimals, ok where the grouping is no grouping.
func readDecimal(number, lang string, digits, power int) (d decimal, told, ok bool) {
	point, told, ok := pointOf(number, lang, digits, power)
	if !ok || !told {
		return decimal{}, told, ok
	}
	var plain strings.Builder
	for i := 0; i < len(number); i++ {
		if c := number[i]; c >= '0' && c <= '9' {
			plain.WriteByte(c)
			if point >= 0 && i > point {
				d.behind++
			}
		}
	}
	d.digits = plain.String()
	d.behind -= power
	for d.behind > 0 && power > 0 && strings.HasSuffix(d.digits, "0") && len(d.digits) > 1 { // 1.50 million has no cents
		d.digits, d.behind = d.digits[:len(d.digits)-1], d.behind-1
	}
	return d, true, len(d.digits) <= 18
}

// pointOf finds the decimal sign of a number: its index, -1 for none.
func pointOf(number, lang string, digits, power int) (point int, told, ok bool) {
	last := strings.LastIndexAny(number, ",.'_")
	if last < 0 {
		return -1, true, true
	}
	sign := number[last]
	first := strings.IndexAny(number, ",.'_")
	behind := len(number) - last - 1
	switch {
	case number[first] != sign: // 189,403.21
		if strings.IndexByte(number, sign) != last || sign == '\'' || sign == '_' {
			return 0, true, false
		}
		return last, true, grouped(number[:last])
	case first != last || sign == '\'' || sign == '_': // 1.234.567
		return -1, true, grouped(number)
	case behind != 3 || last > 3 || number[0] == '0': // 5,55
		return last, true, true
	case power == 0 && digits < 3:
		return -1, true, true
	}
	groups, decimals := separatorsOf(lang)
	switch sign {
	case decimals:
		return last, true, true
	case groups:
		return -1, true, true
	}
	return 0, false, true
}

// separatorsOf returns the signs that a language groups digits with and
// begins decimals with (CLDR, numbers); zero where lang is empty or another.
func separatorsOf(lang string) (groups, decimals byte) {
	switch lang {
	case "en":
		return ',', '.'
	case "fr", "de", "es", "it", "pt", "nl":
		return '.', ','
	}
	return 0, 0
}

// grouped reports whether a number without decimals is grouped by threes with
// one sign.
func grouped(number string) bool {
	sign, run, groups := byte(0), 0, 0
	for i := 0; i < len(number); i++ {
		c := number[i]
		if c >= '0' && c <= '9' {
			run++
			continue
		}
		if sign != 0 && (c != sign || run != 3) || run == 0 || run > 3 {
			return false
		}
		sign, run, groups = c, 0, groups+1
	}
	return groups == 0 || run == 3
}
