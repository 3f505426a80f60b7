package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// codeInFront returns the width of the code of an agreement in front of a title,
// "MOB/2018/004 Care Workers", and that of what stands before the title; 0 where none does.
// A code is of capitals and figures, in three parts or more, and ends in a figure; slashes
// part it, or a colon or dash stands behind it. "ISO-9001-2015 Certification" has none.
func codeInFront(text string) (code, width int) {
	space := strings.IndexByte(text[:min(len(text), longestCode)], ' ')
	if space < 5 || !hasDigit(text[:space]) || isPeriod(text[:space], "") {
		return 0, 0
	}
	code = len(strings.TrimRight(text[:space], ":"))
	parts, figures, slashes := 1, 0, 0
	for i := range code {
		switch c := text[i]; {
		case c == '/' || c == '-' || c == '.' || c == '_':
			parts, slashes = parts+1, slashes+btoi(c == '/')
		case isDigit(c):
			figures++
		case c < 'A' || c > 'Z':
			return 0, 0
		}
	}
	for width = space; width < len(text) && text[width] == ' '; width++ {
	}
	joint := jointAt(text[space:])
	width = max(width, space+joint)
	apart := width > space+1 && (parts > 2 || figures > 2) // as in a table
	if slashes < 2 && joint == 0 && code == space && !apart || parts < 3 && !apart || parts < 2 || figures < 2 || !isDigit(text[code-1]) || !startsUpper(text[width:]) || strings.IndexByte(text[width:], ' ') < 0 {
		return 0, 0
	}
	return code, width
}

// titleNumberWidth returns the width of the number in front of a title, with
// or without a word for what it counts: "3. ", "Fiche 1  ", "Project 2 – "; 0
// where there is none.
func titleNumberWidth(text string) int {
	if n := chapterWidth(text); n > 0 {
		return n
	}
	if end := strings.IndexByte(text, ')'); text[0] == '(' && end > 1 && end < 5 && strings.Trim(text[1:end], "0123456789") == "" { // "(1) "
		for end++; end < len(text) && isSpace(text[end]); end++ {
		}
		return end
	}
	if n := romanWidth(text); n > 0 {
		return n
	}
	if text[0] >= 'A' && text[0] <= 'Z' && strings.HasPrefix(text[1:], ". ") && len(text) > 4 && strings.Count(text, " ") > 1 { // "A. "
		if next, _ := utf8.DecodeRuneInString(text[3:]); unicode.IsUpper(next) && !(text[4] == '.') {
			return 3
		}
	}
	if !hasDigit(text[:min(len(text), longestPageNumber)]) {
		return words().ordinalWidth(text)
	}
	for i := 1; i < len(text) && i <= longestPageNumber; i++ {
		joint := 0
		switch {
		case text[i] == '\t', text[i] == '|':
			joint = 1
		case strings.HasPrefix(text[i:], "  "), text[i] == ':', text[i] == '.' && isDigit(text[i-1]):
			joint = 1
		case strings.HasPrefix(text[i:], " - "), strings.HasPrefix(text[i:], " | "):
			joint = 2
		case strings.HasPrefix(text[i:], " – "), strings.HasPrefix(text[i:], " — "):
			joint = len(" –")
		}
		if joint == 0 || !words().numbersAlone(strings.TrimRight(text[:i], " ")) && !(i < 3 && text[i] == ' ' && strings.Trim(text[:i], "0123456789") == "") {
			continue
		}
		for i += joint; i < len(text) && isSpace(text[i]); i++ {
		}
		return i
	}
	return 0
}

// romanWidth returns the width of a Roman numeral in front of a title, "IV. " or "(iv) ", and
// of what stands behind it; 0 where none does.
func romanWidth(text string) int {
	open := btoi(text[0] == '(')
	end := open
	for end < len(text) && strings.IndexByte("IVXivx", text[end]) >= 0 {
		end++
	}
	if end == open || end > longestRoman || end+2 >= len(text) || text[end] != ')' && (text[end] != '.' || open > 0) || !isSpace(text[end+1]) {
		return 0
	}
	numeral := text[open:end]
	if _, ok := roman(strings.ToLower(numeral)); !ok || isLower(numeral[0]) != isLower(numeral[len(numeral)-1]) || text[end] == '.' && (isLower(numeral[0]) || len(numeral) < 2) {
		return 0
	}
	for end += 2; end < len(text) && isSpace(text[end]); end++ {
	}
	if end == len(text) || startsSmall(text[end:]) {
		return 0
	}
	return end
}

// longestRoman is how many bytes such a numeral has at most, with its bracket.
const longestRoman = 6

// numberingWidth returns the width of a number in front of a title: "3. ",
// "2.1 ", "٤. " and the like; 0 where there is none.
func numberingWidth(text string) int {
	i, digits := 0, 0
	if len(text) > 3 && text[0] >= 'A' && text[0] <= 'Z' && isDigit(text[1]) && (text[2] == '.' || text[3] == '.') { // "A1. "
		i = 1
	}
	if len(text) > 4 && text[0] >= 'A' && text[0] <= 'Z' && text[1] == '.' && isDigit(text[2]) { // "C.1 "
		i = 2
	}
	for i < len(text) && i < 4 && (text[i] == 'I' || text[i] == 'V' || text[i] == 'X') { // "II.1 "
		i++
	}
	if i > 0 && (i+1 >= len(text) || text[i] != '.' && !isDigit(text[i]) || text[i] == '.' && !isDigit(text[i+1])) {
		i = 0
	}
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || i > 0 && text[i] == '.') {
		i, digits = i+1, digits+1
	}
	for i+1 < len(text) && text[i] == 0xD9 && text[i+1] >= 0xA0 && text[i+1] <= 0xA9 { // Arabic-Indic digits
		i, digits = i+2, digits+1
	}
	if i > 0 && i < len(text) && text[i] == '.' && text[i-1] >= 0xA0 {
		i++
	}
	if digits == 0 || digits > 6 {
		return 0
	}
	if i < len(text) && (text[i] == ')' || text[i] == ':' || text[i] == '/' && i < 3 || text[i] == '-' && i+2 < len(text) && text[i+1] == ' ' && i < 3 && !hasCase(text[i+2:])) { // "1- " before Arabic
		i++
	} else if !strings.Contains(text[:i], ".") {
		return 0
	}
	if i >= len(text) || !isSpace(text[i]) {
		return 0
	}
	return i + 1
}

// chapterWidth returns the width of the number of a chapter in front of a
// heading, "3. " or "3   "; 0 where there is none. With one space and no full
// stop it counts what follows: "3 countries".
func chapterWidth(text string) int {
	if n := numberingWidth(text); n > 0 {
		return n
	}
	number, wide := 0, 0
	if len(text) > 4 && text[0] >= 'A' && text[0] <= 'H' && isDigit(text[1]) { // "A1  "
		number = 1
	}
	letter := number
	for number < len(text) && isDigit(text[number]) {
		number++
	}
	for number+wide < len(text) && isSpace(text[number+wide]) {
		wide++
	}
	if number == letter || number > letter+2 || wide < 2 && !strings.HasPrefix(text[number:], "\t") {
		return 0
	}
	return number + wide
}
