package metadata

import (
	_ "embed"
	"io"
	"slices"
	"strings"
	"text/template"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// Readme is the first page that a stranger reads, at the root of the release:
// what is in the dataset and what is not, how to open it, how to cite it,
// whose rights are in it.
var Readme = Renderer{Path: "README.md", Render: renderReadme}

//go:embed readme.md.tmpl
var readmeText string

var readmeTemplate = template.Must(template.New("readme").Funcs(markdownFuncs).Parse(readmeText))

// A readme is what the template shows.
type readme struct {
	About          schemas.About
	AsOf, Released string
	Tables         []tableEntry
	Has            map[string]bool   // tables of the release, by name
	First          map[string]string // path of the first table, by shape
	Nested         string            // projects with everything that belongs to them
	Workbooks      []string          // of the portfolio, in each language
	Donors         string            // folder of the donors' workbooks
	Codebook       string
	DataPackage    string
	LoadSQL        string
	Citations      string
	SelfReported   string
	Confidences    *schemas.Codelist
	Projects       []projectCitation // with how to cite each; none where there are many
	Words          []string          // columns that hold words of the sources
	Lists          bool              // the first table has lists
	Files          []File
	Warnings       []usageWarning
	Documents      []standardDocument // for programs
	Notebook       string
	Changes        string
}

// A usageWarning is a warning with the number of projects that it is for.
type usageWarning struct {
	schemas.UsageWarning
	Projects, Of int64
}

// usageWarnings counts the projects of each warning; those of none are left out.
func usageWarnings(d *Dataset) ([]usageWarning, error) {
	counts := make([]int64, len(schemas.UsageWarnings))
	projects := int64(0)
	for cell, err := range d.rows(schemas.Projects.Name) {
		if err != nil {
			return nil, err
		}
		projects++
		for i, w := range schemas.UsageWarnings {
			if w.Applies(cell) {
				counts[i]++
			}
		}
	}
	var warnings []usageWarning
	for i, w := range schemas.UsageWarnings {
		if counts[i] > 0 {
			warnings = append(warnings, usageWarning{w, counts[i], projects})
		}
	}
	return warnings, nil
}

// A standardDocument is a document for programs, and what it is for.
type standardDocument struct{ Path, Standard, For string }

// standardDocuments are those documents in the order in which they are listed.
var standardDocuments = []standardDocument{
	{DataPackage.Path, "Data Package 2.0", "types, keys and references of the tables; `frictionless validate` checks the CSV files by it"},
	{CSVW.Path, "CSVW", "the same for tools of the W3C's CSV on the Web"},
	{Croissant.Path, "schema.org Dataset, Croissant 1.1", "search engines and machine-learning tools"},
	{DCAT.Path, "DCAT-AP 3.0.1, PROV-O", "data catalogues, with the documents that the dataset was made from"},
	{IATI.Path, "IATI 2.03", "the projects as activities, reported by a secondary publisher"},
	{Citation.Path, "Citation File Format 1.2.0", "citation managers"},
	{HXL.Path, "HXL 1.1", "the projects with humanitarian hashtags"},
	{HDX.Path, "HDX", "the Humanitarian Data Exchange"},
	{OpenLineage.Path, "OpenLineage 2-0-2", "which columns follow from which"},
	{ROCrate.Path, "RO-Crate 1.2", "repositories of research objects"},
}

func renderReadme(w io.Writer, d Dataset) error {
	page := readme{
		About: d.About, AsOf: schemas.DayString(d.About.AsOf), Released: schemas.DayString(d.About.Released),
		Has: map[string]bool{}, First: map[string]string{}, Files: d.Files,
		Nested: d.pathOf("json/projects.nested.json"), Codebook: d.pathOf(Codebook.Path), DataPackage: d.pathOf(DataPackage.Path),
		LoadSQL: d.pathOf(LoadSQL.Path), Citations: d.pathOf(Citations.Path), SelfReported: d.SelfReported(), Confidences: &schemas.Confidences,
	}
	var err error
	if page.Projects, err = listedCitations(d); err != nil {
		return err
	}
	for _, r := range d.Resources {
		page.Tables = append(page.Tables, tableEntry{Table: r.Table, Rows: int64(r.Rows)})
		page.Has[r.Table.Name] = true
		page.Words = append(page.Words, wordsOfSources(r.Table)...)
	}
	if page.Warnings, err = usageWarnings(&d); err != nil {
		return err
	}
	page.Notebook, page.Changes = d.pathOf(Notebook.Path), d.pathOf(ChangesPath)
	for _, document := range standardDocuments {
		if _, written := d.file(document.Path); written {
			page.Documents = append(page.Documents, document)
		}
	}
	var paths []string
	for _, f := range d.Files {
		paths = append(paths, f.Path)
		if strings.HasPrefix(f.Path, export.DonorFolder) {
			page.Donors = export.DonorFolder
		}
	}
	for _, f := range export.WithCopies([]export.Format{export.Excel}, paths) {
		if slices.Contains(paths, f.File) {
			page.Workbooks = append(page.Workbooks, f.File)
		}
	}
	if len(d.Resources) > 0 {
		first := d.Resources[0].Table
		for _, s := range d.filesOf(first) {
			page.First[s.Name] = s.File.Path
		}
		for i := range first.Fields {
			page.Lists = page.Lists || first.Fields[i].List
		}
	}
	return readmeTemplate.Execute(w, page)
}

// A projectCitation is how to cite a project.
type projectCitation = export.Citation

// listedCitations returns how to cite each project, where there are few
// enough to list them.
func listedCitations(d Dataset) ([]projectCitation, error) {
	const most = 50
	citations, ok := d.Release.Citations()
	if projects, _ := d.Resource(schemas.Projects.Name); !ok || projects.Rows > most {
		return nil, nil
	}
	var list []projectCitation
	for c, err := range citations {
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// pathOf returns the path where the release has such a file, or "".
func (d *Dataset) pathOf(name string) string {
	f, _ := d.file(name)
	return f.Path
}

// wordsOfSources names the columns of a table that hold words of the sources.
func wordsOfSources(t *schemas.Table) []string {
	var columns []string
	for i := range t.Fields {
		if t.Fields[i].Rights {
			columns = append(columns, t.Name+"."+t.Fields[i].Name)
		}
	}
	return columns
}

// Year is the year of the release, for its citation.
func (r readme) Year() string {
	year, _, _ := strings.Cut(r.Released, "-")
	return year
}
