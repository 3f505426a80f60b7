package normalise

// A Day counts days since 1970-01-01 in the proleptic Gregorian calendar.
type Day int32

// A Precision says how exact one end of a period is.
type Precision uint8

// From unknown to exact; a larger one is finer.
const (
	NoPrecision Precision = iota
	Year
	Half    // EDTF 40, 41
	Season  // EDTF 21 to 24
	Quarter // EDTF 33 to 36
	Month
	DayPrecision
)

// A Date is one end of a period, never more precise than its text. The zero
// Date is absent.
type Date struct {
	EDTF        string // ISO 8601-2, at the precision of the text; "" when absent
	First, Last Day    // first and last day that it can mean
	Precision   Precision
	Approximate bool // EDTF ~
	Uncertain   bool // EDTF ?
	Pieces      []Piece
}

// A Period is what an expression of time says.
type Period struct {
	Start, End         Date
	OpenStart, OpenEnd bool
	EDTF               string // "2020-01/2021-10", "2020-01/..", "2020" for a single date
	Rule               string
	Notes              []Note
}
