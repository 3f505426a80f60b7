package normalise

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A rewriting is one stated way from a printed name to one that a table has.
// It returns the texts to look up instead, none where it does not apply.
type rewriting struct {
	name  string
	apply func(t *nameTable, text string) []string
}

// rewritings in the order in which they are tried. Their names are published
// as the rule of a claim.
var rewritings = []rewriting{
	{"mojibake", func(_ *nameTable, text string) []string { return repairMojibake(text) }},
	{"entity", decodeEntities},
	{"footnote", dropFootnote},
	{"emphasis", dropEmphasis},
	{"article", dropArticle},
	{"conjunction", joinArabicAnd},
	{"resolution_1244", dropResolution},
	{"formerly", dropFormerly},
	{"line_break", joinLineBreak},
	{"ocr", repairLetters},
	{"ocr", repairCapitals},
	{"ocr", repairPairs},
}

const maxRewritings = 2 // a name that needs more is another name

// structures are the rules that need the table, in the order in which they are tried.
var structures = []func(t *nameTable, text string, lang langID) CountryMatch{
	(*nameTable).readForm, (*nameTable).readBracket, (*nameTable).readComma, (*nameTable).readBag, (*nameTable).readClipped,
}

// rewrite reads a text after one or two rewritings, then by the rules that
// need the table: brackets and commas, word order, clippings.
func (t *nameTable) rewrite(text string, lang langID) CountryMatch {
	if len(text) > 160 || t.gated[Fold(text)] || endsInStateCode(text) {
		return CountryMatch{}
	}
	if m := t.rewriteAt(text, lang, 0); m.Kind != NoMatch {
		return m
	}
	return t.readLost(text, lang)
}

func (t *nameTable) rewriteAt(text string, lang langID, depth int) CountryMatch {
	var rewritten [16][]string // by rule
	for i, rule := range rewritings {
		rewritten[i] = rule.apply(t, text)
		for _, other := range rewritten[i] {
			if m := t.read(other, lang); m.Kind != NoMatch && m.Kind != Code && (m.Kind != Demonym || rule.name == "footnote" || rule.name == "mojibake") {
				m.Rule = rule.name
				return m
			}
		}
	}
	for _, structured := range structures {
		if m := structured(t, text, lang); m.Kind != NoMatch {
			return m
		}
	}
	if depth == maxRewritings {
		return CountryMatch{}
	}
	for i, rule := range rewritings {
		for _, other := range rewritten[i] {
			if m := t.rewriteAt(other, lang, depth+1); m.Kind != NoMatch {
				m.Rule = strings.TrimSuffix(rule.name+"+"+m.Rule, "+")
				return m
			}
		}
	}
	return CountryMatch{}
}

// endsInStateCode tells the code of a state of the United States behind a comma
// or in a bracket where it has the letters of an article: Peru, IL is in Illinois.
func endsInStateCode(text string) bool {
	tail := text[strings.LastIndexAny(text, ",(")+1:]
	code := strings.Trim(tail, " .)")
	return len(tail) < len(text) && len(code) == 2 && isUpper(code) && !isUpper(text) && articles[strings.ToLower(code)]
}

// decodeEntities decodes the character references of HTML: Cote d&#39;Ivoire.
func decodeEntities(_ *nameTable, text string) []string {
	if !strings.ContainsRune(text, '&') {
		return nil
	}
	if out := html.UnescapeString(text); out != text {
		return []string{out}
	}
	return nil
}

