package export

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"migdata/schemas"
)

// The sheets of a donor workbook that say what its figures rest on: money,
// what does not count, evidence, gaps, changes.

// moneySheet lists every amount that a source states of the donor's projects.
func (b *donorBook) moneySheet() *grid {
	g := newGrid(b.in, "money", []gridColumn{
		{key: "project", kind: schemas.Text, of: "projects.acronym"}, {key: "to_donor", kind: schemas.Text, of: "budgets.payer_org_id"},
		{key: "covers", kind: schemas.Text, of: "budgets.covers"}, {key: "amount_kind", kind: schemas.Text, of: "budgets.amount_kind"},
		{key: "amount", kind: schemas.Decimal, of: "budgets.amount"}, {key: "currency", kind: schemas.Text, of: "budgets.currency"},
		{key: "added", kind: schemas.Text}, {key: "as_stated", kind: schemas.Text, of: "budgets.amount_verbatim"},
		{key: "payer", kind: schemas.Text, of: "budgets.payer_org_id"},
		{key: "evidence", kind: schemas.Text, of: "budgets.evidence_kind"}, {key: "confidence", kind: schemas.Text, of: "budgets.confidence"},
		{key: "budget_id", kind: schemas.Code, of: "budgets.budget_id"},
	}, b.of.donor(b.in, b.code))
	for _, m := range b.money {
		row := m.budget
		g.text(b.byID[row["project_id"]].label())
		g.text(b.in.say("class." + m.class))
		g.text(b.in.code("amount_covers", row["covers"]))
		g.text(b.in.code("amount_kind", row["amount_kind"]))
		g.number(row["amount"], notAvailable)
		g.text(row["currency"])
		if m.counts {
			g.text(b.in.say("yes"))
		} else {
			g.text(b.in.say("no"))
		}
		g.text(row["amount_verbatim"])
		g.text(b.of.organisations[row["payer_org_id"]].name)
		g.textOr(join(b.codes("evidence", []string{row["evidence_kind"]})...), notApplicable)
		g.textOr(join(b.codes("confidence", []string{row["confidence"]})...), notApplicable)
		g.text(row["budget_id"])
	}
	b.placeholder(g, "money")
	return g
}

// placeholder fills a sheet without rows with one that says so: a table has at
// least one row, and a blank one would be unexplained.
func (b *donorBook) placeholder(g *grid, key string) {
	if g.rows() > 0 {
		return
	}
	g.text(b.in.say("none." + key))
	for g.column > 0 {
		g.mark(notApplicable)
	}
}

// asideSheet lists what does not count as funding: indications, and
// contributions outside the accepted period.
func (b *donorBook) asideSheet() *grid {
	g := newGrid(b.in, "aside", []gridColumn{
		{key: "project", kind: schemas.Text, of: "projects.acronym"}, {key: "title", kind: schemas.Text, of: "projects.title"},
		{key: "why_aside", kind: schemas.Text, of: "project_organisations.counts_as_funding"},
		{key: "through", kind: schemas.Text, of: "project_organisations.org_id"},
		{key: "from", kind: schemas.EDTF, of: "project_organisations.from_edtf"}, {key: "to", kind: schemas.EDTF, of: "project_organisations.to_edtf"},
		{key: "start", kind: schemas.Day, of: "projects.start_date"}, {key: "end", kind: schemas.Day, of: "projects.end_date"},
		{key: "basis", kind: schemas.Text, of: "project_organisations.basis"}, {key: "evidence", kind: schemas.Text, of: "project_organisations.evidence_kind"},
		{key: "confidence", kind: schemas.Text, of: "project_organisations.confidence"},
		{key: "source", kind: schemas.Text, of: "claims.source_document_id"}, {key: "link", kind: schemas.Text, of: "documents.url"}, {key: "place", kind: schemas.Text, of: "claims.line"},
	}, b.of.donor(b.in, b.code))
	first := map[[2]string]claimRow{} // by subject and property
	for _, claim := range b.claims {
		if key := [2]string{claim["subject"], claim["property"]}; first[key] == nil {
			first[key] = claim
		}
	}
	for _, c := range b.aside {
		p := c.project
		property := "funder_ids"
		if c.why == "indicated" {
			property = "indicated_donors"
		}
		rests := first[[2]string{c.id, property}]
		source := b.sourceOf(rests)
		g.text(p.label())
		g.text(p.one("title"))
		g.text(b.in.say("aside." + c.why))
		g.text(c.organisation)
		g.textOr(c.from, notApplicable)
		g.textOr(c.to, notApplicable)
		g.day(p.period.start, p.one("start_precision"), notAvailable)
		g.day(p.period.end, p.one("end_precision"), notAvailable)
		g.text(b.in.code("basis", c.basis))
		g.textOr(join(b.codes("evidence", []string{c.evidence})...), notApplicable)
		g.textOr(join(b.codes("confidence", []string{c.confidence})...), notApplicable)
		g.text(source["title"])
		g.link(b.in.linkTo(source["url"]), source["url"], false, notApplicable)
		g.text(b.placeOf(rests))
	}
	return g
}

