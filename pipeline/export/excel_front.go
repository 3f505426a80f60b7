package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"migdata/schemas"
)

// What the workbook says about itself: Contents, Notes, Long texts.

// A front is what stands above the table of a sheet, in column A.
type front struct {
	file  *excelize.File
	sheet string
	style *styles
	row   int // the last one written
	err   error
}

// set fills a cell of the current row.
func (f *front) set(column string, value any, style int) {
	cell := column + strconv.Itoa(f.row)
	for _, do := range []func() error{
		func() error { return f.file.SetCellValue(f.sheet, cell, value) },
		func() error { return f.file.SetCellStyle(f.sheet, cell, cell, style) },
	} {
		if f.err == nil {
			f.err = do()
		}
	}
}

// heading writes the title of the sheet.
func (f *front) heading(title string) {
	f.row++
	f.set("A", title, f.style.heading)
	if f.err == nil {
		f.err = f.file.SetRowHeight(f.sheet, f.row, points(palette.headingHeight))
	}
}

// line writes a line over the whole width.
func (f *front) line(l lead) {
	f.row++
	if l.text == "" {
		return
	}
	style := f.style.line
	if l.to != "" {
		style = f.style.link
	}
	f.set("A", l.text, style)
}

// shortDay writes a day as people read it: 31 Dec 2021.
func shortDay(day int64) string { return time.Unix(day*86400, 0).UTC().Format("2 Jan 2006") }

// properties are the document's properties. Their times are those of the
// release, never those of the run.
func (p *plan) properties() *excelize.DocProperties {
	a, told := p.about, p.told
	released := schemas.DayString(a.Released) + "T00:00:00Z"
	return &excelize.DocProperties{
		Title: told.Title, Subject: told.Description, Creator: a.Publisher, LastModifiedBy: a.Publisher,
		Keywords: strings.Join(told.Keywords, ", "), Description: told.Universe, Language: p.words.language,
		Version: a.Version, Created: released, Modified: released,
	}
}

// wideText is the width of the columns that hold sentences.
const wideText = 100

// leadOf are the lines above the table of a sheet, which the analyst's profile
// does without.
func (p *plan) leadOf(key string) []lead {
	if p.profile == Analyst {
		return nil
	}
	return leads(p.words, key)
}

// sentence says how often a limit is met, and where.
func (l Limit) sentence(in *words) string {
	text := l.What + ": " + strconv.Itoa(l.Count) + "."
	if len(l.Places) == 0 {
		return text
	}
	text += " " + strings.Join(l.Places, ", ")
	if l.Count > len(l.Places) {
		text += in.say("and_others")
	}
	return text + "."
}

// reading are the keys of what to know to read the cells of the tables.
var reading = map[Profile][]string{
	Analyst:    {"headings", "blanks", "dates", "lists", "codes"},
	Accessible: {"headings", "shorthands", "dates", "lists", "codes", "addresses"},
}

// notes is the sheet of caveats, of how to read the cells, and of the limits
// that were met.
func (p *plan) notes() *grid {
	in := p.words
	var notes [][2]string
	for _, caveat := range p.told.Caveats {
		notes = append(notes, [2]string{in.say("note_about.caveat"), caveat})
	}
	if p.selfReported != "" {
		notes = append(notes, [2]string{in.say("note_about.self_reported"), p.selfReported})
	}
	for _, c := range schemas.Confidences.Codes {
		notes = append(notes, [2]string{in.say("note_about.confidence", in.code("confidence", c.Code)), in.translate(c.Doc)})
	}
	for _, how := range reading[p.profile] {
		notes = append(notes, [2]string{in.say("note_about.reading"), in.say("reading." + how)})
	}
	if in.language != firstLanguage {
		notes = append(notes, [2]string{in.say("note_about.language"), in.say("reading.language")})
	}
	return p.numbered("notes_of_portfolio", notes, nil)
}

