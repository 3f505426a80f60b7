package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A projectRows is what the claims of a project come to: its row and the rows
// of the tables of what belongs to it.
type projectRows struct {
	project        schemas.Project
	countries      []schemas.ProjectCountry
	groups         []schemas.ProjectGroup
	groupCountries []schemas.ProjectGroupCountry
	cities         []schemas.ProjectCity
	organisations  []schemas.ProjectOrganisation
	budgets        []schemas.BudgetRow
	themes         []schemas.ProjectTheme
	identifiers    []schemas.ProjectIdentifier
	related        []schemas.RelatedProject
	disagreements  []schemas.DisagreementRow
}

// resolveProject reduces the claims of a project to its rows. Columns that
// follow from others are left to derive.
func (r *resolved) resolveProject() projectRows {
	r.decide()
	p := schemas.Project{ID: r.subject.ID,
		Title: value(r.one(schemas.Title)).S, TitleVerbatim: value(r.one(schemas.TitleVerbatim)).S, Acronym: value(r.one(schemas.Acronym)).S,
		Phase: value(r.one(schemas.Phase)), Section: value(r.one(schemas.Section)).S, Objective: value(r.one(schemas.Objective)).S,
		StartEDTF: value(r.one(schemas.Start)).S, EndEDTF: value(r.one(schemas.End)).S,
		URL: value(r.one(schemas.ProjectURL)).S, Document: value(r.one(schemas.DocumentOf)).S,
		LineFrom: number(r.one(schemas.LineFrom)), LineTo: number(r.one(schemas.LineTo)),
	}
	if budget := r.one(schemas.Budget); budget != nil {
		p.Budget, p.BudgetCurrency = budget.Value, budget.Money.Currency
	}
	r.otherAmounts()
	var rows projectRows
	period := span(p.StartEDTF, p.EndEDTF)
	r.places(&p, &rows, period)
	rows.organisations = r.organisationsOf(period)
	for i := range rows.organisations {
		o := &rows.organisations[i]
		switch name := r.nameOf(o.Organisation); {
		case o.Role == "funder" && o.Counts:
			p.FunderIDs = append(p.FunderIDs, o.Organisation)
		case o.Role == "implementer":
			p.Implementers = append(p.Implementers, name)
		case o.Role == "partner":
			p.Partners = append(p.Partners, name)
		}
	}
	p.IndicatedDonors = r.accepted(schemas.IndicatedDonor)
	p.Identifiers = r.identifiers(&rows)
	p.ThemeTags = r.themes(&rows)
	r.relations(&rows)
	p.EndLatest = r.latestEnd()
	r.settle()
	rows.budgets = r.budgetRows()
	rows.disagreements = r.disagreementRows()
	p.Disputed = disputed(rows.disagreements)
	p.Blanks = r.blanks
	rows.project = p
	return rows
}

// places resolves where a project works and who hosts it.
func (r *resolved) places(p *schemas.Project, rows *projectRows, period days) {
	countries := r.countriesOf(period)
	participants := r.many(schemas.Participant)
	groups := r.many(schemas.CountryGroup)
	cities := r.many(schemas.City)
	p.Countries, p.CountriesBasis = texts(countries), weakest(countries)
	p.Participants, p.Groups = texts(participants), texts(groups)
	for _, in := range []struct {
		role   string
		claims []*schemas.Claim
	}{{"recipient", countries}, {"participant", participants}, {"host", r.many(schemas.HostCountry)}} {
		for _, c := range in.claims {
			rows.countries = append(rows.countries, schemas.ProjectCountry{Project: p.ID, ISO3: c.Value.S, Role: in.role, Basis: c.Basis.String()})
		}
	}
	for _, c := range groups {
		group, _ := normalise.Group(c.Value.S)
		rows.groups = append(rows.groups, schemas.ProjectGroup{Project: p.ID, Group: c.Value.S, Name: group.Name, Basis: c.Basis.String()})
		for _, iso3 := range normalise.GroupMembers(c.Value.S, period.first, period.last) {
			rows.groupCountries = append(rows.groupCountries, schemas.ProjectGroupCountry{Project: p.ID, Group: c.Value.S, ISO3: iso3})
		}
	}
	for _, c := range cities {
		p.Cities = append(p.Cities, c.Name)
		row := schemas.ProjectCity{Project: p.ID, City: c.Value.S, Name: c.Name}
		if c.Via != "" {
			row.Via, _ = r.res.ref.organisation(c.Via)
		}
		rows.cities = append(rows.cities, row)
	}
}

// identifiers resolves the identifiers that others give.
func (r *resolved) identifiers(rows *projectRows) []string {
	claims := r.many(schemas.Identifier)
	for _, c := range claims {
		scheme, id, _ := strings.Cut(c.Value.S, ":")
		rows.identifiers = append(rows.identifiers, schemas.ProjectIdentifier{Project: r.subject.ID, Scheme: scheme, Identifier: id})
	}
	return texts(claims)
}

// themes resolves tags and drivers, and returns the tags.
func (r *resolved) themes(rows *projectRows) []string {
	var tags []string
	for _, scheme := range []string{"publisher_tag", "driver"} {
		for _, c := range r.many(schemas.ThemeProperties[scheme]) {
			row := schemas.ProjectTheme{Project: r.subject.ID, Scheme: scheme, Theme: c.Value.S, Basis: c.Basis.String(),
				Evidence: c.Evidence.String(), Confidence: c.Confidence.String()}
			if c.Basis == schemas.Derived {
				row.Reason = c.Note
			}
			if rows.themes = append(rows.themes, row); scheme == "publisher_tag" {
				tags = append(tags, c.Value.S)
			}
		}
	}
	return tags
}

