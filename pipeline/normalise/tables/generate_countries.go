//go:build ignore

// Generate_countries writes countries.csv and names.csv from CLDR, from the
// npm package i18n-iso-countries and from the code list of ISO 3166-1 and
// UNTERM. README.md says how to fetch them.
package main

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// languages are those of the UN, of the EU and of its neighbourhood, and the
// larger languages of countries of origin and transit.
var languages = strings.Fields(`en fr es ar ru zh zh-Hant
	bg cs da de el et fi ga hr hu it lt lv mt nl pl pt pt-PT ro sk sl sv
	nb nn is fo se lb ca eu gl cy gd br oc
	sq bs sr sr-Latn mk tr uk be hy ka az az-Cyrl he yi ku ckb kab zgh shi shi-Latn tzm
	fa fa-AF ps ur hi bn pa gu mr ta te ml kn si ne
	kk ky uz uz-Cyrl tg tk tt mn ug dz
	am ti om so sw ha ig yo ff wo bm ln rw rn mg sn af zu xh
	id ms jv su fil ceb vi th lo km my ja ko yue qu ht eo ia
	es-419 fr-CA fr-CH de-AT de-CH en-GB en-AU en-IN ar-LY ar-SA ar-EG ar-AE pt-AO`)

type name struct{ text, iso3, kind, source string }

func main() {
	cldr := flag.String("cldr", "", "folder of the unpacked npm package cldr-localenames-full")
	isoNames := flag.String("i18n", "", "folder of the unpacked npm package i18n-iso-countries")
	codes := flag.String("codes", "", "country-codes.csv")
	flag.Parse()

	rows := readCSV(*codes)
	iso3 := map[string]string{"XK": "XKX"}
	for _, row := range rows {
		iso3[row["ISO3166-1-Alpha-2"]] = row["ISO3166-1-Alpha-3"]
	}
	languagesOf := map[name]map[string]bool{}
	add := func(n name, lang string) {
		n.text = strings.Join(strings.Fields(n.text), " ")
		if n.text == "" || n.text == n.iso3[:2] {
			return
		}
		if languagesOf[n] == nil {
			languagesOf[n] = map[string]bool{}
		}
		languagesOf[n][lang] = true
	}
	display := map[string]map[string]string{}
	for _, lang := range languages {
		for code, text := range territories(*cldr, lang) {
			alpha2, alt, _ := strings.Cut(code, "-alt-")
			country, known := iso3[alpha2]
			if !known || text == alpha2 {
				continue
			}
			add(name{text, country, "name", "cldr"}, lang)
			if definite := definiteForm(text); lang == "sq" && definite != "" {
				add(name{definite, country, "name", "definite form of cldr"}, lang)
			}
			if alt == "" {
				if display[country] == nil {
					display[country] = map[string]string{}
				}
				display[country][lang] = text
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(*isoNames, "langs", "*.json"))
	check(err)
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".json")
		if lang == displaced {
			continue
		}
		for alpha2, texts := range i18n(file) {
			if country, known := iso3[alpha2]; known {
				for _, text := range texts {
					if slips[country+" "+text] {
						continue
					}
					add(name{text, country, "name", "i18n-iso-countries"}, lang)
				}
			}
		}
	}
	unterm := map[string]string{"Arabic": "ar", "Chinese": "zh", "English": "en", "French": "fr", "Russian": "ru", "Spanish": "es"}
	m49 := map[string]string{"ar": "ar", "cn": "zh", "en": "en", "es": "es", "fr": "fr", "ru": "ru"}
	for _, row := range rows {
		country := row["ISO3166-1-Alpha-3"]
		for language, lang := range unterm {
			add(name{bare(row["UNTERM "+language+" Short"]), country, "official", "UNTERM"}, lang)
			add(name{bare(row["UNTERM "+language+" Formal"]), country, "official", "UNTERM"}, lang)
		}
		for language, lang := range m49 {
			add(name{row["official_name_"+language], country, "official", "UN M49"}, lang)
		}
		add(name{row["ISO4217-currency_country_name"], country, "official", "ISO 4217"}, "en")
		add(name{row["CLDR display name"], country, "name", "cldr"}, "en")
	}
	writeCountries(rows, display)
	writeNames(languagesOf)
}

// displaced is the language whose names stand in i18n-iso-countries, from M to N, with
// the codes of other countries: Mali with that of the Maldives.
const displaced = "dv"

// slips are names that i18n-iso-countries, in Portuguese, has for the other Congo.
var slips = map[string]bool{"COG República Democrática do Congo": true, "COD República Popular do Congo": true}

