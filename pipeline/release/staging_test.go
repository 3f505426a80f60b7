package release

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree reads a folder: each entry with its content, folders and links marked.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir():
			found[filepath.ToSlash(name)+"/"] = ""
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(path)
			found[name] = "-> " + target
			return err
		default:
			text, err := os.ReadFile(path)
			found[filepath.ToSlash(name)] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// sameTree fails the test where a folder is not as expected.
func sameTree(t *testing.T, folder string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, tree(t, folder)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", folder, diff)
	}
}

// fill makes files of a folder: path and text.
func fill(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// begin begins a release and abandons it when the test ends.
func begin(t *testing.T, out, name string) *Staging {
	t.Helper()
	s, err := Begin(out, name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Abort(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// write writes a file of a release.
func write(t *testing.T, s *Staging, name, text string) {
	t.Helper()
	w, err := s.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func commit(t *testing.T, s *Staging) {
	t.Helper()
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
}

func TestFilesAreCountedAndHashed(t *testing.T) {
	s := begin(t, t.TempDir(), "preview")
	write(t, s, "b/z.csv", "z")
	write(t, s, "a.txt", "hello")
	write(t, s, "b/c/d.json", "")
	sum := func(text string) string {
		h := sha256.Sum256([]byte(text))
		return hex.EncodeToString(h[:])
	}
	want := []File{
		{Path: "a.txt", Bytes: 5, SHA256: sum("hello")}, {Path: "b/c/d.json", SHA256: sum("")}, {Path: "b/z.csv", Bytes: 1, SHA256: sum("z")},
	}
	if diff := cmp.Diff(want, s.Files()); diff != "" {
		t.Error(diff)
	}
}

func TestOpenReadsBack(t *testing.T) {
	s := begin(t, t.TempDir(), "preview")
	w, err := s.Create("a/b.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open("a/b.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is still being written opens: %v", err)
	}
	if _, err := io.WriteString(w, "hello"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := s.Open("a/b.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil || string(text) != "hello" || f.Size() != 5 {
		t.Errorf("%q of %d bytes, %v", text, f.Size(), err)
	}
	tail := make([]byte, 2)
	if _, err := f.ReadAt(tail, 3); err != nil || string(tail) != "lo" {
		t.Errorf("%q, %v", tail, err)
	}
}

func TestPathsStayInside(t *testing.T) {
	out := t.TempDir()
	s := begin(t, out, "preview")
	write(t, s, "a.txt", "a")
	before := tree(t, out)
	for _, path := range []string{
		"", ".", "..", "../x", "a/../../x", "/x", "//x", "a//b", "a/", "./a", `a\b`, `..\x`, "C:x", "a\x00b", "a.txt", "a.txt/b", "b/..",
	} {
		if w, err := s.Create(path); err == nil {
			t.Errorf("%q is created: %v", path, w.Close())
		}
		if path == "a.txt" {
			continue
		}
		if _, err := s.Open(path); err == nil {
			t.Errorf("%q opens", path)
		}
	}
	sameTree(t, out, before)
}

func TestNames(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for _, name := range []string{"", ".", "..", "a/b", `a\b`, ".staging", ".lock", "/x", "c:", "../x"} {
		if s, err := Begin(out, name); err == nil {
			t.Errorf("%q is begun", name)
			if err := s.Abort(); err != nil {
				t.Error(err)
			}
		}
	}
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s was made: %v", out, err)
	}
}

// TestPlantedLinks: links inside the output folder are neither followed nor
// replaced, and what they lead to stays as it is.
func TestPlantedLinks(t *testing.T) {
	elsewhere := t.TempDir()
	fill(t, elsewhere, map[string]string{"precious.txt": "precious"})
	before := tree(t, elsewhere)
	link := func(t *testing.T, path string) {
		t.Helper()
		if err := os.Symlink(elsewhere, path); err != nil {
			t.Fatal(err)
		}
	}

	t.Run("in the place of the release", func(t *testing.T) {
		out := t.TempDir()
		link(t, filepath.Join(out, "preview"))
		_, err := Begin(out, "preview")
		if err == nil || !strings.Contains(err.Error(), "symbolic link") {
			t.Errorf("begun: %v", err)
		}
		sameTree(t, out, map[string]string{"./": "", "preview": "-> " + elsewhere})
	})
	t.Run("in the place of the release, during the run", func(t *testing.T) {
		out := t.TempDir()
		s := begin(t, out, "preview")
		write(t, s, "a.txt", "a")
		link(t, filepath.Join(out, "preview"))
		if err := s.Commit(); err == nil || !strings.Contains(err.Error(), "symbolic link") {
			t.Errorf("published: %v", err)
		}
	})
	t.Run("in the place of the staging folder", func(t *testing.T) {
		out := t.TempDir()
		link(t, filepath.Join(out, stagingFolder))
		s := begin(t, out, "preview")
		write(t, s, "a.txt", "a")
		commit(t, s)
		sameTree(t, out, map[string]string{"./": "", "preview/": "", "preview/a.txt": "a"})
	})
	t.Run("in the place of the lock", func(t *testing.T) {
		out := t.TempDir()
		if err := os.Symlink(filepath.Join(elsewhere, "precious.txt"), filepath.Join(out, lockFile)); err != nil {
			t.Fatal(err)
		}
		if _, err := Begin(out, "preview"); err == nil || !strings.Contains(err.Error(), "no plain file") {
			t.Errorf("begun: %v", err)
		}
	})
	t.Run("in the staging folder", func(t *testing.T) {
		out := t.TempDir()
		s := begin(t, out, "preview")
		link(t, filepath.Join(out, stagingFolder, "csv"))
		if err := os.Symlink("nowhere", filepath.Join(out, stagingFolder, "file")); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"csv/precious.txt", "csv/new.txt", "file"} {
			if _, err := s.Create(path); err == nil {
				t.Errorf("%s is created through a link", path)
			}
		}
	})
	sameTree(t, elsewhere, before)
}

// TestOutMayBeALink: the user names the output folder, and may name it so.
func TestOutMayBeALink(t *testing.T) {
	real, link := t.TempDir(), filepath.Join(t.TempDir(), "out")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	s := begin(t, link, "preview")
	write(t, s, "a.txt", "a")
	commit(t, s)
	sameTree(t, real, map[string]string{"./": "", "preview/": "", "preview/a.txt": "a"})
}

func TestWhatIsInTheWay(t *testing.T) {
	folder := t.TempDir()
	fill(t, folder, map[string]string{"out/preview": "a file", "file": "a file"})
	before := tree(t, folder)
	for _, c := range []struct{ out, says string }{
		{"out", "is there and no folder"},
		{"file", "is there and no folder"},
		{"file/out", "is there and no folder"},
	} {
		_, err := Begin(filepath.Join(folder, c.out), "preview")
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.out) {
			t.Errorf("%s: %v, want %q", c.out, err, c.says)
		}
	}
	sameTree(t, folder, before)
}

// TestReadOnly: a folder that refuses writes is named in the error. Root may
// write where nobody may; for it there is the kernel's own folder.
func TestReadOnly(t *testing.T) {
	out := t.TempDir()
	if err := os.Chmod(out, 0o555); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Create(filepath.Join(out, "probe")); err == nil {
		if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
			t.Fatal(err)
		}
		out = "/sys/kernel"
	}
	if _, err := Begin(out, "preview"); err == nil || !strings.Contains(err.Error(), out) {
		t.Errorf("begun: %v", err)
	}
}

// TestManyAtOnce: formats write side by side.
func TestManyAtOnce(t *testing.T) {
	out := t.TempDir()
	s := begin(t, out, "preview")
	var all sync.WaitGroup
	for _, folder := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		for _, name := range []string{"1", "2", "3", "4"} {
			all.Go(func() {
				w, err := s.Create("deep/" + folder + "/" + name)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := io.WriteString(w, folder+name); err != nil {
					t.Error(err)
				}
				if err := w.Close(); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	commit(t, s)
	if files := len(s.Files()); files != 32 {
		t.Errorf("%d files", files)
	}
	if got := tree(t, out)["preview/deep/h/4"]; got != "h4" {
		t.Errorf("deep/h/4 holds %q", got)
	}
}
