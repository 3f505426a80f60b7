package diff

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"migdata/pipeline/release"
	"migdata/schemas"
)

// Options say how much of the changes is kept. The zero Options are right for
// people.
type Options struct {
	// Keep is how many rows that were added, how many that were removed, and how
	// many changed cells of each column are kept of a table: 0 is defaultKeep,
	// below 0 all of them. Counts do not depend on it.
	Keep int
	// Manifest is that of the new release, where it does not stand in its folder
	// yet. Nil: it is read from there.
	Manifest *release.Manifest

	sortBudget int // 0 is sortBudget
}

const defaultKeep = 1000

// A comparison is the work of comparing two releases.
type comparison struct {
	ctx      context.Context
	old, new *written
	pairs    []pair
	keep     int
	scratch  string // folder
	budget   int    // of a sort, in bytes
	aliases  *aliases
	compared map[string]bool // tables whose rows are compared
	changes  *Changes
}

// Compare says what changed from the release in the folder old to that in the
// folder new. It ends early, with the error of the context, where that is done.
func Compare(ctx context.Context, old, new string, options Options) (changes *Changes, err error) {
	c := &comparison{ctx: ctx, keep: options.Keep, budget: options.sortBudget, compared: map[string]bool{}, changes: &Changes{}}
	if c.keep == 0 {
		c.keep = defaultKeep
	}
	if c.budget == 0 {
		c.budget = sortBudget
	}
	if c.old, err = open(old, nil); err != nil {
		return nil, err
	}
	defer c.old.close()
	if c.new, err = open(new, options.Manifest); err != nil {
		return nil, err
	}
	defer c.new.close()
	if c.scratch, err = os.MkdirTemp("", "migdata-"); err != nil {
		return nil, fmt.Errorf("making a scratch folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(c.scratch)) }()
	c.changes.Old, c.changes.New = c.old.side, c.new.side
	c.changes.Schema, c.pairs = compareSchemas(c.old, c.new)
	if err := c.compareRows(); err != nil {
		return nil, err
	}
	return c.changes, nil
}

func (c *comparison) note(format string, args ...any) {
	c.changes.Notes = append(c.changes.Notes, fmt.Sprintf(format, args...))
}

// compareRows compares the rows of all tables. Projects come first, as renamed
// ones have their ids in other tables; claims come last, when it is known of
// which subjects cells changed.
func (c *comparison) compareRows() error {
	if c.old.manifest == nil || c.new.manifest == nil {
		c.note("A release has no manifest.json that this program reads, so only changes of texts and curated rows can be named as causes.")
	}
	if err := c.findRenames(); err != nil {
		return err
	}
	e := newExplainer(c)
	var claims *join
	for order, p := range c.pairs {
		if c.compared[p.new.name] || !c.comparable(p) {
			continue
		}
		j := newJoin(p, order, c.keep)
		j.aliases = c.aliases
		if p.new.name == schemas.Claims.Name {
			claims = j
			continue
		}
		if err := c.join(j); err != nil {
			return err
		}
	}
	e.want(c.changes.Rows)
	if claims != nil {
		claims.seen, claims.wants = e.addClaim, e.wantsClaim(claims.pair)
		if err := c.join(claims); err != nil {
			return err
		}
	}
	slices.SortStableFunc(c.changes.Tables, func(a, b TableCount) int { return c.position(a.Table) - c.position(b.Table) })
	e.explain()
	rank(c.changes)
	return nil
}

// position returns where a table stands in the new release.
func (c *comparison) position(table string) int {
	return slices.IndexFunc(c.pairs, func(p pair) bool { return p.new.name == table })
}

// join compares the rows of one table.
func (c *comparison) join(j *join) error {
	if c.sameFile(j) {
		return nil
	}
	if err := j.run(c); err != nil {
		return err
	}
	c.take(j)
	return nil
}

// take takes over what a join has found.
func (c *comparison) take(j *join) {
	c.compared[j.pair.new.name] = true
	c.changes.Tables = append(c.changes.Tables, j.count)
	c.changes.Rows = append(c.changes.Rows, j.rows...)
}

// isSchema names the tables that are compared as the schema.
func isSchema(table string) bool {
	return table == schemas.Dictionary.Name || table == schemas.CodelistTable.Name
}

// comparable reports whether the rows of a table can be compared, and notes why
// not.
func (c *comparison) comparable(p pair) bool {
	if isSchema(p.new.name) {
		return false
	}
	had, has := c.old.holds(p.old.name), c.new.holds(p.new.name)
	switch {
	case !had && !has:
	case !had || !has:
		missing := c.old
		if had {
			missing = c.new
		}
		c.note("The rows of %s were not compared: %s does not hold them in Parquet, JSON or CSV.", p.new.name, missing.side.Name())
		c.changes.Unread = append(c.changes.Unread, p.new.name)
	case p.old.unread != "" || p.new.unread != "":
		why := p.old.unread
		if why == "" {
			why = p.new.unread
		}
		c.note("The rows of %s could not be read: %s.", p.new.name, why)
		c.changes.Unread = append(c.changes.Unread, p.new.name)
	case !p.sameKey:
		c.note("The rows of %s were not compared, as its key changed.", p.new.name)
	case len(p.new.table.Key) == 0:
		c.note("The rows of %s were not compared, as it has no key.", p.new.name)
		c.changes.Unread = append(c.changes.Unread, p.new.name)
	default:
		return true
	}
	return false
}

// sameFile reports whether both manifests say that the file of a table has the
// same bytes, and counts its rows. That the manifests are right is for verify
// to prove.
func (c *comparison) sameFile(j *join) bool {
	old, ok := c.old.file(j.pair.old.table)
	new, ok2 := c.new.file(j.pair.new.table)
	if !ok || !ok2 || old.SHA256 != new.SHA256 || j.aliases != nil || !j.pair.alike() {
		return false
	}
	for _, t := range c.new.manifest.Tables {
		if t.Name == j.pair.new.name {
			j.count.OldRows, j.count.NewRows = t.Rows, t.Rows
			c.changes.Tables = append(c.changes.Tables, j.count)
			return true
		}
	}
	return false
}

// findRenames compares the projects alone, to find those with another id, and
// the ids of their claims.
func (c *comparison) findRenames() error {
	p, ok := c.pair(projectsTable)
	if !ok || !p.sameKey || c.old.table(projectsTable).column("title_verbatim") == nil {
		return nil
	}
	j := newJoin(p, slices.IndexFunc(c.pairs, func(q pair) bool { return q.new == p.new }), c.keep)
	var candidates []RowChange
	j.restart = func() { candidates = nil }
	j.wants = func(kind string, _ *schemas.Batch, _ int) bool {
		return kind != RowChanged && (c.keep < 0 || len(candidates) < mostRenames)
	}
	j.seen = func(r *RowChange) {
		if r.Kind != RowChanged {
			candidates = append(candidates, *r)
		}
	}
	if same := c.sameFile(j); same {
		c.compared[projectsTable] = true
		return nil
	}
	if err := j.run(c); err != nil {
		return err
	}
	if j.count.Added+j.count.Removed > len(candidates) {
		c.note("More than %d projects came or went; only the first were looked at for renames.", mostRenames)
	}
	if c.changes.Renamed = findRenames(candidates); len(c.changes.Renamed) == 0 {
		c.compared[projectsTable] = true
		c.take(j)
		return nil
	}
	c.aliases = newAliases(c.changes.Renamed)
	return c.renameClaims()
}

// renameClaims finds the new ids of the claims about renamed projects.
func (c *comparison) renameClaims() error {
	p, ok := c.pair(schemas.Claims.Name)
	if !ok || !p.sameKey {
		return nil
	}
	j := newJoin(p, 0, 0)
	j.columns, j.aliases = nil, c.aliases
	was, is := p.old.table.Field("claim_id"), p.new.table.Field("claim_id")
	if was < 0 || is < 0 {
		return nil
	}
	found := map[string]string{}
	j.matched = func(old *schemas.Batch, i int, new *schemas.Batch, k int) {
		if from, to := old.Columns[was].Flat(i), new.Columns[is].Flat(k); from != to {
			found[from] = to
		}
	}
	if err := j.run(c); err != nil {
		return err
	}
	c.aliases.claims = found
	return nil
}

// pair finds a table that both releases have with its rows.
func (c *comparison) pair(name string) (pair, bool) {
	for _, p := range c.pairs {
		if p.old.name == name && p.new.name == name {
			return p, p.old.unread == "" && p.new.unread == "" && c.old.holds(name) && c.new.holds(name)
		}
	}
	return pair{}, false
}
