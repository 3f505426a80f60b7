package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

// curated are the curated files with their headers; they hold no row.
var curated = []struct{ name, header string }{
	{"projects", "project_id,title,acronym,phase,countries,document,note"},
	{"project_names", "name,project_id,note"},
	{"organisations", "org_id,name,acronym,kind,iati_type,parent_org_id,donor_code,country_iso3,source_url,source_title,publisher,publisher_type,date_read,note"},
	{"organisation_names", "org_id,lang,name,note"},
	{"cities", "name,iso3,geonames_id,canonical,source_url,note"},
	{"decisions", "decision_id,subject,property,expects,value,reason,source_url"},
	{"claims", "subject,property,value,amount_verbatim,from_edtf,to_edtf,evidence,confidence,scope,disagreement_kind,disagreement_reason," +
		"source_url,source_title,publisher,publisher_type,stated_as_of,date_read,evidence_lines,note"},
}

func (o *order) writeCurated() error {
	dir := filepath.Join(o.out, "sources", "curated")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, c := range curated {
		if err := os.WriteFile(filepath.Join(dir, c.name+".csv"), []byte(c.header+"\n"), 0o644); err != nil {
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
  - property: "*"
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
