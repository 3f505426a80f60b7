package export

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"migdata/schemas"
)

// Excel is the workbook of the portfolio and one for each donor, in each of
// the languages. That of the portfolio has a cover, figures with charts, and a
// sheet for each table that people read first. Cells differ from the other
// formats by the limits of Excel alone (see Limit), and the workbook counts
// each of them.
//
// The cells of the tables, and their headings, are those of the dataset in
// every language, so that every workbook of the portfolio is read back alike.
//
// In the analyst's profile, headings stand in row 1 of a table's sheet, so
// that every program that reads workbooks finds them without being told; the
// title that accessible spreadsheets have there stands on every printed page.
var Excel = Format{
	Name: "excel", File: WorkbookPath,
	Flat: true, Changes: true,
	Holds: inWorkbook, Limits: Limits{Rows: excelCeilings.rows - 1, Text: excelCeilings.text, Links: excelCeilings.links, Bars: mostBarsOfTimeline}, Links: linkedColumns,
	Write: func(create Create, r Release) error { return writeWorkbooks(create, r, excelCeilings) },
	Read:  readWorkbook(WorkbookPath), Copies: translations,
}

// translations are the workbooks of the portfolio in further languages.
func translations(paths []string) (all []Format) {
	for _, path := range paths {
		language := strings.TrimSuffix(strings.TrimPrefix(path, portfolio+"."), ".xlsx")
		if path == bookPath(portfolio, language, false) {
			all = append(all, Format{Name: "excel, " + language, File: path, Flat: true, Holds: inWorkbook, Read: readWorkbook(path)})
		}
	}
	return all
}

// writeWorkbooks writes the workbooks of a release in its languages.
func writeWorkbooks(create Create, r Release, top ceilings) error {
	facts, err := gatherFacts(r)
	if err != nil {
		return fmt.Errorf("excel: %w", err)
	}
	spoken, err := r.Workbooks.spoken()
	if err != nil {
		return fmt.Errorf("excel: %w", err)
	}
	for i, in := range spoken {
		if err := writePortfolio(create, bookPath(portfolio, in.language, i == 0), r, facts, in, top); err != nil {
			return err
		}
	}
	if facts == nil {
		return nil
	}
	return facts.writeDonors(create, spoken, top)
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
	rows  int // of a sheet, with its header
	text  int // UTF-16 code units of a cell, as they stand in the file
	links int // of a sheet
}

// excelCeilings are those of Excel ("Excel specifications and limits"), but
// for links: it takes 65,530 a sheet, and other programs look through all of
// them for each. LibreOffice opens a sheet of 20,000 in 8 seconds and one of
// 65,530 in 64; openpyxl takes 14 and 66.
var excelCeilings = ceilings{rows: 1_048_576, text: 32_767, links: 20_000}

// writePortfolio writes the workbook of the portfolio in a language: it
// measures the tables, lays out the sheets, and lets their rows stream into
// the file.
func writePortfolio(create Create, path string, r Release, f *facts, in *words, top ceilings) error {
	plan, err := measure(r, top, in)
	if err != nil {
		return fmt.Errorf("%s: measuring %w", path, err)
	}
	sheets, err := plan.sheets(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return writeFile(create, path, func(w *bufio.Writer) error {
		return writeSheets(w, plan.properties(), sheets, plan.profile, in)
	})
}

// sheets lists the sheets in their order: what the workbook is, the figures,
// the tables, what to know about them. Texts that no cell can hold come last,
// if any. Without projects there are no figures (facts is nil).
func (p *plan) sheets(f *facts) ([]*sheet, error) {
	tables := len(p.tables)
	var grids []*grid
	if f != nil {
		grids = f.grids(p.words)
	}
	figures := len(grids)
	if p.words.language != firstLanguage {
		grids = append(grids, p.labels())
	}
	for _, g := range grids {
		if err := p.addGrid(g); err != nil {
			return nil, err
		}
	}
	if err := p.addGrid(p.notes()); err != nil { // last, as it counts the limits of the others
		return nil, err
	}
	holds := map[*sheet]string{}
	var others []*sheet
	for _, m := range slices.Concat(p.tables[tables:tables+figures], p.tables[:tables], p.tables[tables+figures:]) {
		for i, s := range m.sheets(p) {
			holds[s] = p.words.translate(m.Table.Doc)
			if m.grid != nil {
				holds[s] = m.Table.Doc
			}
			if i > 0 {
				holds[s] = p.words.say("continues", m.parts[0])
			}
			others = append(others, s)
		}
	}
	long, err := p.longTexts()
	if err != nil {
		return nil, err
	}
	if long != nil {
		holds[long] = p.words.say("holds.long_texts")
		others = append(others, long)
	}
	cover := p.cover(p.told.Title, p.words.say("cover.covers", p.told.Universe), f.figures(p))
	return append([]*sheet{cover, p.listing(p.told.Title, others, func(s *sheet) string { return holds[s] })}, others...), nil
}
