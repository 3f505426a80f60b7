//go:build ignore

// Generate_iso_codes writes iso-codes-names.csv: the translations of short and
// official names that the Debian package iso-codes has, and the former names
// (ISO 3166-3), where the other tables and the rules do not read them yet. README.md says how to fetch them, and
// that iso-codes-names.csv must be emptied first.
package main

import (
	"cmp"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"migdata/pipeline/normalise"
)

// languages are those of the UN, of the EU and of its neighbourhood, and two whose
// translations were read over. A locale counts for its language.
var languages = strings.Fields(`en fr es ar ru zh_CN zh_TW
	bg cs da de el et fi ga hr hu it lt lv mt nl pl pt pt_BR ro sk sl sv
	nb_NO nn is ca eu gl sq bs sr sr@latin mk tr uk be hy ka az he fa kmr eo id`)

// own are further languages, in which only the names of their own countries are
// taken: what a country calls itself is checked best.
var own = map[string]string{
	"af": "ZAF NAM", "am": "ETH", "as": "IND", "bn": "BGD IND", "dv": "MDV", "dz": "BTN", "fil": "PHL", "fo": "FRO", "gu": "IND", "ha": "NGA NER", "hi": "IND", "ht": "HTI", "ja": "JPN", "kk": "KAZ", "km": "KHM",
	"kn": "IND", "ko": "KOR PRK", "ky": "KGZ", "lo": "LAO", "mi": "NZL", "ml": "IND", "mn": "MNG", "mr": "IND", "ms": "MYS BRN SGP", "my": "MMR", "na": "NRU", "ne": "NPL", "or": "IND", "pa": "IND",
	"ps": "AFG", "rw": "RWA", "si": "LKA", "so": "SOM", "sw": "KEN TZA UGA", "ta": "LKA IND SGP", "te": "IND", "tg": "TJK", "th": "THA", "ti": "ERI ETH", "tk": "TKM", "tl": "PHL", "ur": "PAK", "uz": "UZB", "vi": "VNM",
	"wo": "SEN", "yo": "NGA", "zu": "ZAF",
}

// slips are translations that name no country or another one, or a day of the week, found by reading
// over those that share no word with the CLDR's name in their language.
var slips = map[string]string{"Domingo": "DOM", "Slovenčina": "IRN", "צפון קלדוניה": "MKD", "संघीय प्रजातन्त्रिक गणराज्य, ईथोपिया": "NPL", "ጒት፥ጵ።": "ETH"}

// renamed are the entries of ISO 3166-3 that stand for a state of today as a whole.
var renamed = map[string]string{"BUMM": "MMR", "BYAA": "BLR", "DYBJ": "BEN", "HVBF": "BFA", "NHVU": "VUT", "RHZW": "ZWE", "TPTL": "TLS", "ZRCD": "COD"}

