package main

import (
	"errors"
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
	var file, log, version string
	c := &cobra.Command{
		Use:   "run",
		Short: "Read everything, judge it, and replace the preview, or publish a version",
		Long: `run reads everything, judges it, and replaces the preview in the output folder.

With --version it publishes a version: a folder that never changes, its archive
beside it, and the pointer latest. A version that is there with the same content
is left as it is; with other content it is refused.`,
		Example: `  migdata run
  migdata run --version 1.0.0
  migdata run --config config.yaml --out /tmp/out
  migdata run --fail-on warning --log json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if c.Flags().Changed("version") && version == "" {
				return errors.New("--version is empty; it can be MAJOR.MINOR.PATCH, such as 1.2.0")
			}
			return execute(c, file, log, pipeline.Options{Publish: true, Version: version})
		},
	}
	configFlags(c, &file, &log)
	c.Flags().String("out", "", "folder to write into (default: out in the configuration)")
	c.Flags().StringVar(&version, "version", "", "publish this version (MAJOR.MINOR.PATCH) instead of a preview")
	c.Flags().StringSlice("formats", nil, "formats of a preview (default: all)")
	c.Flags().StringSlice("lang", nil, "languages of the workbooks, the first of which has no code in its files' names")
	c.Flags().StringSlice("tables", nil, "tables of a preview (default: all)")
	return c
}

func checkCommand() *cobra.Command {
	var file, log string
	c := &cobra.Command{
		Use:     "check",
		Short:   "Read everything and print the findings; write nothing",
		Example: "  migdata check\n  migdata check --fail-on warning",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return execute(c, file, log, pipeline.Options{}) },
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
func execute(c *cobra.Command, file, log string, o pipeline.Options) error {
	if log != "text" && log != "json" {
		return fmt.Errorf("--log is %q; it can be text or json", log)
	}
	cfg, err := loadConfig(file, c.Flags())
	if err != nil {
		return err
	}
	var done func()
	o.Progress, done = progressOn(os.Stderr)
	summary, err := pipeline.Run(c.Context(), cfg, o)
	done()
	if err != nil {
		return err
	}
	if log == "json" {
		err = printJSON(c.OutOrStdout(), summary)
	} else {
		printFindings(c.OutOrStdout(), summary, o.Publish)
		if o.Publish {
			printSummary(c.OutOrStdout(), summary)
		}
	}
	if err != nil {
		return err
	}
	if summary.Leftover != "" {
		fmt.Fprintln(c.ErrOrStderr(), "migdata:", summary.Leftover)
	}
	if summary.Forbidden {
		if log == "text" {
			consequence := "the data would not be published"
			if o.Publish {
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
