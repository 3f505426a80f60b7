package diff

import (
	"cmp"
	"slices"
	"strings"
)

// A pair is a table of both releases, with the columns that are compared.
type pair struct {
	old, new *declared
	columns  []columnPair
	sameKey  bool
}

// A columnPair is a column of both releases.
type columnPair struct{ old, new column }

// alike reports whether the table has the same columns in both releases, as far
// as reading them goes.
func (p *pair) alike() bool {
	return slices.EqualFunc(p.old.columns, p.new.columns, func(a, b column) bool {
		return a.name() == b.name() && a["type"] == b["type"] && a["required"] == b["required"]
	})
}

// compareSchemas says what changed in what the tables are made of, and which
// tables and columns are the same thing in both.
func compareSchemas(old, new *written) (changes []SchemaChange, pairs []pair) {
	s := &schemaDiff{old: old, new: new}
	newName := renamedTables(old, new)
	for _, d := range old.tables {
		switch to := newName[d.name]; {
		case new.table(d.name) != nil:
			pairs = append(pairs, s.tables(d, new.table(d.name)))
		case to != "":
			s.add(SchemaChange{Kind: TableRenamed, Table: d.name, Old: d.name, New: to, Announced: announced(d.columns)})
			pairs = append(pairs, s.tables(d, new.table(to)))
		default:
			s.add(SchemaChange{Kind: TableRemoved, Table: d.name, Announced: announced(d.columns)})
		}
	}
	for _, d := range new.tables {
		if !slices.ContainsFunc(pairs, func(p pair) bool { return p.new == d }) {
			s.add(SchemaChange{Kind: TableAdded, Table: d.name})
		}
	}
	s.codelists()
	slices.SortStableFunc(s.changes, func(a, b SchemaChange) int { return cmp.Compare(b.Step, a.Step) })
	// The tables in the order of the new release.
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Compare(slices.Index(new.tables, a.new), slices.Index(new.tables, b.new))
	})
	return s.changes, pairs
}

type schemaDiff struct {
	old, new *written
	changes  []SchemaChange
}

func (s *schemaDiff) add(c SchemaChange) {
	c.Step = stepOf[c.Kind]
	if c.Codelist != "" {
		c.Step = stepOfCode(c.Kind, c.Codelist)
	}
	s.changes = append(s.changes, c)
}

// announced reports whether the dictionary marks all of the columns as
// deprecated.
func announced(columns []column) bool {
	return !slices.ContainsFunc(columns, func(c column) bool { return c["deprecated"] == "" })
}

// renamedTables finds tables that have another name and nothing else: the same
// columns, to the word, and no other table with these.
func renamedTables(old, new *written) map[string]string {
	shape := func(d *declared) string {
		var parts []string
		for _, c := range d.columns {
			parts = append(parts, c.name(), c["type"], c["required"], c["key"], c["meaning"])
		}
		return strings.Join(parts, "\x00")
	}
	gone, come := only(old.tables, new, shape), only(new.tables, old, shape)
	names := map[string]string{}
	for shape, from := range gone {
		if to := come[shape]; len(from) == 1 && len(to) == 1 {
			names[from[0].name] = to[0].name
		}
	}
	return names
}

// only groups the tables that the other release does not have by a text.
func only(tables []*declared, other *written, by func(*declared) string) map[string][]*declared {
	groups := map[string][]*declared{}
	for _, d := range tables {
		if other.table(d.name) == nil {
			groups[by(d)] = append(groups[by(d)], d)
		}
	}
	return groups
}

// tables compares the columns of a table.
func (s *schemaDiff) tables(old, new *declared) pair {
	p := pair{old: old, new: new}
	newName := renamedColumns(old, new)
	for _, c := range old.columns {
		switch to := newName[c.name()]; {
		case new.column(c.name()) != nil:
			p.columns = append(p.columns, columnPair{c, new.column(c.name())})
		case to != "":
			s.add(SchemaChange{Kind: ColumnRenamed, Table: new.name, Column: c.name(), Old: c.name(), New: to, Announced: c["deprecated"] != ""})
			p.columns = append(p.columns, columnPair{c, new.column(to)})
		default:
			s.add(SchemaChange{Kind: ColumnRemoved, Table: new.name, Column: c.name(), Old: c["type"], Announced: c["deprecated"] != ""})
		}
	}
	for _, c := range new.columns {
		if !slices.ContainsFunc(p.columns, func(p columnPair) bool { return p.new.name() == c.name() }) {
			s.add(SchemaChange{Kind: ColumnAdded, Table: new.name, Column: c.name(), New: c["type"]})
		}
	}
	for _, c := range p.columns {
		s.columns(new.name, c)
	}
	s.moved(&p)
	s.keys(&p)
	return p
}

