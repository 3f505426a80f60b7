package export

import (
	"cmp"
	"math"
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
	general := len(b.generalNotes())
	return b.filled(g, "projects", func(p *donorProject) {
		if !p.counts {
			return
		}
		others := slices.DeleteFunc(p.list("donor_codes"), func(c string) bool { return c == b.code })
		funds, _ := p.fundings()
		evidence := distinct(b.codes("evidence", cellsOf(funds, "evidence_kind")))
		g.text(p.label())
		g.text(p.one("title"))
		g.text(b.role(p))
		g.text(distinct(b.names(funds)))
		g.textOr(b.of.donorNames(b.in, others), notApplicable)
		g.day(p.period.start, p.one("start_precision"), p.blank("start_date"))
		g.day(p.period.end, p.one("end_precision"), p.blank("end_date"))
		g.text(b.in.code("project_status", p.one("status_on_as_of")))
		g.textOr(b.countryNames(p), p.blank("country_iso3s"))
		g.textOr(p.one("partners"), p.blank("partners"))
		g.text(b.share(p))
		g.number(p.one("budget_amount"), p.blank("budget_amount"))
		g.textOr(p.one("budget_currency"), p.blank("budget_currency"))
		g.text(b.in.code("budget_status", p.one("budget_status")))
		if at := p.firstClaim("funder_ids"); at >= 0 {
			g.link(evidence, b.place("evidence", p.evidenceAt+at), true, notApplicable)
		} else {
			g.textOr(evidence, notApplicable)
		}
		g.textOr(distinct(b.codes("confidence", cellsOf(funds, "confidence"))), notApplicable)
		b.noteLink(g, general+p.disputesAt, len(p.rows[ofDisputes]))
		if url := p.one("project_url"); url != "" {
			g.link(b.in.say("link.page", p.label()), url, false, notAvailable)
		} else {
			g.mark(p.blank("project_url"))
		}
		g.textOr(p.one("objective"), p.blank("objective"))
		g.text(p.one("project_id"))
	})
}

// filled fills a grid from the projects that concern the donor. One without
// rows says so: a table has at least one row, and a blank one would be
// unexplained.
func (b *donorBook) filled(g *grid, none string, add func(*donorProject)) *grid {
	g.fill = func() error {
		err := b.each(func(p *donorProject) bool {
			add(p)
			return !g.stopped
		})
		b.sayNone(g, none)
		return err
	}
	return g
}

// sayNone writes the one row of a grid that nothing fills: that there is none.
func (b *donorBook) sayNone(g *grid, key string) {
	if g.row > 0 {
		return
	}
	g.text(b.in.say("none." + key))
	for g.column > 0 {
		g.mark(notApplicable)
	}
}

// role is what the donor is to a project of its own.
func (b *donorBook) role(p *donorProject) string {
	if len(p.list("donor_codes")) > 1 {
		return b.in.say("role.cofunder")
	}
	return b.in.say("role.funder")
}

// names are the organisations of contributions.
func (b *donorBook) names(contributions []textRow) []string {
	all := cellsOf(contributions, "org_id")
	for i, id := range all {
		all[i] = b.of.organisations[id].name
	}
	return all
}

