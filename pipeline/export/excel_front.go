package export

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"migdata/schemas"
)

// What the workbook says about itself: Contents, Notes, Long texts.

// A front is what stands above the table of a sheet, in columns A and B.
type front struct {
	file    *excelize.File
	sheet   string
	style   *styles
	columns []sheetColumn // of the table below
	row     int           // the last one written
	err     error
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

// say writes a label and what it labels; nothing where that is empty.
func (f *front) say(label, text string) {
	if text == "" {
		return
	}
	f.row++
	f.set("A", label, f.style.label)
	f.set("B", text, f.style.plain)
	if lines := wrappedLines([]byte(text), f.columns[1].width-1); lines > 1 && f.err == nil {
		f.err = f.file.SetRowHeight(f.sheet, f.row, points(rowHeight(lines)))
	}
}

// day writes a label and a date.
func (f *front) day(label string, day int64) {
	f.row++
	f.set("A", label, f.style.label)
	f.set("B", time.Unix(day*86400, 0).UTC(), f.style.plainDate)
}

// link writes a label and an address that leads to itself.
func (f *front) link(label, address string) {
	if address == "" {
		return
	}
	f.say(label, address)
	cell := "B" + strconv.Itoa(f.row)
	if f.err == nil {
		f.err = f.file.SetCellHyperLink(f.sheet, cell, address, "External")
	}
	if f.err == nil {
		f.err = f.file.SetCellStyle(f.sheet, cell, cell, f.style.link)
	}
}

// shortDay writes a day as people read it: 31 Dec 2021.
func shortDay(day int64) string { return time.Unix(day*86400, 0).UTC().Format("2 Jan 2006") }

// properties are the document's properties. Their times are those of the
// release, never those of the run.
func properties(a schemas.About) *excelize.DocProperties {
	released := schemas.DayString(a.Released) + "T00:00:00Z"
	return &excelize.DocProperties{
		Title: a.Title, Subject: a.Description, Creator: a.Publisher, LastModifiedBy: a.Publisher,
		Keywords: strings.Join(a.Keywords, ", "), Description: a.Universe, Language: "en",
		Version: a.Version, Created: released, Modified: released,
	}
}

// contents is the first sheet: what the workbook is, and where what stands.
func (p *plan) contents(others []*sheet) *sheet {
	a := p.about
	holds := map[string]string{
		notesTable: "What misleads unless known, how to read the cells, and what Excel cannot hold.",
		longTable:  "Texts that are too long for a cell, in pieces.",
	}
	for _, m := range p.tables {
		for i, name := range m.parts {
			holds[name] = m.Table.Doc
			if i > 0 {
				holds[name] = "Continues " + m.parts[0] + "."
			}
		}
	}
	s := &sheet{
		name: "Contents", title: a.Title, table: "contents", rows: len(others), onePage: true,
		columns: []sheetColumn{{heading: "Sheet", width: 34}, {heading: "What it holds", width: wideText}, {heading: "Rows", width: 12, right: true}},
		front: func(f *front) {
			f.heading(a.Title)
			f.say("About", a.Description)
			f.say("What it covers", a.Universe)
			f.day("As of", a.AsOf)
			f.say("Release", a.Version)
			f.day("Released", a.Released)
			f.say("Publisher", a.Publisher)
			for i, caveat := range a.Caveats {
				f.say("Caveat "+strconv.Itoa(i+1), caveat)
			}
			f.say("Self-reported", p.selfReported)
			f.say("Not in this workbook", "The tables "+strings.Join(outsideWorkbook(), " and ")+": they stand in the other formats of the release.")
			f.say("How to cite", a.Citation())
			f.say("Licence", a.Licence+", for our compilation")
			f.link("Licence text", a.LicenceURL)
			f.say("Rights in the sources", a.Rights)
			f.say("Contact", a.Contact)
			f.link("Home page", a.Homepage)
			f.row++ // a blank row before the table
		},
		body: func(r *rows) error {
			for _, o := range others {
				about := holds[o.name]
				if about == "" {
					about = holds[o.table]
				}
				r.next(wrappedLines([]byte(about), wideText-1))
				r.text(r.style.address, []byte(o.name))
				r.text(r.style.text, []byte(about))
				r.int(r.style.number, int64(o.rows))
			}
			return nil
		},
	}
	for i, o := range others {
		s.links = append(s.links, link{row: i, to: quoted(o.name) + "!A1", inside: true})
	}
	return s
}

// wideText is the width of the columns that hold sentences.
const wideText = 100

const (
	notesTable = "notes"
	longTable  = "long_texts"
)

// reading says how to read the cells of the tables.
var reading = []string{
	"A heading is the title of a column; the sheet Dictionary gives its name, type, meaning and origin.",
	"A blank cell of a table of facts has its reason on the sheet Gaps.",
	"A date is shown as exactly as its source states it (2021, Q3 2021, Jan 2021, 31 Jan 2021). The cell holds the first day that a start can mean, and the last day that an end can mean.",
	"The elements of a list are joined by “" + schemas.ListSeparator + "”. A list that is blank is unknown or empty; the other formats tell the two apart.",
	"Ids and codes are text; the sheet Codelists says what the codes mean.",
}

// notes is the sheet of caveats and counted limits.
func (p *plan) notes() *sheet {
	var notes [][2]string
	for _, caveat := range p.about.Caveats {
		notes = append(notes, [2]string{"Caveat", caveat})
	}
	if p.selfReported != "" {
		notes = append(notes, [2]string{"Evidence", p.selfReported})
	}
	for _, c := range schemas.Confidences.Codes {
		notes = append(notes, [2]string{"Confidence " + c.Code, c.Doc})
	}
	for _, how := range reading {
		notes = append(notes, [2]string{"Reading the cells", how})
	}
	for _, l := range p.limits {
		text := l.What + ": " + strconv.Itoa(l.Count) + "."
		if len(l.Places) > 0 {
			text += " " + strings.Join(l.Places, ", ")
			if l.Count > len(l.Places) {
				text += ", and others"
			}
			text += "."
		}
		notes = append(notes, [2]string{"Limit of Excel", text})
	}
	return &sheet{
		name: "Notes", title: "Notes", table: notesTable, rows: len(notes),
		columns: []sheetColumn{{heading: "Note", width: 10}, {heading: "About", width: 22}, {heading: "Text", width: wideText}},
		body: func(r *rows) error {
			for i, n := range notes {
				r.next(wrappedLines([]byte(n[1]), wideText-1))
				r.text(r.style.text, []byte("Note "+strconv.Itoa(i+1)))
				r.text(r.style.text, []byte(n[0]))
				r.text(r.style.text, []byte(n[1]))
			}
			return nil
		},
	}
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
		name: "Long texts", title: "Long texts", table: longTable, rows: pieces,
		columns: []sheetColumn{{heading: "Sheet", width: 34}, {heading: "Cell", width: 12}, {heading: "Piece", width: 10, right: true}, {heading: "Text", width: wideText}},
		body: func(r *rows) error {
			return p.eachPiece(func(m *measured, at place, n int, text []byte) {
				r.next(mostLines)
				r.text(r.style.literal, []byte(m.parts[at.row/p.bodyRows()]))
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
