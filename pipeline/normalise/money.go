package normalise

import "strings"

// Money is what an expression of an amount says. Amounts are decimals as
// text, in units of the currency, with the digits behind the point that the
// text states: "5550000" for 5,55 Mio., "189403.20" for 189,403.20.
type Money struct {
	Amount            string // "" where the text states a range or bound, or cannot be read
	Low, High         string // of a range; one of them for "at least" and "up to"
	Currency          string // ISO 4217; "" where the sign stands for several
	SignificantDigits int    // digits as written, leading zeros aside: 3 for 5,55 Mio.
	Approximate       bool   // the text says so
	Covers            Piece  // what the text says in brackets about the figure; zero for nothing
	Piece             Piece  // the amount, with currency, scale and bound
	Notes             []Note
}

// Ids of the notes that readings of amounts carry, rows of schemas/findings.csv.
const (
	noteCurrency      = "money.ambiguous_currency"
	noteSeparator     = "money.ambiguous_separator"
	noteScale         = "money.ambiguous_scale"
	noteMoneyReversed = "money.reversed"
)

// ReadMoney reads the whole of text as one amount or one range of amounts in
// one currency. lang, a BCP 47 tag, decides what the text leaves open: the
// sign that groups digits and the words for 10^9; "" stands for any language.
//
// It is false when text is no amount, states none of a currency, or several.
func ReadMoney(text, lang string) (Money, bool) {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if !hasDigit(text) {
		return Money{}, false
	}
	p := moneyParser{text: text, lang: lang, tokens: lexMoney(text)}
	return p.parse()
}

// hasDigit keeps most texts from the reader of amounts.
func hasDigit(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= '0' && text[i] <= '9' || text[i] == 0xD9 || text[i] == 0xDB { // lead bytes of Arabic digits
			return true
		}
	}
	return false
}

// A moneyParser reads the tokens of one text.
type moneyParser struct {
	text, lang string
	tokens     []moneyToken
	amounts    [2]moneyAmount
	n          int // of amounts
	currency   string
	ambiguous  bool // currency lists several
	kinds      moneyKind
	key        [64]byte
}

// A moneyAmount is a number with its power of ten.
type moneyAmount struct {
	number int // token
	scale  *moneyWord
	last   int // token where it ends
}

func (p *moneyParser) parse() (Money, bool) {
	var m Money
	ranged := false // a sign or word of a range stands behind the first amount
	i := 0
	for ; i < len(p.tokens); i++ {
		switch token := &p.tokens[i]; token.kind {
		case moneyTokenNumber:
			if p.n == 2 || p.n == 1 && !ranged {
				return m, false
			}
			p.amounts[p.n].number, p.amounts[p.n].last = i, i
			p.n++
		case moneyTokenDash:
			switch {
			case p.n == 1 && !ranged && p.numberAhead(i+1):
				ranged = true
			case p.n == 0 || !p.decorative(i):
				return m, false
			}
		case moneyTokenOpen:
			if p.n == 0 || !p.readCovers(i, &m) {
				return m, false
			}
			return p.finish(m, i)
		case moneyTokenWord:
			word, length := p.wordAt(i)
			if length == 0 {
				return m, false
			}
			if !p.take(word, i, i+length-1, &ranged) {
				return m, false
			}
			i += length - 1
		default:
			return m, false
		}
	}
	return p.finish(m, i)
}

// decorative tells the dashes of "5.000,-" and "EUR - 5": those behind a
// number, without anything after.
func (p *moneyParser) decorative(i int) bool {
	return p.tokens[i].start > 0 && (p.text[p.tokens[i].start-1] == ',' || p.text[p.tokens[i].start-1] == '.' || p.tokens[i-1].kind == moneyTokenDash)
}

// numberAhead reports whether another amount follows.
func (p *moneyParser) numberAhead(i int) bool {
	for ; i < len(p.tokens); i++ {
		switch p.tokens[i].kind {
		case moneyTokenNumber:
			return true
		case moneyTokenWord:
		default:
			return false
		}
	}
	return false
}

