package metadata

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
	"text/template"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// Notebook answers three questions from the Parquet files, with a picture
// each: a Jupyter notebook of format 4.5 (nbformat.readthedocs.io, "The
// notebook file format"). It is written without outputs, so that its bytes
// follow from the release alone. What it says stands in quickstart.txt, where
// a line "# %%" begins a cell.
var Notebook = Renderer{Path: "quickstart.ipynb", Render: renderNotebook}

//go:embed quickstart.txt
var quickstart string

var quickstartTemplate = template.Must(template.New("quickstart").Parse(quickstart))

type (
	notebook struct {
		Cells    []any            `json:"cells"`
		Metadata notebookMetadata `json:"metadata"`
		Format   int              `json:"nbformat"`
		Minor    int              `json:"nbformat_minor"`
	}
	notebookMetadata struct {
		Kernel   map[string]string `json:"kernelspec"`
		Language map[string]string `json:"language_info"`
	}
	prose struct {
		Type     string   `json:"cell_type"`
		ID       string   `json:"id"`
		Metadata struct{} `json:"metadata"`
		Source   []string `json:"source"`
	}
	code struct {
		Type     string   `json:"cell_type"`
		ID       string   `json:"id"`
		Metadata struct{} `json:"metadata"`
		Count    *int     `json:"execution_count"`
		Outputs  []any    `json:"outputs"`
		Source   []string `json:"source"`
	}
)

func renderNotebook(w io.Writer, d Dataset) error {
	for _, table := range []*schemas.Table{&schemas.Projects.Table, &schemas.Disagreements.Table} {
		if _, ok := d.file(export.Parquet.Path(table)); !ok {
			return nil // there is nothing to read
		}
	}
	words := map[string]string{
		"Title": oneLine(d.About.Title), "Universe": oneLine(d.About.Universe), "Version": d.About.Version,
		"AsOf": schemas.DayString(d.About.AsOf), "Licence": d.About.Licence,
	}
	var text strings.Builder
	if err := quickstartTemplate.Execute(&text, words); err != nil {
		return err
	}
	book := notebook{Format: 4, Minor: 5, Metadata: notebookMetadata{
		Kernel: map[string]string{"display_name": "Python 3", "language": "python", "name": "python3"}, Language: map[string]string{"name": "python"}}}
	for i, cell := range strings.Split("\n"+text.String(), "\n# %%")[1:] {
		kind, source, _ := strings.Cut(cell, "\n")
		id, lines := fmt.Sprintf("cell-%d", i+1), strings.SplitAfter(strings.TrimSpace(source), "\n")
		if strings.TrimSpace(kind) == "" {
			book.Cells = append(book.Cells, code{Type: "code", ID: id, Outputs: []any{}, Source: lines})
			continue
		}
		for n := range lines {
			lines[n] = strings.TrimPrefix(strings.TrimPrefix(lines[n], "#"), " ")
		}
		book.Cells = append(book.Cells, prose{Type: "markdown", ID: id, Source: lines})
	}
	return writeJSON(w, book)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
