package read_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"golang.org/x/text/unicode/norm"

	"migdata/pipeline/read"
	"migdata/pipeline/synthetic"
	"migdata/schemas"
)

// checkLaws checks what holds for every reading: each line that is not blank
// has one class, spans lie in the document and in the order of the text, and
// reading the clean text again gives the same records.
func checkLaws(t *testing.T, text []byte) {
	t.Helper()
	reading := read.Read(read.Source{Doc: 1, Name: "text", Bytes: text})
	if len(reading.Lines) == 0 {
		return // blank, or no text at all
	}
	last, number := uint32(0), uint32(0)
	for i := range reading.Lines {
		l := &reading.Lines[i]
		if l.Number <= number || int(l.Number) > reading.Total+strings.Count(reading.Raw, "\r") {
			t.Errorf("line %d of %d stands behind line %d", l.Number, reading.Total, number)
		}
		number = l.Number
		if l.Class == "" || l.Class == read.Unaccounted || l.Rule == "" {
			t.Errorf("line %d has the class %q by the rule %q", l.Number, l.Class, l.Rule)
		}
		if l.Start < last || l.End < l.Start || int(l.End) > len(text) {
			t.Errorf("line %d stands at %d to %d of %d bytes, behind %d", l.Number, l.Start, l.End, len(text), last)
		}
		last = l.End
	}
	for i := range reading.Records {
		if rec := &reading.Records[i]; rec.From == 0 || rec.To < rec.From || int(rec.To) > reading.Total+strings.Count(reading.Raw, "\r") {
			t.Errorf("record %d stands on lines %d to %d of %d", i, rec.From, rec.To, reading.Total)
		}
	}
	for i := range reading.Lines {
		if l := &reading.Lines[i]; l.Record >= 0 && (l.Number < reading.Records[l.Record].From || l.Number > reading.Records[l.Record].To) {
			t.Errorf("line %d belongs to a record of lines %d to %d", l.Number, reading.Records[l.Record].From, reading.Records[l.Record].To)
		}
	}
	for _, spans := range allSpans(reading) {
		for _, s := range spans {
			if s.Start >= s.End || int(s.End) > len(text) {
				t.Errorf("span %+v lies outside of %d bytes", s, len(text))
			}
		}
	}
	checkVerbatims(t, reading)
	clean := read.Clean(reading)
	again := read.Read(read.Source{Doc: 1, Name: "text", Bytes: []byte(clean), Language: reading.Language, Layout: reading.Layout})
	if d := cmp.Diff(outline(reading), outline(again)); d != "" {
		t.Errorf("reading the clean text gives other records (-first +again):\n%s\nclean text:\n%q", d, clean)
	}
}

// checkVerbatims checks that the bytes at the spans of each text are its
// letters and digits. Markup between them may have letters of its own.
func checkVerbatims(t *testing.T, r *read.Reading) {
	t.Helper()
	if strings.ContainsAny(r.Raw, "<&ƟƩ") || strings.ContainsFunc(r.Raw, unicode.IsControl) && strings.ContainsFunc(r.Raw, isC1) ||
		slices.ContainsFunc(r.Findings, func(f schemas.Finding) bool { return strings.Contains(f.Message, "which are read as they were meant") }) {
		return // mend_test.go checks the places of what was mended
	}
	check := func(text read.Text) {
		var bytes strings.Builder
		for _, s := range text.Spans(text.Piece()) {
			bytes.WriteString(r.Decode(s))
		}
		if d := cmp.Diff(letters(text.S), letters(bytes.String())); d != "" {
			t.Errorf("text (-), bytes at its spans (+):\n%s", d)
		}
	}
	for i := range r.Records {
		rec := &r.Records[i]
		check(rec.Section)
		check(rec.Title)
		check(rec.Body)
		for _, f := range rec.Fields {
			check(f.Name)
			check(f.Value)
		}
	}
}

// isC1 reports whether a character is a control that Windows-1252 has a letter for.
func isC1(c rune) bool { return c >= 0x80 && c < 0xA0 }

// letters returns the letters and digits of a text, without their forms and
// marks.
func letters(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, norm.NFKD.String(text))
}

// allSpans returns the spans of all texts of the records.
func allSpans(r *read.Reading) (spans [][]schemas.Span) {
	add := func(text read.Text) {
		if s := text.Spans(text.Piece()); len(s) > 0 {
			spans = append(spans, s)
		}
	}
	for i := range r.Records {
		rec := &r.Records[i]
		add(rec.Section)
		add(rec.Title)
		add(rec.Body)
		for _, f := range rec.Fields {
			add(f.Name)
			add(f.Value)
		}
	}
	return spans
}

// outline shows the records without their places.
func outline(r *read.Reading) (lines []string) {
	for i := range r.Records {
		rec := &r.Records[i]
		lines = append(lines, strings.Join([]string{rec.Section.S, rec.Title.S, rec.Class, rec.Body.S}, "|"))
		for _, f := range rec.Fields {
			lines = append(lines, "  "+string(f.Label)+"|"+f.Name.S+"|"+f.Value.S)
		}
	}
	return lines
}