// dropFootnote takes off marks behind a name: Kosovo*, Palestine¹, Cyprus [2].
func dropFootnote(_ *nameTable, text string) []string {
	const superscripts = "¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾"
	out := strings.TrimRightFunc(text, func(r rune) bool {
		return r == '*' || r == '†' || r == '‡' || r == '§' || r == '#' || unicode.IsSpace(r) || strings.ContainsRune(superscripts, r)
	})
	if n := len(out); n > 2 && (out[n-1] == ']' || out[n-1] == ')') {
		if open := strings.LastIndexAny(out, "[("); open > 0 && n-open <= 5 && isMark(out[open+1:n-1]) {
			out = out[:open]
		}
	}
	if n := len(out); n > 2 && out[n-1] == ')' && out[n-2] >= '0' && out[n-2] <= '9' && !strings.Contains(out, "(") {
		out = out[:n-1] // Kosovo 1)
	}
	if head, mark, found := cutLast(strings.TrimSuffix(out, "/"), " "); found && (len(mark) <= 2 && strings.Trim(mark, "0123456789") == "" || len(mark) == 1 && strings.HasSuffix(out, "/")) && !strings.ContainsAny(head, "0123456789") {
		out = head // Kosovo 1, Kosovo a/
	}
	letters := strings.TrimRight(out, "0123456789,/")
	if n := len(letters); n > 3 && len(out)-n <= 3 {
		if last, _ := utf8.DecodeLastRuneInString(letters); unicode.IsLetter(last) || last == ')' {
			out = letters
		}
	}
	if out == text || out == "" {
		return nil
	}
	return []string{out}
}

// cutLast cuts text around the last instance of a separator.
func cutLast(text, separator string) (before, after string, found bool) {
	i := strings.LastIndex(text, separator)
	if i <= 0 {
		return text, "", false
	}
	return text[:i], text[i+len(separator):], true
}

// dropResolution takes off what names the resolution of the Security Council
// on Kosovo, in any of its wordings.
func dropResolution(t *nameTable, text string) []string {
	if !strings.Contains(text, "1244") {
		return nil
	}
	key := Fold(text)
	for _, name := range []string{"kosovo", "kosova", "косово", "كوسوفو"} {
		rest, found := cutLead(key, name)
		if !found {
			continue
		}
		for word := range strings.FieldsSeq(rest) {
			if readings := t.names[word]; len(readings) > 0 && len(word) > 3 {
				return nil // another country is named too
			}
		}
		return []string{name}
	}
	return nil
}

// isMark tells the content of a bracket that is a footnote: digits, one
// letter in lower case, asterisks.
func isMark(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (strings.Trim(text, "0123456789*") == "" || len(text) == 1 && text[0] >= 'a' && text[0] <= 'z')
}

// dropEmphasis takes off a leading bullet or number: "- Jordan", "3. Jordan".
func dropEmphasis(_ *nameTable, text string) []string {
	out := strings.TrimLeft(text, " \t-–—•*·0123456789.)")
	if out == text || out == "" || strings.TrimLeft(text[:len(text)-len(out)], " 0123456789") == "" {
		return nil
	}
	return []string{out}
}

// articles stand before a name, or behind it after a comma or in brackets.
var articles = map[string]bool{"the": true, "le": true, "la": true, "les": true, "l": true, "el": true, "los": true, "las": true, "il": true, "lo": true, "i": true, "gli": true, "der": true, "die": true, "das": true, "den": true, "dem": true, "o": true, "a": true, "os": true, "as": true, "de": true, "het": true, "en": true, "au": true, "aux": true, "al": true, "η": true, "ο": true, "το": true, "οι": true}

// datives are articles that never stand behind a name: Yemen, Dem. is none.
var datives = map[string]bool{"dem": true, "den": true, "en": true, "au": true, "aux": true}

// dropArticle takes off an article before a name, the Arabic one too or adds
// it, since both spellings are in use.
func dropArticle(_ *nameTable, text string) []string {
	var buffer [96]byte
	key := appendFold(buffer[:0], text)
	if len(key) == 0 {
		return nil
	}
	if first, last := bytes.IndexByte(key, ' '), bytes.LastIndexByte(key, ' '); first > 0 {
		switch {
		case articles[string(key[:first])]:
			return []string{string(key[first+1:])}
		case articles[string(key[last+1:])] && !datives[string(key[last+1:])] && strings.ContainsAny(text, ",("):
			return []string{string(key[:last])}
		}
	}
	if after, found := bytes.CutPrefix(key, []byte(arabicArticle)); found {
		return []string{string(after)}
	}
	if first, _ := utf8.DecodeRune(key); unicode.Is(unicode.Arabic, first) {
		return []string{arabicArticle + string(key)}
	}
	return nil
}

// arabicArticle is written as one with the word behind it.
const arabicArticle = "ال"

