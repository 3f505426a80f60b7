package normalise

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Places reads text as a list of countries and groups: the value of a label
// such as "Countries:". Separators are commas, semicolons, slashes, bullets,
// line ends and the words for "and"; names that contain them stay whole
// (Bosnia and Herzegovina; Iran, Islamic Republic of). A bracket behind a
// name is read as a list of its own, whose places carry the name as Via. An
// item that no table has is an UnknownPlace with a note.
func Places(text, lang string) []Place {
	return besideNamesakes(list{resolveCountry(lang), lang}.read(text, Piece{0, len(text)}, "", 0))
}

// besideNamesakes reads a name that several countries have as the one of them that the list
// does not name besides: in "Congo, RD Congo" the first is the other Congo.
func besideNamesakes(places []Place) []Place {
	named := map[string]bool{}
	for i := range places {
		if places[i].Kind == CountryPlace {
			named[places[i].Code] = true
		}
	}
	for i := range places {
		p := &places[i]
		if p.Kind != UnknownPlace || len(p.ISO3s) < 2 {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(p.ISO3s), func(iso3 string) bool { return named[iso3] })
		if len(left) == 1 && len(left) < len(p.ISO3s) {
			p.Kind, p.Code, p.ISO3s, p.Rule, p.Match, p.Notes = CountryPlace, left[0], nil, "beside_namesake", Name, nil
		}
	}
	return places
}

// A resolver reads one item in one of three ways.
type resolver func(text string, piece Piece, way way) (Place, bool)

type way uint8

const (
	wholeItem way = iota // an item by itself: any name, by any rule
	partItem             // a part of an item, or several put together
	exactItem            // only as a table has it, by no rule
)

type list struct {
	resolve resolver
	lang    string
}

const maxJoined = 4  // "Bonaire, Sint Eustatius and Saba" has three pieces
const maxNesting = 3 // brackets within brackets

const longestName = 90 // bytes; longer texts are not tried as one name

// read reads the items of one range of text.
func (l list) read(text string, within Piece, via string, depth int) []Place {
	pieces := splitList(text, within, l.lang)
	alone := make([]Place, len(pieces)) // each piece by itself; unknown where it is no name
	for i, piece := range pieces {
		pieces[i] = cleanItem(text, piece)
		if len(pieces) > 1 {
			alone[i], _ = l.resolve(text, pieces[i], partItem)
		}
	}
	var out []Place
	for i := 0; i < len(pieces); {
		n, place := l.readJoined(text, pieces[i:], alone[i:])
		if n > 0 {
			place.Via = via
			out = append(out, place)
			i += n
			continue
		}
		out = append(out, l.readItem(text, pieces[i], via, depth)...)
		i++
	}
	return out
}

// readJoined reads the longest name that spans several pieces, at least one
// of which is no name by itself, or all of which are the same country.
func (l list) readJoined(text string, pieces []Piece, alone []Place) (int, Place) {
	for n := min(maxJoined, len(pieces)); n > 1; n-- {
		joined := cleanItem(text, Piece{pieces[0].Start, pieces[n-1].End})
		if joined.End-joined.Start > longestName || strings.ContainsAny(joined.Of(text), ";\n•|") {
			continue
		}
		way := exactItem
		for _, place := range alone[:n] {
			if place.Kind == UnknownPlace {
				way = partItem
			}
		}
		place, found := l.resolve(text, joined, way)
		if shorter := withoutLead(text, joined); !found && shorter != joined {
			place, found = l.resolve(text, shorter, way)
		}
		if !found || place.Kind == UnknownPlace {
			continue
		}
		same := func(part Place) bool { return part.Kind == CountryPlace && part.Code == place.Code }
		if way == partItem || !slices.ContainsFunc(alone[:n], func(part Place) bool { return !same(part) }) {
			return n, place
		}
	}
	return 0, Place{}
}

