package read

import (
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// Some entries say in sentences what others set behind labels:
//
//	The centre implements the project together with the Ministry of Interior, with funding
//	from Norway. It began in May 2021 and will run until April 2024.
//
// A sentence about the project is cut at the words that labels are made of, and at those
// for its beginning and end.

// A sentencePart is what one sentence states under one label.
type sentencePart = labelCut

// sentenceParts cuts running text into what its sentences state of the project.
func (v *vocabulary) sentenceParts(text, lang string) (parts []sentencePart) {
	for from := 0; from < len(text); {
		if isSpace(text[from]) {
			from++
			continue
		}
		to := sentenceEnd(text, from)
		if v.isAboutProject(text[from:to]) || v.opensStatement(text, from, to, lang) {
			parts = v.partsOf(parts, text, from, to, lang)
		}
		from = to
	}
	return parts
}

// sentenceEnd returns where the sentence at a byte of a text ends, behind its stop.
func sentenceEnd(text string, from int) int {
	depth := 0
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		case '.':
			if depth > 0 || i+1 < len(text) && text[i+1] != ' ' || abbreviated(text[from:i+1]) {
				continue
			}
			if i+2 < len(text) && (startsSmall(text[i+2:]) || i > 0 && isDigit(text[i-1]) && startsMonth(text[i+2:])) {
				continue // "1. April"
			}
			return i + 1
		}
	}
	return len(text)
}

// startsMonth reports whether a text begins with the name of a month.
func startsMonth(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return isPeriod(word+" 2020", "")
}

// isAboutProject reports whether a sentence has words for the project, or a word in its
// place, among its first ones.
func (v *vocabulary) isAboutProject(sentence string) bool {
	word := 0
	for at := 0; at < len(sentence) && word < mostBeforeSubject; word++ {
		end := at + strings.IndexByte(sentence[at:]+" ", ' ')
		if w := strings.Trim(sentence[at:min(end, len(sentence))], ",;:"); v.has("project", w) || word < mostBeforePronoun && v.has("pronoun", w) {
			return true
		}
		at = end + 1
	}
	return false
}

// opensStatement reports whether a sentence begins with the words of a label, or with a
// period.
func (v *vocabulary) opensStatement(text string, from, to int, lang string) bool {
	label, _ := v.verbAt(text[from:to], true)
	if label != "" || v.fundedFirst(text[from:to]) > 0 || v.periodFirst(text, from, to, lang) > from {
		return true
	}
	for at := from + 1; at < to; at++ {
		if text[at-1] == ' ' {
			if names, _ := v.namesBefore(text, from, at, to); names.label != "" {
				return true
			}
		}
	}
	return false
}

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

// periodFirst returns where a period ends that a sentence begins with: "From March 2020 to
// February 2023, …"; 0 where it begins with none, or with a single date.
func (v *vocabulary) periodFirst(text string, from, to int, lang string) (end int) {
	if first := text[from : from+strings.IndexByte(text[from:to]+" ", ' ')]; !v.has("since", first) {
		return 0
	}
	if end = datedUpTo(text, from, to, lang, false); end == 0 {
		return 0
	}
	if p, ok := normalise.ReadPeriod(text[from:end], lang); !ok || p.Single {
		return 0
	}
	return end
}

// mostBeforeSubject is among how many words of a sentence those for the project stand.
const mostBeforeSubject = 16

// mostBeforePronoun is among how many those in the place of a project stand.
const mostBeforePronoun = 2

