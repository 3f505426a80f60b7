package schemas

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

// A rule is said three times: as a tag of validator/v10, as keywords of JSON
// Schema, and as a compiled check. For every column of every table the three
// give the same verdict on every value.
func TestRulesHaveOneVerdict(t *testing.T) {
	for _, table := range append(Tables(), rulesOnTrial()) {
		for i := range table.Fields {
			f := ofElements(table.Fields[i])
			t.Run(table.Name+"/"+f.Name, func(t *testing.T) {
				schema := compileField(t, f)
				if f.Kind == Int {
					rapid.Check(t, func(t *rapid.T) { judgeInt(t, f, schema, genInt(f).Draw(t, "value")) })
				} else if f.Kind.IsText() {
					rapid.Check(t, func(t *rapid.T) { judgeText(t, f, schema, genString(f).Draw(t, "value")) })
					for _, s := range edgeTexts(f) {
						judgeText(t, f, schema, s)
					}
				}
				judgeNull(t, f, schema)
			})
		}
	}
}

// rulesOnTrial is a table with every constructor of rules, also those that no
// column uses now.
func rulesOnTrial() *Table {
	type none struct{}
	get := func(*none, *Vector) {}
	countries := &Codelist{Name: "countries", Codes: []CodeOf{{"LBN", ""}, {"XKX", ""}, {"two words", ""}}}
	return &NewTable(Table{Name: "rules_on_trial"}, []Column[none]{
		{Name: "text", Kind: Text, Get: get},
		{Name: "required", Kind: Text, Rules: []Rule{Required()}, Get: get},
		{Name: "short", Kind: Text, Rules: []Rule{MaxLen(3)}, Get: get},
		{Name: "slug", Kind: Code, Rules: []Rule{Required(), Slug(), MaxLen(6)}, Get: get},
		{Name: "address", Kind: Text, Rules: []Rule{WebURL()}, Get: get},
		{Name: "date", Kind: EDTF, Get: get},
		{Name: "country", Kind: Code, Codes: countries, Get: get},
		{Name: "required_country", Kind: Code, Codes: countries, Rules: []Rule{Required()}, Get: get},
		{Name: "percent", Kind: Int, Rules: []Rule{Between(-100, 100)}, Get: get},
		{Name: "required_percent", Kind: Int, Rules: []Rule{Required(), Between(0, 100)}, Get: get},
	}).Table
}

// ofElements is the field that an element of a list would be: never null by
// itself, so its rules are those of the list but for that one.
func ofElements(f Field) *Field {
	if f.List {
		rules := []Rule{}
		for _, r := range f.Rules {
			if !r.NotNull {
				rules = append(rules, r)
			}
		}
		f.List, f.Rules = false, rules
	}
	return &f
}

