package export

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/pqarrow"

	"migdata/schemas"
)

// readParquet reads a table through Arrow's record reader, of which the
// writer uses nothing. It is for files of our own: the library takes what a
// damaged footer says of sizes at its word.
func readParquet(open Open, t *schemas.Table) (schemas.Resource, error) {
	path := "parquet/" + t.Name + ".parquet"
	registerZstd()
	f, err := open(path)
	if err != nil {
		return schemas.Resource{}, fmt.Errorf("opening %s: %w", path, err)
	}
	defer f.Close()
	r, err := openRecords(f, t)
	if err != nil {
		return schemas.Resource{}, fmt.Errorf("reading %s: %w", path, err)
	}
	defer r.close()
	return schemas.Resource{Table: t, Rows: r.rows, Batches: func(yield func(*schemas.Batch, error) bool) {
		if err := readRecords(open, path, t, yield); err != nil {
			yield(nil, fmt.Errorf("reading %s: %w", path, err))
		}
	}}, nil
}

// readRecords gives the batches of a file to yield, until yield wants no more.
func readRecords(open Open, path string, t *schemas.Table, yield func(*schemas.Batch, error) bool) error {
	f, err := open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := openRecords(f, t)
	if err != nil {
		return err
	}
	defer r.close()
	batch, rows := t.NewBatch(), 0
	for {
		more, err := r.next(batch)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		rows += batch.Rows()
		if !yield(batch, nil) {
			return nil
		}
	}
	if rows != r.rows {
		return fmt.Errorf("%d rows where the footer says %d", rows, r.rows)
	}
	return nil
}

// A recordsOf goes through the records of an open file.
type recordsOf struct {
	table  *schemas.Table
	file   *file.Reader
	reader pqarrow.RecordReader // nil where the table has no rows
	rows   int
	list   []string
}

func openRecords(f File, t *schemas.Table) (*recordsOf, error) {
	return guarded(func() (*recordsOf, error) {
		pf, err := file.NewParquetReader(io.NewSectionReader(f, 0, f.Size()))
		if err != nil {
			return nil, err
		}
		reader, err := pqarrow.NewFileReader(pf, pqarrow.ArrowReadProperties{BatchSize: readBatchRows}, memory.DefaultAllocator)
		if err != nil {
			return nil, err
		}
		schema, err := reader.Schema()
		if err != nil {
			return nil, err
		}
		if err := checkArrowSchema(schema, t); err != nil {
			return nil, err
		}
		records, err := reader.GetRecordReader(context.Background(), nil, nil)
		if err != nil {
			return nil, err
		}
		return &recordsOf{t, pf, records, int(pf.NumRows()), []string{}}, nil
	})
}

func (r *recordsOf) close() {
	r.reader.Release()
	r.file.Close()
}

// next replaces the rows of the batch by the next ones of the file.
func (r *recordsOf) next(batch *schemas.Batch) (more bool, err error) {
	return guarded(func() (bool, error) {
		if !r.reader.Next() {
			if err := r.reader.Err(); err != nil && !errors.Is(err, io.EOF) {
				return false, err
			}
			return false, nil
		}
		record := r.reader.Record()
		for i := range batch.Columns {
			v := &batch.Columns[i]
			v.Reset()
			if err := r.appendColumn(v, record.Column(i)); err != nil {
				return false, fmt.Errorf("column %s: %w", r.table.Fields[i].Name, err)
			}
		}
		return true, nil
	})
}

// guarded turns a panic, with which the library answers to some damages, into
// an error.
func guarded[T any](read func() (T, error)) (value T, err error) {
	defer func() {
		if damage := recover(); damage != nil {
			err = fmt.Errorf("damaged: %v", damage)
		}
	}()
	return read()
}

// checkArrowSchema holds the columns of a file to those of the table, as other
// readers will see them.
func checkArrowSchema(s *arrow.Schema, t *schemas.Table) error {
	if s.NumFields() != len(t.Fields) {
		return fmt.Errorf("%d columns where %s has %d", s.NumFields(), t.Name, len(t.Fields))
	}
	for i, got := range s.Fields() {
		f := &t.Fields[i]
		if got.Name != f.Name || got.Nullable == f.Required() || typeName(got.Type) != typeOf(f) {
			return fmt.Errorf("column %d is %s %s, nullable %t, where %s is due", i+1, got.Name, got.Type, got.Nullable, f.Name)
		}
		if said, _ := got.Metadata.GetValue("description"); said != f.Doc {
			return fmt.Errorf("column %s: its description is %q", f.Name, said)
		}
	}
	return nil
}

// typeName names a type of Arrow. The library takes the elements of a list by
// another name than the file gives them, and for nullable.
func typeName(t arrow.DataType) string {
	if list, ok := t.(*arrow.ListType); ok {
		return "list of " + list.Elem().String()
	}
	return t.String()
}

// typeOf names the type that a field has in Arrow.
func typeOf(f *schemas.Field) string {
	if f.List {
		return "list of utf8"
	}
	switch f.Kind {
	case schemas.Int:
		return "int64"
	case schemas.Day:
		return "date32"
	case schemas.Decimal:
		return "decimal(18, 2)"
	case schemas.Bool:
		return "bool"
	}
	return "utf8"
}

// appendColumn appends a column of a record to a vector.
func (r *recordsOf) appendColumn(v *schemas.Vector, column arrow.Array) error {
	for i := range column.Len() {
		if column.IsNull(i) {
			v.Null()
			continue
		}
		switch a := column.(type) {
		case *array.String:
			if a.ValueLen(i) == 0 {
				return errEmptyText
			}
			v.Text(a.Value(i))
		case *array.Int64:
			v.Int(a.Value(i))
		case *array.Date32:
			v.Int(int64(a.Value(i)))
		case *array.Boolean:
			v.Bool(a.Value(i))
		case *array.Decimal128:
			hundredths := a.Value(i)
			if !hundredths.FitsInPrecision(18) {
				return fmt.Errorf("%v hundredths are no amount", hundredths.BigInt())
			}
			v.Int(int64(hundredths.LowBits()))
		case *array.List:
			if err := r.appendList(v, a, i); err != nil {
				return err
			}
		default:
			return fmt.Errorf("cells of type %s", column.DataType())
		}
	}
	return nil
}

func (r *recordsOf) appendList(v *schemas.Vector, a *array.List, i int) error {
	elements, ok := a.ListValues().(*array.String)
	if !ok {
		return fmt.Errorf("elements of type %s", a.ListValues().DataType())
	}
	r.list = r.list[:0]
	from, to := a.ValueOffsets(i)
	for e := int(from); e < int(to); e++ {
		if elements.IsNull(e) || elements.ValueLen(e) == 0 {
			return errEmptyText
		}
		r.list = append(r.list, elements.Value(e))
	}
	v.Texts(r.list)
	return nil
}