// partsOf appends what the sentence from one byte of a text to another states.
func (v *vocabulary) partsOf(parts []sentencePart, text string, from, to int, lang string) []sentencePart {
	first := len(parts)
	agent := -1 // "von" before the name of somebody whose verb comes at the end
	open := func() *sentencePart {
		if len(parts) > first && parts[len(parts)-1].end == 0 {
			return &parts[len(parts)-1]
		}
		return nil
	}
	closeAt := func(end int) {
		if p := open(); p != nil {
			p.end = p.value + len(v.withoutJoint(text[p.value:end]))
		}
	}
	if end := v.periodFirst(text, from, to, lang); end > from {
		word := from + strings.IndexByte(text[from:to], ' ')
		parts = append(parts, sentencePart{PeriodLabel, from, word, from, end})
		from = end
	} else if width := v.fundedFirst(text[from:to]); width > 0 {
		parts = append(parts, sentencePart{Funder, from, from + width, from + width, 0})
		from += width
	}
	for at := from; at < to; {
		end := at + strings.IndexByte(text[at:to]+" ", ' ')
		rest := text[at:to]
		shift := 0
		if strings.HasPrefix(rest, "و") && len(rest) > len("و") {
			shift = len("و")
		}
		word := strings.Trim(text[at:end], ".,;")
		switch label, width := v.verbAt(rest[shift:], true); {
		case (label == Funder || label == Partner || label == Implementer) && (at == from || !startsUpper(rest)): // "Fonds de …" is a name
			closeAt(at)
			parts = append(parts, sentencePart{label, at + shift, at + shift + width, at + shift + width, 0})
			at += shift + width
			continue
		case v.has("agent", word) && v.leadsToVerb(text[from:at], text[end:to]):
			closeAt(at)
			agent = len(parts)
			parts = append(parts, sentencePart{"", at, end, end, 0})
		case agent >= 0 && (v.has("given", word) || v.has("carried_out", word)):
			closeAt(at)
			parts[agent].label = Implementer
			if v.has("given", word) {
				parts[agent].label = Funder
			}
			agent = -1
		default:
			date, ok := v.datePart(text, at, to, lang)
			if !ok {
				date, ok = v.dateBefore(text, from, at, end, lang)
			}
			if ok {
				closeAt(min(at, date.value))
				parts = append(parts, date)
				at = max(end, date.end)
				continue
			}
			if names, width := v.namesBefore(text, max(from, clauseStart(text, at)), at, to); names.label != "" {
				closeAt(names.value)
				parts = append(parts, names)
				at += width
				continue
			}
		}
		at = end + 1
	}
	closeAt(to)
	kept := parts[:first]
	for _, p := range parts[first:] {
		if p.label == "" || p.value >= p.end {
			continue
		}
		if !isDated(p.label) {
			p.end = p.value + v.namesWidth(text[p.value:p.end])
			p.value += v.articleWidth(text[p.value:p.end])
		}
		if strings.TrimSpace(text[p.value:p.end]) != "" {
			kept = append(kept, p)
		}
	}
	return kept
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

// longestDateVerb is how many bytes the words before a date have at most.
const longestDateVerb = 32

// datePart reads the words for the beginning, end or course of the project at a byte of a
// text, with the date behind them.
func (v *vocabulary) datePart(text string, at, to int, lang string) (part sentencePart, ok bool) {
	first, _, _ := strings.Cut(normalise.Fold(text[at:at+strings.IndexByte(text[at:to]+" ", ' ')]), " ")
	if !v.dateVerbs[first] {
		return sentencePart{}, false
	}
	for i := min(to, at+longestDateVerb); i > at; i-- { // the longest
		if i < to && text[i] != ' ' {
			continue
		}
		for kind, label := range dateVerbKinds {
			if !v.has(kind, text[at:i]) {
				continue
			}
			from := i
			if label == PeriodLabel { // the word before the first date belongs to it
				from = at + strings.LastIndexByte(text[at:i], ' ') + 1
			}
			if end := datedUpTo(text, from, to, lang, label != PeriodLabel); end > i {
				return sentencePart{label, at, i, from, end}, true
			}
		}
	}
	return sentencePart{}, false
}

// dateBefore reads a word for the beginning or end of the project at a byte of a text, with
// the date right before it, as German clauses have it: "… das am 1. Mai 2021 begann".
func (v *vocabulary) dateBefore(text string, from, at, end int, lang string) (part sentencePart, ok bool) {
	label := Label("")
	switch word := strings.Trim(text[at:end], ".,;"); {
	case v.has("begins_behind", word):
		label = StartLabel
	case v.has("ends_behind", word):
		label = EndLabel
	default:
		return sentencePart{}, false
	}
	start, words := at, 0
	for k := at - 2; k >= from && words < mostDateWords; k-- { // the longest
		if k > from && text[k-1] != ' ' {
			continue
		}
		if words++; hasYear(text[k:at]) && isPeriod(strings.TrimSpace(text[k:at]), lang) {
			start = k
		}
	}
	return sentencePart{label, at, end, start, len(strings.TrimRight(text[:at], " "))}, start < at
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
var namesBehind = map[string]Label{"funds": Funder, "are_partners": Partner}

// namesBefore reads the words at a byte of a text that say of those named before them, from
// the beginning of the clause on, what they are: "Norway and Sweden fund this project".
func (v *vocabulary) namesBefore(text string, from, at, to int) (part sentencePart, width int) {
	first, _, _ := strings.Cut(normalise.Fold(text[at:at+strings.IndexByte(text[at:to]+" ", ' ')]), " ")
	if !v.behindNames[first] || at <= from {
		return sentencePart{}, 0
	}
	for i := min(to, at+longestDateVerb); i > at; i-- {
		if i < to && text[i] != ' ' && text[i] != ',' && text[i] != '.' {
			continue
		}
		for kind, label := range namesBehind {
			if v.has(kind, text[at:i]) {
				return sentencePart{label, at, i, from, len(v.withoutJoint(text[:at]))}, i - at
			}
		}
	}
	return sentencePart{}, 0
}

// dateVerbKinds are the kinds of phrases that stand before dates in sentences, with what
// the dates are.
var dateVerbKinds = map[string]Label{"begins": StartLabel, "ends": EndLabel, "lasts": PeriodLabel}

// datedUpTo returns where the longest date or period ends that begins at a byte of a
// text, or the longest date alone; 0 where none does.
func datedUpTo(text string, from, to int, lang string, single bool) (end int) {
	words := 0
	for i := from + 1; i <= to && words < mostDateWords; i++ {
		if i < to && text[i] != ' ' && text[i] != ',' {
			continue
		}
		words++
		if date := strings.Trim(text[from:i], " .,"); hasYear(date) && isPeriod(date, lang) && (!single || isSingle(date)) {
			end = from + len(strings.TrimRight(text[from:i], " .,"))
		}
	}
	return end
}

// mostDateWords is how many words a period in a sentence may have.
const mostDateWords = 14

// takeSentences takes the rows from the next one on to end as running text of an entry,
// with what its sentences state; it returns the last row.
func (r *reader) takeSentences(rec *Record, n, end int) (l *row) {
	whole := r.textOfRows(r.i, end)
	parts := r.words.sentenceParts(whole.S, r.Language)
	for _, p := range parts {
		r.addSentencePart(rec, whole, p)
	}
	for r.i < end {
		class, rule := r.classInSentence(&r.rows[r.i], whole, parts)
		l = r.take(class, rule, n)
	}
	return l
}

// textOfRows joins the rows from one to before another.
func (r *reader) textOfRows(from, end int) Text {
	text := joiner{in: r}
	for k := from; k < end; k++ {
		text.add(wholeOf(&r.rows[k]))
	}
	return text.text()
}

// cutSentence parts from the last field of an entry, whose label is a verb, what the
// sentence and those behind it state besides.
func (r *reader) cutSentence(rec *Record) {
	field := &rec.Fields[len(rec.Fields)-1]
	text := field.Value
	end := sentenceEnd(text.S, 0)
	parts := r.words.partsOf(nil, text.S, 0, end, r.Language)
	if len(parts) > 0 {
		end = parts[0].start
	}
	further := r.words.sentenceParts(text.S[min(len(text.S), sentenceEnd(text.S, 0)):], r.Language)
	if len(parts) == 0 && len(further) == 0 {
		return
	}
	names := r.words.withoutJoint(text.S[:end])
	if width := r.words.namesWidth(names); width > 0 {
		names = names[:width]
	}
	field.Value = text.Cut(normalise.Piece{Start: 0, End: len(names)})
	shift := sentenceEnd(text.S, 0)
	for _, p := range further {
		parts = append(parts, sentencePart{p.label, p.start + shift, p.name + shift, p.value + shift, p.end + shift})
	}
	for _, p := range parts {
		r.addSentencePart(rec, text, p)
	}
}

// datesInSentence puts the dates in place of a sentence that a label for a period has
// behind it: "When: the project began in May 2021 and ends in June 2023".
func (r *reader) datesInSentence(rec *Record) {
	field := rec.Fields[len(rec.Fields)-1]
	text := field.Value
	parts := r.words.partsOf(nil, text.S, 0, len(text.S), r.Language)
	if len(parts) == 0 || !isDated(parts[0].label) {
		return
	}
	rec.Fields = rec.Fields[:len(rec.Fields)-1]
	for _, p := range parts {
		if isDated(p.label) {
			rec.Fields = append(rec.Fields, Field{Label: p.label, Name: field.Name, Value: text.Cut(normalise.Piece{Start: p.value, End: p.end})})
		}
	}
}

// dropSentences leaves out what sentences of an entry state where a label of it states
// the same.
func (r *reader) dropSentences(rec *Record) {
	if len(r.inSentence) == 0 {
		return
	}
	labelled := func(label Label) bool {
		return slices.ContainsFunc(rec.Fields, func(f Field) bool {
			return (f.Label == label || isDated(f.Label) && isDated(label)) && !slices.Contains(r.inSentence, f.Name.first)
		})
	}
	kept := rec.Fields[:0]
	for _, f := range rec.Fields {
		if !slices.Contains(r.inSentence, f.Name.first) || !labelled(f.Label) {
			kept = append(kept, f)
		}
	}
	rec.Fields = kept
}

func (r *reader) addSentencePart(rec *Record, whole Text, p sentencePart) {
	name := whole.Cut(normalise.Piece{Start: p.start, End: p.name})
	rec.Fields = append(rec.Fields, Field{Label: p.label, Name: name, Value: whole.Cut(normalise.Piece{Start: p.value, End: p.end})})
	r.stated.add(p.label)
	r.inSentence = append(r.inSentence, name.first)
}

// classInSentence returns the class of a row of running text: labelled where words of a
// label begin in it, and a value where a part goes on.
func (r *reader) classInSentence(l *row, whole Text, parts []sentencePart) (Class, string) {
	class, rule := Narrative, "narrative.entry"
	for part := range whole.parts {
		if part.line != l {
			continue
		}
		for _, p := range parts {
			switch {
			case p.start >= int(part.at) && p.start < int(part.end):
				return Labelled, "label.sentence"
			case p.value < int(part.end) && p.end > int(part.at):
				class, rule = Value, "value.sentence"
			}
		}
	}
	return class, rule
}
