package schemas

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"
)

// A Rule says what the cells of a column must be, three times over: as a tag
// of validator/v10 (for config and curated rows), as keywords of JSON Schema
// (for users) and as a compiled check (for batches). A test holds the three
// to the same verdict.
type Rule struct {
	Finding  string         // id in the catalogue of findings
	NotNull  bool           // a null breaks the rule
	Tag      string         // validator/v10
	Keywords map[string]any // JSON Schema 2020-12
	Text     func([]byte) bool
	Int      func(int64) bool
	Says     string // "is at most 80 characters"
}

// An AcrossRule judges several columns of a row together.
type AcrossRule struct {
	Finding string
	Columns []string
	Holds   func(cells []Value) bool // cells in the order of Columns; absent ones have no value
	Says    string
}

// Required refuses nulls.
func Required() Rule {
	return Rule{Finding: "value.required", NotNull: true, Tag: "required", Says: "has a value"}
}

// printable refuses what XML and terminals cannot carry: control characters
// but tab and line feed, U+FFFE, U+FFFF and broken UTF-8 (XML 1.0, 2.2).
func printable() Rule {
	return Rule{
		Finding:  "value.unprintable",
		Tag:      "printable",
		Keywords: map[string]any{"minLength": 1, "pattern": "^[^\\x00-\\x08\\x0B-\\x1F\uFFFE\uFFFF]*$"},
		Text:     Printable,
		Says:     "is text without control characters",
	}
}

// Printable reports whether text is not empty and may stand in a value of any
// format.
func Printable(text []byte) bool {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\t' && c != '\n' {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			return false
		}
		i += size
	}
	return len(text) > 0
}

// MaxLen refuses texts of more than n characters (code points).
func MaxLen(n int) Rule {
	return Rule{
		Finding:  "value.too_long",
		Tag:      "max=" + strconv.Itoa(n),
		Keywords: map[string]any{"maxLength": n},
		Text:     func(b []byte) bool { return len(b) <= n || utf8.RuneCount(b) <= n },
		Says:     fmt.Sprintf("is at most %d characters", n),
	}
}

// Slug refuses ids that are not lower-case letters and digits in groups
// joined by single hyphens: they are safe in file names and addresses.
func Slug() Rule {
	return Rule{
		Finding:  "value.slug",
		Tag:      "slug",
		Keywords: map[string]any{"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
		Text:     isSlug,
		Says:     "is lower-case letters and digits joined by hyphens",
	}
}

func isSlug(b []byte) bool {
	hyphen := true
	for _, c := range b {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			hyphen = false
		case c == '-' && !hyphen:
			hyphen = true
		default:
			return false
		}
	}
	return !hyphen
}

// WebURL refuses all but absolute http and https addresses without spaces.
func WebURL() Rule {
	return Rule{
		Finding:  "value.url",
		Tag:      "weburl",
		Keywords: map[string]any{"pattern": "^https?://[^ \\t\\n\\f\\r/?#][^ \\t\\n\\f\\r]*$"},
		Text:     isWebURL,
		Says:     "is an http or https address",
	}
}

func isWebURL(b []byte) bool {
	s := string(b)
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	return ok && !strings.ContainsAny(rest, " \t\n\f\r") && rest != "" && !strings.ContainsRune("/?#", rune(rest[0]))
}

// Between refuses numbers outside low to high, both included.
func Between(low, high int64) Rule {
	return Rule{
		Finding:  "value.range",
		Tag:      fmt.Sprintf("gte=%d,lte=%d", low, high),
		Keywords: map[string]any{"minimum": low, "maximum": high},
		Int:      func(n int64) bool { return low <= n && n <= high },
		Says:     fmt.Sprintf("lies between %d and %d", low, high),
	}
}

// EDTFText refuses what is not a date of EDTF level 0 or 1 as published here:
// a year, a season, quarter or half year, a month, a day, with ? ~ or %.
func EDTFText() Rule {
	return Rule{
		Finding: "value.edtf",
		Tag:     "edtf",
		Keywords: map[string]any{
			"pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]|2[1-4]|3[3-6]|4[01])|-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?[?~%]?$"},
		Text: isEDTF,
		Says: "is an EDTF date such as 2020, 2020-01 or 2020-01-31",
	}
}

func isEDTF(b []byte) bool {
	if n := len(b); n > 0 && strings.IndexByte("?~%", b[n-1]) >= 0 {
		b = b[:n-1]
	}
	number := func(b []byte) int {
		n := 0
		for _, c := range b {
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	switch {
	case len(b) == 4:
		return number(b) >= 0
	case len(b) == 7 && b[4] == '-':
		m := number(b[5:])
		return number(b[:4]) >= 0 && (m >= 1 && m <= 12 || m >= 21 && m <= 24 || m >= 33 && m <= 36 || m == 40 || m == 41)
	case len(b) == 10 && b[4] == '-' && b[7] == '-':
		m, d := number(b[5:7]), number(b[8:])
		return number(b[:4]) >= 0 && m >= 1 && m <= 12 && d >= 1 && d <= 31
	}
	return false
}

// OneOf refuses what is no code of the list.
func OneOf(list *Codelist) Rule {
	codes := make([]string, len(list.Codes))
	known := make(map[string]bool, len(list.Codes))
	tags := make([]string, len(list.Codes)) // quoted where a code has a space
	for i, c := range list.Codes {
		codes[i], known[c.Code], tags[i] = c.Code, true, c.Code
		if strings.Contains(c.Code, " ") {
			tags[i] = "'" + c.Code + "'"
		}
	}
	return Rule{
		Finding:  "value.code",
		Tag:      "oneof=" + strings.Join(tags, " "),
		Keywords: map[string]any{"enum": codes},
		Text:     func(b []byte) bool { return known[string(b)] },
		Says:     "is a code of " + list.Name,
	}
}

// baseRules adds to a column's own rules what its kind and codelist ask for.
func baseRules(k Kind, rules []Rule, codes *Codelist) []Rule {
	all := append([]Rule(nil), rules...)
	if k.IsText() {
		all = append(all, printable())
	}
	if k == EDTF {
		all = append(all, EDTFText())
	}
	if codes != nil && len(codes.Codes) > 0 {
		all = append(all, OneOf(codes))
	}
	return all
}

// Tag returns the rules of the field as one tag of validator/v10 for a
// pointer to its value, where nil is null.
func (f *Field) Tag() string {
	tags := []string{"omitnil"}
	for _, r := range f.Rules {
		if r.NotNull {
			tags[0] = "required"
		} else if r.Tag != "" {
			tags = append(tags, r.Tag)
		}
	}
	return strings.Join(tags, ",")
}

// NewValidator returns a validator/v10 that knows the tags of the rules.
func NewValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	for tag, check := range map[string]func([]byte) bool{
		"printable": Printable, "slug": isSlug, "weburl": isWebURL, "edtf": isEDTF,
	} {
		err := v.RegisterValidation(tag, func(fl validator.FieldLevel) bool {
			return fl.Field().Kind() == reflect.String && check([]byte(fl.Field().String()))
		})
		if err != nil {
			panic(err) // the tags are constants of this file
		}
	}
	return v
}
