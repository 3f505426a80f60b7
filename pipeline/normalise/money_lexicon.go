package normalise

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Codes and digits are those of ISO 4217; names come from the Unicode CLDR
// (money_names_gen.go writes that table), the other words from common usage.
var (
	//go:embed money_codes.csv
	moneyCodesCSV string
	//go:embed money_names.csv
	moneyNamesCSV string
	//go:embed money_words.csv
	moneyWordsCSV string
)

// A moneyKind is what words can be in a statement of an amount.
type moneyKind uint16

const (
	moneyCurrency  moneyKind = 1 << iota
	moneyAmbiguous           // a sign of several currencies
	moneyScale               // a power of ten
	moneyShared              // a power of ten that differs by language
	moneyApprox              //
	moneyBelow               // up to
	moneyAbove               // at least
	moneyFrom                // introduces a range
	moneyTo                  // stands within a range
	moneyFill                // says nothing
)

var moneyKinds = map[string]moneyKind{
	"currency": moneyCurrency, "ambiguous": moneyAmbiguous, "scale": moneyScale, "shared": moneyShared, "approx": moneyApprox,
	"below": moneyBelow, "above": moneyAbove, "from": moneyFrom, "to": moneyTo, "fill": moneyFill,
}

// A moneyWord is what a run of words stands for.
type moneyWord struct {
	kinds    moneyKind
	currency string // ISO 4217, or several, separated by spaces
	scale    int8   // power of ten
	byLang   []moneyScaleOf
}

type moneyScaleOf struct {
	lang  string
	scale int8
}

// scaleIn returns the power of ten that the word is in a language. It is
// false where languages differ and lang does not tell.
func (w *moneyWord) scaleIn(lang string) (int, bool) {
	if w.kinds&moneyScale != 0 {
		return int(w.scale), true
	}
	for _, s := range w.byLang {
		if s.lang == lang || len(w.byLang) == 1 {
			return int(s.scale), true
		}
	}
	return 0, false
}

// maxMoneyWords bounds the length of a name, "United States dollars".
const maxMoneyWords = 5

type moneyLexicon struct {
	words  map[string]moneyWord // by words folded and joined by a space
	digits map[string]int       // ISO 4217 code -> digits behind the point
}

// moneyLexiconOnce builds the lexicon from the embedded tables. A fault of a
// table is a fault of the program, found by any test, and panics.
var moneyLexiconOnce = sync.OnceValue(func() *moneyLexicon {
	l := &moneyLexicon{words: map[string]moneyWord{}, digits: map[string]int{}}
	for _, row := range dateRows(moneyCodesCSV) {
		l.digits[row[0]], _ = strconv.Atoi(row[1])
		l.add(strings.ToLower(row[0]), moneyCurrency, []string{"", row[0], ""})
	}
	for _, table := range []string{moneyWordsCSV, moneyNamesCSV} {
		for _, row := range dateRows(table) {
			kind, found := moneyKinds[row[0]]
			if !found {
				panic(fmt.Sprintf("money words: unknown kind %q", row[0]))
			}
			for spelling := range strings.SplitSeq(row[3], "|") {
				if key := moneyKey(spelling); key != "" {
					l.add(key, kind, row)
				}
			}
		}
	}
	return l
})

func (l *moneyLexicon) add(key string, kind moneyKind, row []string) {
	w := l.words[key]
	if kind == moneyCurrency && w.kinds&moneyAmbiguous != 0 {
		return // CLDR names one currency by what stands for several
	}
	w.kinds |= kind
	switch kind {
	case moneyCurrency, moneyAmbiguous:
		if w.currency != "" && w.currency != row[1] {
			w.kinds, w.currency = w.kinds&^moneyCurrency|moneyAmbiguous, w.currency+" "+row[1]
			break
		}
		w.currency = row[1]
	case moneyScale:
		n, _ := strconv.Atoi(row[1])
		w.scale = int8(n)
	case moneyShared:
		n, _ := strconv.Atoi(row[1])
		if s := (moneyScaleOf{row[2], int8(n)}); !slices.Contains(w.byLang, s) {
			w.byLang = append(w.byLang, s)
		}
	}
	l.words[key] = w
}

// moneyKey folds the words of a spelling as the reader of amounts does.
func moneyKey(spelling string) string {
	var words []string
	for _, token := range lexMoney(spelling) {
		if token.kind == moneyTokenWord {
			words = append(words, token.key)
		}
	}
	return strings.Join(words, " ")
}
