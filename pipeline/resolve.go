package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A resolver reduces the claims of one subject to rows. It holds what is the
// same for all subjects.
type resolver struct {
	cfg       *Config
	ref       *Reference
	documents map[schemas.DocID]*Document
	policy    map[schemas.Property][]string
	decisions map[schemas.Subject][]*decision
	used      map[string]bool // ids of decisions that were applied
}

// believed is the order in which kinds of documents are believed where config
// says nothing else.
var believed = []string{"decision", "text", "implementer", "funder", "beneficiary", "evaluator", "ngo", "press", "foi_copy", "mirror", "ours", "other"}

func newResolver(cfg *Config, ref *Reference, documents []*Document) *resolver {
	r := &resolver{cfg: cfg, ref: ref, documents: map[schemas.DocID]*Document{}, policy: map[schemas.Property][]string{},
		decisions: map[schemas.Subject][]*decision{}, used: map[string]bool{}}
	for _, d := range documents {
		r.documents[d.Doc] = d
	}
	for _, p := range cfg.Policy {
		r.policy[propertyOf(p.Property)] = p.Prefer
	}
	for _, d := range ref.decisions {
		if d.property != schemas.Mention {
			r.decisions[d.subject] = append(r.decisions[d.subject], d)
		}
	}
	return r
}

// rank says how early a claim is believed for its property: 0 is first.
func (r *resolver) rank(c *schemas.Claim) int {
	order := r.policy[c.Property]
	if order == nil {
		order = r.policy[schemas.NoProperty]
	}
	if order == nil {
		order = believed
	}
	doc := c.Doc
	if c.Source != 0 {
		doc = c.Source
	}
	if i := slices.Index(order, r.documents[doc].source()); i >= 0 {
		return i
	}
	return len(order)
}

// A resolved is what the claims of one subject come to.
type resolved struct {
	subject  schemas.Subject
	claims   []schemas.Claim // all of them, with their status
	blanks   schemas.Blanks
	findings []schemas.Finding
	res      *resolver
}

// of returns the claims of a property, those with a value in the order in
// which they are believed.
func (r *resolved) of(p schemas.Property) (valued, absent []*schemas.Claim) {
	for i := range r.claims {
		switch c := &r.claims[i]; {
		case c.Property != p:
		case c.Value.Kind == schemas.Absent:
			absent = append(absent, c)
		default:
			valued = append(valued, c)
		}
	}
	slices.SortStableFunc(valued, func(a, b *schemas.Claim) int { return r.res.rank(a) - r.res.rank(b) })
	return valued, absent
}

// one resolves a property that has one value and returns the accepted claim;
// nil where there is none. Claims of other scope and indirect ones are set
// aside; of the others the first is accepted, and the rest support it or
// disagree.
func (r *resolved) one(p schemas.Property) *schemas.Claim {
	valued, absent := r.of(p)
	var accepted *schemas.Claim
	for _, c := range valued {
		switch {
		case c.Status != schemas.Unresolved: // a decision stands in its place
		case c.Scope != "":
			set(c, schemas.SetAside, "it covers something else: "+c.Scope)
		case c.Evidence == schemas.Indirect:
			set(c, schemas.SetAside, "the evidence is indirect")
		case accepted == nil:
			accepted = c
			c.Status = schemas.Accepted
		case c.Value == accepted.Value:
			set(c, schemas.Supports, "it says the same")
		case p == schemas.Start || p == schemas.End:
			if meet(c.Value.S, accepted.Value.S) {
				set(c, schemas.Supports, "it can mean the same day")
			} else {
				r.rival(c, accepted)
			}
		case aboutPlace(p):
			set(c, schemas.SetAside, "another entry of the same subject")
		case strings.EqualFold(c.Value.S, accepted.Value.S):
			set(c, schemas.Supports, "it says the same in other letters")
		default:
			r.rival(c, accepted)
		}
	}
	r.absent(absent, accepted != nil, p)
	return accepted
}

