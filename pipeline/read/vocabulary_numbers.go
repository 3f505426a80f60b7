package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// numbersTitle reports whether a text is a word for project and its number, as
// in "Project 3: Safe Return".
func (v *vocabulary) numbersTitle(text string) bool { return v.numbers(text, "numbered") }

// numbersAlone reports the same of words that number other things as well:
// they number a title only above it, or where a column parts them from it.
func (v *vocabulary) numbersAlone(text string) bool {
	if space := strings.IndexByte(text, ' '); space > 0 && !v.counting[text[:space]] {
		return false // most lines
	}
	if space := strings.LastIndexByte(text, ' '); space > 0 && isDigit(text[len(text)-1]) { // "Project 1 of 3"
		if of := strings.LastIndexByte(text[:space], ' '); of > 0 && v.has("page_of", text[of+1:space]) {
			text = text[:of]
		}
	}
	return v.numbers(text, "numbered") || v.numbers(text, "numbered_alone") || v.numbersByCode(text)
}

// ordinalWidth returns the width of the words that number a title and of the colon or dash
// behind them: "Erstes Projekt: "; 0 where none do.
func (v *vocabulary) ordinalWidth(text string) int {
	first := strings.IndexByte(text[:min(len(text), longestOrdinal)], ' ')
	near := text[:min(len(text), 2*longestOrdinal)]
	if first <= 0 || strings.IndexByte(near, ':') < 0 && !strings.Contains(near, " – ") && !strings.Contains(near, " - ") {
		return 0
	}
	end := strings.IndexAny(near[first+1:], " :") + first + 1
	if end <= first+1 {
		return 0
	}
	one, other := text[:first], text[first+1:end]
	if !(v.has("numbered", one) && v.ordinals[normalise.Fold(other)] > 0) && !(v.has("numbered", other) && v.ordinals[normalise.Fold(one)] > 0) {
		return 0
	}
	width := end
	if text[end] == ':' {
		width++
	} else if width += jointAt(text[end:]); width == end && strings.HasPrefix(text[end:], " :") {
		width += 2
	}
	if width == end {
		return 0
	}
	for width < len(text) && isSpace(text[width]) {
		width++
	}
	return width
}

// longestOrdinal is how many bytes a word before the number of a title has at most, and one
// that is such a number.
const longestOrdinal = 32

// numbersByCode reports whether a text is a word for project and a code: "Project No.
// MIA/2020/14".
func (v *vocabulary) numbersByCode(text string) bool {
	last := strings.LastIndexByte(text, ' ')
	if last < 0 || len(text)-last < 5 || !hasDigit(text[last:]) || !strings.ContainsAny(text[last:], "/-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ") || hasLower(text[last:]) {
		return false
	}
	word := text[:last]
	if k := strings.LastIndexByte(word, ' '); k > 0 && v.has("number", word[k+1:]) {
		word = word[:k]
	}
	return v.has("numbered", word) && !isPeriod(text[last+1:], "")
}

func (v *vocabulary) numbers(text, kind string) bool {
	word := strings.TrimRight(text, "0123456789 ")
	if c := text[len(text)-1]; c >= 0x80 && c < 0xC0 { // Arabic figures
		word = strings.TrimRight(text, arabicDigits+" ")
	}
	if n := len(text); n > 2 && text[n-2] == ' ' && text[n-1] >= 'A' && text[n-1] <= 'H' { // "Project A"
		return v.has(kind, text[:n-2])
	}
	if len(word) == len(text) || len(strings.TrimLeft(text[len(word):], " ")) > 4 || !(len(word)+1 < len(text) && text[len(word)] == ' ' || strings.HasSuffix(word, ".") || strings.HasSuffix(word, "°")) {
		return false
	}
	if v.has(kind, word) {
		return true
	}
	space := strings.LastIndexByte(strings.TrimRight(word, " "), ' ') // "Scheda n. 1"
	return space > 0 && v.has("number", word[space+1:]) && v.has(kind, word[:space])
}
