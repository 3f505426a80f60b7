package read

// Some booklets set each label below its value, in smaller print:
//
//	Colombia, Peru
//	COUNTRIES

const (
	fewestTurned = 3   // different labels that stand below their values
	mostTurned   = 12  // rows of a value above its label
	sampleRows   = 120 // rows in which the first such label must stand
)

// turnLabels puts labels that stand below their values above them, where nearly
// all labels of the document do that stand on lines of their own.
func (r *reader) turnLabels() {
	var below []unit
	above, kinds := 0, map[Label]bool{}
	for i := 0; i < len(r.rows) && (len(below) > 0 || i < sampleRows); {
		end := i + 1
		for end < len(r.rows) && r.rows[end].gap == 0 {
			end++
		}
		if end-i > 1 {
			first := r.words.bareLabel(r.rows[i].clean)
			switch last := r.words.bareLabel(r.rows[end-1].clean); {
			case first != "" && last == "":
				above++
			case first == "" && last != "" && end-i <= mostTurned && hasLetter(r.rows[i].clean) && !r.isLabelled(r.rows[end-2].clean):
				below, kinds[last] = append(below, unit{i, end}), true
			}
		}
		i = end
	}
	if len(kinds) < fewestTurned || above*4 > len(below) {
		return
	}
	for _, u := range below {
		label := r.rows[u.to-1]
		label.gap, r.rows[u.from].gap = r.rows[u.from].gap, 0
		label.feed, r.rows[u.from].feed = r.rows[u.from].feed, false
		copy(r.rows[u.from+1:u.to], r.rows[u.from:u.to-1])
		r.rows[u.from] = label
	}
	r.detected("labels are taken to stand below their values")
}