// evidenceSheet lists the claims behind the figures, with their sources and
// places, and those that disagree. It notes for each project where the claim
// of its funding stands.
func (b *donorBook) evidenceSheet() *grid {
	g := newGrid(b.in, "evidence", []gridColumn{
		{key: "project", kind: schemas.Text, of: "claims.subject"}, {key: "about", kind: schemas.Text, of: "claims.property"},
		{key: "says", kind: schemas.Text, of: "claims.value"}, {key: "became", kind: schemas.Text, of: "claims.status"},
		{key: "because", kind: schemas.Text, of: "claims.status_reason"},
		{key: "source", kind: schemas.Text, of: "claims.source_document_id"}, {key: "link", kind: schemas.Text, of: "documents.url"}, {key: "publisher", kind: schemas.Text, of: "documents.publisher"},
		{key: "place", kind: schemas.Text, of: "claims.line"}, {key: "verbatim", kind: schemas.Text, of: "claims.verbatim"},
		{key: "evidence", kind: schemas.Text, of: "claims.evidence"}, {key: "confidence", kind: schemas.Text, of: "claims.confidence"},
		{key: "claim_id", kind: schemas.Code, of: "claims.claim_id"},
	}, b.of.donor(b.in, b.code))
	order := map[string]int{"accepted": 0, "supports": 1, "rival": 2, "set_aside": 3}
	slices.SortStableFunc(b.claims, func(x, y claimRow) int {
		return cmp.Or(cmp.Compare(x["subject"], y["subject"]), slices.Index(figures, x["property"])-slices.Index(figures, y["property"]),
			order[x["status"]]-order[y["status"]])
	})
	for _, c := range b.claims {
		p := b.concerned[c["subject"]]
		if c["property"] == "funder_ids" && p.evidenceAt < 0 {
			p.evidenceAt = g.rows()
		}
		source := b.sourceOf(c)
		g.text(p.label())
		g.text(b.named(c["property"]))
		g.text(b.valueOf(c))
		became := b.in.code("claim_status", c["status"])
		if kind := c["disagreement_kind"]; kind != "" {
			became += ": " + b.in.code("disagreement_kind", kind)
		}
		g.text(became)
		g.textOr(join(c["status_reason"], c["note"]), notApplicable)
		g.text(source["title"])
		g.link(b.in.linkTo(source["url"]), source["url"], false, notApplicable)
		g.text(source["publisher"])
		g.text(b.placeOf(c))
		g.text(c["verbatim"])
		g.textOr(join(b.codes("evidence", []string{c["evidence"]})...), notApplicable)
		g.textOr(join(b.codes("confidence", []string{c["confidence"]})...), notApplicable)
		g.text(c["claim_id"])
	}
	b.placeholder(g, "evidence")
	return g
}

// linkTo is the text of a link: where it leads. Long links are not wrapped by
// every program, so the title of the page stands beside it.
func (w *words) linkTo(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	return w.say("link.source", strings.TrimPrefix(u.Hostname(), "www."))
}

// sourceOf is the page that a claim cites, or the text in which it stands.
func (b *donorBook) sourceOf(c claimRow) map[string]string {
	return b.sources[cmp.Or(c["source_document_id"], c["document_id"])]
}

// valueOf shows the value of a claim by the name of what it stands for.
func (b *donorBook) valueOf(c claimRow) string {
	switch c["property"] {
	case "funder_ids":
		return b.of.organisations[c["value"]].name
	case "indicated_donors":
		return b.of.donor(b.in, c["value"])
	case "country_iso3s":
		return b.of.country(b.in, c["value"])
	case "budget_amount", "other_amounts":
		if n, ok := schemas.ParseDecimal(c["value"]); ok {
			return strings.TrimSpace(c["currency"] + " " + b.in.amount(n))
		}
	}
	return c["value"]
}

// placeOf says where a claim stands: the file of the text or of the curated
// rows, and the line.
func (b *donorBook) placeOf(c claimRow) string {
	if c["document_id"] == "" {
		return ""
	}
	return b.in.say("place", cmp.Or(b.sources[c["document_id"]]["file"], c["document_id"]), c["line"])
}