// wordAt finds the longest run of words from token i on that stands for
// something.
func (p *moneyParser) wordAt(i int) (word *moneyWord, length int) {
	lexicon := moneyLexiconOnce()
	key := p.key[:0]
	for n := 1; n <= maxMoneyWords && i+n <= len(p.tokens) && p.tokens[i+n-1].kind == moneyTokenWord; n++ {
		if n > 1 {
			key = append(key, ' ')
		}
		key = append(key, p.tokens[i+n-1].key...)
		if w, found := lexicon.words[string(key)]; found {
			word, length = &w, n
		}
	}
	if word == nil {
		return p.gluedWord(p.tokens[i].key)
	}
	return word, length
}

// gluedWord takes "keur", "m€", "mioeur" and "$m" apart: a scale and a
// currency without a space.
func (p *moneyParser) gluedWord(key string) (*moneyWord, int) {
	lexicon := moneyLexiconOnce()
	for i := 1; i < len(key); i++ {
		a, okA := lexicon.words[key[:i]]
		b, okB := lexicon.words[key[i:]]
		if !okA || !okB {
			continue
		}
		const money = moneyCurrency | moneyAmbiguous
		if a.kinds&moneyScale != 0 && b.kinds&money != 0 || a.kinds&money != 0 && b.kinds&moneyScale != 0 {
			w := moneyWord{kinds: a.kinds&(money|moneyScale) | b.kinds&(money|moneyScale), scale: a.scale | b.scale, currency: a.currency + b.currency}
			return &w, 1
		}
	}
	if len(key) == 4 && key[0] == 't' { // TEUR
		if w, found := lexicon.words[key[1:]]; found && w.kinds&moneyCurrency != 0 {
			w.kinds, w.scale = moneyCurrency|moneyScale, 3
			return &w, 1
		}
	}
	return nil, 0
}

// take gives one word, tokens i to last, its part. It is false where the word
// has none there.
func (p *moneyParser) take(word *moneyWord, i, last int, ranged *bool) bool {
	taken := false
	if word.kinds&(moneyScale|moneyShared) != 0 {
		if behind := p.n > 0 && p.amounts[p.n-1].scale == nil; behind && (i == p.amounts[p.n-1].last+1 || word.kinds&moneyCurrency != 0) {
			p.amounts[p.n-1].scale, p.amounts[p.n-1].last = word, last
			taken = true
		} else if p.n == 0 && word.kinds&(moneyCurrency|moneyAmbiguous) != 0 { // MEUR 5
			p.amounts[0].scale, taken = word, true
		}
	}
	if word.kinds&(moneyCurrency|moneyAmbiguous) != 0 && (taken || word.kinds&(moneyScale|moneyShared) == 0 || p.n == 0) {
		if p.currency != "" && p.currency != word.currency {
			return false
		}
		p.currency, p.ambiguous = word.currency, word.kinds&moneyCurrency == 0
		if p.n > 0 {
			p.amounts[p.n-1].last = last
		}
		return true
	}
	switch {
	case taken:
		return true
	case p.n == 1 && word.kinds&moneyTo != 0 && !*ranged && p.numberAhead(i+1):
		*ranged = true
	case p.n == 0 && word.kinds&(moneyBelow|moneyAbove|moneyFrom) != 0 && p.kinds&(moneyBelow|moneyAbove) == 0:
		p.kinds |= word.kinds & (moneyBelow | moneyAbove)
	case word.kinds&moneyApprox != 0:
		p.kinds |= moneyApprox
	case word.kinds&moneyFill == 0 || p.n > 0 && i != p.amounts[p.n-1].last+1:
		return false
	}
	return true
}

// readCovers takes a last bracket as what the figure covers. Another amount
// in it makes the text one of two amounts.
func (p *moneyParser) readCovers(i int, m *Money) bool {
	closing := len(p.tokens) - 1
	if closing <= i || p.tokens[closing].kind != moneyTokenClose {
		return false
	}
	if word, n := p.wordAt(i + 1); n > 0 && i+1+n == closing { // "(approx.)", "(EUR)"
		ranged := true
		return p.take(word, i+1, i+n, &ranged)
	}
	for j := i + 1; j < closing; j++ {
		if kind := p.tokens[j].kind; kind == moneyTokenOpen || kind == moneyTokenClose {
			return false
		}
		if p.tokens[j].kind == moneyTokenNumber {
			if w, n := p.wordAt(j - 1); p.tokens[j-1].kind == moneyTokenWord && n > 0 && w.kinds&(moneyCurrency|moneyAmbiguous) != 0 {
				return false
			}
		}
	}
	m.Covers = Piece{p.tokens[i].end, p.tokens[closing].start}
	return true
}
