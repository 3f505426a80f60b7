package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"migdata/pipeline"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print which code this is and what built it",
		Args:  cobra.NoArgs,
		Run: func(c *cobra.Command, _ []string) {
			b := pipeline.ThisBuild()
			modified := ""
			if b.Modified {
				modified = ", with changes"
			}
			fmt.Fprintf(c.OutOrStdout(), "migdata, revision %s%s, %s, %s/%s\n", cmp.Or(b.Revision, "unknown"), modified, b.Go, b.OS, b.Arch)
		},
	}
}
