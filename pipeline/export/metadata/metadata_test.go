package metadata

import (
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"migdata/schemas"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden shows every document of a small release as it is published.
func TestGolden(t *testing.T) {
	const golden = "testdata/small.txtar"
	r := smallRelease()
	files := append(filesOf(r, "csv", "json", "parquet"), File{"excel/donors/dnk.xlsx", 1234, strings.Repeat("d", 64)}, File{"excel/portfolio.fr.xlsx", 234567, strings.Repeat("f", 64)}, File{"excel/portfolio.xlsx", 123456, strings.Repeat("e", 64)})
	s := store{}
	for _, renderer := range Renderers {
		var b strings.Builder
		render := renderer.Render
		if renderer.Path == Codebook.Path { // the real catalogue would make the golden file long and brittle
			render = func(w io.Writer, d Dataset) error {
				return writeCodebook(w, d, map[string]schemas.RuleDoc{
					"value.b": {Severity: schemas.Error, Title: "b", Why: "It | matters.", Fix: "Mend it."},
					"value.a": {Severity: schemas.Note, Title: "a", Why: "Why.", Fix: "How."},
				})
			}
		}
		if err := render(&b, Dataset{r, files}); err != nil {
			t.Fatal(err)
		}
		s[renderer.Path] = []byte(b.String())
		files = append(files, File{renderer.Path, 1, strings.Repeat("f", 64)})
	}
	if *update {
		archive := &txtar.Archive{Comment: []byte("The documents of a small release. Written anew by: go test ./pipeline/export/metadata -update\n\n")}
		for _, renderer := range Renderers {
			archive.Files = append(archive.Files, txtar.File{Name: renderer.Path, Data: s[renderer.Path]})
		}
		if err := os.WriteFile(golden, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != len(Renderers) {
		t.Errorf("%s has %d documents, the release %d", golden, len(archive.Files), len(Renderers))
	}
	for _, f := range archive.Files {
		if diff := cmp.Diff(string(f.Data), string(s[f.Name])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

func TestSameBytesAgain(t *testing.T) {
	r := emptyRelease()
	files := filesOf(r, "csv", "parquet")
	if diff := cmp.Diff(written(t, r, files), written(t, r, files)); diff != "" {
		t.Error(diff)
	}
}

// TestReadmeListsTheOthers: what is written before the README stands in it.
func TestReadmeListsTheOthers(t *testing.T) {
	page := string(written(t, smallRelease(), nil)[Readme.Path])
	for _, path := range []string{DataPackage.Path, Codebook.Path} {
		if !strings.Contains(page, "| `"+path+"` |") {
			t.Errorf("the README does not list %s", path)
		}
	}
}

// TestReadmeShowsWhatExists: no way to open files that are not there.
func TestReadmeShowsWhatExists(t *testing.T) {
	r := smallRelease()
	for _, c := range []struct {
		shapes     []string
		has, hasNo []string
	}{
		{[]string{"csv"}, []string{"read_csv"}, []string{"read_parquet", "array of objects", ".xlsx"}},
		{[]string{"parquet"}, []string{"pd.read_parquet", "pl.read_parquet", "SELECT * FROM", "arrow::", "nanoparquet"}, []string{"read_csv"}},
		{nil, nil, []string{"read_csv", "read_parquet", "array of objects"}},
	} {
		page := string(written(t, r, filesOf(r, c.shapes...))[Readme.Path])
		for _, words := range c.has {
			if !strings.Contains(page, words) {
				t.Errorf("%v: no %q", c.shapes, words)
			}
		}
		for _, words := range c.hasNo {
			if strings.Contains(page, words) {
				t.Errorf("%v: %q, though no such file is there", c.shapes, words)
			}
		}
	}
}

// TestCodebookIsComplete: all tables, columns, codes, reasons and rules.
func TestCodebookIsComplete(t *testing.T) {
	book := string(written(t, emptyRelease(), nil)[Codebook.Path])
	var want []string
	for _, table := range schemas.Tables() {
		want = append(want, "("+codeSpan(table.Name)+")")
		for i := range table.Fields {
			want = append(want, "\n| "+codeSpan(table.Fields[i].Name)+" ", markdown(table.Fields[i].Doc))
		}
	}
	for _, list := range schemas.Codelists() {
		for _, c := range list.Codes {
			want = append(want, "\n| "+codeSpan(c.Code)+" | "+markdown(c.Doc))
		}
	}
	for rule := range schemas.Rulebook() {
		want = append(want, "\n| "+codeSpan(rule)+" | ")
	}
	for _, words := range want {
		if !strings.Contains(book, words) {
			t.Errorf("the codebook has no %q", words)
		}
	}
}

// TestCodebookLinks: every link inside the codebook leads somewhere.
func TestCodebookLinks(t *testing.T) {
	book := string(written(t, emptyRelease(), nil)[Codebook.Path])
	links := regexp.MustCompile(`\]\(#([^)]*)\)`).FindAllStringSubmatch(book, -1)
	if len(links) < len(schemas.Tables()) {
		t.Errorf("only %d links", len(links))
	}
	for _, link := range links {
		heading := "\n## " + strings.ToUpper(link[1][:1]) + strings.ReplaceAll(link[1][1:], "-", " ") + "\n"
		if !strings.Contains(book, `<a id="`+link[1]+`">`) && !strings.Contains(book, heading) {
			t.Errorf("#%s leads nowhere", link[1])
		}
	}
}

// TestTablesOfMarkdown: every row of a table has as many cells as its head.
func TestTablesOfMarkdown(t *testing.T) {
	bar := regexp.MustCompile(`(^|[^\\])\|`)
	for path, text := range written(t, emptyRelease(), filesOf(emptyRelease(), "csv")) {
		cells := 0
		for n, line := range strings.Split(string(text), "\n") {
			if !strings.HasPrefix(line, "|") {
				cells = 0
				continue
			}
			got := len(bar.FindAllString(line, -1))
			if cells == 0 {
				cells = got
			}
			if got != cells {
				t.Errorf("%s:%d: %d bars, the head has %d: %s", path, n+1, got, cells, line)
			}
		}
	}
}

func TestMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"plain, with a dot.":        "plain, with a dot.",
		"a | b":                     `a \| b`,
		"one\ntwo\r\n\tthree":       "one two three",
		"<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
		"AT&T &amp;":                "AT&amp;T &amp;amp;",
		"*x* _y_ `z` ~w~":           "\\*x\\* \\_y\\_ \\`z\\` \\~w\\~",
		"start_date":                "start_date",
		"[x](javascript:y)":         `\[x\](javascript:y)`,
		"# no heading":              `\# no heading`,
		"- no list":                 `\- no list`,
		"2021. A year":              `2021\. A year`,
		`\|`:                        `\\\|`,
		"Beja, “Tozeur” تونس":       "Beja, “Tozeur” تونس",
	} {
		if got := markdown(text); got != want {
			t.Errorf("markdown(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 24070840: "24,070,840", -1234: "-1,234", -123: "-123"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}

// A broken writer fails in one of its methods.
type broken struct{ write, close error }

func (b broken) Write(p []byte) (int, error) { return len(p), b.write }
func (b broken) Close() error                { return b.close }

// TestFailuresAreTold: a failure of any step of writing is an error.
func TestFailuresAreTold(t *testing.T) {
	full := errors.New("no space left")
	for name, create := range map[string]func(string) (io.WriteCloser, error){
		"create": func(string) (io.WriteCloser, error) { return nil, full },
		"write":  func(string) (io.WriteCloser, error) { return broken{write: full}, nil },
		"close":  func(string) (io.WriteCloser, error) { return broken{close: full}, nil },
	} {
		if err := Write(create, smallRelease(), nil); !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := smallRelease()
	r.Resources[2].Batches = func(yield func(*schemas.Batch, error) bool) { yield(nil, full) }
	if err := Write(store{}.create, r, nil); !errors.Is(err, full) {
		t.Errorf("documents that cannot be read: %v", err)
	}
}
