package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"migdata/pipeline"
	"migdata/schemas"
)

func runCommand() *cobra.Command {
	var file, log string
	c := &cobra.Command{
		Use:   "run",
		Short: "Read everything, judge it, and replace the preview in the output folder",
		Example: `  migdata run
  migdata run --config config.yaml --out /tmp/out
  migdata run --fail-on warning --log json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return execute(c, file, log, true) },
	}
	configFlags(c, &file, &log)
	c.Flags().String("out", "", "folder to write into (default: out in the configuration)")
	return c
}

func checkCommand() *cobra.Command {
	var file, log string
	c := &cobra.Command{
		Use:     "check",
		Short:   "Read everything and print the findings; write nothing",
		Example: "  migdata check\n  migdata check --fail-on warning",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return execute(c, file, log, false) },
	}
	configFlags(c, &file, &log)
	return c
}

func configFlags(c *cobra.Command, file, log *string) {
	c.Flags().StringVar(file, "config", "config.yaml", "configuration file")
	c.Flags().StringVar(log, "log", "text", "how to print: text or json")
	c.Flags().Int("jobs", 0, "documents to read at once (default: one a processor)")
	c.Flags().String("fail-on", "", "severity of findings that forbids publishing: note, warning, error or never (default: error)")
}

// execute runs the pipeline and prints what it did.
func execute(c *cobra.Command, file, log string, publish bool) error {
	if log != "text" && log != "json" {
		return fmt.Errorf("--log is %q; it can be text or json", log)
	}
	cfg, err := loadConfig(file, c.Flags())
	if err != nil {
		return err
	}
	progress, done := progressOn(os.Stderr)
	summary, err := pipeline.Run(c.Context(), cfg, pipeline.Options{Publish: publish, Progress: progress})
	done()
	if err != nil {
		return err
	}
	if log == "json" {
		err = printJSON(c.OutOrStdout(), summary)
	} else {
		printFindings(c.OutOrStdout(), summary, publish)
		if publish {
			printSummary(c.OutOrStdout(), summary)
		}
	}
	if err != nil {
		return err
	}
	if summary.Forbidden {
		if log == "text" {
			consequence := "the data would not be published"
			if publish {
				consequence = "nothing is published"
			}
			fmt.Fprintf(c.ErrOrStderr(), "migdata: findings of severity %s or higher: %s\n", cfg.FailOn, consequence)
		}
		return errFindings
	}
	return nil
}

// printFindings prints the findings, the gravest last: all of them for a
// check, and those that weigh at least a warning for a run. A document that we
// hold stands under its path, seen from where the command runs.
func printFindings(w io.Writer, s *pipeline.Summary, publish bool) {
	least := schemas.Note
	if publish {
		least = schemas.Warning
	}
	here, _ := os.Getwd()
	file := func(document string) string {
		path := s.Paths[document]
		if path == "" {
			return document
		}
		if near, err := filepath.Rel(here, path); err == nil && !strings.HasPrefix(near, "..") {
			return near
		}
		return path
	}
	for severity := least; severity <= schemas.Error; severity++ {
		for i := range s.Findings {
			f := &s.Findings[i]
			if f.Severity() == severity {
				fmt.Fprintln(w, f.In(file))
			}
		}
	}
	if all := s.Severity[schemas.Note] + s.Severity[schemas.Warning] + s.Severity[schemas.Error]; all > len(s.Findings) {
		fmt.Fprintf(w, "... and %d more findings\n", all-len(s.Findings))
	}
	fmt.Fprintf(w, "findings: %s, %s, %s\n", several(s.Severity[schemas.Error], "error"), several(s.Severity[schemas.Warning], "warning"),
		several(s.Severity[schemas.Note], "note"))
}
