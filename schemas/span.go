package schemas

// A DocID numbers the documents of one run, from 1. It is never published or
// hashed: a document is published under its name.
type DocID uint32

// A Span is a half-open byte range of one document, and the line it begins
// on. It is the only notion of place. The zero Span is nowhere.
type Span struct {
	Doc        DocID
	Line       uint32 // from 1, for people
	Start, End uint32 // bytes of the document as received
}

// IsZero reports whether the span is nowhere.
func (s Span) IsZero() bool { return s == Span{} }
