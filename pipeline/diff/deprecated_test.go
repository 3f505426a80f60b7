package diff

import (
	"testing"

	"migdata/schemas"
)

// What a column's declaration says of its end reaches the dictionary, which
// the next release is held to, and the JSON Schema.
func TestDeprecatedColumn(t *testing.T) {
	get := func(r *string, v *schemas.Vector) { v.Text(*r) }
	table := schemas.NewTable(schemas.Table{Name: "things", Key: []string{"thing"}}, []schemas.Column[string]{
		{Name: "thing", Kind: schemas.Code, Rules: []schemas.Rule{schemas.Required()}, Get: get},
		{Name: "old", Kind: schemas.Text, Deprecated: "since 1.1.0; use thing", Get: get},
	})
	d := asDeclared(&table.Table)
	if got := d.column("old")["deprecated"]; got != "since 1.1.0; use thing" || announced(d.columns) || !announced(d.columns[1:]) {
		t.Errorf("the dictionary says %q", got)
	}
	properties := table.JSONSchema()["items"].(map[string]any)["properties"].(map[string]any)
	for name, want := range map[string]bool{"thing": false, "old": true} {
		if got := properties[name].(map[string]any)["deprecated"] == true; got != want {
			t.Errorf("%s is deprecated in the JSON Schema: %t", name, got)
		}
	}
}
