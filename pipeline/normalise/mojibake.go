package normalise

import (
	"strings"
	"unicode/utf8"
)

// windows1252 maps the characters that Windows-1252 has at 0x80 to 0x9F back
// to their bytes. Source: WHATWG Encoding, index windows-1252.
var windows1252 = map[rune]byte{
	'€': 0x80, '‚': 0x82, 'ƒ': 0x83, '„': 0x84, '…': 0x85, '†': 0x86, '‡': 0x87, 'ˆ': 0x88, '‰': 0x89, 'Š': 0x8A, '‹': 0x8B, 'Œ': 0x8C, 'Ž': 0x8E,
	'‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97, '˜': 0x98, '™': 0x99, 'š': 0x9A, '›': 0x9B, 'œ': 0x9C, 'ž': 0x9E, 'Ÿ': 0x9F,
}

// repairMojibake returns the text that a reader of UTF-8 as Windows-1252
// damaged, once or twice over: CÃ´te d'Ivoire. It returns nothing unless every
// character goes back to one byte and the bytes are UTF-8 again.
func repairMojibake(text string) []string {
	if isASCII(text) {
		return nil
	}
	once, ok := undoWindows1252(text)
	if !ok {
		return nil
	}
	if twice, ok := undoWindows1252(once); ok {
		return []string{once, twice}
	}
	return []string{once}
}

func undoWindows1252(text string) (string, bool) {
	var out strings.Builder
	damaged := false
	for _, r := range text {
		b, special := windows1252[r]
		switch {
		case special:
			out.WriteByte(b)
			damaged = true
		case r < 0x100:
			out.WriteByte(byte(r))
			damaged = damaged || r >= 0x80
		default:
			return "", false
		}
	}
	return out.String(), damaged && utf8.ValidString(out.String())
}
