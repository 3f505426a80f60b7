// Package metadata writes what lets strangers find, load, trust and cite a
// release: one file per standard, all derived from the declarations of the
// tables, the description of the dataset and the list of written files. It
// reads no clock and writes no cell of the dataset.
package metadata
