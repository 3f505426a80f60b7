package schemas

// Tables returns the tables of the dataset, in the order in which people
// meet them. A new table is one file and one line here.
func Tables() []*Table {
	return []*Table{
		&Projects.Table,
		&ProjectCountries.Table,
		&ProjectGroups.Table,
		&ProjectGroupCountries.Table,
		&ProjectCities.Table,
		&ProjectOrganisations.Table,
		&Budgets.Table,
		&ProjectThemes.Table,
		&ProjectIdentifiers.Table,
		&RelatedProjects.Table,
		&CountryYears.Table,
		&Offices.Table,
		&Statements.Table,
		&Mentions.Table,
		&Organisations.Table,
		&OrganisationNames.Table,
		&Countries.Table,
		&GroupMembers.Table,
		&Cities.Table,
		&Documents.Table,
		&Claims.Table,
		&Disagreements.Table,
		&GapTable.Table,
		&Findings.Table,
		&Coverage.Table,
		&CodelistTable.Table,
		&Dictionary.Table,
	}
}

// TableNamed finds a table of the dataset by its name; nil where there is none.
func TableNamed(name string) *Table {
	for _, t := range Tables() {
		if t.Name == name {
			return t
		}
	}
	return nil
}
