package normalise

import (
	"slices"
	"strings"
	"sync"
)

// A clipTarget is a name to which a clipped one may be completed, without its links.
type clipTarget struct {
	words   []string
	reading reading
	kind    clipKind
	forms   []stateForm // by word; 0 where it is no word for a form of state
}

// A clipKind says what a name does for a clipped one.
type clipKind uint8

const (
	clipWhole clipKind = iota // a country's name of several words
	clipCore                  // one without a word for a form of state, of one word or more
	clipRival                 // the name of something else: a dissolved state, a region, a division, a city
)

// clipLetters is the least that is left of a word, unless it is an abbreviation by
// custom or ends in a full stop, and the letters by which targets are filed.
const clipLetters = 3

// isClipSeparator tells what parts the words of a clipped name.
func isClipSeparator(r rune) bool { return r == ' ' || r == '&' || r == '/' || r == '-' || r == ',' }

// clipHead returns the letters by which a word is filed.
func clipHead(word string) string { return word[:min(len(word), clipLetters)] }

// addClip files a name as a target; in letters beyond ASCII three bytes are no word.
func (t *nameTable) addClip(words []string, r reading, kind clipKind) {
	if !isASCII(strings.Join(words, "")) || len(words) == 0 {
		return
	}
	head := clipHead(words[0])
	for i := range t.clipped[head] {
		if other := &t.clipped[head][i]; other.kind == kind && other.reading.country == r.country && slices.Equal(other.words, words) {
			return
		}
	}
	t.clipped[head] = append(t.clipped[head], clipTarget{words, r, kind, t.formsIn(words)})
}

// formsIn returns the form of state that each word stands for.
func (t *nameTable) formsIn(words []string) []stateForm {
	forms := make([]stateForm, len(words))
	for i, word := range words {
		forms[i] = t.forms[word]
	}
	return forms
}

// addClips files the name of a country for the rule on clippings.
func (t *nameTable) addClips(text string, r reading) {
	words := significant(strings.Fields(Fold(apostrophes.Replace(text))))
	if len(words) > 1 {
		t.addClip(words, r, clipWhole)
	}
	if !slices.ContainsFunc(words, func(word string) bool { return t.forms[word] != 0 }) {
		t.addClip(words, r, clipCore)
	}
}

// addRivals files those of other names that a clipping of a country's name could
// be a clipping of as well: as many words, with the same beginnings.
func (t *nameTable) addRivals(keys func(yield func(key string) bool)) {
	shape := func(words []string) string {
		heads := make([]string, len(words))
		for i, word := range words {
			heads[i] = clipHead(word)
		}
		return strings.Join(heads, " ")
	}
	shapes := map[string]bool{}
	for _, targets := range t.clipped {
		for _, target := range targets {
			if target.kind == clipWhole {
				shapes[shape(target.words)] = true
			}
		}
	}
	for key := range keys {
		words := significant(strings.Fields(key))
		if len(words) > 1 && len(t.names[key]) == 0 && shapes[shape(words)] {
			t.addClip(words, reading{}, clipRival)
		}
	}
}

// readClipped reads a name with words cut short: Bosnia & Herceg, Cent Afr Republ,
// St. Vinc. & Gren. Every word must be the beginning of a word of the name, in
// order and none left out but links. All names that fit must be of one country, and
// none of a dissolved state, a region, a division or a city; nor may what stands
// beside words such as republic fit another country: Rep Nige is Niger or Nigeria.
func (t *nameTable) readClipped(text string, _ langID) CountryMatch {
	if len(text) > 80 || !strings.ContainsFunc(text, isClipSeparator) {
		return CountryMatch{}
	}
	var buffer [12]clippedWord
	words := buffer[:0]
	text = withoutApostrophes(text)
	capitals, spelled := isUpper(text), spelledAbbreviations()
	for field := range strings.FieldsFuncSeq(text, isClipSeparator) {
		key := Fold(field)
		switch {
		case key == "", links[key] && isLink(field, len(words) == 0 || capitals):
		case strings.ContainsFunc(key, func(r rune) bool { return r < 'a' || r > 'z' }), len(words) == cap(words):
			return CountryMatch{}
		default:
			words = append(words, clippedWord{key, spelled[key], t.forms[key], strings.HasSuffix(field, ".")})
		}
	}
	if len(words) < 2 {
		return CountryMatch{}
	}
	found, safe := -1, true
	var checked uint16 // which words the last core was made of
	var kept reading
	var heads [8]string
	for _, head := range words[0].heads(heads[:0]) {
		targets := t.clipped[head]
		for i := range targets {
			target := &targets[i]
			if target.kind == clipCore || len(target.words) != len(words) || !fits(words, target.words) {
				continue
			}
			if target.kind == clipRival || found >= 0 && found != int(target.reading.country) {
				return CountryMatch{}
			}
			found, kept = int(target.reading.country), target.reading
			safe = safe && t.coreIsOf(words, target, &checked)
		}
	}
	if found < 0 || !safe {
		return CountryMatch{}
	}
	kept.kind = Abbreviation
	return t.match(kept, "clipping")
}

