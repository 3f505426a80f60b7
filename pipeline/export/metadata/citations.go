package metadata

import (
	"fmt"
	"io"
)

// Citations has a line for each project: its id, a tab, and how to cite it.
var Citations = Renderer{Path: "metadata/citations.txt", Render: renderCitations}

// mostCitations is how many projects a release may have for the file of
// citations: a larger one says in the codebook how a line is made.
const mostCitations = 100_000

func renderCitations(w io.Writer, d Dataset) error {
	citations, ok := d.Citations()
	if projects, _ := d.Resource("projects"); !ok || projects.Rows > mostCitations {
		return nil
	}
	for c, err := range citations {
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\n", c.Project, c.Line); err != nil {
			return err
		}
	}
	return nil
}