// FuzzRead reads any bytes.
func FuzzRead(f *testing.F) {
	for seed := range uint64(14) {
		text, _ := synthetic.Sheet(seed, synthetic.Options{Language: synthetic.Languages[seed%7], Entries: 2})
		f.Add(text)
	}
	f.Add([]byte("TITLE (ABC)\n\nJanuary 2020\n\nObjective:\n- one\n- two\n\nFunded by: \n"))
	f.Add([]byte("\xff\xfe\x00"))
	f.Add([]byte("<h2>MALI</h2>\n<h3>Title (T)</h3><p>2019 &ndash; 2020<br>\n<b>Objective:</b> x</p><table><tr><th>Project</th><th>Donor</th></tr>\n<tr><td>A</td>\n<td>B</td></tr></table>"))
	f.Add([]byte("| Project | Donor | Period |\n|---|---|---|\n| A (B) | EU | 2019–2020 |\n\n| Duration | 2020 |\n|---|---|\n| Donor | X |\n"))
	f.Add([]byte("TITLE A (A)\nTITLE B (B)\n\n2019 - 2020\n2020 - 2021\n\nObjective: a\nObjective: b\n"))
	f.Add([]byte("TITLE A (A)               TITLE B (B)\n\n2019 - 2020               2020 - 2021\n\nObjective: a              Objective: b\nmore of it                and more\n"))
	f.Add([]byte("> TITLE\n>\n> January 2020 –\n>\n> March 2021\n> Funded by the EU\n> Donor   x\n"))
	f.Add([]byte("\xfe\xff\x00T\x00I\x00\n\x00\n\x002\x000\x001\x009"))
	f.Fuzz(func(t *testing.T, text []byte) { checkLaws(t, text) })
}

// TestLawsOnCases holds the laws on the texts of the cases.
func TestLawsOnCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, archive.Files[0].Data)
	}
}

// TestLawsOnSheets holds the laws on synthetic sheets.
func TestLawsOnSheets(t *testing.T) {
	for seed := range uint64(70) {
		text, _ := synthetic.Sheet(seed, synthetic.Options{})
		checkLaws(t, text)
	}
}

// TestHostile reads texts that are there to break the reader; what counts is
// that it comes back, with the laws held.
func TestHostile(t *testing.T) {
	entry := "TITLE (ABC)\n\nJanuary 2020 March 2021\n\nObjective: To go on.\n\n"
	for name, text := range map[string]string{
		"empty":       "",
		"blank":       " \n\t\n\u00A0\n",
		"one line":    strings.Repeat("word ", 200_000),
		"paragraph":   strings.Repeat("some words here\n", 50_000),
		"furniture":   strings.Repeat("12\n\n", 50_000),
		"long title":  strings.Repeat("TITLE ", 7000) + "(ABC)\n\nJanuary 2020\n\nObjective: x\n",
		"same entry":  strings.Repeat(entry, 5000),
		"empty label": strings.Repeat("Funded by:\n", 50_000),
		"bullets":     "Partners:\n" + strings.Repeat("- a\n", 50_000),
		"brackets":    "Cities: " + strings.Repeat("(", 50_000),
		"marks":       "e" + strings.Repeat("\u0301", 50_000),
		"emphasis":    strings.Repeat("**a ", 50_000),
		"labels":      "Objective: " + strings.Repeat("; Budget: 1", 50_000),
		"years":       "TITLE\n\n0000 – 9999\n\nObjective: =1+1\n",
		"sentences":   "TITLE (ABC)\n\n" + strings.Repeat("The project is funded by Norway. ", 30_000) + "\n\nObjective: x\n",
		"sentence":    "TITLE (ABC)\n\n" + strings.Repeat("The project is funded by Norway and\n", 30_000) + "\n\nObjective: x\n",
		"heads":       strings.Repeat("Project title\nCountry\nFunded by\nDuration\n\nfoo\nbar\n\n", 10_000),
		"heads alone": strings.Repeat("Projekttitel\nLand\nLaufzeit\nFördergeber\n\n", 20_000),
		"titles":      strings.Repeat("Project title\n\n1. Alpha thing\n2. Beta thing\n\n", 20_000),
		"two verbs":   "SAFE RETURN (ABC)\n\nThe centre helps people who have come back and need work there. It is implemented with funding from Norway and Sweden funds this project.\n\nJanuary 2020 – March 2021\nObjective: To go on.\nCountries: Mali\n",
		"columns":     strings.Repeat(strings.Repeat("Aa bbbbbbbb    ", 130)+"\n", 4) + strings.Repeat("Some words here     and some   more\n", 20_000),
		"broken verb": "TITLE (ABC)\n\nPeriod    2020 – 2021\nCountry    Mali\nFunded    Ministry of Interior and more of it\n    by:   U\n",
	} {
		t.Run(name, func(t *testing.T) { checkLaws(t, []byte(text)) })
	}
}

// BenchmarkRead reads clean sheets of many entries, records included: entries
// of the length that those of real factsheets have, and short ones.
func BenchmarkRead(b *testing.B) {
	var short, usual strings.Builder
	if err := synthetic.Write(&short, 1, 2000); err != nil {
		b.Fatal(err)
	}
	for i := range 2000 {
		fmt.Fprintf(&usual, "\nSUPPORT TO THE MANAGEMENT OF MIGRATION AND ASYLUM IN THE REGION, PART %c%c%c (SMM-%d)\n\nJanuary 2020 October 2021\n\n", 'A'+i/676, 'A'+i/26%26, 'A'+i%26, i)
		usual.WriteString("Objective: Contribute to the development of the long-term capability of the partner countries to manage migration, and to ensure greater " +
			"security for citizens and visitors, while guaranteeing the respect for the rule of law and human rights standards in all of their institutions.\n\n" +
			"Countries: Algeria, Egypt, Libya, Morocco, Tunisia\n\nFunded by: European Union and Denmark\n\n")
	}
	for _, bench := range []struct{ name, text string }{{"usual", usual.String()}, {"short", short.String()}} {
		text := []byte(bench.text)
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				read.Read(read.Source{Doc: 1, Name: "sheet", Bytes: text, Language: "en", Layout: "factsheet"})
			}
		})
	}
}
