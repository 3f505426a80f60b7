package schemas

import "strconv"

// The tables of trust: how we know.

// A DocumentRow is one row of documents.
type DocumentRow struct {
	ID, Kind, File, SHA256      string
	Bytes                       Value
	Title, Publisher            string
	PublisherType, URL          string
	ArchiveURL                  string
	Published, StatedAsOf, Read string // EDTF; Read is a day
	Language, Layout, Encoding  string
	Republish, Rights, Licence  string
	Note                        string
	Lines                       Value
}

// Documents is the table of documents.
var Documents = NewTable(Table{
	Name: "documents", Title: "Documents",
	Doc:  "Every text, every curated file and every page that a curated row cites.",
	Kind: TrustTable, Key: []string{"document_id"},
}, []Column[DocumentRow]{
	{Name: "document_id", Title: "Document id", Doc: "Key of the document.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.ID) }},
	{Name: "kind", Title: "Kind", Doc: "What the document is to us.", Kind: Code, Codes: &DocumentKinds, Rules: []Rule{Required()},
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Kind) }},
	{Name: "file", Title: "File", Doc: "File in the sources, for documents that we hold.", Kind: Text,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.File) }},
	{Name: "sha256", Title: "SHA-256", Doc: "Hash of the bytes, for documents that we hold.", Kind: Text,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.SHA256) }},
	{Name: "bytes", Title: "Bytes", Doc: "Length, for documents that we hold.", Kind: Int,
		Get: func(r *DocumentRow, v *Vector) { v.Value(r.Bytes) }},
	{Name: "lines", Title: "Lines", Doc: "Number of lines of a text.", Kind: Int,
		Get: func(r *DocumentRow, v *Vector) { v.Value(r.Lines) }},
	{Name: "title", Title: "Title", Doc: "Title of the document.", Kind: Text,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Title) }},
	{Name: "publisher", Title: "Publisher", Doc: "Who published it.", Kind: Text,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Publisher) }},
	{Name: "publisher_type", Title: "Publisher is", Doc: "What the publisher is to the projects.", Kind: Code, Codes: &PublisherTypes,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.PublisherType) }},
	{Name: "url", Title: "Address", Doc: "Web address.", Kind: Text, Rules: []Rule{WebURL()},
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.URL) }},
	{Name: "archive_url", Title: "Archived at", Doc: "Address of an archived copy; blank where none is known.", Kind: Text, Rules: []Rule{WebURL()},
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.ArchiveURL) }},
	{Name: "published_edtf", Title: "Published", Doc: "When it was published, as far as known.", Kind: EDTF,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Published) }},
	{Name: "stated_as_of", Title: "Speaks of", Doc: "Date to which its statements refer, as far as stated.", Kind: EDTF,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.StatedAsOf) }},
	{Name: "date_read", Title: "Read on", Doc: "Day on which the page was read.", Kind: EDTF,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Read) }},
	{Name: "language", Title: "Language", Doc: "Language, BCP 47.", Kind: Code,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Language) }},
	{Name: "layout", Title: "Layout", Doc: "How the text is laid out.", Kind: Code,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Layout) }},
	{Name: "encoding", Title: "Encoding", Doc: "Character encoding of the text.", Kind: Code,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Encoding) }},
	{Name: "republish", Title: "May be republished", Doc: "How much of it may be published again.", Kind: Code, Codes: &Republishing, Rules: []Rule{Required()},
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Republish) }},
	{Name: "rights", Title: "Rights", Doc: "Who holds the rights in it.", Kind: Text,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Rights) }},
	{Name: "licence", Title: "Licence", Doc: "Licence, as an SPDX expression where there is one.", Kind: Text,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Licence) }},
	{Name: "note", Title: "Note", Doc: "Judgement behind the description, such as that of the date.", Kind: Text,
		Get: func(r *DocumentRow, v *Vector) { v.Text(r.Note) }},
})

