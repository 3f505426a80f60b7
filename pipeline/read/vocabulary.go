package read

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// The vocabulary of the genre: labels, topics, phrases and ordinals in several
// languages. They are data; a new label or language is a row.
//
//go:embed labels.csv
var labelsCSV string

//go:embed phrases.csv
var phrasesCSV string

// The kinds of phrases, and what each decides.
//
//go:embed phrase_kinds.csv
var phraseKindsCSV string

//go:embed ordinals.csv
var ordinalsCSV string

// A Label is what a labelled statement states.
type Label string

// The labels that entries have. The others of labels.csv are read and
// accounted for; they fill no column yet.
const (
	Objective   Label = "objective"
	PeriodLabel Label = "period"
	StartLabel  Label = "start"
	EndLabel    Label = "end"
	Funder      Label = "funder"
	Budget      Label = "budget"
	Implementer Label = "implementer"
	Partner     Label = "partner"
	Country     Label = "country"
	City        Label = "city"
	Contact     Label = "contact"
	Website     Label = "website"
	TitleLabel  Label = "title"
	AcronymOf   Label = "acronym"
	PhaseLabel  Label = "phase"
	HeadingOf   Label = "heading"
	OtherLabel  Label = "other" // of an entry, but in no table: a short line that ends with a colon
)

