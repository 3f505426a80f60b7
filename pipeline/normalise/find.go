package normalise

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A finder knows how long the names are that begin with a word, so that most
// words of a text cost one look-up.
type finder struct {
	names    *nameTable
	groups   *groupTable
	longest  map[string]int  // by first word
	phrases  map[string]bool // names that contain that of a country or city and are none
	before   map[string]bool // words before a name that make it part of another
	after    map[string]bool
	afterOf  map[string]bool // words behind the name of a city that make it a treaty or an institution
	commonly map[string]bool // words of running text that cities are called by, too
	division map[string]bool // words for a governorate, province or town
}

var loadFinder = sync.OnceValue(func() *finder {
	f := &finder{
		names: loadNames(), groups: loadGroups(), longest: make(map[string]int, 1<<14),
		phrases: map[string]bool{}, before: map[string]bool{}, after: map[string]bool{}, afterOf: map[string]bool{}, commonly: map[string]bool{},
		division: map[string]bool{},
	}
	for _, row := range readTable("lookalikes.csv") {
		key := Fold(row[1])
		switch row[0] {
		case "phrase":
			f.phrases[key] = true
			f.begin(key)
		case "before":
			f.before[key] = true
		case "after":
			f.after[key] = true
			f.afterOf[key] = true
		case "division":
			f.division[key] = true
		case "after_city":
			f.afterOf[key] = true
		}
	}
	for _, row := range readTable("city-words.csv") {
		f.commonly[Fold(row[0])] = true
	}
	for key := range f.names.names {
		f.begin(key)
	}
	for key := range f.names.demonyms {
		f.begin(key)
	}
	for key := range f.names.ambiguous {
		f.begin(key)
	}
	for key := range f.names.dissolved {
		f.begin(key)
	}
	for key := range f.groups.names {
		f.begin(key)
	}
	return f
})

func (f *finder) begin(key string) {
	first, _, _ := strings.Cut(key, " ")
	f.longest[first] = max(f.longest[first], 1+strings.Count(key, " "))
}

// wholeWorld is the group of all countries; running text names it too loosely
// to speak of a place.
const wholeWorld = "world"

// FindCountries finds the countries, demonyms, groups and regions that a
// running text, such as a title, speaks of, in text order. The longest name
// wins; names that only contain that of a country are left out (Niger Delta).
// Match tells a name from a demonym. In a text of mixed case only capitalised
// names count, but for the adjectives of languages that write them small, and
// only where lang says so. A name of several countries, or of a dissolved
// state, is an UnknownPlace with a note.
func FindCountries(text, lang string) []Place {
	f := loadFinder()
	s := newScan(text)
	id := f.names.languages.id(lang)
	var out []Place
	for i := 0; i < len(s.words); {
		place, n := f.at(s, i, id, lang)
		if (place.Rule != "" || len(place.Notes) > 0) && place.Code != wholeWorld {
			out = append(out, place)
		}
		i += max(n, 1)
	}
	return out
}

// at reads the longest name that begins at word i: its place, and how many
// words it has. A look-alike has words and no place.
func (f *finder) at(s *scan, i int, id langID, lang string) (Place, int) {
	longest := f.longest[string(s.keyOf(i, 1))]
	for n := min(longest, len(s.words)-i); n > 0; n-- {
		key := s.keyOf(i, n)
		if f.phrases[string(key)] && s.joined(i, n, true) {
			return Place{}, n
		}
		place, found := f.read(s, i, n, key, id, lang)
		if !found {
			continue
		}
		if place.Kind != GroupPlace && place.Kind != RegionPlace && f.partOfName(s, i, n, f.after) {
			return Place{}, n
		}
		return place, n
	}
	return Place{}, 0
}

// partOfName tells whether the words around a name make it part of another:
// Lake X, X River.
func (f *finder) partOfName(s *scan, i, n int, after map[string]bool) bool {
	if next := i + n; next < len(s.words) && !s.words[next].softGap && after[string(s.keyOf(next, 1))] {
		return true
	}
	for back := 1; back <= 2 && i-back >= 0 && !s.words[i-back+1].softGap; back++ {
		if s.words[i-back].capital && f.before[string(s.keyOf(i-back, back))] {
			return true
		}
	}
	return false
}

