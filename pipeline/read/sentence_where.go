package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// whereOrWhen reads at a byte of a sentence, behind a word for carrying a project out, the
// places where it is carried out, "in Benin, Ghana and Togo", or its period, "from May 2020
// to June 2022".
func (v *vocabulary) whereOrWhen(text string, at, to int, lang string) (part sentencePart, ok bool) {
	word := text[at:wordEnd(text, at, to)]
	if v.has("since", word) {
		end := datedUpTo(text, at, to, lang, false)
		if end <= at {
			return sentencePart{}, false
		}
		p, ok := normalise.ReadPeriod(text[at:end], lang)
		return sentencePart{PeriodLabel, at, at + len(word), at, end}, ok && !p.Single
	}
	if !v.has("in", word) {
		return sentencePart{}, false
	}
	from := at + len(word) + 1
	label, end, words := Label(""), 0, 0
	for i := from + 1; i <= to && words < mostPlaceWords; i++ {
		if i < to && text[i] != ' ' {
			continue
		}
		words++
		list := strings.TrimRight(text[from:i], " ,.;")
		if last := list[strings.LastIndexByte(list, ' ')+1:]; isAnd(last) || !startsUpper(last) {
			continue
		}
		switch {
		case allPlaces(normalise.Places(list, lang)):
			label, end = Country, from+len(list)
		case allCities(normalise.Cities(list, lang)):
			label, end = City, from+len(list)
		}
	}
	return sentencePart{label, at, at + len(word), from, end}, end > from
}

// mostPlaceWords is how many words of a sentence are tried as the places where a project is
// carried out.
const mostPlaceWords = 24
