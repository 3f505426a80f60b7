package export

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"migdata/schemas"
)

const benchRows = 1_000_000

// wide is a table of 12 columns, as tables of projects go.
var wide = newWide()

func newWide() *schemas.TableOf[int] {
	must := []schemas.Rule{schemas.Required()}
	countries := []string{"TUN", "LBY", "MAR", "DZA", "EGY", "JOR", "LBN"}
	text := func(format string, every int) func(*int, *schemas.Vector) {
		return func(i *int, v *schemas.Vector) { v.Text(fmt.Sprintf(format, *i%every)) }
	}
	words := strings.Fields("support migration border management the of and training partners region local returns visa city rights dialogue capacity")
	prose := func(n int) func(*int, *schemas.Vector) {
		return func(i *int, v *schemas.Vector) {
			said, state := make([]string, n), uint32(*i)
			for w := range said {
				state = state*1664525 + 1013904223
				said[w] = words[state>>16%uint32(len(words))]
			}
			v.Text(strings.Join(said, " "))
		}
	}
	return schemas.NewTable(schemas.Table{Name: "wide", Key: []string{"project_id"}}, []schemas.Column[int]{
		{Name: "project_id", Kind: schemas.Code, Rules: must, Get: text("project-%07d", benchRows)},
		{Name: "title", Kind: schemas.Text, Rules: must, Get: prose(8)},
		{Name: "objective", Kind: schemas.Text, Get: prose(25)},
		{Name: "status", Kind: schemas.Code, Rules: must, Get: text("status-%d", 4)},
		{Name: "start_date", Kind: schemas.Day, Get: func(i *int, v *schemas.Vector) { v.Int(int64(17000 + *i%3000)) }},
		{Name: "end_date", Kind: schemas.Day, Get: func(i *int, v *schemas.Vector) {
			if *i%7 == 0 {
				v.Null()
			} else {
				v.Int(int64(18000 + *i%3100))
			}
		}},
		{Name: "start_edtf", Kind: schemas.EDTF, Get: func(i *int, v *schemas.Vector) { v.Text(fmt.Sprintf("20%02d-%02d", *i%30, *i%12+1)) }},
		{Name: "countries", Kind: schemas.Code, List: true, Get: func(i *int, v *schemas.Vector) { v.Texts(countries[*i%5 : *i%5+*i%3]) }},
		{Name: "partners", Kind: schemas.Text, List: true, Get: func(i *int, v *schemas.Vector) {
			v.Texts([]string{"Ministry of the Interior", fmt.Sprint("Agency ", *i%5000)})
		}},
		{Name: "budget", Kind: schemas.Decimal, Get: func(i *int, v *schemas.Vector) { v.Int(int64(*i) * 7919 % 1e10) }},
		{Name: "line", Kind: schemas.Int, Rules: must, Get: func(i *int, v *schemas.Vector) { v.Int(int64(*i)) }},
		{Name: "disputed", Kind: schemas.Bool, Rules: must, Get: func(i *int, v *schemas.Vector) { v.Bool(*i%9 == 0) }},
	})
}

// wideRows makes the rows once, so that making them takes no part of the time.
func wideRows(rows int) (of schemas.Resource, cellBytes int64) {
	var made []*schemas.Batch
	for at := 0; at < rows; {
		batch := wide.NewBatch()
		for end := min(rows, at+8192); at < end; at++ {
			wide.Append(batch, &at)
		}
		for _, v := range batch.Columns {
			cellBytes += int64(len(v.Bytes) + 8*len(v.Nums) + len(v.Valid))
		}
		made = append(made, batch)
	}
	return schemas.Resource{Table: &wide.Table, Rows: rows, Batches: func(yield func(*schemas.Batch, error) bool) {
		for _, batch := range made {
			if !yield(batch, nil) {
				return
			}
		}
	}}, cellBytes
}

type counted struct{ n *int64 }

func (c counted) Write(p []byte) (int, error) { *c.n += int64(len(p)); return len(p), nil }
func (counted) Close() error                  { return nil }

// The throughput in MB/s is that of the cells in memory, the same for all
// formats; the size of the files stands beside it.
func BenchmarkWrite(b *testing.B) {
	wide, cells := wideRows(benchRows)
	for _, f := range cellFormats {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(cells)
			var size int64
			for range b.N {
				size = 0
				err := f.Write(func(string) (io.WriteCloser, error) { return counted{&size}, nil }, Release{About: about(), Resources: []schemas.Resource{wide}})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size)/1e6, "file-MB")
			b.ReportMetric(float64(benchRows*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkReadAndCompare(b *testing.B) {
	const rows = benchRows / 5
	want, cells := wideRows(rows)
	for _, f := range cellFormats {
		s := written(b, f, want)
		b.Run(f.Name, func(b *testing.B) {
			b.SetBytes(cells)
			for range b.N {
				if err := readBack(s, f, want); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkLogicalHash(b *testing.B) {
	const rows = benchRows / 5
	r, cells := wideRows(rows)
	b.SetBytes(cells)
	for b.Loop() {
		if _, err := LogicalHash(r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
