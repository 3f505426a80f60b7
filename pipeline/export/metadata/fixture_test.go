package metadata

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// A thing has a column of every kind.
type thing struct {
	id, name, kind, place, since string
	tags                         []string
	weight, price, seen, alive   schemas.Value
}

var colours = schemas.Codelist{Name: "colour", Title: "Colours | of things", Codes: []schemas.CodeOf{
	{Code: "red", Doc: "As <blood>."}, {Code: "blue", Doc: "As the *sea*."},
}}

var things = schemas.NewTable(schemas.Table{
	Name: "things", Title: "Things", Doc: "Things, one row each.\nWith | bars.", Key: []string{"thing_id"},
}, []schemas.Column[thing]{
	{Name: "thing_id", Title: "Thing id", Doc: "Key.", Kind: schemas.Code, Rules: []schemas.Rule{schemas.Required(), schemas.Slug(), schemas.MaxLen(80)}, Example: "a-thing",
		Get: func(r *thing, v *schemas.Vector) { v.Text(r.id) }},
	{Name: "name", Title: "Name", Doc: "Name, as printed.", Kind: schemas.Text, From: schemas.Title, Rights: true,
		Get: func(r *thing, v *schemas.Vector) { v.Text(r.name) }},
	{Name: "colour", Title: "Colour", Doc: "Its colour.", Kind: schemas.Code, Codes: &colours, Rules: []schemas.Rule{schemas.Required()},
		Get: func(r *thing, v *schemas.Vector) { v.Text(r.kind) }},
	{Name: "place_id", Title: "Place", Doc: "Where it is.", Kind: schemas.Code, Ref: "places", Blank: schemas.Ambiguous,
		Get: func(r *thing, v *schemas.Vector) { v.Text(r.place) }},
	{Name: "part_of", Title: "Part of", Doc: "Thing that it is part of.", Kind: schemas.Code, Ref: "things",
		Get: func(r *thing, v *schemas.Vector) { v.Null() }},
	{Name: "since_edtf", Title: "Since", Doc: "Since when.", Kind: schemas.EDTF, From: schemas.Start,
		Get: func(r *thing, v *schemas.Vector) { v.Text(r.since) }},
	{Name: "tags", Title: "Tags", Doc: "Its tags.", Kind: schemas.Text, List: true, Rules: []schemas.Rule{schemas.Required()},
		Get: func(r *thing, v *schemas.Vector) { v.Texts(r.tags) }},
	{Name: "weight", Title: "Weight", Doc: "In grams.", Kind: schemas.Int, Rules: []schemas.Rule{schemas.Between(1, 99)}, Example: "12",
		Get: func(r *thing, v *schemas.Vector) { v.Value(r.weight) }},
	{Name: "price", Title: "Price", Doc: "In euro.", Kind: schemas.Decimal, Of: []string{"weight"}, How: "a euro a gram",
		Get: func(r *thing, v *schemas.Vector) { v.Value(r.price) }},
	{Name: "seen", Title: "Seen", Doc: "When it was seen.", Kind: schemas.Day, Precision: "since_edtf",
		Get: func(r *thing, v *schemas.Vector) { v.Value(r.seen) }},
	{Name: "alive", Title: "Alive", Doc: "Whether it lives.", Kind: schemas.Bool,
		Get: func(r *thing, v *schemas.Vector) { v.Value(r.alive) }},
})

type place struct{ id string }

var places = schemas.NewTable(schemas.Table{
	Name: "places", Title: "Places", Doc: "Places.", Kind: schemas.ReferenceTable, Key: []string{"place_id"},
}, []schemas.Column[place]{
	{Name: "place_id", Title: "Place id", Doc: "Key.", Kind: schemas.Code, Rules: []schemas.Rule{schemas.Required()},
		Get: func(r *place, v *schemas.Vector) { v.Text(r.id) }},
})