func main() {
	dir := flag.String("pycountry", "", "folder pycountry of the unpacked wheel")
	flag.Parse()
	var file struct {
		Countries []map[string]string `json:"3166-1"`
	}
	content, err := os.ReadFile(filepath.Join(*dir, "databases", "iso3166-1.json"))
	check(err)
	check(json.Unmarshal(content, &file))

	var withdrawn struct {
		Countries []map[string]string `json:"3166-3"`
	}
	content, err = os.ReadFile(filepath.Join(*dir, "databases", "iso3166-3.json"))
	check(err)
	check(json.Unmarshal(content, &withdrawn))

	// textsOf returns the language of a locale and its texts for those in English,
	// which has none.
	textsOf := func(locale, file string) (lang string, texts map[string]string) {
		if locale == "en" {
			return locale, nil
		}
		lang, _, _ = strings.Cut(locale, "_")
		lang, _, _ = strings.Cut(lang, "@")
		return lang, translations(filepath.Join(*dir, "locales", locale, "LC_MESSAGES", file))
	}
	type row struct{ iso3, name, kind, lang string }
	var rows []row
	for _, locale := range slices.Concat(languages, slices.Sorted(maps.Keys(own))) {
		lang, texts := textsOf(locale, "iso3166-1.mo")
		for _, country := range file.Countries {
			for field, kind := range map[string]string{"name": "name", "common_name": "name", "official_name": "official"} {
				if countries := own[locale]; countries != "" && !strings.Contains(countries, country["alpha_3"]) {
					continue
				}
				if text := texts[country[field]]; country[field] != "" && text != "" && text != country[field] {
					rows = append(rows, row{country["alpha_3"], strings.Join(strings.Fields(text), " "), kind, lang})
				}
			}
		}
	}
	for _, locale := range languages {
		lang, texts := textsOf(locale, "iso3166-3.mo")
		for _, country := range withdrawn.Countries {
			text := texts[country["name"]]
			if iso3 := renamed[country["alpha_4"]]; iso3 != "" && text != "" && text != country["name"] {
				rows = append(rows, row{iso3, strings.Join(strings.Fields(text), " "), "former", lang})
				if short, _, inverted := strings.Cut(text, ", "); inverted {
					rows = append(rows, row{iso3, short, "former", lang})
				}
			}
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a.iso3, b.iso3), strings.Compare(a.name, b.name), strings.Compare(a.lang, b.lang), strings.Compare(a.kind, b.kind))
	})
	owners := map[string]map[string]bool{}
	for _, r := range rows {
		key := normalise.Fold(r.name)
		if owners[key] == nil {
			owners[key] = map[string]bool{}
		}
		owners[key][r.iso3] = true
	}
	langsOf, order := map[row][]string{}, []row{}
	for _, r := range rows {
		// A name of two countries is a slip of a translator, and so is one that
		// says the name of another country, or that the tables have for another.
		if slips[r.name] == r.iso3 || len(owners[normalise.Fold(r.name)]) > 1 || namesOther(r.name, r.lang, r.iso3) {
			fmt.Println("left out:", r)
			continue
		}
		m := normalise.Country(r.name, r.lang)
		if m.ISO3 != "" || m.Kind == normalise.Ambiguous || m.Kind == normalise.Dissolved {
			continue
		}
		one := row{r.iso3, r.name, r.kind, ""}
		if langsOf[one] == nil {
			order = append(order, one)
		}
		if !slices.Contains(langsOf[one], r.lang) {
			langsOf[one] = append(langsOf[one], r.lang)
		}
	}
	out, err := os.Create("iso-codes-names.csv")
	check(err)
	w := csv.NewWriter(out)
	check(w.Write([]string{"iso3", "name", "kind", "langs", "source"}))
	for _, r := range order {
		check(w.Write([]string{r.iso3, r.name, r.kind, strings.Join(langsOf[r], " "), "iso-codes"}))
	}
	w.Flush()
	check(w.Error())
	check(out.Close())
	fmt.Println(len(order), "names")
}

// namesOther tells whether a name holds that of another country, and not its
// own: Slovenská republika for the Gambia.
func namesOther(name, lang, iso3 string) bool {
	m := normalise.Country(name, lang)
	if m.ISO3 != "" {
		return m.ISO3 != iso3
	}
	words := strings.Fields(normalise.Fold(name))
	if partOfOther(normalise.Fold(name), iso3) {
		return true
	}
	other, own := false, slices.Contains(m.Candidates, iso3)
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			part := strings.Join(words[i:j], " ")
			if len(part) < 4 {
				continue
			}
			m := normalise.Country(part, lang)
			own = own || m.ISO3 == iso3 || slices.Contains(m.Candidates, iso3)
			other = other || m.ISO3 != "" && m.Rule == "exact"
		}
	}
	return other && !own
}

// partOfOther tells whether a key is part of a name of another country and of
// none of its own: المالديف for Moldova, while the Maldives are جزر المالديف.
func partOfOther(key, iso3 string) bool {
	other := false
	for _, row := range namesCSV() {
		if strings.Contains(" "+row[1]+" ", " "+key+" ") {
			if row[0] == iso3 {
				return false
			}
			other = true
		}
	}
	return other
}

var namesCSV = sync.OnceValue(func() [][]string {
	file, err := os.Open("names.csv")
	check(err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	check(err)
	for i := range rows {
		rows[i][1] = normalise.Fold(rows[i][1])
	}
	return rows
})

// translations reads a compiled catalogue of gettext (.mo, little endian).
func translations(path string) map[string]string {
	mo, err := os.ReadFile(path)
	check(err)
	number := func(at uint32) uint32 { return binary.LittleEndian.Uint32(mo[at:]) }
	if number(0) != 0x950412de {
		log.Fatal(path, " is no catalogue of gettext")
	}
	text := func(table, i uint32) string {
		length, at := number(table+8*i), number(table+8*i+4)
		return string(mo[at : at+length])
	}
	out := map[string]string{}
	for i := range number(8) {
		id := text(number(12), i)
		if _, after, found := strings.Cut(id, "\x04"); found {
			id = after // behind the context
		}
		out[id] = text(number(16), i)
	}
	return out
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
