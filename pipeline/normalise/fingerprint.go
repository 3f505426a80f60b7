package normalise

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"sync"
)

// Fingerprint returns the SHA-256 of all tables of names, places, words and
// memberships that are part of the program, in hexadecimal, and their length
// in bytes: where it changes, names and dates may read otherwise.
var Fingerprint = sync.OnceValues(func() (sum string, size int64) {
	hash := sha256.New()
	add := func(b []byte) {
		hash.Write(b)
		hash.Write([]byte{0}) // tables are kept apart
		size += int64(len(b))
	}
	for _, table := range []string{dateNamesCSV, dateWordsCSV, dateOrdersCSV, dateLabelsCSV, moneyCodesCSV, moneyNamesCSV, moneyWordsCSV, odaCSV} {
		add([]byte(table))
	}
	add(namesPack)
	add(citiesPack)
	files, err := fs.Glob(tableFiles, "tables/*")
	for _, name := range files { // sorted
		var text []byte
		if text, err = tableFiles.ReadFile(name); err != nil {
			break
		}
		add(text)
	}
	if err != nil {
		panic("an embedded table cannot be read: " + err.Error())
	}
	return hex.EncodeToString(hash.Sum(nil)), size
})
