package pipeline

import (
	"context"
	"errors"
	"fmt"

	"migdata/pipeline/diff"
	"migdata/pipeline/export/metadata"
	"migdata/pipeline/release"
)

// changes compares the written tables with the release before, writes what has
// changed, and refuses a version that promises less than has changed.
func (r *work) changes(ctx context.Context, stage *release.Staging, m *release.Manifest) (err error) {
	r.options.progress("comparing with " + m.Previous.Version)
	changes, err := diff.Compare(ctx, r.previous, stage.Folder(), diff.Options{Manifest: m})
	if err != nil {
		return fmt.Errorf("comparing with the release %s: %w", m.Previous.Version, err)
	}
	// Where the releases lie reaches no output.
	changes.Old.Folder, changes.New.Folder = m.Previous.Version, m.Version
	r.summary.Changes = fmt.Sprintf("since %s: %s", m.Previous.Version, changes.Verdict())
	if m.Version != preview {
		if err := permit(changes, m.Previous.Version, m.Version); err != nil {
			return err
		}
	}
	file, err := stage.Create(metadata.ChangesPath)
	if err != nil {
		return err
	}
	return errors.Join(diff.WriteMarkdown(file, changes), file.Close())
}

// permit refuses a version that may not follow the one before with these
// changes.
func permit(changes *diff.Changes, previous, version string) error {
	before, err := diff.ParseVersion(previous)
	if err != nil {
		return fmt.Errorf("release.previous: %w", err)
	}
	now, err := diff.ParseVersion(version)
	if err != nil {
		return err
	}
	return changes.Permit(before, now)
}
