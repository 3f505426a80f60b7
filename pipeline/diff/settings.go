package diff

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"migdata/pipeline/release"
)

// A difference is what the manifests of two releases say of how they were made,
// as far as it differs.
type difference struct {
	known     bool     // both have a manifest
	policy    bool     // the policy differs
	settings  []string // names of other settings that differ
	reference []string // names of inputs of that kind
	registers []string // curated files that differ
}

// aboutRelease are the settings that describe the release as a whole and reach
// no cell.
var aboutRelease = []string{"dataset", "release", "version", "formats", "tables", "out", "fail_on", "floors"}

// differ compares how two releases were made.
func differ(old, new *written) difference {
	d := difference{known: old.manifest != nil && new.manifest != nil}
	for _, id := range sortedKeys(new.documents) {
		is := new.documents[id]
		if was, had := old.documents[id]; is.kind == "curated" && (!had || was.sha256 != is.sha256) {
			d.registers = append(d.registers, is.name(id))
		}
	}
	for _, id := range sortedKeys(old.documents) {
		if _, has := new.documents[id]; !has && old.documents[id].kind == "curated" {
			d.registers = append(d.registers, old.documents[id].name(id))
		}
	}
	if !d.known {
		return d
	}
	was, is := settings(old.manifest), settings(new.manifest)
	for _, name := range sortedKeys(union(was, is)) {
		switch {
		case string(was[name]) == string(is[name]) || slices.Contains(aboutRelease, name):
		case name == "policy":
			d.policy = true
		default:
			d.settings = append(d.settings, name)
		}
	}
	if old.manifest.AsOf != new.manifest.AsOf && !slices.Contains(d.settings, "as_of") {
		d.settings = append(d.settings, "as_of")
	}
	hashes := func(m *release.Manifest) map[string]string {
		all := map[string]string{}
		for _, in := range m.Inputs {
			if in.Kind == release.ReferenceInput {
				all[in.ID] = in.SHA256
			}
		}
		return all
	}
	oldInputs, newInputs := hashes(old.manifest), hashes(new.manifest)
	for _, name := range sortedKeys(union(oldInputs, newInputs)) {
		if oldInputs[name] != newInputs[name] {
			d.reference = append(d.reference, name)
		}
	}
	return d
}

func union[V any](a, b map[string]V) map[string]V {
	all := map[string]V{}
	for _, m := range []map[string]V{a, b} {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

// settings returns the settings of a manifest by their names, each in one form
// of writing.
func settings(m *release.Manifest) map[string]json.RawMessage {
	var parsed map[string]any
	if json.Unmarshal(m.Settings, &parsed) != nil {
		return map[string]json.RawMessage{"settings": m.Settings} // not an object: compared as a whole
	}
	all := map[string]json.RawMessage{}
	for name, value := range parsed {
		all[name], _ = json.Marshal(value) // of what was just read
	}
	return all
}

// register finds the curated file, among those that differ, that is named like
// a table.
func (d *difference) register(table string) string {
	for _, file := range d.registers {
		if strings.TrimSuffix(path.Base(file), path.Ext(file)) == table {
			return file
		}
	}
	return ""
}

// global explains a change by what differs between the releases as a whole, if
// nothing nearer does. judged says that claims were judged in another way, as
// policy and configuration do.
func (e *explainer) global(because string, judged bool) Cause {
	d := &e.differs
	var kinds, details []string
	add := func(kind string, names []string) {
		kinds = append(kinds, kind)
		if len(names) > 0 {
			details = append(details, strings.Join(names, ", "))
		}
	}
	if judged && d.policy {
		return Cause{Kind: Policy, Detail: because}
	}
	if len(d.registers) > 0 && judged {
		add(CuratedRow, d.registers)
	}
	if len(d.settings) > 0 {
		add(Configuration, d.settings)
	}
	if len(d.reference) > 0 {
		add(ReferenceData, d.reference)
	}
	if len(d.registers) > 0 && !judged {
		add(CuratedRow, d.registers)
	}
	if !judged && d.policy {
		add(Policy, nil)
	}
	switch {
	case len(kinds) > 0:
	case !d.known:
		return Cause{Kind: Unknown, Detail: "a release has no manifest"}
	default:
		detail := "nothing that it rests on differs"
		if because != "" {
			detail = because
		}
		return Cause{Kind: Code, Detail: detail}
	}
	if !d.known {
		kinds = append(kinds, Unknown)
	}
	return Cause{Kind: kinds[0], Or: kinds[1:], Detail: strings.Join(details, "; ")}
}
