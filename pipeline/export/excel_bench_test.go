package export

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"

	"migdata/schemas"
)

// discarded is a file that is written and forgotten.
type discarded struct{ io.Writer }

func (discarded) Close() error { return nil }

// benchTable has twelve columns of the usual kinds.
func benchTable() *schemas.TableOf[row] {
	var columns []schemas.Column[row]
	for i, k := range []schemas.Kind{schemas.Code, schemas.Text, schemas.Text, schemas.Code, schemas.Day, schemas.Day, schemas.EDTF,
		schemas.Code, schemas.Int, schemas.Decimal, schemas.Bool, schemas.Text} {
		c := schemas.Column[row]{Name: fmt.Sprintf("column_%d", i), Title: fmt.Sprintf("Column %d", i), Doc: "A column.", Kind: k, List: i == 7,
			Get: func(r *row, v *schemas.Vector) { put(v, (*r)[i]) }}
		if i == 0 {
			c.Rules = []schemas.Rule{schemas.Required()}
		}
		columns = append(columns, c)
	}
	return schemas.NewTable(schemas.Table{Name: "bench", Title: "Bench", Doc: "Rows.", Key: []string{"column_0"}}, columns)
}

// benchResource has n rows; its batches are made as they are asked for, or
// kept where there is one.
func benchResource(n int) schemas.Resource {
	t := benchTable()
	const cut = 50_000
	fill := func(b *schemas.Batch, from, to int) {
		for i := from; i < to; i++ {
			r := row{
				{valid: true, s: fmt.Sprintf("project-%07d", i)}, {valid: true, s: "Support to migration governance in the region"},
				{valid: i%3 > 0, s: "Strengthen the capacities of agencies & improve the availability of data"}, {valid: true, s: "national"},
				{valid: true, n: int64(17000 + i%2000)}, {valid: true, n: int64(18000 + i%2000)}, {valid: true, s: "2020-01"},
				{valid: true, list: []string{"JOR", "TUN"}}, {valid: true, n: int64(i % 60)}, {valid: i%2 > 0, n: int64(i) * 1237}, {valid: true, n: int64(i % 2)}, {valid: true, s: "active"},
			}
			t.Append(b, &r)
		}
	}
	var kept []*schemas.Batch
	if n <= 100_000 {
		for from := 0; from < n; from += cut {
			b := t.NewBatch()
			fill(b, from, min(n, from+cut))
			kept = append(kept, b)
		}
	}
	return schemas.Resource{Table: &t.Table, Rows: n, Batches: func(yield func(*schemas.Batch, error) bool) {
		for _, b := range kept {
			if !yield(b, nil) {
				return
			}
		}
		if kept != nil {
			return
		}
		b := t.NewBatch()
		for from := 0; from < n; from += cut {
			for i := range b.Columns {
				b.Columns[i].Reset()
			}
			fill(b, from, min(n, from+cut))
			if !yield(b, nil) {
				return
			}
		}
	}}
}

// benchFolder is where BenchmarkWorkbookWrite leaves its workbook, and the same
// cells as CSV for another program to write.
var benchFolder = flag.String("bench-folder", "", "folder in which the workbook of the benchmark is left")

