package export

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"migdata/schemas"
)

// cellFormats are the formats that the tests of all formats go through: a new
// one is covered unasked.
var cellFormats = Formats

// A store holds the files of a release in memory.
type store map[string][]byte

type stored struct {
	bytes.Buffer
	path string
	in   store
}

func (f *stored) Close() error {
	f.in[f.path] = f.Bytes()
	return nil
}

func (s store) create(path string) (io.WriteCloser, error) { return &stored{path: path, in: s}, nil }

type opened struct{ *bytes.Reader }

func (opened) Close() error { return nil }

func (s store) open(path string) (File, error) {
	b, ok := s[path]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return opened{bytes.NewReader(b)}, nil
}

// A cell is a value of a generated row; a nil list and null are null.
type cell struct {
	valid bool
	n     int64
	s     string
	list  []string
}

type row []cell

// kindsTable has a column for each kind of cell, never null and nullable.
var kindsTable = newKindsTable()

func newKindsTable() *schemas.TableOf[row] {
	columns := []schemas.Column[row]{{Name: "id", Title: "Id", Doc: "Key.", Kind: schemas.Code, Rules: []schemas.Rule{schemas.Required()},
		Get: func(r *row, v *schemas.Vector) { v.Text((*r)[0].s) }}}
	for _, k := range []schemas.Kind{schemas.Text, schemas.Code, schemas.EDTF, schemas.Int, schemas.Day, schemas.Decimal, schemas.Bool} {
		for _, list := range []bool{false, true} {
			if list && !k.IsText() {
				continue
			}
			for _, required := range []bool{false, true} {
				c := schemas.Column[row]{Name: k.String(), Kind: k, List: list}
				if list {
					c.Name += "_list"
				}
				if required {
					c.Name += "_required"
					c.Rules = []schemas.Rule{schemas.Required()}
				}
				c.Title, c.Doc = c.Name, `The "`+c.Name+`" of a row: é <&>.`
				i := len(columns)
				c.Get = func(r *row, v *schemas.Vector) { put(v, (*r)[i]) }
				columns = append(columns, c)
			}
		}
	}
	return schemas.NewTable(schemas.Table{Name: "kinds", Title: "Kinds", Doc: "All kinds of cells.", Key: []string{"id"}}, columns)
}

func put(v *schemas.Vector, c cell) {
	switch {
	case !c.valid:
		v.Null()
	case v.List:
		v.Texts(c.list)
	case v.Kind.IsText():
		v.Text(c.s)
	default:
		v.Int(c.n)
	}
}

// resource cuts rows into batches of the given sizes, over and over.
func resource(t *schemas.TableOf[row], rows []row, cuts ...int) schemas.Resource {
	return schemas.Resource{Table: &t.Table, Rows: len(rows), Batches: func(yield func(*schemas.Batch, error) bool) {
		batch := t.NewBatch()
		for at, n := 0, 0; at < len(rows); n++ {
			for i := range batch.Columns {
				batch.Columns[i].Reset()
			}
			end := min(len(rows), at+cuts[n%len(cuts)])
			for ; at < end; at++ {
				t.Append(batch, &rows[at])
			}
			if !yield(batch, nil) {
				return
			}
		}
	}}
}

