package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"migdata": main})
}

// Each script of testdata/script is a session of a user. It begins in a folder
// that holds a copy of config.yaml and the sources.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			config, err := os.ReadFile(filepath.Join(root, "config.yaml"))
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(env.WorkDir, "config.yaml"), config, 0o644); err != nil {
				return err
			}
			return os.CopyFS(filepath.Join(env.WorkDir, "sources"), os.DirFS(filepath.Join(root, "sources")))
		},
		Condition: func(name string) (bool, error) {
			if name != "superuser" {
				return false, fmt.Errorf("unknown condition %s", name)
			}
			return os.Geteuid() == 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"appendto": appendTo, "code": code, "jsonlines": jsonLines, "keys": keys, "previous": previous, "replace": replace, "validates": validates},
	})
}

// code N COMMAND... runs a command that must end with the exit code N.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		if _, scanErr := fmt.Sscanf(err.Error(), "exit status %d", &got); scanErr != nil {
			ts.Check(err)
		}
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// previous VERSION names a release in out as the one before, in config.yaml.
func previous(ts *testscript.TestScript, neg bool, args []string) {
	sum := sha256.Sum256([]byte(ts.ReadFile("out/" + args[0] + "/manifest.json")))
	config := ts.ReadFile("config.yaml")
	named := strings.Replace(config, "\nrelease:\n", fmt.Sprintf("\nrelease:\n  previous: {version: %s, manifest_sha256: %x}\n", args[0], sum), 1)
	if named == config {
		ts.Fatalf("config.yaml has no release")
	}
	ts.Check(os.WriteFile(ts.MkAbs("config.yaml"), []byte(named), 0o644))
}

// appendto FILE MORE adds the lines of MORE to FILE.
func appendTo(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+ts.ReadFile(args[1])), 0o644))
}

// jsonlines FILE MIN fails where a line of FILE is no JSON object, or there
// are fewer than MIN.
func jsonLines(ts *testscript.TestScript, neg bool, args []string) {
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	for i, line := range lines {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			ts.Fatalf("%s:%d: %v: %s", args[0], i+1, err, line)
		}
	}
	var least int
	fmt.Sscan(args[1], &least)
	if len(lines) < least {
		ts.Fatalf("%d lines, want %d", len(lines), least)
	}
}

// keys FILE WANT holds the shape of the JSON of FILE against WANT: objects
// with their keys in order, lists by the fullest of their elements.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	d := json.NewDecoder(strings.NewReader(ts.ReadFile(args[0])))
	got, err := shape(d)
	ts.Check(err)
	if diff := cmp.Diff(strings.Join(strings.Fields(ts.ReadFile(args[1])), ""), got); diff != "" {
		ts.Fatalf("shape of %s (-want +got):\n%s", args[0], diff)
	}
}

func shape(d *json.Decoder) (string, error) {
	token, err := d.Token()
	if err != nil {
		return "", err
	}
	switch token {
	case json.Delim('{'):
		var parts []string
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return "", err
			}
			value, err := shape(d)
			if err != nil {
				return "", err
			}
			parts = append(parts, strings.TrimSuffix(fmt.Sprint(key)+":"+value, ":."))
		}
		_, err := d.Token()
		return "{" + strings.Join(parts, ",") + "}", err
	case json.Delim('['):
		fullest := ""
		for d.More() {
			element, err := shape(d)
			if err != nil {
				return "", err
			}
			if len(element) > len(fullest) {
				fullest = element
			}
		}
		_, err := d.Token()
		return "[" + strings.TrimSuffix(fullest, ".") + "]", err
	}
	return ".", nil
}

// validates SCHEMA FILE fails where the JSON of FILE is not as SCHEMA says.
func validates(ts *testscript.TestScript, neg bool, args []string) {
	schema, err := jsonschema.NewCompiler().Compile(ts.MkAbs(args[0]))
	ts.Check(err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	if err := schema.Validate(value); (err != nil) != neg {
		ts.Fatalf("%s by %s: %v", args[1], args[0], err)
	}
}

// replace FILE BEFORE AFTER replaces words that a file has once.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[0])
	if n := strings.Count(text, args[1]); n != 1 {
		ts.Fatalf("%s has %q %d times", args[0], args[1], n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}
