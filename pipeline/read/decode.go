package read

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"migdata/schemas"
)

// A decoded text is UTF-8, and knows which bytes of the document each of its
// characters comes from. Where from is nil, they are the same bytes.
type decoded struct {
	doc      schemas.DocID
	text     string
	from, to []uint32 // by byte of text: where its character begins and ends in the document
}

// place returns the bytes of the document that the bytes from i to j of the
// text come from.
func (d *decoded) place(i, j int) (start, end uint32) {
	switch {
	case d.from == nil:
		return uint32(i), uint32(j)
	case i < j:
		return d.from[i], d.to[j-1]
	case i < len(d.from):
		return d.from[i], d.from[i]
	case len(d.to) > 0:
		end = d.to[len(d.to)-1]
	}
	return end, end
}

// write appends a character that the bytes from start to end stand for.
func (d *decoded) write(b *strings.Builder, c rune, start, end int) {
	before := b.Len()
	b.WriteRune(c)
	for range b.Len() - before {
		d.from, d.to = append(d.from, uint32(start)), append(d.to, uint32(end))
	}
}

// Encodings are the encodings that a descriptor may declare, by every name
// that it may use for them, in lower case. Without one, a byte order mark
// tells UTF-16, and everything else is UTF-8.
var Encodings = map[string]string{
	"utf-8": "utf-8", "utf8": "utf-8",
	"utf-16le": "utf-16le", "utf-16be": "utf-16be",
	"latin1": "iso-8859-1", "latin-1": "iso-8859-1", "iso-8859-1": "iso-8859-1",
	"windows-1252": "windows-1252", "cp1252": "windows-1252",
}

// encodingOf returns the encoding of a document, and the width of its byte
// order mark: a mark of UTF-16 is believed before the descriptor.
func encodingOf(s Source) (name string, mark int) {
	switch {
	case bytes.HasPrefix(s.Bytes, []byte{0xFF, 0xFE}):
		return "utf-16le", 2
	case bytes.HasPrefix(s.Bytes, []byte{0xFE, 0xFF}):
		return "utf-16be", 2
	}
	if name = Encodings[strings.ToLower(s.Encoding)]; name == "" {
		name = "utf-8"
	}
	return name, 0
}

// decode decodes a document. What cannot be decoded is a finding, with the
// first byte that is not text; nothing is replaced.
func decode(s Source) (d decoded, encoding string, finding *schemas.Finding) {
	encoding, mark := encodingOf(s)
	if kind := binaryKind(s.Bytes); kind != "" {
		return decoded{}, encoding, unreadable(s, 0, "it is "+kind+", not a text")
	}
	switch encoding {
	case "utf-16le", "utf-16be":
		d, finding = decodeUTF16(s, mark, encoding == "utf-16be")
	case "iso-8859-1", "windows-1252":
		d = decodeSingleBytes(s.Bytes, encoding == "windows-1252")
	default:
		if at := firstInvalid(s.Bytes); at >= 0 {
			return decoded{}, encoding, unreadable(s, at, fmt.Sprintf("byte %d (0x%02X) is not UTF-8; "+
				"if the text is in another encoding, declare it with encoding: in config.yaml, or convert the file", at, s.Bytes[at]))
		}
		d.text = string(s.Bytes)
	}
	if finding == nil && mostlyControls(d.text) {
		at := strings.IndexByte(d.text, 0)
		start, _ := d.place(at, at+1)
		return decoded{}, encoding, unreadable(s, int(start), fmt.Sprintf("byte %d is NUL, like many others: "+
			"it is no text, or UTF-16 without a byte order mark", start))
	}
	d.doc = s.Doc
	return d, encoding, finding
}

// unreadable makes the finding that a document cannot be decoded at a byte.
func unreadable(s Source, at int, message string) *schemas.Finding {
	before := s.Bytes[:at]
	line := uint32(bytes.Count(before, []byte{'\n'})) + 1
	f := &schemas.Finding{Rule: "document.unreadable", Document: s.Name, Message: message}
	f.Span = schemas.Span{Doc: s.Doc, Line: line, Start: uint32(at), End: uint32(min(at+1, len(s.Bytes)))}
	f.Column = uint32(at-bytes.LastIndexByte(before, '\n')-1) + 1
	return f
}

