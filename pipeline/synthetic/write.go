package synthetic

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// Write writes a sheet of many entries cheaply: in English, with nothing
// unusual in it but what a long sheet needs, which is headings, wrapped
// objectives, labels without a value and lists. Sheets of different seeds
// share neither an acronym nor a title, up to a million entries a sheet.
func Write(w io.Writer, seed uint64, entries int) error {
	out := bufio.NewWriterSize(w, 1<<16)
	rng := rand.New(rand.NewPCG(seed, 0xb16))
	lex := lexicons()["en"]
	countries, cities := lex.places["country"], lex.places["city"]
	months, topics, objectives := lex.words["month"], lex.words["topic"], lex.words["objective"]
	for i := range entries {
		if i%5 == 0 {
			fmt.Fprintf(out, "\n%s\n", upper(countries[rng.IntN(len(countries))].name))
		}
		name := unique(seed<<20 + uint64(i))
		topic, year := topics[rng.IntN(len(topics))], 2014+rng.IntN(8)
		fmt.Fprintf(out, "\n%s INITIATIVE FOR %s (%s)\n\n", name, upper(topic), name)
		fmt.Fprintf(out, "%s %d %s %d\n\n", months[rng.IntN(12)], year, months[rng.IntN(12)], year+1+rng.IntN(4))
		out.WriteString("Objective: ")
		writeFilled(out, objectives[rng.IntN(len(objectives))], topic)
		switch rng.IntN(4) {
		case 0:
			fmt.Fprintf(out, "Countries: %s and %s\n\n", countries[rng.IntN(9)].name, countries[9+rng.IntN(9)].name)
		case 1:
			fmt.Fprintf(out, "Cities: %s, %s\n\n", cities[rng.IntN(6)].name, cities[6+rng.IntN(6)].name)
		}
		if rng.IntN(3) == 0 {
			out.WriteString("Funded by: \n")
		} else {
			fmt.Fprintf(out, "Funded by: %s\n", [...]string{"European Union", "Germany", "Denmark and Switzerland", "Netherlands"}[rng.IntN(4)])
		}
	}
	return out.Flush()
}

// writeFilled writes an objective with its topic, on lines of about eighty
// letters.
func writeFilled(out *bufio.Writer, text, topic string) {
	column := len("Objective: ")
	before, after, _ := strings.Cut(text, "{topic}")
	for _, part := range [...]string{before, topic, after} {
		for i := range len(part) {
			c := part[i]
			if column++; c == ' ' && column > 80 {
				c, column = '\n', 0
			}
			out.WriteByte(c)
		}
	}
	out.WriteString("\n\n")
}

// unique spells a number as a name of six syllables, so that numbers that
// follow each other do not look alike. Names repeat after 80^6 numbers.
func unique(n uint64) string {
	const consonants, vowels, names = "BDFGHKLMNPRSTVXZ", "AEIOU", 80 * 80 * 80 * 80 * 80 * 80
	n = n % names * 7654321 % names // prime to 80, so every name occurs once
	var name [12]byte
	for i := 0; i < len(name); i += 2 {
		name[i], name[i+1] = consonants[n%16], vowels[n/16%5]
		n /= 80
	}
	return string(name[:])
}

func upper(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}