// hardTexts are texts that formats are known to trip over.
var hardTexts = []string{
	"a", `"`, `""`, `"quoted"`, "a,b", "a;b", ";", "line\nbreak", "\n", "tab\there", "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0",
	"null", "NULL", `\N`, `\.`, "true", "0001", "1e5", "NaN", "2020-01-01", " leading", "trailing ", " ", "'", "<b>&amp;</b>", "]]>", `\`, `\u0041`,
	"\u2028", "\u2029", "\u0085", "\u00a0", "\u200b", "\ufeff", "\ufffd", "\x7f", "é", "é", "مشروع", "项目", "🦺👩‍👩‍👧", "\U0010ffff", "_x000D_",
}

func genText(t *rapid.T) string {
	if rapid.Bool().Draw(t, "hard") {
		return rapid.SampledFrom(hardTexts).Draw(t, "text")
	}
	text := []rune(rapid.StringN(1, 40, -1).Draw(t, "text"))
	for i, r := range text {
		if !schemas.Printable([]byte(string(r))) {
			text[i] = '.'
		}
	}
	if rapid.IntRange(0, 200).Draw(t, "long") == 0 {
		return string(bytes.Repeat([]byte(string(text)), 3000))
	}
	return string(text)
}

func genCell(t *rapid.T, f *schemas.Field) cell {
	c := cell{valid: f.Required() || rapid.IntRange(0, 3).Draw(t, "valid") > 0}
	if !c.valid {
		return c
	}
	text := func(t *rapid.T) string {
		if f.Kind == schemas.EDTF {
			return rapid.SampledFrom([]string{"2020", "2020-01", "2020-01-31", "2020-21", "1999?", "2020-34~"}).Draw(t, "edtf")
		}
		return genText(t)
	}
	switch {
	case f.List:
		// CSV holds no lists whose elements hold its separator; a check
		// refuses them.
		element := rapid.Custom(text).Filter(func(s string) bool { return !bytes.Contains([]byte(s), []byte("; ")) })
		c.list = rapid.SliceOfN(element, 0, 4).Draw(t, "list")
		if c.list == nil {
			c.list = []string{}
		}
	case f.Kind.IsText():
		c.s = text(t)
	case f.Kind == schemas.Int:
		c.n = rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999).Draw(t, "int")
	case f.Kind == schemas.Decimal:
		c.n = rapid.OneOf(rapid.Int64Range(-200, 200), rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999)).Draw(t, "decimal")
	case f.Kind == schemas.Day:
		c.n = rapid.OneOf(rapid.Int64Range(-719528, 2932896), rapid.Int64Range(-800, 20000)).Draw(t, "day")
	case f.Kind == schemas.Bool:
		c.n = rapid.Int64Range(0, 1).Draw(t, "bool")
	}
	return c
}

// genRows draws rows of a table; their ids are in order.
func genRows(t *rapid.T, of *schemas.Table, most int) []row {
	rows := make([]row, rapid.IntRange(0, most).Draw(t, "rows"))
	for i := range rows {
		rows[i] = make(row, len(of.Fields))
		rows[i][0] = cell{valid: true, s: fmt.Sprintf("%07d", i)}
		for c := 1; c < len(of.Fields); c++ {
			rows[i][c] = genCell(t, &of.Fields[c])
		}
	}
	return rows
}

// manyRows makes rows without the price of drawing each.
func manyRows(of *schemas.Table, n int) []row {
	rows := make([]row, n)
	for i := range rows {
		rows[i] = make(row, len(of.Fields))
		rows[i][0] = cell{valid: true, s: fmt.Sprintf("%07d", i)}
		for c := 1; c < len(of.Fields); c++ {
			f := &of.Fields[c]
			x := cell{valid: f.Required() || (i+c)%5 > 0, n: int64((i*7919 + c) % 20000), s: hardTexts[(i*31+c)%len(hardTexts)], list: []string{}}
			if f.Kind == schemas.Bool {
				x.n %= 2
			}
			for e := range (i + c) % 4 {
				x.list = append(x.list, "e"+strconv.Itoa(i*e%1000))
			}
			rows[i][c] = x
		}
	}
	return rows
}

func about() schemas.About {
	return schemas.About{Name: "projects-test", Title: "Projects", Version: "preview", Licence: "CC-BY-4.0"}
}

// written writes tables in a format and returns the files.
func written(t testing.TB, f Format, resources ...schemas.Resource) store {
	t.Helper()
	s := store{}
	if err := f.Write(s.create, Release{About: about(), Resources: resources}); err != nil {
		t.Fatal(err)
	}
	return s
}

// readBack reads a table and compares it; nil says that all cells are there.
func readBack(s store, f Format, want schemas.Resource) error {
	got, err := f.Read(s.open, want.Table)
	if err != nil {
		return err
	}
	return Compare(f, want, got)
}
