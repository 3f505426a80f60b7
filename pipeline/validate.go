package pipeline

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"migdata/pipeline/export"
	"migdata/pipeline/export/metadata"
	"migdata/pipeline/normalise"
	"migdata/pipeline/read"
	"migdata/schemas"
)

// newValidator returns the validator of configuration and curated rows: it
// knows the tags of the columns' rules and those of our codes.
func newValidator() *validator.Validate {
	v := schemas.NewValidator()
	country := func(s string) bool { _, ok := normalise.CountryInfo(s); return ok }
	for tag, check := range map[string]func(string) bool{
		"iso3":   country,
		"donor":  func(s string) bool { return s == "EU" || country(s) },
		"layout": read.HasLayout,
		"format": func(s string) bool {
			return slices.ContainsFunc(export.Formats, func(f export.Format) bool { return f.Name == s })
		},
		"catalogue":      func(s string) bool { return slices.Contains(export.Languages(), s) },
		"standard":       func(s string) bool { return slices.Contains(metadata.Options(), s) },
		"publisher_type": func(s string) bool { return schemas.PublisherTypes.Has(s) },
		"table":          func(s string) bool { return schemas.TableNamed(s) != nil },
		"property":       func(s string) bool { _, ok := schemas.PropertyNamed(s); return ok || s == "*" },
		"subject":        func(s string) bool { return subjectOf(s).ID != "" && subjectOf(s).String() == s },
		"edtf_day": func(s string) bool {
			d, ok := normalise.ReadDate(s)
			return ok && d.Precision == normalise.DayPrecision
		},
	} {
		if err := v.RegisterValidation(tag, func(fl validator.FieldLevel) bool { return check(fl.Field().String()) }); err != nil {
			panic(err) // the tags are constants of this file
		}
	}
	return v
}

// A Mistake is a value of the configuration that breaks its rule.
type Mistake struct {
	Path  []string // keys and indices that lead to it
	Value string
	Rule  string
}

func (m Mistake) Error() string {
	return fmt.Sprintf("%s is %q, which breaks the rule %s", strings.Join(m.Path, "."), m.Value, m.Rule)
}

// Mistakes are all mistakes of a configuration.
type Mistakes []Mistake

func (m Mistakes) Error() string {
	texts := make([]string, len(m))
	for i := range m {
		texts[i] = m[i].Error()
	}
	return strings.Join(texts, "; ")
}

// Validate checks the configuration by the tags of its fields, that no two
// documents share an id, that no property has two policies, and that translations
// translate what there is. The error is Mistakes.
func (c *Config) Validate() error {
	v := newValidator()
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("yaml") })
	var mistakes Mistakes
	var broke validator.ValidationErrors
	if err := v.Struct(c); errors.As(err, &broke) {
		for _, e := range broke {
			_, path, _ := strings.Cut(e.Namespace(), ".")
			mistakes = append(mistakes, Mistake{strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }),
				fmt.Sprint(e.Value()), ruleOf(e)})
		}
	} else if err != nil {
		return err
	}
	first := map[string]int{}
	for i, d := range c.Documents {
		if _, twice := first[d.ID]; twice && d.ID != "" {
			mistakes = append(mistakes, Mistake{[]string{"documents", strconv.Itoa(i), "id"}, d.ID, "unique"})
		}
		first[d.ID] = i
	}
	named := map[string]bool{}
	for i, p := range c.Policy {
		for k, property := range p.Properties {
			if named[property] {
				mistakes = append(mistakes, Mistake{[]string{"policy", strconv.Itoa(i), "properties", strconv.Itoa(k)}, property, "unique"})
			}
			named[property] = true
		}
	}
	for _, language := range sortedKeys(c.Dataset.Translations) {
		path := []string{"dataset", "translations", language}
		if c.Dataset.Speaks(language) {
			mistakes = append(mistakes, Mistake{path, language, "another language than that of the dataset"})
		}
		if n := len(c.Dataset.Translations[language].Caveats); n > 0 && n != len(c.Dataset.Caveats) {
			mistakes = append(mistakes, Mistake{append(path, "caveats"), strconv.Itoa(n) + " caveats",
				"as many as dataset.caveats, " + strconv.Itoa(len(c.Dataset.Caveats))})
		}
	}
	if slices.Contains(c.Standards, metadata.HDX.Option) && (c.Dataset.HDX.Organisation == "" || c.Dataset.HDX.Maintainer == "") {
		mistakes = append(mistakes, Mistake{[]string{"dataset", "hdx"}, "", "organisation and maintainer, as standards asks for hdx"})
	}
	if len(mistakes) > 0 {
		return mistakes
	}
	return nil
}
