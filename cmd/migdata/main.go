// Command migdata turns factsheets of migration projects and curated records
// into open datasets: Parquet, Excel, JSON and CSV, with the claims that every
// cell rests on.
//
// This package parses flags and configuration, prints, and sets the exit code.
// The work is done in package pipeline.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes, as README.md documents them.
const (
	exitDone     = 0
	exitFindings = 1 // findings forbid publishing, or diff found differences
	exitFailure  = 2 // configuration, flags, output, or a failure of the run itself
)

// errFindings ends a command whose findings forbid what was asked for; they
// have been printed.
var errFindings = errors.New("findings forbid publishing")

func main() { os.Exit(run(os.Args[1:])) }

// run runs one command line and returns the exit code.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	root := rootCommand()
	root.SetArgs(args)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings), errors.Is(err, errDiffers):
		return exitFindings
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "migdata: interrupted; nothing was published")
	default:
		fmt.Fprintln(os.Stderr, "migdata:", err)
	}
	return exitFailure
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "migdata",
		Short: "Factsheets and curated records in, an open dataset out",
		Long: `migdata reads factsheets of migration projects and curated records, turns every
statement into a claim with its place, resolves the claims into tables, and
publishes them as Parquet, Excel, JSON and CSV.`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.AddCommand(runCommand(), checkCommand(), readCommand(), normaliseCommand(), addCommand(), schemaCommand(), whyCommand(), diffCommand(), verifyCommand(), listCommand(), rollbackCommand(), pruneCommand(), versionCommand())
	return root
}
