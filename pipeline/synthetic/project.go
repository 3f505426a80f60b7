package synthetic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// project writes one entry.
func (w *writer) project(section string, home place) {
	w.gap()
	w.truth.Entries = append(w.truth.Entries, Entry{Section: section, Shows: w.shows})
	w.owns = len(w.truth.Entries)
	w.entry = &w.truth.Entries[w.owns-1]
	if home.iso3 != "" {
		w.entry.Countries = []string{home.iso3}
	}
	topic := w.title(home)
	blocks := []func(){w.period, func() { w.objective(topic) }, w.places}
	if w.shown(MiddleLabels) {
		blocks[0], blocks[1] = blocks[1], func() { w.period() }
	}
	rest := []func(){w.partners, w.funders, w.budget}
	w.rng.Shuffle(len(rest), func(i, k int) { rest[i], rest[k] = rest[k], rest[i] })
	for i, block := range append(blocks, rest...) {
		w.blank(1)
		if i > 0 {
			w.page()
		}
		block()
	}
}

// title writes the title of an entry and returns its topic.
func (w *writer) title(home place) (topic string) {
	e := w.entry
	topic = w.word("topic")
	name := strings.ReplaceAll(w.word("title"), "{topic}", topic)
	if home.iso3 == "" && w.shown(TitleCountry) {
		home = w.country()
		e.Countries = []string{home.iso3}
		name += " " + home.in
	} else if home.iso3 != "" && w.rng.IntN(3) == 0 {
		name += " " + home.in
	}
	name = w.cased(w.capitals(name))
	if !w.shown(NoAcronym) {
		e.Acronym = w.acronym()
	}
	w.phase(name)
	lines := []string{w.lead()}
	lines[0] += w.headline
	if w.shown(WrappedTitle) {
		lines = wrapAt(lines[0], 34+w.rng.IntN(20))
	}
	if w.shown(Emphasis) {
		for i, l := range lines {
			lead := 0
			if i == 0 {
				lead = len(w.leading)
			}
			lines[i] = l[:lead] + "**" + l[lead:] + "**"
		}
	}
	for _, l := range lines {
		w.put("title", l)
	}
	return topic
}

// lead returns the number or bullet in front of a title.
func (w *writer) lead() string {
	w.leading = ""
	switch {
	case w.shown(Numbered):
		w.number++
		w.leading = itoa(w.number) + ". "
	case w.shown(Bulleted):
		w.leading = "• "
	}
	return w.leading
}

// phase puts name, acronym and phase together.
func (w *writer) phase(name string) {
	e := w.entry
	e.Title = name
	bracket := ""
	if e.Acronym != "" {
		bracket = " (" + e.Acronym + ")"
	}
	if w.shown(Phase) {
		w.headline = w.phased(name)
		return
	}
	if e.Acronym != "" && !w.shows.has(UpperCase) && w.shown(AcronymInFront) {
		w.headline = e.Acronym + w.pick([]string{" " + w.dash + " ", ": "}) + name
		return
	}
	w.headline = name + bracket
}

// phased returns a title that states a phase, in one of the ways that sheets
// have.
func (w *writer) phased(name string) string {
	e := w.entry
	e.Phase = 2 + w.rng.IntN(3)
	roman := []string{"", "I", "II", "III", "IV"}[e.Phase]
	words := w.word("phase") + " " + w.pick([]string{roman, itoa(e.Phase)})
	if w.rng.IntN(4) == 0 {
		e.Phase, roman, words = 2, "II", w.word("second")
	}
	words = w.cased(words)
	if e.Acronym == "" {
		return name + w.pick([]string{" " + w.dash + " " + words, " (" + words + ")", ", " + words})
	}
	switch plain := e.Acronym; w.rng.IntN(5) {
	case 0:
		return name + " (" + plain + ") " + words
	case 1:
		return name + " (" + plain + ") " + w.dash + " " + words
	case 2:
		e.Acronym += " " + roman
		return name + " " + w.dash + " " + words + " (" + e.Acronym + ")"
	case 3:
		e.Acronym += " " + roman
		return name + " (" + e.Acronym + ")"
	default:
		return name + " (" + plain + ") (" + words + ")"
	}
}

func (p Phenomena) has(q Phenomena) bool { return p&q != 0 }

// capitals capitalises a title: each word but the small ones in English, the
// first letter elsewhere.
func (w *writer) capitals(text string) string {
	if w.lang != "en" {
		r, size := utf8.DecodeRuneInString(text)
		return string(unicode.ToUpper(r)) + text[size:]
	}
	words := strings.Fields(text)
	for i, word := range words {
		switch word {
		case "and", "on", "for", "in", "to", "of":
			if i > 0 {
				continue
			}
		}
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, " ")
}

// acronym invents an acronym that the sheet does not have yet.
func (w *writer) acronym() string {
	for {
		name := ""
		for range 2 + w.rng.IntN(2) {
			name += w.pick([]string{"TAL", "VO", "MIR", "KE", "ZO", "BRA", "LUN", "DE", "XA", "QUI", "FER", "NOV"})
		}
		switch w.rng.IntN(6) {
		case 0:
			name += itoa(2 + w.rng.IntN(7))
		case 1:
			name = name[:1] + strings.ToLower(name[1:]) + "MIG"
		}
		if !w.used[name] {
			w.used[name] = true
			return name
		}
	}
}

