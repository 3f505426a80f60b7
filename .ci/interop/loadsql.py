"""metadata/load.sql: a view of each Parquet file, and what its columns mean."""

import os
from pathlib import Path

import duckdb

from release import Rejected, load
from suite import Check, Twin, replace

SQL = "metadata/load.sql"


def run(release: Path) -> str:
    here = os.getcwd()
    os.chdir(release)  # its paths are relative to the release
    try:
        with duckdb.connect() as db:
            db.execute(Path(SQL).read_text(encoding="utf-8"))
            return compare(db, release)
    finally:
        os.chdir(here)


def compare(db: duckdb.DuckDBPyConnection, release: Path) -> str:
    tables = load(release)
    views = {name for (name,) in db.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    if views != {table.name for table in tables}:
        raise Rejected(f"the views are not the tables: {sorted(views ^ {table.name for table in tables})}")
    for table in tables:
        (rows,) = db.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        if rows != len(table.rows):
            raise Rejected(f"the view {table.name} has {rows} rows, the table {len(table.rows)}")
    for table, column, meaning in db.execute('SELECT "table", "column", meaning FROM dictionary').fetchall():
        (said,) = db.execute("SELECT comment FROM duckdb_columns() WHERE table_name = ? AND column_name = ?", [table, column]).fetchone()
        if said != meaning:
            raise Rejected(f"the comment on {table}.{column} is {said!r}, its meaning {meaning!r}")
    # What the README promises of money, asked as a user would.
    total, projects = db.execute("SELECT sum(budget_amount), count(budget_amount) FROM projects").fetchone()
    (summable,) = db.execute("SELECT sum(amount) FROM budgets WHERE summable").fetchone()
    if total != summable:
        raise Rejected(f"the budgets of projects add up to {total}, the summable ones to {summable}")
    return f"{len(views)} views; {total} over {projects} projects"


CHECKS = [
    Check(
        "load.sql in duckdb",
        run,
        [
            Twin("a view of another file", replace(SQL, "parquet/gaps.parquet", "parquet/claims.parquet"), "gaps"),
            Twin("a file that is not there", replace(SQL, "parquet/gaps.parquet", "parquet/gap.parquet"), "No files found"),
            Twin("a meaning is another", replace(SQL, "IS 'Title in readable case", "IS 'Heading in readable case"), "the comment on projects.title"),
        ],
    )
]
