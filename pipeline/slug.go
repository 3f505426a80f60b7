package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

// longestSlug is how many bytes a proposed id has at most.
const longestSlug = 60

// slug turns a text into an id: lower-case letters and digits joined by
// hyphens, safe in file names and addresses. A text without any Latin letter
// or digit, or one that is cut, carries a hash of the whole.
func slug(text string) string {
	var b []byte
	hyphen, lost := false, false
	for _, c := range normalise.Fold(text) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			if hyphen && len(b) > 0 {
				b = append(b, '-')
			}
			b, hyphen = append(b, byte(c)), false
		case c == ' ':
			hyphen = true
		default:
			hyphen, lost = true, true
		}
	}
	if len(b) > longestSlug {
		b, lost = b[:longestSlug], true
		if i := strings.LastIndexByte(string(b), '-'); i > longestSlug/2 {
			b = b[:i]
		}
	}
	if !lost && len(b) > 0 {
		return string(b)
	}
	sum := sha256.Sum256([]byte(text))
	tail := hex.EncodeToString(sum[:4])
	if len(b) == 0 {
		return "x-" + tail
	}
	return strings.TrimRight(string(b), "-") + "-" + tail
}

// pageID makes the id of a cited page: its host and a hash of its address.
func pageID(address string) string {
	sum := sha256.Sum256([]byte(address))
	host := "page"
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host = slug(strings.TrimPrefix(u.Hostname(), "www."))
	}
	return host + "-" + hex.EncodeToString(sum[:4])
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// sortedBy returns the values of a map in an order.
func sortedBy[V any](m map[string]V, order func(a, b V) int) []V {
	values := make([]V, 0, len(m))
	for _, v := range m {
		values = append(values, v)
	}
	slices.SortFunc(values, order)
	return values
}
