package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
	"migdata/pipeline/read"
	"migdata/schemas"
)

// statement makes the claims of a statement: its words, its class and what it
// mentions.
func (c *claimer) statement() {
	text := c.rec.Body
	c.claim(schemas.StatementText, schemas.TextValue(read.OneSpace(text.S)), schemas.Quoted, "statement.text", text, text.Piece())
	if s := c.rec.Section; !s.IsZero() {
		c.claim(schemas.StatementClass, schemas.CodeValue(c.rec.Class), schemas.Inherited, "statement.topic", s, s.Piece())
		c.claim(schemas.Section, schemas.TextValue(s.S), schemas.Quoted, "section.heading", s, s.Piece())
	} else {
		c.claim(schemas.StatementClass, schemas.CodeValue(c.rec.Class), schemas.Derived, "statement.no_topic", text, text.Piece())
	}
	c.mentions(text)
}

// mentions makes the claims of the projects, places and groups that a text
// names. Projects are known by the curated names only; what lies inside a
// name that is already taken is not looked at again.
func (c *claimer) mentions(text read.Text) {
	var taken []normalise.Piece
	free := func(p normalise.Piece) bool {
		for _, t := range taken {
			if p.Start < t.End && t.Start < p.End {
				return false
			}
		}
		return true
	}
	mention := func(value string, basis schemas.Basis, rule string, p normalise.Piece) {
		if free(p) {
			taken = append(taken, p)
			c.claim(schemas.Mention, schemas.CodeValue(value), basis, rule, text, p).Name = p.Of(text.S)
		}
	}
	for _, d := range c.ref.decisions {
		if d.property != schemas.Mention || d.subject.ID != c.reading.Name {
			continue
		}
		for _, p := range occurrences(text.S, d.Row.Expects) {
			mention("project/"+d.Row.Value, schemas.Curated, "decision."+d.Row.ID, p)
		}
	}
	for _, a := range c.ref.aliases {
		for _, p := range occurrences(text.S, a.name) {
			mention("project/"+a.project, schemas.Curated, "mention.project_name", p)
		}
	}
	for _, p := range normalise.FindCountries(text.S, c.reading.Language) {
		switch p.Kind {
		case normalise.CountryPlace:
			mention("country/"+p.Code, schemas.Derived, "mention.country", p.Piece)
		case normalise.GroupPlace, normalise.RegionPlace:
			mention("group/"+p.Code, schemas.Derived, "mention.group", p.Piece)
		}
	}
	for _, p := range c.ref.gazetteer().FindCities(text.S, c.reading.Language) {
		if known := c.ref.cityIn(p.Name, p.ISO3s); known.Name != "" {
			mention("city/"+cityID(known.Name, p.ISO3s), schemas.Derived, "mention.city", p.Piece)
		} else {
			mention("place/"+slug(p.Name), schemas.Derived, "mention.place", p.Piece)
		}
	}
}

// occurrences finds a name in a text, at the bounds of words.
func occurrences(text, name string) []normalise.Piece {
	var found []normalise.Piece
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return found
		}
		p := normalise.Piece{Start: at + i, End: at + i + len(name)}
		before, _ := utf8.DecodeLastRuneInString(text[:p.Start])
		after, _ := utf8.DecodeRuneInString(text[p.End:])
		if !isWord(before) && !isWord(after) {
			found = append(found, p)
		}
		at = p.End
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// office makes the claims of a description of an office.
func (c *claimer) office() {
	text := c.rec.Body
	o := read.ReadOffice(text.S)
	c.out.title, c.out.acronym = read.OneSpace(o.Name.Of(text.S)), read.OneSpace(o.Acronym.Of(text.S))
	c.claim(schemas.OfficeName, schemas.TextValue(c.out.title), schemas.Quoted, "office.name", text, o.Name)
	if p, ok := normalise.ReadPeriod(o.Established.Of(text.S), c.reading.Language); ok {
		c.claim(schemas.Established, schemas.EDTFValue(p.Start.EDTF), schemas.Quoted, "office.established", text, o.Established)
	}
	if o.Place.End > 0 {
		place := o.Place.Of(text.S)
		if country := normalise.Country(place, c.reading.Language); country.ISO3 != "" {
			c.claim(schemas.HostCountry, schemas.CodeValue(country.ISO3), schemas.Quoted, "office.place", text, o.Place)
		} else {
			c.claim(schemas.HostCity, schemas.TextValue(place), schemas.Quoted, "office.place", text, o.Place)
		}
	}
	for _, count := range []struct {
		property schemas.Property
		piece    normalise.Piece
	}{{schemas.FieldOffices, o.FieldOffices}, {schemas.ProjectOffices, o.ProjectOffices}} {
		if n, ok := read.Number(count.piece.Of(text.S)); ok {
			c.claim(count.property, schemas.IntValue(int64(n)), schemas.Quoted, "office.count", text, count.piece)
		}
	}
}