// firstInvalid returns the first byte that is not UTF-8; -1 where all are.
func firstInvalid(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// signatures are the first bytes of files that are no texts.
var signatures = []struct{ bytes, kind string }{
	{"\x1F\x8B", "a gzip archive"}, {"PK\x03\x04", "a zip archive, or a document of an office program"}, {"%PDF-", "a PDF file"},
	{"\x89PNG", "a picture (PNG)"}, {"\xFF\xD8\xFF", "a picture (JPEG)"}, {"GIF8", "a picture (GIF)"}, {"\xD0\xCF\x11\xE0", "a document of an office program"},
	{"BZh", "a bzip2 archive"}, {"\xFD7zXZ", "an xz archive"}, {"\x28\xB5\x2F\xFD", "a zstd archive"}, {"7z\xBC\xAF", "a 7z archive"}, {"{\\rtf", "a document in rich text format"}, {"PAR1", "a Parquet file"},
	{"\x7FELF", "a program"}, {"SQLite format 3\x00", "a database"},
}

// binaryKind says what a file is that is no text; "" where it may be one.
func binaryKind(b []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(b, []byte(s.bytes)) {
			return s.kind
		}
	}
	return ""
}

// mostlyControls reports whether NUL characters make up an eighth of a text
// that is long enough to tell.
func mostlyControls(text string) bool {
	if i := strings.IndexByte(text, 0); i < 0 || len(text) < 16 {
		return false
	}
	return strings.Count(text, "\x00")*8 > len(text)
}

// decodeUTF16 decodes what stands behind a byte order mark. A half of a pair
// that stands alone, or a last byte without its second, is a finding.
func decodeUTF16(s Source, mark int, big bool) (d decoded, _ *schemas.Finding) {
	unit := func(i int) rune {
		if big {
			return rune(s.Bytes[i])<<8 | rune(s.Bytes[i+1])
		}
		return rune(s.Bytes[i+1])<<8 | rune(s.Bytes[i])
	}
	var text strings.Builder
	text.Grow(len(s.Bytes) / 2)
	for i := mark; i < len(s.Bytes); {
		if i+1 == len(s.Bytes) {
			return decoded{}, unreadable(s, i, fmt.Sprintf("byte %d is half a character of UTF-16", i))
		}
		c, size := unit(i), 2
		if utf16.IsSurrogate(c) {
			pair := rune(utf8.RuneError)
			if i+3 < len(s.Bytes) {
				pair, size = utf16.DecodeRune(c, unit(i+2)), 4
			}
			if pair == utf8.RuneError {
				return decoded{}, unreadable(s, i, fmt.Sprintf("byte %d (0x%04X) is half a pair of UTF-16", i, c))
			}
			c = pair
		}
		d.write(&text, c, i, i+size)
		i += size
	}
	d.text = text.String()
	return d, nil
}

// decodeSingleBytes decodes Latin-1, or Windows-1252, which has printable
// characters where Latin-1 has controls. It has five bytes without a
// character; they stay controls.
func decodeSingleBytes(b []byte, windows bool) (d decoded) {
	var text strings.Builder
	text.Grow(len(b))
	for i, c := range b {
		r := rune(c)
		if windows && c >= 0x80 && c < 0xA0 {
			r = windows1252[c-0x80]
		}
		d.write(&text, r, i, i+1)
	}
	d.text = text.String()
	return d
}

// windows1252 holds the characters of 0x80 to 0x9F.
var windows1252 = [...]rune{'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ'}

// Decode returns bytes of the document as text, for showing what stands at a
// span. Spans begin and end with whole characters.
func (r *Reading) Decode(s schemas.Span) string {
	if r.Encoding == "" || r.Encoding == "utf-8" {
		return r.Raw[s.Start:s.End]
	}
	d, _, finding := decode(Source{Bytes: []byte(r.Raw[s.Start:s.End]), Encoding: r.Encoding})
	if finding != nil {
		return r.Raw[s.Start:s.End]
	}
	return d.text
}