// cellsOf are the cells of a column of rows.
func cellsOf(rows []textRow, column string) (all []string) {
	for _, r := range rows {
		all = append(all, r.at(column))
	}
	return all
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

// noteLink names notes, so many behind the first ones, and leads to the first
// of them.
func (b *donorBook) noteLink(g *grid, before, notes int) {
	var all []string
	for n := range notes {
		all = append(all, b.in.say("note", before+n+1))
	}
	g.link(strings.Join(all, ", "), b.place("notes", before), true, notApplicable)
}

// share says what is known of the donor's share in a project.
func (b *donorBook) share(p *donorProject) string {
	var own []string
	for _, m := range p.rows[ofMoney] {
		if b.classOf(b.of, p, m) == ownAmount {
			n, _ := schemas.ParseDecimal(m.at("amount"))
			own = append(own, m.at("currency")+" "+b.in.amount(n)+" ("+b.in.code("amount_kind", m.at("amount_kind"))+")")
		}
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
	for _, iso3 := range p.list("country_iso3s") {
		all = append(all, b.of.country(b.in, iso3))
	}
	return strings.Join(all, schemas.ListSeparator)
}

// Of a timeline: how many columns stand on a page, how many rows can still be
// read on one, and how many projects one can show at all.
const (
	mostBars           = 16
	mostOnePage        = 60
	mostBarsOfTimeline = 5_000
)

// timelineSheet draws the periods: a column for each year, or for several
// where there are many, and in it the months that a project runs, on a ground
// that makes a bar of them. Of more projects than people can look through it
// shows those that began last, and says so.
func (b *donorBook) timelineSheet() *grid {
	first, end := b.years.first, b.years.end
	step := 1
	for (end-first+step-1)/step > mostBars {
		step++
	}
	columns := []gridColumn{{key: "project", kind: schemas.Text, of: "projects.acronym"},
		{key: "start", kind: schemas.Day, of: "projects.start_date"}, {key: "end", kind: schemas.Day, of: "projects.end_date"},
		{key: "months", kind: schemas.Int, of: "projects.duration_months"},
		{key: "status", kind: schemas.Text, of: "projects.status_on_as_of", fill: b.asOf()}}
	for year := first; year < end; year += step {
		title := strconv.Itoa(year)
		if step > 1 {
			title = b.in.say("years", year, min(year+step, end)-1)
		}
		columns = append(columns, gridColumn{key: "bar", kind: schemas.Text, of: "projects.start_date", fill: title})
	}
	g := newGrid(b.in, "timeline", columns, b.of.donor(b.in, b.code))
	if b.projects > mostBarsOfTimeline {
		some := b.in.say("lead.timeline.some", b.projects, mostBarsOfTimeline)
		g.lead = slices.Insert(g.lead, len(g.lead)-1, wrapLead(some)...) // before the blank row
		g.table.Doc += " " + some                                        // which the sheet Contents says in every profile
	}
	g.onePage = b.projects <= mostOnePage
	g.fill = func() error {
		shown, err := b.lastBegun(mostBarsOfTimeline)
		for _, p := range shown {
			g.text(p.label())
			g.day(p.period.start, p.one("start_precision"), p.blank("start_date"))
			g.day(p.period.end, p.one("end_precision"), p.blank("end_date"))
			g.number(p.one("duration_months"), p.blank("duration_months"))
			g.text(b.in.code("project_status", p.one("status_on_as_of")))
			for year := first; year < end; year += step {
				if text := b.in.months(p.period, year, min(year+step, end)-1); text != "" {
					g.bar(text)
				} else {
					g.mark(notApplicable)
				}
			}
		}
		b.sayNone(g, "projects")
		return err
	}
	return g
}

// lastBegun are the donor's projects, at most so many of those that began
// last, in the order of their beginnings. Those without one come last.
func (b *donorBook) lastBegun(most int) ([]*donorProject, error) {
	var shown []*donorProject
	begin := func(p *donorProject) int64 {
		if p.period.start == noDay {
			return math.MaxInt64
		}
		return p.period.start
	}
	// Those without a beginning are the first to go.
	trim := func() {
		slices.SortStableFunc(shown, func(a, b *donorProject) int { return cmp.Compare(begin(a), begin(b)) })
		known := slices.IndexFunc(shown, func(p *donorProject) bool { return p.period.start == noDay })
		if known < 0 {
			known = len(shown)
		}
		shown = shown[:max(known, min(len(shown), most))]
		shown = slices.Clone(shown[max(0, len(shown)-most):])
	}
	err := b.each(func(p *donorProject) bool {
		if p.counts {
			p.rows[ofMoney], p.rows[ofClaims] = nil, nil
			shown = append(shown, p)
		}
		if len(shown) == 2*most {
			trim()
		}
		return true
	})
	trim()
	return shown, err
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
