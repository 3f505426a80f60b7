package diff

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// large is a table of many rows that no release holds in memory.
type large struct {
	table   *schemas.Table
	rows    int
	changed int // every so many-th row has another value in its last text column; 0: none
	shuffle bool
}

// resource makes the rows as they are asked for.
func (l large) resource() schemas.Resource {
	const cut = 8192
	last := 0
	for i := range l.table.Fields {
		if f := &l.table.Fields[i]; f.Kind.IsText() && !f.List && !l.table.IsKey(f.Name) {
			last = i
		}
	}
	return schemas.Resource{Table: l.table, Rows: l.rows, Batches: func(yield func(*schemas.Batch, error) bool) {
		batch := l.table.NewBatch()
		for n := range l.rows {
			at := n
			if l.shuffle {
				at = int(uint64(n) * 7_368_787 % uint64(l.rows)) // a prime: every row once
			}
			for i := range l.table.Fields {
				v := &batch.Columns[i]
				switch f := &l.table.Fields[i]; {
				case l.table.IsKey(f.Name) && v.Kind.IsText():
					v.Text(fmt.Sprintf("row-%09d", at))
				case v.List:
					v.Texts([]string{"TUN", "LBY"})
				case v.Kind.IsText() && i == last && l.changed > 0 && at%l.changed == 0:
					v.Text("another")
				case v.Kind.IsText():
					v.Text(f.Name + " " + strconv.Itoa(at%1000))
				case v.Kind == schemas.Bool:
					v.Int(1)
				default:
					v.Int(int64(at))
				}
			}
			if batch.Rows() == cut || n == l.rows-1 {
				if !yield(batch, nil) {
					return
				}
				batch = l.table.NewBatch()
			}
		}
	}}
}

// write writes a release of the table in Parquet, and its dictionary in JSON.
func (l large) write(b *testing.B) string {
	dir := b.TempDir()
	create := func(path string) (io.WriteCloser, error) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		return os.Create(path)
	}
	f := &fixture{}
	dictionary := &fixtureTable{name: "dictionary", columns: f.dictionaryColumns()}
	for _, c := range asDeclared(l.table).columns {
		var row []string
		for _, d := range dictionary.columns {
			row = append(row, c[d.name()])
		}
		dictionary.rows = append(dictionary.rows, row)
	}
	if err := export.Parquet.Write(create, export.Release{Resources: []schemas.Resource{l.resource()}}); err != nil {
		b.Fatal(err)
	}
	if err := export.JSON.Write(create, export.Release{Resources: []schemas.Resource{dictionary.resource(b)}}); err != nil {
		b.Fatal(err)
	}
	return dir
}

// A million rows: of projects, which are in the order of their key, and of
// claims, which are sorted; nothing changed, one row in a thousand, every row.
//
//	go test ./pipeline/diff -run '^$' -bench Compare -benchtime 1x
func BenchmarkCompare(b *testing.B) {
	const rows = 1_000_000
	for _, bench := range []struct {
		name string
		old  large
		new  large
	}{
		{"projects/same", large{&schemas.Projects.Table, rows, 0, false}, large{&schemas.Projects.Table, rows, 0, false}},
		{"projects/thousandth", large{&schemas.Projects.Table, rows, 0, false}, large{&schemas.Projects.Table, rows, 1000, false}},
		{"projects/all", large{&schemas.Projects.Table, rows, 0, false}, large{&schemas.Projects.Table, rows, 1, false}},
		{"claims/shuffled", large{&schemas.Claims.Table, rows, 0, false}, large{&schemas.Claims.Table, rows, 1000, true}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			old, new := bench.old.write(b), bench.new.write(b)
			runtime.GC()
			b.ResetTimer()
			for range b.N {
				c, err := Compare(b.Context(), old, new, Options{})
				if err != nil {
					b.Fatal(err)
				}
				if c.Tables[0].NewRows != rows || c.Same() != (bench.new.changed == 0) {
					b.Fatalf("%+v", c.Tables[0])
				}
			}
			b.StopTimer()
			b.ReportMetric(float64(2*rows*b.N)/b.Elapsed().Seconds(), "rows/s")
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys)/(1<<20), "MB-from-system") // the most there was, with what writing the releases took
		})
	}
}
