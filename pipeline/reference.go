package pipeline

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A Reference is what reading and resolving look things up in: the registry
// of ids, organisations, names of projects, decisions and curated claims. It
// is not changed after it is made.
type Reference struct {
	projects      map[string][]registered // by folded title and phase, and by folded acronym and phase
	projectIDs    map[string]string       // to a label: the acronym, or the title
	aliases       []alias                 // longest name first
	organisations map[string]*schemas.Organisation
	orgNames      map[string]string // folded name -> org_id
	names         []schemas.OrganisationName
	cities        []normalise.CityInfo        // of the curated file
	gazetteer     func() *normalise.Gazetteer // with them; built when first asked for
	decisions     []*decision
	claims        []schemas.Claim
	pages         []*Document // cited pages, in the order of first citation
}

type registered struct {
	id, document string
	countries    []string
	byTitle      bool
}

// An alias is a name by which running text calls a project.
type alias struct{ name, project string }

// A decision says what a text means in one place, with a reason. It expects
// to find certain words; where they are gone, it is stale.
type decision struct {
	curatedRow[decisionRow]
	subject    schemas.Subject
	property   schemas.Property
	confidence schemas.Confidence
}

// newReference returns a reference that knows nothing but the gazetteer.
func newReference() *Reference {
	ref := &Reference{
		projects: map[string][]registered{}, projectIDs: map[string]string{},
		organisations: map[string]*schemas.Organisation{}, orgNames: map[string]string{},
	}
	ref.gazetteer = sync.OnceValue(func() *normalise.Gazetteer { return normalise.NewGazetteer(ref.cities) })
	return ref
}

// readReference reads the curated files of a configuration.
func readReference(cfg *Config, documents []*Document) (*Reference, []*Document, []schemas.Finding) {
	ref := newReference()
	c := &curator{cfg: cfg, ref: ref, documents: documents}
	readRows(c, "projects.csv", ref.addProject)
	readRows(c, "project_names.csv", c.addProjectName)
	readRows(c, "organisations.csv", c.addOrganisation)
	readRows(c, "organisation_names.csv", c.addOrganisationName)
	readRows(c, "cities.csv", ref.addCity)
	readRows(c, "decisions.csv", c.addDecision)
	readRows(c, "claims.csv", c.addClaim)
	readRows(c, "budgets.csv", c.addBudget)
	readRows(c, "gaps.csv", c.addGap)
	c.checkParents()
	slices.SortFunc(ref.aliases, func(a, b alias) int {
		if len(a.name) != len(b.name) {
			return len(b.name) - len(a.name)
		}
		return strings.Compare(a.name, b.name)
	})
	return ref, c.documents, c.findings
}

// A curator reads the curated files into a reference.
type curator struct {
	cfg       *Config
	ref       *Reference
	documents []*Document
	findings  []schemas.Finding
	pages     map[string]*Document // cited pages by address
	budgets   map[string][7]string // by id: what all rows of a budget say alike
}

// readRows reads one curated file and hands on its rows. A file that is not
// there has no rows.
func readRows[T any](c *curator, name string, add func(*curatedRow[T])) {
	file := &Document{Doc: schemas.DocID(len(c.documents) + 1), DocumentRow: schemas.DocumentRow{
		ID: "curated-" + strings.ReplaceAll(strings.TrimSuffix(name, ".csv"), "_", "-"), Kind: "curated", File: path.Join(c.cfg.Curated, name),
		Title: "Curated file " + name, Publisher: c.cfg.Dataset.Publisher, PublisherType: "ours", Encoding: "utf-8",
		Republish: "full", Rights: c.cfg.Dataset.Publisher, Licence: c.cfg.Dataset.Licence,
	}}
	b, err := file.text(c.cfg.Root)
	if err != nil {
		c.findings = append(c.findings, schemas.Finding{Rule: "document.unreadable", Document: file.File, Message: err.Error()})
		return
	}
	file.Bytes = b
	c.documents = append(c.documents, file)
	rows, findings := readCurated[T](file, newValidator())
	c.findings = append(c.findings, findings...)
	for i := range rows {
		add(&rows[i])
	}
}

