// Package read turns the text of a document into records: entries of
// projects, statements and offices, each with the bytes it stands on. Every
// line that is not blank gets exactly one class and the name of the rule that
// took it. Reading never fails: what cannot be read is a finding.
//
// The package does not decide what a record is about or which source is
// believed; it knows no project, publisher or place by name. Its knowledge of
// the genre (labels, topics, phrases) stands in the data files beside it.
package read
