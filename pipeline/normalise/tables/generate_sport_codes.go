//go:build ignore

// Generate_sport_codes writes sport-codes.csv: the codes of the International
// Olympic Committee that are no code of ISO 3166-1, today or before, and mean
// nothing else first. README.md says how to fetch the package that has them.
package main

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// otherFirst are codes that stand in capitals for something else, or of which the
// committee has none.
var otherFirst = map[string]string{
	"a word": "BAN BAR BIZ BOT CAM GAM LES LIB MAS MON PAR PUR SAM SIN SOL SRI SUD TAN VAN", "a currency": "ANG CRC MAD", "an airport": "BER BRU VIE",
	"an organisation or term": "ASA ESA GUI HON IRI LAT MRI MTN NCA VIN", "Niger, and often Nigeria": "NIG", "no code of the committee": "FAI GCI JCI",
}

// withdrawn are codes of ISO 3166-3 that the committee gives to others.
var withdrawn = []string{"ANT", "BUR"}

func main() {
	dir := flag.String("country-data", "", "folder of the unpacked package")
	flag.Parse()
	content, err := os.ReadFile(filepath.Join(*dir, "data", "countries.json"))
	check(err)
	var countries []struct{ IOC, Alpha3, Status string }
	check(json.Unmarshal(content, &countries))
	left := slices.Clone(withdrawn)
	for _, codes := range otherFirst {
		left = append(left, strings.Fields(codes)...)
	}
	var rows [][]string
	for _, c := range countries {
		_, known := normalise.CountryInfo(c.Alpha3)
		_, iso := normalise.CountryInfo(c.IOC)
		if c.Status == "assigned" && known && !iso && len(c.IOC) == 3 && !slices.Contains(left, c.IOC) {
			rows = append(rows, []string{c.IOC, c.Alpha3, "country-data"})
		}
	}
	slices.SortFunc(rows, slices.Compare)
	out, err := os.Create("sport-codes.csv")
	check(err)
	w := csv.NewWriter(out)
	check(w.Write([]string{"code", "iso3", "source"}))
	check(w.WriteAll(rows))
	check(out.Close())
	fmt.Println(len(rows), "codes")
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
