package normalise

import "unicode/utf8"

// A dateGap is what stands between two atoms.
type dateGap uint16

const (
	gapSpace    dateGap = 1 << iota
	gapDot              // behind a number; the dot of an abbreviation is none
	gapComma            // comma, semicolon, colon
	gapSlash            //
	gapHyphen           // ASCII or U+2010, U+2011
	gapDash             // en, em, figure dash, minus, arrow, two hyphens, bar
	gapParen            // bracket or quotation mark
	gapApos             //
	gapQuestion         //
	gapTilde            // directly behind the atom before
	gapTildePre         // before the atom that follows
	gapAmp              // &
	gapPlus             //
	gapWide             // a hyphen or dash has a space beside it
)

const gapAnyDash = gapHyphen | gapDash

// A dateAtom is a number or a word, or the phrase that words make.
type dateAtom struct {
	dateMeaning
	word, node uint16
	gap        dateGap // what stands before it
	digits     uint8   // of a number; 0 for words
	start, end int32   // bytes of the text
}

// is reports whether the atom can be of one of the kinds.
func (a *dateAtom) is(kinds dateKind) bool { return a.kinds&kinds != 0 }

// maxDateAtoms and maxDateWord bound what can be an expression of time; the
// longest ones of daily use have about twenty words of fifteen letters.
const (
	maxDateAtoms = 40
	maxDateWord  = 40 // bytes, folded
)

// dateAtoms are the atoms of one text. Behind the last stands one of kind
// end, whose gap is what the text ends with.
type dateAtoms struct {
	list    [maxDateAtoms + 1]dateAtom
	n       int
	foreign bool // a word that English does not have, or Arabic digits
	signed  bool // the sign of copyright stands before the first atom: ©1987
}

// lex takes text apart. It stops and is false at the first word or sign that
// no expression of time has: prose seldom gets past its second word.
func (a *dateAtoms) lex(text string) bool {
	lexicon := dateLexiconOnce()
	var word [maxDateWord]byte
	var gap dateGap
	var number bool // the atom being read is a number
	open := false   // an atom is being read
	length := 0     // of word
	at := &a.list[0]

	closeAtom := func() bool {
		open = false
		a.n++
		if !number {
			w, found := lexicon.words[string(word[:length])]
			if !found {
				if w, found = lexicon.prefixed(word[:length]); !found {
					return false
				}
				if string(word[:len(arabicAnd)]) == arabicAnd { // ومارس: the conjunction is a word of its own
					next := &a.list[min(a.n, maxDateAtoms)]
					*next = *at
					at.dateMeaning, at.end = lexicon.words[arabicAnd].dateMeaning, at.start+int32(len(arabicAnd))
					at, next.gap, next.start = next, 0, at.end
					a.n++
				}
			}
			at.dateMeaning, at.word, at.node = w.dateMeaning, w.id, w.node
		}
		return a.n < maxDateAtoms
	}
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		var folded string
		var class dateClass
		if c < utf8.RuneSelf {
			class = dateASCII[c]
		} else {
			c, size = utf8.DecodeRuneInString(text[i:])
			if class, folded = classOf(c, size); class == classSkip {
				i += size
				if open && !invisible(c) { // an accent belongs to its letter
					at.end = int32(i)
				}
				continue
			}
		}
		switch class {
		case classDigit, classLetter:
			if open && number != (class == classDigit) {
				if !closeAtom() {
					return false
				}
				gap = 0
			}
			if !open {
				open, number, length = true, class == classDigit, 0
				at = &a.list[a.n]
				*at = dateAtom{gap: gap, start: int32(i)}
				gap = 0
			}
			at.end = int32(i + size)
			if number {
				at.kinds = kindNumber
				if at.digits++; at.digits > 4 {
					return false
				}
				at.value = at.value*10 + digitOf(c)
				a.foreign = a.foreign || c >= utf8.RuneSelf && c < 0xFF00
				break
			}
			if c < utf8.RuneSelf {
				if length == len(word) {
					return false
				}
				word[length] = byte(c) | 0x20
				length++
				break
			}
			if length+len(folded) > len(word) {
				return false
			}
			length += copy(word[length:], folded)
		case classOther:
			if c == '©' && a.n == 0 && !open && !a.signed {
				a.signed = true
				break
			}
			return false
		default:
			glued := open
			abbreviation := open && !number
			if abbreviation && c == '.' && string(word[:length]) == numero {
				return false
			}
			if open && !closeAtom() {
				return false
			}
			gap = gap.with(dateGap(1)<<class, glued, abbreviation)
		}
		i += size
	}
	if open && !closeAtom() {
		return false
	}
	a.list[a.n] = dateAtom{dateMeaning: dateMeaning{kinds: kindEnd}, gap: gap, start: int32(len(text)), end: int32(len(text))}
	return a.n > 0 && a.phrases(lexicon)
}

// numero with a full stop stands before the number of a document, No. 2019/20;
// without one it is the Portuguese "in the".
const numero = "no"

