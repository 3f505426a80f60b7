package export

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// tokens calls do with each token of a part.
func tokens(r io.Reader, name string, do func(xml.Token) error) error {
	d := xml.NewDecoder(r)
	for {
		t, err := refuseDirective(d.RawToken())
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = do(t)
		}
		if err == errStop {
			return err
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

// textOf gathers the text of the t elements of a string, with its runs and
// without what tells how to pronounce it (rPh).
type textOf struct {
	b         strings.Builder
	in, aloud bool
}

func (x *textOf) take(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		x.in = t.Name.Local == "t" && !x.aloud
		x.aloud = x.aloud || t.Name.Local == "rPh"
	case xml.EndElement:
		x.in = false
		x.aloud = x.aloud && t.Name.Local != "rPh"
	case xml.CharData:
		if x.in {
			x.b.Write(t)
		}
	}
}

// end returns the text with its escapes undone, and begins the next.
func (x *textOf) end() string {
	text := x.b.String()
	x.b.Reset()
	return unescape(text)
}

// escapes are runs of _xHHHH_, each a UTF-16 code unit (ECMA-376 part 1,
// 22.9.2.19); runs, as a character may take two.
var escapes = regexp.MustCompile(`(_x[0-9A-Fa-f]{4}_)+`)

func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escapes.ReplaceAllStringFunc(text, func(run string) string {
		units := make([]uint16, 0, len(run)/7)
		for ; run != ""; run = run[7:] {
			unit, _ := strconv.ParseUint(run[2:6], 16, 16)
			units = append(units, uint16(unit))
		}
		return string(utf16.Decode(units))
	})
}

// The kinds of cells.
type cellKind uint8

const (
	numberCell cellKind = iota
	textCell
	boolCell
)

// cellKinds are the kinds by the attribute t of a cell (ST_CellType). Errors
// and ISO dates do not stand in our workbooks.
var cellKinds = map[string]cellKind{"": numberCell, "n": numberCell, "s": textCell, "inlineStr": textCell, "str": textCell, "b": boolCell}

// A cellText is a cell as read: its column from 0, its kind, its text, and
// whether its number format is that of text.
type cellText struct {
	column int
	kind   cellKind
	text   string
	exact  bool
}

// blank reports whether the cell has no value: nothing, or a shorthand that
// says why there is none. A value that reads like one has the format of text.
func (c *cellText) blank() bool {
	return c.text == "" || c.kind == textCell && !c.exact && (c.text == "[x]" || c.text == "[z]")
}

// ref names the cell of a row: B2.
func (c *cellText) ref(row int) string {
	letters := ""
	for n := c.column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

// parseRef reads a reference such as B2 as column from 0 and row.
func parseRef(ref string) (column, row int, err error) {
	i := 0
	for ; i < len(ref) && i < 3 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	row, err = strconv.Atoi(ref[i:])
	if i == 0 || err != nil || row < 1 {
		return 0, 0, fmt.Errorf("%q is no reference of a cell", ref)
	}
	return column - 1, row, nil
}

// rows calls do with each row of a sheet and its cells, which are valid until
// do returns.
func (b *book) rows(sheet string, do func(row int, cells []cellText) error) error {
	r, err := b.open(sheet, mostSheetBytes)
	if err != nil {
		return err
	}
	defer r.Close()
	s := sheetReader{shared: b.shared, exact: b.exact, do: do}
	return tokens(r, sheet, s.take)
}

// A sheetReader follows the elements of a sheet: row, c, v, is.
type sheetReader struct {
	shared []string
	exact  map[int]bool
	do     func(int, []cellText) error
	row    int
	cells  []cellText
	cell   cellText
	typed  string // attribute t
	inV    bool
	value  []byte
	text   textOf
}

func (s *sheetReader) take(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		return s.start(t)
	case xml.CharData:
		if s.inV {
			s.value = append(s.value, t...)
		} else {
			s.text.take(t)
		}
	case xml.EndElement:
		return s.end(t)
	}
	return nil
}

func (s *sheetReader) start(t xml.StartElement) (err error) {
	switch t.Name.Local {
	case "row":
		s.row++
		if r := attr(t, "r"); r != "" {
			if s.row, err = strconv.Atoi(r); err != nil {
				return err
			}
		}
		s.cells = s.cells[:0]
	case "c":
		column := 0
		if len(s.cells) > 0 {
			column = s.cells[len(s.cells)-1].column + 1
		}
		style, err := strconv.Atoi(cmp.Or(attr(t, "s"), "0"))
		if err != nil {
			return err
		}
		s.cell, s.typed, s.value = cellText{column: column, exact: s.exact[style]}, attr(t, "t"), s.value[:0]
		if ref := attr(t, "r"); ref != "" {
			at, row, err := parseRef(ref)
			if err != nil || row != s.row || at < column {
				return fmt.Errorf("row %d: the cell %s is out of its place", s.row, ref)
			}
			s.cell.column = at
		}
	case "v":
		s.inV = true
	case "f":
		return fmt.Errorf("row %d: a formula", s.row)
	default:
		s.text.take(t)
	}
	return nil
}

func (s *sheetReader) end(t xml.EndElement) error {
	switch t.Name.Local {
	case "v":
		s.inV = false
	case "c":
		return s.endCell()
	case "row":
		return s.do(s.row, s.cells)
	default:
		s.text.take(t)
	}
	return nil
}

// endCell works out the value of the cell.
func (s *sheetReader) endCell() error {
	kind, known := cellKinds[s.typed]
	if !known {
		return fmt.Errorf("row %d: a cell of type %q", s.row, s.typed)
	}
	inline := s.text.end()
	s.cell.kind = kind
	switch s.typed {
	case "inlineStr":
		s.cell.text = inline
	case "s":
		n, err := strconv.Atoi(string(s.value))
		if err != nil || n < 0 || n >= len(s.shared) {
			return fmt.Errorf("row %d: no shared string %q", s.row, s.value)
		}
		s.cell.text = s.shared[n]
	case "str":
		s.cell.text = unescape(string(s.value))
	default:
		s.cell.text = string(s.value)
	}
	s.cells = append(s.cells, s.cell)
	return nil
}

// attr returns an attribute without a prefix; "" where there is none.
func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
