package metadata

import (
	"io"

	"migdata/schemas"
)

// CSVW describes all CSV files in one document, by the W3C's Metadata
// Vocabulary for Tabular Data (REC-tabular-metadata-20151217): tables (5.3),
// schemas (5.5), columns (5.6), datatypes (5.11). Formats of dates are those
// of UAX #35 (Tabular Data Model, 6.4.4); cells of lists have a separator.
var CSVW = Renderer{Path: "metadata/csv-metadata.json", Render: renderCSVW}

// The document, in the order in which it is written.
type (
	tableGroup struct {
		Context   []any       `json:"@context"`
		Type      string      `json:"@type"`
		Title     text        `json:"dc:title"`
		About     text        `json:"dc:description"`
		Licence   reach       `json:"dc:license"`
		Publisher text        `json:"dc:publisher"`
		Issued    typed       `json:"dc:issued"`
		Dialect   csvwDialect `json:"dialect"`
		Tables    []csvwTable `json:"tables"`
	}
	// Common properties have no plain texts with a language of their own, so
	// that a text is an object (5.8).
	text struct {
		Value    string `json:"@value"`
		Language string `json:"@language,omitempty"`
	}
	typed struct {
		Value string `json:"@value"`
		Type  string `json:"@type"`
	}
	reach struct {
		ID string `json:"@id"`
	}
	csvwDialect struct {
		Encoding    string   `json:"encoding"`
		Delimiter   string   `json:"delimiter"`
		LineEnds    []string `json:"lineTerminators"`
		QuoteChar   string   `json:"quoteChar"`
		DoubleQuote bool     `json:"doubleQuote"`
		Header      bool     `json:"header"`
	}
	csvwTable struct {
		URL    string     `json:"url"`
		Title  text       `json:"dc:title"`
		About  text       `json:"dc:description"`
		Schema csvwSchema `json:"tableSchema"`
	}
	csvwSchema struct {
		Columns     []csvwColumn `json:"columns"`
		PrimaryKey  []string     `json:"primaryKey"`
		ForeignKeys []csvwKey    `json:"foreignKeys,omitempty"`
	}
	csvwColumn struct {
		Name      string `json:"name"`
		Titles    string `json:"titles"`
		Label     text   `json:"rdfs:label"`
		About     text   `json:"dc:description"`
		Datatype  any    `json:"datatype"`
		Required  bool   `json:"required,omitempty"`
		Separator string `json:"separator,omitempty"`
	}
	csvwDatatype struct {
		Base    string `json:"base"`
		Format  any    `json:"format,omitempty"`
		Minimum any    `json:"minimum,omitempty"`
		Maximum any    `json:"maximum,omitempty"`
		Longest any    `json:"maxLength,omitempty"`
	}
	csvwKey struct {
		Columns   []string      `json:"columnReference"`
		Reference csvwReference `json:"reference"`
	}
	csvwReference struct {
		Resource string   `json:"resource"`
		Columns  []string `json:"columnReference"`
	}
)

func renderCSVW(w io.Writer, d Dataset) error {
	about := &d.About
	own := func(s string) text { return text{s, about.Lang()} }
	group := tableGroup{
		Context: []any{"http://www.w3.org/ns/csvw", map[string]string{"@language": about.Lang()}}, Type: "TableGroup",
		Title: own(about.Title), About: own(about.Description + " " + about.Universe), Licence: reach{about.LicenceURL},
		Publisher: own(about.Publisher), Issued: typed{d.released(), "xsd:date"},
		Dialect: csvwDialect{"utf-8", ",", []string{"\r\n"}, `"`, true, true},
	}
	for _, r := range d.Resources {
		path := d.csvOf(r.Table)
		if path == "" {
			continue
		}
		schema := csvwSchema{PrimaryKey: r.Table.Key}
		for i := range r.Table.Fields {
			f := &r.Table.Fields[i]
			column := csvwColumn{Name: f.Name, Titles: f.Name, Label: own(f.Title), About: own(f.Doc), Datatype: datatypeOf(f)}
			if f.List {
				column.Separator = schemas.ListSeparator // blank is null and empty alike, so none is required
			} else {
				column.Required = f.Required()
			}
			schema.Columns = append(schema.Columns, column)
			if key := foreignKeyOf(d, r.Table, f); key != nil {
				target := key.Reference.Resource
				if target == "" {
					target = r.Table.Name
				}
				other, _ := d.Resource(target)
				if csv := d.csvOf(other.Table); csv != "" {
					schema.ForeignKeys = append(schema.ForeignKeys, csvwKey{key.Fields, csvwReference{"../" + csv, key.Reference.Fields}})
				}
			}
		}
		group.Tables = append(group.Tables, csvwTable{"../" + path, own(r.Table.Title), own(r.Table.Doc), schema})
	}
	if len(group.Tables) == 0 {
		return nil
	}
	return writeJSON(w, group)
}

// csvOf returns the path of the CSV file of a table; "" where there is none.
func (d *Dataset) csvOf(t *schemas.Table) string {
	for _, p := range d.filesOf(t) {
		if p.Name == "csv" {
			return p.File.Path
		}
	}
	return ""
}

// datatypeOf names the datatype of a field, with what its rules say of it.
func datatypeOf(f *schemas.Field) any {
	t := csvwDatatype{Base: "string"}
	switch f.Kind {
	case schemas.Int:
		t.Base = "integer"
	case schemas.Decimal:
		t.Base = "decimal"
	case schemas.Day:
		t.Base, t.Format = "date", "yyyy-MM-dd"
	case schemas.Bool:
		t.Base, t.Format = "boolean", "true|false"
	}
	for _, r := range f.Rules {
		for word, place := range map[string]*any{"minimum": &t.Minimum, "maximum": &t.Maximum, "maxLength": &t.Longest} {
			if value, has := r.Keywords[word]; has && *place == nil {
				*place = value
			}
		}
	}
	if t.Format == nil && t.Minimum == nil && t.Maximum == nil && t.Longest == nil {
		return t.Base
	}
	return t
}
