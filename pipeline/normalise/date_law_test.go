package normalise

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// checkPeriod holds what is true of whatever was read.
func checkPeriod(t interface{ Fatalf(string, ...any) }, text string, p Period) {
	for _, d := range []Date{p.Start, p.End} {
		for _, piece := range d.Pieces {
			if piece.Start < 0 || piece.End > len(text) || piece.Start >= piece.End {
				t.Fatalf("%q: piece %v is not in the text", text, piece)
			}
		}
		if d.Known() != (d.EDTF != "") || d.Known() && len(d.Pieces) == 0 || d.First > d.Last {
			t.Fatalf("%q: half a date: %+v", text, d)
		}
		if !d.Known() {
			continue
		}
		again, ok := ReadDate(d.EDTF)
		if !ok || again.First != d.First || again.Last != d.Last || again.Precision != d.Precision || again.Approximate != d.Approximate || again.Uncertain != d.Uncertain {
			t.Fatalf("%q: %+v is read back as %+v", text, d, again)
		}
	}
	for _, note := range p.Notes {
		if note.Piece.Start < 0 || note.Piece.End > len(text) || note.Message == "" {
			t.Fatalf("%q: note %+v", text, note)
		}
	}
	if p.Start.Known() && p.End.Known() && p.Start.First > p.End.Last {
		t.Fatalf("%q: reversed %s", text, p.EDTF)
	}
	if p.OpenEnd && p.End.Known() || p.OpenStart && p.Start.Known() || p.Single && p.Start.EDTF != p.End.EDTF {
		t.Fatalf("%q: an end is open and known: %+v", text, p)
	}
	if p.EDTF == "" && len(p.Notes) == 0 {
		t.Fatalf("%q: nothing read and nothing said", text)
	}
	if p.Rule == "" {
		t.Fatalf("%q: no rule", text)
	}
}

// readsBack reports whether EDTF given as text means the same: all but the
// seasons that look like two years, 2020-21, and years of earlier centuries, which
// are such only because of what stood beside them.
func readsBack(edtf string) bool {
	for end := range strings.SplitSeq(edtf, "/") {
		if len(end) == 4 && end[0] == '1' && end < "1900" {
			return false
		}
		if len(end) >= 7 && end[5] == '2' && end[2:4] < end[5:7] && edtf == end {
			return false
		}
	}
	return edtf != "" && edtf != "/.."
}

// TestPeriodLaws: reading what was read changes nothing, and neither do case,
// kinds of space and dash, decomposed accents, brackets and invisible signs.
func TestPeriodLaws(t *testing.T) {
	cases := periodCases(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(cases).Draw(t, "case")
		p, ok := ReadPeriod(c.text, c.lang)
		if !ok {
			return
		}
		checkPeriod(t, c.text, p)
		if readsBack(p.EDTF) {
			again, ok := ReadPeriod(p.EDTF, "")
			if !ok || again.EDTF != p.EDTF {
				t.Fatalf("%q is %s, which is read as %s", c.text, p.EDTF, again.EDTF)
			}
		}
		if strings.ContainsAny(c.text, "TZ") && p.Rule == RuleEDTF || strings.Contains(c.text, "..") {
			return // EDTF has one spelling
		}
		change := rapid.SampledFrom(changes).Draw(t, "change")
		if change.name == "Arabic-Indic digits" && slices.ContainsFunc(p.Notes, func(n Note) bool { return n.Rule == noteOrder }) {
			return // such digits tell the order
		}
		changed := change.make(c.text)
		again, ok := ReadPeriod(changed, c.lang)
		if !ok || again.EDTF != p.EDTF || len(again.Notes) != len(p.Notes) {
			t.Fatalf("%q is %s, but %q is %q %v", c.text, p.EDTF, changed, again.EDTF, again.Notes)
		}
		checkPeriod(t, changed, again)
	})
}

