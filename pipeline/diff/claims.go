package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"migdata/schemas"
)

// A claimChange is a claim that came, went, or is not what it was.
type claimChange struct {
	kind               string // as of a row
	id                 string
	subject            subjectRef
	property, value    string
	document           string
	line               string // in the new release where it has the claim
	verbatim           string
	oldStatus, status  string // "" where a release does not have it
	basis              string
	content            bool // it says something else, or stands for the first or last time
	statusOnly, placed bool // only its status changed; only its place in the document
}

// A subjectRef is what a claim is about.
type subjectRef struct{ kind, id string }

// A propertyRef is one property of one subject.
type propertyRef struct {
	subject  subjectRef
	property string
}

// mostClaims is how many changed claims of one property of one subject are
// looked at for causes; half of that is for those that only moved.
const mostClaims = 32

var (
	placeColumns  = []string{"line", "start", "end", "further_spans", "byte_column", "other_line"}
	statusColumns = []string{"status", "status_reason", "disagreement_kind"}
)

// want notes what the rows are about, so that changes of its claims are kept.
func (e *explainer) want(rows []RowChange) {
	for i := range rows {
		if s, ok := subjectOf(&rows[i]); ok {
			e.wanted[s] = true
		}
	}
}

// subjectOf returns what the claims of a row are about.
func subjectOf(r *RowChange) (subjectRef, bool) {
	t := schemas.TableNamed(r.Table)
	if t == nil || t.Origin.Key == "" {
		return subjectRef{}, false
	}
	id := r.new.one(t.Origin.Key)
	if id == "" {
		id = r.old.one(t.Origin.Key)
	}
	return subjectRef{t.Origin.Subject.String(), id}, id != ""
}

// wantsClaim returns whether a row of claims is about a subject whose cells
// changed.
func (e *explainer) wantsClaim(p pair) func(kind string, b *schemas.Batch, row int) bool {
	columns := func(t *schemas.Table) [2]int { return [2]int{t.Field("subject_kind"), t.Field("subject")} }
	old, new := columns(p.old.table), columns(p.new.table)
	return func(kind string, b *schemas.Batch, row int) bool {
		at := new
		if kind == RowRemoved {
			at = old
		}
		return at[0] >= 0 && at[1] >= 0 && e.wanted[subjectRef{b.Columns[at[0]].Flat(row), b.Columns[at[1]].Flat(row)}]
	}
}

// addClaim takes a change of the table of claims.
func (e *explainer) addClaim(r *RowChange) {
	now := r.new
	if r.Kind == RowRemoved {
		now = r.old
	}
	c := claimChange{kind: r.Kind, id: now.one("claim_id"), subject: subjectRef{now.one("subject_kind"), now.one("subject")},
		property: now.one("property"), value: now.one("value"), document: now.one("document_id"), line: now.one("line"),
		verbatim: now.one("verbatim"), basis: now.one("basis"), oldStatus: r.old.one("status"), status: r.new.one("status")}
	if !e.wanted[c.subject] {
		return
	}
	c.content = r.Kind != RowChanged
	c.statusOnly, c.placed = r.Kind == RowChanged, r.Kind == RowChanged
	for _, cell := range r.Cells {
		place, status := slices.Contains(placeColumns, cell.Column), slices.Contains(statusColumns, cell.Column)
		c.placed = c.placed && place
		c.statusOnly = c.statusOnly && (status || place)
		c.content = c.content || !place && !status
	}
	c.statusOnly = c.statusOnly && !c.placed
	at := propertyRef{c.subject, c.property}
	if most := mostClaims; len(e.claims[at]) < most/2 || !c.placed && len(e.claims[at]) < most {
		e.claims[at] = append(e.claims[at], c)
	}
}

