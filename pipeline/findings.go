package pipeline

import (
	"encoding/binary"

	"migdata/schemas"
)

// A findingLog takes findings in any order and gives them back by document,
// line, byte and rule.
type findingLog struct {
	sorter  sorter
	counts  map[schemas.Severity]int
	scratch []byte
}

func newFindingLog(dir string, budget int) *findingLog {
	return &findingLog{sorter: sorter{dir: dir, budget: budget}, counts: map[schemas.Severity]int{}}
}

func (l *findingLog) add(findings ...schemas.Finding) error {
	for i := range findings {
		f := &findings[i]
		l.counts[f.Severity()]++
		key := append(l.scratch[:0], f.Document...)
		key = append(key, 0)
		key = binary.BigEndian.AppendUint32(key, f.Span.Line)
		key = binary.BigEndian.AppendUint32(key, f.Column)
		for _, s := range [...]string{f.Rule, f.Table, f.Key, f.Cell, f.Message} {
			key = append(append(key, s...), 0)
		}
		n := len(key)
		key = appendFinding(key, f)
		l.scratch = key
		if err := l.sorter.add(key[:n], key[n:]); err != nil {
			return err
		}
	}
	return nil
}

// forbid reports whether findings of at least a severity were added.
func (l *findingLog) forbid(failOn string) bool {
	least, ok := schemas.SeverityNamed(failOn)
	for severity, n := range l.counts {
		if ok && n > 0 && severity >= least {
			return true
		}
	}
	return false
}
