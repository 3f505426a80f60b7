package pipeline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"migdata/pipeline/normalise"
	"migdata/pipeline/read"
	"migdata/schemas"
)

// A FileReading is what one text holds, without registry, curated rows or
// policy: what `migdata read` prints.
type FileReading struct {
	File       string          `json:"file"`
	Projects   []ReadProject   `json:"projects"`
	Statements []ReadStatement `json:"statements"`
	Coverage   ReadCoverage    `json:"coverage"`
	Findings   []ReadFinding   `json:"findings"`
}

// A ReadProject is one entry, in text order. Names are as printed, codes as
// normalised; null is unknown.
type ReadProject struct {
	Title     string     `json:"title"` // without acronym and phase
	Acronym   *string    `json:"acronym"`
	Phase     *int64     `json:"phase"`
	StartDate *string    `json:"start_date"`
	EndDate   *string    `json:"end_date"`
	StartEDTF *string    `json:"start_edtf"`
	EndEDTF   *string    `json:"end_edtf"`
	Objective *string    `json:"objective"`
	Countries []string   `json:"countries"` // where it works, in text order
	Groups    []string   `json:"groups"`
	Cities    []ReadCity `json:"cities"`
	Partners  []string   `json:"partners"` // and who implements it, but for the publisher
	Funders   []string   `json:"funders"`  // from labels only
	Section   *string    `json:"section"`  // heading as printed
	LineFrom  int64      `json:"line_from"`
	LineTo    int64      `json:"line_to"`
}

// A ReadCity is a city as printed. Its country is a code, a list of codes
// where several countries have such a city, or null.
type ReadCity struct {
	Name string          `json:"name"`
	ISO3 json.RawMessage `json:"iso3"`
}

// A ReadStatement is a statement of the text.
type ReadStatement struct {
	Text  string `json:"text"`
	Class string `json:"class"`
	Line  int64  `json:"line"`
}

// A ReadCoverage counts the lines that are not blank.
type ReadCoverage struct {
	Lines       int            `json:"lines"`
	ByClass     map[string]int `json:"by_class"`
	Unaccounted []int          `json:"unaccounted"`
}

// A ReadFinding is a finding about the text.
type ReadFinding struct {
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Line     uint32 `json:"line,omitempty"`
	Column   uint32 `json:"column,omitempty"`
	Message  string `json:"message"`
}

// ReadFile reads one text by itself; "-" is standard input. encoding is one
// of read.Encodings, or "" where the text shows it. A file that cannot be read
// has no projects and an error among its findings.
func ReadFile(path, encoding string) FileReading { return showReading(readingOf(path, encoding)) }

// ReadBytes reads a text by itself, under a name that findings give.
func ReadBytes(name string, text []byte) FileReading {
	return showReading(read.Read(read.Source{Doc: 1, Name: name, Bytes: text}))
}

// HasEncoding reports whether texts in an encoding of that name can be read.
func HasEncoding(name string) bool { return read.Encodings[strings.ToLower(name)] != "" }

// readingOf reads a file that somebody named.
func readingOf(path, encoding string) *read.Reading {
	source := readNamed
	if path == "-" {
		source = func(string) ([]byte, error) { return io.ReadAll(os.Stdin) }
	}
	text, err := source(path)
	if err != nil {
		return &read.Reading{Doc: 1, Name: path, Findings: []schemas.Finding{{Rule: "document.unreadable", Document: path, Message: err.Error()}}}
	}
	return read.Read(read.Source{Doc: 1, Name: path, Bytes: text, Encoding: encoding})
}

// noReference is the reference that knows nothing of ours: no registry, no
// curated row.
var noReference = sync.OnceValue(newReference)

