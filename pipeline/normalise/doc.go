// Package normalise turns text into values: dates, places, money and names of
// organisations. It is pure: no I/O, no clock, no state; its tables are data
// files beside the code, each row with its source.
//
// Every result says which bytes of the input it rests on (Piece), by which
// named rule it was reached, and what a reader of the data should be told
// about it (Note). Nothing here guesses: a name that is not in a table, or
// not one stated rewriting away from it, stands for nothing.
//
// The package does not read factsheets (package read does) and does not
// decide between sources (package pipeline does).
package normalise

// A Piece is a half-open byte range of the text that was given.
type Piece struct{ Start, End int }

// Of returns the bytes of text that the piece stands for.
func (p Piece) Of(text string) string { return text[p.Start:p.End] }

// A Note is something that a person should know about a reading. Rule is an
// id of the findings codelist (schemas/findings.csv), which holds severity,
// reason and remedy.
type Note struct {
	Rule    string
	Message string
	Piece   Piece
}