type vocabulary struct {
	labels       map[string]Label           // by folded label
	rules        map[Label]string           // that take the line of a label
	langs        map[string][]string        // languages of a folded label
	languages    []string                   // of the labels, in the order of labels.csv
	longest      int                        // bytes of the longest label as printed
	phrases      map[string]map[string]bool // kind -> folded phrase
	boilerplate  map[string][]string        // folded phrases of legal notices, by their first word
	initials     [1 << 16]bool              // by the first two bytes of such a first word
	seconds      [1 << 16]bool              // by its second and third bytes
	verbs        map[string]int             // first words of labels that end in a preposition, with the bytes of the longest
	verbInitials [1 << 16]bool              // by the first two bytes of such labels
	weakShapes   [64][256]bool              // by length and first byte: whether a weak label looks so
	subjects     map[string]bool            // first words of the beginnings of sentences about the project, with and without a capital
	dateVerbs    map[string]bool            // folded first words of those before dates in sentences
	behindNames  map[string]bool            // likewise, of those behind names
	contracted   map[string]string          // a preposition with its article -> the preposition
	asOf         map[string]bool            // first words of the phrases before the date of a document
	small        map[string][]string        // languages of a word that running text is full of
	counting     map[string]bool            // first words of those that number a title, as they are printed
	sharing      map[string]bool            // first words of links by which a page is passed on, with and without a capital
	about        [][]byte                   // folded words that a label may have around it
	ordinals     map[string]int             // folded word -> number
	topics       map[string][][]byte        // kind -> folded phrases, of the kinds that are topics
}

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{labels: map[string]Label{}, rules: map[Label]string{OtherLabel: "label." + string(OtherLabel)}, langs: map[string][]string{}, phrases: map[string]map[string]bool{}, boilerplate: map[string][]string{}, ordinals: map[string]int{}, topics: map[string][][]byte{}, small: map[string][]string{}, asOf: map[string]bool{}, dateVerbs: map[string]bool{}, behindNames: map[string]bool{}, contracted: map[string]string{}, subjects: map[string]bool{}, sharing: map[string]bool{}, counting: map[string]bool{}}
	for _, row := range table(labelsCSV) {
		key := normalise.Fold(row[2])
		if known, ok := v.labels[key]; ok && known != Label(row[0]) {
			panic("labels.csv: " + row[2] + " is both " + string(known) + " and " + row[0])
		}
		v.labels[key] = Label(row[0])
		v.rules[Label(row[0])] = "label." + row[0]
		v.langs[key] = append(v.langs[key], row[1])
		if !slices.Contains(v.languages, row[1]) {
			v.languages = append(v.languages, row[1])
		}
		v.longest = max(v.longest, len(row[2]))
	}
	for _, row := range table(phraseKindsCSV) {
		v.phrases[row[0]] = map[string]bool{}
	}
	for _, row := range table(phrasesCSV) {
		if v.phrases[row[0]] == nil {
			panic("phrases.csv: phrase_kinds.csv has no " + row[0])
		}
		key := normalise.Fold(row[2])
		v.phrases[row[0]][key] = true
		if slices.Contains(topics[:], row[0]) {
			v.topics[row[0]] = append(v.topics[row[0]], []byte(key))
		}
		if row[0] == "weak_label" {
			initial, size := utf8.DecodeRuneInString(row[2])
			for _, form := range [...]string{row[2], string(unicode.ToUpper(initial)) + row[2][size:]} {
				for _, sign := range [...]int{0, 1, 2, 3} { // with a question mark or two
					v.weakShapes[(len(form)+sign)&63][form[0]] = true
				}
			}
			for _, sign := range [...]int{2, 3, 4} {
				v.weakShapes[(len(row[2])+sign)&63]["¿"[0]] = true
			}
		}
		if row[0] == "subject" {
			first, _, _ := strings.Cut(row[2], " ")
			initial, size := utf8.DecodeRuneInString(first)
			v.subjects[first], v.subjects[string(unicode.ToUpper(initial))+first[size:]] = true, true
		}
		for _, verb := range dateVerbs {
			if first, _, _ := strings.Cut(key, " "); verb.kind == row[0] {
				v.dateVerbs[first] = true
			}
		}
		for _, behind := range namesBehind {
			if first, _, _ := strings.Cut(key, " "); behind.kind == row[0] {
				v.behindNames[first] = true
			}
		}
		if row[0] == "contraction" {
			short, long, _ := strings.Cut(row[2], " ")
			v.contracted[short] = long
		}
		if row[0] == "as_of" {
			first, _, _ := strings.Cut(row[2], " ")
			v.asOf[first] = true
		}
		if row[0] == "small_word" {
			v.small[row[2]] = append(v.small[row[2]], row[1])
		}
		if row[0] == "numbered" || row[0] == "numbered_alone" {
			first, _, _ := strings.Cut(row[2], " ")
			initial, size := utf8.DecodeRuneInString(first)
			for _, form := range [...]string{first, string(unicode.ToUpper(initial)) + first[size:], strings.ToUpper(first)} {
				v.counting[form], v.counting[form+"."] = true, true
			}
		}
		if row[0] == "share" {
			first, _, _ := strings.Cut(row[2], " ")
			initial, size := utf8.DecodeRuneInString(first)
			v.sharing[first], v.sharing[string(unicode.ToUpper(initial))+first[size:]] = true, true
		}
		if row[0] == "label_about" {
			v.about = append(v.about, []byte(key))
		}
		if row[0] == "boilerplate" {
			first, _, _ := strings.Cut(key, " ")
			v.boilerplate[first] = append(v.boilerplate[first], key)
			if len(first) > 1 {
				v.initials[uint16(first[0])<<8|uint16(first[1])] = true
				v.seconds[uint16(first[1])<<8|uint16((first + " ")[2])] = true
			}
		}
	}
	for _, row := range table(labelsCSV) {
		if key, last := row[2], strings.LastIndexByte(row[2], ' '); last > 0 && v.phrases["preposition"][strings.ToLower(key[last+1:])] {
			initial, size := utf8.DecodeRuneInString(key)
			for _, form := range [...]string{key, string(unicode.ToLower(initial)) + key[size:], strings.ToUpper(key)} {
				v.verbInitials[uint16(form[0])<<8|uint16(form[1])] = true
			}
		}
	}
	v.verbs = map[string]int{}
	for key := range v.labels {
		first, last := strings.IndexByte(key, ' '), strings.LastIndexByte(key, ' ')
		if first > 0 && v.phrases["preposition"][key[last+1:]] {
			v.verbs[key[:first]] = max(v.verbs[key[:first]], len(key)+longerPrinted)
		}
	}
	for _, row := range table(ordinalsCSV) {
		n, err := strconv.Atoi(row[0])
		if err != nil {
			panic("ordinals.csv: " + err.Error())
		}
		v.ordinals[normalise.Fold(row[2])] = n
	}
	return v
})

