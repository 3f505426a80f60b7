package diff

import (
	"slices"

	"migdata/schemas"
)

// trustCause explains a change in a table of trust: by the document or the cell
// that the row is about. cell is nil for the row as a whole.
func (e *explainer) trustCause(r *RowChange, cell *CellChange) Cause {
	switch r.Table {
	case schemas.Claims.Name:
		if cause, ok := e.ownClaim(r, cell); ok {
			return cause
		}
	case schemas.Documents.Name:
		if cause, ok := e.documentChange(r, cell); ok {
			return cause
		}
	case schemas.Disagreements.Name:
		if cause, ok := e.claimCause(e.claimsOf(r, "")); ok {
			return cause
		}
	}
	if cause, ok := e.aboutCell(r); ok {
		return cause
	}
	if cause, ok := e.aboutDocument(r); ok {
		return cause
	}
	return e.global("", false)
}

// ownClaim explains a change of a claim by its document, or by how it was
// judged.
func (e *explainer) ownClaim(r *RowChange, cell *CellChange) (Cause, bool) {
	if cell != nil && slices.Contains(statusColumns, cell.Column) {
		at := propertyRef{subjectRef{r.new.one("subject_kind"), r.new.one("subject")}, r.new.one("property")}
		beside := slices.DeleteFunc(slices.Clone(e.claims[at]), func(c claimChange) bool { return !c.content })
		if cause, ok := e.claimCause(beside); ok { // another claim came or went
			return cause, true
		}
		return e.global("the claim says the same, and is of another status", true), true
	}
	now := r.new
	if r.Kind == RowRemoved {
		now = r.old
	}
	c := claimChange{kind: r.Kind, property: now.one("property"), value: now.one("value"), document: now.one("document_id"),
		line: now.one("line"), verbatim: now.one("verbatim"), placed: cell != nil && slices.Contains(placeColumns, cell.Column)}
	partners := e.claims[propertyRef{subjectRef{now.one("subject_kind"), now.one("subject")}, c.property}]
	return e.documentCause(c, partners)
}

// documentChange explains a change of the list of documents.
func (e *explainer) documentChange(r *RowChange, cell *CellChange) (Cause, bool) {
	now := r.new
	if r.Kind == RowRemoved {
		now = r.old
	}
	d := document{kind: now.one("kind"), file: now.one("file")}
	name := d.name(r.Key)
	switch {
	case d.kind == "page":
		return e.global("", true), true // pages are cited by curated rows
	case cell == nil || slices.Contains([]string{"sha256", "bytes", "lines"}, cell.Column):
		kind := SourceText
		if d.kind == "curated" {
			kind = CuratedRow
		}
		return Cause{Kind: kind, Detail: name + " (" + r.Kind + ")"}, true
	}
	return Cause{}, false
}

// aboutCell explains a row that speaks of a cell, or of a row, by the change of
// that.
func (e *explainer) aboutCell(r *RowChange) (Cause, bool) {
	for _, row := range []cells{r.new, r.old} {
		other := e.rows[rowRef{row.one("table"), row.one("row_key")}]
		if other == nil && e.cut[row.one("table")] {
			return notKept, true
		}
		if other == nil || other == r {
			continue
		}
		if other.Kind != RowChanged {
			return by(e.rowCause(other), other, ""), true
		}
		if cause, ok := e.of(other, []string{row.one("column")}); ok {
			return cause, true
		}
	}
	return Cause{}, false
}

// aboutDocument explains a row about a line of a document whose bytes changed.
func (e *explainer) aboutDocument(r *RowChange) (Cause, bool) {
	for _, row := range []cells{r.new, r.old} {
		id := row.one("document_id")
		was, had := e.old.documents[id]
		is, has := e.new.documents[id]
		if !had && !has || had && has && was.sha256 == is.sha256 {
			continue
		}
		d := is
		if !has {
			d = was
		}
		kind := SourceText
		if d.kind == "curated" {
			kind = CuratedRow
		}
		detail := d.name(id)
		if line := row.one("line"); line != "" {
			detail += ":" + line
		}
		return Cause{Kind: kind, Detail: detail}, true
	}
	return Cause{}, false
}
