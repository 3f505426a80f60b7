package normalise

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the key under which a name or a title is compared: lower case,
// compatibility forms and accents dropped (NFKD), letters that Unicode does
// not take apart spelled out (ß ss, ø o, ł l), Arabic alef, yeh and teh
// marbuta in one form each, marks and punctuation as single spaces, zero-width
// and bidirectional characters gone. The key of a text without a letter or
// digit is "". Folding a key changes nothing.
func Fold(text string) string {
	return string(appendFold(make([]byte, 0, len(text)+8), text))
}

// appendFold appends the key of text to dst.
func appendFold(dst []byte, text string) []byte {
	start := len(dst)
	gap := false
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch f := asciiFold[c]; f {
			case ' ':
				gap = true
			default:
				if gap && len(dst) > start {
					dst = append(dst, ' ')
				}
				gap = false
				dst = append(dst, f)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch f := foldRune(r); f {
		case "":
		case " ":
			gap = true
		default:
			if gap && len(dst) > start {
				dst = append(dst, ' ')
			}
			gap = false
			dst = append(dst, f...)
		}
	}
	return dst
}

// asciiFold holds, per ASCII byte, its lower-case letter, its digit, or a
// space.
var asciiFold = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		switch {
		case 'A' <= c && c <= 'Z':
			table[c] = byte(c + 'a' - 'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			table[c] = byte(c)
		default:
			table[c] = ' '
		}
	}
	return table
}()

// foldedRunes caches the alphabets from Latin to Arabic; computing one rune
// takes a hundred times longer than looking it up.
var foldedRunes = sync.OnceValue(func() *[0x0800]string {
	table := new([0x0800]string)
	for r := range table {
		table[r] = computeFold(rune(r))
	}
	return table
})

// foldRune returns what a rune becomes in a key: "" when it is dropped, " "
// when it separates words.
func foldRune(r rune) string {
	if r < 0x0800 {
		return foldedRunes()[r]
	}
	return computeFold(r)
}

// spelledOut are letters that NFKD leaves whole, or that people write for one
// another. Sources: Unicode CLDR transform Latin-ASCII; for Arabic, the
// unification that Arabic and Persian keyboards make necessary.
var spelledOut = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'æ': "ae", 'œ': "oe", 'ħ': "h", 'ŋ': "n", 'ŧ': "t",
	'ə': "a", 'ɛ': "e", 'ɔ': "o", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ƴ': "y",
	'ى': "ي", 'ی': "ي", 'ې': "ي", 'ک': "ك", 'ڪ': "ك", 'ة': "ه", 'ہ': "ه", 'ھ': "ه", 'ۀ': "ه", 'ە': "ه", 'ڤ': "ف", 'پ': "ب", 'ٱ': "ا", 'ـ': "",
	'ς': "σ", 'ʻ': " ", 'ʼ': " ", 'ʿ': " ", 'ʾ': " ", 'ʹ': " ", 'ˈ': " ", '·': " ",
}

func computeFold(r rune) string {
	if invisible(r) || dropped(r) {
		return ""
	}
	var out strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if dropped(d) {
			continue
		}
		d = unicode.ToLower(d)
		if s, found := spelledOut[d]; found {
			out.WriteString(s)
			continue
		}
		if unicode.IsLetter(d) || unicode.IsMark(d) || unicode.IsDigit(d) {
			out.WriteRune(d)
		} else {
			out.WriteByte(' ')
		}
	}
	if key := out.String(); strings.TrimSpace(key) == "" && key != "" {
		return " "
	}
	return strings.ReplaceAll(out.String(), " ", "")
}

// dropped tells the marks that a reader of names does without: accents of
// Latin, Greek and Cyrillic, vowel signs of Arabic and Hebrew, variation
// selectors. The vowel signs of Indic and South-East Asian scripts stay,
// because names differ by them.
func dropped(r rune) bool {
	switch {
	case r >= 0x0300 && r <= 0x036F, r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0x20D0 && r <= 0x20FF:
		return true
	case r >= 0x0591 && r <= 0x05C7, r >= 0x0610 && r <= 0x061A, r >= 0x064B && r <= 0x065F, r == 0x0670, r >= 0x06D6 && r <= 0x06ED && unicode.IsMark(r):
		return true
	case r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return false
}

// invisible tells characters without a shape: soft hyphen, zero-width space
// and joiners, directional marks, byte order mark.
func invisible(r rune) bool {
	return r == 0x00AD || r == 0x034F || r == 0x061C || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r >= 0x180B && r <= 0x180E
}

// cutLead cuts a word, or several, and the space behind off the beginning of a key.
func cutLead(key, word string) (rest string, found bool) {
	if len(key) > len(word) && key[len(word)] == ' ' && key[:len(word)] == word {
		return key[len(word)+1:], true
	}
	return key, false
}

// appendWords appends the words of a key.
func appendWords(dst []string, key string) []string {
	for key != "" {
		end := strings.IndexByte(key, ' ')
		if end < 0 {
			return append(dst, key)
		}
		dst = append(dst, key[:end])
		key = key[end+1:]
	}
	return dst
}

// appendJoined appends words with a space between.
func appendJoined(dst []byte, words []string) []byte {
	for i, word := range words {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, word...)
	}
	return dst
}

// AppendFold appends the key of text to dst, so that a look-up needs no string
// of its own.
func AppendFold(dst []byte, text string) []byte { return appendFold(dst, text) }
