// Package synthetic writes factsheets that no one has published, together with
// the truth about them: what a careful person would read in each. Its
// projects and organisations are invented; countries, groups and cities are
// real, since reading them is part of the work.
//
// A sheet follows from its seed and its options alone. The package shares
// nothing with the reader: its words stand in data files of its own, so that a
// mistake in the reader's tables is not repeated here.
package synthetic
