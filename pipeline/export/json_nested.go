package export

import (
	"bufio"
	"bytes"
	"fmt"
	"iter"
	"maps"

	"migdata/schemas"
)

// nestedPath is the file of whole projects: the columns of projects, and for
// each table about projects an array of its rows under the table's name.
const (
	nestedPath       = "json/projects.nested.json"
	nestedSchemaPath = "json/projects.nested.schema.json"
	projectKey       = "project_id"
)

// aboutProjects reports whether the rows of a table belong to a project each
// and stand in the order of the projects: as the key or the group says.
func aboutProjects(t *schemas.Table) bool {
	order := t.Key
	if t.Group != nil {
		order = t.Group
	}
	return len(order) > 0 && order[0] == projectKey && t.Fields[t.Field(projectKey)].Ref == schemas.Projects.Name
}

// writeNested writes the nested file, where the release has projects. All
// tables are gone through once, side by side, so it needs the memory of one
// project and of one batch a table.
func writeNested(create Create, resources []schemas.Resource) error {
	var projects *schemas.Resource
	var children []schemas.Resource
	for i, res := range resources {
		if res.Table.Name == schemas.Projects.Name {
			projects = &resources[i]
		} else if aboutProjects(res.Table) {
			children = append(children, res)
		}
	}
	if projects == nil {
		return nil
	}
	err := writeFile(create, nestedPath, func(w *bufio.Writer) error { return writeNestedProjects(w, *projects, children) })
	if err != nil {
		return err
	}
	return writeJSONSchema(create, nestedSchemaPath, nestedSchema(projects.Table, children))
}

func writeNestedProjects(w *bufio.Writer, projects schemas.Resource, children []schemas.Resource) error {
	parts := make([]*part, len(children))
	for i, child := range children {
		parts[i] = newPart(child)
		defer parts[i].stop()
	}
	line := append([]byte(nil), "[\n"...)
	columns, key, rows := jsonColumns(projects.Table), projects.Table.Field(projectKey), 0
	for batch, err := range projects.Batches {
		if err != nil {
			return err
		}
		for i := range batch.Rows() {
			if rows++; rows > 1 {
				line = append(line, ",\n"...)
			}
			line = appendMembers(append(line, '{'), columns, batch, i)
			for _, p := range parts {
				if line, err = p.appendRowsOf(line, batch.Columns[key].TextAt(i)); err != nil {
					return err
				}
			}
			line = append(line, '}')
			if _, err := w.Write(line); err != nil {
				return err
			}
			line = line[:0]
		}
	}
	for _, p := range parts {
		if err := p.finished(); err != nil {
			return err
		}
	}
	if rows > 0 {
		line = append(line, '\n')
	}
	_, err := w.Write(append(line, "]\n"...))
	return err
}

// A part is a table about projects on its way into the nested file: a cursor
// over its rows, which stand in the order of the projects.
type part struct {
	table   *schemas.Table
	name    []byte // `,"project_countries":[`
	columns []jsonColumn
	key     int
	next    func() (*schemas.Batch, error, bool)
	stop    func()
	batch   *schemas.Batch // nil before the first and after the last
	row     int
}

func newPart(res schemas.Resource) *part {
	p := &part{table: res.Table, columns: jsonColumns(res.Table, projectKey), key: res.Table.Field(projectKey)}
	p.name = append(appendJSONText([]byte{','}, []byte(res.Table.Name)), ":["...)
	p.next, p.stop = iter.Pull2(res.Batches)
	return p
}

// project returns the project of the row that the cursor stands on, or nil
// after the last row.
func (p *part) project() ([]byte, error) {
	for p.batch == nil || p.row == p.batch.Rows() {
		batch, err, more := p.next()
		if err != nil {
			return nil, err
		}
		if p.batch, p.row = batch, 0; !more {
			p.batch = nil
			return nil, nil
		}
	}
	return p.batch.Columns[p.key].TextAt(p.row), nil
}

// appendRowsOf appends the rows of the project as an array.
func (p *part) appendRowsOf(b, project []byte) ([]byte, error) {
	b = append(b, p.name...)
	for n := 0; ; n++ {
		of, err := p.project()
		if err != nil {
			return nil, err
		}
		switch order := bytes.Compare(of, project); {
		case of == nil || order > 0:
			return append(b, ']'), nil
		case order < 0:
			return nil, p.stray(of)
		}
		if n > 0 {
			b = append(b, ',')
		}
		b = append(appendMembers(append(b, '{'), p.columns, p.batch, p.row), '}')
		p.row++
	}
}

// finished reports an error unless all rows have found their project.
func (p *part) finished() error {
	of, err := p.project()
	if err == nil && of != nil {
		err = p.stray(of)
	}
	return err
}

func (p *part) stray(project []byte) error {
	return fmt.Errorf("%s: a row of project %q, which is no project or out of order", p.table.Name, project)
}

// nestedSchema returns the JSON Schema of the nested file: that of projects
// with an array more for each part.
func nestedSchema(projects *schemas.Table, children []schemas.Resource) map[string]any {
	document := projects.JSONSchema()
	document["title"] = "Projects, with everything about each"
	items := document["items"].(map[string]any)
	properties, required := items["properties"].(map[string]any), items["required"].([]string)
	for _, child := range children {
		array := child.Table.JSONSchema()
		delete(array, "$schema")
		row := array["items"].(map[string]any)
		columns := maps.Clone(row["properties"].(map[string]any))
		delete(columns, projectKey)
		var names []string
		for _, f := range child.Table.Fields {
			if f.Name != projectKey {
				names = append(names, f.Name)
			}
		}
		row["properties"], row["required"] = columns, names
		properties[child.Table.Name] = array
		required = append(required, child.Table.Name)
	}
	items["required"] = required
	return document
}
