package metadata

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"migdata/schemas"
)

// IATI reports the projects by the IATI Activity Standard 2.03
// (iatistandard.org/en/iati-standard/203/activity-standard), one activity
// each, as a secondary reporter under an id of the configuration. Elements
// stand in the order of the schema. What no source states stays away: flow,
// finance, aid and collaboration types, shares of countries, ids of
// organisations. Partners, counterparts and beneficiaries have no role there.
// Activities are streamed; reference tables are held.
var IATI = Renderer{Path: "metadata/iati-activities.xml", Render: renderIATI}

// The elements of an activity, in the order of the schema.
type (
	iatiActivity struct {
		XMLName       xml.Name           `xml:"iati-activity"`
		Language      string             `xml:"xml:lang,attr"`
		Updated       string             `xml:"last-updated-datetime,attr"`
		Hierarchy     int                `xml:"hierarchy,attr"`
		ID            string             `xml:"iati-identifier"`
		Reporter      iatiReporter       `xml:"reporting-org"`
		Title         iatiNarrative      `xml:"title"`
		Descriptions  []iatiDescription  `xml:"description"`
		Organisations []iatiOrganisation `xml:"participating-org"`
		Identifiers   []iatiIdentifier   `xml:"other-identifier"`
		Status        iatiCode           `xml:"activity-status"`
		Dates         []iatiDate         `xml:"activity-date"`
		Scope         *iatiCode          `xml:"activity-scope"`
		Country       *iatiCode          `xml:"recipient-country"`
		Region        *iatiCode          `xml:"recipient-region"`
		Locations     []iatiLocation     `xml:"location"`
		Sector        iatiCode           `xml:"sector"`
		Tags          []iatiCode         `xml:"tag"`
		Budgets       []iatiBudget       `xml:"budget"`
		Links         []iatiLink         `xml:"document-link"`
		Related       []iatiRelated      `xml:"related-activity"`
	}
	iatiReporter struct {
		Ref       string `xml:"ref,attr"`
		Type      string `xml:"type,attr"`
		Secondary int    `xml:"secondary-reporter,attr"`
		Name      string `xml:"narrative"`
	}
	iatiNarrative struct {
		Text string `xml:"narrative"`
	}
	iatiDescription struct {
		Type string `xml:"type,attr"`
		Text string `xml:"narrative"`
	}
	iatiOrganisation struct {
		Role string `xml:"role,attr"`
		Type string `xml:"type,attr,omitempty"`
		Name string `xml:"narrative"`
	}
	iatiIdentifier struct {
		Ref   string        `xml:"ref,attr"`
		Type  string        `xml:"type,attr"`
		Owner iatiNarrative `xml:"owner-org"`
	}
	iatiCode struct {
		Vocabulary string `xml:"vocabulary,attr,omitempty"`
		Code       string `xml:"code,attr"`
		Percentage string `xml:"percentage,attr,omitempty"`
		Text       string `xml:"narrative,omitempty"`
	}
	iatiDate struct {
		Type string `xml:"type,attr"`
		Date string `xml:"iso-date,attr"`
		Text string `xml:"narrative"`
	}
	iatiLocation struct {
		Administrative iatiCode `xml:"administrative"`
	}
	iatiBudget struct {
		Type   string    `xml:"type,attr"`
		Status string    `xml:"status,attr"`
		From   iatiDay   `xml:"period-start"`
		To     iatiDay   `xml:"period-end"`
		Value  iatiValue `xml:"value"`
	}
	iatiDay struct {
		Date string `xml:"iso-date,attr"`
	}
	iatiValue struct {
		Currency string `xml:"currency,attr"`
		Date     string `xml:"value-date,attr"`
		Amount   string `xml:",chardata"`
	}
	iatiLink struct {
		Format   string        `xml:"format,attr"`
		URL      string        `xml:"url,attr"`
		Title    iatiNarrative `xml:"title"`
		Category iatiCode      `xml:"category"`
	}
	iatiRelated struct {
		Ref  string `xml:"ref,attr"`
		Type string `xml:"type,attr"`
	}
)

func renderIATI(w io.Writer, d Dataset) error {
	if d.About.IATI.Reporter == "" {
		return nil
	}
	if _, ok := d.Resource(schemas.Projects.Name); !ok {
		return nil
	}
	reporter, err := newReporter(&d)
	if err != nil {
		return err
	}
	defer reporter.stop()
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	root := xml.StartElement{Name: xml.Name{Local: "iati-activities"}, Attr: []xml.Attr{
		{Name: xml.Name{Local: "version"}, Value: "2.03"}, {Name: xml.Name{Local: "generated-datetime"}, Value: d.released() + "T00:00:00Z"}}}
	if err := e.EncodeToken(root); err != nil {
		return err
	}
	note := fmt.Sprintf(" %s, version %s. A secondary report by %s, made from documents of others. %s The id of the reporter is its own and stands in no register of organisations. ",
		d.About.Title, d.About.Version, d.About.Publisher, d.About.IATI.Note)
	if err := e.EncodeToken(xml.Comment(plainComment(note))); err != nil {
		return err
	}
	left := 0
	for project, err := range d.rows(schemas.Projects.Name) {
		if err != nil {
			return err
		}
		activity, ok, err := reporter.activity(project)
		if err != nil {
			return err
		}
		if !ok {
			left++
			continue
		}
		if err := e.Encode(activity); err != nil {
			return err
		}
	}
	if left > 0 {
		if err := e.EncodeToken(xml.Comment(" Left out, as the standard asks for a start and a status: " + plural(int64(left), "project", "projects") + ". ")); err != nil {
			return err
		}
	}
	if err := e.EncodeToken(root.End()); err != nil {
		return err
	}
	if err := e.Close(); err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n")
	return err
}

// plainComment is a text that may stand in a comment (XML 1.0, 2.5).
func plainComment(s string) string {
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	return strings.TrimSuffix(s, "-")
}
