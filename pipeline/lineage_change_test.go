package pipeline

import (
	"flag"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"migdata/pipeline/lineage"
	"migdata/schemas"
)

var changes = flag.Int("changes", 30, "how many random claims TestChangedBytesChangeWhatWhyNames changes")

// Law 2, the other half, at random: other bytes at a claim's span change the
// cells that why names for these bytes, in the release before or after (a new
// value may lead elsewhere), and no others. The cells that show the claim do
// change, where no other claim says the same.
func TestChangedBytesChangeWhatWhyNames(t *testing.T) {
	before := realRun(t)
	w := newWhy(t, before)
	var claims []row
	for _, c := range before.table("claims") {
		if c["value"] != nil && otherWords[c.cell("property")] != nil && c["further_spans"] != nil && len(c.list("further_spans")) == 0 {
			claims = append(claims, c)
		}
	}
	if len(claims) < 300 {
		t.Fatalf("only %d claims can be changed", len(claims))
	}
	files := map[string]string{}
	for _, d := range before.table("documents") {
		if d["file"] != nil {
			files[d.cell("document_id")] = d.cell("file")
		}
	}
	for _, n := range rand.New(rand.NewSource(20211231)).Perm(len(claims))[:min(*changes, len(claims))] {
		c := claims[n]
		name := fmt.Sprintf("%s %s %s (%s)", c.cell("subject"), c.cell("property"), c.cell("value"), c.cell("status"))
		text, err := os.ReadFile(root + "/" + files[c.cell("document_id")])
		if err != nil {
			t.Fatal(err)
		}
		start, end := c.number("start"), c.number("end")
		changed, ok := alter(c.cell("property"), string(text[start:end]))
		if !ok {
			continue
		}
		place := newWorkplace(t)
		place.write(files[c.cell("document_id")], string(text[:start])+changed+string(text[end:]))
		after := place.run()
		if after.folder == "" {
			t.Fatalf("%s: %q for %q: %s", name, changed, text[start:end], after.findings())
		}
		named, direct := w.cellsNamed(c.cell("document_id"), c.number("line"), start, end)
		also, _ := newWhy(t, after).cellsNamed(c.cell("document_id"), c.number("line"), start, start+len(changed))
		maps.Copy(named, also)
		cells := changedRefs(before, after)
		for _, cell := range cells {
			if !named[cell] {
				t.Errorf("%s: %q for %q changes %s, which why does not name", name, changed, text[start:end], cell)
			}
		}
		if alone(before, c) {
			for _, cell := range direct {
				gone := cell[:strings.LastIndexByte(cell, '/')+1] + "*"
				if !slices.Contains(cells, cell) && !slices.Contains(cells, gone) {
					t.Errorf("%s: %q for %q does not change %s, which why names", name, changed, text[start:end], cell)
				}
			}
		}
	}
}

// alone reports whether no other claim says the same as c.
func alone(p *published, c row) bool {
	return len(p.where("claims", "subject", c.cell("subject"), "property", c.cell("property"), "value", c.cell("value"))) == 1
}

// cellsNamed returns the cells that why names for some bytes of a line, and
// those of them that show a claim that stands there alone.
func (w *why) cellsNamed(document string, number, start, end int) (named map[string]bool, direct []string) {
	w.t.Helper()
	line, err := w.release.Rests(document, number)
	if err != nil {
		w.t.Fatal(err)
	}
	named = map[string]bool{}
	for k := range line.Claims {
		claim := &line.Claims[k]
		if !slices.ContainsFunc(claim.Claim.Spans, func(s lineage.Span) bool { return s.Start < end && start < s.End }) {
			continue // beside it on the line
		}
		// Where a record stands does not change with its words.
		whole := len(claim.Claim.Spans) == 1 && claim.Claim.Spans[0].Start == start && claim.Claim.Spans[0].End == end &&
			!slices.Contains([]string{"document_id", "line_from", "line_to"}, claim.Claim.Property)
		for _, ref := range claim.Cells {
			named[ref.String()] = true
			named[ref.Table+"/"+ref.Key+"/*"] = true
			if table := schemas.TableNamed(ref.Table); whole && !ref.Derived && table.Kind == schemas.DomainTable && !table.IsKey(ref.Column) {
				direct = append(direct, ref.String())
			}
		}
	}
	return named, direct
}

// changedRefs names the cells of the domain tables in which two releases
// differ. The cells of a row that has gone are table/key/*.
func changedRefs(a, b *published) []string {
	var changed []string
	for _, t := range domainTables() {
		after := map[string]row{}
		for _, r := range b.table(t.Name) {
			after[rowKey(t, r)] = r
		}
		for _, r := range a.table(t.Name) {
			key := rowKey(t, r)
			now, there := after[key]
			if !there {
				changed = append(changed, t.Name+"/"+key+"/*")
				continue
			}
			for _, f := range t.Fields {
				if r.cell(f.Name) != now.cell(f.Name) && !slices.Contains(moved, f.Name) {
					changed = append(changed, t.Name+"/"+key+"/"+f.Name)
				}
			}
		}
	}
	return changed
}

