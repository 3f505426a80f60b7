package export

import (
	"bufio"
	"fmt"

	"migdata/schemas"
)

// Excel is one workbook: Contents, Notes and a sheet for each table that
// people read first. Cells differ from the other formats by the limits of
// Excel alone (see Limit), and the workbook counts each of them.
//
// Headings stand in row 1 of a table's sheet, so that every program that
// reads workbooks finds them without being told; the title that accessible
// spreadsheets have there stands on Contents and on every printed page.
var Excel = Format{
	Name:  "excel",
	Flat:  true,
	Holds: inWorkbook,
	Write: func(create Create, r Release) error { return writeWorkbook(create, r, excelCeilings) },
	Read:  readWorkbookTable,
}

// workbookPath is where the workbook stands: a reader knows no name of the
// dataset to look for.
const workbookPath = "excel/dataset.xlsx"

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
	sheets, err := plan.sheets()
	if err != nil {
		return fmt.Errorf("excel: %w", err)
	}
	return writeFile(create, workbookPath, func(w *bufio.Writer) error {
		return writeSheets(w, properties(r.About), sheets)
	})
}

// sheets lists the sheets in their order: what the workbook is, the tables,
// what to know about them. Texts that no cell can hold come last, if any.
func (p *plan) sheets() ([]*sheet, error) {
	var tables, all []*sheet
	for _, m := range p.tables {
		tables = append(tables, m.sheets(p)...)
	}
	last := []*sheet{p.notes()}
	long, err := p.longTexts()
	if err != nil {
		return nil, err
	}
	if long != nil {
		last = append(last, long)
	}
	all = append(all, p.contents(append(tables, last...)))
	return append(append(all, tables...), last...), nil
}
