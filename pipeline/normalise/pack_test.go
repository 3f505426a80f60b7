package normalise

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write the packed tables anew")

// tableRows reads a table from its file.
func tableRows(t testing.TB, name string) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join("tables", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	return rowsOf(name, file)
}

// TestPackedTables holds what the program embeds against the tables that
// people edit.
func TestPackedTablesGolden(t *testing.T) {
	zipped, err := os.ReadFile(filepath.Join("tables", "cities.tsv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	cities := buildGazetteer(zipped, tableRows(t, "cldr-city-names.csv"), tableRows(t, "city-names.csv"), tableRows(t, "further-places.csv"))
	names := newNameTable()
	names.build(func(name string) [][]string { return tableRows(t, name) }, slices.Sorted(maps.Keys(cities.own)))
	for _, file := range []struct {
		name   string
		packed []byte
		want   []byte
	}{
		{"names.pack", namesPack, names.pack()},
		{"cities.pack", citiesPack, cities.pack()},
	} {
		switch path := filepath.Join("tables", file.name); {
		case unpack(file.packed).data == string(file.want):
		case *update:
			if err := os.WriteFile(path, squeeze(file.want), 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is not what the tables say; run go generate ./pipeline/normalise", path)
		}
	}
}
