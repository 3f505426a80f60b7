package pipeline

import "reflect"

// The curated files, by row. Their columns are documented in
// sources/README.md; the tags are those of validator/v10.
type (
	projectRow struct {
		ID        string `csv:"project_id" validate:"required,slug,max=80"`
		Title     string `csv:"title" validate:"required,printable"`
		Acronym   string `csv:"acronym" validate:"omitempty,printable"`
		Phase     string `csv:"phase" validate:"omitempty,number,max=2"`
		Countries string `csv:"countries" validate:"omitempty,printable"`
		Document  string `csv:"document" validate:"omitempty,slug"`
		Note      string `csv:"note"`
	}
	projectNameRow struct {
		Name string `csv:"name" validate:"required,printable"`
		ID   string `csv:"project_id" validate:"required,slug"`
		Note string `csv:"note"`
	}
	organisationRow struct {
		ID            string `csv:"org_id" validate:"required,slug,max=80"`
		Name          string `csv:"name" validate:"required,printable"`
		Acronym       string `csv:"acronym" validate:"omitempty,printable"`
		Kind          string `csv:"kind" validate:"required,oneof=state government_body eu multilateral network ngo instrument company other"`
		IATIType      string `csv:"iati_type" validate:"omitempty,number"`
		Parent        string `csv:"parent_org_id" validate:"omitempty,slug"`
		Donor         string `csv:"donor_code" validate:"omitempty,donor"`
		Country       string `csv:"country_iso3" validate:"omitempty,iso3"`
		SourceURL     string `csv:"source_url" validate:"omitempty,weburl"`
		SourceTitle   string `csv:"source_title" validate:"omitempty,printable"`
		Publisher     string `csv:"publisher" validate:"omitempty,printable"`
		PublisherType string `csv:"publisher_type" validate:"omitempty,publisher_type"`
		DateRead      string `csv:"date_read" validate:"omitempty,edtf"`
		Note          string `csv:"note" validate:"omitempty,printable"`
	}
	organisationNameRow struct {
		ID   string `csv:"org_id" validate:"required,slug"`
		Lang string `csv:"lang" validate:"required,bcp47_language_tag"`
		Name string `csv:"name" validate:"required,printable"`
		Note string `csv:"note"`
	}
	cityRow struct {
		Name      string `csv:"name" validate:"required,printable"`
		ISO3      string `csv:"iso3" validate:"required,iso3"`
		Geonames  string `csv:"geonames_id" validate:"omitempty,number"`
		Canonical string `csv:"canonical" validate:"omitempty,printable"`
		SourceURL string `csv:"source_url" validate:"omitempty,weburl"`
		Note      string `csv:"note"`
	}
	decisionRow struct {
		ID            string `csv:"decision_id" validate:"required,slug"`
		Subject       string `csv:"subject" validate:"required,subject"`
		Property      string `csv:"property" validate:"required,property"`
		Expects       string `csv:"expects" validate:"required,printable"`
		Value         string `csv:"value" validate:"required,printable"`
		Reason        string `csv:"reason" validate:"required,printable"`
		Confidence    string `csv:"confidence" validate:"required,oneof=high medium low"`
		SourceURL     string `csv:"source_url" validate:"omitempty,weburl"`
		SourceTitle   string `csv:"source_title" validate:"omitempty,printable"`
		Publisher     string `csv:"publisher" validate:"omitempty,printable"`
		PublisherType string `csv:"publisher_type" validate:"omitempty,publisher_type"`
		DateRead      string `csv:"date_read" validate:"omitempty,edtf"`
	}
	claimRow struct {
		Subject  string `csv:"subject" validate:"required,subject"`
		Property string `csv:"property" validate:"required,property"`
		Value    string `csv:"value" validate:"required,printable"`
		From     string `csv:"from_edtf" validate:"omitempty,edtf"`
		To       string `csv:"to_edtf" validate:"omitempty,edtf"`
		Scope    string `csv:"scope" validate:"required,oneof=own shared_action programme funder_share component other_scope"`
		testimony
	}
	budgetRow struct {
		ID       string `csv:"budget_id" validate:"required,slug,max=120"`
		Subject  string `csv:"subject" validate:"required,subject"`
		Value    string `csv:"value" validate:"required,printable"`
		Currency string `csv:"currency" validate:"required,iso4217"`
		Verbatim string `csv:"amount_verbatim" validate:"required,printable"`
		Covers   string `csv:"covers" validate:"omitempty,oneof=project_total implementer_contract shared_action programme funder_share component"`
		Kind     string `csv:"amount_kind" validate:"required,oneof=estimated planned committed spent"`
		Payer    string `csv:"payer_org_id" validate:"omitempty,slug"`
		Parent   string `csv:"parent_budget_id" validate:"omitempty,slug"`
		ISO3     string `csv:"iso3" validate:"omitempty,iso3"`
		testimony
	}
	gapRow struct {
		Subject  string `csv:"subject" validate:"required,subject"`
		Property string `csv:"property" validate:"required,property"`
		Reason   string `csv:"reason" validate:"required,oneof=no_evidence_found"`
		Searched string `csv:"date_searched" validate:"required,edtf_day"`
		Note     string `csv:"note" validate:"required,printable"`
	}
)

