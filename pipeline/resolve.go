package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A resolver reduces the claims of one subject to rows. It holds what is the
// same for all subjects.
type resolver struct {
	ref       *Reference
	asOf      normalise.Day
	documents map[schemas.DocID]*Document
	policy    map[schemas.Property][]string
	decisions map[schemas.Subject][]*decision
	used      map[string]bool // ids of decisions that were applied
}

// believed is the order in which kinds of documents are believed where config
// says nothing else.
var believed = []string{"decision", "text", "implementer", "funder", "beneficiary", "evaluator", "ngo", "press", "foi_copy", "mirror", "ours", "other"}

func newResolver(cfg *Config, ref *Reference, asOf normalise.Day, documents []*Document) *resolver {
	r := &resolver{ref: ref, asOf: asOf, documents: map[schemas.DocID]*Document{}, policy: map[schemas.Property][]string{schemas.NoProperty: believed},
		decisions: map[schemas.Subject][]*decision{}, used: map[string]bool{}}
	for _, d := range documents {
		r.documents[d.Doc] = d
	}
	for _, p := range cfg.Policy {
		for _, name := range p.Properties {
			r.policy[propertyOf(name)] = p.Prefer // "*" is no property: it stands for all others
		}
	}
	for _, d := range ref.decisions {
		if d.property != schemas.Mention {
			r.decisions[d.subject] = append(r.decisions[d.subject], d)
		}
	}
	return r
}

// source returns the document that states a claim: the page that a curated
// row cites, or the document that holds its spans.
func (r *resolver) source(c *schemas.Claim) *Document {
	if c.Source != 0 {
		return r.documents[c.Source]
	}
	return r.documents[c.Doc]
}

// rank says how early a claim is believed for its property, by the kind of its
// source: 0 is first.
func (r *resolver) rank(c *schemas.Claim) int {
	order := r.policy[c.Property]
	if order == nil {
		order = r.policy[schemas.NoProperty]
	}
	if i := slices.Index(order, r.source(c).source()); i >= 0 {
		return i
	}
	return len(order)
}

// distance says how far the day that a claim's source speaks of lies from the
// as-of date: one on or before it is nearer than any after it, and an unknown
// one is farthest.
func (r *resolver) distance(c *schemas.Claim) int64 {
	const after, unknown = 1 << 32, 1 << 33
	d := r.source(c)
	spoken, ok := normalise.ReadDate(cmp.Or(d.StatedAsOf, d.Published))
	switch {
	case !ok:
		return unknown
	case spoken.Last <= r.asOf:
		return int64(r.asOf - spoken.Last)
	}
	return after + int64(spoken.Last-r.asOf)
}

// compare orders claims of one property by how early they are believed: by the
// policy, then by the day that their source speaks of. Others keep the order
// of the documents.
func (r *resolver) compare(a, b *schemas.Claim) int {
	return cmp.Or(cmp.Compare(r.rank(a), r.rank(b)), cmp.Compare(r.distance(a), r.distance(b)))
}

// A resolved is what the claims of one subject come to.
type resolved struct {
	subject  schemas.Subject
	claims   []schemas.Claim                   // all of them, with their status
	against  map[*schemas.Claim]*schemas.Claim // of a rival: the accepted claim; nil where several together are the cell
	blanks   schemas.Blanks
	findings []schemas.Finding
	res      *resolver
}

func newResolved(claims []schemas.Claim, res *resolver) *resolved {
	return &resolved{subject: claims[0].Subject, claims: claims, against: map[*schemas.Claim]*schemas.Claim{}, blanks: schemas.Blanks{}, res: res}
}

// of returns the claims of a property: those with a value in the order in which
// they are believed, those without in the order of the documents.
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
	slices.SortStableFunc(valued, r.res.compare)
	return valued, absent
}

// fits reports whether a claim may be accepted: it is direct and covers the
// subject itself, or its property is one that is about something else by
// nature.
func fits(c *schemas.Claim) bool {
	switch c.Property {
	case schemas.Driver, schemas.Predecessor, schemas.Successor, schemas.PartOf:
		return true
	}
	return c.Scope == "" && c.Evidence != schemas.Indirect
}

// one resolves a property that has one value and returns the accepted claim;
// nil where there is none. The first that fits is accepted; the others support
// it, are its rivals, or are set aside.
func (r *resolved) one(p schemas.Property) *schemas.Claim {
	valued, absent := r.of(p)
	var accepted *schemas.Claim
	for _, c := range valued {
		if c.Status == schemas.Unresolved && fits(c) { // else a decision stands in its place
			accepted = c
			c.Status = schemas.Accepted
			break
		}
	}
	for _, c := range valued {
		if c.Status == schemas.Unresolved {
			r.compareWith(c, accepted)
		}
	}
	r.absent(absent, accepted != nil, p)
	return accepted
}

// compareWith gives a claim its status beside the accepted one, which may be
// nil. A claim that does not fit is a rival only where a curator says that it
// disagrees.
func (r *resolved) compareWith(c, accepted *schemas.Claim) {
	judged := c.Disagrees != schemas.NoDisagreement
	switch {
	case accepted == nil || !fits(c) && !judged:
		set(c, schemas.SetAside, whyUnfit(c))
	case agree(c, accepted) && judged:
		set(c, schemas.SetAside, c.Because)
		r.stale(c)
	case agree(c, accepted) && c.Value == accepted.Value:
		set(c, schemas.Supports, "it says the same")
	case agree(c, accepted):
		set(c, schemas.Supports, "it can mean the same")
	case !c.Property.HasRivals():
		set(c, schemas.SetAside, "another entry of the same subject")
	default:
		r.rival(c, accepted)
	}
}

