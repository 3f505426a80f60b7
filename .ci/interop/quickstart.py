"""quickstart.ipynb: run from top to bottom; its answers and pictures."""

import re
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import nbclient
import nbformat

from release import Rejected, read_json
from suite import Check, Twin, replace

FILE = "quickstart.ipynb"
TABLES = ("projects", "disagreements")


def run(release: Path) -> str:
    book = nbformat.read(release / FILE, as_version=4)
    nbformat.validate(book)
    if any(c.get("outputs") or c.get("execution_count") for c in book.cells):
        raise Rejected("it was written with outputs")
    client = nbclient.NotebookClient(book, timeout=300, extra_arguments=["--log-level=ERROR"], resources={"metadata": {"path": str(release)}})
    client.execute()
    outputs = [o for c in book.cells if c.cell_type == "code" for o in c.outputs]
    pictures = [o.data["image/png"] for o in outputs if "image/png" in o.get("data", {})]
    if len(pictures) != 3 or min(map(len, pictures)) < 5000:
        raise Rejected(f"{len(pictures)} pictures of {[len(p) for p in pictures]} characters")
    said = "\n".join(o.get("text", "") + re.sub("<[^>]*>", " ", o.get("data", {}).get("text/html", "")) for o in outputs)
    for question, answer in answers(release).items():
        if answer not in " ".join(said.split()):
            raise Rejected(f"{question}: it does not say {answer!r}")
    return f"{len(book.cells)} cells, 3 answers, 3 pictures"


def answers(release: Path) -> dict[str, str]:
    """The answers, from the JSON files and with other code."""
    projects, rivals = (read_json(release / f"json/{name}.json") for name in TABLES)
    pairs = Counter((d, c) for p in projects for d in p["donor_codes"] or [] for c in p["country_iso3s"] or [])
    donor = max({d for d, _ in pairs}, key=lambda d: (sum(n for (of, _), n in pairs.items() if of == d), d))
    countries = sorted({c for _, c in pairs})
    row = [str(pairs.get((donor, c), 0)) for c in countries]
    months = Counter()
    for p in projects:
        if p["start_date"] and p["end_date"]:
            (year, month), last = map(int, p["start_date"].split("-")[:2]), p["end_date"][:7]
            while f"{year:04}-{month:02}" <= last:
                months[f"{year:04}-{month:02}"] += 1
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    most = max(months.values())
    kinds = Counter((r["column"], r["kind"]) for r in rivals)
    column = max({c for c, _ in kinds})
    return {
        "who funds what where": " ".join([donor, *row]),
        "most active": f"most active: {most} projects, first in {min(m for m, n in months.items() if n == most)}",
        "where sources disagree": " ".join([column, *(str(kinds.get((column, k), 0)) for k in sorted({k for _, k in kinds}))]),
    }


TWINS = [
    Twin("a file of another name", replace(FILE, "parquet/disagreements", "parquet/disagreement"), "FileNotFound"),
    Twin("a column of another name", replace(FILE, '\\"donor_codes\\"', '\\"donors\\"'), "KeyError"),
    Twin("another answer", replace(FILE, "starts <= month", "starts < month"), "it does not say"),
    Twin("a picture less", replace(FILE, "plt.show()", "plt.close()"), "pictures"),
    Twin("a cell of no type", replace(FILE, '"cell_type": "code"', '"cell_type": "cod"'), "cod"),
]  # fmt: skip

CHECKS = [Check(f"Notebook, nbclient {version('nbclient')}", run, TWINS)]
