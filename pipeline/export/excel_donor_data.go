package export

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"migdata/schemas"
)

// A donation is what the release says of one donor: counts that fit in memory,
// and in a scratch file its projects with what belongs to each.
type donation struct {
	code       string
	file       *scratchFile
	projects   int                 // that count
	active     int                 // of them, on the as-of date
	aside      map[string]int      // contributions that do not count, by why
	countries  map[string]*country // by iso3
	years      span                // that the projects touch
	sumsOfOwn  []ownSum
	stateCount map[string]int    // projects by what is known of their money
	changed    map[string]string // names of its projects of which the release before says something else
	evidence   int               // claims
	disputes   int
}

// A span of years goes from first to before end. The zero one is empty.
type span struct{ first, end int }

func (s *span) add(year int) {
	if s.first == s.end {
		s.first, s.end = year, year+1
	}
	s.first, s.end = min(s.first, year), max(s.end, year+1)
}

// A country is what a donor's projects do there: how many, and by year.
type country struct {
	projects int
	years    map[int]*tally
}

// The tables whose rows belong to a project of a donor, in the order in which
// its record has them.
var donorTables = []*schemas.Table{&schemas.Projects.Table, &schemas.ProjectOrganisations.Table, &schemas.Budgets.Table,
	&schemas.Claims.Table, &schemas.Disagreements.Table, &schemas.GapTable.Table}

const (
	ofProject = iota
	ofContributions
	ofMoney
	ofClaims
	ofDisputes
	ofGaps
	donorParts
)

// A donorProject is a project that concerns a donor, with the rows that do.
type donorProject struct {
	counts     bool // it is the donor's; else merely indicated, or outside the period
	period     period
	evidenceAt int // rows of evidence before its own
	disputesAt int // disputes before its own
	rows       [donorParts][]textRow
}

// A textRow is a row of a table as texts, by field; lists are joined. The zero
// one is none.
type textRow struct {
	table *schemas.Table
	cells []string
}

// at returns a cell; "" is blank. The zero row is blank.
func (r textRow) at(column string) string {
	if r.table == nil {
		return ""
	}
	return r.cells[r.table.Field(column)]
}

func (p *donorProject) one(column string) string {
	if len(p.rows[ofProject]) == 0 {
		return ""
	}
	return p.rows[ofProject][0].at(column)
}

func (p *donorProject) list(column string) []string { return elements(p.one(column)) }

// elements are those of a list that is joined.
func elements(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, schemas.ListSeparator)
}

// label is the short name of a project: acronym or title, and the phase.
func (p *donorProject) label() string {
	label := cmp.Or(p.one("acronym"), p.one("title"))
	if phase := roman(p.one("phase")); phase != "" && !strings.HasSuffix(label, " "+phase) {
		label += " " + phase
	}
	return label
}

// fundings are the contributions that count; others are those that do not.
func (p *donorProject) fundings() (counted, others []textRow) {
	for _, c := range p.rows[ofContributions] {
		if c.at("counts_as_funding") == "true" {
			counted = append(counted, c)
		} else {
			others = append(others, c)
		}
	}
	return counted, others
}

// whyAside says why a contribution does not count.
func whyAside(contribution textRow) string {
	if contribution.at("strength") == "indicated" {
		return "indicated"
	}
	return "outside"
}

// firstClaim is the place of the first claim of a property among those of the
// project; -1 is none.
func (p *donorProject) firstClaim(property string) int {
	return slices.IndexFunc(p.rows[ofClaims], func(c textRow) bool { return c.at("property") == property })
}

// blank says why a cell of the project has no value.
func (p *donorProject) blank(column string) string {
	for _, g := range p.rows[ofGaps] {
		if g.at("column") == column && g.at("reason") == "not_applicable" {
			return notApplicable
		}
	}
	return notAvailable
}

// figures are the properties whose claims the sheet Evidence shows, in its
// order.
var figures = []string{"funder_ids", "indicated_donors", "start_edtf", "end_edtf", "country_iso3s", "budget_amount", "other_amounts"}

// claimStatuses are the statuses in the order of that sheet.
var claimStatuses = []string{"accepted", "supports", "rival", "set_aside"}

// concerns reports whether a claim is one that a figure of the donor rests on,
// or that disputes one.
func (p *donorProject) concerns(f *facts, donor string, claim textRow) bool {
	property, value := claim.at("property"), claim.at("value")
	switch {
	case value == "" || !slices.Contains(figures, property):
		return false
	case property == "funder_ids":
		return f.organisations[value].donor == donor
	case property == "indicated_donors":
		return value == donor
	}
	return p.counts && claim.at("status") != "set_aside"
}

