package metadata

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dlclark/regexp2"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// TestDataPackageStructure holds the descriptor to the release, without any
// schema of others.
func TestDataPackageStructure(t *testing.T) {
	r := emptyRelease()
	files := filesOf(r, "csv", "json", "parquet")
	descriptor := describe(t, r, files)
	if len(descriptor.Resources) != len(r.Resources) {
		t.Fatalf("%d resources for %d tables", len(descriptor.Resources), len(r.Resources))
	}
	fieldsOf := map[string][]string{}
	for i, described := range descriptor.Resources {
		table := r.Resources[i].Table
		at := slices.IndexFunc(files, func(f File) bool { return f.Path == described.Path })
		if at < 0 || files[at].Bytes != described.Bytes || "sha256:"+files[at].SHA256 != described.Hash {
			t.Errorf("%s: %s with %d bytes and %s is no file of the release", table.Name, described.Path, described.Bytes, described.Hash)
		}
		if !fs.ValidPath(described.Path) {
			t.Errorf("%s: unsafe path %s", table.Name, described.Path)
		}
		if len(described.Alternatives) != 2 {
			t.Errorf("%s: alternatives %v", table.Name, described.Alternatives)
		}
		if diff := cmp.Diff(table.Key, described.Schema.PrimaryKey); diff != "" {
			t.Errorf("%s: primary key %s", table.Name, diff)
		}
		for n, f := range described.Schema.Fields {
			if f.Name != table.Fields[n].Name || f.Title == "" || f.Description == "" || f.Type == "" {
				t.Errorf("%s: field %d is %+v", table.Name, n, f)
			}
			fieldsOf[table.Name] = append(fieldsOf[table.Name], f.Name)
		}
		if len(described.Schema.Fields) != len(table.Fields) {
			t.Errorf("%s: %d fields for %d columns", table.Name, len(described.Schema.Fields), len(table.Fields))
		}
	}
	references := 0
	for _, described := range descriptor.Resources {
		for _, key := range described.Schema.ForeignKeys {
			references++
			target := key.Reference.Resource
			if target == "" {
				target = described.Name
			}
			if !slices.Contains(fieldsOf[target], key.Reference.Fields[0]) || !slices.Contains(fieldsOf[described.Name], key.Fields[0]) {
				t.Errorf("%s: foreign key %+v leads nowhere", described.Name, key)
			}
		}
	}
	if references == 0 {
		t.Error("no foreign key at all")
	}
}

// TestShapes: each table is described in the first shape that exists, and
// tables without a file not at all.
func TestShapes(t *testing.T) {
	r := smallRelease()
	for _, c := range []struct {
		shapes []string
		format string
		list   string // type of a list
	}{
		{[]string{"parquet", "csv", "json"}, "csv", "string"},
		{[]string{"parquet", "json"}, "json", "array"},
		{[]string{"parquet"}, "parquet", "array"},
	} {
		described := describe(t, r, filesOf(r, c.shapes...)).Resources[0]
		list := described.Schema.Fields[things.Field("tags")]
		if described.Format != c.format || list.Type != c.list || (described.Dialect != nil) != (c.format == "csv") {
			t.Errorf("%v: %s with lists as %s", c.shapes, described.Format, list.Type)
		}
		if required := list.Constraints != nil && list.Constraints.Required; required == (c.format == "csv") {
			t.Errorf("%v: list required: %v", c.shapes, required)
		}
	}
	files := filesOf(r, "csv")[:1]
	descriptor := describe(t, r, files)
	if len(descriptor.Resources) != 1 {
		t.Fatalf("%d resources of one file", len(descriptor.Resources))
	}
	for _, key := range descriptor.Resources[0].Schema.ForeignKeys {
		if key.Reference.Resource != "" {
			t.Errorf("%v refers to a table that is not there", key)
		}
	}
}

