// Package diff says what changed from one written release to another, and why:
// the schema, the rows and the cells, each cell with its cause, and the step
// of the version that the changes ask for.
//
// It reads releases and writes none. What the tables of a release are made of
// is read from its own dictionary and codelists, so that a release of an older
// or newer program can be compared, and tables that this program does not know
// are reported all the same.
//
// Memory is bounded. Tables are joined as streams in the order of their keys; a
// table that is not in that order is sorted, with at most sortBudget bytes a
// side in memory and the rest in scratch files. Counts are exact; of the
// changes themselves at most Options.Keep a table and column are kept.
package diff
