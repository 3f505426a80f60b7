package read

import (
	"strings"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// isOfOne reports whether a label announces one thing, "Donor", where the document
// has the label for several as well, "Donors".
func (r *reader) isOfOne(f *Field) bool {
	if r.names == nil {
		r.names = map[string]bool{}
		for i := range r.rows {
			if m := r.marks[i]; m.kind == labelled && lists[m.label] && m.name > m.start {
				r.names[normalise.Fold(r.rows[i].clean[m.start:m.name])] = true
			}
		}
	}
	key := normalise.Fold(f.Name.S)
	return r.names[key+"s"] || r.names[key+"es"]
}

// isDash reports whether the bullet that comes next is a dash inside the value:
// the only one, below a value that begins beside its label.
func (r *reader) isDash(v *value) bool {
	text := r.rows[r.i].clean
	return (text[0] == '-' || strings.HasPrefix(text, "–")) && v.last != "" && !v.items && r.marks[r.i-1].kind != bullet &&
		(r.i+1 == len(r.rows) || r.marks[r.i+1].kind != bullet) && r.rows[r.i].margin() > 0 && !v.field.Value.IsZero()
}

// withoutUnit leaves out the legal form behind the last comma of a name.
func withoutUnit(name string) string {
	if i := strings.LastIndex(name, ", "); i > 0 && isUnit(name[i+2:]) {
		return name[:i]
	}
	return name
}

// isItem reports whether a line below a label is an item of its own, and does
// not go on with the one above it: both are names, or the line above is so
// short that it was not broken for want of room.
func (r *reader) isItem(above, line string) bool {
	if word, name, two := strings.Cut(line, " "); two && words().phrases["article"][word] && startsUpper(name) {
		line = name
	}
	if word := above[strings.LastIndexByte(above, ' ')+1:]; isAdjective(word) && strings.HasSuffix(above, "/ "+word) {
		return false // "Rights Foundation / Legal" above "Support for Women"
	}
	if line[len(line)-1] == ';' && above[len(above)-1] != ';' {
		return false // the rest of a name, in a list whose items end so
	}
	if isFor(above, line) && !hasNoun(line, "organisation") {
		return false // "Ministry of Marine" above "Affairs and Fisheries"
	}
	if line[0] == '(' || endsInComma(above) || strings.ContainsAny(above, ";؛") || r.asksForMore(above) {
		return false
	}
	return !strings.ContainsAny(above, ",،") && areNames(above, line, nobody) || r.hasRoom(line) && !startsSmall(line) && bracketDepth(above) <= 0
}

// hasRoom reports whether the first word of the line that was taken last would
// have stood on the line above it.
func (r *reader) hasRoom(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	return r.i > 1 && r.rows[r.i-2].width()+1+utf8.RuneCountInString(word) <= r.usualWidth()
}

// width returns how many characters a row takes of its line, its indent among
// them where it is the line's.
func (l *row) width() int { return l.margin() + utf8.RuneCountInString(l.clean) }

// margin returns the indent of a row that begins its line; 0 of others, as Clean writes
// them.
func (l *row) margin() int {
	if l.begin != l.start {
		return 0
	}
	return l.indent()
}

// usualWidth returns how many characters the longest lines of the document
// have, but for a tenth of them.
func (r *reader) usualWidth() int {
	if r.width == 0 {
		var lines [widest + 1]int
		for i := range r.rows {
			lines[min(widest, r.rows[i].width())]++
		}
		r.width = widest
		for longer := lines[widest]; r.width > 1 && longer*10 < len(r.rows); longer += lines[r.width] {
			r.width--
		}
	}
	return r.width
}

// widest is as wide as the lines of a document are counted.
const widest = 255

// areCountries reports whether both lines of a list end and begin with the
// name of a country of its own.
func areCountries(above, line string) bool {
	for _, name := range []string{above[strings.LastIndexAny(above, ",;")+1:], line} {
		if normalise.Country(strings.TrimSpace(withoutBracket(name)), "").ISO3 == "" {
			return false
		}
	}
	return true
}

func nobody(string) bool { return false }

// endsInComma reports whether a list goes on behind a line.
func endsInComma(text string) bool {
	return strings.HasSuffix(text, ",") || strings.HasSuffix(text, ";") || strings.HasSuffix(text, "،") || strings.HasSuffix(text, "؛")
}
