package normalise

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// readBracket reads a name with a bracket behind it: Martinique (France),
// Eswatini (formerly Swaziland), Korea (South), Morocco (MAR).
func (t *nameTable) readBracket(text string, lang langID) CountryMatch {
	trimmed := strings.TrimRight(text, " .*")
	open := strings.IndexAny(trimmed, "([")
	if open <= 0 || len(trimmed) == 0 || !strings.ContainsRune(")]", rune(trimmed[len(trimmed)-1])) {
		return CountryMatch{}
	}
	outer, inner := strings.TrimSpace(trimmed[:open]), strings.TrimSpace(trimmed[open+1:len(trimmed)-1])
	return t.readQualified(outer, inner, lang)
}

// readComma reads a name with a qualifier behind a comma: Korea, Republic of;
// Réunion, France.
func (t *nameTable) readComma(text string, lang langID) CountryMatch {
	outer, inner, found := strings.Cut(text, ",")
	if !found || strings.Contains(inner, ",") {
		return CountryMatch{}
	}
	if m, scoped := t.readScope(outer, strings.TrimSpace(inner), lang); scoped {
		return m
	}
	if m := t.readInverted(outer, inner, lang); m.Kind != NoMatch {
		return m
	}
	territory, state := t.read(outer, lang), t.read(inner, lang)
	if m := t.administered(territory, inner, state); m.Kind != NoMatch {
		return m
	}
	return CountryMatch{}
}

func (t *nameTable) readQualified(outer, inner string, lang langID) CountryMatch {
	if m, scoped := t.readScope(outer, inner, lang); scoped {
		return m
	}
	if m := t.readInverted(outer, inner, lang); m.Kind != NoMatch {
		return m
	}
	first := t.read(outer, lang)
	if first.Kind == NoMatch {
		first = t.readForm(outer, lang)
	}
	if first.Kind == NoMatch || first.Kind == Code || first.Kind == Demonym {
		return CountryMatch{}
	}
	second := t.read(inner, lang)
	if second.Kind == NoMatch {
		second = t.readBag(inner, lang)
	}
	for _, rule := range []rewriting{{"formerly", dropFormerly}, {"article", dropArticle}} {
		for _, other := range rule.apply(t, inner) {
			if second.Kind == NoMatch {
				second = t.read(other, lang)
			}
		}
	}
	if m := t.administered(first, inner, second); m.Kind != NoMatch {
		return m
	}
	if second.Kind == Territory { // France (Mayotte) is what Mayotte (France) is
		if m := t.administered(second, outer, first); m.Kind != NoMatch {
			return m
		}
	}
	if first.ISO3 != "" && (second.ISO3 == first.ISO3 || articles[Fold(inner)] || Fold(inner) == "country") {
		first.Rule = "bracket"
		return first
	}
	return CountryMatch{}
}

// readInverted reads the qualifier before the name: Republic of Korea.
func (t *nameTable) readInverted(outer, inner string, lang langID) CountryMatch {
	if articles[Fold(inner)] {
		return CountryMatch{}
	}
	m := t.read(inner+" "+outer, lang)
	if m.Kind == NoMatch || m.Kind == Demonym || m.ISO3 == "" {
		m = t.readForm(inner+" "+outer, lang)
	}
	if m.ISO3 == "" || m.Kind == Demonym || m.Kind == Code {
		return CountryMatch{}
	}
	m.Rule = "inversion"
	return m
}

