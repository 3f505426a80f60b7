package normalise

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Names of months and weekdays come from the Unicode CLDR (date_names_gen.go
// writes that table), the other words of dates from common usage; a spelling
// without accents or with another case is the same word.
var (
	//go:embed date_names.csv
	dateNamesCSV string
	//go:embed date_words.csv
	dateWordsCSV string
	//go:embed date_orders.csv
	dateOrdersCSV string
)

// A dateKind is what a word or number can be; several at once.
type dateKind uint32

const (
	kindNumber    dateKind = 1 << iota
	kindMonth              // value 1 to 12
	kindWeekday            // weekday 1 (Monday) to 7
	kindQuarter            // the word quarter
	kindHalf               // the word half-year
	kindQCode              // the Q of Q1
	kindHCode              // the H of H1
	kindSeason             // value 21 to 24
	kindOrdinal            // value 1 to 4
	kindSuffix             // the st of 1st
	kindSince              // opens the end
	kindFrom               // needs a second end
	kindTo                 // stands between two ends
	kindUntil              // as to, or opens the start
	kindOngoing            // open end, also alone
	kindPresent            // open end, only after a start
	kindOnward             // open end, after a start
	kindApprox             // EDTF ~
	kindUncertain          // EDTF ?
	kindPlanned            // said of a date that lies ahead
	kindPart               // early, mid, late
	kindAnd                //
	kindBetween            //
	kindFill               // in, of, the, year: says nothing
	kindUnit               // of a duration; value in months, or minus the days
	kindFor                // introduces a duration
	kindUnknown            // to be determined
	kindDecade             // the s of 1990s, or before the number
	kindEra                // AD, inclusive: behind a date, says nothing
	kindFiscal             // a year that need not be that of the calendar
	kindExtended           // a later end follows
	kindEnd                // behind the last atom
)

var dateKinds = map[string]dateKind{
	"month": kindMonth, "weekday": kindWeekday, "quarter": kindQuarter, "half": kindHalf, "qcode": kindQCode, "hcode": kindHCode,
	"season": kindSeason, "ordinal": kindOrdinal, "suffix": kindSuffix, "since": kindSince, "from": kindFrom, "to": kindTo,
	"until": kindUntil, "ongoing": kindOngoing, "present": kindPresent, "onward": kindOnward, "approx": kindApprox,
	"uncertain": kindUncertain, "planned": kindPlanned, "part": kindPart, "and": kindAnd, "between": kindBetween, "fill": kindFill,
	"unit": kindUnit, "for": kindFor, "unknown": kindUnknown, "decade": kindDecade, "era": kindEra, "fiscal": kindFiscal,
	"extended": kindExtended,
}

// A dateMeaning is what a word stands for. A word may be of several kinds,
// but of one value beside its weekday.
type dateMeaning struct {
	kinds   dateKind // zero for a word that only stands in phrases
	value   int16    // of month, season, ordinal, unit
	weekday uint8    // 1 to 7; 0 for none
	english bool     // the word is English, perhaps among others
}

// A dateWord is one word and, where phrases begin with it, their node.
type dateWord struct {
	dateMeaning
	id   uint16 // of the word, from 1
	node uint16 // of the phrases that begin with it; 0 for none
}

// A dateLexicon finds words by their folded spelling, and phrases by the
// words that follow: a trie.
type dateLexicon struct {
	words  map[string]dateWord
	next   map[uint32]uint16 // node<<16 | word id -> node
	phrase []dateMeaning     // by node
	orders map[string]dateOrder
}

// A dateOrder is how a language writes a date in figures.
type dateOrder uint8

const (
	orderUnknown dateOrder = iota // 1/2/2020 cannot be told
	orderDay                      // day, month, year
	orderMonth                    // month, day, year
)

// dateLexiconOnce builds the lexicon from the embedded tables. A fault of a
// table is a fault of the program, found by any test, and panics.
var dateLexiconOnce = sync.OnceValue(func() *dateLexicon {
	l := &dateLexicon{
		words:  map[string]dateWord{},
		next:   map[uint32]uint16{},
		phrase: make([]dateMeaning, 1),
		orders: map[string]dateOrder{},
	}
	for _, table := range []string{dateNamesCSV, dateWordsCSV} {
		for _, row := range dateRows(table) {
			meaning, err := dateMeaningOf(row)
			if err != nil {
				panic(fmt.Sprintf("date words: %v: %v", row, err))
			}
			for spelling := range strings.SplitSeq(row[3], "|") {
				l.add(strings.Fields(Fold(spelling)), meaning)
			}
		}
	}
	names := map[string]dateOrder{"dmy": orderDay, "mdy": orderMonth}
	for _, row := range dateRows(dateOrdersCSV) {
		l.orders[strings.ToLower(row[0])] = names[row[1]]
	}
	return l
})

func dateRows(table string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("date tables: %v", err))
	}
	return rows[1:]
}

