package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"migdata/pipeline"
	"migdata/pipeline/release"
)

func verifyCommand() *cobra.Command {
	var inputs string
	var rebuild, asJSON bool
	c := &cobra.Command{
		Use:   "verify [RELEASE]",
		Short: "Hold a release against its manifest, its tables and its formats, or build it again",
		Long: `verify hashes every file of a release, reads every table back in every format,
compares the cells, and judges rules, keys and references. RELEASE is a folder;
without it, the latest version is verified.

With --rebuild it also builds the release again, from inputs whose hashes are
those of the manifest, and compares the bytes of every file.

The exit code is 1 where anything differs.`,
		Example: "  migdata verify\n  migdata verify out/1.0.0 --rebuild\n  migdata verify /data/1.0.0 --rebuild --inputs checkout",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := releaseFolder(c, args)
			if err != nil {
				return err
			}
			look := pipeline.Verify
			if rebuild {
				look = func(ctx context.Context, dir string) (*pipeline.Verification, error) {
					return pipeline.Rebuild(ctx, dir, inputs)
				}
			}
			v, err := look(c.Context(), dir)
			if err != nil {
				return err
			}
			if asJSON {
				if err := json.NewEncoder(c.OutOrStdout()).Encode(v); err != nil {
					return err
				}
			} else {
				printVerification(c, v)
			}
			if len(v.Problems) > 0 {
				return errFindings
			}
			return nil
		},
	}
	c.Flags().BoolVar(&rebuild, "rebuild", false, "build the release again and compare the bytes")
	c.Flags().StringVar(&inputs, "inputs", ".", "folder of the inputs, with the configuration file")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// releaseFolder returns the folder that the arguments name, or that of the
// latest version.
func releaseFolder(c *cobra.Command, args []string) (string, error) {
	if len(args) > 0 {
		return args[0], nil
	}
	out, err := outputFolder(c, "")
	if err != nil {
		return "", err
	}
	return release.LatestFolder(out)
}

func printVerification(c *cobra.Command, v *pipeline.Verification) {
	out := c.OutOrStdout()
	for _, n := range v.Notes {
		fmt.Fprintln(out, "note:", n)
	}
	for _, p := range v.Problems {
		fmt.Fprintln(out, printable(p))
	}
	fmt.Fprintf(out, "version %s: %s and %s as the manifest says", v.Version, several(v.Files, "file"), several(v.Tables, "written table"))
	if v.Rebuilt && len(v.Problems) == 0 {
		fmt.Fprint(out, ", and the same bytes when built again")
	}
	fmt.Fprintf(out, "; %s\n", several(len(v.Problems), "problem"))
}
