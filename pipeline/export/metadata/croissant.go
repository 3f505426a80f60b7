package metadata

import (
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// Croissant describes the release to machine-learning tools and search
// engines: a schema.org Dataset in the vocabulary of Croissant 1.1
// (docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html). Record sets
// read the Parquet files.
var Croissant = Renderer{Path: "croissant.json", Render: renderCroissant}

// A node is a node of JSON-LD. Its keys are written in their order as bytes,
// so that @id and @type come first.
type node = map[string]any

// croissantContext is the context that the specification asks for
// (Croissant 1.1, appendix "JSON-LD context").
var croissantContext = node{
	"@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/",
	"rai": "http://mlcommons.org/croissant/RAI/", "dct": "http://purl.org/dc/terms/", "prov": "http://www.w3.org/ns/prov#",
	"arrayShape": "cr:arrayShape", "citeAs": "cr:citeAs", "column": "cr:column", "conformsTo": "dct:conformsTo", "containedIn": "cr:containedIn",
	"data": node{"@id": "cr:data", "@type": "@json"}, "dataType": node{"@id": "cr:dataType", "@type": "@vocab"},
	"equivalentProperty": "cr:equivalentProperty", "samplingRate": "cr:samplingRate", "examples": node{"@id": "cr:examples", "@type": "@json"}, "extract": "cr:extract", "field": "cr:field", "fileObject": "cr:fileObject",
	"fileProperty": "cr:fileProperty", "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isArray": "cr:isArray",
	"isLiveDataset": "cr:isLiveDataset", "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
	"recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated", "replace": "cr:replace",
	"separator": "cr:separator", "source": "cr:source", "subField": "cr:subField", "transform": "cr:transform",
}

// croissantTypes gives each kind its type. There is no decimal: amounts are
// floats to Croissant, and decimals in the files.
var croissantTypes = map[schemas.Kind]string{
	schemas.Text: "sc:Text", schemas.Code: "sc:Text", schemas.EDTF: "sc:Text",
	schemas.Int: "sc:Integer", schemas.Decimal: "sc:Float", schemas.Day: "sc:Date", schemas.Bool: "sc:Boolean",
}

func renderCroissant(w io.Writer, d Dataset) error {
	dataset, err := schemaOrg(&d)
	if err != nil {
		return err
	}
	dataset["@context"], dataset["conformsTo"], dataset["citeAs"] = croissantContext, "http://mlcommons.org/croissant/1.1", d.About.Citation()
	files, sets := []node{}, []node{}
	for _, f := range d.Files {
		if media := mediaTypeOf(f.Path); isData(f.Path) {
			if media == export.Parquet.MediaType {
				media = "application/x-parquet" // as the specification and its readers know it
			}
			files = append(files, node{"@id": f.Path, "@type": "cr:FileObject", "name": f.Path, "contentUrl": d.address(f.Path, ""),
				"contentSize": strconv.FormatInt(f.Bytes, 10) + " B", "encodingFormat": media, "sha256": f.SHA256})
		}
	}
	for _, r := range d.Resources {
		if file, ok := d.file(export.Parquet.Path(r.Table)); ok {
			sets = append(sets, recordSet(r.Table, file.Path))
		}
	}
	dataset["distribution"], dataset["recordSet"] = files, sets
	return writeJSON(w, dataset)
}

// schemaOrg describes the release as a schema.org Dataset.
func schemaOrg(d *Dataset) (node, error) {
	about := &d.About
	covers, err := coverageOf(d)
	if err != nil {
		return nil, err
	}
	origins, _, err := originsOf(d, false)
	if err != nil {
		return nil, err
	}
	publisher := node{"@type": "Organization", "name": about.Publisher}
	if about.Homepage != "" {
		publisher["url"] = about.Homepage
	}
	dataset := node{
		"@id": about.ID(), "@type": "sc:Dataset", "name": about.Name, "alternateName": about.Title,
		"description": about.Description + " " + about.Universe, "version": about.Version, "datePublished": d.released(),
		"license": about.LicenceURL, "creator": publisher, "publisher": publisher, "inLanguage": about.Lang(),
		"isAccessibleForFree": true, "usageInfo": "Rights in the sources: " + about.Rights, "isLiveDataset": false,
	}
	set := func(key string, value string) {
		if value != "" {
			dataset[key] = value
		}
	}
	set("url", about.Homepage)
	set("temporalCoverage", covers.interval())
	if len(about.Keywords) > 0 {
		dataset["keywords"] = about.Keywords
	}
	var places, based []node
	for _, c := range covers.countries {
		places = append(places, node{"@type": "Country", "name": c.name, "identifier": c.iso3})
	}
	for _, o := range origins {
		work := node{"@type": "CreativeWork", "name": o.title}
		if o.url != "" {
			work["url"] = o.url
		}
		if o.publisher != "" {
			work["publisher"] = node{"@type": "Organization", "name": o.publisher}
		}
		based = append(based, work)
	}
	if len(places) > 0 {
		dataset["spatialCoverage"] = places
	}
	if len(based) > 0 {
		dataset["isBasedOn"] = based
	}
	if len(d.Resources) > 0 {
		var variables []node
		first := d.Resources[0].Table
		for i := range first.Fields {
			variables = append(variables, node{"@type": "PropertyValue", "name": first.Fields[i].Name, "description": first.Fields[i].Doc})
		}
		dataset["variableMeasured"] = variables
	}
	return dataset, nil
}

// recordSet describes a table as it stands in a file of Parquet. It names no
// references: readers (mlcroissant 1.1) join the tables by them, and drop rows
// whose reference is blank. The Data Package and CSVW have them.
func recordSet(t *schemas.Table, file string) node {
	var fields, keys []node
	for i := range t.Fields {
		f := &t.Fields[i]
		field := node{"@id": t.Name + "/" + f.Name, "@type": "cr:Field", "name": f.Name, "description": f.Doc, "dataType": croissantTypes[f.Kind],
			"source": node{"fileObject": node{"@id": file}, "extract": node{"column": f.Name}}}
		if f.List {
			field["isArray"], field["arrayShape"] = true, "-1"
		}
		fields = append(fields, field)
	}
	for _, k := range t.Key {
		keys = append(keys, node{"@id": t.Name + "/" + k})
	}
	return node{"@id": t.Name, "@type": "cr:RecordSet", "name": t.Name, "description": t.Doc, "key": keys, "field": fields}
}

// address is where a file of the release is found: at its address, where the
// configuration has one, or from the document that names it.
func (d *Dataset) address(file, up string) string {
	if url := d.About.FileURL(file); url != "" {
		return url
	}
	return up + file
}

// isData reports whether a file holds tables, and is no document about them.
func isData(file string) bool {
	folder := path.Dir(file)
	return slices.ContainsFunc(export.Formats, func(f export.Format) bool { return f.Name == folder }) && !strings.HasSuffix(file, ".schema.json")
}

// mediaTypeOf names the media type of a file of the release (RFC 6838).
func mediaTypeOf(file string) string {
	for _, f := range export.Formats {
		if f.Name == path.Dir(file) && f.MediaType != "" {
			return f.MediaType
		}
	}
	switch path.Ext(file) {
	case ".md":
		return "text/markdown"
	case ".jsonld":
		return "application/ld+json"
	case ".ipynb":
		return "application/x-ipynb+json"
	case ".json":
		return "application/json"
	case ".xml":
		return "application/xml"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ".csv":
		return "text/csv"
	}
	return "text/plain"
}
