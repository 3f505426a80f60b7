package metadata

import (
	"strconv"
	"strings"
	"text/template"
)

// markdownFuncs are what the Markdown templates write values with.
var markdownFuncs = template.FuncMap{"md": markdown, "code": codeSpan, "thousands": thousands, "plural": plural}

// markdown writes a text on one line so that Markdown (GitHub's, CommonMark
// 0.31) shows it as it is: no markup, no HTML, no cell of a table ends in it.
func markdown(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c == '&':
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case strings.IndexByte("\\`*[]|~", c) >= 0, c == '_' && !insideWord(text, i), i == 0 && strings.IndexByte("#+-=", c) >= 0,
			(c == '.' || c == ')') && i > 0 && allDigits(text[:i]):
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// insideWord reports whether an underscore stands between letters or digits,
// where it is no emphasis: names of columns stay readable.
func insideWord(text string, i int) bool {
	return i > 0 && i+1 < len(text) && isWord(text[i-1]) && isWord(text[i+1])
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func allDigits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// codeSpan writes a text as code. A bar is escaped, as in tables it would end
// the cell even there.
func codeSpan(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		text = " " + text + " "
	}
	return fence + strings.ReplaceAll(text, "|", `\|`) + fence
}

// thousands writes a number with commas between groups of three digits.
func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// plural writes a number with its noun.
func plural(n int64, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + more
}
