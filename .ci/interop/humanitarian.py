"""hxl/projects.hxl.csv and metadata/hdx.json."""

import logging
from importlib.metadata import version
from pathlib import Path

import hxl
import yaml

from release import LIST_SEPARATOR, Rejected, as_text, load, read_json
from suite import Check, Twin, replace

HXL = "hxl/projects.hxl.csv"
HDX = "metadata/hdx.json"
logging.getLogger("hxl").setLevel(logging.CRITICAL)  # what it skips is counted below
CONFIGURATION = Path(__file__).parents[3] / "shared/standards/hdx/hdx_base_configuration.yaml"


def run_hxl(release: Path) -> str:
    data = hxl.data(str(release / HXL), hxl.InputOptions(allow_local=True))
    report = hxl.validate(data)
    if report["stats"]["error"]:
        raise Rejected(f"errors: {[i for i in report['issues'] if i['severity'] == 'error'][:2]}")
    table = next(t for t in load(release) if t.name == "projects")
    titles = {c.title: i for i, c in enumerate(table.columns)}
    data = hxl.data(str(release / HXL), hxl.InputOptions(allow_local=True))
    at = [titles[column.header] for column in data.columns]
    rows = [row.values for row in data]
    if not all(column.tag for column in data.columns):
        raise Rejected("a column has no tag")
    if rows != [[as_text(row[i]) for i in at] for row in table.rows]:
        raise Rejected("the rows are not those of the JSON file")
    lists = [c.display_tag for c in data.columns if LIST_SEPARATOR in "".join(r[data.columns.index(c)] for r in rows) and "+list" not in c.display_tag]
    if [c for c in lists if not c.startswith("#activity")]:
        raise Rejected(f"lists that no tag marks as such: {lists}")
    return f"{len(rows)} rows, {len(at)} tags"


HXL_TWINS = [
    Twin("a tag that is none", replace(HXL, "#activity+code", "activity+code"), "a column has no tag"),
    Twin("no tags", lambda release: (release / HXL).write_text((release / HXL).read_text(encoding="utf-8").replace("#", ""), encoding="utf-8"), "[Tt]ag"),
    Twin("a date that is none", replace(HXL, "2018-08-01", "long ago"), "errors.*date|long ago"),
    Twin("an amount that is none", replace(HXL, "500000.00", "half a million"), "errors.*number|half a million"),
    Twin("another cell", replace(HXL, "Diaspora Dialogue", "Diaspora Monologo"), "not those of the JSON"),
]  # fmt: skip


def run_hdx(release: Path) -> str:
    wanted = yaml.safe_load(CONFIGURATION.read_text(encoding="utf-8"))
    dataset = read_json(release / HDX)
    check_fields("dataset", dataset, wanted)
    if not dataset["resources"]:
        raise Rejected("it has no resources")
    for resource in dataset["resources"]:
        check_fields("resource", resource, wanted)
        if not list(release.glob(f"*/{resource['name']}")):
            raise Rejected(f"no file {resource['name']}")
    return f"{len(wanted['dataset']['required_fields'])} fields, {len(dataset['resources'])} resources"


def check_fields(kind: str, of: dict, wanted: dict) -> None:
    for field in wanted[kind]["required_fields"]:
        if of.get(field) in (None, "", []):
            raise Rejected(f"a {kind} has no {field}")


HDX_TWINS = [
    Twin("no maintainer", replace(HDX, '"maintainer"', '"maintained_by"'), "a dataset has no maintainer"),
    Twin("no licence", replace(HDX, '"license_id": "', '"license_id": "", "was": "'), "a dataset has no license_id"),
    Twin("a resource of no format", replace(HDX, '"format"', '"shape"'), "a resource has no format"),
    Twin("a resource that is not there", replace(HDX, '"projects.csv"', '"project.csv"'), "no file project.csv"),
]  # fmt: skip

CHECKS = [
    Check(f"HXL 1.1, libhxl {version('libhxl')}", run_hxl, HXL_TWINS, option=HXL),
    Check("HDX, required fields", run_hdx, HDX_TWINS, option=HDX,
          skip="" if CONFIGURATION.exists() else "the official list is not here (../shared/standards)"),
]  # fmt: skip
