package pipeline

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"migdata/schemas"
)

// spooled is a table with a column of every shape of vector.
var spooled = schemas.NewTable(schemas.Table{Name: "spooled", Kind: schemas.TrustTable}, []schemas.Column[spooledRow]{
	{Name: "text", Kind: schemas.Text, Get: func(r *spooledRow, v *schemas.Vector) { v.Text(r.Text) }},
	{Name: "number", Kind: schemas.Int, Get: func(r *spooledRow, v *schemas.Vector) { v.Value(r.Number) }},
	{Name: "list", Kind: schemas.Text, List: true, Get: func(r *spooledRow, v *schemas.Vector) { v.Texts(r.List) }},
})

type spooledRow struct {
	Text   string
	Number schemas.Value
	List   []string
}

var spooledRows = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) spooledRow {
	r := spooledRow{Text: rapid.String().Draw(t, "text")}
	if rapid.Bool().Draw(t, "number is known") {
		r.Number = schemas.IntValue(rapid.Int64().Draw(t, "number"))
	}
	if rapid.Bool().Draw(t, "list is known") {
		r.List = append([]string{}, rapid.SliceOfN(rapid.StringN(1, 5, -1), 0, 4).Draw(t, "list")...)
	}
	return r
}), 0, 8)

// Batches come back as they were given, in memory or not, any number of times.
func TestSpoolGivesBackItsBatches(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		s := newSpool(&spooled.Table, dir, rapid.IntRange(0, 400).Draw(t, "budget"))
		defer s.close()
		var want []string
		filled := make([]int64, 3)
		rows := 0
		for _, batch := range rapid.SliceOfN(spooledRows, 0, 6).Draw(t, "batches") {
			b := spooled.NewBatch()
			for i := range batch {
				spooled.Append(b, &batch[i])
			}
			want = append(want, canonical(b)...)
			rows += len(batch)
			for c := range b.Columns {
				for _, valid := range b.Columns[c].Valid {
					if valid {
						filled[c]++
					}
				}
			}
			if err := s.add(b); err != nil {
				t.Fatal(err)
			}
		}
		r, err := s.resource()
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			var got []string
			for b, err := range r.Batches {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, canonical(b)...)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		}
		if r.Rows != rows || !cmp.Equal(s.filled, filled) {
			t.Errorf("%d rows, filled %v; want %d, %v", r.Rows, s.filled, rows, filled)
		}
	})
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("scratch files stay behind: %v %v", left, err)
	}
}

// canonical returns the canonical cells of a batch, a text a row.
func canonical(b *schemas.Batch) []string {
	var rows []string
	for i := range b.Rows() {
		var row []byte
		for c := range b.Columns {
			row = b.Columns[c].AppendCanonical(row, i)
		}
		rows = append(rows, string(row))
	}
	return rows
}
