// Package export writes a dataset in cell formats and reads it back: one file
// per format (Parquet, Excel, JSON, CSV). It is the only importer of Arrow and
// of the workbook library. A format sees batches of typed columns, never rows.
//
// What a format writes and what it reads back share no code, so that a
// comparison of the two proves what stands in the files.
package export

import (
	"io"
	"slices"

	"migdata/schemas"
)

// A Release is what a format writes: the dataset's description and its
// tables.
type Release struct {
	About     schemas.About
	Resources []schemas.Resource // in the order of schemas.Tables
	Evidence  Evidence
	Workbooks Workbooks
	Changes   []Change // since the release before; the donor workbooks show them
}

// Evidence counts the claims that cite a page, and those of them whose page is
// one of the implementer's own; and the texts, and those that are its own.
type Evidence struct{ Cited, SelfReported, Texts, OwnTexts int }

// Resource finds a table of the release by its name.
func (r Release) Resource(table string) (schemas.Resource, bool) {
	for _, res := range r.Resources {
		if res.Table.Name == table {
			return res, true
		}
	}
	return schemas.Resource{}, false
}

// Create makes a new file of the release; the path is relative to the release
// and has forward slashes.
type Create func(path string) (io.WriteCloser, error)

// A File is a written file, opened for reading back.
type File interface {
	io.Reader
	io.ReaderAt
	io.Closer
	Size() int64
}

// Open opens a written file of the release.
type Open func(path string) (File, error)

// Limits are how much a format holds in one place: 0 is no limit.
type Limits struct {
	Rows  int // of a table in one sheet
	Bars  int // projects of a donor that a timeline shows
	Text  int // of a cell, in UTF-16 code units
	Links int // of a sheet; further ones are text
}

// A Format is one way to publish a dataset and to read it back.
type Format struct {
	Name string // also the folder of its files
	// Path is the file that holds a table and nothing else; nil where one file
	// holds all of them: File.
	Path func(*schemas.Table) string
	File string
	// Copies finds, among the files of a release, those in which the format
	// holds its tables once more. Each is read back like any format. nil: none.
	Copies    func(paths []string) []Format
	MediaType string
	Text      bool // its files are text
	Holds     func(*schemas.Table) bool
	// Flat formats have no lists and no typed nulls: a null list and an empty
	// one are both blank in them.
	Flat bool
	// Limits are what it holds in one place; what is longer continues elsewhere.
	// The zero value is none.
	Limits Limits
	// Links names the columns of a table whose cells become links; nil: none.
	Links func(*schemas.Table) []string
	// Changes says that it shows what has changed since the release before.
	Changes bool
	Write   func(Create, Release) error
	// Read reads the table back, without knowledge of how it was written.
	Read func(Open, *schemas.Table) (schemas.Resource, error)
}

// WithCopies returns formats and, behind them, the copies that a release with
// these files has of their tables.
func WithCopies(formats []Format, paths []string) []Format {
	all := slices.Clone(formats)
	for _, f := range formats {
		if f.Copies != nil {
			all = append(all, f.Copies(paths)...)
		}
	}
	return all
}

// Formats are the formats of a release, the plainest last. A new format is one
// file and one line here.
var Formats = []Format{Parquet, Excel, JSON, CSV}
