package read

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// longestPageNumber is how many bytes a page number may have with the words
// about it: "Seite 12 von 123", and twice that in Arabic.
const longestPageNumber = 32

// isPageNumber reports whether a line is nothing but a page number, alone,
// between dashes, or with a word and a total: "12", "- 3 -", "Page 3 of 8".
func isPageNumber(text string) bool {
	if isASCII(text) && len(text) > longestPageNumber/2 {
		return false
	}
	var buffer [64]byte
	folded := normalise.AppendFold(buffer[:0], text)
	digits, other, years := 0, 0, true
	for word := range bytes.FieldsSeq(folded) {
		switch {
		case len(word) <= 4 && len(bytes.Trim(word, "0123456789")) == 0, len(word) <= 8 && word[0] >= 0xD9 && len(bytes.Trim(word, arabicDigits)) == 0:
			digits++
			years = years && len(word) == 4
			if year := len(word) == 4 && (word[0] == '1' && word[1] == '9' || word[0] == '2' && word[1] == '0'); year && other > 0 {
				return false // "de 2021" ends a period
			}
		case words().phrases["page"][string(word)]:
			other++
		default:
			return false
		}
	}
	return digits == 1 && (len(folded) <= 3 || folded[0] >= 0xD9 && len(folded) <= 6 && other == 0) || digits > 0 && digits <= 2 && other > 0 || digits == 2 && !years && other == 0 && strings.ContainsAny(text, "/|")
}

// arabicDigits are the Arabic-Indic and the Persian ones.
const arabicDigits = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"

// isPageTail reports whether a line ends in the number of a page behind a wide
// gap: "Annual report        page 12", "Our projects        - 3 -".
func isPageTail(text string) bool {
	if c := text[len(text)-1]; len(text) > 2*longestRunning || !isDigit(c) && c != '-' && c != '|' && c < utf8.RuneSelf {
		return false
	}
	gap := strings.LastIndex(text, "   ")
	if cut := lastSeparator(text); gap <= 0 && cut > 0 && len(text) <= longestRunning {
		_, size := utf8.DecodeRuneInString(text[cut:])
		tail := strings.TrimLeft(text[cut+size:], " ")
		word, _, _ := strings.Cut(tail, " ")
		return len(tail) <= longestPageNumber && hasDigit(tail) && words().has("page", word) && !words().has("page_of", word) && isPageNumber(tail)
	}
	if gap <= 0 || len(text)-gap > longestPageNumber {
		return false
	}
	front, tail := strings.TrimRight(text[:gap], " "), strings.TrimLeft(text[gap:], " ")
	if !hasDigit(tail) || !isPageNumber(tail) || len(front) > 100 || strings.Contains(front, "   ") {
		return false
	}
	return hasLetter(tail) || tail[0] == '-' || strings.HasPrefix(tail, "–") || strings.HasPrefix(tail, "|") || gap-len(front) >= widestColumn
}

// lastSeparator returns where the last dash, bar or dot stands among the last
// bytes of a line; -1 where none does.
func lastSeparator(text string) int {
	for i := len(text) - 1; i > 0 && i >= len(text)-longestPageNumber-4; i-- {
		switch c := text[i]; {
		case c == '|':
			return i
		case c == 0xE2 && (strings.HasPrefix(text[i:], "–") || strings.HasPrefix(text[i:], "—") || strings.HasPrefix(text[i:], "•")),
			c == 0xC2 && strings.HasPrefix(text[i:], "·"):
			return i
		}
	}
	return -1
}

// widestColumn is how many spaces stand between a running line and its page
// number at least, where no word tells that it is one.
const widestColumn = 8

// hasLeaders reports whether a line is an entry of a table of contents: dots
// that lead to a page number.
func hasLeaders(text string) bool {
	if text == "" || !isDigit(text[len(text)-1]) {
		return false
	}
	trimmed := strings.TrimRight(strings.TrimRight(text, "0123456789"), " \t")
	dots := 0
	for strings.HasSuffix(trimmed, ".") || strings.HasSuffix(trimmed, ". ") || strings.HasSuffix(trimmed, "…") {
		before := len(trimmed)
		trimmed = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(trimmed, "…"), "."), " ")
		dots += 1 + 2*(before-len(trimmed)-1)/2
	}
	return dots >= 3
}
