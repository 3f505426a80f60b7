package read

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
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
// word for phase with a number, or a Roman numeral that ends the name; such a
// numeral stays part of the name.
func ReadTitle(text string) (t TitleText) {
	rest := normalise.Piece{Start: 0, End: len(text)}
	if from := countryInFront(text); from > 0 {
		rest.Start = from
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
		} else if last := strings.LastIndexByte(t.Acronym.Of(text), '-'); last > 1 && isNumeral(t.Acronym.Of(text)[last+1:]) && !isDigit(text[t.Acronym.End-1]) { // "UMIS-III"
			if n, ok := roman(strings.ToLower(t.Acronym.Of(text)[last+1:])); ok && n > 1 {
				t.Phase, t.Number = normalise.Piece{Start: t.Acronym.Start + last + 1, End: t.Acronym.End}, n
			}
		} else if last := strings.LastIndexByte(t.Acronym.Of(text), ' '); last > 0 && t.Acronym.End-t.Acronym.Start == last+2 { // "(ABC 2)"
			if digit := text[t.Acronym.End-1]; digit > '1' && digit <= '9' {
				t.Phase, t.Number = normalise.Piece{Start: t.Acronym.End - 1, End: t.Acronym.End}, int(digit-'0')
			}
		}
	}
	if t.Number == 0 {
		if phase, number := numeralAtEnd(text, rest); number > 1 && phase.Start > rest.Start {
			t.Phase, t.Number = phase, number
		} else if n := rest.End; n-rest.Start > 6 && text[n-1] > '1' && text[n-1] <= '9' && text[n-2] == ' ' { // "Kitchens across the Bridge 2"
			word := text[rest.Start : n-2]
			if word = word[strings.LastIndexByte(word, ' ')+1:]; word != text[rest.Start:n-2] && hasLetter(word) && !hasDigit(word) && !words().has("numbered_part", word) {
				t.Phase, t.Number = normalise.Piece{Start: n - 1, End: n}, int(text[n-1]-'0')
			}
		}
	}
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

