package read

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// A TitleText says which pieces of a title are its name, its acronym and its
// phase.
type TitleText struct {
	Name    []normalise.Piece // what is left without acronym and phase, in order
	Acronym normalise.Piece
	Phase   normalise.Piece // the words that state the phase
	Number  int             // of the phase; 0 where there is none
}

// dropTitleNumbers leaves out the numbers of the titles where all of them have one, in
// order and with nothing but a space behind it: "1 Village Granaries", "2 Schools".
func (r *reader) dropTitleNumbers() {
	var entries []int
	for i := range r.Records {
		if r.Records[i].Kind == EntryRecord {
			entries = append(entries, i)
		}
	}
	for n, i := range entries {
		if number := strconv.Itoa(n+1) + " "; !strings.HasPrefix(r.Records[i].Title.S, number) || !startsUpper(r.Records[i].Title.S[len(number):]) {
			return
		}
	}
	if len(entries) < fewestNumbered {
		return
	}
	for _, i := range entries {
		title := &r.Records[i].Title
		*title = title.Cut(normalise.Piece{Start: strings.IndexByte(title.S, ' ') + 1, End: len(title.S)})
	}
}

// dropTitleCodes leaves out the codes of projects in front of the titles, where all of them
// have one of the same shape, and one of them an acronym besides: "GLOX41 – Border Offices
// (BLO)", "THAX17 – Digital Evidence". Each identifies its entry.
func (r *reader) dropTitleCodes() {
	var entries []int
	shape := ""
	for i := range r.Records {
		rec := &r.Records[i]
		if rec.Kind != EntryRecord {
			continue
		}
		code, joint := shortCode(rec.Title.S)
		if joint == 0 || len(entries) > 0 && codeShape(rec.Title.S[:code]) != shape {
			return
		}
		entries, shape = append(entries, i), codeShape(rec.Title.S[:code])
	}
	if len(entries) < fewestNumbered || !slices.ContainsFunc(entries, func(i int) bool {
		code, joint := shortCode(r.Records[i].Title.S)
		return ReadTitle(r.Records[i].Title.S[code+joint:]).Acronym != (normalise.Piece{})
	}) {
		return // the codes are the acronyms
	}
	for _, i := range entries {
		rec := &r.Records[i]
		code, joint := shortCode(rec.Title.S)
		rec.Fields = append(rec.Fields, Field{Label: "identifier", Value: rec.Title.Cut(normalise.Piece{Start: 0, End: code})})
		rec.Title = rec.Title.Cut(normalise.Piece{Start: code + joint, End: len(rec.Title.S)})
	}
}

// shortCode returns the width of the capitals and figures that begin a title, and that of the
// dash or colon behind them; 0 where none do.
func shortCode(title string) (code, joint int) {
	for code < len(title) && title[code] >= 'A' && title[code] <= 'Z' {
		code++
	}
	letters := code
	for code < len(title) && isDigit(title[code]) {
		code++
	}
	if letters < 2 || code-letters < 2 {
		return 0, 0
	}
	if joint = jointAt(title[code:]); joint == 0 && strings.HasPrefix(title[code:], ": ") {
		joint = len(": ")
	}
	return code, joint
}

// codeShape returns a code with the same letter for all of its letters and the same figure
// for all of its figures.
func codeShape(code string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return '0'
		}
		return 'A'
	}, code)
}

// fewestNumbered is how many titles must be numbered.
const fewestNumbered = 2

// NameOf returns the name: its pieces joined by a space, where no comma or
// colon begins the further one.
func (t TitleText) NameOf(text string) string {
	var name strings.Builder
	for i, p := range t.Name {
		piece := p.Of(text)
		if i > 0 && !strings.HasPrefix(piece, ",") && !strings.HasPrefix(piece, ":") {
			name.WriteByte(' ')
		}
		name.WriteString(piece)
	}
	return OneSpace(name.String())
}

