package pipeline

import (
	"context"
	"errors"
	"slices"

	"migdata/schemas"
)

// check judges what no single batch shows, and makes the tables that say how
// we know.
func (r *work) check(context.Context) error {
	if err := r.tables.checkReferences(); err != nil {
		return err
	}
	if err := r.tables.checkFloors(r.cfg.Floors); err != nil {
		return err
	}
	if err := r.tables.joinGaps(); err != nil {
		return err
	}
	if err := errors.Join(r.tables.checkSizes(), r.tables.checkLinks(), r.tables.checkDonors()); err != nil {
		return err
	}
	if err := r.findings(); err != nil {
		return err
	}
	return r.dictionary()
}

// findings makes the table of findings.
func (r *work) findings() error {
	c := collect(r.tables, schemas.Findings)
	nth := map[string]int{}
	for record, err := range r.log.sorter.sorted() {
		if err != nil {
			return err
		}
		f := readFinding(record.payload)
		f.Message = visible(f.Message)
		id := f.Identity(0)
		if nth[id]++; nth[id] > 1 {
			id = f.Identity(nth[id] - 1)
		}
		if len(r.summary.Findings) < listedFindings {
			r.summary.Findings = append(r.summary.Findings, f)
		}
		if err := c.add(&schemas.FindingRow{ID: id, Finding: &f}); err != nil {
			return err
		}
	}
	return c.done()
}

// dictionary makes the table of columns, with how many of their cells are
// filled. It counts its own cells too, so it is made until they are right: the
// second has the number of its rows, the third what follows from that.
func (r *work) dictionary() error {
	itself := newSpool(&schemas.Dictionary.Table, r.dir, scratchBudget)
	for range 3 {
		if err := r.dictionaryOf(itself); err != nil {
			return err
		}
		itself = r.tables.spools[schemas.Dictionary.Name]
	}
	return nil
}

func (r *work) dictionaryOf(itself *spool) error {
	c := collect(r.tables, schemas.Dictionary)
	tables := schemas.Tables()
	slices.SortFunc(tables, func(a, b *schemas.Table) int { return compareTexts(a.Name, b.Name) })
	for _, t := range tables {
		s := r.tables.spools[t.Name]
		if t.Name == schemas.Dictionary.Name {
			s = itself
		}
		for i := range t.Fields {
			row := schemas.DictionaryRow{Table: t, Position: i + 1, Field: &t.Fields[i], Filled: s.filled[i], RowCount: int64(s.rows)}
			if err := c.add(&row); err != nil {
				return err
			}
		}
	}
	return c.done()
}
