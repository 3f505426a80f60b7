package pipeline

import (
	"path/filepath"

	"migdata/pipeline/release"
	"migdata/schemas"
)

// A Summary says what a run did.
type Summary struct {
	Documents map[string]int // by kind
	Lines     map[string]int // that are not blank, by class
	Claims    map[string]int // by status
	// Cited counts the claims that cite a page, SelfReported those of them whose
	// page is one of the implementer's own.
	Cited, SelfReported int
	Statuses            map[string]int // projects, by status on the as-of date
	Tables              []TableCount
	Severity            map[schemas.Severity]int // findings
	Findings            []schemas.Finding        // the first of them, in the order of documents and lines
	Paths               map[string]string        // of the documents that we hold, by id
	Forbidden           bool                     // findings forbid publishing
	Unchanged           bool                     // the version was published already, with the same content
	Changes             string                   // which step of the version the changes since the release before ask for; "" where none is named
	Out                 string                   // folder of the release; "" where none was published
	Files               []release.File
}

// A TableCount counts the rows and gaps of a table.
type TableCount struct {
	Name string
	Rows int
	Gaps int
}

// listedFindings is how many findings a summary holds.
const listedFindings = 10000

func newSummary() Summary {
	return Summary{Documents: map[string]int{}, Lines: map[string]int{}, Claims: map[string]int{}, Statuses: map[string]int{}, Severity: map[schemas.Severity]int{}, Paths: map[string]string{}}
}

// count adds what the stages have counted.
func (s *Summary) count(r *work) {
	for _, d := range r.documents {
		s.Documents[d.Kind]++
		s.Paths[d.ID] = filepath.Join(r.cfg.Root, filepath.FromSlash(d.File))
	}
	s.Documents["page"] += len(r.ref.pages)
	for severity, n := range r.log.counts {
		s.Severity[severity] = n
	}
}

// Accounted returns how many of the lines that are not blank have a class
// that means something, and how many there are.
func (s *Summary) Accounted() (accounted, all int) {
	for class, n := range s.Lines {
		all += n
		if class != "unaccounted" {
			accounted += n
		}
	}
	return accounted, all
}

// gapCount returns the number of gaps of a table.
func (r *work) gapCount(table string) int {
	if s := r.tables.gaps[table]; s != nil {
		return s.rows
	}
	return 0
}
