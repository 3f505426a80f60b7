package normalise

// resolveCountry reads an item as a country, a group or a region.
func resolveCountry(lang string) resolver {
	names, groups := loadNames(), loadGroups()
	id := names.languages.id(lang)
	return func(text string, piece Piece, way way) (Place, bool) {
		name := piece.Of(text)
		m := names.read(name, id)
		if m.Kind == NoMatch || m.Kind == Demonym {
			if group, found := groups.read(name); found {
				return group.place(text, piece), true
			}
		}
		if m.Kind == NoMatch && way != exactItem && !names.foreign(name) {
			m = names.rewrite(name, id)
		}
		if m.Kind == NoMatch {
			return Place{}, false
		}
		place := Place{Kind: CountryPlace, Name: name, Code: m.ISO3, Match: m.Kind, Rule: m.Rule, Piece: piece, Notes: m.Notes}
		if m.ISO3 == "" {
			place.Kind = UnknownPlace
			place.ISO3s = m.Candidates
			for i := range place.Notes {
				place.Notes[i].Piece = piece
			}
		}
		return place, true
	}
}

// Heading reads a whole line as the name of a country, a group or a region:
// what a section of a document stands under. Codes and demonyms are no
// headings.
func Heading(text, lang string) (Place, bool) {
	piece := cleanItem(text, Piece{0, len(text)})
	if piece.Start == piece.End || len(text) > 120 {
		return Place{}, false
	}
	place, found := resolveCountry(lang)(text, piece, wholeItem)
	if !found || place.Kind == UnknownPlace || place.Match == Code || place.Match == Demonym {
		return Place{}, false
	}
	return place, true
}
