"""Readers of Parquet: each opens every file with no argument and finds the
types of the dictionary and the cells of the JSON files."""

import json
import math
import os
import subprocess
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet

from release import PYTHON, Rejected, Table, compare, compare_types, load, read_json, summary
from suite import Check, Twin

HERE = Path(__file__).parent
TEXTS = ("text", "code", "edtf")


def file(release: Path, table: Table) -> str:
    return str(release / f"parquet/{table.name}.parquet")


def read_all(read):
    """The run of a check: read compares one table and counts its cells."""

    def run(release: Path) -> str:
        tables = load(release)
        stray = {p.stem for p in (release / "parquet").iterdir()} ^ {t.name for t in tables}
        if stray:
            raise Rejected(f"parquet/ and the dictionary differ in {sorted(stray)}")
        return summary(tables, sum(read(file(release, t), t) for t in tables))

    return run


ARROW = dict.fromkeys(TEXTS, "string") | {
    "int": "int64", "day": "date32[day]", "decimal": "decimal128(18, 2)", "bool": "bool",
    "list": "list<element: string not null>",
}  # fmt: skip
FOOTER = {"dataset": "name", "dataset_id": "id", "version": "version"}  # keys of the footer and of the Data Package


def read_pyarrow(path: str, table: Table) -> int:
    found = pyarrow.parquet.read_table(path)
    compare_types(table, {f.name: str(f.type) for f in found.schema}, ARROW)
    for column in table.columns:
        about = found.schema.field(column.name)
        for key, want in ((b"title", column.title), (b"description", column.meaning)):
            if (about.metadata or {}).get(key, b"").decode() != want:
                raise Rejected(f"{table.name} column {column.name}: its {key.decode()} is not in the Arrow schema")
        if about.nullable == column.required:
            raise Rejected(f"{table.name} column {column.name}: nullable is {about.nullable}")
    footer = pyarrow.parquet.read_metadata(path).metadata
    release = Path(path).parents[1]
    package = read_json(release / "datapackage.json")
    for key, of in FOOTER.items():
        if footer.get(key.encode(), b"").decode() != package[of]:
            raise Rejected(f"{table.name}: the footer has another {key} than the Data Package")
    if footer.get(b"license", b"").decode() != package["licenses"][0]["name"] or not (release / footer[b"codebook"].decode()).exists():
        raise Rejected(f"{table.name}: the footer names no licence, or no codebook that is there")
    check_footer(pyarrow.parquet.read_metadata(path), table)
    return compare(table, found.column_names, [list(row.values()) for row in found.to_pylist()])


SMALL = 1 << 16  # bytes of a footer: readers of parts read it whole


def check_footer(about: pyarrow.parquet.FileMetaData, table: Table) -> None:
    """A small footer, and in it the smallest and largest value of each column
    of a row group, by which readers pass over groups that they do not need."""
    if about.serialized_size > SMALL:
        raise Rejected(f"{table.name}: a footer of {about.serialized_size} bytes")
    for group in range(about.num_row_groups):
        if about.row_group(group).num_rows > 1 << 20:
            raise Rejected(f"{table.name}: a row group of {about.row_group(group).num_rows} rows")
        for i, column in enumerate(table.columns):
            if column.type.startswith("list of ") or all(row[i] is None for row in table.rows):
                continue
            leaf = next(c for c in range(about.num_columns) if about.schema.column(c).path == column.name)
            of = about.row_group(group).column(leaf).statistics
            if of is None or not of.has_min_max or not of.has_null_count:
                raise Rejected(f"{table.name} column {column.name}: no statistics to pass over a row group by")


# What pandas makes of a column without being asked for other types.
PANDAS = dict.fromkeys(TEXTS, "str") | {"int": "int64", "day": "object", "decimal": "object", "bool": "bool", "list": "object"}


