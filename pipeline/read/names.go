package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// A splitter cuts the items of a list at words for "and".
type splitter struct {
	text      string
	known     func(string) bool
	parted    bool              // semicolons part the names
	countries []normalise.Place // that the text names, once they were looked for
	looked    bool
}

// and cuts an item at each word for "and" where both sides read like names of
// their own: known ones, short names in capitals, or names with a noun for
// organisations in them.
func (l *splitter) and(p normalise.Piece) (items []normalise.Piece) {
	for {
		left, rest := l.first(p)
		if left.Start < left.End {
			items = append(items, left)
		}
		if rest.Start == rest.End {
			return items
		}
		p = rest
	}
}

// longestNames is how many bytes names may have that words for "and" part.
const longestNames = 2000

// first returns the first name of an item, and what stands behind the "and"
// that ends it; all of the item where none does.
func (l *splitter) first(p normalise.Piece) (name, rest normalise.Piece) {
	s, text := p.Of(l.text), l.text
	none := normalise.Piece{Start: p.End, End: p.End}
	if len(s) > longestNames || l.known(s) {
		return p, none
	}
	depth := 0
	for at := 0; at < len(s); {
		start, end := wordFrom(s, at)
		if n := alsoWidth(s[start:]); n > 0 {
			end = start + n
		}
		before := depth + bracketDepth(s[at:start])
		if depth = depth + bracketDepth(s[at:end]); start == end || !isAnd(s[start:end]) || before != 0 {
			if at = end; end == len(s) {
				break
			}
			continue
		}
		at = end
		left := trimItem(text, normalise.Piece{Start: p.Start, End: p.Start + start})
		right := trimItem(text, normalise.Piece{Start: p.Start + end, End: p.End})
		if left.Start == left.End {
			return left, right // ", and X"
		}
		if l.parts(p, left, right, start, end) {
			return left, right
		}
	}
	return p, none
}

