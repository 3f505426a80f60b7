//go:build ignore

// Command third_party_gen writes third_party.csv: the modules that are part of
// the program, with their versions and licences, as their licence files say.
// Run it in this folder after a change of go.mod:
//
//	go run third_party_gen.go
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// stated are licences that a module states elsewhere than in a licence file.
var stated = map[string]string{
	"github.com/JohnCGriffin/overflow": "MIT", // README.md of the module
}

func main() {
	log.SetFlags(0)
	list, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "migdata/cmd/migdata").Output()
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(list)), "\n")
	slices.Sort(lines)
	out, err := os.Create("third_party.csv")
	if err != nil {
		log.Fatal(err)
	}
	w := csv.NewWriter(out)
	w.Write([]string{"module", "version", "licence"})
	for _, line := range slices.Compact(lines) {
		if line == "" {
			continue
		}
		f := strings.Fields(line)
		licence, err := licenceOf(f[0], f[2])
		if err != nil {
			log.Fatal(err)
		}
		w.Write([]string{f[0], f[1], licence})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		log.Fatal(err)
	}
	if err := out.Close(); err != nil {
		log.Fatal(err)
	}
}

// licenceOf names the licence of a module as an SPDX expression, by the words
// of its licence file.
func licenceOf(module, dir string) (string, error) {
	if licence := stated[module]; licence != "" {
		return licence, nil
	}
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "COPYING"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			continue
		}
		var found []string
		words := strings.Join(strings.Fields(string(text)), " ")
		for _, l := range []struct{ id, says string }{
			{"Apache-2.0", "Apache License"}, {"MIT", "Permission is hereby granted, free of charge"},
			{"BSD-3-Clause", "Neither the name"}, {"BSD-2-Clause", "Redistributions in binary form"}, {"MPL-2.0", "Mozilla Public License"},
		} {
			three := l.id == "BSD-2-Clause" && slices.Contains(found, "BSD-3-Clause")
			if strings.Contains(words, l.says) && !three {
				found = append(found, l.id)
			}
		}
		if len(found) == 0 {
			return "", fmt.Errorf("%s: %s is a licence that this program does not know", module, name)
		}
		return strings.Join(found, " AND "), nil
	}
	return "", fmt.Errorf("%s has no licence file", module)
}
