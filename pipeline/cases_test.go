package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"migdata/pipeline/read"
)

// TestCases reads the text of each case in read/testdata and compares what is
// read with what the case expects: its records, its lines by class, its findings.
// A case says what it shows in its first lines. go test -update writes what is
// read, to be looked at before it is kept.
//
// In text.txt, \r, \f, \u00ad and the like stand for what cannot be seen.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("read/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(raw)
			if len(archive.Files) == 0 || archive.Files[0].Name != "text.txt" {
				t.Fatal("the first file of a case is text.txt")
			}
			text := unescape(archive.Files[0].Data)
			got := &txtar.Archive{Comment: archive.Comment, Files: []txtar.File{archive.Files[0],
				{Name: "records.txt", Data: showRecords(text)}, {Name: "lines.txt", Data: showLines(text)}, {Name: "findings.txt", Data: showFindings(text)}}}
			written := txtar.Format(got)
			if *update {
				if err := os.WriteFile(file, written, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(raw), string(written)); d != "" {
				t.Errorf("expected (-), read (+):\n%s", d)
			}
		})
	}
}

var escapes = strings.NewReplacer(`\r`, "\r", `\f`, "\f", `\ufeff`, "\uFEFF", `\u00ad`, "\u00AD", `\u00a0`, "\u00A0", `\u202f`, "\u202F", `\u200b`, "\u200B",
	`\u200f`, "\u200F", `\u202b`, "\u202B", `\u202c`, "\u202C", `\u0300`, "\u0300", `\u0301`, "\u0301", `\u0327`, "\u0327", `\ufb01`, "\uFB01", `\t`, "\t", `\s`, " ")

func unescape(text []byte) []byte { return []byte(escapes.Replace(string(text))) }

// showRecords shows projects and statements as a person would note them down.
func showRecords(text []byte) []byte {
	var out bytes.Buffer
	reading := ReadBytes("text.txt", text)
	for i := range reading.Projects {
		p := &reading.Projects[i]
		fmt.Fprintf(&out, "project, lines %d to %d: %s\n", p.LineFrom, p.LineTo, p.Title)
		note := func(name string, values ...string) {
			if text := strings.Join(values, " | "); text != "" {
				fmt.Fprintf(&out, "  %-10s %s\n", name, text)
			}
		}
		note("section", deref(p.Section))
		note("acronym", deref(p.Acronym))
		if p.Phase != nil {
			note("phase", fmt.Sprint(*p.Phase))
		}
		note("start", deref(p.StartEDTF))
		note("end", deref(p.EndEDTF))
		note("objective", deref(p.Objective))
		note("countries", p.Countries...)
		note("groups", p.Groups...)
		var cities []string
		for _, c := range p.Cities {
			cities = append(cities, c.Name+" "+string(c.ISO3))
		}
		note("cities", cities...)
		note("partners", p.Partners...)
		note("funders", p.Funders...)
	}
	for _, s := range reading.Statements {
		fmt.Fprintf(&out, "statement, line %d, %s: %s\n", s.Line, s.Class, s.Text)
	}
	return out.Bytes()
}

// showLines shows the class of each line, and the rule that took it.
func showLines(text []byte) []byte {
	var out bytes.Buffer
	for _, l := range read.Read(read.Source{Doc: 1, Name: "text.txt", Bytes: text}).Lines {
		fmt.Fprintf(&out, "%3d %-12s %s\n", l.Number, l.Class, l.Rule)
	}
	return out.Bytes()
}

func showFindings(text []byte) []byte {
	var out bytes.Buffer
	for _, f := range ReadBytes("text.txt", text).Findings {
		if f.Rule != "organisation.unregistered" { // there is no registry here
			fmt.Fprintf(&out, "%d:%d: %s: %s: %s\n", f.Line, f.Column, f.Severity, f.Rule, f.Message)
		}
	}
	return out.Bytes()
}
