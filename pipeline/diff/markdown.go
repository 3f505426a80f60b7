package diff

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

const (
	pageRows  = 2000 // changes of rows that a page shows
	pageValue = 400  // characters of a value
)

// WriteMarkdown writes the changes as CHANGES.md of a release.
func WriteMarkdown(w io.Writer, c *Changes) error {
	m := &markdown{bufio.NewWriter(w)}
	m.line("# Changes from %s to %s", c.Old.Name(), c.New.Name())
	m.line("")
	m.line("%s", c.Verdict())
	for _, note := range c.Notes {
		m.line("")
		m.line("%s", note)
	}
	m.schema(c.Schema)
	if len(c.Renamed) > 0 {
		m.table("Renamed projects", "before", "now", "title", "cause")
		for _, r := range c.Renamed {
			m.row(r.Old, r.New, r.Title, r.Cause.String())
		}
	}
	m.counts(c)
	shown := 0
	for _, g := range c.groups(pageRows) {
		m.table(g.Title, "where", "before", "now", "cause")
		for _, e := range g.Entries {
			m.entry(e)
			shown++
		}
	}
	if left := c.count() - shown; left > 0 {
		m.line("")
		m.line("%s not listed here; `migdata diff --all` lists all.", plural(left, "change more is", "changes more are"))
	}
	return m.w.Flush()
}

// A markdown writes lines of which no value is read as markup.
type markdown struct{ w *bufio.Writer }

// line writes a line; its arguments are texts or numbers.
func (m *markdown) line(format string, args ...any) {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = plainMarkdown(s)
		}
	}
	fmt.Fprintf(m.w, format+"\n", args...)
}

func (m *markdown) table(title string, columns ...string) {
	m.line("")
	m.line("## %s", title)
	m.line("")
	m.row(columns...)
	m.w.WriteString("|" + strings.Repeat(" --- |", len(columns)) + "\n")
}

func (m *markdown) row(cells ...string) {
	for i := range cells {
		cells[i] = plainMarkdown(shorten(cells[i], pageValue))
	}
	m.w.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func (m *markdown) schema(changes []SchemaChange) {
	if len(changes) == 0 {
		return
	}
	m.table("Schema", "step", "change", "where", "before", "now")
	for _, s := range changes {
		kind := s.Kind
		if s.Attribute != "" {
			kind += " (" + strings.ReplaceAll(s.Attribute, "_", " ") + ")"
		}
		m.row(s.Step.String(), kind, s.Place(), s.Old, s.New)
	}
}

func (m *markdown) counts(c *Changes) {
	if c.count() == 0 {
		return
	}
	m.table("Rows", "table", "rows before", "rows now", "added", "removed", "changed", "cells changed by column")
	for _, t := range c.Tables {
		if t.differs() {
			m.row(t.Table, fmt.Sprint(t.OldRows), fmt.Sprint(t.NewRows), fmt.Sprint(t.Added), fmt.Sprint(t.Removed), fmt.Sprint(t.Changed), t.columnsChanged())
		}
	}
	m.table("Causes", "cause", "changes")
	for _, n := range c.causes() {
		m.row(n.Kind, fmt.Sprint(n.Changes))
	}
}

func (m *markdown) entry(e entry) {
	r := e.Row
	if e.Cell != nil {
		m.row(r.Table+"/"+r.Key+"/"+e.Cell.Column, e.Cell.Old.shown(), e.Cell.New.shown(), e.Cell.Cause.String())
		return
	}
	was, is := "no row", r.Label
	if r.Kind == RowRemoved {
		was, is = is, was
	}
	m.row(r.Table+"/"+r.Key, was, is, r.Cause.String())
}

// plainMarkdown escapes what Markdown would read as markup: CommonMark takes a
// backslash before any ASCII punctuation for the character itself. Signs that
// begin markup only at the start of a line, and dots, are left alone, as every
// text here stands behind something else.
func plainMarkdown(s string) string {
	var b strings.Builder
	for _, r := range printable(s) {
		if strings.ContainsRune("\\`*_{}[]<>|~&!$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
