package diff

import (
	"cmp"
	"slices"
	"strings"

	"migdata/schemas"
)

// The ranks of changes of rows, what matters most first.
const (
	rankProjects = iota // a project came or went
	rankMoney           // cells and rows of facts
	rankFunders
	rankDates
	rankCountries
	rankFacts     // others
	rankReference // tables of reference
	rankTrust     // tables that say how we know
	rankPlaces    // where something stands in its document, and ids of claims
)

// rank puts the changes in the order of what matters, and within that by table,
// key and column, what follows from another cell last.
func rank(c *Changes) {
	for i := range c.Rows {
		r := &c.Rows[i]
		position := func(column string) int {
			if t := schemas.TableNamed(r.Table); t != nil {
				return t.Field(column)
			}
			return 0
		}
		for n := range r.Cells {
			r.Cells[n].rank = rankOf(r, r.Cells[n].Column)
		}
		slices.SortStableFunc(r.Cells, func(a, b CellChange) int {
			return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Cause.follows(), b.Cause.follows()), cmp.Compare(position(a.Column), position(b.Column)))
		})
	}
	slices.SortStableFunc(c.Rows, func(a, b RowChange) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.order, b.order), strings.Compare(a.Key, b.Key), strings.Compare(a.Kind, b.Kind))
	})
}

// follows tells causes that a cell inherits from those that it has of its own,
// which come first.
func (c Cause) follows() int { return min(len(c.Via), 1) }

// rank is the rank of the row: that of its first cell where cells changed.
func (r *RowChange) rank() int {
	if len(r.Cells) > 0 {
		return r.Cells[0].rank
	}
	if r.Table == projectsTable {
		return rankProjects
	}
	return rankOf(r, "")
}

// subjectsOf are the words in names of tables and columns that say what they
// are about.
var subjectsOf = []struct {
	rank  int
	words []string
}{
	{rankMoney, []string{"amount", "budget", "budgets", "currency", "summable", "covers"}},
	{rankFunders, []string{"funder", "funders", "donor", "donors", "payer", "funding", "organisations"}},
	{rankDates, []string{"start", "end", "date", "duration", "status", "edtf"}},
	{rankCountries, []string{"iso3", "iso3s", "country", "countries", "participant", "group", "groups"}},
}

// entryPlaces are further columns that only say where an entry stands, or by
// which id.
var entryPlaces = []string{"line_from", "line_to", "position", "claim_id", "further_claim_ids", "accepted_claim_id"}

// rankOf ranks a cell, or with column "" a row.
func rankOf(r *RowChange, column string) int {
	if slices.Contains(placeColumns, column) || slices.Contains(entryPlaces, column) {
		return rankPlaces
	}
	switch r.kind {
	case schemas.ReferenceTable:
		return rankReference
	case schemas.TrustTable:
		return rankTrust
	}
	name := column
	if name == "" {
		name = r.Table
	}
	words := strings.Split(name, "_")
	if r.Table == "mentions" || r.Table == "statements" || column == "as_of_date" { // the same date in every row
		return rankFacts
	}
	for _, s := range subjectsOf {
		for _, w := range words {
			if slices.Contains(s.words, w) {
				return s.rank
			}
		}
	}
	return rankFacts
}
