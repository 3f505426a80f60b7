package metadata

import (
	_ "embed"
	"io"
	"maps"
	"slices"
	"strings"
	"text/template"

	"migdata/schemas"
)

// Codebook explains to people every table and column, every code, every
// reason for a blank cell and every rule that may find something.
var Codebook = Renderer{Path: "metadata/codebook.md", Render: renderCodebook}

//go:embed codebook.md.tmpl
var codebookText string

var codebookTemplate = template.Must(template.New("codebook").Funcs(markdownFuncs).Parse(codebookText))

// A codebook is what the template shows.
type codebook struct {
	About                   schemas.About
	AsOf                    string
	Tables                  []tableEntry
	Gaps                    *schemas.Codelist
	Codelists               []*schemas.Codelist
	Findings                []findingEntry
	SelfReported, Citations string
}

// A tableEntry explains a table.
type tableEntry struct {
	*schemas.Table
	Rows    int64
	Columns []columnEntry
}

// A columnEntry explains a column.
type columnEntry struct {
	*schemas.Field
	Key     bool
	Rests   string   // what its cells rest on
	Values  []string // what its rules ask for
	IfBlank string   // why it is blank; "" where it never is
}

// A findingEntry explains a rule of the catalogue of findings.
type findingEntry struct {
	Rule string
	schemas.RuleDoc
}

func renderCodebook(w io.Writer, d Dataset) error {
	return writeCodebook(w, d, schemas.Rulebook())
}

func writeCodebook(w io.Writer, d Dataset, rules map[string]schemas.RuleDoc) error {
	book := codebook{About: d.About, AsOf: schemas.DayString(d.About.AsOf), Gaps: &schemas.Gaps, Codelists: codelistsOf(d), SelfReported: d.SelfReported()}
	if _, ok := d.Citations(); ok {
		book.Citations = Citations.Path
	}
	for _, r := range d.Resources {
		entry := tableEntry{Table: r.Table, Rows: int64(r.Rows)}
		for i := range r.Table.Fields {
			entry.Columns = append(entry.Columns, explain(r.Table, &r.Table.Fields[i]))
		}
		book.Tables = append(book.Tables, entry)
	}
	for _, rule := range slices.Sorted(maps.Keys(rules)) {
		book.Findings = append(book.Findings, findingEntry{rule, rules[rule]})
	}
	return codebookTemplate.Execute(w, book)
}

// codelistsOf returns the lists that the columns of the release use, by name,
// without the reasons for blank cells: those have a chapter of their own.
func codelistsOf(d Dataset) []*schemas.Codelist {
	var lists []*schemas.Codelist
	for _, r := range d.Resources {
		for i := range r.Table.Fields {
			if codes := r.Table.Fields[i].Codes; codes != nil && codes != &schemas.Gaps && !slices.Contains(lists, codes) {
				lists = append(lists, codes)
			}
		}
	}
	slices.SortFunc(lists, func(a, b *schemas.Codelist) int { return strings.Compare(a.Name, b.Name) })
	return lists
}

func explain(t *schemas.Table, f *schemas.Field) columnEntry {
	entry := columnEntry{Field: f, Key: t.IsKey(f.Name), Rests: lineage(t, f), IfBlank: ifBlank(t, f)}
	for _, r := range f.Rules {
		// Said by the type and the codelist, or of all texts.
		if r.NotNull || r.Says == "" || r.Finding == "value.unprintable" || r.Finding == "value.code" {
			continue
		}
		entry.Values = append(entry.Values, r.Says)
	}
	return entry
}

// lineage says what the cells of a column rest on.
func lineage(t *schemas.Table, f *schemas.Field) string {
	switch code := t.Lineage(f); code {
	case "derived":
		if len(f.Of) == 0 {
			return "derived: " + f.How
		}
		return "derived from " + strings.Join(f.Of, ", ") + ": " + f.How
	case "from claims":
		if f.From.String() == f.Name {
			return code
		}
		return code + " of " + f.From.String()
	case "identity":
		return "part of what the row is"
	case "reference":
		return "source of the table"
	default:
		return "says itself how we know"
	}
}

// ifBlank says why a column is blank where no claim tells a reason of its
// own: what TableOf.Gap falls back on.
func ifBlank(t *schemas.Table, f *schemas.Field) string {
	switch {
	case f.Required():
		return ""
	case f.Blank != schemas.NoGap:
		return f.Blank.String()
	case t.Kind != schemas.DomainTable:
		return "nothing known, or none"
	case len(f.Of) > 0:
		return "as " + strings.Join(f.Of, ", ") + "; else " + schemas.NotDerivable.String()
	}
	return schemas.SourceSilent.String()
}
