package diff

import (
	"encoding/json"
	"io"
)

// A document in JSON; README.md says what it holds.
type jsonChanges struct {
	Old         Side           `json:"old"`
	New         Side           `json:"new"`
	Same        bool           `json:"same"`
	Step        Step           `json:"step"`
	Because     string         `json:"because"`
	Unannounced []SchemaChange `json:"unannounced"`
	Schema      []SchemaChange `json:"schema"`
	Renamed     []Rename       `json:"renamed"`
	Tables      []TableCount   `json:"tables"`
	Causes      []causeCount   `json:"causes"`
	Rows        []RowChange    `json:"rows"`
	Notes       []string       `json:"notes"`
	Unread      []string       `json:"unread"`
}

// WriteJSON writes the changes as one JSON object, what matters most first.
// Lists are never null.
func WriteJSON(w io.Writer, c *Changes) error {
	step, because := c.Step()
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(jsonChanges{
		Old: c.Old, New: c.New, Same: c.Same(), Step: step, Because: because,
		Unannounced: list(c.Unannounced()), Schema: list(c.Schema), Renamed: list(c.Renamed), Tables: list(c.Tables),
		Causes: c.causes(), Rows: list(c.Rows), Notes: list(c.Notes), Unread: list(c.Unread),
	})
}

// list makes an empty list of a nil one.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
