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

// The curated files, by row. Their columns are documented in
// sources/README.md; the tags are those of validator/v10.
type (
	projectRow struct {
		ID        string `csv:"project_id" validate:"required,slug,max=80"`
		Title     string `csv:"title" validate:"required,printable"`
		Acronym   string `csv:"acronym" validate:"omitempty,printable"`
		Phase     string `csv:"phase" validate:"omitempty,number,max=2"`
		Countries string `csv:"countries" validate:"omitempty,printable"`
		Document  string `csv:"document" validate:"omitempty,slug"`
		Note      string `csv:"note"`
	}
	projectNameRow struct {
		Name string `csv:"name" validate:"required,printable"`
		ID   string `csv:"project_id" validate:"required,slug"`
		Note string `csv:"note"`
	}
	organisationRow struct {
		ID            string `csv:"org_id" validate:"required,slug,max=80"`
		Name          string `csv:"name" validate:"required,printable"`
		Acronym       string `csv:"acronym" validate:"omitempty,printable"`
		Kind          string `csv:"kind" validate:"required,oneof=state government_body eu multilateral network ngo instrument company other"`
		IATIType      string `csv:"iati_type" validate:"omitempty,number"`
		Parent        string `csv:"parent_org_id" validate:"omitempty,slug"`
		Donor         string `csv:"donor_code" validate:"omitempty,donor"`
		Country       string `csv:"country_iso3" validate:"omitempty,iso3"`
		SourceURL     string `csv:"source_url" validate:"omitempty,weburl"`
		SourceTitle   string `csv:"source_title"`
		Publisher     string `csv:"publisher"`
		PublisherType string `csv:"publisher_type" validate:"omitempty,publisher_type"`
		DateRead      string `csv:"date_read" validate:"omitempty,edtf"`
		Note          string `csv:"note"`
	}
	organisationNameRow struct {
		ID   string `csv:"org_id" validate:"required,slug"`
		Lang string `csv:"lang" validate:"required,bcp47_language_tag"`
		Name string `csv:"name" validate:"required,printable"`
		Note string `csv:"note"`
	}
	cityRow struct {
		Name      string `csv:"name" validate:"required,printable"`
		ISO3      string `csv:"iso3" validate:"required,iso3"`
		Geonames  string `csv:"geonames_id" validate:"omitempty,number"`
		Canonical string `csv:"canonical" validate:"omitempty,printable"`
		SourceURL string `csv:"source_url" validate:"omitempty,weburl"`
		Note      string `csv:"note"`
	}
	decisionRow struct {
		ID         string `csv:"decision_id" validate:"required,slug"`
		Subject    string `csv:"subject" validate:"required,subject"`
		Property   string `csv:"property" validate:"required,property"`
		Expects    string `csv:"expects" validate:"required,printable"`
		Value      string `csv:"value" validate:"required,printable"`
		Reason     string `csv:"reason" validate:"required,printable"`
		Confidence string `csv:"confidence" validate:"required,oneof=high medium low"`
		SourceURL  string `csv:"source_url" validate:"omitempty,weburl"`
	}
	claimRow struct {
		Subject        string `csv:"subject" validate:"required,subject"`
		Property       string `csv:"property" validate:"required,property"`
		Value          string `csv:"value" validate:"required,printable"`
		Amount         string `csv:"amount_verbatim"`
		From           string `csv:"from_edtf" validate:"omitempty,edtf"`
		To             string `csv:"to_edtf" validate:"omitempty,edtf"`
		Evidence       string `csv:"evidence" validate:"required,oneof=direct indirect"`
		Confidence     string `csv:"confidence" validate:"required,oneof=high medium low"`
		Scope          string `csv:"scope" validate:"required,oneof=own shared_action programme funder_share component other_scope"`
		DisagreeKind   string `csv:"disagreement_kind" validate:"omitempty,oneof=contradiction earlier_state later_state other_scope unclassified"`
		DisagreeReason string `csv:"disagreement_reason"`
		SourceURL      string `csv:"source_url" validate:"required,weburl"`
		SourceTitle    string `csv:"source_title" validate:"required,printable"`
		Publisher      string `csv:"publisher" validate:"required,printable"`
		PublisherType  string `csv:"publisher_type" validate:"required,publisher_type"`
		StatedAsOf     string `csv:"stated_as_of" validate:"omitempty,edtf"`
		DateRead       string `csv:"date_read" validate:"required,edtf"`
		EvidenceLines  string `csv:"evidence_lines"`
		Note           string `csv:"note"`
	}
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
	for i := range kind.NumField() {
		if name := kind.Field(i).Tag.Get("csv"); !has(cols, name) {
			return nil, broken(1, "the column "+name+" is missing")
		}
	}
	if len(header) != kind.NumField() { // also where a column stands twice
		return nil, broken(1, fmt.Sprintf("it has %d columns; expected are %d", len(header), kind.NumField()))
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
		for i := range kind.NumField() {
			value.Field(i).SetString(strings.TrimSpace(fields[cols[kind.Field(i).Tag.Get("csv")]]))
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

// CuratedFiles returns the curated files that a run reads, by name, with their
// columns: what an empty set of them looks like.
func CuratedFiles() map[string][]string {
	files := map[string][]string{}
	for name, row := range map[string]reflect.Type{
		"projects.csv": reflect.TypeFor[projectRow](), "project_names.csv": reflect.TypeFor[projectNameRow](),
		"organisations.csv": reflect.TypeFor[organisationRow](), "organisation_names.csv": reflect.TypeFor[organisationNameRow](),
		"cities.csv": reflect.TypeFor[cityRow](), "decisions.csv": reflect.TypeFor[decisionRow](), "claims.csv": reflect.TypeFor[claimRow](),
	} {
		for i := range row.NumField() {
			files[name] = append(files[name], row.Field(i).Tag.Get("csv"))
		}
	}
	return files
}
