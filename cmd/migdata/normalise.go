package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"migdata/pipeline"
	"migdata/pipeline/normalise"
	"migdata/schemas"
)

// maxLine bounds the memory that one line may take, in bytes. What is longer
// is no name and no date; it is answered by a finding.
const maxLine = 1 << 20

func normaliseCommand() *cobra.Command {
	var lang, config string
	command := &cobra.Command{
		Use:   "normalise",
		Short: "Read dates, countries or cities by themselves, one a line",
		Long: `normalise reads lines from standard input and answers each with one JSON object
a line, in order; a blank line gets an answer too. A line that is itself a JSON
object with the members id, text and lang is taken as that: its id is echoed,
and its lang counts before --lang.

What cannot be read, or could mean two things, has null in the place of a value
and says why among its findings. Nothing is guessed.`,
		Example: "  echo 'January 2020 – October 2021' | migdata normalise date\n  migdata normalise country --lang fr < names.txt | jq -r .iso3\n" +
			`  echo '{"id": 7, "text": "Tripoli (Libya)", "lang": "en"}' | migdata normalise city`,
	}
	command.PersistentFlags().StringVar(&lang, "lang", "auto", "language of the lines, as in fr or en-GB; auto where it is not known")
	add := func(name, short, long string, answerer func(*cobra.Command) (func(normaliseQuestion) any, error)) *cobra.Command {
		c := &cobra.Command{
			Use: name, Short: short, Long: long, Args: cobra.NoArgs,
			RunE: func(c *cobra.Command, _ []string) error {
				if !languageTag.MatchString(lang) {
					return fmt.Errorf("--lang is %q; it can be auto or a language tag such as fr or en-GB", lang)
				}
				answer, err := answerer(c)
				if err != nil {
					return err
				}
				return normaliseLines(c.Context(), c.InOrStdin(), c.OutOrStdout(), strings.ToLower(lang), answer)
			},
		}
		command.AddCommand(c)
		return c
	}
	always := func(answer func(normaliseQuestion) any) func(*cobra.Command) (func(normaliseQuestion) any, error) {
		return func(*cobra.Command) (func(normaliseQuestion) any, error) { return answer, nil }
	}
	add("date", "Read dates and periods", `date reads a date or a period. start_date is the first day that the start can
mean, and end_date the last day that the end can mean: a single date, 2020-01,
has both, 2020-01-01 and 2020-01-31. edtf says what the text says, at its own
precision (ISO 8601-2): 2020-01 for a single date, 2020-01/2021-10 for a period,
.. for an open end (2020-01/..), nothing for an end that is not known (2020-01/).
precision is the coarser one of start_precision and end_precision.`, always(answerDate))
	add("country", "Read names of countries and territories", `country reads the name, code or adjective of one country or territory. match says
of which kind the name is, and rule how it was found. name is the English name of
the country. A name of several countries, a state that is no more, or a list of
countries has no code; candidates holds those concerned.`, always(answerCountry))
	city := add("city", "Read names of cities", `city reads the name of one city, with its country beside it or not. iso3 is a
list where several countries have a larger city of that name, the largest city
first. city is the name of the gazetteer (GeoNames), geonames_id its number there.

Where config.yaml stands, or --config names another one, the cities of its
curated file count as they do in a run.`, func(c *cobra.Command) (func(normaliseQuestion) any, error) {
		g, err := gazetteer(c, config)
		return answerCity(g), err
	})
	city.Flags().StringVar(&config, "config", "config.yaml", "configuration file; without one, the built-in gazetteer is all")
	return command
}

// gazetteer returns the cities of a configuration, and the built-in ones where
// none stands here and none is named.
func gazetteer(c *cobra.Command, config string) (*normalise.Gazetteer, error) {
	if _, err := os.Stat(config); errors.Is(err, fs.ErrNotExist) && !c.Flags().Changed("config") {
		return normalise.NewGazetteer(nil), nil
	}
	cfg, err := loadConfig(config, &pflag.FlagSet{}) // --lang is that of the lines here, and not of the workbooks
	if err != nil {
		return nil, err
	}
	g, err := pipeline.Gazetteer(cfg)
	if err != nil {
		return nil, fmt.Errorf("reading the cities of %s: %w", config, err)
	}
	return g, nil
}

