package schemas

// An Origin says which claims the rows of a table rest on. Lineage is not
// stored a second time: claims are found by what is declared here and in the
// columns.
type Origin struct {
	Subject SubjectKind // what the claims are about
	Key     string      // the column that holds the key of the subject
	// Row is the property whose claims show that the row is there, of a table
	// with a row for each subject.
	Row Property
	// Group names the property and the value of the claims that a row is a
	// group of, of a table of what belongs to a subject. Nil otherwise.
	Group func(Cells) (Property, string)
	// Aside says of which rows the claims are set aside: they are published all
	// the same, and count nowhere. Nil: of none.
	Aside func(Cells) bool
	// ClaimIDs are the columns that hold the ids of the claims that a row shows.
	ClaimIDs []string
}

// Cells gives the values of a named cell of one row: that of a plain cell,
// those of a list, none where it is blank.
type Cells func(column string) []string

// One returns the value of a plain cell; "" where it is blank.
func (c Cells) One(column string) string {
	if values := c(column); len(values) > 0 {
		return values[0]
	}
	return ""
}

// An OfRows names columns of another table that a derived column follows from,
// and says of which of its rows.
type OfRows struct {
	Table   string
	Columns []string
	Which   func(own, other Cells) bool
}

// same returns a Which that asks for equal values in columns that both tables
// have.
func same(columns ...string) func(own, other Cells) bool {
	return func(own, other Cells) bool {
		for _, c := range columns {
			if own.One(c) != other.One(c) {
				return false
			}
		}
		return true
	}
}

// listed returns a Which of rows whose column has a value of the own list.
func listed(list, column string) func(own, other Cells) bool {
	return func(own, other Cells) bool {
		value := other.One(column)
		for _, v := range own(list) {
			if v == value {
				return true
			}
		}
		return false
	}
}

// inYear returns a Which of rows of projects whose period touches the year of
// the own row and whose list of a column holds the own country.
func inYear(countries string) func(own, project Cells) bool {
	return func(own, project Cells) bool {
		start, end, year := project.One("start_date"), project.One("end_date"), own.One("year")
		if start == "" || end == "" || start[:4] > year || year > end[:4] {
			return false
		}
		for _, iso3 := range project(countries) {
			if iso3 == own.One("iso3") {
				return true
			}
		}
		return false
	}
}