// A ClaimRow is one row of claims: a claim with its names resolved.
type ClaimRow struct {
	Claim            *Claim
	Document, Source string
	Verbatim         string // as it may be published
	Withheld         bool
}

// Claims is the table of claims.
var Claims = NewTable(Table{
	Name: "claims", Title: "Claims",
	Doc:  "What every document says: subject, property, value, with its place and what became of it. Joined on (subject, property) = (row key, column).",
	Kind: TrustTable, Key: []string{"claim_id"}, Group: []string{"subject_kind", "subject"},
}, []Column[ClaimRow]{
	{Name: "claim_id", Title: "Claim id", Doc: "Key of the claim: a hash of its meaning, stable across releases.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.ID) }},
	{Name: "subject_kind", Title: "About a", Doc: "What sort of thing it is about.", Kind: Code, Codes: &SubjectKinds, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Subject.Kind.String()) }},
	{Name: "subject", Title: "Subject", Doc: "Key of the row that it is about.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Subject.ID) }},
	{Name: "property", Title: "Property", Doc: "Column that it speaks of, or a fact that only claims carry.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Property.String()) }},
	{Name: "status", Title: "Status", Doc: "What became of it.", Kind: Code, Codes: &Statuses, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Status.String()) }},
	{Name: "status_reason", Title: "Because", Doc: "Why it has this status.", Kind: Text,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Reason) }},
	{Name: "disagreement_kind", Title: "Disagreement", Doc: "What sort of disagreement a rival is.", Kind: Code, Codes: &DisagreementKinds,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Disagrees.String()) }},
	{Name: "basis", Title: "Basis", Doc: "How it rests on its document.", Kind: Code, Codes: &Bases, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Basis.String()) }},
	{Name: "evidence", Title: "Evidence", Doc: "Whether a curated claim speaks of the subject itself.", Kind: Code, Codes: &Evidences,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Evidence.String()) }},
	{Name: "confidence", Title: "Confidence", Doc: "A curator's judgement.", Kind: Code, Codes: &Confidences,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Confidence.String()) }},
	{Name: "scope", Title: "Covers", Doc: "What the figure, date or role of a curated claim covers: own is the subject itself; blank for claims that are read from a text.", Kind: Code, Codes: &ClaimScopes, Blank: NotApplicable,
		Get: func(r *ClaimRow, v *Vector) {
			if r.Claim.Scope == "" && r.Claim.Source != 0 {
				v.Text("own")
				return
			}
			v.Text(r.Claim.Scope)
		}},
	{Name: "value_kind", Title: "Type", Doc: "Type of the value; absent where there is none.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Value.Kind.String()) }},
	{Name: "value", Title: "Value", Doc: "Value in its canonical text; blank where it is absent.", Kind: Text,
		Get: func(r *ClaimRow, v *Vector) {
			if r.Withheld {
				v.Null()
				return
			}
			v.Text(r.Claim.Value.String())
		}},
	{Name: "currency", Title: "Currency", Doc: "Currency of an amount, ISO 4217.", Kind: Code,
		Get: func(r *ClaimRow, v *Vector) {
			if r.Claim.Money == nil {
				v.Null()
				return
			}
			v.Text(r.Claim.Money.Currency)
		}},
	{Name: "absent_because", Title: "Absent because", Doc: "Why the value is absent.", Kind: Code, Codes: &Gaps,
		Get: func(r *ClaimRow, v *Vector) {
			if r.Withheld {
				v.Text(Withheld.String())
				return
			}
			v.Text(r.Claim.Value.Gap().String())
		}},
	{Name: "verbatim", Title: "Verbatim", Doc: "The characters at its spans, joined by one space; control characters are shown as \\x and two digits, or \\u and four.", Kind: Text, Rights: true,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Verbatim) }},
	{Name: "document_id", Title: "Document", Doc: "Document that holds its spans.", Kind: Code, Rules: []Rule{Required()}, Ref: "documents",
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Document) }},
	{Name: "source_document_id", Title: "Cites", Doc: "Page that a curated row cites.", Kind: Code, Ref: "documents",
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Source) }},
	{Name: "line", Title: "Line", Doc: "Line of the first span, from 1.", Kind: Int, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Int(int64(r.Claim.Place().Line)) }},
	{Name: "start", Title: "First byte", Doc: "Byte of the document at which the first span begins, from 0.", Kind: Int, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Int(int64(r.Claim.Place().Start)) }},
	{Name: "end", Title: "End byte", Doc: "One past the last byte of the first span.", Kind: Int, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Int(int64(r.Claim.Place().End)) }},
	{Name: "further_spans", Title: "Further spans", Doc: "Spans after the first, each as line:start-end.", Kind: Code, List: true, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) {
			further := []string{}
			for _, s := range r.Claim.Spans[min(1, len(r.Claim.Spans)):] {
				further = append(further, strconv.Itoa(int(s.Line))+":"+strconv.Itoa(int(s.Start))+"-"+strconv.Itoa(int(s.End)))
			}
			v.Texts(further)
		}},
	{Name: "rule", Title: "Rule", Doc: "Rule that read it.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Rule) }},
	{Name: "from_edtf", Title: "From", Doc: "First date for which it holds, where it has dates of its own.", Kind: EDTF,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.From) }},
	{Name: "to_edtf", Title: "To", Doc: "Last date for which it holds, where it has dates of its own.", Kind: EDTF,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.To) }},
	{Name: "via", Title: "Through", Doc: "Name before the bracket in which a city stands.", Kind: Text,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Via) }},
	{Name: "note", Title: "Note", Doc: "A curator's remark.", Kind: Text,
		Get: func(r *ClaimRow, v *Vector) { v.Text(r.Claim.Note) }},
})

