package synthetic

import "math/bits"

// Phenomena is a set of things that vary between factsheets.
type Phenomena uint64

// The phenomena. What a sheet shows is chosen once a sheet where it is a
// matter of style, and once an entry where it is a matter of the entry.
const (
	// Titles.
	UpperCase      Phenomena = 1 << iota // titles and headings in capitals
	WrappedTitle                         // a title on several lines
	AcronymInFront                       // "TALVO – ..."
	NoAcronym                            //
	Phase                                // inside or outside of brackets, Roman, Arabic, in words
	Numbered                             // "3. Title"
	Bulleted                             // "• Title"
	Emphasis                             // "**Title**"
	// Periods.
	PairOnLine   // "January 2020 October 2021"
	PairOnLines  // two ends on lines of their own
	PeriodLabel  // "Duration: ..."
	StartAndEnd  // "Start: ..." and "End: ..."
	SharedYear   // "May – November 2021"
	Quarters     //
	Days         //
	Figures      // "01/2020 – 10/2021"
	Years        //
	OpenEnd      //
	MiddleLabels // the period stands behind the objective
	// Labels.
	SpacedColon  // a space, also one that does not break, before the colon
	ValueBelow   // the label on a line of its own, its value below
	SharedLine   // several labels on one line
	EmptyLabel   //
	WrappedValue //
	Hyphenated   // words divided at the ends of lines
	ListBelow    // partners as a list of bullets below their label
	// Places and names.
	Groups
	Cities
	NestedBrackets // a network with its cities in brackets
	ProgrammeHeading
	RegionHeading
	TitleCountry // the country stands in the title alone
	// Between the entries.
	Narrative
	Statements
	KeyFigures
	Disclaimers
	Contacts
	PageNumbers // between the lines of an entry, too
	RunningHeaders
	FormFeeds
	Captions
	Contents
	// Damage.
	CRLF
	BOM
	SoftHyphens
	Ligatures
	Decomposed // NFD
	ZeroWidth
	OddSpaces // spaces that do not break, thin ones, tabs and runs
	NoBlanks  // no blank line between the lines of an entry
	phenomena
)

// All is every phenomenon.
const All = phenomena - 1

var names = [...]string{
	"upper case", "wrapped title", "acronym in front", "no acronym", "phase", "numbered", "bulleted", "emphasis",
	"pair on a line", "pair on lines", "period label", "start and end", "shared year", "quarters", "days", "figures", "years", "open end", "period in the middle",
	"spaced colon", "value below", "shared line", "empty label", "wrapped value", "hyphenated", "list below",
	"groups", "cities", "nested brackets", "programme heading", "region heading", "country in title",
	"narrative", "statements", "key figures", "disclaimers", "contacts", "page numbers", "running headers", "form feeds", "captions", "contents",
	"CRLF", "BOM", "soft hyphens", "ligatures", "decomposed", "zero width", "odd spaces", "no blanks",
}

// Each returns the members of a set, one by one.
func (p Phenomena) Each() []Phenomena {
	list := make([]Phenomena, 0, bits.OnesCount64(uint64(p)))
	for i := range names {
		if one := Phenomena(1) << i; p&one != 0 {
			list = append(list, one)
		}
	}
	return list
}

// String names the members of a set.
func (p Phenomena) String() string {
	s := ""
	for i, one := range p.Each() {
		if i > 0 {
			s += ", "
		}
		s += names[bits.TrailingZeros64(uint64(one))]
	}
	return s
}
