package read

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What markup says about the text it stands in, as characters between the
// pieces of text. Such characters of the document itself are left out.
const (
	breakLine  = '\x1E' // <br>, <li>: what follows is a row of its own
	breakBlock = '\x1D' // <p>, <h2>: so it is, with a blank line before it
)

// A tagKind says what an element does with the text around it.
type tagKind uint8

const (
	unknownTag tagKind = iota // no element of HTML: kept as text
	inline                    // no break: <b>
	block                     // a blank line before and behind: <p>
	lineTag                   // a row of its own: <li>
	tableRow                  // a row of cells
	tableCell
	tablePart // rows of a table
	hidden    // nothing in it is shown: <script>
)

// tags are the elements of HTML, from the HTML standard (chapters 4.3 to
// 4.12), by what they do with text.
var tags = func() map[string]tagKind {
	kinds := map[string]tagKind{}
	for kind, names := range map[tagKind]string{
		inline: "a abbr acronym b bdi bdo big center cite code data del dfn em font i img input ins kbd label mark meter o:p picture q s samp small span strike strong sub sup " +
			"time tt u var wbr link meta base col colgroup source embed area map",
		block: "html body p div h1 h2 h3 h4 h5 h6 ul ol dl table section article main header footer aside blockquote pre figure figcaption address form fieldset hr " +
			"hgroup details summary caption center",
		tablePart: "thead tbody tfoot",
		lineTag:   "br li dt dd option legend",
		tableRow:  "tr",
		tableCell: "td th",
		hidden:    "script style head title template noscript nav svg iframe object select button textarea",
	} {
		for _, name := range strings.Fields(names) {
			kinds[name] = kind
		}
	}
	return kinds
}()

// fewestBreaks is how many lines must end in a line break of HTML, or have one of its
// characters, for a text in Markdown or of a web page to be read with what else it has
// of HTML.
const fewestBreaks = 2

// isMarkup reports whether a text is HTML: it says so, or its lines begin
// with blocks of it, or with labels in it. Tags that turn up here and there
// are text.
func (r *reader) isMarkup() bool {
	blocks, labels, breaks := 0, 0, 0
	for i := range r.rows {
		text := r.rows[i].clean
		if k := strings.IndexByte(text, '&'); k >= 0 && k+3 < len(text) {
			if end := strings.IndexByte(text[k:min(len(text), k+longestEntity)], ';'); end > 1 && html.UnescapeString(text[k:k+end+1]) != text[k:k+end+1] {
				if breaks++; breaks > fewestBreaks {
					return true
				}
			}
		}
		if text[len(text)-1] == '>' && (strings.HasSuffix(text, "<br>") || strings.HasSuffix(text, "<br/>") || strings.HasSuffix(text, "<br />")) {
			if breaks++; breaks >= fewestBreaks {
				return true
			}
		}
		if text[0] != '<' {
			continue
		}
		name, end := tagAt(text, 0)
		kind := tags[name]
		switch {
		case i < 3 && (name == "html" || len(text) > 9 && strings.EqualFold(text[:9], "<!doctype")):
			return true
		case kind == block || kind == lineTag || kind == tableRow || kind == tableCell:
			blocks++
		case kind == inline && end > 0 && r.labelBehind(text[end:]):
			labels++
		}
	}
	return blocks > 1 && blocks*4 >= len(r.rows) || labels > 1
}

// labelBehind reports whether the text behind an opening tag begins with a
// label, with the colon before or behind the closing tag.
func (r *reader) labelBehind(text string) bool {
	name, _, ok := strings.Cut(text, "<")
	if !ok {
		return false
	}
	return r.words.label(strings.TrimRight(name, ": ")) != ""
}

// tagAt reads a tag at a byte of a text: its name in small letters, and where
// it ends; "" and 0 where none stands there.
func tagAt(text string, at int) (name string, end int) {
	i := at + 1
	if i < len(text) && text[i] == '/' {
		i++
	}
	start := i
	for i < len(text) && i-start < 12 && (text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || text[i] >= '0' && text[i] <= '9' || text[i] == ':') {
		i++
	}
	if i == start || i == len(text) || text[i] != '>' && text[i] != '/' && text[i] > ' ' {
		return "", 0
	}
	name = strings.ToLower(text[start:i])
	for quote, limit := byte(0), min(len(text), i+longestTag); i < limit; i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return name, i + 1
		}
	}
	return "", 0
}

