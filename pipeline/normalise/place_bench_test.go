package normalise

import "testing"

func BenchmarkCountry(b *testing.B) {
	for name, texts := range map[string][]string{
		"exact":     {"Morocco", "Tunisia", "Bosnia and Herzegovina", "Côte d'Ivoire", "المغرب", "Iran (Islamic Republic of)"},
		"code":      {"MA", "TUN", "DZA", "LB"},
		"rewritten": {"Korea, Rep. of", "the Kosovo*", "Martinique (France)", "CÃ´te d'Ivoire"},
		"clipped":   {"Bosnia & Herceg", "Cent Afr Republ", "Peoples R China", "St Vinc & Grenad"},
		"miss":      {"Atlantis", "Niger Delta", "New Mexico", "International Centre"},
	} {
		b.Run(name, func(b *testing.B) {
			Country("Morocco", "en")
			Country("Atlantis", "en")
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				Country(texts[i%len(texts)], "en")
			}
		})
	}
}

func BenchmarkLoadNames(b *testing.B) {
	loadCountries()
	loadGroups()
	b.ReportAllocs()
	for b.Loop() {
		newNameTable().unpack()
	}
}

func BenchmarkCity(b *testing.B) {
	g := defaultGazetteer()
	texts := []string{"Tunis", "Tripoli", "Vienna", "طنجة", "Dortmund"}
	b.Run("place", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			g.CityPlace(texts[i%len(texts)], "en")
		}
	})
	b.Run("load", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			unpackGazetteer()
		}
	})
}

func BenchmarkPlaces(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Places("Algeria, Egypt, Libya, Morocco, Tunisia and EU Member States", "en")
	}
}

func BenchmarkFindCountries(b *testing.B) {
	text := "NETHERLANDS ASSISTANCE TO LEBANESE BORDER AGENCIES AND INTEGRATED BORDER MANAGEMENT IN JORDAN"
	FindCountries(text, "en")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		FindCountries(text, "en")
	}
}
