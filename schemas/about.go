package schemas

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
	Rights      string   `yaml:"rights" mapstructure:"rights" validate:"required,printable,max=1000"` // in the sources
	Caveats     []string `yaml:"caveats" mapstructure:"caveats" validate:"dive,printable,max=1000"`   // what misleads unless known

	// Set by the run, from other parts of the configuration.
	Version  string `yaml:"-" mapstructure:"-"` // "preview", or the version of the release
	AsOf     int64  `yaml:"-" mapstructure:"-"` // days since 1970-01-01
	Released int64  `yaml:"-" mapstructure:"-"` // days since 1970-01-01
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
