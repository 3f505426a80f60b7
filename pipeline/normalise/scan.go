package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A word is one word of a text: its bytes there, and its letters in the
// folded text. Because folding parts words by one space, the key of words i
// to j is one slice of the folded text.
type word struct {
	start, end         int // bytes of the text
	keyStart, keyEnd   int // bytes of the folded text
	capital            bool
	strongGap, softGap bool // what stands before: a stop or a comma; anything but one space or hyphen
}

// A scan is a text cut into words.
type scan struct {
	text  string
	key   []byte
	words []word
	upper bool // the text has no lower-case letter
}

func newScan(text string) *scan {
	s := &scan{text: text, key: make([]byte, 0, len(text)+8), words: make([]word, 0, len(text)/6+1), upper: true}
	open := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		f := foldRune(r)
		switch {
		case f == " ":
			open = false
		case f != "":
			if !open {
				if len(s.key) > 0 {
					s.key = append(s.key, ' ')
				}
				s.words = append(s.words, word{start: i, keyStart: len(s.key), capital: !unicode.IsLower(r)})
				open = true
			}
			s.key = append(s.key, f...)
			s.words[len(s.words)-1].end = i + size
			s.words[len(s.words)-1].keyEnd = len(s.key)
			if unicode.IsLower(r) {
				s.upper = false
			}
		case open: // an accent or a mark inside a word
			s.words[len(s.words)-1].end = i + size
		}
		i += size
	}
	for i := 1; i < len(s.words); i++ {
		gap := text[s.words[i-1].end:s.words[i].start]
		s.words[i].softGap = gap != " " && gap != "-" && gap != "‑"
		s.words[i].strongGap = s.words[i].softGap && isStrong(gap, s.words[i-1].end-s.words[i-1].start)
	}
	return s
}

// isStrong tells whether what stands between two words parts them: stops,
// commas, slashes, line ends, dashes. A full stop behind a short word may end
// an abbreviation.
func isStrong(gap string, before int) bool {
	if strings.ContainsAny(gap, ",;:/|•\n\r!?…–—،؛、，") {
		return true
	}
	return strings.Contains(gap, ".") && before > 3
}

// keyOf returns the key of n words from i on.
func (s *scan) keyOf(i, n int) []byte { return s.key[s.words[i].keyStart:s.words[i+n-1].keyEnd] }

// pieceOf returns the bytes of n words from i on.
func (s *scan) pieceOf(i, n int) Piece { return Piece{s.words[i].start, s.words[i+n-1].end} }

// joined tells whether n words from i on may be one name; comma allows that
// one comma stands among them.
func (s *scan) joined(i, n int, comma bool) bool {
	for j := i + 1; j < i+n; j++ {
		if s.words[j].strongGap {
			gap := s.text[s.words[j-1].end:s.words[j].start]
			if !comma || strings.TrimSpace(gap) != "," {
				return false
			}
		}
	}
	return true
}