var languageTag = regexp.MustCompile(`^(auto|[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)$`)

// A normaliseQuestion is one line of input. The zero question is a blank line.
type normaliseQuestion struct {
	ID   json.RawMessage `json:"id"`
	Text string
	Lang string
	Note []normalise.Note // why the text cannot be read at all
}

// normaliseLines answers the lines of in one by one. It writes out whenever
// nothing more is waiting, so that a program at the other end can ask and wait.
func normaliseLines(ctx context.Context, in io.Reader, out io.Writer, lang string, answer func(normaliseQuestion) any) error {
	done := make(chan error, 1)
	go func() {
		lines, answers := bufio.NewReaderSize(in, 1<<16), bufio.NewWriterSize(out, 1<<16)
		encoder := json.NewEncoder(answers)
		encoder.SetEscapeHTML(false)
		for first := true; ctx.Err() == nil; first = false {
			line, tooLong, err := readLine(lines)
			if err != nil {
				if errors.Is(err, io.EOF) {
					err = answers.Flush()
				}
				done <- err
				return
			}
			if first {
				line = bytes.TrimPrefix(line, []byte("\uFEFF"))
			}
			if err := encoder.Encode(answer(questionOf(line, tooLong, lang))); err != nil {
				done <- fmt.Errorf("writing answers: %w", err)
				return
			}
			if lines.Buffered() == 0 {
				if err := answers.Flush(); err != nil {
					done <- fmt.Errorf("writing answers: %w", err)
					return
				}
			}
		}
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// readLine returns the next line without its end, cut at maxLine; err is
// io.EOF behind the last one.
func readLine(in *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if room := maxLine - len(line); len(part) > room && !(len(part) == room+1 && part[room] == '\n') {
			part, tooLong = part[:room], true
		}
		line = append(line, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) > 0:
			err = nil
		case err != nil:
			return nil, false, err
		}
		return bytes.TrimRight(line, "\r\n"), tooLong, err
	}
}

// questionOf reads one line: plain text, or a JSON object that has a text.
func questionOf(line []byte, tooLong bool, lang string) normaliseQuestion {
	q := normaliseQuestion{Text: string(line), Lang: lang}
	if tooLong {
		q.Text, q.Note = "", []normalise.Note{normalise.TooLong(maxLine)}
		return q
	}
	if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 && trimmed[0] == '{' {
		var object struct {
			ID, Text, Lang json.RawMessage
		}
		if json.Unmarshal(trimmed, &object) == nil {
			q.ID, q.Text = object.ID, scalarText(object.Text)
			if own := scalarText(object.Lang); languageTag.MatchString(own) {
				q.Lang = strings.ToLower(own)
			}
		}
	}
	if at := firstInvalid(line); at >= 0 {
		q.Text, q.Note = "", []normalise.Note{normalise.NotUTF8(at)}
		q.ID = bytes.ToValidUTF8(q.ID, []byte("\uFFFD"))
	}
	if len(q.ID) == 0 {
		q.ID = nil
	}
	return q
}

// scalarText returns the text of a JSON string, the figures of a number, and
// "" for anything else.
func scalarText(raw json.RawMessage) string {
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(raw, &text) == nil:
		return text
	case json.Unmarshal(raw, &number) == nil:
		return number.String()
	}
	return ""
}

