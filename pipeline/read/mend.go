package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Programs that take the text out of documents damage it in ways that run through
// the whole of it. Where enough of a text shows such a damage, it is undone there;
// every character still knows the bytes that it comes from.

// A mending undoes one kind of damage.
type mending struct {
	what  string
	shows func(text string, s *signs) bool
	// at returns how many bytes of a text at a byte are damaged, and what they stand
	// for; 0 where none are.
	at func(text string, i int) (size int, meant string)
}

// mendings in the order in which they are done.
var mendings = []mending{
	{"characters in the coding of mails (quoted-printable)", showsQuoted, quotedAt},
	{"characters of UTF-8 that were read as Windows-1252", counts(mojibakeAt, "Ã", "Â", "â€", "Å", "Ä", "Ð", "Ñ", "Ø", "Ù"), mojibakeAt},
	{"accents that stand beside their letters", counts(accentAt, "´", "`", "ˆ", "¨", "˜", "ˇ", "˚"), accentAt},
	{"numbers of characters that a PDF has no letters for", func(text string, _ *signs) bool { return strings.Contains(text, "(cid:") }, cidAt},
	{"letters that are printed twice", func(text string, s *signs) bool { return s.pairs && showsDoubled(text) }, doubledAt},
	{"letters that are set apart", func(text string, s *signs) bool { return s.singles && showsSpaced(text) }, spacedAt},
	{"small capitals that stand apart from their initials", func(text string, s *signs) bool { return s.initials && showsSmallCapitals(text) }, smallCapitalAt},
}

// signs are what one look at a text finds, so that nearly all texts are looked at only
// once.
type signs struct {
	beyond   [256]bool // whether the text has a byte beyond ASCII
	pairs    bool      // some word begins with two pairs of equal letters
	singles  bool      // some word of one letter stands behind another one
	initials bool      // or before one that begins with two capitals
	single   bool      // the last word was one letter
}

// sampled is how many bytes of a text are looked at: what runs through the whole of it
// shows there.
const sampled = 1 << 17

func signsOf(text string) *signs {
	s := &signs{}
	text = text[:min(len(text), sampled)]
	s.word(text, 0)
	for i := range len(text) {
		if c := text[i]; c <= ' ' {
			s.word(text, i+1)
		} else if c >= utf8.RuneSelf {
			s.beyond[c] = true
		}
	}
	return s
}

// word looks at the word that begins at a byte.
func (s *signs) word(text string, i int) {
	if i+3 >= len(text) || text[i] <= ' ' {
		return
	}
	width := 1
	if text[i] >= utf8.RuneSelf {
		_, width = utf8.DecodeRuneInString(text[i:])
	}
	switch end := i + width; {
	case text[end] <= ' ':
		s.singles = s.singles || s.single
		s.initials = s.initials || text[i]-'A' <= 25 && text[i+2]-'A' <= 25 && text[i+3]-'A' <= 25
		s.single = true
		return
	case text[end] == text[i] && strings.HasPrefix(text[end:], text[i:end]):
		s.pairs = s.pairs || doubles(text[i:])
	}
	s.single = false
}

// doubles reports whether a text begins with two pairs of equal letters.
func doubles(text string) bool {
	_, pairs := doubledRun(text)
	return pairs > 1
}

// has reports whether a text may have a sign, by its first byte.
func (s *signs) has(sign string) bool { return sign[0] < utf8.RuneSelf || s.beyond[sign[0]] }

// mostMends is how often the damage of a text is looked for in what the last look has
// left.
const mostMends = 8

// mend undoes what damage a text shows, and says which.
func mend(d decoded) (mended decoded, what []string) {
	for range mostMends {
		before, s := len(what), signsOf(d.text)
		for _, m := range mendings {
			if m.shows(d.text, s) {
				d = d.rewrite(m.at)
				s = signsOf(d.text)
				if what = append(what, m.what); slices.Index(what, m.what) < len(what)-1 {
					what[len(what)-1] = "" // once more
				}
			}
		}
		if len(what) == before {
			break
		}
	}
	return d, slices.DeleteFunc(what, func(s string) bool { return s == "" })
}

// mendRows undoes the damage that only shows once invisible characters, unusual spaces
// and markup are left out.
func (r *reader) mendRows() {
	cleaned := false
	for i := range r.rows {
		cleaned = cleaned || r.rows[i].at != nil
	}
	if !cleaned {
		return
	}
	for range mostMends {
		found := false
		text := r.joined()
		s := signsOf(text)
		for _, m := range mendings {
			if m.shows(text, s) {
				r.rewrite(m.at)
				text, found = r.joined(), true
				s = signsOf(text)
			}
		}
		if !found {
			return
		}
	}
}

// joined returns the clean text of all rows.
func (r *reader) joined() string {
	var out strings.Builder
	for i := range r.rows {
		out.WriteString(r.rows[i].clean)
		out.WriteByte('\n')
	}
	return out.String()
}

