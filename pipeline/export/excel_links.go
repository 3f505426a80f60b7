package export

import (
	"encoding/xml"
	"io"
	"strconv"

	"migdata/schemas"
)

// Links are written beside the library, as the rows are: it looks through all
// links of a sheet for each that it adds, and takes a minute for as many as a
// sheet can have.

// A link leads from a cell of the body, by its row and column from 0, to a
// place in the workbook ("'Notes'!A1") or to a web address.
type link struct {
	row, column int
	to          string
	inside      bool
}

// longestLink is how long an address may be, in bytes: Excel takes 2,079
// characters.
const longestLink = 2000

// sheetLinks are the links of a sheet with their cells counted from row 1.
type sheetLinks []link

// allLinks are those of the lines above the table, whose headings stand in row
// top, and those of the body.
func (s *sheet) allLinks(top int) sheetLinks {
	var all sheetLinks
	for i, l := range s.lead {
		if l.to != "" {
			all = append(all, link{row: i + 1, to: l.to})
		}
	}
	for _, l := range s.links {
		l.row += top + 1
		all = append(all, l)
	}
	return all
}

// cells writes where the links stand (ECMA-376 part 1, 18.3.1.48).
func (s sheetLinks) cells(w io.Writer) error {
	if len(s) == 0 {
		return nil
	}
	to := &pieces{w: w}
	to.add("<hyperlinks>")
	for i, l := range s {
		to.add(`<hyperlink ref="`, columnLetters(l.column), strconv.Itoa(l.row), `"`)
		if l.inside {
			to.add(` location="`)
			to.attribute(l.to)
		} else {
			to.add(` r:id="link`, strconv.Itoa(i+1))
		}
		to.add(`"/>`)
	}
	to.add("</hyperlinks>")
	return to.err
}

// addresses writes where those lead that leave the workbook (ECMA-376 part 2,
// 6.5).
func (s sheetLinks) addresses(w io.Writer) error {
	to := &pieces{w: w}
	for i, l := range s {
		if l.inside {
			continue
		}
		to.add(`<Relationship Id="link`, strconv.Itoa(i+1), `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="`)
		to.attribute(l.to)
		to.add(`" TargetMode="External"/>`)
	}
	return to.err
}

// pieces writes texts until one fails.
type pieces struct {
	w   io.Writer
	err error
}

func (p *pieces) add(texts ...string) {
	for _, t := range texts {
		if p.err == nil {
			_, p.err = io.WriteString(p.w, t)
		}
	}
}

// attribute writes the value of an attribute.
func (p *pieces) attribute(text string) {
	if p.err == nil {
		p.err = xml.EscapeText(p.w, []byte(text))
	}
}

// link makes a link of a cell of a table, or counts it where its sheet has as
// many as it can have: the text leads nowhere then.
func (p *plan) link(m *measured, l link) {
	part := l.row / p.bodyRows(m)
	for len(m.linked) <= part {
		m.linked = append(m.linked, 0)
	}
	if m.linked[part] == p.top.links {
		p.meet(limitLinks, p.cell(m, place{l.row, l.column}))
		return
	}
	m.linked[part]++
	m.links = append(m.links, l)
}

// linkedColumns are the columns of a table whose cells become links: those of
// web addresses, and of claims the pages that the donor workbooks list.
func linkedColumns(t *schemas.Table) (columns []string) {
	if t.Name == schemas.Claims.Name {
		return []string{"source_document_id"}
	}
	for i := range t.Fields {
		if inWorkbook(t) && holdsAddresses(&t.Fields[i]) {
			columns = append(columns, t.Fields[i].Name)
		}
	}
	return columns
}
