package read

import (
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// longestDonorHeading is how many bytes the words before the donors in a heading may have.
const longestDonorHeading = 40

// DonorsOf returns the piece of a heading that names who funds the entries below it:
// "Projects financed by Denmark"; false where it names nobody.
func DonorsOf(heading string) (p normalise.Piece, found bool) {
	from := 0
	if len(heading) > 3 && heading[1] == '.' && heading[2] == ' ' { // "A.   Supported by Australia"
		for from = 2; heading[from] == ' ' && from+1 < len(heading); from++ {
		}
	}
	for i := from + 1; i < len(heading)-1 && i <= from+longestDonorHeading; i++ {
		if heading[i] != ' ' || !words().has("donor_heading", heading[from:i]) {
			continue
		}
		p, found = normalise.Piece{Start: i + 1, End: len(heading)}, true
	}
	first, _, _ := strings.Cut(p.Of(heading), " ")
	return p, found && !words().has("generic", first)
}

// headingOf returns what the heading at line i names.
func (r *reader) headingOf(i int) (place HeadingPlace, programme bool) {
	if r.headings[i] == 0 {
		place, programme = r.readHeading(r.rows[i].clean)
		at := noHeading
		if programme || place.Kind != normalise.UnknownPlace {
			r.heads = append(r.heads, headingRead{place, programme})
			at = int32(len(r.heads))
		}
		r.headings[i] = at
	}
	if at := r.headings[i]; at > 0 {
		return r.heads[at-1].place, r.heads[at-1].programme
	}
	return HeadingPlace{}, false
}

// noHeading says of a row that it is no heading of a place or programme.
const noHeading int32 = -1

// A headingRead is what a row says when it is read as a heading.
type headingRead struct {
	place     HeadingPlace
	programme bool
}

func (r *reader) readHeading(line string) (place HeadingPlace, programme bool) {
	text := headingText(line)
	if len(text) > 120 || strings.HasSuffix(text, ".") {
		return HeadingPlace{}, false
	}
	if place, ok := normalise.Heading(text, r.Language); ok {
		return HeadingPlace{Kind: place.Kind, Code: place.Code}, false
	}
	if place := r.countryOfRegion(text); place.Code != "" {
		return place, false
	}
	if place := r.placeOfProjects(text); place.Kind != normalise.UnknownPlace {
		return place, false
	}
	if code := r.countryOfCities(text); code != "" {
		return HeadingPlace{Kind: normalise.CountryPlace, Code: code}, false
	}
	if codes := r.severalCountries(text); len(codes) > 1 {
		return HeadingPlace{Kind: normalise.CountryPlace, Several: codes}, false
	}
	folded := normalise.Fold(text)
	return HeadingPlace{}, r.words.phrases["state"][folded] || r.words.phrases["programme"][folded] || r.words.phrases["programme"][strings.TrimPrefix(folded, "the ")]
}

// countryOfRegion returns the country that a heading names together with its
// region,
// or with what part of it is meant: "West Africa – Ghana", "Iraq (Kurdistan
// Region)".
func (r *reader) countryOfRegion(text string) (place HeadingPlace) {
	if len(text) > longestPair || hasDigit(text) {
		return place
	}
	if name := withoutBracket(text); name != text { // "Iraq (Kurdistan Region)"
		if country, known := normalise.Heading(name, r.Language); known && country.Kind == normalise.CountryPlace {
			return HeadingPlace{Kind: country.Kind, Code: country.Code}
		}
	}
	for _, joint := range []string{" – ", " — ", " - ", ": ", " | ", " / "} {
		before, after, ok := strings.Cut(text, joint)
		if !ok {
			continue
		}
		region, known := normalise.Heading(before, r.Language)
		country, alsoKnown := normalise.Heading(after, r.Language)
		if region.Kind == normalise.CountryPlace {
			region, country = country, region
		}
		if known && alsoKnown && region.Kind != normalise.CountryPlace && country.Kind == normalise.CountryPlace {
			return HeadingPlace{Kind: country.Kind, Code: country.Code}
		}
	}
	return place
}

// placeOfProjects returns the place that a heading names behind words for projects: "Our
// projects in Jordan", "Projets en cours au Mali et au Niger".
func (r *reader) placeOfProjects(text string) (place HeadingPlace) {
	if len(text) > longestPair {
		return place
	}
	for at := strings.IndexByte(text, ' ') + 1; at > 0; {
		end := wordEnd(text, at, len(text))
		if end == len(text) {
			break
		}
		if lead := text[:at-1]; r.words.phrases["in"][strings.ToLower(text[at:end])] && (r.words.has("projects", lead) || r.words.has("state", lead)) {
			rest := text[end+1:]
			if known, ok := normalise.Heading(rest, r.Language); ok {
				return HeadingPlace{Kind: known.Kind, Code: known.Code}
			}
			if codes := r.severalCountries(rest); len(codes) > 1 {
				return HeadingPlace{Kind: normalise.CountryPlace, Several: codes}
			}
		}
		at = end + 1
	}
	return place
}

// placeOfDocument returns the country that the headings above the first entry name at their
// end, where it is one and no section is of a country.
func (r *reader) placeOfDocument() (place DocumentPlace) {
	for i := range r.Records {
		if r.Records[i].Place.Kind == normalise.CountryPlace {
			return DocumentPlace{}
		}
	}
	for i := range r.rows[:min(len(r.rows), topRows+longestTitle)] {
		l := &r.rows[i]
		if r.isEntry(l) {
			break
		}
		if l.class != Heading || len(l.clean) > longestRunning {
			continue
		}
		from := r.placeBehindIn(l.clean)
		if from == 0 || !r.namesProjects(l.clean[:from]) {
			continue
		}
		known, ok := normalise.Heading(l.clean[from:], r.Language)
		switch {
		case !ok || known.Kind != normalise.CountryPlace:
		case place.Code != "" && place.Code != known.Code:
			return DocumentPlace{}
		default:
			place = DocumentPlace{known.Code, textOf(l, from, len(l.clean))}
		}
	}
	return place
}

// namesProjects reports whether the words before a place, and the word for "in", hold one for
// projects or a fund, and do not end in one for where somebody has a seat.
func (r *reader) namesProjects(before string) bool {
	fields := strings.Fields(before)
	if len(fields) < 2 || r.words.has("seat", fields[len(fields)-2]) {
		return false
	}
	for _, word := range fields[:len(fields)-1] {
		if word = strings.Trim(word, "(),;:"); r.words.has("project", word) || r.words.has("projects", word) || r.words.has("fund", word) {
			return true
		}
	}
	return false
}

// placeBehindIn returns where the name of a place begins that ends a line behind a word for
// "in"; 0 where none does.
func (r *reader) placeBehindIn(text string) int {
	for at := strings.LastIndexByte(text, ' '); at > 0; at = strings.LastIndexByte(text[:at], ' ') {
		before := strings.LastIndexByte(text[:at], ' ')
		if before > 0 && r.words.phrases["in"][strings.ToLower(text[before+1:at])] {
			return at + 1
		}
		if len(text)-at > longestPlace {
			break
		}
	}
	return 0
}

// longestPlace is how many bytes the name of such a place has at most.
const longestPlace = 40

// countryOfCities returns the country that a heading names behind cities of it: "Sousse
// and Sfax, Tunisia"; "" where it does not.
func (r *reader) countryOfCities(text string) string {
	comma := strings.LastIndex(text, ", ")
	if comma <= 0 || len(text) > longestPair || hasDigit(text) || strings.Contains(text, ":") {
		return ""
	}
	country, known := normalise.Heading(text[comma+2:], r.Language)
	if !known || country.Kind != normalise.CountryPlace {
		return ""
	}
	for _, city := range normalise.Cities(text[:comma], r.Language) {
		if city.Kind != normalise.CityPlace || !slices.Contains(city.ISO3s, country.Code) {
			return ""
		}
	}
	return country.Code
}

// longestPair is how many bytes a heading that names several countries may
// have.
const longestPair = 60

// severalCountries returns the countries that a heading names, where it names
// several and nothing else.
func (r *reader) severalCountries(text string) []string { return severalCountries(text, r.Language) }

func severalCountries(text, lang string) []string {
	if len(text) > longestPair || hasDigit(text) {
		return nil
	}
	first := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(",&/;–-|،", c) })
	if len(first) < 2 {
		first = first[:0]
		for start, end := 0, 0; end < len(text); {
			if start, end = wordFrom(text, end); start > 0 && isAnd(text[start:end]) {
				first = append(first, text[:start])
				break
			}
		}
	}
	if len(first) == 0 {
		return nil
	}
	if place, ok := normalise.Heading(strings.TrimSpace(first[0]), lang); !ok || place.Kind != normalise.CountryPlace {
		return nil
	}
	var codes []string
	for _, p := range normalise.Places(text, lang) {
		if p.Kind != normalise.CountryPlace || p.Match == normalise.Demonym || p.Via != "" {
			return nil
		}
		codes = append(codes, p.Code)
	}
	return codes
}

// headingText returns a heading without the number in front of it and the
// colon that may end it.
func headingText(text string) string { return strings.TrimRight(text[chapterWidth(text):], ": ") }

// heading takes one line as the heading of what follows.
func (r *reader) heading(rule string) {
	place, programme := r.headingOf(r.i)
	switch {
	case programme && r.words.has("state", headingText(r.rows[r.i].clean)): // within the section
		r.take(Heading, "heading.state", -1)
		return
	case programme:
		rule = "heading.programme"
	case place.Kind == normalise.UnknownPlace && r.i > 0 && r.rows[r.i].gap == 0 && r.rows[r.i-1].rule == "heading.place":
		r.take(Heading, "heading.below", -1) // goes on with that of the place
		return
	case place.Kind == normalise.UnknownPlace && rule == "heading.place":
		rule = "heading.entries" // of the entries below it, whatever it says
	}
	l := r.take(Heading, rule, -1)
	from := chapterWidth(l.clean)
	r.section, r.place = textOf(l, from, from+len(headingText(l.clean))), place
	r.topic, r.under, r.level = "", Text{}, l.level
}
