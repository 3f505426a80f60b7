// Package pipeline is the order of work: documents become records, records
// claims, claims rows, rows a release. Run shows the whole of it; each stage
// has a file of its own.
//
//	load      config -> documents              load.go, curated.go, reference.go
//	read      document -> records              package read
//	claim     record -> claims                 claim*.go
//	identify  claims -> subjects               identify.go
//	resolve   claims of a subject -> rows      resolve*.go
//	derive    rows -> columns that follow      derive.go
//	check     batches -> findings              check.go
//	publish   tables -> a release              publish.go
//
// read and claim are pure functions of a document, and resolve one of the
// claims of a subject; between them claims stream through a sort by subject.
package pipeline
