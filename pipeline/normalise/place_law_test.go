package normalise

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// drawCountry draws a display name that is longer than a code.
func drawCountry(t *rapid.T) (text, lang, iso3 string) {
	country := rapid.SampledFrom(Countries()).Draw(t, "country")
	lang = rapid.SampledFrom(displayLanguages[:]).Draw(t, "lang")
	return country.Names[lang], lang, country.ISO3
}

// disguise changes what Fold promises to ignore.
func disguise(t *rapid.T, text string) string {
	switch rapid.IntRange(0, 5).Draw(t, "disguise") {
	case 0:
		return strings.ToUpper(text)
	case 1:
		return norm.NFD.String(text)
	case 2:
		return "  " + strings.ReplaceAll(text, " ", "   ") + "\t"
	case 3:
		return strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, norm.NFD.String(text))
	case 4:
		return "\u200f" + text + "\u200e"
	default:
		return "**" + text + "**"
	}
}

func TestCountryIgnoresCaseAccentsAndSpaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, lang, iso3 := drawCountry(t)
		plain, disguised := Country(text, lang), Country(disguise(t, text), lang)
		if plain.ISO3 != disguised.ISO3 || plain.Kind != disguised.Kind {
			t.Fatalf("%q of %s: %v, disguised %v", text, iso3, plain, disguised)
		}
	})
}

// Case, spaces and the form of accents do not change what a city is; its main
// name is one of its names.
func TestCityIgnoresCaseAndSpaces(t *testing.T) {
	g := defaultGazetteer()
	rapid.Check(t, func(t *rapid.T) {
		city := g.cities[rapid.IntRange(0, 20_000).Draw(t, "city")]
		if !strings.EqualFold(norm.NFC.String(city.name), norm.NFC.String(strings.ToUpper(city.name))) {
			return // ß has no capital of its own
		}
		plain := ExplainCity(city.name, "")
		for _, other := range []string{strings.ToUpper(city.name), "  " + strings.ReplaceAll(city.name, " ", "   ") + "\t", norm.NFD.String(city.name)} {
			if m := ExplainCity(other, ""); strings.Join(m.ISO3s, " ") != strings.Join(plain.ISO3s, " ") || m.GeonamesID != plain.GeonamesID {
				t.Fatalf("%q is %v, %q is %v", city.name, plain, other, m)
			}
		}
		iso3 := loadCountries().countries[city.country].ISO3
		if m := ExplainCity(city.name+", "+iso3, "en"); len(m.ISO3s) != 1 || m.ISO3s[0] != iso3 {
			t.Fatalf("%s of %s is %v", city.name, iso3, m)
		}
	})
}

// The name of an answer, asked again, gives the same answer.
func TestCountryIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, lang, _ := drawCountry(t)
		m := Country(text, lang)
		if m.ISO3 == "" {
			return
		}
		if again := Country(CountryName(m.ISO3, "en"), "en"); again.ISO3 != m.ISO3 && !slices.Contains(again.Candidates, m.ISO3) {
			t.Fatalf("%q is %s, whose name %q is %v", text, m.ISO3, CountryName(m.ISO3, "en"), again)
		}
	})
}

func TestFoldIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if key := Fold(text); Fold(key) != key {
			t.Fatalf("%q -> %q -> %q", text, key, Fold(key))
		}
	})
}

func TestAListIsTheListOfItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom(displayLanguages[:]).Draw(t, "lang")
		count := rapid.IntRange(1, 6).Draw(t, "count")
		var names, want []string
		for range count {
			country := rapid.SampledFrom(Countries()).Draw(t, "country")
			names, want = append(names, country.Names[lang]), append(want, country.ISO3)
		}
		text := strings.Join(names, rapid.SampledFrom([]string{"; ", "\n", "\n- ", " • "}).Draw(t, "separator"))
		var got []string
		for _, place := range Places(text, lang) {
			code := place.Code
			if place.Match == Ambiguous {
				code = Country(place.Name, lang).Candidates[0]
				for _, iso3 := range want {
					if len(got) < len(want) && want[len(got)] == iso3 {
						code = iso3
					}
				}
			}
			got = append(got, code)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("%q: got %v, want %v", text, got, want)
		}
	})
}

// checkPieces holds for every reader of running text and of lists: pieces lie
// in the text, in order, and hold the name.
func checkPieces(fatalf func(string, ...any), text string, places []Place) {
	last := 0
	for _, place := range places {
		if place.Piece.Start < last || place.Piece.End > len(text) || place.Piece.Start >= place.Piece.End {
			fatalf("%q: %q at %v after %d", text, place.Name, place.Piece, last)
		}
		if !strings.HasPrefix(place.Piece.Of(text), place.Name) {
			fatalf("%q: %q is not at %v", text, place.Name, place.Piece)
		}
		last = place.Piece.End
		for _, note := range place.Notes {
			if note.Piece.Start < 0 || note.Piece.End > len(text) {
				fatalf("%q: note at %v", text, note.Piece)
			}
		}
	}
}

func TestPiecesLieInTheTextInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.OneOf(
			rapid.SampledFrom([]string{"Morocco", "Tunisia", "and", "the", "(", ")", ",", ";", "EU Member States", "Tripoli", "FAMSI", "Congo", "Niger", "Delta", "\n", "•", "و", "Bosnia and Herzegovina", "Iran, Islamic Republic of", "St.", "1.", "*", "É", "المغرب", "西"}),
			rapid.String(),
		)).Draw(t, "words")
		text := strings.Join(words, rapid.SampledFrom([]string{" ", "", ", "}).Draw(t, "glue"))
		for _, read := range []func(string, string) []Place{Places, Cities, FindCountries, FindCities} {
			checkPieces(t.Fatalf, text, read(text, "en"))
		}
	})
}

func FuzzPlaces(f *testing.F) {
	for _, seed := range []string{"Morocco and Tunisia", "FAMSI (Cadiz, Seville)", "CÃ´te d'Ivoire", "Iran (Islamic Republic of", "a)(b", "\xff\xfe", "المغرب وتونس"} {
		f.Add(seed, "en")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		Country(text, lang)
		Heading(text, lang)
		for _, read := range []func(string, string) []Place{Places, Cities, FindCountries, FindCities} {
			checkPieces(t.Fatalf, text, read(text, lang))
		}
	})
}
