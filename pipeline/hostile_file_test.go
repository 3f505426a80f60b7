package pipeline

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"migdata/schemas"
)

// gzipped returns a text as a gzip archive.
func gzipped(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Files that are no sheets, or no good ones. None ends in a crash or in a
// project that is not there, whatever it holds and however it is named.
func TestHostileFiles(t *testing.T) {
	const entry = "TITLE (T)\n\n2019 - 2020\n\nObjective: x.\n\n"
	for _, file := range []struct {
		name, text string
		projects   int
		finding    string // what one finding begins with, as severity, rule, line, column, message; "" where no error is wanted
	}{
		{"empty.txt", "", 0, ""},
		{"blank.txt", " \n\t\n\u00A0\n\uFEFF\n\f\n", 0, ""},
		{"binary.txt", "\x00\x01\x02\xFE\xFF\x80\x81 \x00\x03", 0, "error document.unreadable 1 4 byte 3 (0xFE) is not UTF-8"},
		{"archive.txt", gzipped(t, entry), 0, "error document.unreadable 1 1 it is a gzip archive"},
		{"office.txt", "PK\x03\x04 and more", 0, "error document.unreadable 1 1 it is a zip archive"},
		{"picture.txt", "\x89PNG\r\n\x1A\n", 0, "error document.unreadable 1 1 it is a picture"},
		{"invalid.txt", "TITLE (T)\n\n2019 - 2020\n\nObjective: caf\xE9.\n", 0, "error document.unreadable 5 15 byte 38 (0xE9) is not UTF-8"},
		{"half.txt", "\xFF\xFEA\x00B", 0, "error document.unreadable 1 5 byte 4 is half a character of UTF-16"},
		{"half-pair.txt", "\xFF\xFEA\x00\x00\xD8B\x00", 0, "error document.unreadable 1 5 byte 4 (0xD800) is half a pair of UTF-16"},
		{"no-mark.txt", "T\x00I\x00T\x00L\x00E\x00 \x00A\x00N\x00D\x00 \x00M\x00O\x00R\x00E\x00", 0, "error document.unreadable 1 2 byte 1 is NUL"},
		{"page.txt", "<!DOCTYPE html><html><head><title>2019 - 2020</title></head><body><h3>TITLE</h3><p>2019 - 2020</p><script>var Objective = 1</script></body></html>", 1, ""},
		{"nul.txt", "TITLE\x00 (T\x07)\n\n2019 - 2020\n\nObjective: a\x00b\x1B[31m.\n", 1, ""},
		{"one-line.txt", strings.Repeat("word ", 2_000_000), 0, ""},
		{"one-word.txt", strings.Repeat("A", 10_000_000), 0, ""},
		{"one-statement.txt", strings.Repeat("Objective: a; Budget: 1 ", 400_000), 0, ""},
		{"long-title.txt", strings.Repeat("TITLE ", 6_700) + "\n\n2019 - 2020\n\nObjective: x.\n", 1, ""},
		{"long-sentence.txt", strings.Repeat("Some words ", 4_000) + "\n\n2019 - 2020\n\nObjective: x.\n", 0, ""},
		{"copies.txt", strings.Repeat(entry, 5000), 5000, ""},
		{"years.txt", "TITLE (T)\n\n0000 – 9999\n\nObjective: x.\n", 1, "warning date.placeholder 3 1 \"0000\" stands for no date"},
		{"formula.txt", "=HYPERLINK(\"a\") (EVIL)\n\n2019 - 2020\n\nObjective: =1+1\n", 1, ""},
		{"markup-in-title.txt", "<script>alert(1)</script> <b>TITLE</b> (XSS)\n\n2019 - 2020\n\nObjective: <i>x</i>\n", 1, ""},
		{"direction.txt", "TITLE \u202Eesrever\u202C (T)\n\n2019 - 2020\n\nObjective: \u202Ex\u202C\n", 1, ""},
		{"tags.txt", strings.Repeat("<b ", 100_000) + strings.Repeat("<!-- <p> <script>\n", 50_000), 0, ""},
		{"bars.txt", strings.Repeat("| a ", 100_000) + "\n" + strings.Repeat("| a |\n|---|\n", 20_000), 0, ""},
		{"gutters.txt", strings.Repeat("Duration        2019-2020\nDonor           EU\nTITLE\n", 20_000), 0, ""},
		{"quotes.txt", strings.Repeat("> ", 50_000) + "\n" + strings.Repeat("> x\n", 50_000), 0, ""},
		{"set-apart.txt", strings.Repeat("A B C D E ", 500_000) + "\n" + strings.Repeat("a ", 500_000) + "\n" + strings.Repeat("D ONOR S ITES\n", 50_000), 0, ""},
		{"twice.txt", strings.Repeat("AAbbccdd", 500_000) + "\n" + strings.Repeat("aa ", 500_000) + "\n" + strings.Repeat("aabbccdd ", 100_000), 0, ""},
		{"mended.txt", strings.Repeat("Ã©=E9(cid:3)´e", 100_000) + strings.Repeat("=20\n", 100_000) + strings.Repeat("&amp;\n", 50_000), 0, ""},
		{"cells.txt", "Title\tDonor\tCountry\tCity\n" + strings.Repeat("\"a\tb\n", 100_000), 50_000, ""},
		{"torn.txt", strings.Repeat("Duration\nDonor\nCountry\n", 50_000) + strings.Repeat("x\n", 50_000), 0, ""},
		{"name with spaces.txt", entry, 1, ""},
		{"name 'with' \"quotes\".txt", entry, 1, ""},
		{"-leading-dash.txt", entry, 1, ""},
		{"--help", entry, 1, ""},
	} {
		t.Run(file.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), file.name)
			if err := os.WriteFile(path, []byte(file.text), 0o600); err != nil {
				t.Skip(err) // a name that the system does not have
			}
			checkHostile(t, path, file.projects, file.finding)
		})
	}
}

