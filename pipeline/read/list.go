package read

import (
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// ListItems cuts a list of names, such as that of partners, into its items.
// Separators are semicolons, commas, bars, bullets and the words for "and";
// not inside brackets, and not where the whole is one known name ("Ministry of
// Labour and Social Affairs").
func ListItems(text string, known func(string) bool) []normalise.Piece {
	whole := trimItem(text, normalise.Piece{Start: 0, End: len(text)})
	if whole.Start == whole.End {
		return nil
	}
	if known(whole.Of(text)) {
		return []normalise.Piece{whole}
	}
	var items []normalise.Piece
	separators := ",;|•·"
	if hasOutside(text, ";|•") {
		separators = ";|•·" // commas stand inside the items
	}
	start, depth := 0, 0
	split := splitter{text: text, known: known, parted: strings.Contains(text, ";")}
	cut := func(end, next int) {
		p := trimItem(text, normalise.Piece{Start: start, End: end})
		if len(items) > 0 && strings.HasPrefix(p.Of(text), arabicAndThe) { // "and the", in one with the name
			p.Start += len("و")
		}
		if n := len(items); n > 0 && text[start-1] == ',' && (isUnit(p.Of(text)) || strings.TrimSpace(text[start:p.Start]) == "" && (isOfCountry(items[n-1].Of(text), p.Of(text)) || isBodyOf(items[n-1].Of(text), p.Of(text)) || isInCity(items[n-1].Of(text), p.Of(text)))) {
			items[n-1].End = p.End // of the organisation before the comma
		} else if p.Start < p.End && !words().phrases["nothing"][normalise.Fold(p.Of(text))] {
			names := split.and(p)
			if n > 0 && text[start-1] == ',' && goesOn(items[n-1].Of(text), p.Of(text)) {
				items[n-1].End, names = p.End, nil
			} else if n > 0 && text[start-1] == ',' && isPortfolio(items[n-1].Of(text), names[0].Of(text)) {
				items[n-1].End, names = names[0].End, names[1:]
			}
			items = append(items, names...)
		}
		start = next
	}
	for i, c := range text {
		switch {
		case c == ',' && i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1]): // 2,000,000
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth == 0 && strings.ContainsRune(separators+"،؛\n", c):
			cut(i, i+utf8.RuneLen(c))
		case depth == 0 && c == '/' && i > 0 && text[i-1] == ' ' && strings.HasPrefix(text[i+1:], " "):
			cut(i, i+1)
		}
	}
	cut(len(text), len(text))
	return joinNames(text, items, known)
}

// arabicAndThe is the Arabic "and" before an article.
const arabicAndThe = "وال"

// hasOutside reports whether one of some signs stands outside of brackets.
func hasOutside(text, signs string) bool {
	if !strings.ContainsAny(text, signs) {
		return false
	}
	depth := 0
	for _, c := range text {
		switch {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth == 0 && strings.ContainsRune(signs, c):
			return true
		}
	}
	return false
}

// joinNames joins the parts of names that hold commas, where the acronym behind
// the last part stands for all of them: "Asylum, Migration and Integration Fund
// (AMIF)".
func joinNames(text string, items []normalise.Piece, known func(string) bool) []normalise.Piece {
	joined := items[:0]
	begun := false // the last one is the beginning of a name only
	for _, p := range items {
		if p.Start >= p.End {
			continue
		}
		item := p.Of(text)
		only := words().has("portfolio", item) || isStatesPortfolio(item)
		if n := len(joined); n > 0 && (text[joined[n-1].End] == '-' || begun && (only || endsBegun(item))) {
			joined[n-1].End = p.End
			p = joined[n-1]
			begun = begun && only
		} else {
			joined, begun = append(joined, p), only
		}
		item = p.Of(text)
		open := strings.LastIndexByte(item, '(')
		if open <= 0 || !strings.HasSuffix(item, ")") {
			continue
		}
		acronym, name := item[open+1:len(item)-1], strings.TrimSpace(item[:open])
		if countUpper(acronym) < 3 || upperShare(acronym) < 100 || initials(acronym, name) {
			continue
		}
		begin, _, _ := strings.Cut(name, " ")
		for k := len(joined) - 2; k >= max(0, len(joined)-4) && !known(joined[k].Of(text)); k-- {
			if text[joined[k].End] == ';' || text[joined[k].End] == '\n' && words().has("organisation", begin) {
				break // a name on a line of its own
			}
			whole := normalise.Piece{Start: joined[k].Start, End: p.End}
			first := normalise.Fold(whole.Of(text))
			if !strings.Contains(whole.Of(text), ")") || strings.Contains(text[joined[k].Start:p.Start], "(") || first[0] != normalise.Fold(acronym)[0] {
				continue
			}
			if initials(acronym, text[joined[k].Start:p.Start+open]) {
				joined = append(joined[:k], whole)
				break
			}
		}
	}
	return joined
}