// numeralBehindBracket finds a Roman numeral that ends a piece right behind a
// bracket: "Free Movement (FREEMO) III".
func numeralBehindBracket(text string, p normalise.Piece) (normalise.Piece, int) {
	phase, number := numeralAtEnd(text, p)
	if number == 0 || !strings.HasSuffix(strings.TrimRight(text[p.Start:phase.Start], " "), ")") {
		return normalise.Piece{}, 0
	}
	return phase, number
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

// isAcronym reports whether the words of a bracket are an acronym or short
// name: a few words with capitals, and neither a date nor a country.
func isAcronym(text string) bool {
	if text == "" || len(text) > 60 || len(strings.Fields(text)) > 6 || !hasUpper(text) && !hasDigit(text) && isASCII(text) {
		return false
	}
	if strings.ContainsAny(text, ",;:()") || isPeriod(text, "") {
		return false
	}
	if words := strings.Fields(text); len(words) > 2 && !slices.ContainsFunc(words, func(w string) bool { return countUpper(w) > 1 }) {
		return false // a remark
	}
	if first, _, more := strings.Cut(text, " "); more && words().has("phases", first) {
		return false // "Phases I and II"
	}
	match := normalise.Country(text, "")
	return match.ISO3 == "" || match.Kind == normalise.Code || match.Kind == normalise.Demonym && upperShare(text) == 100
}

// acronymInFront finds an acronym that stands before a dash or a colon: one
// or two words of capitals and digits, shorter than what follows. It returns
// where the name goes on.
func acronymInFront(text string, p normalise.Piece) (acronym normalise.Piece, from int) {
	s := p.Of(text)
	cut, width := -1, 0
	for _, joint := range []string{" – ", " — ", " - ", ": ", " | ", ", "} {
		if i := strings.Index(s, joint); i > 0 && (cut < 0 || i < cut) {
			cut, width = i, len(joint)
		}
	}
	if first := strings.IndexByte(s, ' '); first > 4 && (cut < 0 || cut > first) && isHyphened(s[:first]) && s[first+1] != 'I' && s[first+1] != 'V' && upperShare(s[first:]) < 40 && strings.Count(s, " ") > 2 { // "MOB-JEUNES Mobilité des jeunes"
		return normalise.Piece{Start: p.Start, End: p.Start + first}, p.Start + first
	}
	if cut <= 0 || cut > 30 {
		return normalise.Piece{}, 0
	}
	front, rest := s[:cut], s[cut+width:]
	first, _, more := strings.Cut(front, " ")
	coined := len(first) > 3 && isCoined(first) && strings.Count(front, " ") < 2 // "SafeReturn", "PROMISE Mekong"
	if s[cut] == ',' {
		next, _, _ := strings.Cut(rest, " ")
		if !coined || strings.Count(rest, " ") < 2 || countUpper(next) != 1 || !startsUpper(next) || upperShare(s) > 80 {
			return normalise.Piece{}, 0
		}
	}
	hyphened := isHyphened(front)
	if len(strings.Fields(front)) > 3 || len(front) >= len(rest) || upperShare(rest) > 80 && !initials(front, rest) && !hyphened {
		return normalise.Piece{}, 0
	}
	word := !strings.Contains(strings.TrimSpace(front), " ") // mixed case is an acronym in one word only: "ProMIG"
	if countUpper(front) < 2 || !word && upperShare(front) < 50 && !(coined && more) || normalise.Country(front, "").ISO3 != "" {
		return normalise.Piece{}, 0
	}
	return normalise.Piece{Start: p.Start, End: p.Start + len(strings.TrimRight(front, " "))}, p.Start + cut + width
}

// isCoined reports whether a word has a capital inside, and not only behind a hyphen.
func isCoined(word string) bool {
	for part := range strings.SplitSeq(word, "-") {
		if countUpper(part) > 1 {
			return true
		}
	}
	return false
}

// isNumeral reports whether a text is a Roman numeral in capitals, or a digit.
func isNumeral(text string) bool {
	_, ok := roman(strings.ToLower(text))
	return ok && strings.ToUpper(text) == text || len(text) == 1 && isDigit(text[0])
}

// isHyphened reports whether a text is one word of capitals with a hyphen in
// it, as acronyms have: "SAFE-ROUTES".
func isHyphened(text string) bool {
	return len(text) > 4 && strings.Contains(text, "-") && !strings.Contains(text, " ") && upperShare(text) == 100 && !hasDigit(text)
}

// acronymInside finds an acronym in brackets in the middle of a name, with a
// dash or colon behind it, and leaves it out: "Training (ABC) – pilot phase".
func (t *TitleText) acronymInside(text string, p normalise.Piece) {
	s := p.Of(text)
	open := strings.IndexByte(s, '(')
	if open <= 0 {
		return
	}
	end := strings.IndexByte(s[open:], ')') + open
	if end < open || countUpper(s[open:end]) < 2 || !isAcronym(s[open+1:end]) {
		return
	}
	behind := s[end+1:]
	if !strings.HasPrefix(behind, ":") && !strings.HasPrefix(behind, " – ") && !strings.HasPrefix(behind, " — ") && !strings.HasPrefix(behind, " - ") && !strings.HasPrefix(behind, ", ") {
		return
	}
	t.Acronym = normalise.Piece{Start: p.Start + open + 1, End: p.Start + end}
	t.Name = []normalise.Piece{
		trimTitle(text, normalise.Piece{Start: p.Start, End: p.Start + open}),
		trimPiece(text, normalise.Piece{Start: p.Start + end + 1, End: p.End}),
	}
}

// acronymAtEnd finds an acronym that stands behind the last dash of a title
// which is not in capitals itself: one word of capitals that names no place.
func acronymAtEnd(text string, p normalise.Piece) normalise.Piece {
	s := p.Of(text)
	if acronym := initialsAtEnd(text, p); acronym.Start > p.Start {
		return acronym
	}
	if acronym := allInitialsAtEnd(text, p); acronym.Start > p.Start {
		return acronym
	}
	start := strings.LastIndexByte(s, ' ') + 1
	before := strings.TrimRight(s[:start], " ")
	if joint := strings.TrimSpace(before[:strings.LastIndexByte(before, ' ')+1]); isNumeral(s[start:]) && (strings.HasSuffix(joint, ":") || strings.HasSuffix(joint, "–") || strings.HasSuffix(joint, "—") || strings.HasSuffix(joint, " -")) { // "…: ABC-DE II"
		if t := acronymAtEnd(text, normalise.Piece{Start: p.Start, End: p.Start + len(before)}); t.Start > p.Start {
			return normalise.Piece{Start: t.Start, End: p.End}
		}
	}
	inside := withoutQuotes(s, normalise.Piece{Start: start, End: len(s)})
	word, quoted := inside.Of(s), inside.Start > start
	if countUpper(word) < 3 || upperShare(word) < 100 || len(word) > 12 && !quoted || upperShare(before) > 50 && !quoted {
		return normalise.Piece{}
	}
	if last, _ := utf8.DecodeLastRuneInString(before); last != '–' && last != '—' && last != ':' && last != '|' && !strings.HasSuffix(before, " -") {
		return normalise.Piece{}
	}
	if _, place := normalise.Heading(word, ""); place || !isAcronym(word) {
		return normalise.Piece{}
	}
	if _, numeral := roman(strings.ToLower(word)); numeral {
		return normalise.Piece{}
	}
	return normalise.Piece{Start: p.Start + inside.Start, End: p.Start + inside.End}
}

// allInitialsAtEnd finds an acronym of four letters or more that ends a title with nothing
// before it but a space, and is made of the initials of all longer words of the title:
// "CLIMATE MOBILITY PATHWAYS FOR ATOLL COMMUNITIES CMPAC".
func allInitialsAtEnd(text string, p normalise.Piece) normalise.Piece {
	s := p.Of(text)
	start := strings.LastIndexByte(s, ' ') + 1
	word := s[start:]
	if start == 0 || len(word) < 4 || len(word) > 12 || countUpper(word) < len(word) {
		return normalise.Piece{}
	}
	var letters strings.Builder
	for w := range strings.FieldsSeq(s[:start]) {
		if len(w) > 3 {
			letters.WriteString(strings.ToUpper(w[:1]))
		}
	}
	if letters.String() != word {
		return normalise.Piece{}
	}
	return normalise.Piece{Start: p.Start + start, End: p.End}
}

// initialsAtEnd finds an acronym behind the last dash or comma of a title, with or
// without a number, whose letters are the initials of what stands before it,
// but for a last one that may stand for a word left out: "Case Management,
// RCM(S)". So it may be told also where the whole title is in capitals.
func initialsAtEnd(text string, p normalise.Piece) normalise.Piece {
	s := p.Of(text)
	cut, width := -1, 0
	for _, joint := range []string{" – ", " — ", " - ", ", "} {
		if i := strings.LastIndex(s, joint); i > cut {
			cut, width = i, len(joint)
		}
	}
	if cut <= 0 {
		return normalise.Piece{}
	}
	before, last := s[:cut], s[cut+width:]
	word, number, _ := strings.Cut(last, " ")
	if countUpper(word) < 3 || upperShare(word) < 100 || len(word) > 12 || len(strings.Fields(before)) < 3 || !initials(word, before) && (len(word) < 4 || !initials(word[:len(word)-1], before)) {
		return normalise.Piece{}
	}
	if _, ok := Number(number); number != "" && !ok {
		return normalise.Piece{}
	}
	return normalise.Piece{Start: p.Start + cut + width, End: p.End}
}

func countUpper(text string) int {
	n := 0
	for _, c := range text {
		if unicode.IsUpper(c) {
			n++
		}
	}
	return n
}

// initials reports whether the letters of an acronym occur in a name in their
// order, the first as the first letter of a word.
func initials(acronym, name string) bool {
	name = " " + normalise.Fold(name)
	folded := normalise.Fold(strings.ReplaceAll(acronym, "-", ""))
	if folded == "" || strings.Contains(folded, " ") || len(folded) > 12 {
		return false
	}
	at := strings.Index(name, " "+folded[:1])
	for i := 1; i < len(folded) && at >= 0; i++ {
		next := strings.IndexByte(name[at+1:], folded[i])
		if next < 0 || folded[i] >= '0' && folded[i] <= '9' {
			return folded[i] >= '0' && folded[i] <= '9'
		}
		at += 1 + next
	}
	return at >= 0
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

// strippedBracket moves end before an opening bracket that stands right
// before it.
func strippedBracket(text string, start, end int) int {
	if end > start && text[end-1] == '(' {
		return end - 1
	}
	return end
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

func isASCII(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
