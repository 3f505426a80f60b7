package metadata

import (
	"fmt"
	"io"
	"strings"

	"migdata/pipeline/export"
)

// LoadSQL makes a view of each Parquet file for DuckDB, with the meanings of
// tables and columns as comments. Paths are relative to the release, so it is
// run from there.
var LoadSQL = Renderer{Path: "metadata/load.sql", Render: renderLoadSQL}

func renderLoadSQL(w io.Writer, d Dataset) error {
	var b strings.Builder
	for _, r := range d.Resources {
		file, ok := d.file(export.Parquet.Path(r.Table))
		if !ok {
			continue
		}
		fmt.Fprintf(&b, "\nCREATE OR REPLACE VIEW %s AS SELECT * FROM read_parquet(%s);\n", sqlName(r.Table.Name), sqlText(file.Path))
		fmt.Fprintf(&b, "COMMENT ON VIEW %s IS %s;\n", sqlName(r.Table.Name), sqlText(r.Table.Doc))
		for i := range r.Table.Fields {
			f := &r.Table.Fields[i]
			fmt.Fprintf(&b, "COMMENT ON COLUMN %s.%s IS %s;\n", sqlName(r.Table.Name), sqlName(f.Name), sqlText(f.Doc))
		}
	}
	if b.Len() == 0 {
		return nil
	}
	_, err := fmt.Fprintf(w, "-- %s, version %s: a view of each table for DuckDB.\n-- Run it in the folder of the release: duckdb -init metadata/load.sql\n%s",
		strings.Join(strings.Fields(d.About.Title), " "), d.About.Version, b.String())
	return err
}

// sqlName quotes a name as SQL does (ISO/IEC 9075-2, delimited identifier).
func sqlName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// sqlText quotes a text as SQL does (ISO/IEC 9075-2, character string literal).
func sqlText(text string) string {
	return "'" + strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "'", "''") + "'"
}
