package metadata

import (
	"fmt"
	"iter"

	"migdata/schemas"
)

// rows yields the cells of each row of a table, in order; none where the
// release has no such table. Cells are valid until the next row.
func (d *Dataset) rows(table string) iter.Seq2[schemas.Cells, error] {
	return func(yield func(schemas.Cells, error) bool) {
		resource, ok := d.Resource(table)
		if !ok {
			return
		}
		for batch, err := range resource.Batches {
			if err != nil {
				yield(nil, fmt.Errorf("reading %s: %w", table, err))
				return
			}
			for i := range batch.Rows() {
				if !yield(resource.Table.CellsOf(batch, i), nil) {
					return
				}
			}
		}
	}
}

// A follower is a cursor over a table about projects, whose rows stand in the
// order of the projects: neither has to be held.
type follower struct {
	next  func() (schemas.Cells, error, bool)
	stop  func()
	cells schemas.Cells // nil before the first row and behind the last
	ended bool
}

func (d *Dataset) follow(table string) *follower {
	f := &follower{}
	f.next, f.stop = iter.Pull2(d.rows(table))
	return f
}

// each calls take with the cells of each row of the project.
func (f *follower) each(project string, take func(schemas.Cells)) error {
	for !f.ended {
		if f.cells == nil {
			cells, err, more := f.next()
			if err != nil {
				return err
			}
			if f.cells, f.ended = cells, !more; f.ended {
				break
			}
		}
		switch of := f.cells.One("project_id"); {
		case of > project:
			return nil
		case of == project:
			take(f.cells)
		}
		f.cells = nil
	}
	return nil
}
