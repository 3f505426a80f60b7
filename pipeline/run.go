package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"

	"migdata/pipeline/diff"
	"migdata/pipeline/normalise"
	"migdata/pipeline/read"
	"migdata/schemas"
)

// Run does the whole work of one run: it reads the documents and curated
// files that the configuration names, resolves what they claim into tables,
// judges the tables, and, where no finding forbids it and publish is asked
// for, puts a release in place of the last one. A failure of the run itself is
// an error; what is wrong with the data is a finding.
func Run(ctx context.Context, cfg *Config, o Options) (*Summary, error) {
	r, err := begin(cfg, o)
	if err != nil {
		return nil, err
	}
	defer r.end()
	for _, stage := range []struct {
		name string
		work func(context.Context) error
	}{
		{"load", r.load},
		{"read", r.read},       // and claim, identify
		{"resolve", r.resolve}, // and derive
		{"refer", r.refer},
		{"check", r.check},
		{"publish", r.publish},
	} {
		o.progress(stage.name)
		if err := stage.work(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", stage.name, err)
		}
	}
	return &r.summary, nil
}

// Options are what a run is asked to do beside its configuration.
type Options struct {
	Publish  bool         // write a release; otherwise findings only
	Version  string       // of the release; "" replaces the preview
	Releases string       // folder in which the release before is looked for; "" is the output folder
	Progress func(string) // is told what is being done; may be nil
}

// fit refuses a version that the configuration cannot give.
func (o Options) fit(cfg *Config) error {
	if o.Version == "" {
		return nil
	}
	if cfg.partial() {
		return errors.New("a version has all formats and tables; formats and tables select for previews only")
	}
	_, err := diff.ParseVersion(o.Version)
	return err
}

func (o Options) progress(what string) {
	if o.Progress != nil {
		o.Progress(what)
	}
}

// A work is the state that the stages of one run hand on.
type work struct {
	cfg       *Config
	options   Options
	asOf      normalise.Day
	dir       string // for scratch files
	log       *findingLog
	documents []*Document
	ref       *Reference
	claims    *sorter
	seen      map[schemas.Subject]bool // projects and offices that a text lists
	tables    *tables
	names     map[string]string // of organisations and cities that no curated row stands for, by id
	previous  string            // folder of the release before; "" where none is named
	summary   Summary
}

func begin(cfg *Config, o Options) (*work, error) {
	asOf, ok := normalise.ReadDate(cfg.AsOf)
	if !ok {
		return nil, fmt.Errorf("as_of %q is no day", cfg.AsOf)
	}
	if err := o.fit(cfg); err != nil {
		return nil, err
	}
	dir, err := scratch()
	if err != nil {
		return nil, err
	}
	log := newFindingLog(dir, sortBudget/4)
	return &work{cfg: cfg, options: o, asOf: asOf.First, dir: dir, log: log, claims: &sorter{dir: dir, budget: sortBudget},
		seen: map[schemas.Subject]bool{}, tables: newTables(dir, log), names: map[string]string{}, summary: newSummary()}, nil
}

func (r *work) end() {
	r.tables.close()
	r.claims.close()
	r.log.sorter.close()
	os.RemoveAll(r.dir)
}

// load finds the documents and reads the curated files.
func (r *work) load(context.Context) error {
	documents, findings := load(r.cfg), []schemas.Finding(nil)
	r.ref, r.documents, findings = readReference(r.cfg, documents)
	go r.ref.gazetteer() // takes a while to build; reading waits for it where it needs it
	return r.log.add(findings...)
}

// read reads the texts, several at once, and takes their claims in the order
// of the documents, so that nothing depends on how many are read at once.
func (r *work) read(ctx context.Context) error {
	texts := r.documents[:len(r.cfg.Documents)]
	identify := &identifier{ref: r.ref, taken: map[string]string{}}
	coverage := collect(r.tables, schemas.Coverage)
	for text := range inOrder(ctx, texts, r.jobs(), r.readText) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.take(text, identify, coverage); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for i := range r.ref.claims {
		if c := &r.ref.claims[i]; r.seen[c.Subject] {
			if err := r.addClaim(c); err != nil {
				return err
			}
		}
	}
	if err := r.log.add(r.unused()...); err != nil {
		return err
	}
	return coverage.done()
}

func (r *work) jobs() int {
	if r.cfg.Jobs > 0 {
		return r.cfg.Jobs
	}
	return runtime.NumCPU()
}

// A readText is what reading one text came to.
type readText struct {
	document *Document
	reading  *read.Reading
	records  []claimed
}

func (r *work) readText(d *Document) readText {
	b, err := d.text(r.cfg.Root)
	if err != nil {
		return readText{d, &read.Reading{Doc: d.Doc, Name: d.ID, Findings: []schemas.Finding{
			{Rule: "document.unreadable", Document: d.ID, Message: d.File + ": " + err.Error()}}}, nil}
	}
	reading := read.Read(read.Source{Doc: d.Doc, Name: d.ID, Bytes: b, Language: d.Language, Layout: d.Layout, Encoding: d.Encoding})
	return readText{d, reading, claimRecords(reading, r.ref)}
}

// take takes what reading one text came to: its claims to the sort, its lines
// to the coverage, its findings to the log.
func (r *work) take(t readText, identify *identifier, coverage *collector[schemas.CoverageRow]) error {
	d := t.document
	d.Language, d.Layout, d.Encoding, d.Lines = t.reading.Language, t.reading.Layout, t.reading.Encoding, schemas.IntValue(int64(t.reading.Total))
	subjects, findings := identify.identify(t.reading, t.records)
	if err := r.log.add(append(findings, t.reading.Findings...)...); err != nil {
		return err
	}
	for i := range t.records {
		if k := subjects[i].Kind; k == schemas.ProjectSubject || k == schemas.OfficeSubject {
			r.seen[subjects[i]] = true
		}
		for _, f := range t.records[i].findings {
			if f.Table, f.Key = subjects[i].Kind.String()+"s", subjects[i].ID; r.ref.decides(subjects[i], t.reading.Decode(f.Span)) {
				continue // a decision settles what the words mean
			}
			if err := r.log.add(f); err != nil {
				return err
			}
		}
		for k := range t.records[i].claims {
			if err := r.addClaim(&t.records[i].claims[k]); err != nil {
				return err
			}
		}
	}
	for i := range t.reading.Lines {
		l := &t.reading.Lines[i]
		row := schemas.CoverageRow{Document: d.ID, Line: int64(l.Number), Class: string(l.Class), Rule: l.Rule}
		if l.Record >= 0 {
			row.Subject = subjects[l.Record].String()
		}
		r.summary.Lines[row.Class]++
		if err := coverage.add(&row); err != nil {
			return err
		}
	}
	return nil
}

// addClaim sends a claim to the sort: by kind and key of its subject, in the
// order in which the claims come.
func (r *work) addClaim(c *schemas.Claim) error {
	key := append([]byte{byte(c.Subject.Kind)}, c.Subject.ID...)
	return r.claims.add(key, appendClaim(nil, c))
}

// unused notes rows of the registry that no text has used.
func (r *work) unused() []schemas.Finding {
	var findings []schemas.Finding
	for _, id := range sortedKeys(r.ref.projectIDs) {
		if !r.seen[schemas.Subject{Kind: schemas.ProjectSubject, ID: id}] {
			findings = append(findings, schemas.Finding{Rule: "curated.unused", Table: "projects", Key: id, Message: "no text lists the project " + id})
		}
	}
	return findings
}
