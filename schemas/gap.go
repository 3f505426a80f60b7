package schemas

// A Gap is the reason for which a cell is blank.
type Gap uint8

// The reasons for a blank cell. The zero Gap is none: the cell has a value.
const (
	NoGap             Gap = iota
	SourceSilent          // no source that we hold speaks of it
	LabelWithoutValue     // the source has the label and nothing behind it
	Ambiguous             // what the source says has several readings
	Unparseable           // what the source says could not be read as a value
	Impossible            // what the source says cannot be so (31 February, an end before its start)
	Open                  // the source says that there is no end, or no start
	NotApplicable         // the thing has no such property
	NotDerivable          // it follows from columns that are blank or too coarse
	Withheld              // known and not published
	NoEvidenceFound       // looked for, and no source states it
	OtherCoverage         // sources state only what covers more or less
)

// Gaps lists the reasons with their codes and meanings, in order.
var Gaps = Codelist{
	Name: "gap_reason", Title: "Reasons for a blank cell",
	Codes: []CodeOf{
		{"source_silent", "No source that this release holds speaks of it."},
		{"label_without_value", "The source has the label and nothing behind it."},
		{"ambiguous", "What the source says has several readings, and nothing decides between them."},
		{"unparseable", "What the source says could not be read as a value."},
		{"impossible", "What the source says cannot be so, such as 31 February or an end before its start."},
		{"open", "The source says that there is no end, or no start."},
		{"not_applicable", "The thing has no such property."},
		{"not_derivable", "It follows from other columns, which are blank or too coarse."},
		{"withheld", "It is known and not published."},
		{"no_evidence_found", "Somebody looked for it, as a curated row says, and found no source that states it."},
		{"other_coverage", "Sources state only amounts that cover more or less than the project; they stand in budgets."},
	},
}

func (g Gap) String() string {
	if g == NoGap {
		return ""
	}
	return Gaps.Codes[g-1].Code
}
