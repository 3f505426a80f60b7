package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"migdata/pipeline"
)

func readCommand() *cobra.Command {
	explain, encoding := false, ""
	c := &cobra.Command{
		Use:   "read FILE...",
		Short: "Read texts by themselves and print what they hold, one JSON object a file",
		Long: `read needs no configuration: it reads each text as a factsheet and prints one
JSON object a line per file, with its projects, statements, coverage and
findings. Registry, curated rows and policy play no part in it. The file - is
standard input.

--explain prints each line of the texts instead, with its number, its class,
the rule that gave it its class, and the record that it belongs to. On a
terminal the classes have colours, unless NO_COLOR is set.

A file that cannot be read has an error among its findings; the exit code is
then 1.`,
		Example: "  migdata read factsheet.txt\n  migdata read --explain factsheet.txt\n  migdata read *.txt | jq .projects\n  pdftotext -layout sheet.pdf - | migdata read -",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			if encoding != "" && !pipeline.HasEncoding(encoding) {
				return fmt.Errorf("--encoding %q is not known; use utf-8, utf-16le, utf-16be, iso-8859-1 or windows-1252", encoding)
			}
			show := showJSON(c.OutOrStdout())
			if explain {
				show = showExplanation(c.OutOrStdout())
			}
			failed := false
			for _, file := range files {
				if err := c.Context().Err(); err != nil {
					return err
				}
				findings, err := show(file, encoding)
				if err != nil {
					return err
				}
				for _, f := range findings {
					failed = failed || f.Severity == "error"
				}
			}
			if failed {
				return errFindings
			}
			return nil
		},
	}
	c.Flags().BoolVar(&explain, "explain", false, "print each line with its class and the rule that took it")
	c.Flags().StringVar(&encoding, "encoding", "", "encoding of the texts, where it is not UTF-8: iso-8859-1, windows-1252, utf-16le, utf-16be")
	return c
}

// A shower shows what one file holds, and returns what was found.
type shower func(file, encoding string) ([]pipeline.ReadFinding, error)

func showJSON(w io.Writer) shower {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return func(file, encoding string) ([]pipeline.ReadFinding, error) {
		reading := pipeline.ReadFile(file, encoding)
		return reading.Findings, out.Encode(reading)
	}
}

func showExplanation(w io.Writer) shower {
	coloured := isColoured(w)
	return func(file, encoding string) ([]pipeline.ReadFinding, error) {
		e := pipeline.Explain(file, encoding)
		printExplanation(w, &e, coloured)
		findings := e.Findings
		for i := range e.Lines {
			findings = append(findings, e.Lines[i].Findings...)
		}
		return findings, nil
	}
}
