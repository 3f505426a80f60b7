package pipeline

import (
	"errors"

	"migdata/pipeline/normalise"
)

// Gazetteer returns the cities that a run with this configuration knows: those
// of the built-in gazetteer, and those of the curated file cities.csv. An error
// says what is wrong with that file; a run has it as findings.
func Gazetteer(cfg *Config) (*normalise.Gazetteer, error) {
	c := &curator{cfg: cfg, ref: newReference()}
	readRows(c, "cities.csv", c.ref.addCity)
	var wrong []error
	for i := range c.findings {
		f := &c.findings[i]
		wrong = append(wrong, errors.New(f.In(func(string) string { return cfg.Curated + "/cities.csv" })))
	}
	return c.ref.gazetteer(), errors.Join(wrong...)
}
