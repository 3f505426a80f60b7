package read

import (
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// tableEntry takes a row of a table that lists projects, with the rows below it
// that go on with its last cell.
func (r *reader) tableEntry() {
	at := r.marks[r.i].value
	t, l := r.tables[at], &r.rows[r.i]
	cells := t.cellsIn(l)
	switch {
	case t.title >= len(cells) || !hasLetter(cells[t.title].text):
		r.take(Furniture, "table.blank", -1)
		return
	case cells[t.title].text == t.head[t.title].text: // on the next page
		r.take(Furniture, "table.head", -1)
		return
	case endsPage(cells):
		r.take(Furniture, "table.page", -1)
		return
	}
	rec := Record{Kind: EntryRecord, Section: r.section, Place: r.place, From: l.number}
	rec.Title = r.cellText(l, cells[t.title].start, cells[t.title].end, TitleLabel)
	rec.Fields = r.cellFields(rec.Fields, t, l)
	n := r.add(&rec)
	rec.To = r.take(Title, "table.entry", n).last
	wraps, title := newWraps(r, &rec), joiner{in: r}
	title.add(rec.Title)
	numbered := t.title > 0 && hasDigit(cells[0].text) && t.labels[0] == "" // the rest of an entry has no number
	for r.i < t.end && r.marks[r.i].kind == tableLine && r.marks[r.i].value == at && len(rec.Fields) > 0 {
		row := &r.rows[r.i]
		more := t.cellsIn(row)
		if t.columns != nil && (row.gap > 0 || r.beginsRow(t, more, wraps)) {
			break
		}
		wrapped := t.columns != nil || numbered && len(more) > t.title && more[0].text == ""
		if wrapped && more[t.title].text != "" { // the title wraps
			title.add(textOf(row, more[t.title].start, more[t.title].end))
			rec.Title = title.text()
			more[t.title].text = ""
		}
		if len(more) > 0 && (t.title >= len(more) || more[t.title].text != "" || isRuler(row.clean)) {
			break
		}
		rec.To = r.take(Value, "table.continued", n).last
		if len(more) == 0 { // goes on with the last cell
			wraps.add(len(rec.Fields)-1, wholeOf(row), false)
		}
		for i, c := range more { // a row without a title goes on with all of them
			if k := wraps.field(t, i); k >= 0 && c.text != "" {
				wraps.add(k, textOf(row, c.start, c.end), !wrapped && lists[rec.Fields[k].Label])
			}
		}
	}
	wraps.end()
	for k := range rec.Fields {
		r.placesOf(&rec, &rec.Fields[k])
	}
	r.Records[n] = rec
}

// beginsRow reports whether a line of a table whose cells wrap begins the next row: the
// period of the one that is read has both its ends, and the line has a title and the
// beginning of a period.
func (r *reader) beginsRow(t *grid, cells []cell, read *wraps) bool {
	column := slices.Index(t.labels, PeriodLabel)
	if column < 0 || column >= len(cells) || cells[column].text == "" || cells[t.title].text == "" {
		return false
	}
	field := read.field(t, column)
	if field < 0 {
		return true
	}
	period := read.rec.Fields[field].Value
	if j := read.joiners[field]; j != nil {
		period = j.text()
	}
	p, ok := normalise.ReadPeriod(period.S, r.Language)
	if !ok || p.Single || strings.HasSuffix(strings.TrimRight(period.S, " "), "-") || strings.HasSuffix(period.S, "–") || r.asksForMore(period.S) {
		return false
	}
	both, ok := normalise.ReadPeriod(period.S+" "+cells[column].text, r.Language)
	return !ok || !p.OpenEnd || both.OpenEnd
}

// cellText returns the text of a cell under a label: without the signs between its lines,
// which part the items of lists.
func (r *reader) cellText(l *row, start, end int, label Label) Text {
	if lists[label] || label == OtherLabel || !strings.Contains(l.clean[start:end], cellBreak) {
		return textOf(l, start, end)
	}
	text := joiner{in: r}
	for line := range strings.SplitSeq(l.clean[start:end], cellBreak) {
		text.add(textOf(l, start, start+len(line)))
		start += len(line) + len(cellBreak)
	}
	return text.text()
}

// endsPage reports whether a row holds nothing but the number of a page and the name of
// something before it.
func endsPage(cells []cell) bool {
	full := 0
	for _, c := range cells {
		full += btoi(c.text != "")
	}
	last := cells[len(cells)-1].text
	return full <= 2 && len(cells) > 2 && last != "" && hasDigit(last) && isPageNumber(last)
}

// wraps are the values of an entry that rows below go on with.
type wraps struct {
	rec     *Record
	reader  *reader
	joiners map[int]*joiner // by field
}

func newWraps(r *reader, rec *Record) *wraps { return &wraps{rec: rec, reader: r} }

// field returns the field of a column; -1 where the entry has none.
func (w *wraps) field(t *grid, column int) int {
	if column >= len(t.head) {
		return -1
	}
	return slices.IndexFunc(w.rec.Fields, func(f Field) bool { return f.Name.S == t.head[column].text })
}

// add goes on with the value of a field, as a further item of it or not.
func (w *wraps) add(field int, text Text, item bool) {
	if w.joiners == nil {
		w.joiners = map[int]*joiner{}
	}
	j := w.joiners[field]
	if j == nil {
		j = &joiner{in: w.reader}
		j.add(w.rec.Fields[field].Value)
		w.joiners[field] = j
	}
	if item {
		j.addItem(text)
	} else {
		j.add(text)
	}
}

// end sets the values.
func (w *wraps) end() {
	for field, j := range w.joiners {
		w.rec.Fields[field].Value = j.text()
	}
}

// cellFields appends what a row of a table states, but for the title.
func (r *reader) cellFields(fields []Field, t *grid, l *row) []Field {
	head := &r.rows[t.first]
	for i, c := range t.cellsIn(l) {
		if i == t.title || i >= len(t.labels) || c.text == "" || strings.Trim(c.text, "-–—") == "" {
			continue
		}
		label := t.labels[i]
		if label == "" {
			label = OtherLabel
		}
		field := Field{Label: label, Value: r.cellText(l, c.start, c.end, label)}
		if i < len(t.head) {
			field.Name = textOf(head, t.head[i].start, t.head[i].end)
		}
		if first, last, two := strings.Cut(c.text, cellBreak); two && label == PeriodLabel && isSingle(first) && isSingle(last) {
			begin := field
			begin.Label, begin.Value = StartLabel, textOf(l, c.start, c.start+len(first))
			field.Label, field.Value = EndLabel, textOf(l, c.end-len(last), c.end)
			fields = append(fields, begin)
		}
		fields = append(fields, field)
	}
	return fields
}
