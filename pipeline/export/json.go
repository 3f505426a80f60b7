package export

import (
	"bufio"
	"strconv"
	"unicode/utf8"

	"migdata/schemas"
)

// JSON publishes each table as an array of objects, one a line, every column
// present and null where blank, with its JSON Schema beside it; and everything
// about a project in one object (projects.nested.json).
var JSON = Format{Name: "json", Path: jsonPath, MediaType: "application/json", Text: true,
	Holds: everyTable, Write: writeJSON, Read: readJSON,
	Copies: func([]string) []Format { return []Format{Nested} }}

func jsonPath(t *schemas.Table) string { return "json/" + t.Name + ".json" }

func writeJSON(create Create, r Release) error {
	for _, res := range r.Resources {
		err := writeFile(create, jsonPath(res.Table), func(w *bufio.Writer) error { return writeJSONTable(w, res) })
		if err != nil {
			return err
		}
		err = writeJSONSchema(create, "json/"+res.Table.Name+".schema.json", res.Table.JSONSchema())
		if err != nil {
			return err
		}
	}
	return writeNested(create, r.Resources)
}

func writeJSONSchema(create Create, path string, document map[string]any) error {
	return writeFile(create, path, func(w *bufio.Writer) error { return schemas.WriteJSONSchema(w, document) })
}

func writeJSONTable(w *bufio.Writer, res schemas.Resource) error {
	line := append([]byte(nil), "[\n"...)
	columns, rows := jsonColumns(res.Table), 0
	for batch, err := range res.Batches {
		if err != nil {
			return err
		}
		for i := range batch.Rows() {
			if rows++; rows > 1 {
				line = append(line, ",\n"...)
			}
			line = append(appendMembers(append(line, '{'), columns, batch, i), '}')
			if _, err := w.Write(line); err != nil {
				return err
			}
			line = line[:0]
		}
	}
	if rows > 0 {
		line = append(line, '\n')
	}
	_, err := w.Write(append(line, "]\n"...))
	return err
}

// A jsonColumn is a column that becomes a member of an object.
type jsonColumn struct {
	index int    // in the batch
	name  []byte // `"name":`
}

// jsonColumns returns the columns of a table but those that are left out.
func jsonColumns(t *schemas.Table, without ...string) []jsonColumn {
	var columns []jsonColumn
fields:
	for i := range t.Fields {
		for _, name := range without {
			if t.Fields[i].Name == name {
				continue fields
			}
		}
		columns = append(columns, jsonColumn{i, append(appendJSONText(nil, []byte(t.Fields[i].Name)), ':')})
	}
	return columns
}

// appendMembers appends the cells of row i as members of an object.
func appendMembers(b []byte, columns []jsonColumn, batch *schemas.Batch, i int) []byte {
	for n, c := range columns {
		if n > 0 {
			b = append(b, ',')
		}
		b = appendJSONCell(append(b, c.name...), &batch.Columns[c.index], i)
	}
	return b
}

func appendJSONCell(b []byte, v *schemas.Vector, i int) []byte {
	switch {
	case !v.Valid[i]:
		return append(b, "null"...)
	case v.List:
		b = append(b, '[')
		from, to := v.Elements(i)
		for e := from; e < to; e++ {
			if e > from {
				b = append(b, ',')
			}
			b = appendJSONText(b, v.TextAt(e))
		}
		return append(b, ']')
	case v.Kind.IsText():
		return appendJSONText(b, v.TextAt(i))
	case v.Kind == schemas.Int:
		return strconv.AppendInt(b, v.Nums[i], 10)
	case v.Kind == schemas.Bool:
		return v.AppendText(b, i)
	}
	// Days and amounts are strings: JSON has no dates, and readers take its
	// numbers for binary fractions.
	return append(v.AppendText(append(b, '"'), i), '"')
}

// appendJSONText appends a text as a JSON string (RFC 8259, section 7). The
// line separators of Unicode are escaped too, as they end a line in some
// readers, and what is no UTF-8 becomes U+FFFD, which reading back finds.
func appendJSONText(b, text []byte) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	plain := 0 // start of the characters that stand for themselves
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size, escape := 1, ""
		switch {
		case c >= utf8.RuneSelf:
			var r rune
			r, size = utf8.DecodeRune(text[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				escape = `\ufffd`
			case r == '\u2028':
				escape = `\u2028`
			case r == '\u2029':
				escape = `\u2029`
			default:
				i += size
				continue
			}
		case c == '"':
			escape = `\"`
		case c == '\\':
			escape = `\\`
		case c == '\n':
			escape = `\n`
		case c == '\r':
			escape = `\r`
		case c == '\t':
			escape = `\t`
		}
		b = append(b, text[plain:i]...)
		if escape != "" {
			b = append(b, escape...)
		} else {
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i += size
		plain = i
	}
	return append(append(b, text[plain:]...), '"')
}
