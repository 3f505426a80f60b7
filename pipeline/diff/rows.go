package diff

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"

	"migdata/schemas"
)

// A stream goes through the rows of a table in the order of their keys. The
// row is one of a batch and is valid until the next.
type stream interface {
	next() (more bool, err error)
	key() []byte // of the row, so that keys compare like bytes
	row() (*schemas.Batch, int)
	close()
}

// errUnsorted says that rows are not in the order of their keys.
var errUnsorted = errors.New("its rows are not in the order of the key")

// An ordered is a stream of a table whose rows are in the order of their keys.
type ordered struct {
	pull      func() (*schemas.Batch, error, bool)
	stop      func()
	keyOf     func([]byte, *schemas.Batch, int) []byte
	batch     *schemas.Batch
	at        int
	now, last []byte
	started   bool
}

func newOrdered(r schemas.Resource, keyOf func([]byte, *schemas.Batch, int) []byte) *ordered {
	s := &ordered{keyOf: keyOf, at: -1}
	s.pull, s.stop = iter.Pull2(r.Batches)
	return s
}

func (s *ordered) next() (bool, error) {
	for s.at++; s.batch == nil || s.at >= s.batch.Rows(); s.at = 0 {
		b, err, more := s.pull()
		if err != nil || !more {
			return false, err
		}
		s.batch = b
	}
	s.now, s.last = s.keyOf(s.last[:0], s.batch, s.at), s.now
	if s.started {
		switch order := bytes.Compare(s.last, s.now); {
		case order > 0:
			return false, errUnsorted
		case order == 0:
			return false, errTwice
		}
	}
	s.started = true
	return true, nil
}

func (s *ordered) key() []byte                { return s.now }
func (s *ordered) row() (*schemas.Batch, int) { return s.batch, s.at }
func (s *ordered) close()                     { s.stop() }

var errTwice = errors.New("two of its rows have the same key")

// keyBytes returns a function that appends the key of a row: texts and numbers
// of the key columns, so that bytes.Compare orders keys like their values.
func keyBytes(columns []int) func([]byte, *schemas.Batch, int) []byte {
	return func(b []byte, batch *schemas.Batch, row int) []byte {
		for _, c := range columns {
			v := &batch.Columns[c]
			switch {
			case !v.Valid[row]:
				b = append(b, 0, 0)
			case v.List:
				b = appendKeyText(b, []byte(v.Flat(row)))
			case v.Kind.IsText():
				b = appendKeyText(b, v.TextAt(row))
			default:
				b = binary.BigEndian.AppendUint64(append(b, 1), uint64(v.Nums[row])^1<<63)
			}
		}
		return b
	}
}

// appendKeyText appends a text and its end. A zero byte within it is followed
// by another byte than the one after the end, so that no text runs on into the
// next column.
func appendKeyText(b, text []byte) []byte {
	b = append(b, 1)
	for {
		before, after, found := bytes.Cut(text, []byte{0})
		b = append(b, before...)
		if !found {
			return append(b, 0, 0)
		}
		b, text = append(b, 0, 1), after
	}
}

// indexes returns where the columns stand in a table.
func indexes(t *schemas.Table, names []string) []int {
	at := make([]int, len(names))
	for i, name := range names {
		at[i] = t.Field(name)
	}
	return at
}

// cellAt returns the cell of a vector.
func cellAt(v *schemas.Vector, row int) Cell {
	switch {
	case !v.Valid[row]:
		return Cell{List: v.List}
	case v.List:
		return Cell{Values: v.Strings(row), List: true}
	}
	return Cell{Values: []string{v.ValueAt(row).String()}}
}

// equalCells reports whether two cells are the same. Cells of other types are
// compared by their texts. A flat format does not tell an empty list from a
// blank cell.
func equalCells(v *schemas.Vector, i int, w *schemas.Vector, k int, flat bool) bool {
	if v.List || w.List || v.Kind.IsText() != w.Kind.IsText() || !v.Kind.IsText() && v.Kind != w.Kind {
		return equalOther(v, i, w, k, flat)
	}
	switch {
	case v.Valid[i] != w.Valid[k]:
		return false
	case !v.Valid[i]:
		return true
	case v.Kind.IsText():
		return bytes.Equal(v.TextAt(i), w.TextAt(k))
	}
	return v.Nums[i] == w.Nums[k]
}

func equalOther(v *schemas.Vector, i int, w *schemas.Vector, k int, flat bool) bool {
	empty := func(v *schemas.Vector, i int) bool {
		if !v.List || !v.Valid[i] {
			return !v.Valid[i]
		}
		from, to := v.Elements(i)
		return from == to
	}
	if flat && empty(v, i) && empty(w, k) {
		return true
	}
	if v.Valid[i] != w.Valid[k] {
		return false
	}
	if v.List && w.List {
		from, to := v.Elements(i)
		other, end := w.Elements(k)
		if to-from != end-other {
			return false
		}
		for e := range to - from {
			if !bytes.Equal(v.TextAt(from+e), w.TextAt(other+e)) {
				return false
			}
		}
		return true
	}
	return v.Flat(i) == w.Flat(k)
}
