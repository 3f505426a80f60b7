package pipeline

import (
	"context"
	"strconv"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// refer makes the tables of the things that the others refer to: only those
// that they do, and what these refer to in turn.
func (r *work) refer(context.Context) error {
	for _, make := range []func() error{r.organisations, r.cities, r.groupMembers, r.documentRows, r.countries, r.codelists} {
		if err := make(); err != nil {
			return err
		}
	}
	return nil
}

// organisations makes the tables of organisations and their names.
func (r *work) organisations() error {
	wanted := map[string]bool{}
	for _, id := range r.tables.referred("organisations") {
		for ; id != "" && !wanted[id]; id = r.organisation(id).Parent {
			wanted[id] = true
		}
	}
	var rows []schemas.Organisation
	for _, id := range sortedKeys(wanted) {
		rows = append(rows, r.organisation(id))
	}
	if err := addAll(r.tables, schemas.Organisations, rows); err != nil {
		return err
	}
	names := map[string]schemas.OrganisationName{}
	for _, n := range r.ref.names {
		if wanted[n.Organisation] {
			names[n.Organisation+"|"+n.Lang+"|"+n.Name] = n
		}
	}
	c := collect(r.tables, schemas.OrganisationNames)
	sorted := sortedBy(names, func(a, b schemas.OrganisationName) int {
		return compareTexts(a.Organisation, b.Organisation, a.Lang, b.Lang, a.Name, b.Name)
	})
	if err := addRows(c, sorted); err != nil {
		return err
	}
	return c.done()
}

// organisation returns the row of an organisation: of the registry, of a state
// that an indicated donor names, or a proposed one.
func (r *work) organisation(id string) schemas.Organisation {
	if o := r.ref.organisations[id]; o != nil {
		return *o
	}
	if iso3 := strings.ToUpper(id); len(id) == 3 {
		if name := normalise.CountryName(iso3, "en"); name != "" {
			return schemas.Organisation{ID: id, Name: name, Kind: "state", Donor: iso3, Country: iso3}
		}
	}
	name := r.names[id]
	if name == "" {
		name = id
	}
	return schemas.Organisation{ID: id, Name: name, Kind: "other"}
}

// cities makes the table of cities.
func (r *work) cities() error {
	var rows []schemas.CityRow
	for _, id := range r.tables.referred("cities") {
		row := schemas.CityRow{ID: id, Name: r.names[id]}
		if row.Name == "" {
			row.Name = id
		}
		if at := strings.LastIndexByte(id, '-'); len(id) == at+4 {
			iso3 := strings.ToUpper(id[at+1:])
			if _, ok := normalise.CountryInfo(iso3); ok {
				row.ISO3 = iso3
			}
			if known := r.ref.cityIn(row.Name, []string{iso3}); known.Name != "" {
				row.Name = known.Name
				if known.GeonamesID > 0 {
					row.Geonames = schemas.IntValue(int64(known.GeonamesID))
				}
			}
		}
		rows = append(rows, row)
	}
	return addAll(r.tables, schemas.Cities, rows)
}

// groupMembers makes the table of the members of the groups that projects
// name.
func (r *work) groupMembers() error {
	named := map[string]bool{}
	groups, err := r.tables.spools[schemas.ProjectGroups.Name].resource()
	if err != nil {
		return err
	}
	column := schemas.ProjectGroups.Field("group_id")
	for b, err := range groups.Batches {
		if err != nil {
			return err
		}
		for row := range b.Rows() {
			named[string(b.Columns[column].TextAt(row))] = true
		}
	}
	members := map[string]schemas.GroupMember{}
	for id := range named {
		group, _ := normalise.Group(id)
		for _, m := range group.Members {
			row := schemas.GroupMember{Group: id, ISO3: m.ISO3, From: schemas.Value{Kind: schemas.Day, N: int64(m.From)}}
			if m.UntilKnown {
				row.To = schemas.Value{Kind: schemas.Day, N: int64(m.Until)}
			}
			members[id+"|"+m.ISO3+"|"+strconv.Itoa(int(m.From))] = row
		}
	}
	return addAll(r.tables, schemas.GroupMembers, sortedBy(members, func(a, b schemas.GroupMember) int {
		if c := compareTexts(a.Group, b.Group, a.ISO3, b.ISO3); c != 0 {
			return c
		}
		return int(a.From.N - b.From.N)
	}))
}

// documentRows makes the table of documents: all that were read, and the
// pages that curated claims cite.
func (r *work) documentRows() error {
	rows := map[string]schemas.DocumentRow{}
	for _, d := range r.documents {
		rows[d.ID] = d.DocumentRow
	}
	for _, d := range r.ref.pages {
		rows[d.ID] = d.DocumentRow
	}
	return addAll(r.tables, schemas.Documents, sortedBy(rows, func(a, b schemas.DocumentRow) int { return strings.Compare(a.ID, b.ID) }))
}

// countries makes the table of countries, last, as the others refer to it.
func (r *work) countries() error {
	var rows []schemas.CountryRow
	for _, iso3 := range r.tables.referred("countries") {
		info, ok := normalise.CountryInfo(iso3)
		if !ok {
			continue // checkReferences says so
		}
		name := func(lang string) string { return normalise.CountryName(iso3, lang) }
		rows = append(rows, schemas.CountryRow{ISO3: info.ISO3, ISO2: info.ISO2, M49: info.M49, Region: info.Subregion,
			EN: name("en"), FR: name("fr"), ES: name("es"), AR: name("ar"), DE: name("de")})
	}
	return addAll(r.tables, schemas.Countries, rows)
}

// codelists makes the table of codes: those of the schemas, the catalogue of
// findings, and the groups of countries.
func (r *work) codelists() error {
	rows := map[string]schemas.CodeRow{}
	add := func(list, code, doc string) { rows[list+"|"+code] = schemas.CodeRow{List: list, Code: code, Doc: doc} }
	for _, list := range schemas.Codelists() {
		for _, c := range list.Codes {
			add(list.Name, c.Code, c.Doc)
		}
	}
	for rule, doc := range schemas.Rulebook() {
		add("finding_rule", rule, doc.Title+". "+doc.Why+". "+doc.Fix+".")
	}
	for _, g := range normalise.Groups() {
		add("country_group", g.ID, g.Name)
	}
	return addAll(r.tables, schemas.CodelistTable, sortedBy(rows, func(a, b schemas.CodeRow) int {
		return compareTexts(a.List, b.List, a.Code, b.Code)
	}))
}

// compareTexts compares pairs of texts until one pair differs.
func compareTexts(pairs ...string) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if c := strings.Compare(pairs[i], pairs[i+1]); c != 0 {
			return c
		}
	}
	return 0
}
