package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"migdata/pipeline/diff"
	"migdata/pipeline/export"
	"migdata/pipeline/export/metadata"
	"migdata/pipeline/release"
)

// changes compares the written tables with the release before, writes what has
// changed, and refuses a version that promises less than has changed. It returns
// the changes of facts about projects.
func (r *work) changes(ctx context.Context, stage *release.Staging, m *release.Manifest) ([]export.Change, error) {
	r.options.progress("comparing with " + m.Previous.Version)
	changes, err := diff.Compare(ctx, r.previous, stage.Folder(), diff.Options{Manifest: m})
	if err != nil {
		return nil, fmt.Errorf("comparing with the release %s: %w", m.Previous.Version, err)
	}
	// Where the releases lie reaches no output.
	changes.Old.Folder, changes.New.Folder = m.Previous.Version, m.Version
	r.summary.Changes = fmt.Sprintf("since %s: %s", m.Previous.Version, changes.Verdict())
	if m.Version != preview {
		if err := permit(changes, m.Previous.Version, m.Version); err != nil {
			return nil, err
		}
	}
	file, err := stage.Create(metadata.ChangesPath)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(diff.WriteMarkdown(file, changes), file.Close()); err != nil {
		return nil, err
	}
	var list []export.Change
	for _, f := range changes.Facts() {
		list = append(list, export.Change{Project: f.Project, What: f.What, Before: f.Before, After: f.After, Why: f.Cause.String()})
	}
	return list, nil
}

// permit refuses a version that may not follow the one before with these
// changes.
func permit(changes *diff.Changes, previous, version string) error {
	before, err := release.ParseVersion(previous)
	if err != nil {
		return fmt.Errorf("release.previous: %w", err)
	}
	now, err := release.ParseVersion(version)
	if err != nil {
		return err
	}
	return changes.Permit(before, now)
}

// uncompared says which release a version follows that the configuration does
// not name, so that nothing was compared; "" where it is the first.
func uncompared(out, version string) (string, error) {
	releases, err := release.List(out)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	for _, r := range slices.Backward(releases) {
		if _, err := release.ParseVersion(r.Version); err == nil && r.Problem == "" && r.Version != version {
			return fmt.Sprintf("not compared with %s, as the configuration does not name it; under release: previous: {version: %s, manifest_sha256: %s}",
				r.Version, r.Version, r.Manifest), nil
		}
	}
	return "", nil
}
