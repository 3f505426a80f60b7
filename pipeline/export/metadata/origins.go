package metadata

import (
	"slices"
	"strings"

	"migdata/schemas"
)

// An origin is a document that the dataset was made from.
type origin struct {
	id, kind, title, url, published, file, sha256, publisher string
}

// originsOf lists the texts that were received and the pages that are cited,
// the first maxSources of them, and says how many more there are. Curated
// files are our own work and no source; own asks for them all the same.
func originsOf(d *Dataset, own bool) (origins []origin, more int, err error) {
	for cell, err := range d.rows("documents") {
		switch {
		case err != nil:
			return nil, 0, err
		case cell.One("kind") == "curated" && !own:
		case len(origins) == maxSources:
			more++
		default:
			o := origin{cell.One("document_id"), cell.One("kind"), cell.One("title"), cell.One("url"), cell.One("published_edtf"),
				cell.One("file"), cell.One("sha256"), cell.One("publisher")}
			if o.title == "" {
				o.title = o.id
			}
			origins = append(origins, o)
		}
	}
	return origins, more, nil
}

// A country of the coverage.
type country struct{ iso3, name string }

// A coverage is what the projects span.
type coverage struct {
	from, to  string // first and last day, ISO 8601; blank: unknown
	countries []country
}

// coverageOf goes through the projects: their days and the countries that
// receive.
func coverageOf(d *Dataset) (c coverage, err error) {
	names := map[string]string{}
	for cell, err := range d.rows("projects") {
		if err != nil {
			return c, err
		}
		if from := cell.One("start_date"); from != "" && (c.from == "" || from < c.from) {
			c.from = from
		}
		if to := cell.One("end_date"); to > c.to {
			c.to = to
		}
		for _, iso3 := range cell("country_iso3s") {
			names[iso3] = iso3
		}
	}
	for cell, err := range d.rows("countries") {
		if err != nil {
			return c, err
		}
		if _, receives := names[cell.One("iso3")]; receives {
			names[cell.One("iso3")] = cell.One("name_en")
		}
	}
	for iso3, name := range names {
		c.countries = append(c.countries, country{iso3, name})
	}
	slices.SortFunc(c.countries, func(a, b country) int { return strings.Compare(a.iso3, b.iso3) })
	return c, nil
}

// interval is the span of the coverage as ISO 8601 has it; "" where unknown.
func (c coverage) interval() string {
	if c.from == "" || c.to == "" {
		return ""
	}
	return c.from + "/" + c.to
}

// released is the day of the release; the documents know no clock.
func (d *Dataset) released() string { return schemas.DayString(d.About.Released) }