// TestSources: texts and pages are sources, our own files are not.
func TestSources(t *testing.T) {
	want := []source{{Title: "A brochure", Version: "2021-12"}, {Title: "page", Path: "https://example.org/page"}}
	// The real table of documents has the columns that are asked for.
	r := export.Release{About: about, Resources: []schemas.Resource{resource(schemas.Documents, documents...)}}
	if diff := cmp.Diff(want, describe(t, r, nil).Sources); diff != "" {
		t.Error(diff)
	}
	rows := make([]schemas.DocumentRow, maxSources+2)
	for i := range rows {
		rows[i] = schemas.DocumentRow{ID: fmt.Sprint(i), Kind: "text", Republish: "full"}
	}
	many := export.Release{About: about, Resources: []schemas.Resource{resource(schemas.Documents, rows...)}}
	sources := describe(t, many, nil).Sources
	if len(sources) != maxSources+1 || !strings.HasPrefix(sources[maxSources].Title, "2 more") {
		t.Errorf("%d sources, the last %v", len(sources), sources[len(sources)-1])
	}
}

// TestID: the same version has the same id, another one another.
func TestID(t *testing.T) {
	same, other := about, about
	other.Version = "1.0.0"
	if about.ID() != same.ID() || about.ID() == other.ID() {
		t.Error("ids do not follow the version")
	}
}

func describe(t *testing.T, r export.Release, files []File) dataPackage {
	t.Helper()
	var descriptor dataPackage
	decoder := json.NewDecoder(bytes.NewReader(written(t, r, files)[DataPackage.Path]))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&descriptor); err != nil {
		t.Fatal(err)
	}
	return descriptor
}

// TestOfficialSchema validates descriptors against the published profile of
// Data Package 2.0, and has it reject broken twins of them.
func TestOfficialSchema(t *testing.T) {
	profile := officialProfile(t)
	for _, r := range []export.Release{smallRelease(), emptyRelease()} {
		for _, shapes := range [][]string{{"csv", "parquet"}, {"json"}, {"parquet"}} {
			descriptor := written(t, r, filesOf(r, shapes...))[DataPackage.Path]
			if err := profile.Validate(parse(t, descriptor)); err != nil {
				t.Errorf("%v: %v", shapes, err)
			}
		}
	}
	good := string(written(t, smallRelease(), filesOf(smallRelease(), "csv"))[DataPackage.Path])
	for old, bad := range map[string]string{
		`"resources": [`:                    `"tables": [`,
		`"path": "csv/things.csv"`:          `"path": "../csv/things.csv"`,
		`"hash": "sha256:`:                  `"hash": "sha256 `,
		`"bytes": 0`:                        `"bytes": "0"`,
		`"type": "integer"`:                 `"type": "int"`,
		`"created": "2022-01-01T00:00:00Z"`: `"created": "2022-01-01"`,
		`"roles": [`:                        `"roles": "publisher", "x": [`,
		`"required": true`:                  `"required": "yes"`,
		`"homepage": "https://example.org/`: `"homepage": "not an address/`,
		`"name": "CC-BY-4.0"`:               `"name": "CC BY 4.0"`,
		`"mediatype": "text/csv"`:           `"mediatype": "csv"`,
		`"type": "string",` + "\n" + spaces(12) + `"title": "Tags"`: `"type": "list", "title": "Tags"`,
	} {
		twin := strings.Replace(good, old, bad, 1)
		if twin == good {
			t.Errorf("the descriptor has no %q to break", old)
		} else if profile.Validate(parse(t, []byte(twin))) == nil {
			t.Errorf("accepted with %s", bad)
		}
	}
}

func spaces(n int) string { return strings.Repeat(" ", n) }

func parse(t *testing.T, text []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// officialProfile compiles the published profile, which is no part of this
// project. Its look-aheads need an engine with backtracking.
func officialProfile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	path := filepath.FromSlash("../../../../shared/standards/frictionless/2.0/datapackage.json")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Skip("SKIPPED: the published Data Package profile is not here: " + path)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiler.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) {
		compiled, err := regexp2.Compile(pattern, regexp2.ECMAScript)
		return backtracking{compiled}, err
	})
	profile, err := compiler.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	return profile
}

type backtracking struct{ *regexp2.Regexp }

func (b backtracking) MatchString(s string) bool {
	ok, err := b.Regexp.MatchString(s)
	return err == nil && ok
}