// A GapRow is one row of gaps.
type GapRow struct {
	Table, Key, Column string
	Reason             Gap
}

// GapTable is the table of blank cells.
var GapTable = NewTable(Table{
	Name: "gaps", Title: "Gaps",
	Doc:  "Every blank cell of the domain tables, and the reason.",
	Kind: TrustTable, Key: []string{"table", "row_key", "column"}, Group: []string{"table", "row_key"},
}, []Column[GapRow]{
	{Name: "table", Title: "Table", Doc: "Table of the cell.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *GapRow, v *Vector) { v.Text(r.Table) }},
	{Name: "row_key", Title: "Row", Doc: "Key of the row, its values joined by |.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *GapRow, v *Vector) { v.Text(r.Key) }},
	{Name: "column", Title: "Column", Doc: "Column of the cell.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *GapRow, v *Vector) { v.Text(r.Column) }},
	{Name: "reason", Title: "Reason", Doc: "Why the cell is blank.", Kind: Code, Codes: &Gaps, Rules: []Rule{Required()},
		Get: func(r *GapRow, v *Vector) { v.Text(r.Reason.String()) }},
})

// A FindingRow is one row of findings.
type FindingRow struct {
	ID      string
	Finding *Finding
}

// Findings is the table of findings.
var Findings = NewTable(Table{
	Name: "findings", Title: "Findings",
	Doc:  "What the run noticed about the data. Why each matters and how to mend it stands in the codelist of rules.",
	Kind: TrustTable, Key: []string{"finding_id"}, Group: []string{"document_id"},
}, []Column[FindingRow]{
	{Name: "finding_id", Title: "Finding id", Doc: "Key of the finding: a hash of its meaning, stable across releases.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *FindingRow, v *Vector) { v.Text(r.ID) }},
	{Name: "severity", Title: "Severity", Doc: "How much it weighs.", Kind: Code, Codes: &Severities, Rules: []Rule{Required()},
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Severity().String()) }},
	{Name: "rule", Title: "Rule", Doc: "Rule that found it.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Rule) }},
	{Name: "document_id", Title: "Document", Doc: "Document, or file of ours, that it concerns.", Kind: Code,
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Document) }},
	{Name: "line", Title: "Line", Doc: "Line, from 1.", Kind: Int,
		Get: func(r *FindingRow, v *Vector) { positive(v, int64(r.Finding.Span.Line)) }},
	{Name: "byte_column", Title: "Byte in line", Doc: "Byte within the line, from 1.", Kind: Int,
		Get: func(r *FindingRow, v *Vector) { positive(v, int64(r.Finding.Column)) }},
	{Name: "table", Title: "Table", Doc: "Table that it concerns.", Kind: Code,
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Table) }},
	{Name: "row_key", Title: "Row", Doc: "Key of the row that it concerns.", Kind: Code,
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Key) }},
	{Name: "column", Title: "Column", Doc: "Column that it concerns.", Kind: Code,
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Cell) }},
	{Name: "message", Title: "Message", Doc: "What was found.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Message) }},
	{Name: "other_document_id", Title: "Other document", Doc: "Of a disagreement: document in which the accepted side stands.", Kind: Code,
		Get: func(r *FindingRow, v *Vector) { v.Text(r.Finding.Other.Document) }},
	{Name: "other_line", Title: "Other line", Doc: "Its line there, from 1.", Kind: Int,
		Get: func(r *FindingRow, v *Vector) { positive(v, int64(r.Finding.Other.Line)) }},
})

