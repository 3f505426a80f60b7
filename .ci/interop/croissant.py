"""croissant.json: mlcroissant validates it and reads every record by it."""

import hashlib
import logging
from importlib.metadata import version
from pathlib import Path

import mlcroissant
import pandas

from release import Rejected, Table, load, read_json, summary
from suite import Check, Twin, replace

DOCUMENT = "croissant.json"
SEMVER = "Version doesn't follow MAJOR.MINOR.PATCH"  # a preview has no number
logging.getLogger("absl").setLevel(logging.ERROR)  # warnings are looked at below


def run(release: Path) -> str:
    dataset = mlcroissant.Dataset(jsonld=str(release / DOCUMENT))
    preview = dataset.metadata.version == "preview"
    said = [w for w in dataset.metadata.ctx.issues.warnings if not (preview and SEMVER in str(w))]
    if said:
        raise Rejected(f"{len(said)} warnings, the first: {said[0]}")
    check_present(read_json(release / DOCUMENT))
    check_files(release)
    tables = load(release)
    sets = {s.id for s in dataset.metadata.record_sets}
    if sets != {t.name for t in tables}:
        raise Rejected(f"the record sets are not the tables: {sorted(sets ^ {t.name for t in tables})}")
    return summary(tables, sum(read(dataset, t) for t in tables))


def check_present(dataset: dict) -> None:
    """What search engines ask of a schema.org Dataset; the package forgives a missing name."""
    for key in ("name", "description", "license", "creator", "datePublished", "version", "temporalCoverage", "spatialCoverage",
                "variableMeasured", "citeAs", "isBasedOn", "keywords", "distribution"):  # fmt: skip
        if not dataset.get(key):
            raise Rejected(f"it has no {key}")
    if not 50 <= len(dataset["description"]) <= 5000:
        raise Rejected(f"its description has {len(dataset['description'])} characters")


def check_files(release: Path) -> None:
    """The hashes of the files, which the package looks at for remote files alone."""
    for file in read_json(release / DOCUMENT)["distribution"]:
        content = (release / file["contentUrl"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != file["sha256"] or f"{len(content)} B" != file["contentSize"]:
            raise Rejected(f"{file['contentUrl']} has not the bytes that the document states")


def read(dataset: mlcroissant.Dataset, table: Table) -> int:
    rows = list(dataset.records(table.name))
    if len(rows) != len(table.rows):
        raise Rejected(f"{table.name} has {len(rows)} records, not {len(table.rows)}")
    for number, (row, wanted) in enumerate(zip(rows, table.rows), 1):
        for column, want in zip(table.columns, wanted, strict=True):
            got = plain(row[f"{table.name}/{column.name}"])
            if column.type == "decimal" and want is not None:
                want = float(want)  # it has no decimals
            if got != want:
                raise Rejected(f"{table.name} row {number} column {column.name}: {got!r}, not {want!r}")
    return len(rows) * len(table.columns)


def plain(value):
    """A value of the package, which gives texts as bytes, as JSON has it."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist") and getattr(value, "ndim", 0):
        return [plain(v) for v in value]
    if isinstance(value, pandas.Timestamp):
        return value.date().isoformat()
    if value is None or value is pandas.NaT or isinstance(value, float) and value != value:
        return None
    return value


TWINS = [
    Twin("no name", replace(DOCUMENT, '"name": "icmpd', '"called": "icmpd'), "it has no name"),
    Twin("a short description", replace(DOCUMENT, '"description": "The migration', '"description": "Short.", "disambiguatingDescription": "The migration'), "6 characters"),
    Twin("a record set of no file", replace(DOCUMENT, '"@id": "parquet/projects.parquet"\n', '"@id": "parquet/project.parquet"\n'), "project.parquet"),
    Twin("a column of no file", replace(DOCUMENT, '"column": "start_date"', '"column": "begin_date"'), r"Read\(parquet/projects"),
    Twin("a type of no list", replace(DOCUMENT, '"dataType": "sc:Date"', '"dataType": "sc:Dat"'), "Dat"),
    Twin("no standard context", replace(DOCUMENT, '"cr:recordSet"', '"cr:records"'), "record"),
    Twin("a version of no form", replace(DOCUMENT, '"version": "', '"version": "v.'), "MAJOR.MINOR.PATCH"),
    Twin("other bytes", replace("csv/projects.csv", "Diaspora Dialogue", "Diaspora Monologo"), "has not the bytes"),
    Twin("a day that is none", replace(DOCUMENT, '"datePublished": "2', '"datePublished": "on 2'), "Dates or DateTimes"),
]  # fmt: skip

CHECKS = [Check(f"Croissant 1.1, mlcroissant {version('mlcroissant')}", run, TWINS)]
