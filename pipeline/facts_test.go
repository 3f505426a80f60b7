package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The 16 projects of the first factsheet, as users agreed they must come out:
// id, lines | acronym | phase | start/end | countries: basis | participants |
// groups | partners | scope | heading | indicated donors | status.
const wantProjects = `
bmp-maghreb 129-141 | BMP MAGHREB | - | 2018-08/2021-12 | MAR TUN: quoted | - | - | Ministry of Interior of Italy | regional | REGIONAL PROGRAMMES | - | active
diaspora-dialogue 58-64 | - | - | 2021-02/2021-09 | TUN: inherited | - | - | - | national | TUNISIA | - | completed
docsec-jordan 23-29 | DocSec Jordan | - | 2021-02/2022-06 | JOR: inherited | - | - | - | national | JORDAN | - | active
emgpp 143-153 | eMGPP | - | 2019-01/2021-10 | DZA EGY LBY MAR TUN: quoted | - | - | High Commission for Planning | regional | REGIONAL PROGRAMMES | - | completed
emm5 192-202 | EMM5 | 5 | 2020-10/2023-09 | DZA EGY ISR JOR LBN LBY MAR PSE TUN: quoted | - | EU | - | regional | REGIONAL PROGRAMMES | - | active
eu-ibm-lebanon-iii 206-214 | EU IBM Lebanon III | 3 | 2020-01/2023-11 | LBN: inherited | - | - | - | national | LEBANON | - | active
ibm-jordan 31-38 | IBM-Jordan | - | 2019-07/2023-07 | JOR: inherited | - | - | United Nations Office on Drugs and Crime | national | JORDAN | - | active
ibm-tunisia-iii 50-56 | IBM Tunisia III | 3 | 2020-06/2023-06 | TUN: inherited | - | - | - | national | TUNISIA | - | active
jempas-ii 6-13 | JEMPAS II | 2 | 2020-01/2021-10 | JOR: inherited | - | - | European Asylum Support Office | national | JORDAN | - | completed
libmitaf 68-75 | LIBMITAF | - | 2021-04/2023-04 | LBY: inherited | - | - | - | national | LIBYA | - | active
mc2cm-ii 176-190 | MC2CM | 2 | 2018-07/2021-12 | JOR LBN MAR TUN LBY: derived | DEU ESP FRA PRT ITA AUT | - | United Cities and Local Governments United Nations Human Settlements Programme | regional | REGIONAL PROGRAMMES | - | active
mcp-med-ti 155-164 | MCP Med TI | - | 2021-08/2024-07 | JOR LBN LBY MAR TUN: curated | - | - | European Union Agency for Asylum European Border and Coast Guard Agency | regional | REGIONAL PROGRAMMES | - | active
midam 15-21 | MIDAM | - | 2019-01/2021-12 | JOR: inherited | - | - | - | national | JORDAN | - | active
nl-lebanon-border 216-224 | - | - | 2019-01/2021-12 | LBN: inherited | - | - | - | national | LEBANON | - | active
progres-migration 42-48 | PROGRES MIGRATION | - | 2018-07/2021-12 | TUN: inherited | - | - | - | national | TUNISIA | - | active
swiss-ibm-lebanon-iii 166-174 | - | 3 | 2021-10/2023-03 | LBN: derived | - | - | - | national | REGIONAL PROGRAMMES | CHE | active
`

func TestProjectsOfTheFirstFactsheet(t *testing.T) {
	var got []string
	for _, p := range realRun(t).table("projects") {
		got = append(got, fmt.Sprintf("%s %s-%s | %s | %s | %s/%s | %s: %s | %s | %s | %s | %s | %s | %s | %s",
			p.cell("project_id"), p.cell("line_from"), p.cell("line_to"), p.cell("acronym"), p.cell("phase"), p.cell("start_edtf"), p.cell("end_edtf"),
			p.cell("country_iso3s"), p.cell("countries_basis"), p.cell("participant_iso3s"), p.cell("country_groups"), p.cell("partners"),
			p.cell("scope"), p.cell("section"), p.cell("indicated_donors"), p.cell("status_on_as_of")))
	}
	if diff := cmp.Diff(lines(wantProjects), got); diff != "" {
		t.Errorf("projects (-want +got):\n%s", diff)
	}
}

