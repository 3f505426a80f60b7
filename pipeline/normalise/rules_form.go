package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// governments are the words for what acts in the name of a state.
var governments = []string{"government of the", "government of", "gouvernement du", "gouvernement de la", "gouvernement des", "gouvernement de l", "gouvernement de", "gobierno del", "gobierno de la", "gobierno de los", "gobierno de", "governo da", "governo do", "governo della", "governo del", "governo di", "governo de", "regierung von", "regierung der", "regierung des", "حكومه"}

// A stateForm is a form of state, as a set of one: republic, kingdom.
type stateForm uint16

// The words beside a form of state: qualifier for federal and islamic; divider
// for democratic and arab, by which states of one name were told apart; people
// for people's and popular, which tell apart Korea, and Congo the other way: the
// People's Republic of the Congo was the one of Brazzaville.
const (
	qualifier stateForm = 1 << iota
	divider
	people stateForm = 1 << 15

	beside = qualifier | divider | people
)

// stateForms are the forms that forms.csv names, in the order of their bits.
var stateForms = []string{"qualifier", "divider", "republic", "kingdom", "state", "principality", "emirate", "grand duchy", "sultanate", "federation", "confederation", "commonwealth", "union", "territory", "island", "people"}

// findForms takes from the official English names which form each state has:
// there is a Republic of Iraq, and no State of Iraq.
func (t *nameTable) findForms(official [][2]string) {
	for _, name := range official {
		words := strings.Fields(Fold(name[1]))
		for i, word := range words {
			form := t.forms[word]
			if i+1 < len(words) {
				form |= t.forms[word+" "+words[i+1]]
			}
			t.formsOf[t.index(name[0])] |= form
		}
	}
	for i, country := range t.registry.countries {
		if country.AdministeredBy != "" {
			t.formsOf[i] |= t.forms["territory"]
		}
	}
	for iso3 := range strings.FieldsSeq(islands) {
		t.formsOf[t.index(iso3)] |= t.forms["islands"]
	}
	for iso3, forms := range furtherForms {
		for form := range strings.FieldsSeq(forms) {
			t.formsOf[t.index(iso3)] |= t.forms[form]
		}
	}
}

// chineseForms stand behind a name with nothing between, the longest first.
var chineseForms = []struct {
	text string
	form stateForm
}{
	{"人民民主共和国", people | divider | 1<<2}, {"人民民主共和國", people | divider | 1<<2}, {"人民共和国", people | 1<<2}, {"人民共和國", people | 1<<2}, {"民主共和国", divider | 1<<2},
	{"阿拉伯共和国", divider | 1<<2}, {"伊斯兰共和国", qualifier | 1<<2}, {"联邦共和国", qualifier | 1<<2}, {"共和国", 1 << 2}, {"共和國", 1 << 2}, {"王国", 1 << 3}, {"王國", 1 << 3},
}

// formLinks join a form of state to a name, beside links and articles.
var formLinks = map[string]bool{"van": true, "dell": true, "delle": true, "degli": true, "dello": true, "dall": true, "das": true, "na": true, "ya": true, "wa": true, "ta": true, "s": true, "ti": true}

// furtherForms are forms of state that UNTERM's English names lack.
// Some of them are former, or never were official and are used all the same.
var furtherForms = map[string]string{
	"BIH": "republic", "BFA": "republic", "XKX": "republic", "VAT": "state", "AFG": "emirate", "MKD": "republic", "CZE": "republic", "PSE": "state", "KNA": "federation", "BRN": "state sultanate", "GBR": "kingdom", "ROU": "republic", "NPL": "republic kingdom", "BOL": "republic", "LBY": "republic", "HUN": "republic", "IRL": "republic", "TUR": "republic", "MNG": "republic", "GEO": "republic", "MNE": "republic", "TKM": "republic", "UKR": "republic", "CIV": "republic",
	"AUS": "commonwealth", "BRB": "republic", "ESH": "republic", "MNP": "commonwealth", "PRI": "commonwealth",
}

// islands are countries and territories whose name may have the word island or
// islands beside it. Ireland and Samoa are not among them: the islands of that
// name belong to two countries.
const islands = "ABW AIA ALA ATG BHS BMU BRB BVT CCK COK COM CPV CUW CXR CYM DMA FJI FLK FRO GGY GLP GRD GUM HMD IMN JAM JEY KIR LCA MDV MHL MNP MSR MTQ MUS MYT NFK NIU NRU PCN PLW PYF REU SHN SLB STP SYC TCA TKL TON TTO TUV VCT VGB VUT WLF"

