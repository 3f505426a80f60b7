package export

import (
	"cmp"
	"slices"
	"strings"

	"migdata/schemas"
)

// What an amount is to a donor.
const (
	ownAmount   = "own"   // a source states it as this donor's
	soleTotal   = "sole"  // a total of a project of which no other donor is known; nobody says who pays it
	jointTotal  = "joint" // a total of several donors
	otherAmount = "other" // another payer's, or a share of nobody that is named
	widerAmount = "wider" // of more or less than the project
	rivalAmount = "rival" // disagrees with another amount
)

// What is known of the money of a project of a donor, the best first. A
// project has one of them, so that they add up to the projects.
var moneyStates = []string{ownAmount, soleTotal, jointTotal, "elsewhere", "unknown"}

// An ownSum is the sum of amounts of one kind and currency that are the
// donor's own.
type ownSum struct {
	kind, currency string
	sum            int64
	amounts        int
}

// classOf says what an amount of a project is to the donor.
func (d *donation) classOf(f *facts, p *donorProject, b textRow) string {
	payer := b.at("payer_org_id")
	total := b.at("covers") == "project_total" || b.at("covers") == "implementer_contract"
	switch {
	case b.at("status") != "accepted":
		return rivalAmount
	case !total && b.at("covers") != "funder_share":
		return widerAmount
	case payer != "" && f.organisations[payer].donor == d.code:
		return ownAmount
	case payer != "" || !total:
		return otherAmount
	case len(p.list("donor_codes")) == 1:
		return soleTotal
	}
	return jointTotal
}

// inSum reports whether an amount is part of a sum on the cover: it is the
// donor's own, and so is no amount of the project that it is a part of.
func (d *donation) inSum(f *facts, p *donorProject, b textRow) bool {
	_, exact := schemas.ParseDecimal(b.at("amount"))
	return exact && d.classOf(f, p, b) == ownAmount && !slices.ContainsFunc(p.rows[ofMoney], func(whole textRow) bool {
		return whole.at("budget_id") == b.at("parent_budget_id") && d.classOf(f, p, whole) == ownAmount
	})
}

// addMoney counts what is known of the money of a project. Only the donor's
// own amounts are added up, by kind and currency. Nothing is split.
func (d *donation) addMoney(f *facts, p *donorProject) {
	best := len(moneyStates) - 1
	for _, b := range p.rows[ofMoney] {
		state := d.classOf(f, p, b)
		if !slices.Contains(moneyStates, state) {
			state = "elsewhere"
		}
		best = min(best, slices.Index(moneyStates, state))
		if d.inSum(f, p, b) {
			n, _ := schemas.ParseDecimal(b.at("amount"))
			d.addOwn(b.at("amount_kind"), b.at("currency"), n)
		}
	}
	d.stateCount[moneyStates[best]]++
}

func (d *donation) addOwn(kind, currency string, n int64) {
	for i := range d.sumsOfOwn {
		if s := &d.sumsOfOwn[i]; s.kind == kind && s.currency == currency {
			s.sum, s.amounts = s.sum+n, s.amounts+1
			return
		}
	}
	d.sumsOfOwn = append(d.sumsOfOwn, ownSum{kind, currency, n, 1})
}

func (d *donation) sortSums() {
	slices.SortFunc(d.sumsOfOwn, func(a, b ownSum) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.currency, b.currency))
	})
}
