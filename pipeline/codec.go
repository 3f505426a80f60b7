package pipeline

import (
	"encoding/binary"

	"migdata/schemas"
)

// The scratch form of claims and findings, for the sorter: fields in order,
// numbers as varints, texts with their length in front. It never leaves the
// run that wrote it.

func appendText(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

func appendSpan(b []byte, s schemas.Span) []byte {
	for _, n := range [...]uint32{uint32(s.Doc), s.Line, s.Start, s.End} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// appendClaim appends the scratch form of a claim.
func appendClaim(b []byte, c *schemas.Claim) []byte {
	b = append(b, byte(c.Subject.Kind), byte(c.Property), byte(c.Basis), byte(c.Evidence), byte(c.Confidence), byte(c.Disagrees), byte(c.Value.Kind))
	b = binary.AppendVarint(b, c.Value.N)
	for _, s := range [...]string{c.Subject.ID, c.Value.S, c.Rule, c.Reason, c.Scope, c.From, c.To, c.Verbatim, c.Via, c.Name, c.Because, c.Note} {
		b = appendText(b, s)
	}
	b = appendMoney(b, c.Money)
	b = binary.AppendUvarint(b, uint64(c.Source))
	b = binary.AppendUvarint(b, uint64(c.Doc))
	b = binary.AppendUvarint(b, uint64(c.Column))
	b = binary.AppendUvarint(b, uint64(len(c.Spans)))
	for _, s := range c.Spans {
		b = appendSpan(b, s)
	}
	return b
}

// appendMoney appends 0 where there is none, and 1 and the money otherwise.
func appendMoney(b []byte, m *schemas.Money) []byte {
	if m == nil {
		return append(b, 0)
	}
	b = binary.AppendVarint(append(b, 1), m.Digits)
	for _, s := range [...]string{m.Budget, m.Currency, m.Verbatim, m.Covers, m.Kind, m.Payer, m.Parent, m.ISO3} {
		b = appendText(b, s)
	}
	return b
}

// A scratchReader takes the scratch form apart.
type scratchReader struct{ b []byte }

func (r *scratchReader) byte() byte {
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *scratchReader) uint() uint64 {
	n, size := binary.Uvarint(r.b)
	r.b = r.b[size:]
	return n
}

func (r *scratchReader) int() int64 {
	n, size := binary.Varint(r.b)
	r.b = r.b[size:]
	return n
}

func (r *scratchReader) text() string {
	n := r.uint()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *scratchReader) span() schemas.Span {
	return schemas.Span{Doc: schemas.DocID(r.uint()), Line: uint32(r.uint()), Start: uint32(r.uint()), End: uint32(r.uint())}
}

// readClaim reads the scratch form of a claim.
func readClaim(b []byte) schemas.Claim {
	r := scratchReader{b}
	var c schemas.Claim
	c.Subject.Kind, c.Property = schemas.SubjectKind(r.byte()), schemas.Property(r.byte())
	c.Basis, c.Evidence, c.Confidence = schemas.Basis(r.byte()), schemas.Evidence(r.byte()), schemas.Confidence(r.byte())
	c.Disagrees = schemas.Disagreement(r.byte())
	c.Value.Kind = schemas.Kind(r.byte())
	c.Value.N = r.int()
	for _, s := range [...]*string{&c.Subject.ID, &c.Value.S, &c.Rule, &c.Reason, &c.Scope, &c.From, &c.To, &c.Verbatim, &c.Via, &c.Name, &c.Because, &c.Note} {
		*s = r.text()
	}
	c.Money = r.money()
	c.Source, c.Doc = schemas.DocID(r.uint()), schemas.DocID(r.uint())
	c.Column = uint32(r.uint())
	c.Spans = make([]schemas.Span, r.uint())
	for i := range c.Spans {
		c.Spans[i] = r.span()
	}
	return c
}

func (r *scratchReader) money() *schemas.Money {
	if r.byte() == 0 {
		return nil
	}
	m := &schemas.Money{Digits: r.int()}
	for _, s := range [...]*string{&m.Budget, &m.Currency, &m.Verbatim, &m.Covers, &m.Kind, &m.Payer, &m.Parent, &m.ISO3} {
		*s = r.text()
	}
	return m
}

// appendFinding appends the scratch form of a finding.
func appendFinding(b []byte, f *schemas.Finding) []byte {
	b = appendSpan(b, f.Span)
	b = binary.AppendUvarint(b, uint64(f.Column))
	b = binary.AppendUvarint(b, uint64(f.Other.Line))
	for _, s := range [...]string{f.Rule, f.Document, f.Table, f.Key, f.Cell, f.Message, f.Other.Document} {
		b = appendText(b, s)
	}
	return b
}

// readFinding reads the scratch form of a finding.
func readFinding(b []byte) schemas.Finding {
	r := scratchReader{b}
	f := schemas.Finding{Span: r.span(), Column: uint32(r.uint())}
	f.Other.Line = uint32(r.uint())
	for _, s := range [...]*string{&f.Rule, &f.Document, &f.Table, &f.Key, &f.Cell, &f.Message, &f.Other.Document} {
		*s = r.text()
	}
	return f
}
