package read

import (
	"fmt"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// Some extractions take a page apart: the titles of its entries stand
// together, then their periods, then their objectives. Where each of them is
// there as often as there are titles, they belong together by their order;
// otherwise nobody can tell.

// A bunch is statements of one kind that stand together.
type bunch struct {
	kind  string
	units []unit
	end   int // the row behind it
}

// A unit is the rows of one title or statement.
type unit struct{ from, to int }

// joinApart puts titles and statements that stand apart in the order in which
// entries have them, and marks those that cannot be joined.
func (r *reader) joinApart() {
	for i := 0; i < len(r.rows); i++ {
		if k := r.marks[i].kind; k != period && k != labelled {
			continue
		}
		if !r.isBunch(i) {
			continue
		}
		first := r.bunchAt(i)
		if len(first.units) < 2 {
			i = max(i, first.end-1)
			continue
		}
		bunches := []bunch{first}
		for end := first.end; ; {
			next := r.bunchAt(end)
			if len(next.units) == 0 || len(next.units) == 1 && len(bunches) == 1 && next.kind != string(Objective) || seenKind(bunches, next.kind) {
				break
			}
			bunches, end = append(bunches, next), next.end
		}
		if !slices.ContainsFunc(bunches, r.standsApart) || !r.standsApart(first) && slices.ContainsFunc(bunches, func(b bunch) bool { return len(b.units) != len(first.units) }) {
			i = max(i, first.end-1)
			continue
		}
		r.joinBunches(i, bunches)
		i = bunches[len(bunches)-1].end - 1
	}
}

func seenKind(bunches []bunch, kind string) bool {
	for i := range bunches {
		if bunches[i].kind == kind {
			return true
		}
	}
	return false
}

// isBunch reports whether a statement of the same kind may follow on the one
// at row i; most of the time none does.
func (r *reader) isBunch(i int) bool {
	k := i + 1
	for k < len(r.rows) && (r.marks[k].kind == plain && r.rows[k].gap == 0 || r.marks[k].kind == furniture) {
		k++
	}
	return k < len(r.rows) && r.marks[k].kind == r.marks[i].kind && r.marks[k].label == r.marks[i].label
}

// bunchAt returns the statements of one kind from row i on.
func (r *reader) bunchAt(i int) (b bunch) {
	b.end = i
	for b.end < len(r.rows) {
		k := b.end
		for k < len(r.rows) && r.marks[k].kind == furniture {
			k++
		}
		if k == len(r.rows) {
			return b
		}
		kind := ""
		switch m := r.marks[k]; {
		case m.kind == period:
			kind = "period"
		case m.kind == labelled && m.label != TitleLabel:
			kind = string(m.label)
		}
		if kind == "" || b.kind != "" && b.kind != kind {
			return b
		}
		u := unit{k, k + 1}
		for r.marks[k].kind == labelled && u.to < len(r.rows) && r.marks[u.to].kind == plain && r.rows[u.to].gap == 0 {
			u.to++
		}
		b.kind, b.units, b.end = kind, append(b.units, u), u.to
	}
	return b
}

// standsApart reports whether statements cannot all be of one entry: several
// periods with both ends, or several objectives.
func (r *reader) standsApart(b bunch) bool {
	if b.kind == "period" {
		for _, u := range b.units {
			if isSingle(r.rows[u.from].clean) {
				return false
			}
		}
		return true
	}
	return b.kind == string(Objective) || b.kind == string(PeriodLabel)
}

// joinBunches joins the titles above row i with the statements from it on.
func (r *reader) joinBunches(i int, bunches []bunch) {
	together := len(bunches) > 1 // all kinds of statements are there as often
	for _, b := range bunches {
		together = together && len(b.units) == len(bunches[0].units)
	}
	titles, sure := r.titlesAbove(i, len(bunches[0].units), together)
	if len(titles) < 2 || !sure && len(bunches) < 2 {
		return
	}
	agree := true
	for _, b := range bunches {
		agree = agree && len(b.units) == len(titles)
	}
	end := bunches[len(bunches)-1].end
	at := textOf(&r.rows[titles[0].from], 0, len(r.rows[titles[0].from].clean))
	if !agree {
		if !sure {
			return
		}
		counts := []string{fmt.Sprintf("%d titles", len(titles))}
		for _, b := range bunches {
			counts = append(counts, fmt.Sprintf("%d of “%s”", len(b.units), b.kind))
			for _, u := range b.units {
				for k := u.from; k < u.to; k++ {
					r.marks[k] = mark{kind: apart, label: r.marks[k].label, name: k - u.from, bare: r.marks[k].kind == period}
				}
			}
		}
		for _, u := range titles {
			r.marks[u.from] = mark{kind: apartTitle, value: u.to}
		}
		r.find("entries.unpaired", at, strings.Join(counts, ", ")+" stand together; nothing tells which belong together, so no statement is given to a title")
		return
	}
	r.find("entries.paired", at, fmt.Sprintf("%d titles stand together, and what they state stands below them, each as often; they are paired in their order", len(titles)))
	rows, marks := make([]row, 0, end-titles[0].from), make([]mark, 0, end-titles[0].from)
	taken := make([]bool, end-titles[0].from)
	add := func(u unit, gap uint8) {
		for k := u.from; k < u.to; k++ {
			l := r.rows[k]
			if k == u.from {
				l.gap = max(l.gap, gap)
			}
			rows, marks = append(rows, l), append(marks, r.marks[k])
			taken[k-titles[0].from] = true
		}
	}
	for n, t := range titles {
		add(t, 2)
		for _, b := range bunches {
			add(b.units[n], 1)
		}
	}
	for k, done := range taken {
		if !done {
			rows, marks = append(rows, r.rows[titles[0].from+k]), append(marks, r.marks[titles[0].from+k])
		}
	}
	copy(r.rows[titles[0].from:end], rows)
	copy(r.marks[titles[0].from:end], marks)
	clear(r.headings[titles[0].from:end])
}

// titlesAbove returns the titles that stand together above row i: paragraphs,
// or lines that end in a bracket, or lines, whichever are as many as wanted.
// They are sure where something other than their number tells them apart. Where several
// kinds of statements are there as often as wanted, lines that could each be a title are
// enough.
func (r *reader) titlesAbove(i, want int, together bool) (titles []unit, sure bool) {
	from := i
	for from > 0 && (r.marks[from-1].kind == plain || r.marks[from-1].kind == furniture) {
		from--
	}
	var paragraphs, brackets, lines []unit
	for k := i; k > from; {
		end := k
		for k--; k > from && r.rows[k].gap == 0; k-- {
		}
		if r.marks[k].kind == furniture {
			continue
		}
		if place, programme := r.headingOf(k); end == k+1 && (programme || place.Kind != normalise.UnknownPlace) || !r.readsLikeTitle(k, end) || r.holdsLabel(k, end) || len(paragraphs) > 0 && !r.alike(k, end, paragraphs[0]) {
			break
		}
		paragraphs = append(paragraphs, unit{k, end})
	}
	slices.Reverse(paragraphs)
	for _, p := range paragraphs {
		open := p.from
		for k := p.from; k < p.to; k++ {
			lines = append(lines, unit{k, k + 1})
			if strings.HasSuffix(r.rows[k].clean, ")") || k+1 == p.to {
				brackets, open = append(brackets, unit{open, k + 1}), k+1
			}
		}
	}
	for _, units := range [][]unit{paragraphs, brackets, lines} {
		if len(units) == want && len(units) > 1 && (len(brackets) == len(lines) || len(brackets) < 2 || len(units) != len(lines)) {
			return units, len(units) != len(lines) || len(paragraphs) == len(lines) || len(brackets) == len(lines)
		}
	}
	if together && len(lines) == want && r.areTitles(lines) {
		return lines, false
	}
	if len(brackets) > 1 {
		return brackets, true
	}
	return nil, false
}

// areTitles reports whether each of some lines could be a title by itself.
func (r *reader) areTitles(lines []unit) bool {
	return !slices.ContainsFunc(lines, func(u unit) bool {
		text := r.rows[u.from].clean
		return !startsUpper(text) || strings.IndexByte(text, ' ') < 0 || r.asksForMore(text) || !r.readsLikeTitle(u.from, u.to)
	})
}

// holdsLabel reports whether one of the lines from k to end is a label by
// itself.
func (r *reader) holdsLabel(k, end int) bool {
	for ; k < end; k++ {
		if r.words.bareLabel(r.rows[k].clean) != "" {
			return true
		}
	}
	return false
}

// alike reports whether a paragraph looks like a title that stands below it:
// both in capitals or not, both with a bracket at the end or not.
func (r *reader) alike(from, to int, title unit) bool {
	above, below := r.rows[to-1].clean, r.rows[title.to-1].clean
	return titleNumberWidth(r.rows[from].clean) > 0 && titleNumberWidth(r.rows[title.from].clean) > 0 || (upperShare(r.rows[from].clean) > 80) == (upperShare(r.rows[title.from].clean) > 80) &&
		(strings.HasSuffix(above, ")") == strings.HasSuffix(below, ")") || upperShare(above) > 80)
}

// apart takes a statement that nothing ties to a title.
func (r *reader) apart() {
	class := Labelled
	switch m := r.marks[r.i]; {
	case m.bare:
		class = Period
	case m.name > 0:
		class = Value
	}
	r.take(class, "entry.apart", -1)
}

// apartTitle takes a title whose statements stand elsewhere.
func (r *reader) apartTitle() {
	rec := Record{Kind: EntryRecord, Section: r.section, Place: r.place, From: r.rows[r.i].number}
	n := r.add(&rec)
	rec.To = r.title(&rec, r.marks[r.i].value, n).last
	r.Records[n] = rec
}
