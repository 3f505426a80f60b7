//go:build ignore

// Writes money_names.csv: names of the current currencies from the Unicode
// CLDR, in the languages of the factsheets.
//
//	npm pack cldr-numbers-full@48.2.0 && tar xzf cldr-numbers-full-48.2.0.tgz
//	go run money_names_gen.go package/main < codes > money_names.csv
//
// codes are the ISO 4217 codes in use, one a line (money_codes.csv, column 1).
package main

import (
	"encoding/csv"
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	codes, err := csv.NewReader(os.Stdin).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	w := csv.NewWriter(os.Stdout)
	w.Write([]string{"kind", "value", "lang", "words", "source"})
	for _, lang := range []string{"en", "fr", "de", "es", "it", "pt", "nl", "ar"} {
		currencies := read(filepath.Join(os.Args[1], lang, "currencies.json"), lang)
		for _, row := range codes[1:] {
			var names []string
			for key, name := range currencies[row[0]] {
				if strings.HasPrefix(key, "displayName") && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			slices.Sort(names)
			if len(names) > 0 {
				w.Write([]string{"currency", row[0], lang, strings.Join(names, " | "), "CLDR 48.2"})
			}
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		log.Fatal(err)
	}
}

func read(path, lang string) map[string]map[string]string {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	var file struct {
		Main map[string]struct {
			Numbers struct {
				Currencies map[string]map[string]string
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		log.Fatalf("reading %s: %v", path, err)
	}
	return file.Main[lang].Numbers.Currencies
}
