//go:build ignore

// Generate_cldr writes cldr-names.txt, every name that the Unicode CLDR has for a
// country or territory of ISO 3166-1 in 30 languages, from the npm package
// cldr-localenames-full:
//
//	npm pack cldr-localenames-full@48.2.0 && tar xzf cldr-localenames-full-48.2.0.tgz
//	go run generate_cldr.go -cldr package
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// languages are those of the UN and of the EU, and of the larger neighbours.
const languages = "ar bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro ru sk sl sr sv tr uk zh"

func main() {
	dir := flag.String("cldr", "", "folder of the unpacked package")
	flag.Parse()
	var out strings.Builder
	out.WriteString("# Unicode CLDR 48.2, licence Unicode-3.0. A line for each language: alpha-2 and name, parted by bars.\n")
	for lang := range strings.FieldsSeq(languages) {
		content, err := os.ReadFile(filepath.Join(*dir, "main", lang, "territories.json"))
		check(err)
		var file struct {
			Main map[string]struct {
				LocaleDisplayNames struct{ Territories map[string]string }
			}
		}
		check(json.Unmarshal(content, &file))
		names := file.Main[lang].LocaleDisplayNames.Territories
		var items []string
		for _, code := range slices.Sorted(maps.Keys(names)) {
			alpha2, _, _ := strings.Cut(code, "-")
			if m := normalise.Country(alpha2, ""); m.Kind == normalise.Code && len(alpha2) == 2 && names[code] != alpha2 {
				items = append(items, alpha2+" "+names[code])
			}
		}
		fmt.Fprintf(&out, "%s\t%s\n", lang, strings.Join(items, "|"))
	}
	check(os.WriteFile("cldr-names.txt", []byte(out.String()), 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
