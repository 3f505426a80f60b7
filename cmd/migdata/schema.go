package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"migdata/schemas"
)

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "schema [TABLE]",
		Short:   "List the tables, or print the JSON Schema of one",
		Example: "  migdata schema\n  migdata schema projects",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				t := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
				for _, table := range schemas.Tables() {
					fmt.Fprintf(t, "%s\t%s\t%d columns\tkey %s\n", table.Name, table.Title, len(table.Fields), strings.Join(table.Key, ", "))
				}
				return t.Flush()
			}
			table := schemas.TableNamed(args[0])
			if table == nil {
				return fmt.Errorf("there is no table %q; migdata schema lists them", args[0])
			}
			return schemas.WriteJSONSchema(c.OutOrStdout(), table.JSONSchema())
		},
	}
}
