package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// isFootnote reports whether a line is a note to what stands above: a raised figure
// and words.
func isFootnote(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	return (isRaised(first) || strings.HasPrefix(text, "[^")) && len(text) > size+1 && hasLetter(text[size:])
}

// isRaised reports whether a character is a figure in superscript.
func isRaised(c rune) bool { return c == '¹' || c == '²' || c == '³' || c >= '⁰' && c <= '⁹' }

// isPeriod reports whether a text is a period and nothing else.
func isPeriod(text, lang string) bool {
	return normalise.IsPeriod(text, lang)
}

// periodWidth returns where a remark in brackets begins that ends a line, such
// as "2013 – 2020 (extended)"; the length of the text where there is none that
// could be left out.
func periodWidth(text string) int {
	open := strings.LastIndexByte(text, '(')
	if open <= 0 || !strings.HasSuffix(text, ")") || hasDigit(text[open:]) {
		return len(text)
	}
	return len(strings.TrimRight(text[:open], " "))
}

// bulletWidth returns how many bytes a bullet and the space behind it take at
// the start of a text; 0 where there is none.
func bulletWidth(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	switch r {
	case '-', '–', '—', '•', '·', '*', '▪', '■', '□', '►', '▶', '➢', '➤', '✓', '✔', '◦', '‣', '⁃', '○', '●', '+', '★', '☆', '✪', '♦', '❖', '✦', '◆', '◇', '»', '→', '➜', '☐', '▸', '▹', '▷', '\uF0B7', '\uF0A7', '\uF0D8':
	case 'o':
		if !strings.HasPrefix(text, "o ") {
			return 0
		}
	default:
		if (r < 0xE000 || r > 0xF8FF) && (r < 0x25A0 || r > 0x25FF) && (r < 0x270A || r > 0x27BF) && (r < 0x2460 || r > 0x2473) { // of a font of its own, geometric, a dingbat
			return 0
		}
	}
	n := size
	for n < len(text) && isSpace(text[n]) {
		n++
	}
	if n == len(text) || n == size && (r == '-' || r == '+' || r == '*' || r == '–' || r == '—' || r == '·') {
		return 0
	}
	return n
}

// isContact reports whether a line is there to reach somebody: it holds a mail
// address, or is little more than a telephone number.
func isContact(text string) bool {
	if at := strings.IndexByte(text, '@'); at > 0 && at+3 < len(text) {
		local, domain := text[at-1], text[at+1:]
		if local > ' ' && strings.Contains(domain, ".") && len(text) < 200 {
			return true
		}
	}
	if len(text) < 200 && (strings.Contains(text, "www.") || strings.Contains(text, "://")) && !endsSentence(text) {
		return true
	}
	if !strings.HasPrefix(text, "+") && !strings.HasPrefix(text, "(+") && !strings.HasPrefix(text, "00") {
		return false
	}
	digits := 0
	for _, c := range text {
		switch {
		case unicode.IsDigit(c):
			digits++
		case strings.ContainsRune("+()-./ ", c):
		default:
			return false
		}
	}
	return digits >= 7
}

// isFigure reports whether a line is a key figure: a number that leads a few
// words, such as "16 projects" or "EUR 25 million".
func isFigure(text string) bool {
	if len(text) > 48 || strings.HasSuffix(text, ".") {
		return false
	}
	fields := strings.Fields(text)
	if len(fields) == 0 || len(fields) > 5 {
		return false
	}
	first := strings.TrimLeft(fields[0], "€$£+~><")
	if first != "" && first[0] >= '0' && first[0] <= '9' {
		return !strings.HasSuffix(fields[0], ".") && !strings.HasSuffix(fields[0], ")")
	}
	_, money := normalise.ReadMoney(text, "")
	return money
}

// hasDigit reports whether a text has a digit in it, also one of the
// Arabic-Indic (U+0660 to U+0669) or the Persian ones (U+06F0 to U+06F9).
func hasDigit(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c-'0' <= 9:
			return true
		case c < 0xD9:
		case i+1 < len(text) && (c == 0xD9 && text[i+1]-0xA0 <= 9 || c == 0xDB && text[i+1]-0xB0 <= 9):
			return true
		}
	}
	return false
}

func hasLetter(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c|0x20 >= 'a' && c|0x20 <= 'z' {
			return true
		} else if c >= utf8.RuneSelf {
			for _, r := range text[i:] {
				if unicode.IsLetter(r) {
					return true
				}
			}
			return false
		}
	}
	return false
}
