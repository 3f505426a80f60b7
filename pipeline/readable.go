package pipeline

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// readable turns a title that is printed in capitals into readable case: the
// first letter of each word stays a capital but for the small words of the
// languages, numerals and words with digits stay as they are. A title that is
// not in capitals is left alone.
func readable(title string) string {
	upper, lower := 0, 0
	for _, c := range title {
		if unicode.IsUpper(c) {
			upper++
		} else if unicode.IsLower(c) {
			lower++
		}
	}
	if upper == 0 || lower*4 > upper {
		return title
	}
	fields := strings.Fields(title)
	for i, word := range fields {
		fields[i] = readableWord(word, i == 0 || strings.HasSuffix(fields[i-1], ":"))
	}
	return strings.Join(fields, " ")
}

// smallWords are written in lower case inside a title.
var smallWords = func() map[string]bool {
	small := map[string]bool{}
	for _, w := range strings.Fields("a an and as at between by for from in into of on or the to with " +
		"à au aux d de des du en et l la le les ou par pour sur un une " +
		"am an auf aus bei das dem den der des die durch für im in mit und von zu zum zur " +
		"a al con del e el las los o para por sus y da das di do dos ed gli i il nel nella per") {
		small[w] = true
	}
	return small
}()

// acronyms are written in capitals in readable case: those of organisations,
// groups of states and terms of the field.
//
//go:embed acronyms.csv
var acronymsCSV string

var acronyms = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for line := range strings.Lines(acronymsCSV) {
		known[strings.ToLower(strings.TrimSpace(line))] = true
	}
	delete(known, "acronym")
	return known
})

// readableWord writes one word, and the parts of a compound, in readable
// case.
func readableWord(word string, first bool) string {
	if strings.ContainsAny(word, "0123456789") || isNumeral(word) || strings.ToUpper(word) != word {
		return word
	}
	lower := strings.ToLower(word)
	if acronyms()[strings.Trim(lower, ",;:.()")] {
		return word
	}
	if stem, ok := strings.CutSuffix(word, "'S"); ok {
		return readableWord(stem, true) + "'s"
	}
	if before, after, ok := strings.Cut(word, "'"); ok && len(before) <= 2 && after != "" {
		if !first {
			before = strings.ToLower(before)
		}
		return before + "'" + readableWord(after, true)
	}
	if parts := strings.Split(word, "-"); len(parts) > 1 && slices.ContainsFunc(parts, func(p string) bool { return acronyms()[strings.ToLower(p)] }) {
		for i := range parts {
			parts[i] = readableWord(parts[i], i == 0)
		}
		return strings.Join(parts, "-")
	}
	if !first && smallWords[strings.Trim(lower, ",;:.")] {
		return lower
	}
	var b strings.Builder
	start := true
	for i, c := range lower {
		if start && unicode.IsLetter(c) {
			part := lower[i:]
			if j := strings.IndexAny(part, "-/"); j >= 0 {
				part = part[:j]
			}
			if i > 0 && smallWords[part] {
				b.WriteRune(c)
			} else {
				b.WriteRune(unicode.ToUpper(c))
			}
			start = false
			continue
		}
		b.WriteRune(c)
		start = c == '-' || c == '/' || c == '(' || c == '"' || c == '“' || c == '«'
	}
	return b.String()
}

func isNumeral(word string) bool {
	word = strings.Trim(word, ",;:.()")
	return len(word) > 0 && strings.Trim(word, "IVX") == ""
}
