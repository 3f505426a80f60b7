package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"migdata/schemas"
)

// The facts are what all donor workbooks and the figures of the portfolio rest
// on: the reference tables, and counts of the projects by donor, country and
// year. They are gathered in one pass over the projects and take the memory of
// the reference tables.
type facts struct {
	release       Release
	organisations map[string]organisation
	countries     map[string]schemas.Cells // by iso3
	documents     map[string]source        // by id
	donors        []string                 // codes, in order: all that fund, are indicated, or fund outside a period
	alone, shared map[string]int           // projects by donor: it is the only one, or one of several
	active        map[string]int           // of them, on the as-of date
	projects      int                      // of the portfolio
	running       int                      // of them, active on the as-of date
	several       int                      // of them, with several donors
	unknown       int                      // of them, with none
	byCountry     map[string]*tally
	byYear        map[string]*tally
}

// A source is what is shown of a document.
type source struct{ title, publisher, url, file string }

// An organisation is one row of organisations.
type organisation struct{ name, donor string }

// A tally counts projects, those active on the as-of date, and calendar months
// that the periods touch.
type tally struct{ projects, active, months int }

// each goes through the rows of a table; a release without it has none.
func (r Release) each(table string, do func(schemas.Cells) error) error {
	res, ok := r.Resource(table)
	if !ok {
		return nil
	}
	for b, err := range res.Batches {
		if err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
		for i := range b.Rows() {
			if err := do(res.Table.CellsOf(b, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// gatherFacts is nil where the release lacks the projects or their
// organisations: a preview of some tables has no donor workbooks.
func gatherFacts(r Release) (*facts, error) {
	for _, table := range []string{schemas.Projects.Name, schemas.ProjectOrganisations.Name, schemas.Organisations.Name, schemas.Countries.Name} {
		if _, ok := r.Resource(table); !ok {
			return nil, nil
		}
	}
	f := &facts{release: r, organisations: map[string]organisation{}, countries: map[string]schemas.Cells{}, documents: map[string]source{},
		alone: map[string]int{}, shared: map[string]int{}, active: map[string]int{}, byCountry: map[string]*tally{}, byYear: map[string]*tally{}}
	if err := r.each(schemas.Organisations.Name, func(c schemas.Cells) error {
		f.organisations[c.One("org_id")] = organisation{c.One("name"), c.One("donor_code")}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := r.each(schemas.Countries.Name, func(c schemas.Cells) error {
		names := map[string][]string{}
		for _, f := range schemas.Countries.Fields {
			names[f.Name] = []string{c.One(f.Name)}
		}
		f.countries[c.One("iso3")] = func(column string) []string { return names[column] }
		return nil
	}); err != nil {
		return nil, err
	}
	if err := r.each(schemas.Documents.Name, func(c schemas.Cells) error {
		f.documents[c.One("document_id")] = source{c.One("title"), c.One("publisher"), c.One("url"), c.One("file")}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := r.each(schemas.Projects.Name, f.count); err != nil {
		return nil, err
	}
	named := map[string]bool{}
	err := r.each(schemas.ProjectOrganisations.Name, func(c schemas.Cells) error {
		if code := f.organisations[c.One("org_id")].donor; c.One("role") == "funder" && code != "" {
			named[code] = true
		}
		return nil
	})
	for code := range named {
		f.donors = append(f.donors, code)
	}
	slices.Sort(f.donors)
	return f, err
}

// count counts a project.
func (f *facts) count(c schemas.Cells) error {
	f.projects++
	active := 0
	if c.One("status_on_as_of") == "active" {
		active = 1
	}
	f.running += active
	donors := c("donor_codes")
	switch len(donors) {
	case 0:
		f.unknown++
	case 1:
		f.alone[donors[0]]++
	default:
		f.several++
		for _, d := range donors {
			f.shared[d]++
		}
	}
	for _, d := range donors {
		f.active[d] += active
	}
	period := periodOf(c)
	months := 0
	for year, touched := range period.years() {
		add(f.byYear, strconv.Itoa(year), 1, 0, touched)
		months += touched
	}
	for _, iso3 := range c("country_iso3s") {
		add(f.byCountry, iso3, 1, active, months)
	}
	return nil
}

func add(to map[string]*tally, key string, projects, active, months int) {
	if to[key] == nil {
		to[key] = &tally{}
	}
	t := to[key]
	t.projects, t.active, t.months = t.projects+projects, t.active+active, t.months+months
}

// country names a country in the language of the words, or in English where
// the table of countries has no such column.
func (f *facts) country(in *words, iso3 string) string {
	c, known := f.countries[iso3]
	if !known {
		return iso3
	}
	return nameOfCountry(c, in)
}

func nameOfCountry(c schemas.Cells, in *words) string {
	return cmp.Or(c.One("name_"+in.language), c.One("name_en"))
}

// donor names a donor: the catalogue's name of a union, that of the country,
// or that of an organisation behind which it stands.
func (f *facts) donor(in *words, code string) string {
	if key := "donor." + code; in.has(key) {
		return in.say(key)
	}
	if _, known := f.countries[code]; known {
		return f.country(in, code)
	}
	var names []string
	for _, o := range f.organisations {
		if o.donor == code {
			names = append(names, o.name)
		}
	}
	if len(names) == 0 {
		return code
	}
	return slices.Min(names)
}

// donorNames are the names of several donors.
func (f *facts) donorNames(in *words, codes []string) string {
	var all []string
	for _, c := range codes {
		all = append(all, f.donor(in, c))
	}
	return strings.Join(all, schemas.ListSeparator)
}

// A period is the accepted period of a project: its first and its last day, or
// noDay.
type period struct{ start, end int64 }

func periodOf(c schemas.Cells) period {
	return period{dayOf(c.One("start_date")), dayOf(c.One("end_date"))}
}

// dayOf reads a day as the tables write it.
func dayOf(text string) int64 {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t.Unix() / 86400
	}
	return noDay
}

// longestPeriod is how many years a period may touch: a longer one is a
// mistake, which a finding names, and is counted in no year.
const longestPeriod = 100

// years yields the calendar years that the period touches with the months that
// it touches in each. A period without a start or an end has none.
func (p period) years() func(yield func(year, months int) bool) {
	return func(yield func(year, months int) bool) {
		if p.start == noDay || p.end == noDay || p.end < p.start {
			return
		}
		first, last := time.Unix(p.start*86400, 0).UTC(), time.Unix(p.end*86400, 0).UTC()
		if last.Year()-first.Year() > longestPeriod {
			return
		}
		for year := first.Year(); year <= last.Year(); year++ {
			from, to := time.January, time.December
			if year == first.Year() {
				from = first.Month()
			}
			if year == last.Year() {
				to = last.Month()
			}
			if !yield(year, int(to-from)+1) {
				return
			}
		}
	}
}
