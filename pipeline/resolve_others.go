package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"migdata/schemas"
)

// resolveOffice reduces the claims of an office to its row.
func (r *resolved) resolveOffice() schemas.Office {
	office := schemas.Office{ID: r.subject.ID, Name: value(r.one(schemas.OfficeName)).S, EstablishedEDTF: value(r.one(schemas.Established)).S,
		Country: value(r.one(schemas.HostCountry)).S, City: value(r.one(schemas.HostCity)).S,
		FieldOffices: value(r.one(schemas.FieldOffices)), ProjectOffices: value(r.one(schemas.ProjectOffices)),
		Document: value(r.one(schemas.DocumentOf)).S, LineFrom: number(r.one(schemas.LineFrom)), LineTo: number(r.one(schemas.LineTo)), Blanks: r.blanks}
	r.settle()
	return office
}

// resolveStatement reduces the claims of a statement to its row and those of
// its mentions.
func (r *resolved) resolveStatement() (schemas.Statement, []schemas.MentionRow) {
	s := schemas.Statement{ID: r.subject.ID, Document: value(r.one(schemas.DocumentOf)).S, Class: value(r.one(schemas.StatementClass)).S,
		Section: value(r.one(schemas.Section)).S, Text: value(r.one(schemas.StatementText)).S,
		LineFrom: number(r.one(schemas.LineFrom)), LineTo: number(r.one(schemas.LineTo)), Blanks: r.blanks}
	fmt.Sscanf(s.ID[strings.LastIndexByte(s.ID, 's')+1:], "%d", &s.Position)
	var claims []*schemas.Claim
	for i := range r.claims {
		c := &r.claims[i]
		if c.Property != schemas.Mention {
			continue
		}
		c.Status = schemas.Accepted
		if id, decided := strings.CutPrefix(c.Rule, "decision."); decided {
			r.res.used[id] = true
		}
		claims = append(claims, c)
	}
	r.settle()
	slices.SortStableFunc(claims, func(a, b *schemas.Claim) int { return int(a.Place().Start) - int(b.Place().Start) })
	mentions := make([]schemas.MentionRow, len(claims))
	for i, c := range claims {
		kind, target, _ := strings.Cut(c.Value.S, "/")
		if kind == "place" {
			target = "" // no table holds places whose country is not clear
		}
		mentions[i] = schemas.MentionRow{ID: fmt.Sprintf("%s-m%02d", s.ID, i+1), Statement: s.ID, TargetKind: kind, Target: target,
			Text: c.Name, Line: int64(c.Place().Line), Start: int64(c.Place().Start), End: int64(c.Place().End), Basis: c.Basis.String(), Claim: c.ID}
	}
	slices.SortFunc(mentions, func(a, b schemas.MentionRow) int { return strings.Compare(a.ID, b.ID) }) // m100 stands before m11
	return s, mentions
}
