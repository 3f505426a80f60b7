package normalise

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A periodCase is one line of testdata/periods*.txt.
type periodCase struct{ place, lang, text, edtf, notes string }

func periodCases(t testing.TB) []periodCase {
	t.Helper()
	paths, err := filepath.Glob("testdata/periods*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no testdata/periods*.txt", err)
	}
	var cases []periodCase
	for _, path := range paths {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(file), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			fields := strings.Split(line, "|")
			place := path + ":" + itoa(i+1)
			if len(fields) != 4 {
				t.Fatalf("%s: %q has %d fields", place, line, len(fields))
			}
			for k := range fields {
				fields[k] = strings.TrimSpace(fields[k])
			}
			cases = append(cases, periodCase{place, fields[0], fields[1], fields[2], fields[3]})
		}
	}
	return cases
}

func itoa(n int) string { return string(appendNumber(nil, n)) }

func TestReadPeriod(t *testing.T) {
	for _, c := range periodCases(t) {
		p, ok := ReadPeriod(c.text, c.lang)
		if strings.Contains(c.place, "-labels.txt") {
			p = ExplainPeriod(c.text, c.lang)
			if ok = len(p.Notes) == 0 || p.Notes[0].Rule != "date.unread"; !ok {
				p.Notes = nil
			}
		}
		got := p.EDTF
		if !ok {
			got = "-"
		}
		var notes []string
		for _, note := range p.Notes {
			notes = append(notes, note.Rule)
		}
		if got != c.edtf || strings.Join(notes, " ") != c.notes {
			t.Errorf("%s: %s %q\n got %s %v\nwant %s [%s]", c.place, c.lang, c.text, got, notes, c.edtf, c.notes)
		}
	}
}