// readItem reads one item: a name, a name with a bracket, or several names
// with nothing but spaces between.
func (l list) readItem(text string, piece Piece, via string, depth int) []Place {
	piece = cleanItem(text, piece)
	if piece.Start == piece.End || isFiller(piece.Of(text)) {
		return nil
	}
	if place, found := l.resolve(text, piece, wholeItem); found {
		place.Via = via
		return []Place{place}
	}
	if shorter := withoutLead(text, piece); shorter != piece {
		return l.readItem(text, shorter, via, depth)
	}
	if outer, inner, found := splitBracket(text, piece); found && depth < maxNesting {
		return l.readBracket(text, outer, inner, via, depth)
	}
	if places := l.readRun(text, piece); len(places) > 0 {
		for i := range places {
			places[i].Via = via
		}
		return places
	}
	name := piece.Of(text)
	return []Place{{Kind: UnknownPlace, Name: name, Via: via, Piece: piece, Notes: []Note{{
		Rule: "place.unknown", Message: "no table has " + name + unknownHint(name), Piece: piece,
	}}}}
}

// readBracket reads a name with a list in brackets: Ring of Towns (Lille, Ghent).
func (l list) readBracket(text string, outer, inner Piece, via string, depth int) []Place {
	outer = cleanItem(text, outer)
	name := outer.Of(text)
	places := l.read(text, inner, name, depth+1)
	known := false
	for _, place := range places {
		known = known || place.Kind != UnknownPlace
	}
	head, found := l.resolve(text, outer, wholeItem)
	switch {
	case found:
		if !known {
			places = nil // a remark, not a list
		}
	case known:
		head = Place{Kind: OrganisationPlace, Name: name, Piece: outer}
	default:
		head = Place{Kind: UnknownPlace, Name: name, Piece: outer, Notes: []Note{{Rule: "place.unknown", Message: "no table has " + name + unknownHint(name), Piece: outer}}}
		places = nil
	}
	head.Via = via
	return append([]Place{head}, places...)
}

// readRun reads an item that is several names with spaces between: it counts
// only when every word belongs to a name.
func (l list) readRun(text string, piece Piece) []Place {
	words := wordsOf(text, piece)
	if len(words) < 2 || len(words) > 40 {
		return nil
	}
	var out []Place
	for i := 0; i < len(words); {
		n := min(6, len(words)-i)
		for ; n > 0; n-- {
			place, found := l.resolve(text, Piece{words[i].Start, words[i+n-1].End}, exactItem)
			if found && place.Match != Code {
				out = append(out, place)
				break
			}
		}
		if n == 0 {
			return nil
		}
		i += n
	}
	if len(out) > 1 && !shareCountry(out) {
		return nil // "Bar Elias" is no Bar and Elias
	}
	return out
}

// shareCountry reports whether all cities of a run, where it has any, may be of one country.
func shareCountry(places []Place) bool {
	var shared []string
	for _, p := range places {
		switch {
		case p.Kind != CityPlace:
		case shared == nil:
			shared = slices.Clone(p.ISO3s)
		default:
			shared = slices.DeleteFunc(shared, func(iso3 string) bool { return !slices.Contains(p.ISO3s, iso3) })
			if len(shared) == 0 {
				return false
			}
		}
	}
	return true
}

func wordsOf(text string, piece Piece) (out []Piece) {
	start := -1
	for i, r := range text[piece.Start:piece.End] {
		if unicode.IsSpace(r) {
			if start >= 0 {
				out = append(out, Piece{start, piece.Start + i})
			}
			start = -1
		} else if start < 0 {
			start = piece.Start + i
		}
	}
	if start >= 0 {
		out = append(out, Piece{start, piece.End})
	}
	return out
}

