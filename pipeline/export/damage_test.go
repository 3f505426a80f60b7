package export

import (
	"bytes"
	"strings"
	"testing"

	"migdata/schemas"
)

// Each byte of a text format counts: with one bit of it changed, reading back
// or the comparison fails. (Layout between the members of an object would be
// the exception; there is none.)
func TestTextFormatsNoticeEveryByte(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 6)
	for i := range rows {
		for c, f := range kindsTable.Fields {
			if f.Kind == schemas.EDTF {
				rows[i][c].s = "2020-01"
			}
		}
	}
	want := resource(kindsTable, rows, 4)
	for f, path := range map[*Format]string{&JSON: "json/kinds.json", &CSV: "csv/kinds.csv"} {
		s := written(t, *f, want)
		good := s[path]
		for i := range good {
			s[path] = bytes.Clone(good)
			s[path][i] ^= 1
			if readBack(s, *f, want) == nil {
				from, to := max(0, i-20), min(len(good), i+20)
				t.Errorf("%s: byte %d changed and nobody saw it: %q", f.Name, i, s[path][from:to])
			}
		}
	}
}

// One byte of one cell changed in a Parquet file: its page no longer has the
// checksum of its compression. The text of the cell is one that compression
// leaves as it is, and neither the least nor the greatest of its column, which
// stand in the statistics too.
func TestParquetNoticesAByte(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 9)
	random := uint32(1)
	noise := func() string {
		var b strings.Builder
		for range 40 {
			random = random*1664525 + 1013904223
			b.WriteRune(rune(0x4E00 + random>>18%20000))
		}
		return b.String()
	}
	column := kindsTable.Field("text_required")
	for i := range rows {
		rows[i][column].s = noise()
	}
	rows[0][column].s, rows[8][column].s = "一", "龥"+noise()
	want := resource(kindsTable, rows, 9)
	s := written(t, Parquet, want)
	file, cell := s["parquet/kinds.parquet"], []byte(rows[4][column].s)
	if bytes.Count(file, cell) != 1 {
		t.Fatalf("the cell stands %d times in the file", bytes.Count(file, cell))
	}
	if err := readBack(s, Parquet, want); err != nil {
		t.Fatal(err)
	}
	file[bytes.Index(file, cell)+50] ^= 1
	if err := readBack(s, Parquet, want); err == nil {
		t.Error("a changed byte passes")
	}
}

// A file whose cells differ by one is told from what was written, with the
// place and both values, in every format and for every column.
func TestCompareNamesTheCell(t *testing.T) {
	rows := manyRows(&kindsTable.Table, 12)
	for i := range rows {
		for c, f := range kindsTable.Fields {
			if f.Kind == schemas.EDTF {
				rows[i][c].s = "2020-01"
			}
		}
	}
	want := resource(kindsTable, rows, 5)
	for c := range kindsTable.Fields {
		f := &kindsTable.Fields[c]
		other := make([]row, len(rows))
		for i := range rows {
			other[i] = append(row{}, rows[i]...)
		}
		other[7][c] = cell{valid: true, n: 1 - rows[7][c].n%2, s: "other", list: []string{"one", "other"}}
		for _, format := range cellFormats {
			err := readBack(written(t, format, resource(kindsTable, other, 3)), format, want)
			if err == nil {
				t.Errorf("%s: another %s passes", format.Name, f.Name)
				continue
			}
			for _, part := range []string{format.Name + ": kinds: row 8 (0000007), column " + f.Name + ": ", shown(column(want, c, 7)), " was written as "} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%v: lacks %q", err, part)
				}
			}
		}
	}
}

// column finds the vector of a column and the place of a row in it.
func column(r schemas.Resource, c, i int) (*schemas.Vector, int) {
	for b := range r.Batches {
		if i < b.Rows() {
			return &b.Columns[c], i
		}
		i -= b.Rows()
	}
	return nil, 0
}

// Flat formats cannot tell a null list from an empty one; the others must.
func TestCompareOfNullAndEmptyLists(t *testing.T) {
	list := schemas.NewTable(schemas.Table{Name: "lists"}, []schemas.Column[row]{
		{Name: "key", Title: "Key", Kind: schemas.Code, Get: func(_ *row, v *schemas.Vector) { v.Text("k") }},
		{Name: "list", Title: "List", Kind: schemas.Text, List: true, Get: func(r *row, v *schemas.Vector) { put(v, (*r)[0]) }}})
	null, empty := resource(list, []row{{{}}}, 1), resource(list, []row{{{valid: true, list: []string{}}}}, 1)
	for _, f := range cellFormats {
		if err := readBack(written(t, f, empty), f, null); (err == nil) != f.Flat {
			t.Errorf("%s: empty for null: %v", f.Name, err)
		}
		if err := readBack(written(t, f, null), f, empty); (err == nil) != f.Flat {
			t.Errorf("%s: null for empty: %v", f.Name, err)
		}
	}
}