// SaysNothing reports whether the value of a label is a dash, or words for no
// value: "–", "n/a".
func SaysNothing(text string) bool {
	return !hasDigit(text) && !hasLetter(text) || len(text) < 40 && words().has("nothing", text)
}

// endsBegun reports whether a piece of a list ends the name that the pieces
// before it begin, which are nothing but what a body is for: "Foreign,
// Commonwealth & Development Office". So does a piece behind a hyphen, as German
// leaves out the end of a compound: "Asyl-, Migrations- und Integrationsfonds".
func endsBegun(piece string) bool {
	word, _, _ := strings.Cut(piece, " ")
	return hasNoun(piece, "organisation") && words().has("portfolio", word)
}

// genitive returns the width of an article with a preposition in front of a
// name, as it stands where a sentence lists names: "de la Ville de Lyon"; 0 where
// there is none.
func genitive(s string) (width int) {
	if !startsSmall(s) {
		return 0
	}
	for i := 1; i < len(s)-1 && i < longestGenitive; i++ {
		elided := s[i] == '\'' || strings.HasPrefix(s[i:], "’")
		if s[i] != ' ' && !elided || !words().has("genitive", s[:i]) {
			continue
		}
		next := i + 1
		if strings.HasPrefix(s[i:], "’") {
			next = i + len("’")
		}
		if startsUpper(s[next:]) {
			width = next
		}
	}
	return width
}

// longestGenitive is how many bytes such words may have.
const longestGenitive = 40

// behindArticle reports whether what stands before a name ends in an article,
// with or without a preposition, as it does inside a sentence.
func behindArticle(before string) bool {
	before = strings.TrimRight(before, " ")
	word := before[strings.LastIndexByte(before, ' ')+1:]
	return words().phrases["article"][word] || strings.HasSuffix(word, "l'") || strings.HasSuffix(word, "l’") || words().phrases["genitive"][word]
}

// hasPreposition reports whether a name has one of the prepositions of the
// Romance languages in it, in which "&" is no part of a name.
func hasPreposition(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if words().has("romance_of", word) {
			return true
		}
	}
	return false
}

// isUnit reports whether a name is that of a part of an organisation, as "DG
// ECHO" of a commission, or its legal form: "I.P.".
func isUnit(name string) bool {
	word, _, more := strings.Cut(name, " ")
	return more && words().has("unit", word) || words().has("legal_form", name) || len(name) <= 8 && strings.Count(name, ".") > 1 && strings.HasSuffix(name, ".") && !strings.Contains(name, " ") // "A.R."
}

// isOfCountry reports whether a list names a country behind the body of a state
// whose name leaves it out: "State Secretariat for Migration, Switzerland".
func isOfCountry(body, name string) bool {
	match := normalise.Country(name, "")
	return match.ISO3 != "" && match.Kind != normalise.Code && match.Kind != normalise.Demonym &&
		hasNoun(body, "national") && !strings.HasSuffix(body, ")") && !hasPreposition(name) && !strings.Contains(name, " of ") && len(normalise.FindCountries(body, "")) == 0
}

