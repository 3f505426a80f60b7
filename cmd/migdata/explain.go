package main

import (
	"fmt"
	"io"
	"os"

	"migdata/pipeline"
)

// explainWidth is how much of a line is shown, in characters.
const explainWidth = 100

// classColours are the colours of the classes on a terminal (ECMA-48, SGR).
// What states something of a project is bright, what was set aside is dim.
var classColours = map[string]string{
	"heading": "1;35", "title": "1;36", "period": "32", "label": "34", "empty_label": "33", "value": "34", "statement": "36", "office": "36",
	"narrative": "2", "boilerplate": "2", "contents": "2", "furniture": "2", "figure": "2", "caption": "2", "contact": "2;33", "unaccounted": "1;31",
}

var severityColours = map[string]string{"note": "2", "warning": "33", "error": "1;31"}

// printExplanation prints a line of the text a line: number, class, rule,
// record, text; what was found on it stands below.
func printExplanation(w io.Writer, e *pipeline.Explanation, coloured bool) {
	paint := func(colour, text string) string {
		if !coloured || colour == "" {
			return text
		}
		return "\x1b[" + colour + "m" + text + "\x1b[0m"
	}
	fmt.Fprintf(w, "%s\n", paint("1", e.File))
	finding := func(f *pipeline.ReadFinding) {
		fmt.Fprintf(w, "%6s  %s\n", "", paint(severityColours[f.Severity], f.Severity+": "+f.Rule+": "+f.Message))
	}
	for i := range e.Findings {
		finding(&e.Findings[i])
	}
	for i := range e.Lines {
		l := &e.Lines[i]
		text := []rune(l.Text)
		if len(text) > explainWidth {
			text = append(text[:explainWidth], '…')
		}
		fmt.Fprintf(w, "%6d  %s  %-22s  %-13s  %s\n", l.Number, paint(classColours[l.Class], fmt.Sprintf("%-11s", l.Class)), l.Rule, l.Record, string(text))
		for k := range l.Findings {
			finding(&l.Findings[k])
		}
	}
}

// isColoured reports whether output goes to a terminal that may show colours:
// NO_COLOR (no-color.org) asks for none.
func isColoured(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