// The funders that direct claims name, and the donors behind them.
const wantFunders = `
bmp-maghreb | eu | EU
diaspora-dialogue | - | -
docsec-jordan | nld | NLD
emgpp | - | -
emm5 | eu | EU
eu-ibm-lebanon-iii | eu | EU
ibm-jordan | eu | EU
ibm-tunisia-iii | aut dnk deu | AUT DNK DEU
jempas-ii | eu | EU
libmitaf | eu che | EU CHE
mc2cm-ii | eu che-sdc | EU CHE
mcp-med-ti | mlt aut dnk eu | MLT AUT DNK EU
midam | dnk-mfa | DNK
nl-lebanon-border | nld | NLD
progres-migration | eu | EU
swiss-ibm-lebanon-iii | - | -
`

func TestFundersOfTheFirstFactsheet(t *testing.T) {
	var got []string
	for _, p := range realRun(t).table("projects") {
		got = append(got, fmt.Sprintf("%s | %s | %s", p.cell("project_id"), p.cell("funder_ids"), p.cell("donor_codes")))
	}
	if diff := cmp.Diff(lines(wantFunders), got); diff != "" {
		t.Errorf("funders (-want +got):\n%s", diff)
	}
}

// Titles stand in readable case without acronym and phase, and as printed.
func TestTitles(t *testing.T) {
	p := realRun(t)
	for id, want := range map[string][2]string{
		"jempas-ii": {"Support to the Mobility Partnership between the European Union and Jordan",
			"SUPPORT TO THE MOBILITY PARTNERSHIP BETWEEN THE EUROPEAN UNION AND JORDAN - Phase II (JEMPAS II)"},
		"emm5":                  {"Euromed Migration V", "EUROMED MIGRATION V (EMM5)"},
		"diaspora-dialogue":     {"Diaspora Dialogue", "DIASPORA DIALOGUE"},
		"swiss-ibm-lebanon-iii": {"Swiss Support to Integrated Border Management in Lebanon", "SWISS SUPPORT TO INTEGRATED BORDER MANAGEMENT IN LEBANON (Phase III)"},
		"mc2cm-ii":              {"Mediterranean City-to-City Migration", "MEDITERRANEAN CITY-TO-CITY MIGRATION (MC2CM) Phase II"},
	} {
		if got := [2]string{p.project(id).cell("title"), p.project(id).cell("title_verbatim")}; got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestCitiesOfTheFirstFactsheet(t *testing.T) {
	p := realRun(t)
	const want = "Amman Beirut Casablanca Dortmund Cadiz Seville Grenoble Lyon Lisbon Madrid Naples Oujda Rabat Sfax Sousse Tajoura Tangiers Tripoli Turin Tunis Vienna"
	if got := p.project("mc2cm-ii").cell("cities"); got != want {
		t.Errorf("cities %s\nwant   %s", got, want)
	}
	var via []string
	countries := map[string]int{}
	known := p.table("cities")
	for _, r := range p.table("project_cities") {
		for _, c := range known {
			if c.cell("city_id") == r.cell("city_id") {
				countries[c.cell("iso3")]++
				if r["via_org_id"] != nil {
					via = append(via, c.cell("iso3")+" via "+r.cell("via_org_id"))
				}
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"AUT": 1, "DEU": 1, "ESP": 3, "FRA": 2, "ITA": 2, "JOR": 1, "LBN": 1, "LBY": 2, "MAR": 4, "PRT": 1, "TUN": 3}, countries); diff != "" {
		t.Errorf("cities by country (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ESP via famsi", "ESP via famsi"}, via); diff != "" {
		t.Errorf("cities in a bracket (-want +got):\n%s", diff)
	}
}

// One day after the as-of date five more projects are completed.
func TestStatusGoesByTheAsOfDate(t *testing.T) {
	if diff := cmp.Diff(map[string]int{"active": 13, "completed": 3}, realRun(t).summary.Statuses); diff != "" {
		t.Errorf("on 2021-12-31 (-want +got):\n%s", diff)
	}
	for day, want := range map[string]map[string]int{
		"2022-01-01": {"active": 8, "completed": 8},
		"2018-06-30": {"planned": 16},
		"2024-08-01": {"completed": 16},
	} {
		cfg := configOf(t, root)
		cfg.AsOf, cfg.Formats = day, []string{"json"}
		if diff := cmp.Diff(want, mustRun(t, cfg).summary.Statuses); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", day, diff)
		}
	}
}

// The United Kingdom left before the project of the group began.
func TestGroupMembersOnTheProjectsDates(t *testing.T) {
	rows := realRun(t).where("project_group_countries", "project_id", "emm5", "group_id", "EU")
	if len(rows) != 27 {
		t.Errorf("%d members, want 27", len(rows))
	}
	for _, r := range rows {
		if r.cell("iso3") == "GBR" {
			t.Error("GBR is among the members")
		}
	}
}

// What the text says of countries and donors, and what became of it.
const wantClaims = `
jempas-ii country_iso3s JOR: inherited accepted, heading.country, JORDAN
jempas-ii country_iso3s JOR: derived supports, title.country, JORDAN
nl-lebanon-border country_iso3s LBN: inherited accepted, heading.country, LEBANON
nl-lebanon-border country_iso3s LBN: derived supports, title.demonym, LEBANESE
nl-lebanon-border indicated_donors NLD: derived supports, title.donor_place, NETHERLANDS
swiss-ibm-lebanon-iii country_iso3s LBN: derived accepted, title.country, LEBANON
swiss-ibm-lebanon-iii indicated_donors CHE: derived accepted, title.donor_place, SWISS
`

func TestClaimsOfCountriesAndDonors(t *testing.T) {
	var got []string
	for _, c := range realRun(t).table("claims") {
		if s, p := c.cell("subject"), c.cell("property"); strings.Contains(wantClaims, "\n"+s+" "+p) {
			got = append(got, fmt.Sprintf("%s %s %s: %s %s, %s, %s", s, p, c.cell("value"), c.cell("basis"), c.cell("status"), c.cell("rule"), c.cell("verbatim")))
		}
	}
	if diff := cmp.Diff(lines(wantClaims), got); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"swiss-ibm-lebanon-iii"}, keysOf(realRun(t), "section.mismatch")); diff != "" {
		t.Errorf("section.mismatch (-want +got):\n%s", diff)
	}
}

