package read

import (
	"fmt"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// fewestAlike is how many entries must have a label that no table knows for what
// stands behind it to tell what it means.
const fewestAlike = 2

// An unknownLabels are the rows of one label that no table knows, with their values.
type unknownLabels struct {
	rows   []int
	values []string
}

// markByValues gives a label that no table knows the meaning that all its values
// have in common, where no other label of the document has it: periods, countries,
// cities, running text, or names of organisations beside a label for funders, which
// then are partners. "Who runs it: Caritas; City of Ghent".
func (r *reader) markByValues() {
	v, lines, marks, lang := r.words, r.rows, r.marks, r.Language
	var names []string // in the order of the text
	unknown, known, guessed := map[string]*unknownLabels{}, map[Label]bool{}, map[string]Label{}
	for i, m := range marks {
		if m.kind != labelled {
			continue
		}
		if known[m.label] = true; m.label != OtherLabel || m.end > 0 && m.table > 0 || m.name == m.start {
			continue
		}
		name := lines[i].clean[m.start:m.name]
		if v.label(name) != "" {
			continue
		}
		value := m.valueOf(&lines[i])
		if value == "" && i+1 < len(lines) && lines[i+1].gap <= 1 && marks[i+1].kind == plain {
			value = lines[i+1].clean
		}
		key := normalise.Fold(name)
		if unknown[key] == nil {
			unknown[key], names = &unknownLabels{}, append(names, key)
		}
		unknown[key].rows, unknown[key].values = append(unknown[key].rows, i), append(unknown[key].values, value)
	}
	if len(unknown) == 0 {
		return
	}
	for i, m := range marks {
		if m.kind == labelled && m.label != OtherLabel && m.name > m.start {
			if key := normalise.Fold(lines[i].clean[m.start:m.name]); unknown[key] != nil {
				guessed[key] = m.label
			}
		}
	}
	for key, label := range guessed { // here as elsewhere in the document
		if u := unknown[key]; u != nil {
			for k, i := range u.rows {
				if isDated(label) && isPeriod(u.values[k], lang) || !isDated(label) && fits(label, u.values[k], lang) {
					marks[i].label = label
				}
			}
			u.rows = nil
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { return len(unknown[name].rows) < fewestAlike })
	if len(names) == 0 || len(known) == 1 {
		return
	}
	mostNamed := func(values []string) bool {
		n := 0
		for _, value := range values {
			n += btoi(v.namesOrganisations(value))
		}
		return n*3 >= len(values)*2
	}
	for _, means := range []struct {
		label  Label
		beside []Label // of which one must be known, where there are any
		unless []Label
		test   func(value string) bool
	}{
		{PeriodLabel, nil, []Label{PeriodLabel, StartLabel, EndLabel}, func(s string) bool { return hasDigit(s) && isPeriod(s, lang) }},
		{Country, nil, []Label{Country}, func(s string) bool { return allPlaces(normalise.Places(s, lang)) }},
		{City, nil, []Label{City}, func(s string) bool { return allCities(normalise.Cities(s, lang)) }},
		{Partner, []Label{Funder}, []Label{Partner, Implementer}, v.listsOnlyNames},
		{Objective, []Label{Funder, PeriodLabel, Country}, []Label{Objective}, isRunningText},
	} {
		if slices.ContainsFunc(means.unless, func(l Label) bool { return known[l] }) ||
			means.beside != nil && !slices.ContainsFunc(means.beside, func(l Label) bool { return known[l] }) {
			continue
		}
		var fit []string
		for _, name := range names {
			if first, _, _ := strings.Cut(name, " "); means.label != Partner && v.phrases["who"][first] {
				continue
			}
			if !slices.ContainsFunc(unknown[name].values, func(s string) bool { return s == "" || !means.test(s) }) && (means.label != Partner || mostNamed(unknown[name].values)) {
				fit = append(fit, name)
			}
		}
		if len(fit) != 1 {
			continue
		}
		for _, i := range unknown[fit[0]].rows {
			marks[i].label = means.label
		}
		first := unknown[fit[0]].rows[0]
		r.detected(fmt.Sprintf("the label %s, which no table has, is taken to be one for %s by its values", quote(lines[first].clean[marks[first].start:marks[first].name]), means.label))
		known[means.label] = true
		names = slices.DeleteFunc(names, func(name string) bool { return name == fit[0] })
	}
}

// listsOnlyNames reports whether a value is a list of names.
func (v *vocabulary) listsOnlyNames(value string) bool {
	value = strings.TrimRight(value, ",; ")
	return !(strings.HasSuffix(value, ".") && !abbreviated(value)) && v.listsNames(strings.ReplaceAll(value, ";", ",")) && !hasDigit(value)
}

// namesOrganisations reports whether a list of names has a noun for organisations or an
// acronym among them.
func (v *vocabulary) namesOrganisations(value string) bool {
	if hasNoun(value, "organisation") {
		return true
	}
	for word := range strings.FieldsFuncSeq(value, betweenWords) {
		if countUpper(word) > 2 {
			return true
		}
	}
	return false
}

// fewestWords is how many words running text has at least.
const fewestWords = 6

// isRunningText reports whether a value, or the first line of one, is a sentence: it
// begins with a capital, and two words of three are small ones.
func isRunningText(value string) bool {
	all, small := 0, 0
	for word := range strings.FieldsSeq(value) {
		all++
		small += btoi(startsLower(word))
	}
	return all >= fewestWords && startsUpper(value) && small*3 >= all*2
}
