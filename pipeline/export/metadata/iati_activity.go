package metadata

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"migdata/schemas"
)

//go:embed iati_codes.csv
var iatiCodesText []byte

// readCodes reads our mapping to the code lists of IATI: list/ours -> theirs.
func readCodes() (map[string]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(iatiCodesText)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("iati_codes.csv: %w", err)
	}
	codes := map[string]string{}
	for _, row := range rows[1:] {
		codes[row[0]+"/"+row[1]] = row[2]
	}
	return codes, nil
}

// An iatiWriter makes activities of the rows of projects, which it follows
// through the tables about them.
type iatiWriter struct {
	about         *schemas.About
	codes         map[string]string
	iso2          map[string]string    // of countries
	organisations map[string][2]string // name and IATI type
	documents     map[string]origin
	asOf          map[string]string // of documents: the day or month that they speak of, at its precision
	roles, ids    *follower
	related       *follower
	budgets       *follower
}

func newReporter(d *Dataset) (*iatiWriter, error) {
	r := &iatiWriter{about: &d.About, iso2: map[string]string{}, organisations: map[string][2]string{}, documents: map[string]origin{}, asOf: map[string]string{}}
	var err error
	if r.codes, err = readCodes(); err != nil {
		return nil, err
	}
	for row, err := range d.rows("countries") {
		if err != nil {
			return nil, err
		}
		r.iso2[row.One("iso3")] = row.One("iso2")
	}
	for row, err := range d.rows("organisations") {
		if err != nil {
			return nil, err
		}
		r.organisations[row.One("org_id")] = [2]string{row.One("name"), row.One("iati_type")}
	}
	for row, err := range d.rows("documents") {
		if err != nil {
			return nil, err
		}
		if row.One("kind") != "text" {
			continue
		}
		id := row.One("document_id")
		r.documents[id] = origin{title: row.One("title"), publisher: row.One("publisher")}
		if r.asOf[id] = plainDate(row.One("stated_as_of")); r.asOf[id] == "" {
			r.asOf[id] = plainDate(row.One("published_edtf"))
		}
	}
	r.roles, r.ids, r.related, r.budgets = d.follow("project_organisations"), d.follow("project_identifiers"), d.follow("related_projects"), d.follow("budgets")
	return r, nil
}

func (r *iatiWriter) stop() {
	for _, f := range []*follower{r.roles, r.ids, r.related, r.budgets} {
		f.stop()
	}
}

// plainDate is the year, month or day of a date expression (EDTF), without
// its marks of doubt and the end of an interval.
func plainDate(edtf string) string {
	first, _, _ := strings.Cut(edtf, "/")
	n := 0
	for n < len(first) && n < len("2006-01-02") && (first[n] == '-' || '0' <= first[n] && first[n] <= '9') {
		n++
	}
	switch first = strings.TrimSuffix(first[:n], "-"); {
	case len(first) == 7 && first[5:] > "12", len(first) != 4 && len(first) != 7 && len(first) != 10: // a quarter or season: its year
		return first[:min(4, len(first))]
	}
	return first
}

// activity makes the activity of a project; false where the standard cannot
// have it.
func (r *iatiWriter) activity(project schemas.Cells) (*iatiActivity, bool, error) {
	id, iati := project.One("project_id"), &r.about.IATI
	updated := schemas.DayString(r.about.Released) + "T00:00:00Z"
	title := project.One("title")
	if acronym := project.One("acronym"); acronym != "" {
		title += " (" + acronym + ")"
	}
	a := &iatiActivity{
		Language: r.about.Lang(), Updated: updated, Hierarchy: 1, ID: iati.Reporter + "-" + id,
		Reporter: iatiReporter{iati.Reporter, iati.ReporterType, 1, r.about.Publisher}, Title: iatiNarrative{title},
		Status: iatiCode{Code: r.codes["status/"+project.One("status_on_as_of")]},
		Sector: iatiCode{Vocabulary: "1", Code: iati.Sector, Percentage: "100", Text: iati.SectorNote},
	}
	a.Dates = r.dates(project)
	known := a.Status.Code != "" && project.One("start_date") != ""
	source := r.documents[project.One("document_id")]
	listed := "“" + source.title + "”"
	if source.publisher != "" {
		listed += " of " + source.publisher
	}
	a.Descriptions = append(a.Descriptions, iatiDescription{"1", fmt.Sprintf("Listed in %s, lines %s to %s. Compiled by %s.",
		listed, project.One("line_from"), project.One("line_to"), r.about.Publisher)})
	if objective := project.One("objective"); objective != "" {
		a.Descriptions = append(a.Descriptions, iatiDescription{"2", objective})
	}
	if scope := r.codes["scope/"+project.One("scope")]; scope != "" {
		a.Scope = &iatiCode{Code: scope}
	}
	r.place(a, project)
	for _, tag := range project("theme_tags") {
		a.Tags = append(a.Tags, iatiCode{Vocabulary: "99", Code: slug(tag), Text: tag})
	}
	if url := project.One("project_url"); url != "" {
		a.Links = append(a.Links, iatiLink{"text/html", url, iatiNarrative{"Page of the project"}, iatiCode{Code: "A12"}})
	}
	for _, follow := range []func(*iatiActivity, schemas.Cells) error{r.takePart, r.otherIDs, r.relations, r.money} {
		if err := follow(a, project); err != nil {
			return nil, false, err
		}
	}
	return a, known, nil
}

