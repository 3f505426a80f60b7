package synthetic

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

// Languages are those that sheets are written in.
var Languages = []string{"en", "fr", "de", "es", "it", "pt", "ar"}

//go:embed words.csv
var wordsCSV string

//go:embed places.csv
var placesCSV string

// A place is a country, a donor state or a city, by its name in a language.
type place struct {
	iso3, name, in string // in: "in Tunisia", where it has that
}

// A lexicon is the words of one language, by kind.
type lexicon struct {
	words  map[string][]string
	places map[string][]place // by kind
}

var lexicons = sync.OnceValue(func() map[string]*lexicon {
	all := map[string]*lexicon{}
	for _, lang := range Languages {
		all[lang] = &lexicon{words: map[string][]string{}, places: map[string][]place{}}
	}
	for _, row := range table(wordsCSV)[1:] {
		kind, text := row[0], row[2]
		switch kind {
		case "month":
			all[row[1]].words[kind] = strings.Split(text, "|")
		default:
			all[row[1]].words[kind] = append(all[row[1]].words[kind], text)
		}
	}
	places := table(placesCSV)
	for _, row := range places[1:] {
		for i, lang := range places[0][2:] {
			name, in, _ := strings.Cut(row[i+2], "|")
			all[lang].places[row[1]] = append(all[lang].places[row[1]], place{row[0], name, in})
		}
	}
	return all
})

func table(text string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic("embedded table: " + err.Error())
	}
	return rows
}
