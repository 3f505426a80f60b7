package export

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"migdata/schemas"
)

// Reading a workbook back. The files excel_read*.go share nothing with
// what writes it and use no workbook library: they read the archive and its
// XML as any stranger's program would (ECMA-376 parts 1 and 2).

// readWorkbook returns the reader of a workbook. It finds a table by the name
// of its Excel table, and its continuations by the same name with _2, _3 and
// so on: the sheets may have any names.
func readWorkbook(path string) func(Open, *schemas.Table) (schemas.Resource, error) {
	return func(open Open, t *schemas.Table) (schemas.Resource, error) {
		book, err := openBook(open, path)
		if err != nil {
			return schemas.Resource{}, err
		}
		defer book.file.Close()
		parts, err := book.partsOf(t.Name)
		if err != nil {
			return schemas.Resource{}, fmt.Errorf("%s: table %s: %w", path, t.Name, err)
		}
		resource := schemas.Resource{Table: t, Batches: func(yield func(*schemas.Batch, error) bool) {
			if err := readParts(open, path, t, parts, yield); err != nil {
				yield(nil, fmt.Errorf("%s: table %s: %w", path, t.Name, err))
			}
		}}
		for _, p := range parts {
			resource.Rows += p.ref.rows
		}
		if resource.Rows == 1 { // or none: an Excel table has at least one row
			resource.Rows, err = countRows(resource.Batches)
		}
		return resource, err
	}
}

func countRows(batches iter.Seq2[*schemas.Batch, error]) (n int, err error) {
	for batch, err := range batches {
		if err != nil {
			return 0, err
		}
		n += batch.Rows()
	}
	return n, nil
}

// partsOf finds the Excel tables that hold a table, in their order.
func (b *book) partsOf(name string) ([]tablePart, error) {
	var parts []tablePart
	for want := name; ; want = name + "_" + strconv.Itoa(len(parts)+1) {
		part, found := b.tables[want]
		if !found {
			break
		}
		parts = append(parts, part)
	}
	if parts == nil {
		return nil, errors.New("there is no such table")
	}
	return parts, nil
}

// readBatch is how many rows a batch holds.
const readBatch = 8192

// errStop ends the reading of a sheet that nobody wants more of.
var errStop = fmt.Errorf("enough")

// readParts reads the rows of the tables' sheets into batches.
func readParts(open Open, path string, t *schemas.Table, parts []tablePart, yield func(*schemas.Batch, error) bool) error {
	book, err := openBook(open, path)
	if err != nil {
		return err
	}
	defer book.file.Close()
	long, err := book.longTexts(parts)
	if err != nil {
		return err
	}
	batch := t.NewBatch()
	for _, part := range parts {
		r := &tableReader{table: t, part: part, batch: batch, long: long, yield: yield}
		if err := book.rows(part.sheet, r.row); err == errStop {
			return nil
		} else if err != nil {
			return fmt.Errorf("sheet %s: %w", part.name, err)
		}
		if blankTable := part.ref.rows == 1 && r.rows == 0; r.rows != part.ref.rows && !blankTable {
			return fmt.Errorf("sheet %s: the table is said to have %d rows and has %d", part.name, part.ref.rows, r.rows)
		}
	}
	if batch.Rows() > 0 {
		yield(batch, nil)
	}
	return nil
}

// A tableReader puts the rows of one sheet into batches of a table.
type tableReader struct {
	table *schemas.Table
	part  tablePart
	batch *schemas.Batch
	long  map[string]string // texts that no cell holds, by sheet and cell
	yield func(*schemas.Batch, error) bool
	field []int // by column of the sheet, from 0
	cells []*cellText
	rows  int
}

// row takes a row of the sheet: what stands above the headings is not of the
// table, a row without any value is none.
func (r *tableReader) row(number int, cells []cellText) error {
	switch {
	case number < r.part.ref.top:
		return nil
	case number == r.part.ref.top:
		return r.headings(cells)
	case r.field == nil:
		return fmt.Errorf("row %d comes before the headings", number)
	}
	r.cells = append(r.cells[:0], make([]*cellText, len(r.table.Fields))...)
	filled := false
	for i := range cells {
		c := &cells[i]
		if c.blank() {
			continue
		}
		if c.column >= len(r.field) {
			return fmt.Errorf("row %d: a cell stands right of the table", number)
		}
		r.cells[r.field[c.column]], filled = c, true
	}
	if !filled {
		return nil
	}
	for i := range r.table.Fields {
		if err := r.cell(i, r.cells[i], number); err != nil {
			return fmt.Errorf("row %d, %s: %w", number, r.table.Fields[i].Title, err)
		}
	}
	if r.rows++; r.batch.Rows() < readBatch {
		return nil
	}
	if !r.yield(r.batch, nil) {
		return errStop
	}
	for i := range r.batch.Columns {
		r.batch.Columns[i].Reset()
	}
	return nil
}

