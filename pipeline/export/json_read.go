package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"unicode/utf8"

	"migdata/schemas"
)

func readJSON(open Open, t *schemas.Table) (schemas.Resource, error) {
	rows := func(r io.Reader) (rowReader, error) { return jsonRows(r, t) }
	return schemas.Resource{Table: t, Rows: unknownRows, Batches: batches(open, "json/"+t.Name+".json", t, rows)}, nil
}

// jsonRows reads the objects of an array as rows of the table.
func jsonRows(from io.Reader, t *schemas.Table) (rowReader, error) {
	d, object := json.NewDecoder(from), newJSONObject(t)
	d.DisallowUnknownFields()
	if err := expect(d, '['); err != nil {
		return nil, err
	}
	return func(batch *schemas.Batch) error {
		if d.More() {
			return object.read(d, batch)
		}
		return endOfArray(d)
	}, nil
}

// expect reads a bracket.
func expect(d *json.Decoder, want json.Delim) error {
	token, err := d.Token()
	switch {
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	case err == nil && token != want:
		return fmt.Errorf("%v where %v is due", token, want)
	}
	return err
}

// endOfArray reads the end of the array and of the file; io.EOF is success.
func endOfArray(d *json.Decoder) error {
	if err := expect(d, ']'); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something follows the array")
	}
	return io.EOF
}

// A jsonObject is a struct made for the columns of a table, into which the
// library decodes objects: its fields are cells that append to the columns of
// a batch. A member that is missing, unknown or repeated and a value of
// another type are errors. (The library takes names in any case of letters.)
type jsonObject struct {
	target any // *struct{ F0, F1, ... jsonCell }
	cells  []*jsonCell
	names  []string
}

func newJSONObject(t *schemas.Table) *jsonObject {
	o := &jsonObject{}
	fields := make([]reflect.StructField, len(t.Fields))
	for i, f := range t.Fields {
		tag := reflect.StructTag("json:" + strconv.Quote(f.Name))
		fields[i] = reflect.StructField{Name: "F" + strconv.Itoa(i), Type: reflect.TypeFor[jsonCell](), Tag: tag}
		o.names = append(o.names, f.Name)
	}
	target := reflect.New(reflect.StructOf(fields))
	o.target = target.Interface()
	for i := range fields {
		o.cells = append(o.cells, target.Elem().Field(i).Addr().Interface().(*jsonCell))
	}
	return o
}

// read reads an object as a row.
func (o *jsonObject) read(d *json.Decoder, batch *schemas.Batch) error {
	for i, c := range o.cells {
		c.column, c.seen = &batch.Columns[i], false
	}
	if err := d.Decode(o.target); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	for i, c := range o.cells {
		if !c.seen {
			return fmt.Errorf("member %s is missing", o.names[i])
		}
	}
	return nil
}

// A jsonCell is a member of an object on its way into a column.
type jsonCell struct {
	column *schemas.Vector
	seen   bool
	list   []string
}

// UnmarshalJSON appends a value, null too, to the column.
func (c *jsonCell) UnmarshalJSON(value []byte) error {
	if c.seen {
		return fmt.Errorf("%s stands in a member that was there before", value)
	}
	c.seen = true
	v := c.column
	if string(value) == "null" {
		v.Null()
		return nil
	}
	if v.List {
		return c.unmarshalList(value)
	}
	quoted := v.Kind != schemas.Int && v.Kind != schemas.Bool
	if quoted != (value[0] == '"') {
		return fmt.Errorf("%s is no %s", value, v.Kind)
	}
	if !quoted {
		return parseCell(v, string(value))
	}
	if bytes.IndexByte(value, '\\') < 0 && utf8.Valid(value) {
		return parseCell(v, string(value[1:len(value)-1]))
	}
	var text string
	if err := json.Unmarshal(value, &text); err != nil {
		return err
	}
	return parseCell(v, text)
}

func (c *jsonCell) unmarshalList(value []byte) error {
	clear(c.list[:cap(c.list)]) // the library leaves an element as it is where null stands
	c.list = c.list[:0]
	if err := json.Unmarshal(value, &c.list); err != nil {
		return err
	}
	for _, text := range c.list {
		if text == "" {
			return errEmptyText
		}
	}
	c.column.Texts(c.list)
	return nil
}