// ReadTitle takes a title apart. The acronym stands in brackets at the end,
// before or behind the phase, or in front of a dash or colon. The phase is a
// word for phase with a number, or a numeral that ends the name.
func ReadTitle(text string) (t TitleText) {
	rest := normalise.Piece{Start: 0, End: len(text)}
	if from := countryInFront(text); from > 0 {
		rest.Start = from
	}
	if end := strings.IndexByte(text, '\n'); end > 0 && isAcronymAbove(text[rest.Start:end], text[end+1:]) { // the acronym stands above the name
		t.Acronym, rest.Start = normalise.Piece{Start: rest.Start, End: end}, end+1
	} else if end > 0 { // or below it
		t.Acronym, rest.End = normalise.Piece{Start: end + 1, End: len(text)}, end
	}
	for range 3 { // acronym, phase and one more bracket, in any order
		rest = trimTitle(text, rest)
		switch open := lastBracket(text, rest); {
		case open >= 0:
			inside := withoutQuotes(text, normalise.Piece{Start: open + 1, End: rest.End - 1})
			if phase, number := phaseIn(text, inside); t.Number == 0 && number > 0 && phase == inside {
				t.Phase, t.Number = phase, number
			} else if phase, number := phaseAtEnd(text, inside); t.Number == 0 && number > 0 && isAcronym(trimTitle(text, normalise.Piece{Start: inside.Start, End: phase.Start}).Of(text)) { // "(ABC – Phase 3)"
				t.Phase, t.Number, t.Acronym = phase, number, trimTitle(text, normalise.Piece{Start: inside.Start, End: phase.Start})
			} else if acronym := inside.Of(text); t.Acronym == (normalise.Piece{}) && (isAcronym(acronym) || len(acronym) > 2 && upperShare(acronym) == 100 && initials(acronym, text[rest.Start:open])) {
				t.Acronym = inside
			} else {
				goto cut
			}
			rest.End = open
		default:
			phase, number := phaseAtEnd(text, rest)
			if number == 0 {
				phase, number = numeralBehindBracket(text, rest)
			}
			if number == 0 || t.Number > 0 {
				goto cut
			}
			t.Phase, t.Number = phase, number
			rest.End = phase.Start
		}
	}
cut:
	rest = trimTitle(text, rest)
	if cut := strings.TrimRight(rest.Of(text), "."); t.Number > 0 && t.Phase.Start >= rest.End && len(cut)+1 == rest.End-rest.Start && !abbreviated(rest.Of(text)) {
		rest.End-- // "Emprender. Fase II"
	}
	if t.Acronym == (normalise.Piece{}) {
		if acronym, from := acronymInFront(text, rest); from > 0 {
			t.Acronym, rest = acronym, trimTitle(text, normalise.Piece{Start: from, End: rest.End})
			if open := lastBracket(text, t.Acronym); open > t.Acronym.Start { // "SAHARI (2e phase) : Santé …"
				inside := normalise.Piece{Start: open + 1, End: t.Acronym.End - 1}
				if phase, number := phaseIn(text, inside); number > 0 && phase == inside {
					t.Phase, t.Number = phase, number
					t.Acronym = trimTitle(text, normalise.Piece{Start: t.Acronym.Start, End: open})
				}
			}
		} else if acronym := acronymAtEnd(text, rest); acronym.Start > rest.Start {
			t.Acronym, rest = acronym, trimTitle(text, normalise.Piece{Start: rest.Start, End: len(strings.TrimRight(text[:acronym.Start], quotes))})
		}
	}
	if inside := withoutQuotes(text, rest); strings.HasPrefix(rest.Of(text), "«") && strings.HasSuffix(rest.Of(text), "»") {
		rest = inside
	}
	t.Name = []normalise.Piece{rest}
	if t.Acronym == (normalise.Piece{}) {
		t.acronymInside(text, rest)
	}
	if t.Number == 0 {
		for i := len(t.Name) - 1; i >= 0 && t.Number == 0; i-- {
			t.phaseInside(text, i)
		}
	}
	if t.Number == 0 && t.Acronym != (normalise.Piece{}) {
		// "(ABC Fiji III)" states the phase that the name leaves out.
		if phase, number := numeralAtEnd(text, t.Acronym); number > 1 && phase.Start > t.Acronym.Start {
			t.Phase, t.Number = phase, number
		} else if last := strings.LastIndexByte(t.Acronym.Of(text), '-'); last > 3 && isDigit(text[t.Acronym.End-1]) && t.Acronym.End-t.Acronym.Start == last+2 && text[t.Acronym.End-1] > '1' && upperShare(t.Acronym.Of(text)) == 100 { // "LEPAS-2"
			t.Phase, t.Number = normalise.Piece{Start: t.Acronym.End - 1, End: t.Acronym.End}, int(text[t.Acronym.End-1]-'0')
		} else if last > 1 && isNumeral(t.Acronym.Of(text)[last+1:]) && !isDigit(text[t.Acronym.End-1]) { // "UMIS-III"
			if n, ok := roman(strings.ToLower(t.Acronym.Of(text)[last+1:])); ok && n > 1 {
				t.Phase, t.Number = normalise.Piece{Start: t.Acronym.Start + last + 1, End: t.Acronym.End}, n
			}
		} else if last := strings.LastIndexByte(t.Acronym.Of(text), ' '); last > 0 && t.Acronym.End-t.Acronym.Start == last+2 { // "(ABC 2)"
			if digit := text[t.Acronym.End-1]; digit > '1' && digit <= '9' {
				t.Phase, t.Number = normalise.Piece{Start: t.Acronym.End - 1, End: t.Acronym.End}, int(digit-'0')
			}
		}
	}
	t.phaseAtNameEnd(text)
	return t
}