func BenchmarkWorkbookWrite(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := excelRelease(benchResource(n))
			folder := *benchFolder
			if folder == "" {
				folder = b.TempDir()
			}
			create := func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(folder, path.Base(name))) }
			if err := CSV.Write(create, r); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if err := Excel.Write(create, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWorkbookRead(b *testing.B) {
	const n = 100_000
	s := writtenWith(b, excelCeilings, benchResource(n))
	b.ReportAllocs()
	for b.Loop() {
		got, err := Excel.Read(s.open, &benchTable().Table)
		if err != nil {
			b.Fatal(err)
		}
		if rows, err := countRows(got.Batches); err != nil || rows != n {
			b.Fatal(rows, err)
		}
	}
}

// streamed is a table of n rows that are made as they are asked for.
func streamed(t *schemas.Table, n int, row func(i int) cellsBy) schemas.Resource {
	return schemas.Resource{Table: t, Rows: n, Batches: func(yield func(*schemas.Batch, error) bool) {
		const cut = 4096
		for from := 0; from < n; from += cut {
			var rows []cellsBy
			for i := from; i < min(n, from+cut); i++ {
				rows = append(rows, row(i))
			}
			for b, err := range rowsOf(t, rows...).Batches {
				if !yield(b, err) {
					return
				}
			}
		}
	}}
}

// largeDonors is a release of n projects that two donors fund together, with
// five claims and three gaps each.
func largeDonors(n int) Release {
	r := donorRelease()
	id := func(i int) string { return fmt.Sprintf("p%07d", i) }
	for i := range r.Resources {
		res := &r.Resources[i]
		switch res.Table {
		case &schemas.Projects.Table:
			*res = streamed(res.Table, n, func(i int) cellsBy {
				return cellsBy{"project_id": id(i), "title": "Title of " + id(i), "status_on_as_of": "active", "start_date": 18000 + i%900, "end_date": 19000 + i%900,
					"start_precision": "month", "end_precision": "month", "country_iso3s": list("JOR", "TUN"), "donor_codes": list("DNK", "EU"), "budget_status": "unknown",
					"objective": "Support the institutions of the partner countries, train their staff, and share what was learned."}
			})
		case &schemas.ProjectOrganisations.Table:
			*res = streamed(res.Table, 2*n, func(i int) cellsBy {
				return cellsBy{"project_id": id(i / 2), "org_id": []string{"dnk", "eu"}[i%2], "role": "funder", "strength": "stated", "counts_as_funding": true}
			})
		case &schemas.Budgets.Table:
			*res = streamed(res.Table, n, func(i int) cellsBy {
				return cellsBy{"budget_id": id(i), "project_id": id(i), "covers": "funder_share", "amount_kind": "planned", "amount": 100 * i, "currency": "EUR", "status": "accepted", "payer_org_id": "eu"}
			})
		case &schemas.Claims.Table:
			*res = streamed(res.Table, 5*n, func(i int) cellsBy {
				property := []string{"country_iso3s", "end_edtf", "funder_ids", "funder_ids", "start_edtf"}[i%5]
				value := []string{"JOR", "2022-01", "dnk", "eu", "2019-04"}[i%5]
				return cellsBy{"claim_id": fmt.Sprintf("c%08d", i), "subject_kind": "project", "subject": id(i / 5), "property": property, "value": value, "status": "accepted",
					"document_id": "text", "source_document_id": "page", "line": i, "verbatim": "the words of the source", "basis": "quoted"}
			})
		case &schemas.GapTable.Table:
			*res = streamed(res.Table, 3*n, func(i int) cellsBy {
				return cellsBy{"table": "projects", "row_key": id(i / 3), "column": []string{"acronym", "partners", "project_url"}[i%3], "reason": "source_silent"}
			})
		case &schemas.Disagreements.Table:
			*res = rowsOf(res.Table)
		}
	}
	return r
}

// BenchmarkDonors writes the workbooks of two donors that fund all projects,
// and tells how much memory it takes at its highest.
func BenchmarkDonors(b *testing.B) {
	for _, n := range []int{1_000, 20_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := largeDonors(n)
			f, err := gatherFacts(r)
			if err != nil {
				b.Fatal(err)
			}
			defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that the heap is what is needed
			var peak atomic.Uint64
			done := make(chan bool)
			go func() {
				for {
					select {
					case <-done:
						return
					case <-time.After(5 * time.Millisecond):
						samples := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
						metrics.Read(samples)
						peak.Store(max(peak.Load(), samples[0].Value.Uint64()))
					}
				}
			}()
			for b.Loop() {
				if err := f.writeDonors(func(string) (io.WriteCloser, error) { return discarded{io.Discard}, nil }, []*words{english()}, excelCeilings); err != nil {
					b.Fatal(err)
				}
			}
			close(done)
			b.ReportMetric(float64(peak.Load()>>20), "peak-MB")
		})
	}
}
