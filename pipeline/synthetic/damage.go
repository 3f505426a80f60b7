package synthetic

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wrap breaks a value into lines where the sheet has such, and divides words
// at their ends where it has that.
func (w *writer) wrap(text string) []string {
	if !w.shown(WrappedValue) {
		return []string{text}
	}
	lines := wrapAt(text, 50+w.rng.IntN(30))
	if len(lines) < 2 || w.lang == "ar" || !w.shown(Hyphenated) {
		return lines
	}
	for i := range len(lines) - 1 {
		word, rest, _ := strings.Cut(lines[i+1], " ")
		if cut := divide(word); cut > 0 && rest != "" {
			mark := "-"
			if w.rng.IntN(4) == 0 {
				mark = "\u00AD"
			}
			lines[i], lines[i+1] = lines[i]+" "+word[:cut]+mark, word[cut:]+" "+rest
		}
	}
	return lines
}

// divide returns where a long word of small ASCII letters is divided; 0 where
// it is not.
func divide(word string) int {
	if len(word) < 9 {
		return 0
	}
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return 0
		}
	}
	return len(word) / 2
}

// wrapAt breaks a text into lines of at most width letters where it can.
func wrapAt(text string, width int) []string {
	var lines []string
	current := ""
	for _, word := range strings.Split(text, " ") {
		if current != "" && utf8.RuneCountInString(current)+1+utf8.RuneCountInString(word) > width {
			lines, current = append(lines, current), word
			continue
		}
		if current != "" {
			current += " "
		}
		current += word
	}
	return append(lines, current)
}

// contentsAt puts the table of contents at a line.
func (w *writer) contentsAt(at int) {
	var list []line
	for i := range w.truth.Entries {
		list = append(list, line{text: w.truth.Entries[i].Title + " " + strings.Repeat(".", 5+w.rng.IntN(20)) + " " + itoa(i+2), class: "contents"})
	}
	for i := range w.truth.Statements {
		w.truth.Statements[i].Line += len(list)
	}
	w.lines = append(w.lines[:at], append(list, w.lines[at:]...)...)
}

// finish damages the lines as the sheet's style says, numbers them and joins
// them.
func (w *writer) finish() ([]byte, Truth) {
	var out bytes.Buffer
	if w.shown(BOM) {
		out.WriteString("\uFEFF")
	}
	end := "\n"
	if w.shown(CRLF) {
		end = "\r\n"
	}
	for i, l := range w.lines {
		number := i + 1
		if l.class != "" {
			w.truth.Classes = append(w.truth.Classes, Class{number, l.class})
		}
		if l.entry > 0 && l.class != "" {
			e := &w.truth.Entries[l.entry-1]
			if e.LineFrom == 0 {
				e.LineFrom = number
			}
			e.LineTo = number
		}
		if l.feed {
			out.WriteByte('\f')
		}
		out.WriteString(w.damaged(l.text))
		out.WriteString(end)
	}
	for i := range w.truth.Statements {
		w.truth.Statements[i].Line++
	}
	return out.Bytes(), w.truth
}

// damaged returns a line as a careless extraction leaves it.
func (w *writer) damaged(text string) string {
	if w.shown(Ligatures) {
		text = strings.NewReplacer("ffi", "ﬃ", "fi", "ﬁ", "fl", "ﬂ").Replace(text)
	}
	if w.shown(SoftHyphens) {
		text = w.sprinkle(text, "\u00AD", unicode.IsLower, 12)
	}
	if w.shown(ZeroWidth) {
		text = w.sprinkle(text, "\u200B", unicode.IsLetter, 20)
		if w.lang == "ar" {
			text = "\u200F" + text
		}
	}
	if w.shown(OddSpaces) {
		text = w.oddSpaces(text)
	}
	if w.shown(Decomposed) {
		text = norm.NFD.String(text)
	}
	return text
}

// sprinkle puts a mark between about one in n pairs of letters that fit.
func (w *writer) sprinkle(text, mark string, fits func(rune) bool, n int) string {
	var b strings.Builder
	last := ' '
	for _, c := range text {
		if fits(last) && fits(c) && w.rng.IntN(n) == 0 {
			b.WriteString(mark)
		}
		b.WriteRune(c)
		last = c
	}
	return b.String()
}

// oddSpaces replaces some spaces by others.
func (w *writer) oddSpaces(text string) string {
	var b strings.Builder
	for _, c := range text {
		if c == ' ' && w.rng.IntN(6) == 0 {
			b.WriteString(w.pick([]string{"\u00A0", "\u2009", "\u202F", "\u2003"}))
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}
