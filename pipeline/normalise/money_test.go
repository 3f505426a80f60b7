package normalise

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func moneyText(m Money) string {
	out := m.Amount
	if m.Low != "" || m.High != "" {
		out = m.Low + ".." + m.High
	}
	if m.Approximate {
		out = "~" + out
	}
	return out
}

func TestReadMoney(t *testing.T) {
	file, err := os.ReadFile("testdata/money.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(file), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) != 5 {
			t.Fatalf("line %d: %q has %d fields", i+1, line, len(f))
		}
		for k := range f {
			f[k] = strings.TrimSpace(f[k])
		}
		m, ok := ReadMoney(f[1], f[0])
		var notes []string
		for _, note := range m.Notes {
			notes = append(notes, note.Rule)
		}
		currency := m.Currency
		if !ok {
			currency = "-"
		}
		if currency != f[2] || moneyText(m) != f[3] || strings.Join(notes, " ") != f[4] {
			t.Errorf("line %d: %s %q\n got %s %s %v\nwant %s %s [%s]", i+1, f[0], f[1], currency, moneyText(m), notes, f[2], f[3], f[4])
		}
	}
}

// TestMoneyLaws holds what is true of any text.
func TestMoneyLaws(t *testing.T) {
	parts := []string{"EUR", "€", "5", "1,234", "1.234,56", "million", "Mio.", "k", "-", "–", " ", "(", ")", "approx.", "up to", "and", "$", "M€", "\u00a0", "يورو", "٥"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 9).Draw(t, "parts"), rapid.SampledFrom([]string{"", " "}).Draw(t, "space"))
		m, ok := ReadMoney(text, rapid.SampledFrom([]string{"", "en", "de"}).Draw(t, "lang"))
		if !ok {
			return
		}
		if m.Piece.Start < 0 || m.Piece.End > len(text) || m.Piece.Start >= m.Piece.End || m.Covers.End > len(text) {
			t.Fatalf("%q: piece %v", text, m.Piece)
		}
		if m.Amount != "" && (m.Low != "" || m.High != "") {
			t.Fatalf("%q: amount and range", text)
		}
		if m.Amount == "" && m.Low == "" && m.High == "" && len(m.Notes) == 0 {
			t.Fatalf("%q: nothing read and nothing said", text)
		}
		if m.Amount == "" || len(m.Notes) > 0 {
			return
		}
		again, ok := ReadMoney(m.Currency+" "+m.Amount, "en")
		if !ok || again.Amount != m.Amount || again.Currency != m.Currency {
			t.Fatalf("%q: %s %s is read as %s %s", text, m.Currency, m.Amount, again.Currency, again.Amount)
		}
	})
}

func FuzzReadMoney(f *testing.F) {
	f.Add("EUR 189,403.21", "en")
	f.Fuzz(func(t *testing.T, text, lang string) {
		if m, ok := ReadMoney(text, lang); ok && m.Piece.Of(text) == "" {
			t.Errorf("%q: no piece", text)
		}
	})
}

func BenchmarkReadMoney(b *testing.B) {
	for _, text := range []string{"EUR 189,403.21", "5,55 Mio. EUR", "Support to the partnership between both"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ReadMoney(text, "en")
			}
		})
	}
}
