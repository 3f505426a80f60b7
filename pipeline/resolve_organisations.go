package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"migdata/schemas"
)

// organisationsOf resolves who funds, implements and takes part.
func (r *resolved) organisationsOf(period days) []schemas.ProjectOrganisation {
	outside := map[string][]*schemas.Claim{}
	for _, role := range schemas.OrganisationRoles.Codes {
		outside[role.Code] = r.outsidePeriod(schemas.OrganisationRoleProperties[role.Code], period)
	}
	r.foldParents()
	r.raiseIndicated()
	var rows []schemas.ProjectOrganisation
	for _, role := range schemas.OrganisationRoles.Codes {
		accepted := r.many(schemas.OrganisationRoleProperties[role.Code])
		for _, c := range append(accepted, outside[role.Code]...) {
			rows = append(rows, r.organisationRow(c, role.Code, period))
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
// project's period, and returns the first of each organisation: they are
// published and do not count.
func (r *resolved) outsidePeriod(p schemas.Property, period days) []*schemas.Claim {
	var outside []*schemas.Claim
	for i := range r.claims {
		c := &r.claims[i]
		if c.Property != p || c.Status != schemas.Unresolved || !fits(c) || c.From == "" && c.To == "" || overlaps(c, period) {
			continue
		}
		set(c, schemas.SetAside, "the contribution lies outside the accepted period")
		if !slices.ContainsFunc(r.claims, func(o schemas.Claim) bool {
			return sameValue(&o, c) && o.Status == schemas.Unresolved && fits(&o) && o.Disagrees == schemas.NoDisagreement
		}) &&
			!slices.ContainsFunc(outside, func(o *schemas.Claim) bool { return sameValue(o, c) }) {
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

// foldParents lets a claim that names the organisation above another funder
// of the same project support that one: a ministry and its state are one
// donor.
func (r *resolved) foldParents() {
	funders, _ := r.of(schemas.Funder)
	above := map[string]bool{}
	for _, c := range funders {
		if c.Status == schemas.Unresolved && fits(c) {
			for o := r.res.ref.organisations[c.Value.S]; o != nil && o.Parent != ""; o = r.res.ref.organisations[o.Parent] {
				above[o.Parent] = true
			}
		}
	}
	for _, c := range funders {
		if above[c.Value.S] && c.Status == schemas.Unresolved && fits(c) {
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
		if c.Property == schemas.Funder && c.Status == schemas.Unresolved && fits(c) {
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

// organisationRow returns the row of an organisation and its role, of the claim
// that it rests on. Others of the same organisation can only raise confidence.
func (r *resolved) organisationRow(c *schemas.Claim, role string, period days) schemas.ProjectOrganisation {
	confidence := c.Confidence
	for i := range r.claims {
		if o := &r.claims[i]; sameValue(o, c) && o.Status == schemas.Supports && o.Confidence != schemas.NoConfidence {
			confidence = min(cmp.Or(confidence, o.Confidence), o.Confidence)
		}
	}
	row := schemas.ProjectOrganisation{Project: r.subject.ID, Organisation: c.Value.S, Role: role, Strength: "stated", Basis: c.Basis.String(),
		Evidence: c.Evidence.String(), Confidence: confidence.String(), From: c.From, To: c.To, Counts: role == "funder"}
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
