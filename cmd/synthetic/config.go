package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"migdata/pipeline"
)

// writeCurated writes the curated files without a row.
func (o *order) writeCurated() error {
	dir := filepath.Join(o.out, "sources", "curated")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, columns := range pipeline.CuratedFiles() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(columns, ",")+"\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}

const configHead = `# Invented projects, written by the synthetic command. Nothing here is true.
as_of: 2021-12-31

release:
  date: 2021-12-31

dataset:
  name: synthetic
  title: Invented migration projects
  description: Factsheets of %[1]d invented projects (seed %[2]d), to measure how migdata carries many of them.
  universe: The %[1]d invented projects, all of them.
  publisher: migdata
  keywords: [synthetic]
  licence: CC-BY-4.0
  licence_url: https://creativecommons.org/licenses/by/4.0/
  rights: The texts are invented.

curated: sources/curated

policy:
  - properties: ["*"]
    prefer: [text, other]
    reason: There is one source a project.

fail_on: error
out: out

documents:
`

const configDocument = `  - id: %[1]s
    file: sources/texts/%[1]s.txt
    title: Invented sheet %[2]d
    publisher: Nobody
    publisher_type: other
    language: en
    layout: factsheet
    republish: full
    rights: Nobody
`

func (o *order) writeConfig(sheets int) error {
	f, err := os.Create(filepath.Join(o.out, "config.yaml"))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintf(w, configHead, o.projects, o.seed)
	for i := range sheets {
		fmt.Fprintf(w, configDocument, sheetName(i), i+1)
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