// donations gathers what concerns each donor in one pass over the tables about
// projects, side by side: one project is in memory at a time.
func (f *facts) donations(folder string) (all map[string]*donation, err error) {
	all = map[string]*donation{}
	for _, code := range f.donors {
		file, err := newScratchFile(folder)
		if err != nil {
			return all, err
		}
		all[code] = &donation{code: code, file: file, aside: map[string]int{}, countries: map[string]*country{}, stateCount: map[string]int{}, changed: map[string]string{}}
	}
	changed := map[string]bool{}
	for _, c := range f.release.Changes {
		changed[c.Project] = true
	}
	for p, err := range f.release.aboutProjects() {
		if err != nil {
			return all, err
		}
		donors := map[string]bool{}
		for _, code := range p.list("donor_codes") {
			donors[code] = true
		}
		for _, c := range p.rows[ofContributions] {
			if code := f.organisations[c.at("org_id")].donor; c.at("role") == "funder" && code != "" {
				donors[code] = true
			}
		}
		for code := range donors {
			d := all[code]
			if d == nil {
				return all, fmt.Errorf("project %s has the donor %s, of which no organisation funds anything", p.one("project_id"), code)
			}
			if changed[p.one("project_id")] {
				d.changed[p.one("project_id")] = p.label()
			}
			if err := d.add(f, p.of(f, code)); err != nil {
				return all, err
			}
		}
	}
	for _, d := range all {
		d.sortSums()
	}
	return all, nil
}

// of returns what of the project concerns a donor.
func (p *donorProject) of(f *facts, donor string) *donorProject {
	own := *p
	own.counts = slices.Contains(p.list("donor_codes"), donor)
	keep := func(part int, wanted func(textRow) bool) {
		own.rows[part] = nil
		for _, r := range p.rows[part] {
			if wanted(r) {
				own.rows[part] = append(own.rows[part], r)
			}
		}
	}
	keep(ofContributions, func(c textRow) bool {
		return c.at("role") == "funder" && f.organisations[c.at("org_id")].donor == donor
	})
	keep(ofClaims, func(c textRow) bool { return own.concerns(f, donor, c) })
	for _, part := range []int{ofMoney, ofDisputes, ofGaps} {
		keep(part, func(textRow) bool { return own.counts })
	}
	slices.SortStableFunc(own.rows[ofClaims], func(x, y textRow) int {
		return cmp.Or(slices.Index(figures, x.at("property"))-slices.Index(figures, y.at("property")),
			slices.Index(claimStatuses, x.at("status"))-slices.Index(claimStatuses, y.at("status")))
	})
	return &own
}

// add counts a project and puts it into the scratch file.
func (d *donation) add(f *facts, p *donorProject) error {
	p.evidenceAt, p.disputesAt = d.evidence, d.disputes
	d.evidence += len(p.rows[ofClaims])
	d.disputes += len(p.rows[ofDisputes])
	_, others := p.fundings()
	for _, c := range others {
		d.aside[whyAside(c)]++
	}
	if p.counts {
		d.count(p)
		d.addMoney(f, p)
	}
	return d.file.add(p)
}

// count counts a project of the donor.
func (d *donation) count(p *donorProject) {
	d.projects++
	if p.one("status_on_as_of") == "active" {
		d.active++
	}
	for _, iso3 := range p.list("country_iso3s") {
		c := d.countries[iso3]
		if c == nil {
			c = &country{years: map[int]*tally{}}
			d.countries[iso3] = c
		}
		c.projects++
		for year, touched := range p.period.years() {
			if c.years[year] == nil {
				c.years[year] = &tally{}
			}
			c.years[year].projects++
			c.years[year].months += touched
		}
	}
	for year := range p.period.years() {
		d.years.add(year)
	}
}

// each goes through the projects that concern the donor, in their order.
func (d *donation) each(do func(*donorProject) bool) error { return d.file.each(do) }

// aboutProjects yields the projects with their rows of the other tables, which
// stand in the same order.
func (r Release) aboutProjects() iter.Seq2[*donorProject, error] {
	return func(yield func(*donorProject, error) bool) {
		var beside [donorParts]*besideProjects
		for part, table := range donorTables {
			res, _ := r.Resource(table.Name)
			beside[part] = newBesideProjects(res, table)
			defer beside[part].stop()
		}
		for {
			row, err := beside[ofProject].next()
			if err != nil || row.cells == nil {
				if err != nil {
					yield(nil, err)
				}
				return
			}
			p := &donorProject{}
			p.rows[ofProject] = []textRow{row}
			p.period = period{dayOf(p.one("start_date")), dayOf(p.one("end_date"))}
			for part := ofContributions; part < donorParts; part++ {
				if p.rows[part], err = beside[part].of(p.one("project_id")); err != nil {
					yield(nil, err)
					return
				}
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}
