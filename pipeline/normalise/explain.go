package normalise

import (
	"strconv"
	"strings"
)

// The readers of this package answer with nothing where a text is no date and
// no place: in a factsheet most texts are neither. Whoever asks about one text
// wants to know why; the functions of this file say so.

// ExplainPeriod reads text as ReadPeriod does, and takes off labels before the
// dates first. A text that is no expression of time gives the zero Period with a
// note.
func ExplainPeriod(text, lang string) Period {
	if unlabelled, ok := withoutLabels(text); ok {
		if p, found := ReadPeriod(unlabelled, lang); found {
			return p
		}
	}
	parser := dateParser{text: text}
	if parser.lex(text) && parser.n == 1 && parser.list[0].is(kindUnknown) {
		return Period{Notes: []Note{{Rule: noteUnknown, Message: quoted(text) + " says that the date is not known", Piece: Piece{0, len(text)}}}}
	}
	return Period{Notes: []Note{{Rule: "date.unread", Message: quoted(text) + " is no date and no period of dates", Piece: Piece{0, len(text)}}}}
}

// ExplainCountry reads text as Country does. Where it gives no code, a note
// says what the text is instead, as far as the tables know.
func ExplainCountry(text, lang string) CountryMatch {
	m := Country(text, lang)
	if m.ISO3 != "" || len(m.Notes) > 0 {
		return m
	}
	message := "no table has " + quoted(text) + " as the name of a country"
	if place, found := Heading(text, lang); found && place.Kind != CountryPlace {
		message = quoted(text) + " is the " + place.Kind.String() + " " + place.Code + ", and no country"
	}
	m.Notes = []Note{{Rule: "country.unknown", Message: message, Piece: Piece{0, len(text)}}}
	return m
}

// A CityMatch is what one text says when read as the name of one city. The
// zero CityMatch is: no city.
type CityMatch struct {
	City       string   // main name in the gazetteer, of the largest city where there are several
	ISO3s      []string // its country; the countries of several, largest city first
	GeonamesID int      // 0 where several are possible
	Match      MatchKind
	Rule       string
	Notes      []Note
}

// City reads the whole of text as the name of one city of the gazetteer.
func (g *Gazetteer) ExplainCity(text, lang string) CityMatch {
	place := g.CityPlace(text, lang)
	return CityMatch{City: place.city, ISO3s: place.ISO3s, GeonamesID: place.GeonamesID, Match: place.Match, Rule: place.Rule, Notes: place.Notes}
}

// ExplainCity reads the whole of text as the name of one city of the built-in
// gazetteer.
func ExplainCity(text, lang string) CityMatch { return defaultGazetteer().ExplainCity(text, lang) }

// TooLong is the note on a line of more than limit bytes.
func TooLong(limit int) Note {
	return Note{Rule: "line.too_long", Message: "the line has more than " + strconv.Itoa(limit) + " bytes"}
}

// NotUTF8 is the note on a line whose byte at, counted from zero, is no UTF-8.
func NotUTF8(at int) Note {
	return Note{Rule: "line.encoding", Message: "byte " + strconv.Itoa(at+1) + " is not UTF-8", Piece: Piece{at, at + 1}}
}

// quoted shows a text in a message, and only the beginning of a long one.
func quoted(text string) string {
	const longest = 120 // letters
	runes := []rune(strings.TrimSpace(text))
	if len(runes) > longest {
		return "“" + string(runes[:longest]) + " …”"
	}
	return "“" + string(runes) + "”"
}
