package diff

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"migdata/schemas"
)

// Rows as bytes: in the runs of a sort, and of changes that are kept.

// A cells is a row of a table, whose cells are read when they are asked for.
// The zero cells is no row.
type cells struct {
	table *schemas.Table
	row   []byte
}

// cellsAt keeps a row of a batch.
func cellsAt(t *schemas.Table, b *schemas.Batch, row int) cells {
	var buffer [1024]byte // most rows need less
	return cells{t, bytes.Clone(appendRow(buffer[:0], b, row))}
}

// cell returns a cell; a blank one where there is no such column, or no row.
func (c cells) cell(column string) Cell {
	if c.table == nil {
		return Cell{}
	}
	at := c.table.Field(column)
	if at < 0 {
		return Cell{}
	}
	r := rowReader{b: c.row}
	for i := range at {
		r.skip(&c.table.Fields[i])
	}
	return r.cell(&c.table.Fields[at])
}

func (c cells) get(column string) []string { return c.cell(column).Values }

// one returns the value of a cell that is no list; "" where it is blank.
func (c cells) one(column string) string { return schemas.Cells(c.get).One(column) }

// skip goes past a cell.
func (r *rowReader) skip(f *schemas.Field) {
	switch {
	case r.byte() == 0:
	case f.List:
		for range r.uvarint() {
			r.text()
		}
	case f.Kind.IsText():
		r.text()
	default:
		r.varint()
	}
}

// cell reads a cell.
func (r *rowReader) cell(f *schemas.Field) Cell {
	switch {
	case r.byte() == 0:
		return Cell{List: f.List}
	case f.List:
		list := []string{}
		for range r.uvarint() {
			list = append(list, string(r.text()))
		}
		return Cell{Values: list, List: true}
	case f.Kind.IsText():
		return Cell{Values: []string{string(r.text())}}
	}
	return Cell{Values: []string{schemas.Value{Kind: f.Kind, N: r.varint()}.String()}}
}

// appendRow appends the cells of a row in a form that readRow reads.
func appendRow(b []byte, batch *schemas.Batch, row int) []byte {
	for c := range batch.Columns {
		v := &batch.Columns[c]
		switch {
		case !v.Valid[row]:
			b = append(b, 0)
		case v.List:
			from, to := v.Elements(row)
			b = binary.AppendUvarint(append(b, 1), uint64(to-from))
			for e := from; e < to; e++ {
				b = appendBytes(b, v.TextAt(e))
			}
		case v.Kind.IsText():
			b = appendBytes(append(b, 1), v.TextAt(row))
		default:
			b = binary.AppendVarint(append(b, 1), v.Nums[row])
		}
	}
	return b
}

func appendBytes(b, text []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// readRow makes a batch of the one row that b holds.
func readRow(b []byte, batch *schemas.Batch) error {
	r := rowReader{b: b}
	for c := range batch.Columns {
		v := &batch.Columns[c]
		v.Reset()
		switch valid := r.byte(); {
		case valid == 0:
			v.Null()
		case v.List:
			list := make([]string, 0, 8)
			for range r.uvarint() {
				list = append(list, string(r.text()))
			}
			v.Texts(list)
		case v.Kind.IsText():
			v.Valid = append(v.Valid, true)
			v.Bytes = append(v.Bytes, r.text()...)
			v.Ends = append(v.Ends, uint32(len(v.Bytes)))
		default:
			v.Int(r.varint())
		}
	}
	if r.short {
		return fmt.Errorf("a row in scratch has only %d bytes", len(b))
	}
	return nil
}

// A rowReader reads the parts of a row. It notes where there are too few
// bytes.
type rowReader struct {
	b     []byte
	short bool
}

func (r *rowReader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.short, r.b = true, nil
		return nil
	}
	part := r.b[:n]
	r.b = r.b[n:]
	return part
}

func (r *rowReader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *rowReader) uvarint() uint64 {
	n, size := binary.Uvarint(r.b)
	r.take(max(size, 0))
	if r.short = r.short || size <= 0; r.short {
		return 0
	}
	return n
}

func (r *rowReader) varint() int64 {
	n, size := binary.Varint(r.b)
	r.take(max(size, 0))
	r.short = r.short || size <= 0
	return n
}

func (r *rowReader) text() []byte { return r.take(int(min(r.uvarint(), 1<<40))) }