// isLink tells whether a word that may be a link is one, and not what is left of
// another: Rep de Congo, and De Rep Congo. At the beginning, and among capitals, only
// words of some letters are.
func isLink(field string, capitals bool) bool {
	if strings.HasSuffix(field, ".") {
		return false
	}
	if capitals {
		return len(field) > 2 || articles[Fold(field)] && len(field) == 2 && Fold(field) != "de"
	}
	return isLower(field)
}

// coreIsOf tells whether what stands beside words for forms of state is enough, and
// fits no other country than the target's. checked says of which words the core was made
// that was last found to fit none, a bit for each.
func (t *nameTable) coreIsOf(words []clippedWord, target *clipTarget, checked *uint16) bool {
	var buffer [12]clippedWord
	core := buffer[:0]
	letters, forms, of := 0, 0, uint16(0)
	lettered := false
	for i, word := range words {
		form := target.forms[i]
		if form == 0 && word.form&^beside != 0 {
			return false // R Island is not the Republic of Iceland
		}
		lettered = lettered || word.text == republicLetter
		if form != 0 {
			forms++
		} else {
			core, of = append(core, word), of|1<<i
		}
		if form&^beside == 0 {
			letters += len(word.text)
			if !strings.HasPrefix(target.words[i], word.text) { // an abbreviation by custom stands for all of it
				letters += len(target.words[i])
			}
		}
	}
	if lettered && forms < 2 {
		return false
	}
	if len(core) == 0 { // United Kingdom: all of it are such words
		return true
	}
	if letters <= clipLetters {
		return false
	}
	if of == *checked {
		return true
	}
	*checked = of
	var heads [8]string
	for _, head := range core[0].heads(heads[:0]) {
		others := t.clipped[head]
		for i := range others {
			other := &others[i]
			if other.kind == clipCore && len(other.words) == len(core) && other.reading.country != target.reading.country && fits(core, other.words) && !t.areTwins(other.reading.country, target.reading.country) {
				return false
			}
		}
	}
	return true
}

// areTwins tells two states of one name that the form of state tells apart.
func (t *nameTable) areTwins(one, other uint8) bool {
	iso3s := []string{t.registry.countries[one].ISO3, t.registry.countries[other].ISO3}
	slices.Sort(iso3s)
	_, twins := twinStates[strings.Join(iso3s, " ")]
	return twins
}

// A clippedWord is one word of a name that may be cut short.
type clippedWord struct {
	text   string
	full   []string // what it stands for by custom, in any language
	form   stateForm
	dotted bool // a full stop says that it is cut
}

// spelledAbbreviations are the abbreviations of all languages that stand for one word.
var spelledAbbreviations = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, table := range abbreviations {
		for short, long := range table {
			if !strings.Contains(long, " ") && !slices.Contains(out[short], long) {
				out[short] = append(out[short], long)
			}
		}
	}
	return out
})

// republicLetter stands for republic beside another word for a form of state, as in
// Peoples R China; R Senegal is a river.
const republicLetter = "r"

var republics = []string{"republic", "republique", "republica", "republik"}

// heads appends the letters by which the words that it may stand for are filed.
func (w *clippedWord) heads(heads []string) []string {
	heads = append(heads, clipHead(w.text))
	for _, long := range w.full {
		if head := clipHead(long); !slices.Contains(heads, head) {
			heads = append(heads, head)
		}
	}
	return heads
}

func (w *clippedWord) fits(full string) bool {
	if strings.HasPrefix(full, w.text) && (w.dotted || len(w.text) >= clipLetters) || w.text == republicLetter && slices.Contains(republics, full) {
		return true
	}
	return slices.Contains(w.full, full)
}

func fits(words []clippedWord, full []string) bool {
	if len(words) != len(full) {
		return false
	}
	for i := range words {
		if !words[i].fits(full[i]) {
			return false
		}
	}
	return true
}