// dates are planned where they lie behind the day that the document speaks
// of, and actual before it; an end on that day or in that month is planned
// too, as the document cannot know that it came.
func (r *iatiWriter) dates(project schemas.Cells) []iatiDate {
	asOf := r.asOf[project.One("document_id")]
	if asOf == "" {
		asOf = schemas.DayString(r.about.AsOf)
	}
	var dates []iatiDate
	for _, end := range []struct {
		name, planned, actual string
		later                 func(day string) bool
	}{
		{"start", "1", "2", func(day string) bool { return day > asOf }},
		{"end", "3", "4", func(day string) bool { return day >= asOf }},
	} {
		day := project.One(end.name + "_date")
		if day == "" {
			continue
		}
		kind := end.actual
		if end.later(day[:min(len(day), len(asOf))]) {
			kind = end.planned
		}
		text := project.One(end.name+"_edtf") + " in the source"
		if precision := project.One(end.name + "_precision"); precision != "day" && precision != "" {
			text += ", which is exact to the " + precision
		}
		dates = append(dates, iatiDate{kind, day, text})
	}
	return dates
}

// place states one country, or for several, whose shares no source states, a
// region with the countries as locations.
func (r *iatiWriter) place(a *iatiActivity, project schemas.Cells) {
	countries := project("country_iso3s")
	if len(countries) == 1 && len(project("country_groups")) == 0 {
		a.Country = &iatiCode{Code: r.iso2[countries[0]]}
		return
	}
	region := ""
	for _, iso3 := range countries {
		a.Locations = append(a.Locations, iatiLocation{iatiCode{Vocabulary: "A4", Code: r.iso2[iso3]}})
		switch own := r.codes["region/"+iso3]; {
		case own == "", region != "" && region != own:
			region = r.codes["region/*"]
		case region == "":
			region = own
		}
	}
	if region == "" || len(project("country_groups")) > 0 {
		region = r.codes["region/*"]
	}
	a.Region = &iatiCode{Vocabulary: "1", Code: region}
}

// takePart states the organisations that have a role in the standard.
func (r *iatiWriter) takePart(a *iatiActivity, project schemas.Cells) error {
	err := r.roles.each(project.One("project_id"), func(row schemas.Cells) {
		role := r.codes["role/"+row.One("role")]
		if role == "" || row.One("role") == "funder" && row.One("counts_as_funding") != "true" {
			return
		}
		of := r.organisations[row.One("org_id")]
		a.Organisations = append(a.Organisations, iatiOrganisation{role, of[1], of[0]})
	})
	if len(a.Organisations) == 0 { // the schema asks for one
		a.Organisations = []iatiOrganisation{{Role: r.codes["role/implementer"], Name: "Not stated by any source that was read"}}
	}
	return err
}

func (r *iatiWriter) otherIDs(a *iatiActivity, project schemas.Cells) error {
	return r.ids.each(project.One("project_id"), func(row schemas.Cells) {
		a.Identifiers = append(a.Identifiers, iatiIdentifier{row.One("identifier"), "A9", iatiNarrative{row.One("scheme")}})
	})
}

// relations states related projects of this dataset by their ids, and the
// others in words, as no id of theirs is known.
func (r *iatiWriter) relations(a *iatiActivity, project schemas.Cells) error {
	var others []string
	err := r.related.each(project.One("project_id"), func(row schemas.Cells) {
		if id := row.One("related_project_id"); id != "" {
			a.Related = append(a.Related, iatiRelated{r.about.IATI.Reporter + "-" + id, r.codes["relation/"+row.One("relation")]})
			return
		}
		others = append(others, row.One("label")+" ("+strings.ReplaceAll(row.One("relation"), "_", " ")+")")
	})
	if len(others) > 0 {
		a.Descriptions = append(a.Descriptions, iatiDescription{"4", "Related, without a known id: " + strings.Join(others, "; ") + "."})
	}
	return err
}

// money states the one amount that may be added up. A budget of the standard
// covers a year at most (rule 7.5.3), so that the amount of a longer project
// is told in words: to split it would be an invention.
func (r *iatiWriter) money(a *iatiActivity, project schemas.Cells) error {
	amount, currency := project.One("budget_amount"), project.One("budget_currency")
	status, covers := "", ""
	err := r.budgets.each(project.One("project_id"), func(row schemas.Cells) {
		if row.One("summable") == "true" {
			status, covers = r.codes["amount/"+row.One("amount_kind")], strings.ReplaceAll(row.One("covers"), "_", " ")
		}
	})
	start, end := project.One("start_date"), project.One("end_date")
	switch {
	case err != nil || amount == "":
	case start != "" && end != "" && end < yearLater(start) && status != "":
		a.Budgets = []iatiBudget{{"1", status, iatiDay{start}, iatiDay{end}, iatiValue{currency, start, amount}}}
	default:
		a.Descriptions = append(a.Descriptions, iatiDescription{"4", fmt.Sprintf("Budget: %s %s (%s). Budgets of the standard are of a year at most, and this amount is not split.", currency, amount, covers)})
	}
	return err
}

// yearLater is the same day of the next year, for comparing.
func yearLater(day string) string {
	year, err := strconv.Atoi(day[:4])
	if err != nil {
		return day
	}
	return fmt.Sprintf("%04d%s", year+1, day[4:])
}

// slug makes a code of a tag: lower-case letters, digits and hyphens.
func slug(tag string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(tag) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c > 127 {
			b.WriteRune(c)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
