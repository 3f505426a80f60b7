// Command synthetic writes factsheets of invented projects and a configuration
// that migdata runs on, to see how it carries a large number of them.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"migdata/pipeline/synthetic"
)

func main() {
	if err := command().Execute(); err != nil {
		os.Exit(2)
	}
}

// An order is what to write, and where.
type order struct {
	projects, perSheet int
	seed               uint64
	out                string
	language           string
}

func command() *cobra.Command {
	o := &order{}
	c := &cobra.Command{
		Use:          "synthetic",
		Short:        "Write factsheets of invented projects and a configuration for them",
		Example:      "  synthetic --projects 1000000 --per-sheet 2000 --out big\n  migdata run --config big/config.yaml",
		Args:         cobra.NoArgs,
		SilenceUsage: true,
		RunE:         func(*cobra.Command, []string) error { return o.write() },
	}
	c.AddCommand(&cobra.Command{
		Use:     "show SEED",
		Short:   "Print one sheet of all phenomena, as the tests read it",
		Example: "  synthetic show 103 --language pt",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return o.show(c.OutOrStdout(), args[0]) },
	})
	c.PersistentFlags().StringVar(&o.language, "language", "", "of a sheet that is shown; default: the seed chooses")
	c.Flags().IntVar(&o.projects, "projects", 1000, "how many projects in all")
	c.Flags().IntVar(&o.perSheet, "per-sheet", 100, "how many projects a sheet")
	c.Flags().Uint64Var(&o.seed, "seed", 1, "the same seed gives the same files")
	c.Flags().StringVar(&o.out, "out", "synthetic", "folder to write into")
	return c
}

func (o *order) show(out io.Writer, seed string) error {
	n, err := strconv.ParseUint(seed, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no seed: %w", seed, err)
	}
	if o.language != "" && !slices.Contains(synthetic.Languages, o.language) {
		return fmt.Errorf("%q is none of the languages %v", o.language, synthetic.Languages)
	}
	text, _ := synthetic.Sheet(n, synthetic.Options{Language: o.language})
	_, err = out.Write(text)
	return err
}

func (o *order) write() error {
	if o.projects < 1 || o.perSheet < 1 {
		return fmt.Errorf("--projects %d and --per-sheet %d must be positive", o.projects, o.perSheet)
	}
	texts := filepath.Join(o.out, "sources", "texts")
	if err := os.MkdirAll(texts, 0o755); err != nil {
		return err
	}
	if err := o.writeCurated(); err != nil {
		return err
	}
	sheets := (o.projects + o.perSheet - 1) / o.perSheet
	for i := range sheets {
		if err := o.writeSheet(filepath.Join(texts, sheetName(i)+".txt"), i); err != nil {
			return fmt.Errorf("writing sheet %d: %w", i+1, err)
		}
	}
	return o.writeConfig(sheets)
}

func sheetName(i int) string { return fmt.Sprintf("sheet-%05d", i+1) }

func (o *order) writeSheet(path string, i int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := synthetic.Write(f, o.seed+uint64(i), min(o.perSheet, o.projects-i*o.perSheet)); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
