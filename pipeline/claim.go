package pipeline

import (
	"strings"

	"migdata/pipeline/normalise"
	"migdata/pipeline/read"
	"migdata/schemas"
)

// A claimed is the claims of one record, before it is known what they are
// about.
type claimed struct {
	record   int // index into the reading's records
	title    string
	acronym  string
	phase    int
	claims   []schemas.Claim
	findings []schemas.Finding
}

// countries returns the codes of the countries that a record claims.
func (c *claimed) countries() []string {
	var codes []string
	for i := range c.claims {
		if c.claims[i].Property == schemas.Country {
			codes = append(codes, c.claims[i].Value.S)
		}
	}
	return codes
}

// claimRecords turns the records of a reading into claims: every statement
// with its place, its basis and the rule that read it.
func claimRecords(reading *read.Reading, ref *Reference) []claimed {
	out := make([]claimed, 0, len(reading.Records))
	for i := range reading.Records {
		c := &claimer{reading: reading, rec: &reading.Records[i], ref: ref, out: claimed{record: i}}
		switch c.rec.Kind {
		case read.EntryRecord:
			c.entry()
		case read.StatementRecord:
			c.statement()
		case read.OfficeRecord:
			c.office()
		}
		c.extent()
		out = append(out, c.out)
	}
	return out
}

// A claimer makes the claims of one record.
type claimer struct {
	reading *read.Reading
	rec     *read.Record
	ref     *Reference
	stated  []string // countries that the entry names, once they were looked for
	looked  bool
	outside int // cities of the list that is read that lie outside of what the entry names
	out     claimed
}

// claim adds a claim that rests on pieces of a text.
func (c *claimer) claim(p schemas.Property, v schemas.Value, basis schemas.Basis, rule string, text read.Text, pieces ...normalise.Piece) *schemas.Claim {
	claim := schemas.Claim{Property: p, Value: v, Basis: basis, Rule: rule, Doc: c.reading.Doc}
	for _, piece := range pieces {
		claim.Spans = append(claim.Spans, text.Spans(piece)...)
	}
	claim.Verbatim = verbatim(c.reading, claim.Spans)
	if len(pieces) > 0 && len(claim.Spans) > 0 {
		claim.Column = text.Column(pieces[0])
	}
	c.out.claims = append(c.out.claims, claim)
	return &c.out.claims[len(c.out.claims)-1]
}

// verbatim returns the text at spans, joined by one space.
func verbatim(reading *read.Reading, spans []schemas.Span) string {
	if len(spans) == 1 {
		return reading.Decode(spans[0])
	}
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = reading.Decode(s)
	}
	return strings.Join(parts, " ")
}

// find adds a finding about a piece of a text.
func (c *claimer) find(rule, message string, text read.Text, piece normalise.Piece) {
	f := schemas.Finding{Rule: rule, Document: c.reading.Name, Message: message}
	if spans := text.Spans(piece); len(spans) > 0 {
		f.Span, f.Column = spans[0], text.Column(piece)
	}
	c.out.findings = append(c.out.findings, f)
}

// notes adds what normalising noted about a text.
func (c *claimer) notes(notes []normalise.Note, text read.Text) {
	for _, n := range notes {
		c.find(n.Rule, n.Message, text, n.Piece)
	}
}

// entry makes the claims of a project's entry.
func (c *claimer) entry() {
	c.title()
	if s := c.rec.Section; !s.IsZero() {
		c.claim(schemas.Section, schemas.TextValue(s.S), schemas.Quoted, "section.heading", s, s.Piece())
	}
	for _, f := range c.rec.Fields {
		if f.Value.IsZero() || read.SaysNothing(f.Value.S) {
			c.silent(f)
			continue
		}
		switch f.Label {
		case read.Objective:
			c.claim(schemas.Objective, schemas.TextValue(read.OneSpace(f.Value.S)), schemas.Quoted, "label.objective", f.Value, f.Value.Piece())
		case read.Funder:
			c.organisations(schemas.Funder, f)
		case read.Partner:
			c.organisations(schemas.Partner, f)
		case read.Implementer:
			c.organisations(schemas.Implementer, f)
		case read.Country:
			c.places(f)
		case read.City:
			c.cities(f)
		case read.AcronymOf:
			c.out.acronym = read.OneSpace(f.Value.S)
			c.claim(schemas.Acronym, schemas.TextValue(c.out.acronym), schemas.Quoted, "label.acronym", f.Value, f.Value.Piece())
		case read.PhaseLabel:
			number, ok := read.PhaseNumber(f.Value.S)
			if !ok {
				c.claim(schemas.Label, schemas.TextValue(read.OneSpace(f.Value.S)), schemas.Quoted, "label.phase", f.Value, f.Value.Piece())
				break
			}
			c.out.phase = number
			c.claim(schemas.Phase, schemas.IntValue(int64(number)), schemas.Quoted, "label.phase", f.Value, f.Value.Piece())
		case read.Website:
			c.website(f)
		case read.PeriodLabel, read.StartLabel, read.EndLabel:
		default:
			c.claim(schemas.Label, schemas.TextValue(read.OneSpace(f.Value.S)), schemas.Quoted, "label."+string(f.Label), f.Value, f.Value.Piece())
		}
	}
	c.dates()
	c.headingCountry()
	c.headingFunder()
	c.titlePlaces()
}

