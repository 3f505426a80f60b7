package release

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared is an output folder as people keep it, with a release.
var shared = map[string]string{
	"README.md": "what stands here", "preview/old.txt": "old", "preview/csv/projects.csv": "id\r\n1\r\n", "1.0.0/README.md": "one",
}

func TestCommitReplacesTheWhole(t *testing.T) {
	out := t.TempDir()
	fill(t, out, shared)
	want := tree(t, out)
	s := begin(t, out, "preview")
	write(t, s, "csv/projects.csv", "id\r\n2\r\n")
	write(t, s, "new.txt", "new")
	commit(t, s)
	delete(want, "preview/old.txt")
	want["preview/csv/projects.csv"], want["preview/new.txt"] = "id\r\n2\r\n", "new"
	sameTree(t, out, want)
	if err := s.Abort(); err != nil {
		t.Error(err)
	}
	sameTree(t, out, want)
	if err := s.Commit(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a second commit: %v", err)
	}
	if _, err := s.Create("late.txt"); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a file after the commit: %v", err)
	}
}

func TestFirstRelease(t *testing.T) {
	top := t.TempDir()
	s := begin(t, filepath.Join(top, "some", "out"), "1.0.0")
	write(t, s, "a/b.txt", "b")
	commit(t, s)
	sameTree(t, top, map[string]string{
		"./": "", "some/": "", "some/out/": "", "some/out/1.0.0/": "", "some/out/1.0.0/a/": "", "some/out/1.0.0/a/b.txt": "b",
	})
}

func TestAbortLeavesEverything(t *testing.T) {
	out := t.TempDir()
	fill(t, out, shared)
	before := tree(t, out)
	s := begin(t, out, "preview")
	write(t, s, "csv/projects.csv", "half")
	if _, err := s.Create("still/open.txt"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		sameTree(t, out, before)
	}
}

// TestAbortUnmakesOut: also the folders that the run made are gone, but not
// what somebody has put there meanwhile.
func TestAbortUnmakesOut(t *testing.T) {
	top := t.TempDir()
	s := begin(t, filepath.Join(top, "some", "out"), "preview")
	write(t, s, "a.txt", "a")
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	sameTree(t, top, map[string]string{"./": ""})

	s = begin(t, filepath.Join(top, "some", "out"), "preview")
	fill(t, top, map[string]string{"some/out/mine.txt": "mine"})
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	sameTree(t, top, map[string]string{"./": "", "some/": "", "some/out/": "", "some/out/mine.txt": "mine"})
}

// TestFailedWrites: after a write or a close that failed nothing is
// published, even where the caller has overlooked it.
func TestFailedWrites(t *testing.T) {
	for name, breakIt := range map[string]func(*testing.T, *Staging, io.WriteCloser){
		"write": func(t *testing.T, s *Staging, w io.WriteCloser) {
			w.(*writer).file.Close() // pulled away: the next write fails
			if _, err := io.WriteString(w, "x"); err == nil {
				t.Error("the write does not fail")
			}
			w.Close() // overlooked, as a careless caller would
		},
		"close": func(t *testing.T, s *Staging, w io.WriteCloser) {
			w.(*writer).file.Close()
			if err := w.Close(); err == nil {
				t.Error("the close does not fail")
			}
		},
		"not closed": func(*testing.T, *Staging, io.WriteCloser) {},
		"file taken away": func(t *testing.T, s *Staging, w io.WriteCloser) {
			if err := errors.Join(w.Close(), s.stage.Remove("broken.txt")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			fill(t, out, shared)
			before := tree(t, out)
			s := begin(t, out, "preview")
			write(t, s, "good.txt", "good")
			w, err := s.Create("broken.txt")
			if err != nil {
				t.Fatal(err)
			}
			breakIt(t, s, w)
			if err := s.Commit(); err == nil || !strings.Contains(err.Error(), "broken.txt") {
				t.Errorf("published: %v", err)
			}
			if err := s.Abort(); err != nil {
				t.Fatal(err)
			}
			sameTree(t, out, before)
		})
	}
}

// TestWriteAfterClose: a file that is part of the release stays as counted.
func TestWriteAfterClose(t *testing.T) {
	s := begin(t, t.TempDir(), "preview")
	w, err := s.Create("a.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "late"); err == nil {
		t.Error("a closed file is written to")
	}
	if err := w.Close(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a second close: %v", err)
	}
}

func TestTwoRunsAtOnce(t *testing.T) {
	out := t.TempDir()
	first := begin(t, out, "preview")
	write(t, first, "a.txt", "first")
	before := tree(t, out)
	for _, name := range []string{"preview", "1.0.0"} {
		if _, err := Begin(out, name); !errors.Is(err, errHeld) || !strings.Contains(err.Error(), out) {
			t.Errorf("%s: a second run begins: %v", name, err)
		}
	}
	sameTree(t, out, before)
	commit(t, first)
	second := begin(t, out, "preview")
	write(t, second, "a.txt", "second")
	commit(t, second)
	sameTree(t, out, map[string]string{"./": "", "preview/": "", "preview/a.txt": "second"})
}

