package normalise

// A Day counts days since 1970-01-01 in the proleptic Gregorian calendar.
type Day int32

// A Precision says how exact one end of a period is.
type Precision uint8

// From unknown to exact; a larger one is finer.
const (
	NoPrecision Precision = iota
	Century               // EDTF 19XX
	Decade                // EDTF 199X
	Year
	Half    // EDTF 40, 41
	Season  // EDTF 21 to 24
	Quarter // EDTF 33 to 36
	Month
	DayPrecision
)

var precisionNames = [...]string{"", "century", "decade", "year", "half", "season", "quarter", "month", "day"}

// String returns the published name of the precision, "" for none.
func (p Precision) String() string { return precisionNames[p] }

// A Date is one end of a period, never more precise than its text. The zero
// Date is absent. An open end is absent too, and its pieces are the word that
// opens it.
type Date struct {
	EDTF        string // ISO 8601-2, at the precision of the text; "" when absent
	First, Last Day    // first and last day that it can mean
	Precision   Precision
	Approximate bool // EDTF ~
	Uncertain   bool // EDTF ?
	Pieces      []Piece
}

// Known reports whether the date is there.
func (d Date) Known() bool { return d.Precision != NoPrecision }

// A Period is what an expression of time says.
type Period struct {
	Start, End         Date
	OpenStart, OpenEnd bool
	Single             bool   // the text is one date, and Start equals End
	Duration           int    // calendar months that the text states beside its dates; 0 when it states none
	EDTF               string // "2020-01/2021-10", "2020-01/..", "2020" for a single date; "" when no end stands
	Rule               string // which reading was used, one of the Rule constants
	Notes              []Note
}

// Precision returns the coarser of the precisions of the known ends.
func (p Period) Precision() Precision {
	if !p.Start.Known() || p.End.Known() && p.End.Precision < p.Start.Precision {
		return p.End.Precision
	}
	return p.Start.Precision
}

// Readings, as Period.Rule names them.
const (
	RuleDate          = "date.stated"            // one date
	RuleEDTF          = "date.edtf"              // the text is EDTF, ISO 8601-2
	RuleNumeric       = "date.numeric"           // one date in figures
	RuleRange         = "period.range"           // two ends with a word or a dash between
	RuleShared        = "period.shared"          // as range, and one end lends its month or year to the other
	RuleMonthYearPair = "period.month_year_pair" // two dates with nothing between
	RuleYearPair      = "period.year_pair"       // "2013-16"
	RuleBetween       = "period.between"         // "between 2019 and 2021"
	RuleSince         = "period.since"           // the end is open
	RuleUntil         = "period.until"           // the start is open
	RuleOngoing       = "period.ongoing"         // a bare word for "ongoing"
	RuleDuration      = "period.start_and_duration"
)

// Ids of the notes that readings of dates carry, rows of schemas/findings.csv.
const (
	noteOrder       = "date.ambiguous_order"
	noteYearPair    = "date.ambiguous_year_pair"
	noteImpossible  = "date.impossible"
	notePlaceholder = "date.placeholder"
	noteWinter      = "date.winter_crosses_year"
	notePart        = "date.part_of"
	noteTwoDigits   = "date.two_digit_year"
	noteFiscal      = "date.fiscal_year"
	noteWeekday     = "date.weekday_differs"
	notePlanned     = "date.planned"
	noteUnknown     = "date.not_stated"
	noteReversed    = "period.reversed"
	noteExtended    = "period.extended"
	noteDerived     = "period.derived_end"
	noteDuration    = "period.duration_differs"
)
