package diff

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"migdata/schemas"
)

// A join compares the rows of a table of both releases, and keeps changes as
// far as there is room.
type join struct {
	pair    pair
	order   int
	count   TableCount
	keep    int            // of each kind and column; below 0: all
	kept    map[string]int // by kind, and of changed rows by column
	columns []joined
	flat    bool
	aliases *aliases
	rows    []RowChange
	seen    func(*RowChange)                                           // gets the rows that differ and that wants asks for, kept or not
	wants   func(kind string, b *schemas.Batch, row int) bool          // nil: none
	restart func()                                                     // forgets what seen has got, as the rows come again; may be nil
	matched func(old *schemas.Batch, i int, new *schemas.Batch, k int) // gets every row that both have; may be nil

	differing []int // columns of the row at hand
}

// A joined is a column of both tables.
type joined struct {
	name     string // in the new release
	old, new int
	cells    int // changed
	kept     int
}

// hashedIDs are ids that are hashes of what a row means: they differ exactly
// where the row is another, or where its project was renamed.
var hashedIDs = map[string][]string{schemas.Claims.Name: {"claim_id"}, schemas.Findings.Name: {"finding_id"}}

// newJoin prepares the comparison of a pair of tables.
func newJoin(p pair, order, keep int) *join {
	j := &join{pair: p, order: order, keep: keep, kept: map[string]int{}}
	j.count = TableCount{Table: p.new.name, Kind: p.new.kind.String()}
	for _, c := range p.columns {
		if slices.Contains(hashedIDs[p.new.name], c.new.name()) {
			continue
		}
		at := joined{name: c.new.name(), old: p.old.table.Field(c.old.name()), new: p.new.table.Field(c.new.name())}
		j.columns = append(j.columns, at)
	}
	return j
}

// streams opens both sides. Where rows are not in the order of the key, or
// cells of the old side have aliases, they are sorted.
func (j *join) streams(c *comparison, sortAll bool) (old, new stream, err error) {
	oldRows, oldFlat, err := c.old.resource(j.pair.old)
	if err != nil {
		return nil, nil, err
	}
	newRows, newFlat, err := c.new.resource(j.pair.new)
	if err != nil {
		return nil, nil, err
	}
	j.flat = oldFlat || newFlat
	// The key columns in the order of the new release's key.
	newKey := j.pair.new.table.Key
	oldKey := make([]string, len(newKey))
	for i, k := range newKey {
		for _, pair := range j.pair.columns {
			if pair.new.name() == k {
				oldKey[i] = pair.old.name()
			}
		}
	}
	oldBytes, newBytes := keyBytes(indexes(j.pair.old.table, oldKey)), keyBytes(indexes(j.pair.new.table, newKey))
	if sortAll {
		plain := func(keyOf func([]byte, *schemas.Batch, int) []byte) mapping {
			return func(key []byte, b *schemas.Batch, row int) ([]byte, *schemas.Batch, int) {
				return keyOf(key, b, row), b, row
			}
		}
		oldMap, newMap := plain(oldBytes), plain(newBytes)
		if j.aliases != nil {
			oldMap, newMap = j.aliases.mappings(j.pair, oldBytes, newBytes)
		}
		s, err := newSorted(c.ctx, oldRows, oldMap, c.scratch, c.budget)
		if err != nil {
			return nil, nil, err
		}
		t, err := newSorted(c.ctx, newRows, newMap, c.scratch, c.budget)
		if err != nil {
			s.close()
			return nil, nil, err
		}
		return s, t, nil
	}
	return newOrdered(oldRows, oldBytes), newOrdered(newRows, newBytes), nil
}

// run compares the rows: in their order where that is the order of the key, and
// sorted otherwise.
func (j *join) run(c *comparison) error {
	again := *j
	again.kept, again.columns = map[string]int{}, slices.Clone(j.columns)
	sortAll := j.aliases != nil || len(j.pair.new.table.Group) > 0
	err := j.merge(c, sortAll)
	if errors.Is(err, errUnsorted) && !sortAll {
		*j = again
		if j.restart != nil {
			j.restart()
		}
		err = j.merge(c, true)
	}
	if err != nil {
		return fmt.Errorf("comparing %s: %w", j.pair.new.name, err)
	}
	for _, column := range j.columns {
		if column.cells > 0 {
			j.count.Cells = append(j.count.Cells, ColumnCount{column.name, column.cells})
		}
	}
	j.count.Kept = len(j.rows)
	return nil
}

