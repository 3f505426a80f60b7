package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"migdata/pipeline"
	"migdata/schemas"
)

// printSummary prints what a run did, for people.
func printSummary(w io.Writer, s *pipeline.Summary) {
	fmt.Fprintf(w, "documents: %s\n", counts(s.Documents))
	accounted, all := s.Accounted()
	fmt.Fprintf(w, "lines: %d of %d accounted for: %s\n", accounted, all, counts(s.Lines))
	fmt.Fprintf(w, "claims: %s\n", counts(s.Claims))
	fmt.Fprintf(w, "projects on the as-of date: %s\n", counts(s.Statuses))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "rows\tblank cells\t  table")
	for _, table := range s.Tables {
		fmt.Fprintf(t, "%d\t%d\t  %s\n", table.Rows, table.Gaps, table.Name)
	}
	t.Flush()
	if s.Out == "" {
		return
	}
	var bytes int64
	folders := map[string]int64{}
	for _, f := range s.Files {
		folder, _, nested := strings.Cut(f.Path, "/")
		if !nested {
			folder = "(top)"
		}
		folders[folder] += f.Bytes
		bytes += f.Bytes
	}
	if s.Unchanged {
		fmt.Fprintf(w, "%s is published already, with the same content\n", s.Out)
	} else {
		fmt.Fprintf(w, "published %s: %d files, %s\n", s.Out, len(s.Files), size(bytes))
	}
	if s.Changes != "" {
		fmt.Fprintln(w, s.Changes)
	}
	for _, folder := range sorted(folders) {
		fmt.Fprintf(w, "  %-10s %s\n", folder, size(folders[folder]))
	}
	fmt.Fprintln(w, "open it:")
	if folders["excel"] > 0 {
		fmt.Fprintf(w, "  Excel       %s/%s\n", s.Out, pipeline.WorkbookPath)
	}
	if folders["parquet"] > 0 {
		fmt.Fprintf(w, "  pandas      pandas.read_parquet(\"%s/parquet/projects.parquet\")\n", s.Out)
		fmt.Fprintf(w, "  DuckDB      SELECT * FROM '%s/parquet/projects.parquet'\n", s.Out)
	}
	fmt.Fprintf(w, "  read about  %s/README.md\n", s.Out)
}

// several prints a number of things.
func several(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// counts prints what a map counts, in the order of its keys.
func counts(m map[string]int) string {
	parts := make([]string, 0, len(m))
	for _, k := range sorted(m) {
		parts = append(parts, fmt.Sprintf("%d %s", m[k], strings.ReplaceAll(k, "_", " ")))
	}
	return strings.Join(parts, ", ")
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func size(n int64) string {
	switch {
	case n >= 10<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 10<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// printJSON prints what a run did, one JSON object a line: the findings, then
// the summary.
func printJSON(w io.Writer, s *pipeline.Summary) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for i := range s.Findings {
		if err := out.Encode(findingJSON(&s.Findings[i])); err != nil {
			return err
		}
	}
	accounted, all := s.Accounted()
	type file struct {
		Path   string `json:"path"`
		Bytes  int64  `json:"bytes"`
		SHA256 string `json:"sha256"`
	}
	files := make([]file, len(s.Files))
	for i, f := range s.Files {
		files[i] = file{f.Path, f.Bytes, f.SHA256}
	}
	tables := map[string]int{}
	for _, t := range s.Tables {
		tables[t.Name] = t.Rows
	}
	return out.Encode(map[string]any{
		"documents": s.Documents, "lines": s.Lines, "accounted": accounted, "all_lines": all, "claims": s.Claims, "projects": s.Statuses,
		"tables": tables, "findings": map[string]int{"error": s.Severity[schemas.Error], "warning": s.Severity[schemas.Warning], "note": s.Severity[schemas.Note]},
		"published": s.Out, "files": files,
	})
}

// A jsonFinding is a finding as the commands print it.
type jsonFinding struct {
	Severity  string `json:"severity"`
	Rule      string `json:"rule"`
	Document  string `json:"document,omitempty"`
	Line      uint32 `json:"line,omitempty"`
	Column    uint32 `json:"column,omitempty"`
	Table     string `json:"table,omitempty"`
	Key       string `json:"key,omitempty"`
	Cell      string `json:"cell,omitempty"`
	Message   string `json:"message"`
	Other     string `json:"other_document,omitempty"`
	OtherLine uint32 `json:"other_line,omitempty"`
	Why       string `json:"why"`
	Fix       string `json:"fix"`
}

func findingJSON(f *schemas.Finding) jsonFinding {
	doc := schemas.Rulebook()[f.Rule]
	return jsonFinding{f.Severity().String(), f.Rule, f.Document, f.Span.Line, f.Column, f.Table, f.Key, f.Cell, f.Message, f.Other.Document, f.Other.Line, doc.Why, doc.Fix}
}

// progressOn returns a function that shows on a terminal what is being done,
// once it has taken a second, and one that clears it.
func progressOn(f *os.File) (show func(string), done func()) {
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil, func() {}
	}
	began, shown := time.Now(), false
	show = func(what string) {
		if time.Since(began) > time.Second {
			shown = true
			fmt.Fprintf(f, "\r\x1b[K%s ...", what)
		}
	}
	return show, func() {
		if shown {
			fmt.Fprint(f, "\r\x1b[K")
		}
	}
}
