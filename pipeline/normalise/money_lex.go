package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type moneyTokenKind uint8

const (
	moneyTokenWord   moneyTokenKind = iota // letters and signs of currencies
	moneyTokenNumber                       // digits and what groups them
	moneyTokenDash
	moneyTokenOpen  // opening bracket
	moneyTokenClose // closing bracket
	moneyTokenOther
)

// A moneyToken is a word, a number or a sign of a text.
type moneyToken struct {
	kind       moneyTokenKind
	key        string // of a word folded; of a number in ASCII
	start, end int
}

// lexMoney takes a text apart. Separators inside a number are kept, as
// ASCII: "," and ".", "'" for any apostrophe, "_" for any space.
func lexMoney(text string) []moneyToken {
	tokens := make([]moneyToken, 0, 8)
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		class, _ := moneyClass(c, size)
		switch {
		case class == classSkip, class == classSpace, class == classDot, class == classComma, class == classApos:
			i += size
		case class == classDigit:
			token := lexAmount(text, i)
			tokens = append(tokens, token)
			i = token.end
		case class == classLetter:
			token := moneyToken{start: i}
			var key strings.Builder
			for i < len(text) {
				c, size = utf8.DecodeRuneInString(text[i:])
				class, folded := moneyClass(c, size)
				if class == classLetter {
					key.WriteString(folded)
				} else if class != classSkip && (class != classDot || !dottedLetter(text, i, token.start)) {
					break
				}
				i += size
			}
			token.key, token.end = key.String(), i
			tokens = append(tokens, token)
		default:
			kind := moneyTokenOther
			switch {
			case class == classHyphen || class == classDash:
				kind = moneyTokenDash
			case c == '(' || c == '[':
				kind = moneyTokenOpen
			case c == ')' || c == ']':
				kind = moneyTokenClose
			case class == classTilde:
				tokens = append(tokens, moneyToken{kind: moneyTokenWord, key: "ca", start: i, end: i + size})
				i += size
				continue
			case class == classParen:
				i += size
				continue
			}
			tokens = append(tokens, moneyToken{kind: kind, start: i, end: i + size})
			i += size
		}
	}
	return tokens
}

// dottedLetter reports whether the dot at i stands inside letters, "U.S.$".
func dottedLetter(text string, i, start int) bool {
	if i-start > 3 || i+1 >= len(text) {
		return false
	}
	class, _ := moneyClass(utf8.DecodeRuneInString(text[i+1:]))
	return class == classLetter
}

// moneyClass is the class of a character, where signs of currencies are
// letters.
func moneyClass(c rune, size int) (dateClass, string) {
	if c < utf8.RuneSelf && c != utf8.RuneError {
		switch class := dateASCII[c]; {
		case c == '$':
			return classLetter, "$"
		case class == classLetter:
			return classLetter, asciiLetters[c|0x20-'a' : c|0x20-'a'+1]
		default:
			return class, ""
		}
	}
	if unicode.Is(unicode.Sc, c) {
		return classLetter, string(c)
	}
	return classOf(c, size)
}

const asciiLetters = "abcdefghijklmnopqrstuvwxyz"

// lexAmount reads digits from i on, with the separators that stand between
// two digits; a space groups only before three digits.
func lexAmount(text string, i int) moneyToken {
	token := moneyToken{kind: moneyTokenNumber, start: i}
	key := make([]byte, 0, 24)
	for i < len(text) {
		c, size := utf8.DecodeRuneInString(text[i:])
		class, _ := moneyClass(c, size)
		if class == classDigit {
			key = append(key, byte('0'+digitOf(c)))
			i += size
			token.end = i
			continue
		}
		if class == classSkip {
			i += size
			continue
		}
		sign, run := byte(0), digitsAt(text, i+size)
		switch {
		case class == classDot:
			sign = '.'
		case class == classComma && c != ';' && c != ':' || c == '٬' || c == '٫':
			sign = ','
			if c == '٫' { // the Arabic decimal separator
				sign = '.'
			}
		case class == classApos && run == 3:
			sign = '\''
		case class == classSpace && run == 3 && plainDigits(key) <= 3:
			sign = '_'
		}
		if sign == 0 || run == 0 {
			break
		}
		key = append(key, sign)
		i += size
	}
	token.key = string(key)
	return token
}

// digitsAt counts the digits from i on.
func digitsAt(text string, i int) (n int) {
	for i < len(text) {
		c, size := utf8.DecodeRuneInString(text[i:])
		if class, _ := moneyClass(c, size); class != classDigit {
			return n
		}
		n++
		i += size
	}
	return n
}

// plainDigits counts the digits behind the last separator of a number.
func plainDigits(key []byte) (n int) {
	for i := len(key) - 1; i >= 0 && key[i] >= '0' && key[i] <= '9'; i-- {
		n++
	}
	return n
}