// bare drops the article that UNTERM writes behind a short name and the mark
// of a footnote: "Afganistán (el)", "State of Palestine (the) *".
func bare(text string) string {
	text = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), "*"))
	if open := strings.LastIndex(text, " ("); open > 0 && len([]rune(text[open:])) <= 7 {
		text = text[:open]
	}
	return text
}

// definiteForm returns the form with the article that a name of one word in -i, -ë, -o
// or a consonant has in Albanian, as names of countries have in lists and behind labels:
// Greqia of Greqi, Kina of Kinë, Maroku of Marok; "" for other names.
func definiteForm(text string) string {
	if strings.ContainsAny(text, " -()") || strings.ToUpper(text) == text {
		return ""
	}
	stem, open := strings.CutSuffix(text, "ër")
	if open { // Zvicra
		return stem + "ra"
	}
	if stem, open = strings.CutSuffix(text, "ë"); open {
		return stem + "a"
	}
	switch text[len(text)-1] {
	case 'i':
		return text + "a"
	case 'o':
		return text + "ja"
	case 'k', 'g', 'h':
		return text + "u"
	case 'a', 'e', 'u', 'y':
		return ""
	}
	return text + "i"
}

func writeCountries(rows []map[string]string, display map[string]map[string]string) {
	out := [][]string{}
	for _, row := range rows {
		iso3 := row["ISO3166-1-Alpha-3"]
		state := ""
		if i := strings.Index(row["is_independent"], " of "); i > 0 {
			state = row["is_independent"][i+4:]
		} else if after, found := strings.CutPrefix(row["is_independent"], "Associated with "); found {
			state = after
		}
		names := display[iso3]
		out = append(out, []string{iso3, row["ISO3166-1-Alpha-2"], pad(row["ISO3166-1-numeric"]), state, row["Region Name"], row["Sub-region Name"],
			names["en"], names["fr"], names["es"], names["ar"], names["de"]})
	}
	names := display["XKX"]
	out = append(out, []string{"XKX", "XK", "", "", "Europe", "Southern Europe", names["en"], names["fr"], names["es"], names["ar"], names["de"]})
	slices.SortFunc(out, slices.Compare)
	writeCSV("countries.csv", append([][]string{{"iso3", "iso2", "m49", "administered_by", "region", "subregion", "en", "fr", "es", "ar", "de"}}, out...))
}

func writeNames(languagesOf map[name]map[string]bool) {
	out := [][]string{}
	for n, langs := range languagesOf {
		list := []string{}
		for lang := range langs {
			list = append(list, lang)
		}
		slices.Sort(list)
		out = append(out, []string{n.iso3, n.text, n.kind, strings.Join(list, " "), n.source})
	}
	slices.SortFunc(out, func(a, b []string) int {
		return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[4], b[4]), strings.Compare(a[1], b[1]), strings.Compare(a[2], b[2]))
	})
	writeCSV("names.csv", append([][]string{{"iso3", "name", "kind", "langs", "source"}}, out...))
}

func pad(number string) string {
	if number == "" {
		return ""
	}
	return strings.Repeat("0", 3-len(number)) + number
}

func territories(dir, lang string) map[string]string {
	bytes, err := os.ReadFile(filepath.Join(dir, "main", lang, "territories.json"))
	if os.IsNotExist(err) {
		fmt.Println("no CLDR names in", lang)
		return nil
	}
	check(err)
	var file struct {
		Main map[string]struct {
			LocaleDisplayNames struct{ Territories map[string]string }
		}
	}
	check(json.Unmarshal(bytes, &file))
	return file.Main[lang].LocaleDisplayNames.Territories
}

func i18n(file string) map[string][]string {
	bytes, err := os.ReadFile(file)
	check(err)
	var content struct{ Countries map[string]json.RawMessage }
	check(json.Unmarshal(bytes, &content))
	out := map[string][]string{}
	for code, raw := range content.Countries {
		var one string
		var many []string
		if json.Unmarshal(raw, &one) == nil {
			many = []string{one}
		} else {
			check(json.Unmarshal(raw, &many))
		}
		out[code] = many
	}
	return out
}

func readCSV(path string) []map[string]string {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	check(err)
	out := []map[string]string{}
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, field := range row {
			record[rows[0][i]] = strings.TrimSpace(field)
		}
		out = append(out, record)
	}
	return out
}

func writeCSV(path string, rows [][]string) {
	file, err := os.Create(path)
	check(err)
	defer file.Close()
	w := csv.NewWriter(file)
	check(w.WriteAll(rows))
	fmt.Println(path, len(rows)-1, "rows")
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