// moved are columns that hold places or ids of claims: they move with the
// bytes before them, and with the value.
var moved = []string{"start", "end", "claim_id"}

// otherWords say which other words a claim of a property may be made of: the
// first of the texts that is not there already.
var otherWords = map[string][]string{
	"start_edtf":       {"January 2017", "March 2017"},
	"end_edtf":         {"November 2025", "May 2025"},
	"objective":        {"Do something else."},
	"text":             {"Something else."},
	"acronym":          nil, // it identifies
	"country_iso3s":    {"Ghana", "Kenya"},
	"funder_ids":       {"mlt", "aut"},
	"implementers":     {"unodc", "uclg"},
	"partners":         {"unodc", "uclg"},
	"beneficiaries":    {"unodc"},
	"counterparts":     {"unodc"},
	"theme_tags":       {"Another tag"},
	"thematic_drivers": {"ANOTHER DRIVER"},
	"project_url":      {"https://example.org/other"},
	"context":          {"Another fact."},
	"budget_amount":    nil, // held by its verbatim
	"field_offices":    {"seven"},
	"part_of":          {"Another action"},
	"predecessors":     {"Another project"},
	"successors":       {"Another project"},
}

// alter returns other bytes for those of a claim, in the same notation.
func alter(property, bytes string) (string, bool) {
	for _, other := range otherWords[property] {
		curated := !strings.Contains(bytes, " ") && strings.ToUpper(bytes) != bytes
		switch {
		case property == "country_iso3s" && len(bytes) == 3:
			other = map[string]string{"Ghana": "GHA", "Kenya": "KEN"}[other]
		case property == "country_iso3s" && (strings.ToUpper(bytes) == bytes || strings.Contains(bytes, " ")):
			return "", false // a title or heading: it identifies, or others stand under it
		case strings.HasSuffix(property, "_edtf") && strings.HasPrefix(bytes, "20"):
			other = map[string]string{"January 2017": "2017-01", "March 2017": "2017-03", "November 2025": "2025-11", "May 2025": "2025-05"}[other]
		case property == "partners" && !curated && !slices.Contains([]string{"mar-hcp"}, bytes):
			other = map[string]string{"unodc": "UNODC", "uclg": "FAMSI"}[other]
		}
		if other != bytes {
			return other, true
		}
	}
	return "", false
}

// The change of a line of the policy flips what it is about, and what follows
// from that; nothing else.
func TestPolicyFlipsPeriods(t *testing.T) {
	before := realRun(t)
	place := newWorkplace(t)
	const properties = "  - properties: [start_edtf, end_edtf]\n"
	place.replace("config.yaml", properties+"    prefer: [decision, text, implementer,", properties+"    prefer: [decision, implementer, text,")
	place.cfg.Policy = configOf(t, place.cfg.Root).Policy
	after := place.run()
	r := after.project("jempas-ii")
	for column, want := range map[string]string{
		"start_edtf": "2020-02", "end_edtf": "2021-07", "start_date": "2020-02-01", "end_date": "2021-07-31", "duration_months": "18",
		"end_edtf_latest": "2021-10", "disputed_columns": "end_edtf start_edtf", "status_on_as_of": "completed",
	} {
		if got := r.cell(column); got != want {
			t.Errorf("%s is %s, want %s", column, got, want)
		}
	}
	for _, d := range after.where("disagreements", "project_id", "jempas-ii") {
		if d.cell("rival_document_id") != "mediterranean-2021" || d.cell("kind") != "contradiction" {
			t.Errorf("the factsheet is the rival now, as a contradiction: %v", d)
		}
	}
	// The projects of whose period a page of the implementer says something
	// else, and what follows from periods: see the columns of projects and
	// country_years that name them.
	flipped := map[string]bool{}
	for _, d := range before.where("disagreements", "rival_publisher_type", "implementer", "rival_evidence", "direct") {
		flipped[d.cell("project_id")] = true
	}
	if !flipped["jempas-ii"] || len(flipped) != 5 {
		t.Fatalf("flipped: %v", flipped)
	}
	w, now := newWhy(t, before), newWhy(t, after)
	allowed := map[string]bool{}
	for _, c := range before.table("claims") {
		if property := c.cell("property"); flipped[c.cell("subject")] && (property == "start_edtf" || property == "end_edtf") {
			for _, side := range []*why{w, now} {
				named, _ := side.cellsNamed(c.cell("document_id"), c.number("line"), c.number("start"), c.number("end"))
				maps.Copy(allowed, named)
			}
		}
	}
	for _, cell := range changedRefs(before, after) {
		if !allowed[cell] {
			t.Errorf("the policy changes %s", cell)
		}
	}
}