// joinArabicAnd writes the Arabic "and" as one with the word behind it, as
// grammar has it: البوسنة و الهرسك.
func joinArabicAnd(_ *nameTable, text string) []string {
	if out := strings.ReplaceAll(text, " و ", " و"); out != text {
		return []string{out}
	}
	return nil
}

// formerWords say that the name behind them is old.
var formerWords = []string{"former", "formerly", "ex", "ancien", "ancienne", "ehemals", "ehemaliges"}

// dropFormerly takes off a word that says that a name is old.
func dropFormerly(_ *nameTable, text string) []string {
	var buffer [96]byte
	key := appendFold(buffer[:0], text)
	for _, word := range formerWords {
		if len(key) > len(word) && key[len(word)] == ' ' && string(key[:len(word)]) == word {
			return []string{string(key[len(word)+1:])}
		}
	}
	return nil
}

// joinLineBreak joins a word broken at the end of a line, and words printed
// with a space after each letter.
func joinLineBreak(_ *nameTable, text string) []string {
	if strings.Contains(text, "-") || strings.Contains(text, "\u00AD") {
		for _, hyphen := range []string{"-\n", "- ", "\u00AD ", "-\r\n"} {
			if strings.Contains(text, hyphen) {
				return []string{strings.ReplaceAll(text, hyphen, "")}
			}
		}
	}
	letters := 0
	for word := range strings.FieldsSeq(text) {
		if letters++; utf8.RuneCountInString(word) > 1 {
			return nil
		}
	}
	if letters < 4 {
		return nil
	}
	return []string{strings.Join(strings.Fields(text), "")}
}

// repairLetters undoes the confusions of OCR that leave no letter in doubt:
// a digit or a bar inside a word stands for the letter of its shape; 6 for ó and ô.
func repairLetters(_ *nameTable, text string) []string {
	if !hasDigitOrBar(text) || !strings.ContainsFunc(text, unicode.IsLetter) || strings.Trim(text, "0123456789") != text && text[len(text)-1] >= '0' && text[len(text)-1] <= '9' {
		return nil
	}
	return []string{barsAsL.Replace(text), barsAsI.Replace(text)}
}

var (
	barsAsL = strings.NewReplacer("0", "o", "6", "o", "1", "l", "5", "s", "|", "l", "!", "l")
	barsAsI = strings.NewReplacer("0", "o", "6", "o", "1", "i", "5", "s", "|", "i", "!", "i")
)

// hasDigitOrBar tells a digit or a bar that may stand for a letter: beside one.
func hasDigitOrBar(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case '0', '1', '5', '6', '|', '!':
			if besideLetter(text, i) {
				return true
			}
		}
	}
	return false
}

// repairCapitals writes a capital I where a word begins with a small l and a
// consonant, as few words do: lran, Côte d'lvoire. Print has one shape for both.
func repairCapitals(_ *nameTable, text string) []string {
	var out []byte
	for i := range len(text) {
		if beginsFalsely(text, i) {
			if out == nil {
				out = []byte(text)
			}
			out[i] = 'I'
		}
	}
	if out == nil {
		return nil
	}
	return []string{string(out)}
}

// repairPairs writes the one letter that two small ones of print look like: Gerrnany,
// Malavvi.
func repairPairs(_ *nameTable, text string) []string {
	if len(text) < shortestPaired || !hasPair(text) {
		return nil
	}
	return []string{lettersOfPairs.Replace(text)}
}

func hasPair(text string) bool { return strings.Contains(text, "rn") || strings.Contains(text, "vv") }

// shortestPaired is how many bytes a text has at least whose pairs are doubted.
const shortestPaired = 6

var lettersOfPairs = strings.NewReplacer("rn", "m", "vv", "w")

// beginsFalsely tells a small l before a consonant at the beginning of a word.
func beginsFalsely(text string, i int) bool {
	return text[i] == 'l' && (i == 0 || strings.IndexByte(" '-(", text[i-1]) >= 0 || strings.HasSuffix(text[:i], "’")) &&
		i+1 < len(text) && strings.IndexByte("cnrstv", text[i+1]) >= 0
}