// longerPrinted is how many bytes a label may have more as it is printed than folded.
const longerPrinted = 8

// table reads an embedded table without its header.
func table(text string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic("embedded table: " + err.Error())
	}
	return rows[1:]
}

// label returns the label that a text is; "" where it is none.
func (v *vocabulary) label(text string) Label {
	if len(text) > v.longest+8 {
		return ""
	}
	var buffer [128]byte
	key := normalise.AppendFold(buffer[:0], text)
	if label := v.labels[string(key)]; label != "" {
		return label
	}
	if label := v.shortened(key); label != "" {
		return label
	}
	if one, other, two := strings.Cut(text, "/"); two && len(other) > 2 && !strings.ContainsAny(text, "\t|") {
		return v.inTwoLanguages(one, other)
	}
	return ""
}

// inTwoLanguages returns the label that stands there twice, in two languages, of
// which one may be unknown: "Towns / Villes".
func (v *vocabulary) inTwoLanguages(one, other string) Label {
	a, b := v.label(one), v.label(other)
	if a == b || b == "" && strings.Count(strings.TrimSpace(other), " ") < 3 {
		return a
	}
	if a == "" && strings.Count(strings.TrimSpace(one), " ") < 3 {
		return b
	}
	return ""
}

// shortened returns the label that a folded text is without the words that say
// what it is about ("... of the project", "Project ..."), and without the
// ending of a plural in brackets.
func (v *vocabulary) shortened(key []byte) Label {
	for _, words := range v.about {
		if rest, ok := bytes.CutSuffix(key, words); ok && len(rest) > 1 && rest[len(rest)-1] == ' ' {
			return v.labels[string(rest[:len(rest)-1])]
		}
		if rest, ok := bytes.CutPrefix(key, words); ok && len(rest) > 1 && rest[0] == ' ' {
			return v.labels[string(rest[1:])]
		}
	}
	return ""
}

// has reports whether a text is a phrase of a kind.
func (v *vocabulary) has(kind, text string) bool {
	var buffer [128]byte
	return v.phrases[kind][string(normalise.AppendFold(buffer[:0], text))]
}

// labelAt finds a label at the start of a clean text: a known one with a
// colon behind it, or a question mark ("Where? Kigali"). It returns the label and where label and value begin and
// end: text[:name] is the label as printed, text[value:] what stands behind
// the colon.
func (v *vocabulary) labelAt(text string) (label Label, name, value int) {
	colon, width := colonIn(text, v.longest+8)
	if mark, wide := questionIn(text, v.longest+8); mark >= 0 && (colon < 0 || mark < colon) {
		colon, width = mark, wide
	}
	if colon < 0 {
		return "", 0, 0
	}
	if first, _ := utf8.DecodeRuneInString(text); !unicode.IsLetter(first) && first != '¿' {
		return "", 0, 0
	}
	if label = v.label(text[:colon]); label == "" && v.numbersTitle(text[:colon]) {
		label = TitleLabel
	}
	if label == "" {
		return "", 0, 0
	}
	return label, len(strings.TrimRight(text[:colon], " \t")), colon + width
}

