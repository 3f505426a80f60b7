package pipeline

import (
	"slices"

	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// derive fills the columns of a project that follow from its others and from
// its budgets. It reads nothing else but the reference tables, so that it can
// be run again over published rows and must come to the same.
func derive(p *schemas.Project, budgets []schemas.BudgetRow, ref *Reference, asOf normalise.Day) {
	p.AsOf = int64(asOf)
	start, _ := normalise.ReadDate(p.StartEDTF)
	end, _ := normalise.ReadDate(p.EndEDTF)
	p.StartDate, p.StartPrecision = dayOf(start.First, start), precision(start)
	p.EndDate, p.EndPrecision = dayOf(end.Last, end), precision(end)
	p.DurationMonths = schemas.Value{}
	if months, ok := normalise.Months(start, end); ok {
		p.DurationMonths = schemas.IntValue(int64(months))
	}
	p.Status = status(p, asOf)
	p.CountryNames = nil
	for _, iso3 := range p.Countries {
		p.CountryNames = append(p.CountryNames, normalise.CountryName(iso3, "en"))
	}
	p.Funders, p.DonorCodes = nil, nil
	for _, id := range p.FunderIDs {
		name, donor := id, ""
		if o := ref.organisations[id]; o != nil {
			name, donor = o.Name, o.Donor
		}
		p.Funders = append(p.Funders, name)
		if donor != "" && !slices.Contains(p.DonorCodes, donor) {
			p.DonorCodes = append(p.DonorCodes, donor)
		}
	}
	p.Scope = "regional"
	if len(p.Countries) == 1 && len(p.Groups) == 0 && len(p.Participants) == 0 {
		p.Scope = "national"
	}
	p.BudgetStatus = budgetStatus(p, budgets)
}

// budgetStatus says what is known of a project's budget: the best of what its
// accepted amounts are.
func budgetStatus(p *schemas.Project, budgets []schemas.BudgetRow) string {
	if p.Budget.Kind != schemas.Absent {
		return "summable"
	}
	known := map[string]bool{}
	for _, b := range budgets {
		switch m := b.Claim.Money; {
		case b.Claim.Status != schemas.Accepted:
		case m.Kind == "spent":
			known["spent_only"] = true
		case m.Covers == "shared_action" || m.Covers == "funder_share":
			known[m.Covers+"_only"] = true
		}
	}
	for _, status := range []string{"shared_action_only", "funder_share_only", "spent_only"} {
		if known[status] {
			return status
		}
	}
	return "unknown"
}

func dayOf(d normalise.Day, date normalise.Date) schemas.Value {
	if !date.Known() {
		return schemas.Value{}
	}
	return schemas.Value{Kind: schemas.Day, N: int64(d)}
}

func precision(d normalise.Date) string {
	if !d.Known() {
		return ""
	}
	return d.Precision.String()
}

// status says what a project is on a day, both ends of its period included.
func status(p *schemas.Project, asOf normalise.Day) string {
	switch {
	case p.EndDate.Kind == schemas.Day && p.EndDate.N < int64(asOf):
		return "completed"
	case p.StartDate.Kind == schemas.Day && p.StartDate.N > int64(asOf):
		return "planned"
	case p.StartDate.Kind == schemas.Day && (p.EndDate.Kind == schemas.Day || p.Blanks[schemas.End] == schemas.Open):
		return "active"
	}
	return "unknown"
}

// years counts the projects of countries by year.
type years map[countryYear]*schemas.CountryYear

type countryYear struct {
	iso3 string
	year int64
}

// add counts a project in each year that its period touches, for each of its
// countries. A project without a start or an end does not count.
func (y years) add(rows *projectRows) {
	p := &rows.project
	if p.StartDate.Kind != schemas.Day || p.EndDate.Kind != schemas.Day {
		return
	}
	first, _, _ := normalise.Day(p.StartDate.N).Date()
	last, _, _ := normalise.Day(p.EndDate.N).Date()
	if last-first > 100 {
		return // period.implausible says so
	}
	for year := int64(first); year <= int64(last); year++ {
		for _, iso3 := range p.Countries {
			y.at(iso3, year).Recipient++
		}
		for _, iso3 := range p.Participants {
			y.at(iso3, year).Participant++
		}
		seen := map[string]bool{}
		for _, g := range rows.groupCountries {
			if !seen[g.ISO3] {
				seen[g.ISO3] = true
				y.at(g.ISO3, year).GroupMember++
			}
		}
	}
}

func (y years) at(iso3 string, year int64) *schemas.CountryYear {
	key := countryYear{iso3, year}
	if y[key] == nil {
		y[key] = &schemas.CountryYear{ISO3: iso3, Year: year}
	}
	return y[key]
}

// rows returns the counts in the order of country and year.
func (y years) rows() []schemas.CountryYear {
	rows := make([]schemas.CountryYear, 0, len(y))
	for _, r := range y {
		rows = append(rows, *r)
	}
	slices.SortFunc(rows, func(a, b schemas.CountryYear) int {
		if a.ISO3 != b.ISO3 {
			if a.ISO3 < b.ISO3 {
				return -1
			}
			return 1
		}
		return int(a.Year - b.Year)
	})
	return rows
}