// parts reports whether the word of an item from start to end parts two names.
func (l *splitter) parts(p, left, right normalise.Piece, start, end int) bool {
	s, before, behind := p.Of(l.text), left.Of(l.text), right.Of(l.text)
	if behind == "" || isFor(before, behind) || words().has("portfolio", before) || words().has("name_begin", before) || l.insideCountry(p.Start+start) {
		return false
	}
	if startsSmall(behind) && words().has("portfolio", firstWordOf(behind)) && hasPreposition(before) {
		return false // "Fundación … para la Salud y el desarrollo humano"
	}
	if isOfPeople(before, behind) {
		return false // "Philippine Nurses and Care Workers' Alliance"
	}
	if word := strings.LastIndexByte(before, ' '); strings.HasSuffix(before[:max(0, word)], " to") { // "Office to Monitor and Combat …"
		return false
	}
	if word := before[strings.LastIndexByte(before, ' ')+1:]; word != before && startsSmall(word) && (words().has("preposition", word) || words().has("article", word)) {
		return false // "AD – Acção para o Desenvolvimento"
	}
	if isWord(before) && !l.known(before) && (s[start:end] == "&" && strings.Contains(behind, " ") && !strings.Contains(behind, " of ") && endsInName(behind) || isAdjective(before) && hasNoun(behind, "organisation") && !l.known(behind)) {
		return false // "Bill & Melinda Gates Foundation", "Tertiary and Vocational Education Commission"
	}
	if l.parted && isWord(before) && isWord(behind) && !l.known(before) && !l.known(behind) && p.End-p.Start == len(before)+len(behind)+2+end-start {
		return false // "Different and Equal; ASTRA"
	}
	if hasCase(behind) && !hasUpper(behind) && startsUpper(before) && strings.Contains(before, " ") {
		first, _, _ := strings.Cut(behind, " ")
		if words().has("generic", first) || isPluralNoun(first) || isPluralNoun(behind[strings.LastIndexByte(behind, ' ')+1:]) {
			return true // "… and village councils", "… et comités villageois"
		}
	}
	if first, name, several := strings.Cut(behind, " "); several && startsSmall(behind) && (words().has("generic", first) && strings.Contains(before, " ") ||
		words().has("organisation", first) && startsUpper(name) && startsUpper(before) && !hasPreposition(before)) {
		return true // "… und örtliche Frauengruppen", "GRDR-Mali et coopérative Yiriwa"
	}
	rest := strings.TrimSpace(s[end:])
	switch {
	case words().phrases["also"][normalise.Fold(s[start:end])]: // joins names, and stands in none
		return true
	case genitive(rest) == 0:
	case genitive(p.Of(l.text)) > 0, words().contracted[firstWordOf(rest)] == "por", words().contracted[firstWordOf(rest)] == "da":
		return true // "Associação … e pela Rádio …", "de Pain pour le Monde et de la Fondation …"
	case behindArticle(l.text[:p.Start]) && strings.Contains(strings.SplitN(behind, ",", 2)[0], " "):
		return true // "du Département … et de la Fondation …"
	case hasPreposition(before):
		return false // goes on with the name: "Instituto da Cooperação e da Língua"
	}
	if s[start:end] == "+" {
		return true
	}
	article, _, _ := strings.Cut(rest, " ")
	several := strings.Contains(behind, " ")
	switch {
	case words().phrases["article"][article] && several && startsUpper(behind): // "and the Revenue Service"
		return true
	case s[start:end] == "&" && strings.Contains(before, " ") && hasPreposition(before) && several:
		return true
	case several && startsUpper(behind) && normalise.Country(before, "").ISO3 != "":
		return true
	case endsInBracket(before) && (startsUpper(behind) || isQuoted(behind) && hasNoun(behind, "organisation")):
		return true
	case startsUpper(behind) && strings.HasSuffix(before, ".") && abbreviated(before): // "… e. V. und …"
		return true
	case startsUpper(behind) && endsInCountry(before) && normalise.Country(behind, "").ISO3 == "":
		return true // "National Bank of Tajikistan & Humo"
	case endsInBracket(behind) && startsUpper(before) && normalise.Country(withoutBracket(behind), "").ISO3 != "":
		return true // "Instituto Camões e Noruega (NORAD)"
	}
	if l.lastOf(p, before, behind) {
		return true
	}
	return areNames(before, firstName(behind), l.known)
}

// lastOf reports whether an item behind a comma is the last two names of a list: each of
// two words or more that are no words for what the body of a state is for, "…, Regione
// Toscana e Tavola Valdese".
func (l *splitter) lastOf(p normalise.Piece, before, behind string) bool {
	if above := strings.TrimRight(l.text[:p.Start], " "); !strings.HasSuffix(above, ",") && !strings.HasSuffix(above, ";") {
		return false
	}
	first, rest, several := strings.Cut(behind, " ")
	last := before[strings.LastIndexByte(before, ' ')+1:]
	return several && last != before && (hasNoun(before, "organisation") == hasNoun(behind, "organisation") || endsInBracket(behind)) && startsUpper(before) && startsUpper(last) && startsUpper(behind) && startsUpper(rest) && !hasPreposition(before) && !strings.Contains(before, " of ") && !strings.Contains(before, " for ") &&
		!words().has("portfolio", last) && !words().has("portfolio", first) && !words().has("portfolio", before) && !isAnd(firstWordOf(before)) && !hasNoun(firstWordOf(before), "national")
}

func firstWordOf(text string) string {
	first, _, _ := strings.Cut(text, " ")
	return first
}

// isPluralNoun reports whether a word in small letters is the plural of a noun for
// organisations.
func isPluralNoun(word string) bool {
	for _, ending := range [...][2]string{{"s", ""}, {"ies", "y"}, {"ões", "ão"}, {"iones", "ión"}, {"i", "o"}, {"i", "e"}, {"en", ""}, {"e", ""}} {
		if stem, plural := strings.CutSuffix(word, ending[0]); plural && len(stem) > 3 && words().has("organisation", stem+ending[1]) {
			return true
		}
	}
	return false
}

