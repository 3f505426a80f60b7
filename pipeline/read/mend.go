package read

import (
	"slices"
	"strings"
	"unicode/utf8"

	"migdata/schemas"
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
	{"characters in the notation of HTML", showsEntities, entityAt},
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
	case end == len(text): // one character of four bytes ends it
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
				r.mended(m.what)
				text, found = r.joined(), true
				s = signsOf(text)
			}
		}
		if !found {
			return
		}
	}
}

// mended notes a damage that was undone, once.
func (r *reader) mended(what string) {
	message := "the text has " + what + ", which are read as they were meant"
	if !slices.ContainsFunc(r.Findings, func(f schemas.Finding) bool { return f.Message == message }) {
		r.detected(message)
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
