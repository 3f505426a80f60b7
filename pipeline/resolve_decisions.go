package pipeline

import (
	"slices"

	"migdata/schemas"
)

// decide applies the decisions about the subject: a claim that says what the
// decision expects is set aside, and a curated one stands in its place.
func (r *resolved) decide() {
	for _, d := range r.res.decisions[r.subject] {
		for i := range r.claims {
			c := &r.claims[i]
			if c.Property != d.property || c.Status != schemas.Unresolved || c.Verbatim != d.Row.Expects && c.Name != d.Row.Expects && c.Value.S != d.Row.Expects {
				continue
			}
			r.res.used[d.Row.ID] = true
			decided := *c
			set(c, schemas.SetAside, "decision "+d.Row.ID)
			decided.Basis, decided.Confidence, decided.Rule, decided.Reason = schemas.Curated, d.confidence, "decision."+d.Row.ID, d.Row.Reason
			d.place(&decided, "value")
			r.decideValue(&decided, d)
			if decided.Property == schemas.City {
				country := decided
				country.Property, country.Value, country.Name, country.Via = schemas.Country, schemas.CodeValue(d.Row.Value), "", ""
				country.Basis, country.Rule = schemas.Curated, "country.of_city"
				r.claims = slices.Insert(r.claims, i+1, decided, country)
			} else {
				r.claims = slices.Insert(r.claims, i+1, decided)
			}
			break
		}
	}
}

// decideValue gives a decided claim its value: for a city the country is what
// is decided.
func (r *resolved) decideValue(c *schemas.Claim, d *decision) {
	switch c.Value.Kind {
	case schemas.EDTF:
		c.Value = schemas.EDTFValue(d.Row.Value)
	case schemas.Code:
		if c.Property == schemas.City {
			c.Value = schemas.CodeValue(cityID(c.Name, []string{d.Row.Value}))
			return
		}
		c.Value = schemas.CodeValue(d.Row.Value)
	default:
		c.Value = schemas.TextValue(d.Row.Value)
	}
}