// die ends a run as a kill would: the system closes its files, and nothing
// else happens.
func die(t *testing.T, s *Staging) {
	t.Helper()
	s.done = true // for the cleanup of the test
	if err := errors.Join(s.lock.file.Close(), s.stage.Close(), s.root.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestKilled lets a run die after each step of publishing. Every time the old
// release or the new one stands there as a whole, and the next run clears
// away the rest.
func TestKilled(t *testing.T) {
	steps := []struct {
		name string
		do   func(*Staging) error
	}{
		{"written", func(*Staging) error { return nil }},
		{"synced", (*Staging).sync},
		{"replaced", (*Staging).replace},
		{"half removed", func(s *Staging) error { return s.root.Remove(stagingFolder + "/old.txt") }},
	}
	for last, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			out := t.TempDir()
			fill(t, out, shared)
			want := tree(t, out)
			s := begin(t, out, "preview")
			write(t, s, "a.txt", "a")
			for _, step := range steps[:last+1] {
				if err := step.do(s); err != nil {
					t.Fatal(err)
				}
			}
			die(t, s)
			if last >= 2 {
				for _, gone := range []string{"preview/old.txt", "preview/csv/", "preview/csv/projects.csv"} {
					delete(want, gone)
				}
				want["preview/a.txt"] = "a"
			}
			dead := tree(t, out)
			for name, text := range want {
				if got, ok := dead[name]; !ok || got != text {
					t.Errorf("%s holds %q after the kill, want %q", name, got, text)
				}
			}
			if err := begin(t, out, "preview").Abort(); err != nil {
				t.Fatal(err)
			}
			sameTree(t, out, want)
		})
	}
}

// TestReplaceByTwo is what happens where two folders cannot be exchanged.
func TestReplaceByTwo(t *testing.T) {
	out := t.TempDir()
	fill(t, out, shared)
	s := begin(t, out, "preview")
	write(t, s, "a.txt", "a")
	if err := errors.Join(s.finish(), s.sync(), s.replaceByTwo(), s.settle()); err != nil {
		t.Fatal(err)
	}
	sameTree(t, out, map[string]string{
		"./": "", "README.md": "what stands here", "1.0.0/": "", "1.0.0/README.md": "one", "preview/": "", "preview/a.txt": "a",
	})
}

// TestKilledBetweenTwo: the previous release is moved back, or removed where
// the new one has come.
func TestKilledBetweenTwo(t *testing.T) {
	for _, moved := range []bool{false, true} {
		out := t.TempDir()
		fill(t, out, shared)
		want := tree(t, out)
		s := begin(t, out, "preview")
		write(t, s, "a.txt", "a")
		if err := s.root.Rename("preview", replacedPrefix+"preview"); err != nil {
			t.Fatal(err)
		}
		if moved {
			if err := s.root.Rename(stagingFolder, "preview"); err != nil {
				t.Fatal(err)
			}
			want = map[string]string{"./": "", "README.md": "what stands here", "1.0.0/": "", "1.0.0/README.md": "one", "preview/": "", "preview/a.txt": "a"}
		}
		die(t, s)
		if err := begin(t, out, "1.1.0").Abort(); err != nil {
			t.Fatal(err)
		}
		sameTree(t, out, want)
	}
}

// TestFailedReplacement: where the second rename fails, the previous release
// comes back.
func TestFailedReplacement(t *testing.T) {
	out := t.TempDir()
	fill(t, out, shared)
	before := tree(t, out)
	s := begin(t, out, "preview")
	write(t, s, "a.txt", "a")
	if err := s.root.RemoveAll(stagingFolder); err != nil {
		t.Fatal(err)
	}
	for name, replace := range map[string]func() error{"at once": s.replace, "by two": s.replaceByTwo} {
		if err := replace(); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	sameTree(t, out, before)
}

// TestStaleLock: the lock of a run that died keeps nobody out.
func TestStaleLock(t *testing.T) {
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, lockFile), []byte("4711\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := begin(t, out, "preview").Abort(); err != nil {
		t.Fatal(err)
	}
	sameTree(t, out, map[string]string{"./": ""})
}

func TestFoldersInnermostFirst(t *testing.T) {
	got := foldersOf([]File{{Path: "a/b/c"}, {Path: "a/d"}, {Path: "-x/y"}, {Path: "z"}})
	if text := strings.Join(got, " "); text != "a/b a -x ." {
		t.Error(text)
	}
}

// TestLeftover: what goes wrong after the fact is told apart from a failure.
func TestLeftover(t *testing.T) {
	out := t.TempDir()
	s := begin(t, out, "preview")
	write(t, s, "a.txt", "a")
	s.lock.file.Close() // a lock that cannot be let go of
	if err := s.Commit(); !errors.Is(err, ErrLeftover) {
		t.Errorf("the commit says %v", err)
	}
	sameTree(t, out, map[string]string{"./": "", "preview/": "", "preview/a.txt": "a"})
}