// An empty label is a claim without a value, and a gap only where nobody else
// fills the cell.
func TestLabelsWithoutValue(t *testing.T) {
	p := realRun(t)
	if n := len(p.where("claims", "property", "funder_ids", "absent_because", "label_without_value")); n != 16 {
		t.Errorf("%d funder labels without a value, want 16", n)
	}
	var gaps []string
	for _, g := range p.where("gaps", "table", "projects", "reason", "label_without_value") {
		if c := g.cell("column"); c == "funder_ids" || c == "partners" {
			gaps = append(gaps, g.cell("row_key")+" "+c)
		}
	}
	if diff := cmp.Diff([]string{"diaspora-dialogue funder_ids", "emgpp funder_ids", "swiss-ibm-lebanon-iii funder_ids"}, gaps); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if n := len(p.found("source.silent")); n != 17 {
		t.Errorf("%d notes of silence, want 17", n)
	}
}

// A contribution outside the accepted period is published and counts nowhere.
func TestContributionOutsideThePeriod(t *testing.T) {
	rows := realRun(t).where("project_organisations", "project_id", "ibm-tunisia-iii", "org_id", "nld")
	if len(rows) != 1 || rows[0].cell("overlaps_period") != "false" || rows[0].cell("counts_as_funding") != "false" {
		t.Errorf("rows %v", rows)
	}
}

