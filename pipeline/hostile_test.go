package pipeline

import (
	"strings"
	"testing"
	"unicode/utf8"

	"migdata/schemas"
)

// Values that are made to hurt: formulas, markup, controls, direction marks,
// long words. The run publishes them in every format, reads them back the
// same, and no control character stands in a value.
const hostileTexts = "=HYPERLINK(\"http://example.org\";\"click\") (EVIL)|" +
	"+1+1 (PLUS)|-2+3 (MINUS)|@SUM(A1:A9) (AT)|<script>alert('x')</script> & <b>BOLD</b> (XSS)|" +
	"TITLE WITH \u202Eesrever\u202C IN IT (BIDI)|TITLE WITH NUL\x00 AND BELL\x07 AND ESC\x1b[31m (CTL)|" +
	"TITLE WITH | BAR; SEMICOLON; \"QUOTES\" AND , COMMA (SEP)|ÉTÉ 𝄞 Ω العربية 中文 (UNI)|" +
	"TITLE WITH \uFEFF AND \u200B (NON)|DROP TABLE projects; -- (SQL)|../../ETC/PASSWD (PATH)|" +
	"LONG LONG_LONG (LONG)"

func TestHostileValuesArePublishedUnharmed(t *testing.T) {
	var text strings.Builder
	for _, title := range strings.Split(strings.ReplaceAll(hostileTexts, "LONG_LONG", strings.Repeat("LONG ", 90)), "|") {
		text.WriteString(title + "\n\nMarch 2022 - February 2024\n\nObjective: =1+1 <i>x</i> \u202Ey\u202C \x00z; \"q\"\n\nFunded by: =CMD|' /C calc'!A0, <b>Bank</b>\n\n")
	}
	w := newWorkplace(t)
	text.WriteString(strings.Repeat("TITLE ", 6_700) + "(HUGE)\n\nMarch 2022 - February 2024\n\nObjective: x\n\n")
	w.addText("hostile", text.String())
	w.cfg.Formats = nil
	w.cfg.FailOn = "never" // a value that no format can carry is an error
	p := w.run()
	rows := p.where("projects", "document_id", "hostile")
	if len(rows) < 13 {
		t.Errorf("%d of the 14 entries are projects:\n%s", len(rows), p.findings())
	}
	for _, table := range schemas.Tables() {
		for _, r := range p.table(table.Name) {
			for _, f := range table.Fields {
				if s := r.cell(f.Name); !utf8.ValidString(s) || !schemas.Printable([]byte(s)) {
					t.Errorf("%s %s: %s holds %q", table.Name, rowKey(table, r), f.Name, s)
				}
			}
		}
	}
	for _, f := range p.summary.Findings {
		if strings.HasPrefix(f.Rule, "value.") || strings.HasPrefix(f.Rule, "key.") || strings.HasPrefix(f.Rule, "reference.") {
			t.Errorf("%s", f.String())
		}
	}
}

// Texts that are hardly any are read like others.
func TestDegenerateTexts(t *testing.T) {
	w := newWorkplace(t)
	odd := map[string]string{
		"empty": "", "one-byte": "x", "no-line-end": "TITLE (T)\n\nMay 2020", "blank": " \n\t\n\r\n", "mark": "\uFEFF", "nul": "\x00\x00\x00",
		"label": "Funded by:", "stars": "** ** *", "form-feeds": "\f\f\fTITLE\f", "cr": "TITLE (T)\r\rMay 2020\r\rObjective: x\r", "colons": ":::::\n: :\n",
	}
	for _, id := range sortedKeys(odd) {
		w.addText(id, odd[id])
	}
	p := w.run()
	if n := len(p.where("documents", "kind", "text")); p.summary.Forbidden || n != 1+len(odd) {
		t.Errorf("%d texts:\n%s", n, p.findings())
	}
	if accounted, all := p.summary.Accounted(); accounted != all {
		t.Errorf("%d of %d lines", accounted, all)
	}
}