// changes leave the meaning of an expression as it is.
var changes = []struct {
	name string
	make func(string) string
}{
	{"upper", func(s string) string {
		if strings.ContainsAny(s, "ß") {
			return s
		}
		return strings.ToUpper(s)
	}},
	{"lower", func(s string) string {
		if readsLikeEDTF(s) {
			return s
		}
		return strings.ToLower(s)
	}},
	{"decomposed", norm.NFD.String},
	{"no-break space", func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }},
	{"thin space", func(s string) string { return strings.ReplaceAll(s, " ", "\u202f") }},
	{"two spaces", func(s string) string { return strings.ReplaceAll(s, " ", "  ") }},
	{"tab", func(s string) string { return "\t" + strings.ReplaceAll(s, " ", "\t") + "\n" }},
	{"en dash", func(s string) string { return strings.ReplaceAll(s, " - ", " – ") }},
	{"em dash", func(s string) string { return strings.ReplaceAll(s, " – ", " — ") }},
	{"minus", func(s string) string { return strings.ReplaceAll(s, " – ", " − ") }},
	{"hyphen", func(s string) string { return strings.ReplaceAll(s, " – ", " - ") }},
	{"figure dash", func(s string) string { return strings.ReplaceAll(s, " - ", " ‒ ") }},
	{"brackets", func(s string) string { return "(" + s + ")" }},
	{"full stop", func(s string) string { return s + "." }},
	{"semicolon", func(s string) string { return s + ";" }},
	{"zero width", func(s string) string { return "\u200b" + strings.ReplaceAll(s, " ", " \u200e") + "\ufeff" }},
	{"bidi", func(s string) string { return "\u202b" + s + "\u202c" }},
	{"inside a number", func(s string) string { return strings.ReplaceAll(s, "20", "2\u200d0") }},
	{"Arabic-Indic digits", func(s string) string {
		if order := dateLexiconOnce().order("en"); order == orderUnknown && !strings.ContainsAny(s, "/.") && !readsLikeEDTF(s) {
			return arabicDigits.Replace(s)
		}
		return s
	}},
	{"apostrophe", func(s string) string { return strings.ReplaceAll(s, "'", "’") }},
}

func readsLikeEDTF(s string) bool { _, ok := readEDTF(s, 0); return ok }

var arabicDigits = strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩")

// TestPeriodOfWords joins words of dates in any order: whatever is read obeys
// the laws.
func TestPeriodOfWords(t *testing.T) {
	words := []string{"2020", "2021", "20", "1", "31", "12", "13", "00", "0000", "1900", "January", "mars", "Oct.", "Q1", "first", "quarter", "half", "spring",
		"winter", "since", "from", "to", "until", "ongoing", "circa", "mid", "and", "between", "the", "of", "months", "36", "(", ")", "-", "–", "/", ".", ",",
		"?", "~", "'", "..", "s", "st", "TBD", "يناير", "من", "إلى", "مستمر", "planned", "monday", "&", "+", "for"}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "words")
		text := strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(t, "space"))
		if p, ok := ReadPeriod(text, rapid.SampledFrom([]string{"", "en", "fr", "en-US"}).Draw(t, "lang")); ok {
			checkPeriod(t, text, p)
		}
	})
}

// TestDays walks ten thousand days about every century.
func TestDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := Day(rapid.Int32Range(-900_000, 900_000).Draw(t, "day"))
		y, m, d := day.Date()
		again, ok := DayOf(y, m, d)
		if !ok || again != day {
			t.Fatalf("%d is %d-%d-%d, which is %d", day, y, m, d, again)
		}
		y2, m2, d2 := (day + 1).Date()
		if y2*372+m2*31+d2 <= y*372+m*31+d {
			t.Fatalf("the day after %v is %v", day, day+1)
		}
	})
	for text, want := range map[string]Day{"1970-01-01": 0, "2000-03-01": 11_017, "1969-12-31": -1} {
		if got := want.String(); got != text {
			t.Errorf("%d is %s, want %s", want, got, text)
		}
	}
	if _, ok := DayOf(2021, 2, 29); ok {
		t.Error("2021 has a 29 February")
	}
}

func FuzzReadPeriod(f *testing.F) {
	for _, c := range periodCases(f) {
		f.Add(c.text, c.lang)
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		p, ok := ReadPeriod(text, lang)
		if ok != IsPeriod(text, lang) {
			t.Fatalf("%q is read: %t; and told as a period: %t", text, ok, !ok)
		}
		if ok && utf8.ValidString(text) {
			checkPeriod(t, text, p)
		}
	})
}

