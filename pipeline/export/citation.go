package export

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"migdata/schemas"
)

// A Citation is how to cite one project of the dataset.
type Citation struct{ Project, Title, Line string }

// Citations yields a citation line for each project, in their order: the
// document that lists it with its lines, and the dataset with the project's
// id. It is false where the release has no projects or documents.
func (r Release) Citations() (iter.Seq2[Citation, error], bool) {
	projects, one := r.Resource(schemas.Projects.Name)
	documents, two := r.Resource(schemas.Documents.Name)
	if !one || !two {
		return nil, false
	}
	return func(yield func(Citation, error) bool) {
		sources, err := citedDocuments(documents)
		if err != nil {
			yield(Citation{}, err)
			return
		}
		for b, err := range projects.Batches {
			if err != nil {
				yield(Citation{}, err)
				return
			}
			for i := range b.Rows() {
				cells := projects.Table.CellsOf(b, i)
				if !yield(r.cite(cells, sources[cells.One("document_id")]), nil) {
					return
				}
			}
		}
	}, true
}

// cite makes the citation line of a project.
func (r Release) cite(project schemas.Cells, source string) Citation {
	c := Citation{Project: project.One("project_id"), Title: project.One("title")}
	title := c.Title
	if phase := project.One("phase"); phase != "" && !strings.HasSuffix(title, " "+roman(phase)) {
		title += ", phase " + phase
	}
	if acronym := project.One("acronym"); acronym != "" {
		title += " (" + acronym + ")"
	}
	lines := "line " + project.One("line_from")
	if from, to := project.One("line_from"), project.One("line_to"); from != to {
		lines = "lines " + from + " to " + to
	}
	c.Line = fmt.Sprintf("“%s”, in: %s, %s; projects/%s in: %s", title, source, lines, c.Project, r.About.Citation())
	return c
}

// roman writes the number of a phase as titles do.
func roman(phase string) string {
	numerals := []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}
	if n, err := strconv.Atoi(phase); err == nil && n < len(numerals) {
		return numerals[n]
	}
	return phase
}

// citedDocuments returns publisher, year and title of the texts, by id.
func citedDocuments(documents schemas.Resource) (map[string]string, error) {
	cited := map[string]string{}
	for b, err := range documents.Batches {
		if err != nil {
			return nil, err
		}
		for i := range b.Rows() {
			cells := documents.Table.CellsOf(b, i)
			if cells.One("kind") != "text" {
				continue
			}
			year := "no date"
			if published := cells.One("published_edtf"); len(published) >= 4 {
				year = published[:4]
			}
			cited[cells.One("document_id")] = fmt.Sprintf("%s (%s). %s", cells.One("publisher"), year, cells.One("title"))
		}
	}
	return cited, nil
}

// citationsTable is the table of that view.
func citationsTable() *schemas.Table {
	t := &schemas.Table{Name: "citations", Title: "Citations", Kind: schemas.TrustTable, Doc: "How to cite each project."}
	for _, column := range []string{"project_id", "title"} {
		t.Fields = append(t.Fields, schemas.Projects.Fields[schemas.Projects.Field(column)])
	}
	t.Fields = append(t.Fields, schemas.Field{Name: "citation", Title: "How to cite it", Kind: schemas.Text, Doc: "The document that lists the project, and this dataset."})
	return t
}

// citationsView is the view of the citation lines for the workbook.
func citationsView(r Release) (schemas.Resource, bool) {
	citations, ok := r.Citations()
	if !ok {
		return schemas.Resource{}, false
	}
	t := citationsTable()
	projects, _ := r.Resource(schemas.Projects.Name)
	return schemas.Resource{Table: t, Rows: projects.Rows, Batches: func(yield func(*schemas.Batch, error) bool) {
		out := t.NewBatch()
		for c, err := range citations {
			if err != nil {
				yield(nil, err)
				return
			}
			for k, cell := range []string{c.Project, c.Title, c.Line} {
				out.Columns[k].Text(cell)
			}
			if out.Rows() < viewRows {
				continue
			}
			if !yield(out, nil) {
				return
			}
			out = t.NewBatch()
		}
		if out.Rows() > 0 {
			yield(out, nil)
		}
	}}, true
}

// SelfReported says how much of the evidence comes from the implementer
// itself; "" where no claim cites a page.
func (r Release) SelfReported() string { return r.Evidence.says(english()) }

// says is SelfReported in a language.
func (e Evidence) says(in *words) string {
	if e.Cited == 0 {
		return ""
	}
	said := in.say("self_reported", e.SelfReported, e.Cited, e.SelfReported*100/e.Cited)
	if e.OwnTexts > 0 {
		said += " " + in.say("self_reported.texts", e.OwnTexts, e.Texts)
	}
	return said
}