def read_pandas(path: str, table: Table) -> int:
    found = pandas.read_parquet(path)
    wanted = {}
    for i, column in enumerate(table.columns):
        kind = "list" if column.type.startswith("list of ") else column.type
        wanted[column.name] = PANDAS[kind]
        if any(row[i] is None for row in table.rows):  # numpy has no blank int and no blank bool
            wanted[column.name] = {"int": "float64", "bool": "object"}.get(kind, PANDAS[kind])
        if found.dtypes[column.name] != wanted[column.name]:
            raise Rejected(f"{table.name} column {column.name}, {column.type}: type {found.dtypes[column.name]}, not {wanted[column.name]}")
    columns = [[from_numpy(c.type, v) for v in found[c.name]] for c in table.columns]
    return compare(table, list(found), [list(row) for row in zip(*columns)])


def from_numpy(kind: str, value):
    if kind.startswith("list of "):
        return None if value is None else list(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if kind == "int" and int(value) == value:
        return int(value)
    return value


def read_pandas_arrow(path: str, table: Table) -> int:
    found = pandas.read_parquet(path, dtype_backend="pyarrow")
    types = {name: str(dtype.pyarrow_dtype) for name, dtype in found.dtypes.items()}
    compare_types(table, types, ARROW)
    arrow = pyarrow.Table.from_pandas(found)
    return compare(table, arrow.column_names, [list(row.values()) for row in arrow.to_pylist()])


POLARS = dict.fromkeys(TEXTS, "String") | {
    "int": "Int64", "day": "Date", "decimal": "Decimal(precision=18, scale=2)", "bool": "Boolean", "list": "List(String)",
}  # fmt: skip


def read_polars(path: str, table: Table) -> int:
    found = polars.read_parquet(path)
    compare_types(table, {name: str(dtype) for name, dtype in found.schema.items()}, POLARS)
    return compare(table, found.columns, found.rows())


DUCKDB = dict.fromkeys(TEXTS, "VARCHAR") | {
    "int": "BIGINT", "day": "DATE", "decimal": "DECIMAL(18,2)", "bool": "BOOLEAN", "list": "VARCHAR[]",
}  # fmt: skip


def read_duckdb(path: str, table: Table) -> int:
    with duckdb.connect() as db:
        found = db.execute(f"SELECT * FROM '{path}'")
        names = [d[0] for d in found.description]
        compare_types(table, {d[0]: str(d[1]) for d in found.description}, DUCKDB)
        return compare(table, names, found.fetchall())


# The JavaScript types that hyparquet makes; a number is its only decimal.
JAVASCRIPT = dict.fromkeys(TEXTS, "string") | {"int": "bigint", "day": "Date", "decimal": "number", "bool": "boolean"}


def run_hyparquet(release: Path) -> str:
    tables = load(release)
    paths = [file(release, t) for t in tables]
    done = subprocess.run(["node", HERE / "hyparquet.mjs", *paths], capture_output=True, text=True)
    if done.returncode != 0:
        raise Rejected(done.stderr.strip())
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return summary(tables, sum(compare(t, f["columns"], f["rows"], from_javascript) for t, f in zip(tables, found, strict=True)))


def from_javascript(kind: str, cell: list | None):
    """hyparquet.mjs writes a cell as its type in JavaScript and its text."""
    if cell is None:
        return None
    found, value = cell
    if kind.startswith("list of "):
        if found != "Array":
            raise Rejected(f"{value!r} is a {found}, not an Array")
        return [from_javascript(kind.removeprefix("list of "), v) for v in value]
    if found != JAVASCRIPT[kind]:
        raise Rejected(f"{value!r} is a {found}, not a {JAVASCRIPT[kind]}")
    if kind == "int":
        return int(value)
    if kind == "decimal":
        return f"{value:.2f}"
    return value


def rewritten(table: str, change):
    """A damage: the Parquet file of a table is written with a change."""

    def damage(release: Path) -> None:
        path = release / f"parquet/{table}.parquet"
        after = change(pyarrow.parquet.read_table(path))
        footer = pyarrow.parquet.read_metadata(path).metadata
        footer.pop(b"ARROW:schema")  # made anew
        after = after.replace_schema_metadata(footer)
        pyarrow.parquet.write_table(after, path, compression="zstd", store_decimal_as_integer=True)

    return damage


def changed(column: str, change, nullable: bool | None = None):
    """A change of the values of one column, and of whether it may be null."""

    def of(table: pyarrow.Table) -> pyarrow.Table:
        i = table.schema.get_field_index(column)
        kind = table.schema.field(i)
        if nullable is not None:
            kind = kind.with_nullable(nullable)
        return table.set_column(i, kind, pyarrow.array(change(table.column(i).to_pylist()), kind.type))

    return of


def as_type(column: str, kind: pyarrow.DataType):
    def of(table: pyarrow.Table) -> pyarrow.Table:
        i = table.schema.get_field_index(column)
        return table.set_column(i, table.schema.field(i).with_type(kind), table.column(i).cast(kind))

    return of


def without_meanings(table: pyarrow.Table) -> pyarrow.Table:
    return table.cast(pyarrow.schema([f.remove_metadata() for f in table.schema]))


def of_nobody(release: Path) -> None:
    path = release / "parquet/projects.parquet"
    table = pyarrow.parquet.read_table(path)
    footer = pyarrow.parquet.read_metadata(path).metadata
    footer.pop(b"ARROW:schema")
    footer[b"dataset_id"] = b"urn:uuid:00000000-0000-0000-0000-000000000000"
    pyarrow.parquet.write_table(table.replace_schema_metadata(footer), path, compression="zstd", store_decimal_as_integer=True)


def without_statistics(release: Path) -> None:
    path = release / "parquet/projects.parquet"
    footer = pyarrow.parquet.read_metadata(path).metadata
    footer.pop(b"ARROW:schema")
    table = pyarrow.parquet.read_table(path).replace_schema_metadata(footer)
    pyarrow.parquet.write_table(table, path, compression="zstd", store_decimal_as_integer=True, write_statistics=False)


def cut_short(release: Path) -> None:
    path = release / "parquet/projects.parquet"
    os.truncate(path, path.stat().st_size - 100)


CELLS = [
    Twin("another day", rewritten("projects", changed("start_date", lambda v: [v[1]] + v[1:])), "projects row 1 column start_date"),
    Twin("null lists made empty", rewritten("projects", changed("participant_iso3s", lambda v: [x or [] for x in v])), r"column participant_iso3s: \[\], not None"),
    Twin("empty lists made null", rewritten("projects", changed("disputed_columns", lambda v: [x or None for x in v], nullable=True)), r"column disputed_columns: (None|nullable is True)"),
    Twin("a row less", rewritten("projects", lambda t: t.slice(1)), r"projects has \d+ rows, not"),
    Twin("dates as texts", rewritten("projects", as_type("start_date", pyarrow.string())), "column start_date.*(type|is a string)"),
    Twin("a file cut short", cut_short, "projects.parquet|[Pp]arquet|magic|footer|metadata"),
]  # fmt: skip
FOOTING = Twin("a footer of another dataset", of_nobody, "another dataset_id")
PRUNING = Twin("no statistics", without_statistics, "no statistics to pass over")
MEANING = Twin("no meanings", rewritten("projects", without_meanings), "title is not in the Arrow schema")


def hyparquet_version() -> str:
    return json.loads((HERE / "node_modules/hyparquet/package.json").read_text())["version"]


CHECKS = [
    Check(f"pyarrow {pyarrow.__version__}", read_all(read_pyarrow), CELLS + [MEANING, FOOTING, PRUNING]),
    Check(f"pandas {pandas.__version__}", read_all(read_pandas), CELLS),
    Check(f"pandas {pandas.__version__}, Arrow", read_all(read_pandas_arrow), CELLS),
    Check(f"polars {polars.__version__}", read_all(read_polars), CELLS),
    Check(f"duckdb {duckdb.__version__}", read_all(read_duckdb), CELLS),
    Check(f"hyparquet {hyparquet_version()}", run_hyparquet, CELLS),
]