// TestDateWordsAreFolded: every spelling of the tables is found as written.
func TestDateWordsAreFolded(t *testing.T) {
	for _, table := range []string{dateNamesCSV, dateWordsCSV} {
		for _, row := range dateRows(table) {
			for spelling := range strings.SplitSeq(row[3], "|") {
				spelling = strings.TrimSpace(spelling)
				var atoms dateAtoms
				if !atoms.lex(spelling) || atoms.n != 1 || !atoms.list[0].is(dateKinds[row[0]]) {
					t.Errorf("%s %s: %q is %d atoms", row[2], row[0], spelling, atoms.n)
				}
			}
			if len(row) != 5 || row[4] == "" {
				t.Errorf("%v: no source", row)
			}
		}
	}
}

// TestMonthsOfEveryLanguage: each name of a month with a year is that month.
func TestMonthsOfEveryLanguage(t *testing.T) {
	for _, table := range []string{dateNamesCSV, dateWordsCSV} {
		for _, row := range dateRows(table) {
			if row[0] != "month" {
				continue
			}
			month := row[1]
			if len(month) == 1 {
				month = "0" + month
			}
			for spelling := range strings.SplitSeq(row[3], "|") {
				text := strings.TrimSpace(spelling) + " 2020"
				if p, ok := ReadPeriod(text, row[2]); !ok || p.EDTF != "2020-"+month {
					t.Errorf("%q is %q", text, p.EDTF)
				}
			}
		}
	}
}

func TestPieces(t *testing.T) {
	cases := []struct{ text, start, end string }{
		{"January 2020 October 2021", "January 2020", "October 2021"},
		{"May – November 2021", "May 2021", "November 2021"},
		{"1–15 March 2021", "1 March 2021", "15 March 2021"},
		{"March 1–15, 2021", "March 1 2021", "March 15, 2021"},
		{"from circa May 2019 to (late) 2021", "circa May 2019", "late) 2021"},
		{"2013-16", "2013", "16"},
		{"since 2019", "2019", "since"},
		{"2019 – ongoing", "2019", "ongoing"},
		{"until 2021", "until", "2021"},
		{"January 2020 (36 months)", "January 2020", "January 2020 36 months"},
		{"2020-01/2021-10", "2020-01", "2021-10"},
		{"du 1er au 15 mars 2020", "1er mars 2020", "15 mars 2020"},
	}
	join := func(text string, pieces []Piece) string {
		var parts []string
		for _, piece := range pieces {
			parts = append(parts, piece.Of(text))
		}
		return strings.Join(parts, " ")
	}
	for _, c := range cases {
		p, ok := ReadPeriod(c.text, "")
		if start, end := join(c.text, p.Start.Pieces), join(c.text, p.End.Pieces); !ok || start != c.start || end != c.end {
			t.Errorf("%q: %q and %q, want %q and %q", c.text, start, end, c.start, c.end)
		}
		for _, pieces := range [][]Piece{p.Start.Pieces, p.End.Pieces} {
			if !slices.IsSortedFunc(pieces, func(a, b Piece) int { return a.Start - b.Start }) {
				t.Errorf("%q: pieces out of order: %v", c.text, pieces)
			}
		}
	}
}

func TestMonths(t *testing.T) {
	for text, want := range map[string]int{"2020-01/2021-10": 22, "2020-05": 1, "2020-01-15/2021-01-14": 13, "2020/2021": 0, "2020-01/..": 0} {
		p, _ := ReadPeriod(text, "")
		if got, _ := Months(p.Start, p.End); got != want {
			t.Errorf("%s: %d months, want %d", text, got, want)
		}
	}
}

func BenchmarkReadPeriod(b *testing.B) {
	texts := []string{"January 2020 October 2021", "2019-2021", "2020-01/2021-10", "du 1er janvier 2020 au 31 mars 2021", "من يناير 2020 إلى أكتوبر 2021",
		"01.03.2020 – 15.04.2021", "since 2019", "in 2021 the region developed a strategy", "Support to the partnership"}
	for _, text := range texts {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ReadPeriod(text, "")
			}
		})
	}
}
