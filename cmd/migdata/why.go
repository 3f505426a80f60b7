package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"migdata/pipeline/lineage"
	"migdata/schemas"
)

func whyCommand() *cobra.Command {
	var release, inputs string
	var asJSON bool
	c := &cobra.Command{
		Use:   "why TABLE/KEY[,KEY]/COLUMN | FILE:LINE",
		Short: "Say what a cell of a release rests on, or what rests on a line of a source",
		Long: `why answers from the files of a release. For a cell it prints the accepted claims
with their characters underlined in their line, the page that a curated row
cites, the rule of a derived column down to such claims, and the claims that
disagree, with the reasons. For a blank cell it prints why it is blank.

For a line of a source it prints the claims that stand there and the cells that
rest on them.

The lines of sources are shown where the sources are at hand and are those that
the release was made of.`,
		Example: `  migdata why projects/some-project/end_edtf
  migdata why project_organisations/some-project,some-org,funder/org_id
  migdata why projects/some-project/funder_ids --json
  migdata why sources/texts/some-sheet.txt:8`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			r, err := lineage.Open(release, inputs)
			if err != nil {
				return err
			}
			defer r.Close()
			answer, err := ask(r, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				out := json.NewEncoder(c.OutOrStdout())
				out.SetEscapeHTML(false)
				out.SetIndent("", "  ")
				return out.Encode(answer)
			}
			p := &whyPrinter{out: c.OutOrStdout(), printed: map[string]bool{}}
			switch a := answer.(type) {
			case *lineage.Cell:
				p.cell(a, "")
			case *lineage.Line:
				p.line(a)
			}
			return p.err
		},
	}
	c.Flags().StringVar(&release, "release", "out/preview", "folder of the release")
	c.Flags().StringVar(&inputs, "inputs", ".", "folder that the paths of the sources start from")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// ask answers a question about a cell, with a *lineage.Cell, or about a line of
// a source, with a *lineage.Line.
func ask(r *lineage.Release, about string) (any, error) {
	table, rest, _ := strings.Cut(about, "/")
	if at := strings.LastIndexByte(rest, '/'); at > 0 && schemas.TableNamed(table) != nil {
		return r.Why(table, rest[:at], rest[at+1:])
	}
	if at := strings.LastIndexByte(about, ':'); at > 0 {
		if line, err := strconv.Atoi(about[at+1:]); err == nil && line > 0 {
			return r.Rests(about[:at], line)
		}
	}
	return nil, fmt.Errorf("%q is neither TABLE/KEY/COLUMN nor FILE:LINE", about)
}

// A whyPrinter prints answers for people. It keeps the first error.
type whyPrinter struct {
	out     io.Writer
	err     error
	printed map[string]bool // ids of claims that stand above in full
}

func (p *whyPrinter) printf(indent, format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.out, indent+printable(fmt.Sprintf(format, args...)))
	}
}

const step = "  "

// cell prints a cell, its claims, and what it follows from.
func (p *whyPrinter) cell(c *lineage.Cell, indent string) {
	name := c.Table + "/" + c.Key + "/" + c.Column
	switch {
	case c.Gap != "":
		p.printf(indent, "%s is blank: %s. %s", name, spaced(c.Gap), c.Meaning)
	case c.Values == nil:
		p.printf(indent, "%s is blank", name)
	case len(c.Values) == 0:
		p.printf(indent, "%s is an empty list: none is stated", name)
	default:
		p.printf(indent, "%s = %s", name, shown(strings.Join(c.Values, schemas.ListSeparator)))
	}
	switch {
	case c.Rule != "":
		p.printf(indent+step, "derived: %s", c.Rule)
	case c.Rests == "identity":
		p.printf(indent+step, "part of what the row is")
	case c.Rests == "reference":
		p.printf(indent+step, "from a reference table: %s", cmp.Or(c.Source, "its source stands in the codebook"))
	case c.Rests == "trust":
		p.printf(indent+step, "the table itself says how we know")
	}
	for i := range c.Claims {
		p.claim(&c.Claims[i], indent+step)
	}
	for i := range c.Others {
		p.claim(&c.Others[i], indent+step)
	}
	for _, from := range c.From {
		p.cell(from, indent+step)
	}
	if c.More > 0 {
		p.printf(indent+step, "... and %d more rows", c.More)
	}
}

