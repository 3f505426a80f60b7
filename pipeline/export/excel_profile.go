package export

import "regexp"

// A Profile says whom a workbook is laid out for.
type Profile string

// The profiles. The accessible one follows "Making spreadsheets accessible: a
// brief checklist of the basics" of the UK Analysis Function: a title in A1,
// letters of 12 points, no frozen panes, filters or fills, a shorthand in each
// cell without a value, no link whose text is its address. The analyst's has
// the headings in row 1, where programs look for them, frozen, with filters;
// blank cells are blank there and addresses lead somewhere.
const (
	Accessible Profile = "accessible"
	Analyst    Profile = "analyst"
)

// Profiles are all of them.
var Profiles = []Profile{Accessible, Analyst}

// Workbooks says how the workbooks are written. The zero value is the
// accessible profile for donors, the analyst's for the portfolio, in English.
type Workbooks struct {
	Donors, Portfolio Profile
	Languages         []string // of the catalogue
}

func (w Workbooks) donors() Profile {
	if w.Donors == "" {
		return Accessible
	}
	return w.Donors
}

func (w Workbooks) portfolio() Profile {
	if w.Portfolio == "" {
		return Analyst
	}
	return w.Portfolio
}

// spoken are the words of the languages.
func (w Workbooks) spoken() ([]*words, error) {
	if len(w.Languages) == 0 {
		return []*words{english()}, nil
	}
	var spoken []*words
	for _, language := range w.Languages {
		in, err := wordsOf(language)
		if err != nil {
			return nil, err
		}
		spoken = append(spoken, in)
	}
	return spoken, nil
}

// WorkbookPath is where the workbook of the whole portfolio stands, with all
// tables, in the first language: a reader knows no name of the dataset to look
// for.
const WorkbookPath = portfolio + ".xlsx"

const portfolio = "excel/portfolio"

// DonorFolder has a workbook for each donor and language.
const DonorFolder = "excel/donors/"

// donorCode is what a donor's file may be called after: a code of the table of
// organisations.
var donorCode = regexp.MustCompile(`^[A-Za-z0-9-]{1,40}$`)

// bookPath is where a workbook stands in a language: portfolio.xlsx in the
// first one, portfolio.fr.xlsx in another.
func bookPath(name, language string, first bool) string {
	if first {
		return name + ".xlsx"
	}
	return name + "." + language + ".xlsx"
}

// A Change is a cell that differs from the release before.
type Change struct {
	Project       string // key; "" where it concerns no project
	What          string // what has changed, in words: a table, column or row
	Before, After string // "" is none
	Why           string
}
