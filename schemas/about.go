package schemas

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// About describes the dataset as a whole: what config.yaml says of it. The
// tags are those of validator/v10.
type About struct {
	Name        string   `yaml:"name" mapstructure:"name" validate:"required,slug,max=80"` // of the package: a slug
	Title       string   `yaml:"title" mapstructure:"title" validate:"required,printable,max=200"`
	Description string   `yaml:"description" mapstructure:"description" validate:"required,printable,min=50,max=5000"`
	Universe    string   `yaml:"universe" mapstructure:"universe" validate:"required,printable,max=1000"` // what it covers and what not
	Publisher   string   `yaml:"publisher" mapstructure:"publisher" validate:"required,printable,max=200"`
	Homepage    string   `yaml:"homepage" mapstructure:"homepage" validate:"omitempty,weburl"`
	Contact     string   `yaml:"contact" mapstructure:"contact" validate:"omitempty,printable,max=200"`
	Keywords    []string `yaml:"keywords" mapstructure:"keywords" validate:"dive,printable,max=60"`
	Licence     string   `yaml:"licence" mapstructure:"licence" validate:"required,oneof=CC-BY-4.0 CC0-1.0 CC-BY-SA-4.0 ODbL-1.0"` // SPDX id, of our compilation
	LicenceURL  string   `yaml:"licence_url" mapstructure:"licence_url" validate:"required,weburl"`
	Rights      string   `yaml:"rights" mapstructure:"rights" validate:"required,printable,max=1000"`      // in the sources
	Caveats     []string `yaml:"caveats" mapstructure:"caveats" validate:"dive,printable,max=1000"`        // what misleads unless known
	Language    string   `yaml:"language" mapstructure:"language" validate:"omitempty,bcp47_language_tag"` // of our words; blank: en
	// Translations are these words in other languages of the workbooks, by
	// language; a word that has none stays in Language.
	Translations map[string]Translation `yaml:"translations" mapstructure:"translations" validate:"dive,keys,catalogue,endkeys"`
	// FilesURL is the folder of the published release; {version} in it is
	// replaced. Blank: files are named relative to the documents about them.
	FilesURL string `yaml:"files_url" mapstructure:"files_url" validate:"omitempty,weburl"`
	// Themes and Frequency are codes of the EU's authority tables data-theme
	// and frequency.
	Themes    []string `yaml:"themes" mapstructure:"themes" validate:"dive,oneof=AGRI ECON EDUC ENER ENVI GOVE HEAL INTR JUST OP_DATPRO REGI SOCI TECH TRAN"`
	Frequency string   `yaml:"frequency" mapstructure:"frequency" validate:"omitempty,oneof=ANNUAL IRREG MONTHLY NEVER QUARTERLY UNKNOWN"`
	IATI      IATI     `yaml:"iati" mapstructure:"iati"`
	HDX       HDX      `yaml:"hdx" mapstructure:"hdx"`

	// Set by the run, from other parts of the configuration.
	Version  string `yaml:"-" mapstructure:"-"` // "preview", or the version of the release
	AsOf     int64  `yaml:"-" mapstructure:"-"` // days since 1970-01-01
	Released int64  `yaml:"-" mapstructure:"-"` // days since 1970-01-01
}

// A Translation has the words about the dataset in another language; blank is
// none. There are as many caveats as in the language of the dataset, in the
// same order, or none.
type Translation struct {
	Title       string   `yaml:"title" mapstructure:"title" validate:"omitempty,printable,max=200"`
	Description string   `yaml:"description" mapstructure:"description" validate:"omitempty,printable,min=50,max=5000"`
	Universe    string   `yaml:"universe" mapstructure:"universe" validate:"omitempty,printable,max=1000"`
	Keywords    []string `yaml:"keywords" mapstructure:"keywords" validate:"dive,printable,max=60"`
	Rights      string   `yaml:"rights" mapstructure:"rights" validate:"omitempty,printable,max=1000"`
	Caveats     []string `yaml:"caveats" mapstructure:"caveats" validate:"dive,printable,max=1000"`
}

