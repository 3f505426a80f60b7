package pipeline

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"migdata/pipeline/release"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The bytes of every published file are those that somebody has looked at.
// `make golden` writes the list anew; the difference belongs into the review.
func TestGolden(t *testing.T) {
	const golden = "testdata/golden.txt"
	var list strings.Builder
	for _, f := range realRun(t).summary.Files {
		fmt.Fprintf(&list, "%s  %s\n", f.SHA256, f.Path)
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(list.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(hashes(string(text)), hashes(list.String())); diff != "" {
		t.Errorf("published files differ from %s; if that is meant, run make golden (-want +got):\n%s", golden, diff)
	}
}

// hashes maps the paths of a list to their hashes.
func hashes(list string) map[string]string {
	files := map[string]string{}
	for line := range strings.Lines(list) {
		hash, path, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		files[path] = hash
	}
	return files
}

// The list of files holds what lies in the folder.
func TestFilesAreThoseOfTheFolder(t *testing.T) {
	p := realRun(t)
	got := tree(t, p.folder)
	for _, f := range p.summary.Files {
		if int64(len(got[f.Path])) != f.Bytes {
			t.Errorf("%s has %d bytes, %d are stated", f.Path, len(got[f.Path]), f.Bytes)
		}
		delete(got, f.Path)
	}
	delete(got, release.BuildPath) // the identity of the code is in no list
	if len(got) > 0 {
		t.Errorf("files that no list has: %v", sortedKeys(got))
	}
}
