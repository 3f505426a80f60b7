package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"migdata/pipeline/normalise"
)

// answers runs normaliseLines over an input and returns the answers.
func answers(t *testing.T, input string, answer func(normaliseQuestion) any) []map[string]any {
	t.Helper()
	var out bytes.Buffer
	if err := normaliseLines(context.Background(), strings.NewReader(input), &out, "auto", answer); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	for line := range strings.Lines(out.String()) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		got = append(got, object)
	}
	return got
}

// Each line gets one answer, whatever its bytes.
func TestNormaliseAnswersEveryLine(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	input := "\uFEFFMorocco\r\n" + "ab\xffcd\n" + "\n" + long + "\n" + long + "y\n" + `{"id":1,"text":"` + "\xff" + `"}` + "\n" +
		`{"id":2,"text":"\u0000"}` + "\n" + "[1]\n" + `{"id":{"a":1},"text":null,"lang":5}` + "\n" + "\x00\n" + "Tunisia"
	for name, answer := range map[string]func(normaliseQuestion) any{"date": answerDate, "country": answerCountry, "city": answerCity(normalise.NewGazetteer(nil))} {
		got := answers(t, input, answer)
		if len(got) != 11 {
			t.Fatalf("%s: %d answers", name, len(got))
		}
		for i, object := range got {
			if findings, list := object["findings"].([]any); !list || i == 2 && len(findings) > 0 {
				t.Errorf("%s: line %d: findings %v", name, i+1, object["findings"])
			}
		}
		for line, rule := range map[int]string{2: "line.encoding", 5: "line.too_long", 6: "line.encoding"} {
			findings := got[line-1]["findings"].([]any)
			if len(findings) != 1 || findings[0].(map[string]any)["rule"] != rule {
				t.Errorf("%s: line %d: %v, want %s", name, line, findings, rule)
			}
		}
		if got[5]["id"] != 1.0 || got[6]["id"] != 2.0 {
			t.Errorf("%s: ids %v, %v", name, got[5]["id"], got[6]["id"])
		}
		if name == "country" && (got[0]["iso3"] != "MAR" || got[10]["iso3"] != "TUN") {
			t.Errorf("first and last line: %v, %v", got[0], got[10])
		}
	}
}

// A program at the other end can ask, wait for the answer, and ask again.
func TestNormaliseAnswersAtOnce(t *testing.T) {
	in, ask := io.Pipe()
	hear, out := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- normaliseLines(context.Background(), in, out, "en", answerCountry) }()
	answer := json.NewDecoder(hear)
	for _, question := range [][2]string{{"Morocco\n", "MAR"}, {"Tunisia\n", "TUN"}} {
		if _, err := io.WriteString(ask, question[0]); err != nil {
			t.Fatal(err)
		}
		var got countryAnswer
		if err := answer.Decode(&got); err != nil || got.ISO3 == nil || *got.ISO3 != question[1] {
			t.Fatalf("%s: %+v, %v", question[0], got, err)
		}
	}
	ask.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// What is interrupted ends, although nothing more comes in.
func TestNormaliseIsInterrupted(t *testing.T) {
	in, _ := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := normaliseLines(ctx, in, io.Discard, "en", answerCity(normalise.NewGazetteer(nil))); err != context.Canceled {
		t.Fatal(err)
	}
}

// As many lines come out as went in, for any bytes.
func TestNormaliseKeepsCount(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		parts := rapid.SliceOf(rapid.OneOf(
			rapid.SampledFrom([]string{"\n", "\r\n", "{", `{"id":1,"text":"2020"}`, `{"id":"\ud800","text":"a"}`, "Morocco", "\xff", "2020-01", "Tripoli", " "}),
			rapid.String(),
		)).Draw(r, "parts")
		input := strings.Join(parts, "")
		want := strings.Count(input, "\n")
		if input != "" && !strings.HasSuffix(input, "\n") {
			want++
		}
		for _, answer := range []func(normaliseQuestion) any{answerDate, answerCountry, answerCity(normalise.NewGazetteer(nil))} {
			if got := answers(t, input, answer); len(got) != want {
				r.Fatalf("%q: %d answers, want %d", input, len(got), want)
			}
		}
	})
}
