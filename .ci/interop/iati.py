"""metadata/iati-activities.xml: schema, code lists and rules of the standard."""

import json
from pathlib import Path

from lxml import etree

import iati_rules
from release import Rejected, read_json
from suite import Check, Twin, replace

IATI = Path(__file__).parents[3] / "shared/standards/iati"
FILE = "metadata/iati-activities.xml"
ABSENT = "" if IATI.exists() else "the official schemas are not here (../shared/standards)"


def document(release: Path) -> etree._ElementTree:
    return etree.parse(str(release / FILE))


def run_schema(release: Path) -> str:
    schema = etree.XMLSchema(etree.parse(str(IATI / "2.03/iati-activities-schema.xsd")))
    found = document(release)
    if not schema.validate(found):
        raise Rejected(str(schema.error_log[0]))
    projects = {row["project_id"] for row in read_json(release / "json/projects.json")}
    ids = found.xpath("//iati-activity/iati-identifier/text()")
    prefix = found.xpath("string(//reporting-org/@ref)")
    if sorted(ids) != sorted(f"{prefix}-{p}" for p in projects):
        raise Rejected("the activities are not the projects")
    return f"{len(ids)} activities"


SCHEMA_TWINS = [
    Twin("elements out of order", replace(FILE, "<activity-status code=\"2\"></activity-status>", "<sector code=\"1\"/><activity-status code=\"2\"/>"), "sector.*not expected"),
    Twin("no title", replace(FILE, "<title>", "<heading>"), "heading|mismatch"),
    Twin("a date that is none", replace(FILE, 'iso-date="2018-08-01"', 'iso-date="2018-08"'), "2018-08.*not a valid"),
    Twin("no organisation", replace(FILE, "participating-org role=", "participating-organisation role="), "mismatch|not expected"),
    Twin("an activity of no project", replace(FILE, "-bmp-maghreb<", "-bmp-nowhere<"), "are not the projects"),
]  # fmt: skip


def codelist(name: str) -> dict[str, str]:
    """The codes of a list with their status."""
    for folder in ("embedded", "non-embedded"):
        path = IATI / "codelists" / folder / f"{name}.xml"
        if path.exists():
            root = etree.parse(str(path)).getroot()
            return {i.findtext("code"): i.get("status", "active") for i in root.iter("codelist-item")}
    raise Rejected(f"the list {name} is not here")


def run_codelists(release: Path) -> str:
    found, checked = document(release), 0
    for mapping in etree.parse(str(IATI / "codelists/mapping.xml")).getroot():
        path, name, condition = mapping.findtext("path"), mapping.find("codelist").get("ref"), mapping.findtext("condition")
        element, attribute = path.rsplit("/", 1)
        used = [str(v) for e in found.xpath(element + (f"[{condition}]" if condition else "")) for v in e.xpath(attribute)]
        if not used:
            continue
        codes = codelist(name)  # some lists are open; ours has no code that is not on them
        for code in used:
            if codes.get(code, "withdrawn") == "withdrawn":
                raise Rejected(f"{path}: {code} is no code of {name}")
        checked += len(used)
    return f"{checked} codes"


CODE_TWINS = [
    Twin("a status of no list", replace(FILE, '<activity-status code="2"', '<activity-status code="9"'), "9 is no code of ActivityStatus"),
    Twin("a sector of no list", replace(FILE, 'code="15190"', 'code="15199"'), "15199 is no code of Sector"),
    Twin("a country of no list", replace(FILE, '<recipient-country code="', '<recipient-country code="X'), "is no code of Country"),
    Twin("a role of no list", replace(FILE, '<participating-org role="1"', '<participating-org role="7"'), "7 is no code of OrganisationRole"),
]  # fmt: skip


def run_rules(release: Path) -> str:
    day = read_json(release / "datapackage.json")["created"][:10]  # the day of the release, no clock
    rules = json.loads((IATI / "rulesets/standard.json").read_text(encoding="utf-8"))
    broken, held, unknown = iati_rules.check(rules, document(release), day)
    if broken:
        raise Rejected("; ".join(broken[:5]))
    return f"{held} cases hold, {unknown} need the register of publishers and are not checked"


DATES = 'type="2" iso-date="2018-08-01"'
RULE_TWINS = [
    Twin("a percentage of a half", replace(FILE, 'percentage="100"', 'percentage="50"'), "2.1.4"),
    Twin("an end before its start", replace(FILE, '<activity-date type="3" iso-date="2021-12-31"', '<activity-date type="4" iso-date="2018-01-01"'), "11.1.3"),
    Twin("a start to come", replace(FILE, DATES, 'type="2" iso-date="2999-01-01"'), "11.1.4"),
    Twin("no start", replace(FILE, DATES, 'type="3" iso-date="2018-08-01"'), "6.11.1"),
    Twin("an update to come", replace(FILE, 'last-updated-datetime="2', 'last-updated-datetime="3'), "11.1.1"),
    Twin("an id of another reporter", replace(FILE, "<iati-identifier>", "<iati-identifier>somebody-"), "1.1.21"),
    Twin("an id with a space", replace(FILE, "<iati-identifier>", "<iati-identifier> "), "1.3.1"),
    Twin("an organisation without a name", replace(FILE, "<narrative>European Union</narrative>\n    </participating-org>", "</participating-org>"), "6.10.1"),
    Twin("two countries without shares", replace(FILE, "<recipient-country ", '<recipient-country code="AT"/><recipient-country '), "3.1.1"),
    Twin("no country", replace(FILE, "<recipient-country code=\"TN\"></recipient-country>", ""), "3.7.1"),
    Twin("no sector", replace(FILE, '<sector vocabulary="1"', '<sector vocabulary="99"'), "102.1.1"),
    Twin("a language nowhere", replace(FILE, '<iati-activity xml:lang="en"', "<iati-activity"), "4.1.1"),
    Twin("a budget of years", replace(FILE, "<document-link", '<budget type="1"><period-start iso-date="2019-01-01"/><period-end iso-date="2021-12-31"/><value currency="EUR">1</value></budget><document-link'), "7.5.3"),
    Twin("an amount of no currency", replace(FILE, "<document-link", '<budget type="1"><value>1</value></budget><document-link'), "7.8.1"),
]  # fmt: skip

CHECKS = [
    Check("IATI 2.03 schema", run_schema, SCHEMA_TWINS, skip=ABSENT),
    Check("IATI code lists", run_codelists, CODE_TWINS, skip=ABSENT),
    Check("IATI rule set", run_rules, RULE_TWINS, skip=ABSENT),
]
