package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"migdata/pipeline/normalise"
)

// An alteration changes a sheet and nothing of what it says.
type alteration struct {
	name  string
	alter func(string) string
}

var (
	labelNames  = []string{"Objective", "Funded by", "Countries", "Cities", "Partners", "In partnership with"}
	labelLine   = regexp.MustCompile(`(?m)^(` + strings.Join(labelNames, "|") + `):[ ]*`)
	blankLines  = regexp.MustCompile(`\n\s*\n`)
	periodLine  = regexp.MustCompile(`(?m)^([A-Z][a-z]+ \d{4}) ([A-Z][a-z]+ \d{4})$`)
	statedEntry = regexp.MustCompile(`(?ms)^(Objective:[^\n]*)\n(.*?)^(Funded by:[^\n]*)$`)
	titleLine   = regexp.MustCompile(`(?m)^[A-Z][^a-z\n]{12,}.*$`)
)

// relabelled gives the labels other names.
func relabelled(names ...string) func(string) string {
	return func(text string) string {
		return labelLine.ReplaceAllStringFunc(text, func(label string) string {
			return names[slices.Index(labelNames, strings.TrimRight(label, ": "))] + " "
		})
	}
}

// wrapped breaks lines at a width.
func wrapped(width int) func(string) string {
	return func(text string) string {
		var out strings.Builder
		for _, line := range strings.Split(text, "\n") {
			column := 0
			for i, word := range strings.Fields(line) {
				switch {
				case i == 0:
				case column+1+len(word) > width:
					out.WriteByte('\n')
					column = 0
				default:
					out.WriteByte(' ')
					column++
				}
				out.WriteString(word)
				column += len(word)
			}
			out.WriteByte('\n')
		}
		return out.String()
	}
}

func utf16BigEndian(text string) string {
	out := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit>>8), byte(unit))
	}
	return string(out)
}

var alterations = []alteration{
	{"labels renamed", relabelled("Aim:", "Donor(s):", "Beneficiary countries:", "Locations:", "Implementing partners:", "In cooperation with:")},
	{"labels in French", relabelled("Objectif :", "Financé par :", "Pays :", "Villes :", "Partenaires :", "En partenariat avec :")},
	{"lines wrapped at 60", wrapped(60)},
	{"lines wrapped at 28", wrapped(28)},
	{"blank lines removed", func(text string) string { return blankLines.ReplaceAllString(text, "\n") }},
	{"a blank line between all lines", func(text string) string { return strings.ReplaceAll(text, "\n", "\n\n") }},
	{"statements in another order", func(text string) string { return statedEntry.ReplaceAllString(text, "$3\n$2$1") }},
	{"periods with a label", func(text string) string { return periodLine.ReplaceAllString(text, "Duration: $1 – $2") }},
	{"values below their labels", func(text string) string { return labelLine.ReplaceAllString(text, "$1:\n") }},
	{"labels without colons", func(text string) string { return labelLine.ReplaceAllString(text, "$1\n") }},
	{"bold labels and titles", func(text string) string {
		return labelLine.ReplaceAllString(titleLine.ReplaceAllString(text, "**$0**"), "**$1:** ")
	}},
	{"spaces that do not break", func(text string) string { return strings.ReplaceAll(text, " ", "\u00A0") }},
	{"indented, CRLF, byte order mark", func(text string) string { return "\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n    ") }},
	{"UTF-16", utf16BigEndian},
	{"pages of 40 lines", func(text string) string {
		lines := strings.Split(text, "\n")
		for i := 39; i < len(lines); i += 40 {
			lines[i] += fmt.Sprintf("\n\nPortfolio of the region\nPage %d\n\f", i/40+1)
		}
		return strings.Join(lines, "\n")
	}},
}

// TestAlteredCopies reads copies of the real sheet that are laid out otherwise.
// No project is lost, none comes to it, all state what they stated, and no
// line of theirs becomes running text.
func TestAlteredCopies(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "sources", "texts", "mediterranean-2021.txt"))
	if err != nil {
		t.Fatal(err)
	}
	original := ReadBytes("original", text)
	for _, a := range alterations {
		t.Run(a.name, func(t *testing.T) {
			reading := ReadBytes(a.name, []byte(a.alter(string(text))))
			if d := cmp.Diff(statements(&original), statements(&reading)); d != "" {
				t.Errorf("original (-), altered (+):\n%s", d)
			}
			for _, f := range reading.Findings {
				if f.Rule == "label.orphan" {
					t.Errorf("line %d: %s", f.Line, f.Message)
				}
			}
			if reading.Coverage.ByClass["narrative"] > 0 || len(reading.Coverage.Unaccounted) > 0 {
				t.Errorf("lines by class: %v", reading.Coverage.ByClass)
			}
		})
	}
}

// statements shows what the projects of a reading state, in order, without
// what the layout of a sheet decides: capitals, spaces, hyphens.
func statements(r *FileReading) []string {
	letters := func(s *string) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				return c
			}
			return -1
		}, normalise.Fold(deref(s)))
	}
	var out []string
	for i := range r.Projects {
		p := &r.Projects[i]
		var cities []string
		for _, c := range p.Cities {
			cities = append(cities, c.Name)
		}
		out = append(out, fmt.Sprint(normalise.Fold(p.Title), "|", deref(p.Acronym), "|", deref(p.StartEDTF), "/", deref(p.EndEDTF), "|", p.Countries, p.Groups, cities,
			p.Partners, p.Funders, "|", letters(p.Objective)))
	}
	return out
}
