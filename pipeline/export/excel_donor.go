package export

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Donor workbooks: for each donor of the release one workbook a language,
// which holds the donor's projects and what concerns them, and reconciles with
// the portfolio. A donor is a code of organisations.donor_code: a state or a
// union, with its agencies inside. What is merely indicated, and what lies
// outside the accepted period, is shown apart and counts nowhere.

// writeDonors writes the donor workbooks of the release. It goes through the
// tables once and puts the rows of each donor into a scratch file of its own,
// which is gone through for each of the donor's sheets.
func (f *facts) writeDonors(create Create, spoken []*words, top ceilings) (err error) {
	folder, err := os.MkdirTemp("", "migdata-donors-")
	if err != nil {
		return fmt.Errorf("making a scratch folder: %w", err)
	}
	all, err := f.donations(folder)
	defer func() {
		for _, d := range all {
			err = errors.Join(err, d.file.file.Close())
		}
		err = errors.Join(err, os.RemoveAll(folder))
	}()
	if err != nil {
		return err
	}
	for _, code := range f.donors {
		d := all[code]
		if err := d.reconciles(f); err != nil {
			return fmt.Errorf("donor %s: %w", code, err)
		}
		if !donorCode.MatchString(code) {
			return fmt.Errorf("the donor code %q cannot name a file", code)
		}
		for i, in := range spoken {
			path := bookPath(DonorFolder+strings.ToLower(code), in.language, i == 0)
			if err := f.writeDonor(create, path, d, in, top); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	return nil
}

// writeDonor writes one workbook.
func (f *facts) writeDonor(create Create, path string, d *donation, in *words, top ceilings) error {
	profile := f.release.Workbooks.donors()
	p := newPlan(f.release, top, profile, in)
	sheets, err := (&donorBook{plan: p, of: f, donation: d, in: in}).sheets()
	if err != nil {
		return err
	}
	about := p.properties()
	about.Title = in.say("title.cover", f.donor(in, d.code))
	about.Subject = in.say("cover.dataset", p.told.Title)
	return writeFile(create, path, func(w *bufio.Writer) error {
		return writeSheets(w, about, sheets, profile, in)
	})
}

// A donorBook is the workbook of a donor in a language.
type donorBook struct {
	*plan
	*donation
	of    *facts
	in    *words
	grids []*grid // in the order of their sheets
}

// sheets lists the sheets in their order. Notes are measured after all whose
// limits they count.
func (b *donorBook) sheets() ([]*sheet, error) {
	title := b.in.say("title.cover", b.of.donor(b.in, b.code))
	grids := []*grid{b.projectsSheet(), b.timelineSheet(), b.countriesSheet(), b.pairsSheet(), b.moneySheet()}
	if b.aside["indicated"]+b.aside["outside"] > 0 {
		grids = append(grids, b.asideSheet())
	}
	grids = append(grids, b.evidenceSheet(), b.gapsSheet())
	if len(b.of.release.Changes) > 0 {
		grids = append(grids, b.changesSheet())
	}
	b.grids = grids
	grids = append(grids, b.dictionarySheet())
	for _, g := range grids {
		if err := b.addGrid(g); err != nil {
			return nil, err
		}
	}
	if err := b.addGrid(b.numbered("notes", b.generalNotes(), b.notesOfDisputes, b.of.donor(b.in, b.code))); err != nil {
		return nil, err
	}
	var others []*sheet
	holds := map[*sheet]string{}
	for _, m := range b.tables {
		for i, s := range m.sheets(b.plan) {
			holds[s] = m.Table.Doc
			if i > 0 {
				holds[s] = b.in.say("continues", m.parts[0])
			}
			s.title = m.lead0()
			others = append(others, s)
		}
	}
	long, err := b.longTexts()
	if err != nil {
		return nil, err
	}
	if long != nil {
		holds[long] = b.in.say("holds.long_texts")
		others = append(others, long)
	}
	cover := b.cover(title, b.in.say("cover.covers", b.told.Universe), b.figures())
	return append([]*sheet{cover, b.listing(title, others, func(s *sheet) string { return holds[s] })}, others...), nil
}

// lead0 is the title of the sheets of a table, as print has it.
func (m *measured) lead0() string {
	if len(m.lead) > 0 {
		return m.lead[0].text
	}
	return m.Table.Title
}

// figures are the lines of the cover: the main figures, money as it is known,
// what does not count, and the way to the whole portfolio.
func (b *donorBook) figures() []figure {
	count := func(key string, n int, unit string, fill ...any) figure {
		return figure{key: key, value: int64(n), unit: unit, fill: fill}
	}
	name := b.of.donor(b.in, b.code)
	all := []figure{
		count("projects", b.projects, "projects", name),
		count("active", b.active, "projects", b.in.day(b.about.AsOf)),
		count("countries", len(b.countries), "countries"),
	}
	for i, s := range b.sumsOfOwn {
		all = append(all, figure{key: "own", at: "_" + strconv.Itoa(i+1), value: s.sum, amount: true, unit: s.currency,
			fill: []any{b.in.code("amount_kind", s.kind), s.amounts}})
	}
	for _, state := range moneyStates {
		all = append(all, count("money_"+state, b.stateCount[state], "projects", name))
	}
	aside := func(why string, fill ...any) figure {
		f := count(why, b.aside[why], "contributions", fill...)
		if f.value > 0 {
			f.more = b.in.say("figure.aside")
		}
		return f
	}
	alone, shared := b.of.alone[b.code], b.of.shared[b.code]
	return append(all,
		aside("indicated", name), aside("outside"),
		count("alone", alone, "projects", name), count("shared", shared, "projects", name),
		count("others", b.of.projects-b.of.unknown-alone-shared, "projects", name),
		count("unknown", b.of.unknown, "projects"), count("portfolio", b.of.projects, "projects"))
}

// reconciles holds the projects that are listed against those that are
// counted: where they differ, a table of the release is wrong.
func (d *donation) reconciles(f *facts) error {
	if d.projects != f.alone[d.code]+f.shared[d.code] {
		return fmt.Errorf("%d projects are listed and %d counted", d.projects, f.alone[d.code]+f.shared[d.code])
	}
	return nil
}

// asOf is the day that status and figures refer to.
func (b *donorBook) asOf() string { return b.in.day(b.about.AsOf) }
