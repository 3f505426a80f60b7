package normalise

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"
)

// The DAC List of ODA Recipients (OECD Development Assistance Committee), by
// the dates for which each version counts; the sources stand in the file.
//
//go:embed oda_recipients.csv
var odaCSV string

type odaSpell struct{ from, until Day }

type odaList struct {
	spells      map[string][]odaSpell
	first, last Day // of all versions
}

var odaRecipients = sync.OnceValue(func() odaList {
	rows, err := csv.NewReader(strings.NewReader(odaCSV)).ReadAll()
	if err != nil {
		panic("oda_recipients.csv: " + err.Error())
	}
	list := odaList{spells: map[string][]odaSpell{}}
	for _, row := range rows[1:] {
		from, okFrom := ReadDate(row[1])
		until, okUntil := ReadDate(row[2])
		if !okFrom || !okUntil {
			panic("oda_recipients.csv: dates of " + row[0])
		}
		if list.last == 0 || from.First < list.first {
			list.first = from.First
		}
		list.last = max(list.last, until.First-1)
		list.spells[row[0]] = append(list.spells[row[0]], odaSpell{from.First, until.First})
	}
	return list
})

// ODARecipient reports whether a country stood on the DAC List of ODA
// Recipients on a day. Days outside the versions that the table holds are
// answered by the nearest version.
func ODARecipient(iso3 string, day Day) bool {
	list := odaRecipients()
	day = min(max(day, list.first), list.last)
	for _, s := range list.spells[iso3] {
		if s.from <= day && day < s.until {
			return true
		}
	}
	return false
}
