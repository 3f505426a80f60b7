package read

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// numeralBehindBracket finds a Roman numeral that ends a piece right behind a
// bracket: "Free Movement (FREEMO) III".
func numeralBehindBracket(text string, p normalise.Piece) (normalise.Piece, int) {
	phase, number := numeralAtEnd(text, p)
	if number == 0 || !strings.HasSuffix(strings.TrimRight(text[p.Start:phase.Start], " "), ")") {
		return normalise.Piece{}, 0
	}
	return phase, number
}

// phaseIn reads a whole piece as the statement of a phase: "Phase II",
// "second phase", "2. Phase".
func phaseIn(text string, p normalise.Piece) (normalise.Piece, int) {
	fields := strings.Fields(p.Of(text))
	if len(fields) != 2 {
		return normalise.Piece{}, 0
	}
	fields[0], fields[1] = normalise.Fold(fields[0]), normalise.Fold(fields[1])
	phases := words().phrases["phase"]
	for i, word := range fields {
		if phases[word] {
			if n, ok := Number(fields[1-i]); ok && n > 0 && n < 100 {
				return p, n
			}
		}
	}
	return normalise.Piece{}, 0
}

// PhaseNumber reads the value of a label for phases: "2", "II", "second", "Phase 2 of 3". It is
// false where the value states no number.
func PhaseNumber(value string) (number int, ok bool) {
	whole := normalise.Piece{Start: 0, End: len(value)}
	if _, number = phaseAtEnd(" "+value, normalise.Piece{Start: 0, End: len(value) + 1}); number > 0 {
		return number, true
	}
	if end := withoutTotal(value); end > 0 {
		whole.End = end
	}
	number, ok = Number(whole.Of(value))
	return number, ok && number > 0 && number < 100
}

// phaseAtEnd finds the statement of a phase in the last two words of a piece.
func phaseAtEnd(text string, p normalise.Piece) (normalise.Piece, int) {
	if end := withoutTotal(p.Of(text)); end > 0 { // "Phase 2 of 3"
		if phase, number := phaseAtEnd(text, normalise.Piece{Start: p.Start, End: p.Start + end}); number > 0 {
			return normalise.Piece{Start: phase.Start, End: p.End}, number
		}
	}
	s := p.Of(text)
	last := strings.LastIndexAny(s, " \t")
	if last <= 0 {
		return normalise.Piece{}, 0
	}
	before := strings.LastIndexAny(strings.TrimRight(s[:last], " \t"), " \t(–—-") + 1
	if r, size := utf8.DecodeRuneInString(s[before:]); before > 0 && (r == '–' || r == '—' || r == utf8.RuneError) {
		before += size
	}
	for before < len(s) && s[before] >= 0x80 && s[before] < 0xC0 { // inside a dash
		before++
	}
	return phaseIn(text, normalise.Piece{Start: p.Start + before, End: p.End})
}

// withoutTotal returns where the words begin that say how many there are ("of
// 3") at the end of a text; 0 where none do.
func withoutTotal(s string) int {
	last := strings.LastIndexByte(s, ' ')
	if last <= 0 || last+1 == len(s) || strings.Trim(s[last+1:], "0123456789") != "" {
		return 0
	}
	before := strings.LastIndexByte(s[:last], ' ')
	if before <= 0 || !words().has("page", s[before+1:last]) {
		return 0
	}
	return before
}

// phaseInside finds "Phase II" in the middle of a piece of the name and leaves
// it out.
func (t *TitleText) phaseInside(text string, piece int) {
	p := t.Name[piece]
	s := p.Of(text)
	var starts []int
	for i := 0; i < len(s); i++ {
		if s[i] != ' ' && (i == 0 || s[i-1] == ' ' || s[i-1] == '(') {
			starts = append(starts, i)
		}
	}
	for k := 0; k+1 < len(starts); k++ {
		end := len(s)
		if i := strings.IndexAny(s[starts[k+1]:], " ,;:)"); i >= 0 {
			end = starts[k+1] + i
		}
		phase, number := phaseIn(text, normalise.Piece{Start: p.Start + starts[k], End: p.Start + end})
		if number == 0 {
			continue
		}
		t.Phase, t.Number = phase, number
		before := trimTitle(text, normalise.Piece{Start: p.Start, End: strippedBracket(text, p.Start, phase.Start)})
		after := trimTitle(text, normalise.Piece{Start: min(p.End, phase.End+len(s[end:])-len(strings.TrimLeft(s[end:], ")"))), End: p.End})
		parts := slices.DeleteFunc([]normalise.Piece{before, after}, func(p normalise.Piece) bool { return p.Start >= p.End })
		t.Name = slices.Replace(t.Name, piece, piece+1, parts...)
		return
	}
}

// phaseAtNameEnd takes the number of the phase from the end of the name: "Safe
// Shores III", "Kitchens across the Bridge 2". Where the acronym has that digit in
// itself, as in "Regional Dialogue V (RED5)", the name is the phase's own and keeps it.
func (t *TitleText) phaseAtNameEnd(text string) {
	last := &t.Name[len(t.Name)-1]
	phase, number := numeralAtEnd(text, *last)
	if number == 0 {
		phase, number = digitAtEnd(text, *last)
	}
	if number < 2 || phase.Start <= last.Start || t.Number > 0 && t.Number != number {
		return
	}
	before := strings.TrimSpace(text[last.Start:phase.Start])
	word := before[strings.LastIndexByte(before, ' ')+1:]
	if w := words(); w.has("numbered_part", word) || w.has("small_word", word) || w.has("preposition", word) || w.has("article", word) {
		return // "Children under 5", "Integration through Title IV"
	}
	if t.Number == 0 {
		t.Phase, t.Number = phase, number
	}
	if acronym := t.Acronym.Of(text); !strings.HasSuffix(acronym, strconv.Itoa(number)) || strings.HasSuffix(acronym, " "+strconv.Itoa(number)) {
		*last = trimTitle(text, normalise.Piece{Start: last.Start, End: phase.Start})
	}
}

// digitAtEnd finds a digit of 2 to 9 that is the last word of a piece of several
// words, and that counts neither parts nor what stands before it.
func digitAtEnd(text string, p normalise.Piece) (normalise.Piece, int) {
	s := p.Of(text)
	n := len(s)
	if n <= 6 || s[n-1] <= '1' || s[n-1] > '9' || s[n-2] != ' ' {
		return normalise.Piece{}, 0
	}
	word := s[:n-2]
	if word = word[strings.LastIndexByte(word, ' ')+1:]; word == s[:n-2] || !hasLetter(word) || hasDigit(word) || words().has("numbered_part", word) {
		return normalise.Piece{}, 0
	}
	return normalise.Piece{Start: p.End - 1, End: p.End}, int(s[n-1] - '0')
}

// numeralAtEnd finds a Roman numeral of capitals that is the last word of a
// piece.
func numeralAtEnd(text string, p normalise.Piece) (normalise.Piece, int) {
	s := p.Of(text)
	start := strings.LastIndexByte(s, ' ') + 1
	word := s[start:]
	if word == "" || word != strings.ToUpper(word) {
		return normalise.Piece{}, 0
	}
	n, ok := roman(strings.ToLower(word))
	if !ok {
		return normalise.Piece{}, 0
	}
	return normalise.Piece{Start: p.Start + start, End: p.End}, n
}
