package pipeline

import (
	"slices"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A projectRows is what the claims of a project come to: its row and the rows
// of the bridge tables.
type projectRows struct {
	project        schemas.Project
	countries      []schemas.ProjectCountry
	groups         []schemas.ProjectGroup
	groupCountries []schemas.ProjectGroupCountry
	cities         []schemas.ProjectCity
	organisations  []schemas.ProjectOrganisation
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
	r.one(schemas.Budget)
	r.contextOnly()
	period := span(p.StartEDTF, p.EndEDTF)
	countries := r.countriesOf(period)
	participants := r.many(schemas.Participant)
	groups := r.many(schemas.CountryGroup)
	cities := r.many(schemas.City)
	rows := projectRows{organisations: r.organisationsOf(period)}

	p.Countries, p.CountriesBasis = texts(countries), weakest(countries)
	p.Participants, p.Groups = texts(participants), texts(groups)
	p.ThemeTags, p.Identifiers = texts(r.many(schemas.ThemeTag)), texts(r.many(schemas.Identifier))
	p.IndicatedDonors = texts(r.many(schemas.IndicatedDonor))
	for _, c := range countries {
		rows.countries = append(rows.countries, schemas.ProjectCountry{Project: p.ID, ISO3: c.Value.S, Role: "recipient", Basis: c.Basis.String()})
	}
	for _, c := range participants {
		rows.countries = append(rows.countries, schemas.ProjectCountry{Project: p.ID, ISO3: c.Value.S, Role: "participant", Basis: c.Basis.String()})
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
	p.EndLatest = r.latestEnd()
	p.Disputed = r.disputed()
	p.Blanks = r.blanks
	rows.project = p
	return rows
}

// contextOnly sets aside the claims that fill no column.
func (r *resolved) contextOnly() {
	for i := range r.claims {
		if c := &r.claims[i]; c.Property == schemas.Label || c.Property == schemas.Contact {
			set(c, schemas.SetAside, "context")
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
	level := func(c *schemas.Claim) int {
		switch {
		case c.Rule == "country.of_city":
			return 4
		case c.Basis == schemas.Curated:
			return 0
		case c.Basis == schemas.Quoted:
			return 1
		case c.Basis == schemas.Inherited:
			return 2
		}
		return 3
	}
	best := 4
	for _, c := range valued {
		if c.Scope == "" && c.Evidence != schemas.Indirect {
			best = min(best, level(c))
		}
	}
	stated := map[string]bool{}
	for _, c := range valued {
		if level(c) == best && best < 4 {
			stated[c.Value.S] = true
		}
	}
	for _, c := range valued {
		switch l := level(c); {
		case l == best && best < 4:
		case l == 4:
			if stated[c.Value.S] {
				set(c, schemas.Supports, "it says the same")
			} else if !normalise.ODARecipient(c.Value.S, period.first) {
				c.Property, c.Rule = schemas.Participant, "participant.of_city"
			}
		case stated[c.Value.S]:
			set(c, schemas.Supports, "it says the same")
		default:
			set(c, schemas.Rival, "a stronger statement names other countries")
			f := r.finding("country.disagrees", "country_iso3s", "the "+[...]string{"curated row", "label", "heading", "title"}[l]+" names "+c.Value.S+
				", which is not among the accepted countries")
			f.Document, f.Span = r.document(c), c.Place()
			r.findings = append(r.findings, f)
		}
	}
	accepted := r.many(schemas.Country)
	if slices.ContainsFunc(accepted, func(c *schemas.Claim) bool { return c.Basis == schemas.Derived && c.Rule != "country.of_city" }) && len(accepted) == 1 {
		r.misplaced(accepted[0])
	}
	return accepted
}

// misplaced notes that a project of one country, which only its title names,
// stands under a heading that is no country.
func (r *resolved) misplaced(country *schemas.Claim) {
	sections, _ := r.of(schemas.Section)
	if len(sections) == 0 {
		return
	}
	f := r.finding("section.mismatch", "section", "a project of one country ("+country.Value.S+", by its title) stands under “"+sections[0].Value.S+"”")
	f.Document, f.Span = r.document(sections[0]), country.Place()
	r.findings = append(r.findings, f)
}

// weakest returns the weakest basis of claims; "" where there are none.
func weakest(claims []*schemas.Claim) string {
	basis := schemas.NoBasis
	for _, c := range claims {
		basis = max(basis, c.Basis)
	}
	return basis.String()
}

// organisationsOf resolves who funds, implements and takes part.
func (r *resolved) organisationsOf(period days) []schemas.ProjectOrganisation {
	r.outsidePeriod(period)
	r.foldParents()
	r.raiseIndicated()
	var rows []schemas.ProjectOrganisation
	for _, role := range []struct {
		property schemas.Property
		name     string
	}{{schemas.Funder, "funder"}, {schemas.Implementer, "implementer"}, {schemas.Partner, "partner"}} {
		r.many(role.property)
		for i := range r.claims {
			if c := &r.claims[i]; c.Property == role.property && c.Value.Kind != schemas.Absent && c.Evidence != schemas.Indirect {
				rows = r.join(rows, c, role.name, period)
			}
		}
	}
	for i := range r.claims {
		c := &r.claims[i]
		if c.Property != schemas.IndicatedDonor || c.Status != schemas.Unresolved {
			continue
		}
		org := strings.ToLower(c.Value.S)
		if !slices.ContainsFunc(rows, func(o schemas.ProjectOrganisation) bool { return o.Organisation == org && o.Role == "funder" }) {
			rows = append(rows, schemas.ProjectOrganisation{Project: r.subject.ID, Organisation: org, Role: "funder", Strength: "indicated", Basis: c.Basis.String()})
		}
	}
	return rows
}

// outsidePeriod sets contributions aside whose own dates lie outside the
// project's period.
func (r *resolved) outsidePeriod(period days) {
	for i := range r.claims {
		c := &r.claims[i]
		if c.Property == schemas.Funder && (c.From != "" || c.To != "") && !overlaps(c, period) {
			set(c, schemas.SetAside, "the contribution lies outside the accepted period")
		}
	}
}

func overlaps(c *schemas.Claim, period days) bool {
	own := span(c.From, c.To)
	return own.first <= period.last && period.first <= own.last
}

// foldParents lets a claim that names the organisation above another funder
// of the same project support that one: a ministry and its state are one
// donor.
func (r *resolved) foldParents() {
	funders, _ := r.of(schemas.Funder)
	above := map[string]bool{}
	for _, c := range funders {
		if c.Status == schemas.Unresolved && c.Evidence != schemas.Indirect {
			for o := r.res.ref.organisations[c.Value.S]; o != nil && o.Parent != ""; o = r.res.ref.organisations[o.Parent] {
				above[o.Parent] = true
			}
		}
	}
	for _, c := range funders {
		if above[c.Value.S] && c.Status == schemas.Unresolved {
			set(c, schemas.Supports, "it names the organisation above an accepted funder")
		}
	}
}

// raiseIndicated lets the indication of a donor support a direct claim that
// states the same donor.
func (r *resolved) raiseIndicated() {
	stated := map[string]bool{}
	for i := range r.claims {
		c := &r.claims[i]
		if c.Property == schemas.Funder && c.Status == schemas.Unresolved && c.Evidence != schemas.Indirect {
			if o := r.res.ref.organisations[c.Value.S]; o != nil {
				stated[o.Donor] = true
			}
		}
	}
	for i := range r.claims {
		if c := &r.claims[i]; c.Property == schemas.IndicatedDonor && stated[c.Value.S] {
			set(c, schemas.Supports, "a direct claim states this donor as funder")
		}
	}
}

// join adds a claim to the row of its organisation and role. A parent that
// supports an accepted funder has no row of its own.
func (r *resolved) join(rows []schemas.ProjectOrganisation, c *schemas.Claim, role string, period days) []schemas.ProjectOrganisation {
	i := slices.IndexFunc(rows, func(o schemas.ProjectOrganisation) bool { return o.Organisation == c.Value.S && o.Role == role })
	if i < 0 {
		if c.Status == schemas.Supports {
			return rows
		}
		row := schemas.ProjectOrganisation{Project: r.subject.ID, Organisation: c.Value.S, Role: role, Strength: "stated", Basis: c.Basis.String(),
			Evidence: c.Evidence.String(), Confidence: c.Confidence.String(), From: c.From, To: c.To, Counts: role == "funder"}
		if c.From != "" || c.To != "" {
			within := overlaps(c, period)
			row.Counts = row.Counts && within
			if row.Overlaps = schemas.IntValue(0); within {
				row.Overlaps = schemas.IntValue(1)
			}
			row.Overlaps.Kind = schemas.Bool
		}
		return append(rows, row)
	}
	o := &rows[i]
	if best, _ := schemas.ConfidenceNamed(o.Confidence); c.Confidence != schemas.NoConfidence && (best == schemas.NoConfidence || c.Confidence < best) {
		o.Confidence = c.Confidence.String()
	}
	return rows
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
		if c.Status == schemas.SetAside {
			continue
		}
		if d, ok := normalise.ReadDate(c.Value.S); ok && (latest == "" || d.Last > best.Last) {
			latest, best = c.Value.S, d
		}
	}
	return latest
}

// disputed returns the names of the properties that have a rival.
func (r *resolved) disputed() []string {
	list := []string{}
	for i := range r.claims {
		if c := &r.claims[i]; c.Status == schemas.Rival && !slices.Contains(list, c.Property.String()) {
			list = append(list, c.Property.String())
		}
	}
	slices.Sort(list)
	return list
}
