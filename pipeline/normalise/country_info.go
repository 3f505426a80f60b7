package normalise

import (
	"slices"
	"sync"
)

// An Info is what is published about a country. Countries are the entries of
// ISO 3166-1 and Kosovo under its user-assigned codes XKX and XK.
type Info struct {
	ISO3, ISO2, M49   string            // M49 is text of three digits; "" where the UN assigns none
	AdministeredBy    string            // iso3 of the administering state; "" for states
	Region, Subregion string            // of UN M49; "" for Antarctica
	Names             map[string]string // display names by language: en, fr, es, ar, de
}

var displayLanguages = [...]string{"en", "fr", "es", "ar", "de"}

// A registry holds the facts about countries, in order of iso3.
type registry struct {
	countries []Info
	byISO3    map[string]int
	byISO2    map[string]int
}

var loadCountries = sync.OnceValue(func() *registry {
	r := &registry{byISO3: map[string]int{}, byISO2: map[string]int{}}
	for i, row := range readTable("countries.csv") {
		country := Info{ISO3: row[0], ISO2: row[1], M49: row[2], AdministeredBy: row[3], Region: row[4], Subregion: row[5], Names: map[string]string{}}
		for n, lang := range displayLanguages {
			country.Names[lang] = row[6+n]
		}
		r.countries = append(r.countries, country)
		r.byISO3[country.ISO3], r.byISO2[country.ISO2] = i, i
	}
	for i, country := range r.countries {
		if country.AdministeredBy != "" {
			r.countries[i].AdministeredBy = r.countries[r.byISO2[country.AdministeredBy]].ISO3
		}
	}
	for _, row := range readTable("display-names.csv") {
		r.countries[r.byISO3[row[0]]].Names[row[1]] = row[2]
	}
	return r
})

// CountryInfo returns the facts about a country by its iso3.
func CountryInfo(iso3 string) (Info, bool) {
	r := loadCountries()
	i, known := r.byISO3[iso3]
	if !known {
		return Info{}, false
	}
	return r.countries[i], true
}

// CountryName returns the display name of a country in en, fr, es, ar or de,
// the English one for any other language, and "" for an unknown code.
func CountryName(iso3, lang string) string {
	country, _ := CountryInfo(iso3)
	if name, known := country.Names[baseLanguage(lang)]; known {
		return name
	}
	return country.Names["en"]
}

// Countries returns every country, in order of iso3.
func Countries() []Info { return slices.Clone(loadCountries().countries) }
