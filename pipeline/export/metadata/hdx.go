package metadata

import (
	"errors"
	"io"
	"path"
	"strings"
)

// HDX has what the Humanitarian Data Exchange asks of a dataset: the required
// fields of its HDX Python API (hdx_base_configuration.yaml, dataset and
// resource). The ids of organisation and maintainer come from its members'
// accounts, so that the configuration has to give them.
var HDX = Renderer{Path: "metadata/hdx.json", Render: renderHDX, Option: "hdx"}

// hdxLicences and hdxFrequencies are the codes of HDX (dataset form, "License"
// and "Expected update frequency": days, -2 as needed, -1 never).
var (
	hdxLicences    = map[string]string{"CC-BY-4.0": "cc-by", "CC-BY-SA-4.0": "cc-by-sa", "CC0-1.0": "other-pd-nr", "ODbL-1.0": "hdx-odc-odbl"}
	hdxFrequencies = map[string]string{"ANNUAL": "365", "QUARTERLY": "90", "MONTHLY": "30", "NEVER": "-1"}
)

type (
	hdxDataset struct {
		Name         string        `json:"name"`
		Title        string        `json:"title"`
		Notes        string        `json:"notes"`
		Private      bool          `json:"private"`
		Source       string        `json:"dataset_source"`
		Organisation string        `json:"owner_org"`
		Maintainer   string        `json:"maintainer"`
		Date         string        `json:"dataset_date"`
		Frequency    string        `json:"data_update_frequency"`
		Groups       []hdxName     `json:"groups"`
		Licence      string        `json:"license_id"`
		Methodology  string        `json:"methodology"`
		Other        string        `json:"methodology_other"`
		Caveats      string        `json:"caveats"`
		Tags         []hdxName     `json:"tags"`
		Resources    []hdxResource `json:"resources"`
	}
	hdxName struct {
		Name string `json:"name"`
	}
	hdxResource struct {
		Package     string `json:"package_id"`
		Name        string `json:"name"`
		Format      string `json:"format"`
		Description string `json:"description"`
		URLType     string `json:"url_type"`
		Type        string `json:"resource_type"`
	}
)

func renderHDX(w io.Writer, d Dataset) error {
	about := &d.About
	if about.HDX.Organisation == "" || about.HDX.Maintainer == "" {
		return errors.New("dataset.hdx gives no organisation or no maintainer")
	}
	covers, err := coverageOf(&d)
	if err != nil {
		return err
	}
	dataset := hdxDataset{
		Name: about.Name, Title: about.Title, Notes: about.Description + "\n\n" + about.Universe, Source: about.Publisher,
		Organisation: about.HDX.Organisation, Maintainer: about.HDX.Maintainer, Frequency: hdxFrequencies[about.Frequency], Licence: hdxLicences[about.Licence],
		Methodology: "Other", Other: "Each cell rests on claims of named documents, which the tables claims and documents hold.",
		Caveats: strings.Join(append([]string{"Rights in the sources: " + about.Rights}, about.Caveats...), "\n"), Groups: []hdxName{}, Tags: []hdxName{}, Resources: []hdxResource{},
	}
	if dataset.Frequency == "" {
		dataset.Frequency = "-2"
	}
	dataset.Date = "[" + d.released() + "T00:00:00 TO " + d.released() + "T23:59:59]"
	if covers.interval() != "" {
		dataset.Date = "[" + covers.from + "T00:00:00 TO " + covers.to + "T23:59:59]"
	}
	for _, c := range covers.countries {
		dataset.Groups = append(dataset.Groups, hdxName{strings.ToLower(c.iso3)})
	}
	for _, k := range about.Keywords {
		dataset.Tags = append(dataset.Tags, hdxName{strings.ToLower(k)})
	}
	for _, f := range d.Files {
		if (path.Ext(f.Path) == ".csv" || path.Ext(f.Path) == ".xlsx") && isData(f.Path) {
			dataset.Resources = append(dataset.Resources, hdxResource{about.Name, path.Base(f.Path), strings.TrimPrefix(path.Ext(f.Path), "."),
				d.describe(f.Path), "upload", "file.upload"})
		}
	}
	return writeJSON(w, dataset)
}

// describe says what a file of tables holds.
func (d *Dataset) describe(file string) string {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if r, ok := d.Resource(name); ok {
		return r.Table.Doc
	}
	return "All tables of the dataset."
}
