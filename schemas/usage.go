package schemas

// A UsageWarning is something that misleads a user of projects who does not
// know of it. The vocabulary is small and closed; which warnings apply, and to
// how many projects, follows from the rows.
type UsageWarning struct {
	Code, Doc string
	Applies   func(project Cells) bool
}

// UsageWarnings are the warnings that a release counts.
var UsageWarnings = []UsageWarning{
	{"coarse_dates", "The start or the end is no day, but a month or longer. start_date and end_date are the first and the last day that it can mean; do not count days between them.",
		func(p Cells) bool { return coarse(p.One("start_precision")) || coarse(p.One("end_precision")) }},
	{"disputed", "Another source says something else of a column. disagreements has both values.",
		func(p Cells) bool { return len(p("disputed_columns")) > 0 }},
	{"several_funders", "It has several funders. Counts per funder do not add up, and its amount is none of theirs alone.",
		func(p Cells) bool { return len(p("funder_ids")) > 1 }},
	{"no_funder_stated", "No source that was read states a funder. It may have one.",
		func(p Cells) bool { return len(p("funder_ids")) == 0 }},
	{"indicated_donors", "Its title names a state in the place of a donor. That never counts as funding.",
		func(p Cells) bool { return len(p("indicated_donors")) > 0 }},
	{"no_budget", "No amount is known that may be added up, so that sums over budget_amount are incomplete. budget_status says why.",
		func(p Cells) bool { return p.One("budget_amount") == "" }},
	{"several_countries", "It has several countries, and counts in each of them. Counts per country do not add up.",
		func(p Cells) bool { return len(p("country_iso3s")) > 1 }},
	{"country_groups", "It names a group of countries, whose members are not in country_iso3s.",
		func(p Cells) bool { return len(p("country_groups")) > 0 }},
}

// coarse reports whether a precision is known and no day.
func coarse(precision string) bool { return precision != "" && precision != "day" }
