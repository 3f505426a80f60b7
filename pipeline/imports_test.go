package pipeline

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mayImport says which of our packages each of them may import: law 10. A
// package that is not listed fails the test, so that a new one is placed.
var mayImport = map[string][]string{
	"migdata/schemas":                  nil,
	"migdata/pipeline/normalise":       {"schemas"},
	"migdata/pipeline/read":            {"schemas", "pipeline/normalise"},
	"migdata/pipeline/export":          {"schemas"},
	"migdata/pipeline/export/metadata": {"schemas", "pipeline/export"},
	"migdata/pipeline/export/site":     {"schemas", "pipeline/export", "pipeline/export/metadata"},
	"migdata/pipeline/release":         {"schemas", "pipeline/export", "pipeline/export/metadata", "pipeline/export/site"},
	"migdata/pipeline/lineage":         {"schemas", "pipeline/export"},
	"migdata/pipeline/diff":            {"schemas", "pipeline/export", "pipeline/release"},
	"migdata/pipeline/synthetic":       {"schemas", "pipeline/normalise", "pipeline/read"},
	"migdata/pipeline": {"schemas", "pipeline/normalise", "pipeline/read", "pipeline/export", "pipeline/export/metadata", "pipeline/export/site",
		"pipeline/release", "pipeline/diff"},
	"migdata/cmd/synthetic": {"schemas", "pipeline", "pipeline/synthetic"},
	"migdata/cmd/migdata":   {"schemas", "pipeline", "pipeline/normalise", "pipeline/diff", "pipeline/lineage", "pipeline/release"},
}

// onlyIn says which of our packages alone may import a module; a folder ends
// in a slash.
var onlyIn = map[string]string{
	"github.com/apache/arrow": "migdata/pipeline/export",
	"github.com/xuri/":        "migdata/pipeline/export",
	"github.com/spf13/":       "migdata/cmd/",
	"math/rand":               "migdata/pipeline/synthetic", // law 8: nothing random reaches an output
}

type listed struct {
	ImportPath string
	Dir        string
	Imports    []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	list := exec.Command("go", "list", "-json=ImportPath,Dir,Imports", "./...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

func TestImportsPointOneWay(t *testing.T) {
	packages := listPackages(t)
	if len(packages) < 8 {
		t.Fatalf("only %d packages", len(packages))
	}
	for _, p := range packages {
		allowed, known := mayImport[p.ImportPath]
		if !known && strings.HasPrefix(p.ImportPath, "migdata/pipeline/normalise/") {
			continue // generators of its tables, which nothing imports
		}
		if !known {
			t.Errorf("%s has no place in the order of imports", p.ImportPath)
		}
		for _, i := range p.Imports {
			if ours, is := strings.CutPrefix(i, "migdata/"); is && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
			for module, owner := range onlyIn {
				if within := strings.HasSuffix(owner, "/") && strings.HasPrefix(p.ImportPath, owner); strings.HasPrefix(i, module) && p.ImportPath != owner && !within {
					t.Errorf("%s imports %s, which only %s may", p.ImportPath, i, owner)
				}
			}
		}
	}
}

// Law 8: no clock reaches an output.
var clock = regexp.MustCompile(`\btime\.(Now|Since|Until|After|Tick|Local)\b`)

// The names of the first factsheet stand in the sources, in config.yaml and
// in tests: a reader that knows them would read no other.
var namesOfTheFirst = regexp.MustCompile(`(?i)\b(jempas|midam|docsec|ibm-?jordan|progres[ -]migration|ibm[ -]tunisia|diaspora dialogue|libmitaf|bmp[ -]maghreb|emgpp|mcp[ -]med|mc2cm|emm5|euromed migration|eu[ -]ibm[ -]lebanon|famsi|tajoura|ro[ -]?med|icmpd)\b`)

func TestCodeKnowsNoFactsheetByName(t *testing.T) {
	files := 0
	for _, folder := range []string{"cmd", "pipeline", "schemas"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.Name() == "testdata" || d.Name() == "tables" { // tables are names of the world's places
				return fs.SkipDir
			}
			switch ext := filepath.Ext(path); {
			case d.IsDir() || strings.HasSuffix(path, "_test.go"):
				return nil
			case !slices.Contains([]string{".go", ".csv", ".tsv", ".md", ".txt", ".yaml", ".html"}, ext):
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			for n, line := range strings.Split(string(text), "\n") {
				if name := namesOfTheFirst.FindString(line); name != "" {
					t.Errorf("%s:%d names %s", path, n+1, name)
				}
				if strings.HasSuffix(path, ".go") && folder != "cmd" && clock.MatchString(line) {
					t.Errorf("%s:%d looks at the clock", path, n+1)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 60 {
		t.Errorf("only %d files were looked at", files)
	}
}
