package read

import (
	"strconv"
	"strings"

	"migdata/pipeline/normalise"
)

// fewestMail is how many lines make the head of a mail.
const fewestMail = 3

// markMail marks the head of a mail: lines that name sender, receiver,
// subject and date. They are there to reach somebody.
func (v *vocabulary) markMail(lines []row, marks []mark) {
	for i := 0; i+fewestMail <= len(lines); i++ {
		if lines[i+1].gap > 0 || lines[i+2].gap > 0 {
			continue
		}
		end := i
		for end < len(lines) && (end == i || lines[end].gap == 0) && v.isMailHead(lines[end].clean) {
			end++
		}
		if end-i >= fewestMail {
			for k := i; k < end; k++ {
				marks[k] = mark{kind: contact, label: Contact}
			}
		}
		i = max(i, end-1)
	}
}

func (v *vocabulary) isMailHead(text string) bool {
	colon, _ := colonIn(text, 32)
	return colon > 0 && v.has("mail_head", text[:colon])
}

// markContents marks the entries of a table of contents that have no leaders:
// lines that end in the number of a page, below its heading or beside entries
// with leaders.
func (v *vocabulary) markContents(lines []row, marks []mark) {
	for i := range lines {
		if i == 0 || marks[i].kind != plain && marks[i].kind != figure || !endsInPage(lines[i].clean) {
			continue
		}
		if marks[i-1].kind == contents || marks[i-1].kind == plain && v.has("contents", lines[i-1].clean) || i+1 < len(lines) && marks[i+1].kind == contents && lines[i+1].gap == 0 {
			marks[i] = mark{kind: contents}
		}
	}
}

// endsInPage reports whether a line ends in a number of at most three digits,
// with a space before it.
func endsInPage(text string) bool {
	name := strings.TrimRight(text, "0123456789")
	digits := len(text) - len(name)
	return digits > 0 && digits < 4 && name != "" && isSpace(name[len(name)-1]) && hasLetter(name)
}

// markWrapped takes back the mark of a period from the end of a sentence that
// a line break has put on a line of its own: "was founded in May / 2016."
func (v *vocabulary) markWrapped(lines []row, marks []mark) {
	for i := 1; i < len(lines); i++ {
		if marks[i].kind == period && lines[i].gap == 0 && startsSmall(lines[i].clean) && !endsSentence(lines[i-1].clean) {
			if word, _, _ := strings.Cut(lines[i].clean, " "); v.has("participle", word) { // "… / launched in May 2016"
				marks[i] = mark{}
				continue
			}
		}
		if marks[i].kind == period && lines[i].gap == 0 && strings.HasSuffix(lines[i].clean, ".") && startsSmall(lines[i].clean) && marks[i-1].kind == plain && breaksOff(lines[i-1].clean) {
			marks[i] = mark{} // "… and will run / until June 2024."
			continue
		}
		if marks[i].kind == period && lines[i].gap == 0 && strings.HasSuffix(lines[i].clean, ".") && marks[i-1].kind != period &&
			!endsSentence(lines[i-1].clean) && upperShare(lines[i-1].clean) < 50 && isSingle(lines[i].clean) {
			marks[i] = mark{}
		}
	}
}

// unmarkInSentences takes back the mark of a label that begins with a small letter from the
// middle of a sentence that wraps: "… experts of nine ministries. Its / objective: a common
// language". Where labels stand so more often, the document writes them small.
func unmarkInSentences(lines []row, marks []mark) {
	var inside []int
	for i := range lines {
		if m := marks[i]; m.kind != labelled || m.start > 0 || m.name == 0 || !startsSmall(lines[i].clean) {
			continue
		}
		if inside = append(inside, i); i == 0 || lines[i].gap > 0 || marks[i-1].kind != plain || !breaksOff(lines[i-1].clean) || len(inside) >= fewestLoose {
			return
		}
	}
	for _, i := range inside {
		marks[i] = mark{}
	}
}

// breaksOff reports whether a line is long, of small letters, and in the middle of a
// sentence.
func breaksOff(text string) bool {
	return len(text) > 40 && upperShare(text) < 50 && !endsSentence(text) && strings.Count(text, " ") > 5
}

// longestCounted is how many bytes may say what a key figure counts.
const longestCounted = 60

