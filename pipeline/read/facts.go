package read

import (
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// markFacts marks the lines that state without a label where and when an entry
// is, parted by bars or dots: "Kenya | Nairobi, Garissa | 2021 – 2023". One of the
// parts is a period, and another one a place.
func (r *reader) markFacts() {
	for i := 1; i < len(r.rows); i++ {
		text := r.rows[i].clean
		if k := r.marks[i].kind; k != plain && k != period || r.rows[i].gap > 1 || len(text) > longestFacts || strings.IndexByte(text, '|') < 0 && isASCII(text) || !hasDigit(text) {
			continue
		}
		for _, cells := range factLines {
			t := grid{first: i, end: i + 1, title: -1, cells: cells}
			if r.factsOf(&t, text) {
				r.tables = append(r.tables, &t)
				r.marks[i] = mark{kind: labelled, label: PeriodLabel, end: len(text), table: len(r.tables)}
				break
			}
		}
	}
}

// markPlaceLines marks the lines that say without a label where an entry is, below a line
// that may be a title: a paragraph that begins with a place and goes on with a period,
// "Sri Lanka: Colombo, Kandy" above "2019 – 2021", and lines right below the title,
// "(Mali: Kayes; Senegal: Bakel)" above what the entry states.
func (r *reader) markPlaceLines() {
	for i := 1; i+1 < len(r.rows); i++ {
		text := r.rows[i].clean
		if r.marks[i].kind != plain || r.rows[i].gap > 1 || r.rows[i+1].gap > 0 || len(text) > longestFacts ||
			r.marks[i-1].kind != plain && r.marks[i-1].kind != bullet || len(r.rows[i-1].clean) > longestFacts || endsSentence(r.rows[i-1].clean) {
			continue
		}
		if k := r.marks[i+1].kind; k != period && (r.rows[i].gap > 0 || k != labelled && (k != plain || !r.words.isAboutProject(r.rows[i+1].clean))) {
			continue
		}
		t := grid{first: i, end: i + 1, title: -1, cells: placeCells}
		if r.countryOfCities(text) != "" { // "Praia e Mindelo, Cabo Verde"
			t.cells, t.labels = cityCells, []Label{City, Country}
			r.tables = append(r.tables, &t)
			r.marks[i] = mark{kind: labelled, label: Country, end: len(text), table: len(r.tables)}
			continue
		}
		cells := placeCells(text)
		bracketed := text[0] == '(' && strings.HasSuffix(text, ")")
		if first := firstWordOf(text); !bracketed && r.rows[i].gap == 0 && (isAnd(first) || strings.ContainsAny(text, "()") || r.asksForMore(r.rows[i-1].clean)) {
			continue // the title goes on
		}
		for n, c := range cells {
			switch {
			case allPlaces(normalise.Places(c.text, r.Language)):
				t.labels = append(t.labels, Country)
			case n > 0 && allCities(normalise.Cities(c.text, r.Language)):
				t.labels = append(t.labels, City)
			}
		}
		if place, programme := r.headingOf(i - 1); len(t.labels) != len(cells) || r.rows[i].gap == 0 && r.labelOfRow(r.rows[i-1].clean) != "" || place.Kind != normalise.UnknownPlace || programme && r.rows[i].gap == 0 ||
			r.rows[i].gap == 0 && !bracketed && !slices.Contains(t.labels, City) && r.marks[i+1].kind != plain {
			continue
		}
		r.tables = append(r.tables, &t)
		r.marks[i] = mark{kind: labelled, label: Country, end: len(text), table: len(r.tables)}
	}
}

// placeCells cuts a line at what parts places from those in them, without the bracket
// about it.
func placeCells(text string) []cell {
	from, to := 0, len(text)
	if text[0] == '(' && text[to-1] == ')' {
		from, to = 1, to-1
	}
	var cells []cell
	for start, i := from, from; i <= to; i++ {
		width := 0
		switch {
		case i == to, text[i] == ':', text[i] == ';':
			width = 1
		case strings.HasPrefix(text[i:], " – "):
			width = len(" – ")
		default:
			continue
		}
		p := trimPiece(text, normalise.Piece{Start: start, End: i})
		cells = append(cells, cell{text[p.Start:p.End], p.Start, p.End})
		start = i + width
		i = start - 1
	}
	return cells
}

// cityCells cuts a line before the country that ends it.
func cityCells(text string) []cell {
	comma := strings.LastIndex(text, ", ")
	return []cell{{text[:comma], 0, comma}, {text[comma+2:], comma + 2, len(text)}}
}

// longestFacts is how many bytes a line of facts may have.
const longestFacts = 200

// factLines are the ways to part the facts of a line.
var factLines = [...]func(string) []cell{
	openTables[0],
	openCells(func(text string, at int) int { return len("·") * btoi(strings.HasPrefix(text[at:], "·")) }),
	openCells(func(text string, at int) int { return len("•") * btoi(at > 0 && strings.HasPrefix(text[at:], "•")) }),
}

// factsOf tells what each part of a line states.
func (r *reader) factsOf(t *grid, text string) bool {
	cells := t.cells(text)
	if len(cells) < 2 || len(cells) > 5 {
		return false
	}
	dated, placed := false, false
	t.labels = make([]Label, len(cells))
	for i, c := range cells {
		switch {
		case c.text == "":
			return false
		case hasDigit(c.text) && isPeriod(c.text, r.Language):
			t.labels[i], dated = PeriodLabel, true
		case isMoney(c.text):
			t.labels[i] = Budget
		case allPlaces(normalise.Places(c.text, r.Language)):
			t.labels[i], placed = Country, true
		case allCities(normalise.Cities(c.text, r.Language)):
			t.labels[i], placed = City, true
		default:
			t.labels[i] = OtherLabel
		}
	}
	if other := slices.Contains(t.labels, OtherLabel); other && t.first < topRows && lastYear(cells) {
		return false // the line below the title of the document
	}
	return dated && placed
}

// lastYear reports whether the last cell of a row is nothing but a year.
func lastYear(cells []cell) bool {
	text := cells[len(cells)-1].text
	return len(text) == 4 && strings.Trim(text, "0123456789") == ""
}

func allPlaces(places []normalise.Place) bool {
	return len(places) > 0 && !slices.ContainsFunc(places, func(p normalise.Place) bool { return p.Kind == normalise.UnknownPlace })
}

func allCities(places []normalise.Place) bool {
	return len(places) > 0 && !slices.ContainsFunc(places, func(p normalise.Place) bool { return len(p.ISO3s) == 0 })
}
