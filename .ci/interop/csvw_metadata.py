"""metadata/csv-metadata.json: the csvw package reads every CSV file by it."""

import warnings
from datetime import datetime, time
from importlib.metadata import version
from pathlib import Path

import csvw

from release import PYTHON, Rejected, compare, load, summary
from suite import Check, Twin, replace

DOCUMENT = "metadata/csv-metadata.json"


def run(release: Path) -> str:
    found = read(release)
    if {t.url.string for t in found.tables} != {f"../csv/{t.name}.csv" for t in load(release)}:
        raise Rejected("the document and the dictionary name other tables")
    cells = 0
    tables = load(release)
    by_name = {t.url.string: t for t in found.tables}
    for table in tables:
        described = by_name[f"../csv/{table.name}.csv"]
        rows = [list(row.values()) for row in described.iterdicts(strict=False)]
        names = [c.name for c in described.tableSchema.columns]
        cells += compare(table, names, rows, from_csvw(table))
        if described.tableSchema.primaryKey is None:
            raise Rejected(f"{table.name} has no primary key")
    return f"{summary(tables, cells)} with their types"


def read(release: Path) -> csvw.CSVW:
    # Blank cells of a foreign key refer to nothing; the package calls that lax.
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = csvw.CSVW(str(release / DOCUMENT), validate=True, strict=False)
        valid = found.is_valid
    said = [str(w.message) for w in [*said, *found.warnings] if not issubclass(w.category, DeprecationWarning)]
    if said or not valid:
        raise Rejected(f"{len(said)} warnings, the first: {said[:3]}")
    return found


def from_csvw(table):
    """A value as JSON has it. A blank list is null or empty, which CSV cannot
    tell; the types of the others must be those of the dictionary."""

    def convert(kind: str, value):
        if kind.startswith("list of "):
            return [str(v) for v in value or []]
        if value is None:
            return None
        if kind == "day" and type(value) is datetime and value.time() == time():
            value = value.date()  # the package knows no type of days alone
        if type(value) is not PYTHON[kind]:
            raise Rejected(f"{value!r} is a {type(value).__name__}, not of the type {kind}")
        return value.isoformat() if kind == "day" else format(value, ".2f") if kind == "decimal" else value

    for row in table.rows:  # what is compared with has no null lists either
        for i, column in enumerate(table.columns):
            if column.type.startswith("list of ") and row[i] is None:
                row[i] = []
    return convert


TWINS = [
    Twin("a date that is none", replace("csv/projects.csv", "2018-08-01", "2018-08-41"), "2018-08-41|day is out of range"),
    Twin("a number that is none", replace("csv/country_years.csv", ",2018,", ",MMXVIII,"), "MMXVIII"),
    Twin("a key twice", replace("csv/countries.csv", "\nAUT,", "\nBEL,"), "[Dd]uplicate"),
    Twin("a reference to nothing", replace("csv/project_countries.csv", "bmp-maghreb,MAR", "bmp-nowhere,MAR"), "bmp-nowhere"),
    Twin("a required cell is blank", replace("csv/projects.csv", "Diaspora Dialogue,", ","), "required|title"),
    Twin("a file that is not there", replace(DOCUMENT, "../csv/projects.csv", "../csv/project.csv"), "project.csv"),
    Twin("a datatype of no list", replace(DOCUMENT, '"base": "date"', '"base": "dat"'), "dat"),
    Twin("a column of another name", replace(DOCUMENT, '"name": "project_id"', '"name": "project"'), "project"),
    Twin("another separator", replace(DOCUMENT, '"separator": "; "', '"separator": "|"'), "column"),
]  # fmt: skip

CHECKS = [Check(f"CSVW, csvw {version('csvw')}", run, TWINS)]
