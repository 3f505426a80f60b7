package pipeline

import (
	"os"
	"testing"
)

// Law 8: same inputs, same bytes, at any number of jobs, in any place and
// language, and when a preview is replaced.
func TestSameInputsSameBytes(t *testing.T) {
	want := tree(t, realRun(t).folder)
	if len(want) < 90 {
		t.Fatalf("only %d files", len(want))
	}
	for name, prepare := range map[string]func(*testing.T, *Config){
		"one job":     func(_ *testing.T, cfg *Config) { cfg.Jobs = 1 },
		"eight jobs":  func(_ *testing.T, cfg *Config) { cfg.Jobs = 8 },
		"other place": elsewhere,
	} {
		t.Run(name, func(t *testing.T) {
			cfg := configOf(t, root)
			prepare(t, cfg)
			sameTree(t, want, tree(t, mustRun(t, cfg).folder))
		})
	}
}

// elsewhere is another time zone, another language, another scratch folder
// and a folder of another name.
func elsewhere(t *testing.T, cfg *Config) {
	t.Setenv("TZ", "Pacific/Kiritimati")
	t.Setenv("LANG", "ar_EG.UTF-8")
	t.Setenv("LC_ALL", "tr_TR.UTF-8")
	t.Setenv("TMPDIR", t.TempDir())
	cfg.Root = newWorkplace(t).cfg.Root
}

func TestSecondRunReplacesThePreview(t *testing.T) {
	w := newWorkplace(t)
	first := tree(t, w.run().folder)
	w.write("other", "") // a file that is no input
	if err := os.WriteFile(w.cfg.Out+"/preview/left-over", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	sameTree(t, first, tree(t, w.run().folder))
}

// Several documents come out in their order, however many are read at once.
func TestManyDocumentsSameBytes(t *testing.T) {
	w := newWorkplace(t)
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		w.addText("more-"+id, factsheet17)
	}
	w.cfg.Jobs = 1
	want := tree(t, w.run().folder)
	w.cfg.Jobs = 8
	sameTree(t, want, tree(t, w.run().folder))
}
