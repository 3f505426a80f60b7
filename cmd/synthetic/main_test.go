package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"gopkg.in/yaml.v3"

	"migdata/pipeline"
)

// What is written runs as it is: the configuration has no unknown key and
// breaks no rule, and a run publishes every project.
func TestWhatIsWrittenRuns(t *testing.T) {
	o := order{projects: 12, perSheet: 5, seed: 1, out: t.TempDir()}
	if err := o.write(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(o.out, "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Config{Root: o.out, Formats: []string{"json"}}
	strict := yaml.NewDecoder(bytes.NewReader(text))
	strict.KnownFields(true)
	if err := strict.Decode(&cfg); err != nil {
		t.Fatal(err)
	}
	if err := cfg.Validate(); err != nil {
		t.Fatal(err)
	}
	summary, err := pipeline.Run(context.Background(), &cfg, pipeline.Options{Publish: true})
	if err != nil {
		t.Fatal(err)
	}
	if summary.Out == "" || summary.Tables[0].Rows != 12 {
		t.Errorf("published %q with %d projects", summary.Out, summary.Tables[0].Rows)
	}
}
