package normalise

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A reading is one meaning of a key.
type reading struct {
	country uint8 // place in the registry
	kind    MatchKind
	langs   langSet // languages in which the name is used
	capital bool    // a short form that counts only as it is printed, in capitals (CAR, not car)
	comma   bool    // printed with a comma inside: Korea, Republic of
	native  bool    // a native name or its transliteration, read in any language
}

// A nameTable finds countries by folded name.
type nameTable struct {
	registry  *registry
	groups    *groupTable
	languages languageList
	names     map[string][]reading // short, official, former, abbreviated names
	demonyms  map[string][]reading
	bags      map[string][]reading    // by the sorted significant words of longer names
	clipped   map[string][]clipTarget // what a clipped name may stand for, by its first letters
	gated     map[string]bool         // names that mean something else in other languages
	plain     map[string]bool         // those of them that do so only without accents: Franca, not França
	ambiguous map[string][]string     // names of several countries, or of a part of one
	dissolved map[string][]string     // names of states without a code; their successors
	known     map[string]bool         // every word of the names, and every word that a rule takes off or spells out
	forms     map[string]stateForm    // words for forms of state, and beside them
	glued     []string                // those of scripts without spaces, the longest first
	formsOf   [256]stateForm          // by country: the forms that its official names have
	words     map[string]string       // words of common languages that look like codes, in lower case, and their languages
	sport     map[string]string       // codes of the International Olympic Committee that are none of ISO 3166-1
	europe    langSet                 // the languages that count where none is stated
	familiar  langSet                 // languages whose short names are read without the language being stated
}

var loadNames = sync.OnceValue(func() *nameTable {
	t := newNameTable()
	t.unpack()
	return t
})

// newNameTable returns a table with all that is small.
func newNameTable() *nameTable {
	t := &nameTable{
		registry: loadCountries(), groups: loadGroups(), clipped: map[string][]clipTarget{},
		gated: map[string]bool{}, plain: map[string]bool{}, ambiguous: map[string][]string{}, dissolved: map[string][]string{}, words: map[string]string{}, sport: map[string]string{}, forms: map[string]stateForm{},
	}
	for _, row := range readTable("ambiguous.csv") {
		t.ambiguous[Fold(row[0])] = strings.Fields(row[1])
	}
	for _, row := range readTable("dissolved.csv") {
		t.dissolved[Fold(row[1])] = strings.Fields(row[2])
	}
	for _, row := range readTable("gated.csv") {
		t.gated[Fold(row[0])] = true
		t.plain[Fold(row[0])] = isASCII(row[0])
	}
	for _, row := range readTable("words.csv") {
		t.words[row[0]] = row[1]
	}
	for _, row := range readTable("sport-codes.csv") {
		t.sport[row[0]] = row[1]
	}
	for _, row := range readTable("forms.csv") {
		key := Fold(row[0])
		t.forms[key] |= stateForm(1) << slices.Index(stateForms, row[1])
		if first, _ := utf8.DecodeRuneInString(key); unicode.In(first, unspaced...) {
			t.glued = append(t.glued, key)
		}
	}
	slices.SortStableFunc(t.glued, func(a, b string) int { return len(b) - len(a) })
	return t
}

// setLanguages fills the sets of languages, once all languages are known.
func (t *nameTable) setLanguages() {
	t.europe = t.languages.set("en fr es de it pt ar nl")
	t.familiar = t.europe.union(t.languages.set("pl tr sv da nb no is ro cs sk hu fi et lt lv hr bs sl sq mt ca eu gl az uz id sw sr"))
}

// build fills the large part of the table from its sources: the rows of the
// files of that name, and the keys of cities in order.
func (t *nameTable) build(rows func(name string) [][]string, cities []string) {
	t.languages = languageList{ids: map[string]langID{}}
	t.names, t.demonyms, t.bags, t.known = make(map[string][]reading, 1<<16), map[string][]reading{}, map[string][]reading{}, map[string]bool{}
	t.setLanguages()
	for _, row := range rows("demonyms.csv") {
		key := Fold(row[1])
		t.demonyms[key] = merged(t.demonyms[key], reading{country: t.index(row[0]), kind: Demonym, langs: t.languages.set(row[2])})
	}
	var official [][2]string
	for _, table := range []string{"aliases.csv", "names.csv", "iso-codes-names.csv"} {
		for _, row := range rows(table) {
			t.add(row[0], row[1], kindOf(row[2]), row[3])
			if table == "names.csv" && row[2] == "official" && row[3] == "en" {
				official = append(official, [2]string{row[0], row[1]})
			}
		}
	}
	for _, row := range rows("display-names.csv") {
		t.add(row[0], row[2], Name, row[1])
	}
	t.findForms(official)
	t.knowWords()
	t.addRivals(t.otherNames(rows))
	t.addRivals(slices.Values(cities))
}

