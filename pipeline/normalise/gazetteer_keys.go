package normalise

import "hash/maphash"

// A keyTable finds runs by key. It is filled once, in less time than a
// map of so many keys: open addressing, at most two thirds full. The zero
// table is empty.
type keyTable struct {
	seed  maphash.Seed
	slots []int32 // place in runs, plus one; zero is free
	runs  []keyRun
}

type keyRun struct {
	key string
	nameRun
}

func newKeyTable(keys int) keyTable {
	slots := 1
	for slots < keys+keys/2 {
		slots *= 2
	}
	return keyTable{maphash.MakeSeed(), make([]int32, slots), make([]keyRun, 0, keys)}
}

// add adds a key that is not there.
func (t *keyTable) add(key string, run nameRun) {
	t.runs = append(t.runs, keyRun{key, run})
	i := t.first(maphash.String(t.seed, key))
	for t.slots[i] != 0 {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] = int32(len(t.runs))
}

// find returns the run of a key, empty where it is not there.
func (t *keyTable) find(key []byte) nameRun {
	if len(t.slots) == 0 {
		return nameRun{}
	}
	for i := t.first(maphash.Bytes(t.seed, key)); t.slots[i] != 0; i = (i + 1) & (len(t.slots) - 1) {
		if run := &t.runs[t.slots[i]-1]; run.key == string(key) {
			return run.nameRun
		}
	}
	return nameRun{}
}

func (t *keyTable) first(hash uint64) int { return int(hash & uint64(len(t.slots)-1)) }
