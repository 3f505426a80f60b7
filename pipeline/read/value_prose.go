package read

import (
	"strings"
	"unicode/utf8"
)

// isProse reports whether line i is a sentence by itself, such as no list
// holds.
func (r *reader) isProse(i int) bool {
	if i >= len(r.rows) {
		return false
	}
	text := r.rows[i].clean
	return r.marks[i].kind == plain && len(text) > 80 && endsSentence(text) && !startsLower(text) && strings.Count(text, " ") > 8 && strings.Count(text, ",") < 8
}

// proseFrom returns the line behind running text that begins at line i, right below a
// statement: a line full of small words, with no noun for organisations at its beginning,
// up to the end of a sentence. It returns 0 where there is none.
func (r *reader) proseFrom(i int) (end int) {
	if i >= len(r.rows) || r.marks[i].kind != plain || r.rows[i].gap > 0 || !isHalfSmall(r.rows[i].clean) {
		return 0
	}
	first, rest, _ := strings.Cut(r.rows[i].clean, " ")
	if second, _, _ := strings.Cut(rest, " "); words().has("organisation", first) || words().has("organisation", second) {
		return 0
	}
	for end = i + 1; end < min(len(r.rows), i+longestProse) && r.rows[end].gap == 0 && r.marks[end].kind == plain; end++ {
	}
	paragraph := end
	for end > i+1 && !endsSentence(r.rows[end-1].clean) {
		end-- // "It has three parts:"
	}
	if end < paragraph && !startsUpper(r.rows[end].clean) {
		return 0
	}
	if !endsSentence(r.rows[end-1].clean) || r.rows[i].width()*4 < r.usualWidth()*3 && end > i+1 {
		return 0
	}
	return end
}

// opensSpeech reports whether what somebody said begins at line i: a sentence or more in
// quotation marks that a comma, a full stop or the end of a line ends.
func (r *reader) opensSpeech(i int) bool {
	text := r.rows[i].clean
	if r.marks[i].kind != plain || !isQuoted(text) {
		return false
	}
	first, size := utf8.DecodeRuneInString(text)
	end := strings.IndexAny(text[size:], "\"”“»")
	if strings.ContainsRune("'’‘", first) {
		return false
	}
	said := text[size:]
	if end >= 0 {
		said = said[:end]
	}
	return strings.Count(said, " ") > 2 && (end < 0 || endsInComma(said) || endsSentence(said))
}

// longestProse is how many lines of running text are looked at for the end of a sentence.
const longestProse = 40

// isHalfSmall reports whether a line of several words begins with a capital, and half of
// them are small ones or more.
func isHalfSmall(text string) bool {
	all, small := 0, 0
	for word := range strings.FieldsSeq(text) {
		all++
		small += btoi(startsLower(word))
	}
	return all >= fewestWords && startsUpper(text) && small*2 >= all
}

// isSentence reports whether line i, below a list that is not open, is a short
// sentence without the name of an organisation in it.
func (r *reader) isSentence(i int) bool {
	text := r.rows[i].clean
	return r.marks[i].kind == plain && endsSentence(text) && startsUpper(text) && strings.Count(text, " ") > 4 && !strings.ContainsAny(text, ",;()") && !isName(text, nobody)
}