// claim prints a claim with its place, its page and its reason.
func (p *whyPrinter) claim(c *lineage.Claim, indent string) {
	value := shown(c.Value)
	if c.Currency != "" {
		value = c.Currency + " " + value
	}
	if c.Value == "" {
		value = "no value (" + spaced(c.Absent) + ")"
	}
	status := spaced(c.Status)
	if c.Kind != "" {
		status += ", " + spaced(c.Kind)
	}
	about := []string{c.Basis}
	for _, more := range []string{c.Evidence, withWord(c.Confidence, " confidence"), "covers " + spaced(c.Scope)} {
		if more != "" && more != "covers " && more != "covers own" {
			about = append(about, more)
		}
	}
	if p.printed[c.ID] {
		p.printf(indent, "%s: %s  [the claim above of %s]", status, value, c.Property)
		return
	}
	p.printed[c.ID] = true
	p.printf(indent, "%s: %s  [%s; rule %s]", status, value, strings.Join(about, ", "), c.Rule)
	indent += step
	if c.Because != "" {
		p.printf(indent, "because: %s", c.Because)
	}
	if c.Note != "" {
		p.printf(indent, "note: %s", c.Note)
	}
	if c.From != "" || c.To != "" {
		p.printf(indent, "holds from %s to %s", orOpen(c.From), orOpen(c.To))
	}
	for i := range c.Spans {
		p.span(c, &c.Spans[i], indent)
	}
	if d := c.Cites; d != nil {
		p.printf(indent, "cites %s (%s, %s), read on %s", orUntitled(d.Title), d.Publisher, spaced(d.PublisherType), d.Read)
		p.printf(indent+step, "%s", d.URL)
	}
}

// span prints a line of a document with the piece underlined.
func (p *whyPrinter) span(c *lineage.Claim, s *lineage.Span, indent string) {
	file := c.Document.File
	if file == "" {
		file = c.Document.ID
	}
	p.printf(indent, "%s:%d", file, s.Line)
	if s.Text == "" {
		if c.Verbatim != "" && s == &c.Spans[0] {
			p.printf(indent+step, "“%s” (the file is not at hand, or is not the one that the release was made of)", shown(c.Verbatim))
		}
		return
	}
	before, piece, after := window(s.Text, s.From, s.To)
	p.printf(indent+step, "%s", before+piece+after)
	p.printf(indent+step, "%s", strings.Repeat(" ", len([]rune(before)))+strings.Repeat("^", max(len([]rune(piece)), 1)))
}

// aroundPiece is how many characters of a line are shown on each side of a
// piece, and mostOfPiece how many of the piece.
const (
	aroundPiece = 50
	mostOfPiece = 160
)

// window cuts a line to what stands around a piece of it. Control characters
// are shown as dots, so that the line below fits.
func window(line string, from, to int) (before, piece, after string) {
	b, p, a := []rune(printable(line[:from])), []rune(printable(line[from:to])), []rune(printable(line[to:]))
	if len(b) > aroundPiece {
		b = append([]rune("…"), b[len(b)-aroundPiece:]...)
	}
	if len(p) > mostOfPiece {
		p = append(p[:mostOfPiece:mostOfPiece], '…')
		a = nil
	}
	if len(a) > aroundPiece {
		a = append(a[:aroundPiece:aroundPiece], '…')
	}
	return string(b), string(p), string(a)
}

var unprintable = regexp.MustCompile(`[\p{C}]`)

func printable(s string) string { return unprintable.ReplaceAllString(s, "·") }

// shown shortens a value for a line of a terminal.
func shown(s string) string {
	if r := []rune(printable(s)); len(r) > mostOfPiece {
		return string(r[:mostOfPiece]) + "…"
	}
	return printable(s)
}

// line prints a line of a source, its claims and the cells that rest on them.
func (p *whyPrinter) line(l *lineage.Line) {
	name := l.Document.File
	if name == "" {
		name = l.Document.ID
	}
	switch {
	case l.Class != "":
		p.printf("", "%s:%d is %s (rule %s)", name, l.Number, spaced(l.Class), l.Rule)
	case len(l.Claims) == 0 && len(l.Cells) == 0:
		p.printf("", "%s:%d makes no claim of this release, and no row of a reference table", name, l.Number)
	default:
		p.printf("", "%s:%d", name, l.Number)
	}
	p.refs("stands in", l.Cells, false)
	p.refs("leads to", l.Cells, true)
	for i := range l.Claims {
		r := &l.Claims[i]
		p.printf(step, "%s %s", r.Claim.Subject, r.Claim.Property)
		p.claim(&r.Claim, step+step)
		p.refs("shown in", r.Cells, false)
		p.refs("leads to", r.Cells, true)
	}
}

// refs prints the cells that show a claim, or those that follow from them, a
// line for each row.
func (p *whyPrinter) refs(how string, refs []lineage.Ref, derived bool) {
	columns := map[string][]string{}
	var order []string
	for _, ref := range refs {
		if ref.Derived != derived {
			continue
		}
		at := ref.Table + "/" + ref.Key
		if columns[at] == nil {
			order = append(order, at)
		}
		columns[at] = append(columns[at], ref.Column)
	}
	for _, at := range order {
		p.printf(step+step+step, "%s %s/ %s", how, at, strings.Join(columns[at], ", "))
	}
}

func spaced(code string) string { return strings.ReplaceAll(code, "_", " ") }

func withWord(text, word string) string {
	if text == "" {
		return ""
	}
	return text + word
}

func orOpen(date string) string {
	if date == "" {
		return "…"
	}
	return date
}

func orUntitled(title string) string {
	if title == "" {
		return "a page"
	}
	return title
}
