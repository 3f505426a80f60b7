package pipeline

import (
	"migdata/schemas"
)

// A Config says what to read, what to publish and by which rules. It is what
// config.yaml, the environment and flags say together; the yaml tags name its
// keys. Paths are relative to Root.
type Config struct {
	Root      string        `yaml:"-" mapstructure:"-"`                                                       // folder of the configuration file
	File      string        `yaml:"-" mapstructure:"-"`                                                       // its name, for messages
	AsOf      string        `yaml:"as_of" mapstructure:"as_of" validate:"required,edtf_day"`                  // date that status and figures refer to
	Release   ReleaseConfig `yaml:"release" mapstructure:"release"`                                           // about this release
	Dataset   schemas.About `yaml:"dataset" mapstructure:"dataset"`                                           // about the dataset
	Curated   string        `yaml:"curated" mapstructure:"curated" validate:"required"`                       // folder of curated files
	Documents []Descriptor  `yaml:"documents" mapstructure:"documents" validate:"required,min=1,dive"`        // texts to read
	Policy    []Preference  `yaml:"policy" mapstructure:"policy" validate:"dive"`                             // who is believed first
	Floors    []Floor       `yaml:"floors" mapstructure:"floors" validate:"dive"`                             // what a release must hold at least
	Contacts  bool          `yaml:"publish_contacts" mapstructure:"publish_contacts"`                         // publish contact lines of texts
	Formats   []string      `yaml:"formats" mapstructure:"formats" validate:"dive,format"`                    // formats to write; none: all
	Tables    []string      `yaml:"tables" mapstructure:"tables" validate:"dive,table"`                       // tables to write; none: all
	Standards []string      `yaml:"standards" mapstructure:"standards" validate:"dive,standard"`              // documents about a release that are written only on demand
	Workbooks BookConfig    `yaml:"workbooks" mapstructure:"workbooks"`                                       // how workbooks are laid out
	FailOn    string        `yaml:"fail_on" mapstructure:"fail_on" validate:"oneof=note warning error never"` // findings that forbid publishing
	Out       string        `yaml:"out" mapstructure:"out" validate:"required"`                               // folder to write into
	Jobs      int           `yaml:"jobs" mapstructure:"jobs" validate:"gte=0,lte=1024"`                       // documents read at once; 0: as many as there are processors
}

// A BookConfig says for whom the workbooks are laid out. Blank is the
// accessible profile for donors, the analyst's for the portfolio, English.
type BookConfig struct {
	Donors    string   `yaml:"donors" mapstructure:"donors" validate:"omitempty,oneof=accessible analyst"`
	Portfolio string   `yaml:"portfolio" mapstructure:"portfolio" validate:"omitempty,oneof=accessible analyst"`
	Languages []string `yaml:"languages" mapstructure:"languages" validate:"unique,dive,catalogue"` // of the workbooks; the first has no code in the names of its files
}

// A ReleaseConfig describes one release.
type ReleaseConfig struct {
	Date     string       `yaml:"date" mapstructure:"date" validate:"required,edtf_day"` // day of the release: created, citation
	Previous *Predecessor `yaml:"previous" mapstructure:"previous" validate:"omitempty"` // the release before, an input: what has changed since
}

// A Predecessor names the release before. Its hash is that of its manifest, as
// migdata list prints it.
type Predecessor struct {
	Version string `yaml:"version" mapstructure:"version" validate:"required"`
	SHA256  string `yaml:"manifest_sha256" mapstructure:"manifest_sha256" validate:"required,sha256"`
}

// A Descriptor says what a document is.
type Descriptor struct {
	ID            string `yaml:"id" mapstructure:"id" validate:"required,slug,max=80"`
	File          string `yaml:"file" mapstructure:"file" validate:"required"`
	Title         string `yaml:"title" mapstructure:"title" validate:"required,printable,ne=FILL IN"`
	Publisher     string `yaml:"publisher" mapstructure:"publisher" validate:"required,printable,ne=FILL IN"`
	PublisherType string `yaml:"publisher_type" mapstructure:"publisher_type" validate:"omitempty,oneof=implementer funder beneficiary evaluator press ngo foi_copy mirror ours other"`
	URL           string `yaml:"url" mapstructure:"url" validate:"omitempty,weburl"`
	ArchiveURL    string `yaml:"archive_url" mapstructure:"archive_url" validate:"omitempty,weburl"`
	Published     string `yaml:"published" mapstructure:"published" validate:"omitempty,edtf"`                                                       // EDTF, as far as known
	PublishedNote string `yaml:"published_reason" mapstructure:"published_reason" validate:"omitempty"`                                              // why, where the text does not say
	StatedAsOf    string `yaml:"stated_as_of" mapstructure:"stated_as_of" validate:"omitempty,edtf"`                                                 // date its statements refer to
	DateRead      string `yaml:"date_read" mapstructure:"date_read" validate:"omitempty,edtf"`                                                       // day we received it
	Language      string `yaml:"language" mapstructure:"language" validate:"omitempty,bcp47_language_tag"`                                           // blank: detected
	Encoding      string `yaml:"encoding" mapstructure:"encoding" validate:"omitempty,oneof=utf-8 utf-16le utf-16be iso-8859-1 latin1 windows-1252"` // blank: UTF-8, or UTF-16 by its byte order mark
	Layout        string `yaml:"layout" mapstructure:"layout" validate:"omitempty,layout"`                                                           // blank: detected
	Republish     string `yaml:"republish" mapstructure:"republish" validate:"required,oneof=full excerpts none"`                                    // how much may be published again
	Rights        string `yaml:"rights" mapstructure:"rights" validate:"required,printable,ne=FILL IN"`
	Licence       string `yaml:"licence" mapstructure:"licence" validate:"omitempty,printable"` // SPDX, where there is one
}

// A Preference says which kinds of documents are believed first for some
// properties, and why. The property "*" is every other one.
type Preference struct {
	Properties []string `yaml:"properties" mapstructure:"properties" validate:"required,min=1,dive,property"`
	Prefer     []string `yaml:"prefer" mapstructure:"prefer" validate:"required,dive,oneof=decision text implementer funder beneficiary evaluator press ngo foi_copy mirror ours other"`
	Reason     string   `yaml:"reason" mapstructure:"reason" validate:"required,printable"`
}

// A Floor is what a table must hold at least; less is an error.
type Floor struct {
	Table string `yaml:"table" mapstructure:"table" validate:"required,table"`
	Rows  int    `yaml:"rows" mapstructure:"rows" validate:"gte=0"`
}

// partial reports whether some formats or tables are selected.
func (c *Config) partial() bool { return len(c.Formats)+len(c.Tables) > 0 }
