package read

import (
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// ListItems cuts a list of names, such as that of partners, into its items.
// Separators are semicolons, commas, bars, bullets and the words for "and";
// not inside brackets, and not where the whole is one known name ("Ministry of
// Labour and Social Affairs").
func ListItems(text string, known func(string) bool) []normalise.Piece {
	whole := trimItem(text, normalise.Piece{Start: 0, End: len(text)})
	if whole.Start == whole.End {
		return nil
	}
	if known(whole.Of(text)) {
		return []normalise.Piece{whole}
	}
	var items []normalise.Piece
	separators := ",;|•·"
	if strings.ContainsAny(text, ";|•") {
		separators = ";|•·" // commas stand inside the items
	}
	start, depth := 0, 0
	cut := func(end, next int) {
		if p := trimItem(text, normalise.Piece{Start: start, End: end}); p.Start < p.End {
			items = append(items, splitAnd(text, p, known)...)
		}
		start = next
	}
	for i, c := range text {
		switch {
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		case depth == 0 && strings.ContainsRune(separators+"،؛\n", c):
			cut(i, i+utf8.RuneLen(c))
		}
	}
	cut(len(text), len(text))
	return items
}

// splitAnd cuts an item at a word for "and" where both sides read like names
// of their own: a short name of capitals on either side, or known ones.
func splitAnd(text string, p normalise.Piece, known func(string) bool) []normalise.Piece {
	s := p.Of(text)
	if known(s) {
		return []normalise.Piece{p}
	}
	for _, word := range []string{" and ", " & ", " et ", " und ", " sowie ", " y ", " e ", " و "} {
		i := strings.Index(s, word)
		if i < 0 || bracketDepth(s[:i]) != 0 {
			continue
		}
		left := trimItem(text, normalise.Piece{Start: p.Start, End: p.Start + i})
		right := trimItem(text, normalise.Piece{Start: p.Start + i + len(word), End: p.End})
		if left.Start == left.End {
			return splitAnd(text, right, known)
		}
		if right.Start < right.End && (isName(left.Of(text), known) && isName(right.Of(text), known)) {
			return append([]normalise.Piece{left}, splitAnd(text, right, known)...)
		}
	}
	for _, word := range []string{"and ", "et ", "und ", "sowie ", "y ", "و "} {
		if rest, ok := strings.CutPrefix(s, word); ok && rest != "" && known(rest) || ok && isName(rest, known) {
			return []normalise.Piece{trimItem(text, normalise.Piece{Start: p.End - len(rest), End: p.End})}
		}
	}
	return []normalise.Piece{p}
}

func bracketDepth(s string) int { return strings.Count(s, "(") - strings.Count(s, ")") }

// isName reports whether one side of an "and" is the name of an organisation
// by itself: a known one, a country, a single word, or words that hold an
// acronym or begin like a name of an organisation of their own.
func isName(s string, known func(string) bool) bool {
	if known(s) || normalise.Country(s, "").ISO3 != "" {
		return true
	}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '(' || r == ')' }) {
		if countUpper(word) >= 2 {
			return true
		}
	}
	return !strings.Contains(s, " ") && hasUpper(s[:1])
}

// trimItem cuts spaces, bullets, separators and a final full stop from the
// ends of an item.
func trimItem(text string, p normalise.Piece) normalise.Piece {
	p = trimTitle(text, p)
	for p.Start < p.End && (text[p.End-1] == '.' && !abbreviated(text[p.Start:p.End]) || isSpace(text[p.End-1])) {
		p.End--
	}
	return p
}

// abbreviated reports whether the full stop that ends a name belongs to it:
// "e.V.", "Inc.", "Ltd.".
func abbreviated(s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.Count(last, ".") > 1 || last == "Inc." || last == "Ltd." || last == "Co."
}

// InDonorPlace reports whether a state that a title names stands in the place
// of a donor: right before or behind a word for support, at the beginning of
// the title ("NETHERLANDS ASSISTANCE TO", "Appui suisse à").
func InDonorPlace(title string, state normalise.Piece) bool {
	nouns := words().phrases["donor_noun"]
	before := strings.Fields(normalise.Fold(title[:state.Start]))
	after := strings.Fields(normalise.Fold(title[state.End:]))
	if len(before) > 0 && (before[0] == "the" || before[0] == "la" || before[0] == "le" || before[0] == "l") {
		before = before[1:]
	}
	if len(after) > 1 && nouns[after[0]] && len(before) == 0 {
		return true
	}
	return len(before) == 1 && nouns[before[0]] && len(after) > 1 && title[state.Start] != 0 && isGiven(after[0])
}

// isGiven reports whether a word says that what stands before it is given to
// what follows.
func isGiven(word string) bool {
	switch word {
	case "a", "au", "aux", "pour", "en", "para", "al", "alla", "alle", "agli", "ao", "aos", "fur", "an", "to", "for", "ل":
		return true
	}
	return false
}
