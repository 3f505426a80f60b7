package read

import (
	_ "embed"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"sync"

	"migdata/pipeline/normalise"
)

// The vocabulary of the genre: labels, topics, phrases and ordinals in several
// languages. They are data; a new label or language is a row.
//
//go:embed labels.csv
var labelsCSV string

//go:embed phrases.csv
var phrasesCSV string

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
	HeadingOf   Label = "heading"
	OtherLabel  Label = "other" // of an entry, but in no table: a short line that ends with a colon
)

type vocabulary struct {
	labels    map[string]Label           // by folded label
	langs     map[string][]string        // languages of a folded label
	languages []string                   // of the labels, in the order of labels.csv
	longest   int                        // bytes of the longest label as printed
	phrases   map[string]map[string]bool // kind -> folded phrase
	starting  map[string][]phrase        // by the first word of the folded phrase
	ordinals  map[string]int             // folded word -> number
}

// A phrase is a folded phrase with its kind.
type phrase struct{ kind, text string }

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{labels: map[string]Label{}, langs: map[string][]string{}, phrases: map[string]map[string]bool{}, starting: map[string][]phrase{}, ordinals: map[string]int{}}
	for _, row := range table(labelsCSV) {
		key := normalise.Fold(row[2])
		if known, ok := v.labels[key]; ok && known != Label(row[0]) {
			panic("labels.csv: " + row[2] + " is both " + string(known) + " and " + row[0])
		}
		v.labels[key] = Label(row[0])
		v.langs[key] = append(v.langs[key], row[1])
		if !slices.Contains(v.languages, row[1]) {
			v.languages = append(v.languages, row[1])
		}
		v.longest = max(v.longest, len(row[2]))
	}
	for _, row := range table(phrasesCSV) {
		if v.phrases[row[0]] == nil {
			v.phrases[row[0]] = map[string]bool{}
		}
		key := normalise.Fold(row[2])
		first, _, _ := strings.Cut(key, " ")
		v.phrases[row[0]][key] = true
		v.starting[first] = append(v.starting[first], phrase{row[0], key})
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

// table reads an embedded table without its header.
func table(text string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic("embedded table: " + err.Error())
	}
	return rows[1:]
}

// labelAt finds a label at the start of a clean text: a known one with a
// colon behind it. It returns the label and where label and value begin and
// end: text[:name] is the label as printed, text[value:] what stands behind
// the colon.
func (v *vocabulary) labelAt(text string) (label Label, name, value int) {
	colon, width := colonIn(text, v.longest+8)
	if colon < 0 {
		return "", 0, 0
	}
	label, ok := v.labels[normalise.Fold(text[:colon])]
	if !ok {
		return "", 0, 0
	}
	return label, len(strings.TrimRight(text[:colon], " \t")), colon + width
}

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

// hasPhrase reports whether a folded text holds one of the phrases of a kind,
// at the bounds of words.
func (v *vocabulary) hasPhrase(kind, folded string) bool {
	for rest, more := folded, true; more; {
		word, behind, found := strings.Cut(rest, " ")
		for _, p := range v.starting[word] {
			if p.kind == kind && strings.HasPrefix(rest, p.text) && (len(rest) == len(p.text) || rest[len(p.text)] == ' ') {
				return true
			}
		}
		rest, more = behind, found
	}
	return false
}

// topics are the kinds of phrases that name a topic, which are also the
// classes of its statements.
var topics = [...]string{"driver", "objective", "achievement", "development"}

// topicOf returns the class of the statements under a heading that begins or
// ends with the phrase of a topic; "" where there is none.
func (v *vocabulary) topicOf(folded string) string {
	for _, kind := range topics {
		for phrase := range v.phrases[kind] {
			if folded == phrase || strings.HasSuffix(folded, " "+phrase) || strings.HasPrefix(folded, phrase+" ") {
				return kind
			}
		}
	}
	return ""
}

// foldLabel returns the key of a label.
func foldLabel(text string) string { return normalise.Fold(text) }
