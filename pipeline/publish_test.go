package pipeline

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"migdata/pipeline/export"
	"migdata/schemas"
)

// Law 7: a release appears whole or not at all.

// withFormats replaces the formats of a release until the test ends.
func withFormats(t *testing.T, formats ...export.Format) {
	before := export.Formats
	export.Formats = formats
	t.Cleanup(func() { export.Formats = before })
}

// publishedBefore makes a release in the place that is to stay as it is.
func publishedBefore(t *testing.T) (*workplace, map[string]string) {
	w := newWorkplace(t)
	w.run()
	return w, tree(t, w.cfg.Out)
}

func TestFindingsThatForbidLeaveOutAsItWas(t *testing.T) {
	w, before := publishedBefore(t)
	for _, tc := range []struct {
		name, failOn string
		breaks       func()
	}{
		{"a note", "note", func() {}},
		{"a warning", "warning", func() {}},
		{"a table below its floor", "error", func() { w.cfg.Floors[0].Rows = 17 }},
		{"an error", "error", func() { w.cfg.Floors = nil; w.append("sources/curated/claims.csv", "project/emm5,funder_ids") }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w.cfg.FailOn = tc.failOn
			tc.breaks()
			if s := w.run().summary; !s.Forbidden || s.Out != "" || len(s.Files) > 0 {
				t.Errorf("forbidden is %t, out %q, %d files", s.Forbidden, s.Out, len(s.Files))
			}
			sameTree(t, before, tree(t, w.cfg.Out))
		})
	}
}

// Findings forbid nothing where the configuration says so.
func TestFailOnNever(t *testing.T) {
	w := newWorkplace(t)
	w.append("sources/curated/claims.csv", "project/emm5,funder_ids")
	w.cfg.FailOn = "never"
	if p := w.run(); len(p.table("projects")) != 16 || p.summary.Severity[schemas.Error] != 1 {
		t.Errorf("findings:\n%s", p.findings())
	}
}

func TestCheckWritesNothing(t *testing.T) {
	w := newWorkplace(t)
	if _, err := Run(context.Background(), w.cfg, Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(w.cfg.Out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is there: %v", w.cfg.Out, err)
	}
}

func TestFailingWriterLeavesOutAsItWas(t *testing.T) {
	w, before := publishedBefore(t)
	w.cfg.Formats = nil
	full := errors.New("no space left on device")
	failing := export.JSON
	failing.Write = func(create export.Create, r export.Release) error {
		if err := export.JSON.Write(create, r); err != nil {
			return err
		}
		f, err := create("json/late")
		if err != nil {
			return err
		}
		f.Close()
		return full
	}
	withFormats(t, export.CSV, failing)
	if _, err := Run(context.Background(), w.cfg, Options{Publish: true}); !errors.Is(err, full) || !strings.Contains(err.Error(), "writing json") {
		t.Errorf("the run says %v", err)
	}
	sameTree(t, before, tree(t, w.cfg.Out))
}

func TestInterruptedRunLeavesOutAsItWas(t *testing.T) {
	w, before := publishedBefore(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, w.cfg, Options{Publish: true}); !errors.Is(err, context.Canceled) {
		t.Errorf("the run says %v", err)
	}
	sameTree(t, before, tree(t, w.cfg.Out))
}

// Law 9: a cell that is written with one other byte is noticed, in every
// format.
func TestOneOtherByteInACellIsNoticed(t *testing.T) {
	w, before := publishedBefore(t)
	w.cfg.Formats = nil
	for _, format := range export.Formats {
		t.Run(format.Name, func(t *testing.T) {
			damaged := format
			damaged.Write = func(create export.Create, r export.Release) error {
				r.Resources = slices.Clone(r.Resources)
				for i := range r.Resources {
					if r.Resources[i].Table.Name == "projects" {
						r.Resources[i].Batches = flipped(r.Resources[i])
					}
				}
				return format.Write(create, r)
			}
			withFormats(t, damaged)
			_, err := Run(context.Background(), w.cfg, Options{Publish: true})
			if err == nil || !strings.Contains(err.Error(), "row 3 (docsec-jordan), column title: ") {
				t.Errorf("the run says %v", err)
			}
			sameTree(t, before, tree(t, w.cfg.Out))
		})
	}
}

// flipped changes one bit of the title of the third row.
func flipped(r schemas.Resource) func(func(*schemas.Batch, error) bool) {
	return func(yield func(*schemas.Batch, error) bool) {
		for b, err := range r.Batches {
			if err == nil {
				b = cloneBatch(b)
				b.Columns[r.Table.Field("title")].TextAt(2)[0] ^= 1
			}
			if !yield(b, err) {
				return
			}
		}
	}
}

// The same, between the writer and the disk.
func TestOneOtherByteInAFileIsNoticed(t *testing.T) {
	w, before := publishedBefore(t)
	w.cfg.Formats, w.cfg.Workbooks.Languages = nil, []string{"en", "fr"}
	for _, tc := range []struct {
		format        export.Format
		path          string
		before, after string // "" stands for one bit in the middle of the file
	}{
		{export.JSON, "json/projects.json", `"2018-08"`, `"2018-09"`},
		{export.CSV, "csv/projects.csv", ",2018-08,", ",2018-09,"},
		{export.Parquet, "parquet/claims.parquet", "", ""},
		{export.Excel, export.WorkbookPath, "", ""},
		{export.Excel, "excel/portfolio.fr.xlsx", "", ""},
	} {
		t.Run(tc.path, func(t *testing.T) {
			damaged := tc.format
			damaged.Write = func(create export.Create, r export.Release) error {
				return tc.format.Write(func(path string) (io.WriteCloser, error) {
					f, err := create(path)
					if err != nil || path != tc.path {
						return f, err
					}
					return &damage{to: f, before: []byte(tc.before), after: []byte(tc.after)}, nil
				}, r)
			}
			withFormats(t, damaged)
			if _, err := Run(context.Background(), w.cfg, Options{Publish: true}); err == nil {
				t.Error("the run publishes it")
			}
			sameTree(t, before, tree(t, w.cfg.Out))
		})
	}
}

// damage holds a file back until it is closed and changes it then.
type damage struct {
	bytes.Buffer
	to            io.WriteCloser
	before, after []byte
}

func (d *damage) Close() error {
	text := d.Bytes()
	if len(d.before) == 0 {
		text[len(text)/2] ^= 1
	} else {
		changed := bytes.Replace(text, d.before, d.after, 1)
		if bytes.Equal(text, changed) {
			return errors.Join(errors.New("the test found nothing to change"), d.to.Close())
		}
		text = changed
	}
	_, err := d.to.Write(text)
	return errors.Join(err, d.to.Close())
}
