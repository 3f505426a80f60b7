"""Checks, their known-bad twins, and the lines that tell how they went."""

import re
import shutil
import tempfile
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable


class Rejected(Exception):
    """A check says no: the release is not what it must be."""


@dataclass
class Twin:
    """A release with one fault. Its check must reject it with words that
    match expect: a check that says no for another reason proves nothing."""

    name: str
    damage: Callable[[Path], None]
    expect: str


@dataclass
class Check:
    """A standard or a reader. run takes the folder of a release, raises where
    something is wrong, and returns what it has looked at."""

    name: str
    run: Callable[[Path], str]
    twins: list[Twin] = field(default_factory=list)
    skip: str = ""  # why it cannot run here; blank is that it can
    option: str = ""  # the document that it is about, where a release has that on demand only


def run_all(checks: list[Check], release: Path, complete: bool) -> bool:
    """Prints a line for each check, and as the last one the count. Documents on
    demand may be absent from a release that is not complete."""
    passed = failed = 0
    for check in checks:
        if check.option and not complete and not (release / check.option).exists():
            print(f"SKIP  {check.name:<36}this release has no {check.option}", flush=True)
            continue
        if check.skip:
            print(f"SKIP  {check.name:<36}{check.skip}", flush=True)
            continue
        try:
            said = check.run(release)
            for twin in check.twins:
                reject(check, twin, release)
        except Exception as error:  # whatever a reader throws is a failure of that reader
            failed += 1
            print(f"FAIL  {check.name:<36}{type(error).__name__}: {error}", flush=True)
            if not isinstance(error, Rejected):
                traceback.print_exc()
            continue
        passed += 1
        print(f"ok    {check.name:<36}{said}; {len(check.twins)} bad twins rejected", flush=True)
    print(f"{passed} passed, {failed} failed")
    return failed == 0


def reject(check: Check, twin: Twin, release: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "release"
        shutil.copytree(release, copy)
        twin.damage(copy)
        try:
            check.run(copy)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            if not re.search(twin.expect, words):
                raise Rejected(f"the twin “{twin.name}” is rejected, but not for /{twin.expect}/: {words}") from error
            return
    raise Rejected(f"the twin “{twin.name}” is accepted")


def replace(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A damage: the first old in a text file becomes new."""

    def damage(release: Path) -> None:
        file = release / path
        text = file.read_bytes()
        if old.encode() not in text:
            raise AssertionError(f"{path} does not hold {old!r}: the twin is out of date")
        file.write_bytes(text.replace(old.encode(), new.encode(), 1))

    return damage
