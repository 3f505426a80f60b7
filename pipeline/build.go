package pipeline

import (
	"encoding/json"
	"runtime"
	"runtime/debug"
)

// A Build is the identity of the code that made a release. It stands beside
// the manifest and in no hash, as another build of the same code from the same
// inputs makes the same release.
type Build struct {
	Program  string `json:"program"`
	Revision string `json:"revision"` // of the version control; "" where unknown
	Modified bool   `json:"modified"` // the code has changes that no revision holds
	Go       string `json:"go"`
	OS       string `json:"os"`
	Arch     string `json:"arch"`
}

// ThisBuild returns the identity of the running program.
func ThisBuild() Build {
	b := Build{Program: "migdata", Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				b.Revision = s.Value
			case "vcs.modified":
				b.Modified = s.Value == "true"
			}
		}
	}
	return b
}

func (b Build) encode() []byte {
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		panic(err) // a struct of texts
	}
	return append(text, '\n')
}
