package diff

import (
	"encoding/binary"
	"slices"
	"strings"

	"migdata/schemas"
)

// mostRenames is how many projects that came or went are looked at for renames,
// where not all changes are kept.
const mostRenames = 20_000

// findRenames finds projects that have another id and are the same: their title
// as printed, heading and phase are equal, and no other project that came or
// went has these.
func findRenames(rows []RowChange) []Rename {
	gone, come := map[string][]*RowChange{}, map[string][]*RowChange{}
	for i := range rows {
		switch r := &rows[i]; r.Kind {
		case RowRemoved:
			gone[same(r.old)] = append(gone[same(r.old)], r)
		case RowAdded:
			come[same(r.new)] = append(come[same(r.new)], r)
		}
	}
	var renames []Rename
	for what, from := range gone {
		if to := come[what]; len(from) == 1 && len(to) == 1 && from[0].old.one("title_verbatim") != "" {
			renames = append(renames, Rename{Old: from[0].Key, New: to[0].Key, Title: from[0].old.one("title_verbatim")})
		}
	}
	slices.SortFunc(renames, func(a, b Rename) int { return strings.Compare(a.New, b.New) })
	return renames
}

// same says what makes a project the same under another id.
func same(project cells) string {
	return project.one("title_verbatim") + "\x00" + project.one("section") + "\x00" + project.one("phase")
}

// aliases are the ids of the old release that have others in the new one.
type aliases struct {
	projects map[string]string // old id to new id
	renamed  map[string]bool   // new ids
	claims   map[string]string // ids of claims about these projects, which are hashes of their subject too
}

func newAliases(renames []Rename) *aliases {
	a := &aliases{projects: map[string]string{}, renamed: map[string]bool{}, claims: map[string]string{}}
	for _, r := range renames {
		a.projects[r.Old], a.renamed[r.New] = r.New, true
	}
	return a
}

// A form is how a column holds the id of a project.
type form uint8

const (
	whole   form = iota // the id
	subject             // the id, or project/id
	begins              // the id, or a key or slug that begins with it
)

// idColumns are the columns that hold ids of projects, in any table.
var idColumns = map[string]form{"project_id": whole, "related_project_id": whole, "target_id": whole, "subject": subject,
	"row_key": begins, "budget_id": begins, "parent_budget_id": begins}

// replace returns the text of a column with the new id of a project or claim.
func (a *aliases) replace(f *schemas.Field, text string) string {
	if f.Ref == schemas.Claims.Name {
		if to := a.claims[text]; to != "" {
			return to
		}
		return text
	}
	how, holds := idColumns[f.Name]
	if !holds && f.Ref != projectsTable {
		return text
	}
	prefix, id := "", text
	if rest, ok := strings.CutPrefix(text, "project/"); ok && how == subject {
		prefix, id = "project/", rest
	}
	if to := a.projects[id]; to != "" {
		return prefix + to
	}
	if how == begins {
		// The longest id that the text begins with: one may begin another.
		for end := len(text) - 1; end > 0; end-- {
			if to := a.projects[text[:end]]; to != "" && (text[end] == '|' || text[end] == '-') {
				return to + text[end:]
			}
		}
	}
	return text
}

// mappings returns how rows of the two sides go into the sort: those of the old
// side with new ids, and rows whose key is a hash of their meaning, if they are
// about a renamed project, under that meaning.
func (a *aliases) mappings(p pair, oldKey, newKey func([]byte, *schemas.Batch, int) []byte) (old, new mapping) {
	out := p.old.table.NewBatch()
	oldMeaning, newMeaning := a.meaning(p.old.table), a.meaning(p.new.table)
	old = func(key []byte, b *schemas.Batch, row int) ([]byte, *schemas.Batch, int) {
		a.rename(p.old.table, b, row, out)
		return oldMeaning(oldKey(key, out, 0), out, 0), out, 0
	}
	new = func(key []byte, b *schemas.Batch, row int) ([]byte, *schemas.Batch, int) {
		return newMeaning(newKey(key, b, row), b, row), b, row
	}
	return old, new
}

// rename makes out the row with its new ids.
func (a *aliases) rename(t *schemas.Table, b *schemas.Batch, row int, out *schemas.Batch) {
	for c := range t.Fields {
		v, w := &b.Columns[c], &out.Columns[c]
		w.Reset()
		switch {
		case !v.Valid[row]:
			w.Null()
		case v.List:
			list := v.Strings(row)
			for i := range list {
				list[i] = a.replace(&t.Fields[c], list[i])
			}
			w.Texts(list)
		case v.Kind.IsText():
			w.Text(a.replace(&t.Fields[c], string(v.TextAt(row))))
		default:
			w.Int(v.Nums[row])
		}
	}
}

// meanings are the columns whose values say what a row means whose id is a hash
// of them.
var meanings = map[string][]string{
	schemas.Claims.Name:   {"subject_kind", "subject", "property", "value_kind", "value", "scope", "from_edtf", "to_edtf", "via", "document_id"},
	schemas.Findings.Name: {"rule", "document_id", "table", "row_key", "column", "message"},
}

// meaning returns a function that replaces the key of a row which is about a
// renamed project by what the row means, and which of several equal ones it is.
func (a *aliases) meaning(t *schemas.Table) func(key []byte, b *schemas.Batch, row int) []byte {
	var columns []int
	for _, name := range meanings[t.Name] {
		if at := t.Field(name); at >= 0 {
			columns = append(columns, at)
		}
	}
	about := max(t.Field("subject"), t.Field("row_key"))
	if len(columns) == 0 || about < 0 {
		return func(key []byte, _ *schemas.Batch, _ int) []byte { return key }
	}
	keyOf, nth := keyBytes(columns), map[string]uint32{}
	return func(key []byte, b *schemas.Batch, row int) []byte {
		id, _, _ := strings.Cut(b.Columns[about].Flat(row), "|")
		if !a.renamed[id] {
			return key
		}
		key = keyOf(append(key[:0], 2), b, row) // other keys begin with 0 or 1
		nth[string(key)]++
		return binary.BigEndian.AppendUint32(key, nth[string(key)])
	}
}
