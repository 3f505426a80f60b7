package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"migdata/pipeline/diff"
)

// errDiffers ends a command that found differences; they have been printed.
var errDiffers = errors.New("the releases differ")

func diffCommand() *cobra.Command {
	var all, asJSON, asHTML, asMarkdown bool
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed from one release to another, and why",
		Long: `diff compares the releases in two folders: what their tables are made of, and
every row and cell by key. It prints what matters most first, each change with
its cause: a source text, a curated row, policy, configuration, reference data,
or the program itself; and the step of the version that the changes ask for.

The columns of each release are read from its own dictionary, so releases of
other versions of the program can be compared.

It ends with 0 where nothing differs, 1 where something does, and 2 where the
comparison failed.`,
		Example: `  migdata diff out/1.0.0 out/preview
  migdata diff out/1.0.0 out/1.1.0 --html > changes.html
  migdata diff out/1.0.0 out/1.1.0 --all --json | jq '.rows[] | select(.table == "projects")'`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			options := diff.Options{}
			if all {
				options.Keep = -1
			}
			changes, err := diff.Compare(c.Context(), args[0], args[1], options)
			if err != nil {
				return fmt.Errorf("comparing %s with %s: %w", args[0], args[1], err)
			}
			write := func(w io.Writer, c *diff.Changes) error { return diff.WriteText(w, c, all) }
			switch {
			case asJSON:
				write = diff.WriteJSON
			case asHTML:
				write = diff.WriteHTML
			case asMarkdown:
				write = diff.WriteMarkdown
			}
			out := bufio.NewWriter(c.OutOrStdout())
			if err := errors.Join(write(out, changes), out.Flush()); err != nil {
				return fmt.Errorf("printing the changes: %w", err)
			}
			if !changes.Same() {
				return errDiffers
			}
			return nil
		},
	}
	c.Flags().BoolVar(&all, "all", false, "keep and print every change (memory grows with their number)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	c.Flags().BoolVar(&asHTML, "html", false, "print one self-contained page")
	c.Flags().BoolVar(&asMarkdown, "markdown", false, "print Markdown, as CHANGES.md of a release has it")
	c.MarkFlagsMutuallyExclusive("json", "html", "markdown")
	return c
}
