package pipeline

import (
	"slices"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/pipeline/read"
	"migdata/schemas"
)

// places makes the claims of a label that lists countries and groups.
func (c *claimer) places(f read.Field) {
	places := normalise.Places(f.Value.S, c.reading.Language)
	c.outside = 0
	if (slices.ContainsFunc(places, isUnknownPlace) || c.onlyInBrackets(f.Value.S)) && c.citiesIn(f) {
		return
	}
	found := false
	for _, p := range places {
		c.notes(p.Notes, f.Value)
		switch p.Kind {
		case normalise.CountryPlace:
			c.claim(schemas.Country, schemas.CodeValue(p.Code), schemas.Quoted, "label.country", f.Value, p.Piece)
			c.citiesBehind(p, f.Value)
			found = true
		case normalise.GroupPlace, normalise.RegionPlace:
			c.claim(schemas.CountryGroup, schemas.CodeValue(p.Code), schemas.Quoted, "label.group", f.Value, p.Piece)
			found = true
		case normalise.CityPlace:
			c.city(p, f.Value)
			found = true
		default:
			if len(p.Notes) == 0 {
				c.find("place.unknown", "“"+p.Name+"” is in no table of countries and groups", f.Value, p.Piece)
			}
		}
	}
	if !found {
		c.claim(schemas.Country, schemas.AbsentValue(schemas.Unparseable), schemas.Quoted, "label.country", f.Value, f.Value.Piece())
	}
}

// citiesBehind makes the claims of the cities that a bracket behind a country
// lists: "Bangladesh (Khulna, Mongla)". Other words in it are no cities.
func (c *claimer) citiesBehind(country normalise.Place, text read.Text) {
	rest := text.S[country.Piece.End:]
	open := strings.IndexByte(rest, '(')
	end := strings.IndexByte(rest, ')')
	if open < 0 || end < open || strings.TrimSpace(rest[:open]) != "" {
		return
	}
	inside := normalise.Piece{Start: country.Piece.End + open + 1, End: country.Piece.End + end}
	cities := c.ref.gazetteer().Cities(inside.Of(text.S), c.reading.Language)
	for i, p := range cities { // a name that says too little by itself: "Chad (Bol)"
		if known, ok := c.ref.gazetteer().CityOf(p.Name, country.Code); ok && p.Kind == normalise.UnknownPlace {
			known.Piece = p.Piece
			cities[i] = known
		}
	}
	if !slices.ContainsFunc(cities, func(p normalise.Place) bool { return slices.Contains(p.ISO3s, country.Code) }) {
		return
	}
	for _, p := range cities {
		if p.Kind != normalise.CityPlace && p.Kind != normalise.UnknownPlace {
			continue
		}
		p.Piece = normalise.Piece{Start: inside.Start + p.Piece.Start, End: inside.Start + p.Piece.End}
		if slices.Contains(p.ISO3s, country.Code) {
			normalise.DecideCity(&p, country.Code, "country")
			p.Notes = nil
		}
		c.city(p, text)
	}
}

func isUnknownPlace(p normalise.Place) bool { return p.Kind == normalise.UnknownPlace }

// onlyInBrackets reports whether a list has brackets and names no place outside
// of them: "Goma (DR Congo), Kigali (Rwanda)".
func (c *claimer) onlyInBrackets(text string) bool {
	if !strings.Contains(text, "(") {
		return false
	}
	outside, depth := make([]rune, 0, len(text)), 0
	for _, r := range text {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case depth == 0:
			outside = append(outside, r)
		}
	}
	return !slices.ContainsFunc(normalise.Places(string(outside), c.reading.Language), func(p normalise.Place) bool { return !isUnknownPlace(p) })
}

// citiesIn makes the claims of a label such as "Where" that names cities, with
// or without their countries; it reports whether the gazetteer has one of them.
func (c *claimer) citiesIn(f read.Field) bool {
	known := slices.ContainsFunc(c.ref.gazetteer().Cities(f.Value.S, c.reading.Language), func(p normalise.Place) bool { return len(p.ISO3s) > 0 })
	if known {
		c.cities(f)
	}
	return known
}

// cities makes the claims of a label that lists cities: the city, and the
// country that it lies in where that is clear.
func (c *claimer) cities(f read.Field) {
	if places := normalise.Places(f.Value.S, c.reading.Language); len(places) > 1 && !slices.ContainsFunc(places, func(p normalise.Place) bool { return p.Kind != normalise.CountryPlace }) && !strings.Contains(f.Value.S, "(") {
		c.places(f) // among countries, Djibouti is one
		return
	}
	places := c.ref.gazetteer().Cities(f.Value.S, c.reading.Language)
	c.lastIsCountry(places)
	c.outside = c.countOutside(places)
	for _, p := range places {
		switch p.Kind {
		case normalise.CountryPlace:
			c.claim(schemas.Country, schemas.CodeValue(p.Code), schemas.Quoted, "label.city", f.Value, p.Piece)
		case normalise.GroupPlace, normalise.RegionPlace:
			c.claim(schemas.CountryGroup, schemas.CodeValue(p.Code), schemas.Quoted, "label.city", f.Value, p.Piece)
		case normalise.OrganisationPlace: // its cities stand in the bracket behind it
		default:
			c.city(p, f.Value)
		}
	}
}

