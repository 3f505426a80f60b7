package normalise

import (
	"strings"
	"sync"
)

// scopes are the words by which a table says what a row holds beside a country,
// or leaves out: China (excl. Hong Kong). True are those that add something.
var scopes = map[string]bool{
	"incl": true, "including": true, "includes": true, "included": true, "inclusive of": true, "excl": false, "excluding": false, "excludes": false, "exclusive of": false, "except": false, "without": false, "w o": false,
	"y compris": true, "inclus": true, "non compris": false, "sans": false, "hors": false, "a l exclusion de": false, "a l exclusion du": false,
	"einschl": true, "einschliesslich": true, "inkl": true, "inklusive": true, "ohne": false, "ausschl": false, "ausschliesslich": false, "exkl": false, "ausgenommen": false,
	"incluido": true, "incluida": true, "incluyendo": true, "excluido": false, "excluida": false, "excluyendo": false, "sin": false, "excepto": false,
	"inclusa": true, "incluso": true, "compreso": true, "compresa": true, "esclusa": false, "escluso": false, "senza": false,
	"incluindo": true, "excluindo": false, "exceto": false, "sem": false, "inclusief": true, "exclusief": false, "zonder": false,
}

// scopeWords are the words of scopes that are no links.
var scopeWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for scope := range scopes {
		for word := range strings.FieldsSeq(scope) {
			out[word] = out[word] || !links[word]
		}
	}
	return out
})

// readScope reads a country with its scope behind it. What is added must not be
// another state: France (including Monaco) is none of the two.
func (t *nameTable) readScope(outer, inner string, lang langID) (m CountryMatch, scoped bool) {
	words := strings.Fields(Fold(inner))
	for n := min(4, len(words)-1); n > 0; n-- {
		adds, found := scopes[strings.Join(words[:n], " ")]
		if !found {
			continue
		}
		m = t.read(outer, lang)
		if m.ISO3 == "" || m.Kind == Demonym || m.Kind == Code && len(outer) < 3 {
			return CountryMatch{}, true
		}
		rest := strings.Join(words[n:], " ")
		other := t.read(rest, lang)
		own := other.ISO3 != "" && t.registry.countries[t.index(other.ISO3)].AdministeredBy == m.ISO3
		if adds && !own && (other.ISO3 != "" || other.Kind == Ambiguous || strings.Contains(rest, " and ") || strings.ContainsAny(inner, ",;/&?")) {
			return CountryMatch{}, true
		}
		m.Rule = "scope"
		return m, true
	}
	return CountryMatch{}, false
}