// otherNames yields the keys of names of several states, of none of today, and of
// what is no state.
func (t *nameTable) otherNames(rows func(name string) [][]string) func(yield func(string) bool) {
	var keys []string
	keys = slices.AppendSeq(keys, maps.Keys(t.ambiguous))
	keys = slices.AppendSeq(keys, maps.Keys(t.dissolved))
	keys = slices.AppendSeq(keys, maps.Keys(t.groups.names))
	for table, column := range map[string]int{"iso-divisions.csv": 0, "divisions.csv": 0, "lookalikes.csv": 1} {
		for _, row := range rows(table) {
			keys = append(keys, Fold(row[column]))
		}
	}
	slices.Sort(keys)
	return slices.Values(keys)
}

// knowWords fills the set of known words.
func (t *nameTable) knowWords() {
	know := func(key string) {
		for word := range strings.FieldsSeq(key) {
			t.known[word] = true
		}
	}
	for key := range t.names {
		know(key)
	}
	for key := range t.demonyms {
		know(key)
	}
	for key := range t.ambiguous {
		know(key)
	}
	for key := range t.dissolved {
		know(key)
	}
	for key := range t.groups.names {
		know(key)
	}
	for key := range t.forms {
		know(key)
	}
	for _, words := range [][]string{governments, formerWords, leads} {
		for _, word := range words {
			know(Fold(word))
		}
	}
	for _, set := range []map[string]bool{articles, links, conjunctions, formLinks} {
		for word := range set {
			know(word)
		}
	}
	for word := range conjoining {
		know(word)
	}
	for words := range administeringWords {
		know(words)
	}
	for words := range fillers {
		know(words)
	}
	for _, table := range abbreviations {
		for word := range table {
			know(word)
		}
	}
}

// foreign tells that a text in Latin letters has a word that occurs in no name and
// in no rule, so that no rule can make a name of it. Nothing is said of texts in
// which something may hide a word: an apostrophe, a digit in a word, a broken word,
// two letters that look like one, a resolution's number; and short words may be codes.
func (t *nameTable) foreign(text string) bool {
	plain := true // nothing but letters and spaces
	for i, r := range text {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r == ' ':
		case '0' <= r && r <= '9':
			if besideLetter(text, i) || strings.HasPrefix(text[i:], "1244") {
				return false
			}
			plain = false
		case r == '-' && i+1 < len(text) && text[i+1] == ' ' && (i == 0 || text[i-1] != ' '):
			return false
		case r == '–', r == '—', r < utf8.RuneSelf && strings.IndexByte(",.()[]:/-*&", byte(r)) >= 0:
			plain = false
		case 'À' <= r && r <= 'ɏ' && r != '×' && r != '÷' && (i == 0 || text[i-1] < utf8.RuneSelf) && !beyondASCII(text, i+utf8.RuneLen(r)):
			plain = false // an accent; two together may be damage
		default:
			return false
		}
		if beginsFalsely(text, i) {
			return false
		}
	}
	var buffer [96]byte
	key := appendFold(buffer[:0], text)
	if bytes.Count(key, []byte(" ")) >= 3 && len(key) < 3*bytes.Count(key, []byte(" ")) {
		return false // spaced letters
	}
	found := false
	for len(key) > 0 {
		end := bytes.IndexByte(key, ' ')
		if end < 0 {
			end = len(key)
		}
		word := key[:end]
		if scopeWords()[string(word)] {
			return false // what is left out may be anything
		}
		found = found || !t.known[string(word)] && (plain || len(word) > 3 && word[0] > '9') && !(len(word) >= shortestPaired && hasPair(string(word)))
		key = key[min(end+1, len(key)):]
	}
	return found
}

func beyondASCII(text string, i int) bool { return i < len(text) && text[i] >= utf8.RuneSelf }

// besideLetter tells whether a letter stands before or behind a digit.
func besideLetter(text string, i int) bool {
	isLetter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] >= utf8.RuneSelf || asciiFold[text[i]] >= 'a')
	}
	return isLetter(i-1) || isLetter(i+1)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func kindOf(code string) MatchKind { return MatchKind(slices.Index(matchKinds[:], code)) }