// rewrite puts others in place of some of the clean bytes of rows, and leaves out rows
// that are blank then.
func (r *reader) rewrite(at func(text string, i int) (size int, meant string)) {
	rows, gap := r.rows[:0], 0
	for _, l := range r.rows {
		l.gap = uint8(min(int(l.gap)+gap, 255))
		clean, places := make([]byte, 0, len(l.clean)), &places{}
		for i := 0; i < len(l.clean); {
			size, meant := at(l.clean, i)
			if size == 0 {
				_, size = utf8.DecodeRuneInString(l.clean[i:])
				meant = l.clean[i : i+size]
			}
			span := l.span(i, i+size)
			clean = append(clean, meant...)
			for range len(meant) {
				places.from, places.to = append(places.from, span.Start), append(places.to, span.End)
			}
			i += size
		}
		if string(clean) != l.clean {
			if l.at == nil {
				l.shift += l.offset
			}
			l.clean, l.at = string(clean), places
			l.cutTo(0, len(l.clean))
		}
		if gap = 0; l.clean == "" {
			gap = int(l.gap) + 1
			continue
		}
		rows = append(rows, l)
	}
	r.rows = rows
}

// rewrite returns a text with some of its bytes in place of others.
func (d *decoded) rewrite(at func(text string, i int) (size int, meant string)) decoded {
	var out strings.Builder
	mended := decoded{doc: d.doc}
	out.Grow(len(d.text))
	for i := 0; i < len(d.text); {
		size, meant := at(d.text, i)
		if size == 0 {
			_, size = utf8.DecodeRuneInString(d.text[i:])
			meant = d.text[i : i+size]
		}
		start, end := d.place(i, i+size)
		for _, c := range meant {
			mended.write(&out, c, int(start), int(end))
		}
		i += size
	}
	mended.text = out.String()
	return mended
}

// fewestMended is how many characters, words or lines of a text must be damaged in the
// same way.
const fewestMended = 3

// counts returns whether a text has enough pieces of a damage, which one of a few signs
// must begin.
func counts(at func(string, int) (int, string), begin ...string) func(string, *signs) bool {
	return func(text string, s *signs) bool {
		n := 0
		for _, sign := range begin {
			for i := 0; s.has(sign); {
				k := strings.Index(text[i:], sign)
				if k < 0 {
					break
				}
				if size, _ := at(text, i+k); size > 0 {
					if n++; n >= fewestMended {
						return true
					}
				}
				i += k + len(sign)
			}
		}
		return false
	}
}

