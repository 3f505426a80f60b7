package pipeline

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"migdata/schemas"
)

// batchRows is how many rows a batch has; the last one has fewer.
const batchRows = 8192

// A spool holds the batches of a table, to be gone through any number of
// times. What exceeds its budget lies in a scratch file.
type spool struct {
	table  *schemas.Table
	dir    string
	budget int // bytes of batches kept in memory
	memory []*schemas.Batch
	size   int
	file   *os.File
	out    *bufio.Writer
	rows   int
	filled []int64 // rows that are not null, by field
}

func newSpool(t *schemas.Table, dir string, budget int) *spool {
	return &spool{table: t, dir: dir, budget: budget, filled: make([]int64, len(t.Fields))}
}

// add takes a batch over.
func (s *spool) add(b *schemas.Batch) error {
	s.rows += b.Rows()
	for i := range b.Columns {
		for _, valid := range b.Columns[i].Valid {
			if valid {
				s.filled[i]++
			}
		}
	}
	s.memory = append(s.memory, b)
	if s.size += batchSize(b); s.size < s.budget {
		return nil
	}
	if s.file == nil {
		file, err := os.CreateTemp(s.dir, s.table.Name+"-*")
		if err != nil {
			return fmt.Errorf("making a scratch file: %w", err)
		}
		s.file, s.out = file, bufio.NewWriterSize(file, 1<<20)
	}
	for _, b := range s.memory {
		if err := writeBatch(s.out, b); err != nil {
			return fmt.Errorf("writing a scratch file: %w", err)
		}
	}
	s.memory, s.size = nil, 0
	return nil
}

func batchSize(b *schemas.Batch) int {
	n := 0
	for i := range b.Columns {
		v := &b.Columns[i]
		n += len(v.Valid) + 4*len(v.Lists) + 8*len(v.Nums) + len(v.Bytes) + 4*len(v.Ends)
	}
	return n
}

// resource returns the table with its batches.
func (s *spool) resource() (schemas.Resource, error) {
	if s.out != nil {
		if err := s.out.Flush(); err != nil {
			return schemas.Resource{}, fmt.Errorf("writing a scratch file: %w", err)
		}
	}
	return schemas.Resource{Table: s.table, Rows: s.rows, Batches: s.batches()}, nil
}

func (s *spool) batches() iter.Seq2[*schemas.Batch, error] {
	return func(yield func(*schemas.Batch, error) bool) {
		if s.file != nil {
			in := bufio.NewReaderSize(io.NewSectionReader(s.file, 0, 1<<62), 1<<20)
			b := s.table.NewBatch()
			for {
				err := readBatch(in, b)
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					yield(nil, fmt.Errorf("reading a scratch file: %w", err))
					return
				}
				if !yield(b, nil) {
					return
				}
			}
		}
		for _, b := range s.memory {
			if !yield(b, nil) {
				return
			}
		}
	}
}

// close removes the scratch file.
func (s *spool) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}

// writeBatch writes the slices of each column behind their lengths.
func writeBatch(w io.Writer, b *schemas.Batch) error {
	var buf []byte
	for i := range b.Columns {
		v := &b.Columns[i]
		buf = buf[:0]
		for _, n := range [...]int{len(v.Valid), len(v.Lists), len(v.Nums), len(v.Bytes), len(v.Ends)} {
			buf = binary.LittleEndian.AppendUint32(buf, uint32(n))
		}
		for _, valid := range v.Valid {
			if valid {
				buf = append(buf, 1)
			} else {
				buf = append(buf, 0)
			}
		}
		for _, n := range v.Lists {
			buf = binary.LittleEndian.AppendUint32(buf, n)
		}
		for _, n := range v.Nums {
			buf = binary.LittleEndian.AppendUint64(buf, uint64(n))
		}
		buf = append(buf, v.Bytes...)
		for _, n := range v.Ends {
			buf = binary.LittleEndian.AppendUint32(buf, n)
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	return nil
}

// readBatch reads what writeBatch wrote; io.EOF where there is no more.
func readBatch(r io.Reader, b *schemas.Batch) error {
	var head [20]byte
	var buf []byte
	for i := range b.Columns {
		v := &b.Columns[i]
		v.Reset()
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return err
		}
		size := func(n int) int { return int(binary.LittleEndian.Uint32(head[4*n:])) }
		need := size(0) + 4*size(1) + 8*size(2) + size(3) + 4*size(4)
		if cap(buf) < need {
			buf = make([]byte, need)
		}
		buf = buf[:need]
		if _, err := io.ReadFull(r, buf); err != nil {
			return io.ErrUnexpectedEOF
		}
		at := buf
		for range size(0) {
			v.Valid, at = append(v.Valid, at[0] == 1), at[1:]
		}
		for range size(1) {
			v.Lists, at = append(v.Lists, binary.LittleEndian.Uint32(at)), at[4:]
		}
		for range size(2) {
			v.Nums, at = append(v.Nums, int64(binary.LittleEndian.Uint64(at))), at[8:]
		}
		v.Bytes, at = append(v.Bytes, at[:size(3)]...), at[size(3):]
		for range size(4) {
			v.Ends, at = append(v.Ends, binary.LittleEndian.Uint32(at)), at[4:]
		}
	}
	return nil
}
