package schemas

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// A SubjectKind says what sort of thing a claim is about.
type SubjectKind uint8

// The kinds of subjects, in the order in which their claims are published.
const (
	DocumentSubject SubjectKind = iota
	OfficeSubject
	OrganisationSubject
	ProjectSubject
	StatementSubject
)

var subjectKindNames = [...]string{"document", "office", "organisation", "project", "statement"}

func (k SubjectKind) String() string { return subjectKindNames[k] }

// SubjectKindNamed finds a kind of subject by its published name.
func SubjectKindNamed(name string) (SubjectKind, bool) {
	return find[SubjectKind](subjectKindNames[:], name)
}

// A Subject is what a claim is about: a kind, and the key of its row.
type Subject struct {
	Kind SubjectKind
	ID   string
}

// String returns "project/some-id".
func (s Subject) String() string { return s.Kind.String() + "/" + s.ID }

// A Basis says how a claim rests on its document.
type Basis uint8

// From the strongest to the weakest.
const (
	NoBasis   Basis = iota
	Quoted          // the value of a label, or printed as such
	Inherited       // from the heading that the entry stands under
	Derived         // by a named rule, from title, objective, city or demonym
	Curated         // a row of a curated file
)

var basisNames = [...]string{"", "quoted", "inherited", "derived", "curated"}

func (b Basis) String() string { return basisNames[b] }

// Evidence says whether a curated claim speaks of its subject itself.
type Evidence uint8

// The kinds of evidence. Claims that are read from a factsheet have none.
const (
	NoEvidence Evidence = iota
	Direct              // the page says it about this subject and phase
	Indirect            // another phase, the parent programme, or a mapping of ours
)

var evidenceNames = [...]string{"", "direct", "indirect"}

func (e Evidence) String() string { return evidenceNames[e] }

// EvidenceNamed finds a kind of evidence by its published name.
func EvidenceNamed(name string) (Evidence, bool) { return find[Evidence](evidenceNames[:], name) }

// Confidence is a curator's judgement of a claim.
type Confidence uint8

// The degrees of confidence. Claims that are read from a factsheet have none.
const (
	NoConfidence Confidence = iota
	High
	Medium
	Low
)

var confidenceNames = [...]string{"", "high", "medium", "low"}

func (c Confidence) String() string { return confidenceNames[c] }

// ConfidenceNamed finds a degree of confidence by its published name.
func ConfidenceNamed(name string) (Confidence, bool) {
	return find[Confidence](confidenceNames[:], name)
}

// A Status is what became of a claim when the claims of its subject were
// resolved.
type Status uint8

// The statuses of a claim. The zero Status has not been resolved.
const (
	Unresolved Status = iota
	Accepted          // a published cell rests on it
	Supports          // says the same as an accepted claim, or says it more finely
	Rival             // disagrees with an accepted claim
	SetAside          // of another scope, context, or without a value
)

var statusNames = [...]string{"", "accepted", "supports", "rival", "set_aside"}

func (s Status) String() string { return statusNames[s] }

// A Disagreement says what sort of disagreement a rival claim is.
type Disagreement uint8

// The kinds of disagreements. The zero Disagreement is none, or one that
// nobody has judged.
const (
	NoDisagreement Disagreement = iota
	Contradiction               // both speak of the same state, and one of them is wrong
	EarlierState                // it describes an earlier state or plan
	LaterState                  // it describes a later state
	OtherScope                  // it seems to speak of something wider or narrower
	Unclassified                // nothing tells which of these it is
)

var disagreementNames = [...]string{"", "contradiction", "earlier_state", "later_state", "other_scope", "unclassified"}

func (d Disagreement) String() string { return disagreementNames[d] }

// DisagreementNamed finds a kind of disagreement by its published name.
func DisagreementNamed(name string) (Disagreement, bool) {
	return find[Disagreement](disagreementNames[:], name)
}

// Seen returns the kind as seen from the other side: what is later than an
// accepted claim finds that one earlier.
func (d Disagreement) Seen() Disagreement {
	switch d {
	case EarlierState:
		return LaterState
	case LaterState:
		return EarlierState
	}
	return d
}

// A Claim is what one document says about one property of one subject.
type Claim struct {
	ID         string // its Identity; set when its subject is resolved
	Subject    Subject
	Property   Property
	Value      Value
	Basis      Basis
	Evidence   Evidence
	Confidence Confidence
	Status     Status
	Rule       string // the rule that read it, as in the codelist of rules
	Reason     string // why it has its status, where that is not plain
	Scope      string // what a curated figure or date covers; "" is own
	From, To   string // EDTF: when what it says holds, where it has a time of its own
	Source     DocID  // the cited page of a curated claim; 0 otherwise
	Doc        DocID  // the document that holds its spans
	Spans      []Span // at least one
	Column     uint32 // byte at which the first span begins in its line, from 1; 0 where unknown
	Verbatim   string // the decoded bytes at the spans, joined by one space
	Via        string // the organisation through which a city takes part
	Name       string // the name behind a value that is the id of an organisation or a city
	Disagrees  Disagreement
	Because    string // a curator's reason for Disagrees
	Note       string // a curator's remark
	Money      *Money // of an amount: what it is of; nil otherwise
}

// A Money says what an amount is of. The amount itself is the value of the
// claim, in hundredths.
type Money struct {
	Budget   string // the row of budgets that it belongs to
	Currency string // ISO 4217
	Verbatim string // as the page writes it
	Digits   int64  // significant digits of Verbatim
	Covers   string // a code of AmountCoverage; "" where that is not clear
	Kind     string // a code of AmountKinds
	Payer    string // organisation whose money it is, where stated
	Parent   string // the budget that it is a part of, where known
	ISO3     string // the country that it is for, where it is for one of several
}

// Sums reports whether the amount may be added up over projects: it is the
// whole budget of the project, or the implementer's contract, and not what has
// been spent of it.
func (m *Money) Sums() bool {
	return m.Kind != "spent" && (m.Covers == "project_total" || m.Covers == "implementer_contract")
}

// Place returns the first span of the claim.
func (c *Claim) Place() Span {
	if len(c.Spans) == 0 {
		return Span{}
	}
	return c.Spans[0]
}

// Identity returns the id of a claim: a hash of what it means (subject,
// property, value, the document's name, and which of several equal ones it
// is), so that it stays the same when lines move.
func (c *Claim) Identity(document string, nth int) string {
	budget := ""
	if c.Money != nil {
		budget = c.Money.Budget
	}
	return identity("c", c.Subject.String(), c.Property.String(), c.Value.Kind.String(), c.Value.String(),
		c.Scope, c.From, c.To, c.Via, budget, document, strconv.Itoa(nth))
}

// identity hashes the parts of a meaning to 16 hexadecimal digits behind a
// prefix; the parts are kept apart by a byte that no text holds.
func identity(prefix string, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return prefix + hex.EncodeToString(h.Sum(nil)[:8])
}

// find returns the index of name in names; "" is never found.
func find[T ~uint8](names []string, name string) (T, bool) {
	for i, n := range names {
		if n == name && n != "" {
			return T(i), true
		}
	}
	return 0, false
}
