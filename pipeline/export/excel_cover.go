package export

import (
	"strconv"
	"strings"

	"migdata/schemas"
)

// A figure is a line of the table of a cover.
type figure struct {
	key    string // in the catalogue: figure.key, figure.key.doc; with at it names the cell
	at     string // "" but where several lines have one key
	label  string // "" is that of the catalogue
	value  int64  // hundredths where it is an amount
	amount bool
	unit   string // key of the unit, or a currency
	fill   []any
	more   string // after its explanation
}

// cover is the first sheet: what the workbook is, in lines, and its main
// figures as a table, with the block that reconciles them.
func (p *plan) cover(title, universe string, figures []figure) *sheet {
	in, a, told := p.words, p.about, p.told
	s := &sheet{
		name: in.say("sheet.cover"), title: title, table: "cover", rows: len(figures), onePage: true,
		columns: []sheetColumn{{heading: in.say("column.figure"), width: 54}, {heading: in.say("column.value"), width: 20, right: true},
			{heading: in.say("column.unit"), width: 14}, {heading: in.say("column.explained"), width: 76}},
		defined: map[string]string{},
	}
	s.lead = []lead{{text: title}}
	say := func(to, key string, fill ...any) {
		lines := wrapLead(in.say("cover."+key, fill...))
		lines[0].to = to
		s.lead = append(s.lead, lines...)
	}
	if title != told.Title {
		say("", "dataset", told.Title)
	}
	say("", "universe", universe)
	version := a.Version
	if key := "version." + version; in.has(key) {
		version = in.say(key)
	}
	say("", "dates", in.day(a.AsOf), version, in.day(a.Released))
	say(a.LicenceURL, "licence", a.Licence)
	say("", "rights", told.Rights)
	say("", "cite", a.Citation())
	if a.Contact != "" {
		say("", "contact", a.Contact)
	} else {
		say(a.Homepage, "publisher", a.Publisher)
	}
	if n := len(told.Caveats); n > 0 {
		say("", "caveats", n)
	}
	if !p.toldAll {
		say("", "untranslated", a.Lang())
	}
	s.lead = append(s.lead, lead{})
	for i, f := range figures {
		s.defined["figure_"+f.key+f.at] = "B" + strconv.Itoa(i)
	}
	s.body = func(r *rows) error {
		for _, f := range figures {
			label, unit := f.label, f.unit
			if label == "" {
				label = in.say("figure."+f.key, f.fill...)
			}
			if in.has("unit." + unit) {
				unit = in.say("unit." + unit)
			}
			doc := strings.TrimSpace(in.say("figure."+f.key+".doc", f.fill...) + " " + f.more)
			r.next(max(wrappedLines([]byte(doc), 75), wrappedLines([]byte(label), 53)))
			r.text(r.style.text, []byte(label))
			if f.amount {
				r.hundredths(r.style.amount, schemas.DecimalString(f.value))
			} else {
				r.int(r.style.number, f.value)
			}
			r.text(r.style.text, []byte(unit))
			r.text(r.style.text, []byte(doc))
		}
		return nil
	}
	return s
}

// listing is the sheet Contents: a link to each of the others, what it holds
// and how many rows.
func (p *plan) listing(title string, others []*sheet, holds func(*sheet) string) *sheet {
	in := p.words
	s := &sheet{
		name: in.say("sheet.contents"), title: title, table: "contents", rows: len(others), onePage: true,
		lead: []lead{{text: in.say("title.contents")}, {text: title}, {}},
		columns: []sheetColumn{{heading: in.say("column.sheet"), width: 34}, {heading: in.say("column.holds"), width: wideText},
			{heading: in.say("column.rows"), width: 12, right: true}},
		body: func(r *rows) error {
			for _, o := range others {
				about := holds(o)
				r.next(wrappedLines([]byte(about), wideText-1))
				r.text(r.style.address, []byte(o.name))
				r.text(r.style.text, []byte(about))
				r.int(r.style.number, int64(o.rows))
			}
			return nil
		},
	}
	for i, o := range others {
		s.links = append(s.links, link{row: i, to: quoted(o.name) + "!A1", inside: true})
	}
	return s
}