// showsQuoted reports whether a text is in the coding of mails: several of its lines
// end in a sign of it (RFC 2045, 6.7).
func showsQuoted(text string, _ *signs) bool {
	if strings.IndexByte(text, '=') < 0 {
		return false
	}
	ends := strings.Count(text, "=20\n") + strings.Count(text, "=\n") + strings.Count(text, "=20\r\n") + strings.Count(text, "=\r\n")
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

// showsDoubled reports whether words of a text are printed twice, letter by letter, as
// some programs make type bold.
func showsDoubled(text string) bool {
	n := 0
	for i := 0; i+8 < len(text); i++ {
		if text[i] != text[i+1] || text[i] < 'A' || i > 0 && inWord(text[i-1]) {
			continue
		}
		if size, pairs := doubledRun(text[i:]); pairs >= 4 {
			if n++; n >= fewestMended {
				return true
			}
			i += size
		}
	}
	return false
}

// doubledRun returns the width of the pairs of equal characters that a text begins
// with, and their number; 0 where several pairs are all of the same.
func doubledRun(text string) (size, pairs int) {
	other := false
	for size < len(text) && size < widest {
		c, width := utf8.DecodeRuneInString(text[size:])
		if c <= ' ' || !strings.HasPrefix(text[size+width:], text[size:size+width]) {
			break
		}
		other = other || !strings.HasPrefix(text, text[size:size+width])
		if size, pairs = size+2*width, pairs+1; pairs == fewestSpaced && !other {
			break
		}
	}
	if pairs > 1 && !other {
		return 0, 0
	}
	return size, pairs
}

// doubledAt reads a word that is printed twice, or the beginning of one; a short one
// where the line begins with such words.
func doubledAt(text string, i int) (size int, meant string) {
	if i > 0 && text[i-1] > ' ' || text[i] <= ' ' {
		return 0, ""
	}
	size, pairs := doubledRun(text[i:])
	whole := i+size == len(text) || text[i+size] <= ' '
	if pairs == 0 || !whole && pairs < 4 || pairs < 3 && !besideDoubled(text, i) || isDigit(text[i]) {
		return 0, ""
	}
	var out strings.Builder
	for k := 0; k < size; {
		_, width := utf8.DecodeRuneInString(text[i+k:])
		out.WriteString(text[i+k : i+k+width])
		k += 2 * width
	}
	return size, out.String()
}

// besideDoubled reports whether a longer word of the line is printed twice.
func besideDoubled(text string, i int) bool {
	from, to := max(0, i-widest), min(len(text), i+widest)
	from += strings.LastIndexByte(text[from:i], '\n') + 1
	if end := strings.IndexByte(text[i:to], '\n'); end >= 0 {
		to = i + end
	}
	for word := range strings.FieldsSeq(text[from:to]) {
		if size, pairs := doubledRun(word); pairs >= 3 && (size == len(word) || pairs >= 4) {
			return true
		}
	}
	return false
}

// fewestSpaced is how many letters must stand apart for that to be the way in which a
// word is set.
const fewestSpaced = 4

// showsSpaced reports whether a text has words whose letters are set apart: one in
// capitals, or a few.
func showsSpaced(text string) bool {
	n := 0
	for i := 0; i+6 < len(text); i++ {
		if text[i+1] != ' ' || text[i+3] != ' ' || text[i] <= ' ' || text[i+2] <= ' ' || text[i+4] == ' ' || text[i+5] != ' ' && text[i+5] < utf8.RuneSelf && text[i+4] < utf8.RuneSelf {
			continue
		}
		start := i
		for start > 0 && text[start-1] != '\n' && start > i-8 { // letters beyond ASCII stand before
			start--
		}
		for ; start <= i; start++ {
			if size, word := spacedRun(text, start); size > 0 {
				if !hasLower(word) {
					return true
				}
				if n++; n >= fewestMended {
					return true
				}
				i = start + size
				break
			}
		}
	}
	return false
}

func hasLower(text string) bool { return strings.ToUpper(text) != text }

// spacedRun reads the words at a byte whose letters are set apart, "P A R T N E R S",
// "Z i e l": their width, and what they are. Two spaces or more part words.
func spacedRun(text string, i int) (size int, word string) {
	if text[i] <= ' ' || i > 0 && text[i-1] > ' ' || !utf8.RuneStart(text[i]) || isDigit(text[i]) {
		return 0, ""
	}
	var out strings.Builder
	letters, other, first := 0, false, rune(0)
	for at, spaces := i, 0; at < len(text) && size < widest; {
		c, width := utf8.DecodeRuneInString(text[at:])
		end := at + width
		if c <= ' ' || end < len(text) && text[end] > ' ' { // no letter by itself
			break
		}
		if word := out.String(); spaces > 1 || unicode.IsLetter(c) && word != "" && strings.IndexByte(",;:", word[len(word)-1]) >= 0 {
			out.WriteByte(' ')
		}
		out.WriteRune(c)
		if unicode.IsLetter(c) {
			if letters++; first == 0 {
				first = c
			}
			if other = other || c != first; letters == fewestSpaced && !other { // a row of crosses
				return 0, ""
			}
		}
		size = end - i
		for spaces = 0; end < len(text) && text[end] == ' '; end++ {
			spaces++
		}
		if at = end; spaces == 0 {
			break
		}
	}
	if letters < fewestSpaced || !other {
		return 0, ""
	}
	return size, out.String()
}

func spacedAt(text string, i int) (size int, meant string) {
	if i+2 >= len(text) || text[i+1] != ' ' && text[i] < utf8.RuneSelf {
		return 0, ""
	}
	return spacedRun(text, i)
}

// showsSmallCapitals reports whether several lines of a text are capitals whose words
// are parted behind their initials, as small capitals come out: "D ONOR".
func showsSmallCapitals(text string) bool {
	words, lines := 0, 0
	for i := 0; i+3 < len(text); i++ {
		if text[i+1] != ' ' || text[i]-'A' > 25 || text[i+2]-'A' > 25 || text[i+3]-'A' > 25 {
			continue
		}
		if size, _ := smallCapitalAt(text, i); size > 0 {
			words++
			if i == 0 || text[i-1] == '\n' || text[i-1] == '\f' {
				lines++
			}
		}
	}
	return lines >= fewestMended && words > lines
}

// smallCapitalAt joins an initial with the rest of its word: "D ONOR". Words of one
// letter that may stand by themselves, as "A", do not begin a line so.
func smallCapitalAt(text string, i int) (size int, meant string) {
	if i+3 >= len(text) || text[i+1] != ' ' || i > 0 && inWord(text[i-1]) || text[i]-'A' > 25 || text[i+2]-'A' > 25 || text[i+3]-'A' > 25 {
		return 0, ""
	}
	end := i + 2
	for end < len(text) && end < i+widest && text[end]-'A' <= 25 {
		end++
	}
	if end < len(text) && inWord(text[end]) {
		return 0, ""
	}
	return 2, text[i : i+1]
}
