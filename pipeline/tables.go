package pipeline

import (
	"fmt"
	"os"
	"slices"

	"migdata/schemas"
)

// scratchBudget is how many bytes of batches a table keeps in memory, and
// sortBudget how many bytes of claims or findings are sorted in memory.
const (
	scratchBudget = 16 << 20
	sortBudget    = 256 << 20
)

// tables collects the rows of all tables as batches, checks every batch, and
// notes why cells are blank and which keys are referred to.
type tables struct {
	dir    string
	log    *findingLog
	spools map[string]*spool            // by table
	gaps   map[string]*spool            // of domain tables: their gaps
	donors map[string]int               // projects, by donor
	refs   map[string]map[string]string // by table: keys that are referred to, and the first cell that does
	open   []func() error               // end the tables that still take rows
	keys   map[string]map[string]bool   // by table that others refer to: the keys that exist
}

func newTables(dir string, log *findingLog) *tables {
	return &tables{dir: dir, log: log, spools: map[string]*spool{}, gaps: map[string]*spool{}, donors: map[string]int{}, refs: map[string]map[string]string{}, keys: map[string]map[string]bool{}}
}

// A collector takes the rows of one table.
type collector[R any] struct {
	all   *tables
	of    *schemas.TableOf[R]
	batch *schemas.Batch
	spool *spool
	check *checker
	gaps  *collector[schemas.GapRow] // nil but for domain tables
}

// collect makes the collector of a table. It takes rows until done ends it, or
// finish all that are open.
func collect[R any](all *tables, of *schemas.TableOf[R]) *collector[R] {
	c := &collector[R]{all: all, of: of, batch: of.NewBatch(), spool: newSpool(&of.Table, all.dir, scratchBudget), check: newChecker(&of.Table, all)}
	all.spools[of.Name] = c.spool
	if of.Kind == schemas.DomainTable {
		gaps := &collector[schemas.GapRow]{all: all, of: schemas.GapTable, batch: schemas.GapTable.NewBatch(),
			spool: newSpool(&schemas.GapTable.Table, all.dir, scratchBudget)}
		c.gaps = gaps
		all.gaps[of.Name] = gaps.spool
	}
	all.open = append(all.open, c.done)
	return c
}

// finish ends the tables that are open.
func (t *tables) finish() error {
	for _, done := range t.open {
		if err := done(); err != nil {
			return err
		}
	}
	t.open = nil
	return nil
}

// add takes one row.
func (c *collector[R]) add(r *R) error {
	c.of.Append(c.batch, r)
	if c.gaps != nil {
		key := ""
		for i := range c.of.Fields {
			if why := c.of.Gap(c.batch, r, i); why != schemas.NoGap {
				if key == "" {
					key = c.of.RowKey(c.batch, c.batch.Rows()-1)
				}
				if err := c.gaps.add(&schemas.GapRow{Table: c.of.Name, Key: key, Column: c.of.Fields[i].Name, Reason: why}); err != nil {
					return err
				}
			}
		}
	}
	if c.batch.Rows() < batchRows {
		return nil
	}
	return c.flush()
}

func (c *collector[R]) flush() error {
	if c.batch.Rows() == 0 {
		return nil
	}
	if c.check != nil {
		if err := c.check.batch(c.batch); err != nil {
			return err
		}
	}
	batch := c.batch
	c.batch = c.of.NewBatch()
	return c.spool.add(batch)
}

// done takes the rest of the rows over.
func (c *collector[R]) done() error {
	if c.gaps != nil {
		if err := c.gaps.flush(); err != nil {
			return err
		}
	}
	return c.flush()
}

// addAll takes rows and ends the table.
func addAll[R any](all *tables, of *schemas.TableOf[R], rows []R) error {
	c := collect(all, of)
	for i := range rows {
		if err := c.add(&rows[i]); err != nil {
			return err
		}
	}
	return c.done()
}

// refer notes that a cell refers to a key of a table.
func (t *tables) refer(table, key, cell string) {
	if t.refs[table] == nil {
		t.refs[table] = map[string]string{}
	}
	if t.refs[table][key] == "" {
		t.refs[table][key] = cell
	}
}

// referred returns the keys of a table that cells refer to, sorted.
func (t *tables) referred(table string) []string { return sortedKeys(t.refs[table]) }

// resources returns the tables in the order of the dataset. The gaps of the
// domain tables are joined to one table here.
func (t *tables) resources() ([]schemas.Resource, error) {
	var list []schemas.Resource
	for _, table := range schemas.Tables() {
		s := t.spools[table.Name]
		if s == nil {
			return nil, fmt.Errorf("no stage has filled the table %s", table.Name)
		}
		r, err := s.resource()
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// joinGaps makes the table of gaps of those of the domain tables, in the order
// of the tables' names.
func (t *tables) joinGaps() error {
	all := newSpool(&schemas.GapTable.Table, t.dir, scratchBudget)
	t.spools[schemas.GapTable.Name] = all
	for _, name := range sortedKeys(t.gaps) {
		r, err := t.gaps[name].resource()
		if err != nil {
			return err
		}
		for b, err := range r.Batches {
			if err != nil {
				return err
			}
			if err := all.add(cloneBatch(b)); err != nil {
				return err
			}
		}
	}
	return nil
}

func cloneBatch(b *schemas.Batch) *schemas.Batch {
	clone := &schemas.Batch{Columns: slices.Clone(b.Columns)}
	for i := range clone.Columns {
		v := &clone.Columns[i]
		v.Valid, v.Lists, v.Nums = slices.Clone(v.Valid), slices.Clone(v.Lists), slices.Clone(v.Nums)
		v.Bytes, v.Ends = slices.Clone(v.Bytes), slices.Clone(v.Ends)
	}
	return clone
}

func (t *tables) close() {
	for _, s := range t.spools {
		s.close()
	}
	for _, s := range t.gaps {
		s.close()
	}
}

// scratch makes the folder for what does not fit into memory.
func scratch() (string, error) {
	dir, err := os.MkdirTemp("", "migdata-")
	if err != nil {
		return "", fmt.Errorf("making a scratch folder: %w", err)
	}
	return dir, nil
}