// renamedColumns finds columns that have another name and nothing else: the
// same type, meaning, codes and origin, where no other column that came or went
// has these.
func renamedColumns(old, new *declared) map[string]string {
	shape := func(c column) string {
		return strings.Join([]string{c["type"], c["required"], c["key"], c["meaning"], c["codelist"], c["references"], c["lineage"]}, "\x00")
	}
	group := func(columns []column, other *declared) map[string][]column {
		groups := map[string][]column{}
		for _, c := range columns {
			if other.column(c.name()) == nil {
				groups[shape(c)] = append(groups[shape(c)], c)
			}
		}
		return groups
	}
	gone, come := group(old.columns, new), group(new.columns, old)
	names := map[string]string{}
	for shape, from := range gone {
		if to := come[shape]; len(from) == 1 && len(to) == 1 && from[0]["meaning"] != "" {
			names[from[0].name()] = to[0].name()
		}
	}
	return names
}

// described are the attributes of a column that say what it means and that no
// other kind of change covers, in the order in which they are reported. An
// attribute that only one of the dictionaries has is not compared.
var described = []string{"title", "meaning", "codelist", "references", "lineage", "property", "derived_from", "derivation", "rights", "deprecated"}

// columns compares two columns.
func (s *schemaDiff) columns(table string, c columnPair) {
	change := func(kind, attribute, old, new string) {
		s.add(SchemaChange{Kind: kind, Table: table, Column: c.new.name(), Attribute: attribute, Old: old, New: new})
	}
	if c.old["type"] != c.new["type"] {
		change(ColumnRetyped, "", c.old["type"], c.new["type"])
	}
	switch {
	case c.old.required() && !c.new.required():
		change(ColumnBlank, "", "", "")
	case !c.old.required() && c.new.required():
		change(ColumnFilled, "", "", "")
	}
	for _, attribute := range described {
		was, had := c.old[attribute]
		is, has := c.new[attribute]
		switch {
		case attribute == "deprecated" && was == "" && is != "":
			change(ColumnDeprecated, "", "", is)
		case had && has && was != is:
			kind := ColumnDescribed
			if attribute == "codelist" && !s.covers(was, is) {
				kind = ColumnRetyped
			}
			change(kind, attribute, was, is)
		}
	}
}

// covers reports whether a list of the new release has the codes of one of the
// old release, with their meanings. A column that had no list is covered by
// none: the list may refuse what it held.
func (s *schemaDiff) covers(was, is string) bool {
	if is == "" {
		return true
	}
	for _, c := range s.old.codes[was] {
		if !slices.Contains(s.new.codes[is], c) {
			return false
		}
	}
	return was != ""
}

// moved reports columns of both releases that stand in another order.
func (s *schemaDiff) moved(p *pair) {
	inNew := slices.Clone(p.columns)
	slices.SortStableFunc(inNew, func(a, b columnPair) int { return cmp.Compare(number(a.new["position"]), number(b.new["position"])) })
	var was, is []string
	for i := range inNew {
		was, is = append(was, p.columns[i].new.name()), append(is, inNew[i].new.name())
	}
	if !slices.Equal(was, is) {
		s.add(SchemaChange{Kind: ColumnsMoved, Table: p.new.name, Old: strings.Join(was, ", "), New: strings.Join(is, ", ")})
	}
}

// keys compares the keys. Rows are matched by their keys, which therefore must
// be the same columns of the same types.
func (s *schemaDiff) keys(p *pair) {
	var was, is []string
	p.sameKey = true
	for _, c := range p.old.columns {
		if c.key() {
			was = append(was, c.name())
		}
	}
	for _, c := range p.new.columns {
		if c.key() {
			is = append(is, c.name())
		}
	}
	matched := 0
	for _, c := range p.columns {
		if c.old.key() && c.new.key() {
			matched++
			p.sameKey = p.sameKey && keyType(c.old["type"]) == keyType(c.new["type"])
		}
	}
	if matched != len(was) || matched != len(is) {
		p.sameKey = false
		s.add(SchemaChange{Kind: KeyChanged, Table: p.new.name, Old: strings.Join(was, ", "), New: strings.Join(is, ", ")})
	}
}

// keyType tells types apart whose keys sort and compare differently.
func keyType(name string) string {
	if kind, list, known := typeNamed(name); known && !list && kind.IsText() {
		return "text"
	}
	return name
}

// codelists compares the codes.
func (s *schemaDiff) codelists() {
	for _, list := range sortedKeys(s.old.codes) {
		s.codes(list, s.old.codes[list], s.new.codes[list])
	}
	for _, list := range sortedKeys(s.new.codes) {
		if _, known := s.old.codes[list]; !known {
			s.codes(list, nil, s.new.codes[list])
		}
	}
}

func (s *schemaDiff) codes(list string, old, new []code) {
	find := func(codes []code, name string) (code, bool) {
		i := slices.IndexFunc(codes, func(c code) bool { return c.code == name })
		if i < 0 {
			return code{}, false
		}
		return codes[i], true
	}
	for _, c := range old {
		is, ok := find(new, c.code)
		switch {
		case !ok:
			s.add(SchemaChange{Kind: CodesRemoved, Codelist: list, Code: c.code, Old: c.meaning})
		case is.meaning != c.meaning:
			s.add(SchemaChange{Kind: CodesDescribed, Codelist: list, Code: c.code, Old: c.meaning, New: is.meaning})
		}
	}
	for _, c := range new {
		if _, ok := find(old, c.code); !ok {
			s.add(SchemaChange{Kind: CodesAdded, Codelist: list, Code: c.code, New: c.meaning})
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
