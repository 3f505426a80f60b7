package metadata

import (
	"encoding/json"
	"fmt"
	"io"
)

// Citation tells citation managers how to cite the release: the Citation File
// Format, version 1.2.0 (citation-file-format.github.io, schema guide). The
// file is YAML of which each value is written as JSON, which YAML 1.2 holds.
// There is no DOI in it, as nobody has given the dataset one.
var Citation = Renderer{Path: "CITATION.cff", Render: renderCitationFile}

func renderCitationFile(w io.Writer, d Dataset) error {
	about := &d.About
	for _, key := range []struct {
		name  string
		value any
		blank bool
	}{
		{"cff-version", "1.2.0", false},
		{"message", "If you use this dataset, please cite it as below, and the sources that you rest a statement on.", false},
		{"type", "dataset", false},
		{"title", about.Title, false},
		{"abstract", about.Description + " " + about.Universe, false},
		{"authors", []map[string]string{{"name": about.Publisher}}, false},
		{"version", about.Version, false},
		{"date-released", d.released(), false},
		{"license", about.Licence, false},
		{"url", about.Homepage, about.Homepage == ""},
		{"keywords", about.Keywords, len(about.Keywords) == 0},
	} {
		if key.blank {
			continue
		}
		value, err := json.Marshal(key.value)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", key.name, value); err != nil {
			return err
		}
	}
	return nil
}
