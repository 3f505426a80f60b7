package export

import (
	"fmt"
	"io"
	"testing"

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

func BenchmarkWorkbookWrite(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := excelRelease(benchResource(n))
			b.ReportAllocs()
			for b.Loop() {
				err := Excel.Write(func(string) (io.WriteCloser, error) { return discarded{io.Discard}, nil }, r)
				if err != nil {
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

// BenchmarkDonors writes the workbooks of two donors with many projects.
func BenchmarkDonors(b *testing.B) {
	const n = 20_000
	r := donorRelease()
	var projects, funds, budgets []cellsBy
	for i := range n {
		id := fmt.Sprintf("p%06d", i)
		projects = append(projects, cellsBy{"project_id": id, "title": "Title of " + id, "status_on_as_of": "active", "start_date": 18000 + i%900, "end_date": 19000 + i%900,
			"start_precision": "month", "end_precision": "month", "country_iso3s": list("JOR", "TUN"), "donor_codes": list("DNK", "EU"), "budget_status": "unknown"})
		funds = append(funds, cellsBy{"project_id": id, "org_id": "dnk", "role": "funder", "strength": "stated", "counts_as_funding": true},
			cellsBy{"project_id": id, "org_id": "eu", "role": "funder", "strength": "stated", "counts_as_funding": true})
		budgets = append(budgets, cellsBy{"budget_id": id, "project_id": id, "covers": "funder_share", "amount_kind": "planned", "amount": 100 * i, "currency": "EUR", "status": "accepted", "payer_org_id": "eu"})
	}
	r.Resources[0], r.Resources[1] = rowsOf(&schemas.Projects.Table, projects...), rowsOf(&schemas.ProjectOrganisations.Table, funds...)
	r.Resources[2] = rowsOf(&schemas.Budgets.Table, budgets...)
	b.ReportAllocs()
	for b.Loop() {
		if err := Excel.Write(func(string) (io.WriteCloser, error) { return discarded{io.Discard}, nil }, r); err != nil {
			b.Fatal(err)
		}
	}
}
