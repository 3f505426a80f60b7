package metadata

import (
	"encoding/json"
	"io"
	"strings"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// OpenLineage tells what each table follows from: a run event of OpenLineage
// 2-0-2 (openlineage.io/spec/2-0-2/OpenLineage.json, RunEvent) a line and a
// table, with the facets schema and columnLineage. Lineage is that of the
// declarations: From leads to claims, Of to columns of the same row, OfRows to
// columns of other tables. Ids of runs and times come from the inputs and the
// configuration.
var OpenLineage = Renderer{Path: "metadata/openlineage.jsonl", Render: renderOpenLineage, Option: "openlineage"}

const facets = "https://openlineage.io/spec/facets/"

// A lineageWriter makes the events of a release.
type lineageWriter struct {
	d        *Dataset
	producer string
	sources  []node // texts and curated files, which claims rest on
	inputs   string // their hashes
}

func renderOpenLineage(w io.Writer, d Dataset) error {
	l := &lineageWriter{d: &d, producer: d.About.Homepage}
	if l.producer == "" {
		l.producer = d.About.ID()
	}
	origins, _, err := originsOf(&d, true)
	if err != nil {
		return err
	}
	for _, o := range origins {
		if o.sha256 == "" {
			continue
		}
		l.inputs += o.sha256
		l.sources = append(l.sources, node{"namespace": "file", "name": o.file, "facets": node{"version": l.facet("1-0-1/DatasetVersionDatasetFacet",
			node{"datasetVersion": "sha256:" + o.sha256})}})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, r := range d.Resources {
		if _, ok := d.file(export.Parquet.Path(r.Table)); !ok {
			continue
		}
		if err := encoder.Encode(l.event(r)); err != nil {
			return err
		}
	}
	return nil
}

// facet names the schema of a facet, as each must.
func (l *lineageWriter) facet(schema string, of node) node {
	_, name, _ := strings.Cut(schema, "/")
	of["_producer"], of["_schemaURL"] = l.producer, facets+schema+".json#/$defs/"+name
	return of
}

func (l *lineageWriter) event(r schemas.Resource) node {
	t := r.Table
	about := &l.d.About
	columns, lineage := []node{}, node{}
	tables := map[string]bool{} // inputs
	for i := range t.Fields {
		f := &t.Fields[i]
		columns = append(columns, node{"name": f.Name, "type": f.Type(), "description": f.Doc})
		if from := l.inputsOf(t, f, tables); len(from) > 0 {
			lineage[f.Name] = node{"inputFields": from}
		}
	}
	inputs := []node{}
	for _, other := range l.d.Resources { // in the order of the release
		if tables[other.Table.Name] && other.Table.Name != t.Name {
			inputs = append(inputs, l.table(other.Table))
		}
	}
	if t.Name == schemas.Claims.Name {
		inputs = append(inputs, l.sources...)
	}
	output := l.table(t)
	output["facets"] = node{"schema": l.facet("1-2-0/SchemaDatasetFacet", node{"fields": columns}),
		"version": l.facet("1-0-1/DatasetVersionDatasetFacet", node{"datasetVersion": about.Version})}
	if len(lineage) > 0 {
		output["facets"].(node)["columnLineage"] = l.facet("1-2-0/ColumnLineageDatasetFacet", node{"fields": lineage})
	}
	file, _ := l.d.file(export.Parquet.Path(t))
	output["outputFacets"] = node{"outputStatistics": l.facet("1-0-2/OutputStatisticsOutputDatasetFacet", node{"rowCount": r.Rows, "size": file.Bytes})}
	return node{
		"eventType": "COMPLETE", "eventTime": l.d.released() + "T00:00:00Z", "producer": l.producer,
		"schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
		"run":       node{"runId": schemas.UUIDOf(about.Name, about.Version, l.inputs, t.Name)},
		"job":       node{"namespace": about.Name, "name": t.Name}, "inputs": inputs, "outputs": []node{output},
	}
}

func (l *lineageWriter) table(t *schemas.Table) node {
	return node{"namespace": "file", "name": export.Parquet.Path(t)}
}

// inputsOf names the columns that a column follows from, and marks their
// tables.
func (l *lineageWriter) inputsOf(t *schemas.Table, f *schemas.Field, tables map[string]bool) []node {
	var fields []node
	add := func(table *schemas.Table, column, kind, subtype, why string) {
		if _, written := l.d.file(export.Parquet.Path(table)); !written {
			return
		}
		tables[table.Name] = true
		input := l.table(table)
		input["field"] = column
		input["transformations"] = []node{{"type": kind, "subtype": subtype, "description": why, "masking": false}}
		fields = append(fields, input)
	}
	if f.From != schemas.NoProperty {
		why := "the accepted claims of the property " + f.From.String()
		if f.How != "" {
			why += ": " + f.How
		}
		add(&schemas.Claims.Table, "value", "DIRECT", "TRANSFORMATION", why)
		add(&schemas.Claims.Table, "status", "INDIRECT", "FILTER", why)
	}
	for _, of := range f.Of {
		add(t, of, "DIRECT", "TRANSFORMATION", f.How)
	}
	for _, rows := range f.OfRows {
		other := schemas.TableNamed(rows.Table)
		if other == nil {
			continue
		}
		for _, column := range rows.Columns {
			add(other, column, "DIRECT", "TRANSFORMATION", f.How)
		}
	}
	return fields
}
