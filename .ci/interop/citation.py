"""CITATION.cff: the Citation File Format, by cffconvert."""

import subprocess
from importlib.metadata import version
from pathlib import Path

from release import Rejected, read_json
from suite import Check, Twin, replace

HERE = Path(__file__).parent
FILE = "CITATION.cff"


def cffconvert(*arguments: str) -> str:
    """It needs an older jsonschema than the others, so it runs by itself."""
    done = subprocess.run([HERE / ".venv-cff/bin/cffconvert", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise Rejected((done.stdout + done.stderr).strip())
    return done.stdout


def run(release: Path) -> str:
    file = str(release / FILE)
    cffconvert("--validate", "--infile", file)
    cited = cffconvert("--format", "apalike", "--infile", file)
    package = read_json(release / "datapackage.json")
    for words in (package["title"], package["version"], package["created"][:4]):
        if words not in cited:
            raise Rejected(f"the citation has no {words!r}: {cited}")
    return f"cites as: {cited.strip()}"


TWINS = [
    Twin("no title", replace(FILE, "title:", "heading:"), "'title' is a required|required.*title|title.*required"),
    Twin("a type of no list", replace(FILE, '"dataset"', '"data"'), "data"),
    Twin("a licence of no list", replace(FILE, '"CC-BY-4.0"', '"CC-BY"'), "CC-BY"),
    Twin("a day that is none", replace(FILE, 'date-released: "2', 'date-released: "on 2'), "date-released|does not match"),
    Twin("another version", replace(FILE, 'version: "', 'version: "0'), "has no|version"),
]  # fmt: skip


def cff_version() -> str:
    return cffconvert("--version").split()[-1]


CHECKS = [Check(f"CFF 1.2.0, cffconvert {cff_version()}", run, TWINS)]
