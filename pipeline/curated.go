package pipeline

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"

	"migdata/schemas"
)

// A curatedRow is a row of a curated file with the places of its cells.
type curatedRow[T any] struct {
	Row  T
	file *Document
	line int
	at   []schemas.Span // by column of the file
	cols map[string]int
}

// span returns the place of a cell of the row: the raw field.
func (r *curatedRow[T]) span(column string) schemas.Span { return r.at[r.cols[column]] }

// place says that a claim rests on a cell of the row: its span is the raw
// field, and its verbatim the unquoted one.
func (r *curatedRow[T]) place(c *schemas.Claim, column string) {
	at := r.span(column)
	c.Doc, c.Spans, c.Column = r.file.Doc, []schemas.Span{at}, columnOf(r.file.Bytes, at)
	c.Verbatim = cellOf(string(r.file.Bytes[at.Start:at.End]))
}

// cellOf returns the value of a raw CSV field (RFC 4180, 2.5 to 2.7).
func cellOf(field string) string {
	if len(field) > 1 && field[0] == '"' {
		return strings.ReplaceAll(field[1:len(field)-1], `""`, `"`)
	}
	return field
}

// finding returns a finding about a cell of the row.
func (r *curatedRow[T]) finding(rule, column, message string) schemas.Finding {
	f := schemas.Finding{Rule: rule, Document: r.file.ID, Message: message}
	if f.Span = r.span(column); f.Span.Line > 0 {
		f.Column = columnOf(r.file.Bytes, f.Span)
	}
	return f
}

// columnOf returns the byte of a span within its line, from 1.
func columnOf(text []byte, s schemas.Span) uint32 {
	return s.Start - uint32(bytes.LastIndexByte(text[:s.Start], '\n')+1) + 1
}

// readCurated reads a curated file. What is wrong with the file as a whole is
// an error that names the line; what is wrong with a row is a finding, and the
// row is left out.
func readCurated[T any](file *Document, valid *validator.Validate) (rows []curatedRow[T], findings []schemas.Finding) {
	broken := func(line int, message string) []schemas.Finding {
		return append(findings, schemas.Finding{Rule: "curated.unreadable", Document: file.ID, Span: schemas.Span{Doc: file.Doc, Line: uint32(line)}, Message: message})
	}
	kind := reflect.TypeFor[T]()
	lines := lineStarts(file.Bytes)
	in := csv.NewReader(bytes.NewReader(file.Bytes))
	in.FieldsPerRecord = -1
	header, err := in.Read()
	if err != nil {
		return nil, broken(1, "it has no header row: "+err.Error())
	}
	cols := map[string]int{}
	for i, name := range header {
		cols[strings.TrimPrefix(name, "\uFEFF")] = i
	}
	cells := columnsOf(kind)
	for _, f := range cells {
		if name := f.Tag.Get("csv"); !has(cols, name) {
			return nil, broken(1, "the column "+name+" is missing")
		}
	}
	if len(header) != len(cells) { // also where a column stands twice
		return nil, broken(1, fmt.Sprintf("it has %d columns; expected are %d", len(header), len(cells)))
	}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, findings
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return rows, broken(wrong.Line, wrong.Err.Error())
		}
		row := curatedRow[T]{file: file, cols: cols}
		row.line, _ = in.FieldPos(0)
		if len(fields) != len(header) {
			findings = broken(row.line, fmt.Sprintf("the row has %d cells; the header has %d", len(fields), len(header)))
			continue
		}
		for i := range fields {
			line, column := in.FieldPos(i)
			start := lines[line-1] + column - 1
			row.at = append(row.at, schemas.Span{Doc: file.Doc, Line: uint32(line), Start: uint32(start), End: uint32(start + rawField(file.Bytes[start:]))})
		}
		value := reflect.ValueOf(&row.Row).Elem()
		for _, f := range cells {
			value.FieldByIndex(f.Index).SetString(strings.TrimSpace(fields[cols[f.Tag.Get("csv")]]))
		}
		var broke validator.ValidationErrors
		if err := valid.Struct(row.Row); errors.As(err, &broke) {
			for _, e := range broke {
				field, _ := kind.FieldByName(e.StructField())
				name := field.Tag.Get("csv")
				findings = append(findings, row.finding("curated.invalid", name, fmt.Sprintf("%s is %q, which breaks the rule %s", name, e.Value(), ruleOf(e))))
			}
			continue
		}
		rows = append(rows, row)
	}
}

func ruleOf(e validator.FieldError) string {
	if e.Param() != "" {
		return e.Tag() + "=" + e.Param()
	}
	return e.Tag()
}

func has[V any](m map[string]V, key string) bool { _, ok := m[key]; return ok }

// lineStarts returns the byte at which each line of a text begins.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// rawField returns how many bytes the CSV field takes that a text begins with,
// quotes included (RFC 4180).
func rawField(text []byte) int {
	if len(text) > 0 && text[0] == '"' {
		for i := 1; i < len(text); i++ {
			if text[i] != '"' {
				continue
			}
			if i+1 < len(text) && text[i+1] == '"' {
				i++
				continue
			}
			return i + 1
		}
	}
	if i := bytes.IndexAny(text, ",\r\n"); i >= 0 {
		return i
	}
	return len(text)
}
