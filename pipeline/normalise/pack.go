package normalise

import (
	_ "embed"
	"encoding/binary"
	"maps"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Folding fifty thousand names and those of a hundred and forty thousand cities takes longer
// than reading a factsheet, so that it is done once, when a table changes:
// names.pack and cities.pack hold what the program needs of the large tables,
// ready to be put into maps. TestPackedTablesGolden holds them against the tables, and
// writes them anew with -update.

//go:generate go test -run TestPackedTablesGolden . -update

//go:embed tables/names.pack
var namesPack []byte

//go:embed tables/cities.pack
var citiesPack []byte

// A packer writes numbers and texts behind one another.
type packer struct{ out []byte }

func (p *packer) number(n int)  { p.out = binary.AppendUvarint(p.out, uint64(n)) }
func (p *packer) text(s string) { p.number(len(s)); p.out = append(p.out, s...) }

// squeeze compresses what is written.
func squeeze(data []byte) []byte {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic("packing tables: " + err.Error())
	}
	return encoder.EncodeAll(data, nil)
}

// An unpacker reads what a packer wrote. Its texts are parts of one string.
type unpacker struct {
	data string
	at   int
}

func unpack(squeezed []byte) *unpacker {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic("unpacking tables: " + err.Error())
	}
	defer decoder.Close()
	data, err := decoder.DecodeAll(squeezed, nil)
	if err != nil {
		panic("unpacking tables: " + err.Error())
	}
	return &unpacker{data: string(data)}
}

func (u *unpacker) number() int {
	n, shift := 0, 0
	for {
		c := u.data[u.at]
		u.at++
		n |= int(c&0x7F) << shift
		if c < 0x80 {
			return n
		}
		shift += 7
	}
}

func (u *unpacker) text() string {
	n := u.number()
	u.at += n
	return u.data[u.at-n : u.at]
}

// pack writes the large part of the table, in order of its keys.
func (t *nameTable) pack() []byte {
	p := &packer{}
	p.number(len(t.languages.ids))
	byID := make([]string, len(t.languages.ids))
	for lang, id := range t.languages.ids {
		byID[id] = lang
	}
	for _, lang := range byID {
		p.text(lang)
	}
	for _, form := range t.formsOf {
		p.number(int(form))
	}
	p.number(len(t.known))
	for _, word := range slices.Sorted(maps.Keys(t.known)) {
		p.text(word)
	}
	sets := map[langSet]int{}
	for _, table := range t.readings() {
		p.number(len(*table))
		for _, key := range slices.Sorted(maps.Keys(*table)) {
			p.text(key)
			p.number(len((*table)[key]))
			for _, r := range (*table)[key] {
				p.reading(r, sets)
			}
		}
	}
	p.number(len(t.clipped))
	for _, head := range slices.Sorted(maps.Keys(t.clipped)) {
		p.text(head)
		p.number(len(t.clipped[head]))
		for _, target := range t.clipped[head] {
			p.text(strings.Join(target.words, " "))
			p.number(int(target.kind))
			p.reading(target.reading, sets)
		}
	}
	return p.out
}

func (t *nameTable) readings() []*map[string][]reading {
	return []*map[string][]reading{&t.names, &t.demonyms, &t.bags}
}

// reading writes a reading; a set of languages that stood before is a number.
func (p *packer) reading(r reading, sets map[langSet]int) {
	flags := 0
	for i, flag := range []bool{r.capital, r.comma, r.native} {
		if flag {
			flags |= 1 << i
		}
	}
	p.out = append(p.out, r.country, byte(r.kind), byte(flags))
	n, known := sets[r.langs]
	if known {
		p.number(n)
		return
	}
	sets[r.langs] = len(sets) + 1
	p.number(0)
	p.out = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(p.out, r.langs[0]), r.langs[1])
}

// unpack fills the large part of the table.
func (t *nameTable) unpack() {
	u := unpack(namesPack)
	t.languages = languageList{ids: map[string]langID{}}
	for i := range u.number() {
		t.languages.ids[u.text()] = langID(i)
	}
	t.setLanguages()
	for i := range t.formsOf {
		t.formsOf[i] = stateForm(u.number())
	}
	n := u.number()
	t.known = make(map[string]bool, n)
	for range n {
		t.known[u.text()] = true
	}
	sets := []langSet{{}}
	var all []reading // one slice for the readings of all keys
	for _, table := range t.readings() {
		n := u.number()
		*table = make(map[string][]reading, n)
		for range n {
			key := u.text()
			from := len(all)
			for range u.number() {
				all = append(all, u.reading(&sets))
			}
			(*table)[key] = all[from:len(all):len(all)]
		}
	}
	for range u.number() {
		head := u.text()
		targets := make([]clipTarget, u.number())
		for i := range targets {
			words := strings.Fields(u.text())
			targets[i] = clipTarget{words: words, kind: clipKind(u.number()), reading: u.reading(&sets), forms: t.formsIn(words)}
		}
		t.clipped[head] = targets
	}
}

func (u *unpacker) reading(sets *[]langSet) reading {
	head := u.data[u.at : u.at+3]
	u.at += 3
	r := reading{country: head[0], kind: MatchKind(head[1]), capital: head[2]&1 != 0, comma: head[2]&2 != 0, native: head[2]&4 != 0}
	n := u.number()
	if n == 0 {
		n = len(*sets)
		*sets = append(*sets, langSet{u.eight(), u.eight()})
	}
	r.langs = (*sets)[n]
	return r
}

func (u *unpacker) eight() (n uint64) {
	for i := range 8 {
		n |= uint64(u.data[u.at+i]) << (8 * i)
	}
	u.at += 8
	return n
}
