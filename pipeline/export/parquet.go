package export

import (
	"bufio"
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"

	"migdata/schemas"
)

// Parquet publishes one file a table. It keeps to what readers of the last
// ten years open: PLAIN and dictionary encoding (several engines still refuse
// the DELTA encodings), data pages of version 1, lists in three levels.
var Parquet = Format{Name: "parquet", Path: parquetPath, MediaType: "application/vnd.apache.parquet",
	Holds: everyTable, Write: writeParquet, Read: readParquet}

const (
	// rowGroupRows is the number of rows of a row group. A row group is
	// collected whole before it is written, so that the bytes of the file do
	// not depend on how the batches were cut.
	rowGroupRows = 131072
	// pageRows is the number of rows after which a page may end. As lists are
	// written by whole rows, no row is split between pages.
	pageRows = 1024
	// columnWriters is the number of goroutines that encode the columns of a
	// row group.
	columnWriters = 2
	// createdBy is what the footer says of the writer, in the form that the
	// format asks for: application, version, build. The build is the library.
	createdBy = "migdata version 1.0.0 (build parquet-go-17.0.0)"
)

func parquetPath(t *schemas.Table) string { return "parquet/" + t.Name + ".parquet" }

func writeParquet(create Create, r Release) error {
	registerZstd()
	for _, res := range r.Resources {
		err := writeFile(create, parquetPath(res.Table), func(w *bufio.Writer) error {
			return writeParquetTable(w, r.About, res)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func writeParquetTable(w *bufio.Writer, about schemas.About, res schemas.Resource) error {
	root, err := parquetSchema(res.Table)
	if err != nil {
		return err
	}
	footer, err := parquetFooter(about, res.Table)
	if err != nil {
		return err
	}
	pw := file.NewParquetWriter(w, root, file.WithWriterProps(parquetProperties(res.Table)), file.WithWriteMetadata(footer))
	rows := res.Table.NewBatch()
	for batch, err := range res.Batches {
		if err != nil {
			return err
		}
		for from, n := 0, batch.Rows(); from < n; {
			to := min(n, from+rowGroupRows-rows.Rows())
			if err := appendRows(res.Table, rows, batch, from, to); err != nil {
				return err
			}
			if from = to; rows.Rows() == rowGroupRows {
				if err := writeRowGroup(pw, res.Table, rows); err != nil {
					return err
				}
			}
		}
	}
	if rows.Rows() > 0 {
		if err := writeRowGroup(pw, res.Table, rows); err != nil {
			return err
		}
	}
	// Close drops the error of the footer; FlushWithFooter returns it.
	if err := pw.FlushWithFooter(); err != nil {
		return err
	}
	return pw.Close()
}

func parquetProperties(t *schemas.Table) *parquet.WriterProperties {
	options := []parquet.WriterProperty{
		parquet.WithCompression(compress.Codecs.Zstd),
		parquet.WithDataPageVersion(parquet.DataPageV1),
		parquet.WithEncoding(parquet.Encodings.Plain),
		parquet.WithDictionaryDefault(false),
		parquet.WithBatchSize(math.MaxInt32), // pages end where writeColumn lets them
		parquet.WithCreatedBy(createdBy),
	}
	for i := range t.Fields {
		if f := &t.Fields[i]; repeats(t, f) {
			options = append(options, parquet.WithDictionaryFor(leafPath(f), true))
		}
	}
	return parquet.NewWriterProperties(options...)
}

// repeats reports whether the values of a field are worth a dictionary: codes
// and stated dates, but not an id that each row has to itself.
func repeats(t *schemas.Table, f *schemas.Field) bool {
	if f.Kind == schemas.EDTF {
		return true
	}
	return f.Kind == schemas.Code && !(len(t.Key) == 1 && t.Key[0] == f.Name)
}

// appendRows appends the rows from, to of a batch to another of the table.
func appendRows(t *schemas.Table, to, b *schemas.Batch, from, end int) error {
	for i := range t.Fields {
		into, v := &to.Columns[i], &b.Columns[i]
		into.Valid = append(into.Valid, v.Valid[from:end]...)
		first, last := from, end // of Ends
		if v.List {
			first, _ = v.Elements(from)
			_, last = v.Elements(end - 1)
			shift := uint32(len(into.Ends) - first)
			for _, e := range v.Lists[from:end] {
				into.Lists = append(into.Lists, e+shift)
			}
		} else if !v.Kind.IsText() {
			into.Nums = append(into.Nums, v.Nums[from:end]...)
			continue
		}
		if first == last {
			continue
		}
		start := uint32(0)
		if first > 0 {
			start = v.Ends[first-1]
		}
		shift := uint32(len(into.Bytes)) - start
		into.Bytes = append(into.Bytes, v.Bytes[start:v.Ends[last-1]]...)
		if len(into.Bytes) > math.MaxUint32 {
			return fmt.Errorf("column %s: more than 4 GiB of text in %d rows", t.Fields[i].Name, rowGroupRows)
		}
		for _, e := range v.Ends[first:last] {
			into.Ends = append(into.Ends, e+shift)
		}
	}
	return nil
}

// writeRowGroup writes the rows as one row group and empties them. The
// statistics of a column point into its vector until then.
func writeRowGroup(pw *file.Writer, t *schemas.Table, rows *schemas.Batch) error {
	group := pw.AppendBufferedRowGroup()
	var next atomic.Int64
	var workers sync.WaitGroup
	errs := make([]error, len(t.Fields))
	for range columnWriters {
		workers.Go(func() {
			var cells parquetCells
			for i := int(next.Add(1)) - 1; i < len(t.Fields); i = int(next.Add(1)) - 1 {
				column, err := group.Column(i)
				if err == nil {
					err = cells.writeColumn(column, &rows.Columns[i])
				}
				if err != nil {
					errs[i] = fmt.Errorf("column %s: %w", t.Fields[i].Name, err)
				}
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	if err := group.Close(); err != nil {
		return err
	}
	for i := range rows.Columns {
		rows.Columns[i].Reset()
	}
	return nil
}
