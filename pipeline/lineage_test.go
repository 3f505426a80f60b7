package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"migdata/pipeline/lineage"
	"migdata/schemas"
)

// Law 3, through the eyes of a user: why answers for every cell of every
// domain table. A filled cell leads to claims or to a rule over named columns,
// a blank one has a reason, and every accepted claim that has a value is shown
// by a cell.
func TestWhyAnswersForEveryCell(t *testing.T) {
	w := newWhy(t, realRun(t))
	cells := 0
	for _, table := range domainTables() {
		for _, r := range w.p.table(table.Name) {
			for i := range table.Fields {
				cells++
				w.holds(table, r, &table.Fields[i])
			}
		}
	}
	if cells < 3000 {
		t.Errorf("only %d cells were asked for", cells)
	}
	for _, c := range w.p.table("claims") {
		if id := c.cell("claim_id"); c.cell("status") == "accepted" && c["value"] != nil && !w.shown[id] {
			t.Errorf("no cell shows the accepted claim %s: %s %s %s", id, c.cell("subject"), c.cell("property"), c.cell("value"))
		}
	}
}

// A why asks a release, and remembers which claims its cells rest on.
type why struct {
	t       *testing.T
	p       *published
	release *lineage.Release
	shown   map[string]bool // claim ids
	names   map[string]string
	reasons map[string]string // of gaps, by table/key/column
}

func newWhy(t *testing.T, p *published) *why {
	t.Helper()
	release, err := lineage.Open(p.folder, root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { release.Close() })
	w := &why{t: t, p: p, release: release, shown: map[string]bool{}, names: map[string]string{}, reasons: map[string]string{}}
	for _, o := range p.table("organisations") {
		w.names[o.cell("org_id")] = o.cell("name")
	}
	for _, g := range p.table("gaps") {
		w.reasons[g.cell("table")+"/"+g.cell("row_key")+"/"+g.cell("column")] = g.cell("reason")
	}
	return w
}

// holds holds the answer for a cell against what is published.
func (w *why) holds(table *schemas.Table, r row, f *schemas.Field) {
	w.t.Helper()
	key := rowKey(table, r)
	c, err := w.release.Why(table.Name, key, f.Name)
	if err != nil {
		w.t.Fatal(err)
	}
	name := table.Name + "/" + key + "/" + f.Name
	if got, want := strings.Join(c.Values, " "), strings.Join(cellsOf(r, f), " "); got != want {
		w.t.Errorf("%s: why answers for %q, published is %q", name, got, want)
	}
	for _, claim := range c.Claims {
		w.shown[claim.ID] = true
		w.underlined(name, &claim)
	}
	switch {
	case c.Values == nil:
		if c.Gap == "" || c.Gap != w.reasons[name] || c.Meaning == "" {
			w.t.Errorf("%s is blank because of %q, published is %q", name, c.Gap, w.reasons[name])
		}
	case table.Origin.Group != nil || table.Origin.ClaimIDs != nil:
		if len(c.Claims) == 0 {
			w.t.Errorf("%s rests on no claim", name)
		}
		w.basis(name, r, c.Claims)
	case f.From != schemas.NoProperty && f.How == "":
		w.sameValues(name, c, f)
	case f.How != "":
		if f.Name != "as_of_date" && len(c.From) == 0 && len(c.Claims) == 0 {
			// What follows from rows that are not there: no project has a rival.
			if f.Name != "disputed_columns" && !strings.HasPrefix(f.Name, "projects_") || len(c.Values) > 0 && c.Values[0] != "0" {
				w.t.Errorf("%s is derived from nothing", name)
			}
		}
	case !table.IsKey(f.Name):
		w.t.Errorf("%s rests on nothing", name)
	}
}

