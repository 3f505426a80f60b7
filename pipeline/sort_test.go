package pipeline

import (
	"bytes"
	"os"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Whatever fits into memory, the records come out as a stable sort in memory
// has them, and no scratch file stays behind.
func TestSorterSortsLikeAStableSort(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		type record struct{ Key, Payload []byte }
		records := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) record {
			return record{rapid.SliceOfN(rapid.ByteRange('a', 'c'), 0, 3).Draw(t, "key"), rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "payload")}
		}), 0, 60).Draw(t, "records")
		s := &sorter{dir: dir, budget: rapid.IntRange(0, 2000).Draw(t, "budget")}
		for _, r := range records {
			if err := s.add(r.Key, r.Payload); err != nil {
				t.Fatal(err)
			}
		}
		var got []record
		for r, err := range s.sorted() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, record{bytes.Clone(r.key), bytes.Clone(r.payload)})
		}
		s.close()
		sort.SliceStable(records, func(i, j int) bool { return bytes.Compare(records[i].Key, records[j].Key) < 0 })
		for i := range records {
			records[i] = record{bytes.Clone(records[i].Key), bytes.Clone(records[i].Payload)}
		}
		same := cmp.Comparer(func(a, b []byte) bool { return bytes.Equal(a, b) })
		if diff := cmp.Diff(records, got, same); diff != "" && len(records)+len(got) > 0 {
			t.Errorf("records (-want +got):\n%s", diff)
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("scratch files stay behind: %v %v", left, err)
	}
}

// A scratch file that is cut short is an error, never fewer records.
func TestSorterNoticesALostScratchFile(t *testing.T) {
	s := &sorter{dir: t.TempDir(), budget: 0}
	for _, key := range []string{"b", "a", "c"} {
		if err := s.add([]byte(key), []byte("payload of some length")); err != nil {
			t.Fatal(err)
		}
	}
	defer s.close()
	if err := s.runs[1].Truncate(5); err != nil {
		t.Fatal(err)
	}
	for _, err := range s.sorted() {
		if err != nil {
			return
		}
	}
	t.Error("the records end without an error")
}
