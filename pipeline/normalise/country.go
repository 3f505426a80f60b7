package normalise

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Country reads the whole of text as the name of one country. lang is a BCP
// 47 tag, or "" or "auto" where it is not known; names in other languages
// are still found, unless they mean something else in common languages.
//
// The name is looked up as it stands; failing that, after the rewriting
// rules of rules.go, one or two at a time. A text that names several
// countries is none: they become Candidates.
func Country(text, lang string) CountryMatch {
	t := loadNames()
	id := t.languages.id(lang)
	if m := t.read(text, id); m.Kind != NoMatch || len(m.Notes) > 0 {
		return m
	}
	if t.foreign(text) {
		if m := t.readClipped(text, id); m.Kind != NoMatch {
			return m
		}
		return t.suggest(text)
	}
	if m := t.rewrite(text, id); m.Kind != NoMatch || len(m.Notes) > 0 {
		return m
	}
	if m := t.readRepeated(text, id); m.Kind != NoMatch {
		return m
	}
	if m := t.several(text, lang); len(m.Candidates) > 0 {
		return m
	}
	return t.suggest(text)
}

// read looks up a text as it stands.
func (t *nameTable) read(text string, lang langID) CountryMatch {
	var buffer [96]byte
	key := appendFold(buffer[:0], text)
	if len(key) <= 3 {
		if m := t.readCode(key, text); m.Kind != NoMatch {
			return m
		}
	}
	if readings := t.names[string(key)]; readings != nil && !t.isAdjective(key, readings, lang) {
		if m := t.choose(readings, key, text, lang); m.Kind != NoMatch || len(m.Notes) > 0 {
			return m
		}
	}
	if candidates, found := t.ambiguous[string(key)]; found {
		return ambiguousCountry(text, candidates)
	}
	if successors, found := t.dissolved[string(key)]; found {
		return dissolvedCountry(text, successors)
	}
	if readings := t.demonyms[string(key)]; readings != nil {
		return t.choose(readings, key, text, lang)
	}
	return t.readSportCode(strings.TrimSpace(text), lang)
}

// readSportCode reads a code of the International Olympic Committee that is none
// of ISO 3166-1, as it is printed: in capitals. One that is a word counts only
// where another language is stated: POR is Portugal, and Spanish for by.
func (t *nameTable) readSportCode(text string, lang langID) CountryMatch {
	if len(text) != 3 {
		return CountryMatch{}
	}
	iso3, found := t.sport[text]
	if !found {
		return CountryMatch{}
	}
	if langs, word := t.words[strings.ToLower(text)]; word && (lang == anyLang || t.languages.set(langs).has(lang)) {
		return CountryMatch{}
	}
	return t.match(reading{country: t.index(iso3), kind: Code}, "sport_code")
}

// isAdjective tells whether a key is an adjective of the language, and a name
// only in others: italien is French, and Italien German.
func (t *nameTable) isAdjective(key []byte, names []reading, lang langID) bool {
	if lang == anyLang {
		return false
	}
	in := func(r reading) bool { return r.langs.has(lang) }
	return slices.ContainsFunc(t.demonyms[string(key)], in) && !slices.ContainsFunc(names, in)
}

// readCode reads ISO 3166-1 alpha-2 and alpha-3 in capitals, and in lower
// case where that is no word of a common language.
func (t *nameTable) readCode(key []byte, text string) CountryMatch {
	trimmed := strings.TrimSpace(text)
	if len(trimmed) != len(key) || len(key) < 2 || !isUpper(trimmed) && (!isLower(trimmed) || t.words[string(key)] != "") {
		return CountryMatch{}
	}
	var code [3]byte
	for i, c := range key {
		code[i] = c &^ 0x20
	}
	index := t.registry.byISO3
	if len(key) == 2 {
		index = t.registry.byISO2
	}
	if i, found := index[string(code[:len(key)])]; found {
		return t.match(reading{country: uint8(i), kind: Code}, "exact")
	}
	return CountryMatch{}
}

// choose takes the one reading that the language leaves.
func (t *nameTable) choose(readings []reading, key []byte, text string, lang langID) CountryMatch {
	gated := t.gated[string(key)] && (!t.plain[string(key)] || isASCII(text))
	short := len(key) <= 4 && key[0] < utf8.RuneSelf
	var found reading
	var candidates []string
	for pass := range 2 {
		count := 0
		candidates = candidates[:0]
		for _, r := range readings {
			if pass == 1 && !r.langs.has(lang) || !t.admits(r, key, text, lang, gated, short) {
				continue
			}
			found = r
			count++
			candidates = append(candidates, t.registry.countries[r.country].ISO3)
		}
		if count == 0 {
			break
		}
		if count == 1 {
			return t.match(found, "exact")
		}
		if lang == anyLang {
			break
		}
	}
	if len(candidates) > 1 {
		return ambiguousCountry(text, candidates)
	}
	return CountryMatch{}
}

