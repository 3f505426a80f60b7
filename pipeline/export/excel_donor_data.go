package export

import (
	"slices"
	"strings"

	"migdata/schemas"
)

// A donation is what the release says of one donor: its projects and what
// belongs to them. It is gathered in one pass over each table and takes the
// memory of one donor's rows.
type donation struct {
	code       string
	projects   []*donorProject // that count
	byID       map[string]*donorProject
	aside      []contribution // that do not count: indicated, or outside the period
	concerned  map[string]*donorProject
	claims     []claimRow
	money      []moneyRow
	disputes   []map[string]string
	gaps       map[[2]string]string // reasons, by project and column
	unknown    [][2]string          // project and column, in the order of the gaps
	sources    map[string]map[string]string
	sumsOfOwn  []ownSum
	stateCount map[string]int // projects by what is known of their money
}

// A donorProject is a project of a donor.
type donorProject struct {
	cells      map[string][]string
	period     period
	funders    []string // this donor's organisations
	evidence   []string
	confidence []string
	money      string // what is known of its money: a state
	own        []int  // its amounts that are this donor's own, as indices of money
	notes      []int
	evidenceAt int // row of the first claim of its funding, from 0; -1 is none
}

func (p *donorProject) one(column string) string {
	return strings.Join(p.cells[column], schemas.ListSeparator)
}

// label is the short name of a project: acronym or title, and the phase.
func (p *donorProject) label() string {
	label := p.one("acronym")
	if label == "" {
		label = p.one("title")
	}
	if phase := roman(p.one("phase")); phase != "" && !strings.HasSuffix(label, " "+phase) {
		label += " " + phase
	}
	return label
}

// A contribution is a row of project_organisations.
type contribution struct {
	project                                   *donorProject
	organisation, why                         string // why: indicated, outside
	from, to, basis, evidence, confidence, id string
}

// rowOf copies the cells of a row, as the batch that they stand in goes.
func rowOf(t *schemas.Table, c schemas.Cells) map[string][]string {
	row := map[string][]string{}
	for _, f := range t.Fields {
		if v := c(f.Name); v != nil {
			row[f.Name] = v
		}
	}
	return row
}

// flatRow copies the cells of a row as one text each.
func flatRow(t *schemas.Table, c schemas.Cells) map[string]string {
	row := map[string]string{}
	for name, v := range rowOf(t, c) {
		row[name] = strings.Join(v, schemas.ListSeparator)
	}
	return row
}

// donationOf gathers what concerns a donor.
func (f *facts) donationOf(code string) (*donation, error) {
	d := &donation{code: code, byID: map[string]*donorProject{}, concerned: map[string]*donorProject{}, gaps: map[[2]string]string{},
		sources: map[string]map[string]string{}, stateCount: map[string]int{}}
	for _, step := range []func(*facts) error{d.contributions, d.ownProjects, d.budgets, d.disagreements, d.blanks, d.evidence, d.documents} {
		if err := step(f); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// contributions finds the projects that the donor's organisations fund, and
// those contributions that do not count.
func (d *donation) contributions(f *facts) error {
	return f.release.each(schemas.ProjectOrganisations.Name, func(c schemas.Cells) error {
		org := f.organisations[c.One("org_id")]
		if c.One("role") != "funder" || org.donor != d.code {
			return nil
		}
		id := c.One("project_id")
		p := d.concerned[id]
		if p == nil {
			p = &donorProject{evidenceAt: -1}
			d.concerned[id] = p
		}
		if c.One("counts_as_funding") == "true" {
			p.funders = append(p.funders, org.name)
			p.evidence = append(p.evidence, c.One("evidence_kind"))
			p.confidence = append(p.confidence, c.One("confidence"))
			return nil
		}
		why := "outside"
		if c.One("strength") == "indicated" {
			why = "indicated"
		}
		d.aside = append(d.aside, contribution{p, org.name, why, c.One("from_edtf"), c.One("to_edtf"), c.One("basis"), c.One("evidence_kind"), c.One("confidence"), id})
		return nil
	})
}

// ownProjects fills the projects in; those whose donors include this one count.
func (d *donation) ownProjects(f *facts) error {
	return f.release.each(schemas.Projects.Name, func(c schemas.Cells) error {
		id := c.One("project_id")
		counts := slices.Contains(c("donor_codes"), d.code)
		p := d.concerned[id]
		if p == nil && !counts {
			return nil
		}
		if p == nil {
			p = &donorProject{evidenceAt: -1}
			d.concerned[id] = p
		}
		p.cells, p.period = rowOf(&schemas.Projects.Table, c), periodOf(c)
		if counts {
			d.projects, d.byID[id] = append(d.projects, p), p
		}
		return nil
	})
}

// disagreements keeps those of the donor's projects.
func (d *donation) disagreements(f *facts) error {
	return f.release.each(schemas.Disagreements.Name, func(c schemas.Cells) error {
		if d.byID[c.One("project_id")] != nil {
			row := flatRow(&schemas.Disagreements.Table, c)
			d.disputes = append(d.disputes, row)
			d.sources[row["rival_document_id"]], d.sources[row["accepted_document_id"]] = nil, nil
		}
		return nil
	})
}

// blanks keeps the reasons for blank cells of the donor's projects.
func (d *donation) blanks(f *facts) error {
	return f.release.each(schemas.GapTable.Name, func(c schemas.Cells) error {
		id, column := c.One("row_key"), c.One("column")
		if c.One("table") == schemas.Projects.Name && d.byID[id] != nil {
			d.gaps[[2]string{id, column}] = c.One("reason")
			d.unknown = append(d.unknown, [2]string{id, column})
		}
		return nil
	})
}

// blank says why a cell of a project has no value.
func (d *donation) blank(p *donorProject, column string) string {
	if d.gaps[[2]string{p.one("project_id"), column}] == "not_applicable" {
		return notApplicable
	}
	return notAvailable
}

// A claimRow is a claim that a figure of the donor rests on, or that disputes
// one.
type claimRow map[string]string

// figures are the properties whose claims the sheet Evidence shows.
var figures = []string{"funder_ids", "indicated_donors", "start_edtf", "end_edtf", "country_iso3s", "budget_amount", "other_amounts"}

// evidence keeps the claims behind the figures of the donor.
func (d *donation) evidence(f *facts) error {
	return f.release.each(schemas.Claims.Name, func(c schemas.Cells) error {
		if c.One("subject_kind") != "project" || d.concerned[c.One("subject")] == nil || c.One("value") == "" {
			return nil
		}
		property := c.One("property")
		switch {
		case !slices.Contains(figures, property):
			return nil
		case property == "funder_ids":
			if f.organisations[c.One("value")].donor != d.code {
				return nil
			}
		case property == "indicated_donors":
			if c.One("value") != d.code {
				return nil
			}
		case d.byID[c.One("subject")] == nil || c.One("status") == "set_aside":
			return nil
		}
		row := flatRow(&schemas.Claims.Table, c)
		d.claims = append(d.claims, row)
		d.sources[row["document_id"]] = nil
		if row["source_document_id"] != "" {
			d.sources[row["source_document_id"]] = nil
		}
		return nil
	})
}

// documents reads what is known of the sources that the others name.
func (d *donation) documents(f *facts) error {
	return f.release.each(schemas.Documents.Name, func(c schemas.Cells) error {
		if _, wanted := d.sources[c.One("document_id")]; wanted {
			d.sources[c.One("document_id")] = flatRow(&schemas.Documents.Table, c)
		}
		return nil
	})
}