// headings finds the field of each column. Each field has one column; the
// heading of a field whose name ends in _on_as_of also names the date.
func (r *tableReader) headings(cells []cellText) error {
	used := make([]bool, len(r.table.Fields))
	for _, c := range cells {
		if c.column != len(r.field) {
			return fmt.Errorf("column %d has no heading", len(r.field)+1)
		}
		found := -1
		for i, f := range r.table.Fields {
			dated := strings.HasSuffix(f.Name, "_on_as_of") && strings.HasPrefix(c.text, f.Title+" on ")
			if !used[i] && (c.text == f.Title || dated) {
				found = i
				break
			}
		}
		if found < 0 {
			return fmt.Errorf("the heading %q is of no column", c.text)
		}
		used[found] = true
		r.field = append(r.field, found)
	}
	for i, f := range r.table.Fields {
		if !used[i] {
			return fmt.Errorf("no column is headed %q", f.Title)
		}
	}
	return nil
}

// cell appends a cell to the column of field i; nil is a blank one.
func (r *tableReader) cell(i int, c *cellText, row int) error {
	f, v := &r.table.Fields[i], &r.batch.Columns[i]
	if c == nil {
		v.Null()
		return nil
	}
	text := c.text
	if len(r.long) > 0 {
		if whole, is := r.long[r.part.name+"!"+c.ref(row)]; is {
			text = whole
		}
	}
	if f.Kind.IsText() {
		if c.kind != textCell {
			return fmt.Errorf("%q is no text", text)
		}
		if f.List {
			v.Texts(strings.Split(text, "; "))
		} else {
			v.Text(text)
		}
		return nil
	}
	n, err := numberOf(f.Kind, c)
	if err != nil {
		return err
	}
	v.Int(n)
	return nil
}

// numberOf reads a cell as a value of a kind that is held as a number.
func numberOf(k schemas.Kind, c *cellText) (int64, error) {
	want := numberCell
	if k == schemas.Bool {
		want = boolCell
	}
	if k == schemas.Day && c.kind == textCell {
		day, err := time.Parse("2006-01-02", c.text)
		return day.Unix() / 86400, err
	}
	if c.kind != want {
		return 0, fmt.Errorf("%q is no %s", c.text, k)
	}
	switch k {
	case schemas.Bool:
		if c.text != "0" && c.text != "1" {
			return 0, fmt.Errorf("%q is neither 0 nor 1", c.text)
		}
	case schemas.Decimal:
		if n, ok := schemas.ParseDecimal(c.text); ok {
			return n, nil
		}
		return 0, fmt.Errorf("%q is no amount", c.text)
	}
	n, err := strconv.ParseInt(c.text, 10, 64)
	if err != nil {
		return 0, err
	}
	if k == schemas.Day {
		// Day 1 is 1900-01-01 and day 60 a 29 February 1900 that never was:
		// from 1 March on, day 0 is 1899-12-30.
		if n <= 60 {
			return 0, fmt.Errorf("day %d lies before March 1900", n)
		}
		n += time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Unix() / 86400
	}
	return n, nil
}

// longTexts reads the texts of the parts' sheets that are too long for a cell
// from the table long_texts, by sheet and cell.
func (b *book) longTexts(parts []tablePart) (map[string]string, error) {
	table, found := b.tables["long_texts"]
	if !found {
		return nil, nil
	}
	ours := map[string]bool{}
	for _, p := range parts {
		ours[p.name] = true
	}
	texts := map[string]string{}
	err := b.rows(table.sheet, func(row int, cells []cellText) error {
		if row <= table.ref.top || len(cells) != 4 || !ours[cells[0].text] {
			return nil
		}
		key := cells[0].text + "!" + cells[1].text
		texts[key] += cells[3].text
		return nil
	})
	return texts, err
}
