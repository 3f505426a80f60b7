package export

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"migdata/schemas"
)

func readCSV(open Open, t *schemas.Table) (schemas.Resource, error) {
	rows := func(r io.Reader) (rowReader, error) { return csvRows(r, t) }
	return schemas.Resource{Table: t, Rows: unknownRows, Batches: batches(open, "csv/"+t.Name+".csv", t, rows)}, nil
}

// csvRows reads the rows of a CSV file of the table, whose header must name
// its columns in order.
func csvRows(from io.Reader, t *schemas.Table) (rowReader, error) {
	r := csv.NewReader(from)
	r.FieldsPerRecord = len(t.Fields)
	r.ReuseRecord = true
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file has no header")
	}
	if err != nil {
		return nil, err
	}
	if !slices.EqualFunc(header, t.Fields, func(name string, f schemas.Field) bool { return name == f.Name }) {
		return nil, fmt.Errorf("the header %q does not name the columns of %s", strings.Join(header, ","), t.Name)
	}
	return func(batch *schemas.Batch) error {
		record, err := r.Read()
		if err != nil {
			return err
		}
		for i, text := range record {
			if err := parseFlat(&batch.Columns[i], text); err != nil {
				return fmt.Errorf("column %s: %w", t.Fields[i].Name, err)
			}
		}
		return nil
	}, nil
}

// parseFlat appends the cell that a text stands for; a blank one is null, also
// where it was an empty list.
func parseFlat(v *schemas.Vector, text string) error {
	if text == "" {
		v.Null()
		return nil
	}
	if !v.List {
		return parseCell(v, text)
	}
	elements := strings.Split(text, "; ")
	if slices.Contains(elements, "") {
		return errEmptyText
	}
	v.Texts(elements)
	return nil
}
