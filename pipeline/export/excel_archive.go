package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
)

// A splice writes what stands before a text of a part: the rows of a sheet,
// its links, the addresses that they lead to.
type splice struct {
	before string
	write  func(io.Writer) error
}

// An archive is the zip file of a workbook. The library hands it its parts,
// which are small, in an order that changes from run to run; on Close it
// writes them in one order, with one time, and lets the rows of each sheet and
// its links stream into their places. So the same sheets give the same bytes, and memory
// does not grow with the rows.
type archive struct {
	zip     *zip.Writer
	parts   map[string]*bytes.Buffer
	splices map[string][]splice // by part, in their order
	profile Profile
}

// zipTime is the first time that a zip file can state (APPNOTE.TXT, 4.4.6).
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// maxSheetBytes is what a part may hold before it needs ZIP64, which Excel
// takes only from archives that announce it before they know.
const maxSheetBytes = 1<<32 - 1

// deflateLevel is that of the fastest half: level 5 makes a large sheet a
// fifth smaller and takes twice as long to compress.
const deflateLevel = 3

func newArchive(to io.Writer, splices map[string][]splice, profile Profile) *archive {
	z := zip.NewWriter(to)
	var deflate *flate.Writer // one for all parts: they are written one after another
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (_ io.WriteCloser, err error) {
		if deflate == nil {
			deflate, err = flate.NewWriter(w, deflateLevel)
			return deflate, err
		}
		deflate.Reset(w)
		return deflate, nil
	})
	return &archive{zip: z, parts: map[string]*bytes.Buffer{}, splices: splices, profile: profile}
}

// Create takes a part of the workbook.
func (a *archive) Create(name string) (io.Writer, error) {
	part := new(bytes.Buffer)
	a.parts[name] = part
	return part, nil
}

// AddFS is not used by the library.
func (a *archive) AddFS(fs.FS) error { return errors.New("a workbook is not made of files") }

// contentTypes is the part that programs read first.
const contentTypes = "[Content_Types].xml"

// Close writes the archive: the content types first, as the packages of
// Office do, then the other parts by name.
func (a *archive) Close() error {
	names := make([]string, 0, len(a.parts))
	for name := range a.parts {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		if first := names[i] == contentTypes; first || names[j] == contentTypes {
			return first
		}
		return names[i] < names[j]
	})
	for name := range a.splices {
		if a.parts[name] == nil {
			return fmt.Errorf("the workbook has no part %s", name)
		}
	}
	for _, name := range names {
		if err := a.write(name, a.parts[name].Bytes()); err != nil {
			return err
		}
	}
	return a.zip.Close()
}

// filterOfTable is the filter that the library gives to every table. Without
// it the headings have no buttons (ECMA-376 part 1, 18.5.1.2: it is optional).
var filterOfTable = regexp.MustCompile(`<autoFilter[^>]*(/>|></autoFilter>)`)

// write writes one part.
func (a *archive) write(name string, part []byte) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime})
	if err != nil {
		return err
	}
	if name == contentTypes {
		if part, err = sortedContentTypes(part); err != nil {
			return err
		}
	}
	if a.profile == Accessible && strings.HasPrefix(name, "xl/tables/") {
		part = filterOfTable.ReplaceAll(part, nil)
	}
	limited := &capped{w: w, left: maxSheetBytes}
	for _, s := range a.splices[name] {
		at := bytes.Index(part, []byte(s.before))
		if at < 0 {
			return fmt.Errorf("%s has no %s", name, s.before)
		}
		if _, err := limited.Write(part[:at]); err != nil {
			return err
		}
		if err := s.write(limited); err != nil {
			return err
		}
		part = part[at:]
	}
	_, err = limited.Write(part)
	return err
}

// capped refuses to write more than a part may hold.
type capped struct {
	w    io.Writer
	left int64
}

func (c *capped) Write(b []byte) (int, error) {
	if c.left -= int64(len(b)); c.left < 0 {
		return 0, errors.New("more than 4 GiB of XML")
	}
	return c.w.Write(b)
}

// sortedContentTypes orders the content types, which the library lists as it
// meets them (Open Packaging Conventions, ECMA-376 part 2, 7.2.3).
func sortedContentTypes(part []byte) ([]byte, error) {
	type entry struct {
		Extension   string `xml:",attr,omitempty"`
		PartName    string `xml:",attr,omitempty"`
		ContentType string `xml:",attr"`
	}
	var types struct {
		XMLName  xml.Name `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
		Default  []entry
		Override []entry
	}
	if err := xml.Unmarshal(part, &types); err != nil {
		return nil, fmt.Errorf("content types: %w", err)
	}
	for _, list := range [][]entry{types.Default, types.Override} {
		sort.Slice(list, func(i, j int) bool {
			return strings.Compare(list[i].Extension+list[i].PartName, list[j].Extension+list[j].PartName) < 0
		})
	}
	sorted, err := xml.Marshal(types)
	return append([]byte(xml.Header), sorted...), err
}