// A required column refuses nulls where the format can say so.
func TestParquetRefusesNullsInRequiredColumns(t *testing.T) {
	for c := range kindsTable.Fields {
		if !kindsTable.Fields[c].Required() {
			continue
		}
		rows := manyRows(&kindsTable.Table, 3)
		rows[1][c] = cell{}
		err := Parquet.Write(store{}.create, Release{About: about(), Resources: []schemas.Resource{resource(kindsTable, rows, 3)}})
		if err == nil || !strings.Contains(err.Error(), "column "+kindsTable.Fields[c].Name) {
			t.Errorf("null in %s: %v", kindsTable.Fields[c].Name, err)
		}
	}
}

// What a reader of text formats accepts is the canonical form and no other.
func TestParseCell(t *testing.T) {
	for _, tc := range []struct {
		kind schemas.Kind
		text string
		n    int64
		ok   bool
	}{
		{schemas.Int, "0", 0, true}, {schemas.Int, "-7", -7, true}, {schemas.Int, "007", 0, false}, {schemas.Int, "+7", 0, false},
		{schemas.Int, "-0", 0, false}, {schemas.Int, "1.0", 0, false}, {schemas.Int, "1e3", 0, false}, {schemas.Int, "", 0, false},
		{schemas.Int, "9223372036854775807", 0, false}, {schemas.Int, "999999999999999999", 999999999999999999, true},
		{schemas.Decimal, "24070840.00", 2407084000, true}, {schemas.Decimal, "-0.05", -5, true}, {schemas.Decimal, "0.00", 0, true},
		{schemas.Decimal, "-0.00", 0, false}, {schemas.Decimal, "1", 0, false}, {schemas.Decimal, ".50", 0, false},
		{schemas.Decimal, "1.5", 0, false}, {schemas.Decimal, "00.50", 0, false}, {schemas.Decimal, "1,00", 0, false},
		{schemas.Decimal, "12345678901234567.00", 0, false}, {schemas.Decimal, "-.50", 0, false},
		{schemas.Day, "1970-01-01", 0, true}, {schemas.Day, "0000-01-01", -719528, true}, {schemas.Day, "9999-12-31", 2932896, true},
		{schemas.Day, "2000-02-29", 11016, true}, {schemas.Day, "1900-02-29", 0, false}, {schemas.Day, "2021-02-29", 0, false},
		{schemas.Day, "2020-02-30", 0, false}, {schemas.Day, "2020-13-01", 0, false}, {schemas.Day, "2020-1-01", 0, false},
		{schemas.Day, "2020-01-00", 0, false}, {schemas.Day, "2020-00-01", 0, false}, {schemas.Day, "2020-04-31", 0, false},
		{schemas.Bool, "true", 1, true}, {schemas.Bool, "false", 0, true}, {schemas.Bool, "True", 0, false}, {schemas.Bool, "1", 0, false},
	} {
		v := schemas.Vector{Kind: tc.kind}
		err := parseCell(&v, tc.text)
		if (err == nil) != tc.ok || tc.ok && v.Nums[0] != tc.n {
			t.Errorf("%s %q: %v, error %v", tc.kind, tc.text, v.Nums, err)
		}
	}
	for day := int64(-719528); day <= 2932896; day++ {
		if n, ok := parseDay(schemas.DayString(day)); !ok || n != day {
			t.Fatalf("day %d is written as %s and read as %d", day, schemas.DayString(day), n)
		}
	}
}

// JSON that is not what the schema says is no table.
func TestJSONReaderRefuses(t *testing.T) {
	list := schemas.NewTable(schemas.Table{Name: "lists"}, []schemas.Column[row]{
		{Name: "n", Kind: schemas.Int, Get: func(r *row, v *schemas.Vector) { put(v, (*r)[0]) }},
		{Name: "list", Title: "List", Kind: schemas.Text, List: true, Get: func(r *row, v *schemas.Vector) { put(v, (*r)[1]) }}})
	want := resource(list, []row{{{valid: true, n: 1}, {valid: true, list: []string{"a"}}}}, 1)
	for text, ok := range map[string]bool{
		`[{"n":1,"list":["a"]}]`: true, `[ {"list": ["a"], "n": 1} ]`: true,
		`[{"n":1,"list":["a"],"more":1}]`: false, `[{"n":1}]`: false, `[{"n":1,"n":1,"list":["a"]}]`: false, `{"n":1,"list":["a"]}`: false,
		`[{"n":"1","list":["a"]}]`: false, `[{"n":1.0,"list":["a"]}]`: false, `[{"n":1,"list":"a"}]`: false, `[{"n":1,"list":[null]}]`: false,
		`[{"n":1,"list":[["a"]]}]`: false, `[{"n":1,"list":["a"]}] {}`: false, `[{"n":1,"list":["a"]}`: false, `[{"n":1,"list":["a"]`: false, ``: false,
		`[{"n":{},"list":["a"]}]`: false, `[{"n":1,"list":[]}]`: false, `[{"n":1,"list":null}]`: false, `[]`: false, `[{"n":true,"list":["a"]}]`: false,
	} {
		if err := readBack(store{"json/lists.json": []byte(text)}, JSON, want); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
}