// countryInFront returns where a title begins behind the country in capitals that stands
// in front of it: "TUNISIA – «Home Again»"; 0 where none does.
func countryInFront(text string) int {
	dash := strings.Index(text, " – ")
	if dash <= 0 || dash > 40 || upperShare(text[:dash]) < 100 || upperShare(text) > 80 || normalise.Country(text[:dash], "").ISO3 == "" || normalise.Country(text[:dash], "").Kind == normalise.Code {
		return 0
	}
	return dash + len(" – ")
}

// trimTitle cuts spaces and the punctuation that joins the parts of a title
// from the ends of a piece.
func trimTitle(text string, p normalise.Piece) normalise.Piece {
	const joints = " \t,;:-–—/|،؛"
	for p.Start < p.End {
		r, size := utf8.DecodeRuneInString(text[p.Start:p.End])
		if !strings.ContainsRune(joints, r) {
			break
		}
		p.Start += size
	}
	for p.Start < p.End {
		r, size := utf8.DecodeLastRuneInString(text[p.Start:p.End])
		if !strings.ContainsRune(joints, r) {
			break
		}
		p.End -= size
	}
	return p
}

// withoutQuotes cuts spaces and quotation marks from the ends of a piece.
func withoutQuotes(text string, p normalise.Piece) normalise.Piece {
	inside := p.Of(text)
	trimmed := strings.TrimLeft(inside, " \t"+quotes)
	p.Start += len(inside) - len(trimmed)
	p.End = p.Start + len(strings.TrimRight(trimmed, " \t"+quotes))
	return p
}

const quotes = "\"'“”„«»‘’‹›"

// lastBracket returns where the bracket begins that ends a piece; -1 where
// none does.
func lastBracket(text string, p normalise.Piece) int {
	s := p.Of(text)
	if !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, "]") {
		return -1
	}
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ')', ']':
			depth++
		case '(', '[':
			if depth--; depth == 0 {
				if i == 0 {
					return -1
				}
				return p.Start + i
			}
		}
	}
	return -1
}

// strippedBracket moves end before an opening bracket that stands right
// before it.
func strippedBracket(text string, start, end int) int {
	if end > start && text[end-1] == '(' {
		return end - 1
	}
	return end
}

func isASCII(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
