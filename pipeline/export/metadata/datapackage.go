package metadata

import (
	"io"
	"strconv"

	"migdata/schemas"
)

// DataPackage describes the release by the Data Package standard, version 2.0
// (datapackage.org). It stands at the root of the release: paths of resources
// are relative to the descriptor and may not lead upwards (Data Resource,
// "path"), so that in a folder of its own it could reach no file.
var DataPackage = Renderer{Path: "datapackage.json", Render: renderDataPackage}

// DataPackageCopy is the same document among the others about the release, for
// people who look for it there; its paths are those of the root.
var DataPackageCopy = Renderer{Path: "metadata/datapackage.json", Render: renderDataPackage}

const profiles = "https://datapackage.org/profiles/2.0/"

// The descriptor, in the order in which it is written.
type (
	dataPackage struct {
		Schema       string         `json:"$schema"`
		Name         string         `json:"name"`
		ID           string         `json:"id"`
		Title        string         `json:"title"`
		Description  string         `json:"description"`
		Homepage     string         `json:"homepage,omitempty"`
		Version      string         `json:"version"`
		Created      string         `json:"created"`
		Keywords     []string       `json:"keywords,omitempty"`
		Licenses     []license      `json:"licenses"`
		Contributors []contributor  `json:"contributors"`
		Sources      []source       `json:"sources,omitempty"`
		Resources    []dataResource `json:"resources"`
	}
	license struct {
		Name  string `json:"name"`
		Path  string `json:"path"`
		Title string `json:"title,omitempty"`
	}
	contributor struct {
		Title string   `json:"title"`
		Path  string   `json:"path,omitempty"`
		Roles []string `json:"roles"`
	}
	source struct {
		Title   string `json:"title"`
		Path    string `json:"path,omitempty"`
		Version string `json:"version,omitempty"`
	}
	dataResource struct {
		Name        string      `json:"name"`
		Type        string      `json:"type"`
		Title       string      `json:"title"`
		Description string      `json:"description"`
		Path        string      `json:"path"`
		Format      string      `json:"format"`
		MediaType   string      `json:"mediatype"`
		Encoding    string      `json:"encoding,omitempty"`
		Bytes       int64       `json:"bytes"`
		Hash        string      `json:"hash"`
		Dialect     *dialect    `json:"dialect,omitempty"`
		Schema      tableSchema `json:"schema"`
		// The same table in other formats. The standard leaves room for
		// properties of one's own; a resource each would ask every reader for
		// every format.
		Alternatives []alternative `json:"alternatives,omitempty"`
	}
	alternative struct {
		Path      string `json:"path"`
		Format    string `json:"format"`
		MediaType string `json:"mediatype"`
		Bytes     int64  `json:"bytes"`
		Hash      string `json:"hash"`
	}
	dialect struct {
		Schema         string `json:"$schema"`
		Delimiter      string `json:"delimiter"`
		LineTerminator string `json:"lineTerminator"`
		QuoteChar      string `json:"quoteChar"`
		DoubleQuote    bool   `json:"doubleQuote"`
		Header         bool   `json:"header"`
	}
)

// csvDialect is RFC 4180's.
var csvDialect = &dialect{profiles + "tabledialect.json", ",", "\r\n", `"`, true, true}

// licenseTitles names the licences that the configuration allows.
var licenseTitles = map[string]string{
	"CC-BY-4.0":    "Creative Commons Attribution 4.0 International",
	"CC-BY-SA-4.0": "Creative Commons Attribution Share Alike 4.0 International",
	"CC0-1.0":      "Creative Commons Zero v1.0 Universal",
	"ODbL-1.0":     "Open Data Commons Open Database License v1.0",
}

func renderDataPackage(w io.Writer, d Dataset) error {
	about := &d.About
	sources, err := sourcesOf(d)
	if err != nil {
		return err
	}
	resources, err := dataResources(d)
	if err != nil {
		return err
	}
	descriptor := dataPackage{
		Schema: profiles + "datapackage.json", Name: about.Name, ID: about.ID(), Title: about.Title,
		Description: about.Description + "\n\n" + about.Universe + "\n\nRights in the sources: " + about.Rights,
		Homepage:    about.Homepage, Version: about.Version, Created: schemas.DayString(about.Released) + "T00:00:00Z",
		Keywords:     about.Keywords,
		Licenses:     []license{{about.Licence, about.LicenceURL, licenseTitles[about.Licence]}},
		Contributors: []contributor{{about.Publisher, about.Homepage, []string{"publisher"}}},
		Sources:      sources,
		Resources:    resources,
	}
	return writeJSON(w, descriptor)
}

// dataResources describes each table once, in the first of its shapes. CSV is
// the one that tools of the standard read to the end: Frictionless (Python,
// 5.21) takes lists and blank numbers of Parquet for errors of type, and
// counts no bytes of JSON.
func dataResources(d Dataset) ([]dataResource, error) {
	resources := []dataResource{}
	for _, r := range d.Resources {
		shapes := d.filesOf(r.Table)
		if len(shapes) == 0 {
			continue
		}
		first := shapes[0]
		schema, err := tableSchemaOf(d, r, first.Flat)
		if err != nil {
			return nil, err
		}
		described := dataResource{
			Name: r.Table.Name, Type: "table", Title: r.Table.Title, Description: r.Table.Doc,
			Path: first.File.Path, Format: first.Name, MediaType: first.MediaType, Bytes: first.Bytes, Hash: "sha256:" + first.SHA256,
			Schema: schema,
		}
		if first.Text {
			described.Encoding = "utf-8"
		}
		if first.Name == "csv" {
			described.Dialect = csvDialect
		}
		for _, s := range shapes[1:] {
			described.Alternatives = append(described.Alternatives, alternative{s.File.Path, s.Name, s.MediaType, s.Bytes, "sha256:" + s.SHA256})
		}
		resources = append(resources, described)
	}
	return resources, nil
}

// maxSources keeps the descriptor small where documents are counted by the
// thousand; the table documents has them all.
const maxSources = 1000

// sourcesOf lists the texts that were received and the pages that are cited.
// Curated files are our own work and no source.
func sourcesOf(d Dataset) ([]source, error) {
	origins, more, err := originsOf(&d, false)
	var sources []source
	for _, o := range origins {
		sources = append(sources, source{o.title, o.url, o.published})
	}
	if more > 0 {
		sources = append(sources, source{Title: strconv.Itoa(more) + " more stand in the table documents"})
	}
	return sources, err
}