// A testimony is what the rows that state something have in common: how the
// row rests on its page, the page, and how it disagrees with other sources.
type testimony struct {
	Basis          string `csv:"basis" validate:"required,oneof=curated derived"`
	Evidence       string `csv:"evidence" validate:"required,oneof=direct indirect"`
	Confidence     string `csv:"confidence" validate:"required,oneof=high medium low"`
	DisagreeKind   string `csv:"disagreement_kind" validate:"omitempty,oneof=contradiction earlier_state later_state other_scope unclassified"`
	DisagreeReason string `csv:"disagreement_reason" validate:"required_with=DisagreeKind,omitempty,printable"`
	SourceURL      string `csv:"source_url" validate:"required,weburl"`
	SourceTitle    string `csv:"source_title" validate:"required,printable"`
	Publisher      string `csv:"publisher" validate:"required,printable"`
	PublisherType  string `csv:"publisher_type" validate:"required,publisher_type"`
	StatedAsOf     string `csv:"stated_as_of" validate:"omitempty,edtf"`
	DateRead       string `csv:"date_read" validate:"required,edtf"`
	EvidenceLines  string `csv:"evidence_lines" validate:"omitempty,printable"`
	Note           string `csv:"note" validate:"omitempty,printable"`
}

// curatedFile is the sort of rows of each curated file, by name.
var curatedFile = map[string]reflect.Type{
	"projects.csv": reflect.TypeFor[projectRow](), "project_names.csv": reflect.TypeFor[projectNameRow](),
	"organisations.csv": reflect.TypeFor[organisationRow](), "organisation_names.csv": reflect.TypeFor[organisationNameRow](),
	"cities.csv": reflect.TypeFor[cityRow](), "decisions.csv": reflect.TypeFor[decisionRow](), "claims.csv": reflect.TypeFor[claimRow](),
	"budgets.csv": reflect.TypeFor[budgetRow](), "gaps.csv": reflect.TypeFor[gapRow](),
}

// CuratedFiles returns the curated files that a run reads, by name, with their
// columns: what an empty set of them looks like.
func CuratedFiles() map[string][]string {
	files := map[string][]string{}
	for name, row := range curatedFile {
		for _, f := range columnsOf(row) {
			files[name] = append(files[name], f.Tag.Get("csv"))
		}
	}
	return files
}

// columnsOf returns the fields of a curated row that are cells, those of what
// it embeds included.
func columnsOf(row reflect.Type) []reflect.StructField {
	var columns []reflect.StructField
	for _, f := range reflect.VisibleFields(row) {
		if f.Tag.Get("csv") != "" {
			columns = append(columns, f)
		}
	}
	return columns
}
