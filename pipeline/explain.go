package pipeline

import (
	"fmt"
	"strings"

	"migdata/pipeline/read"
	"migdata/schemas"
)

// An Explanation says of each line of a text that is not blank what it is and
// by which rule, and what was found on it.
type Explanation struct {
	File     string
	Lines    []ExplainedLine
	Findings []ReadFinding // those that concern no line
}

// An ExplainedLine is one line with its class.
type ExplainedLine struct {
	Number      uint32
	Class, Rule string
	Record      string // the record that it belongs to, such as "project 3"; "" where it belongs to none
	Text        string // as received, with escapes for what a terminal does not show
	Findings    []ReadFinding
}

// Explain reads one text by itself, as ReadFile does, and says what became of
// each line.
func Explain(path, encoding string) Explanation {
	reading := readingOf(path, encoding)
	out := Explanation{File: path, Lines: make([]ExplainedLine, len(reading.Lines))}
	at := map[uint32]int{}
	for i := range reading.Lines {
		l := &reading.Lines[i]
		at[l.Number] = i
		out.Lines[i] = ExplainedLine{Number: l.Number, Class: string(l.Class), Rule: l.Rule, Text: shown(reading.Decode(schemas.Span{Start: l.Start, End: l.End}))}
		if l.Record >= 0 {
			out.Lines[i].Record = recordName(&reading.Records[l.Record])
		}
	}
	for _, f := range showReading(reading).Findings {
		if f.Rule == "organisation.unregistered" {
			continue // no registry was read
		}
		if i, known := at[f.Line]; known {
			out.Lines[i].Findings = append(out.Lines[i].Findings, f)
		} else {
			out.Findings = append(out.Findings, f)
		}
	}
	return out
}

func recordName(rec *read.Record) string {
	return fmt.Sprintf("%s %d", [...]string{"project", "statement", "office"}[rec.Kind], rec.Position)
}

// shown writes a line so that it stays one on a terminal.
func shown(text string) string {
	return visible(strings.NewReplacer("\t", " ", "\n", " ").Replace(text))
}
