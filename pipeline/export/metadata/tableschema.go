package metadata

import (
	"strconv"
	"strings"

	"migdata/schemas"
)

// The Table Schema (datapackage.org, 2.0) of a table, in the order in which
// it is written.
type (
	tableSchema struct {
		Schema        string       `json:"$schema"`
		Fields        []tableField `json:"fields"`
		PrimaryKey    []string     `json:"primaryKey"`
		ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
		MissingValues []string     `json:"missingValues"`
	}
	tableField struct {
		Name        string       `json:"name"`
		Type        string       `json:"type"`
		Title       string       `json:"title,omitempty"`
		Description string       `json:"description"`
		Example     string       `json:"example,omitempty"`
		Categories  []category   `json:"categories,omitempty"`
		Constraints *constraints `json:"constraints,omitempty"`
	}
	category struct {
		Value string `json:"value"`
		Label string `json:"label"`
	}
	constraints struct {
		Required  bool `json:"required,omitempty"`
		Unique    bool `json:"unique,omitempty"`
		Pattern   any  `json:"pattern,omitempty"`
		Enum      any  `json:"enum,omitempty"`
		MaxLength any  `json:"maxLength,omitempty"`
		Minimum   any  `json:"minimum,omitempty"`
		Maximum   any  `json:"maximum,omitempty"`
	}
	foreignKey struct {
		Fields    []string  `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string   `json:"resource,omitempty"` // absent: the same
		Fields   []string `json:"fields"`
	}
)

// fieldTypes gives each kind its type of Table Schema. Decimals are numbers
// without a group sign, days are ISO 8601 dates: the defaults of the types.
var fieldTypes = map[schemas.Kind]string{
	schemas.Text: "string", schemas.Code: "string", schemas.EDTF: "string",
	schemas.Int: "integer", schemas.Decimal: "number", schemas.Day: "date", schemas.Bool: "boolean",
}

// tableSchemaOf describes a table as it stands in a flat shape, where lists
// are joined texts, or in one that has lists.
func tableSchemaOf(d Dataset, r schemas.Resource, flat bool) (tableSchema, error) {
	t := r.Table
	examples, err := examplesOf(r)
	if err != nil {
		return tableSchema{}, err
	}
	schema := tableSchema{Schema: profiles + "tableschema.json", PrimaryKey: t.Key, MissingValues: []string{""}}
	for i := range t.Fields {
		f := &t.Fields[i]
		described := tableFieldOf(t, f, flat)
		if described.Example == "" && (flat || !f.List) {
			described.Example = examples[i]
		}
		schema.Fields = append(schema.Fields, described)
		if key := foreignKeyOf(d, t, f); key != nil {
			schema.ForeignKeys = append(schema.ForeignKeys, *key)
		}
	}
	return schema, nil
}

// exampleRows is how many rows are looked at for examples.
const exampleRows = 1000

// examplesOf returns for each column the first cell that is filled, as its
// example; none of columns that hold words of the sources.
func examplesOf(r schemas.Resource) ([]string, error) {
	examples := make([]string, len(r.Table.Fields))
	seen := 0
	for batch, err := range r.Batches {
		if err != nil {
			return nil, err
		}
		for row := 0; row < batch.Rows() && seen < exampleRows; row, seen = row+1, seen+1 {
			for i := range r.Table.Fields {
				if examples[i] == "" && !r.Table.Fields[i].Rights {
					examples[i] = batch.Columns[i].Flat(row)
				}
			}
		}
		if seen == exampleRows {
			break
		}
	}
	return examples, nil
}

func tableFieldOf(t *schemas.Table, f *schemas.Field, flat bool) tableField {
	described := tableField{
		Name: f.Name, Type: fieldTypes[f.Kind], Title: f.Title, Description: f.Doc, Example: f.Example,
	}
	if f.List {
		return listField(described, f, flat)
	}
	described.Constraints = constraintsOf(t, f)
	if f.Codes != nil && len(f.Codes.Codes) > 0 {
		for _, c := range f.Codes.Codes {
			described.Categories = append(described.Categories, category{c.Code, c.Doc})
		}
	}
	return described
}

// listField describes a list. The standard's own type for joined texts, list,
// is refused by its published schema: a flat list is a string, and says how
// to split it. What holds for an element cannot be said of the whole; and in a
// flat shape an empty list is as blank as a missing one.
func listField(described tableField, f *schemas.Field, flat bool) tableField {
	described.Example = ""
	if flat {
		described.Type = "string"
		described.Description = strings.TrimSpace(described.Description + " A list, joined by " + strconv.Quote(schemas.ListSeparator) + ".")
		return described
	}
	described.Type = "array"
	if f.Required() {
		described.Constraints = &constraints{Required: true}
	}
	return described
}

// constraintsOf derives the constraints from the rules of a field: they are
// named as in JSON Schema, but each may stand once, and the column's own rules
// come first. That a text is printable is left out: it speaks of all texts of
// all formats, and "" is no value here.
func constraintsOf(t *schemas.Table, f *schemas.Field) *constraints {
	c := constraints{Required: f.Required(), Unique: len(t.Key) == 1 && t.Key[0] == f.Name}
	none := !c.Required && !c.Unique
	for _, r := range f.Rules {
		if r.Finding == "value.unprintable" {
			continue
		}
		for word, place := range map[string]*any{
			"pattern": &c.Pattern, "enum": &c.Enum, "maxLength": &c.MaxLength, "minimum": &c.Minimum, "maximum": &c.Maximum,
		} {
			if value, has := r.Keywords[word]; has && *place == nil {
				*place, none = value, false
			}
		}
	}
	if none {
		return nil
	}
	return &c
}

// foreignKeyOf says which table the field refers to, if that is part of the
// release and has a key of one column. Elements of a list refer too, but the
// standard cannot say so.
func foreignKeyOf(d Dataset, t *schemas.Table, f *schemas.Field) *foreignKey {
	if f.Ref == "" || f.List {
		return nil
	}
	other, ok := d.Resource(f.Ref)
	if !ok || len(other.Table.Key) != 1 || len(d.filesOf(other.Table)) == 0 {
		return nil
	}
	key := &foreignKey{[]string{f.Name}, reference{Fields: other.Table.Key}}
	if other.Table.Name != t.Name {
		key.Reference.Resource = other.Table.Name
	}
	return key
}
