package pipeline

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"sort"
)

// A sorter sorts records by key in bounded memory: what exceeds its budget
// goes to scratch files, which are merged in the end. Records of equal keys
// keep the order in which they came. The zero sorter is not ready: dir and
// budget are needed.
type sorter struct {
	dir    string // for scratch files
	budget int    // bytes kept in memory
	buf    []byte
	items  []sortItem
	runs   []*os.File
}

type sortItem struct{ key, payload, end int }

// add adds a record.
func (s *sorter) add(key, payload []byte) error {
	item := sortItem{key: len(s.buf)}
	s.buf = append(s.buf, key...)
	item.payload = len(s.buf)
	s.buf = append(s.buf, payload...)
	item.end = len(s.buf)
	s.items = append(s.items, item)
	if len(s.buf)+24*len(s.items) < s.budget {
		return nil
	}
	return s.spill()
}

func (s *sorter) sort() {
	sort.SliceStable(s.items, func(i, j int) bool {
		a, b := s.items[i], s.items[j]
		return bytes.Compare(s.buf[a.key:a.payload], s.buf[b.key:b.payload]) < 0
	})
}

// spill writes what is in memory to a scratch file of its own.
func (s *sorter) spill() error {
	s.sort()
	file, err := os.CreateTemp(s.dir, "run-*")
	if err != nil {
		return fmt.Errorf("making a scratch file: %w", err)
	}
	s.runs = append(s.runs, file)
	w := bufio.NewWriterSize(file, 1<<20)
	var head []byte
	for _, it := range s.items {
		head = binary.AppendUvarint(head[:0], uint64(it.payload-it.key))
		head = binary.AppendUvarint(head, uint64(it.end-it.payload))
		w.Write(head)
		w.Write(s.buf[it.key:it.end])
	}
	s.buf, s.items = s.buf[:0], s.items[:0]
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing a scratch file: %w", err)
	}
	_, err = file.Seek(0, io.SeekStart)
	return err
}

// A keyed is one sorted record; its bytes are valid until the next.
type keyed struct{ key, payload []byte }

// sorted returns the records in order. It may be used once.
func (s *sorter) sorted() iter.Seq2[keyed, error] {
	return func(yield func(keyed, error) bool) {
		if len(s.runs) == 0 {
			s.sort()
			for _, it := range s.items {
				if !yield(keyed{s.buf[it.key:it.payload], s.buf[it.payload:it.end]}, nil) {
					return
				}
			}
			return
		}
		if err := s.spill(); err != nil {
			yield(keyed{}, err)
			return
		}
		s.buf, s.items = nil, nil
		var merge runHeap
		for i, f := range s.runs {
			r := &run{in: bufio.NewReaderSize(f, 1<<18), nth: i}
			switch err := r.next(); {
			case errors.Is(err, io.EOF):
			case err != nil:
				yield(keyed{}, err)
				return
			default:
				merge = append(merge, r)
			}
		}
		heap.Init(&merge)
		for len(merge) > 0 {
			r := merge[0]
			if !yield(r.at, nil) {
				return
			}
			switch err := r.next(); {
			case errors.Is(err, io.EOF):
				heap.Pop(&merge)
			case err != nil:
				yield(keyed{}, err)
				return
			default:
				heap.Fix(&merge, 0)
			}
		}
	}
}

// close removes the scratch files.
func (s *sorter) close() {
	for _, f := range s.runs {
		f.Close()
		os.Remove(f.Name())
	}
	s.runs = nil
}

// A run is a sorted scratch file that is being merged.
type run struct {
	in  *bufio.Reader
	at  keyed
	buf []byte
	nth int
}

func (r *run) next() error {
	key, err := binary.ReadUvarint(r.in)
	if err != nil {
		return err
	}
	payload, err := binary.ReadUvarint(r.in)
	if err != nil {
		return fmt.Errorf("reading a scratch file: %w", io.ErrUnexpectedEOF)
	}
	if n := int(key + payload); cap(r.buf) < n {
		r.buf = make([]byte, n)
	}
	r.buf = r.buf[:key+payload]
	if _, err := io.ReadFull(r.in, r.buf); err != nil {
		return fmt.Errorf("reading a scratch file: %w", io.ErrUnexpectedEOF)
	}
	r.at = keyed{r.buf[:key], r.buf[key:]}
	return nil
}

// A runHeap orders runs by their next key, equal keys by age.
type runHeap []*run

func (h runHeap) Len() int { return len(h) }
func (h runHeap) Less(i, j int) bool {
	if c := bytes.Compare(h[i].at.key, h[j].at.key); c != 0 {
		return c < 0
	}
	return h[i].nth < h[j].nth
}
func (h runHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *runHeap) Push(x any)   { *h = append(*h, x.(*run)) }
func (h *runHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
