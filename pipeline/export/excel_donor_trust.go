package export

import (
	"cmp"
	"net/url"
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
	return b.filled(g, "money", func(p *donorProject) {
		for _, m := range p.rows[ofMoney] {
			g.text(p.label())
			g.text(b.in.say("class." + b.classOf(b.of, p, m)))
			g.text(b.in.code("amount_covers", m.at("covers")))
			g.text(b.in.code("amount_kind", m.at("amount_kind")))
			g.number(m.at("amount"), notAvailable)
			g.text(m.at("currency"))
			if b.inSum(b.of, p, m) {
				g.text(b.in.say("yes"))
			} else {
				g.text(b.in.say("no"))
			}
			g.text(m.at("amount_verbatim"))
			g.text(b.of.organisations[m.at("payer_org_id")].name)
			g.textOr(join(b.codes("evidence", []string{m.at("evidence_kind")})...), notApplicable)
			g.textOr(join(b.codes("confidence", []string{m.at("confidence")})...), notApplicable)
			g.text(m.at("budget_id"))
		}
	})
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
	return b.filled(g, "projects", func(p *donorProject) {
		_, others := p.fundings()
		for _, c := range others {
			why, property := whyAside(c), "funder_ids"
			if why == "indicated" {
				property = "indicated_donors"
			}
			var rests textRow
			if at := p.firstClaim(property); at >= 0 {
				rests = p.rows[ofClaims][at]
			}
			source := b.sourceOf(rests)
			g.text(p.label())
			g.text(p.one("title"))
			g.text(b.in.say("aside." + why))
			g.text(b.of.organisations[c.at("org_id")].name)
			g.textOr(c.at("from_edtf"), notApplicable)
			g.textOr(c.at("to_edtf"), notApplicable)
			g.day(p.period.start, p.one("start_precision"), notAvailable)
			g.day(p.period.end, p.one("end_precision"), notAvailable)
			g.text(b.in.code("basis", c.at("basis")))
			g.textOr(join(b.codes("evidence", []string{c.at("evidence_kind")})...), notApplicable)
			g.textOr(join(b.codes("confidence", []string{c.at("confidence")})...), notApplicable)
			g.text(source.title)
			g.link(b.in.linkTo(source.url), source.url, false, notApplicable)
			g.text(b.placeOf(rests))
		}
	})
}

// evidenceSheet lists the claims behind the figures, with their sources and
// places, and those that disagree.
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
	return b.filled(g, "evidence", func(p *donorProject) {
		for _, c := range p.rows[ofClaims] {
			source := b.sourceOf(c)
			became := b.in.code("claim_status", c.at("status"))
			if kind := c.at("disagreement_kind"); kind != "" {
				became = b.in.say("became.rival", became, b.in.code("disagreement_kind", kind))
			}
			g.text(p.label())
			g.text(b.named(c.at("property")))
			g.text(b.shown(c.at("property"), c.at("value"), c.at("currency")))
			g.text(became)
			g.textOr(join(c.at("status_reason"), c.at("note")), notApplicable)
			g.text(source.title)
			g.link(b.in.linkTo(source.url), source.url, false, notApplicable)
			g.text(source.publisher)
			g.text(b.placeOf(c))
			g.text(c.at("verbatim"))
			g.textOr(join(b.codes("evidence", []string{c.at("evidence")})...), notApplicable)
			g.textOr(join(b.codes("confidence", []string{c.at("confidence")})...), notApplicable)
			g.text(c.at("claim_id"))
		}
	})
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
func (b *donorBook) sourceOf(c textRow) source {
	return b.of.documents[cmp.Or(c.at("source_document_id"), c.at("document_id"))]
}

// shown is a value of a column by the name of what it stands for, an amount
// with its currency.
func (b *donorBook) shown(column, value, currency string) string {
	switch column {
	case "funder_ids":
		return b.of.organisations[value].name
	case "indicated_donors":
		return b.of.donor(b.in, value)
	case "country_iso3s":
		return b.of.country(b.in, value)
	case "budget_amount", "other_amounts":
		if n, ok := schemas.ParseDecimal(value); ok {
			return strings.TrimSpace(currency + " " + b.in.amount(n))
		}
	}
	return value
}

