// Package lineage answers, from the files of a release, what a cell rests on
// and what rests on a line of a source. It keeps no ledger of its own: claims
// are found by what the columns and tables declare (schemas.Column,
// schemas.Origin). The sources themselves are read only to show the line
// around a span, and only where their bytes are those of the release.
package lineage
