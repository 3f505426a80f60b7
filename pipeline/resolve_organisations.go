package pipeline

import (
	"cmp"
	"strings"

	"migdata/schemas"
)

// organisationsOf resolves who funds, implements and takes part.
func (r *resolved) organisationsOf(period days) []schemas.ProjectOrganisation {
	var rows []schemas.ProjectOrganisation
	type key struct{ id, role string }
	seen := map[key]bool{}
	var curated []*schemas.Claim // rows that support another claim
	for i := range r.claims {
		if c := &r.claims[i]; c.Basis == schemas.Curated {
			curated = append(curated, c)
		}
	}
	for _, role := range schemas.OrganisationRoles.Codes {
		property := schemas.OrganisationRoleProperties[role.Code]
		outside := r.outsidePeriod(property, period)
		accepted := r.many(property)
		if property == schemas.Funder {
			accepted = r.foldParents(accepted)
			r.raiseIndicated(accepted)
		}
		for _, c := range append(accepted, outside...) {
			if k := (key{c.Value.S, role.Code}); !seen[k] {
				seen[k] = true
				rows = append(rows, r.organisationRow(c, curated, role.Code, period))
			}
		}
	}
	for _, c := range r.many(schemas.IndicatedDonor) {
		if org := strings.ToLower(c.Value.S); !seen[key{org, "funder"}] {
			seen[key{org, "funder"}] = true
			rows = append(rows, schemas.ProjectOrganisation{Project: r.subject.ID, Organisation: org, Role: "funder", Strength: "indicated", Basis: c.Basis.String()})
		}
	}
	return rows
}

// outsidePeriod sets contributions aside whose own dates lie outside the
// project's period, and returns them: where the organisation has no other,
// they are published and do not count.
func (r *resolved) outsidePeriod(p schemas.Property, period days) []*schemas.Claim {
	var outside []*schemas.Claim
	for i := range r.claims {
		if c := &r.claims[i]; c.Property == p && c.Status == schemas.Unresolved && fits(c) && (c.From != "" || c.To != "") && !overlaps(c, period) {
			set(c, schemas.SetAside, "the contribution lies outside the accepted period")
			outside = append(outside, c)
		}
	}
	return outside
}

func sameValue(a, b *schemas.Claim) bool { return a.Property == b.Property && a.Value == b.Value }

func overlaps(c *schemas.Claim, period days) bool {
	own := span(c.From, c.To)
	return own.first <= period.last && period.first <= own.last
}

// foldParents lets an accepted claim that names the organisation above another
// accepted funder of the project support that one: a ministry and its state
// are one donor. It returns the claims that stay accepted.
func (r *resolved) foldParents(accepted []*schemas.Claim) []*schemas.Claim {
	above := map[string]bool{}
	for _, c := range accepted {
		for o := r.res.ref.organisations[c.Value.S]; o != nil && o.Parent != "" && !above[o.Parent]; o = r.res.ref.organisations[o.Parent] {
			above[o.Parent] = true
		}
	}
	var stay []*schemas.Claim
	for _, c := range accepted {
		if !above[c.Value.S] {
			stay = append(stay, c)
			continue
		}
		c.Status, c.Reason = schemas.Supports, "it names the organisation above an accepted funder"
	}
	return stay
}

// raiseIndicated lets the indication of a donor support the accepted claim
// that states the same donor.
func (r *resolved) raiseIndicated(accepted []*schemas.Claim) {
	stated := map[string]bool{}
	for _, c := range accepted {
		if o := r.res.ref.organisations[c.Value.S]; o != nil && o.Donor != "" {
			stated[o.Donor] = true
		}
	}
	for i := range r.claims {
		if c := &r.claims[i]; c.Property == schemas.IndicatedDonor && stated[c.Value.S] {
			set(c, schemas.Supports, "a direct claim states this donor as funder")
		}
	}
}

// organisationRow returns the row of an organisation and its role, of the claim
// that it rests on, with the best evidence and confidence of the curated rows
// that say the same.
func (r *resolved) organisationRow(c *schemas.Claim, curated []*schemas.Claim, role string, period days) schemas.ProjectOrganisation {
	evidence, confidence := c.Evidence, c.Confidence
	for _, o := range curated {
		if sameValue(o, c) && o.Status == schemas.Supports {
			evidence = min(cmp.Or(evidence, o.Evidence), o.Evidence)
			confidence = min(cmp.Or(confidence, o.Confidence), o.Confidence)
		}
	}
	row := schemas.ProjectOrganisation{Project: r.subject.ID, Organisation: c.Value.S, Role: role, Strength: "stated", Basis: c.Basis.String(),
		Evidence: evidence.String(), Confidence: confidence.String(), From: c.From, To: c.To, Counts: role == "funder"}
	if c.From != "" || c.To != "" {
		row.Overlaps = schemas.Value{Kind: schemas.Bool}
		if overlaps(c, period) {
			row.Overlaps.N = 1
		} else {
			row.Counts = false
		}
	}
	return row
}
