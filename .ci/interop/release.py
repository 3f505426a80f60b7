"""A release as its JSON files tell it: what every reader must find again."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from suite import Rejected

LIST_SEPARATOR = "; "  # in cells of CSV and Excel


@dataclass
class Column:
    name: str
    title: str
    type: str  # as the dictionary says: text, code, edtf, int, day, decimal, bool, list of ...
    required: bool
    meaning: str


@dataclass
class Table:
    name: str
    columns: list[Column]
    rows: list[list]  # values of JSON, by row and column


def load(release: Path) -> list[Table]:
    """The tables of the dictionary with their rows."""
    columns: dict[str, list[Column]] = {}
    for row in read_json(release / "json/dictionary.json"):
        column = Column(row["column"], row["title"], row["type"], row["required"], row["meaning"])
        columns.setdefault(row["table"], []).append(column)
        if row["position"] != len(columns[row["table"]]):
            raise Rejected(f"dictionary: {row['table']}.{row['column']} is out of order")
    return [Table(name, of, table_rows(release, name, of)) for name, of in columns.items()]


def table_rows(release: Path, name: str, columns: list[Column]) -> list[list]:
    names = [c.name for c in columns]
    rows = []
    for number, row in enumerate(read_json(release / f"json/{name}.json"), 1):
        if list(row) != names:
            raise Rejected(f"json/{name}.json row {number} has other keys than the dictionary: {list(row)}")
        rows.append(list(row.values()))
    return rows


def read_json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


# The Python types in which readers hand over the values of a column.
PYTHON = {"text": str, "code": str, "edtf": str, "int": int, "day": date, "decimal": Decimal, "bool": bool}


def as_json(kind: str, value):
    """A value of a reader as JSON has it. Only the right type will do: True
    is no 1, a date no text, a null list no empty one."""
    if value is None:
        return None
    if kind.startswith("list of "):
        if type(value) is not list:
            raise Rejected(f"{value!r} is no list")
        return [as_json(kind.removeprefix("list of "), v) for v in value]
    if type(value) is not PYTHON[kind]:
        raise Rejected(f"{value!r} is a {type(value).__name__}, not of the type {kind}")
    if kind == "day":
        return value.isoformat()
    if kind == "decimal":
        return format(value, "f")
    return value


def as_text(value) -> str:
    """A value of JSON as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def compare(table: Table, names: list[str], rows: list[list], convert=as_json) -> int:
    """Compares what a reader found with the JSON file and counts the cells.
    convert makes of a kind and a value what the JSON file should hold."""
    if list(names) != [c.name for c in table.columns]:
        raise Rejected(f"{table.name} has other columns than the dictionary: {list(names)}")
    if len(rows) != len(table.rows):
        raise Rejected(f"{table.name} has {len(rows)} rows, not {len(table.rows)}")
    for number, (found, wanted) in enumerate(zip(rows, table.rows), 1):
        for column, value, want in zip(table.columns, found, wanted, strict=True):
            cell = f"{table.name} row {number} column {column.name}"
            try:
                got = convert(column.type, value)
            except Rejected as error:
                raise Rejected(f"{cell}: {error}") from None
            if got != want or type(got) is not type(want):
                raise Rejected(f"{cell}: {got!r}, not {want!r}")
    return len(rows) * len(table.columns)


def compare_types(table: Table, found: dict[str, str], wanted: dict[str, str]) -> None:
    """Compares the types that a reader names with those of the dictionary."""
    for column in table.columns:
        want = wanted["list" if column.type.startswith("list of ") else column.type]
        if found[column.name] != want:
            raise Rejected(f"{table.name} column {column.name}, {column.type}: type {found[column.name]}, not {want}")


def summary(tables: list[Table], cells: int) -> str:
    return f"{len(tables)} tables, {cells:,} cells"
