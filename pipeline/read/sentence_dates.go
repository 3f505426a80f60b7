package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// startsMonth reports whether a text begins with the name of a month.
func startsMonth(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return isPeriod(word+" 2020", "")
}

// periodFirst returns where a period ends that a sentence begins with: "From March 2020 to
// February 2023, …"; 0 where it begins with none, or with a single date.
func (v *vocabulary) periodFirst(text string, from, to int, lang string) (end int) {
	if first := text[from:wordEnd(text, from, to)]; !v.has("since", first) {
		return 0
	}
	if end = datedUpTo(text, from, to, lang, false); end == 0 {
		return 0
	}
	if p, ok := normalise.ReadPeriod(text[from:end], lang); !ok || p.Single {
		return 0
	}
	return end
}

// longestDateVerb is how many bytes the words before a date have at most.
const longestDateVerb = 32

// datePart reads the words for the beginning, end or course of the project at a byte of a
// text, with the date behind them.
func (v *vocabulary) datePart(text string, at, to int, lang string) (part sentencePart, ok bool) {
	first, _, _ := strings.Cut(normalise.Fold(text[at:wordEnd(text, at, to)]), " ")
	if !v.dateVerbs[first] {
		return sentencePart{}, false
	}
	for i := min(to, at+longestDateVerb); i > at; i-- { // the longest
		if i < to && text[i] != ' ' {
			continue
		}
		for _, verb := range dateVerbs {
			label := verb.label
			if !v.has(verb.kind, text[at:i]) {
				continue
			}
			from := i
			if label == PeriodLabel { // the word before the first date belongs to it
				from = at + strings.LastIndexByte(text[at:i], ' ') + 1
			}
			if end := datedUpTo(text, from, to, lang, label != PeriodLabel); end > i {
				return sentencePart{label, at, i, from, end}, true
			}
		}
	}
	return sentencePart{}, false
}

// dateBefore reads a word for the beginning or end of the project at a byte of a text, with
// the date right before it, as German clauses have it: "… das am 1. Mai 2021 begann".
func (v *vocabulary) dateBefore(text string, from, at, end int, lang string) (part sentencePart, ok bool) {
	label := Label("")
	switch word := strings.Trim(text[at:end], ".,;"); {
	case v.has("begins_behind", word):
		label = StartLabel
	case v.has("ends_behind", word):
		label = EndLabel
	default:
		return sentencePart{}, false
	}
	start, words := at, 0
	for k := at - 2; k >= from && words < mostDateWords; k-- { // the longest
		if k > from && text[k-1] != ' ' {
			continue
		}
		if words++; hasYear(text[k:at]) && isPeriod(strings.TrimSpace(text[k:at]), lang) {
			start = k
		}
	}
	return sentencePart{label, at, end, start, len(strings.TrimRight(text[:at], " "))}, start < at
}

// dateVerbs are the kinds of phrases that stand before dates in sentences, with what
// the dates are.
var dateVerbs = [...]phraseLabel{{"begins", StartLabel}, {"ends", EndLabel}, {"lasts", PeriodLabel}}

// datedUpTo returns where the longest date or period ends that begins at a byte of a
// text, or the longest date alone; 0 where none does.
func datedUpTo(text string, from, to int, lang string, single bool) (end int) {
	words := 0
	for i := from + 1; i <= to && words < mostDateWords; i++ {
		if i < to && text[i] != ' ' && text[i] != ',' {
			continue
		}
		words++
		if date := strings.Trim(text[from:i], " .,"); hasYear(date) && isPeriod(date, lang) && (!single || isSingle(date)) {
			end = from + len(strings.TrimRight(text[from:i], " .,"))
		}
	}
	return end
}

// mostDateWords is how many words a period in a sentence may have.
const mostDateWords = 14
