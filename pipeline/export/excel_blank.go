package export

import (
	"iter"

	"migdata/schemas"
)

// The shorthands for cells without a value, as the checklist has them. In the
// accessible profile each such cell has one, and the sheet Notes the legend.
//
// A text of the dataset that is itself a shorthand has the number format of
// text (asWritten), which a shorthand of ours never has: so both stay apart.
const (
	notAvailable  = "[x]"
	notApplicable = "[z]"
)

func isShorthand(text []byte) bool {
	return string(text) == notAvailable || string(text) == notApplicable
}

// reasons goes through the table of gaps beside a table of the dataset and
// says why its cells are blank. Gaps stand in the order of tables, and within
// one in the order of its rows and columns. Tables without gaps have no reason
// but that there is no value.
type reasons struct {
	table *schemas.Table
	next  func() (*schemas.Batch, error, bool)
	stop  func()
	batch *schemas.Batch // nil after the last
	row   int
	found []string // of the current row, by column
}

func newReasons(gaps schemas.Resource, of *schemas.Table) *reasons {
	r := &reasons{table: of, found: make([]string, len(of.Fields)), stop: func() {}}
	if gaps.Table != nil && of.Kind == schemas.DomainTable {
		r.next, r.stop = iter.Pull2(gaps.Batches)
	}
	return r
}

// of looks up row i of a batch of the table; rows come in their order.
func (r *reasons) of(b *schemas.Batch, i int) error {
	if r == nil {
		return nil
	}
	key := ""
	for c := range b.Columns {
		if b.Columns[c].Valid[i] {
			continue
		}
		r.found[c] = notAvailable
		if r.next == nil {
			continue
		}
		if key == "" {
			key = r.table.RowKey(b, i)
		}
		reason, err := r.gap(key, r.table.Fields[c].Name)
		if err != nil {
			return err
		}
		if reason == "not_applicable" {
			r.found[c] = notApplicable
		}
	}
	return nil
}

// gap returns the reason of a cell, or "" where the next gap of the table is
// that of another.
func (r *reasons) gap(key, column string) (string, error) {
	field := schemas.GapTable.Field
	cell := func(name string) string { return string(r.batch.Columns[field(name)].TextAt(r.row)) }
	for r.batch == nil || r.row == r.batch.Rows() || cell("table") < r.table.Name {
		if r.batch != nil && r.row < r.batch.Rows() {
			r.row++
			continue
		}
		batch, err, more := r.next()
		if err != nil {
			return "", err
		}
		if r.batch, r.row = batch, 0; !more {
			r.next = nil
			return "", nil
		}
	}
	if cell("table") != r.table.Name || cell("row_key") != key || cell("column") != column {
		return "", nil
	}
	reason := cell("reason")
	r.row++
	return reason, nil
}

// why is the shorthand of a blank cell of the row that was looked up.
func (r *reasons) why(column int) string {
	if r == nil {
		return ""
	}
	return r.found[column]
}
