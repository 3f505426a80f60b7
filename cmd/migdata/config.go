package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"gopkg.in/yaml.v3"

	"migdata/pipeline"
)

// loadConfig merges the configuration file, the environment (MIGDATA_*) and
// the flags, in this order, and checks what comes out. A mistake in the file
// is named with its line.
func loadConfig(file string, flags *pflag.FlagSet) (*pipeline.Config, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	if err := strict(file, text); err != nil {
		return nil, err
	}
	v := viper.New()
	v.SetConfigType("yaml")
	if err := v.ReadConfig(bytes.NewReader(text)); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	v.SetDefault("fail_on", "error")
	v.SetDefault("out", "out")
	v.SetDefault("curated", "sources/curated")
	v.SetEnvPrefix("MIGDATA")
	v.SetEnvKeyReplacer(strings.NewReplacer(".", "_"))
	origin := map[string]string{} // of what is not from the file, by key
	unknown := map[string]bool{}  // variables that are ours by name and set nothing
	for _, pair := range os.Environ() {
		if name, _, _ := strings.Cut(pair, "="); strings.HasPrefix(name, "MIGDATA_") {
			unknown[name] = true
		}
	}
	for _, key := range plainKeys(reflect.TypeFor[pipeline.Config](), "") {
		if err := v.BindEnv(key); err != nil {
			return nil, err
		}
		name := "MIGDATA_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
		delete(unknown, name)
		if os.Getenv(name) != "" {
			origin[key] = name
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("the environment sets %s, which no key of the configuration is called", strings.Join(sorted(unknown), ", "))
	}
	for key, name := range map[string]string{"out": "out", "jobs": "jobs", "fail_on": "fail-on", "formats": "formats", "tables": "tables", "workbooks.languages": "lang"} {
		if f := flags.Lookup(name); f != nil && f.Changed {
			v.Set(key, strings.Trim(f.Value.String(), "[]"))
			origin[key] = "--" + name
		}
	}
	cfg := &pipeline.Config{}
	if err := v.UnmarshalExact(cfg, viper.DecodeHook(mapstructure.ComposeDecodeHookFunc(
		mapstructure.DecodeHookFuncType(dayAsText), mapstructure.StringToSliceHookFunc(",")))); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	cfg.Root, cfg.File = folder, file
	if f := flags.Lookup("out"); f != nil && f.Changed {
		if cfg.Out, err = filepath.Abs(cfg.Out); err != nil { // a flag is relative to where it is typed
			return nil, err
		}
	}
	return cfg, locate(file, text, origin, cfg.Validate())
}

// dayAsText turns a day, which viper's yaml reads as a time, back into text.
func dayAsText(from, to reflect.Type, value any) (any, error) {
	if day, ok := value.(time.Time); ok && to.Kind() == reflect.String {
		return day.Format(time.DateOnly), nil
	}
	return value, nil
}

// strict reads the file with yaml's own decoder, which refuses unknown keys
// and wrong types and names their lines, and tells capitals from small letters.
func strict(file string, text []byte) error {
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	var cfg pipeline.Config
	err := d.Decode(&cfg)
	var wrong *yaml.TypeError
	switch {
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%s: it is empty", file)
	case errors.As(err, &wrong):
		lines := make([]string, len(wrong.Errors))
		for i, e := range wrong.Errors {
			lines[i] = file + ":" + plainYAML(strings.TrimPrefix(e, "line "))
		}
		return errors.New(strings.Join(lines, "\n         "))
	case err != nil:
		said := strings.TrimPrefix(err.Error(), "yaml: ")
		if at, ok := strings.CutPrefix(said, "line "); ok {
			return fmt.Errorf("%s:%s", file, at)
		}
		return fmt.Errorf("%s:1: %s", file, said)
	}
	var mistakes pipeline.Mistakes // viper would take FR for fr, and lose one of the two
	for _, language := range slices.Sorted(maps.Keys(cfg.Dataset.Translations)) {
		if language != strings.ToLower(language) {
			mistakes = append(mistakes, pipeline.Mistake{Path: []string{"dataset", "translations", language}, Value: language, Rule: "lowercase"})
		}
	}
	if mistakes != nil {
		return locate(file, text, nil, mistakes)
	}
	return nil
}

// plainYAML says in plain words what yaml says of Go's types.
func plainYAML(e string) string {
	if before, after, ok := strings.Cut(e, "field "); ok && strings.Contains(after, " not found in type") {
		return before + "unknown key " + strings.Fields(after)[0]
	}
	return e
}

// locate adds to each mistake that validation found where it was made: the
// line of the key in the file, or the variable or flag that origin names for
// the key.
func locate(file string, text []byte, origin map[string]string, err error) error {
	var mistakes pipeline.Mistakes
	if !errors.As(err, &mistakes) {
		return err
	}
	var document yaml.Node
	if yaml.Unmarshal(text, &document) != nil {
		return err
	}
	lines := make([]string, len(mistakes))
	for i, m := range mistakes {
		if from := origin[strings.Join(m.Path, ".")]; from != "" {
			lines[i] = fmt.Sprintf("%s: %s", from, m)
			continue
		}
		lines[i] = fmt.Sprintf("%s:%d: %s", file, lineOf(&document, m.Path), m)
	}
	return errors.New(strings.Join(lines, "\n         "))
}

// lineOf returns the line of the node that a path of keys and indices leads
// to, or of the last one on the way that is there.
func lineOf(n *yaml.Node, path []string) int {
	line := max(n.Line, 1)
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		return lineOf(n.Content[0], path)
	}
	if len(path) == 0 {
		return line
	}
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == path[0] {
				if len(path) == 1 {
					return n.Content[i].Line
				}
				return lineOf(n.Content[i+1], path[1:])
			}
		}
	case yaml.SequenceNode:
		var at int
		if _, err := fmt.Sscanf(path[0], "%d", &at); err == nil && at < len(n.Content) {
			return lineOf(n.Content[at], path[1:])
		}
	}
	return line
}

// plainKeys returns the keys of a configuration that hold one value each, or a
// list of texts, which the environment writes with commas.
func plainKeys(t reflect.Type, prefix string) []string {
	var keys []string
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("mapstructure")
		switch {
		case name == "-" || f.Type.Kind() == reflect.Map:
		case f.Type.Kind() == reflect.Struct:
			keys = append(keys, plainKeys(f.Type, prefix+name+".")...)
		case f.Type.Kind() == reflect.Pointer:
			keys = append(keys, plainKeys(f.Type.Elem(), prefix+name+".")...)
		case f.Type.Kind() != reflect.Slice || f.Type.Elem().Kind() == reflect.String:
			keys = append(keys, prefix+name)
		}
	}
	return keys
}
