package schemas

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

// A Severity says how much a finding weighs.
type Severity uint8

// The severities, from the least to the most.
const (
	NoSeverity Severity = iota
	Note
	Warning
	Error
)

var severityNames = [...]string{"", "note", "warning", "error"}

func (s Severity) String() string { return severityNames[s] }

// SeverityNamed finds a severity by its published name.
func SeverityNamed(name string) (Severity, bool) { return find[Severity](severityNames[:], name) }

// A Finding is one statement about the data, never an error of the run.
type Finding struct {
	Rule     string // id of the catalogue
	Span     Span   // where; zero where it concerns no place
	Column   uint32 // byte within the line, from 1; 0 where unknown
	Document string // name of the document, or a file of ours; "" where none
	Table    string // with Key and Cell: the row and column concerned, or ""
	Key      string
	Cell     string
	Message  string
	Other    Place // of a disagreement: where the accepted side stands
}

// A Place is a line of a document, by its name. The zero Place is nowhere.
type Place struct {
	Document string
	Line     uint32 // from 1
}

// Severity returns the severity of the finding's rule.
func (f *Finding) Severity() Severity { return Rulebook()[f.Rule].Severity }

// Identity returns the id of a finding: a hash of its meaning, without lines
// and bytes, so that it is stable across releases. Messages name no lines.
func (f *Finding) Identity(nth int) string {
	return identity("f", f.Rule, f.Document, f.Table, f.Key, f.Cell, f.Message, fmt.Sprint(nth))
}

// String prints the finding as place:line:col: severity: rule: message [other
// place], where the place is its document, or the cell that it concerns.
func (f *Finding) String() string { return f.In(func(document string) string { return document }) }

// In prints the finding like String, with documents as name names them, such
// as by their files.
func (f *Finding) In(name func(document string) string) string {
	place := name(f.Document)
	if f.Document == "" {
		place = f.Table
		if f.Key != "" {
			place += "/" + f.Key
		}
		if f.Cell != "" {
			place += "/" + f.Cell
		}
	}
	if f.Span.Line > 0 {
		place += fmt.Sprintf(":%d:%d", f.Span.Line, max(f.Column, 1))
	}
	text := fmt.Sprintf("%s: %s: %s: %s", place, f.Severity(), f.Rule, f.Message)
	if f.Other.Document != "" {
		text += fmt.Sprintf(" [%s:%d]", name(f.Other.Document), f.Other.Line)
	}
	return text
}

// A RuleDoc documents the rule of a finding: its severity, what it says, why
// that matters and what to do about it.
type RuleDoc struct {
	Severity        Severity
	Title, Why, Fix string
}

//go:embed findings.csv
var findingsCSV string

// Rulebook returns the catalogue of findings by rule id. It is read from
// findings.csv once.
var Rulebook = sync.OnceValue(func() map[string]RuleDoc {
	book := map[string]RuleDoc{}
	for _, row := range mustCSV(findingsCSV) {
		severity, ok := SeverityNamed(row[1])
		if _, twice := book[row[0]]; twice || !ok {
			panic("findings.csv: rule " + row[0] + " stands twice or has no severity")
		}
		book[row[0]] = RuleDoc{severity, row[2], row[3], row[4]}
	}
	return book
})

// mustCSV reads an embedded table without its header.
func mustCSV(text string) [][]string {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic("embedded table: " + err.Error())
	}
	return rows[1:]
}