// relations resolves what other projects a project is related to.
func (r *resolved) relations(rows *projectRows) {
	for _, relation := range schemas.Relations.Codes {
		for _, c := range r.many(schemas.RelationProperties[relation.Code]) {
			row := schemas.RelatedProject{Project: r.subject.ID, Relation: relation.Code, Label: c.Value.S, From: c.From, To: c.To,
				Evidence: c.Evidence.String(), Confidence: c.Confidence.String()}
			if c.Value.Kind == schemas.Code { // one of ours
				row.Related, row.Label = c.Value.S, c.Name
			}
			rows.related = append(rows.related, row)
		}
	}
}

// A days is a run of days, both ends included.
type days struct{ first, last normalise.Day }

// span returns the days from the first that start can mean to the last that
// end can mean. An end that is not known lies far away.
func span(start, end string) days {
	d := days{normalise.Day(-1 << 20), normalise.Day(1 << 22)}
	if from, ok := normalise.ReadDate(start); ok {
		d.first = from.First
	}
	if to, ok := normalise.ReadDate(end); ok {
		d.last = to.Last
	}
	return d
}

// countriesOf resolves where a project works. A label is believed before the
// heading, and the heading before the title; the countries of cities are
// added to any of them. A lower one that agrees supports; one that does not is
// a rival. A country that is known only by its cities and is no recipient of
// official development assistance takes part without receiving.
func (r *resolved) countriesOf(period days) []*schemas.Claim {
	valued, _ := r.of(schemas.Country)
	const ofCity = 1 << 16
	level := func(c *schemas.Claim) int {
		if c.Rule == "country.of_city" {
			return ofCity
		}
		return 4*r.res.rank(c) + int(c.Basis) // quoted, inherited, derived
	}
	best := ofCity
	for _, c := range valued {
		if fits(c) {
			best = min(best, level(c))
		}
	}
	stated := map[string]bool{}
	for _, c := range valued {
		if fits(c) && level(c) == best && best < ofCity {
			stated[c.Value.S] = true
		}
	}
	for _, c := range valued {
		switch l := level(c); {
		case !fits(c):
			set(c, schemas.SetAside, whyUnfit(c))
		case l == best && best < ofCity:
		case l == ofCity:
			if stated[c.Value.S] {
				set(c, schemas.Supports, "it says the same")
			} else if !normalise.ODARecipient(c.Value.S, period.first) {
				c.Property, c.Rule = schemas.Participant, "participant.of_city"
			}
		case stated[c.Value.S]:
			set(c, schemas.Supports, "it says the same")
		default:
			set(c, schemas.Rival, "a stronger statement names other countries")
			c.Disagrees = cmp.Or(c.Disagrees, schemas.Unclassified)
			r.against[c] = nil
			f := r.finding("country.disagrees", "country_iso3s", "the "+statedBy(c)+" names "+c.Value.S+", which is not among the accepted countries")
			f = r.at(f, c)
			if i := slices.IndexFunc(valued, func(o *schemas.Claim) bool { return level(o) == best }); i >= 0 {
				f.Other = schemas.Place{Document: r.document(valued[i]), Line: valued[i].Place().Line}
			}
			r.findings = append(r.findings, f)
		}
	}
	accepted := r.many(schemas.Country)
	if slices.ContainsFunc(accepted, func(c *schemas.Claim) bool { return c.Basis == schemas.Derived && c.Rule != "country.of_city" }) && len(accepted) == 1 {
		r.misplaced(accepted[0])
	}
	return accepted
}

// statedBy names what states a country.
func statedBy(c *schemas.Claim) string {
	switch c.Basis {
	case schemas.Curated:
		return "curated row"
	case schemas.Quoted:
		return "label"
	case schemas.Inherited:
		return "heading"
	}
	return "title"
}

// misplaced notes that a project of one country, which only its title names,
// stands under a heading that is no country.
func (r *resolved) misplaced(country *schemas.Claim) {
	sections, _ := r.of(schemas.Section)
	if len(sections) == 0 {
		return
	}
	f := r.finding("section.mismatch", "section", "a project of one country ("+country.Value.S+", by its title) stands under “"+sections[0].Value.S+"”")
	r.findings = append(r.findings, r.at(f, country))
}

// weakest returns the weakest basis of claims; "" where there are none.
func weakest(claims []*schemas.Claim) string {
	basis := schemas.NoBasis
	for _, c := range claims {
		basis = max(basis, c.Basis)
	}
	return basis.String()
}

// nameOf returns the name of an organisation: of the registry, or as the
// claim gives it.
func (r *resolved) nameOf(id string) string {
	if o := r.res.ref.organisations[id]; o != nil {
		return o.Name
	}
	for i := range r.claims {
		if c := &r.claims[i]; c.Value.S == id && c.Name != "" {
			return c.Name
		}
	}
	return id
}

// latestEnd returns the end whose last day is the latest among the direct
// claims of the project's own scope.
func (r *resolved) latestEnd() string {
	latest, best := "", normalise.Date{}
	valued, _ := r.of(schemas.End)
	for _, c := range valued {
		if c.Status == schemas.SetAside || !fits(c) {
			continue
		}
		if d, ok := normalise.ReadDate(c.Value.S); ok && (latest == "" || d.Last > best.Last) {
			latest, best = c.Value.S, d
		}
	}
	return latest
}

// disputed returns the names of the columns that have a rival.
func disputed(rows []schemas.DisagreementRow) []string {
	list := []string{}
	for _, row := range rows {
		if column := row.Rival.Property.String(); schemas.Projects.Field(column) >= 0 && !slices.Contains(list, column) {
			list = append(list, column)
		}
	}
	slices.Sort(list)
	return list
}