// isAdjective reports whether an English word is an adjective, or names an occupation, by
// its ending.
func isAdjective(word string) bool {
	for _, ending := range [...]string{"al", "ary", "ic", "ive", "ical", "ing"} {
		if len(word) > len(ending)+3 && strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// isWord reports whether a text is one word, neither an acronym nor a country.
func isWord(s string) bool {
	return !strings.Contains(s, " ") && countUpper(s) < 2 && normalise.Country(s, "").ISO3 == ""
}

// insideCountry reports whether a byte of the text stands inside the name of a
// country: that of the "and" in "Trinidad and Tobago Red Cross".
func (l *splitter) insideCountry(at int) bool {
	if !l.looked {
		l.countries, l.looked = normalise.FindCountries(l.text, ""), true
	}
	return slices.ContainsFunc(l.countries, func(p normalise.Place) bool { return p.Piece.Start < at && at < p.Piece.End })
}

// endsInBracket reports whether a name ends in its acronym or a remark, so that
// it is over: "European Union (EUTF)".
func endsInBracket(name string) bool {
	return strings.HasSuffix(name, ")") && strings.Contains(name, " (")
}

// endsInCountry reports whether the name of a body ends in that of its country, so that it
// is over: "National Bank of Tajikistan".
func endsInCountry(name string) bool {
	i := strings.LastIndex(name, " of ")
	if i < 0 || !hasNoun(name[:i], "organisation") {
		return false
	}
	match := normalise.Country(name[i+len(" of "):], "")
	return match.ISO3 != "" && match.Kind != normalise.Code && match.Kind != normalise.Demonym
}

// isOfPeople reports whether two names are one: a country and those of whom the body is that
// ends what stands behind the "and".
func isOfPeople(before, behind string) bool {
	country, people, two := strings.Cut(before, " ")
	if !two || hasNoun(people, "organisation") || !strings.HasSuffix(people, "s") || !endsInName(behind) || !strings.ContainsAny(behind, "'’") || strings.Contains(behind, ",") {
		return false
	}
	return normalise.Country(country, "").ISO3 != "" && normalise.Country(firstWordOf(behind), "").ISO3 == ""
}

// isQuoted reports whether a name begins with a quotation mark: "“la Caixa” Foundation".
func isQuoted(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return strings.ContainsRune(quotes, first)
}

func startsUpper(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(first) && size > 0 && strings.ContainsRune(quotes, first) {
		first, _ = utf8.DecodeRuneInString(s[size:])
	}
	return unicode.IsUpper(first)
}

// wordFrom returns the word of a text that begins at or behind a byte. An
// Arabic "and" that is written in one with the word behind it is a word.
func wordFrom(s string, at int) (start, end int) {
	for at < len(s) && s[at] == ' ' {
		at++
	}
	if rest := s[at:]; at > 0 && strings.HasPrefix(rest, "و") && len(rest) > len("و") {
		return at, at + len("و")
	}
	if i := strings.IndexByte(s[at:], ' '); i >= 0 {
		return at, at + i
	}
	return at, len(s)
}

// alsoWidth returns the width of the words for "and" that a text begins with,
// where they are two or three: "as well as", "ainsi que"; 0 where none do.
func alsoWidth(s string) int {
	if !startsLower(s) {
		return 0
	}
	spaces := 0
	for i := 0; i < len(s) && spaces < 3; i++ {
		if s[i] != ' ' {
			continue
		}
		if spaces++; spaces > 1 && words().has("also", s[:i]) {
			return i
		}
	}
	return 0
}

// isAnd reports whether a word joins the items of a list.
func isAnd(word string) bool {
	return word == "&" || word == "+" || words().phrases["and"][strings.ToLower(word)] || word == "u." || strings.Contains(word, " ")
}

// firstName returns what stands before the next "and", as the rest may be
// further names.
func firstName(s string) string {
	for at := 0; at < len(s); {
		start, end := wordFrom(s, at)
		if start > 0 && isAnd(s[start:end]) {
			return strings.TrimSpace(s[:start])
		}
		at = max(end, at+1)
	}
	return s
}

func bracketDepth(s string) int { return strings.Count(s, "(") - strings.Count(s, ")") }

// areNames reports whether both sides of an "and" are names of organisations
// by themselves. A single word goes on with the name of a body before it, and
// so does a small one: "Ministry of Interior and Justice", "Instituto da
// Cooperação e da Língua, I.P.".
func areNames(left, right string, known func(string) bool) bool {
	left, right = withoutBracket(left), withoutBracket(right)
	first, rest, more := strings.Cut(right, " ")
	if last := left[strings.LastIndexByte(left, ' ')+1:]; more && last != left && startsUpper(last) && startsUpper(right) && strings.HasSuffix(rest, last) && strings.Count(left, " ") == strings.Count(right, " ") && !strings.Contains(left, " of ") && !hasPreposition(left) {
		return true // "Caritas Moldova und Homecare Moldova"
	}
	if more && strings.Contains(left, " ") && startsUpper(right) && startsLower(rest) && hasNoun(first, "organisation") {
		return true // "Save the Children and Ministry of Interior"
	}
	if more && words().has("organisation", first) && (known(left) || strings.Contains(left, " ") && hasNoun(left, "organisation") && !hasPreposition(left)) {
		return true // "Union européenne et ministère de l'Intérieur"
	}
	if more && startsUpper(right) && startsUpper(rest) && strings.Count(left, " ") > 1 && words().has("organisation", first) && !strings.HasSuffix(first, "s") {
		return true // "Coopération belge au développement et Fondation Hirondelle"
	}
	if !more && strings.Contains(left, " ") && startsUpper(left) && len(right) > 3 && countUpper(right) == len(right) && !strings.Contains(left, " of ") && !hasPreposition(left) && !endsOpen(left) {
		return true // "Kenya Civil Registration Services and UNICEF"
	}
	if !more && endsInName(left) && countUpper(left) > 1 && isOneName(right) {
		return true // "Ford Foundation and Sida"
	}
	if more && endsInName(left) && countUpper(left) > 1 && startsUpper(right) && countUpper(right) > 1 {
		return true // "Employment Agency and Voice of Women Peja"
	}
	if noun, adjective, two := strings.Cut(left, " "); two && more && !strings.Contains(adjective, " ") && startsLower(adjective) && hasNoun(noun, "organisation") && startsUpper(right) && startsUpper(rest) && !hasNoun(right, "organisation") {
		return true // "Croix-Rouge guinéenne et Sabou Guinée"
	}
	if more && !hasCase(right) && words().has("organisation", first) && strings.Contains(left, " ") {
		return true // "التعاون الوطني وجمعية بيتي"
	}
	if more && startsUpper(right) && startsUpper(rest) && (endsInName(left) || isOneName(left) && (countUpper(left) > 1 || !hasNoun(right, "organisation"))) {
		return true // "Women's Union and Blue Dragon", "Helpcode and Blue Dragon"
	}
	if last := left[strings.LastIndexByte(left, ' ')+1:]; last != left && isOneName(right) && countUpper(left) > 1 && isPluralNoun(strings.ToLower(last)) && !strings.Contains(left, " of ") && !hasPreposition(left) {
		return true // "Tata Trusts and Misereor"
	}
	if i := strings.LastIndex(left, " of "); i > 0 && strings.HasSuffix(left, "s") && !strings.Contains(left[i+4:], " ") && strings.HasSuffix(first, "s") && startsLower(rest) {
		return false // "Association of Municipalities and Cities of the Federation"
	}
	if strings.Contains(left, " for ") && more && !hasNoun(right[strings.LastIndexByte(right, ' ')+1:], "organisation") && !known(right) && normalise.Country(right, "").ISO3 == "" && !hasNoun(first, "organisation") {
		return false // "Directorate-General for Civil Protection and Humanitarian Operations"
	}
	if more && strings.Contains(left, " ") && !strings.Contains(left, " of ") && !hasPreposition(left) && startsUpper(right) && !strings.Contains(right, " of ") && endsInName(right) && countUpper(left) > 1 && strings.Count(right, " ") > 1 &&
		!words().has("portfolio", left[strings.LastIndexByte(left, ' ')+1:]) && !words().has("portfolio", first) {
		return true // "Pacific Community and Bezos Earth Fund"
	}
	if !isName(left, known) || !isName(right, known) || more && hasCase(first) && !hasUpper(first) && !known(right) {
		return false
	}
	name, _, _ := strings.Cut(right, " (")
	word := !strings.Contains(name, " ") && countUpper(name) < 2
	return !word || known(right) || normalise.Country(right, "").ISO3 != "" || !hasNoun(left, "organisation")
}

// isOneName reports whether a text is a single word that is neither a noun for
// organisations nor what the body of a state is for.
func isOneName(s string) bool {
	return len(s) > 3 && !strings.Contains(s, " ") && startsUpper(s) && !hasNoun(s, "organisation") && !words().has("portfolio", s)
}

// endsInName reports whether words end in a noun for organisations, and so are
// a whole name: "Women's Union", and neither "Ministry of Labour" nor "Police".
func endsInName(s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return last != s && startsUpper(s) && hasNoun(last, "organisation") && !hasPreposition(s) && !strings.HasSuffix(s, " of "+last)
}

// withoutBracket leaves out an acronym in brackets at the end of a name, where
// it stands for more than this name: "Cooperation (SDC)".
func withoutBracket(s string) string {
	open := strings.LastIndexByte(s, '(')
	if open <= 0 || !strings.HasSuffix(s, ")") {
		return s
	}
	name := strings.TrimSpace(s[:open])
	if a, n := normalise.Fold(s[open:]), normalise.Fold(name); a != "" && n != "" && a[0] == n[0] {
		return s
	}
	return name
}

// isName reports whether a text is the name of an organisation: a known one, a
// country, a single word, or words with an acronym or a noun for
// organisations among them.
func isName(s string, known func(string) bool) bool {
	if known(s) || normalise.Country(s, "").ISO3 != "" {
		return true
	}
	if !strings.Contains(s, " ") {
		return s != "" && (hasUpper(s) || !hasCase(s))
	}
	for word := range strings.FieldsFuncSeq(s, betweenWords) {
		if countUpper(word) >= 2 {
			return true
		}
	}
	return hasNoun(s, "organisation") || isStatesAid(s)
}

// isStatesAid reports whether a name is that of the aid of a state: "Coopération
// suisse".
func isStatesAid(s string) bool {
	aid, state, _ := strings.Cut(s, " ")
	return words().has("states_aid", aid) && normalise.Country(state, "").Kind == normalise.Demonym
}

// hasNoun reports whether a name has a noun of a kind in it: one for
// organisations, or for the bodies of a state.
func hasNoun(s, kind string) bool {
	nouns := words().phrases[kind]
	for word := range strings.FieldsFuncSeq(s, betweenWords) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) {
			continue
		}
		if folded := normalise.Fold(word); nouns[folded] || endsInNoun(folded, nouns) {
			return true
		}
	}
	return false
}

func betweenWords(r rune) bool { return strings.ContainsRune(" ()-–’'", r) }

// endsInNoun reports whether a word is a compound with a noun for
// organisations, as German makes them: "Innenministerium".
func endsInNoun(word string, nouns map[string]bool) bool {
	for i := 3; i+5 <= len(word); i++ {
		if nouns[word[i:]] {
			return true
		}
	}
	return false
}

// hasCase reports whether a script has capitals and small letters.
func hasCase(s string) bool {
	for _, c := range s {
		if unicode.IsUpper(c) || unicode.IsLower(c) {
			return true
		}
	}
	return false
}
