package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"migdata/pipeline/release"
)

func listCommand() *cobra.Command {
	var out string
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the releases in the output folder",
		Long: `list prints the releases in the output folder. The hash is that of the manifest:
with the version it names a release as release.previous in the configuration.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out, err := outputFolder(c, out)
			if err != nil {
				return err
			}
			releases, err := release.List(out)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(append([]release.Listed{}, releases...))
			}
			t := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, r := range releases {
				if r.Problem != "" {
					fmt.Fprintf(t, "%s\tno release that counts: %s\n", printable(r.Version), printable(r.Problem))
					continue
				}
				latest := ""
				if r.Latest {
					latest = "latest"
				}
				fmt.Fprintf(t, "%s\t%s\tas of %s\t%s, %s\t%s\t%s\n", printable(r.Version), r.Released, r.AsOf, several(r.Files, "file"), size(r.Bytes), r.Manifest, latest)
			}
			return t.Flush()
		},
	}
	outFlag(c, &out)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// outFlag adds the flag that names the output folder to a command that needs
// nothing else of the configuration.
func outFlag(c *cobra.Command, out *string) {
	c.Flags().StringVar(out, "out", "", "output folder (default: out in config.yaml; without one, out)")
}

// outputFolder returns the folder that the flag names, or else config.yaml.
func outputFolder(c *cobra.Command, out string) (string, error) {
	const file = "config.yaml"
	if out != "" {
		return out, nil
	}
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return "out", nil
	}
	cfg, err := loadConfig(file, c.Flags())
	if err != nil {
		return "", err
	}
	return cfg.Out, nil // config.yaml stands here, and so paths are relative to here
}

func rollbackCommand() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:     "rollback VERSION",
		Short:   "Let latest lead to a version that is there",
		Long:    "rollback lets the pointer latest lead to a version that is there. Newer versions stay where they are.",
		Example: "  migdata rollback 1.0.0",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			out, err := outputFolder(c, out)
			if err != nil {
				return err
			}
			if err := release.Rollback(out, args[0]); err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "latest leads to %s\n", args[0])
			return nil
		},
	}
	outFlag(c, &out)
	return c
}
