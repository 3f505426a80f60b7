package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// The collectors of the tables that subjects fill.
type subjectTables struct {
	projects       *collector[schemas.Project]
	countries      *collector[schemas.ProjectCountry]
	groups         *collector[schemas.ProjectGroup]
	groupCountries *collector[schemas.ProjectGroupCountry]
	cities         *collector[schemas.ProjectCity]
	organisations  *collector[schemas.ProjectOrganisation]
	budgets        *collector[schemas.BudgetRow]
	themes         *collector[schemas.ProjectTheme]
	identifiers    *collector[schemas.ProjectIdentifier]
	related        *collector[schemas.RelatedProject]
	disagreements  *collector[schemas.DisagreementRow]
	offices        *collector[schemas.Office]
	statements     *collector[schemas.Statement]
	mentions       *collector[schemas.MentionRow]
	claims         *collector[schemas.ClaimRow]
}

func (r *work) subjectTables() *subjectTables {
	t := r.tables
	return &subjectTables{collect(t, schemas.Projects), collect(t, schemas.ProjectCountries), collect(t, schemas.ProjectGroups),
		collect(t, schemas.ProjectGroupCountries), collect(t, schemas.ProjectCities), collect(t, schemas.ProjectOrganisations),
		collect(t, schemas.Budgets), collect(t, schemas.ProjectThemes), collect(t, schemas.ProjectIdentifiers), collect(t, schemas.RelatedProjects),
		collect(t, schemas.Disagreements), collect(t, schemas.Offices), collect(t, schemas.Statements), collect(t, schemas.Mentions), collect(t, schemas.Claims)}
}