// administeringWords say that what stands before them is administered by the
// state of that iso3.
var administeringWords = map[string]string{
	"overseas france": "FRA", "french overseas": "FRA", "french": "FRA", "france outre mer": "FRA", "overseas territory of france": "FRA", "french overseas department": "FRA", "departement francais": "FRA", "france d outre mer": "FRA", "departement d outre mer": "FRA", "outre mer": "FRA", "francia de ultramar": "FRA", "franzosisches uberseegebiet": "FRA", "france dom": "FRA", "dom": "FRA", "com": "FRA", "rup": "FRA", "rup fr": "FRA", "dom tom": "FRA", "collectivite d outre mer": "FRA",
	"uk overseas territory": "GBR", "british overseas territory": "GBR", "british": "GBR", "overseas uk": "GBR", "dutch": "NLD", "neth": "NLD", "kingdom of the netherlands": "NLD",
	"kingdom of denmark": "DNK", "denmark realm": "DNK", "american": "USA", "us territory": "USA", "u s": "USA", "associated with new zealand": "NZL", "external territory of australia": "AUS",
	"fr": "FRA", "uk": "GBR", "nl": "NLD", "us": "USA", "dk": "DNK", "nz": "NZL", "no": "NOR", "au": "AUS", "sar": "CHN", "prc": "CHN", "china sar": "CHN", "special administrative region": "CHN",
}

// administered reads a territory named with the state that administers it.
func (t *nameTable) administered(territory CountryMatch, qualifier string, state CountryMatch) CountryMatch {
	iso3 := state.ISO3
	if words, found := administeringWords[Fold(qualifier)]; found {
		iso3 = words
	}
	if iso3 == "" {
		return CountryMatch{}
	}
	codes := territory.Candidates
	if territory.ISO3 != "" {
		codes = []string{territory.ISO3}
	}
	var found CountryMatch
	for _, code := range codes {
		i := t.registry.byISO3[code]
		if t.registry.countries[i].AdministeredBy != iso3 {
			continue
		}
		if found.ISO3 != "" {
			return CountryMatch{}
		}
		found = t.match(reading{country: uint8(i), kind: Territory}, "administering_state")
	}
	return found
}

// abbreviations are the customary short forms of words in names of
// countries, per language in which they are used.
var abbreviations = []map[string]string{
	{"rep": "republic", "dem": "democratic", "st": "saint", "ste": "saint", "is": "islands", "isl": "islands", "isls": "islands", "isds": "islands", "island": "islands", "terr": "territory", "fed": "federated", "sts": "states",
		"n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south", "eq": "equatorial", "equat": "equatorial", "afr": "african", "cent": "central", "centr": "central", "utd": "united", "untd": "united", "oc": "ocean", "un": "united",
		"br": "british", "brit": "british", "fr": "french", "us": "united states", "uk": "united kingdom", "rb": "bolivarian republic", "pdr": "peoples democratic republic", "gren": "grenadines", "grens": "grenadines", "herz": "herzegovina", "hercegovina": "herzegovina", "herzegowina": "herzegovina",
		"barb": "barbuda", "nev": "nevis", "tob": "tobago", "princ": "principe", "guin": "guinea", "sol": "solomon", "soc": "socialist", "isla": "islamic", "plur": "plurinational", "bol": "bolivarian", "ant": "antigua", "people": "peoples", "maced": "macedonia", "aust": "australian", "dr": "democratic republic"},
	{"rep": "republique", "dem": "democratique", "st": "saint", "ste": "sainte", "i": "iles", "is": "iles", "ile": "iles", "eq": "equatoriale", "equat": "equatoriale", "pop": "populaire", "fed": "federation", "n": "nord", "s": "sud", "rd": "republique democratique"},
	{"rep": "republica", "dem": "democratica", "sto": "santo", "sta": "santa", "is": "islas", "isla": "islas", "ec": "ecuatorial", "eq": "ecuatorial", "pop": "popular", "fed": "federacion", "n": "norte", "s": "sur"},
	{"rep": "republik", "dem": "demokratische", "st": "sankt", "arab": "arabische", "verein": "vereinigte", "ver": "vereinigte", "volksrep": "volksrepublik", "bundesrep": "bundesrepublik"},
	{"rep": "repubblica", "dem": "democratica", "is": "isole"},
	{"s": "saint"},
	{"n": "northern", "s": "southern", "is": "islands", "isl": "islands", "isds": "islands", "terr": "territories"},
}

// abbreviated returns, by word, the abbreviations that have it, one bit each.
var abbreviated = sync.OnceValue(func() map[string]uint8 {
	out := map[string]uint8{}
	for i, table := range abbreviations {
		for word := range table {
			out[word] |= 1 << i
		}
	}
	return out
})