// numbered is the sheet of the notes: those at hand, those that more adds (nil
// is none), and the limits of Excel that the workbook met so far.
func (p *plan) numbered(key string, notes [][2]string, more func(add func(about, text string) bool) error, fill ...any) *grid {
	g := newGrid(p.words, key, []gridColumn{
		{key: "note", kind: schemas.Text}, {key: "note_about", kind: schemas.Text}, {key: "note_text", kind: schemas.Text},
	}, fill...)
	g.table.Name = "notes"
	var limits []string
	for _, l := range p.limits {
		if l.Count > 0 {
			limits = append(limits, l.sentence(p.words))
		}
	}
	if limits == nil {
		limits = []string{p.words.say("limit.none")}
	}
	g.fill = func() error {
		add := func(about, text string) bool {
			g.text(p.words.say("note", strconv.Itoa(g.row+1)))
			g.text(about)
			g.text(text)
			return !g.stopped
		}
		for _, n := range notes {
			add(n[0], n[1])
		}
		if more != nil {
			if err := more(add); err != nil {
				return err
			}
		}
		for _, l := range limits {
			add(p.words.say("note_about.limit"), l)
		}
		return nil
	}
	return g
}

// labels is the sheet that says in the language of the workbook what the
// columns of the tables are called and mean, which have the headings of the
// dataset.
func (p *plan) labels() *grid {
	g := newGrid(p.words, "labels", []gridColumn{
		{key: "sheet", kind: schemas.Text}, {key: "heading", kind: schemas.Text}, {key: "label", kind: schemas.Text}, {key: "meaning", kind: schemas.Text},
	})
	tables := p.tables
	g.fill = func() error {
		for _, m := range tables {
			for i := range m.Table.Fields {
				f := &m.Table.Fields[i]
				g.text(m.parts[0])
				g.text(heading(f, p.about))
				g.text(p.words.translate(f.Title))
				g.text(p.words.translate(f.Doc))
			}
		}
		return nil
	}
	return g
}

// longTexts is the sheet of the texts that no cell holds, in pieces that one
// does; nil where there is none. It goes through the tables again, so that
// such texts are never held together.
func (p *plan) longTexts() (*sheet, error) {
	pieces := 0
	err := p.eachPiece(func(*measured, place, int, []byte) { pieces++ })
	if err != nil || pieces == 0 {
		return nil, err
	}
	return &sheet{
		name: p.words.say("sheet.long_texts"), title: p.words.say("sheet.long_texts"), table: "long_texts", rows: pieces, lead: p.leadOf("long_texts"),
		columns: []sheetColumn{{heading: p.words.say("column.sheet"), width: 34}, {heading: p.words.say("column.cell"), width: 12},
			{heading: p.words.say("column.piece"), width: 10, right: true}, {heading: p.words.say("column.note_text"), width: wideText}},
		body: func(r *rows) error {
			return p.eachPiece(func(m *measured, at place, n int, text []byte) {
				r.next(mostLines)
				r.text(r.style.literal, []byte(m.parts[at.row/p.bodyRows(m)]))
				_, cell, _ := strings.Cut(p.cell(m, at), "!")
				r.text(r.style.literal, []byte(cell))
				r.int(r.style.number, int64(n))
				r.text(r.style.text, text)
			})
		},
	}, nil
}

// eachPiece calls do with each piece of each text that no cell holds.
func (p *plan) eachPiece(do func(m *measured, at place, n int, text []byte)) error {
	for _, m := range p.tables {
		if len(m.long) == 0 {
			continue
		}
		wanted := make(map[place]bool, len(m.long))
		for _, at := range m.long {
			wanted[at] = true
		}
		before := 0
		for batch, err := range m.Batches {
			if err != nil {
				return err
			}
			for i := range batch.Rows() {
				for c := range batch.Columns {
					if !wanted[place{before + i, c}] {
						continue
					}
					text := appendFlat(nil, &batch.Columns[c], i)
					for n := 1; len(text) > 0; n++ {
						end := fits(text, p.top.text)
						do(m, place{before + i, c}, n, text[:end])
						text = text[end:]
					}
				}
			}
			before += batch.Rows()
		}
	}
	return nil
}