// firstInvalid returns the place of the first byte that is no UTF-8, -1 for none.
func firstInvalid(line []byte) int {
	if utf8.Valid(line) {
		return -1
	}
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// blank reports whether there is nothing to read.
func (q *normaliseQuestion) blank() bool { return strings.TrimSpace(q.Text) == "" }

type normaliseFinding struct {
	Severity string `json:"severity"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
}

// findings returns what a reading notes, or why the line cannot be read.
func (q *normaliseQuestion) findings(notes []normalise.Note) []normaliseFinding {
	if q.Note != nil {
		notes = q.Note
	}
	out := make([]normaliseFinding, 0, len(notes))
	for _, n := range notes {
		out = append(out, normaliseFinding{schemas.Rulebook()[n.Rule].Severity.String(), n.Rule, n.Message})
	}
	return out
}

// orNull returns nil for an empty text.
func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

type dateAnswer struct {
	ID             json.RawMessage    `json:"id"`
	Text           *string            `json:"text"`
	StartDate      *string            `json:"start_date"`
	EndDate        *string            `json:"end_date"`
	EDTF           *string            `json:"edtf"`
	Precision      *string            `json:"precision"`
	StartPrecision *string            `json:"start_precision"`
	EndPrecision   *string            `json:"end_precision"`
	OpenStart      bool               `json:"open_start"`
	OpenEnd        bool               `json:"open_end"`
	Approximate    bool               `json:"approximate"`
	Uncertain      bool               `json:"uncertain"`
	Findings       []normaliseFinding `json:"findings"`
}

func answerDate(q normaliseQuestion) any {
	var p normalise.Period
	if !q.blank() {
		p = normalise.ExplainPeriod(q.Text, q.Lang)
	}
	a := dateAnswer{
		ID: q.ID, Text: &q.Text, EDTF: orNull(p.EDTF),
		Precision: orNull(p.Precision().String()), StartPrecision: orNull(p.Start.Precision.String()), EndPrecision: orNull(p.End.Precision.String()),
		OpenStart: p.OpenStart, OpenEnd: p.OpenEnd,
		Approximate: p.Start.Approximate || p.End.Approximate, Uncertain: p.Start.Uncertain || p.End.Uncertain,
		Findings: q.findings(p.Notes),
	}
	if p.Start.Known() {
		a.StartDate = orNull(p.Start.First.String())
	}
	if p.End.Known() {
		a.EndDate = orNull(p.End.Last.String())
	}
	if q.Note != nil {
		a.Text = nil
	}
	return a
}

type countryAnswer struct {
	ID         json.RawMessage    `json:"id"`
	Name       *string            `json:"name"`
	ISO3       *string            `json:"iso3"`
	ISO2       *string            `json:"iso2"`
	M49        *string            `json:"m49"`
	Match      *string            `json:"match"`
	Rule       *string            `json:"rule"`
	Candidates []string           `json:"candidates"`
	Findings   []normaliseFinding `json:"findings"`
}

func answerCountry(q normaliseQuestion) any {
	var m normalise.CountryMatch
	if !q.blank() {
		m = normalise.ExplainCountry(q.Text, q.Lang)
	}
	a := countryAnswer{
		ID: q.ID, ISO3: orNull(m.ISO3), ISO2: orNull(m.ISO2), M49: orNull(m.M49), Rule: orNull(m.Rule),
		Candidates: append([]string{}, m.Candidates...), Findings: q.findings(m.Notes),
	}
	if m.ISO3 != "" {
		a.Name = orNull(normalise.CountryName(m.ISO3, "en"))
	}
	if m.Kind != normalise.NoMatch {
		a.Match = orNull(m.Kind.String())
	}
	return a
}

type cityAnswer struct {
	ID         json.RawMessage    `json:"id"`
	City       *string            `json:"city"`
	ISO3       any                `json:"iso3"` // a string, a list of them, or null
	Match      *string            `json:"match"`
	GeonamesID *int               `json:"geonames_id"`
	Findings   []normaliseFinding `json:"findings"`
}

// answerCity answers from one gazetteer.
func answerCity(g *normalise.Gazetteer) func(normaliseQuestion) any {
	return func(q normaliseQuestion) any {
		a := cityAnswer{ID: q.ID}
		if q.blank() {
			a.Findings = q.findings(nil)
			return a
		}
		place := g.ExplainCity(q.Text, q.Lang)
		a.Findings = q.findings(place.Notes)
		switch len(place.ISO3s) {
		case 0:
			return a
		case 1:
			a.ISO3 = place.ISO3s[0]
		default:
			a.ISO3 = place.ISO3s
		}
		a.City, a.Match = orNull(place.City), orNull(place.Match.String())
		if place.GeonamesID != 0 {
			a.GeonamesID = &place.GeonamesID
		}
		return a
	}
}
