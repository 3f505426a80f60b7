package export

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"migdata/schemas"
)

// A Limit is one way in which the workbook differs from the dataset, because
// Excel can hold or show no more: how often, and where.
type Limit struct {
	What   string
	Count  int
	Places []string // the first of the cells or sheets concerned
}

// listedPlaces is how many places of a limit are named.
const listedPlaces = 20

// The limits of Excel that a dataset can meet.
const (
	limitText = iota
	limitBytes
	limitDigits
	limitDay
	limitRows
	limitName
	limitLinks
	limitKinds
)

// limitWords are the keys of their texts in the catalogue.
var limitWords = [limitKinds]string{
	limitText: "limit.text", limitBytes: "limit.bytes", limitDigits: "limit.digits",
	limitDay: "limit.day", limitRows: "limit.rows", limitName: "limit.name", limitLinks: "limit.links",
}

// ExcelLimits lists the limits that the workbook of the release meets: the
// same that its sheet Notes counts.
func ExcelLimits(r Release) ([]Limit, error) {
	plan, err := measure(r, excelCeilings, english())
	if err != nil {
		return nil, err
	}
	var met []Limit
	for _, l := range plan.limits {
		if l.Count > 0 {
			met = append(met, l)
		}
	}
	return met, nil
}

// A plan is what must be known of a release before its workbook is written.
type plan struct {
	about        schemas.About
	told         schemas.Translation // what about says, in the language of the workbook
	toldAll      bool                // all of it has a translation
	profile      Profile
	words        *words
	selfReported string
	gapTable     schemas.Resource // of the reasons for blank cells; the zero one where the release has none
	top          ceilings
	tables       []*measured
	limits       [limitKinds]Limit
	names        map[string]bool // of sheets, in lower case
}

// A measured table is a table of the workbook with the widths of its columns,
// its links and its texts that no cell holds.
type measured struct {
	schemas.Resource
	parts   []string // names of its sheets
	columns []sheetColumn
	links   []link // by row of the table
	linked  []int  // how many of them each of its sheets has
	long    []place
	lead    []lead // above the table
	grid    *grid  // nil: a table of the dataset, or a view of it
}

// A place is a cell of a table, by row and column from 0.
type place struct{ row, column int }

