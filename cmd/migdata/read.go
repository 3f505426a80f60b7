package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"migdata/pipeline"
)

func readCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "read FILE...",
		Short: "Read texts by themselves and print what they hold, one JSON object a file",
		Long: `read needs no configuration: it reads each text as a factsheet and prints one
JSON object a line per file, with its projects, statements, coverage and
findings. Registry, curated rows and policy play no part in it. The file - is
standard input.

A file that cannot be read has an error among its findings; the exit code is
then 1.`,
		Example: "  migdata read factsheet.txt\n  migdata read *.txt | jq .projects\n  pdftotext -layout sheet.pdf - | migdata read -",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			out, failed := json.NewEncoder(c.OutOrStdout()), false
			out.SetEscapeHTML(false)
			for _, file := range files {
				if err := c.Context().Err(); err != nil {
					return err
				}
				reading := pipeline.ReadFile(file)
				for _, f := range reading.Findings {
					failed = failed || f.Severity == "error"
				}
				if err := out.Encode(reading); err != nil {
					return err
				}
			}
			if failed {
				return errFindings
			}
			return nil
		},
	}
}