// showReading shows what a text holds.
func showReading(reading *read.Reading) FileReading {
	path, ref := reading.Name, noReference()
	document := &Document{Doc: 1, DocumentRow: schemas.DocumentRow{ID: path, Kind: "text"}}
	res := newResolver(&Config{}, ref, 0, []*Document{document})
	out := FileReading{File: path, Projects: []ReadProject{}, Statements: []ReadStatement{}, Findings: []ReadFinding{}}
	findings := reading.Findings
	for _, c := range claimRecords(reading, ref) {
		rec := &reading.Records[c.record]
		findings = append(findings, c.findings...)
		switch rec.Kind {
		case read.EntryRecord:
			s := newResolved(c.claims, res)
			s.subject = schemas.Subject{Kind: schemas.ProjectSubject, ID: "entry"}
			rows := s.resolveProject()
			derive(&rows.project, rows.budgets, ref, 0)
			out.Projects = append(out.Projects, readProject(&rows.project, s, &c, reading))
			findings = append(findings, s.findings...)
		case read.StatementRecord:
			out.Statements = append(out.Statements, ReadStatement{read.OneSpace(rec.Body.S), rec.Class, int64(rec.From)})
		}
	}
	out.Coverage = readCoverage(reading)
	findings = append(findings, repeated(out.Projects, reading)...)
	slices.SortStableFunc(findings, func(a, b schemas.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for i := range findings {
		f := &findings[i]
		out.Findings = append(out.Findings, ReadFinding{f.Severity().String(), f.Rule, f.Span.Line, f.Column, f.Message})
	}
	return out
}

// repeated notes the entries that name a project again: a run makes one
// project of them, as identify does.
func repeated(projects []ReadProject, reading *read.Reading) (findings []schemas.Finding) {
	first := map[string]int64{}
	for i := range projects {
		p := &projects[i]
		key := normalise.Fold(p.Title) + "|" + normalise.Fold(deref(p.Section))
		if p.Phase != nil {
			key += fmt.Sprint("|", *p.Phase)
		}
		if line, again := first[key]; again {
			findings = append(findings, schemas.Finding{Rule: "project.repeated", Document: reading.Name, Span: reading.LineSpan(uint32(p.LineFrom)), Column: 1,
				Message: fmt.Sprintf("“%s” has an entry already, on line %d; both are about one project", p.Title, line)})
			continue
		}
		first[key] = p.LineFrom
	}
	return findings
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// readNamed reads a regular file that somebody named: links may lead to it.
func readNamed(path string) ([]byte, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, plainPathError(err)
	}
	return readRegular(filepath.Dir(path), filepath.Base(path))
}

// readProject shows a resolved entry.
func readProject(p *schemas.Project, s *resolved, c *claimed, reading *read.Reading) ReadProject {
	out := ReadProject{Title: c.title, Acronym: orNull(p.Acronym), StartDate: orNull(p.StartDate.String()), EndDate: orNull(p.EndDate.String()),
		StartEDTF: orNull(p.StartEDTF), EndEDTF: orNull(p.EndEDTF), Objective: orNull(p.Objective), Section: orNull(p.Section),
		Groups: append([]string{}, p.Groups...), LineFrom: p.LineFrom, LineTo: p.LineTo,
		Countries: []string{}, Cities: []ReadCity{}, Partners: []string{}, Funders: []string{}}
	if p.Phase.Kind != schemas.Absent {
		out.Phase = &p.Phase.N
	}
	for i := range s.claims {
		claim := &s.claims[i]
		if claim.Value.Kind == schemas.Absent || claim.Status != schemas.Accepted {
			continue
		}
		printed := reading.Printed(claim.Spans)
		switch claim.Property {
		case schemas.Country, schemas.Participant:
			if !slices.Contains(out.Countries, claim.Value.S) {
				out.Countries = append(out.Countries, claim.Value.S)
			}
		case schemas.City:
			out.Cities = append(out.Cities, ReadCity{printed, cityCountries(s, claim)})
		case schemas.Partner:
			out.Partners = append(out.Partners, printed)
		case schemas.Implementer:
			if !reading.Publishes(printed) {
				out.Partners = append(out.Partners, printed)
			}
		case schemas.Funder:
			out.Funders = append(out.Funders, printed)
		}
	}
	return out
}

// cityCountries shows the country of a city: decided, several, or unknown.
func cityCountries(s *resolved, city *schemas.Claim) json.RawMessage {
	for i := range s.claims {
		if c := &s.claims[i]; c.Rule == "country.of_city" || c.Rule == "participant.of_city" {
			if c.Place() == city.Place() {
				return json.RawMessage(`"` + c.Value.S + `"`)
			}
		}
	}
	iso3s := s.res.ref.gazetteer().CityPlace(city.Name, "").ISO3s
	if len(iso3s) == 0 {
		return json.RawMessage("null")
	}
	return json.RawMessage(`["` + strings.Join(iso3s, `","`) + `"]`)
}

func readCoverage(reading *read.Reading) ReadCoverage {
	c := ReadCoverage{Lines: len(reading.Lines), ByClass: map[string]int{}, Unaccounted: []int{}}
	for i := range reading.Lines {
		l := &reading.Lines[i]
		c.ByClass[string(l.Class)]++
		if l.Class == read.Unaccounted {
			c.Unaccounted = append(c.Unaccounted, int(l.Number))
		}
	}
	return c
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