func compileField(t *testing.T, f *Field) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(f.jsonSchema())
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("mem:///field", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("mem:///field")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

var testValidator = NewValidator()

type failer interface {
	Helper()
	Errorf(string, ...any)
}

// verdict compares what the three say of a value.
func verdict(t failer, f *Field, value string, tag, schema, compiled bool) {
	t.Helper()
	if tag != compiled || schema != compiled {
		t.Errorf("%s: validator/v10 (%s) says %t, JSON Schema %t, the compiled check %t", value, f.Tag(), tag, schema, compiled)
	}
}

func judgeText(t failer, f *Field, schema *jsonschema.Schema, s string) {
	t.Helper()
	compiled := true
	for _, r := range f.Rules {
		compiled = compiled && (r.Text == nil || r.Text([]byte(s)))
	}
	bySchema := compiled
	if utf8.ValidString(s) { // JSON holds no other text
		bySchema = schema.Validate(s) == nil
	}
	verdict(t, f, strconv.Quote(s), testValidator.Var(&s, f.Tag()) == nil, bySchema, compiled)
}

func judgeInt(t failer, f *Field, schema *jsonschema.Schema, n int64) {
	t.Helper()
	compiled := true
	for _, r := range f.Rules {
		compiled = compiled && (r.Int == nil || r.Int(n))
	}
	bySchema := schema.Validate(json.Number(strconv.FormatInt(n, 10))) == nil
	verdict(t, f, fmt.Sprint(n), testValidator.Var(&n, f.Tag()) == nil, bySchema, compiled)
}

func judgeNull(t failer, f *Field, schema *jsonschema.Schema) {
	t.Helper()
	var text *string
	var number *int64
	byTag := testValidator.Var(number, f.Tag()) == nil
	if f.Kind.IsText() {
		byTag = testValidator.Var(text, f.Tag()) == nil
	}
	verdict(t, f, "null", byTag, schema.Validate(nil) == nil, !f.Required())
}

// edgeTexts are values near the borders of the rules of the field.
func edgeTexts(f *Field) []string {
	texts := []string{
		"", " ", "a", "\x00", "a\x00b", "\t", "\n", "\r", "\v", "\x1f", "\x7f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffd", "\ufffe", "\uffff", "a\uffff",
		"\xff", "a\xc3", "\xed\xa0\x80", "é", "مشروع", "🦺", "\U0010ffff",
		"XKX", "xkx", "XK", "LBN", "LBN ", "LBN\n", "KOS", "two words", "two", "words", "'two words'", "two  words",
		"a-b", "a--b", "-a", "a-", "a-b\n", "A-b", "ä-b", "a_b", "1", "a-1-b",
		"http://x", "https://example.org/a?b#c", "http://", "https://", "http:///x", "http://?", "http://#", "HTTP://x", "ftp://x", "javascript:alert(1)",
		"http://a b", "http://a\tb", "http://x\n", " http://x", "http://\u00a0", "//x", "x",
		"2020", "2020-01", "2020-01-31", "2020-13", "2020-00", "2020-20", "2020-21", "2020-24", "2020-25", "2020-32", "2020-33", "2020-36", "2020-37", "2020-39",
		"2020-40", "2020-41", "2020-42", "2020-02-30", "2020-02-32", "2020-1", "202", "20201", "2020-", "2020?", "2020-01~", "2020-01-31%", "2020??", "?", "2020\n",
		"2020?\n", "2020-01-31T00:00", "2020/2021", "२०२०", "-2020", "2020-0a", "2020-01-3a", "../..",
	}
	for _, r := range f.Rules {
		if n, ok := r.Keywords["maxLength"].(int); ok {
			for _, letter := range []string{"a", "é", "🦺"} {
				texts = append(texts, strings.Repeat(letter, n), strings.Repeat(letter, n+1), strings.Repeat(letter, n-1)+"\x00")
			}
			texts = append(texts, strings.Repeat("\xff", n), strings.Repeat("\xff", n+1))
		}
	}
	if f.Codes != nil {
		for _, c := range f.Codes.Codes {
			texts = append(texts, c.Code, c.Code+" ", " "+c.Code, c.Code+"x", strings.ToUpper(c.Code), "'"+c.Code+"'")
			texts = append(texts, strings.Fields(c.Code)...)
		}
	}
	return texts
}

// The verdict above notices a rule whose three say different things.
func TestVerdictNoticesDisagreement(t *testing.T) {
	for name, spoil := range map[string]func(*Rule){
		"tag":   func(r *Rule) { r.Tag = "max=4" },
		"words": func(r *Rule) { r.Keywords = map[string]any{"maxLength": 4} },
		"check": func(r *Rule) { r.Text = func(b []byte) bool { return len(b) <= 3 } },
	} {
		r := MaxLen(3)
		spoil(&r)
		f := &Field{Name: "spoilt", Kind: Text, Rules: []Rule{r}}
		schema, noticed := compileField(t, f), &counter{}
		for _, s := range []string{"", "aaa", "aaaa", "éééé", "ééé"} {
			judgeText(noticed, f, schema, s)
		}
		if noticed.n == 0 {
			t.Errorf("a spoilt %s passes", name)
		}
	}
}

// A counter counts failures.
type counter struct{ n int }

func (*counter) Helper()                 {}
func (c *counter) Errorf(string, ...any) { c.n++ }

func genString(f *Field) *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom(edgeTexts(f)),
		rapid.String(),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 12), func(b []byte) string { return string(b) }),
		rapid.StringMatching(`[0-9]{4}(-[0-9]{1,2}){0,2}[?~%]?`),
		rapid.StringMatching(`[a-z0-9-]{0,8}`),
		rapid.StringMatching(`https?://[a-z /?#\t\f]{0,5}`),
	)
}

func genInt(f *Field) *rapid.Generator[int64] {
	edges := []int64{0, 1, -1, 1<<53 + 1, -1 << 62}
	for _, r := range f.Rules {
		for _, word := range []string{"minimum", "maximum"} {
			if n, ok := r.Keywords[word].(int64); ok {
				edges = append(edges, n-1, n, n+1)
			}
		}
	}
	return rapid.OneOf(rapid.SampledFrom(edges), rapid.Int64Range(-200, 200), rapid.Int64())
}
