package normalise

import (
	"bytes"
	"slices"
	"sync"
	"time"
)

// A GroupInfo describes a group of states. A defined group has members by
// treaty or by a published list; a vague one (a region, or a group whose
// members this package does not list) is never expanded.
type GroupInfo struct {
	ID, Name string
	Defined  bool
	Source   string
	Members  []Member // of a defined group, in order of iso3 and date
}

// A Member is one state's membership, half-open: [From, Until). Where a date
// is not known or not set, its flag is false and the day is zero.
type Member struct {
	ISO3                  string
	From, Until           Day
	FromKnown, UntilKnown bool
	Source                string
}

type groupTable struct {
	groups []GroupInfo
	byID   map[string]int
	names  map[string]int // by key
	short  map[string]bool
}

var loadGroups = sync.OnceValue(func() *groupTable {
	t := &groupTable{byID: map[string]int{}, names: map[string]int{}, short: map[string]bool{}}
	for _, row := range readTable("groups.csv") {
		t.byID[row[0]] = len(t.groups)
		t.groups = append(t.groups, GroupInfo{ID: row[0], Defined: row[1] == "defined", Name: row[2], Source: row[3]})
	}
	for _, row := range readTable("group-members.csv") {
		member := Member{ISO3: row[1], Source: row[4]}
		member.From, member.FromKnown = dayOf(row[2])
		member.Until, member.UntilKnown = dayOf(row[3])
		group := &t.groups[t.byID[row[0]]]
		group.Members = append(group.Members, member)
	}
	for _, row := range readTable("group-names.csv") {
		key := Fold(row[1])
		t.names[key] = t.byID[row[0]]
		t.short[key] = len(key) <= 4 && isUpper(row[1])
	}
	return t
})

// dayOf reads an ISO date of a table; "" is unknown.
func dayOf(text string) (Day, bool) {
	if text == "" {
		return 0, false
	}
	date, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic("date of a table: " + err.Error())
	}
	return Day(date.Unix() / (24 * 60 * 60)), true
}

// Group returns the group or region of that id.
func Group(id string) (GroupInfo, bool) {
	t := loadGroups()
	i, known := t.byID[id]
	if !known {
		return GroupInfo{}, false
	}
	return t.groups[i], true
}

// Groups returns every group and region, as the table has them.
func Groups() []GroupInfo { return slices.Clone(loadGroups().groups) }

// GroupMembers returns the iso3 of the states that were members of a defined
// group on any day from the first to the last, both inclusive, in order; nil
// for a vague group. Whoever publishes an expansion shows Member's dates.
func GroupMembers(id string, first, last Day) []string {
	group, _ := Group(id)
	var out []string
	for _, m := range group.Members {
		if (!m.FromKnown || m.From <= last) && (!m.UntilKnown || m.Until > first) {
			out = append(out, m.ISO3)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// regionWords may stand behind the name of a region without changing it.
var regionWords = []string{"", " region", " countries", " area"}

// read reads the whole of a text as the name of a group or region.
func (t *groupTable) read(text string) (GroupInfo, bool) {
	var buffer [96]byte
	key := appendFold(buffer[:0], text)
	if group, found := t.lookUp(key, text); found {
		return group, true
	}
	key = bytes.TrimPrefix(bytes.TrimPrefix(key, []byte("the ")), []byte("region "))
	for _, word := range regionWords {
		if rest, found := bytes.CutSuffix(key, []byte(word)); found {
			if group, found := t.lookUp(bytes.TrimPrefix(rest, []byte("the ")), text); found {
				return group, true
			}
		}
	}
	return GroupInfo{}, false
}

func (t *groupTable) lookUp(key []byte, text string) (GroupInfo, bool) {
	i, found := t.names[string(key)]
	if !found || t.short[string(key)] && !isUpper(text) && isLower(text) {
		return GroupInfo{}, false
	}
	return t.groups[i], true
}

// place makes a place of a group.
func (g GroupInfo) place(text string, piece Piece) Place {
	kind := RegionPlace
	if g.Defined {
		kind = GroupPlace
	}
	return Place{Kind: kind, Name: piece.Of(text), Code: g.ID, Match: Name, Rule: "exact", Piece: piece}
}
