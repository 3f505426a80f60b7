package lineage

import (
	"fmt"
	"strconv"
	"strings"

	"migdata/schemas"
)

// A Claim is a claim of a release with where it stands.
type Claim struct {
	ID         string    `json:"claim_id"`
	Subject    string    `json:"subject"` // kind/key
	Property   string    `json:"property"`
	Status     string    `json:"status"`
	Because    string    `json:"status_reason,omitempty"`
	Kind       string    `json:"disagreement_kind,omitempty"`
	Value      string    `json:"value,omitempty"`
	Absent     string    `json:"absent_because,omitempty"`
	Currency   string    `json:"currency,omitempty"`
	Basis      string    `json:"basis"`
	Evidence   string    `json:"evidence,omitempty"`
	Confidence string    `json:"confidence,omitempty"`
	Scope      string    `json:"scope,omitempty"`
	From       string    `json:"from_edtf,omitempty"`
	To         string    `json:"to_edtf,omitempty"`
	Rule       string    `json:"rule"`
	Note       string    `json:"note,omitempty"`
	Verbatim   string    `json:"verbatim,omitempty"`
	Document   *Document `json:"document"`
	Cites      *Document `json:"cites,omitempty"` // the page of a curated row
	Spans      []Span    `json:"spans"`

	subject  schemas.Subject
	property schemas.Property
}

// A Document is a document of a release, as far as a citation needs it.
type Document struct {
	ID            string `json:"document_id"`
	File          string `json:"file,omitempty"`
	Title         string `json:"title,omitempty"`
	Publisher     string `json:"publisher,omitempty"`
	PublisherType string `json:"publisher_type,omitempty"`
	URL           string `json:"url,omitempty"`
	Read          string `json:"date_read,omitempty"`
	StatedAsOf    string `json:"stated_as_of,omitempty"`
	sha256        string
}

// A Span is a piece of a document: bytes of the file, and the line with the
// piece in it where the file is at hand.
type Span struct {
	Line  int    `json:"line"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text,omitempty"` // the whole line
	From  int    `json:"from"`           // bytes of Text before the piece
	To    int    `json:"to"`             // bytes of Text up to its end
}

// need reads the claims of subjects that have not been asked for yet, in one
// pass.
func (r *Release) need(subjects ...schemas.Subject) error {
	wanted := map[schemas.Subject]bool{}
	for _, s := range subjects {
		if _, known := r.claims[s]; !known {
			wanted[s] = true
			r.claims[s] = nil
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	found, err := r.findClaims(func(c schemas.Cells) bool {
		kind, _ := schemas.SubjectKindNamed(c.One("subject_kind"))
		return wanted[schemas.Subject{Kind: kind, ID: c.One("subject")}]
	})
	for _, c := range found {
		r.claims[c.subject] = append(r.claims[c.subject], c)
	}
	return err
}

// of returns the claims about a subject.
func (r *Release) of(s schemas.Subject) ([]Claim, error) {
	err := r.need(s)
	return r.claims[s], err
}

// findClaims returns the claims that match, with their documents.
func (r *Release) findClaims(match func(schemas.Cells) bool) ([]Claim, error) {
	rows, err := r.rows(&schemas.Claims.Table, match)
	if err != nil {
		return nil, err
	}
	var claims []Claim
	for _, row := range rows {
		c, err := r.claim(row)
		if err != nil {
			return nil, err
		}
		claims = append(claims, c)
	}
	return claims, nil
}

func (r *Release) claim(row *row) (Claim, error) {
	kind, _ := schemas.SubjectKindNamed(row.one("subject_kind"))
	c := Claim{ID: row.one("claim_id"), Property: row.one("property"), Status: row.one("status"), Because: row.one("status_reason"),
		Kind: row.one("disagreement_kind"), Value: row.one("value"), Absent: row.one("absent_because"), Currency: row.one("currency"), Basis: row.one("basis"),
		Evidence: row.one("evidence"), Confidence: row.one("confidence"), Scope: row.one("scope"), From: row.one("from_edtf"), To: row.one("to_edtf"),
		Rule: row.one("rule"), Note: row.one("note"), Verbatim: row.one("verbatim"), subject: schemas.Subject{Kind: kind, ID: row.one("subject")}}
	c.Subject = c.subject.String()
	c.property, _ = schemas.PropertyNamed(c.Property)
	var err error
	if c.Document, err = r.document(row.one("document_id")); err != nil {
		return c, err
	}
	if id := row.one("source_document_id"); id != "" {
		if c.Cites, err = r.document(id); err != nil {
			return c, err
		}
	}
	for _, place := range append([]string{row.one("line") + ":" + row.one("start") + "-" + row.one("end")}, row.get("further_spans")...) {
		s, err := readSpan(place)
		if err != nil {
			return c, fmt.Errorf("claim %s: %w", c.ID, err)
		}
		c.Spans = append(c.Spans, s)
	}
	return c, nil
}

// readSpan reads line:start-end.
func readSpan(place string) (Span, error) {
	line, bytes, _ := strings.Cut(place, ":")
	start, end, _ := strings.Cut(bytes, "-")
	var s Span
	for _, n := range []struct {
		text string
		to   *int
	}{{line, &s.Line}, {start, &s.Start}, {end, &s.End}} {
		number, err := strconv.Atoi(n.text)
		if err != nil {
			return s, fmt.Errorf("%q is no span: %w", place, err)
		}
		*n.to = number
	}
	return s, nil
}

// document returns a document of the release.
func (r *Release) document(id string) (*Document, error) {
	if r.papers == nil {
		rows, err := r.rows(&schemas.Documents.Table, func(schemas.Cells) bool { return true })
		if err != nil {
			return nil, err
		}
		r.papers = map[string]*Document{}
		for _, d := range rows {
			r.papers[d.one("document_id")] = &Document{ID: d.one("document_id"), File: d.one("file"), Title: d.one("title"), Publisher: d.one("publisher"),
				PublisherType: d.one("publisher_type"), URL: d.one("url"), Read: d.one("date_read"), StatedAsOf: d.one("stated_as_of"), sha256: d.one("sha256")}
		}
	}
	d := r.papers[id]
	if d == nil {
		return nil, fmt.Errorf("the release has no document %s", id)
	}
	return d, nil
}
