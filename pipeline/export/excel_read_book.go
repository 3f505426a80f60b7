package export

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Bounds of what is read, in bytes of XML: a small archive can hold more
// than memory does.
const (
	mostParts        = 10_000
	mostPartBytes    = 64 << 20  // of a part that is held in memory
	mostStringsBytes = 512 << 20 // of the shared strings
	mostSheetBytes   = 4 << 30   // of a sheet, which is streamed
)

// A book is an open workbook: its tables by name and its shared strings.
type book struct {
	file   File
	parts  map[string]*zip.File
	tables map[string]tablePart
	shared []string
	exact  map[int]bool // cell styles whose number format is that of text
}

// A tablePart is an Excel table: the sheet that it stands on, and where.
type tablePart struct {
	name  string // of the sheet
	sheet string // part of the archive
	ref   tableRef
}

// A tableRef is the place of a table: the row of its headings, and how many
// rows stand below.
type tableRef struct{ top, rows int }

// openBook reads what a workbook says of its sheets and tables.
func openBook(open Open, path string) (*book, error) {
	file, err := open(path)
	if err != nil {
		return nil, err
	}
	b := &book{file: file, parts: map[string]*zip.File{}, tables: map[string]tablePart{}}
	if err := b.read(); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

func (b *book) read() error {
	archive, err := zip.NewReader(b.file, b.file.Size())
	if err != nil {
		return err
	}
	if len(archive.File) > mostParts {
		return fmt.Errorf("%d parts are too many", len(archive.File))
	}
	for _, f := range archive.File {
		if b.parts[f.Name] != nil {
			return fmt.Errorf("the part %s stands twice", f.Name)
		}
		b.parts[f.Name] = f
	}
	if err := errors.Join(b.readTables(), b.readStyles()); err != nil {
		return err
	}
	return b.readShared()
}

// A relationship leads from one part to another (ECMA-376 part 2, 6.5).
type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:",attr"`
	Target string `xml:",attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relationships reads where a part leads, with the targets as part names.
func (b *book) relationships(part string) ([]relationship, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if b.parts[name] == nil {
		return nil, nil
	}
	var doc struct {
		Relationship []relationship
	}
	if err := b.decode(name, &doc); err != nil {
		return nil, err
	}
	for i, r := range doc.Relationship {
		if strings.HasPrefix(r.Target, "/") {
			doc.Relationship[i].Target = r.Target[1:]
		} else if r.Mode != "External" {
			doc.Relationship[i].Target = path.Join(path.Dir(part), r.Target)
		}
	}
	return doc.Relationship, nil
}

// readTables finds the tables of all sheets.
func (b *book) readTables() error {
	const workbook = "xl/workbook.xml"
	var doc struct {
		Sheets struct {
			Sheet []struct {
				Name string `xml:"name,attr"`
				ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			} `xml:"sheet"`
		} `xml:"sheets"`
	}
	if err := b.decode(workbook, &doc); err != nil {
		return err
	}
	leads, err := b.relationships(workbook)
	if err != nil {
		return err
	}
	targets := map[string]string{}
	for _, r := range leads {
		targets[r.ID] = r.Target
	}
	for _, s := range doc.Sheets.Sheet {
		if err := b.readSheetTables(s.Name, targets[s.ID]); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return nil
}

func (b *book) readSheetTables(name, sheet string) error {
	leads, err := b.relationships(sheet)
	if err != nil {
		return err
	}
	for _, r := range leads {
		if path.Base(r.Type) != "table" {
			continue
		}
		var table struct {
			Name string `xml:"displayName,attr"`
			Ref  string `xml:"ref,attr"`
		}
		if err := b.decode(r.Target, &table); err != nil {
			return err
		}
		from, to, _ := strings.Cut(table.Ref, ":")
		_, top, err1 := parseRef(from)
		_, bottom, err2 := parseRef(to)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		if _, twice := b.tables[table.Name]; twice {
			return fmt.Errorf("the table %s stands twice", table.Name)
		}
		b.tables[table.Name] = tablePart{name: name, sheet: sheet, ref: tableRef{top: top, rows: bottom - top}}
	}
	return nil
}

// open opens a part, of at most so many bytes.
func (b *book) open(name string, most int64) (io.ReadCloser, error) {
	part := b.parts[name]
	if part == nil {
		return nil, fmt.Errorf("no part %s", name)
	}
	if part.UncompressedSize64 > uint64(most) {
		return nil, fmt.Errorf("%s: %d bytes are too many", name, part.UncompressedSize64)
	}
	r, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// decode reads a small part into a value.
func (b *book) decode(name string, into any) error {
	r, err := b.open(name, mostPartBytes)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := xml.NewTokenDecoder(plain{xml.NewDecoder(r)}).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err = io.Copy(io.Discard, r) // to the checksum
	return err
}

// plain passes tokens on and refuses a DOCTYPE: it has no place in a
// workbook, and declares entities.
type plain struct{ *xml.Decoder }

func (p plain) Token() (xml.Token, error) { return refuseDirective(p.Decoder.RawToken()) }

func refuseDirective(t xml.Token, err error) (xml.Token, error) {
	if _, is := t.(xml.Directive); is {
		return nil, errors.New("a DOCTYPE or another directive")
	}
	return t, err
}

// readStyles finds the cell styles with the number format @, that of text
// (ECMA-376 part 1, 18.8.30: 49 where it has no definition of its own).
func (b *book) readStyles() error {
	const name = "xl/styles.xml"
	if b.parts[name] == nil {
		return nil
	}
	var doc struct {
		Formats []struct {
			ID   string `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format string `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(name, &doc); err != nil {
		return err
	}
	text := map[string]bool{"49": true}
	for _, f := range doc.Formats {
		text[f.ID] = f.Code == "@"
	}
	b.exact = map[int]bool{}
	for i, c := range doc.Cells {
		b.exact[i] = text[c.Format]
	}
	return nil
}

// readShared reads the shared strings, if there are any.
func (b *book) readShared() error {
	const name = "xl/sharedStrings.xml"
	if b.parts[name] == nil {
		return nil
	}
	r, err := b.open(name, mostStringsBytes)
	if err != nil {
		return err
	}
	defer r.Close()
	var text textOf
	return tokens(r, name, func(t xml.Token) error {
		text.take(t)
		if end, is := t.(xml.EndElement); is && end.Name.Local == "si" {
			b.shared = append(b.shared, text.end())
		}
		return nil
	})
}