// isBodyOf reports whether a list names a body behind the state, or the larger body, that it
// belongs to: "Republic of Korea, Ministry of Labour", "Department of State, Office to …".
func isBodyOf(whole, body string) bool {
	if len(whole) > longestWhole {
		return false
	}
	first, rest, _ := strings.Cut(body, " ")
	second, more, _ := strings.Cut(rest, " ")
	if !words().has("national", first) || !words().has("preposition", second) && second != "of" && second != "to" || more == "" || len(normalise.FindCountries(body, "")) > 0 {
		return false
	}
	match := normalise.Country(whole, "")
	return match.ISO3 != "" && match.Kind != normalise.Code && match.Kind != normalise.Demonym || words().has("office", first) && hasNoun(whole, "national")
}

// longestWhole is how many bytes the name of a larger body has at most.
const longestWhole = 200

// isInCity reports whether a list names nothing but a city behind an organisation, which
// is its seat: "University of Medicine, Tirana".
func isInCity(body, name string) bool {
	return !strings.ContainsAny(name, " ()") && countUpper(name) == 1 && hasNoun(body, "organisation") && !strings.HasSuffix(body, ")") && allCities(normalise.Cities(name, ""))
}

// goesOn reports whether what stands behind a comma is part of the name before
// it: in small letters where that name has capitals, joined by a word for "and"
// to more of it. "Fondo de Asilo, migración e integración (FAMI)".
func goesOn(name, more string) bool {
	word, rest, several := strings.Cut(more, " ")
	if words().phrases["article"][word] && startsSmall(rest) { // "…, le développement et la solidarité"
		word, rest, several = strings.Cut(rest, " ")
	}
	if !startsUpper(name) || !startsSmall(more) || !several || words().has("organisation", word) || words().phrases["article"][word] || isAnd(word) || hasNoun(more, "organisation") {
		return false
	}
	and, _, _ := strings.Cut(rest, " ")
	return isAnd(and)
}

// isPortfolio reports whether a name behind a comma goes on with what the body
// of a state is for: "Ministry of Trade, Industry and Tourism".
func isPortfolio(body, name string) bool {
	return isFor(body, name) && !hasNoun(name, "organisation")
}

// isStatesPortfolio reports whether a piece of a list is a state and what a
// body of it is for, so that it begins a name only: "UK Foreign".
func isStatesPortfolio(piece string) bool {
	state, portfolio, two := strings.Cut(piece, " ")
	return two && words().has("portfolio", portfolio) && normalise.Country(state, "").ISO3 != ""
}

// isFor reports whether a name is what the body of a state before it is for,
// with one word at most that no table knows as such: "Industry and Tourism", "Health and Social Affairs of Georgia".
func isFor(body, name string) bool {
	if !hasNoun(body, "national") && !hasNoun(body, "fund") {
		return false
	}
	if i := strings.IndexAny(name, "(,"); i > 0 {
		name = name[:i]
	}
	if isStatesAid(name) { // "Cooperación Alemana"
		return false
	}
	parts, two := strings.Fields(name), 0
	if len(parts) > 1 && words().has("portfolio", parts[0]+" "+parts[1]) { // "International Cooperation"
		two = 2
	}
	others := 0
	for i, word := range parts {
		switch {
		case i < two:
		case countUpper(word) > 3 && upperShare(name) < 100: // "Migrant CARE"
			return false
		case words().has("portfolio", word):
		case i == 0:
			return false
		case words().phrases["of_state"][word]:
			return true
		case !startsSmall(word) && !isAnd(word):
			others++
		}
	}
	if others > 1 || others > 0 && hasNoun(name, "organisation") {
		return false
	}
	return name != ""
}