// longestTag is how many bytes a tag may have; "<b" and then none for longer
// is text.
const longestTag = 8192

// An unmarker turns HTML into the text that it shows.
type unmarker struct {
	source *decoded
	out    strings.Builder
	shown  decoded
	cells  int             // of the table row that is open; -1 outside of one
	inCell bool            // the open cell has text
	broken unit            // the tag that breaks the line of a cell, before more text
	open   map[string]bool // what is never closed up to the end of the text, by its end
}

// unmark returns the text that HTML shows: without tags, comments and what is
// not shown, with characters for its entities, a break for each block and
// bars between the cells of a table.
func unmark(source *decoded) *decoded {
	u := &unmarker{source: source, cells: -1, open: map[string]bool{}}
	text := source.text
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '<':
			i = u.markup(i)
		case c == '&':
			i = u.entity(i)
		case c == breakBlock || c == breakLine:
			i++
		case u.cells >= 0 && (c == '\n' || c == '\r'):
			u.put(' ', i, i+1)
			i++
		case c < utf8.RuneSelf:
			u.put(rune(c), i, i+1)
			i++
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			u.put(r, i, i+size)
			i += size
		}
	}
	u.shown.doc, u.shown.text = source.doc, u.out.String()
	return &u.shown
}

// inCells are the blocks that stand in the cells of tables.
var inCells = map[string]bool{"p": true, "div": true, "ul": true, "ol": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true, "section": true}

// breakInCell notes the end of a line in a cell that goes on: the sign of an item is shown
// for it, before what comes next.
func (u *unmarker) breakInCell(i, end int) {
	if u.inCell && u.broken.to == 0 {
		u.broken = unit{i, end}
	}
}

// put shows a character that the bytes from i to j of the source stand for.
func (u *unmarker) put(c rune, i, j int) {
	if u.cells >= 0 && c > ' ' && c != '|' && c != '\u00A0' {
		if b := u.broken; b.to > 0 {
			u.broken = unit{}
			signs := cellBreak
			if unicode.IsLower(c) { // a line that goes on
				signs = " "
			}
			for _, sign := range signs {
				u.put(sign, b.from, b.to)
			}
		}
		u.inCell = true
	}
	start, end := u.source.place(i, j)
	u.shown.write(&u.out, c, int(start), int(end))
}

// markup takes what begins with "<" at a byte, and returns where it ends.
func (u *unmarker) markup(i int) int {
	text := u.source.text
	if strings.HasPrefix(text[i:], "<!--") {
		return u.behind(i, "-->")
	}
	if i+1 < len(text) && (text[i+1] == '!' || text[i+1] == '?') {
		return u.behind(i, ">")
	}
	name, end := tagAt(text, i)
	closing := end > 0 && text[i+1] == '/'
	if kind := tags[name]; (kind == inline || kind == block) && !closing && isCaption(text[i:end]) {
		return u.closingTag(end, name)
	}
	switch tags[name] {
	case unknownTag:
		u.put('<', i, i+1)
		return i + 1
	case hidden:
		if !closing {
			return u.closingTag(end, name)
		}
	case tablePart:
		u.endRow(i, end)
		for end < len(text) && (isSpace(text[end]) || text[end] == '\n' || text[end] == '\r') { // no blank lines part the rows
			end++
		}
	case block:
		if u.cells >= 0 && inCells[name] {
			u.breakInCell(i, end)
			break
		}
		u.endRow(i, end)
		u.put(breakBlock, i, end)
		if !closing && len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
			for range name[1] - '0' {
				u.put('#', i, end)
			}
			u.put(' ', i, end)
		}
	case lineTag:
		if u.cells >= 0 {
			u.breakInCell(i, end)
			break
		}
		if !closing || name != "br" {
			u.put(breakLine, i, end)
		}
	case tableRow:
		u.endRow(i, end)
		if !closing {
			u.put(breakLine, i, end)
			u.put('|', i, end)
			u.cells, u.inCell, u.broken = 0, false, unit{}
		}
	case tableCell:
		if u.cells < 0 && !closing { // a cell without its row
			u.put(breakLine, i, end)
			u.put('|', i, end)
			u.cells = 0
		}
		u.inCell, u.broken = false, unit{}
		if u.cells >= 0 && closing {
			u.cells++
			u.put(' ', i, end)
			u.put('|', i, end)
		}
	}
	return end
}