// gapsSheet lists what is not known of the donor's projects, and why.
func (b *donorBook) gapsSheet() *grid {
	g := newGrid(b.in, "gaps", []gridColumn{
		{key: "project", kind: schemas.Text, of: "gaps.row_key"}, {key: "not_known", kind: schemas.Text, of: "gaps.column"},
		{key: "reason", kind: schemas.Text, of: "gaps.reason"}, {key: "shorthand", kind: schemas.Text}, {key: "column", kind: schemas.Code, of: "gaps.column"},
	}, b.of.donor(b.in, b.code))
	for _, u := range b.unknown {
		p := b.byID[u[0]]
		g.text(p.label())
		g.text(b.named(u[1]))
		g.text(b.in.say("gap." + b.gaps[u]))
		g.text(b.in.say("shorthand." + b.blank(p, u[1])))
		g.text(u[1])
	}
	b.placeholder(g, "gaps")
	return g
}

// named names a column of projects: as the catalogue does, or as its heading.
func (b *donorBook) named(column string) string {
	if key := "about." + column; b.in.has(key) {
		return b.in.say(key)
	}
	if at := schemas.Projects.Field(column); at >= 0 {
		return schemas.Projects.Fields[at].Title
	}
	return column
}

// changesSheet lists what has changed since the release before.
func (b *donorBook) changesSheet() *grid {
	g := newGrid(b.in, "changes", []gridColumn{
		{key: "project", kind: schemas.Text, of: "projects.acronym"}, {key: "what", kind: schemas.Text},
		{key: "before", kind: schemas.Text}, {key: "after", kind: schemas.Text}, {key: "because", kind: schemas.Text},
	}, b.of.donor(b.in, b.code))
	for _, c := range b.of.release.Changes {
		p := b.concerned[c.Project]
		if p == nil && c.Project != "" {
			continue
		}
		if p != nil {
			g.text(p.label())
		} else {
			g.mark(notApplicable)
		}
		g.text(c.What)
		g.textOr(c.Before, notApplicable)
		g.textOr(c.After, notApplicable)
		g.textOr(c.Why, notApplicable)
	}
	b.placeholder(g, "changes")
	return g
}

// dictionarySheet says of every column of the sheets what it means and what of
// the dataset it shows.
func (b *donorBook) dictionarySheet() *grid {
	g := newGrid(b.in, "dictionary", []gridColumn{
		{key: "sheet", kind: schemas.Text}, {key: "column_title", kind: schemas.Text}, {key: "meaning", kind: schemas.Text}, {key: "shows", kind: schemas.Code},
	}, b.of.donor(b.in, b.code))
	for _, of := range b.grids {
		seen := map[string]bool{}
		for _, c := range of.about {
			if seen[c.key] {
				continue
			}
			seen[c.key] = true
			g.text(of.table.Title)
			title := b.in.say("column."+c.key, c.fill)
			if c.key == "year" || c.key == "bar" {
				title = b.in.say("column." + c.key + ".each")
			}
			g.text(title)
			g.text(b.in.say("column." + c.key + ".doc"))
			g.textOr(c.of, notApplicable)
		}
	}
	return g
}

// notesOfDisputes numbers the notes of the disagreements, after the general
// ones, and tells each project those that concern it.
func (b *donorBook) notesOfDisputes() [][2]string {
	var notes [][2]string
	for _, about := range []string{"shorthand", "money", "countries", "evidence", "timeline", "language"} {
		notes = append(notes, [2]string{b.in.say("note_about." + about), b.in.say("note." + about)})
	}
	for _, caveat := range b.about.Caveats {
		notes = append(notes, [2]string{b.in.say("note_about.caveat"), caveat})
	}
	if b.selfReported != "" {
		notes = append(notes, [2]string{b.in.say("note_about.self_reported"), b.selfReported})
	}
	for _, row := range b.disputes {
		p := b.byID[row["project_id"]]
		what := b.named(row["column"])
		rival := b.sources[row["rival_document_id"]]
		notes = append(notes, [2]string{p.label() + ": " + what, b.in.say("note.dispute",
			strings.TrimSpace(row["accepted_currency"]+" "+row["accepted_value"]), strings.TrimSpace(row["currency"]+" "+row["rival_value"]),
			cmp.Or(rival["title"], row["rival_document_id"]), b.in.code("disagreement_kind", row["kind"]), row["reason"])})
		p.notes = append(p.notes, len(notes))
	}
	return notes
}