// lookEvery is after how many rows it is looked whether the work is to end.
const lookEvery = 4096

func (j *join) merge(c *comparison, sortAll bool) error {
	old, new, err := j.streams(c, sortAll)
	if err != nil {
		return err
	}
	defer old.close()
	defer new.close()
	moreOld, err := old.next()
	if err != nil {
		return err
	}
	moreNew, err := new.next()
	for n := 0; err == nil && (moreOld || moreNew); n++ {
		if n%lookEvery == 0 && c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		order := 0
		switch {
		case !moreNew:
			order = -1
		case !moreOld:
			order = 1
		default:
			order = bytes.Compare(old.key(), new.key())
		}
		switch order {
		case -1:
			j.removed(old)
		case 1:
			j.added(new)
		default:
			j.both(old, new)
		}
		if order <= 0 {
			j.count.OldRows++
			moreOld, err = old.next()
		}
		if err == nil && order >= 0 {
			j.count.NewRows++
			moreNew, err = new.next()
		}
	}
	return err
}

// wanted reports whether seen asks for a row that there is no room for.
func (j *join) wanted(kind string, b *schemas.Batch, row int) bool {
	return j.wants != nil && j.wants(kind, b, row)
}

// room reports whether another change of a kind is kept, and counts it.
func (j *join) room(kind string) bool {
	j.kept[kind]++
	return j.keep < 0 || j.kept[kind] <= j.keep
}

func (j *join) added(s stream) {
	j.count.Added++
	b, i := s.row()
	keep := j.room(RowAdded)
	if !keep && !j.wanted(RowAdded, b, i) {
		return
	}
	t := j.pair.new.table
	j.take(RowChange{Kind: RowAdded, Key: t.RowKey(b, i), new: cellsAt(t, b, i)}, keep)
}

func (j *join) removed(s stream) {
	j.count.Removed++
	b, i := s.row()
	keep := j.room(RowRemoved)
	if !keep && !j.wanted(RowRemoved, b, i) {
		return
	}
	t := j.pair.old.table
	j.take(RowChange{Kind: RowRemoved, Key: t.RowKey(b, i), old: cellsAt(t, b, i)}, keep)
}

// both compares the cells of a row that both releases have.
func (j *join) both(old, new stream) {
	b, i := old.row()
	d, k := new.row()
	if j.matched != nil {
		j.matched(b, i, d, k)
	}
	j.differing = j.differing[:0]
	for n, c := range j.columns {
		if !equalCells(&b.Columns[c.old], i, &d.Columns[c.new], k, j.flat) {
			j.differing = append(j.differing, n)
		}
	}
	if len(j.differing) == 0 {
		return
	}
	j.count.Changed++
	keep := false
	for _, n := range j.differing {
		c := &j.columns[n]
		c.cells++
		keep = keep || j.keep < 0 || c.kept < j.keep
	}
	if !keep && !j.wanted(RowChanged, d, k) {
		return
	}
	r := RowChange{Kind: RowChanged, Key: j.pair.new.table.RowKey(d, k),
		old: cellsAt(j.pair.old.table, b, i), new: cellsAt(j.pair.new.table, d, k)}
	for _, n := range j.differing {
		c := &j.columns[n]
		if keep {
			c.kept++
		}
		r.Cells = append(r.Cells, CellChange{Column: c.name, Old: cellAt(&b.Columns[c.old], i), New: cellAt(&d.Columns[c.new], k)})
	}
	j.take(r, keep)
}

// take finishes a change and keeps it where there is room.
func (j *join) take(r RowChange, keep bool) {
	r.Table, r.kind, r.order = j.pair.new.name, j.pair.new.kind, j.order
	r.Label = label(r.new, r.old)
	if j.seen != nil {
		j.seen(&r)
	}
	if keep {
		j.rows = append(j.rows, r)
	}
}

// labelColumns are the columns that say to people what a row is.
var labelColumns = []string{"title", "name", "name_en", "text", "message"}

// label finds a name for a row.
func label(rows ...cells) string {
	for _, row := range rows {
		if property := row.one("property"); property != "" { // a claim
			return row.one("subject") + " " + property + ": " + row.cell("value").shown()
		}
		for _, column := range labelColumns {
			if text := row.cell(column).Text(); text != "" {
				return strings.Join(strings.Fields(text), " ")
			}
		}
	}
	return ""
}
