package main

import (
	"github.com/spf13/cobra"

	"migdata/pipeline"
)

func addCommand() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:   "add FILE",
		Short: "Copy a text to the sources and print the stanza that config.yaml needs",
		Long: `add copies a text, byte for byte, into sources/texts beside the configuration,
detects its language and layout, and prints the stanza to paste under documents
in the configuration. What it cannot know is left for you to fill in.`,
		Example: "  migdata add ~/Downloads/factsheet-2022.txt",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			stanza, err := pipeline.Add(file, args[0])
			if err != nil {
				return err
			}
			_, err = c.OutOrStdout().Write([]byte(stanza))
			return err
		},
	}
	c.Flags().StringVar(&file, "config", "config.yaml", "configuration file")
	return c
}
