package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print which code this is and what built it",
		Args:  cobra.NoArgs,
		Run: func(c *cobra.Command, _ []string) {
			revision, modified := "unknown", ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					switch {
					case s.Key == "vcs.revision":
						revision = s.Value
					case s.Key == "vcs.modified" && s.Value == "true":
						modified = ", with changes"
					}
				}
			}
			fmt.Fprintf(c.OutOrStdout(), "migdata, revision %s%s, %s, %s/%s\n", revision, modified, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		},
	}
}
