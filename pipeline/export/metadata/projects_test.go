package metadata

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"migdata/pipeline/export"
	"migdata/schemas"
)

func day(n int64) schemas.Value { return schemas.Value{Kind: schemas.Day, N: n} }

func amount(hundredths int64) schemas.Value {
	return schemas.Value{Kind: schemas.Decimal, N: hundredths}
}

// projectRelease has four projects, each with another way to be told.
func projectRelease() export.Release {
	const start, end = 18628, 18992 // 2021-01-01, 2021-12-31
	project := func(id, title string, countries ...string) schemas.Project {
		return schemas.Project{ID: id, Title: title, TitleVerbatim: strings.ToUpper(title), Scope: "national", Status: "active", AsOf: 18992,
			StartDate: day(start), StartEDTF: "2021-01", StartPrecision: "month", EndDate: day(end), EndEDTF: "2021-12", EndPrecision: "month",
			Countries: countries, CountryNames: countries, Document: "brochure", LineFrom: 1, LineTo: 2, BudgetStatus: "unknown"}
	}
	one, two, three, four := project("a", "One", "TUN"), project("b", "Two", "MAR", "TUN"), project("c", "Three", "JOR", "TUN"), project("d", "Four")
	one.Status, one.EndDate, one.EndEDTF = "completed", day(18871), "2021-08" // 2021-09-01 is after it
	one.Acronym, one.Objective, one.ThemeTags, one.URL = "O&E", "To <do> it.", []string{"Work & Travel"}, "https://example.org/one?a=1&b=2"
	one.Budget, one.BudgetCurrency, one.BudgetStatus = amount(123456789), "EUR", "summable"
	two.Scope, two.Budget, two.BudgetCurrency, two.BudgetStatus = "regional", amount(500), "EUR", "summable"
	two.StartDate, two.StartEDTF, two.StartPrecision = day(17897), "2019", "year"
	three.Groups = []string{"EU"}
	four.StartDate, four.StartEDTF, four.Status = schemas.Value{}, "", "unknown"
	money := func(id, kind string) *schemas.Claim {
		return &schemas.Claim{ID: "c" + id, Value: amount(1), Money: &schemas.Money{Budget: id, Covers: "project_total", Kind: kind, Currency: "EUR"}}
	}
	return export.Release{About: about, Resources: []schemas.Resource{
		resource(schemas.Projects, one, two, three, four),
		resource(schemas.ProjectOrganisations,
			schemas.ProjectOrganisation{Project: "a", Organisation: "giver", Role: "funder", Counts: true},
			schemas.ProjectOrganisation{Project: "a", Organisation: "later", Role: "funder"},
			schemas.ProjectOrganisation{Project: "a", Organisation: "maker", Role: "implementer"},
			schemas.ProjectOrganisation{Project: "a", Organisation: "maker", Role: "partner"},
			schemas.ProjectOrganisation{Project: "c", Organisation: "maker", Role: "accountable"}),
		resource(schemas.Budgets,
			schemas.BudgetRow{Project: "a", Claim: money("a-total", "committed"), Summable: true},
			schemas.BudgetRow{Project: "b", Claim: money("b-total", "planned"), Summable: true}),
		resource(schemas.ProjectIdentifiers, schemas.ProjectIdentifier{Project: "a", Scheme: "register", Identifier: "R-1"}),
		resource(schemas.RelatedProjects,
			schemas.RelatedProject{Project: "b", Relation: "part_of", Label: "One", Related: "a"},
			schemas.RelatedProject{Project: "b", Relation: "predecessor", Label: "Two, phase I"}),
		resource(schemas.Organisations,
			schemas.Organisation{ID: "giver", Name: "Giver & Co", Kind: "state", IATIType: "10"}, schemas.Organisation{ID: "later", Name: "Later", Kind: "state"},
			schemas.Organisation{ID: "maker", Name: "Maker", Kind: "other"}),
		resource(schemas.Countries, schemas.CountryRow{ISO3: "JOR", ISO2: "JO", EN: "Jordan"}, schemas.CountryRow{ISO3: "MAR", ISO2: "MA", EN: "Morocco"},
			schemas.CountryRow{ISO3: "TUN", ISO2: "TN", EN: "Tunisia"}),
		resource(schemas.Documents, documents...),
		resource(schemas.Disagreements),
	}}
}

