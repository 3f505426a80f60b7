package pipeline

import (
	"strings"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// A findingOf makes a finding about a cell of a curated row.
type findingOf = func(rule, column, message string) schemas.Finding

func (c *curator) addClaim(r *curatedRow[claimRow]) {
	claim, ok := c.claim(r.Row.Subject, &r.Row.testimony, r.finding)
	if !ok {
		return
	}
	claim.Property, claim.From, claim.To = propertyOf(r.Row.Property), r.Row.From, r.Row.To
	r.place(&claim, "value")
	if r.Row.Scope != "own" {
		claim.Scope = r.Row.Scope
	}
	if from, to := span(claim.From, claim.To), claim.To; to != "" && from.last < from.first {
		c.findings = append(c.findings, r.finding("curated.invalid", "to_edtf", claim.To+" lies before "+claim.From))
		return
	}
	read := curatedValues[claim.Property]
	if read == nil {
		c.findings = append(c.findings, r.finding("curated.invalid", "property", "claims.csv does not state "+r.Row.Property))
		return
	}
	if rule, message := read(c.ref, &claim, r.Row.Value); rule != "" {
		c.findings = append(c.findings, r.finding(rule, "value", message))
		return
	}
	c.ref.claims = append(c.ref.claims, claim)
}

// addBudget adds the claim of an amount. What the page writes must be the
// amount that the row gives.
func (c *curator) addBudget(r *curatedRow[budgetRow]) {
	row := &r.Row
	claim, ok := c.claim(row.Subject, &row.testimony, r.finding)
	refuse := func(rule, column, message string) {
		c.findings = append(c.findings, r.finding(rule, column, message))
		ok = false
	}
	if !strings.HasPrefix(row.ID, claim.Subject.ID+"-") {
		refuse("curated.invalid", "budget_id", "the id does not begin with that of the project, "+claim.Subject.ID+"-")
	}
	if payer := c.ref.organisations[row.Payer]; row.Payer != "" && payer == nil {
		refuse("curated.unknown_id", "payer_org_id", "no organisation has the id "+row.Payer)
	} else if payer != nil && payer.Kind == "instrument" {
		refuse("curated.invalid", "payer_org_id", row.Payer+" is an instrument, which has no money of its own")
	}
	if row.Parent != "" && (row.Parent == row.ID || !strings.HasPrefix(row.Parent, claim.Subject.ID+"-")) {
		refuse("curated.invalid", "parent_budget_id", row.Parent+" is no other budget of the project")
	}
	amount, plain := schemas.ParseDecimal(row.Value)
	stated, read := normalise.ReadMoney(row.Verbatim, "en")
	same, _ := schemas.ParseDecimal(stated.Amount)
	if !plain || !read || same != amount || stated.Currency != row.Currency {
		refuse("curated.invalid", "value", "“"+row.Verbatim+"” is not the amount "+row.Value+" "+row.Currency)
	}
	what := [...]string{row.Value, row.Currency, row.Covers, row.Kind, row.Payer, row.Parent, row.ISO3}
	if first, known := c.budgets[row.ID]; known && first != what {
		refuse("curated.invalid", "budget_id", "another row gives the budget "+row.ID+" another amount, currency, coverage, kind, payer, parent or country; an amount that differs has an id of its own")
	}
	if !ok {
		return
	}
	if c.budgets == nil {
		c.budgets = map[string][7]string{}
	}
	c.budgets[row.ID] = what
	claim.Value = schemas.Value{Kind: schemas.Decimal, N: amount}
	r.place(&claim, "value")
	claim.Money = &schemas.Money{Budget: row.ID, Currency: row.Currency, Verbatim: row.Verbatim, Digits: int64(stated.SignificantDigits),
		Covers: row.Covers, Kind: row.Kind, Payer: row.Payer, Parent: row.Parent, ISO3: row.ISO3}
	claim.Property = schemas.OtherAmount
	switch {
	case claim.Money.Sums():
		claim.Property = schemas.Budget
	case row.Covers == "":
		claim.Scope = "other_scope"
	case row.Covers != "project_total" && row.Covers != "implementer_contract":
		claim.Scope = row.Covers
	}
	c.ref.claims = append(c.ref.claims, claim)
}

// addGap adds the claim that somebody looked for a value and found none.
func (c *curator) addGap(r *curatedRow[gapRow]) {
	subject := subjectOf(r.Row.Subject)
	if !c.known(subject, r.finding) {
		return
	}
	claim := schemas.Claim{Subject: subject, Property: propertyOf(r.Row.Property), Value: schemas.AbsentValue(schemas.NoEvidenceFound),
		Basis: schemas.Curated, Rule: "curated.gap", Note: r.Row.Note + " (looked for until " + r.Row.Searched + ")"}
	r.place(&claim, "reason")
	c.ref.claims = append(c.ref.claims, claim)
}

// claim makes of a testimony a claim that has no property and value yet.
func (c *curator) claim(subject string, t *testimony, finding findingOf) (schemas.Claim, bool) {
	evidence, _ := schemas.EvidenceNamed(t.Evidence)
	confidence, _ := schemas.ConfidenceNamed(t.Confidence)
	disagrees, _ := schemas.DisagreementNamed(t.DisagreeKind)
	claim := schemas.Claim{Subject: subjectOf(subject), Basis: schemas.Curated, Evidence: evidence, Confidence: confidence, Rule: "curated.row",
		Source:    c.page(finding, cited{t.SourceURL, t.SourceTitle, t.Publisher, t.PublisherType, t.StatedAsOf, t.DateRead}),
		Disagrees: disagrees, Because: t.DisagreeReason, Note: t.Note}
	if t.Basis == "derived" {
		claim.Basis, claim.Rule = schemas.Derived, "curated.mapping"
	}
	return claim, c.known(claim.Subject, finding)
}

// known reports whether a row is about a project of the registry, or about
// something else.
func (c *curator) known(s schemas.Subject, finding findingOf) bool {
	if s.Kind == schemas.ProjectSubject && c.ref.projectIDs[s.ID] == "" {
		c.findings = append(c.findings, finding("curated.unknown_id", "subject", "no project of the registry has the id "+s.ID))
		return false
	}
	return true
}

// A cited is how a row describes the page that it cites.
type cited struct{ url, title, publisher, publisherType, statedAsOf, read string }

// page returns the document of a page that a row cites, 0 where it cites none.
// Rows may leave out what others say of the same page; they must not differ.
func (c *curator) page(finding findingOf, p cited) schemas.DocID {
	if p.url == "" {
		return 0
	}
	d := c.pages[p.url]
	if d == nil {
		d = &Document{Doc: schemas.DocID(len(c.cfg.Documents) + len(curatedFile) + len(c.pages) + 1), DocumentRow: schemas.DocumentRow{
			ID: pageID(p.url), Kind: "page", URL: p.url, Republish: "none"}}
		if c.pages == nil {
			c.pages = map[string]*Document{}
		}
		c.pages[p.url] = d
		c.ref.pages = append(c.ref.pages, d)
	}
	for _, part := range []struct {
		column string
		is     *string
		says   string
	}{
		{"source_title", &d.Title, p.title}, {"publisher", &d.Publisher, p.publisher}, {"publisher_type", &d.PublisherType, p.publisherType},
		{"stated_as_of", &d.StatedAsOf, p.statedAsOf}, {"date_read", &d.Read, p.read},
	} {
		switch {
		case part.says == "" || part.says == *part.is:
		case *part.is == "":
			*part.is = part.says
		default:
			c.findings = append(c.findings, finding("curated.page_differs", part.column,
				"the row says “"+part.says+"”, and another row of the same page “"+*part.is+"”"))
		}
	}
	d.Rights = d.Publisher
	return d.Doc
}

// curatedValues reads the value of a curated claim by its property. Each
// returns the rule and message of a finding where the value is none.
var curatedValues = map[schemas.Property]func(*Reference, *schemas.Claim, string) (rule, message string){
	schemas.Funder: organisationValue, schemas.Implementer: organisationValue, schemas.Partner: organisationValue, schemas.Counterpart: organisationValue,
	schemas.Beneficiary: organisationValue, schemas.Cooperation: organisationValue, schemas.Accountable: organisationValue, schemas.Instrument: organisationValue,
	schemas.Country: countryValue, schemas.Participant: countryValue, schemas.HostCountry: countryValue, schemas.FieldOffice: countryValue, schemas.ProjectOffice: countryValue,
	schemas.Start: dateValue, schemas.End: dateValue, schemas.Launch: dateValue, schemas.Established: dateValue,
	schemas.ProjectURL: addressValue, schemas.OtherPage: addressValue,
	schemas.Identifier:  identifierValue,
	schemas.Predecessor: relatedValue, schemas.Successor: relatedValue, schemas.PartOf: relatedValue,
	schemas.Title: textValue, schemas.Acronym: textValue, schemas.Objective: textValue, schemas.ThemeTag: textValue, schemas.Driver: textValue,
	schemas.TitleVariant: textValue, schemas.NameVariant: textValue, schemas.HostCity: textValue, schemas.Context: textValue,
}

func organisationValue(ref *Reference, c *schemas.Claim, text string) (rule, message string) {
	o := ref.organisations[text]
	if o == nil {
		return "curated.unknown_id", "no organisation has the id " + text
	}
	if (o.Kind == "instrument") != (c.Property == schemas.Instrument) {
		return "curated.invalid", "a fund or facility stands under " + schemas.Instrument.String() + ", and nothing else does; " + text + " is of the kind " + o.Kind
	}
	c.Value, c.Name = schemas.CodeValue(text), o.Name
	return "", ""
}

func countryValue(_ *Reference, c *schemas.Claim, text string) (rule, message string) {
	if _, ok := normalise.CountryInfo(text); !ok {
		return "curated.invalid", text + " is no country code (ISO 3166-1 alpha-3)"
	}
	c.Value = schemas.CodeValue(text)
	return "", ""
}

func dateValue(_ *Reference, c *schemas.Claim, text string) (rule, message string) {
	if _, ok := normalise.ReadDate(text); !ok {
		return "curated.invalid", text + " is no EDTF date"
	}
	c.Value = schemas.EDTFValue(text)
	return "", ""
}

func addressValue(_ *Reference, c *schemas.Claim, text string) (rule, message string) {
	if !isAddress(text) {
		return "curated.invalid", text + " is no web address"
	}
	c.Value = schemas.TextValue(text)
	return "", ""
}

func identifierValue(_ *Reference, c *schemas.Claim, text string) (rule, message string) {
	scheme, id, _ := strings.Cut(text, ":")
	if isSlug := schemas.Slug(); !isSlug.Text([]byte(scheme)) || id == "" {
		return "curated.invalid", text + " is not of the form scheme:identifier, with a slug for the scheme"
	}
	c.Value = schemas.TextValue(text)
	return "", ""
}

// relatedValue reads the id of a project of the registry, or a label.
func relatedValue(ref *Reference, c *schemas.Claim, text string) (rule, message string) {
	if label := ref.projectIDs[text]; label != "" {
		c.Value, c.Name = schemas.CodeValue(text), label
		return "", ""
	}
	return textValue(ref, c, text)
}

func textValue(_ *Reference, c *schemas.Claim, text string) (rule, message string) {
	c.Value = schemas.TextValue(text)
	return "", ""
}