// placeOf says where a claim stands: the file of the text or of the curated
// rows, and the line.
func (b *donorBook) placeOf(c textRow) string {
	if c.at("document_id") == "" {
		return ""
	}
	return b.in.say("place", cmp.Or(b.of.documents[c.at("document_id")].file, c.at("document_id")), c.at("line"))
}

// gapsSheet lists what is not known of the donor's projects, and why.
func (b *donorBook) gapsSheet() *grid {
	g := newGrid(b.in, "gaps", []gridColumn{
		{key: "project", kind: schemas.Text, of: "gaps.row_key"}, {key: "not_known", kind: schemas.Text, of: "gaps.column"},
		{key: "reason", kind: schemas.Text, of: "gaps.reason"}, {key: "shorthand", kind: schemas.Text}, {key: "column", kind: schemas.Code, of: "gaps.column"},
	}, b.of.donor(b.in, b.code))
	return b.filled(g, "gaps", func(p *donorProject) {
		for _, gap := range p.rows[ofGaps] {
			column := gap.at("column")
			g.text(p.label())
			g.text(b.named(column))
			g.text(b.in.say("gap." + gap.at("reason")))
			g.text(b.in.say("shorthand." + p.blank(column)))
			g.text(column)
		}
	})
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
	g.fill = func() error {
		for _, c := range b.of.release.Changes {
			label, concerns := b.changed[c.Project]
			if !concerns && c.Project != "" {
				continue
			}
			for _, text := range []string{label, c.What, c.Before, c.After, c.Why} {
				g.textOr(text, notApplicable)
			}
		}
		b.sayNone(g, "changes")
		return nil
	}
	return g
}

// dictionarySheet says of every column of the sheets what it means and what of
// the dataset it shows.
func (b *donorBook) dictionarySheet() *grid {
	g := newGrid(b.in, "dictionary", []gridColumn{
		{key: "sheet", kind: schemas.Text}, {key: "column_title", kind: schemas.Text}, {key: "meaning", kind: schemas.Text}, {key: "shows", kind: schemas.Code},
	}, b.of.donor(b.in, b.code))
	g.fill = func() error {
		for _, of := range b.grids {
			seen := map[string]bool{}
			for _, c := range of.about {
				if seen[c.key] {
					continue
				}
				seen[c.key] = true
				title := b.in.say("column."+c.key, c.fill)
				if c.key == "year" || c.key == "bar" {
					title = b.in.say("column." + c.key + ".each")
				}
				g.text(of.table.Title)
				g.text(title)
				g.text(b.in.say("column." + c.key + ".doc"))
				g.textOr(c.of, notApplicable)
			}
		}
		return nil
	}
	return g
}

// generalNotes are those that concern the whole workbook; those of the
// disagreements come behind them.
func (b *donorBook) generalNotes() [][2]string {
	var notes [][2]string
	for _, about := range []string{"shorthand", "money", "countries", "evidence", "timeline", "language"} {
		notes = append(notes, [2]string{b.in.say("note_about." + about), b.in.say("note." + about)})
	}
	for _, caveat := range b.told.Caveats {
		notes = append(notes, [2]string{b.in.say("note_about.caveat"), caveat})
	}
	if b.selfReported != "" {
		notes = append(notes, [2]string{b.in.say("note_about.self_reported"), b.selfReported})
	}
	return notes
}

// notesOfDisputes adds a note for each disagreement, in the order of the
// projects.
func (b *donorBook) notesOfDisputes(add func(about, text string) bool) error {
	return b.each(func(p *donorProject) bool {
		for _, row := range p.rows[ofDisputes] {
			rival := row.at("rival_document_id")
			column, currency := row.at("column"), row.at("currency")
			text := b.in.say("note.dispute",
				b.shown(column, row.at("accepted_value"), cmp.Or(row.at("accepted_currency"), currency)), b.shown(column, row.at("rival_value"), currency),
				cmp.Or(b.of.documents[rival].title, rival), b.in.code("disagreement_kind", row.at("kind")), row.at("reason"))
			if !add(b.in.say("note_about.dispute", p.label(), b.named(column)), text) {
				return false
			}
		}
		return true
	})
}
