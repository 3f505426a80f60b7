package diff

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// looseRows goes through a table whose columns are not known yet: those that
// say what all others are made of. JSON and CSV name their columns; where the
// release has neither, the table must be as this program declares it. A table
// that the release does not have has no rows. Lists are joined.
func (w *written) looseRows(table string, row func(map[string]string)) error {
	t := &schemas.Table{Name: table}
	var err error
	switch {
	case w.has(export.JSON.Path(t)):
		err = w.looseFile(export.JSON.Path(t), looseJSON, row)
	case w.has(export.CSV.Path(t)): // the library takes a CR before LF away, also within quotes
		err = w.looseFile(export.CSV.Path(t), looseCSV, row)
	case w.has(export.Parquet.Path(t)):
		err = w.knownRows(schemas.TableNamed(table), row)
		if err != nil {
			err = fmt.Errorf("%w (another program wrote it; its columns can be found out from CSV or JSON, which the release does not have)", err)
		}
	}
	if err != nil {
		return fmt.Errorf("reading %s: %w", table, err)
	}
	return nil
}

func (w *written) looseFile(path string, read func(io.Reader, func(map[string]string)) error, row func(map[string]string)) error {
	f, err := w.open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return read(f, row)
}

func looseCSV(from io.Reader, row func(map[string]string)) error {
	r := csv.NewReader(from)
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return errors.New("the file has no header")
	}
	for err == nil {
		var record []string
		if record, err = r.Read(); err == nil {
			cells := make(map[string]string, len(header))
			for i, name := range header {
				cells[name] = record[i]
			}
			row(cells)
		}
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func looseJSON(from io.Reader, row func(map[string]string)) error {
	d := json.NewDecoder(from)
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		var object map[string]any
		if err := d.Decode(&object); err != nil {
			return err
		}
		cells := make(map[string]string, len(object))
		for name, value := range object {
			cells[name] = looseText(value)
		}
		row(cells)
	}
	_, err := d.Token()
	return err
}

func looseText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = looseText(v[i])
		}
		return strings.Join(parts, schemas.ListSeparator)
	}
	return fmt.Sprint(value)
}

func (w *written) knownRows(t *schemas.Table, row func(map[string]string)) error {
	r, err := export.Parquet.Read(w.open, t)
	if err != nil {
		return err
	}
	for b, err := range r.Batches {
		if err != nil {
			return err
		}
		for i := range b.Rows() {
			cells := make(map[string]string, len(t.Fields))
			for c := range t.Fields {
				cells[t.Fields[c].Name] = b.Columns[c].Flat(i)
			}
			row(cells)
		}
	}
	return nil
}
