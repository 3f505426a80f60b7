package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// showsQuoted reports whether a text is in the coding of mails: several of its lines
// end in a sign of it (RFC 2045, 6.7).
func showsQuoted(text string, _ *signs) bool {
	if strings.IndexByte(text, '=') < 0 {
		return false
	}
	ends := strings.Count(text, "=20\n") + strings.Count(text, "=\n") + strings.Count(text, "=20\r\n") + strings.Count(text, "=\r\n") +
		btoi(strings.HasSuffix(text, "=") || strings.HasSuffix(text, "=20"))
	return ends > 1 || ends > 0 && strings.Contains(text, "quoted-printable")
}

// quotedAt decodes the bytes in figures at a byte, as UTF-8 where they are that, and
// otherwise as Windows-1252.
func quotedAt(text string, i int) (size int, meant string) {
	var raw []byte
	for i+size < len(text) && text[i+size] == '=' {
		rest := text[i+size+1:]
		if (rest == "" || rest[0] == '\n' || rest[0] == '\r') && len(raw) == 0 {
			if i > 0 && text[i-1] == ' ' {
				return 1, ""
			}
			return 1, "\u00AD" // the line goes on below, as a rule inside a word
		}
		if len(rest) < 2 || hex(rest[0]) < 0 || hex(rest[1]) < 0 {
			break
		}
		c := byte(hex(rest[0])<<4 | hex(rest[1]))
		if c < ' ' { // no line is made
			c = ' '
		}
		raw, size = append(raw, c), size+3
	}
	if size == 0 {
		return 0, ""
	}
	if utf8.Valid(raw) {
		return size, string(raw)
	}
	var out strings.Builder
	for _, c := range raw {
		out.WriteRune(fromWindows1252(c))
	}
	return size, out.String()
}

// entities are the named characters of HTML that stand in texts without its tags, with
// what they stand for; signs of tags stay.
var entities = map[string]string{
	"nbsp": " ", "ndash": "–", "mdash": "—", "rsquo": "’", "lsquo": "‘", "rdquo": "”", "ldquo": "“", "quot": "\"", "apos": "'", "hellip": "…", "bull": "•", "middot": "·",
	"euro": "€", "pound": "£", "laquo": "«", "raquo": "»", "shy": "\u00AD", "thinsp": " ", "ensp": " ", "emsp": " ", "deg": "°", "eacute": "é", "egrave": "è", "ecirc": "ê", "agrave": "à", "acirc": "â",
	"ccedil": "ç", "ocirc": "ô", "ouml": "ö", "uuml": "ü", "auml": "ä", "Ouml": "Ö", "Uuml": "Ü", "Auml": "Ä", "szlig": "ß", "ntilde": "ñ", "aacute": "á", "iacute": "í", "oacute": "ó", "uacute": "ú",
	"#39": "'", "#34": "\"", "#160": " ", "#8211": "–", "#8212": "—", "#8216": "‘", "#8217": "’", "#8220": "“", "#8221": "”", "#8226": "•", "#8364": "€",
}

// longestNamed is how many bytes such a name has at most.
const longestNamed = 6

