package pipeline

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// A checker judges the batches of one table: the rules of its columns, its
// keys and order, the rules across columns, and what it refers to.
type checker struct {
	table  *schemas.Table
	all    *tables
	fields []fieldCheck
	across [][]int // columns of each AcrossRule
	key    []int
	group  []int
	last   []schemas.Value // key of the row before, where rows are in key order
	inside []schemas.Value // group of the row before
	seen   map[string]bool // keys of the group, where rows are grouped
}

type fieldCheck struct {
	rules []schemas.Rule
	refs  bool // the column refers to keys of a table
}

func newChecker(t *schemas.Table, all *tables) *checker {
	c := &checker{table: t, all: all, fields: make([]fieldCheck, len(t.Fields)), seen: map[string]bool{}}
	for i := range t.Fields {
		f := &t.Fields[i]
		c.fields[i].rules = f.Rules
		if f.Ref != "" {
			c.fields[i].refs = true
		}
	}
	for _, rule := range t.Across {
		var columns []int
		for _, name := range rule.Columns {
			columns = append(columns, t.Field(name))
		}
		c.across = append(c.across, columns)
	}
	for _, name := range t.Key {
		c.key = append(c.key, t.Field(name))
	}
	for _, name := range t.Group {
		c.group = append(c.group, t.Field(name))
	}
	if isReferred(t.Name) {
		all.keys[t.Name] = map[string]bool{}
	}
	return c
}

// isReferred reports whether a column of the dataset refers to a table: then
// its keys are remembered. Those of a grouped table are too many for that, and
// few are referred to: checkReferences goes through its rows again.
func isReferred(table string) bool {
	if schemas.TableNamed(table).Group != nil {
		return false
	}
	for _, t := range schemas.Tables() {
		for i := range t.Fields {
			if t.Fields[i].Ref == table {
				return true
			}
		}
	}
	return false
}

// batch judges one batch.
func (c *checker) batch(b *schemas.Batch) error {
	if c.table == &schemas.Projects.Table {
		donors := &b.Columns[c.table.Field("donor_codes")]
		for row := range b.Rows() {
			for _, code := range donors.Strings(row) {
				c.all.donors[code]++
			}
		}
	}
	for i := range c.fields {
		if err := c.column(b, i); err != nil {
			return err
		}
	}
	for row := range b.Rows() {
		if err := c.row(b, row); err != nil {
			return err
		}
	}
	return nil
}

// column judges the cells of one column.
func (c *checker) column(b *schemas.Batch, i int) error {
	v, f := &b.Columns[i], &c.fields[i]
	for _, rule := range f.rules {
		for row, valid := range v.Valid {
			broken := !valid && rule.NotNull
			if valid && rule.Text != nil {
				from, to := row, row+1
				if v.List {
					from, to = v.Elements(row)
				}
				for e := from; e < to && !broken; e++ {
					broken = !rule.Text(v.TextAt(e))
				}
			}
			if valid && rule.Int != nil {
				broken = !rule.Int(v.Nums[row])
			}
			if broken {
				if err := c.find(b, row, rule.Finding, c.table.Fields[i].Name, rule.Says); err != nil {
					return err
				}
			}
		}
	}
	if v.List {
		if err := c.separators(b, i); err != nil {
			return err
		}
	}
	if err := c.longTexts(b, i); err != nil {
		return err
	}
	if f.refs {
		c.refer(b, i)
	}
	return nil
}

