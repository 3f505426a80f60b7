package read

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever is mended, every character knows its bytes: they follow one another, none is
// left out but what stands for nothing, and no line is lost or made.
func checkMended(t *testing.T, text string) (mended string, what []string) {
	t.Helper()
	d, what := mend(decoded{text: text})
	if len(what) == 0 {
		if d.text != text || d.from != nil {
			t.Errorf("%q is mended to %q, and nothing says so", text, d.text)
		}
		return d.text, nil
	}
	if len(d.from) != len(d.text) || len(d.to) != len(d.text) {
		t.Fatalf("%d bytes have %d and %d places", len(d.text), len(d.from), len(d.to))
	}
	if !utf8.ValidString(d.text) {
		t.Errorf("%q is no UTF-8", d.text)
	}
	if a, b := strings.Count(text, "\n"), strings.Count(d.text, "\n"); a != b {
		t.Errorf("%d lines are %d", a, b)
	}
	for i := range d.text {
		if d.from[i] >= d.to[i] || int(d.to[i]) > len(text) || i > 0 && (d.from[i] < d.from[i-1] || d.to[i] < d.to[i-1]) {
			t.Fatalf("byte %d of %q has the place %d to %d", i, d.text, d.from[i], d.to[i])
		}
	}
	return d.text, what
}

func TestMend(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"fÃ¼r Ã  lâ€™Ã©cole, Ã‰tat", "für à l’école, État"},
		{"Ã and Â and â alone", "Ã and Â and â alone"},
		{"caf=E9 =96 bar=20\nun=\nions =E2=80=99 x=3D1=20\n", "café – bar \nun\u00AD\nions ’ x=1 \n"},
		{"a = b\nx=20 is fine\n", "a = b\nx=20 is fine\n"},
		{"´economie `a mac¸on na¨ıve", "économie à maçon naïve"},
		{"it`s one`s `code`", "it`s one`s `code`"},
		{"(cid:127) Training(cid:3)desk (cid:x)", "• Training desk (cid:x)"},
		{"PPaarrcceeiirrooss:: Tiniguena\nPPrroojjeettooss eemm ccuurrssoo 2022\n", "Parceiros: Tiniguena\nProjetos em curso 2022\n"},
		{"bookkeeper Mississippi", "bookkeeper Mississippi"},
		{"P A R T N E R S  A N D  A L L\n", "PARTNERS AND ALL\n"},
		{"Z i e l : eins\nO r t e : zwei\nP a r t n e r : drei\n", "Ziel: eins\nOrte: zwei\nPartner: drei\n"},
		{"X X X X X\nI A M\na b c\n", "X X X X X\nI A M\na b c\n"},
		{"D ONOR AND S ITES\nS ITES OF W ORK\nP ERIOD\n", "DONOR AND SITES\nSITES OF WORK\nPERIOD\n"},
		{"A PROJECT FOR ALL\n", "A PROJECT FOR ALL\n"},
	} {
		if got, _ := checkMended(t, test.text); got != test.want {
			t.Errorf("%q is mended to %q, not %q", test.text, got, test.want)
		}
	}
}

func FuzzMend(f *testing.F) {
	f.Add("fÃ¼r Ã  lâ€™Ã©cole, Ã‰tat\nP A R T N E R S")
	f.Add("=E9=20\n=20\n=\n(cid:3)´e´e´e c¸")
	f.Add("AAbbccdd EEffgghh IIjjkkll mm\nD ONOR S ITES\nS ITES\nP ERIOD")
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			checkMended(t, text)
		}
	})
}
