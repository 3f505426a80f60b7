package diff

import (
	"fmt"
	"strconv"

	"migdata/pipeline/release"
	"migdata/schemas"
)

// A Step is the part of a version that changes ask for. Steps are ordered: the
// greater asks for more.
type Step uint8

// The steps.
const (
	None  Step = iota
	Patch      // values were corrected, or words of the documentation
	Minor      // there is something new: a table, a column, a code, a project
	Major      // something that users rest on is gone or means another thing
)

var stepNames = [...]string{"none", "patch", "minor", "major"}

func (s Step) String() string { return stepNames[s] }

// MarshalJSON writes the name of the step.
func (s Step) MarshalJSON() ([]byte, error) { return []byte(strconv.Quote(s.String())), nil }

// stepOf is the step that each kind of change of a schema asks for.
var stepOf = map[string]Step{
	TableAdded: Minor, TableRemoved: Major, TableRenamed: Major, KeyChanged: Major,
	ColumnAdded: Minor, ColumnRemoved: Major, ColumnRenamed: Major, ColumnRetyped: Major, ColumnBlank: Major,
	ColumnFilled: Patch, ColumnDescribed: Patch, ColumnDeprecated: Minor, ColumnsMoved: Minor,
	CodesAdded: Minor, CodesRemoved: Major, CodesDescribed: Major,
}

// ruleCodes is the codelist of the rules of findings. It documents what the
// program notices, and not what data mean: its codes come and go with the
// program.
const ruleCodes = "finding_rule"

// stepOfCode is the step that a change of a code asks for. Whether other words
// are another meaning no program can tell, so they count as one.
func stepOfCode(kind, codelist string) Step {
	if codelist == ruleCodes {
		return Patch
	}
	return stepOf[kind]
}

// projectsTable is the table whose rows are the projects: a new one is a minor
// change, and the id of one that is there is a promise.
const projectsTable = "projects"

// Step returns the highest step that the changes ask for, and the change that
// asks for it. A project that is gone or has another id is a major change, as
// its id was published as one to rest on; rows of other tables follow the
// sources and are corrected values.
func (c *Changes) Step() (Step, string) {
	step, why := None, ""
	ask := func(s Step, because string) {
		if s > step {
			step, why = s, because
		}
	}
	for _, s := range c.Schema {
		ask(s.Step, s.Kind+": "+s.Place())
	}
	if len(c.Unread) > 0 {
		ask(Major, "table that cannot be compared: "+c.Unread[0])
	}
	if len(c.Renamed) > 0 {
		ask(Major, fmt.Sprintf("project renamed: %s is now %s", c.Renamed[0].Old, c.Renamed[0].New))
	}
	for _, t := range c.Tables {
		if t.Table == projectsTable && t.Removed > 0 {
			ask(Major, "project removed: "+c.firstRow(t.Table, RowRemoved))
		}
		if t.Table == projectsTable && t.Added > 0 {
			ask(Minor, "project added: "+c.firstRow(t.Table, RowAdded))
		}
	}
	if len(c.Rows) > 0 { // what matters most comes first
		switch r := &c.Rows[0]; r.Kind {
		case RowChanged:
			ask(Patch, fmt.Sprintf("cells changed: %s.%s", r.Table, r.Cells[0].Column))
		default:
			ask(Patch, fmt.Sprintf("rows %s: %s", r.Kind, r.Table))
		}
	}
	for kind := schemas.DomainTable; kind <= schemas.TrustTable; kind++ { // facts are named before what speaks of them
		for _, t := range c.Tables {
			switch {
			case t.Kind != kind.String():
			case len(t.Cells) > 0:
				ask(Patch, fmt.Sprintf("cells changed: %s.%s", t.Table, t.Cells[0].Column))
			case t.Added > 0:
				ask(Patch, "rows added: "+t.Table)
			case t.Removed > 0:
				ask(Patch, "rows removed: "+t.Table)
			}
		}
	}
	return step, why
}

func (c *Changes) firstRow(table, kind string) string {
	for i := range c.Rows {
		if r := &c.Rows[i]; r.Table == table && r.Kind == kind {
			return r.Key
		}
	}
	return ""
}

// Permit returns why a release with these changes may not follow previous as
// version; nil where it may.
func (c *Changes) Permit(previous, version release.Version) error {
	if gone := c.Unannounced(); len(gone) > 0 {
		return fmt.Errorf("%s: it was not deprecated in version %s, and so no version may leave it out (%s in all)",
			gone[0].text(), previous, plural(len(gone), "removal like this", "removals like this"))
	}
	step, why := c.Step()
	switch {
	case allows(previous, version, step):
		return nil
	case version.Compare(previous) <= 0:
		return fmt.Errorf("version %s does not come after %s", version, previous)
	}
	return fmt.Errorf("%s: that asks for a %s step, so after %s the version must be %s or higher, not %s", why, step, previous, next(previous, step), version)
}

// Unannounced returns the columns and tables that were removed or renamed and
// that the old dictionary did not mark as deprecated. No step of the version
// allows that: a column stays, deprecated, for one minor release.
func (c *Changes) Unannounced() []SchemaChange {
	var list []SchemaChange
	for _, s := range c.Schema {
		switch s.Kind {
		case TableRemoved, TableRenamed, ColumnRemoved, ColumnRenamed:
			if !s.Announced {
				list = append(list, s)
			}
		}
	}
	return list
}
