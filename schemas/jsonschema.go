package schemas

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// JSONSchema returns the JSON Schema (2020-12) of the table as published in
// JSON: an array of objects, every column present, null where blank. Decimals
// are strings, dates are strings of format date.
func (t *Table) JSONSchema() map[string]any {
	properties, required := map[string]any{}, make([]string, len(t.Fields))
	for i := range t.Fields {
		properties[t.Fields[i].Name] = t.Fields[i].jsonSchema()
		required[i] = t.Fields[i].Name
	}
	return map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": t.Title, "description": t.Doc,
		"type": "array", "items": map[string]any{
			"type": "object", "properties": properties, "required": required, "additionalProperties": false,
		},
	}
}

// WriteJSONSchema writes a JSON Schema, indented. The code points of patterns
// that are no characters are written as escapes.
func WriteJSONSchema(w io.Writer, schema map[string]any) error {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	if err := out.Encode(schema); err != nil {
		return err
	}
	_, err := w.Write([]byte(strings.NewReplacer("\uFFFE", `\ufffe`, "\uFFFF", `\uffff`).Replace(text.String())))
	return err
}

func (f *Field) jsonSchema() map[string]any {
	kind := map[string]any{}
	switch f.Kind {
	case Int:
		kind["type"] = "integer"
	case Bool:
		kind["type"] = "boolean"
	case Day:
		kind["type"], kind["format"] = "string", "date"
	case Decimal:
		kind["type"], kind["pattern"] = "string", `^-?[0-9]+\.[0-9]{2}$`
	default:
		kind["type"] = "string"
	}
	// Two rules may bring the same keyword (a pattern each): the later ones
	// stand in allOf.
	var more []any
	for _, r := range f.Rules {
		clash := false
		for word := range r.Keywords {
			_, has := kind[word]
			clash = clash || has
		}
		if clash {
			more = append(more, r.Keywords)
			continue
		}
		for word, value := range r.Keywords {
			kind[word] = value
		}
	}
	if more != nil {
		kind["allOf"] = more
	}
	if f.List {
		kind = map[string]any{"type": "array", "items": kind}
	}
	schema := map[string]any{"title": f.Title, "description": f.Doc}
	if f.Deprecated != "" {
		schema["deprecated"] = true
	}
	if f.Required() {
		for word, value := range kind {
			schema[word] = value
		}
		return schema
	}
	schema["anyOf"] = []any{kind, map[string]any{"type": "null"}}
	return schema
}
