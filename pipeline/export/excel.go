package export

import (
	"bufio"
	"fmt"

	"migdata/schemas"
)

// Excel is the workbook of the portfolio and one for each donor. That of the
// portfolio has a cover, figures with charts, and a sheet for each table that
// people read first. Cells differ from the other formats by the limits of
// Excel alone (see Limit), and the workbook counts each of them.
//
// In the analyst's profile, headings stand in row 1 of a table's sheet, so
// that every program that reads workbooks finds them without being told; the
// title that accessible spreadsheets have there stands on every printed page.
var Excel = Format{
	Name: "excel",
	Flat: true, Changes: true,
	Holds: inWorkbook, Limits: Limits{Rows: excelCeilings.rows - 1, Text: excelCeilings.text},
	Write: func(create Create, r Release) error {
		if err := writeWorkbook(create, r, excelCeilings); err != nil {
			return err
		}
		return writeDonors(create, r, excelCeilings)
	},
	Read: readWorkbookTable,
}

// trustSheets are the tables of trust that people read. Claims and coverage
// run to thousands of rows for machines and stay in the other formats.
var trustSheets = map[string]bool{"documents": true, "disagreements": true, "gaps": true, "findings": true, "codelists": true, "dictionary": true}

// inWorkbook reports whether the workbook holds the table: all facts, and of
// the tables of trust those that people read.
func inWorkbook(t *schemas.Table) bool { return t.Kind != schemas.TrustTable || trustSheets[t.Name] }

// outsideWorkbook names the tables of the dataset that the workbook leaves to
// the other formats.
func outsideWorkbook() []string {
	var names []string
	for _, t := range schemas.Tables() {
		if !inWorkbook(t) {
			names = append(names, t.Name)
		}
	}
	return names
}

// ceilings are what a sheet can hold. Tests lower them.
type ceilings struct {
	rows int // of a sheet, with its header
	text int // UTF-16 code units of a cell, as they stand in the file
}

// excelCeilings are those of Excel ("Excel specifications and limits").
var excelCeilings = ceilings{rows: 1_048_576, text: 32_767}

// writeWorkbook writes the workbook of the release: it measures the tables,
// lays out the sheets, and lets their rows stream into the file.
func writeWorkbook(create Create, r Release, top ceilings) error {
	plan, err := measure(r, top)
	if err != nil {
		return fmt.Errorf("excel: measuring %w", err)
	}
	facts, err := gatherFacts(r)
	if err != nil {
		return fmt.Errorf("excel: %w", err)
	}
	sheets, err := plan.sheets(facts)
	if err != nil {
		return fmt.Errorf("excel: %w", err)
	}
	return writeFile(create, WorkbookPath, func(w *bufio.Writer) error {
		return writeSheets(w, properties(r.About), sheets, plan.profile, plan.words)
	})
}

// sheets lists the sheets in their order: what the workbook is, the figures,
// the tables, what to know about them. Texts that no cell can hold come last,
// if any. Without projects there are no figures (facts is nil).
func (p *plan) sheets(f *facts) ([]*sheet, error) {
	tables := len(p.tables)
	if f != nil {
		for _, g := range f.grids(p.words) {
			if err := p.addGrid(g); err != nil {
				return nil, err
			}
		}
	}
	holds := map[*sheet]string{}
	var others []*sheet
	for _, m := range append(p.tables[tables:len(p.tables):len(p.tables)], p.tables[:tables]...) {
		for i, s := range m.sheets(p) {
			holds[s] = m.Table.Doc
			if i > 0 {
				holds[s] = p.words.say("continues", m.parts[0])
			}
			others = append(others, s)
		}
	}
	notes := p.notes()
	holds[notes] = p.words.say("holds.notes_of_portfolio")
	others = append(others, notes)
	long, err := p.longTexts()
	if err != nil {
		return nil, err
	}
	if long != nil {
		holds[long] = p.words.say("holds.long_texts")
		others = append(others, long)
	}
	cover := p.cover(p.about.Title, p.words.say("cover.covers", p.about.Universe), f.figures(p))
	return append([]*sheet{cover, p.listing(p.about.Title, others, func(s *sheet) string { return holds[s] })}, others...), nil
}
