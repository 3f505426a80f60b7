package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"migdata/pipeline/diff"
	"migdata/pipeline/release"
)

func pruneCommand() *cobra.Command {
	var out string
	var keep int
	var dryRun bool
	c := &cobra.Command{
		Use:   "prune --keep N",
		Short: "Remove all versions but the newest",
		Long: `prune removes versions with their archives, all but the newest N. That to which
latest leads, and the preview, always stay. A version that was published is
cited somewhere; keep the archives elsewhere before you prune.`,
		Example: "  migdata prune --keep 3 --dry-run",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if keep < 1 {
				return errors.New("--keep must be 1 or more")
			}
			releases, err := release.List(out)
			if err != nil {
				return err
			}
			old := olderThan(releases, keep)
			done := "removed"
			if dryRun {
				done = "would remove"
			} else if err := release.Remove(out, old...); err != nil {
				return err
			}
			for _, version := range old {
				fmt.Fprintf(c.OutOrStdout(), "%s %s\n", done, version)
			}
			if len(old) == 0 {
				fmt.Fprintln(c.OutOrStdout(), "nothing to remove")
			}
			return nil
		},
	}
	outFlag(c, &out)
	c.Flags().IntVar(&keep, "keep", 0, "how many of the newest versions stay")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "say what would be removed, and remove nothing")
	if err := c.MarkFlagRequired("keep"); err != nil {
		panic(err) // there is such a flag
	}
	return c
}

// olderThan returns the versions that are not among the newest keep, oldest
// first; not the latest, and nothing that is no version.
func olderThan(releases []release.Listed, keep int) []string {
	type version struct {
		diff.Version
		latest bool
	}
	var versions []version
	for _, r := range releases {
		if v, err := diff.ParseVersion(r.Version); err == nil {
			versions = append(versions, version{v, r.Latest})
		}
	}
	slices.SortFunc(versions, func(a, b version) int { return a.Compare(b.Version) })
	var old []string
	for _, v := range versions[:max(0, len(versions)-keep)] {
		if !v.latest {
			old = append(old, v.String())
		}
	}
	return old
}