// guess returns the label that a text of a few words is by one of them, where
// no table has the whole and no other word speaks for another label: "Local
// partners on the islands".
func (v *vocabulary) guess(text string) (label Label) {
	if text == "" || startsSmall(text) || len(text) > longestGuess || strings.ContainsAny(text, ".;()\"“") || normalise.Country(text, "").ISO3 != "" {
		return ""
	}
	var buffer [128]byte
	n := 0
	if last := strings.LastIndexByte(text, ' '); last > 0 && v.has("with", text[last+1:]) { // "On the ground with"
		return Partner
	}
	who := false // "Who pays"
	for word := range bytes.FieldsSeq(normalise.AppendFold(buffer[:0], text)) {
		if n++; n > mostWords {
			return ""
		}
		who = who || n == 1 && v.phrases["who"][string(word)]
		for _, l := range guessed {
			if who && l != Funder && l != Partner || !v.phrases["word_"+string(l)][string(word)] && !endsInWord(string(word), v.phrases["compound_"+string(l)]) {
				continue
			}
			if label != "" && label != l {
				return ""
			}
			label = l
		}
	}
	return label
}

// endsInWord reports whether a word is a compound that ends in one of a set.
func endsInWord(word string, ends map[string]bool) bool {
	for i := 3; i < len(word); i++ {
		if ends[word[i:]] {
			return true
		}
	}
	return false
}

// guessed are the labels that a word may speak for.
var guessed = [...]Label{Partner, Funder, PeriodLabel, Objective, Country, City, Budget}

const (
	longestGuess = 60 // bytes of a label that no table has
	mostWords    = 5
)

// colonIn finds the first colon (also the full-width one) within the first
// limit bytes; -1 where there is none.
func colonIn(text string, limit int) (at, width int) {
	if len(text) > limit {
		text = text[:limit]
	}
	if i := strings.IndexByte(text, ':'); i >= 0 {
		return i, 1
	}
	if i := strings.Index(text, "："); i >= 0 {
		return i, len("：")
	}
	return -1, 0
}

// questionIn finds the first question mark (also the Arabic one) within the
// first limit bytes, and a colon right behind it; -1 where there is none.
func questionIn(text string, limit int) (at, width int) {
	if len(text) > limit {
		text = text[:limit]
	}
	at, width = strings.IndexByte(text, '?'), 1
	if at < 0 {
		if at, width = strings.Index(text, "؟"), len("؟"); at < 0 {
			return -1, 0
		}
	}
	if strings.HasPrefix(text[at+width:], ":") {
		width++
	}
	return at, width
}

// isBoilerplate reports whether a text holds one of the phrases of legal
// notices, at the bounds of words. Most words begin like none of them.
func (v *vocabulary) isBoilerplate(text string) bool {
	var buffer [256]byte
	rest := normalise.AppendFold(buffer[:0], text)
	for more := true; more; {
		var word, behind []byte
		word, behind, more = bytes.Cut(rest, space)
		if len(word) > 2 && v.initials[uint16(word[0])<<8|uint16(word[1])] && v.seconds[uint16(word[1])<<8|uint16(word[2])] || len(word) == 2 && v.initials[uint16(word[0])<<8|uint16(word[1])] || len(word) == 1 {
			for _, p := range v.boilerplate[string(word)] {
				if len(rest) >= len(p) && string(rest[:len(p)]) == p && (len(rest) == len(p) || rest[len(p)] == ' ') {
					return true
				}
			}
		}
		rest = behind
	}
	return false
}

var space = []byte{' '}

// topics are the kinds of phrases that name a topic, which are also the
// classes of its statements.
var topics = [...]string{"driver", "objective", "achievement", "development"}

// topicOf returns the class of the statements under a heading that begins or
// ends with the phrase of a topic; "" where there is none.
func (v *vocabulary) topicOf(text string) string {
	var buffer [256]byte
	folded := normalise.AppendFold(buffer[:0], text)
	for _, kind := range topics {
		for _, p := range v.topics[kind] {
			if bytes.HasSuffix(folded, p) && (len(folded) == len(p) || folded[len(folded)-len(p)-1] == ' ') || bytes.HasPrefix(folded, p) && folded[len(p)] == ' ' {
				return kind
			}
		}
	}
	return ""
}
