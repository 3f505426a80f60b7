package normalise

// repairDigits writes figures for the letters that a scanner reads in their place, in
// words that are made of nothing else: 2O19, O1.O3.2009, 3l. It writes as many bytes as
// the text has. A small l by itself before a word is a 1.
func repairDigits(text string) string {
	if !looksScanned(text) {
		return text
	}
	var out []byte
	for i := 0; i < len(text); {
		end, digits, letters, other := i, 0, 0, false
		for ; end < len(text) && (isLetterOrDigit(text[end]) || text[end] == '|'); end++ {
			switch c := text[end]; {
			case c >= '0' && c <= '9':
				digits++
			case figureOf(c) != 0:
				letters++
			default:
				other = true
			}
		}
		alone := end == i+1 && text[i] == 'l' && end+1 < len(text) && text[end] == ' ' && text[end+1] >= 'A'
		if letters > 0 && !other && digits > 0 || alone {
			if out == nil {
				out = []byte(text)
			}
			for k := i; k < end; k++ {
				if c := figureOf(text[k]); c != 0 {
					out[k] = c
				}
			}
		}
		i = max(end, i+1)
	}
	if out == nil {
		return text
	}
	return string(out)
}

// looksScanned tells whether a letter that looks like a figure stands beside one, or a
// small l by itself.
func looksScanned(text string) bool {
	before := notScanned
	for i := range len(text) {
		kind := scanKinds[text[i]]
		if kind|before == figureScanned|letterScanned || text[i] == 'l' && i+1 < len(text) && text[i+1] == ' ' && (i == 0 || text[i-1] == ' ') {
			return true
		}
		before = kind
	}
	return false
}

// What a byte may be to a scanner.
const (
	notScanned    = 0
	figureScanned = 1
	letterScanned = 2 // that looks like a figure
)

var scanKinds = func() (table [256]int) {
	for c := range table {
		switch {
		case c >= '0' && c <= '9':
			table[c] = figureScanned
		case figureOf(byte(c)) != 0:
			table[c] = letterScanned
		}
	}
	return table
}()

// isLetterOrDigit tells a letter or digit of ASCII, or a byte of another character.
func isLetterOrDigit(c byte) bool {
	return c >= 0x80 || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}

// figureOf returns the figure that a letter looks like; 0 for none.
func figureOf(c byte) byte {
	switch c {
	case 'O', 'o':
		return '0'
	case 'I', 'l', '|':
		return '1'
	}
	return 0
}
