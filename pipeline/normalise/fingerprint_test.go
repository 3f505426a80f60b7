package normalise

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every embedded table is in the fingerprint.
func TestFingerprintHasAllTables(t *testing.T) {
	code, err := os.ReadFile("fingerprint.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	embedded := regexp.MustCompile(`(?m)^\s*//go:embed [^\n]+\n(?:\s*//go:embed [^\n]+\n)*\s*(?:var )?(\w+)`)
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range embedded.FindAllStringSubmatch(string(text), -1) {
			found++
			if !strings.Contains(string(code), match[1]) {
				t.Errorf("%s: %s is not in the fingerprint", file, match[1])
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d embedded tables were found", found)
	}
	if sum, size := Fingerprint(); len(sum) != 64 || size < 1<<20 {
		t.Errorf("fingerprint %s of %d bytes", sum, size)
	}
}