// readBag reads a name whose words are abbreviated by custom or stand in
// another order: Korea, Dem. People's Rep. of. The words that matter must be
// those of one name, no more and no fewer.
func (t *nameTable) readBag(text string, lang langID) CountryMatch {
	var joined [160]byte
	var ofText, expanded [40]string
	words := appendWords(ofText[:0], Fold(withoutApostrophes(text)))
	if len(words) < 2 || len(words) > 12 {
		return CountryMatch{}
	}
	rule := "abbreviation"
	if strings.ContainsAny(text, ",(") {
		rule = "inversion"
	}
	words = slices.DeleteFunc(words, func(word string) bool { return links[word] })
	var tables uint8
	for _, word := range words {
		tables |= abbreviated()[word]
	}
	asPrinted := false // the words were tried without a change
	for i, table := range abbreviations {
		if tables&(1<<i) == 0 {
			if asPrinted {
				continue
			}
			asPrinted = true
		}
		bag := expanded[:0]
		for _, word := range words {
			if long, found := table[word]; found {
				bag = append(bag, strings.Fields(long)...)
			} else {
				bag = append(bag, word)
			}
		}
		if m := t.readExpanded(strings.Join(bag, " "), lang); m.Kind != NoMatch {
			m.Rule = rule
			return m
		}
		slices.Sort(bag)
		if readings := t.bags[string(appendJoined(joined[:0], bag))]; len(readings) == 1 {
			return t.match(readings[0], rule)
		}
	}
	return CountryMatch{}
}

// readExpanded looks up a name whose abbreviations are spelled out.
func (t *nameTable) readExpanded(text string, lang langID) CountryMatch {
	if m := t.read(text, lang); m.ISO3 != "" && m.Kind != Demonym && m.Kind != Code {
		return m
	}
	return CountryMatch{}
}

// readLost reads a name in which single letters were lost to a replacement
// character: C?te d'Ivoire. All names that fit must be of one country.
func (t *nameTable) readLost(text string, lang langID) CountryMatch {
	if len(text) > 60 || len(text) < 5 || strings.IndexByte(text, '?') < 0 && !strings.Contains(text, "\uFFFD") {
		return CountryMatch{}
	}
	const wild = "\u2400"
	pattern := make([]byte, 0, len(text)+8)
	lost := 0
	for i, part := range strings.Split(strings.NewReplacer("\uFFFD", wild, "?", wild).Replace(strings.TrimRight(text, "? ")), wild) {
		if i > 0 {
			pattern = append(pattern, '?')
			lost++
		}
		if strings.HasPrefix(part, " ") && i > 0 {
			pattern = append(pattern, ' ')
		}
		pattern = appendFold(pattern, part)
		if strings.HasSuffix(part, " ") {
			pattern = append(pattern, ' ')
		}
	}
	if lost == 0 || lost > 3 || len(pattern) < 5*lost {
		return CountryMatch{}
	}
	found := -1
	var kept reading
	for _, key := range namesByLength()[utf8.RuneCount(pattern)] {
		readings := t.names[key]
		if len(readings) != 1 || !matchesLost(string(pattern), key) {
			continue
		}
		if found >= 0 && found != int(readings[0].country) {
			return CountryMatch{}
		}
		found, kept = int(readings[0].country), readings[0]
	}
	if found < 0 {
		return CountryMatch{}
	}
	return t.match(kept, "lost_letter")
}

// namesByLength lists the keys by their number of letters.
var namesByLength = sync.OnceValue(func() map[int][]string {
	out := map[int][]string{}
	for key := range loadNames().names {
		n := utf8.RuneCountInString(key)
		out[n] = append(out[n], key)
	}
	return out
})

// matchesLost compares a key with a pattern in which ? stands for one letter or
// apostrophe.
func matchesLost(pattern, key string) bool {
	for len(pattern) > 0 {
		p, n := utf8.DecodeRuneInString(pattern)
		if key == "" {
			return false
		}
		k, m := utf8.DecodeRuneInString(key)
		if p != k && p != '?' {
			return false
		}
		pattern, key = pattern[n:], key[m:]
	}
	return key == ""
}
