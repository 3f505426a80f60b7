package schemas

import (
	"strconv"
	"strings"
)

// A Vector is one column of a batch: validity, then numbers, or bytes with
// their ends. A list vector has an end per row, counted in elements. Formats
// see vectors, never rows.
type Vector struct {
	Kind  Kind
	List  bool
	Valid []bool   // one a row; false is null
	Lists []uint32 // of a list: one past the last element of each row
	Nums  []int64  // Int, Day, Decimal, Bool: one a row; 0 where null
	Bytes []byte   // Text, Code, EDTF: the bytes of all rows or elements
	Ends  []uint32 // one past the last byte of each row or element
}

// Len returns the number of rows.
func (v *Vector) Len() int { return len(v.Valid) }

// Null appends a null.
func (v *Vector) Null() {
	v.Valid = append(v.Valid, false)
	switch {
	case v.List:
		v.Lists = append(v.Lists, uint32(len(v.Ends)))
	case v.Kind.IsText():
		v.Ends = append(v.Ends, uint32(len(v.Bytes)))
	default:
		v.Nums = append(v.Nums, 0)
	}
}

// Text appends a text. No published text is empty: "" is a null.
func (v *Vector) Text(s string) {
	if s == "" {
		v.Null()
		return
	}
	v.Valid = append(v.Valid, true)
	v.Bytes = append(v.Bytes, s...)
	v.Ends = append(v.Ends, uint32(len(v.Bytes)))
}

// Int appends a number: a whole one, a day, hundredths, or 0 and 1.
func (v *Vector) Int(n int64) {
	v.Valid = append(v.Valid, true)
	v.Nums = append(v.Nums, n)
}

// Bool appends a truth value.
func (v *Vector) Bool(b bool) {
	if b {
		v.Int(1)
	} else {
		v.Int(0)
	}
}

// Value appends a value of the vector's kind, or a null where it is absent.
func (v *Vector) Value(x Value) {
	switch {
	case x.Kind == Absent:
		v.Null()
	case v.Kind.IsText():
		v.Text(x.S)
	default:
		v.Int(x.N)
	}
}

// Texts appends a list. A nil list is null, which means unknown; an empty one
// means that none is stated. Empty texts are left out.
func (v *Vector) Texts(list []string) {
	v.Valid = append(v.Valid, list != nil)
	for _, s := range list {
		if s != "" {
			v.Bytes = append(v.Bytes, s...)
			v.Ends = append(v.Ends, uint32(len(v.Bytes)))
		}
	}
	v.Lists = append(v.Lists, uint32(len(v.Ends)))
}

// TextAt returns the text of row i of a vector that is no list, or element i
// of one that is. It is a view into the vector.
func (v *Vector) TextAt(i int) []byte {
	start := uint32(0)
	if i > 0 {
		start = v.Ends[i-1]
	}
	return v.Bytes[start:v.Ends[i]]
}

// Elements returns the half-open range of elements of row i of a list.
func (v *Vector) Elements(i int) (from, to int) {
	if i > 0 {
		from = int(v.Lists[i-1])
	}
	return from, int(v.Lists[i])
}

// Strings returns the list of row i; nil where it is null.
func (v *Vector) Strings(i int) []string {
	if !v.Valid[i] {
		return nil
	}
	from, to := v.Elements(i)
	list := make([]string, 0, to-from)
	for e := from; e < to; e++ {
		list = append(list, string(v.TextAt(e)))
	}
	return list
}

// ValueAt returns the value of row i of a vector that is no list.
func (v *Vector) ValueAt(i int) Value {
	switch {
	case !v.Valid[i]:
		return Value{}
	case v.Kind.IsText():
		return Value{Kind: v.Kind, S: string(v.TextAt(i))}
	}
	return Value{Kind: v.Kind, N: v.Nums[i]}
}

// ListSeparator stands between the elements of a list where a format has no
// lists, as in CSV and Excel. An element that holds it is refused by a check.
const ListSeparator = "; "

// AppendCanonical appends the canonical text of the cell at row i to b: what
// the formats are compared by. Nulls, empty lists and texts differ: a null is
// N, a list L and its count, anything else V; lengths keep neighbours apart.
func (v *Vector) AppendCanonical(b []byte, i int) []byte {
	if !v.Valid[i] {
		return append(b, 'N', '\n')
	}
	if v.List {
		from, to := v.Elements(i)
		b = append(b, 'L')
		b = strconv.AppendInt(b, int64(to-from), 10)
		for e := from; e < to; e++ {
			b = appendSized(b, v.TextAt(e))
		}
		return append(b, '\n')
	}
	b = append(b, 'V')
	if v.Kind.IsText() {
		return append(appendSized(b, v.TextAt(i)), '\n')
	}
	return append(v.AppendText(b, i), '\n')
}

// AppendText appends the text of the value at row i of a vector that is no
// list, as Value.String writes it, to b; nothing where it is null.
func (v *Vector) AppendText(b []byte, i int) []byte {
	if !v.Valid[i] {
		return b
	}
	switch v.Kind {
	case Int:
		return strconv.AppendInt(b, v.Nums[i], 10)
	case Day:
		return AppendDay(b, v.Nums[i])
	case Decimal:
		return AppendDecimal(b, v.Nums[i])
	case Bool:
		return strconv.AppendBool(b, v.Nums[i] != 0)
	}
	return append(b, v.TextAt(i)...)
}

func appendSized(b, text []byte) []byte {
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(len(text)), 10)
	b = append(b, ':')
	return append(b, text...)
}

// Flat returns the cell at row i as one text, with lists joined by
// ListSeparator; "" is null, and for lists also empty.
func (v *Vector) Flat(i int) string {
	if v.List {
		return strings.Join(v.Strings(i), ListSeparator)
	}
	return v.ValueAt(i).String()
}

// Reset empties the vector and keeps its memory.
func (v *Vector) Reset() {
	v.Valid, v.Lists, v.Nums = v.Valid[:0], v.Lists[:0], v.Nums[:0]
	v.Bytes, v.Ends = v.Bytes[:0], v.Ends[:0]
}

// A Batch is a run of rows of a table as typed columns, in the order of the
// table's fields.
type Batch struct {
	Columns []Vector
}

// Rows returns the number of rows.
func (b *Batch) Rows() int {
	if len(b.Columns) == 0 {
		return 0
	}
	return b.Columns[0].Len()
}