// trimItem cuts spaces, bullets, separators, a final full stop and an article
// in small letters from the ends of an item.
func trimItem(text string, p normalise.Piece) normalise.Piece {
	p = trimTitle(text, p)
	for p.Start < p.End && (text[p.End-1] == '.' && !abbreviated(text[p.Start:p.End]) || isSpace(text[p.End-1])) {
		p.End--
	}
	if name := strings.TrimRightFunc(p.Of(text), isRaised); name != "" { // the mark of a footnote
		if n := len(name); n > 5 && isDigit(name[n-1]) && name[n-2] >= 'a' && name[n-2] <= 'z' && name[n-3] >= 'a' && name[n-3] <= 'z' { // not raised any more
			n--
			name = name[:n]
		}
		p.End = p.Start + len(name)
	}
	if open := strings.LastIndexByte(p.Of(text), '('); open > 0 && (isShare(text[p.Start+open:p.End]) || words().has("aside", text[p.Start+open:p.End])) {
		p = trimTitle(text, normalise.Piece{Start: p.Start, End: p.Start + open})
	}
	if item := p.Of(text); hasDigit(item) {
		for _, joint := range []string{" – ", " — ", " - ", ": "} {
			if i := strings.Index(item, joint); i > 0 && isMoney(item[:i]) {
				p = trimTitle(text, normalise.Piece{Start: p.Start + i + len(joint), End: p.End})
				break
			}
		}
		if isMoney(p.Of(text)) {
			return normalise.Piece{Start: p.End, End: p.End}
		}
	}
	p.Start += genitive(p.Of(text))
	word, rest, _ := strings.Cut(p.Of(text), " ")
	if words().phrases["article"][word] && (startsUpper(rest) || words().has("organisation", rest[:max(0, strings.IndexByte(rest, ' '))])) {
		p.Start += len(word) + 1
	} else if rest, ok := strings.CutPrefix(strings.Replace(p.Of(text), "’", "'", 1), "l'"); ok && hasUpper(rest) {
		p.Start += len(p.Of(text)) - len(strings.TrimPrefix(strings.TrimPrefix(p.Of(text), "l’"), "l'"))
	}
	return p
}

// isShare reports whether a bracket says how much of something is meant:
// "(75 %)", "(EUR 300,000)".
func isShare(bracket string) bool {
	return hasDigit(bracket) && (strings.Contains(bracket, "%") && !hasLetter(bracket) || isMoney(strings.Trim(bracket, "()")))
}

// isMoney reports whether a text is an amount of money and nothing else.
func isMoney(text string) bool {
	_, ok := normalise.ReadMoney(text, "")
	return ok && hasDigit(text)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// abbreviated reports whether the full stop that ends a name belongs to it:
// "e.V.", "Inc.", "Ltd.".
func abbreviated(s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	if words().has("legal_form", s) {
		return true
	}
	if before := strings.LastIndexByte(strings.TrimSuffix(s, " "+last), ' ') + 1; before > 0 && words().has("legal_form", s[before:]) { // "e. V."
		return true
	}
	return strings.Count(last, ".") > 1 || last == "Inc." || last == "Ltd." || last == "Co."
}

// InDonorPlace reports whether a state that a title names stands in the place
// of a donor: right before or behind a word for support, at the beginning of
// the title ("NETHERLANDS ASSISTANCE TO", "Appui suisse à").
func InDonorPlace(title string, state normalise.Piece) bool {
	nouns := words().phrases["donor_noun"]
	before := strings.Fields(normalise.Fold(title[:state.Start]))
	after := strings.Fields(normalise.Fold(title[state.End:]))
	if len(before) > 0 && (before[0] == "the" || before[0] == "la" || before[0] == "le" || before[0] == "l") {
		before = before[1:]
	}
	if len(after) > 1 && nouns[after[0]] && len(before) == 0 {
		return true
	}
	return len(before) == 1 && nouns[before[0]] && len(after) > 1 && title[state.Start] != 0 && isGiven(after[0])
}

// isGiven reports whether a word says that what stands before it is given to
// what follows.
func isGiven(word string) bool {
	switch word {
	case "a", "au", "aux", "pour", "en", "para", "al", "alla", "alle", "agli", "ao", "aos", "fur", "an", "to", "for", "ل":
		return true
	}
	return false
}