// measure goes through the rows of the tables that the workbook holds.
func measure(r Release, top ceilings, in *words) (*plan, error) {
	p := newPlan(r, top, r.Workbooks.portfolio(), in)
	for _, resource := range r.Resources {
		if !inWorkbook(resource.Table) {
			continue
		}
		if err := p.add(resource); err != nil {
			return nil, err
		}
		if resource.Table.Name != schemas.Projects.Name {
			continue
		}
		if view, ok := projectsByCountry(r, in); ok {
			if err := p.add(view); err != nil {
				return nil, err
			}
		}
	}
	if view, ok := citationsView(r); ok {
		if err := p.add(view); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// newPlan begins a plan. The names of the sheets that it makes last are taken.
func newPlan(r Release, top ceilings, profile Profile, in *words) *plan {
	p := &plan{about: r.About, profile: profile, words: in, selfReported: r.Evidence.says(in), top: top, names: map[string]bool{}}
	p.told, p.toldAll = r.About.In(in.language)
	p.gapTable, _ = r.Resource(schemas.GapTable.Name)
	for i := range p.limits {
		p.limits[i].What = in.say(limitWords[i])
	}
	for _, key := range []string{"cover", "contents", "long_texts"} {
		p.names[strings.ToLower(in.say("sheet."+key))] = true
	}
	return p
}

// add measures a table and adds it to the plan.
func (p *plan) add(resource schemas.Resource) error {
	m := &measured{Resource: resource}
	if p.profile == Accessible {
		m.lead = []lead{{text: p.words.translate(resource.Table.Title)}}
		m.lead = append(append(m.lead, wrapLead(p.words.translate(resource.Table.Doc))...), lead{})
	}
	if err := p.measure(m); err != nil {
		return fmt.Errorf("%s: %w", resource.Table.Name, err)
	}
	p.tables = append(p.tables, m)
	return nil
}

// meet counts a limit.
func (p *plan) meet(limit int, where string) {
	l := &p.limits[limit]
	if l.Count++; len(l.Places) < listedPlaces {
		l.Places = append(l.Places, where)
	}
}

// bodyRows is how many rows of a table a sheet holds below its headings.
func (p *plan) bodyRows(m *measured) int { return p.top.rows - 1 - len(m.lead) }

// measure names the sheets of a table and goes through its rows.
func (p *plan) measure(m *measured) error {
	p.nameSheet(m)
	widths := make([]int, len(m.Table.Fields))
	rows := 0
	var text []byte
	for batch, err := range m.Batches {
		if err != nil {
			return err
		}
		// Row by row, so that the order of what is found does not depend on
		// how the rows are cut into batches.
		for i := range batch.Rows() {
			if rows+i == len(m.parts)*p.bodyRows(m) {
				p.nameSheet(m)
			}
			for c := range batch.Columns {
				if to := m.grid.cell(place{rows + i, c}); to.to != "" {
					p.link(m, link{row: rows + i, column: c, to: to.to, inside: to.inside})
				}
				if v := &batch.Columns[c]; v.Valid[i] {
					var width int
					text, width = p.measureCell(m, place{rows + i, c}, v, i, text[:0])
					widths[c] = max(widths[c], width)
				}
			}
		}
		rows += batch.Rows()
	}
	if m.Rows == unknownRows {
		m.Rows = rows
	}
	if rows != m.Rows {
		return fmt.Errorf("%d rows are promised and %d come", m.Rows, rows)
	}
	for i := range m.Table.Fields {
		m.columns = append(m.columns, columnOf(&m.Table.Fields[i], heading(&m.Table.Fields[i], p.about), widths[i]))
		if m.grid != nil {
			m.columns[i].width = min(m.columns[i].width, m.grid.about[i].widest())
		}
	}
	return nil
}

// title is the title of a table in the language of the workbook.
func (p *plan) title(m *measured) string {
	if m.grid != nil {
		return m.Table.Title
	}
	return p.words.translate(m.Table.Title)
}

// nameSheet finds a name for the next sheet of a table: its title where that
// fits, else its name in words. A further sheet is numbered from 2.
func (p *plan) nameSheet(m *measured) {
	name, full := sheetName(p.title(m), m.Table.Name)
	suffix := ""
	switch len(m.parts) {
	case 0:
		if !full {
			p.meet(limitName, p.title(m))
		}
	case 1:
		p.meet(limitRows, quoted(m.parts[0]))
		fallthrough
	default:
		suffix = " (" + strconv.Itoa(len(m.parts)+1) + ")"
	}
	m.parts = append(m.parts, p.freeName(name, suffix))
}

// cell names a cell of a table in the workbook: 'Projects'!B2.
func (p *plan) cell(m *measured, at place) string {
	return quoted(m.parts[at.row/p.bodyRows(m)]) + "!" + columnLetters(at.column) + strconv.Itoa(2+len(m.lead)+at.row%p.bodyRows(m))
}

// measureCell returns the width of a cell, row i of a vector, and notes what
// Excel cannot hold of it; text is memory to work in.
func (p *plan) measureCell(m *measured, at place, v *schemas.Vector, i int, text []byte) ([]byte, int) {
	switch v.Kind {
	case schemas.Day:
		if !countable(v.Nums[i]) {
			p.meet(limitDay, p.cell(m, at))
		}
		return text, len("30 Sep 2021")
	case schemas.Bool:
		return text, len("FALSE")
	case schemas.Int, schemas.Decimal:
		text = strconv.AppendInt(text, v.Nums[i], 10)
		if len(bytes.TrimPrefix(text, []byte("-"))) > 15 {
			p.meet(limitDigits, p.cell(m, at))
		}
		if v.Kind == schemas.Decimal {
			return text, len(text) + 1 + len(text)/3 // with its separators
		}
		return text, len(text)
	}
	text = appendFlat(text, v, i)
	if fits(text, p.top.text) < len(text) {
		p.meet(limitText, p.cell(m, at))
		m.long = append(m.long, at)
	}
	if !utf8.Valid(text) {
		p.meet(limitBytes, p.cell(m, at))
	}
	if p.profile == Analyst && len(text) <= longestLink && isAddress(&m.Table.Fields[at.column], text) {
		p.link(m, link{row: at.row, column: at.column, to: string(text)})
	}
	return text, widestLine(text, widestAddress)
}

// isAddress reports whether a cell of a field is a web address: the rules of
// the field say that its cells are, and the cell keeps the rule. Excel takes a
// workbook for damaged where a link leads to anything else.
func isAddress(f *schemas.Field, text []byte) bool {
	for i := range f.Rules {
		if f.Rules[i].Finding == addressRule {
			return !f.List && f.Rules[i].Text(text)
		}
	}
	return false
}

// addressRule is the finding of the rule that cells are web addresses.
const addressRule = "value.url"

func holdsAddresses(f *schemas.Field) bool {
	return !f.List && slices.ContainsFunc(f.Rules, func(r schemas.Rule) bool { return r.Finding == addressRule })
}
