package export

import (
	"cmp"
	"embed"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The catalogue of the words of the workbooks: a file for each language, with
// the rows key,text. {0}, {1} stand for what is filled in. A new language is
// one file; a test holds its keys against those of the first.
//
// What the tables of the dataset say of themselves (titles and meanings of
// tables and columns, codes) is declared in schemas, in English. The file of
// another language translates each such text in the row “dataset: ” and the
// text itself, so that a text that changes is one that lacks a translation.
//
//go:embed messages/*.csv
var messages embed.FS

// firstLanguage is that of the tables of the dataset.
const firstLanguage = "en"

// Languages lists the languages of the catalogue.
func Languages() []string {
	files, err := messages.ReadDir("messages")
	if err != nil {
		panic(err) // it is built in
	}
	var all []string
	for _, f := range files {
		all = append(all, strings.TrimSuffix(f.Name(), path.Ext(f.Name())))
	}
	slices.Sort(all)
	return all
}

// words are the texts of one language, by key.
type words struct {
	language string
	texts    map[string]string
}

func wordsOf(language string) (*words, error) {
	file, err := messages.Open("messages/" + language + ".csv")
	if err != nil {
		return nil, fmt.Errorf("the catalogue has no language %q, only %s", language, strings.Join(Languages(), ", "))
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("messages/%s.csv: %w", language, err)
	}
	w := &words{language: language, texts: map[string]string{}}
	for _, row := range rows {
		if _, twice := w.texts[row[0]]; twice || len(row) != 2 {
			return nil, fmt.Errorf("messages/%s.csv: %q stands twice, or has no text", language, row[0])
		}
		w.texts[row[0]] = row[1]
	}
	return w, nil
}

// english are the words of the first language.
func english() *words {
	w, err := wordsOf(firstLanguage)
	if err != nil {
		panic(err) // it is built in
	}
	return w
}

// has reports whether there is a text of the key.
func (w *words) has(key string) bool { return w.texts[key] != "" }

// say returns a text with what is filled in. A key without a text is shown as
// such: a test makes sure that there is none.
func (w *words) say(key string, fill ...any) string {
	text, known := w.texts[key]
	if !known {
		return "{" + key + "}"
	}
	for i, f := range fill {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", fmt.Sprint(f))
	}
	return text
}

// ofDataset begins the keys of texts that the tables declare.
const ofDataset = "dataset: "

// translate returns a text that the tables of the dataset declare. One without
// a translation stays as it is: a test makes sure that there is none.
func (w *words) translate(text string) string {
	if of, known := w.texts[ofDataset+text]; known {
		return of
	}
	return text
}

// inOrder sorts keys by the names that stand for them, as people look names
// up: letters with accents beside those without.
func inOrder(keys []string, name func(string) string) []string {
	order := map[string]string{}
	for _, k := range keys {
		order[k] = strings.ToLower(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(name(k))))
	}
	slices.SortFunc(keys, func(x, y string) int { return cmp.Or(strings.Compare(order[x], order[y]), strings.Compare(x, y)) })
	return keys
}

// code returns the words of a code of a codelist, or the code in words.
func (w *words) code(list, code string) string {
	if key := "code." + list + "." + code; w.has(key) {
		return w.say(key)
	}
	return strings.ReplaceAll(code, "_", " ")
}

// day writes a day as people read it: 31 Dec 2021.
func (w *words) day(day int64) string {
	t := time.Unix(day*86400, 0).UTC()
	months := strings.Fields(w.say("months"))
	return strconv.Itoa(t.Day()) + " " + months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// month names a month, from 1.
func (w *words) month(month time.Month) string { return strings.Fields(w.say("months"))[month-1] }

// format returns a number format of dates in the language: the locale decides
// the names of months, the catalogue the names of parts of the year.
func (w *words) format(english string) string {
	if w.language == firstLanguage {
		return english
	}
	for _, part := range []string{"Q", "H", "Winter", "Spring", "Summer", "Autumn"} {
		english = strings.Replace(english, `"`+part, `"`+w.say("part."+part), 1)
	}
	return w.say("date.locale") + english
}