// claimsOf returns the changed claims that a cell rests on, in the way that
// package lineage finds them. column is "" for the row as a whole.
func (e *explainer) claimsOf(r *RowChange, column string) []claimChange {
	t := schemas.TableNamed(r.Table)
	subject, ok := subjectOf(r)
	if !ok {
		return nil
	}
	property := func(p schemas.Property, keep func(*claimChange) bool) (list []claimChange) {
		for _, c := range e.claims[propertyRef{subject, p.String()}] {
			if keep == nil || keep(&c) {
				list = append(list, c)
			}
		}
		return list
	}
	at := t.Field(column)
	if at >= 0 && t.Fields[at].From == schemas.NoProperty && t.Fields[at].How != "" && !t.Fields[at].Weighs {
		return nil // it follows from others
	}
	origin := t.Origin
	switch {
	case origin.ClaimIDs != nil:
		ids := map[string]bool{}
		for _, name := range origin.ClaimIDs {
			ids[r.old.one(name)], ids[r.new.one(name)] = true, true
		}
		delete(ids, "")
		var list []claimChange
		for _, p := range schemas.Properties {
			for _, c := range e.claims[propertyRef{subject, p.Name}] {
				if ids[c.id] {
					list = append(list, c)
				}
			}
		}
		return list
	case origin.Group != nil:
		row := r.new
		if r.Kind == RowRemoved {
			row = r.old
		}
		p, value := origin.Group(row.get)
		return property(p, func(c *claimChange) bool { return c.value == value })
	case at < 0 || t.Fields[at].From == schemas.NoProperty && t.Fields[at].How == "":
		return property(origin.Row, nil)
	case t.Fields[at].From != schemas.NoProperty:
		return property(t.Fields[at].From, nil)
	}
	return nil // a column that weighs: its rows of disagreements say more
}

// claimCause says how the changed claims of a cell explain its change.
func (e *explainer) claimCause(claims []claimChange) (Cause, bool) {
	said := slices.DeleteFunc(slices.Clone(claims), func(c claimChange) bool { return !c.content })
	if len(said) == 0 {
		return e.statusCause(claims)
	}
	// The claim that the cell shows comes first, then the one that it showed,
	// and a new one before one that is gone.
	weight := func(c claimChange) int {
		switch {
		case c.status == "accepted":
			return 0
		case c.oldStatus == "accepted" && c.kind != RowChanged:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(said, func(a, b claimChange) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(a.kind, b.kind), cmp.Compare(a.document, b.document), cmp.Compare(number(a.line), number(b.line)))
	})
	for _, c := range said {
		if cause, ok := e.documentCause(c, said); ok {
			return cause, true
		}
	}
	return e.global("the documents that it rests on say the same words", false), true
}

// documentCause says how the document of a claim explains that it changed: its
// bytes are others, and not only at other places. Words that both releases
// read, in the same document and for the same property, and from which they
// took other values, are no change of the source.
func (e *explainer) documentCause(c claimChange, all []claimChange) (Cause, bool) {
	was, had := e.old.documents[c.document]
	is, has := e.new.documents[c.document]
	d := is
	if !has {
		d = was
	}
	if had && has && was.sha256 == is.sha256 {
		return Cause{}, false
	}
	partner := -1
	for i, other := range all {
		if other.document == c.document && other.kind != c.kind && other.kind != RowChanged && c.kind != RowChanged {
			partner = i
			if other.verbatim == c.verbatim && other.value != c.value && c.verbatim != "" && !isPlace(c) {
				return Cause{}, false
			}
		}
	}
	what := c.kind
	switch {
	case partner >= 0:
		what = RowChanged
	case c.placed:
		what = "moved"
	}
	place := d.name(c.document)
	if c.line != "" {
		place += ":" + c.line
	}
	switch {
	case !had:
		what = "the document is new"
	case !has:
		what = "the document is gone"
	}
	kind := SourceText
	if d.kind == "curated" {
		kind = CuratedRow
	}
	return Cause{Kind: kind, Detail: place + " (" + what + ")"}, true
}

// placeCause explains a cell that only says where something stands.
func (e *explainer) placeCause(claims []claimChange) (Cause, bool) {
	for _, c := range claims {
		if c.placed {
			return e.documentCause(c, nil)
		}
	}
	return Cause{}, false
}

// isPlace reports whether the value of a claim is the place that it stands at.
func isPlace(c claimChange) bool {
	return c.property == schemas.LineFrom.String() || c.property == schemas.LineTo.String() || c.value == c.line
}

// statusCause explains a cell whose claims say what they said and have another
// status.
func (e *explainer) statusCause(claims []claimChange) (Cause, bool) {
	n := 0
	for _, c := range claims {
		if c.statusOnly {
			n++
		}
	}
	if n == 0 {
		return Cause{}, false
	}
	return e.global(fmt.Sprintf("%s the same, and of another status", plural(n, "claim says", "claims say")), true), true
}

// plural writes a number with the word for one or several.
func plural(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + several
}