// markFigures marks the key figures that are set on two lines: a number, and
// below it what it counts.
func markFigures(lines []row, marks []mark) {
	for i := 0; i+1 < len(lines); i++ {
		k, below := marks[i].kind, &lines[i+1]
		if k != figure && (k != furniture || !hasDigit(lines[i].clean)) || marks[i+1].kind != plain || below.gap > 0 || len(below.clean) > longestCounted || !startsLower(below.clean) || endsSentence(below.clean) {
			continue
		}
		if k == furniture && i > 0 && endsOpen(lines[i-1].clean) {
			continue // the number of a page inside a sentence
		}
		if n := numberingWidth(lines[i].clean); n > 0 && startsUpper(lines[i].clean[n:]) {
			continue // "3.3 Managing Labour Mobility" above "towards the Gulf"
		}
		if i == 0 || lines[i].gap > 0 || marks[i-1].kind == figure {
			marks[i], marks[i+1] = mark{kind: figure}, mark{kind: figure}
		}
	}
}

// markContacts marks what stands with the ways to reach somebody: a line that
// announces them, and the lines above them in the same paragraph.
func (v *vocabulary) markContacts(lines []row, marks []mark) {
	for i := range lines {
		if (marks[i].kind == plain || marks[i].bare && marks[i].label == OtherLabel) && i+1 < len(lines) && strings.HasSuffix(lines[i].clean, ":") && v.announcesContact(lines[i].clean) {
			marks[i] = mark{kind: contact}
		}
		if marks[i].kind != contact || marks[i].label != "" || lines[i].gap > 0 {
			continue
		}
		first := i
		for first > 0 && lines[first].gap == 0 && marks[first-1].kind == plain && len(lines[first-1].clean) < 100 && !strings.HasSuffix(lines[first-1].clean, ".") {
			first--
		}
		if first < i && (first == 0 || lines[first].gap > 0 || marks[first-1].kind == contact) {
			for k := first; k < i; k++ {
				marks[k] = mark{kind: contact}
			}
		}
	}
}

func (v *vocabulary) announcesContact(text string) bool {
	folded := normalise.Fold(text)
	for phrase := range v.phrases["contact_lead"] {
		if strings.HasPrefix(folded, phrase) || strings.HasSuffix(folded, phrase) {
			return true
		}
	}
	return false
}

// markNumbered takes back the mark of a key figure from the numbered heading of
// a place, which stands alone: "2   Cameroon".
func markNumbered(lines []row, marks []mark, lang string) {
	markCounted(lines, marks)
	markBulletHeadings(lines, marks, lang)
	for i := range lines {
		if marks[i].kind != figure || i+1 == len(lines) || lines[i+1].gap == 0 || i > 0 && lines[i].gap == 0 {
			continue
		}
		text := headingText(lines[i].clean)
		if len(text) == len(lines[i].clean) {
			continue
		}
		if _, place := normalise.Heading(text, lang); place {
			marks[i] = mark{}
		}
	}
}

// markBulletHeadings takes the bullet from the heading of a place, which stands alone:
// "▪ COLOMBIA".
func markBulletHeadings(lines []row, marks []mark, lang string) {
	for i := range lines {
		l := &lines[i]
		if marks[i].kind != bullet || l.gap == 0 || i+1 == len(lines) || lines[i+1].gap == 0 || len(l.clean) > longestPair || isASCII(l.clean[:1]) {
			continue
		}
		name := l.clean[marks[i].name:]
		place, is := normalise.Heading(name, lang)
		if is && place.Kind == normalise.CountryPlace || upperShare(name) == 100 && len(severalCountries(name, lang)) > 1 {
			l.cutTo(marks[i].name, len(l.clean))
			marks[i] = mark{}
		}
	}
}

// markCounted takes back the mark of key figures from titles that have nothing but a
// space behind their numbers, which count from 1 on, with a statement below each: "1
// Village Granaries".
func markCounted(lines []row, marks []mark) {
	titles := 0
	var figures []int
	for i := 0; i+1 < len(lines); i++ {
		if k := marks[i].kind; k != figure && k != plain || !isDigit(lines[i].clean[0]) || !strings.HasPrefix(lines[i].clean, strconv.Itoa(titles+1)+" ") {
			continue
		}
		next := i + 1
		for next < len(lines) && next <= i+longestTitle && (marks[next].kind == plain || marks[next].kind == figure && marks[i].kind == figure) && lines[next].gap == 0 {
			next++
		}
		if next == len(lines) || lines[next].gap > 1 || marks[next].kind != labelled && marks[next].kind != period && !isCapitals(lines[next].clean) && !strings.HasPrefix(lines[next].clean, strconv.Itoa(titles+2)+"  ") {
			continue
		}
		titles++
		for k := i; k < next; k++ {
			if marks[k].kind == figure {
				figures = append(figures, k)
			}
		}
	}
	if titles < fewestNumbered {
		return
	}
	for _, i := range figures {
		marks[i] = mark{}
	}
}

// isCapitals reports whether a line is a short one in capitals, as some labels are.
func isCapitals(text string) bool { return len(text) <= shortLabel && upperShare(text) == 100 }
