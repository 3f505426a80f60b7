"""Spark, and the table of what each reader makes of each column."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pyspark

from parquet import CELLS, HERE, file
from release import Rejected, compare, compare_types, load, summary
from suite import Check, Twin

SPARK = dict.fromkeys(("text", "code", "edtf"), "string") | {
    "int": "bigint", "day": "date", "decimal": "decimal(18,2)", "bool": "boolean", "list": "array<string>",
}  # fmt: skip


@contextlib.contextmanager
def silence():
    """Programs that are started meanwhile have no standard error: Java says much there."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


class Spark:
    """One session for all checks, as each takes seconds to start."""

    session = None

    @classmethod
    def get(cls):
        if cls.session is None:
            from pyspark.sql import SparkSession

            os.environ["PYSPARK_PYTHON"] = sys.executable
            os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
            builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.log.level", "OFF")
            with silence():
                cls.session = builder.getOrCreate()
        return cls.session


def run_spark(release: Path) -> str:
    tables = load(release)
    cells = 0
    for table in tables:
        found = Spark.get().read.parquet(file(release, table))
        compare_types(table, dict(found.dtypes), SPARK)
        cells += compare(table, found.columns, [list(row) for row in found.collect()])
    return summary(tables, cells)


# What each reader calls the type of each column, asked of the files.
def of_pandas(path: str) -> dict[str, str]:
    return {name: str(t) for name, t in pandas.read_parquet(path).dtypes.items()}


def of_pandas_arrow(path: str) -> dict[str, str]:
    return {name: str(t) for name, t in pandas.read_parquet(path, dtype_backend="pyarrow").dtypes.items()}


def of_pyarrow(path: str) -> dict[str, str]:
    return {f.name: str(f.type).replace("element: ", "") for f in pyarrow.parquet.read_schema(path)}


def of_polars(path: str) -> dict[str, str]:
    return {name: str(t) for name, t in polars.read_parquet_schema(path).items()}


def of_duckdb(path: str) -> dict[str, str]:
    with duckdb.connect() as db:
        return {row[0]: row[1] for row in db.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()}


def of_spark(path: str) -> dict[str, str]:
    return dict(Spark.get().read.parquet(path).dtypes)


def of_hyparquet(path: str) -> dict[str, str]:
    done = subprocess.run(["node", HERE / "hyparquet.mjs", path], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    types: dict[str, set] = {name: set() for name in found["columns"]}
    for row in found["rows"]:
        for name, cell in zip(found["columns"], row, strict=True):
            if cell is not None:
                types[name].add(cell[0])
    return {name: " or ".join(sorted(of)) or "(no value)" for name, of in types.items()}


READERS = {
    "pandas": of_pandas, "pandas, `dtype_backend=\"pyarrow\"`": of_pandas_arrow, "pyarrow": of_pyarrow, "polars": of_polars,
    "DuckDB": of_duckdb, "Spark": of_spark, "hyparquet": of_hyparquet,
}  # fmt: skip
PAGE = HERE / "READERS.md"


def page(release: Path) -> str:
    tables = load(release)
    lines = [
        "# What each reader makes of each column",
        "",
        "Written by `.ci/interop/run --readers`, and held to the files by the suite. Each Parquet file was opened with no argument but its name (and the one that",
        "a heading names). A list of pandas is an array in a column of objects; a whole number of a column with blanks is a float there, so use the second column.",
        "hyparquet names types of JavaScript, of the values; it has no decimals.",
    ]
    for table in tables:
        path = file(release, table)
        found = {reader: ask(path) for reader, ask in READERS.items()}
        lines += ["", f"## {table.name}", "", "| column | type | " + " | ".join(READERS) + " |", "|---" * (len(READERS) + 2) + "|"]
        for column in table.columns:
            cells = [f"`{column.name}`", column.type + ("" if column.required else ", may be null"), *(found[r][column.name] for r in READERS)]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def run_page(release: Path) -> str:
    wanted = page(release)
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != wanted:
        raise Rejected(f"{PAGE.name} does not say what the readers make of the columns: write it anew with .ci/interop/run --readers")
    return f"{sum(len(t.columns) for t in load(release))} columns, {len(READERS)} readers"


def narrowed(release: Path) -> None:
    path = release / "parquet/cities.parquet"
    table = pyarrow.parquet.read_table(path)
    i = table.schema.get_field_index("geonames_id")
    pyarrow.parquet.write_table(table.set_column(i, "geonames_id", table.column(i).cast(pyarrow.int32())), path)


CHECKS = [
    Check(f"Spark {pyspark.__version__}", run_spark, CELLS),
    Check("READERS.md", run_page, [Twin("a narrower type", narrowed, "does not say")]),
]

if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]).resolve()), encoding="utf-8")
