package read

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// markRunning marks the lines that a page repeats at its head or foot as page
// furniture: short lines, no sentences, between blank ones that recur with different
// neighbours, or beside a page break. What stands before the same kind of
// line each time is a title, a heading or a value of its own.
func (r *reader) markRunning() {
	type seen struct {
		lines  []int
		broken int // beside a page break
	}
	r.markBesideNumbers()
	first := map[string]int{} // the row that reads so
	dense := r.isDense()
	var repeats []*seen // in the order of their second row
	repeat := map[string]*seen{}
	beside := func(i int) int {
		if r.rows[i].feed || r.isFurniture(i-1) || r.isFurniture(i+1) {
			return 1
		}
		return 0
	}
	for i := range r.rows {
		l := &r.rows[i]
		if r.marks[i].kind != plain || len(l.clean) > 100 || strings.HasSuffix(l.clean, ".") {
			continue
		}
		if i > 0 && l.gap == 0 && (endsInComma(r.rows[i-1].clean) || endsOpen(r.rows[i-1].clean)) {
			continue // it goes on with the line above
		}
		apart := (i == 0 || l.gap > 0) && (i+1 == len(r.rows) || r.rows[i+1].gap > 0)
		if !apart && !endsInNumberApart(l.clean) && !r.isFurniture(i-1) && !r.isFurniture(i+1) && !(dense && len(l.clean) > 15 && strings.Contains(l.clean, " ")) {
			continue
		}
		key := withoutNumbers(l.clean)
		before, again := first[key]
		if !again {
			first[key] = i
			continue
		}
		s := repeat[key]
		if s == nil {
			s = &seen{lines: []int{before}, broken: beside(before)}
			repeat[key], repeats = s, append(repeats, s)
		}
		s.lines, s.broken = append(s.lines, i), s.broken+beside(i)
	}
	for _, s := range repeats {
		counted := !slices.ContainsFunc(s.lines, func(i int) bool { return !endsInNumberApart(r.rows[i].clean) })
		if !counted && !r.varies(s.lines, s.broken*2 >= len(s.lines)) {
			continue
		}
		for _, i := range s.lines {
			r.marks[i] = mark{kind: furniture}
		}
	}
	r.markEchoes()
}

// isDense reports whether a text has hardly any blank lines.
func (r *reader) isDense() bool {
	blank := 0
	for i := 1; i < len(r.rows); i++ {
		if r.rows[i].gap > 0 {
			blank++
		}
	}
	return blank*20 < len(r.rows)
}

// markBesideNumbers marks the lines that stand with the number of a page, and
// with nothing else: "Annual report", "Page 3 of 8".
func (r *reader) markBesideNumbers() {
	alone := func(from, to int) bool {
		return (from == 0 || r.rows[from].gap > 0) && (to+1 == len(r.rows) || r.rows[to+1].gap > 0 || r.rows[to+1].feed)
	}
	for i := range r.rows {
		if r.marks[i].kind != furniture || !hasDigit(r.rows[i].clean) || !hasLetter(r.rows[i].clean) || r.marks[i].name != 0 {
			continue
		}
		switch {
		case i > 0 && r.rows[i].gap == 0 && r.marks[i-1].kind == plain && len(r.rows[i-1].clean) <= 100 && alone(i-1, i):
			r.marks[i-1] = mark{kind: furniture}
		case i+1 < len(r.rows) && r.rows[i+1].gap == 0 && r.marks[i+1].kind == plain && len(r.rows[i+1].clean) <= 100 && alone(i, i+1):
			r.marks[i+1] = mark{kind: furniture}
		}
	}
}

// topRows is how many rows at the top of a document may say what it is.
const topRows = 6

// markEchoes marks the lines that repeat what the top of the document says,
// whole or in parts: beside the number of a page, or between blank lines where
// they are no heading of a place.
func (r *reader) markEchoes() {
	end := r.topEnd()
	top := r.top(end)
	for i := end; i < len(r.rows) && len(top) > 0; i++ {
		l := &r.rows[i]
		if r.marks[i].kind != plain || len(l.clean) > longestRunning {
			continue
		}
		numbered := i+1 < len(r.rows) && r.rows[i+1].gap == 0 && r.isFurniture(i+1) || l.gap == 0 && r.isFurniture(i-1)
		alone := l.gap > 0 && (i+1 == len(r.rows) || r.rows[i+1].gap > 0) && strings.Count(l.clean, " ") > 1
		below := i > 0 && r.marks[i-1].kind == labelled && r.marks[i-1].valueOf(&r.rows[i-1]) == "" // its value
		numbered = numbered || endsInNumber(l.clean)
		stated := !endsInNumber(l.clean) && i+1 < len(r.rows) && (r.marks[i+1].kind == labelled || r.marks[i+1].kind == period) // and so it is a title
		if below || stated || !numbered && !alone || !echoes(top, l.clean) {
			continue
		}
		if place, programme := r.headingOf(i); numbered || alone && place.Kind == normalise.UnknownPlace && !programme {
			r.marks[i] = mark{kind: furniture}
		}
	}
}

