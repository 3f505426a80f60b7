package release

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// releasedOn is the day of the releases of these tests.
var releasedOn = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// fileNames are those of a release of these tests, in some folders.
func fileNames() []string {
	var names []string
	for _, folder := range []string{"", "csv/", "metadata/deep/"} {
		for n := range 2 {
			names = append(names, fmt.Sprintf("%stable-%d", folder, n))
		}
	}
	return names
}

// pieces is in how many writes a file is written.
const pieces = 12

// stageRelease writes a release with its manifest.
func stageRelease(s *Staging, version string) error {
	put := func(name, text string) error {
		w, err := s.Create(name)
		if err != nil {
			return err
		}
		for piece := range slices.Chunk([]byte(text), max(len(text)/pieces, 1)) {
			if _, err := w.Write(piece); err != nil {
				return errors.Join(err, w.Close())
			}
		}
		return w.Close()
	}
	for _, name := range fileNames() {
		if err := put(name, version+" "+name); err != nil {
			return err
		}
	}
	m := Manifest{Name: "test", Version: version, AsOf: "2021-12-31", Released: "2026-11-23", Settings: json.RawMessage("{}")}
	for _, f := range s.Files() {
		m.Files = append(m.Files, FileEntry{File: f})
	}
	text, err := m.Encode()
	if err != nil {
		return err
	}
	if err := put(ManifestPath, string(text)); err != nil {
		return err
	}
	return put(BuildPath, "{}")
}

// publishVersion publishes a version, and publishPreview replaces the preview.
func publishVersion(out, version string, before func(step, string) error) error {
	s, err := beginOn(out, version, before)
	if err != nil {
		return err
	}
	if err := errors.Join(stageRelease(s, version)); err != nil {
		return errors.Join(err, s.Abort())
	}
	if err := s.CommitVersion(releasedOn, BuildPath); err != nil {
		return errors.Join(err, s.Abort())
	}
	return nil
}

func publishPreview(out, text string, before func(step, string) error) error {
	s, err := beginOn(out, "preview", before)
	if err != nil {
		return err
	}
	if err := stageRelease(s, text); err != nil {
		return errors.Join(err, s.Abort())
	}
	if err := s.Commit(); err != nil {
		return errors.Join(err, s.Abort())
	}
	return nil
}

// prepared returns an output folder with a preview and a version: a copy of
// one that is made once, as bringing files to disk takes its time.
func prepared(t testing.TB) string {
	t.Helper()
	first, err := preparedOnce()
	out := t.TempDir()
	if err := errors.Join(err, os.CopyFS(out, os.DirFS(first))); err != nil {
		t.Fatal(err)
	}
	return out
}

var preparedOnce = sync.OnceValues(func() (string, error) {
	out, err := os.MkdirTemp("", "prepared-")
	return out, errors.Join(err, publishVersion(out, "1.0.0", nil), publishPreview(out, "old", nil))
})

func TestMain(m *testing.M) {
	code := m.Run()
	if out, err := preparedOnce(); err == nil {
		os.RemoveAll(out)
	}
	os.Exit(code)
}

// whole fails the test where anything that people see in an output folder is
// not whole: a release with a missing, additional or other file, an archive
// that does not hold its version, a pointer that leads to no release.
func whole(t *testing.T, out, when string) {
	t.Helper()
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, "."):
		case e.IsDir():
			wholeRelease(t, os.DirFS(filepath.Join(out, name)), name+" "+when)
		case strings.HasSuffix(name, archiveSuffix):
			z, err := zip.OpenReader(filepath.Join(out, name))
			if err != nil {
				t.Fatalf("%s %s: %v", name, when, err)
			}
			inside, err := fs.Sub(z, strings.TrimSuffix(name, archiveSuffix))
			if err != nil {
				t.Fatal(err)
			}
			wholeRelease(t, inside, name+" "+when)
			z.Close()
		case name == Latest:
			if _, err := os.Stat(filepath.Join(out, Latest, ManifestPath)); err != nil {
				t.Errorf("latest %s: %v", when, err)
			}
		default:
			t.Errorf("%s %s", name, when)
		}
	}
}

func wholeRelease(t *testing.T, release fs.FS, name string) {
	t.Helper()
	text, err := fs.ReadFile(release, ManifestPath)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	m, _, err := decodeManifest(text)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	listed := map[string]bool{ManifestPath: true, BuildPath: true}
	for _, f := range m.Files {
		listed[f.Path] = true
		text, err := fs.ReadFile(release, f.Path)
		if sum := sha256.Sum256(text); err != nil || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s: %s is not as its manifest says: %v", name, f.Path, err)
		}
	}
	err = fs.WalkDir(release, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[path] {
			t.Errorf("%s: %s is in no manifest", name, path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if len(m.Files) != len(fileNames()) {
		t.Errorf("%s lists %d files", name, len(m.Files))
	}
}

// settled fails the test where the next run has not cleared away what a run
// left: no hidden file, an archive for each version, and the pointer at the
// newest.
func settled(t *testing.T, out, when string) {
	t.Helper()
	whole(t, out, when)
	entries, _ := os.ReadDir(out)
	newest := ""
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s is left %s", e.Name(), when)
		}
		if e.IsDir() && e.Name() != "preview" {
			newest = max(newest, e.Name())
			if _, err := os.Stat(filepath.Join(out, e.Name()+archiveSuffix)); err != nil {
				t.Errorf("%s: %v", when, err)
			}
		}
	}
	root, err := os.OpenRoot(out)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if latest, err := readPointer(root); latest != newest || err != nil {
		t.Errorf("latest is %q %s, want %q: %v", latest, when, newest, err)
	}
}

