package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A manifest is read as it was written, and one that leads out of its release,
// is of another format or has unknown members is refused.
func TestManifest(t *testing.T) {
	dir := t.TempDir()
	rows := 3
	m := Manifest{Name: "n", Version: "1.0.0", AsOf: "2021-12-31", Released: "2026-11-23", Previous: &Predecessor{"0.9.0", "ab"},
		Files: []FileEntry{{File: File{Path: "csv/a.csv", Bytes: 1, SHA256: "00"}, Table: "a", Rows: &rows}}, Settings: json.RawMessage(`{"as_of":"2021-12-31"}`)}
	text, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, ManifestPath), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(string(text))
	got, sha, err := ReadManifest(dir)
	if err != nil || len(sha) != 64 {
		t.Fatal(err, sha)
	}
	if again, _ := got.Encode(); string(again) != string(text) {
		t.Errorf("read and written again it is\n%s", again)
	}
	for name, twin := range map[string]string{
		"no plain path":    strings.Replace(string(text), "csv/a.csv", "../a.csv", 1),
		"this program":     strings.Replace(string(text), "migdata manifest 1", "migdata manifest 9", 1),
		"unknown field":    strings.Replace(string(text), `"name"`, `"nome"`, 1),
		"unexpected EOF":   string(text)[:100],
		"relative to the":  strings.Replace(string(text), "csv/a.csv", "/etc/passwd", 1),
		"or not plain":     strings.Replace(string(text), "csv/a.csv", "csv//a.csv", 1),
		"cannot unmarshal": strings.Replace(string(text), `"bytes": 1`, `"bytes": "1"`, 1),
	} {
		write(twin)
		if _, _, err := ReadManifest(dir); err == nil || !strings.Contains(err.Error(), name) && !strings.Contains(name, "plain path") {
			t.Errorf("the twin %q is read: %v", name, err)
		}
	}
}

// Links in the places that publishing uses are replaced or refused, and what
// they lead to stays as it is.
func TestPlantedLinksOfVersions(t *testing.T) {
	elsewhere := t.TempDir()
	fill(t, elsewhere, map[string]string{"precious.txt": "precious"})
	before := tree(t, elsewhere)
	for _, name := range []string{Latest, nextPointer, stagedArchive, journalFile, "2.0.0"} {
		for _, to := range []string{elsewhere, filepath.Join(elsewhere, "precious.txt")} {
			out := t.TempDir()
			if err := os.Symlink(to, filepath.Join(out, name)); err != nil {
				t.Fatal(err)
			}
			err := publishVersion(out, "2.0.0", nil)
			if refused := name == journalFile || name == "2.0.0"; (err != nil) != refused {
				t.Errorf("%s -> %s: %v", name, to, err)
			}
			sameTree(t, elsewhere, before)
		}
	}
	out := t.TempDir()
	if err := os.Mkdir(filepath.Join(out, Latest), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := publishVersion(out, "1.0.0", nil); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder in the place of the pointer: %v", err)
	}
}

// The same files give the same archive, and a version that is there stays.
func TestVersionsStay(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	for _, out := range []string{a, b} {
		if err := publishVersion(out, "1.0.0", nil); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, a)
	if before["1.0.0.zip"] == "" || before["1.0.0.zip"] != tree(t, b)["1.0.0.zip"] {
		t.Error("the archives differ")
	}
	if err := publishVersion(a, "1.0.0", nil); err == nil || !strings.Contains(err.Error(), ErrExists.Error()) {
		t.Errorf("published twice: %v", err)
	}
	sameTree(t, a, before)
}

func TestRollbackAndRemove(t *testing.T) {
	out := t.TempDir()
	for _, version := range []string{"1.0.0", "1.1.0", "1.2.0"} {
		if err := publishVersion(out, version, nil); err != nil {
			t.Fatal(err)
		}
	}
	latest := func() string {
		t.Helper()
		releases, err := List(out)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range releases {
			if r.Latest {
				return r.Version
			}
		}
		return ""
	}
	if err := Rollback(out, "1.1.0"); err != nil || latest() != "1.1.0" {
		t.Errorf("latest is %s: %v", latest(), err)
	}
	for _, version := range []string{"1.9.0", "..", ".staging", "1.0.0.zip"} {
		if err := Rollback(out, version); err == nil {
			t.Errorf("rolled back to %s", version)
		}
	}
	if err := Remove(out, "1.0.0", "1.1.0"); err == nil || latest() != "1.1.0" {
		t.Errorf("the latest is removed: %v", err)
	}
	if err := Remove(out, "1.0.0"); err != nil {
		t.Fatal(err)
	}
	settledNames := tree(t, out)
	for _, gone := range []string{"1.0.0/", "1.0.0.zip"} {
		if _, there := settledNames[gone]; there {
			t.Errorf("%s is still there", gone)
		}
	}
	if err := Remove(out, "7.0.0"); err == nil {
		t.Error("a version that is not there is removed")
	}
}

// A process that dies while it removes a version leaves all of it or nothing,
// once the next has come.
func TestKilledPrune(t *testing.T) {
	died := errors.New("dead")
	for at := 1; ; at++ {
		out := prepared(t)
		if err := publishVersion(out, "1.1.0", nil); err != nil {
			t.Fatal(err)
		}
		n, reached := 0, false
		err := removeOn(out, func(what step, _ string) error {
			if n++; n >= at {
				reached = true
				return died
			}
			return taken(what)
		}, "1.0.0")
		if !reached {
			if err != nil {
				t.Fatal(err)
			}
			return
		}
		if err := changeOn(out, nil, func(*output) error { return nil }); err != nil {
			t.Fatalf("the next run after step %d: %v", at, err)
		}
		settled(t, out, fmt.Sprintf("after a death at step %d of removing", at))
		names := tree(t, out)
		_, folder := names["1.0.0/"]
		if _, archive := names["1.0.0.zip"]; folder != archive {
			t.Errorf("after a death at step %d: folder %t, archive %t", at, folder, archive)
		}
	}
}

// The pointer leads to versions, and goes back by Rollback alone.
func TestPointer(t *testing.T) {
	out := prepared(t)
	if err := Rollback(out, "preview"); err == nil {
		t.Error("latest leads to a preview")
	}
	if err := errors.Join(publishVersion(out, "1.10.0", nil), publishVersion(out, "1.9.0", nil)); err != nil {
		t.Fatal(err)
	}
	if folder, err := LatestFolder(out); err != nil || filepath.Base(folder) != "1.10.0" {
		t.Errorf("latest is %s: %v", folder, err)
	}
	if err := os.Rename(filepath.Join(out, "1.9.0"), filepath.Join(out, "2.0.0")); err != nil {
		t.Fatal(err)
	}
	if err := Rollback(out, "2.0.0"); err == nil || !strings.Contains(err.Error(), "1.9.0") {
		t.Errorf("another version under its name: %v", err)
	}
}

// Nothing that is no plain file makes a reader wait.
func TestOpenPlain(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ManifestPath), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ReadManifest(dir); err == nil || !strings.Contains(err.Error(), "no plain file") {
		t.Errorf("a folder: %v", err)
	}
	pipe := t.TempDir()
	if err := makePipe(filepath.Join(pipe, ManifestPath)); err != nil {
		t.Log("no pipes here:", err)
		return
	}
	if _, _, err := ReadManifest(pipe); err == nil || !strings.Contains(err.Error(), "no plain file") {
		t.Errorf("a pipe: %v", err)
	}
}
