package pipeline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"migdata/schemas"
)

// Every rule that the code can name is in the catalogue of findings, and
// every rule of the catalogue is named by the code.
func TestRulesAreThoseOfTheCatalogue(t *testing.T) {
	named, emitted := rulesInCode(t)
	for rule, at := range emitted {
		if _, ok := schemas.Rulebook()[rule]; !ok {
			t.Errorf("%s: the rule %s is not in schemas/findings.csv", at, rule)
		}
	}
	for rule, doc := range schemas.Rulebook() {
		if named[rule] == "" {
			t.Errorf("schemas/findings.csv: no code names the rule %s", rule)
		}
		if doc.Title == "" || doc.Why == "" || doc.Fix == "" {
			t.Errorf("schemas/findings.csv: %s lacks title, why or fix", rule)
		}
	}
	if len(emitted) < 40 {
		t.Errorf("only %d rules were found in the code", len(emitted))
	}
}

var ruleID = regexp.MustCompile(`^[a-z_]+\.[a-z_]+$`)

// rulesInCode returns the texts of the code that look like a rule id, and
// those of them that stand where a finding gets its rule: the field Rule of a
// Finding or Note, the field Finding of a Rule or AcrossRule, an argument of
// find, finding or note, a constant of notes.
func rulesInCode(t *testing.T) (named, emitted map[string]string) {
	named, emitted = map[string]string{}, map[string]string{}
	files := token.NewFileSet()
	for _, folder := range []string{"pipeline", "schemas"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			keep := func(in map[string]string, e ast.Expr) {
				if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, _ := strconv.Unquote(lit.Value); ruleID.MatchString(text) {
						in[text] = files.Position(lit.Pos()).String()
					}
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					keep(named, n)
				case *ast.CompositeLit:
					fieldOf(n, func(typ, field string, value ast.Expr) {
						if field == "Rule" && (typ == "Finding" || typ == "Note" || typ == "") || field == "Finding" {
							keep(emitted, value)
						}
					})
				case *ast.CallExpr:
					switch nameOf(n.Fun) {
					case "find", "finding", "note":
						for _, a := range n.Args {
							keep(emitted, a)
						}
					}
				case *ast.ValueSpec:
					if strings.HasPrefix(n.Names[0].Name, "note") {
						for _, v := range n.Values {
							keep(emitted, v)
						}
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return named, emitted
}

// fieldOf calls f with the fields of a composite literal and the name of its
// type, "" where the literal leaves it out.
func fieldOf(n *ast.CompositeLit, f func(typ, field string, value ast.Expr)) {
	typ := ""
	if n.Type != nil {
		typ = nameOf(n.Type)
	}
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			f(typ, nameOf(kv.Key), kv.Value)
		}
	}
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}
