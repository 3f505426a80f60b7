package read

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// markVerbs marks the lines that begin with a label that ends in a preposition
// and goes on with its value at once ("Funded by the European Union"), and the
// sentences that say so ("The project is funded by the European Union."):
// beside other statements.
func (v *vocabulary) markVerbs(lines []row, marks []mark) {
	states := func(i int) bool { return marks[i].kind == labelled || marks[i].kind == period }
	above := func(i int) bool {
		item := marks[i].kind == bullet                                                 // one of a list, whose other items may be longer
		behind := !item && i > 0 && lines[i].gap == 0 && endsSentence(lines[i-1].clean) // a sentence behind another one
		for from := i; i > 0 && from-i < mostAbove; {
			i--
			switch k := marks[i].kind; {
			case states(i):
				return true
			case k == furniture, k == figure: // over the end of a page
			case item && (k == bullet || k == plain), behind && k == plain && lines[i].gap == 0:
			default:
				return false
			}
		}
		return false
	}
	below := make([]bool, len(marks)) // a statement follows in the paragraph
	for i := len(marks) - 2; i >= 0; i-- {
		below[i] = states(i+1) || below[i+1] && (marks[i+1].kind == furniture || marks[i+1].kind == plain && lines[i+1].gap == 0)
	}
	type verb struct {
		row  int
		mark mark
	}
	var alone []verb // beside no other statement
	for i := range lines {
		text := lines[i].clean
		if k := marks[i].kind; k != plain && k != bullet || len(text) > longestVerb {
			continue
		}
		start := 0
		if marks[i].kind == bullet {
			start = marks[i].name
		}
		m := v.verbMark(text, start)
		if m.kind != labelled || !isDated(m.label) && strings.Contains(text, ".") && !v.listsNames(text[m.value:m.to(&lines[i])]) {
			continue
		}
		if above(i) || below[i] {
			marks[i] = m
		} else if marks[i].kind == plain {
			alone = append(alone, verb{i, m})
		}
	}
	paragraphs := 0 // that are nothing but such sentences, several of them
	kept := alone[:0]
	for from, to := 0, 0; from < len(alone); from = to {
		for to = from + 1; to < len(alone) && alone[to].row == alone[to-1].row+1 && lines[alone[to].row].gap == 0; to++ {
		}
		first, last := alone[from].row, alone[to-1].row
		if to-from > 1 && lines[first].gap > 0 && (last+1 == len(lines) || lines[last+1].gap > 0) && alone[from].mark.label != alone[from+1].mark.label {
			paragraphs++
			kept = append(kept, alone[from:to]...)
		}
	}
	if paragraphs >= fewestAlike {
		for _, verb := range kept {
			marks[verb.row] = verb.mark
		}
	}
}

// mostAbove is how many lines above a verb are looked at.
const mostAbove = 12

// verbMark reads the statement of a verb at a byte of a text: with or without
// the words for project before it, and in German with the verb at its end.
func (v *vocabulary) verbMark(text string, start int) mark {
	if label, end := v.verbAt(text[start:], false); label != "" {
		return mark{kind: labelled, label: label, start: start, name: start + end, value: start + end}
	}
	if first, _, _ := strings.Cut(text[start:], " "); !v.subjects[first] {
		return mark{}
	}
	for i := start; i < len(text) && i-start <= longestSubject; i++ {
		if text[i] != ' ' || !v.has("subject", text[start:i]) {
			continue
		}
		if label, end := v.verbAt(text[i+1:], true); label != "" {
			return mark{kind: labelled, label: label, start: i + 1, name: i + 1 + end, value: i + 1 + end}
		}
		by, _, _ := strings.Cut(text[i+1:], " ")
		whole := strings.TrimRight(text, ". ")
		if last := strings.LastIndexByte(whole, ' '); v.phrases["preposition"][by] && last > i+1+len(by) && v.has("given", whole[last+1:]) {
			return mark{kind: labelled, label: Funder, start: i + 1, name: i + 1 + len(by), value: i + 1 + len(by), end: last}
		}
	}
	return mark{}
}

// longestSubject is how many bytes the words for project may have.
const longestSubject = 40

// listsNames reports whether what a sentence goes on with is a list of names
// up to its end: every item of it begins with a capital, or an article before
// one.
func (v *vocabulary) listsNames(text string) bool {
	if i := strings.Index(text, ". "); i >= 0 && !v.startsStatement(text[i+2:]) && !abbreviated(text[:i+1]) {
		return false
	}
	for item := range strings.SplitSeq(text, ",") {
		item = strings.TrimSpace(item)
		words := strings.Fields(item[genitive(item):])
		if len(words) > 0 && (isAnd(words[0]) || v.phrases["article"][strings.ToLower(words[0])] || v.phrases["preposition"][words[0]]) {
			words = words[1:]
		}
		if len(words) == 0 || !hasUpper(words[0]) && hasCase(words[0]) && !v.has("organisation", words[0]) {
			return false
		}
	}
	return true
}

// startsStatement reports whether a label with a colon or a verb begins a text.
func (v *vocabulary) startsStatement(text string) bool {
	label, _, _ := v.labelAt(text)
	if label == "" {
		label, _ = v.verbAt(text, false)
	}
	return label != ""
}

// longestPreposition is how many bytes the word has at most with which such a label ends.
const longestPreposition = 12

// verbAt returns the longest label at the start of a text that ends in a
// preposition, and where it ends. It begins with a capital, but inside a
// sentence.
func (v *vocabulary) verbAt(text string, inside bool) (label Label, end int) {
	if len(text) < 2 || !v.verbInitials[uint16(text[0])<<8|uint16(text[1])] {
		return "", 0
	}
	word := strings.IndexByte(text, ' ')
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLower(first) && !inside || word < 1 || word > 32 {
		return "", 0
	}
	var buffer [64]byte
	folded, _, _ := bytes.Cut(normalise.AppendFold(buffer[:0], text[:word]), space) // "co-funded" is two words
	longest := v.verbs[string(folded)]
	if longest == 0 {
		return "", 0
	}
	start := 0
	for i := 0; i < len(text)-1 && i <= longest; i++ {
		if text[i] != ' ' {
			continue
		}
		if start > 0 && i-start <= longestPreposition {
			last := strings.ToLower(text[start:i])
			whole := v.contracted[last] // "with the support of" with an article in the last word
			if v.phrases["preposition"][last] {
				if l := v.label(text[:i]); l != "" {
					label, end = l, i
				}
			}
			if whole != "" && end < i {
				if l := v.label(text[:start] + whole); l != "" {
					label, end = l, i
				}
			}
		}
		start = i + 1
	}
	return label, end
}
