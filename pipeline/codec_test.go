package pipeline

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"migdata/schemas"
)

// Claims and findings survive the scratch form, whatever their fields hold.
// What only resolving sets is not in it.
func TestClaimSurvivesTheScratchForm(t *testing.T) {
	ignored := cmpopts.IgnoreFields(schemas.Claim{}, "Status", "ID")
	rapid.Check(t, func(t *rapid.T) {
		var want schemas.Claim
		fill(t, reflect.ValueOf(&want).Elem())
		if got := readClaim(appendClaim(nil, &want)); !cmp.Equal(want, got, ignored, cmpopts.EquateEmpty()) {
			t.Error(cmp.Diff(want, got, ignored, cmpopts.EquateEmpty()))
		}
	})
}

func TestFindingSurvivesTheScratchForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want schemas.Finding
		fill(t, reflect.ValueOf(&want).Elem())
		if diff := cmp.Diff(want, readFinding(appendFinding(nil, &want))); diff != "" {
			t.Error(diff)
		}
	})
}

// fill gives every field of a value something: a field that is added and
// forgotten in the scratch form is noticed.
func fill(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem())
		}
	case reflect.Slice:
		n := rapid.IntRange(0, 3).Draw(t, "length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, v.Index(i))
		}
	case reflect.String:
		v.SetString(rapid.String().Draw(t, "text"))
	case reflect.Int64:
		v.SetInt(rapid.Int64().Draw(t, "number"))
	case reflect.Uint8:
		v.SetUint(uint64(rapid.Uint8().Draw(t, "code")))
	case reflect.Uint32:
		v.SetUint(uint64(rapid.Uint32().Draw(t, "place")))
	default:
		t.Fatalf("a field of kind %s is not filled", v.Kind())
	}
}