// objective writes the objective.
func (w *writer) objective(topic string) {
	w.entry.Objective = strings.ReplaceAll(w.word("objective"), "{topic}", topic)
	w.labelled("objective", w.entry.Objective)
}

// places writes where an entry works, where it says so.
func (w *writer) places() {
	e := w.entry
	if w.rng.IntN(3) == 0 || len(e.Countries) == 0 && w.rng.IntN(4) > 0 {
		e.Countries = nil
		var items []string
		for range 1 + w.rng.IntN(4) {
			if c := w.country(); !contains(e.Countries, c.iso3) {
				e.Countries, items = append(e.Countries, c.iso3), append(items, c.name)
			}
		}
		if w.shown(Groups) {
			name, code, _ := strings.Cut(w.word("group"), "|")
			e.Groups, items = []string{code}, append(items, name)
		}
		w.labelled("country", w.list(items))
		w.blank(1)
	}
	if w.shown(Cities) {
		w.cities()
	}
}

// cities writes a list of cities.
func (w *writer) cities() {
	e := w.entry
	all := w.lex.places["city"]
	var items []string
	take := func() string {
		c := all[w.rng.IntN(len(all))]
		for _, known := range e.Cities {
			if known.Name == c.name {
				return ""
			}
		}
		e.Cities = append(e.Cities, City{c.name, c.iso3})
		if !contains(e.Countries, c.iso3) {
			e.Countries = append(e.Countries, c.iso3)
		}
		return c.name
	}
	for range 2 + w.rng.IntN(3) {
		if name := take(); name != "" {
			items = append(items, name)
		}
	}
	if w.shown(NestedBrackets) {
		if name := take(); name != "" {
			items = append(items, w.acronym()+" ("+name+")")
		}
	}
	w.labelled("city", w.list(items))
}

func (w *writer) partners() {
	if w.rng.IntN(2) == 0 {
		return
	}
	for range 1 + w.rng.IntN(3) {
		if name := w.organisation("organisation"); !contains(w.entry.Partners, name) {
			w.entry.Partners = append(w.entry.Partners, name)
		}
	}
	if len(w.entry.Partners) > 1 && w.shown(ListBelow) {
		w.label("partner")
		w.put("label", w.label("partner")+w.colon())
		for _, p := range w.entry.Partners {
			w.put("value", w.bullet+p)
		}
		return
	}
	w.labelled("partner", w.list(w.entry.Partners))
}

func (w *writer) funders() {
	if w.shown(EmptyLabel) {
		w.put("empty_label", w.label("funder")+w.colon()+w.pick([]string{"", " "}))
		return
	}
	w.entry.Funders = []string{w.organisation("funder")}
	if second := w.organisation("funder"); w.rng.IntN(3) == 0 && second != w.entry.Funders[0] {
		w.entry.Funders = append(w.entry.Funders, second)
	}
	w.labelled("funder", w.list(w.entry.Funders))
}

func (w *writer) budget() {
	if w.rng.IntN(2) == 0 {
		return
	}
	amount := w.pick([]string{"EUR 2.4 million", "€ 1.250.000", "EUR 750 000"})
	if w.shown(SharedLine) {
		w.put("label", w.label("budget")+w.colon()+" "+amount+w.pick([]string{" | ", "   ", "; ", "\t"})+w.label("website")+w.colon()+" www.sheet.example")
		return
	}
	w.labelled("budget", amount)
}

// organisation invents a name of a kind.
func (w *writer) organisation(kind string) string {
	name := w.word(kind)
	donors := w.lex.places["donor"]
	return strings.NewReplacer("{name}", w.word("name"), "{acronym}", w.acronym(), "{country}", donors[w.rng.IntN(len(donors))].name).Replace(name)
}

// list joins items as a list.
func (w *writer) list(items []string) string {
	if len(items) < 2 || w.rng.IntN(4) == 0 {
		return strings.Join(items, w.comma())
	}
	and := w.word("and")
	last := items[len(items)-1]
	head := strings.Join(items[:len(items)-1], w.comma())
	if w.lang == "ar" {
		return head + " " + and + last
	}
	return head + " " + and + " " + last
}

func (w *writer) comma() string {
	if w.lang == "ar" {
		return "، "
	}
	return ", "
}

// labelled writes a labelled statement.
func (w *writer) labelled(kind, value string) {
	name := w.label(kind) + w.colon()
	if w.shown(ValueBelow) && (kind == "objective" || kind == "country" || kind == "partner") {
		w.put("label", name)
		for _, l := range w.wrap(value) {
			w.put("value", l)
		}
		return
	}
	for i, l := range w.wrap(name + " " + value) {
		class := "label"
		if i > 0 {
			class = "value"
		}
		w.put(class, l)
	}
}

func (w *writer) colon() string {
	if w.shown(SpacedColon) {
		return w.pick([]string{" :", "\u00A0:", "\u202F:"})
	}
	return ":"
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
