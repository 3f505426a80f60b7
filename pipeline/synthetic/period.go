package synthetic

import (
	"fmt"
	"strings"
)

// period writes when an entry runs.
func (w *writer) period() {
	e := w.entry
	from, to := 2016+w.rng.IntN(7), 0
	first, last := 1+w.rng.IntN(12), 1+w.rng.IntN(12)
	to = from + 1 + w.rng.IntN(4)
	e.Start, e.End = fmt.Sprintf("%d-%02d", from, first), fmt.Sprintf("%d-%02d", to, last)
	start, end := w.month(first, from), w.month(last, to)
	switch {
	case w.shown(PairOnLine):
		w.put("period", start+"  "+end)
		return
	case w.shown(PairOnLines):
		w.put("period", start)
		w.blank(w.rng.IntN(3))
		w.put("period", end)
		return
	case w.shown(StartAndEnd):
		w.labelled("start", start)
		w.blank(w.rng.IntN(2))
		w.labelled("end", end)
		return
	case w.shown(OpenEnd):
		e.End = ""
		w.dated(strings.ReplaceAll(w.word("since"), "{date}", start))
		return
	case w.shown(SharedYear):
		last = min(12, first+1+w.rng.IntN(4))
		if last == first {
			first--
		}
		e.Start, e.End = fmt.Sprintf("%d-%02d", from, first), fmt.Sprintf("%d-%02d", from, last)
		w.dated(w.lex.words["month"][first-1] + w.ends() + w.month(last, from))
		return
	case w.shown(Quarters):
		q, r := 1+w.rng.IntN(4), 1+w.rng.IntN(4)
		e.Start, e.End = fmt.Sprintf("%d-%d", from, 32+q), fmt.Sprintf("%d-%d", to, 32+r)
		w.dated(fmt.Sprintf("Q%d %d%sQ%d %d", q, from, w.ends(), r, to))
		return
	case w.shown(Days):
		a, b := 1+w.rng.IntN(28), 1+w.rng.IntN(28)
		e.Start, e.End = fmt.Sprintf("%s-%02d", e.Start, a), fmt.Sprintf("%s-%02d", e.End, b)
		w.dated(w.day(a) + start + w.ends() + w.day(b) + end)
		return
	case w.shown(Figures):
		sign := w.pick([]string{"/", "."})
		w.dated(fmt.Sprintf("%02d%s%d%s%02d%s%d", first, sign, from, w.ends(), last, sign, to))
		return
	case w.shown(Years):
		e.Start, e.End = itoa(from), itoa(to)
		w.dated(e.Start + w.ends() + e.End)
		return
	}
	w.dated(start + w.ends() + end)
}

// dated writes a period, under its label or alone.
func (w *writer) dated(text string) {
	if w.shown(PeriodLabel) {
		w.labelled("period", text)
		return
	}
	w.put("period", text)
}

// ends returns what stands between the ends of a period.
func (w *writer) ends() string {
	if w.rng.IntN(3) == 0 {
		return " " + w.word("to") + " "
	}
	return w.pick([]string{" " + w.dash + " ", " – ", " - "})
}

func (w *writer) month(month, year int) string {
	of := " "
	if list := w.lex.words["of_month"]; len(list) > 0 {
		of = list[0]
	}
	return w.lex.words["month"][month-1] + of + itoa(year)
}

// day returns the day in front of a month.
func (w *writer) day(n int) string {
	switch w.lang {
	case "de":
		return itoa(n) + ". "
	case "es", "pt":
		return itoa(n) + " de "
	}
	return itoa(n) + " "
}

func itoa(n int) string { return fmt.Sprint(n) }
