package lineage

import (
	"fmt"
	"slices"
	"strings"

	"migdata/schemas"
)

// A Cell is a cell of a release with what it rests on.
type Cell struct {
	Table   string   `json:"table"`
	Key     string   `json:"row_key"`
	Column  string   `json:"column"`
	Values  []string `json:"values"`               // one, those of a list, none where it is blank
	Gap     string   `json:"gap_reason,omitempty"` // why it is blank
	Rests   string   `json:"rests_on"`             // a code of the list lineage
	Rule    string   `json:"derivation,omitempty"`
	Claims  []Claim  `json:"claims"` // that it rests on
	Others  []Claim  `json:"others"` // that support or rival them, or are set aside
	From    []*Cell  `json:"derived_from"`
	Meaning string   `json:"meaning,omitempty"` // of the reason for a gap
	Source  string   `json:"source,omitempty"`  // of a row of a reference table: the page that it rests on, or its curated row
	More    int      `json:"more,omitempty"`    // rows of other tables that it follows from and that are not in From
}

// Why says what a cell rests on. The row is named by its key values, joined by
// commas or by vertical bars.
func (r *Release) Why(table, key, column string) (*Cell, error) {
	t := schemas.TableNamed(table)
	if t == nil {
		return nil, fmt.Errorf("there is no table %q; migdata schema lists them", table)
	}
	if t.Field(column) < 0 {
		return nil, fmt.Errorf("the table %s has no column %q; migdata schema %s lists them", table, column, table)
	}
	named := func(separator string) func(schemas.Cells) bool {
		return func(c schemas.Cells) bool {
			own := row{t, map[string][]string{}}
			for _, k := range t.Key {
				own.cells[k] = c(k)
			}
			return own.key(separator) == key
		}
	}
	rows, err := r.rows(t, func(c schemas.Cells) bool { return named(",")(c) || named("|")(c) })
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("the table %s has no row with the key %q (%s)", table, key, strings.Join(t.Key, ","))
	}
	return r.cell(rows[0], column)
}

// cell says what one cell rests on, down to claims.
func (r *Release) cell(own *row, column string) (*Cell, error) {
	t := own.table
	f := &t.Fields[t.Field(column)]
	c := &Cell{Table: t.Name, Key: own.key("|"), Column: column, Values: own.get(column), Rests: t.Lineage(f), Rule: f.How,
		Claims: []Claim{}, Others: []Claim{}, From: []*Cell{}}
	if c.Source = own.one("source_url"); t.Kind != schemas.ReferenceTable {
		c.Source = ""
	} else if line := own.one("line"); line != "" {
		c.Source = strings.TrimSpace(own.one("document_id") + ":" + line + " " + c.Source)
	}
	if c.Values == nil && t.Kind == schemas.DomainTable {
		if err := r.gap(c); err != nil {
			return nil, err
		}
	}
	if err := r.restOn(c, own, f); err != nil {
		return nil, err
	}
	for _, name := range f.Of {
		if t.Origin.Group != nil && t.IsKey(name) {
			continue // the claims of the row are those of the cell already
		}
		from, err := r.cell(own, name)
		if err != nil {
			return nil, err
		}
		c.From = append(c.From, from)
	}
	for _, other := range f.OfRows {
		from, more, err := r.ofRows(own, other)
		if err != nil {
			return nil, err
		}
		c.From, c.More = append(c.From, from...), c.More+more
	}
	return c, nil
}

// gap adds the reason for a blank cell.
func (r *Release) gap(c *Cell) error {
	gaps, err := r.rows(&schemas.GapTable.Table, func(g schemas.Cells) bool {
		return g.One("table") == c.Table && g.One("row_key") == c.Key && g.One("column") == c.Column
	})
	if err != nil || len(gaps) == 0 {
		return err
	}
	c.Gap = gaps[0].one("reason")
	for _, code := range schemas.Gaps.Codes {
		if code.Code == c.Gap {
			c.Meaning = code.Doc
		}
	}
	return nil
}

