package pipeline

import (
	"slices"
	"strings"

	"migdata/schemas"
)

// otherAmounts resolves the amounts that cover more or less than the project,
// or that have been spent. They do not compete for one cell, so each stands,
// but for those that a curator or an equal id sets against another of the same
// coverage. What covers nothing that is clear is context.
func (r *resolved) otherAmounts() {
	amounts, absent := r.of(schemas.OtherAmount)
	slices.SortStableFunc(amounts, func(a, b *schemas.Claim) int { return int(a.Evidence) - int(b.Evidence) }) // direct before indirect
	first := map[string]*schemas.Claim{}                                                                       // accepted, by budget
	for _, c := range amounts {
		switch m := c.Money; {
		case m.Covers == "":
			set(c, schemas.SetAside, "context: "+whyUnfit(c))
		case c.Disagrees != schemas.NoDisagreement: // below, as what it disagrees with may come later
		case first[m.Budget] == nil:
			first[m.Budget] = c
			c.Status = schemas.Accepted
		case agree(c, first[m.Budget]):
			set(c, schemas.Supports, "it says the same")
		default:
			r.rival(c, first[m.Budget])
		}
	}
	for _, c := range amounts {
		if c.Status != schemas.Unresolved {
			continue
		}
		covers := func(o *schemas.Claim) bool { return o.Status == schemas.Accepted && o.Money.Covers == c.Money.Covers }
		if i := slices.IndexFunc(amounts, covers); i >= 0 {
			r.rival(c, amounts[i])
		} else {
			c.Status = schemas.Accepted // what it disagrees with is not here
		}
	}
	r.absent(absent, len(first) > 0, schemas.OtherAmount)
	if budgets, gaps := r.of(schemas.Budget); len(first) > 0 && len(budgets)+len(gaps) == 0 {
		r.blanks[schemas.Budget] = schemas.OtherCoverage
	}
}

// budgetRows returns a row for each budget that a claim stands for: accepted
// or rival. Of several claims of one budget it shows the first; the others
// stand in its row.
func (r *resolved) budgetRows() []schemas.BudgetRow {
	var rows []schemas.BudgetRow
	for _, property := range []schemas.Property{schemas.Budget, schemas.OtherAmount} {
		amounts, _ := r.of(property)
		for _, status := range []schemas.Status{schemas.Accepted, schemas.Rival, schemas.Supports} {
			for _, c := range amounts {
				if c.Status != status {
					continue
				}
				i := slices.IndexFunc(rows, func(b schemas.BudgetRow) bool { return b.Claim.Money.Budget == c.Money.Budget })
				switch {
				case i >= 0:
					rows[i].Further = append(rows[i].Further, c.ID)
				case status != schemas.Supports:
					rows = append(rows, schemas.BudgetRow{Project: r.subject.ID, Claim: c, Summable: property == schemas.Budget && status == schemas.Accepted})
				}
			}
		}
	}
	return rows
}

// disagreementRows returns a row for each rival value, in the order of the
// properties: other claims of the same value stand in the row of the first.
func (r *resolved) disagreementRows() []schemas.DisagreementRow {
	var rows []schemas.DisagreementRow
	for i := range r.claims {
		c := &r.claims[i]
		if c.Status != schemas.Rival {
			continue
		}
		if i := slices.IndexFunc(rows, func(row schemas.DisagreementRow) bool { return sameValue(row.Rival, c) }); i >= 0 {
			rows[i].Further = append(rows[i].Further, c.ID)
			continue
		}
		row := schemas.DisagreementRow{Project: r.subject.ID, Rival: c, Accepted: r.against[c], Sources: [2]*schemas.Side{nil, r.side(c)}}
		if row.Accepted != nil {
			row.Cell, row.Sources[0] = row.Accepted.Value.String(), r.side(row.Accepted)
		} else {
			row.Cell = strings.Join(r.accepted(c.Property), schemas.ListSeparator)
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b schemas.DisagreementRow) int {
		return compareTexts(a.Rival.Property.String(), b.Rival.Property.String(), a.Rival.ID, b.Rival.ID)
	})
	return rows
}

// accepted returns the accepted values of a property; nil where there are
// none.
func (r *resolved) accepted(p schemas.Property) []string {
	var list []string
	for i := range r.claims {
		if c := &r.claims[i]; c.Property == p && c.Status == schemas.Accepted && c.Value.Kind != schemas.Absent {
			list = append(list, c.Value.String())
		}
	}
	return list
}

func (r *resolved) side(c *schemas.Claim) *schemas.Side {
	d := r.res.source(c)
	return &schemas.Side{Document: d.ID, PublisherType: d.PublisherType}
}