// splitBracket parts "name (list)" into name and list.
func splitBracket(text string, piece Piece) (outer, inner Piece, found bool) {
	s := piece.Of(text)
	open := strings.IndexAny(s, "([")
	if open <= 0 || len(s) == 0 || s[len(s)-1] != ')' && s[len(s)-1] != ']' {
		return Piece{}, Piece{}, false
	}
	return Piece{piece.Start, piece.Start + open}, Piece{piece.Start + open + 1, piece.End - 1}, true
}

// cleanItem drops from an item what does not belong to its name: spaces,
// bullets, numbering, emphasis and closing punctuation.
func cleanItem(text string, piece Piece) Piece {
	s := piece.Of(text)
	trimmed := strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("-–—•*·_:>\"“”«»'‘،.,;", r) || invisible(r)
	})
	if rest := strings.TrimLeft(trimmed, "0123456789"); rest != trimmed && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")) {
		trimmed = strings.TrimLeft(rest, ".) ")
	}
	start := piece.Start + len(s) - len(trimmed)
	end := strings.TrimRightFunc(trimmed, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(";:,_\"“”«»،؛", r) || invisible(r)
	})
	for _, trail := range []string{" etc.", " etc", " etc…"} {
		end = strings.TrimSuffix(end, trail)
	}
	if strings.HasSuffix(end, ".") && !endsAbbreviated(end) {
		end = strings.TrimRight(end, ". ")
	}
	if strings.HasSuffix(end, "**") {
		end = strings.TrimRight(end, "*")
	}
	return Piece{start, start + len(end)}
}

// endsAbbreviated tells whether a full stop at the end is part of a name:
// U.S.A., St. Vincent & Gren.
func endsAbbreviated(text string) bool {
	word := text[strings.LastIndexAny(text[:len(text)-1], " .")+1 : len(text)-1]
	return strings.Count(text, ".") > 1 && utf8.RuneCountInString(word) <= 4 || strings.HasSuffix(text, " Rep.") || strings.HasSuffix(text, " Is.")
}

// leads are words before an item that do not belong to its name.
var leads = []string{"other", "all", "selected", "several", "some", "various", "including", "incl", "mainly", "notably", "especially", "primarily", "as well as", "and", "et", "und", "sowie", "autres", "tous les", "weitere", "alle", "andere", "otros", "otras", "todos los", "altri", "outros", "in", "of which", "also", "plus", "namely", "countries", "the towns of", "towns of", "the cities of", "cities of", "the municipalities of", "municipalities of", "les villes de", "les communes de", "die städte", "las ciudades de", "las localidades de", "le città di", "i comuni di", "as cidades de", "os municípios de"}

// withoutLead drops words that say that the list is a choice ("other",
// "including") or a list at all ("countries").
func withoutLead(text string, piece Piece) Piece {
	for {
		rest, found := cutWord(piece.Of(text))
		if !found {
			return piece
		}
		piece = cleanItem(text, Piece{piece.End - len(rest), piece.End})
	}
}

func cutWord(text string) (string, bool) {
	for _, lead := range leads {
		if len(text) > len(lead)+1 && strings.EqualFold(text[:len(lead)], lead) {
			rest := text[len(lead):]
			if trimmed := strings.TrimLeft(rest, " .:"); trimmed != rest && trimmed != "" {
				return trimmed, true
			}
		}
	}
	return text, false
}

// fillers are items that name no place.
var fillers = map[string]bool{"": true, "etc": true, "others": true, "among others": true, "and others": true, "inter alia": true, "u a": true, "usw": true, "entre autres": true, "entre otros": true, "and": true, "other": true, "tbd": true, "tbc": true, "n a": true, "none": true, "et": true, "y": true, "und": true, "وغيرها": true}

func isFiller(text string) bool { return fillers[Fold(text)] }

func unknownHint(name string) string {
	if notes := loadNames().suggest(name).Notes; len(notes) > 0 {
		if _, hint, found := strings.Cut(notes[0].Message, "; "); found {
			return "; " + hint
		}
	}
	return ""
}
