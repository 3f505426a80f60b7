package synthetic_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"migdata/pipeline"
	"migdata/pipeline/read"
	"migdata/pipeline/synthetic"
)

// floor is the F1 that every field must reach over all sheets.
const floor = 0.97

var fields = []string{"title", "acronym", "phase", "start", "end", "objective", "countries", "groups", "cities", "partners", "funders", "section", "lines"}

// A tally counts values: those that are true, those that were read, and those
// that are both.
type tally struct{ truth, read, both int }

func (t tally) f1() float64 {
	if t.truth+t.read == 0 {
		return 1
	}
	return 2 * float64(t.both) / float64(t.truth+t.read)
}

// A board counts per field, per phenomenon and per language.
type board map[string]map[string]*tally

func (b board) count(field string, groups []string, truth, read []string) {
	both := 0
	left := slices.Clone(read)
	for _, v := range truth {
		if i := slices.Index(left, v); i >= 0 {
			both++
			left = slices.Delete(left, i, i+1)
		}
	}
	for _, g := range groups {
		if b[g] == nil {
			b[g] = map[string]*tally{}
		}
		if b[g][field] == nil {
			b[g][field] = &tally{}
		}
		t := b[g][field]
		t.truth, t.read, t.both = t.truth+len(truth), t.read+len(read), t.both+both
	}
}

func (b board) print(t *testing.T) {
	var groups []string
	for g := range b {
		groups = append(groups, g)
	}
	sort.Strings(groups)
	var out strings.Builder
	fmt.Fprintf(&out, "\n%-20s", "")
	for _, f := range fields {
		fmt.Fprintf(&out, " %6.6s", f)
	}
	for _, g := range groups {
		fmt.Fprintf(&out, "\n%-20s", g)
		for _, f := range fields {
			if b[g][f] == nil {
				out.WriteString("      -")
				continue
			}
			fmt.Fprintf(&out, " %6.3f", b[g][f].f1())
		}
	}
	t.Log(out.String())
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func orBlank(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// values returns the values of an entry by field, as text.
func values(e *synthetic.Entry) map[string][]string {
	v := map[string][]string{"title": one(e.Title), "acronym": one(e.Acronym), "start": one(e.Start), "end": one(e.End), "objective": one(e.Objective),
		"countries": e.Countries, "groups": e.Groups, "partners": e.Partners, "funders": e.Funders, "section": one(e.Section),
		"lines": {fmt.Sprint(e.LineFrom, "-", e.LineTo)}}
	if e.Phase > 0 {
		v["phase"] = []string{fmt.Sprint(e.Phase)}
	}
	for _, c := range e.Cities {
		v["cities"] = append(v["cities"], c.Name+"/"+c.ISO3)
	}
	return v
}

// readValues returns the values of a project that was read, likewise.
func readValues(p *pipeline.ReadProject) map[string][]string {
	v := map[string][]string{"title": one(p.Title), "acronym": one(orBlank(p.Acronym)), "start": one(orBlank(p.StartEDTF)), "end": one(orBlank(p.EndEDTF)),
		"objective": one(orBlank(p.Objective)), "countries": p.Countries, "groups": p.Groups, "partners": p.Partners, "funders": p.Funders,
		"section": one(orBlank(p.Section)), "lines": {fmt.Sprint(p.LineFrom, "-", p.LineTo)}}
	if p.Phase != nil {
		v["phase"] = []string{fmt.Sprint(*p.Phase)}
	}
	for _, c := range p.Cities {
		var iso3 string
		if json.Unmarshal(c.ISO3, &iso3) != nil {
			iso3 = string(c.ISO3)
		}
		v["cities"] = append(v["cities"], c.Name+"/"+iso3)
	}
	return v
}

// TestScore reads sheets in all languages and compares what was read with
// what they say. -v prints F1 per field and phenomenon.
func TestScore(t *testing.T) {
	b, shown := board{}, 0
	complain := func(format string, args ...any) {
		if shown++; shown <= 60 {
			t.Logf(format, args...)
		}
	}
	for seed := range uint64(280) {
		text, truth := synthetic.Sheet(seed, synthetic.Options{Language: synthetic.Languages[seed%7]})
		reading := pipeline.ReadBytes(fmt.Sprintf("sheet %d", seed), text)
		byLine := map[int]*pipeline.ReadProject{}
		for i := range reading.Projects {
			byLine[int(reading.Projects[i].LineFrom)] = &reading.Projects[i]
		}
		if len(reading.Projects) != len(truth.Entries) {
			complain("sheet %d (%s; %v): %d projects, %d read", seed, truth.Language, truth.Shows, len(truth.Entries), len(reading.Projects))
		}
		if n := len(reading.Coverage.Unaccounted); n > 0 {
			t.Errorf("sheet %d: %d lines are unaccounted for", seed, n)
		}
		total := 0
		for _, n := range reading.Coverage.ByClass {
			total += n
		}
		if total != len(truth.Classes) || reading.Coverage.Lines != total {
			t.Errorf("sheet %d: %d lines, %d have a class", seed, len(truth.Classes), total)
		}
		scoreClasses(t, seed, text, truth, complain)
		for i := range truth.Entries {
			e := &truth.Entries[i]
			groups := []string{"ALL", "language " + truth.Language}
			for _, p := range (e.Shows | truth.Shows&(synthetic.BOM|synthetic.CRLF|synthetic.Narrative|synthetic.Contents)).Each() {
				groups = append(groups, p.String())
			}
			p := byLine[e.LineFrom]
			if p == nil {
				complain("sheet %d line %d: lost %q", seed, e.LineFrom, e.Title)
				p = &pipeline.ReadProject{}
			}
			delete(byLine, e.LineFrom)
			want, got := values(e), readValues(p)
			for _, f := range fields {
				if !equal(want[f], got[f]) && p.LineFrom > 0 {
					complain("sheet %d line %d %s: %s is %q, read %q (%v)", seed, e.LineFrom, truth.Language, f, want[f], got[f], e.Shows)
				}
				b.count(f, groups, want[f], got[f])
			}
		}
		for line, p := range byLine {
			complain("sheet %d line %d: %q is no project", seed, line, p.Title)
			for _, f := range fields {
				b.count(f, []string{"ALL"}, nil, readValues(p)[f])
			}
		}
	}
	b.print(t)
	for _, f := range fields {
		if f1 := b["ALL"][f].f1(); f1 < floor {
			t.Errorf("F1 of %s is %.3f, below %.2f", f, f1, floor)
		}
	}
}

// scoreClasses compares the classes of the lines. No line that states
// something of an entry may be taken for running text.
func scoreClasses(t *testing.T, seed uint64, text []byte, truth synthetic.Truth, complain func(string, ...any)) {
	t.Helper()
	reading := read.Read(read.Source{Doc: 1, Name: "sheet", Bytes: text})
	if len(reading.Lines) != len(truth.Classes) {
		return // reported by the caller
	}
	for i, want := range truth.Classes {
		got := string(reading.Lines[i].Class)
		if got == want.Class {
			continue
		}
		complain("sheet %d line %d is %s, read as %s by %s", seed, want.Line, want.Class, got, reading.Lines[i].Rule)
		switch want.Class {
		case "title", "period", "label", "empty_label", "value":
			if got == "narrative" || got == "unaccounted" {
				t.Errorf("sheet %d line %d is %s, but was read as %s", seed, want.Line, want.Class, got)
			}
		}
	}
}

func equal(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
