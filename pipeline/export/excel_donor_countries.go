package export

import (
	"maps"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"migdata/schemas"
)

// The sheets of a donor workbook that show countries.

// countriesSheet has the active projects and the project-months for each
// country and year, and a chart of the projects.
func (b *donorBook) countriesSheet() *grid {
	countries := inOrder(slices.Collect(maps.Keys(b.countries)), func(iso3 string) string { return b.of.country(b.in, iso3) })
	columns := []gridColumn{{key: "country", kind: schemas.Text, of: "project_countries.iso3"}, {key: "measure", kind: schemas.Text},
		{key: "all_years", kind: schemas.Int}}
	for year := b.years.first; year < b.years.end; year++ {
		columns = append(columns, gridColumn{key: "year", kind: schemas.Int, of: "projects.start_date", fill: strconv.Itoa(year)})
	}
	g := newGrid(b.in, "countries", columns, b.of.donor(b.in, b.code))
	g.fill = func() error {
		for _, measure := range []string{"projects", "months"} {
			for _, iso3 := range countries {
				in := b.countries[iso3]
				of := func(year int) int {
					switch t := in.years[year]; {
					case t == nil:
						return 0
					case measure == "months":
						return t.months
					default:
						return t.projects
					}
				}
				sum := in.projects
				if measure == "months" {
					sum = 0
					for _, t := range in.years {
						sum += t.months
					}
				}
				g.text(b.of.country(b.in, iso3))
				g.text(b.in.say("measure." + measure))
				g.int(int64(sum))
				for year := b.years.first; year < b.years.end; year++ {
					g.int(int64(of(year)))
				}
			}
		}
		b.sayNone(g, "countries")
		return nil
	}
	name := b.of.donor(b.in, b.code)
	g.charts = []*chart{{title: b.in.say("chart.countries", name), alt: b.in.say("chart.countries.alt", name, len(countries)),
		values: b.in.say("measure.projects"), kind: excelize.Bar, series: []int{2}, rows: len(countries)}}
	return g
}

// pairsSheet has a row for each project and each of its countries.
func (b *donorBook) pairsSheet() *grid {
	g := newGrid(b.in, "pairs", []gridColumn{
		{key: "country", kind: schemas.Text, of: "project_countries.iso3"}, {key: "iso3", kind: schemas.Code, of: "project_countries.iso3"},
		{key: "project", kind: schemas.Text, of: "projects.acronym"}, {key: "project_id", kind: schemas.Code, of: "projects.project_id"},
		{key: "status", kind: schemas.Text, of: "projects.status_on_as_of", fill: b.asOf()},
		{key: "start", kind: schemas.Day, of: "projects.start_date"}, {key: "end", kind: schemas.Day, of: "projects.end_date"},
		{key: "months", kind: schemas.Int, of: "projects.duration_months"}, {key: "role", kind: schemas.Text, of: "projects.donor_codes"},
	}, b.of.donor(b.in, b.code))
	return b.filled(g, "countries", func(p *donorProject) {
		if !p.counts {
			return
		}
		for _, iso3 := range p.list("country_iso3s") {
			g.text(b.of.country(b.in, iso3))
			g.text(iso3)
			g.text(p.label())
			g.text(p.one("project_id"))
			g.text(b.in.code("project_status", p.one("status_on_as_of")))
			g.day(p.period.start, p.one("start_precision"), p.blank("start_date"))
			g.day(p.period.end, p.one("end_precision"), p.blank("end_date"))
			g.number(p.one("duration_months"), p.blank("duration_months"))
			g.text(b.role(p))
		}
	})
}