// title makes the claims of an entry's title.
func (c *claimer) title() {
	text := c.rec.Title
	t := read.ReadTitle(text.S)
	c.out.title = t.NameOf(text.S)
	c.claim(schemas.Title, schemas.TextValue(readable(c.out.title)), schemas.Quoted, "title.name", text, t.Name...)
	c.claim(schemas.TitleVerbatim, schemas.TextValue(read.OneSpace(text.S)), schemas.Quoted, "title.whole", text, text.Piece())
	if t.Acronym != (normalise.Piece{}) {
		c.out.acronym = read.OneSpace(t.Acronym.Of(text.S))
		c.claim(schemas.Acronym, schemas.TextValue(c.out.acronym), schemas.Quoted, "title.acronym", text, t.Acronym)
	}
	if t.Number > 0 {
		c.out.phase = t.Number
		c.claim(schemas.Phase, schemas.IntValue(int64(t.Number)), schemas.Quoted, "title.phase", text, t.Phase)
	}
}

// propertyOfLabel says which property a label states.
var propertyOfLabel = map[read.Label]schemas.Property{
	read.Objective: schemas.Objective, read.Funder: schemas.Funder, read.Partner: schemas.Partner, read.Implementer: schemas.Implementer,
	read.Country: schemas.Country, read.City: schemas.City, read.Budget: schemas.Budget, read.Website: schemas.ProjectURL,
	read.StartLabel: schemas.Start, read.EndLabel: schemas.End, read.PeriodLabel: schemas.Start, read.AcronymOf: schemas.Acronym, read.PhaseLabel: schemas.Phase,
}

// silent makes a claim without a value of a label with nothing behind it.
func (c *claimer) silent(f read.Field) {
	property, ok := propertyOfLabel[f.Label]
	if !ok {
		property = schemas.Label
	}
	c.claim(property, schemas.AbsentValue(schemas.LabelWithoutValue), schemas.Quoted, "label."+string(f.Label), f.Name, f.Name.Piece())
	c.find("source.silent", "the label “"+read.OneSpace(f.Name.S)+"” has nothing behind it", f.Name, f.Name.Piece())
	c.out.findings[len(c.out.findings)-1].Cell = property.String()
}

// website makes a claim of an address that is one.
func (c *claimer) website(f read.Field) {
	address := strings.TrimRight(f.Value.S, ".,; ")
	if strings.HasPrefix(address, "www.") {
		address = "https://" + address
	}
	if !isAddress(address) {
		c.claim(schemas.ProjectURL, schemas.AbsentValue(schemas.Unparseable), schemas.Quoted, "label.website", f.Value, f.Value.Piece())
		c.find("url.unreadable", "“"+f.Value.S+"” is no web address", f.Value, f.Value.Piece())
		return
	}
	c.claim(schemas.ProjectURL, schemas.TextValue(address), schemas.Quoted, "label.website", f.Value, f.Value.Piece())
}

func isAddress(s string) bool {
	rule := schemas.WebURL()
	return rule.Text([]byte(s))
}

