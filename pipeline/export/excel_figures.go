package export

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"migdata/schemas"
)

// The figures of the portfolio: its cover, and the projects by donor, country
// and year, each as a table with a chart.

// figures are the lines of the cover of the portfolio. They lead from the
// projects of one donor, of several and of none to all of them.
func (f *facts) figures(p *plan) []figure {
	count := func(key string, n int, unit string, fill ...any) figure {
		return figure{key: key, value: int64(n), unit: unit, fill: fill}
	}
	if f == nil {
		return []figure{count("tables", p.published(), "tables", strings.Join(outsideWorkbook(), ", "))}
	}
	alone := 0
	for _, n := range f.alone {
		alone += n
	}
	return []figure{
		{key: "portfolio", label: p.words.say("figure.whole"), value: int64(f.projects), unit: "projects"},
		count("active", f.running, "projects", p.words.day(p.about.AsOf)),
		count("countries", len(f.byCountry), "countries"),
		count("donors", len(f.donors), "donors"),
		count("one_donor", alone, "projects"), count("several", f.several, "projects"), count("unknown", f.unknown, "projects"),
		count("sum", alone+f.several+f.unknown, "projects"),
		count("tables", p.published(), "tables", strings.Join(outsideWorkbook(), ", ")),
	}
}

// published counts the tables of the dataset that the workbook holds.
func (p *plan) published() (n int) {
	for _, m := range p.tables {
		if schemas.TableNamed(m.Table.Name) == m.Table {
			n++
		}
	}
	return n
}

// grids are the sheets of the figures.
func (f *facts) grids(in *words) []*grid {
	grids := []*grid{f.byDonorSheet(in), f.byCountrySheet(in), f.byYearSheet(in)}
	if len(f.release.Changes) > 0 {
		grids = append(grids, f.changesSheet(in))
	}
	return grids
}

// changesSheet lists what has changed of projects since the release before.
func (f *facts) changesSheet(in *words) *grid {
	g := newGrid(in, "changes_of_portfolio", []gridColumn{
		{key: "project", kind: schemas.Text}, {key: "what", kind: schemas.Text},
		{key: "before", kind: schemas.Text}, {key: "after", kind: schemas.Text}, {key: "because", kind: schemas.Text},
	}, f.release.About.Title)
	g.fill = func() error {
		for _, c := range f.release.Changes {
			for _, s := range []string{c.Project, c.What, c.Before, c.After, c.Why} {
				g.textOr(s, notApplicable)
			}
		}
		return nil
	}
	return g
}

func (f *facts) byDonorSheet(in *words) *grid {
	g := newGrid(in, "by_donor", []gridColumn{{key: "donor", kind: schemas.Text}, {key: "donor_code", kind: schemas.Code},
		{key: "projects", kind: schemas.Int}, {key: "alone", kind: schemas.Int}, {key: "shared", kind: schemas.Int}, {key: "active", kind: schemas.Int, fill: in.day(f.release.About.AsOf)}})
	g.fill = func() error {
		for _, code := range inOrder(slices.Clone(f.donors), func(code string) string { return f.donor(in, code) }) {
			g.text(f.donor(in, code))
			g.text(code)
			for _, n := range []int{f.alone[code] + f.shared[code], f.alone[code], f.shared[code], f.active[code]} {
				g.int(int64(n))
			}
		}
		return nil
	}
	g.charts = []*chart{{title: in.say("chart.by_donor"), alt: in.say("chart.by_donor.alt", len(f.donors)), values: in.say("measure.projects"),
		kind: excelize.Bar, series: []int{2}, rows: len(f.donors)}}
	return g
}

func (f *facts) byCountrySheet(in *words) *grid {
	g := newGrid(in, "by_country", []gridColumn{{key: "country", kind: schemas.Text}, {key: "iso3", kind: schemas.Code},
		{key: "projects", kind: schemas.Int}, {key: "active", kind: schemas.Int, fill: in.day(f.release.About.AsOf)}, {key: "project_months", kind: schemas.Int}})
	g.fill = func() error {
		for _, iso3 := range inOrder(slices.Collect(maps.Keys(f.byCountry)), func(iso3 string) string { return f.country(in, iso3) }) {
			t := f.byCountry[iso3]
			g.text(f.country(in, iso3))
			g.text(iso3)
			for _, n := range []int{t.projects, t.active, t.months} {
				g.int(int64(n))
			}
		}
		return nil
	}
	g.charts = []*chart{{title: in.say("chart.by_country"), alt: in.say("chart.by_country.alt", len(f.byCountry)), values: in.say("measure.projects"),
		kind: excelize.Bar, series: []int{2}, rows: len(f.byCountry)}}
	return g
}

func (f *facts) byYearSheet(in *words) *grid {
	g := newGrid(in, "by_year", []gridColumn{{key: "calendar_year", kind: schemas.Text}, {key: "projects_of_year", kind: schemas.Int}, {key: "project_months", kind: schemas.Int}})
	years := slices.SortedFunc(maps.Keys(f.byYear), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return x - y
	})
	g.fill = func() error {
		for _, year := range years {
			g.text(year)
			g.int(int64(f.byYear[year].projects))
			g.int(int64(f.byYear[year].months))
		}
		return nil
	}
	g.charts = []*chart{{title: in.say("chart.by_year"), alt: in.say("chart.by_year.alt", len(years)), values: in.say("measure.projects"),
		kind: excelize.Col, series: []int{1}, rows: len(years)}}
	return g
}