// Paths that are no files, or that cannot be opened.
func TestHostilePaths(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Skip(err)
		}
	}
	check(os.Mkdir(at("folder.txt"), 0o700))
	check(makePipe(at("pipe.txt")))
	check(os.WriteFile(at("locked.txt"), []byte("TITLE\n\n2019 - 2020\n\nObjective: x\n"), 0o000))
	check(os.Symlink("loop.txt", at("loop.txt")))
	check(os.Symlink("nowhere", at("broken.txt")))
	for _, name := range []string{"folder.txt", "pipe.txt", "loop.txt", "broken.txt", "missing.txt", "locked.txt"} {
		if name == "locked.txt" && os.Getuid() <= 0 {
			continue // who may read everything cannot be locked out
		}
		checkHostile(t, at(name), 0, "error document.unreadable 0 0 ")
	}
	// A run reads nothing that a link out of its folder leads to.
	w := newWorkplace(t)
	check(os.WriteFile(at("outside.txt"), []byte("TITLE (OUT)\n\n2019 - 2020\n\nObjective: x\n"), 0o600))
	w.addText("outside", "")
	check(os.Remove(w.path("sources/texts/outside.txt")))
	check(os.Symlink(at("outside.txt"), w.path("sources/texts/outside.txt")))
	w.cfg.FailOn = "never"
	p := w.run()
	if rows := p.where("projects", "document_id", "outside"); len(rows) > 0 || !strings.Contains(p.findings(), "document.unreadable") {
		t.Errorf("a link out of the folder was followed:\n%s", p.findings())
	}
}

// checkHostile reads a file and checks how many projects it holds, that a
// finding is there, and that nothing that a terminal would obey stands in a
// value.
func checkHostile(t *testing.T, path string, projects int, finding string) {
	t.Helper()
	reading := ReadFile(path, "")
	if len(reading.Projects) != projects {
		t.Errorf("%s: %d projects, not %d: %.200q", path, len(reading.Projects), projects, fmt.Sprint(reading.Projects))
	}
	total := 0
	for _, n := range reading.Coverage.ByClass {
		total += n
	}
	if total != reading.Coverage.Lines || len(reading.Coverage.Unaccounted) > 0 {
		t.Errorf("%s: %d of %d lines have a class", path, total, reading.Coverage.Lines)
	}
	found := finding == ""
	for _, f := range reading.Findings {
		shown := fmt.Sprintf("%s %s %d %d %s", f.Severity, f.Rule, f.Line, f.Column, f.Message)
		if found = found || strings.HasPrefix(shown, finding); finding == "" && f.Severity == "error" {
			t.Errorf("%s: %s", path, shown)
		}
	}
	if !found {
		t.Errorf("%s: no finding %q in %v", path, finding, reading.Findings)
	}
	for _, p := range reading.Projects {
		for _, value := range []string{p.Title, deref(p.Acronym), deref(p.Objective), deref(p.Section)} {
			if value != "" && !schemas.Printable([]byte(value)) {
				t.Errorf("%s: %q is not printable", path, value)
			}
		}
	}
}

// An acronym that is a path gives an id that is none.
func TestIdsAreSlugs(t *testing.T) {
	w := newWorkplace(t)
	w.addText("hostile", "CLIMBING (../../ETC/PASSWD)\n\n2019 - 2020\n\nObjective: x\n\nWINDOWS (C:\\NUL)\n\n2019 - 2020\n\nObjective: x\n")
	p := w.run()
	rows := p.where("projects", "document_id", "hostile")
	if len(rows) != 2 {
		t.Fatalf("%d projects", len(rows))
	}
	for _, r := range rows {
		if id := r.cell("project_id"); id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("the id %q is no slug", id)
		}
	}
}

// A text in another encoding is read as its descriptor declares, and its claims
// have the words and bytes of the document.
func TestDeclaredEncoding(t *testing.T) {
	w := newWorkplace(t)
	w.addText("latin", "ALG\xC9RIE\n\nD\xC9VELOPPEMENT (DEV)\n\n2019 \x96 2020\n\nObjectif : \xC9tudier.\n")
	w.cfg.Documents[len(w.cfg.Documents)-1].Encoding = "windows-1252"
	p := w.run()
	rows := p.where("projects", "document_id", "latin")
	if len(rows) != 1 {
		t.Fatalf("%d projects:\n%s", len(rows), p.findings())
	}
	if r := rows[0]; r.cell("objective") != "Étudier." || r.cell("start_edtf") != "2019" || r.cell("end_edtf") != "2020" || r.cell("country_iso3s") != "DZA" {
		t.Errorf("objective %q, %s to %s, %s", r.cell("objective"), r.cell("start_edtf"), r.cell("end_edtf"), r.cell("country_iso3s"))
	}
	for _, c := range p.where("claims", "document_id", "latin") {
		if c.cell("property") == "objective" && c.cell("verbatim") != "Étudier." {
			t.Errorf("verbatim %q", c.cell("verbatim"))
		}
	}
	if d := p.where("documents", "document_id", "latin"); len(d) != 1 || d[0].cell("encoding") != "windows-1252" {
		t.Errorf("documents: %v", d)
	}
}