// lastIsCountry reads the last name of a list of cities as the country that all of them are in,
// where it is the name of one, and of a city that is called otherwise there: "Tijuana and
// Mexicali, Mexico".
func (c *claimer) lastIsCountry(places []normalise.Place) {
	if len(places) < 2 {
		return
	}
	last := &places[len(places)-1]
	country := normalise.Country(last.Name, c.reading.Language)
	if last.Kind != normalise.CityPlace || country.ISO3 == "" || country.Kind == normalise.Code || country.Kind == normalise.Demonym || last.IsMainName() {
		return
	}
	for _, p := range places[:len(places)-1] {
		if p.Kind != normalise.CityPlace || !slices.Contains(p.ISO3s, country.ISO3) {
			return
		}
	}
	last.Kind, last.Code, last.ISO3s, last.Notes = normalise.CountryPlace, country.ISO3, nil, nil
}

// city makes the claims of one city of a list. A name of several countries
// that its neighbours do not decide is decided by the label of countries or the
// heading, if it can be.
func (c *claimer) city(p normalise.Place, text read.Text) {
	if len(p.ISO3s) > 1 {
		one := ""
		for _, code := range c.statedCountries() {
			switch {
			case code == one || !slices.Contains(p.ISO3s, code):
			case one == "":
				one = code
			default:
				one = "several"
			}
		}
		normalise.DecideCity(&p, one, c.statedBy())
	}
	if c.isNamesake(p) {
		c.find("city.elsewhere", p.Name+" of "+p.ISO3s[0]+" lies outside of what the entry names", text, p.Piece)
		p.ISO3s, p.GeonamesID, p.Notes = nil, 0, nil
	} else if c.notes(p.Notes, text); len(p.ISO3s) == 0 && len(p.Notes) == 0 {
		c.find("city.unknown", "“"+p.Name+"” is in no table of cities", text, p.Piece)
	}
	rule := "label.city"
	if p.Rule != "" && p.Rule != "exact" {
		rule = "label.city." + p.Rule
	}
	name := p.Name
	if known := c.ref.cityIn(p.Name, p.ISO3s); known.Name != "" {
		name = known.Name
	}
	claim := c.claim(schemas.City, schemas.CodeValue(cityID(name, p.ISO3s)), schemas.Quoted, rule, text, p.Piece)
	claim.Name, claim.Via = p.Name, p.Via
	if len(p.ISO3s) == 1 {
		c.claim(schemas.Country, schemas.CodeValue(p.ISO3s[0]), schemas.Derived, "country.of_city", text, p.Piece)
	}
}

// From how many people on a city is meant where it is named among others of a
// country, and where it is named at all.
const (
	knownCity = 30_000
	largeCity = 500_000
)

// isNamesake reports whether a city is taken for one that the gazetteer lacks:
// the only one of its name that it has lies outside of the countries that the
// entry or its heading names, and is small, or the only one of its list.
func (c *claimer) isNamesake(p normalise.Place) bool {
	if len(p.ISO3s) != 1 {
		return false
	}
	stated := c.statedCountries()
	if len(stated) == 0 || slices.Contains(stated, p.ISO3s[0]) {
		return false
	}
	people := c.ref.cityIn(p.Name, p.ISO3s).Population
	return people < knownCity || people < largeCity && c.outside == 1
}

// countOutside returns how many cities of a list lie outside of the countries
// that the entry names, where some lie inside; 0 where none do.
func (c *claimer) countOutside(places []normalise.Place) int {
	stated := c.statedCountries()
	inside, outside := 0, 0
	for _, p := range places {
		switch {
		case len(p.ISO3s) != 1:
		case slices.Contains(stated, p.ISO3s[0]):
			inside++
		default:
			outside++
		}
	}
	if inside == 0 {
		return 0
	}
	return outside
}

// statedBy names what statedCountries rests on.
func (c *claimer) statedBy() string {
	if slices.ContainsFunc(c.rec.Fields, func(f read.Field) bool { return f.Label == read.Country && !f.Value.IsZero() }) {
		return "label"
	}
	return "heading"
}

// statedCountries returns the countries that the entry's labels name, or else
// its heading; none where a group stands among them.
func (c *claimer) statedCountries() []string {
	if !c.looked {
		c.stated, c.looked = c.readStated(), true
	}
	return c.stated
}

