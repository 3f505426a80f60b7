package metadata

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// ThirdParty lists the modules that the program is made of, with their
// licences as SPDX expressions. third_party_gen.go makes the list.
var ThirdParty = Renderer{Path: "THIRD_PARTY.md", Render: renderThirdParty}

//go:embed third_party.csv
var thirdPartyCSV string

func renderThirdParty(w io.Writer, _ Dataset) error {
	rows, err := csv.NewReader(strings.NewReader(thirdPartyCSV)).ReadAll()
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("# What the program is made of\n\nThe files of this release were written by migdata, which is under the Apache License 2.0 and is made of these Go modules. " +
		"None of their code is in the release.\n\n| module | version | licence |\n|---|---|---|\n")
	for _, row := range rows[1:] {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", markdown(row[0]), markdown(row[1]), markdown(row[2]))
	}
	_, err = io.WriteString(w, b.String())
	return err
}