func dateMeaningOf(row []string) (dateMeaning, error) {
	m := dateMeaning{kinds: dateKinds[row[0]], english: row[2] == "en"}
	if m.kinds == 0 {
		return m, fmt.Errorf("unknown kind")
	}
	if row[1] == "" {
		return m, nil
	}
	n, err := strconv.Atoi(row[1])
	if err != nil {
		return m, err
	}
	if m.kinds == kindWeekday {
		m.weekday = uint8(n)
	} else {
		m.value = int16(n)
	}
	return m, nil
}

func (l *dateLexicon) add(words []string, m dateMeaning) {
	if len(words) == 0 {
		return
	}
	first := l.word(words[0])
	if len(words) == 1 {
		first.merge(m)
		l.words[words[0]] = first
		return
	}
	if first.node == 0 {
		first.node = l.node()
		l.words[words[0]] = first
	}
	node := first.node
	for _, word := range words[1:] {
		key := uint32(node)<<16 | uint32(l.word(word).id)
		if l.next[key] == 0 {
			l.next[key] = l.node()
		}
		node = l.next[key]
	}
	l.phrase[node].merge(m)
}

func (l *dateLexicon) word(word string) dateWord {
	w, found := l.words[word]
	if !found {
		w.id = uint16(len(l.words) + 1)
		l.words[word] = w
	}
	return w
}

func (l *dateLexicon) node() uint16 {
	l.phrase = append(l.phrase, dateMeaning{})
	return uint16(len(l.phrase) - 1)
}

func (m *dateMeaning) merge(other dateMeaning) {
	if m.value != 0 && other.value != 0 && m.value != other.value {
		panic(fmt.Sprintf("date words: one word, two values: %d and %d", m.value, other.value))
	}
	m.kinds |= other.kinds
	m.value |= other.value
	m.weekday |= other.weekday
	m.english = m.english || other.english
}

// order returns how the language, a BCP 47 tag, writes dates in figures.
func (l *dateLexicon) order(lang string) dateOrder {
	if lang == "" {
		return orderUnknown
	}
	if order, found := l.orders[lang]; found {
		return order
	}
	lang = strings.ToLower(lang)
	if order, found := l.orders[lang]; found {
		return order
	}
	lang, _, _ = strings.Cut(lang, "-")
	return l.orders[lang]
}

// arabicAnd is written as one with the word that follows.
const arabicAnd = "و"

// prefixed finds a month behind a particle of Arabic, which is written as one
// with it: and, in, for, then.
func (l *dateLexicon) prefixed(word []byte) (dateWord, bool) {
	const size = len(arabicAnd)
	if len(word) <= size || word[0] != 0xD8 && word[0] != 0xD9 {
		return dateWord{}, false
	}
	switch string(word[:size]) {
	case arabicAnd, "ب", "ل", "ف":
		w, found := l.words[string(word[size:])]
		return w, found && (w.kinds&kindMonth != 0 || w.node != 0)
	}
	return dateWord{}, false
}