// TestProjectsGolden shows the documents that tell of projects one by one, and
// those that need them.
func TestProjectsGolden(t *testing.T) {
	const golden = "testdata/projects.txtar"
	r := projectRelease()
	s := store{}
	if err := Write(s.create, r, filesOf(r, "csv", "parquet"), Options()...); err != nil {
		t.Fatal(err)
	}
	shown := []Renderer{IATI, HXL, HDX, Notebook}
	if *update {
		archive := &txtar.Archive{Comment: []byte("Documents of a release of four projects. Written anew by: go test ./pipeline/export/metadata -update\n\n")}
		for _, renderer := range shown {
			archive.Files = append(archive.Files, txtar.File{Name: renderer.Path, Data: plainEnds(s[renderer.Path])})
		}
		if err := os.WriteFile(golden, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != len(shown) {
		t.Errorf("%s has %d documents, not %d", golden, len(archive.Files), len(shown))
	}
	for _, f := range archive.Files {
		if diff := cmp.Diff(string(f.Data), string(plainEnds(s[f.Name]))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

// plainEnds writes the ends of lines as txtar has them.
func plainEnds(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// TestIATIStatesNothingOfItsOwn reads the activities back.
func TestIATIStatesNothingOfItsOwn(t *testing.T) {
	r := projectRelease()
	text := written(t, r, nil)[IATI.Path]
	var found struct {
		Activities []iatiActivity `xml:"iati-activity"`
	}
	if err := xml.Unmarshal(text, &found); err != nil {
		t.Fatal(err)
	}
	if len(found.Activities) != 3 || !strings.Contains(string(text), "a start and a status: 1 project.") {
		t.Fatalf("%d activities of 3 projects with a start", len(found.Activities))
	}
	one, two, three := found.Activities[0], found.Activities[1], found.Activities[2]
	kinds := func(a iatiActivity) (kinds string) {
		for _, d := range a.Dates {
			kinds += d.Type
		}
		return kinds
	}
	for what, pair := range map[string][2]any{
		"the id has the prefix":                      {one.ID, "XX-0-a"},
		"an end before the document is actual":       {kinds(one), "24"},
		"an end in the month of the document is not": {kinds(two), "23"},
		"one country":                                   {one.Country.Code, "TN"},
		"several of one region":                         {two.Region.Code + " " + two.Region.Percentage, "189 "},
		"each of several stands as a location":          {len(two.Locations), 2},
		"a group belongs to no region":                  {three.Region.Code, "998"},
		"funders that count, implementers, no partners": {len(one.Organisations), 2},
		"a type that nothing gives":                     {one.Organisations[1].Type, ""},
		"a budget of a year":                            {one.Budgets[0].Value.Amount + one.Budgets[0].Status, "1234567.892"},
		"no budget of several years":                    {len(two.Budgets), 0},
		"a related project of the release":              {two.Related, []iatiRelated{{"XX-0-a", "1"}}},
		"somebody takes part":                           {two.Organisations[0].Name, "Not stated by any source that was read"},
		"one sector, of the configuration":              {one.Sector, iatiCode{"1", "15190", "100", "Our mapping."}},
	} {
		if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	for _, never := range []string{"default-", "collaboration-type", "sector vocabulary=\"99\"", "participating-org ref"} {
		if bytes.Contains(text, []byte(never)) {
			t.Errorf("it states %s", never)
		}
	}
	r.About.IATI = schemas.IATI{}
	if s := written(t, r, nil); s[IATI.Path] != nil {
		t.Error("activities without a reporter")
	}
}

// TestCodesOfIATI: our mapping knows our codes, and no others.
func TestCodesOfIATI(t *testing.T) {
	codes, err := readCodes()
	if err != nil {
		t.Fatal(err)
	}
	lists := map[string]*schemas.Codelist{"status": &schemas.ProjectStatuses, "scope": &schemas.Scopes, "role": &schemas.OrganisationRoles,
		"relation": &schemas.Relations, "amount": &schemas.AmountKinds}
	for key := range codes {
		list, code, _ := strings.Cut(key, "/")
		if of, known := lists[list]; known && !of.Has(code) || !known && list != "region" {
			t.Errorf("iati_codes.csv: %s is no code of ours", key)
		}
	}
	for _, list := range []string{"scope", "relation"} {
		for _, c := range lists[list].Codes {
			if codes[list+"/"+c.Code] == "" {
				t.Errorf("iati_codes.csv has nothing for %s/%s", list, c.Code)
			}
		}
	}
}

func TestPlainDate(t *testing.T) {
	for edtf, want := range map[string]string{
		"": "", "2021": "2021", "2021-12~": "2021-12", "2021-12-05": "2021-12-05", "2021?": "2021", "2021-12/2022-01": "2021-12",
		"2021-33": "2021", "2021-Q4": "2021", "2021-1X": "2021",
	} {
		if got := plainDate(edtf); got != want {
			t.Errorf("plainDate(%q) = %q, want %q", edtf, got, want)
		}
	}
}

// TestDocumentsOnDemand: what is not chosen is not written.
func TestDocumentsOnDemand(t *testing.T) {
	r := projectRelease()
	r.About.HDX = schemas.HDX{}
	s := written(t, r, filesOf(r, "parquet"))
	for _, renderer := range []Renderer{HXL, HDX, OpenLineage, ROCrate} {
		if s[renderer.Path] != nil {
			t.Errorf("%s is written unasked", renderer.Path)
		}
	}
	if err := Write(store{}.create, r, nil, HDX.Option); err == nil {
		t.Error("an HDX file without the ids that its members have")
	}
}

// TestAddresses: files have addresses where the configuration gives one.
func TestAddresses(t *testing.T) {
	r := smallRelease()
	r.About.FilesURL, r.About.Version = "https://example.org/releases/{version}/", "1.2.0"
	s := written(t, r, filesOf(r, "csv"))
	for _, document := range []string{Croissant.Path, DCAT.Path} {
		if !bytes.Contains(s[document], []byte(`"https://example.org/releases/1.2.0/csv/things.csv"`)) {
			t.Errorf("%s does not say where the files are", document)
		}
		if !json.Valid(s[document]) {
			t.Errorf("%s is no JSON", document)
		}
	}
}
