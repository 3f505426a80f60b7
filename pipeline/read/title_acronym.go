package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

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

// isAcronymAbove reports whether a line is the acronym of the title that stands on the line
// below it: one word in capitals, with or without a numeral, above words that are not.
func isAcronymAbove(acronym, below string) bool {
	word, numeral, two := strings.Cut(acronym, " ")
	if words().has("portfolio", word) || words().has("organisation", word) || words().has("project", word) {
		return false
	}
	return countUpper(word) > 2 && upperShare(word) == 100 && !isNumeral(word) && !strings.ContainsAny(acronym, "()[],:;–—\"“") && len(acronym) <= longestAbove && (!two || isNumeral(numeral) || strings.Trim(numeral, "0123456789.") == "") && normalise.Country(word, "").ISO3 == "" &&
		startsUpper(below) && upperShare(below) < 50 && strings.Count(below, " ") > 1
}

// longestAbove is how many bytes an acronym on a line of its own has at most.
const longestAbove = 24

// acronymInFront finds an acronym that stands before a dash or a colon: one
// or two words of capitals and digits, shorter than what follows. It returns
// where the name goes on.
func acronymInFront(text string, p normalise.Piece) (acronym normalise.Piece, from int) {
	s := p.Of(text)
	cut, width := -1, 0
	for _, joint := range []string{" – ", " — ", " - ", ": ", " | ", ", ", ". "} {
		if i := strings.Index(s, joint); i > 0 && (cut < 0 || i < cut) && (joint != ". " || isAcronymAbove(s[:i], s[i+2:])) {
			cut, width = i, len(joint)
		}
	}
	if first := strings.IndexByte(s, ' '); first > 4 && (cut < 0 || cut > first) && isHyphened(s[:first]) && s[first+1] != 'I' && s[first+1] != 'V' && upperShare(s[first:]) < 40 && strings.Count(s, " ") > 2 { // "MOB-JEUNES Mobilité des jeunes"
		return normalise.Piece{Start: p.Start, End: p.Start + first}, p.Start + first
	}
	if first := strings.IndexByte(s, ' '); first > 4 && isDotted(s[:first]) && initials(strings.ReplaceAll(s[:first], ".", ""), s[first+1:]) && startsUpper(s[first+1:]) && strings.Count(s, " ") > 2 { // "P.I.U.M.A. Percorsi Integrati …"
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
	if len(strings.Fields(front)) > 3 || len(front) >= len(rest) || upperShare(rest) > 80 && !initials(front, rest) && !hyphened && !isNameInFront(front, rest, s[cut:cut+width]) {
		return normalise.Piece{}, 0
	}
	if strings.Contains(front, "-") && !isCoined(front) && upperShare(front) < 50 { // "Djunta-Mon: …"
		return normalise.Piece{}, 0
	}
	if words().hasSmallWord(front) { // "WELCOME TO TUNIS: …"
		return normalise.Piece{}, 0
	}
	word := !strings.Contains(strings.TrimSpace(front), " ") // mixed case is an acronym in one word only: "ProMIG"
	if countUpper(front) < 2 || !word && upperShare(front) < 50 && !(coined && more) || normalise.Country(front, "").ISO3 != "" {
		return normalise.Piece{}, 0
	}
	return normalise.Piece{Start: p.Start, End: p.Start + len(strings.TrimRight(front, " "))}, p.Start + cut + width
}

// isDotted reports whether a word is capitals with a full stop behind each: "P.I.U.M.A.".
func isDotted(word string) bool {
	for i := range len(word) {
		if c := word[i]; i%2 == 1 && c != '.' || i%2 == 0 && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return len(word) > 4 && len(word)%2 == 0
}

// isNameInFront reports whether a title in capitals has a short name in front of a dash: one
// word that is no word of the genre, "ISHARA – COMMUNITY INFORMATION ON SAFE MIGRATION".
func isNameInFront(front, rest, joint string) bool {
	if joint == ": " || joint == ", " || len(front) < 4 || len(front) > longestCoined || strings.ContainsAny(front, " '’") || strings.Count(rest, " ") < 2 || !isASCII(front) {
		return false
	}
	w := words()
	if w.has("portfolio", front) || w.has("project", front) || w.has("organisation", front) || w.has("small_word", front) || w.label(front) != "" {
		return false
	}
	_, place := normalise.Heading(front, "")
	return !place && !allCities(normalise.Cities(front, ""))
}

// longestCoined is how many bytes a short name in front of a title in capitals has at most.
const longestCoined = 12

// hasSmallWord reports whether a text of several words has one inside that running text
// is full of.
func (v *vocabulary) hasSmallWord(text string) bool {
	inner := strings.Fields(text)
	return len(inner) > 2 && slices.ContainsFunc(inner[1:len(inner)-1], func(w string) bool { return len(v.small[strings.ToLower(w)]) > 0 })
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

// isCamel reports whether a word has a capital right behind a small letter, as coined
// names have: "PflegeMD", "SafeReturn".
func isCamel(word string) bool {
	small := false
	for _, c := range word {
		if small && unicode.IsUpper(c) {
			return len(word) > 4
		}
		if !unicode.IsLetter(c) {
			return false
		}
		small = unicode.IsLower(c)
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
	if word := s[start:]; before != "" && !hasCase(before) && len(word) > 2 && countUpper(word) == len(word) { // behind a name in letters without capitals
		return normalise.Piece{Start: p.Start + start, End: p.End}
	}
	if joint := strings.TrimSpace(before[:strings.LastIndexByte(before, ' ')+1]); isNumeral(s[start:]) && (strings.HasSuffix(joint, ":") || strings.HasSuffix(joint, "–") || strings.HasSuffix(joint, "—") || strings.HasSuffix(joint, " -")) { // "…: ABC-DE II"
		if t := acronymAtEnd(text, normalise.Piece{Start: p.Start, End: p.Start + len(before)}); t.Start > p.Start {
			return normalise.Piece{Start: t.Start, End: p.End}
		}
	}
	inside := withoutQuotes(s, normalise.Piece{Start: start, End: len(s)})
	word, quoted := inside.Of(s), inside.Start > start
	last, _ := utf8.DecodeLastRuneInString(before)
	dash := last == '–' || last == '—' || strings.HasSuffix(before, " -")
	if dash && isCamel(word) && upperShare(before) <= 50 { // "… – PflegeMD"
		return normalise.Piece{Start: p.Start + inside.Start, End: p.Start + inside.End}
	}
	if countUpper(word) < 3 || upperShare(word) < 100 || len(word) > 12 && !quoted || upperShare(before) > 50 && !quoted {
		return normalise.Piece{}
	}
	if !dash && last != ':' && last != '|' {
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
