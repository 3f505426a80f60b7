package metadata

import (
	"io"
	"strconv"
	"strings"
)

// ROCrate packs the release as a research object: RO-Crate 1.2
// (w3id.org/ro/crate/1.2, "Root Data Entity", "Provenance of entities"), with
// an action that made the files of the documents. It has the files that are
// written before it.
var ROCrate = Renderer{Path: "ro-crate-metadata.json", Render: renderROCrate, Option: "ro-crate"}

func renderROCrate(w io.Writer, d Dataset) error {
	about := &d.About
	covers, err := coverageOf(&d)
	if err != nil {
		return err
	}
	origins, _, err := originsOf(&d, true)
	if err != nil {
		return err
	}
	publisher := node{"@id": "#publisher", "@type": "Organization", "name": about.Publisher}
	if about.Homepage != "" {
		publisher["@id"], publisher["url"] = about.Homepage, about.Homepage
	}
	by := linkTo(publisher["@id"].(string))
	root := node{"@id": "./", "@type": "Dataset", "name": about.Title, "description": about.Description + " " + about.Universe, "identifier": about.ID(),
		"version": about.Version, "datePublished": d.released(), "license": linkTo(about.LicenceURL), "publisher": by, "author": by, "mentions": linkTo("#run"),
		"usageInfo": "Rights in the sources: " + about.Rights}
	if len(about.Keywords) > 0 {
		root["keywords"] = strings.Join(about.Keywords, ", ")
	}
	if covers.interval() != "" {
		root["temporalCoverage"] = covers.interval()
	}
	graph := []node{
		{"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "conformsTo": linkTo("https://w3id.org/ro/crate/1.2"), "about": linkTo("./")},
		root, publisher,
		{"@id": about.LicenceURL, "@type": "CreativeWork", "name": licenseTitles[about.Licence], "identifier": "https://spdx.org/licenses/" + about.Licence,
			"description": "Licence of the compilation."},
	}
	var used, made []node
	for _, o := range origins {
		id := "#document/" + o.id
		n := node{"@type": "CreativeWork", "name": o.title}
		if o.url != "" {
			id = o.url
		}
		if o.publisher != "" {
			n["publisher"] = o.publisher
		}
		if o.sha256 != "" {
			n["sha256"] = o.sha256
		}
		n["@id"] = id
		if !hasNode(used, id) { // two documents may be one page
			graph, used = append(graph, n), append(used, linkTo(id))
		}
	}
	for _, f := range d.Files {
		graph = append(graph, node{"@id": f.Path, "@type": "File", "name": f.Path, "encodingFormat": mediaTypeOf(f.Path),
			"contentSize": strconv.FormatInt(f.Bytes, 10), "sha256": f.SHA256})
		made = append(made, linkTo(f.Path))
	}
	root["hasPart"] = made
	run := node{"@id": "#run", "@type": "CreateAction", "name": "The run that made this release", "agent": by, "endTime": d.released(), "object": used, "result": made}
	if about.Homepage != "" { // a program must have an address
		run["instrument"] = linkTo("#migdata")
		graph = append(graph, node{"@id": "#migdata", "@type": "SoftwareApplication", "name": "migdata", "url": about.Homepage, "version": about.Version,
			"description": "Turns documents into claims, and claims into tables."})
	}
	graph = append(graph, run)
	return writeJSON(w, node{"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})
}

func hasNode(nodes []node, id string) bool {
	for _, n := range nodes {
		if n["@id"] == id {
			return true
		}
	}
	return false
}
