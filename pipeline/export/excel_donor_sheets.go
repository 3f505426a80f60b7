package export

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"migdata/schemas"
)

// The sheets of a donor workbook that show its projects.

// projectsSheet has a row for each project of the donor.
func (b *donorBook) projectsSheet() *grid {
	g := newGrid(b.in, "projects", []gridColumn{
		{key: "project", kind: schemas.Text, of: "projects.acronym"},
		{key: "title", kind: schemas.Text, of: "projects.title"},
		{key: "role", kind: schemas.Text, of: "projects.donor_codes"},
		{key: "through", kind: schemas.Text, of: "project_organisations.org_id"},
		{key: "with", kind: schemas.Text, of: "projects.donor_codes"},
		{key: "start", kind: schemas.Day, of: "projects.start_date"},
		{key: "end", kind: schemas.Day, of: "projects.end_date"},
		{key: "status", kind: schemas.Text, of: "projects.status_on_as_of", fill: b.asOf()},
		{key: "countries", kind: schemas.Text, of: "projects.country_iso3s"},
		{key: "partners", kind: schemas.Text, of: "projects.partners"},
		{key: "share", kind: schemas.Text, of: "budgets.amount"},
		{key: "budget", kind: schemas.Decimal, of: "projects.budget_amount"},
		{key: "currency", kind: schemas.Text, of: "projects.budget_currency"},
		{key: "budget_status", kind: schemas.Text, of: "projects.budget_status"},
		{key: "evidence", kind: schemas.Text, of: "project_organisations.evidence_kind"},
		{key: "confidence", kind: schemas.Text, of: "project_organisations.confidence"},
		{key: "notes", kind: schemas.Text, of: "projects.disputed_columns"},
		{key: "page", kind: schemas.Text, of: "projects.project_url"},
		{key: "objective", kind: schemas.Text, of: "projects.objective"},
		{key: "project_id", kind: schemas.Code, of: "projects.project_id"},
	}, b.of.donor(b.in, b.code))
	for _, p := range b.projects {
		others := slices.DeleteFunc(slices.Clone(p.cells["donor_codes"]), func(c string) bool { return c == b.code })
		role := "funder"
		if len(others) > 0 {
			role = "cofunder"
		}
		g.text(p.label())
		g.text(p.one("title"))
		g.text(b.in.say("role." + role))
		g.text(distinct(p.funders))
		g.textOr(b.of.donorNames(b.in, others), notApplicable)
		g.day(p.period.start, p.one("start_precision"), b.blank(p, "start_date"))
		g.day(p.period.end, p.one("end_precision"), b.blank(p, "end_date"))
		g.text(b.in.code("project_status", p.one("status_on_as_of")))
		g.textOr(b.countryNames(p), b.blank(p, "country_iso3s"))
		g.textOr(p.one("partners"), b.blank(p, "partners"))
		g.text(b.share(p))
		g.number(p.one("budget_amount"), b.blank(p, "budget_amount"))
		g.textOr(p.one("budget_currency"), b.blank(p, "budget_currency"))
		g.text(b.in.code("budget_status", p.one("budget_status")))
		if p.evidenceAt >= 0 {
			g.link(distinct(b.codes("evidence", p.evidence)), b.place("evidence", p.evidenceAt), true, notApplicable)
		} else {
			g.textOr(distinct(b.codes("evidence", p.evidence)), notApplicable)
		}
		g.textOr(distinct(b.codes("confidence", p.confidence)), notApplicable)
		b.noteLink(g, p.notes)
		if url := p.one("project_url"); url != "" {
			g.link(b.in.say("link.page", p.label()), url, false, notAvailable)
		} else {
			g.mark(b.blank(p, "project_url"))
		}
		g.textOr(p.one("objective"), b.blank(p, "objective"))
		g.text(p.one("project_id"))
	}
	b.placeholder(g, "projects")
	return g
}

// place is the address of a row of the grid of a key. In the analyst's profile
// nothing stands above the headings.
func (b *donorBook) place(key string, row int) string {
	above := len(leads(b.in, key, b.of.donor(b.in, b.code)))
	if b.profile == Analyst {
		above = 0
	}
	sheet, rows := b.in.say("sheet."+key), b.top.rows-1-above
	if part := row / rows; part > 0 {
		sheet += " (" + strconv.Itoa(part+1) + ")"
	}
	return quoted(sheet) + "!A" + strconv.Itoa(above+2+row%rows)
}

// noteLink names the notes of a row and leads to the first.
func (b *donorBook) noteLink(g *grid, notes []int) {
	if len(notes) == 0 {
		g.mark(notApplicable)
		return
	}
	var all []string
	for _, n := range notes {
		all = append(all, b.in.say("note", n))
	}
	g.link(strings.Join(all, ", "), b.place("notes", notes[0]-1), true, notApplicable)
}

