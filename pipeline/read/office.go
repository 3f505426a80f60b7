package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// office takes the paragraph from the reader's line to end as the description
// of an office, where it says that an office was established.
func (r *reader) office(end int) bool {
	var lines joiner
	for i := r.i; i < end; i++ {
		lines.add(textOf(&r.rows[i], 0, len(r.rows[i].clean)))
	}
	text := lines.text()
	if ReadOffice(text.S).Name == (normalise.Piece{}) {
		return false
	}
	rec := Record{Kind: OfficeRecord, Section: r.section, Place: r.place, Body: text, From: r.rows[r.i].number}
	n := r.add(&rec)
	for r.i < end {
		rec.To = r.take(Office, "office.established", n).last
	}
	r.Records[n] = rec
	return true
}

// An OfficeText says which pieces of a paragraph describe an office. The zero
// Piece is absent.
type OfficeText struct {
	Name, Acronym  normalise.Piece
	Established    normalise.Piece // a date
	Place          normalise.Piece // a country or city
	FieldOffices   normalise.Piece // a number, in digits or words
	ProjectOffices normalise.Piece
}

// ReadOffice reads a paragraph such as "The ... Office for ... (ABC) was
// established in May 2016 and is located in Malta", in English.
func ReadOffice(text string) (o OfficeText) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return OfficeText{} // a letter changed its length: the offsets would lie
	}
	verb := -1
	for _, phrase := range []string{" was established in ", " was opened in ", " was founded in ", " was set up in "} {
		if i := strings.Index(lower, phrase); i >= 0 {
			verb = i
			o.Established = dateFrom(text, i+len(phrase))
			break
		}
	}
	if verb < 0 || o.Established == (normalise.Piece{}) || !strings.Contains(lower[:verb], "office") {
		return OfficeText{}
	}
	o.Name = normalise.Piece{Start: 0, End: verb}
	if strings.HasPrefix(lower, "the ") {
		o.Name.Start = 4
	}
	if open := strings.LastIndexByte(text[:verb], '('); open > 0 && text[verb-1] == ')' {
		o.Acronym = normalise.Piece{Start: open + 1, End: verb - 1}
		o.Name.End = open
	}
	o.Name = trimPiece(text, o.Name)
	for _, phrase := range []string{" located in ", " based in ", " hosted in "} {
		if i := strings.Index(lower, phrase); i >= 0 {
			from := i + len(phrase)
			o.Place = normalise.Piece{Start: from, End: from + nameEnd(text[from:])}
			break
		}
	}
	o.FieldOffices = countBefore(text, lower, "field office")
	if o.ProjectOffices = countBefore(text, lower, "projects office"); o.ProjectOffices == (normalise.Piece{}) {
		o.ProjectOffices = countBefore(text, lower, "project office")
	}
	return o
}

// dateFrom finds the longest date that begins at a byte of a text and has at
// most three words.
func dateFrom(text string, from int) normalise.Piece {
	best, end := normalise.Piece{}, from
	for range 3 {
		next := strings.IndexAny(text[end:], " .,;")
		if next < 0 {
			next = len(text) - end
		}
		if p, ok := normalise.ReadPeriod(text[from:end+next], "en"); ok && p.Single {
			best = normalise.Piece{Start: from, End: end + next}
		}
		if end += next + 1; end >= len(text) {
			break
		}
	}
	return best
}

// nameEnd returns where a name of capitalised words ends.
func nameEnd(text string) int {
	end := 0
	for end < len(text) {
		word := text[end:]
		if i := strings.IndexAny(word, " .,;()"); i >= 0 {
			word = word[:i]
		}
		if word == "" || !hasUpper(word[:1]) && word[0] < 0x80 {
			break
		}
		end += len(word)
		if end >= len(text) || text[end] != ' ' {
			return end
		}
		end++
	}
	return len(strings.TrimRight(text[:end], " "))
}

// countBefore finds the word that counts a noun: "three" of "three Field
// Offices".
func countBefore(text, lower, noun string) normalise.Piece {
	i := strings.Index(lower, " "+noun)
	if i < 0 {
		return normalise.Piece{}
	}
	start := strings.LastIndexByte(lower[:i], ' ') + 1
	if _, ok := Number(text[start:i]); !ok {
		return normalise.Piece{}
	}
	return normalise.Piece{Start: start, End: i}
}

// Number reads a small number in digits, with or without the ending of an
// ordinal ("2nd", "3.ª"), in Roman numerals or in words.
func Number(text string) (int, bool) {
	folded := strings.Map(westernDigit, normalise.Fold(text))
	if digits := strings.TrimRight(folded, " abcdefghijklmnopqrstuvwxyzº"); digits != "" && len(folded)-len(digits) <= 3 {
		folded = digits
	}
	if n, ok := words().ordinals[folded]; ok {
		return n, true
	}
	n := 0
	for i := 0; i < len(folded); i++ {
		if folded[i] < '0' || folded[i] > '9' {
			return roman(folded)
		}
		n = n*10 + int(folded[i]-'0')
	}
	return n, folded != "" && len(folded) < 4
}

// westernDigit returns the digit of ASCII that an Arabic-Indic one is.
func westernDigit(r rune) rune {
	if r >= '٠' && r <= '٩' {
		return r - '٠' + '0'
	}
	return r
}

// roman reads a Roman numeral from i to xx.
func roman(folded string) (int, bool) {
	if folded == "" || strings.Trim(folded, "ivx") != "" {
		return 0, false
	}
	for n, numeral := range [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"} {
		if numeral == folded {
			return n + 1, true
		}
	}
	return 0, false
}