// papers stands for the table of documents, with the columns that metadata
// look at.
var papers = schemas.NewTable(schemas.Table{
	Name: "documents", Title: "Documents", Doc: "Documents.", Kind: schemas.TrustTable, Key: []string{"document_id"},
}, []schemas.Column[schemas.DocumentRow]{
	{Name: "document_id", Title: "Document id", Doc: "Key.", Kind: schemas.Code, Rules: []schemas.Rule{schemas.Required()},
		Get: func(r *schemas.DocumentRow, v *schemas.Vector) { v.Text(r.ID) }},
	{Name: "kind", Title: "Kind", Doc: "What it is.", Kind: schemas.Code,
		Get: func(r *schemas.DocumentRow, v *schemas.Vector) { v.Text(r.Kind) }},
	{Name: "title", Title: "Title", Doc: "Title.", Kind: schemas.Text,
		Get: func(r *schemas.DocumentRow, v *schemas.Vector) { v.Text(r.Title) }},
	{Name: "url", Title: "Address", Doc: "Web address.", Kind: schemas.Text,
		Get: func(r *schemas.DocumentRow, v *schemas.Vector) { v.Text(r.URL) }},
	{Name: "published_edtf", Title: "Published", Doc: "When.", Kind: schemas.EDTF,
		Get: func(r *schemas.DocumentRow, v *schemas.Vector) { v.Text(r.Published) }},
})

var documents = []schemas.DocumentRow{
	{ID: "brochure", Kind: "text", Title: "A brochure", Published: "2021-12", Republish: "full"},
	{ID: "claims", Kind: "curated", Title: "Our claims", Republish: "full"},
	{ID: "page", Kind: "page", URL: "https://example.org/page", Republish: "none"},
}

// resource makes a resource of rows.
func resource[R any](t *schemas.TableOf[R], rows ...R) schemas.Resource {
	return schemas.Resource{Table: &t.Table, Rows: len(rows), Batches: func(yield func(*schemas.Batch, error) bool) {
		b := t.NewBatch()
		for i := range rows {
			t.Append(b, &rows[i])
		}
		yield(b, nil)
	}}
}

var about = schemas.About{
	Name: "things", Title: "Things of the world", Description: "A made-up dataset about things, just long enough for a description.",
	Universe: "Two things of 2021; not all things.", Publisher: "Office of Things", Homepage: "https://example.org/things",
	Keywords: []string{"things"}, Licence: "CC-BY-4.0", LicenceURL: "https://creativecommons.org/licenses/by/4.0/",
	Rights: "The words of the brochure belong to its publisher.", Caveats: []string{"Red <things> are counted twice."},
	Themes: []string{"SOCI"}, Frequency: "IRREG", Contact: "The office",
	IATI:    schemas.IATI{Reporter: "XX-0", ReporterType: "90", Sector: "15190", SectorNote: "Our mapping.", Note: "Others report too."},
	HDX:     schemas.HDX{Organisation: "office", Maintainer: "person"},
	Version: "preview", AsOf: 18992, Released: 18993,
}

// smallRelease is a release of two tables and its documents.
func smallRelease() export.Release {
	return export.Release{About: about, Resources: []schemas.Resource{
		resource(things,
			thing{id: "a", name: "A", kind: "red", place: "here", since: "2020-01", tags: []string{"x", "y"}, weight: schemas.IntValue(12)},
			thing{id: "b", kind: "blue", tags: []string{}}),
		resource(places, place{"here"}),
		resource(papers, documents...),
	}}
}

// filesOf names a file for each table in each of the shapes.
func filesOf(r export.Release, shapes ...string) []File {
	var files []File
	for i, s := range shapes {
		for n, res := range r.Resources {
			files = append(files, File{s + "/" + res.Table.Name + "." + s, int64(1000*i + n), fmt.Sprintf("%064x", 16*i+n)})
		}
	}
	return files
}

// A store keeps written files in memory.
type store map[string][]byte

type storedFile struct {
	bytes.Buffer
	keep func([]byte)
}

func (f *storedFile) Close() error { f.keep(f.Bytes()); return nil }

func (s store) create(path string) (io.WriteCloser, error) {
	if _, twice := s[path]; twice {
		return nil, errors.New(path + " is written twice")
	}
	return &storedFile{keep: func(b []byte) { s[path] = b }}, nil
}

// written renders the documents of a release.
func written(t *testing.T, r export.Release, files []File) store {
	t.Helper()
	s := store{}
	if err := Write(s.create, r, files); err != nil {
		t.Fatal(err)
	}
	return s
}

// emptyRelease has every table of the dataset, without rows.
func emptyRelease() export.Release {
	r := export.Release{About: about}
	for _, t := range schemas.Tables() {
		r.Resources = append(r.Resources, schemas.Resource{Table: t, Batches: func(yield func(*schemas.Batch, error) bool) {}})
	}
	return r
}
