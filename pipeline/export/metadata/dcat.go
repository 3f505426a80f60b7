package metadata

import (
	"io"
	"path"
	"strconv"
	"strings"
)

// DCAT describes the release to catalogues: a catalogue of one dataset and its
// distributions by DCAT-AP 3.0.1 (semiceu.github.io/DCAT-AP/releases/3.0.1),
// with the documents it was made from by PROV-O (REC-prov-o-20130430,
// prov:wasDerivedFrom). Authority URIs of the European Union are typed in the
// same graph, as the shapes of DCAT-AP ask for. Addresses that the
// configuration does not give are relative to this file.
var DCAT = Renderer{Path: "metadata/dcat.jsonld", Render: renderDCAT}

const authority = "http://publications.europa.eu/resource/authority/"

// sha256Algorithm is written with https, as the shapes of DCAT-AP ask for.
const sha256Algorithm = "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"

var dcatContext = node{
	"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
	"prov": "http://www.w3.org/ns/prov#", "skos": "http://www.w3.org/2004/02/skos/core#", "spdx": "http://spdx.org/rdf/terms#",
	"vcard": "http://www.w3.org/2006/vcard/ns#", "xsd": "http://www.w3.org/2001/XMLSchema#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}

// licenceCodes are the codes of the licences in the authority table licence.
var licenceCodes = map[string]string{"CC-BY-4.0": "CC_BY_4_0", "CC0-1.0": "CC0", "CC-BY-SA-4.0": "CC_BYSA_4_0", "ODbL-1.0": "ODC_BL"}

// A dcatGraph collects nodes; each authority URI once.
type dcatGraph struct {
	nodes []node
	known map[string]bool
	lang  string
}

func (g *dcatGraph) add(n node)         { g.nodes = append(g.nodes, n) }
func (g *dcatGraph) says(s string) node { return node{"@value": s, "@language": g.lang} }

// concept refers to a code of an authority table and types it.
func (g *dcatGraph) concept(table, code, label, class string) node {
	id := authority + table + "/" + code
	if !g.known[id] {
		g.known[id] = true
		types := []string{"skos:Concept"}
		if class != "" {
			types = append(types, class)
		}
		g.add(node{"@id": id, "@type": types, "skos:inScheme": linkTo(authority + table), "skos:prefLabel": g.says(label)})
	}
	return linkTo(id)
}

// linkTo refers to a node.
func linkTo(id string) node { return node{"@id": id} }

func literal(value, kind string) node { return node{"@value": value, "@type": "xsd:" + kind} }

func renderDCAT(w io.Writer, d Dataset) error {
	about := &d.About
	g := &dcatGraph{known: map[string]bool{}, lang: about.Lang()}
	id := about.ID()
	g.add(node{"@id": "#catalogue", "@type": "dcat:Catalog", "dct:title": g.says("Datasets of " + about.Publisher),
		"dct:description": g.says("The one dataset of this release."), "dct:publisher": linkTo("#publisher"), "dcat:dataset": linkTo(id),
		"dcat:themeTaxonomy": linkTo(authority + "data-theme")})
	g.add(node{"@id": authority + "data-theme", "@type": "skos:ConceptScheme", "dct:title": g.says("Data theme")})
	publisher := node{"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": about.Publisher}
	if about.Homepage != "" {
		publisher["foaf:homepage"] = linkTo(about.Homepage)
		g.add(node{"@id": about.Homepage, "@type": "foaf:Document"})
	}
	g.add(publisher)
	dataset, err := g.dataset(&d)
	if err != nil {
		return err
	}
	dataset["@id"], dataset["@type"] = id, "dcat:Dataset"
	g.add(dataset)
	var distributions []node
	for _, f := range d.Files {
		if isData(f.Path) {
			distributions = append(distributions, linkTo("#"+f.Path))
			g.add(g.distribution(&d, f))
		}
	}
	if len(distributions) > 0 {
		dataset["dcat:distribution"] = distributions
	}
	g.add(node{"@id": sha256Algorithm, "@type": "spdx:ChecksumAlgorithm"})
	return writeJSON(w, node{"@context": dcatContext, "@graph": g.nodes})
}

func (g *dcatGraph) dataset(d *Dataset) (node, error) {
	about := &d.About
	covers, err := coverageOf(d)
	if err != nil {
		return nil, err
	}
	origins, _, err := originsOf(d, true)
	if err != nil {
		return nil, err
	}
	n := node{
		"dct:title": g.says(about.Title), "dct:description": g.says(about.Description + " " + about.Universe), "dct:identifier": about.Name + " " + about.Version,
		"dct:publisher": linkTo("#publisher"), "dct:creator": linkTo("#publisher"), "dcat:version": about.Version, "dct:issued": literal(d.released(), "date"),
		"dct:accessRights": g.concept("access-right", "PUBLIC", "public", "dct:RightsStatement"),
		"dct:rights":       node{"@type": "dct:RightsStatement", "rdfs:label": g.says(about.Rights)},
	}
	if len(about.Lang()) == 2 {
		if code, known := languageCodes[about.Lang()]; known {
			n["dct:language"] = g.concept("language", code, about.Lang(), "dct:LinguisticSystem")
		}
	}
	if about.Frequency != "" {
		n["dct:accrualPeriodicity"] = g.concept("frequency", about.Frequency, strings.ToLower(about.Frequency), "dct:Frequency")
	}
	if about.Contact != "" {
		n["dcat:contactPoint"] = node{"@type": []string{"vcard:Kind", "vcard:Organization"}, "vcard:fn": about.Contact}
	}
	var keywords, themes, places, made []node
	for _, k := range about.Keywords {
		keywords = append(keywords, g.says(k))
	}
	for _, t := range about.Themes {
		themes = append(themes, g.concept("data-theme", t, themeLabels[t], ""))
	}
	for _, c := range covers.countries {
		places = append(places, g.concept("country", c.iso3, c.name, "dct:Location"))
	}
	for _, o := range origins {
		n := node{"@id": "#document/" + o.id, "@type": "prov:Entity", "dct:title": o.title, "dct:identifier": o.id}
		if o.url != "" {
			n["foaf:page"] = linkTo(o.url)
			g.add(node{"@id": o.url, "@type": "foaf:Document"})
		}
		if o.publisher != "" {
			n["dct:publisher"] = node{"@type": "foaf:Agent", "foaf:name": o.publisher}
		}
		if o.sha256 != "" {
			n["spdx:checksum"] = checksum(o.sha256)
		}
		g.add(n)
		made = append(made, linkTo("#document/"+o.id))
	}
	for key, list := range map[string][]node{"dcat:keyword": keywords, "dcat:theme": themes, "dct:spatial": places, "prov:wasDerivedFrom": made} {
		if len(list) > 0 {
			n[key] = list
		}
	}
	if covers.from != "" && covers.to != "" {
		n["dct:temporal"] = node{"@type": "dct:PeriodOfTime", "dcat:startDate": literal(covers.from, "date"), "dcat:endDate": literal(covers.to, "date")}
	}
	return n, nil
}

func (g *dcatGraph) distribution(d *Dataset, f File) node {
	media := "http://www.iana.org/assignments/media-types/" + mediaTypeOf(f.Path)
	if !g.known[media] {
		g.known[media] = true
		g.add(node{"@id": media, "@type": "dct:MediaType"})
	}
	format := strings.ToUpper(strings.TrimPrefix(path.Ext(f.Path), "."))
	address := linkTo(d.address(f.Path, "../"))
	n := node{
		"@id": "#" + f.Path, "@type": "dcat:Distribution", "dct:title": g.says(strings.TrimSuffix(path.Base(f.Path), path.Ext(f.Path)) + " as " + format),
		"dcat:accessURL": address, "dcat:downloadURL": address, "dct:format": g.concept("file-type", format, format, "dct:MediaTypeOrExtent"),
		"dcat:mediaType": linkTo(media), "dcat:byteSize": literal(strconv.FormatInt(f.Bytes, 10), "nonNegativeInteger"), "spdx:checksum": checksum(f.SHA256),
	}
	if code, known := licenceCodes[d.About.Licence]; known {
		n["dct:license"] = g.concept("licence", code, d.About.Licence, "dct:LicenseDocument")
	}
	return n
}

func checksum(sha256 string) node {
	return node{"@type": "spdx:Checksum", "spdx:algorithm": linkTo(sha256Algorithm), "spdx:checksumValue": literal(sha256, "hexBinary")}
}

// languageCodes are those of the authority table language (ISO 639-3).
var languageCodes = map[string]string{"ar": "ARA", "de": "DEU", "en": "ENG", "es": "SPA", "fr": "FRA", "it": "ITA", "pt": "POR"}

// themeLabels are the names of the authority table data-theme.
var themeLabels = map[string]string{
	"AGRI": "Agriculture, fisheries, forestry and food", "ECON": "Economy and finance", "EDUC": "Education, culture and sport", "ENER": "Energy",
	"ENVI": "Environment", "GOVE": "Government and public sector", "HEAL": "Health", "INTR": "International issues",
	"JUST": "Justice, legal system and public safety", "OP_DATPRO": "Provisional data", "REGI": "Regions and cities", "SOCI": "Population and society",
	"TECH": "Science and technology", "TRAN": "Transport",
}