// separators refuses elements of lists that hold the separator: a format
// without lists could not tell them apart.
func (c *checker) separators(b *schemas.Batch, i int) error {
	v := &b.Columns[i]
	if !bytes.Contains(v.Bytes, []byte(schemas.ListSeparator)) {
		return nil
	}
	for row := range v.Valid {
		for _, s := range v.Strings(row) {
			if strings.Contains(s, schemas.ListSeparator) {
				if err := c.find(b, row, "value.separator", c.table.Fields[i].Name, "has no “; ” inside an element"); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// longTexts tells of cells that are longer than a format holds in one place.
func (c *checker) longTexts(b *schemas.Batch, i int) error {
	v := &b.Columns[i]
	for _, format := range export.Formats {
		most := format.Limits.Text
		if most == 0 || len(v.Bytes) <= most || !format.Holds(c.table) {
			continue
		}
		for row, valid := range v.Valid {
			if !valid {
				continue
			}
			text := v.Flat(row)
			if len(text) <= most { // there are no more UTF-16 units than bytes
				continue
			}
			if n := utf16Length(text); n > most {
				if err := c.all.log.add(schemas.Finding{Rule: "format.long_text", Table: c.table.Name, Key: c.table.RowKey(b, row), Cell: c.table.Fields[i].Name,
					Message: fmt.Sprintf("it has %d characters, of which a cell of %s holds %d", n, format.Name, most)}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// utf16Length counts the UTF-16 code units of a text.
func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// refer notes the keys that a column refers to.
func (c *checker) refer(b *schemas.Batch, i int) {
	v, f := &b.Columns[i], &c.table.Fields[i]
	for row, valid := range v.Valid {
		if !valid {
			continue
		}
		from, to := row, row+1
		if v.List {
			from, to = v.Elements(row)
		}
		for e := from; e < to; e++ {
			if key := v.TextAt(e); c.all.refs[f.Ref][string(key)] == "" {
				c.all.refer(f.Ref, string(key), c.table.Name+"/"+c.table.RowKey(b, row)+"/"+f.Name)
			}
		}
	}
}

// row judges the key, the order and the rules across columns of one row.
func (c *checker) row(b *schemas.Batch, row int) error {
	for n, rule := range c.table.Across {
		cells := make([]schemas.Value, len(c.across[n]))
		for k, column := range c.across[n] {
			cells[k] = b.Columns[column].ValueAt(row)
		}
		if !rule.Holds(cells) {
			if err := c.find(b, row, rule.Finding, rule.Columns[0], rule.Says); err != nil {
				return err
			}
		}
	}
	if keys := c.all.keys[c.table.Name]; keys != nil {
		keys[string(b.Columns[c.key[0]].TextAt(row))] = true
	}
	if c.table.Group != nil {
		return c.grouped(b, row)
	}
	key := valuesAt(b, c.key, row)
	if c.last != nil {
		switch order := compareValues(c.last, key); {
		case order == 0:
			return c.find(b, row, "key.duplicate", c.table.Key[0], "has a key of its own")
		case order > 0:
			return fmt.Errorf("table %s: row %s stands behind a larger key", c.table.Name, c.table.RowKey(b, row))
		}
	}
	c.last = key
	return nil
}

// grouped judges the key of a row of a table whose rows are grouped: keys are
// unique within the group, as they hold it in their meaning.
func (c *checker) grouped(b *schemas.Batch, row int) error {
	if group := valuesAt(b, c.group, row); !slices.Equal(group, c.inside) {
		c.inside = group
		clear(c.seen)
	}
	key := c.table.RowKey(b, row)
	if c.seen[key] {
		return c.find(b, row, "key.duplicate", c.table.Key[0], "has a key of its own")
	}
	c.seen[key] = true
	return nil
}

func valuesAt(b *schemas.Batch, columns []int, row int) []schemas.Value {
	values := make([]schemas.Value, len(columns))
	for i, column := range columns {
		values[i] = b.Columns[column].ValueAt(row)
	}
	return values
}

func compareValues(a, b []schemas.Value) int {
	for i := range a {
		if c := cmp.Or(strings.Compare(a[i].S, b[i].S), cmp.Compare(a[i].N, b[i].N)); c != 0 {
			return c
		}
	}
	return 0
}

// find adds a finding about a cell.
func (c *checker) find(b *schemas.Batch, row int, rule, column, says string) error {
	return c.all.log.add(schemas.Finding{Rule: rule, Table: c.table.Name, Key: c.table.RowKey(b, row), Cell: column,
		Message: "it must hold that the cell " + says})
}

// checkReferences adds a finding for every key that is referred to and does
// not exist.
func (t *tables) checkReferences() error {
	for _, table := range sortedKeys(t.refs) {
		exist := t.keys[table]
		if schemas.TableNamed(table).Group != nil {
			var err error
			if exist, err = t.existing(table); err != nil {
				return err
			}
		}
		for _, key := range sortedKeys(t.refs[table]) {
			if !exist[key] {
				cell := strings.SplitN(t.refs[table][key], "/", 3)
				if err := t.log.add(schemas.Finding{Rule: "reference.missing", Table: cell[0], Key: cell[1], Cell: cell[2],
					Message: "no row of " + table + " has the key " + key}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// existing returns those keys of a grouped table that are referred to and
// exist.
func (t *tables) existing(table string) (map[string]bool, error) {
	found := map[string]bool{}
	rows, err := t.spools[table].resource()
	if err != nil {
		return nil, err
	}
	key := rows.Table.Field(rows.Table.Key[0])
	for b, err := range rows.Batches {
		if err != nil {
			return nil, err
		}
		for i := range b.Rows() {
			if id := string(b.Columns[key].TextAt(i)); t.refs[table][id] != "" {
				found[id] = true
			}
		}
	}
	return found, nil
}

// checkSizes tells of tables with more rows than a format holds in one place.
func (t *tables) checkSizes() error {
	for _, format := range export.Formats {
		for _, name := range sortedKeys(t.spools) {
			most, rows := format.Limits.Rows, t.spools[name].rows
			if most == 0 || rows <= most || !format.Holds(schemas.TableNamed(name)) {
				continue
			}
			if err := t.log.add(schemas.Finding{Rule: "format.many_rows", Table: name,
				Message: fmt.Sprintf("it has %d rows, of which a sheet of %s holds %d", rows, format.Name, most)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkLinks tells of tables with more links than a format has in one sheet.
// How they spread over the sheets of the donors is known only when these are
// written: the sheet Notes of each workbook counts its own.
func (t *tables) checkLinks() error {
	for _, format := range export.Formats {
		if format.Links == nil {
			continue
		}
		for _, name := range sortedKeys(t.spools) {
			links, spool := int64(0), t.spools[name]
			for _, column := range format.Links(spool.table) {
				links += spool.filled[spool.table.Field(column)]
			}
			if links <= int64(format.Limits.Links) {
				continue
			}
			if err := t.log.add(schemas.Finding{Rule: "format.many_links", Table: name,
				Message: fmt.Sprintf("%d of its cells lead somewhere; a sheet of %s makes at most %d of them links", links, format.Name, format.Limits.Links)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkDonors tells of donors with more projects than a format shows together.
func (t *tables) checkDonors() error {
	for _, format := range export.Formats {
		for _, code := range sortedKeys(t.donors) {
			n := t.donors[code]
			if most := format.Limits.Bars; most > 0 && n > most {
				if err := t.log.add(schemas.Finding{Rule: "format.many_projects", Table: schemas.Projects.Name,
					Message: fmt.Sprintf("%d projects have the donor %s, of which the timeline of its workbook in %s shows %d", n, code, format.Name, most)}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// checkFloors adds a finding for every table that holds less than config
// asks for.
func (t *tables) checkFloors(floors []Floor) error {
	for _, f := range floors {
		if s := t.spools[f.Table]; s != nil && s.rows < f.Rows {
			if err := t.log.add(schemas.Finding{Rule: "table.below_floor", Table: f.Table,
				Message: fmt.Sprintf("it has %d rows; the configuration asks for at least %d", s.rows, f.Rows)}); err != nil {
				return err
			}
		}
	}
	return nil
}
