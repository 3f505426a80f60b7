// Package schemas says what migdata publishes: the vocabulary of claims and
// findings as types, one file per table, the codelists, and what follows from
// a table (checks, JSON Schema, codebook). A column is declared once, as a
// Column; every list of columns elsewhere is derived from that declaration.
//
// The package imports nothing of this project and does no I/O.
package schemas
