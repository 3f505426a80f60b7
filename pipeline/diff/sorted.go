package diff

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"migdata/schemas"
)

// sortBudget is how many bytes of rows the sort of one table holds in memory.
const sortBudget = 32 << 20

// A sorted is a stream of a table whose rows are not in the order of their
// keys. They are sorted in runs of sortBudget bytes, which are merged from
// scratch files.
type sorted struct {
	batch *schemas.Batch
	runs  runHeap
	now   []byte
	last  []byte
	files []*os.File
	err   error
}

// A mapping changes a row on its way into the sort: it may replace cells, and
// says the key. The batch that it returns has one row, at 0.
type mapping func(key []byte, b *schemas.Batch, row int) (newKey []byte, out *schemas.Batch, at int)

// newSorted sorts a table by the keys that a mapping gives. scratch is a folder
// for files.
func newSorted(ctx context.Context, r schemas.Resource, m mapping, scratch string, budget int) (s *sorted, err error) {
	s = &sorted{batch: r.Table.NewBatch()}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	var part run
	var key, row []byte
	for b, err := range r.Batches {
		if err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i := range b.Rows() {
			var out *schemas.Batch
			var at int
			key, out, at = m(key[:0], b, i)
			row = appendRow(row[:0], out, at)
			part.add(key, row)
			if part.size() > budget {
				if err := s.spill(&part, scratch); err != nil {
					return nil, err
				}
			}
		}
	}
	part.sort()
	s.runs = append(s.runs, &part)
	live := s.runs[:0]
	for _, r := range s.runs {
		more, err := r.advance()
		if err != nil {
			return nil, err
		}
		if more {
			live = append(live, r)
		}
	}
	s.runs = live
	heap.Init(&s.runs)
	return s, nil
}

// spill writes a run to a scratch file and empties it.
func (s *sorted) spill(part *run, scratch string) error {
	part.sort()
	f, err := os.CreateTemp(scratch, "run-")
	if err != nil {
		return fmt.Errorf("making a scratch file: %w", err)
	}
	s.files = append(s.files, f)
	w := bufio.NewWriterSize(f, 1<<16)
	var head []byte
	for _, e := range part.entries {
		head = binary.AppendUvarint(binary.AppendUvarint(head[:0], uint64(e.key)), uint64(e.row))
		w.Write(head)
		w.Write(part.bytes[e.at : e.at+e.key+e.row])
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing a scratch file: %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("reading a scratch file: %w", err)
	}
	s.runs = append(s.runs, &run{from: bufio.NewReaderSize(f, 1<<16)})
	part.bytes, part.entries = part.bytes[:0], part.entries[:0]
	return nil
}

func (s *sorted) next() (bool, error) {
	if s.err != nil || len(s.runs) == 0 {
		return false, s.err
	}
	first := s.runs[0]
	s.last, s.now = append(s.last[:0], s.now...), append(s.now[:0], first.key...)
	if s.last != nil && bytes.Equal(s.last, s.now) && len(s.now) > 0 {
		return false, errTwice
	}
	if s.err = readRow(first.row, s.batch); s.err != nil {
		return false, s.err
	}
	more, err := first.advance()
	switch {
	case err != nil:
		s.err = err
	case more:
		heap.Fix(&s.runs, 0)
	default:
		heap.Pop(&s.runs)
	}
	return true, s.err
}

func (s *sorted) key() []byte                { return s.now }
func (s *sorted) row() (*schemas.Batch, int) { return s.batch, 0 }

func (s *sorted) close() {
	for _, f := range s.files {
		f.Close()
		os.Remove(f.Name())
	}
	s.files = nil
}

// A run is a sorted part of the rows: in memory, or in a file.
type run struct {
	bytes   []byte
	entries []piece
	at      int           // of the next entry
	from    *bufio.Reader // of a run in a file
	key     []byte        // of the row that it is at
	row     []byte
	buffer  []byte
}

// A piece is a row of a run: where its key begins in the bytes, and how long
// key and row are.
type piece struct{ at, key, row int }

func (r *run) add(key, row []byte) {
	r.entries = append(r.entries, piece{len(r.bytes), len(key), len(row)})
	r.bytes = append(append(r.bytes, key...), row...)
}

// pieceSize is what a piece takes beside its bytes.
const pieceSize = 24

func (r *run) size() int { return len(r.bytes) + len(r.entries)*pieceSize }

func (r *run) sort() {
	slices.SortFunc(r.entries, func(a, b piece) int {
		return cmp.Or(bytes.Compare(r.bytes[a.at:a.at+a.key], r.bytes[b.at:b.at+b.key]), cmp.Compare(a.at, b.at))
	})
}

// advance goes to the next row of the run.
func (r *run) advance() (bool, error) {
	if r.from == nil {
		if r.at == len(r.entries) {
			return false, nil
		}
		e := r.entries[r.at]
		r.at++
		r.key, r.row = r.bytes[e.at:e.at+e.key], r.bytes[e.at+e.key:e.at+e.key+e.row]
		return true, nil
	}
	key, err := binary.ReadUvarint(r.from)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	var row uint64
	if err == nil {
		row, err = binary.ReadUvarint(r.from)
	}
	if err == nil {
		r.buffer = slices.Grow(r.buffer[:0], int(key+row))[:key+row]
		_, err = io.ReadFull(r.from, r.buffer)
	}
	if err != nil {
		return false, fmt.Errorf("reading a scratch file: %w", err)
	}
	r.key, r.row = r.buffer[:key], r.buffer[key:]
	return true, nil
}

// A runHeap has the run with the least key first.
type runHeap []*run

func (h runHeap) Len() int           { return len(h) }
func (h runHeap) Less(i, j int) bool { return bytes.Compare(h[i].key, h[j].key) < 0 }
func (h runHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