// topEnd returns the row behind the top of the document: at most topRows, and
// nothing of the paragraph that the first statement stands in or below, as that
// is the title of an entry.
func (r *reader) topEnd() int {
	for i := range r.rows[:min(topRows+longestTitle, len(r.rows))] {
		if k := r.marks[i].kind; k != labelled && k != period {
			continue
		}
		if r.marks[i].label == TitleLabel {
			return min(i, topRows)
		}
		for i > 0 && (r.rows[i].gap == 0 || r.marks[i].kind == labelled || r.marks[i].kind == period) {
			i--
		}
		return min(i, topRows)
	}
	return min(topRows, len(r.rows))
}

// top returns the first lines of the document, folded, each between spaces.
func (r *Reading) top(end int) (top []byte) {
	for i := range r.rows[:min(end, len(r.rows))] {
		if text := r.rows[i].clean; len(text) <= longestRunning && !hasLeaders(text) && !endsInPage(text) {
			top = append(normalise.AppendFold(append(top, '\n', ' '), text), ' ')
		}
	}
	return top
}

// Publishes reports whether the top of the document, down to its first entry,
// names an organisation, so that it is taken to be its publisher.
func (r *Reading) Publishes(organisation string) bool {
	end := 0
	for end < min(topRows, len(r.rows)) && !r.isEntry(&r.rows[end]) {
		end++
	}
	return echoes(r.top(end), organisation)
}

// isEntry reports whether a row is of an entry.
func (r *Reading) isEntry(l *row) bool {
	return l.record >= 0 && r.Records[l.record].Kind == EntryRecord
}

// longestRunning is how many bytes a running line may have.
const longestRunning = 100

// endsInNumber reports whether the last part of a line is the number of a page:
// "Our office | Projects | 5".
func endsInNumber(line string) bool {
	if !isDigit(line[len(line)-1]) {
		return false
	}
	cut := strings.LastIndexAny(line, "–—|·•")
	if cut <= 0 {
		return false
	}
	_, size := utf8.DecodeRuneInString(line[cut:])
	number := strings.TrimSpace(line[cut+size:])
	return number != "" && len(number) <= 3 && strings.Trim(number, "0123456789") == ""
}

// endsInNumberApart reports whether the number of a page stands behind a tab at the end of a
// line: "Portfolio of projects\t5".
func endsInNumberApart(line string) bool {
	tab := strings.LastIndexByte(line, '\t')
	return tab > 0 && len(line)-tab <= 4 && strings.Trim(line[tab+1:], "0123456789") == "" && tab+1 < len(line)
}

// echoes reports whether every part of a line is among folded lines.
func echoes(top []byte, line string) bool {
	var buffer [128]byte
	parts := 0
	for part := range strings.FieldsFuncSeq(line, func(c rune) bool { return strings.ContainsRune("–—|·•,", c) }) {
		folded := bytes.Trim(normalise.AppendFold(buffer[:0], part), "0123456789 ")
		if len(folded) == 0 {
			continue
		}
		if parts++; !bytes.Contains(top, append(append([]byte{' '}, folded...), ' ')) {
			return false
		}
	}
	return parts > 0
}

// isFurniture reports whether line i is there and is page furniture.
func (r *reader) isFurniture(i int) bool {
	return i >= 0 && i < len(r.marks) && r.marks[i].kind == furniture
}

// varies reports whether lines that read alike stand before different things,
// or beside page breaks, and none of them is a value below its label or the
// heading of a section or topic.
func (r *reader) varies(lines []int, broken bool) bool {
	first := lines[0]
	if place, programme := r.headingOf(first); programme || place.Code != "" || r.words.topicOf(r.rows[first].clean) != "" {
		return false
	}
	after := map[string]bool{}
	opens, below, stated := 0, 0, 0 // how many may be titles, values below their label, or stand above a statement
	for _, i := range lines {
		if i > 0 && r.marks[i-1].kind == labelled && r.marks[i-1].valueOf(&r.rows[i-1]) == "" {
			below++
		}
		if i+1 >= len(r.rows) {
			continue
		}
		if k := r.marks[i+1].kind; r.rows[i+1].gap == 0 && (k == labelled || k == period) {
			stated++
		}
		switch m := r.marks[i+1]; {
		case m.kind == period || m.kind == labelled && (m.label == Objective || isDated(m.label)):
			opens++
			after["entry"] = true
		case m.kind == labelled:
			after[string(m.label)] = true
		default:
			after[r.rows[i+1].clean] = true
		}
	}
	if below == len(lines) || opens == len(lines) || stated == len(lines) && !broken {
		return false
	}
	return broken || len(after) > 1 && (opens == 0 || len(lines) > 2)
}

// withoutNumbers returns a line with its digits left out, and what parts them
// from the rest, as a running line may hold the number of the page.
func withoutNumbers(text string) string {
	if !hasDigit(text) {
		return text
	}
	rest := make([]byte, 0, len(text))
	for i := range len(text) {
		if !isDigit(text[i]) {
			rest = append(rest, text[i])
		}
	}
	return strings.Trim(string(rest), " \t|–-")
}