// The jobs of a child that is killed.
var jobs = map[string]func(out string, before func(step, string) error) error{
	"version": func(out string, before func(step, string) error) error { return publishVersion(out, "1.1.0", before) },
	"preview": func(out string, before func(step, string) error) error { return publishPreview(out, "new", before) },
	"rollback": func(out string, before func(step, string) error) error {
		return changeOn(out, before, func(o *output) error { return o.point("1.0.0") })
	},
}

// TestChild is no test of its own: it does a job as another process, and dies
// before a step.
func TestChild(t *testing.T) {
	job, at := os.Getenv("RELEASE_CHILD_JOB"), os.Getenv("RELEASE_CHILD_DIES_AT")
	if job == "" {
		return
	}
	last, err := strconv.Atoi(at)
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	err = jobs[job](os.Getenv("RELEASE_CHILD_OUT"), inTurn(func(what step, _ string) error {
		if steps++; steps == last {
			killSelf()
		}
		return taken(what)
	}))
	if err != nil {
		t.Fatal(err)
	}
	os.Exit(3) // it has outlived all steps
}

// inTurn calls before for one step after the other: files are brought to disk
// several at once.
func inTurn(before func(step, string) error) func(step, string) error {
	var mu sync.Mutex
	return func(what step, name string) error {
		mu.Lock()
		defer mu.Unlock()
		return before(what, name)
	}
}

// taken lets nothing be brought to disk: processes die here, and no machine.
func taken(what step) error {
	if what == stepSync {
		return errTaken
	}
	return nil
}

// stepsOf counts the steps of a job.
func stepsOf(t *testing.T, job string) int {
	t.Helper()
	steps := 0
	if err := jobs[job](prepared(t), inTurn(func(what step, _ string) error { steps++; return taken(what) })); err != nil {
		t.Fatal(err)
	}
	return steps
}

// A process is killed (SIGKILL) at more than 200 points, spread over the steps
// in which publishing changes the disk. What people see is whole every time,
// and the next run clears the rest away.
func TestKilledAnywhere(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("Windows has no SIGKILL; TestKilled lets runs die there")
		return
	}
	killed := 0
	for _, job := range []string{"version", "preview"} {
		steps := stepsOf(t, job)
		points := min(steps, 110)
		for n := range points {
			at := 1 + n*steps/points
			out := prepared(t)
			child := exec.Command(os.Args[0], "-test.run=^TestChild$")
			child.Env = append(os.Environ(), "RELEASE_CHILD_JOB="+job, "RELEASE_CHILD_OUT="+out, "RELEASE_CHILD_DIES_AT="+strconv.Itoa(at))
			said, err := child.CombinedOutput()
			var died *exec.ExitError
			if !errors.As(err, &died) || died.ExitCode() != -1 {
				t.Fatalf("%s was not killed at step %d of %d: %v\n%s", job, at, steps, err, said)
			}
			killed++
			when := fmt.Sprintf("after a kill at step %d of %d of %s", at, steps, job)
			whole(t, out, when)
			if err := changeOn(out, func(what step, _ string) error { return taken(what) }, func(*output) error { return nil }); err != nil {
				t.Errorf("the next run %s: %v", when, err)
			}
			settled(t, out, "in the run "+when)
		}
	}
	if killed < 200 {
		t.Errorf("only %d kills", killed)
	}
}

// Every step fails once. The job then fails with an error that names the
// step's file, or says that leftovers stay; what people see is as it was, or
// whole; and the next run clears the rest away.
func TestEveryStepFails(t *testing.T) {
	failure := errors.New("the disk is full")
	for _, job := range []string{"version", "preview", "rollback"} {
		steps := stepsOf(t, job)
		kinds := map[step]bool{}
		for at := 1; at <= steps; at++ {
			out := prepared(t)
			before := visible(t, out)
			n, failed := 0, ""
			err := jobs[job](out, inTurn(func(what step, name string) error {
				if n++; n == at {
					failed = string(what) + " " + name
					kinds[what] = true
					return failure
				}
				return taken(what)
			}))
			when := fmt.Sprintf("after step %d of %d of %s failed (%s)", at, steps, job, failed)
			whole(t, out, when)
			after := visible(t, out)
			switch {
			case err == nil:
				t.Errorf("no error %s", when)
			case !errors.Is(err, failure):
				t.Errorf("%s: the error is %v", when, err)
			case !slices.Equal(before, after) && !errors.Is(err, ErrLeftover) && job != "rollback":
				t.Errorf("%s what people see has changed: %v", when, err)
			}
			if err := changeOn(out, func(what step, _ string) error { return taken(what) }, func(*output) error { return nil }); err != nil {
				t.Errorf("the next run %s: %v", when, err)
			}
			settled(t, out, "in the run "+when)
		}
		for _, kind := range kindsOf[job] {
			if !kinds[kind] {
				t.Errorf("%s has no step %s", job, kind)
			}
		}
	}
}

// kindsOf are the kinds of steps that each job must have, or the test would
// have missed them.
var kindsOf = map[string][]step{
	"version":  {stepMkdir, stepCreate, stepWrite, stepSync, stepClose, stepRename, stepLink, stepRemove},
	"preview":  {stepMkdir, stepCreate, stepWrite, stepSync, stepClose, stepRemove},
	"rollback": {stepLink, stepRename, stepSync, stepRemove},
}

// visible lists what people see in an output folder, with its text.
func visible(t *testing.T, out string) []string {
	t.Helper()
	var list []string
	for name, text := range tree(t, out) {
		if !strings.HasPrefix(name, ".") || name == "./" {
			list = append(list, name+"\n"+text)
		}
	}
	slices.Sort(list)
	return list
}