// stale notes a disagreement that is none: nothing that is believed or supports
// it contradicts the claim.
func (r *resolved) stale(c *schemas.Claim) {
	for i := range r.claims {
		if o := &r.claims[i]; o.Property == c.Property && o.Value.Kind != schemas.Absent && o != c && fits(o) && !agree(o, c) {
			return
		}
	}
	r.findings = append(r.findings, r.at(r.finding("disagreement.stale", c.Property.String(),
		"the row says that "+said(c)+" disagrees, and it agrees with what is published"), c))
}

// whyUnfit says why a claim cannot be accepted.
func whyUnfit(c *schemas.Claim) string {
	if c.Scope != "" {
		return "it covers something else: " + strings.ReplaceAll(c.Scope, "_", " ")
	}
	return "the evidence is indirect"
}

// agree reports whether two claims of one property can both hold: dates that
// can mean the same day, equal amounts, texts that differ in case only, equal
// values of other kinds.
func agree(a, b *schemas.Claim) bool {
	switch {
	case a.Value.Kind != b.Value.Kind:
		return false
	case a.Value.Kind == schemas.EDTF:
		return meet(a.Value.S, b.Value.S)
	case a.Money != nil && b.Money != nil && a.Money.Currency != b.Money.Currency:
		return false
	}
	return a.Value.N == b.Value.N && strings.EqualFold(a.Value.S, b.Value.S)
}

func set(c *schemas.Claim, s schemas.Status, why string) {
	c.Status = s
	if c.Reason == "" {
		c.Reason = why
	}
}

// rival marks a claim as disagreeing with the accepted one, and says so with
// both places. Which kind of disagreement it is stands with the curated one of
// the two.
func (r *resolved) rival(c, accepted *schemas.Claim) {
	r.against[c] = accepted
	switch {
	case c.Disagrees != schemas.NoDisagreement && accepted.Disagrees != schemas.NoDisagreement:
		// Both were judged beside a third, which is not believed.
		c.Disagrees, c.Because = schemas.Unclassified, ""
	case c.Disagrees == schemas.NoDisagreement:
		c.Disagrees, c.Because = accepted.Disagrees.Seen(), accepted.Because
	}
	c.Disagrees = cmp.Or(c.Disagrees, schemas.Unclassified)
	set(c, schemas.Rival, cmp.Or(c.Because, "it says something else than the accepted claim"))
	f := r.at(r.finding("claims.disagree", c.Property.String(), fmt.Sprintf("%s says %s; accepted is %s from %s (%s)",
		r.speaker(c), said(c), said(accepted), r.speaker(accepted), strings.ReplaceAll(c.Disagrees.String(), "_", " "))), c)
	f.Other = schemas.Place{Document: r.document(accepted), Line: accepted.Place().Line}
	r.findings = append(r.findings, f)
}

// speaker names who states a claim: the publisher of the page that it cites,
// or its document.
func (r *resolved) speaker(c *schemas.Claim) string {
	if d := r.res.documents[c.Source]; d != nil {
		return cmp.Or(d.Publisher, d.URL)
	}
	return r.document(c)
}

// at places a finding where a claim stands.
func (r *resolved) at(f schemas.Finding, c *schemas.Claim) schemas.Finding {
	f.Document, f.Span, f.Column = r.document(c), c.Place(), c.Column
	return f
}

// said is the value of a claim as findings show it: an amount with its
// currency.
func said(c *schemas.Claim) string {
	if c.Money != nil {
		return c.Money.Currency + " " + c.Value.String()
	}
	return c.Value.String()
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
			if c.Value.Gap() == schemas.NoEvidenceFound {
				f := r.finding("gap.filled", p.String(), "a curated row says that nothing was found, and the cell is filled")
				r.findings = append(r.findings, r.at(f, c))
			}
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
		case !fits(c):
			set(c, schemas.SetAside, whyUnfit(c))
		case c.Disagrees != schemas.NoDisagreement && !first[c.Value.S]:
			set(c, schemas.SetAside, c.Because)
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

// settle ends the resolving of a subject: claims that no column asks for are
// context, only those that are not believed keep their kind of disagreement,
// and every claim gets its id.
func (r *resolved) settle() {
	nth := map[string]int{}
	for i := range r.claims {
		c := &r.claims[i]
		switch {
		case c.Status == schemas.Unresolved && c.Disagrees != schemas.NoDisagreement:
			// It disagrees with words of the text that are in no column.
			set(c, schemas.SetAside, c.Because)
			r.findings = append(r.findings, r.at(r.finding("claims.disagree", c.Property.String(), r.speaker(c)+" says "+said(c)+": "+c.Because), c))
		case c.Status == schemas.Unresolved:
			set(c, schemas.SetAside, "context: no column shows it")
		case c.Status == schemas.Accepted || c.Status == schemas.Supports:
			c.Disagrees = schemas.NoDisagreement
		}
		document := r.document(c) + "|"
		if d := r.res.documents[c.Source]; d != nil {
			document += d.ID
		}
		first := c.Identity(document, 0)
		if c.ID = first; nth[first] > 0 {
			c.ID = c.Identity(document, nth[first])
		}
		nth[first]++
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
