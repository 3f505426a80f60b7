package export

import (
	"bufio"
	"bytes"

	"migdata/schemas"
)

// CSV publishes one file a table, after RFC 4180: UTF-8 without a byte order
// mark, a header of column names, lines that end in CR LF, quotes where they
// are needed. Lists are joined by schemas.ListSeparator; a blank cell is null,
// or an empty list.
//
// CSV is for machines: cells hold the same text as in every other format, also
// where they begin with = + - or @, which spreadsheets may take for formulas.
// The workbook is the file for people.
var CSV = Format{Name: "csv", Path: csvPath, MediaType: "text/csv", Text: true, Flat: true,
	Holds: everyTable, Write: writeCSV, Read: readCSV}

func csvPath(t *schemas.Table) string { return "csv/" + t.Name + ".csv" }

func writeCSV(create Create, r Release) error {
	for _, res := range r.Resources {
		err := writeFile(create, csvPath(res.Table), func(w *bufio.Writer) error { return writeCSVTable(w, res) })
		if err != nil {
			return err
		}
	}
	return nil
}

func writeCSVTable(w *bufio.Writer, res schemas.Resource) error {
	var line, cell []byte
	for i, f := range res.Table.Fields {
		line = appendCSVCell(line, i, []byte(f.Name))
	}
	if _, err := w.Write(endCSVLine(line)); err != nil {
		return err
	}
	for batch, err := range res.Batches {
		if err != nil {
			return err
		}
		for row := range batch.Rows() {
			line = line[:0]
			for i := range batch.Columns {
				cell = appendFlat(cell[:0], &batch.Columns[i], row)
				line = appendCSVCell(line, i, cell)
			}
			if _, err := w.Write(endCSVLine(line)); err != nil {
				return err
			}
		}
	}
	return nil
}

// appendFlat appends the cell at row i as one text.
func appendFlat(b []byte, v *schemas.Vector, i int) []byte {
	if !v.List {
		return v.AppendText(b, i)
	}
	from, to := v.Elements(i)
	for e := from; e < to; e++ {
		if e > from {
			b = append(b, schemas.ListSeparator...)
		}
		b = append(b, v.TextAt(e)...)
	}
	return b
}

// appendCSVCell appends the cell of column i to a line.
func appendCSVCell(line []byte, i int, cell []byte) []byte {
	if i > 0 {
		line = append(line, ',')
	}
	if !bytes.ContainsAny(cell, "\",\r\n") {
		return append(line, cell...)
	}
	line = append(line, '"')
	for {
		before, after, found := bytes.Cut(cell, []byte{'"'})
		line = append(line, before...)
		if !found {
			return append(line, '"')
		}
		line, cell = append(line, `""`...), after
	}
}

// endCSVLine ends a line. A line without a character would be skipped by
// readers, so a table of one column shows its blank cell.
func endCSVLine(line []byte) []byte {
	if len(line) == 0 {
		line = append(line, `""`...)
	}
	return append(line, "\r\n"...)
}