func positive(v *Vector, n int64) {
	if n > 0 {
		v.Int(n)
	} else {
		v.Null()
	}
}

// A CoverageRow is one row of coverage.
type CoverageRow struct {
	Document    string
	Line        int64
	Class, Rule string
	Subject     string
}

// Coverage is the table of what became of every line.
var Coverage = NewTable(Table{
	Name: "coverage", Title: "Coverage",
	Doc:  "Every line of every text that is not blank: its class, the rule that took it and what it belongs to.",
	Kind: TrustTable, Key: []string{"document_id", "line"}, Group: []string{"document_id"},
}, []Column[CoverageRow]{
	{Name: "document_id", Title: "Document", Doc: "Document.", Kind: Code, Rules: []Rule{Required()}, Ref: "documents",
		Get: func(r *CoverageRow, v *Vector) { v.Text(r.Document) }},
	{Name: "line", Title: "Line", Doc: "Line, from 1.", Kind: Int, Rules: []Rule{Required()},
		Get: func(r *CoverageRow, v *Vector) { v.Int(r.Line) }},
	{Name: "class", Title: "Class", Doc: "What the line is.", Kind: Code, Codes: &LineClasses, Rules: []Rule{Required()},
		Get: func(r *CoverageRow, v *Vector) { v.Text(r.Class) }},
	{Name: "rule", Title: "Rule", Doc: "Rule that took it.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *CoverageRow, v *Vector) { v.Text(r.Rule) }},
	{Name: "subject", Title: "Belongs to", Doc: "Subject of the entry or statement that the line is part of, as kind/key.", Kind: Code,
		Get: func(r *CoverageRow, v *Vector) { v.Text(r.Subject) }},
})

// A CodeRow is one row of codelists.
type CodeRow struct{ List, Code, Doc string }

// CodelistTable is the table of all codes.
var CodelistTable = NewTable(Table{
	Name: "codelists", Title: "Codelists",
	Doc:  "The codes of the dataset and their meanings.",
	Kind: TrustTable, Key: []string{"codelist", "code"},
}, []Column[CodeRow]{
	{Name: "codelist", Title: "List", Doc: "Name of the list.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *CodeRow, v *Vector) { v.Text(r.List) }},
	{Name: "code", Title: "Code", Doc: "Code.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *CodeRow, v *Vector) { v.Text(r.Code) }},
	{Name: "meaning", Title: "Meaning", Doc: "What it means.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *CodeRow, v *Vector) { v.Text(r.Doc) }},
})

// A DictionaryRow is one row of dictionary.
type DictionaryRow struct {
	Table            *Table
	Position         int
	Field            *Field
	Filled, RowCount int64
}

// Dictionary is the table of all columns.
var Dictionary = NewTable(Table{
	Name: "dictionary", Title: "Dictionary",
	Doc:  "Every column of every table: its type and meaning, what it rests on, and in how many rows it is filled.",
	Kind: TrustTable, Key: []string{"table", "column"}, Group: []string{"table"},
}, []Column[DictionaryRow]{
	{Name: "table", Title: "Table", Doc: "Table.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Table.Name) }},
	{Name: "column", Title: "Column", Doc: "Column.", Kind: Code, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.Name) }},
	{Name: "position", Title: "Position", Doc: "Position in the table, from 1.", Kind: Int, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Int(int64(r.Position)) }},
	{Name: "title", Title: "Title", Doc: "Heading for people.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.Title) }},
	{Name: "type", Title: "Type", Doc: "Type of its cells.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.Type()) }},
	{Name: "required", Title: "Never blank", Doc: "Whether it is never blank.", Kind: Bool, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Bool(r.Field.Required()) }},
	{Name: "key", Title: "Key", Doc: "Whether it is part of the key.", Kind: Bool, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Bool(r.Table.IsKey(r.Field.Name)) }},
	{Name: "meaning", Title: "Meaning", Doc: "What it means.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.Doc) }},
	{Name: "codelist", Title: "Codelist", Doc: "List that its codes come from.", Kind: Code,
		Get: func(r *DictionaryRow, v *Vector) {
			if r.Field.Codes == nil {
				v.Null()
				return
			}
			v.Text(r.Field.Codes.Name)
		}},
	{Name: "references", Title: "Refers to", Doc: "Table whose key it holds.", Kind: Code,
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.Ref) }},
	{Name: "lineage", Title: "Rests on", Doc: "What its cells rest on.", Kind: Text, Codes: &Lineages, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Table.Lineage(r.Field)) }},
	{Name: "property", Title: "Property", Doc: "Property of the claims that its cells rest on; their subject is the project, office or statement of the row.", Kind: Code, Blank: NotApplicable,
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.From.String()) }},
	{Name: "derived_from", Title: "Derived from", Doc: "Columns that it follows from: of its row, or of rows of other tables as table.column.", Kind: Code, List: true, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Texts(r.Field.DerivedFrom()) }},
	{Name: "derivation", Title: "Rule", Doc: "Rule by which it is derived.", Kind: Text,
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.How) }},
	{Name: "rights", Title: "Rights", Doc: "Whose words its cells hold.", Kind: Text, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) {
			if r.Field.Rights {
				v.Text("words of the source; rights remain with its publisher")
				return
			}
			v.Text("our compilation")
		}},
	{Name: "deprecated", Title: "Deprecated", Doc: "Of a column that a later version will leave out: since which version it is so, and what to use instead; blank for all others.", Kind: Text, Blank: NotApplicable,
		Get: func(r *DictionaryRow, v *Vector) { v.Text(r.Field.Deprecated) }},
	{Name: "filled", Title: "Filled", Doc: "Rows in which it is filled.", Kind: Int, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Int(r.Filled) }},
	{Name: "rows", Title: "Rows", Doc: "Rows of the table.", Kind: Int, Rules: []Rule{Required()},
		Get: func(r *DictionaryRow, v *Vector) { v.Int(r.RowCount) }},
	{Name: "filled_percent", Title: "Filled, %", Doc: "Share of the rows in which it is filled, in hundredths of a percent cut off, not rounded; blank where the table has no row.", Kind: Decimal,
		Get: func(r *DictionaryRow, v *Vector) {
			if r.RowCount == 0 {
				v.Null()
				return
			}
			v.Int(r.Filled * 10000 / r.RowCount)
		}},
})

// Lineage says what the cells of a field of the table rest on, as a code of
// Lineages.
func (t *Table) Lineage(f *Field) string {
	switch {
	case t.Kind == TrustTable:
		return "trust"
	case f.How != "":
		return "derived"
	case f.From != NoProperty:
		return "from claims"
	case t.Kind == ReferenceTable:
		return "reference"
	}
	return "identity"
}