// showsEntities reports whether a text that is no HTML has named characters of it, as
// Markdown and copies of pages do.
func showsEntities(text string, _ *signs) bool {
	for at := strings.IndexByte(text, '&'); at >= 0; {
		if size, _ := entityAt(text, at); size > 0 {
			return !strings.Contains(text, "</") && !strings.Contains(text, "<br") && !strings.Contains(text, "<p")
		}
		next := strings.IndexByte(text[at+1:], '&')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return false
}

// entityAt decodes a named character, also where the sign before it is one itself, once or
// more often: "&amp;amp;nbsp;".
func entityAt(text string, i int) (size int, meant string) {
	if text[i] != '&' {
		return 0, ""
	}
	end := i + 1
	for strings.HasPrefix(text[end:], "amp;") {
		end += len("amp;")
	}
	if semicolon := strings.IndexByte(text[end:min(len(text), end+longestNamed+1)], ';'); semicolon > 1 {
		if meant, named := entities[text[end:end+semicolon]]; named {
			return end + semicolon + 1 - i, meant
		}
	}
	if end == i+1 {
		return 0, ""
	}
	return end - i, "&"
}

// hex returns the value of a figure of RFC 2045, -1 for anything else.
func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func fromWindows1252(c byte) rune {
	if c >= 0x80 && c < 0xA0 {
		return windows1252[c-0x80]
	}
	return rune(c)
}

// toWindows1252 returns the byte of a character; 0 where it has none.
func toWindows1252(c rune) byte {
	if c >= 0x80 && c < 0x100 {
		return byte(c)
	}
	if k := slices.Index(windows1252[:], c); k >= 0 && c > 0x100 {
		return byte(0x80 + k)
	}
	return 0
}

// mojibakeAt reads characters of Windows-1252 as the bytes of one character of UTF-8:
// "Ã©". A no-break space may have become a plain one: "Ã " for "à".
func mojibakeAt(text string, i int) (size int, meant string) {
	if text[i] < utf8.RuneSelf {
		return 0, ""
	}
	var raw [utf8.UTFMax]byte
	n, want := 0, 0
	for i+size < len(text) {
		c, width := utf8.DecodeRuneInString(text[i+size:])
		b := toWindows1252(c)
		if n == 0 {
			switch {
			case b >= 0xC2 && b < 0xE0:
				want = 2
			case b >= 0xE0 && b < 0xF0:
				want = 3
			case b >= 0xF0 && b < 0xF5:
				want = 4
			default:
				return 0, ""
			}
		} else if b < 0x80 || b >= 0xC0 {
			if c == ' ' && n == 1 && raw[0] == 0xC3 {
				if strings.HasPrefix(text[i+size:], "  ") {
					size++
				}
				return size, "à"
			}
			return 0, ""
		}
		raw[n], n, size = b, n+1, size+width
		if n == want {
			c, _ := utf8.DecodeRune(raw[:n])
			if c == utf8.RuneError || c < 0xA0 {
				return 0, ""
			}
			return size, string(c)
		}
	}
	return 0, ""
}

// accents are the marks of Unicode for accents that stand as characters of their own.
var accents = map[rune]rune{'´': 0x0301, '`': 0x0300, 'ˆ': 0x0302, '¨': 0x0308, '˜': 0x0303, 'ˇ': 0x030C, '˚': 0x030A}

// accentAt puts an accent on the letter behind it, and a cedilla under the one before
// it: "´e", "c¸".
func accentAt(text string, i int) (size int, meant string) {
	c, width := utf8.DecodeRuneInString(text[i:])
	mark, next := accents[c], i+width
	if mark == 0 {
		if mark, next = 0x0327, i; !strings.HasPrefix(text[i+width:], "¸") || !unicode.IsLetter(c) {
			return 0, ""
		}
	}
	letter, size := utf8.DecodeRuneInString(text[next:])
	if letter == 'ı' { // without its dot
		letter = 'i'
	}
	both := norm.NFC.String(string(letter) + string(mark))
	if !unicode.IsLetter(letter) || utf8.RuneCountInString(both) != 1 {
		return 0, ""
	}
	if mark == 0x0327 {
		return size + len("¸"), both
	}
	return width + size, both
}

// cidAt reads the number of a character as the bullet or space that it nearly always
// is.
func cidAt(text string, i int) (size int, meant string) {
	if text[i] != '(' || !strings.HasPrefix(text[i:], "(cid:") {
		return 0, ""
	}
	end := strings.IndexByte(text[i:min(len(text), i+16)], ')')
	if end < 0 || strings.Trim(text[i+len("(cid:"):i+end], "0123456789") != "" {
		return 0, ""
	}
	if i == 0 || text[i-1] == '\n' || text[i-1] == '\f' {
		return end + 1, "•"
	}
	return end + 1, " "
}