// underlined holds that the characters under a claim's spans are its verbatim.
func (w *why) underlined(name string, c *lineage.Claim) {
	w.t.Helper()
	var pieces []string
	for _, s := range c.Spans {
		pieces = append(pieces, s.Text[s.From:s.To])
	}
	got := strings.Join(pieces, " ")
	if strings.HasPrefix(got, `"`) { // a quoted cell of a curated file
		got = unquoted(w.t, got)
	}
	if got != c.Verbatim {
		w.t.Errorf("%s: under claim %s stands %q, its verbatim is %q", name, c.ID, got, c.Verbatim)
	}
}

// sameValues holds that a cell shows its accepted claims, one value each.
func (w *why) sameValues(name string, c *lineage.Cell, f *schemas.Field) {
	w.t.Helper()
	if len(c.Claims) != len(c.Values) {
		w.t.Errorf("%s: %d values rest on %d claims", name, len(c.Values), len(c.Claims))
		return
	}
	var got, want []string
	for i := range c.Claims {
		claim := &c.Claims[i]
		shown := claim.Value
		switch {
		case f.From == schemas.Implementer || f.From == schemas.Partner:
			shown = w.names[claim.Value]
		case f.From == schemas.City && claim.Basis == "curated": // a decision: the text's name of the city stands in no claim
			shown = c.Values[i]
		case f.From == schemas.City:
			shown = claim.Verbatim
		}
		got, want = append(got, c.Values[i]), append(want, shown)
	}
	slices.Sort(got) // organisations stand by role, their claims by place
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.t.Errorf("%s shows %q, its claims say %q", name, got, want)
	}
}

// basis holds that the basis of a row is that of its strongest accepted claim.
func (w *why) basis(name string, r row, claims []lineage.Claim) {
	w.t.Helper()
	if r["basis"] == nil || !strings.HasSuffix(name, "/basis") {
		return
	}
	for _, basis := range []string{"quoted", "inherited", "derived", "curated"} {
		if slices.ContainsFunc(claims, func(c lineage.Claim) bool { return c.Basis == basis }) {
			if r.cell("basis") != basis {
				w.t.Errorf("%s: the strongest basis is %s, published is %s", name, basis, r.cell("basis"))
			}
			return
		}
	}
}

func cellsOf(r row, f *schemas.Field) []string {
	if f.List {
		return r.list(f.Name)
	}
	if r[f.Name] == nil {
		return nil
	}
	return []string{fmt.Sprint(r[f.Name])}
}

// A column of a table of facts that is neither key, claim nor derived has no
// origin, and every column that a derived one names exists.
func TestEveryColumnHasAnOrigin(t *testing.T) {
	for _, table := range schemas.Tables() {
		for i := range table.Fields {
			f := &table.Fields[i]
			for _, o := range f.OfRows {
				other := schemas.TableNamed(o.Table)
				if other == nil || slices.ContainsFunc(o.Columns, func(c string) bool { return other.Field(c) < 0 }) {
					t.Errorf("%s.%s follows from %s %v, which is not there", table.Name, f.Name, o.Table, o.Columns)
				}
			}
			if table.Kind == schemas.DomainTable && table.Lineage(f) == "identity" && !table.IsKey(f.Name) && !slices.Contains(table.Group, f.Name) {
				grouped := table.Origin.Group != nil
				if !grouped {
					t.Errorf("%s.%s has no origin", table.Name, f.Name)
				}
			}
		}
	}
}

// What cannot be answered is said with what there is.
func TestWhyRefusesWhatIsNotThere(t *testing.T) {
	w := newWhy(t, realRun(t))
	for question, want := range map[[3]string]string{
		{"planets", "x", "y"}:             "no table",
		{"projects", "midam", "colour"}:   "no column",
		{"projects", "atlantis", "title"}: "no row",
	} {
		if _, err := w.release.Why(question[0], question[1], question[2]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %s", question, err, want)
		}
	}
	if _, err := w.release.Rests("sources/texts/atlantis.txt", 1); err == nil {
		t.Error("a text that the release is not made of is answered for")
	}
	if _, err := lineage.Open(t.TempDir(), root); err == nil {
		t.Error("an empty folder is a release")
	}
}
