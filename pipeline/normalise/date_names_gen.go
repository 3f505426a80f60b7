//go:build ignore

// Writes date_names.csv: names of months and weekdays from the Unicode CLDR.
//
//	npm pack cldr-dates-full@48.2.0 && tar xzf cldr-dates-full-48.2.0.tgz
//	go run date_names_gen.go package/main > date_names.csv
//
// Full and abbreviated names, alone and in a date, of each locale are joined
// under their language; date_words.csv adds by hand what CLDR does not hold.
package main

import (
	"encoding/csv"
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const source = "CLDR 48.2"

// locales whose names differ from those of the first one of the language.
var locales = []string{
	"en", "en-AU", "en-GB", "fr", "fr-CA", "de", "de-AT", "es", "es-MX", "it", "pt", "pt-PT", "nl",
	"ar", "ar-DZ", "ar-IQ", "ar-MA", "ar-MR", "ar-TN",
}

type names map[string]map[string]map[string]string // context, width, key -> name

func main() {
	rows := map[[3]string][]string{} // kind, value, language -> spellings
	var order [][3]string
	add := func(kind, value, locale, name string) {
		language, _, _ := strings.Cut(locale, "-")
		key := [3]string{kind, value, language}
		if rows[key] == nil {
			order = append(order, key)
		}
		if name = strings.TrimSuffix(name, "."); !slices.Contains(rows[key], name) {
			rows[key] = append(rows[key], name)
		}
	}
	for _, locale := range locales {
		calendar := read(filepath.Join(os.Args[1], locale, "ca-gregorian.json"), locale)
		for _, context := range []string{"format", "stand-alone"} {
			for _, width := range []string{"wide", "abbreviated"} {
				for month := 1; month <= 12; month++ {
					value := strconv.Itoa(month)
					add("month", value, locale, calendar.Months[context][width][value])
				}
				for i, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
					add("weekday", strconv.Itoa(i+1), locale, calendar.Days[context][width][day])
				}
			}
		}
	}
	w := csv.NewWriter(os.Stdout)
	w.Write([]string{"kind", "value", "lang", "words", "source"})
	slices.SortStableFunc(order, func(a, b [3]string) int { return strings.Compare(a[2]+a[0], b[2]+b[0]) })
	for _, key := range order {
		w.Write([]string{key[0], key[1], key[2], strings.Join(rows[key], " | "), source})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		log.Fatal(err)
	}
}

type gregorian struct{ Months, Days names }

func read(path, locale string) gregorian {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	var file struct {
		Main map[string]struct {
			Dates struct {
				Calendars struct{ Gregorian gregorian }
			}
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		log.Fatalf("reading %s: %v", path, err)
	}
	return file.Main[locale].Dates.Calendars.Gregorian
}