// share says what is known of the donor's share in a project.
func (b *donorBook) share(p *donorProject) string {
	var own []string
	for _, at := range p.own {
		m := b.money[at]
		n, _ := schemas.ParseDecimal(m.budget["amount"])
		own = append(own, m.budget["currency"]+" "+b.in.amount(n)+" ("+b.in.code("amount_kind", m.budget["amount_kind"])+")")
	}
	return strings.Join(own, schemas.ListSeparator)
}

// amount writes an amount with its thousands apart, as the language does.
func (w *words) amount(n int64) string {
	whole, cents, _ := strings.Cut(schemas.DecimalString(max(n, -n)), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + w.say("thousands") + whole[at:]
	}
	if n < 0 {
		whole = "-" + whole
	}
	return whole + w.say("decimal") + cents
}

func (b *donorBook) codes(list string, codes []string) []string {
	var all []string
	for _, c := range codes {
		if c != "" {
			all = append(all, b.in.code(list, c))
		}
	}
	return all
}

// distinct joins texts, each once.
func distinct(texts []string) string {
	var all []string
	for _, t := range texts {
		if !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return join(all...)
}

func (b *donorBook) countryNames(p *donorProject) string {
	var all []string
	for _, iso3 := range p.cells["country_iso3s"] {
		all = append(all, b.of.country(b.in, iso3))
	}
	return strings.Join(all, schemas.ListSeparator)
}

// mostBars is how many columns of a timeline stand on a page.
const mostBars = 16

// timelineSheet draws the periods: a column for each year, or for several
// where there are many, and in it the months that a project runs, on a ground
// that makes a bar of them.
func (b *donorBook) timelineSheet() *grid {
	first, last := 0, -1
	for _, p := range b.projects {
		for year := range p.period.years() {
			if last < first {
				first, last = year, year
			}
			first, last = min(first, year), max(last, year)
		}
	}
	step := 1
	for (last-first+step)/step > mostBars {
		step++
	}
	columns := []gridColumn{{key: "project", kind: schemas.Text, of: "projects.acronym"},
		{key: "start", kind: schemas.Day, of: "projects.start_date"}, {key: "end", kind: schemas.Day, of: "projects.end_date"},
		{key: "months", kind: schemas.Int, of: "projects.duration_months"},
		{key: "status", kind: schemas.Text, of: "projects.status_on_as_of", fill: b.asOf()}}
	for year := first; year <= last; year += step {
		title := strconv.Itoa(year)
		if step > 1 {
			title = b.in.say("years", year, min(year+step-1, last))
		}
		columns = append(columns, gridColumn{key: "bar", kind: schemas.Text, of: "projects.start_date", fill: title})
	}
	g := newGrid(b.in, "timeline", columns, b.of.donor(b.in, b.code))
	for _, p := range byStart(b.projects) {
		g.text(p.label())
		g.day(p.period.start, p.one("start_precision"), b.blank(p, "start_date"))
		g.day(p.period.end, p.one("end_precision"), b.blank(p, "end_date"))
		g.number(p.one("duration_months"), b.blank(p, "duration_months"))
		g.text(b.in.code("project_status", p.one("status_on_as_of")))
		for year := first; year <= last; year += step {
			if text := b.in.months(p.period, year, min(year+step-1, last)); text != "" {
				g.bar(text)
			} else {
				g.mark(notApplicable)
			}
		}
	}
	b.placeholder(g, "projects")
	g.onePage = g.rows() <= mostOnePage
	return g
}

// mostOnePage is how many rows can still be read on one printed page.
const mostOnePage = 60

// byStart orders projects by the beginning of their period; those without one
// come last.
func byStart(projects []*donorProject) []*donorProject {
	sorted := slices.Clone(projects)
	slices.SortStableFunc(sorted, func(a, b *donorProject) int {
		if (a.period.start == noDay) != (b.period.start == noDay) {
			if a.period.start == noDay {
				return 1
			}
			return -1
		}
		return int(a.period.start - b.period.start)
	})
	return sorted
}

// months says in which months of the years a period runs: "Jul to Dec"; ""
// is none.
func (w *words) months(p period, from, to int) string {
	whole, years := true, 0
	var first, last time.Time
	for year, touched := range p.years() {
		if year < from || year > to {
			continue
		}
		start, end := time.Unix(p.start*86400, 0).UTC(), time.Unix(p.end*86400, 0).UTC()
		if years == 0 {
			first = time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
			if start.After(first) {
				first = start
			}
		}
		if last = time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC); end.Before(last) {
			last = end
		}
		whole = whole && touched == 12
		years++
	}
	switch {
	case years == 0:
		return ""
	case whole && years == to-from+1:
		return w.say("whole_year")
	case from == to && first.Month() == last.Month():
		return w.month(first.Month())
	case from == to:
		return w.say("months_of_year", w.month(first.Month()), w.month(last.Month()))
	}
	return w.say("months_of_year", w.month(first.Month())+" "+strconv.Itoa(first.Year()), w.month(last.Month())+" "+strconv.Itoa(last.Year()))
}
