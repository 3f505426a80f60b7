package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// conjoining are the words that part the items of a list, by the languages
// in which they do; "" is any language. A word that means something else in
// a common language parts only in its own.
var conjoining = map[string]string{
	"and": "", "et": "", "und": "", "sowie": "", "y": "", "e": "", "or": "", "&": "", "+": "", "och": "", "og": "", "ve": "", "и": "", "та": "", "και": "", "plus": "", "و": "", "ou": "", "oder": "",
	"ed": "it", "nonché": "it", "en": "nl af", "i": "pl hr bs sr ca mk uk", "a": "cs sk", "in": "sl", "és": "hu", "ja": "fi et", "un": "lv", "ir": "lt", "și": "ro", "şi": "ro", "u": "mt", "dhe": "sq", "agus": "ga",
}

// splitList cuts a range of text at the separators that stand outside
// brackets. Pieces may be empty; the reader of items drops those.
func splitList(text string, within Piece, lang string) []Piece {
	var out []Piece
	depth, start := 0, within.Start
	cut := func(end, next int) {
		if end > start {
			out = append(out, Piece{start, end})
		}
		start = next
	}
	for i := within.Start; i < within.End; {
		r, size := utf8.DecodeRuneInString(text[i:within.End])
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case depth > 0:
		case r == '/' && i > within.Start && text[i-1] >= '0' && text[i-1] <= '9': // 1244/99
		case separates(r) && !brokenWord(text, i):
			cut(i, i+size)
		case (r == '–' || r == '—' || r == '-') && i > within.Start && text[i-1] == ' ' && strings.HasPrefix(text[i+size:], " "):
			cut(i, i+size)
		case unicode.IsSpace(r):
			if word, width := wordAt(text[i+size : within.End]); conjoins(word, lang) && width > 0 {
				cut(i, i+size+width)
				i += size + width
				continue
			}
			if width := conjoinsInWords(text[i+size : within.End]); width > 0 {
				cut(i, i+size+width)
				i += size + width
				continue
			}
			begun := strings.TrimSpace(text[start:i]) != "" // behind a comma it may be a letter of the name: وجدة
			if rest := text[i+size : within.End]; begun && strings.HasPrefix(rest, "و") && len(rest) > len("و") && !strings.HasPrefix(rest, "و ") {
				cut(i, i+size+len("و"))
				i += size + len("و")
				continue
			}
		}
		i += size
	}
	cut(within.End, within.End)
	return out
}

// separates tells the signs that part the items of a list wherever they stand.
func separates(r rune) bool {
	switch r {
	case ',', ';', '/', '•', '|', '·', '\r', '\n', '\t', '،', '؛', '、', '，', '；':
		return true
	}
	return false
}

// wordAt returns the word at the start of a text if a space ends it, and the
// width of both.
func wordAt(text string) (string, int) {
	end := strings.IndexFunc(text, unicode.IsSpace)
	if end <= 0 || end > 8 {
		return "", 0
	}
	return text[:end], end
}

func conjoins(word, lang string) bool {
	langs, known := conjoining[strings.ToLower(word)]
	return known && (langs == "" || strings.Contains(" "+langs+" ", " "+baseLanguage(lang)+" "))
}

// conjoinsInWords returns the width of several words for "and" at the start of a text: "as
// well as"; 0 where none stand there.
func conjoinsInWords(text string) int {
	if len(text) == 0 || text[0] != 'a' && text[0] != 'b' {
		return 0
	}
	for _, words := range conjoiningWords {
		if strings.HasPrefix(text, words) && len(text) > len(words) && text[len(words)] == ' ' {
			return len(words)
		}
	}
	return 0
}

// conjoiningWords are those of several words.
var conjoiningWords = []string{"as well as", "ainsi que", "así como", "assim como", "bem como"}

// brokenWord tells whether a line end only breaks a word: Moroc-\nco.
func brokenWord(text string, i int) bool {
	if text[i] != '\n' && text[i] != '\r' || i == 0 || text[i-1] != '-' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i:], "\r\n"))
	return i > 1 && text[i-2] != ' ' && unicode.IsLower(next)
}
