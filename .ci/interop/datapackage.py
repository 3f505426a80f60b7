"""datapackage.json: its files, its data, its schema; and the README."""

import contextlib
import hashlib
import io
import re
from pathlib import Path

import duckdb
import frictionless
import jsonschema

from release import Rejected, load, read_json
from suite import Check, Twin, replace

STANDARDS = Path(__file__).parents[3] / "shared/standards"  # beside the project, where there is one
PROFILE = STANDARDS / "frictionless/2.0/datapackage.json"


def run_frictionless(release: Path) -> str:
    package = read_json(release / "datapackage.json")
    with contextlib.chdir(release):
        report = frictionless.validate("datapackage.json")
    errors = [*report.errors, *(e for task in report.tasks for e in task.errors)]
    if not report.valid or errors:
        first = {e.type: e.message for e in reversed(errors)}
        raise Rejected(f"{len(errors)} errors, the first of each type: {first}")
    checked = {task.place for task in report.tasks}
    wanted = {f"csv/{t.name}.csv" for t in load(release)}
    if checked != wanted:
        raise Rejected(f"the package and the dictionary differ in {sorted(checked ^ wanted)}")
    return f"{len(report.tasks)} tables, {check_files(release, package)} files"


def check_files(release: Path, package: dict) -> int:
    """Bytes and hashes of the alternatives, which frictionless does not open."""
    files = [f for r in package["resources"] for f in [r, *r.get("alternatives", [])]]
    for file in files:
        content = (release / file["path"]).read_bytes()
        if len(content) != file["bytes"] or f"sha256:{hashlib.sha256(content).hexdigest()}" != file["hash"]:
            raise Rejected(f"{file['path']} has not the bytes that the package states")
    return len(files)


PACKAGE = "datapackage.json"
TWINS = [
    Twin("a reference to nothing", replace("csv/project_countries.csv", "bmp-maghreb,MAR", "bmp-nowhere,MAR"), "foreign-key"),
    Twin("a key twice", replace("csv/countries.csv", "\nAUT,", "\nDZA,"), "primary-key"),
    Twin("a code of no list", replace("csv/projects.csv", ",active,", ",running,"), 'constraint-error.*"running"'),
    Twin("a date that is none", replace("csv/projects.csv", "2018-08-01", "2018-08-41"), "type-error.*2018-08-41"),
    Twin("a required cell is blank", replace("csv/projects.csv", "Diaspora Dialogue,", ","), 'constraint-error.*"required'),
    Twin("other bytes", replace("csv/projects.csv", "Diaspora Dialogue,", "Diaspora Monologo,"), "hash-count"),
    Twin("other bytes of JSON", replace("json/projects.json", "Diaspora Dialogue", "Diaspora Monologo"), "has not the bytes"),
    Twin("a descriptor without resources", replace(PACKAGE, '"resources"', '"resorces"'), "resources|KeyError"),
    Twin("a type of no schema", replace(PACKAGE, '"type": "integer"', '"type": "inetger"'), "inetger"),
]  # fmt: skip


def run_profile(release: Path) -> str:
    """The published schema of the standard, Draft 7."""
    validator = jsonschema.Draft7Validator(read_json(PROFILE), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(read_json(release / PACKAGE)):
        raise Rejected(f"{error.json_path}: {error.message[:300]}")
    return "valid"


PROFILE_TWINS = [
    Twin("no resources", replace(PACKAGE, '"resources"', '"resorces"'), "'resources' is a required property"),
    Twin("a licence without name and path", replace(PACKAGE, '"licenses"', '"licenses": [{"title": "free"}], "was"'), "licenses"),
    Twin("a time that is none", replace(PACKAGE, '"created": "2', '"created": "on 2'), "created"),
]


def run_readme(release: Path) -> str:
    """Runs what the README of the release tells its readers to type."""
    page = (release / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(python|sql)\n(.*?)```", page, re.DOTALL)
    if {language for language, _ in blocks} != {"python", "sql"}:
        raise Rejected("it shows no Python or no SQL")
    names: dict = {}
    with contextlib.chdir(release), contextlib.redirect_stdout(io.StringIO()):
        for language, code in blocks:
            exec(code, names) if language == "python" else duckdb.connect().execute(code).fetchall()
    return f"{len(blocks)} examples run"


README_TWINS = [
    Twin("a file of another name", replace("README.md", 'pl.read_parquet("parquet/projects', 'pl.read_parquet("parquet/project'), "FileNotFound"),
    Twin("a query of no file", replace("README.md", "FROM 'parquet/projects", "FROM 'parquet/project"), "No files found"),
]  # fmt: skip

CHECKS = [
    Check(f"frictionless {frictionless.__version__}", run_frictionless, TWINS),
    Check("Data Package 2.0 schema", run_profile, PROFILE_TWINS, skip="" if PROFILE.exists() else "the official schemas are not here (../shared/standards)"),
    Check("README of the release", run_readme, README_TWINS),
]  # fmt: skip
