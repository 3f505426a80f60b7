package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"migdata/pipeline/export"
	"migdata/pipeline/export/metadata"
	"migdata/pipeline/normalise"
	"migdata/pipeline/release"
	"migdata/schemas"
)

// publish publishes a release, unless findings forbid it.
func (r *work) publish(ctx context.Context) (err error) {
	resources, err := r.tables.resources()
	if err != nil {
		return err
	}
	for _, res := range resources {
		r.summary.Tables = append(r.summary.Tables, TableCount{res.Table.Name, res.Rows, r.gapCount(res.Table.Name)})
	}
	r.summary.count(r)
	if r.summary.Forbidden = r.log.forbid(r.cfg.FailOn); r.summary.Forbidden || !r.options.Publish {
		return nil
	}
	return r.release(ctx, resources)
}

// preview is the release that every run without a version replaces.
const preview = "preview"

// release writes the tables in every format into a staging folder with what
// describes them, reads them back, compares every cell, and puts the folder in
// the place of the last preview, or of a new version.
func (r *work) release(ctx context.Context, resources []schemas.Resource) (err error) {
	name := cmp.Or(r.options.Version, preview)
	out := r.cfg.Out
	if !filepath.IsAbs(out) {
		out = filepath.Join(r.cfg.Root, out)
	}
	if err := r.predecessor(ctx, out); err != nil {
		return err
	}
	if name != preview && r.previous == "" {
		if r.summary.Changes, err = uncompared(out, name); err != nil {
			return err
		}
	}
	if name == preview {
		if err := replaceable(filepath.Join(out, preview)); err != nil {
			return err
		}
	}
	stage, err := release.Begin(out, name)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, stage.Abort())
		}
	}()
	dataset := export.Release{About: r.about(), Resources: r.selected(resources), Evidence: r.evidence(), Workbooks: r.cfg.workbooks()}
	manifest, err := r.manifest(dataset)
	if err != nil {
		return err
	}
	if err := r.write(ctx, stage, &dataset, &manifest.Manifest); err != nil {
		return err
	}
	if err := metadata.Write(stage.Create, dataset, stage.Files(), r.cfg.Standards...); err != nil {
		return err
	}
	if err := r.readBack(ctx, stage, dataset); err != nil {
		return err
	}
	manifest.Files = entries(stage.Files(), dataset)
	if manifest.text, err = manifest.Encode(); err != nil {
		return err
	}
	r.summary.Out, r.summary.Files = filepath.Join(out, name), append(stage.Files(), manifest.file())
	if err := errors.Join(put(stage.Create, release.ManifestPath, manifest.text), put(stage.Create, release.BuildPath, ThisBuild().encode())); err != nil {
		return err
	}
	if name == preview {
		return r.published(stage.Commit())
	}
	day := dayTime(dataset.About.Released)
	err = stage.CommitVersion(day, release.BuildPath)
	if errors.Is(err, release.ErrExists) {
		if err := r.sameAs(ctx, filepath.Join(out, name), manifest); err != nil {
			return err
		}
		r.summary.Unchanged = true
		return errors.Join(stage.RestoreArchive(day, release.BuildPath), stage.Abort())
	}
	return err
}

// write writes the tables in every format. Those that show what has changed are
// written last: it is found out by comparing the others with the release
// before.
func (r *work) write(ctx context.Context, stage *release.Staging, dataset *export.Release, m *release.Manifest) (err error) {
	for _, last := range []bool{false, true} {
		if last && r.previous != "" && !r.cfg.partial() {
			m.Files = entries(stage.Files(), *dataset)
			if dataset.Changes, err = r.changes(ctx, stage, m); err != nil {
				return err
			}
		}
		for _, format := range r.formats() {
			if format.Changes != last {
				continue
			}
			r.options.progress("writing " + format.Name)
			if err := format.Write(stage.Create, *dataset); err != nil {
				return fmt.Errorf("writing %s: %w", format.Name, err)
			}
		}
	}
	return nil
}

// published tells a preview that is there, with leftovers for the next run to
// remove, from one that failed.
func (r *work) published(err error) error {
	if errors.Is(err, release.ErrLeftover) {
		r.summary.Leftover = err.Error()
		return nil
	}
	return err
}

// WorkbookPath is where the workbook of the portfolio stands in a release.
const WorkbookPath = export.WorkbookPath

// workbooks says how the workbooks are laid out.
func (c *Config) workbooks() export.Workbooks {
	w := c.Workbooks
	return export.Workbooks{Donors: export.Profile(w.Donors), Portfolio: export.Profile(w.Portfolio), Languages: w.Languages}
}

// evidence counts how much of the evidence is the implementer's own.
func (r *work) evidence() export.Evidence {
	e := export.Evidence{Cited: r.summary.Cited, SelfReported: r.summary.SelfReported}
	for _, d := range r.documents {
		if d.Kind == "text" {
			e.Texts++
			if d.PublisherType == "implementer" {
				e.OwnTexts++
			}
		}
	}
	return e
}

// replaceable refuses a folder that no run has made: it holds files, and none
// that describes a release.
func replaceable(folder string) error {
	if info, err := os.Lstat(folder); err != nil || !info.IsDir() {
		return nil // release.Begin says what is wrong with it
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) == 0 {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(folder, metadata.DataPackage.Path)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s holds files and is no release (it has no %s); move it away", folder, metadata.DataPackage.Path)
	}
	return nil
}

// A writing is a table in one format.
type writing struct {
	format export.Format
	table  schemas.Resource
}

// readBack reads every written table, several at once, and compares it with
// what was to be written, cell by cell.
func (r *work) readBack(ctx context.Context, stage *release.Staging, dataset export.Release) error {
	r.options.progress("reading back")
	var paths []string
	for _, f := range stage.Files() {
		paths = append(paths, f.Path)
	}
	var writings []writing
	for _, format := range export.WithCopies(r.formats(), paths) {
		for _, table := range dataset.Resources {
			if format.Holds(table.Table) {
				writings = append(writings, writing{format, table})
			}
		}
	}
	for err := range inOrder(ctx, writings, r.jobs(), func(w writing) error {
		got, err := w.format.Read(stage.Open, w.table.Table)
		if err != nil {
			return fmt.Errorf("reading %s back: %w", w.format.Name, err)
		}
		return export.Compare(w.format, w.table, got)
	}) {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// about returns the description of the dataset with what the run knows of it.
func (r *work) about() schemas.About {
	about := r.cfg.Dataset
	about.Version, about.AsOf = cmp.Or(r.options.Version, preview), int64(r.asOf)
	if d, ok := normalise.ReadDate(r.cfg.Release.Date); ok {
		about.Released = int64(d.First)
	}
	return about
}

// formats returns the formats that the configuration selects.
func (r *work) formats() []export.Format {
	if len(r.cfg.Formats) == 0 {
		return export.Formats
	}
	var formats []export.Format
	for _, f := range export.Formats {
		if slices.Contains(r.cfg.Formats, f.Name) {
			formats = append(formats, f)
		}
	}
	return formats
}

// selected returns the tables that the configuration selects.
func (r *work) selected(all []schemas.Resource) []schemas.Resource {
	if len(r.cfg.Tables) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(res schemas.Resource) bool { return !slices.Contains(r.cfg.Tables, res.Table.Name) })
}
