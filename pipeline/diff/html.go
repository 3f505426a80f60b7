package diff

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
)

//go:embed diff.html
var pageHTML string

var page = template.Must(template.New("diff").Funcs(template.FuncMap{
	"shorten": func(s string) string { return shorten(s, pageValue) },
	"spaced":  func(s string) string { return strings.ReplaceAll(s, "_", " ") },
	"blank":   func(c Cell) bool { return len(c.Values) == 0 },
	"shown":   func(c Cell) string { return shorten(c.shown(), pageValue) },
	"text":    func(c Cause) string { return shorten(c.String(), pageValue) },
	"anchor":  func(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "-")) },
}).Parse(pageHTML))

// A view is what the page shows.
type view struct {
	*Changes
	Verdict string
	Step    Step
	Causes  []causeCount
	Tables  []tableView
	Groups  []group
	Left    int // changes that are not shown
}

type tableView struct {
	TableCount
	Columns string
}

// WriteHTML writes the changes as one page that needs nothing else: no script,
// no font, no picture.
func WriteHTML(w io.Writer, c *Changes) error {
	v := view{Changes: c, Verdict: c.Verdict(), Causes: c.causes(), Groups: c.groups(pageRows), Left: c.count()}
	v.Step, _ = c.Step()
	for _, t := range c.Tables {
		if t.differs() {
			v.Tables = append(v.Tables, tableView{t, t.columnsChanged()})
		}
	}
	for _, g := range v.Groups {
		v.Left -= len(g.Entries)
	}
	return page.Execute(w, v)
}
