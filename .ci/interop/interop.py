"""Runs validators and readers over a release: interop.py FOLDER"""

import sys
from pathlib import Path

import datapackage
import edtf
import loadsql
import parquet
import texts
import workbook
from suite import run_all

if __name__ == "__main__":
    checks = parquet.CHECKS + texts.CHECKS + loadsql.CHECKS + workbook.CHECKS + datapackage.CHECKS + edtf.CHECKS
    sys.exit(0 if run_all(checks, Path(sys.argv[1]).resolve()) else 1)