// cellBreak stands in a cell for the end of a line.
const cellBreak = " • "

// captionClasses are parts of the names that pages give to captions of pictures.
var captionClasses = []string{"caption", "legende", "legenda", "bildunterschrift", "didascalia", "pie-de-foto", "pie_foto", "piefoto"}

// isCaption reports whether a tag opens an element of a class for captions.
func isCaption(tag string) bool {
	at := strings.Index(tag, "class=")
	if at < 0 {
		return false
	}
	class := strings.ToLower(tag[at+len("class="):])
	return slices.ContainsFunc(captionClasses, func(word string) bool { return strings.Contains(class, word) })
}

// endRow ends the row of a table where one is open.
func (u *unmarker) endRow(i, end int) {
	if u.cells >= 0 {
		u.cells = -1
		u.put(breakLine, i, end)
	}
}

// behind returns where the first end behind a byte ends. Where there is none,
// what begins at the byte is text.
func (u *unmarker) behind(i int, end string) int {
	if !u.open[end] {
		if k := strings.Index(u.source.text[i:], end); k >= 0 {
			return i + k + len(end)
		}
		u.open[end] = true
	}
	u.put('<', i, i+1)
	return i + 1
}

// closingTag returns where the closing tag of an element ends that was opened
// before a byte; that byte where it is never closed.
func (u *unmarker) closingTag(from int, name string) int {
	text := u.source.text
	for i := from; !u.open[name]; i += 2 {
		k := strings.Index(text[i:], "</")
		if k < 0 {
			u.open[name] = true
			break
		}
		i += k
		if closed, end := tagAt(text, i); closed == name {
			return end
		}
	}
	return from
}

// longestEntity is how many bytes a named character may have: that of
// "&CounterClockwiseContourIntegral;".
const longestEntity = 33

// entity takes a character reference at a byte, and returns where it ends.
func (u *unmarker) entity(i int) int {
	text := u.source.text
	end := strings.IndexByte(text[i:min(len(text), i+longestEntity)], ';')
	if end > 1 {
		whole := text[i : i+end+1]
		if shown := html.UnescapeString(whole); shown != whole {
			for _, c := range shown {
				u.put(c, i, i+end+1)
			}
			return i + end + 1
		}
	}
	u.put('&', i, i+1)
	return i + 1
}

// shownRows makes rows of the text that HTML shows. lines are those of the
// document, on which they stand.
func shownRows(shown *decoded, lines []Line) []row {
	var rows []row
	text, k := shown.text, 0
	gap, blank := 0, false // blank: nothing stands yet on the line of the document
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexAny(text[start:], "\n\r\f\x1D\x1E"); i >= 0 {
			end = start + i
		}
		if l, ok := shown.row(start, end); ok {
			for k+1 < len(lines) && lines[k+1].Start <= l.start {
				k++
			}
			last := k
			for last+1 < len(lines) && lines[last+1].Start < l.end {
				last++
			}
			l.number, l.last, l.begin, l.gap = lines[k].Number, lines[last].Number, lines[k].Start, uint8(gap)
			rows = append(rows, l)
			gap, blank = 0, false
		}
		if end < len(text) {
			switch text[end] {
			case breakBlock:
				gap, blank = 1, false
			case breakLine:
				blank = false
			default: // a blank line of the document
				if blank {
					gap = 1
				}
				blank = true
			}
		}
		start = end + 1
	}
	return rows
}
