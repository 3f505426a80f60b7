package export

import (
	"cmp"
	"slices"

	"migdata/schemas"
)

// A moneyRow is an amount that a source states of a project of a donor, and
// what it is to this donor.
type moneyRow struct {
	budget map[string]string
	class  string
	counts bool // it is part of a sum on the cover
}

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

// classOf says what an amount is to the donor.
func (d *donation) classOf(f *facts, p *donorProject, b map[string]string) string {
	payer := b["payer_org_id"]
	total := b["covers"] == "project_total" || b["covers"] == "implementer_contract"
	switch {
	case b["status"] != "accepted":
		return rivalAmount
	case !total && b["covers"] != "funder_share":
		return widerAmount
	case payer != "" && f.organisations[payer].donor == d.code:
		return ownAmount
	case payer != "" || !total:
		return otherAmount
	case len(p.cells["donor_codes"]) == 1:
		return soleTotal
	}
	return jointTotal
}

// budgets keeps the amounts of the donor's projects. Only its own are added
// up, by kind and currency; a part of an amount that is its own too is in it
// already. Nothing is split.
func (d *donation) budgets(f *facts) error {
	own := map[string]bool{}
	err := f.release.each(schemas.Budgets.Name, func(c schemas.Cells) error {
		p := d.byID[c.One("project_id")]
		if p == nil {
			return nil
		}
		b := flatRow(&schemas.Budgets.Table, c)
		class := d.classOf(f, p, b)
		own[b["budget_id"]] = class == ownAmount
		if class == ownAmount {
			p.own = append(p.own, len(d.money))
		}
		d.money = append(d.money, moneyRow{budget: b, class: class})
		state := class
		if !slices.Contains(moneyStates, class) {
			state = "elsewhere"
		}
		if p.money == "" || slices.Index(moneyStates, state) < slices.Index(moneyStates, p.money) {
			p.money = state
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range d.money {
		m := &d.money[i]
		n, exact := schemas.ParseDecimal(m.budget["amount"])
		if m.class != ownAmount || own[m.budget["parent_budget_id"]] || !exact {
			continue
		}
		m.counts = true
		d.addOwn(m.budget["amount_kind"], m.budget["currency"], n)
	}
	slices.SortFunc(d.sumsOfOwn, func(a, b ownSum) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.currency, b.currency))
	})
	for _, p := range d.projects {
		p.money = cmp.Or(p.money, "unknown")
		d.stateCount[p.money]++
	}
	return nil
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
