package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"

	"migdata/schemas"
)

// Compare holds a table as it was read back from a format against the table
// that was written, cell by cell; the batches may be cut differently. In flat
// formats a null list and an empty one are the same.
func Compare(f Format, want, got schemas.Resource) error {
	if err := compareRows(f, want, got); err != nil {
		return fmt.Errorf("%s: %s: %w", f.Name, want.Table.Name, err)
	}
	return nil
}

func compareRows(f Format, want, got schemas.Resource) error {
	next, stop := iter.Pull2(got.Batches)
	defer stop()
	read, err, _ := next()
	if err != nil {
		return err
	}
	rows, at := 0, 0 // at is the row within read
	for written, err := range want.Batches {
		if err != nil {
			return err
		}
		for i := 0; i < written.Rows(); {
			for read != nil && at == read.Rows() {
				if read, err, _ = next(); err != nil {
					return err
				}
				at = 0
			}
			if read == nil {
				return fmt.Errorf("it ends after %d rows, of which row %d is not the last", rows, rows)
			}
			n := min(written.Rows()-i, read.Rows()-at)
			if err := compareRange(f, want.Table, written, read, i, at, n, rows); err != nil {
				return err
			}
			i, at, rows = i+n, at+n, rows+n
		}
	}
	for read != nil && at == read.Rows() {
		if read, err, _ = next(); err != nil {
			return err
		}
		at = 0
	}
	if read != nil {
		return fmt.Errorf("rows follow row %d, which is the last", rows)
	}
	return nil
}

// compareRange compares n rows, column by column, from row i of written and
// row j of read. rows were compared before.
func compareRange(f Format, t *schemas.Table, written, read *schemas.Batch, i, j, n, rows int) error {
	if len(read.Columns) != len(t.Fields) {
		return fmt.Errorf("%d columns where %d are due", len(read.Columns), len(t.Fields))
	}
	var a, b []byte
	for c := range t.Fields {
		v, w := &written.Columns[c], &read.Columns[c]
		for k := range n {
			a, b = appendCell(a[:0], f, v, i+k), appendCell(b[:0], f, w, j+k)
			if !bytes.Equal(a, b) {
				return fmt.Errorf("row %d (%s), column %s: %s was written as %s",
					rows+k+1, t.RowKey(written, i+k), t.Fields[c].Name, shown(v, i+k), shown(w, j+k))
			}
		}
	}
	return nil
}

// appendCell appends the canonical text of a cell, as far as the format can
// tell it.
func appendCell(b []byte, f Format, v *schemas.Vector, i int) []byte {
	start := len(b)
	b = v.AppendCanonical(b, i)
	if f.Flat && v.List && string(b[start:]) == "L0\n" {
		b = append(b[:start], "N\n"...)
	}
	return b
}

// shown shows a cell in an error.
func shown(v *schemas.Vector, i int) string {
	switch {
	case !v.Valid[i]:
		return "null"
	case v.List:
		return fmt.Sprintf("%q", v.Strings(i))
	}
	return fmt.Sprintf("%q", v.ValueAt(i).String())
}

// LogicalHash returns the SHA-256 of the canonical cells of a table, row by
// row, in hex: the same for every format and batch size, another where a cell
// differs. Flat formats cannot tell an empty list from a blank cell, so both
// count as blank here.
func LogicalHash(r schemas.Resource) (string, error) {
	hash := sha256.New()
	var row []byte
	for batch, err := range r.Batches {
		if err != nil {
			return "", fmt.Errorf("hashing %s: %w", r.Table.Name, err)
		}
		for i := range batch.Rows() {
			row = row[:0]
			for c := range batch.Columns {
				row = appendCell(row, Format{Flat: true}, &batch.Columns[c], i)
			}
			hash.Write(row)
		}
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