func (t *nameTable) index(iso3 string) uint8 {
	i, known := t.registry.byISO3[iso3]
	if !known {
		panic("no country " + iso3)
	}
	return uint8(i)
}

// add files a name under its key and under the keys of its customary
// variants: without "and", with an apostrophe left out, with German umlauts
// spelled out.
func (t *nameTable) add(iso3, text string, kind MatchKind, langs string) {
	r := reading{country: t.index(iso3), kind: kind, langs: t.languages.set(langs), comma: strings.ContainsRune(text, ','), native: langs == ""}
	if kind == Name && t.registry.countries[r.country].AdministeredBy != "" {
		r.kind = Territory
	}
	key := Fold(text)
	if kind != Official && len(key) <= 4 && text == strings.ToUpper(text) && text != strings.ToLower(text) {
		r.kind, r.capital = Abbreviation, true
	}
	variants := []string{key}
	if strings.ContainsAny(text, "'’‘ʼʻ`") {
		variants = append(variants, Fold(apostrophes.Replace(text)))
	}
	if strings.ContainsAny(text, "äöüÄÖÜ") && r.langs.has(t.languages.id("de")) {
		variants = append(variants, Fold(strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue").Replace(text)))
	}
	for _, variant := range variants {
		t.file(variant, r)
		if short := withoutConjunction(variant); short != variant {
			t.file(short, r)
		}
	}
	if r.langs.meets(t.europe) && !r.capital {
		if !initials.MatchString(text) {
			t.addWords(key, r)
		}
		t.addClips(text, r)
	}
}

func (t *nameTable) file(key string, r reading) {
	if _, group := t.groups.names[key]; key == "" || group || t.ambiguous[key] != nil || t.dissolved[key] != nil {
		return
	}
	if t.demonyms[key] != nil && !r.native && !r.langs.meets(t.europe) {
		return // nepali is a name in one language, and a demonym in all others
	}
	t.names[key] = merged(t.names[key], r)
}

// initials are letters of D. R. Kongo that would be taken for links.
var initials = regexp.MustCompile(`\b[DEL]\.`)

// addWords files a name of several significant words for the rule on word order.
func (t *nameTable) addWords(key string, r reading) {
	words := significant(strings.Fields(key))
	if len(words) < 2 {
		return
	}
	sorted := slices.Sorted(slices.Values(words))
	bag := strings.Join(sorted, " ")
	t.bags[bag] = merged(t.bags[bag], r)
}

// merged adds a reading to those of a key; one country has one reading, of
// its first kind (a plain name wins over an official one) and all its
// languages.
func merged(readings []reading, r reading) []reading {
	for i := range readings {
		if readings[i].country == r.country {
			if (readings[i].kind == Official || readings[i].kind == Abbreviation) && (r.kind == Name || r.kind == Territory) {
				readings[i].kind = r.kind
			}
			readings[i].native = readings[i].native || r.native
			readings[i].langs = readings[i].langs.union(r.langs)
			readings[i].capital = readings[i].capital && r.capital
			return readings
		}
	}
	return append(readings, r)
}

// conjunctions are the words for "and" in the languages of the tables.
var conjunctions = map[string]bool{"and": true, "et": true, "und": true, "y": true, "e": true, "en": true, "og": true, "och": true, "i": true, "a": true, "si": true, "ve": true, "ja": true, "es": true, "u": true, "и": true, "і": true, "та": true, "και": true}

func withoutConjunction(key string) string {
	words := strings.Fields(key)
	out := words[:0]
	for i, word := range words {
		if i > 0 && i < len(words)-1 && conjunctions[word] {
			continue
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// links are words that carry no meaning of their own in a name.
var links = map[string]bool{"the": true, "of": true, "and": true, "la": true, "le": true, "les": true, "l": true, "de": true, "du": true, "des": true, "d": true, "et": true, "el": true, "los": true, "las": true, "del": true, "y": true, "e": true, "der": true, "die": true, "das": true, "und": true, "von": true, "do": true, "da": true, "dos": true, "il": true, "lo": true, "gli": true, "di": true, "della": true, "dei": true}

func significant(words []string) []string {
	out := make([]string, 0, len(words))
	for _, word := range words {
		if !links[word] {
			out = append(out, word)
		}
	}
	return out
}
