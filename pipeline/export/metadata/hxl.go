package metadata

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"migdata/schemas"
)

// HXL has the projects with the tags of the Humanitarian Exchange Language 1.1
// in the second row (hxlstandard.org/standard/1-1final, "Tagging
// conventions"). It is a file of its own, as a row of tags breaks readers
// that expect types. Rows are streamed.
var HXL = Renderer{Path: "hxl/projects.hxl.csv", Render: renderHXL, Option: "hxl"}

//go:embed hxl_tags.csv
var hxlTags []byte

func renderHXL(w io.Writer, d Dataset) error {
	projects, ok := d.Resource(schemas.Projects.Name)
	if !ok {
		return nil
	}
	tags, err := csv.NewReader(bytes.NewReader(hxlTags)).ReadAll()
	if err != nil {
		return fmt.Errorf("hxl_tags.csv: %w", err)
	}
	var names, titles, hashtags []string
	for _, row := range tags[1:] {
		at := projects.Table.Field(row[0])
		if at < 0 {
			return fmt.Errorf("hxl_tags.csv: projects have no column %s", row[0])
		}
		names, titles, hashtags = append(names, row[0]), append(titles, projects.Table.Fields[at].Title), append(hashtags, row[1])
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(titles); err != nil {
		return err
	}
	if err := out.Write(hashtags); err != nil {
		return err
	}
	row := make([]string, len(names))
	for cell, err := range d.rows(schemas.Projects.Name) {
		if err != nil {
			return err
		}
		for i, name := range names {
			row[i] = strings.Join(cell(name), schemas.ListSeparator)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