// with adds one sign to the gap; glued says that the sign touches the atom
// before, abbreviation that this atom is a word.
func (g dateGap) with(sign dateGap, glued, abbreviation bool) dateGap {
	switch sign {
	case gapDot:
		if abbreviation || g != 0 {
			return g
		}
	case gapTilde:
		if !glued && g != gapQuestion {
			return g | gapTildePre
		}
	case gapSpace:
		if g&gapAnyDash != 0 {
			return g | gapSpace | gapWide
		}
	case gapHyphen:
		if g&gapHyphen != 0 {
			return g | gapDash
		}
		if g&gapSpace != 0 {
			return g | gapHyphen | gapWide
		}
	case gapDash:
		if g&gapSpace != 0 {
			return g | gapDash | gapWide
		}
	}
	return g | sign
}

// phrases joins the words that make one, the longest first, two names of one
// month ("كانون الثاني/يناير"), and is false where a word is left that says
// nothing alone.
func (a *dateAtoms) phrases(lexicon *dateLexicon) bool {
	to := 0
	for i := 0; i < a.n; to++ {
		atom := a.list[i]
		last, meaning := i, atom.dateMeaning
		node := atom.node
		for j := i + 1; node != 0 && j < a.n && a.list[j].word != 0 && a.list[j].gap&^gapInPhrase == 0; j++ {
			node = lexicon.next[uint32(node)<<16|uint32(a.list[j].word)]
			if m := lexicon.phrase[node]; m.kinds != 0 {
				last, meaning = j, m
			}
		}
		if meaning.kinds == 0 {
			return false
		}
		atom.dateMeaning, atom.end = meaning, a.list[last].end
		i = last + 1
		if atom.is(kindMonth) && to > 0 && atom.gap&(gapSlash|gapParen) != 0 && a.list[to-1].is(kindMonth) && a.list[to-1].value == atom.value {
			to--
			a.list[to].end = atom.end
			a.list[i].gap &^= gapParen
			continue
		}
		a.foreign = a.foreign || !meaning.english && atom.digits == 0
		a.list[to] = atom
	}
	a.list[to] = a.list[a.n]
	a.n = to
	return true
}

const gapInPhrase = gapSpace | gapApos | gapSlash | gapHyphen | gapDot

// A dateClass is the class of a character; the signs are numbered as the
// bits of a dateGap.
type dateClass uint8

const (
	classSpace dateClass = iota
	classDot
	classComma
	classSlash
	classHyphen
	classDash
	classParen
	classApos
	classQuestion
	classTilde
	_ // tilde before
	classAmp
	classPlus
	classDigit
	classLetter
	classSkip
	classOther
)

var dateASCII = func() (table [utf8.RuneSelf]dateClass) {
	for c := range table {
		switch {
		case '0' <= c && c <= '9':
			table[c] = classDigit
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			table[c] = classLetter
		default:
			table[c] = classOther
		}
	}
	signs := map[string]dateClass{
		" \t\r\n": classSpace, ".": classDot, ",;:": classComma, "/": classSlash, "-": classHyphen, "|>": classDash,
		"()[]{}\"*_": classParen, "'`": classApos, "?": classQuestion, "~": classTilde, "&": classAmp, "+": classPlus,
	}
	for chars, class := range signs {
		for _, c := range chars {
			table[c] = class
		}
	}
	return table
}()

// dateSigns are the characters beyond ASCII that mean what an ASCII one does.
var dateSigns = map[rune]dateClass{
	'‐': classHyphen, '‑': classHyphen, '‒': classDash, '–': classDash, '—': classDash, '―': classDash, '−': classDash, '﹘': classDash,
	'﹣': classHyphen, '－': classHyphen, '→': classDash, '⁃': classDash, '’': classApos, '‘': classApos, 'ʼ': classApos, '´': classApos,
	'،': classComma, '؛': classComma, '؟': classQuestion, '／': classSlash, '⁄': classSlash, '．': classDot, '，': classComma, '：': classComma,
	'“': classParen, '”': classParen, '„': classParen, '«': classParen, '»': classParen, '‹': classParen, '›': classParen, '•': classParen,
	'·': classParen, '●': classParen, '▪': classParen, '（': classParen, '）': classParen, '≈': classTilde, '～': classTilde, '∼': classTilde, '±': classTilde,
	'…': classDash,
}

func classOf(c rune, size int) (dateClass, string) {
	if c == utf8.RuneError && size == 1 {
		return classOther, ""
	}
	if c >= '٠' && c <= '٩' || c >= '۰' && c <= '۹' || c >= '０' && c <= '９' {
		return classDigit, ""
	}
	if letter := c >= 'À' && c <= 'ʯ' || c >= 'ؠ' && c <= 'ي'; !letter {
		if class, found := dateSigns[c]; found {
			return class, ""
		}
	}
	if c == '°' {
		return classLetter, "o"
	}
	switch folded := foldRune(c); folded {
	case "":
		return classSkip, ""
	case " ":
		if isWideSpace(c) {
			return classSpace, ""
		}
		return classOther, ""
	default:
		return classLetter, folded
	}
}

// isWideSpace tells the spaces of Unicode beyond ASCII (category Zs).
func isWideSpace(c rune) bool {
	return c == 0x00A0 || c == 0x1680 || c >= 0x2000 && c <= 0x200A || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000
}

// digitOf returns the number of a digit of ASCII, Arabic, Persian or full width.
func digitOf(c rune) int16 {
	switch {
	case c >= '０':
		return int16(c - '０')
	case c >= '۰':
		return int16(c - '۰')
	case c >= '٠':
		return int16(c - '٠')
	}
	return int16(c - '0')
}
