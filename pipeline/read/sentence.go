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
	if len(text) > longestDescription {
		return nil
	}
	for from := 0; from < len(text); {
		if isSpace(text[from]) {
			from++
			continue
		}
		to := sentenceEnd(text, from)
		if to-from <= longestSentence && (v.isAboutProject(text[from:to]) || v.opensStatement(text, from, to, lang)) {
			parts = v.partsOf(parts, text, from, to, lang)
		}
		from = to
	}
	return parts
}

// longestDescription is how many bytes running text has at most whose sentences are
// looked at.
const longestDescription = 10_000

// longestSentence is how many bytes a sentence has at most that is looked at.
const longestSentence = 2000

// wordEnd returns where the word ends that begins at a byte of a text.
func wordEnd(text string, at, to int) int {
	if i := strings.IndexByte(text[at:to], ' '); i >= 0 {
		return at + i
	}
	return to
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

// isAboutProject reports whether a sentence has words for the project, or a word in its
// place, among its first ones.
func (v *vocabulary) isAboutProject(sentence string) bool {
	word := 0
	for at := 0; at < len(sentence) && word < mostBeforeSubject; word++ {
		end := wordEnd(sentence, at, len(sentence))
		if w := strings.Trim(sentence[at:end], ",;:"); v.has("project", w) || word < mostBeforePronoun && v.has("pronoun", w) {
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
	first := text[from:wordEnd(text, from, to)]
	if label != "" || v.has("implemented", first) || v.fundedFirst(text[from:to]) > 0 || v.periodFirst(text, from, to, lang) > from {
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

// mostBeforeSubject is among how many words of a sentence those for the project stand.
const mostBeforeSubject = 16

// mostBeforePronoun is among how many those in the place of a project stand.
const mostBeforePronoun = 2

// partsOf appends what the sentence from one byte of a text to another states.
func (v *vocabulary) partsOf(parts []sentencePart, text string, from, to int, lang string) []sentencePart {
	first := len(parts)
	implemented := false // a word for that stands before
	agent := -1          // "von" before the name of somebody whose verb comes at the end
	open := func() *sentencePart {
		if len(parts) > first && parts[len(parts)-1].end == 0 {
			return &parts[len(parts)-1]
		}
		return nil
	}
	closeAt := func(end int) {
		if p := open(); p != nil {
			p.end = p.value + len(v.withoutJoint(text[p.value:max(end, p.value)]))
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
		end := wordEnd(text, at, to)
		rest := text[at:to]
		shift := 0
		if strings.HasPrefix(rest, "و") && len(rest) > len("و") {
			shift = len("و")
		}
		word := strings.Trim(text[at:end], ".,;")
		if implemented = implemented || v.has("implemented", word); implemented && open() == nil || implemented && v.has("since", word) {
			if part, ok := v.whereOrWhen(text, at, to, lang); ok {
				closeAt(at)
				parts = append(parts, part)
				at = max(end, part.end)
				continue
			}
		}
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
			begin := max(from, clauseStart(text, at))
			if names, width := v.namesBefore(text, begin, at, to); names.label != "" && open() == nil { // else whose names they are is not clear
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
		if !isDated(p.label) && p.label != Country && p.label != City {
			p.end = p.value + v.namesWidth(text[p.value:p.end])
			p.value += v.articleWidth(text[p.value:p.end])
		}
		if strings.TrimSpace(text[p.value:p.end]) != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// takeSentences takes the rows from the next one on to end as running text of an entry,
// with what its sentences state; it returns the last row.
func (r *reader) takeSentences(rec *Record, n, end int) (l *row) {
	whole := r.textOfRows(r.i, end)
	parts := r.words.sentenceParts(whole.S, r.Language)
	for _, p := range parts {
		r.addSentencePart(rec, whole, p)
	}
	if len(parts) == 0 {
		for r.i < end {
			l = r.take(Narrative, "narrative.entry", n)
		}
		return l
	}
	for r.i < end {
		class, rule := r.classInSentence(&r.rows[r.i], whole, parts)
		l = r.take(class, rule, n)
	}
	return l
}

// describes returns the line behind a paragraph of running text at line i that goes on about
// an entry which sentences state, and nothing else; 0 where there is none.
func (r *reader) describes(i int) (end int) {
	if len(r.inSentence) == 0 || len(r.inSentence) < len(r.stated.labels) || r.marks[i].kind != plain || r.rows[i].gap > 1 {
		return 0
	}
	end = r.paragraph(i)
	if len(r.rows[i].clean) < shortCaption || !startsUpper(r.rows[i].clean) || !endsSentence(r.rows[end-1].clean) {
		return 0
	}
	return end
}

// statedInSentences returns what the sentences of the rows from one to before another
// state, each once.
func (r *reader) statedInSentences(from, end int) (stated []Label) {
	for _, p := range r.words.sentenceParts(r.textOfRows(from, end).S, r.Language) {
		if !slices.Contains(stated, p.label) {
			stated = append(stated, p.label)
		}
	}
	return stated
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
	if end > longestSentence {
		return
	}
	parts := r.words.partsOf(nil, text.S, 0, end, r.Language)
	if len(parts) > 0 {
		end = min(parts[0].start, parts[0].value)
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
	if len(text.S) > longestSentence {
		return
	}
	if end := datedUpTo(text.S, 0, len(text.S), r.Language, false); end > 0 && end+1 < len(text.S) && isAnd(firstWordOf(text.S[end+1:])) { // "runs from May 2021 to June 2023 and is …"
		rec.Fields[len(rec.Fields)-1].Value = text.Cut(normalise.Piece{Start: 0, End: end})
		for _, p := range r.words.partsOf(nil, text.S, end, len(text.S), r.Language) {
			r.addSentencePart(rec, text, p)
		}
		return
	}
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

// namesInSentence leaves the names of a sentence that a label for names has behind it:
// "Funding: this project is supported by Norway".
func (r *reader) namesInSentence(field *Field) {
	text := field.Value
	if comma := strings.IndexByte(text.S, ','); len(text.S) > longestSentence || comma > 0 && comma < strings.IndexByte(text.S, ' ') || !r.words.saysProject(text.S) {
		return
	}
	for _, p := range r.words.partsOf(nil, text.S, 0, len(text.S), r.Language) {
		if p.label == field.Label {
			field.Value = text.Cut(normalise.Piece{Start: p.value, End: p.end})
			return
		}
	}
}

// dropSentences leaves out what sentences of an entry state where a label of it states
// the same.
func (r *reader) dropSentences(rec *Record) {
	if len(r.inSentence) == 0 {
		return
	}
	inSentence := make(map[part]bool, len(r.inSentence))
	for _, name := range r.inSentence {
		inSentence[name] = true
	}
	labelled, dated := map[Label]bool{}, false
	for _, f := range rec.Fields {
		if !inSentence[f.Name.first] {
			labelled[f.Label], dated = true, dated || isDated(f.Label)
		}
	}
	kept := rec.Fields[:0]
	for _, f := range rec.Fields {
		if !inSentence[f.Name.first] || !labelled[f.Label] && !(dated && isDated(f.Label)) {
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