// restOn adds the claims of a cell.
func (r *Release) restOn(c *Cell, own *row, f *schemas.Field) error {
	origin := own.table.Origin
	if origin.Key == "" {
		return nil
	}
	claims, err := r.of(schemas.Subject{Kind: origin.Subject, ID: own.one(origin.Key)})
	if err != nil {
		return err
	}
	rests, concerns := claimsOfCell(own, f, c.Values)
	for _, claim := range claims {
		switch {
		case rests(&claim):
			r.inputs.show(&claim)
			c.Claims = append(c.Claims, claim)
		case concerns(&claim):
			r.inputs.show(&claim)
			c.Others = append(c.Others, claim)
		}
	}
	slices.SortStableFunc(c.Others, func(a, b Claim) int { return slices.Index(othersFirst, a.Status) - slices.Index(othersFirst, b.Status) })
	return nil
}

// othersFirst is the order in which claims are shown that a cell does not rest
// on.
var othersFirst = []string{"rival", "supports", "set_aside"}

// claimsOfCell returns which claims of the row's subject a cell rests on, and
// which others concern it.
func claimsOfCell(own *row, f *schemas.Field, values []string) (rests, concerns func(*Claim) bool) {
	none := func(*Claim) bool { return false }
	origin := own.table.Origin
	accepted := func(c *Claim) bool { return c.Status == "accepted" }
	switch {
	case origin.ClaimIDs != nil:
		return func(c *Claim) bool {
			return slices.ContainsFunc(origin.ClaimIDs, func(column string) bool { return slices.Contains(own.get(column), c.ID) })
		}, none
	case origin.Group != nil:
		property, value := origin.Group(own.get)
		aside := origin.Aside != nil && origin.Aside(own.get)
		return func(c *Claim) bool {
				dated := c.From != "" || c.To != ""
				return c.property == property && c.Value == value && (c.Status != "set_aside" && !aside || c.Status == "set_aside" && aside && dated)
			},
			func(c *Claim) bool { return c.property == property && (c.Status == "rival" || c.Value == value) }
	case f.From != schemas.NoProperty && f.How != "": // it picks one
		return func(c *Claim) bool {
				return c.property == f.From && c.Status != "set_aside" && len(values) > 0 && c.Value == values[0]
			},
			none
	case f.From != schemas.NoProperty:
		return func(c *Claim) bool { return c.property == f.From && accepted(c) },
			func(c *Claim) bool { return c.property == f.From || slices.Contains(f.Concerns, c.property) }
	case f.How == "":
		return func(c *Claim) bool { return c.property == origin.Row && accepted(c) }, none
	}
	return none, none
}

// mostRows is how many rows of another table an answer goes down into; of more
// it says how many there are.
const mostRows = 50

// ofRows returns the cells of another table that a row follows from, and how
// many rows are left out.
func (r *Release) ofRows(own *row, other schemas.OfRows) (cells []*Cell, more int, err error) {
	t := schemas.TableNamed(other.Table)
	rows, err := r.rows(t, func(c schemas.Cells) bool { return other.Which(own.get, c) })
	if err != nil {
		return nil, 0, err
	}
	if len(rows) > mostRows {
		more = len(rows) - mostRows
		rows = rows[:mostRows]
	}
	var subjects []schemas.Subject
	for _, row := range rows {
		if t.Origin.Key != "" {
			subjects = append(subjects, schemas.Subject{Kind: t.Origin.Subject, ID: row.one(t.Origin.Key)})
		}
	}
	if err := r.need(subjects...); err != nil {
		return nil, 0, err
	}
	for _, row := range rows {
		for _, column := range other.Columns {
			c, err := r.cell(row, column)
			if err != nil {
				return nil, 0, err
			}
			cells = append(cells, c)
		}
	}
	return cells, more, nil
}
