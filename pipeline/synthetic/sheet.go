package synthetic

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// Options say what a sheet is like. The zero Options leave everything to the
// seed.
type Options struct {
	Language string    // one of Languages; "" is chosen
	Entries  int       // 0: between 3 and 10
	Show     Phenomena // that may occur; 0: All. One alone always occurs.
}

// A Truth is what a sheet says.
type Truth struct {
	Language   string
	Shows      Phenomena // of the sheet as a whole
	Entries    []Entry
	Statements []Statement
	Classes    []Class // of the lines that are not blank, in order
}

// An Entry is one project of a sheet. A text that is "" and a phase of 0 are
// not stated.
type Entry struct {
	Title             string // without acronym and phase
	Acronym           string
	Phase             int
	Start, End        string // EDTF; "" where open
	Objective         string
	Countries         []string // iso3, stated, inherited or of the cities
	Groups            []string
	Cities            []City
	Partners, Funders []string
	Section           string
	LineFrom, LineTo  int
	Shows             Phenomena
}

// A City is one city of a list.
type City struct{ Name, ISO3 string }

// A Statement is one statement under a topic.
type Statement struct {
	Text, Class string
	Line        int
}

// A Class is what one line is.
type Class struct {
	Line  int
	Class string
}

// Sheet writes a sheet and the truth about it.
func Sheet(seed uint64, o Options) ([]byte, Truth) {
	w := &writer{rng: rand.New(rand.NewPCG(seed, 0x5eed))}
	w.lang = o.Language
	if w.lang == "" {
		w.lang = Languages[w.rng.IntN(len(Languages))]
	}
	w.lex = lexicons()[w.lang]
	w.truth.Language = w.lang
	w.allowed = o.Show
	if w.allowed == 0 {
		w.allowed = All
	}
	w.always = len(w.allowed.Each()) == 1
	n := o.Entries
	if n == 0 {
		n = 3 + w.rng.IntN(8)
	}
	w.choose()
	w.sheet(n)
	return w.finish()
}

// A writer writes one sheet.
type writer struct {
	rng     *rand.Rand
	lang    string
	lex     *lexicon
	allowed Phenomena
	always  bool      // whatever is allowed occurs
	shows   Phenomena // of the sheet: its style
	lines   []line
	truth   Truth
	entry   *Entry // the one that is written; nil between entries
	owns    int    // index of the entry, from 1; 0 between entries
	labels  map[string]string
	number  int // of the next title
	pages   int
	dash    string
	bullet  string
	used    map[string]bool // acronyms

	leading, headline string // of the title that is written: what stands in front of it, and the whole
}

// A line is one line of the sheet before it is damaged.
type line struct {
	text, class string
	entry       int
	feed        bool // a form feed stands before it
}

// perSheet are the phenomena that are a matter of style.
const perSheet = UpperCase | Numbered | Bulleted | Emphasis | MiddleLabels | SpacedColon | CRLF | BOM | SoftHyphens | Ligatures | Decomposed | ZeroWidth | OddSpaces |
	NoBlanks | RunningHeaders | PageNumbers | FormFeeds | Contents | Narrative | Statements | KeyFigures | Disclaimers | Contacts | Captions | ListBelow | ValueBelow | WrappedValue

// choose sets the style of the sheet.
func (w *writer) choose() {
	w.labels, w.used = map[string]string{}, map[string]bool{}
	for _, p := range (w.allowed & perSheet).Each() {
		if w.always || w.rng.IntN(3) == 0 {
			w.shows |= p
		}
	}
	if w.shows&Numbered != 0 {
		w.shows &^= Bulleted
	}
	if w.shows&ValueBelow != 0 {
		w.shows &^= NoBlanks
	}
	if w.lang == "ar" {
		w.shows &^= UpperCase | Ligatures
	}
	w.dash = w.pick([]string{"–", "-", "—"})
	w.bullet = w.pick([]string{"- ", "• ", "* ", "▪ "})
	w.truth.Shows = w.shows
}

// shown decides whether a phenomenon occurs here.
func (w *writer) shown(p Phenomena) bool {
	if w.allowed&p == 0 {
		return false
	}
	if perSheet&p != 0 {
		return w.shows&p != 0
	}
	if !w.always && w.rng.IntN(4) != 0 {
		return false
	}
	w.mark(p)
	return true
}

// mark notes that the entry shows a phenomenon.
func (w *writer) mark(p Phenomena) {
	if w.entry != nil {
		w.entry.Shows |= p
	}
	w.truth.Shows |= p
}

func (w *writer) pick(list []string) string { return list[w.rng.IntN(len(list))] }

// word picks a word of a kind.
func (w *writer) word(kind string) string { return w.pick(w.lex.words[kind]) }

