package diff

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// WriteJSON writes the changes as one JSON object, what matters most first.
// README.md says what it holds. Lists are never null. Rows are written one by
// one, as there may be many.
func WriteJSON(w io.Writer, c *Changes) error {
	step, because := c.Step()
	o := &objectWriter{w: bufio.NewWriter(w)}
	o.member("old", c.Old)
	o.member("new", c.New)
	o.member("same", c.Same())
	o.member("step", step)
	o.member("because", because)
	o.member("unannounced", list(c.Unannounced()))
	o.member("schema", list(c.Schema))
	o.member("renamed", list(c.Renamed))
	o.member("tables", list(c.Tables))
	o.member("causes", c.causes())
	o.rows(c.Rows)
	o.member("notes", list(c.Notes))
	o.member("unread", list(c.Unread))
	return o.end()
}

// An objectWriter writes the members of an object, indented. It keeps the first
// error.
type objectWriter struct {
	w       *bufio.Writer
	members int
	err     error
}

const indent = "  "

// begin writes what stands before the value of a member.
func (o *objectWriter) begin(name string) {
	before := ",\n"
	if o.members == 0 {
		before = "{\n"
	}
	o.members++
	o.w.WriteString(before + indent + `"` + name + `": `)
}

func (o *objectWriter) member(name string, value any) {
	o.begin(name)
	o.value(value, indent)
}

func (o *objectWriter) value(value any, prefix string) {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent(prefix, indent)
	if err := out.Encode(value); o.err == nil {
		o.err = err
	}
	o.w.WriteString(strings.TrimSuffix(b.String(), "\n"))
}

func (o *objectWriter) rows(rows []RowChange) {
	o.begin("rows")
	if len(rows) == 0 {
		o.w.WriteString("[]")
		return
	}
	before := "["
	for i := range rows {
		o.w.WriteString(before + "\n" + indent + indent)
		o.value(&rows[i], indent+indent)
		before = ","
	}
	o.w.WriteString("\n" + indent + "]")
}

func (o *objectWriter) end() error {
	o.w.WriteString("\n}\n")
	if err := o.w.Flush(); o.err == nil {
		o.err = err
	}
	return o.err
}

// list makes an empty list of a nil one.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
