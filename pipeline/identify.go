package pipeline

import (
	"fmt"
	"strings"

	"migdata/pipeline/normalise"
	"migdata/pipeline/read"
	"migdata/schemas"
)

// An identifier says what records are about. It goes through the readings in
// the order of the documents, as proposed ids must not depend on anything
// else; it remembers ids, never claims.
type identifier struct {
	ref   *Reference
	taken map[string]string // proposed project or office id -> the record that has it
}

// identify gives every claim of a reading its subject, and returns the
// subjects of its records.
func (id *identifier) identify(reading *read.Reading, records []claimed) ([]schemas.Subject, []schemas.Finding) {
	subjects := make([]schemas.Subject, len(records))
	var findings []schemas.Finding
	same := map[string]string{} // within this document: folded title, phase and section
	for i := range records {
		c, rec := &records[i], &reading.Records[records[i].record]
		switch rec.Kind {
		case read.EntryRecord:
			project, found := id.project(reading, rec, c, same)
			subjects[i] = schemas.Subject{Kind: schemas.ProjectSubject, ID: project}
			findings = append(findings, found...)
		case read.StatementRecord:
			subjects[i] = schemas.Subject{Kind: schemas.StatementSubject, ID: fmt.Sprintf("%s-s%04d", reading.Name, rec.Position)}
		case read.OfficeRecord:
			name := c.acronym
			if name == "" {
				name = c.title
			}
			subjects[i] = schemas.Subject{Kind: schemas.OfficeSubject, ID: id.propose(slug(name), reading.Name+"|"+name)}
		}
		for k := range c.claims {
			c.claims[k].Subject = subjects[i]
		}
	}
	return subjects, findings
}

// project returns the id of an entry: that of the registry, that of an equal
// entry of the same document, or a proposed one. Equal acronyms alone never
// merge.
func (id *identifier) project(reading *read.Reading, rec *read.Record, c *claimed, same map[string]string) (string, []schemas.Finding) {
	known, candidates := id.ref.project(c.title, c.acronym, c.phase, c.countries(), reading.Name)
	if known != "" && len(candidates) == 0 {
		return known, nil
	}
	finding := func(rule, message string) []schemas.Finding {
		f := schemas.Finding{Rule: rule, Document: reading.Name, Message: message}
		if spans := rec.Title.Spans(rec.Title.Piece()); len(spans) > 0 {
			f.Span, f.Column = spans[0], rec.Title.Column(rec.Title.Piece())
		}
		return []schemas.Finding{f}
	}
	key := fmt.Sprintf("%s|%d|%s", normalise.Fold(c.title), c.phase, normalise.Fold(rec.Section.S))
	if twin := same[key]; twin != "" {
		return twin, finding("project.repeated", fmt.Sprintf("“%s” has an entry already; both are about %s", c.title, twin))
	}
	name := c.acronym
	if name == "" {
		name = c.title
	}
	proposed := slug(name)
	if c.phase > 1 && !statesPhase(name, c.phase) {
		proposed += fmt.Sprintf("-%d", c.phase)
	}
	proposed = id.propose(proposed, reading.Name+"|"+key)
	same[key] = proposed
	if known != "" {
		return proposed, finding("project.ambiguous", fmt.Sprintf("“%s” fits several projects of the registry (%s); the id %s is proposed",
			c.title, strings.Join(append([]string{known}, candidates...), ", "), proposed))
	}
	message := fmt.Sprintf("“%s” is in no row of the registry; the id %s is proposed", c.title, proposed)
	if len(candidates) > 0 {
		message += "; candidates: " + strings.Join(candidates, ", ")
	}
	return proposed, finding("project.unregistered", message)
}

// statesPhase reports whether a name ends in the number of its phase.
func statesPhase(name string, phase int) bool {
	fields := strings.Fields(name)
	if len(fields) == 0 {
		return false
	}
	last := fields[len(fields)-1]
	n, ok := read.Number(last)
	return ok && n == phase || strings.HasSuffix(last, fmt.Sprint(phase))
}

// propose returns an id that is not yet taken: the one given, or with a number
// behind it.
func (id *identifier) propose(wanted, owner string) string {
	candidate := wanted
	for n := 2; ; n++ {
		holder, taken := id.taken[candidate]
		if id.ref.projectIDs[candidate] == "" && (!taken || holder == owner) {
			id.taken[candidate] = owner
			return candidate
		}
		candidate = fmt.Sprintf("%s-%d", wanted, n)
	}
}
