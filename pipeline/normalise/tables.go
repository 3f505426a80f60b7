package normalise

import (
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// The large tables (names, aliases, adjectives, cities) are part of the program
// in packed form only; pack.go says how.
//
//go:embed tables/countries.csv tables/display-names.csv tables/ambiguous.csv tables/dissolved.csv tables/gated.csv tables/words.csv tables/sport-codes.csv tables/forms.csv
//go:embed tables/groups.csv tables/group-names.csv tables/group-members.csv tables/lookalikes.csv tables/city-words.csv tables/dictionary-words.csv tables/divisions.csv tables/iso-divisions.csv
var tableFiles embed.FS

// readTable returns the rows of an embedded table without its header. The
// tables are part of the program: a malformed one is a bug, and a test reads
// them all.
func readTable(name string) [][]string {
	file, err := tableFiles.Open("tables/" + name)
	if err != nil {
		panic(fmt.Sprintf("opening table %s: %v", name, err))
	}
	defer file.Close()
	return rowsOf(name, file)
}

func rowsOf(name string, file io.Reader) [][]string {
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("reading table %s: %v", name, err))
	}
	return rows[1:]
}

// A langSet is a set of base languages (fr-CA counts as fr), of at most 128.
// The zero set is empty.
type langSet [2]uint64

func (s langSet) has(lang langID) bool { return lang != anyLang && s[lang/64]&(1<<(lang%64)) != 0 }
func (s langSet) union(t langSet) langSet {
	return langSet{s[0] | t[0], s[1] | t[1]}
}
func (s langSet) meets(t langSet) bool { return s[0]&t[0] != 0 || s[1]&t[1] != 0 }

// A langID is the place of a language in a table's list of them; anyLang
// stands for no language or one that the table does not have.
type langID uint8

const anyLang langID = 255

// A languageList numbers languages as they appear.
type languageList struct{ ids map[string]langID }

func (l *languageList) set(langs string) (s langSet) {
	for lang := range strings.FieldsSeq(langs) {
		lang = baseLanguage(lang)
		id, known := l.ids[lang]
		if !known {
			id = langID(len(l.ids))
			l.ids[lang] = id
		}
		s[id/64] |= 1 << (id % 64)
	}
	return s
}

func (l *languageList) id(lang string) langID {
	if id, known := l.ids[baseLanguage(lang)]; known {
		return id
	}
	return anyLang
}

// baseLanguage drops region and script from a BCP 47 tag.
func baseLanguage(tag string) string {
	for i := range len(tag) {
		if tag[i] == '-' || tag[i] == '_' {
			return tag[:i]
		}
	}
	return tag
}
