package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"migdata/schemas"
)

// Nested reads back the file of whole projects that JSON writes, as the tables
// that it was made of. It writes nothing, so it is none of Formats.
var Nested = Format{
	Name: "json, nested", File: nestedPath,
	Holds: func(t *schemas.Table) bool {
		return t.Name == schemas.Projects.Name || aboutProjects(t)
	},
	Read: func(open Open, t *schemas.Table) (schemas.Resource, error) {
		rows := func(r io.Reader) (rowReader, error) { return nestedRows(r, t) }
		return schemas.Resource{Table: t, Rows: unknownRows, Batches: batches(open, nestedPath, t, rows)}, nil
	},
}

// nestedRows reads the rows of one table, project by project.
func nestedRows(from io.Reader, t *schemas.Table) (rowReader, error) {
	d, object := json.NewDecoder(from), newJSONObject(t)
	if err := expect(d, '['); err != nil {
		return nil, err
	}
	var waiting []json.RawMessage // rows of the project that was read last
	return func(batch *schemas.Batch) error {
		for len(waiting) == 0 {
			if !d.More() {
				return endOfArray(d)
			}
			var project map[string]json.RawMessage
			err := d.Decode(&project)
			if err == nil {
				waiting, err = rowsOfProject(project, t)
			}
			if err != nil {
				return err
			}
		}
		row := json.NewDecoder(bytes.NewReader(waiting[0]))
		row.DisallowUnknownFields()
		waiting = waiting[1:]
		return object.read(row, batch)
	}, nil
}

// rowsOfProject returns the rows of a table that a project object holds, with
// the project's id put back.
func rowsOfProject(project map[string]json.RawMessage, t *schemas.Table) ([]json.RawMessage, error) {
	rows := []map[string]json.RawMessage{{}}
	if t.Name == "projects" {
		for _, f := range t.Fields {
			if value, ok := project[f.Name]; ok {
				rows[0][f.Name] = value
			}
		}
	} else if err := json.Unmarshal(project[t.Name], &rows); err != nil {
		return nil, fmt.Errorf("member %s: %w", t.Name, err)
	}
	objects := make([]json.RawMessage, len(rows))
	for i, row := range rows {
		row["project_id"] = project["project_id"]
		var err error
		if objects[i], err = json.Marshal(row); err != nil {
			return nil, err
		}
	}
	return objects, nil
}
