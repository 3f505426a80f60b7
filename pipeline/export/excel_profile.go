package export

import (
	"fmt"
	"regexp"
	"strings"
)

// A Profile says whom a workbook is laid out for.
type Profile string

// The profiles. The accessible one follows "Making spreadsheets accessible: a
// brief checklist of the basics" of the UK Analysis Function: a title in A1,
// letters of 12 points, no frozen panes, filters or fills. The analyst's has
// the headings in row 1, where programs look for them, frozen, with filters.
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
	Languages         []string // of the donor workbooks; those of the catalogue
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

func (w Workbooks) languages() []string {
	if len(w.Languages) == 0 {
		return []string{firstLanguage}
	}
	return w.Languages
}

// WorkbookPath is where the workbook of the whole portfolio stands, with all
// tables: a reader knows no name of the dataset to look for.
const WorkbookPath = "excel/portfolio.xlsx"

// donorFolder holds a workbook for each donor and language.
const donorFolder = "excel/donors/"

// donorCode is what a donor's file may be called after: a code of the table of
// organisations.
var donorCode = regexp.MustCompile(`^[A-Za-z0-9-]{1,40}$`)

// donorPath is where a donor's workbook stands: excel/donors/xkx.xlsx in the
// first language of the list, xkx.fr.xlsx in another one.
func donorPath(code, language string, languages []string) (string, error) {
	if !donorCode.MatchString(code) {
		return "", fmt.Errorf("the donor code %q cannot name a file", code)
	}
	path := donorFolder + strings.ToLower(code)
	if language != languages[0] {
		path += "." + language
	}
	return path + ".xlsx", nil
}

// A Change is a cell that differs from the release before.
type Change struct {
	Project       string // key; "" where it concerns no project
	What          string // what has changed, in words: a table, column or row
	Before, After string // "" is none
	Why           string
}
