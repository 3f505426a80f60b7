"""JSON against its schemas, and CSV against JSON."""

import csv
from pathlib import Path

import jsonschema

from release import Rejected, as_text, load, read_json, summary
from suite import Check, Twin, replace

FORMATS = jsonschema.Draft202012Validator.FORMAT_CHECKER


def run_json_schema(release: Path) -> str:
    documents = sorted(p for p in (release / "json").iterdir() if not p.name.endswith(".schema.json"))
    missing = {row["table"] for row in read_json(release / "json/dictionary.json")} - {p.stem for p in documents}
    if missing:
        raise Rejected(f"json/ lacks {sorted(missing)}")
    for document in documents:
        schema = read_json(document.with_suffix(".schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        unknown = formats(schema) - set(FORMATS.checkers)
        if unknown:  # the validator would let them pass
            raise Rejected(f"{document.stem}: nothing here checks the format {unknown}")
        for error in jsonschema.Draft202012Validator(schema, format_checker=FORMATS).iter_errors(read_json(document)):
            raise Rejected(f"{document.name} at {error.json_path}: {error.message}")
    return f"{len(documents)} documents"


def formats(schema) -> set[str]:
    """The formats that a schema names."""
    if isinstance(schema, list):
        return set().union(*map(formats, schema))
    if not isinstance(schema, dict):
        return set()
    own = {schema["format"]} if isinstance(schema.get("format"), str) else set()
    return own.union(*map(formats, schema.values()))


PROJECTS = "json/projects.json"
JSON_TWINS = [
    Twin("a text for a number", replace(PROJECTS, '"duration_months":41', '"duration_months":"41"'), "duration_months: '41' is not"),
    Twin("a code of no list", replace(PROJECTS, '"status_on_as_of":"active"', '"status_on_as_of":"running"'), "'running' is not one of"),
    Twin("a date that is none", replace(PROJECTS, '"as_of_date":"2021-12-31"', '"as_of_date":"2021-12-32"'), "is not a 'date'"),
    Twin("a required column lacks", replace(PROJECTS, '"title":"Diaspora Dialogue",', ""), "'title' is a required property"),
    Twin("a required value is null", replace(PROJECTS, '"title":"Diaspora Dialogue"', '"title":null'), "title: None is not of type"),
    Twin("a column too many", replace(PROJECTS, '"title":', '"colour":"red","title":'), "Additional properties"),
    Twin("a table lacks", lambda release: (release / PROJECTS).unlink(), "json/ lacks"),
    Twin("nested, a code of no list", replace("json/projects.nested.json", '"role":"recipient"', '"role":"giver"'), "'giver' is not one of"),
    Twin("a schema that is none", replace("json/projects.schema.json", '"type": "array"', '"type": "arry"'), "'arry' is not valid"),
]  # fmt: skip


def run_csv(release: Path) -> str:
    tables = load(release)
    cells = 0
    for table in tables:
        path = release / f"csv/{table.name}.csv"
        if path.read_bytes().startswith(b"\xef\xbb\xbf"):
            raise Rejected(f"{path.name} begins with a byte order mark")
        with open(path, encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        if header != [c.name for c in table.columns]:
            raise Rejected(f"{path.name} has other columns than the dictionary: {header}")
        if len(rows) != len(table.rows):
            raise Rejected(f"{path.name} has {len(rows)} rows, not {len(table.rows)}")
        for number, (row, wanted) in enumerate(zip(rows, table.rows), 1):
            if row != [as_text(value) for value in wanted]:
                raise Rejected(f"{path.name} row {number} is not that of the JSON file: {row}")
        cells += len(rows) * len(header)
    return summary(tables, cells)


CSV_TWINS = [
    Twin("another day", replace("csv/projects.csv", "2018-08-01", "2018-08-02"), "projects.csv row 1 is not"),
    Twin("a quote that never ends", replace("csv/projects.csv", '"Mitigate', '"Mitigate"'), "expected after"),
    Twin("bytes that are no UTF-8", lambda release: replace_bytes(release / "csv/statements.csv"), "UnicodeDecodeError"),
    Twin("a column less", replace("csv/projects.csv", "project_id,", ""), "other columns"),
]  # fmt: skip


def replace_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\xff\r\n")


CHECKS = [
    Check("JSON Schema 2020-12", run_json_schema, JSON_TWINS),
    Check("CSV, Python's csv", run_csv, CSV_TWINS),
]