func (ref *Reference) addProject(r *curatedRow[projectRow]) {
	p := r.Row
	if ref.projectIDs[p.ID] == "" {
		ref.projectIDs[p.ID] = cmp.Or(p.Acronym, p.Title)
	}
	entry := registered{id: p.ID, document: p.Document, countries: splitCodes(p.Countries)}
	if p.Acronym != "" {
		key := "a|" + normalise.Fold(p.Acronym) + "|" + p.Phase
		ref.projects[key] = append(ref.projects[key], entry)
	}
	entry.byTitle = true
	key := "t|" + normalise.Fold(p.Title) + "|" + p.Phase
	ref.projects[key] = append(ref.projects[key], entry)
}

// addCity adds a city to the gazetteer, or a name to one that it has.
func (ref *Reference) addCity(r *curatedRow[cityRow]) {
	id, _ := strconv.Atoi(r.Row.Geonames)
	city := normalise.CityInfo{GeonamesID: id, ISO3: r.Row.ISO3, Name: r.Row.Name}
	if r.Row.Canonical != "" {
		city.Name, city.Names = r.Row.Canonical, []string{r.Row.Name}
	}
	ref.cities = append(ref.cities, city)
}

func splitCodes(list string) []string {
	return strings.FieldsFunc(list, func(c rune) bool { return c == ';' || c == ' ' || c == ',' })
}

func (c *curator) addProjectName(r *curatedRow[projectNameRow]) {
	if c.ref.projectIDs[r.Row.ID] == "" {
		c.findings = append(c.findings, r.finding("curated.unknown_id", "project_id", "no project of the registry has the id "+r.Row.ID))
		return
	}
	c.ref.aliases = append(c.ref.aliases, alias{r.Row.Name, r.Row.ID})
}

func (c *curator) addOrganisation(r *curatedRow[organisationRow]) {
	o := r.Row
	if c.ref.organisations[o.ID] != nil {
		c.findings = append(c.findings, r.finding("curated.duplicate", "org_id", "the id "+o.ID+" stands twice"))
		return
	}
	c.page(r.finding, cited{o.SourceURL, o.SourceTitle, o.Publisher, o.PublisherType, "", o.DateRead})
	c.ref.organisations[o.ID] = &schemas.Organisation{ID: o.ID, Name: o.Name, Acronym: o.Acronym, Kind: o.Kind, IATIType: o.IATIType,
		Parent: o.Parent, Donor: o.Donor, Country: o.Country, Registered: true, Source: o.SourceURL, Note: o.Note,
		Document: r.file.ID, Line: int64(r.line)}
	c.nameOrganisation(r.finding, o.ID, o.Name, "name")
	if o.Acronym != "" {
		c.nameOrganisation(r.finding, o.ID, o.Acronym, "acronym")
	}
}

func (c *curator) addOrganisationName(r *curatedRow[organisationNameRow]) {
	if c.ref.organisations[r.Row.ID] == nil {
		c.findings = append(c.findings, r.finding("curated.unknown_id", "org_id", "no organisation has the id "+r.Row.ID))
		return
	}
	c.nameOrganisation(r.finding, r.Row.ID, r.Row.Name, "name")
	c.ref.names = append(c.ref.names, schemas.OrganisationName{Organisation: r.Row.ID, Lang: r.Row.Lang, Name: r.Row.Name})
}

// nameOrganisation notes that a name stands for an organisation; one name
// never stands for two.
func (c *curator) nameOrganisation(finding func(rule, column, message string) schemas.Finding, id, name, column string) {
	key := normalise.Fold(name)
	if known := c.ref.orgNames[key]; known != "" && known != id {
		c.findings = append(c.findings, finding("curated.duplicate", column, "the name "+name+" already stands for "+known))
		return
	}
	c.ref.orgNames[key] = id
}

