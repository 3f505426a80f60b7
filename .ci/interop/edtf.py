"""EDTF: the npm package edtf reads the dates of a release, and those of
`migdata normalise date`, as the days that stand beside them."""

import csv
import json
import subprocess
from pathlib import Path

from suite import Check, Rejected, Twin, replace

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

# What the oracle must say no to: days of another month, no date, no EDTF.
BAD = [
    {"edtf": "2020-01", "start": "2020-01-02", "end": "2020-01-31"},
    {"edtf": "2020-33", "start": "2020-01-01", "end": "2020-04-30"},
    {"edtf": "2020-02-31", "start": "2020-02-29", "end": "2020-02-29"},
    {"edtf": "January 2020", "start": "2020-01-01", "end": "2020-01-31"},
]


def judge(dates: list[dict]) -> list[str | None]:
    lines = "".join(json.dumps(d) + "\n" for d in dates)
    said = subprocess.run(["node", HERE / "edtf.mjs"], input=lines, capture_output=True, text=True, check=True).stdout
    verdicts = [json.loads(line) for line in said.splitlines()]
    if len(verdicts) != len(dates):
        raise Rejected(f"{len(dates)} dates, {len(verdicts)} verdicts")
    return verdicts


def published(release: Path) -> list[dict]:
    with open(release / "csv/projects.csv", newline="", encoding="utf-8-sig") as file:
        return [
            {"edtf": row[f"{end}_edtf"], "start": row["start_date"] if end == "start" else None, "end": row["end_date"] if end == "end" else None}
            for row in csv.DictReader(file)
            for end in ("start", "end")
            if row[f"{end}_edtf"]
        ]


def normalised() -> list[dict]:
    """The expressions of the cases of package normalise, read by the command."""
    asked = []
    for path in sorted((ROOT / "pipeline/normalise/testdata").glob("periods*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split(" | ")
            if not line.startswith("#") and len(cells) >= 3:
                asked.append(json.dumps({"lang": cells[0].strip() or "auto", "text": cells[1].strip()}))
    command = ["go", "run", "./cmd/migdata", "normalise", "date"]
    said = subprocess.run(command, cwd=ROOT, input="\n".join(asked), capture_output=True, text=True, check=True).stdout
    answers = [json.loads(line) for line in said.splitlines()]
    return [{"edtf": a["edtf"], "start": a["start_date"], "end": a["end_date"]} for a in answers if a["edtf"]]


def run(release: Path) -> str:
    dates, answers = published(release), normalised()
    if not dates or len(answers) < 500:
        raise Rejected(f"only {len(dates)} dates are published and {len(answers)} expressions read")
    wrong = [verdict for verdict in judge(dates + answers) if verdict]
    if wrong:
        raise Rejected(f"{len(wrong)} dates, the first: {wrong[0]}")
    if accepted := [d["edtf"] for d, verdict in zip(BAD, judge(BAD)) if not verdict]:
        raise Rejected(f"the oracle accepts {accepted}")
    return f"{len(dates)} dates of the release, {len(answers)} expressions, {len(BAD)} bad ones rejected"


CHECKS = [
    Check("EDTF (npm edtf)", run, [
        Twin("a start that is not its EDTF's first day", replace("csv/projects.csv", ",2020-01-01,", ",2020-01-02,"), "begins on 2020-01-01"),
    ]),
]  # fmt: skip
