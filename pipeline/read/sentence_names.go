package read

import (
	"strings"

	"migdata/pipeline/normalise"
)

// fundedFirst returns the width of the words that begin a sentence before those who fund
// the project: "Financian este proyecto la Unión Europea …"; 0 where none do.
func (v *vocabulary) fundedFirst(sentence string) int {
	for i := min(len(sentence), longestDateVerb); i > 0; i-- {
		if (i == len(sentence) || sentence[i] == ' ') && v.has("funded_first", sentence[:i]) {
			return i
		}
	}
	return 0
}

// articleWidth returns the width of the article that a list begins with, as a sentence
// does: "Das Bundesministerium …", "L'Union européenne …"; 0 where it begins with none.
func (v *vocabulary) articleWidth(list string) int {
	trimmed := strings.TrimLeft(list, " ")
	shift := len(list) - len(trimmed)
	if len(trimmed) > 3 && (trimmed[0] == 'L' || trimmed[0] == 'l') && (trimmed[1] == '\'' || strings.HasPrefix(trimmed[1:], "’")) {
		return shift + len(trimmed) - len(strings.TrimLeft(trimmed[1:], "'’"))
	}
	if first, rest, several := strings.Cut(trimmed, " "); several && v.phrases["article"][strings.ToLower(first)] && startsUpper(rest) {
		return shift + len(first) + 1
	}
	return 0
}

// namesWidth returns the width of the items of a list, up to the first one that begins like
// no name: "UNICEF" of "UNICEF, social workers exchange information"; 0 where the first one
// does not.
func (v *vocabulary) namesWidth(list string) int {
	for end := len(list); end > 0; end = strings.LastIndexByte(list[:end], ',') {
		if v.listsNames(strings.TrimSpace(list[:end])) {
			return end
		}
	}
	return 0
}

// leadsToVerb reports whether a word for "by" stands behind a verb, or a word for "and",
// and the participle that it belongs to ends what follows.
func (v *vocabulary) leadsToVerb(before, behind string) bool {
	before = strings.TrimSpace(before)
	word := before[strings.LastIndexByte(before, ' ')+1:]
	if !isAnd(word) && !v.has("auxiliary", word) {
		return false
	}
	for word := range strings.FieldsSeq(behind) {
		if word = strings.Trim(word, ".,;"); v.has("given", word) || v.has("carried_out", word) {
			return true
		}
	}
	return false
}

// withoutJoint cuts off the end of a list what joins it to the next part of the sentence:
// a comma, and words for "and" and for what follows, in small letters.
func (v *vocabulary) withoutJoint(list string) string {
	for {
		list = strings.TrimRight(list, " ,;.،")
		last := list[strings.LastIndexByte(list, ' ')+1:]
		if last == "" || len(last) == len(list) || !isAnd(last) && !v.has("joint", last) {
			return list
		}
		list = list[:len(list)-len(last)]
	}
}

// clauseStart returns where the clause of a byte of a text begins: behind a semicolon.
func clauseStart(text string, at int) int {
	start := strings.LastIndexByte(text[:at], ';') + 1
	for start < at && isSpace(text[start]) {
		start++
	}
	return start
}

// namesBehind are the kinds of phrases that stand behind names in sentences, with what
// those named are.
var namesBehind = [...]phraseLabel{{"funds", Funder}, {"are_partners", Partner}}

// A phraseLabel says which label a kind of phrases stands for.
type phraseLabel struct {
	kind  string
	label Label
}

// namesBefore reads the words at a byte of a text that say of those named before them, from
// the beginning of the clause on, what they are: "Norway and Sweden fund this project".
func (v *vocabulary) namesBefore(text string, from, at, to int) (part sentencePart, width int) {
	first, _, _ := strings.Cut(normalise.Fold(text[at:wordEnd(text, at, to)]), " ")
	if !v.behindNames[first] || at <= from {
		return sentencePart{}, 0
	}
	for i := min(to, at+longestDateVerb); i > at; i-- {
		if i < to && text[i] != ' ' && text[i] != ',' && text[i] != '.' {
			continue
		}
		for _, behind := range namesBehind {
			if v.has(behind.kind, text[at:i]) {
				return sentencePart{behind.label, at, i, from, len(v.withoutJoint(text[:at]))}, i - at
			}
		}
	}
	return sentencePart{}, 0
}
