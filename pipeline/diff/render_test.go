package diff

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"migdata/pipeline/export"
)

var update = flag.Bool("update", false, "write the expected files anew")

// changed is the example with changes of many kinds.
func changed(t *testing.T) *Changes {
	t.Helper()
	old, new := example(), example()
	things := new.table("things")
	things.removeColumn("doubled")
	things.add(col("weight", "decimal"))
	things.column("number")["meaning"] = "How many."
	new.codes = append(new.codes, [3]string{"colour", "green", "Like grass."})
	new.table("documents").set("sheet", "sha256", "s1")
	p := new.table("projects")
	p.set("alpha", "end_edtf", "2022-02")
	p.set("alpha", "end_date", "19051")
	p.set("alpha", "country_iso3s", "TUN;LBY")
	p.set("alpha", "budget_amount", "")
	p.rows = append(p.rows, []string{"gamma", "Gamma", "PROJECT GAMMA", "", "", "18992", "", "", "", "", "", "20"})
	claim(new, "c2", "c2b", "value", "2022-02", "verbatim", "February 2022")
	c := compare(t, old, new)
	c.Old.Folder, c.New.Folder, c.Old.Version, c.New.Version = "out/1.0.0", "out/1.1.0", "1.0.0", "1.1.0"
	c.Old.Manifest, c.New.Manifest = "aa", "bb"
	return c
}

var renderers = map[string]func(io.Writer, *Changes) error{
	"changes.txt":  func(w io.Writer, c *Changes) error { return WriteText(w, c, false) },
	"changes.json": WriteJSON, "changes.html": WriteHTML, "CHANGES.md": WriteMarkdown,
}

func render(t *testing.T, name string, c *Changes) string {
	t.Helper()
	var b bytes.Buffer
	if err := renderers[name](&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	c := changed(t)
	for _, name := range sortedKeys(renderers) {
		got, path := render(t, name, c), filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Two comparisons print the same bytes.
func TestDeterminism(t *testing.T) {
	first, second := changed(t), changed(t)
	for _, name := range sortedKeys(renderers) {
		if render(t, name, first) != render(t, name, second) {
			t.Errorf("%s differs between two comparisons", name)
		}
	}
}

// hostile is a value that is markup, a command or a trap in each of the
// outputs.
const hostile = "<script>alert(1)</script>\"'&|`[x](javascript:y)\x1b[31m\x07\u202eevil\u2028\r\n# head\n| a | b |\n![i](http://x/y)=cmd()"

func hostileChanges(t *testing.T) *Changes {
	t.Helper()
	old, new := example(), example()
	for _, f := range []*fixture{old, new} {
		f.formats = []export.Format{export.Parquet, export.JSON}
		f.table("documents").set("sheet", "file", "sources/"+hostile)
	}
	new.table("documents").set("sheet", "sha256", hostile)
	new.table("projects").set("alpha", "title", hostile)
	new.table("projects").set("alpha", "country_names", hostile)
	new.table("projects").rows = append(new.table("projects").rows, []string{"z" + hostile, hostile, hostile, "", "", "18992", "", "", "", "", "", "20"})
	claim(new, "c2", "c2b", "value", hostile, "verbatim", hostile)
	new.table("projects").set("alpha", "end_edtf", hostile)
	new.codes = append(new.codes, [3]string{hostile, hostile, hostile})
	new.table("things").column("number")["meaning"] = hostile
	new.settings["x"+hostile] = 1
	c := compare(t, old, new)
	c.New.Version, c.New.Folder = hostile, hostile
	c.Renamed = []Rename{{Old: hostile, New: hostile, Title: hostile, Cause: Cause{Kind: hostile, Detail: hostile}}}
	return c
}

var controls = regexp.MustCompile(`[\p{Cc}\p{Cf}\x{2028}\x{2029}]`)

func TestHostile(t *testing.T) {
	c := hostileChanges(t)
	var all bytes.Buffer
	if err := WriteText(&all, c, true); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"text": all.String(), "changes.txt": render(t, "changes.txt", c), "CHANGES.md": render(t, "CHANGES.md", c)} {
		for n, line := range strings.Split(text, "\n") {
			if found := controls.FindString(line); found != "" {
				t.Errorf("%s:%d holds %q", name, n+1, found)
			}
		}
	}
	for n, line := range strings.Split(render(t, "CHANGES.md", c), "\n") {
		bare := regexp.MustCompile(`\\.`).ReplaceAllString(line, "")
		if strings.ContainsAny(bare, "<>[]`*_") || strings.HasPrefix(bare, "# head") {
			t.Errorf("CHANGES.md:%d has markup of a value: %s", n+1, line)
		}
		if strings.HasPrefix(bare, "|") && strings.Count(bare, "|") > 8 {
			t.Errorf("CHANGES.md:%d has cells of a value: %s", n+1, line)
		}
	}
	page := render(t, "changes.html", c)
	for _, p := range problems(page) {
		t.Error("changes.html ", p)
	}
	// The twin: a page with the value as it is does not pass.
	if problems(strings.Replace(page, "</main>", hostile+"</main>", 1)) == nil {
		t.Error("a script would pass")
	}
	var value map[string]any
	if err := json.Unmarshal([]byte(render(t, "changes.json", c)), &value); err != nil {
		t.Fatal(err)
	}
	if got := value["new"].(map[string]any)["version"]; got != hostile {
		t.Errorf("the version is %q in JSON", got)
	}
}

// problems finds what a page without scripts and other files does not have, and
// what one that all can read must have.
func problems(page string) (found []string) {
	ids := map[string]int{}
	var targets []string
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		switch n := token.(type) {
		case nil:
			if err != io.EOF {
				found = append(found, "is not well-formed: "+err.Error())
			}
			for _, target := range targets {
				if ids[target] != 1 {
					found = append(found, fmt.Sprintf("has %d elements %q", ids[target], target))
				}
			}
			return found
		case xml.CharData:
			if c := trap.Find(n); c != nil {
				found = append(found, fmt.Sprintf("shows %q", c))
			}
		case xml.StartElement:
			if slices.Contains([]string{"script", "img", "iframe", "object", "link", "base", "form", "svg"}, n.Name.Local) {
				found = append(found, "has an element "+n.Name.Local)
			}
			attributes := map[string]string{}
			for _, a := range n.Attr {
				attributes[a.Name.Local] = a.Value
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src" {
					found = append(found, "has an attribute "+a.Name.Local)
				}
			}
			if id := attributes["id"]; id != "" {
				ids[id]++
			}
			if to, links := attributes["href"]; links && !strings.HasPrefix(to, "#") {
				found = append(found, "links to "+to)
			} else if links {
				targets = append(targets, to[1:])
			}
			if by := attributes["aria-labelledby"]; by != "" {
				targets = append(targets, by)
			}
			if n.Name.Local == "th" && attributes["scope"] == "" {
				found = append(found, "has a heading of a table without scope")
			}
		}
	}
}

var trap = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\p{Cf}]`)

// A release without changes has a page, too.
func TestNothing(t *testing.T) {
	c := compare(t, example(), example())
	for _, name := range sortedKeys(renderers) {
		if text := render(t, name, c); name != "changes.json" && !strings.Contains(text, "Nothing differs.") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
