package export

import (
	"bytes"
	"fmt"
	"iter"

	"migdata/schemas"
)

// Views are sheets that show cells of several tables side by side, so that
// people can sort, filter and pivot without joining. They hold nothing that
// the tables do not hold, and programs read the tables.

// viewRows is how many rows a batch of a view has.
const viewRows = 4096

// Columns of projects in the view of projects by country.
var byCountryColumns = []string{"project_id", "acronym", "title", "status_on_as_of", "start_date", "start_precision", "end_date", "end_precision",
	"donor_codes", "indicated_donors", "implementers", "disputed_columns"}

// projectsByCountry is the long view with a row for each project and country,
// in the order of the projects. It is false where the release lacks one of the
// tables that it shows.
func projectsByCountry(r Release, in *words) (schemas.Resource, bool) {
	projects, one := r.Resource(schemas.Projects.Name)
	pairs, two := r.Resource(schemas.ProjectCountries.Name)
	countries, three := r.Resource(schemas.Countries.Name)
	if !one || !two || !three {
		return schemas.Resource{}, false
	}
	t := byCountryTable()
	return schemas.Resource{Table: t, Rows: pairs.Rows, Batches: byCountry(t, projects, pairs, countries, in)}, true
}

// byCountryTable is the table of the view: fields of the tables that it shows.
func byCountryTable() *schemas.Table {
	t := &schemas.Table{Name: "projects_by_country", Title: "Projects by country", Kind: schemas.DomainTable,
		Doc: "A row for each project and country, to sort, filter and pivot; it repeats the sheets Projects and Countries of projects. A project counts in each of its countries, so counts over countries do not add up."}
	take := func(from *schemas.Table, columns ...string) {
		for _, c := range columns {
			t.Fields = append(t.Fields, from.Fields[from.Field(c)])
		}
	}
	name := schemas.Countries.Fields[schemas.Countries.Field("name_en")]
	name.Title, name.Doc = "Country", "Name of the country, in the language of the workbook where the table Countries has it."
	t.Fields = append(t.Fields, name)
	take(&schemas.ProjectCountries.Table, "iso3", "role", "basis")
	t.Fields[1].Title = "Code"
	take(&schemas.Projects.Table, byCountryColumns...)
	return t
}

// byCountry yields the batches of the view. Projects and their countries are
// gone through side by side.
func byCountry(t *schemas.Table, projects, pairs, countries schemas.Resource, in *words) iter.Seq2[*schemas.Batch, error] {
	return func(yield func(*schemas.Batch, error) bool) {
		names, err := namesOfCountries(countries, in)
		if err != nil {
			yield(nil, err)
			return
		}
		pair := newPart(pairs)
		defer pair.stop()
		out := t.NewBatch()
		for batch, err := range projects.Batches {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range batch.Rows() {
				id := batch.Columns[projects.Table.Field(projectKey)].TextAt(i)
				for {
					of, err := pair.project()
					if err != nil {
						yield(nil, err)
						return
					}
					if !bytes.Equal(of, id) {
						break
					}
					appendByCountry(out, names, pair, projects.Table, batch, i)
					pair.row++
				}
				if out.Rows() >= viewRows {
					if !yield(out, nil) {
						return
					}
					out = t.NewBatch()
				}
			}
		}
		if of, err := pair.project(); err != nil || of != nil {
			yield(nil, fmt.Errorf("%s: a row of project %q, which is no project or out of order: %w", pairs.Table.Name, of, err))
			return
		}
		if out.Rows() > 0 {
			yield(out, nil)
		}
	}
}

// appendByCountry appends the row of a project and the country on which the
// cursor stands.
func appendByCountry(out *schemas.Batch, names map[string]string, pair *part, projects *schemas.Table, batch *schemas.Batch, i int) {
	cell := func(column string) *schemas.Vector { return &pair.batch.Columns[pair.table.Field(column)] }
	out.Columns[0].Text(names[string(cell("iso3").TextAt(pair.row))])
	for k, column := range []string{"iso3", "role", "basis"} {
		out.Columns[1+k].Value(cell(column).ValueAt(pair.row))
	}
	for k, column := range byCountryColumns {
		from, to := &batch.Columns[projects.Field(column)], &out.Columns[4+k]
		if from.List {
			to.Texts(from.Strings(i))
		} else {
			to.Value(from.ValueAt(i))
		}
	}
}

// namesOfCountries are the names in the language of the words, or in English
// where the table has no such column.
func namesOfCountries(countries schemas.Resource, in *words) (map[string]string, error) {
	names := map[string]string{}
	for b, err := range countries.Batches {
		if err != nil {
			return nil, err
		}
		for i := range b.Rows() {
			names[countries.Table.CellsOf(b, i).One("iso3")] = nameOfCountry(countries.Table.CellsOf(b, i), in)
		}
	}
	return names, nil
}