// readForm reads a name with the form of state beside it: Republic of Moldova, Repubblica
// portoghese, Moldova Republic. What remains must be the name of one country
// that has this form, or its adjective. Congo and Korea are none.
func (t *nameTable) readForm(text string, lang langID) CountryMatch {
	key := Fold(text)
	for _, government := range governments {
		if rest, found := cutLead(key, government); found && t.isState(rest) {
			return t.match(t.names[rest][0], "form_of_state")
		}
	}
	if !isASCII(key) {
		for _, suffix := range chineseForms {
			if rest, found := strings.CutSuffix(key, suffix.text); found {
				if iso3 := t.stateOf(rest, suffix.form); iso3 != "" {
					return t.official(iso3)
				}
			}
		}
		if m := t.readGluedForm(key); m.Kind != NoMatch {
			return m
		}
	}
	var buffer, ofKey [16]string
	rest, form := buffer[:0], stateForm(0)
	words := appendWords(ofKey[:0], key)
	if len(words) < 2 || len(words) > 14 {
		return CountryMatch{}
	}
	for i, at := 0, 0; i < len(words); i++ {
		if i+1 < len(words) {
			if f := t.forms[key[at:at+len(words[i])+1+len(words[i+1])]]; f != 0 {
				form |= f
				at += len(words[i]) + len(words[i+1]) + 2
				i++
				continue
			}
		}
		at += len(words[i]) + 1
		switch f := t.forms[words[i]]; {
		case f != 0:
			form |= f
		case len(rest) == 0 && (links[words[i]] || articles[words[i]] || formLinks[words[i]]):
		default:
			rest = append(rest, words[i])
		}
	}
	for len(rest) > 0 && links[rest[len(rest)-1]] { // Moldova, Republic of
		rest = rest[:len(rest)-1]
	}
	if form&^beside == 0 || len(rest) == 0 {
		return CountryMatch{}
	}
	name := strings.Join(rest, " ")
	for _, candidate := range []string{name, strings.TrimPrefix(name, "ال")} {
		if iso3 := t.stateOf(candidate, form); iso3 != "" {
			return t.official(iso3)
		}
	}
	if joined := withoutApostrophes(text); joined != text { // O'zbekiston Respublikasi
		return t.readForm(joined, lang)
	}
	return CountryMatch{}
}

// readGluedForm reads a name with its forms of state before or behind it and nothing
// between, in scripts that put no spaces: สาธารณรัฐเช็ก.
func (t *nameTable) readGluedForm(key string) CountryMatch {
	if first, _ := utf8.DecodeRuneInString(key); !unicode.In(first, unspaced...) {
		return CountryMatch{}
	}
	rest, form := strings.ReplaceAll(key, " ", ""), stateForm(0)
	for cut := true; cut; {
		cut = false
		for _, glued := range t.glued {
			other := strings.TrimSuffix(strings.TrimPrefix(rest, glued), glued)
			if other != rest && other != "" {
				rest, form, cut = other, form|t.forms[glued], true
			}
		}
		if form&^beside != 0 {
			if iso3 := t.stateOf(rest, form); iso3 != "" {
				return t.official(iso3)
			}
		}
	}
	return CountryMatch{}
}

// unspaced are scripts in which the words of a name follow one another.
var unspaced = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Hangul}

func (t *nameTable) official(iso3 string) CountryMatch {
	return t.match(reading{country: t.index(iso3), kind: Official}, "form_of_state")
}

// stateOf returns the one country that a key names, or whose adjective it is,
// where the country has one of the forms of state.
func (t *nameTable) stateOf(key string, form stateForm) string {
	if utf8.RuneCountInString(key) < 4 && len(key) < 6 { // two Chinese signs are a name
		return ""
	}
	if pair, found := twinStates[strings.Join(t.ambiguous[key], " ")]; found && form&t.forms["republic"] != 0 {
		if form&divider != 0 || form&people != 0 && pair[1] == "PRK" {
			return pair[1]
		}
		return pair[0]
	}
	if form&people != 0 {
		form |= divider
	}
	readings, adjective := t.names[key], false
	territory := form&(t.forms["territory"]|t.forms["island"]) != 0 // Norfolk is many places, and the Norfolk island one
	if len(readings) != 1 || t.gated[key] && !territory || readings[0].capital {
		readings, adjective = t.demonyms[key], true
	}
	if len(readings) != 1 || !adjective && !t.admits(readings[0], []byte(key), key, anyLang, false, false) {
		return ""
	}
	country := readings[0].country
	iso3 := t.registry.countries[country].ISO3
	switch {
	case t.formsOf[country]&form&^beside == 0, form&divider != 0 && formerForms[iso3], adjective && !t.registry.ofOneAdjective(iso3):
		return ""
	case iso3 == "CHN" && form&divider == 0:
		return "TWN" // the Republic of China
	}
	return iso3
}

// twinStates are states of one name, as ambiguous.csv has them, that the form
// tells apart: the republic, and the democratic or people's republic.
var twinStates = map[string][2]string{"KOR PRK": {"KOR", "PRK"}, "COD COG": {"COG", "COD"}}

// formerForms are states beside which, or before which, another one carried
// the name with a word such as democratic or arab: the German Democratic
// Republic, the Yemen Arab Republic, the Democratic Republic of Vietnam.
var formerForms = map[string]bool{"DEU": true, "YEM": true, "VNM": true}

// ofOneAdjective tells whether an adjective with a form of state is enough:
// the Chinese Republic is not China, and the Serb Republic not Serbia.
func (r *registry) ofOneAdjective(iso3 string) bool {
	return iso3 != "CHN" && iso3 != "TWN" && iso3 != "SRB" && iso3 != "CYP" && r.countries[r.byISO3[iso3]].AdministeredBy == ""
}

// isState tells whether a key is the name of exactly one state.
func (t *nameTable) isState(key string) bool {
	readings := t.names[key]
	return len(readings) == 1 && !t.gated[key] && !readings[0].capital && t.registry.countries[readings[0].country].AdministeredBy == ""
}
