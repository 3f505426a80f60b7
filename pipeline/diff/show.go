package diff

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// What the renderers for people share: groups of changes, and words for them.

// An entry is one change as people read it: a row that came or went, or a cell.
type entry struct {
	Row  *RowChange
	Cell *CellChange // nil where it is the row
	rank int
}

// A group is the entries of one rank.
type group struct {
	Title   string
	Entries []entry
}

var groupTitles = [...]string{
	rankProjects: "Projects that came or went", rankMoney: "Money", rankFunders: "Funders and organisations", rankDates: "Dates and status",
	rankCountries: "Countries", rankFacts: "Other facts", rankPlaces: "Places in the documents", rankReference: "Reference tables", rankTrust: "How we know",
}

// entries returns the changes that are kept, what matters most first. Of a
// rank they stay in the order of rows.
func (c *Changes) entries() []entry {
	var list []entry
	for i := range c.Rows {
		r := &c.Rows[i]
		if r.Kind != RowChanged {
			list = append(list, entry{r, nil, r.rank()})
		}
		for n := range r.Cells {
			list = append(list, entry{r, &r.Cells[n], r.Cells[n].rank})
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Row.order, b.Row.order), strings.Compare(a.Row.Key, b.Row.Key))
	})
	return list
}

// fewPlaces is how many entries of a limited list say where something stands:
// one line more in a text moves all that follow.
const fewPlaces = 20

// groups cuts the first entries, at most limit of them (below 0: all), into
// groups.
func (c *Changes) groups(limit int) []group {
	var list []group
	places := 0
	for i, e := range c.entries() {
		if limit >= 0 && i == limit {
			break
		}
		if e.rank == rankPlaces && limit >= 0 {
			if places++; places > fewPlaces {
				continue
			}
		}
		if title := groupTitles[e.rank]; len(list) == 0 || list[len(list)-1].Title != title {
			list = append(list, group{Title: title})
		}
		g := &list[len(list)-1]
		g.Entries = append(g.Entries, e)
	}
	return list
}

// count returns how many changes of rows there are, kept or not: rows that came
// or went, and changed cells.
func (c *Changes) count() int {
	n := 0
	for _, t := range c.Tables {
		n += t.Added + t.Removed
		for _, column := range t.Cells {
			n += column.Cells
		}
	}
	return n
}

// A causeCount counts the changes of one kind of cause: rows that came or went,
// and cells.
type causeCount struct {
	Kind    string `json:"kind"`
	Changes int    `json:"changes"`
}

var causeKinds = []string{SourceText, CuratedRow, Policy, Configuration, ReferenceData, Code, Unknown}

// causes counts the changes that are kept by their causes.
func (c *Changes) causes() []causeCount {
	n := map[string]int{}
	for i := range c.Rows {
		r := &c.Rows[i]
		if r.Cause != nil {
			n[r.Cause.Kind]++
		}
		for k := range r.Cells {
			n[r.Cells[k].Cause.Kind]++
		}
	}
	list := []causeCount{}
	for _, kind := range causeKinds {
		if n[kind] > 0 {
			list = append(list, causeCount{kind, n[kind]})
		}
	}
	return list
}

// Verdict says in a sentence what the version needs.
func (c *Changes) Verdict() string {
	step, why := c.Step()
	if step == None {
		return "Nothing differs."
	}
	text := fmt.Sprintf("The changes ask for a %s version: %s.", step, why)
	if n := len(c.Unannounced()); n > 0 {
		text += fmt.Sprintf(" %s without having been deprecated in the release before: no version allows that.", plural(n, "table or column is gone or renamed", "tables or columns are gone or renamed"))
	}
	return text
}

// text says in a line what a change of the schema is.
func (s SchemaChange) text() string {
	text := s.Kind + ": " + s.Place()
	if s.Attribute != "" {
		text += ", " + strings.ReplaceAll(s.Attribute, "_", " ")
	}
	switch {
	case s.Old != "" && s.New != "":
		text += ": " + quoted(s.Old) + " → " + quoted(s.New)
	case s.Old+s.New != "":
		text += ": " + quoted(s.Old+s.New)
	}
	return text
}

func quoted(s string) string { return "“" + s + "”" }

// columnsChanged names the columns of a table whose cells changed, with how
// many.
func (t TableCount) columnsChanged() string {
	var parts []string
	for _, c := range t.Cells {
		parts = append(parts, fmt.Sprintf("%s %d", c.Column, c.Cells))
	}
	return strings.Join(parts, ", ")
}

// differs reports whether rows of the table differ.
func (t TableCount) differs() bool { return t.Added+t.Removed+t.Changed > 0 }

// shown shows a cell to people.
func (c Cell) shown() string {
	switch {
	case c.Blank():
		return "(blank)"
	case c.List && len(c.Values) == 0:
		return "(none)"
	}
	return c.Text()
}

// listed says which elements of a list came and went; "" where the cells are no
// two lists, or only their order differs.
func (c CellChange) listed() string {
	if !c.Old.List || !c.New.List || len(c.Old.Values) == 0 || len(c.New.Values) == 0 {
		return ""
	}
	var parts []string
	for _, v := range c.New.Values {
		if !slices.Contains(c.Old.Values, v) {
			parts = append(parts, "added "+v)
		}
	}
	for _, v := range c.Old.Values {
		if !slices.Contains(c.New.Values, v) {
			parts = append(parts, "removed "+v)
		}
	}
	return strings.Join(parts, ", ")
}

var unprintable = regexp.MustCompile(`[\p{C}\x{2028}\x{2029}]`)

// printable replaces what a terminal or page would not show, or would obey,
// also what turns the direction of a line.
func printable(s string) string {
	return unprintable.ReplaceAllString(strings.ToValidUTF8(s, "·"), "·")
}

// shorten cuts a text for people.
func shorten(s string, most int) string {
	s = printable(s)
	if r := []rune(s); most > 0 && len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
