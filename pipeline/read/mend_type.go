package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// doubles reports whether a text begins with two pairs of equal letters.
func doubles(text string) bool {
	_, pairs := doubledRun(text)
	return pairs > 1
}

// showsDoubled reports whether words of a text are printed twice, letter by letter, as
// some programs make type bold.
func showsDoubled(text string) bool {
	n := 0
	for i := 0; i+8 < len(text); i++ {
		if text[i] != text[i+1] || text[i] < 'A' || i > 0 && inWord(text[i-1]) {
			continue
		}
		if size, pairs := doubledRun(text[i:]); pairs >= 4 {
			if n++; n >= fewestMended {
				return true
			}
			i += size
		}
	}
	return false
}

// doubledRun returns the width of the pairs of equal characters that a text begins
// with, and their number; 0 where several pairs are all of the same.
func doubledRun(text string) (size, pairs int) {
	other := false
	for size < len(text) && size < widest {
		c, width := utf8.DecodeRuneInString(text[size:])
		if c <= ' ' || !strings.HasPrefix(text[size+width:], text[size:size+width]) {
			break
		}
		other = other || !strings.HasPrefix(text, text[size:size+width])
		if size, pairs = size+2*width, pairs+1; pairs == fewestSpaced && !other {
			break
		}
	}
	if pairs > 1 && !other {
		return 0, 0
	}
	return size, pairs
}

// doubledAt reads a word that is printed twice, or the beginning of one; a short one
// where the line begins with such words.
func doubledAt(text string, i int) (size int, meant string) {
	if i > 0 && text[i-1] > ' ' || text[i] <= ' ' {
		return 0, ""
	}
	size, pairs := doubledRun(text[i:])
	whole := i+size == len(text) || text[i+size] <= ' '
	if pairs == 0 || !whole && pairs < 4 || pairs < 3 && !besideDoubled(text, i) || isDigit(text[i]) {
		return 0, ""
	}
	var out strings.Builder
	for k := 0; k < size; {
		_, width := utf8.DecodeRuneInString(text[i+k:])
		out.WriteString(text[i+k : i+k+width])
		k += 2 * width
	}
	return size, out.String()
}

// besideDoubled reports whether a longer word of the line is printed twice.
func besideDoubled(text string, i int) bool {
	from, to := max(0, i-widest), min(len(text), i+widest)
	from += strings.LastIndexByte(text[from:i], '\n') + 1
	if end := strings.IndexByte(text[i:to], '\n'); end >= 0 {
		to = i + end
	}
	for word := range strings.FieldsSeq(text[from:to]) {
		if size, pairs := doubledRun(word); pairs >= 3 && (size == len(word) || pairs >= 4) {
			return true
		}
	}
	return false
}

// fewestSpaced is how many letters must stand apart for that to be the way in which a
// word is set.
const fewestSpaced = 4

// showsSpaced reports whether a text has words whose letters are set apart: one in
// capitals, or a few.
func showsSpaced(text string) bool {
	n := 0
	for i := 0; i+6 < len(text); i++ {
		if text[i+1] != ' ' || text[i+3] != ' ' || text[i] <= ' ' || text[i+2] <= ' ' || text[i+4] == ' ' || text[i+5] != ' ' && text[i+5] < utf8.RuneSelf && text[i+4] < utf8.RuneSelf {
			continue
		}
		start := i
		for start > 0 && text[start-1] != '\n' && start > i-8 { // letters beyond ASCII stand before
			start--
		}
		for ; start <= i; start++ {
			if size, word := spacedRun(text, start); size > 0 {
				if !hasLower(word) {
					return true
				}
				if n++; n >= fewestMended {
					return true
				}
				i = start + size
				break
			}
		}
	}
	return false
}

func hasLower(text string) bool { return strings.ToUpper(text) != text }

// spacedRun reads the words at a byte whose letters are set apart, "P A R T N E R S",
// "Z i e l": their width, and what they are. Two spaces or more part words.
func spacedRun(text string, i int) (size int, word string) {
	if text[i] <= ' ' || i > 0 && text[i-1] > ' ' || !utf8.RuneStart(text[i]) || isDigit(text[i]) {
		return 0, ""
	}
	var out strings.Builder
	letters, other, first := 0, false, rune(0)
	for at, spaces := i, 0; at < len(text) && size < widest; {
		c, width := utf8.DecodeRuneInString(text[at:])
		end := at + width
		if c <= ' ' || end < len(text) && text[end] > ' ' { // no letter by itself
			break
		}
		if word := out.String(); spaces > 1 || unicode.IsLetter(c) && word != "" && strings.IndexByte(",;:", word[len(word)-1]) >= 0 {
			out.WriteByte(' ')
		}
		out.WriteRune(c)
		if unicode.IsLetter(c) {
			if letters++; first == 0 {
				first = c
			}
			if other = other || c != first; letters == fewestSpaced && !other { // a row of crosses
				return 0, ""
			}
		}
		size = end - i
		for spaces = 0; end < len(text) && text[end] == ' '; end++ {
			spaces++
		}
		if at = end; spaces == 0 {
			break
		}
	}
	if letters < fewestSpaced || !other {
		return 0, ""
	}
	return size, out.String()
}

func spacedAt(text string, i int) (size int, meant string) {
	if i+2 >= len(text) || text[i+1] != ' ' && text[i] < utf8.RuneSelf {
		return 0, ""
	}
	return spacedRun(text, i)
}

// showsSmallCapitals reports whether several lines of a text are capitals whose words
// are parted behind their initials, as small capitals come out: "D ONOR".
func showsSmallCapitals(text string) bool {
	words, lines := 0, 0
	for i := 0; i+3 < len(text); i++ {
		if text[i+1] != ' ' || text[i]-'A' > 25 || text[i+2]-'A' > 25 || text[i+3]-'A' > 25 {
			continue
		}
		if size, _ := smallCapitalAt(text, i); size > 0 {
			words++
			if i == 0 || text[i-1] == '\n' || text[i-1] == '\f' {
				lines++
			}
		}
	}
	return lines >= fewestMended && words > lines
}

// smallCapitalAt joins an initial with the rest of its word: "D ONOR". Words of one
// letter that may stand by themselves, as "A", do not begin a line so.
func smallCapitalAt(text string, i int) (size int, meant string) {
	if i+3 >= len(text) || text[i+1] != ' ' || i > 0 && inWord(text[i-1]) || text[i]-'A' > 25 || text[i+2]-'A' > 25 || text[i+3]-'A' > 25 {
		return 0, ""
	}
	end := i + 2
	for end < len(text) && end < i+widest && text[end]-'A' <= 25 {
		end++
	}
	if end < len(text) && inWord(text[end]) {
		return 0, ""
	}
	return 2, text[i : i+1]
}