// dates makes the claims of start and end: of one period, or of two ends that
// stand apart.
func (c *claimer) dates() {
	var start, end *read.Field
	for i := range c.rec.Fields {
		f := &c.rec.Fields[i]
		if f.Value.IsZero() {
			continue
		}
		switch f.Label {
		case read.PeriodLabel:
			c.period(f.Value)
		case read.StartLabel:
			if start == nil {
				start = f
				continue
			}
			c.end(schemas.Start, f.Value)
		case read.EndLabel:
			if end == nil {
				end = f
				continue
			}
			c.end(schemas.End, f.Value)
		}
	}
	var from, to normalise.Date
	if start != nil {
		from = c.end(schemas.Start, start.Value)
	}
	if end != nil {
		to = c.end(schemas.End, end.Value)
	}
	if from.Known() && to.Known() && to.Last < from.First {
		c.find("period.reversed", "the end "+to.EDTF+" lies before the start "+from.EDTF+"; neither is taken", end.Value, end.Value.Piece())
		for i := len(c.out.claims) - 1; i >= 0; i-- {
			if p := c.out.claims[i].Property; p == schemas.Start || p == schemas.End {
				c.out.claims[i].Value = schemas.AbsentValue(schemas.Impossible)
			}
		}
	}
}

// period makes the claims of an expression that states both ends.
func (c *claimer) period(text read.Text) {
	p, ok := normalise.ReadPeriod(text.S, c.reading.Language)
	if !ok {
		c.undated(text, schemas.Start, schemas.End)
		return
	}
	c.notes(p.Notes, text)
	if p.Single && !p.OpenStart && !p.OpenEnd {
		// One date where a period is expected is both ends: "2020".
		c.date(schemas.Start, p.Start, false, p, text)
		c.date(schemas.End, p.End, false, p, text)
		return
	}
	c.date(schemas.Start, p.Start, p.OpenStart, p, text)
	c.date(schemas.End, p.End, p.OpenEnd, p, text)
}

// end makes the claim of one end.
func (c *claimer) end(property schemas.Property, text read.Text) normalise.Date {
	p, ok := normalise.ReadPeriod(text.S, c.reading.Language)
	if !ok {
		c.undated(text, property)
		return normalise.Date{}
	}
	c.notes(p.Notes, text)
	if property == schemas.Start {
		c.date(property, p.Start, p.OpenStart, p, text)
		return p.Start
	}
	d := p.End
	if !d.Known() && !p.OpenEnd {
		d = p.Start
	}
	c.date(property, d, p.OpenEnd, p, text)
	return d
}

// date makes the claim of one end that has been read.
func (c *claimer) date(property schemas.Property, d normalise.Date, open bool, p normalise.Period, text read.Text) {
	switch {
	case d.Known():
		pieces := d.Pieces
		if len(pieces) == 0 {
			pieces = []normalise.Piece{text.Piece()}
		}
		basis := schemas.Quoted
		if p.Rule == normalise.RuleDuration && property == schemas.End {
			basis = schemas.Derived
		}
		c.claim(property, schemas.EDTFValue(d.EDTF), basis, p.Rule, text, pieces...)
	case open:
		c.claim(property, schemas.AbsentValue(schemas.Open), schemas.Quoted, p.Rule, text, text.Piece())
	default:
		why := schemas.Unparseable
		for _, n := range p.Notes {
			switch n.Rule {
			case "date.impossible", "period.reversed", "date.placeholder":
				why = schemas.Impossible
			case "date.ambiguous_order", "date.ambiguous_year_pair":
				why = schemas.Ambiguous
			}
		}
		c.claim(property, schemas.AbsentValue(why), schemas.Quoted, p.Rule, text, text.Piece())
	}
}

func (c *claimer) undated(text read.Text, properties ...schemas.Property) {
	for _, p := range properties {
		c.claim(p, schemas.AbsentValue(schemas.Unparseable), schemas.Quoted, "date.unread", text, text.Piece())
	}
	c.find("date.unread", "“"+text.S+"” could not be read as a date", text, text.Piece())
}

// extent makes the claims of where a record stands.
func (c *claimer) extent() {
	text := c.rec.Title
	if c.rec.Kind != read.EntryRecord {
		text = c.rec.Body
	}
	c.claim(schemas.DocumentOf, schemas.CodeValue(c.reading.Name), schemas.Quoted, "record.document", text, text.Piece())
	c.claim(schemas.LineFrom, schemas.IntValue(int64(c.rec.From)), schemas.Quoted, "record.extent", text, text.Piece())
	c.claim(schemas.LineTo, schemas.IntValue(int64(c.rec.To)), schemas.Quoted, "record.extent", text, text.Piece())
}