// resolve takes the sorted claims subject by subject, reduces each to rows,
// and derives what follows from them.
func (r *work) resolve(ctx context.Context) error {
	rows, res := r.subjectTables(), newResolver(r.cfg, r.ref, r.asOf, append(slices.Clone(r.documents), r.ref.pages...))
	years := years{}
	var group []schemas.Claim
	finish := func() error {
		if len(group) == 0 {
			return nil
		}
		err := r.subject(newResolved(group, res), rows, years)
		group = nil
		return err
	}
	for record, err := range r.claims.sorted() {
		if err != nil {
			return err
		}
		c := readClaim(record.payload)
		if len(group) > 0 && group[0].Subject != c.Subject {
			if err := finish(); err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		group = append(group, c)
	}
	if err := finish(); err != nil {
		return err
	}
	for _, d := range r.ref.decisions {
		if !res.used[d.Row.ID] {
			if err := r.log.add(d.finding("decision.stale", "expects", "no claim says “"+d.Row.Expects+"”; the decision is not applied")); err != nil {
				return err
			}
		}
	}
	if err := addAll(r.tables, schemas.CountryYears, years.rows()); err != nil {
		return err
	}
	return r.tables.finish()
}

// subject resolves one subject and adds its rows to the tables.
func (r *work) subject(s *resolved, t *subjectTables, years years) error {
	if r.withheld(s) {
		return nil
	}
	var err error
	switch s.subject.Kind {
	case schemas.ProjectSubject:
		rows := s.resolveProject()
		derive(&rows.project, rows.budgets, r.ref, r.asOf)
		years.add(&rows)
		r.summary.Statuses[rows.project.Status]++
		err = t.addProject(&rows)
	case schemas.OfficeSubject:
		office := s.resolveOffice()
		if d, ok := normalise.ReadDate(office.EstablishedEDTF); ok {
			office.Established, office.Precision = dayOf(d.First, d), precision(d)
		}
		err = t.offices.add(&office)
	case schemas.StatementSubject:
		statement, mentions := s.resolveStatement()
		if err = t.statements.add(&statement); err == nil {
			err = addRows(t.mentions, mentions)
		}
		for _, m := range mentions {
			if m.TargetKind == "city" {
				r.tables.refer("cities", m.Target, schemas.Mentions.Name+"/"+m.ID+"/target_id")
			}
		}
	}
	if err != nil {
		return err
	}
	for i := range s.claims {
		if c := &s.claims[i]; c.Name != "" {
			id := strings.TrimPrefix(c.Value.S, "city/")
			if r.names[id] == "" {
				r.names[id] = c.Name
			}
		}
	}
	if err := r.log.add(s.findings...); err != nil {
		return err
	}
	return r.publishClaims(s, t)
}

// withheld reports whether a subject is nothing but words that may not be
// published again: a statement of a document of which nothing may be.
func (r *work) withheld(s *resolved) bool {
	return s.subject.Kind == schemas.StatementSubject && s.res.documents[s.claims[0].Doc].Republish == "none"
}

// addProject adds the rows of a project, those of a bridge table in the order
// of their keys.
func (t *subjectTables) addProject(rows *projectRows) error {
	slices.SortFunc(rows.countries, func(a, b schemas.ProjectCountry) int { return compareTexts(a.ISO3, b.ISO3, a.Role, b.Role) })
	slices.SortFunc(rows.groups, func(a, b schemas.ProjectGroup) int { return strings.Compare(a.Group, b.Group) })
	slices.SortFunc(rows.groupCountries, func(a, b schemas.ProjectGroupCountry) int {
		return compareTexts(a.Group, b.Group, a.ISO3, b.ISO3)
	})
	slices.SortFunc(rows.cities, func(a, b schemas.ProjectCity) int { return strings.Compare(a.City, b.City) })
	slices.SortFunc(rows.organisations, func(a, b schemas.ProjectOrganisation) int {
		return compareTexts(a.Organisation, b.Organisation, a.Role, b.Role)
	})
	slices.SortFunc(rows.budgets, func(a, b schemas.BudgetRow) int { return strings.Compare(a.Claim.Money.Budget, b.Claim.Money.Budget) })
	slices.SortFunc(rows.themes, func(a, b schemas.ProjectTheme) int { return compareTexts(a.Scheme, b.Scheme, a.Theme, b.Theme) })
	slices.SortFunc(rows.identifiers, func(a, b schemas.ProjectIdentifier) int {
		return compareTexts(a.Scheme, b.Scheme, a.Identifier, b.Identifier)
	})
	slices.SortFunc(rows.related, func(a, b schemas.RelatedProject) int {
		return compareTexts(a.Relation, b.Relation, a.Label, b.Label)
	})
	if err := t.projects.add(&rows.project); err != nil {
		return err
	}
	return errors.Join(addRows(t.countries, rows.countries), addRows(t.groups, rows.groups), addRows(t.groupCountries, rows.groupCountries),
		addRows(t.cities, rows.cities), addRows(t.organisations, rows.organisations), addRows(t.budgets, rows.budgets),
		addRows(t.themes, rows.themes), addRows(t.identifiers, rows.identifiers), addRows(t.related, rows.related),
		addRows(t.disagreements, rows.disagreements))
}

func addRows[R any](c *collector[R], rows []R) error {
	for i := range rows {
		if err := c.add(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// publishClaims adds the claims of a subject to their table, by property.
func (r *work) publishClaims(s *resolved, t *subjectTables) error {
	slices.SortStableFunc(s.claims, func(a, b schemas.Claim) int { return int(a.Property) - int(b.Property) })
	for i := range s.claims {
		c := &s.claims[i]
		d := s.res.documents[c.Doc]
		row := schemas.ClaimRow{Claim: c, Document: d.ID, Verbatim: visible(c.Verbatim)}
		if source := s.res.documents[c.Source]; source != nil {
			row.Source = source.ID
			r.summary.Cited++
			if source.PublisherType == "implementer" {
				r.summary.SelfReported++
			}
		}
		if d.Republish == "none" || c.Property == schemas.Contact && !r.cfg.Contacts {
			row.Verbatim = ""
			row.Withheld = c.Value.Kind == schemas.Text
		}
		r.summary.Claims[c.Status.String()]++
		if err := t.claims.add(&row); err != nil {
			return err
		}
	}
	return nil
}

// visible writes the characters that no format can carry, and those that
// change how others are shown, as \x and two hexadecimal digits or \u and
// four.
func visible(s string) string {
	plain := true
	for _, c := range s {
		if needsEscape(c) {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	const hex = "0123456789abcdef"
	var b strings.Builder
	for _, c := range s {
		switch {
		case !needsEscape(c):
			b.WriteRune(c)
		case c < 0x100:
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(hex[c>>shift&15])
			}
		}
	}
	return b.String()
}

func needsEscape(c rune) bool {
	switch {
	case c < ' ':
		return c != '\t' && c != '\n'
	case c < 0x7F:
		return false
	}
	return c < 0xA0 || c == 0xAD || c == 0x061C || c >= 0x200B && c <= 0x200F || c >= 0x2028 && c <= 0x202E || c >= 0x2066 && c <= 0x2069 ||
		c == 0xFEFF || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF
}
