package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"migdata/schemas"
)

// Law 3: every cell that is filled from claims rests on accepted ones, and
// every accepted claim that has a value is shown.
func TestCellsRestOnAcceptedClaims(t *testing.T) {
	l := newLineage(t)
	for _, table := range domainTables() {
		rest := map[string]func(row){
			"project_countries": l.country, "project_groups": l.group, "project_cities": l.city,
			"project_organisations": l.organisation, "mentions": l.mention,
		}[table.Name]
		if rest == nil {
			rest = func(r row) { l.cells(table, r) }
		}
		for _, r := range l.p.table(table.Name) {
			rest(r)
		}
	}
	for _, c := range l.claims {
		if id := c.cell("claim_id"); c.cell("status") == "accepted" && c["value"] != nil && !l.shown[id] {
			t.Errorf("no cell shows the accepted claim %s: %s %s %s", id, c.cell("subject"), c.cell("property"), c.cell("value"))
		}
	}
	if len(l.shown) < 300 {
		t.Errorf("only %d claims are shown", len(l.shown))
	}
}

// A lineage holds the claims of a release, to be found by what they are
// about.
type lineage struct {
	t      *testing.T
	p      *published
	claims []row
	by     map[string][]row // kind/subject/property
	shown  map[string]bool  // claim ids that a cell rests on
	names  map[string]string
}

func newLineage(t *testing.T) *lineage {
	l := &lineage{t: t, p: realRun(t), by: map[string][]row{}, shown: map[string]bool{}, names: map[string]string{}}
	l.claims = l.p.table("claims")
	for _, c := range l.claims {
		key := c.cell("subject_kind") + "/" + c.cell("subject") + "/" + c.cell("property")
		l.by[key] = append(l.by[key], c)
	}
	for _, o := range l.p.table("organisations") {
		l.names[o.cell("org_id")] = o.cell("name")
	}
	return l
}

// accepted returns the accepted claims with a value.
func (l *lineage) accepted(kind, subject, property string) []row {
	return slices.DeleteFunc(slices.Clone(l.by[kind+"/"+subject+"/"+property]), func(c row) bool {
		return c.cell("status") != "accepted" || c["value"] == nil
	})
}

// cells holds the cells of a row against the claims of (key, property).
func (l *lineage) cells(table *schemas.Table, r row) {
	kind, key := strings.TrimSuffix(table.Name, "s"), rowKey(table, r)
	for _, f := range table.Fields {
		if f.From == schemas.NoProperty {
			if table.Lineage(&f) == "identity" && !table.IsKey(f.Name) {
				l.t.Errorf("%s.%s rests on nothing", table.Name, f.Name)
			}
			continue
		}
		cells := []string{r.text(f.Name)}
		if f.List {
			cells = r.list(f.Name)
		} else if r[f.Name] == nil {
			cells = nil
		}
		claims := l.accepted(kind, key, f.From.String())
		if len(claims) != len(cells) {
			l.t.Errorf("%s of %s: %d values rest on %d accepted claims", f.Name, key, len(cells), len(claims))
			continue
		}
		for i, c := range claims {
			if want := l.text(&f, c); cells[i] != want && want != "" {
				l.t.Errorf("%s of %s: %q rests on a claim of %q", f.Name, key, cells[i], want)
			}
			l.shown[c.cell("claim_id")] = true
		}
	}
}

// text is how a column shows a claim: organisations by their names, cities as
// printed. A city that a decision has settled is shown as the text prints it,
// which its claim no longer has: "".
func (l *lineage) text(f *schemas.Field, c row) string {
	switch {
	case f.From == schemas.Implementer || f.From == schemas.Partner:
		return l.names[c.cell("value")]
	case f.From == schemas.City && c.cell("basis") == "curated":
		return ""
	case f.From == schemas.City:
		return c.cell("verbatim")
	}
	return c.cell("value")
}

// rests fails the test where no claim of the wanted sort has a value, and
// returns those that have.
func (l *lineage) rests(table string, r row, property, value string, sort func(row) bool) []row {
	claims := slices.DeleteFunc(slices.Clone(l.by["project/"+r.cell("project_id")+"/"+property]), func(c row) bool {
		return c.cell("value") != value || !sort(c)
	})
	if len(claims) == 0 {
		l.t.Errorf("%s %v rests on no claim", table, r)
	}
	for _, c := range claims {
		l.shown[c.cell("claim_id")] = true
	}
	return claims
}

func isAccepted(c row) bool { return c.cell("status") == "accepted" }

// strongest fails the test where the basis of a row is not the strongest of
// its claims.
func (l *lineage) strongest(table string, r row, claims []row) {
	for _, basis := range []string{"quoted", "inherited", "derived", "curated"} {
		if slices.ContainsFunc(claims, func(c row) bool { return c.cell("basis") == basis }) {
			if r.cell("basis") != basis {
				l.t.Errorf("%s %v: the strongest basis is %s", table, r, basis)
			}
			return
		}
	}
}

func (l *lineage) country(r row) {
	property := map[string]string{"recipient": "country_iso3s", "participant": "participant_iso3s"}[r.cell("role")]
	l.strongest("project_countries", r, l.rests("project_countries", r, property, r.cell("iso3"), isAccepted))
}

func (l *lineage) group(r row) {
	l.strongest("project_groups", r, l.rests("project_groups", r, "country_groups", r.cell("group_id"), isAccepted))
}

func (l *lineage) city(r row) {
	claims := l.rests("project_cities", r, "cities", r.cell("city_id"), isAccepted)
	for _, c := range claims {
		if (c["via"] == nil) != (r["via_org_id"] == nil) {
			l.t.Errorf("project_cities %v rests on a claim via %s", r, c.cell("via"))
		}
	}
}

// organisation: a funder outside the period rests on a claim that is set
// aside for that, an indicated one on the claim of an indicated donor.
func (l *lineage) organisation(r row) {
	property := map[string]string{"funder": "funder_ids", "implementer": "implementers", "partner": "partners"}[r.cell("role")]
	switch {
	case r.cell("strength") == "indicated":
		l.rests("project_organisations", r, "indicated_donors", strings.ToUpper(r.cell("org_id")), isAccepted)
	case r.cell("overlaps_period") == "false":
		l.rests("project_organisations", r, property, r.cell("org_id"), func(c row) bool { return c.cell("status") == "set_aside" })
	default:
		l.strongest("project_organisations", r, l.rests("project_organisations", r, property, r.cell("org_id"), isAccepted))
	}
}

// mention: its claim is about the statement.
func (l *lineage) mention(r row) {
	for _, c := range l.accepted("statement", r.cell("statement_id"), "mention") {
		if c.cell("start") == r.cell("start") && c.cell("end") == r.cell("end") {
			l.shown[c.cell("claim_id")] = true
			named := c.cell("value")
			if r["target_id"] == nil && r.cell("target_kind") == "place" { // of no table
				named = "place/-"
			}
			want := fmt.Sprintf("%s %s %s", named, c.cell("basis"), c.cell("line"))
			if got := fmt.Sprintf("%s/%s %s %s", r.cell("target_kind"), r.cell("target_id"), r.cell("basis"), r.cell("line")); got != want {
				l.t.Errorf("mention %s is %s, its claim %s", r.cell("mention_id"), got, want)
			}
			if words := strings.ReplaceAll(c.cell("verbatim"), "**", ""); words != r.cell("text") {
				l.t.Errorf("mention %s shows %q for %q", r.cell("mention_id"), r.cell("text"), words)
			}
			return
		}
	}
	l.t.Errorf("mention %s rests on no claim", r.cell("mention_id"))
}