// label returns the label of a kind that this sheet uses.
func (w *writer) label(kind string) string {
	if w.labels[kind] == "" {
		w.labels[kind] = w.word("label_" + kind)
	}
	return w.labels[kind]
}

// put adds a line.
func (w *writer) put(class, text string) {
	w.lines = append(w.lines, line{text: text, class: class, entry: w.owns})
}

// blank adds n blank lines, where the sheet has such.
func (w *writer) blank(n int) {
	if w.owns > 0 && w.shown(NoBlanks) {
		return
	}
	for range n {
		w.lines = append(w.lines, line{text: w.pick([]string{"", "", "", " "})})
	}
}

// gap adds the blank lines that part entries and headings.
func (w *writer) gap() {
	w.owns, w.entry = 0, nil
	for range 1 + w.rng.IntN(2) {
		w.lines = append(w.lines, line{})
	}
}

// sheet writes everything.
func (w *writer) sheet(n int) {
	if w.shown(Narrative) {
		w.put("narrative", w.word("narrative"))
		w.gap()
	}
	contents := -1
	if w.shown(Contents) {
		w.put("heading", w.cased(w.word("contents")))
		contents = len(w.lines)
		w.gap()
	}
	for written := 0; written < n; {
		section, home := w.heading()
		under := 1 + w.rng.IntN(3)
		for range min(under, n-written) {
			w.page()
			w.project(section, home)
			written++
		}
		w.between(written == n)
	}
	if contents >= 0 {
		w.contentsAt(contents)
	}
}

// heading writes the heading of a section and returns it with the country
// that it names.
func (w *writer) heading() (text string, home place) {
	switch {
	case w.shown(ProgrammeHeading):
		text = w.word("programme")
	case w.shown(RegionHeading):
		text = w.word("region")
	default:
		home = w.country()
		text = home.name
	}
	text = w.cased(text)
	w.put("heading", text)
	w.gap()
	return text, home
}

func (w *writer) country() place {
	all := w.lex.places["country"]
	return all[w.rng.IntN(len(all))]
}

// cased returns a title or heading in capitals where the sheet has them so.
func (w *writer) cased(text string) string {
	if w.shown(UpperCase) {
		return strings.ToUpperSpecial(unicode.SpecialCase{}, text)
	}
	return text
}

// between writes what stands between sections.
func (w *writer) between(last bool) {
	w.gap()
	if w.shown(Narrative) && (last || w.rng.IntN(2) == 0) {
		text := w.word("narrative")
		for _, l := range w.wrap(text) {
			w.put("narrative", l)
		}
		w.gap()
	}
	if w.shown(KeyFigures) && w.rng.IntN(2) == 0 {
		for range 1 + w.rng.IntN(2) {
			w.put("figure", w.word("figure"))
		}
		w.gap()
	}
	if w.shown(Captions) && w.rng.IntN(2) == 0 {
		w.put("caption", w.word("caption"))
		w.gap()
	}
	if w.shown(Statements) && w.rng.IntN(2) == 0 {
		w.statements()
	}
	if w.shown(Disclaimers) && w.rng.IntN(2) == 0 {
		w.put("boilerplate", w.word("disclaimer"))
		w.gap()
	}
	if last && w.shown(Contacts) {
		w.put("contact", w.word("contact"))
		w.put("contact", "desk@"+strings.ToLower(w.acronym())+".example")
		w.put("contact", "+00 555 0100 200")
		w.gap()
	}
}

// statements writes a topic with its statements.
func (w *writer) statements() {
	class := w.pick([]string{"objective", "achievement", "development"})
	w.put("heading", w.cased(w.word("topic_"+class)))
	w.gap()
	for range 2 + w.rng.IntN(2) {
		text := w.word("statement")
		w.truth.Statements = append(w.truth.Statements, Statement{Text: text, Class: class, Line: len(w.lines)})
		w.put("statement", w.bullet+text)
	}
	w.gap()
}

// page breaks the page here, now and then.
func (w *writer) page() {
	if w.rng.IntN(3) != 0 {
		return
	}
	owner, entry := w.owns, w.entry
	w.owns = 0
	if w.shown(PageNumbers) {
		w.pages++
		text := w.pick([]string{itoa(w.pages), "- " + itoa(w.pages) + " -", strings.ReplaceAll(w.word("page"), "{n}", itoa(w.pages))})
		w.lines = append(w.lines, line{}, line{text: text, class: "furniture"}, line{})
	}
	if w.shown(RunningHeaders) {
		w.lines = append(w.lines, line{}, line{text: w.word("banner"), class: "furniture", feed: w.shown(FormFeeds)}, line{})
	} else if w.shown(FormFeeds) {
		w.lines = append(w.lines, line{feed: true})
	}
	w.owns, w.entry = owner, entry
}
