package normalise

// A MatchKind says by what kind of name a place was recognised. The zero
// value is no match.
type MatchKind uint8

// The kinds of match, from none on; String gives the published code.
const (
	NoMatch      MatchKind = iota
	Name                   // short name in any language, or native name
	Official               // official or inverted name of the UN or ISO 3166
	Former                 // former name of a state that still exists (Zaire)
	Abbreviation           // common short form of statistics tables (St. Vincent & Gren.)
	Code                   // ISO 3166-1 alpha-2, alpha-3 or M49
	Demonym                // people or adjective (Lebanese)
	Territory              // a territory that has its own code and was named with or without its administering state
	Rewritten              // found after a stated rewriting rule; CountryMatch.Rule names it
	Dissolved              // a state that has no current code (USSR); no code is given
	Ambiguous              // a name of several countries; no code is given
)

var matchKinds = [...]string{"none", "name", "official", "former", "abbreviation", "code", "demonym", "territory", "rewritten", "dissolved", "ambiguous"}

// String returns the published code of the kind.
func (k MatchKind) String() string { return matchKinds[k] }

// A CountryMatch is what one text says when read as the name of one country.
// The zero CountryMatch is: no country.
type CountryMatch struct {
	ISO3, ISO2, M49 string // "" without a match; M49 is text ("012")
	Kind            MatchKind
	Rule            string   // name of the rule that found it, "exact" for a plain look-up; "" without a match
	Candidates      []string // iso3, where several countries are possible or named
	Notes           []Note
}

// IsMainName reports whether a city is called as the gazetteer calls it first of all.
func (p Place) IsMainName() bool { return Fold(p.city) == Fold(p.Name) }

// A PlaceKind says what a name stands for.
type PlaceKind uint8

// The kinds of place. The zero value is a name that no table knows.
const (
	UnknownPlace PlaceKind = iota
	CountryPlace
	GroupPlace        // states that a treaty or list defines; Place.Code is the group
	RegionPlace       // a vague region: never expanded
	CityPlace         // Place.ISO3s are the countries that have it, largest city first
	OrganisationPlace // an item that is neither, with a bracket of places: Ring of Towns (Lille, Ghent)
)

var placeKinds = [...]string{"unknown", "country", "group", "region", "city", "organisation"}

// String returns the published code of the kind.
func (k PlaceKind) String() string { return placeKinds[k] }

// A Place is one item of a list, or one name found in running text.
type Place struct {
	Kind       PlaceKind
	Name       string   // as printed, cleaned of brackets, bullets and footnote marks
	Code       string   // iso3 of a country, id of a group or region; "" otherwise
	ISO3s      []string // of a city: its countries, largest city first; one where it is clear
	GeonamesID int      // of a city; 0 where several are possible
	Via        string   // the name before the bracket: "Ring of Towns (Lille, Ghent)" gives two cities via Ring of Towns
	Match      MatchKind
	Rule       string
	Piece      Piece // the bytes of the name in the text
	Notes      []Note

	city       string // main name of the city, or of the largest, in the gazetteer
	candidates []int  // GeoNames ids beside ISO3s, while the city is undecided
}
