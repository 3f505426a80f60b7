package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"migdata/schemas"
)

// root is the folder of the project: its config.yaml and sources are what most
// tests run on.
const root = ".."

// configOf reads config.yaml of a folder; what is published goes to a folder
// of the test.
func configOf(t testing.TB, folder string) *Config {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	cfg := &Config{}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(cfg); err != nil {
		t.Fatal(err)
	}
	if err := cfg.Validate(); err != nil {
		t.Fatal(err)
	}
	cfg.Root, cfg.File, cfg.Out = folder, "config.yaml", filepath.Join(t.TempDir(), "out")
	return cfg
}

// A workplace is a copy of the configuration and the sources, to be changed.
type workplace struct {
	t   testing.TB
	cfg *Config
}

// newWorkplace copies the project's configuration and sources.
func newWorkplace(t testing.TB) *workplace {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "sources"), os.DirFS(filepath.Join(root, "sources"))); err != nil {
		t.Fatal(err)
	}
	config, err := os.ReadFile(filepath.Join(root, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	w := &workplace{t: t}
	if err := os.WriteFile(filepath.Join(folder, "config.yaml"), config, 0o644); err != nil {
		t.Fatal(err)
	}
	w.cfg = configOf(t, folder)
	w.cfg.Formats = []string{"json"} // the others hold the same cells
	return w
}

// itoa writes a number, as places are written.
func itoa(n int) string { return strconv.Itoa(n) }

func (w *workplace) path(name string) string {
	return filepath.Join(w.cfg.Root, filepath.FromSlash(name))
}

// read returns a file of the workplace.
func (w *workplace) read(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

// write makes or replaces a file of the workplace.
func (w *workplace) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(w.path(name), []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// append adds lines to a file of the workplace and returns the number of the
// first of them.
func (w *workplace) append(name string, lines ...string) int {
	w.t.Helper()
	text := w.read(name)
	w.write(name, text+strings.Join(lines, "\n")+"\n")
	return strings.Count(text, "\n") + 1
}

// replace replaces words of a file that stand in it once.
func (w *workplace) replace(name, before, after string) {
	w.t.Helper()
	text := w.read(name)
	if n := strings.Count(text, before); n != 1 {
		w.t.Fatalf("%s has %q %d times", name, before, n)
	}
	w.write(name, strings.Replace(text, before, after, 1))
}

// addText adds a text to the sources and its stanza to the configuration.
func (w *workplace) addText(id, text string) {
	w.t.Helper()
	w.write("sources/texts/"+id+".txt", text)
	w.cfg.Documents = append(w.cfg.Documents, Descriptor{ID: id, File: "sources/texts/" + id + ".txt", Title: "A text", Publisher: "Somebody",
		PublisherType: "implementer", Language: "en", Layout: "factsheet", Republish: "full", Rights: "Somebody"})
}

// run runs the pipeline and fails the test where the run itself fails.
func (w *workplace) run() *published {
	w.t.Helper()
	return mustRun(w.t, w.cfg)
}

// A published is what a run put out.
type published struct {
	t       testing.TB
	folder  string // of the release
	summary *Summary
}

// mustRun runs the pipeline and publishes.
func mustRun(t testing.TB, cfg *Config) *published {
	t.Helper()
	summary, err := Run(context.Background(), cfg, Options{Publish: true})
	if err != nil {
		t.Fatal(err)
	}
	return &published{t, summary.Out, summary}
}

var (
	realOnce sync.Once
	realIn   *published
	realTemp string
)

// realRun returns the release of the project's own configuration; it is made
// once for all tests.
func realRun(t testing.TB) *published {
	t.Helper()
	realOnce.Do(func() {
		cfg := configOf(t, root)
		var err error
		if realTemp, err = os.MkdirTemp("", "migdata-test-"); err != nil {
			t.Fatal(err)
		}
		cfg.Out = filepath.Join(realTemp, "out")
		realIn = mustRun(t, cfg)
	})
	if realIn == nil {
		t.Fatal("the run of the project's own configuration has failed")
	}
	return &published{t, realIn.folder, realIn.summary}
}

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(realTemp)
	os.Exit(code)
}

// A row is one row of a published table, as JSON has it.
type row map[string]any

// cell returns the cell of a column as one text: lists joined by one space,
// "-" for a null, "none" for an empty list.
func (r row) cell(column string) string {
	switch v := r[column].(type) {
	case nil:
		return "-"
	case []any:
		if len(v) == 0 {
			return "none"
		}
		return strings.Join(r.list(column), " ")
	}
	return fmt.Sprint(r[column])
}

// text returns the cell as text; "" is null.
func (r row) text(column string) string {
	if r[column] == nil {
		return ""
	}
	return fmt.Sprint(r[column])
}

// list returns the elements of a list; nil is null.
func (r row) list(column string) []string {
	var list []string
	elements, ok := r[column].([]any)
	for _, e := range elements {
		list = append(list, fmt.Sprint(e))
	}
	if ok && list == nil {
		list = []string{}
	}
	return list
}

// number returns a cell that is a whole number.
func (r row) number(column string) int {
	n, _ := r[column].(json.Number)
	i, _ := n.Int64()
	return int(i)
}

// table reads a published table from its JSON.
func (p *published) table(name string) []row {
	p.t.Helper()
	if p.folder == "" {
		p.t.Fatalf("nothing was published:\n%s", p.findings())
	}
	text, err := os.ReadFile(filepath.Join(p.folder, "json", name+".json"))
	if err != nil {
		p.t.Fatal(err)
	}
	var rows []row
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&rows); err != nil {
		p.t.Fatalf("%s: %v", name, err)
	}
	return rows
}

// where returns the rows of a table whose cells are as given: column, value,
// column, value ...
func (p *published) where(table string, cells ...string) []row {
	p.t.Helper()
	return slices.DeleteFunc(p.table(table), func(r row) bool {
		for i := 0; i+1 < len(cells); i += 2 {
			if r.cell(cells[i]) != cells[i+1] {
				return true
			}
		}
		return false
	})
}

// project returns the row of a project.
func (p *published) project(id string) row {
	p.t.Helper()
	rows := p.where("projects", "project_id", id)
	if len(rows) != 1 {
		p.t.Fatalf("%d projects have the id %s", len(rows), id)
	}
	return rows[0]
}

// findings returns the findings as they are printed, a line each.
func (p *published) findings() string {
	var lines []string
	for i := range p.summary.Findings {
		lines = append(lines, p.summary.Findings[i].String())
	}
	return strings.Join(lines, "\n")
}

// found returns the findings of a rule.
func (p *published) found(rule string) []schemas.Finding {
	var list []schemas.Finding
	for _, f := range p.summary.Findings {
		if f.Rule == rule {
			list = append(list, f)
		}
	}
	return list
}

// wantFinding fails the test where no finding of a rule has all the parts in
// its printed form.
func (p *published) wantFinding(rule string, parts ...string) {
	p.t.Helper()
	for _, f := range p.found(rule) {
		missing := slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(f.String(), part) })
		if !missing {
			return
		}
	}
	p.t.Errorf("no finding %s has %q; there are:\n%s", rule, parts, p.findings())
}

// tree reads a folder: the content of each file by its path.
func tree(t testing.TB, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		files[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameTree fails the test where two trees differ, and names the files.
func sameTree(t testing.TB, want, got map[string]string) {
	t.Helper()
	for _, name := range sortedKeys(want) {
		if text, ok := got[name]; !ok {
			t.Errorf("%s is gone", name)
		} else if text != want[name] {
			t.Errorf("%s has other bytes", name)
		}
	}
	for _, name := range sortedKeys(got) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is new", name)
		}
	}
}
