package export

import (
	"bytes"
	"encoding/base64"
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/metadata"
	"github.com/apache/arrow/go/v17/parquet/schema"

	"migdata/schemas"
)

// decimalType is the type of amounts of money.
var decimalType = &arrow.Decimal128Type{Precision: 18, Scale: 2}

// parquetSchema returns the table as a Parquet schema. Columns that are never
// null are required, and so are the elements of lists: an unknown list is null
// as a whole.
func parquetSchema(t *schemas.Table) (*schema.GroupNode, error) {
	columns := make(schema.FieldList, len(t.Fields))
	for i := range t.Fields {
		var err error
		if columns[i], err = parquetNode(&t.Fields[i]); err != nil {
			return nil, fmt.Errorf("column %s: %w", t.Fields[i].Name, err)
		}
	}
	return schema.NewGroupNode(parquet.DefaultRootName, parquet.Repetitions.Required, columns, -1)
}

func parquetNode(f *schemas.Field) (schema.Node, error) {
	repetition := parquet.Repetitions.Optional
	if f.Required() {
		repetition = parquet.Repetitions.Required
	}
	if f.List {
		if !f.Kind.IsText() {
			return nil, fmt.Errorf("a %s: lists hold texts", f.Type())
		}
		element, err := parquetLeaf("element", parquet.Repetitions.Required, f.Kind)
		if err != nil {
			return nil, err
		}
		return schema.ListOfWithName(f.Name, element, repetition, -1)
	}
	return parquetLeaf(f.Name, repetition, f.Kind)
}

func parquetLeaf(name string, repetition parquet.Repetition, k schemas.Kind) (schema.Node, error) {
	switch k {
	case schemas.Text, schemas.Code, schemas.EDTF:
		return schema.NewPrimitiveNodeLogical(name, repetition, schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
	case schemas.Int:
		return schema.NewPrimitiveNode(name, repetition, parquet.Types.Int64, -1, -1)
	case schemas.Day:
		return schema.NewPrimitiveNodeLogical(name, repetition, schema.DateLogicalType{}, parquet.Types.Int32, -1, -1)
	case schemas.Decimal:
		money := schema.NewDecimalLogicalType(decimalType.Precision, decimalType.Scale)
		return schema.NewPrimitiveNodeLogical(name, repetition, money, parquet.Types.Int64, -1, -1)
	case schemas.Bool:
		return schema.NewPrimitiveNode(name, repetition, parquet.Types.Boolean, -1, -1)
	}
	return nil, fmt.Errorf("no Parquet type for %s", k)
}

// leafPath is the path of the values of a field in the schema.
func leafPath(f *schemas.Field) string {
	if f.List {
		return f.Name + ".list.element"
	}
	return f.Name
}

// parquetFooter returns the key-value pairs of the footer: what the dataset
// is, where its codebook stands, and the schema once more for Arrow, as that
// is where readers look for the meanings of columns.
func parquetFooter(about schemas.About, t *schemas.Table) (metadata.KeyValueMetadata, error) {
	arrowSchema, err := serialisedArrowSchema(t)
	if err != nil {
		return nil, fmt.Errorf("ARROW:schema: %w", err)
	}
	pairs := metadata.NewKeyValueMetadata()
	for _, p := range [][2]string{
		{"dataset", about.Name},
		{"dataset_id", about.ID()},
		{"version", about.Version},
		{"license", about.Licence},
		{"table", t.Name},
		{"description", t.Doc},
		{"codebook", "metadata/codebook.md"},
		{"ARROW:schema", arrowSchema},
	} {
		if err := pairs.Append(p[0], p[1]); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// serialisedArrowSchema returns the table as a message of Arrow's IPC format
// in base64, with the meaning of each column in its metadata.
func serialisedArrowSchema(t *schemas.Table) (string, error) {
	var message bytes.Buffer
	w := ipc.NewWriter(&message, ipc.WithSchema(arrow.NewSchema(arrowFields(t), nil)))
	if err := w.Close(); err != nil {
		return "", err
	}
	const endOfStream = 8 // bytes; no part of the schema's message
	return base64.StdEncoding.EncodeToString(message.Bytes()[:message.Len()-endOfStream]), nil
}

func arrowFields(t *schemas.Table) []arrow.Field {
	fields := make([]arrow.Field, len(t.Fields))
	for i := range t.Fields {
		f := &t.Fields[i]
		fields[i] = arrow.Field{
			Name: f.Name, Type: arrowType(f), Nullable: !f.Required(),
			Metadata: arrow.NewMetadata([]string{"title", "description"}, []string{f.Title, f.Doc}),
		}
	}
	return fields
}

func arrowType(f *schemas.Field) arrow.DataType {
	if f.List {
		return arrow.ListOfField(arrow.Field{Name: "element", Type: arrow.BinaryTypes.String})
	}
	switch f.Kind {
	case schemas.Int:
		return arrow.PrimitiveTypes.Int64
	case schemas.Day:
		return arrow.FixedWidthTypes.Date32
	case schemas.Decimal:
		return decimalType
	case schemas.Bool:
		return arrow.FixedWidthTypes.Boolean
	}
	return arrow.BinaryTypes.String
}