// admits tells whether a name may be read in this language and spelling:
// short forms only as they are printed; names of three letters, short names
// of less familiar languages, and names that mean something else, only in
// their own language.
func (t *nameTable) admits(r reading, key []byte, text string, lang langID, gated, short bool) bool {
	if gated && !r.langs.has(lang) {
		return false
	}
	if len(key) <= 6 && key[0] < utf8.RuneSelf && !r.native && !r.langs.meets(t.familiar) && !r.langs.has(lang) {
		return false
	}
	if !short {
		return true
	}
	if r.capital && !isUpper(text) {
		return false
	}
	if t.words[string(key)] != "" && !r.langs.has(lang) && (isLower(strings.TrimSpace(text)) || isTitle(strings.TrimSpace(text))) {
		return false
	}
	return len(key) > 3 || r.langs.has(lang) || r.native || r.langs.meets(t.europe)
}

func (t *nameTable) match(r reading, rule string) CountryMatch {
	country := &t.registry.countries[r.country]
	return CountryMatch{ISO3: country.ISO3, ISO2: country.ISO2, M49: country.M49, Kind: r.kind, Rule: rule}
}

func ambiguousCountry(text string, candidates []string) CountryMatch {
	return CountryMatch{Kind: Ambiguous, Candidates: append([]string(nil), candidates...), Notes: []Note{{
		Rule: "country.ambiguous", Message: strings.TrimSpace(text) + " may be, or belong to, " + strings.Join(candidates, ", "), Piece: Piece{0, len(text)},
	}}}
}

func dissolvedCountry(text string, successors []string) CountryMatch {
	message := strings.TrimSpace(text) + " is no longer a state"
	if len(successors) > 0 {
		message += "; its territory is now that of " + strings.Join(successors, ", ")
	}
	return CountryMatch{Kind: Dissolved, Candidates: append([]string(nil), successors...), Notes: []Note{{
		Rule: "country.dissolved", Message: message, Piece: Piece{0, len(text)},
	}}}
}

// repeats tells the signs between two names of one country.
func repeats(r rune) bool {
	switch r {
	case '/', '|', '–', '—', '-', '=':
		return true
	}
	return false
}

// readRepeated reads one country that is named more than once, in two languages
// or by its code: Belgique / België, MAR - Morocco, MA Morocco.
func (t *nameTable) readRepeated(text string, lang langID) CountryMatch {
	if len(text) > 120 {
		return CountryMatch{}
	}
	var buffer [4]string
	parts := buffer[:0]
	for part := range strings.FieldsFuncSeq(text, repeats) {
		parts = append(parts, part)
	}
	if code, name, found := strings.Cut(strings.TrimSpace(text), " "); found && len(parts) == 1 {
		parts = append(buffer[:0], code, name)
		if len(code) > 3 || t.read(code, lang).Kind != Code {
			return t.readBeforeCode(strings.TrimSpace(text), lang)
		}
	}
	var found CountryMatch
	for _, part := range parts {
		m := t.read(strings.TrimSpace(part), lang)
		if m.ISO3 == "" || m.Kind == Demonym || found.ISO3 != "" && m.ISO3 != found.ISO3 {
			return CountryMatch{}
		}
		if found.ISO3 == "" || found.Kind == Code {
			found = m
		}
	}
	if len(parts) < 2 || found.Kind == Code {
		return CountryMatch{}
	}
	found.Rule = "repeated"
	return found
}

// readBeforeCode reads a name by any rule with its own code or abbreviation
// behind it: Korea (South) ROK.
func (t *nameTable) readBeforeCode(text string, lang langID) CountryMatch {
	name, code, found := cutLast(text, " ")
	if !found || len(code) > 5 || !isUpper(code) {
		return CountryMatch{}
	}
	short := t.read(code, lang)
	m := t.read(name, lang)
	if m.Kind == NoMatch {
		m = t.rewrite(name, lang)
	}
	if short.ISO3 == "" || short.ISO3 != m.ISO3 || m.Kind == Demonym || m.Kind == Code {
		return CountryMatch{}
	}
	m.Rule = "repeated"
	return m
}

// several reads a text that names more than one country: no code, but
// candidates in text order.
func (t *nameTable) several(text, lang string) CountryMatch {
	if len(text) > 400 {
		return CountryMatch{}
	}
	whole := Piece{0, len(text)}
	var places []Place
	if parts := splitList(text, whole, lang); len(parts) > 1 || strings.ContainsAny(text, "([") {
		places = Places(text, lang)
	} else if len(parts) == 1 { // the text as one name was tried already
		places = list{resolveCountry(lang), lang}.readRun(text, cleanItem(text, whole))
	}
	if len(places) < 2 {
		return CountryMatch{}
	}
	var iso3s []string
	for _, place := range places {
		if place.Kind != CountryPlace {
			return CountryMatch{}
		}
		if !slices.Contains(iso3s, place.Code) {
			iso3s = append(iso3s, place.Code)
		}
	}
	if len(iso3s) == 1 {
		return CountryMatch{}
	}
	return CountryMatch{Candidates: iso3s, Notes: []Note{{
		Rule: "country.several", Message: "names " + strings.Join(iso3s, ", ") + " where one country is expected", Piece: Piece{0, len(text)},
	}}}
}

// isUpper tells whether a text has no lower-case letter.
func isUpper(text string) bool {
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// isLower tells whether a text has no upper-case letter.
func isLower(text string) bool {
	for _, r := range text {
		if unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// isTitle tells whether only the first letter is a capital.
func isTitle(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first) && size < len(text) && isLower(text[size:])
}