func (f *finder) read(s *scan, i, n int, key []byte, id langID, lang string) (Place, bool) {
	piece := s.pieceOf(i, n)
	name := piece.Of(s.text)
	capital := s.words[i].capital && (s.words[i+n-1].capital || n > 1)
	if g, found := f.groups.names[string(key)]; found && capital && s.joined(i, n, false) && f.admitsShort(s, key, name, f.groups.short[string(key)]) {
		return f.groups.groups[g].place(s.text, piece), true
	}
	if readings := f.names.names[string(key)]; readings != nil && capital {
		if r, found := f.chooseName(s, i, n, key, name, readings, id); found {
			return f.country(r, name, piece), true
		}
	}
	if !s.joined(i, n, false) {
		return Place{}, false
	}
	if capital {
		if candidates, found := f.names.ambiguous[string(key)]; found {
			return unclear(ambiguousCountry(name, candidates), name, piece), true
		}
		if successors, found := f.names.dissolved[string(key)]; found && f.admitsShort(s, key, name, isUpper(name) && len(key) <= 4) {
			return unclear(dissolvedCountry(name, successors), name, piece), true
		}
	}
	if readings := f.names.demonyms[string(key)]; readings != nil {
		if r, found := f.chooseDemonym(readings, capital, id, lang); found {
			return f.country(r, name, piece), true
		}
	}
	return Place{}, false
}

func (f *finder) country(r reading, name string, piece Piece) Place {
	return Place{Kind: CountryPlace, Name: name, Code: f.names.registry.countries[r.country].ISO3, Match: r.kind, Rule: "exact", Piece: piece}
}

// unclear makes a place of a name that stands for no one country.
func unclear(m CountryMatch, name string, piece Piece) Place {
	m.Notes[0].Piece = piece
	return Place{Kind: UnknownPlace, Name: name, ISO3s: m.Candidates, Match: m.Kind, Piece: piece, Notes: m.Notes}
}

// admitsShort tells whether a short form may be read: printed in capitals,
// and no word of a common language where everything is.
func (f *finder) admitsShort(s *scan, key []byte, name string, short bool) bool {
	if !short {
		return true
	}
	return isUpper(name) && (!s.upper || f.names.words[string(key)] == "")
}

// chooseName takes the one country that a name has in the languages in force:
// the text's own and English, or those of Western Europe and Arabic where
// none is stated. Names in other scripts than Latin speak for themselves.
func (f *finder) chooseName(s *scan, i, n int, key []byte, name string, readings []reading, id langID) (reading, bool) {
	t := f.names
	inForce := t.europe
	if id != anyLang {
		inForce = langSet{}
		inForce[id/64] |= 1 << (id % 64)
		inForce = inForce.union(t.languages.set("en"))
	}
	var found reading
	count := 0
	for _, r := range readings {
		if !s.joined(i, n, r.comma) || t.gated[string(key)] && !r.langs.has(id) {
			continue
		}
		if key[0] < utf8.RuneSelf && !r.native && !r.langs.meets(inForce) {
			continue
		}
		if len(key) <= 3 && !f.admitsShort(s, key, name, true) || r.capital && !f.admitsShort(s, key, name, true) {
			continue
		}
		found = r
		count++
	}
	return found, count == 1
}

// smallAdjectives are the languages that write adjectives of countries with a
// small letter.
var smallAdjectives = map[string]bool{"fr": true, "es": true, "it": true, "pt": true, "de": true, "ar": true}

func (f *finder) chooseDemonym(readings []reading, capital bool, id langID, lang string) (reading, bool) {
	english := f.names.languages.id("en")
	var found reading
	count := 0
	for _, r := range readings {
		if id != anyLang && !r.langs.has(id) && !r.langs.has(english) {
			continue
		}
		if !capital && !(smallAdjectives[baseLanguage(lang)] && r.langs.has(id)) {
			continue
		}
		found = r
		count++
	}
	return found, count == 1
}
