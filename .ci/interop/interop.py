"""Runs validators and readers over a release: interop.py FOLDER [--complete]

--complete: the release has the documents that are written on demand, too."""

import sys
from pathlib import Path

import citation
import croissant
import csvw_metadata
import datapackage
import dcat
import edtf
import humanitarian
import iati
import loadsql
import parquet
import quickstart
import readers
import research_object
import texts
import workbook
from suite import run_all

READERS = [parquet, readers, texts, loadsql, workbook, quickstart]
STANDARDS = [datapackage, csvw_metadata, iati, croissant, dcat, citation, research_object, humanitarian, edtf]

if __name__ == "__main__":
    checks = [check for module in READERS + STANDARDS for check in module.CHECKS]
    sys.exit(0 if run_all(checks, Path(sys.argv[1]).resolve(), "--complete" in sys.argv) else 1)