func (c *claimer) readStated() (codes []string) {
	for _, f := range c.rec.Fields {
		if f.Label != read.Country || f.Value.IsZero() {
			continue
		}
		for _, p := range normalise.Places(f.Value.S, c.reading.Language) {
			switch p.Kind {
			case normalise.CountryPlace:
				codes = append(codes, p.Code)
			case normalise.GroupPlace, normalise.RegionPlace:
				return nil
			}
		}
	}
	if len(codes) == 0 && c.rec.Place.Kind == normalise.CountryPlace {
		if codes = c.rec.Place.Several; c.rec.Place.Code != "" {
			codes = []string{c.rec.Place.Code}
		}
	}
	return codes
}

// cityID makes the key of a city: its name, and its country where that is
// decided.
func cityID(name string, iso3s []string) string {
	if len(iso3s) == 1 {
		return slug(name) + "-" + strings.ToLower(iso3s[0])
	}
	return slug(name)
}

// headingCountry makes the claim of the country that the entry stands under.
// Of a heading that names several countries, all are meant where the title
// names none of them.
func (c *claimer) headingCountry() {
	if c.rec.Place.Kind != normalise.CountryPlace {
		placed := slices.ContainsFunc(c.out.claims, func(claim schemas.Claim) bool {
			return claim.Property == schemas.Country || claim.Property == schemas.CountryGroup || claim.Property == schemas.City
		})
		if place := c.reading.Place; place.Code != "" && !placed && c.rec.Place.Kind == normalise.UnknownPlace && len(normalise.FindCountries(c.rec.Title.S, c.reading.Language)) == 0 {
			c.claim(schemas.Country, schemas.CodeValue(place.Code), schemas.Inherited, "heading.document", place.Name, place.Name.Piece())
		}
		return
	}
	codes := c.rec.Place.Several
	if c.rec.Place.Code != "" {
		codes = []string{c.rec.Place.Code}
	} else if slices.ContainsFunc(normalise.FindCountries(c.rec.Title.S, c.reading.Language), func(p normalise.Place) bool {
		return p.Match != normalise.Demonym && slices.Contains(codes, p.Code)
	}) {
		return
	}
	for _, code := range codes {
		c.claim(schemas.Country, schemas.CodeValue(code), schemas.Inherited, "heading.country", c.rec.Section, c.rec.Section.Piece())
	}
}

// titlePlaces makes the claims of the countries that the title names. One that
// stands in the place of a donor is an indicated donor, and no country of
// work.
func (c *claimer) titlePlaces() {
	text := c.rec.Title
	acronym := read.ReadTitle(text.S).Acronym
	for _, p := range normalise.FindCountries(text.S, c.reading.Language) {
		if p.Kind != normalise.CountryPlace || acronym.Start <= p.Piece.Start && p.Piece.End <= acronym.End && acronym.End > 0 {
			continue
		}
		if read.InDonorPlace(text.S, p.Piece) {
			c.claim(schemas.IndicatedDonor, schemas.CodeValue(p.Code), schemas.Derived, "title.donor_place", text, p.Piece)
			continue
		}
		rule := "title.country"
		if p.Match == normalise.Demonym {
			rule = "title.demonym"
		}
		c.claim(schemas.Country, schemas.CodeValue(p.Code), schemas.Derived, rule, text, p.Piece)
	}
}

// organisations makes the claims of a label that lists organisations.
func (c *claimer) organisations(property schemas.Property, f read.Field) {
	c.organisationsOf(property, schemas.Quoted, "label."+string(f.Label), f.Value, f.Value.Piece())
}

// headingFunder claims the funders that the heading above an entry names, where the entry
// itself names none: "Projects financed by Denmark".
func (c *claimer) headingFunder() {
	for _, f := range c.rec.Fields {
		if f.Label == read.Funder && !f.Value.IsZero() {
			return
		}
	}
	if p, found := read.DonorsOf(c.rec.Section.S); found {
		c.organisationsOf(schemas.Funder, schemas.Inherited, "heading.funder", c.rec.Section, p)
	}
}

// organisationsOf claims the organisations that a piece of a text lists.
func (c *claimer) organisationsOf(property schemas.Property, basis schemas.Basis, rule string, text read.Text, of normalise.Piece) {
	for _, piece := range read.ListItems(of.Of(text.S), func(name string) bool { _, known := c.ref.organisation(name); return known }) {
		piece = normalise.Piece{Start: of.Start + piece.Start, End: of.Start + piece.End}
		name := read.OneSpace(piece.Of(text.S))
		id, known := c.ref.organisation(name)
		claim := c.claim(property, schemas.CodeValue(id), basis, rule, text, piece)
		if claim.Name = name; known {
			claim.Name = c.ref.organisations[id].Name
			continue
		}
		if iso3 := normalise.Country(name, c.reading.Language); iso3.ISO3 != "" {
			claim.Value, claim.Name = schemas.CodeValue(strings.ToLower(iso3.ISO3)), normalise.CountryName(iso3.ISO3, "en")
			if c.ref.organisations[claim.Value.S] != nil {
				continue
			}
		}
		c.find("organisation.unregistered", "no row of organisations stands for “"+name+"”; the id "+claim.Value.S+" is proposed", text, piece)
	}
}
