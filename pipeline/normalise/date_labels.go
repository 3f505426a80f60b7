package normalise

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Labels with a colon that stand before dates, by what they say of the date:
// it is a period or a day by itself, the start, or the end. Words of role leading
// stand before dates without a colon: published in 2012. The reader of
// factsheets has labels of its own, which say to what a value belongs, and hands
// on values without them.
//
//go:embed date_labels.csv
var dateLabelsCSV string

// dateLabels returns the roles of folded labels; one label may have two.
var dateLabels = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, row := range dateRows(dateLabelsCSV) {
		for label := range strings.SplitSeq(row[2], "|") {
			key := Fold(label)
			out[key] = append(out[key], row[0])
		}
	}
	return out
})

// withoutLabels blanks out a label before a date, and of a start and an end
// with a label each makes the two ends of a period; all bytes keep their place.
// A start or an end alone is false: which day the other end is, nobody said.
func withoutLabels(text string) (string, bool) {
	if !strings.ContainsAny(text, ":：") || len(text) > 200 {
		return withoutLeading(text), true
	}
	out := []byte(text)
	var roles []string
	for at := 0; at < len(text); {
		colon := strings.IndexAny(text[at:], ":：")
		if colon < 0 {
			break
		}
		colon += at
		_, width := utf8.DecodeRuneInString(text[colon:])
		start := at + labelStart(text[at:colon])
		role := dateLabels()[Fold(text[start:colon])]
		if len(role) > 0 && role[0] != "leading" {
			for i := start; i < colon+width; i++ {
				out[i] = ' '
			}
			if len(roles) > 0 { // what parts the ends becomes a dash between spaces
				for i := len(strings.TrimRight(string(out[:start]), " ,;.|/\n\t–-")); i < start; i++ {
					out[i] = ' '
				}
				out[start] = '-'
			}
			roles = append(roles, role[0])
		}
		at = colon + width
	}
	switch strings.Join(roles, " ") {
	case "", "period", "start end":
		return string(out), true
	}
	return text, false
}

// withoutLeading blanks out words of role leading, and labels of periods of two words or
// more.
func withoutLeading(text string) string {
	for i := range text {
		if i == 0 || text[i] != ' ' || i > longestLeading {
			continue
		}
		role := dateLabels()[Fold(text[:i])]
		leads := slices.Contains(role, "leading") || slices.Contains(role, "period") && strings.Contains(text[:i], " ") // "Grant period Oct 2018 to Sep 2020"
		if rest := text[i:]; leads && strings.ContainsFunc(rest, unicode.IsDigit) {
			return strings.Repeat(" ", i) + rest
		}
	}
	return text
}

// longestLeading is more than the bytes of any words of role leading.
const longestLeading = 60

// labelStart returns where the label begins that ends a text: behind the last
// sign that parts statements, or behind the last figure.
func labelStart(text string) int {
	last := strings.LastIndexFunc(text, func(r rune) bool {
		return strings.ContainsRune(",;|/\n", r) || unicode.IsDigit(r)
	})
	if last < 0 {
		return 0
	}
	_, width := utf8.DecodeRuneInString(text[last:])
	return last + width + len(text[last+width:]) - len(strings.TrimLeft(text[last+width:], " \t.)"))
}
