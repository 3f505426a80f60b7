package diff

// A Fact is a change of what a release says of a project: a row that came or
// went, or a cell. It is a part of Changes, for those who ask about projects.
type Fact struct {
	Project       string // key
	What          string // table.column; of a row, its table and whether it was added or removed
	Before, After string // "" is blank, or no such row
	Cause         Cause
}

// Facts returns the kept changes of facts about projects, what matters most
// first.
func (c *Changes) Facts() []Fact {
	var facts []Fact
	for _, e := range c.entries() {
		project := e.Row.project()
		if e.rank > rankFacts || project == "" {
			continue
		}
		f := Fact{Project: project}
		switch {
		case e.Cell != nil:
			f.What, f.Before, f.After, f.Cause = e.Row.Table+"."+e.Cell.Column, e.Cell.Old.Text(), e.Cell.New.Text(), e.Cell.Cause
		default:
			f.What = e.Row.Table + ": row " + e.Row.Kind
			if e.Row.Cause != nil {
				f.Cause = *e.Row.Cause
			}
			name := e.Row.Label
			if name == "" {
				name = e.Row.Key
			}
			if e.Row.Kind == RowRemoved {
				f.Before = name
			} else {
				f.After = name
			}
		}
		facts = append(facts, f)
	}
	return facts
}

// project is the key of the project that the row is about; "" where it is about
// none.
func (r *RowChange) project() string {
	for _, row := range []cells{r.new, r.old} {
		if id := row.one("project_id"); id != "" {
			return id
		}
	}
	return ""
}