func TestRegionalPart(t *testing.T) {
	p := realRun(t)
	offices := p.table("offices")
	if len(offices) != 1 {
		t.Fatalf("%d offices", len(offices))
	}
	o := offices[0]
	office := fmt.Sprintf("%s, %s, %s, %s %s %s, line %s", o.cell("name"), o.cell("established_edtf"), o.cell("established_date"), o.cell("host_iso3"),
		o.cell("field_offices"), o.cell("project_offices"), o.cell("line_from"))
	if want := "Regional Office for the Mediterranean, 2016-05, 2016-05-01, MLT 3 1, line 80"; office != want {
		t.Errorf("office %s\nwant   %s", office, want)
	}
	classes := map[string]int{}
	position := 0
	for _, s := range p.table("statements") {
		classes[s.cell("class")]++
		if position++; s.number("position") != position {
			t.Errorf("statement %s has position %d, want %d", s.cell("statement_id"), s.number("position"), position)
		}
		if strings.Contains(s.cell("text"), "*") {
			t.Errorf("markup in %s", s.cell("text"))
		}
	}
	if diff := cmp.Diff(map[string]int{"driver": 7, "objective": 5, "achievement": 7, "development": 3}, classes); diff != "" {
		t.Errorf("statements by class (-want +got):\n%s", diff)
	}
	if c := p.where("claims", "property", "text", "line", "100"); len(c) != 1 || !strings.Contains(c[0].cell("verbatim"), "**joint leadership") {
		t.Errorf("the verbatim of line 100 has lost its markup: %v", c)
	}
}

// What the statements mention: line, kind, key, words.
const wantMentions = `
110 project mcp-med-ti Training Institute on Migration Capacity Partnership for the Mediterranean
110 project mcp-med-ti MCP Med TI
112 project emm5 EMM5
112 project mc2cm-ii MC2CM
112 project emgpp eMGPP
112 project progres-migration ProGres Migration
113 project mc2cm-ii MC2CM
114 project ibm-jordan IBM Jordan
114 project midam MIDAM
119 project ibm-tunisia-iii Integrated Border Management (IBM) Tunisia Training Facility
`

func TestMentionsOfProjects(t *testing.T) {
	var got []string
	for _, m := range realRun(t).where("mentions", "target_kind", "project") {
		got = append(got, fmt.Sprintf("%s %s %s %s", m.cell("line"), m.cell("target_kind"), m.cell("target_id"), m.cell("text")))
	}
	if diff := cmp.Diff(lines(wantMentions), got); diff != "" {
		t.Errorf("mentions (-want +got):\n%s", diff)
	}
}

func TestMentionsOfPlaces(t *testing.T) {
	p := realRun(t)
	for _, want := range []string{
		"114 country JOR Jordan", "115 country LBY Libya", "115 country LBY Libyans", "119 country TUN Tunisian",
		"125 country FRA France",
	} {
		f := strings.Fields(want)
		if len(p.where("mentions", "line", f[0], "target_kind", f[1], "target_id", f[2], "text", f[3])) == 0 {
			t.Errorf("no mention %s", want)
		}
	}
	for _, name := range []string{"Beja", "Tozeur"} {
		m := p.where("mentions", "line", "119", "text", name)
		if len(m) != 1 || m[0].cell("target_kind") != "place" && m[0].cell("target_kind") != "city" {
			t.Errorf("mentions of %s: %v", name, m)
		}
	}
}

func TestEveryLineIsAccountedFor(t *testing.T) {
	p := realRun(t)
	if accounted, all := p.summary.Accounted(); accounted != 112 || all != 112 {
		t.Errorf("%d of %d lines, want 112 of 112", accounted, all)
	}
	want := map[string]int{"boilerplate": 1, "empty_label": 17, "heading": 10, "label": 21, "office": 1, "period": 24, "statement": 22, "title": 16}
	if diff := cmp.Diff(want, p.summary.Lines); diff != "" {
		t.Errorf("lines by class (-want +got):\n%s", diff)
	}
	if b := p.where("coverage", "class", "boilerplate"); len(b) != 1 || b[0].number("line") != 84 {
		t.Errorf("the disclaimer of the map: %v", b)
	}
}

func keysOf(p *published, rule string) []string {
	var keys []string
	for _, f := range p.found(rule) {
		keys = append(keys, f.Key)
	}
	return keys
}

// lines cuts a table of a test into its lines.
func lines(text string) []string { return strings.Split(strings.TrimSpace(text), "\n") }
