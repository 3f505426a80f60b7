package export

import (
	"maps"
	"strconv"

	"migdata/schemas"
)

// cellsBy are the cells of a row by the names of their columns.
type cellsBy map[string]any

// rowsOf makes a table of rows that name only the cells that they fill.
func rowsOf(t *schemas.Table, rows ...cellsBy) schemas.Resource {
	batch := t.NewBatch()
	for _, row := range rows {
		for i, f := range t.Fields {
			v := &batch.Columns[i]
			switch x := row[f.Name].(type) {
			case nil:
				v.Null()
			case string:
				v.Text(x)
			case []string:
				v.Texts(x)
			case bool:
				v.Bool(x)
			case int:
				v.Int(int64(x))
			case int64:
				v.Int(x)
			}
		}
	}
	return schemas.Resource{Table: t, Rows: len(rows), Batches: func(yield func(*schemas.Batch, error) bool) { yield(batch, nil) }}
}

func list(texts ...string) []string { return texts }

// donorRelease has five invented projects: of one donor, of two, of none, and
// one whose title indicates a donor; a contribution lies outside its period.
func donorRelease() Release {
	project := func(id, acronym string, start, end string, countries, donors []string, more cellsBy) cellsBy {
		row := cellsBy{"project_id": id, "acronym": acronym, "title": "Title of " + id, "status_on_as_of": "active", "start_date": dayOf(start), "end_date": dayOf(end),
			"start_precision": "month", "end_precision": "month", "country_iso3s": countries, "donor_codes": donors, "budget_status": "unknown",
			"duration_months": 12, "objective": "=1+1 is no formula", "disputed_columns": list()}
		maps.Copy(row, more)
		return row
	}
	funds := func(project, org string, more cellsBy) cellsBy {
		row := cellsBy{"project_id": project, "org_id": org, "role": "funder", "strength": "stated", "basis": "curated", "evidence_kind": "direct", "confidence": "high", "counts_as_funding": true}
		maps.Copy(row, more)
		return row
	}
	budget := func(id, project, covers, kind, payer, parent string, amount int) cellsBy {
		return cellsBy{"budget_id": id, "project_id": project, "covers": covers, "amount_kind": kind, "amount": amount, "currency": "EUR",
			"amount_verbatim": "EUR " + strconv.Itoa(amount), "status": "accepted", "payer_org_id": payer, "parent_budget_id": parent, "evidence_kind": "direct", "confidence": "medium"}
	}
	claim := func(id, project, property, value, status string, more cellsBy) cellsBy {
		row := cellsBy{"claim_id": id, "subject_kind": "project", "subject": project, "property": property, "value": value, "status": status,
			"document_id": "text", "line": 3, "verbatim": "the words", "basis": "quoted"}
		maps.Copy(row, more)
		return row
	}
	about := excelRelease().About
	about.Homepage, about.Keywords = "https://example.org/", list("projects")
	return Release{About: about, Resources: []schemas.Resource{
		rowsOf(&schemas.Projects.Table,
			project("a", "AA", "2020-03-01", "2021-10-31", list("JOR", "TUN"), list("DNK"), cellsBy{"project_url": "https://example.org/a", "budget_amount": 100000, "budget_currency": "EUR"}),
			project("b", "BB", "2019-01-01", "2023-12-31", list("JOR"), list("DNK", "EU"), cellsBy{"disputed_columns": list("end_edtf")}),
			project("c", "CC", "2021-01-01", "2021-12-31", list("LBN"), list("EU"), cellsBy{"end_date": nil, "status_on_as_of": "unknown", "duration_months": nil}),
			project("d", "DD", "2021-01-01", "2021-06-30", list("TUN"), nil, cellsBy{"indicated_donors": list("CHE"), "status_on_as_of": "completed"}),
			project("e", "EE", "2021-01-01", "2021-06-30", nil, nil, nil)),
		rowsOf(&schemas.ProjectOrganisations.Table,
			funds("a", "dnk-mfa", nil), funds("b", "dnk", nil), funds("b", "eu", nil), funds("c", "eu", nil),
			funds("c", "dnk", cellsBy{"counts_as_funding": false, "overlaps_period": false, "from_edtf": "2024-01", "to_edtf": "2024-06"}),
			funds("d", "che", cellsBy{"strength": "indicated", "counts_as_funding": false, "basis": "derived", "evidence_kind": nil, "confidence": nil}),
			cellsBy{"project_id": "e", "org_id": "ngo", "role": "partner"}),
		rowsOf(&schemas.Budgets.Table,
			budget("a-total", "a", "project_total", "planned", "dnk-mfa", "", 100000), budget("a-part", "a", "funder_share", "planned", "dnk", "a-total", 40000),
			budget("b-total", "b", "project_total", "committed", "", "", 700000), budget("b-eu", "b", "funder_share", "committed", "eu", "b-total", 500000),
			budget("c-action", "c", "shared_action", "planned", "eu", "", 9000000)),
		rowsOf(&schemas.Organisations.Table,
			cellsBy{"org_id": "che", "name": "Swiss Confederation", "donor_code": "CHE"}, cellsBy{"org_id": "dnk", "name": "Kingdom of Denmark", "donor_code": "DNK"},
			cellsBy{"org_id": "dnk-mfa", "name": "A ministry", "donor_code": "DNK"}, cellsBy{"org_id": "eu", "name": "The Union", "donor_code": "EU"}, cellsBy{"org_id": "ngo", "name": "An NGO"}),
		rowsOf(&schemas.Countries.Table,
			cellsBy{"iso3": "CHE", "name_en": "Switzerland", "name_fr": "Suisse"}, cellsBy{"iso3": "DNK", "name_en": "Denmark", "name_fr": "Danemark"},
			cellsBy{"iso3": "JOR", "name_en": "Jordan", "name_fr": "Jordanie"}, cellsBy{"iso3": "LBN", "name_en": "Lebanon", "name_fr": "Liban"}, cellsBy{"iso3": "TUN", "name_en": "Tunisia", "name_fr": "Tunisie"}),
		rowsOf(&schemas.Documents.Table, cellsBy{"document_id": "text", "title": "A sheet", "publisher": "A publisher", "file": "sheet.txt", "kind": "text"},
			cellsBy{"document_id": "page", "title": "A page", "publisher": "A funder", "url": "https://www.example.org/page", "kind": "page"}),
		rowsOf(&schemas.Claims.Table,
			claim("c1", "a", "funder_ids", "dnk-mfa", "accepted", cellsBy{"source_document_id": "page"}), claim("c2", "b", "end_edtf", "2023-12", "accepted", nil),
			claim("c3", "b", "end_edtf", "2024-12", "rival", cellsBy{"source_document_id": "page", "disagreement_kind": "later_state", "status_reason": "An extension."}),
			claim("c5", "b", "funder_ids", "eu", "accepted", nil), claim("c4", "d", "indicated_donors", "CHE", "accepted", nil)),
		rowsOf(&schemas.Disagreements.Table, cellsBy{"project_id": "b", "column": "end_edtf", "accepted_value": "2023-12", "rival_value": "2024-12", "kind": "later_state",
			"reason": "An extension.", "rival_document_id": "page", "accepted_document_id": "text", "rival_claim_id": "c3"}),
		rowsOf(&schemas.GapTable.Table, cellsBy{"table": "projects", "row_key": "a", "column": "partners", "reason": "source_silent"},
			cellsBy{"table": "projects", "row_key": "b", "column": "project_url", "reason": "not_applicable"}, cellsBy{"table": "projects", "row_key": "c", "column": "end_date", "reason": "open"}),
	}}
}