// In returns the words about the dataset in a language. What has no
// translation stays as it is, and whole is false.
func (a *About) In(language string) (t Translation, whole bool) {
	own := Translation{a.Title, a.Description, a.Universe, a.Keywords, a.Rights, a.Caveats}
	if a.Speaks(language) {
		return own, true
	}
	t, whole = a.Translations[language], true
	for _, text := range []struct {
		in  *string
		own string
	}{{&t.Title, own.Title}, {&t.Description, own.Description}, {&t.Universe, own.Universe}, {&t.Rights, own.Rights}} {
		if *text.in == "" && text.own != "" {
			*text.in, whole = text.own, false
		}
	}
	for _, list := range []struct {
		in  *[]string
		own []string
	}{{&t.Keywords, own.Keywords}, {&t.Caveats, own.Caveats}} {
		if len(*list.in) == 0 && len(list.own) > 0 {
			*list.in, whole = list.own, false
		}
	}
	return t, whole
}

// An IATI says as whom the projects are reported to the International Aid
// Transparency Initiative. Without Reporter, nothing is reported.
type IATI struct {
	Reporter     string `yaml:"reporter" mapstructure:"reporter" validate:"omitempty,excludesall=/&0x7C? ,max=80"`                    // reference of who reports; ids of activities begin with it
	ReporterType string `yaml:"reporter_type" mapstructure:"reporter_type" validate:"required_with=Reporter,omitempty,numeric,len=2"` // code of the IATI list OrganisationType
	Sector       string `yaml:"sector" mapstructure:"sector" validate:"required_with=Reporter,omitempty,numeric,len=5"`               // DAC purpose code of every activity
	SectorNote   string `yaml:"sector_note" mapstructure:"sector_note" validate:"required_with=Reporter,omitempty,printable,max=500"` // whose judgement that is
	Note         string `yaml:"note" mapstructure:"note" validate:"omitempty,printable,max=2000,excludes=--"`                         // who else reports these activities, and the like
}

// An HDX holds what the Humanitarian Data Exchange gives its members.
type HDX struct {
	Organisation string `yaml:"organisation" mapstructure:"organisation" validate:"omitempty,printable,max=100"` // id of the organisation
	Maintainer   string `yaml:"maintainer" mapstructure:"maintainer" validate:"omitempty,printable,max=100"`     // id of the person
}

// ID is the globally unique id of the release: a UUID (RFC 9562) of who
// publishes what in which version, as there is no other that is ours to give.
func (a *About) ID() string {
	return "urn:uuid:" + UUIDOf(a.Publisher, a.Homepage, a.Name, a.Version)
}

// UUIDOf makes a UUID of version 8 (RFC 9562, 5.8 and B.2) of texts.
func UUIDOf(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// Lang is the language of our words, BCP 47.
func (a *About) Lang() string {
	if a.Language == "" {
		return "en"
	}
	return a.Language
}

// Speaks reports whether our words are in a language: fr-CA is in fr.
func (a *About) Speaks(language string) bool {
	return a.Lang() == language || strings.HasPrefix(a.Lang(), language+"-")
}

// FileURL is the address of a file of the published release; "" where it is
// not known.
func (a *About) FileURL(path string) string {
	if a.FilesURL == "" {
		return ""
	}
	return strings.TrimSuffix(strings.ReplaceAll(a.FilesURL, "{version}", a.Version), "/") + "/" + path
}

// Citation is how to cite the dataset: creator, year, title, version, kind and
// address (DataCite 4.5, recommended citation).
func (a About) Citation() string {
	cite := a.Publisher + " (" + DayString(a.Released)[:4] + "). " + a.Title + " (version " + a.Version + ") [Data set]."
	if a.Homepage != "" {
		cite += " " + a.Homepage
	}
	return cite
}
