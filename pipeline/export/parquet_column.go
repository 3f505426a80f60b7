package export

import (
	"errors"
	"fmt"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/file"

	"migdata/schemas"
)

// A parquetCells holds some rows of one column as the library wants them: a
// level for each row or element, and the values that are there. Its memory is
// reused.
type parquetCells struct {
	defs, reps []int16
	texts      []parquet.ByteArray
	longs      []int64
	days       []int32
	bools      []bool
}

// writeColumn writes a vector as a column of a row group.
func (c *parquetCells) writeColumn(w file.ColumnChunkWriter, v *schemas.Vector) error {
	for from := 0; from < v.Len(); from += pageRows {
		if err := c.fill(w.Descr().MaxDefinitionLevel(), v, from, min(v.Len(), from+pageRows)); err != nil {
			return err
		}
		if err := c.write(w); err != nil {
			return err
		}
	}
	// Compress what is left here, on the goroutine of the column, and not
	// when the row group is closed. (A dictionary has to come before its
	// pages, so a column that has one waits.)
	pages, ok := w.(interface{ FlushBufferedDataPages() error })
	if ok && w.CurrentEncoder().Encoding() == parquet.Encodings.Plain {
		return pages.FlushBufferedDataPages()
	}
	return nil
}

// fill takes over the rows from, to. The definition level of a value is the
// highest of the column; a null is one below it, and a list is empty one below
// its elements and null two below (Apache Parquet, Nested Encoding).
func (c *parquetCells) fill(top int16, v *schemas.Vector, from, to int) error {
	c.defs, c.reps, c.texts, c.longs, c.days, c.bools = c.defs[:0], c.reps[:0], c.texts[:0], c.longs[:0], c.days[:0], c.bools[:0]
	for i := from; i < to; i++ {
		if v.List {
			if !v.Valid[i] && top < 2 {
				return errNullInRequired
			}
			c.addList(top, v, i)
			continue
		}
		if !v.Valid[i] {
			if top == 0 {
				return errNullInRequired
			}
			c.defs = append(c.defs, top-1)
			continue
		}
		if top > 0 {
			c.defs = append(c.defs, top)
		}
		switch v.Kind {
		case schemas.Int, schemas.Decimal:
			c.longs = append(c.longs, v.Nums[i])
		case schemas.Day:
			c.days = append(c.days, int32(v.Nums[i]))
		case schemas.Bool:
			c.bools = append(c.bools, v.Nums[i] != 0)
		default:
			c.texts = append(c.texts, parquet.ByteArray(v.TextAt(i)))
		}
	}
	return nil
}

var errNullInRequired = errors.New("a null in a column that is never null")

func (c *parquetCells) addList(top int16, v *schemas.Vector, i int) {
	from, to := v.Elements(i)
	switch {
	case !v.Valid[i]:
		c.defs, c.reps = append(c.defs, top-2), append(c.reps, 0)
		return
	case from == to:
		c.defs, c.reps = append(c.defs, top-1), append(c.reps, 0)
		return
	}
	for e := from; e < to; e++ {
		rep := int16(1)
		if e == from {
			rep = 0
		}
		c.defs, c.reps = append(c.defs, top), append(c.reps, rep)
		c.texts = append(c.texts, parquet.ByteArray(v.TextAt(e)))
	}
}

// write hands the rows to the library. Levels of which a column has none are
// nil there.
func (c *parquetCells) write(w file.ColumnChunkWriter) (err error) {
	defs, reps := c.defs, c.reps
	if w.Descr().MaxDefinitionLevel() == 0 {
		defs = nil
	}
	if w.Descr().MaxRepetitionLevel() == 0 {
		reps = nil
	}
	switch w := w.(type) {
	case *file.ByteArrayColumnChunkWriter:
		_, err = w.WriteBatch(c.texts, defs, reps)
	case *file.Int64ColumnChunkWriter:
		_, err = w.WriteBatch(c.longs, defs, reps)
	case *file.Int32ColumnChunkWriter:
		_, err = w.WriteBatch(c.days, defs, reps)
	case *file.BooleanColumnChunkWriter:
		_, err = w.WriteBatch(c.bools, defs, reps)
	default:
		err = fmt.Errorf("no writer for %T", w)
	}
	return err
}