// aboutPlace reports whether a property says where a record stands: several
// records of one subject differ there by nature.
func aboutPlace(p schemas.Property) bool {
	switch p {
	case schemas.DocumentOf, schemas.LineFrom, schemas.LineTo, schemas.Section, schemas.TitleVerbatim, schemas.Title:
		return true
	}
	return false
}

func set(c *schemas.Claim, s schemas.Status, why string) {
	c.Status = s
	if c.Reason == "" {
		c.Reason = why
	}
}

// rival marks a claim as disagreeing with the accepted one, and says so with
// both places.
func (r *resolved) rival(c, accepted *schemas.Claim) {
	set(c, schemas.Rival, "it says something else than the accepted claim")
	f := r.finding("claims.disagree", c.Property.String(), fmt.Sprintf("%s says %s; accepted is %s from %s",
		r.place(c), c.Value, accepted.Value, r.place(accepted)))
	f.Document, f.Span = r.document(c), c.Place()
	r.findings = append(r.findings, f)
}

// place names the document and line of a claim, and the page that it cites.
func (r *resolved) place(c *schemas.Claim) string {
	at := fmt.Sprintf("%s:%d", r.document(c), c.Place().Line)
	if d := r.res.documents[c.Source]; d != nil {
		at += " (" + d.URL + ")"
	}
	return at
}

func (r *resolved) document(c *schemas.Claim) string { return r.res.documents[c.Doc].ID }

// finding makes a finding about a cell of the subject's row.
func (r *resolved) finding(rule, column, message string) schemas.Finding {
	return schemas.Finding{Rule: rule, Table: r.subject.Kind.String() + "s", Key: r.subject.ID, Cell: column, Message: message}
}

// absent resolves claims without a value: where nothing else is known, the
// gap rests on the first of them.
func (r *resolved) absent(claims []*schemas.Claim, known bool, p schemas.Property) {
	for i, c := range claims {
		switch {
		case known:
			set(c, schemas.SetAside, "it has no value, and others have")
		case i == 0:
			c.Status = schemas.Accepted
			r.blanks[p] = c.Value.Gap()
		default:
			set(c, schemas.Supports, "it has no value either")
		}
	}
}

// many resolves a property that has a list of values: of equal claims the
// first is accepted and the others support it. It returns the accepted claims
// in the order of the documents and their texts.
func (r *resolved) many(p schemas.Property) []*schemas.Claim {
	first := map[string]bool{}
	var accepted, absent []*schemas.Claim
	for i := range r.claims {
		switch c := &r.claims[i]; {
		case c.Property != p || c.Status != schemas.Unresolved:
		case c.Value.Kind == schemas.Absent:
			absent = append(absent, c)
		case c.Scope != "":
			set(c, schemas.SetAside, "it covers something else: "+c.Scope)
		case c.Evidence == schemas.Indirect:
			set(c, schemas.SetAside, "the evidence is indirect")
		case first[c.Value.S]:
			set(c, schemas.Supports, "it says the same")
		default:
			first[c.Value.S] = true
			c.Status = schemas.Accepted
			accepted = append(accepted, c)
		}
	}
	r.absent(absent, len(accepted) > 0, p)
	return accepted
}

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
			decided.Doc, decided.Spans, decided.Verbatim = d.file.Doc, []schemas.Span{d.span("value")}, d.Row.Value
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

// meet reports whether the days that two dates can mean have one in common.
func meet(a, b string) bool {
	x, okX := normalise.ReadDate(a)
	y, okY := normalise.ReadDate(b)
	return okX && okY && x.First <= y.Last && y.First <= x.Last
}

// texts returns the canonical values of claims.
func texts(claims []*schemas.Claim) []string {
	var list []string
	for _, c := range claims {
		list = append(list, c.Value.String())
	}
	return list
}

// value returns the value of a claim that may be nil.
func value(c *schemas.Claim) schemas.Value {
	if c == nil {
		return schemas.Value{}
	}
	return c.Value
}

// number returns the number of a claim that may be nil.
func number(c *schemas.Claim) int64 {
	if c == nil {
		return 0
	}
	return c.Value.N
}
