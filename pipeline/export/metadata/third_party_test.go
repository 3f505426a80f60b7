package metadata

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The list is that of the modules that are built into the program today.
func TestThirdPartyIsWhatIsBuiltIn(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}},{{.Version}}{{end}}{{end}}", "migdata/cmd/migdata")
	list.Dir = "../../.."
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(string(out))
	slices.Sort(want)
	var got []string
	for _, line := range strings.Split(strings.TrimSpace(thirdPartyCSV), "\n")[1:] {
		got = append(got, line[:strings.LastIndexByte(line, ',')])
	}
	slices.Sort(got)
	if diff := cmp.Diff(slices.Compact(want), got); diff != "" {
		t.Errorf("third_party.csv (-want +got), run third_party_gen.go:\n%s", diff)
	}
}