func (c *curator) checkParents() {
	for _, id := range sortedKeys(c.ref.organisations) {
		if parent := c.ref.organisations[id].Parent; parent != "" && c.ref.organisations[parent] == nil {
			c.findings = append(c.findings, schemas.Finding{Rule: "curated.unknown_id", Table: "organisations", Key: id, Cell: "parent_org_id",
				Message: "no organisation has the id " + parent})
		}
	}
}

func (c *curator) addDecision(r *curatedRow[decisionRow]) {
	subject, property := subjectOf(r.Row.Subject), propertyOf(r.Row.Property)
	confidence, _ := schemas.ConfidenceNamed(r.Row.Confidence)
	c.page(r.finding, cited{r.Row.SourceURL, r.Row.SourceTitle, r.Row.Publisher, r.Row.PublisherType, "", r.Row.DateRead})
	c.ref.decisions = append(c.ref.decisions, &decision{curatedRow: *r, subject: subject, property: property, confidence: confidence})
}

func subjectOf(text string) schemas.Subject {
	kind, id, _ := strings.Cut(text, "/")
	k, _ := schemas.SubjectKindNamed(kind)
	return schemas.Subject{Kind: k, ID: id}
}

func propertyOf(name string) schemas.Property {
	p, _ := schemas.PropertyNamed(name)
	return p
}

// organisation finds the organisation that a name stands for, exactly. A name
// that no row stands for gets a proposed id.
func (ref *Reference) organisation(name string) (id string, known bool) {
	key := normalise.Fold(name)
	if id := ref.orgNames[key]; id != "" {
		return id, true
	}
	if rest, ok := strings.CutPrefix(key, "the "); ok {
		if id := ref.orgNames[rest]; id != "" {
			return id, true
		}
	}
	return slug(name), false
}

// project finds the registered project of an entry: by folded title and
// phase, or by acronym and phase, with the countries and the document where
// the registry asks for them. The second result lists other candidates.
func (ref *Reference) project(title, acronym string, phase int, countries []string, document string) (id string, candidates []string) {
	number := ""
	if phase > 0 {
		number = strconv.Itoa(phase)
	}
	keys := []string{"t|" + normalise.Fold(title) + "|" + number}
	if acronym != "" {
		keys = append(keys, "a|"+normalise.Fold(acronym)+"|"+number)
	}
	for _, key := range keys {
		for _, p := range ref.projects[key] {
			fits := (p.document == "" || p.document == document) && (len(p.countries) == 0 || overlap(p.countries, countries))
			switch {
			case !fits:
				candidates = append(candidates, p.id)
			case p.byTitle || acronymIsDistinct(acronym):
				if id == "" {
					id = p.id
				} else if id != p.id {
					candidates = append(candidates, p.id)
				}
			}
		}
		if id != "" {
			return id, candidates
		}
	}
	return "", candidates
}

// acronymIsDistinct reports whether an acronym is more than a bare word of a
// letter or two.
func acronymIsDistinct(acronym string) bool { return len(normalise.Fold(acronym)) > 2 }

func overlap(a, b []string) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// decides reports whether a decision says what certain words about a subject
// mean.
func (ref *Reference) decides(s schemas.Subject, words string) bool {
	for _, d := range ref.decisions {
		if d.subject == s && d.Row.Expects == words {
			return true
		}
	}
	return false
}

// cityIn returns the largest city of a name that lies in the country, where
// one country is meant; the zero CityInfo otherwise.
func (ref *Reference) cityIn(name string, iso3s []string) normalise.CityInfo {
	if len(iso3s) == 1 {
		for _, known := range ref.gazetteer().City(name) {
			if known.ISO3 == iso3s[0] {
				return known
			}
		}
	}
	return normalise.CityInfo{}
}

// source returns how a document is called in policies.
func (d *Document) source() string {
	switch {
	case d.Kind == "text":
		return "text"
	case d.Kind == "curated":
		return "decision"
	case d.PublisherType == "":
		return "other"
	}
	return d.PublisherType
}
