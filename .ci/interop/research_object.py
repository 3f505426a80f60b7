"""ro-crate-metadata.json and metadata/openlineage.jsonl: how the release was made."""

import json
from importlib.metadata import version
from pathlib import Path

import jsonschema
import referencing
import requests
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

from release import Rejected, load, read_json
from suite import Check, Twin, replace

CRATE = "ro-crate-metadata.json"
EVENTS = "metadata/openlineage.jsonl"
STANDARDS = Path(__file__).parents[3] / "shared/standards"
OPENLINEAGE = STANDARDS / "openlineage"
CONTEXT = STANDARDS / "ro-crate/1.2/context.jsonld"
ABSENT = "the official schemas are not here (../shared/standards)"


def from_shared(self, url: str, **_) -> requests.Response:
    """The published context from the file beside the project, and nothing else from anywhere."""
    response = requests.Response()
    response.status_code, response.url = 404, url
    if url == "https://w3id.org/ro/crate/1.2/context":
        response.status_code, response._content = 200, CONTEXT.read_bytes()
        response.headers["Content-Type"] = "application/ld+json"
    return response


HttpRequester.get = from_shared


def run_crate(release: Path) -> str:
    settings = services.ValidationSettings(
        rocrate_uri=str(release), profile_identifier="ro-crate-1.2", requirement_severity=models.Severity.REQUIRED
    )
    result = services.validate(settings)
    if issues := result.get_issues():
        raise Rejected(f"{len(issues)} issues, the first: {[f'{i.check.identifier} {i.message}' for i in issues[:3]]}")
    graph = {e["@id"]: e for e in read_json(release / CRATE)["@graph"]}
    run = next((e for e in graph.values() if e["@type"] == "CreateAction"), None)
    if not run or not run["object"] or not run["result"]:
        raise Rejected("no action made the files of the documents")
    for part in run["object"] + run["result"]:
        if part["@id"] not in graph:
            raise Rejected(f"nothing describes {part['@id']}")
    return f"{len(graph)} entities, {len(run['object'])} documents made {len(run['result'])} files"


CRATE_TWINS = [
    Twin("no description of the root", replace(CRATE, '"@id": "./",\n      "@type": "Dataset"', '"@id": "./",\n      "@type": "Thing"'), "Root Data Entity|root data entity|Dataset"),
    Twin("a file that is not there", lambda release: (release / "csv/projects.csv").unlink(), "csv/projects.csv"),
    Twin("no day", replace(CRATE, '"datePublished"', '"dateMade"'), "datePublished"),
    Twin("no licence", replace(CRATE, '"license"', '"licence"'), "license"),
    Twin("a descriptor of nothing", replace(CRATE, '"about": {', '"subject": {'), "about"),
    Twin("no action", replace(CRATE, '"CreateAction"', '"CreatAction"'), "no action|CreatAction"),
]  # fmt: skip


def schemas() -> tuple[dict, referencing.Registry]:
    registry = referencing.Registry()
    documents = {}
    for path in [OPENLINEAGE / "OpenLineage.json", *sorted((OPENLINEAGE / "facets").glob("*.json"))]:
        document = read_json(path)
        documents[path.stem] = document
        registry = registry.with_resource(document["$id"], referencing.Resource.from_contents(document))
    return documents, registry


def run_events(release: Path) -> str:
    documents, registry = schemas()
    event_schema = {"$ref": documents["OpenLineage"]["$id"] + "#/$defs/RunEvent"}
    formats = jsonschema.Draft202012Validator.FORMAT_CHECKER
    lines = (release / EVENTS).read_text(encoding="utf-8").splitlines()
    columns, runs = 0, set()
    for line in lines:
        event = json.loads(line)
        for error in jsonschema.Draft202012Validator(event_schema, registry=registry, format_checker=formats).iter_errors(event):
            raise Rejected(f"{error.json_path}: {error.message[:300]}")
        runs.add(event["run"]["runId"])
        for output in event["outputs"]:
            for facet in [*output["facets"].values(), *output["outputFacets"].values()]:
                name = facet["_schemaURL"].rsplit("/", 1)[1]
                own = {"$ref": documents[name]["$id"] + f"#/$defs/{name}"}
                for error in jsonschema.Draft202012Validator(own, registry=registry, format_checker=formats).iter_errors(facet):
                    raise Rejected(f"{output['name']} {name} {error.json_path}: {error.message[:300]}")
            columns += check_columns(output, event["inputs"])
    tables = load(release)
    if len(runs) != len(tables) or len(lines) != len(tables):
        raise Rejected(f"{len(lines)} events and {len(runs)} runs for {len(tables)} tables")
    return f"{len(lines)} events, lineage of {columns} columns"


def check_columns(output: dict, inputs: list[dict]) -> int:
    """Each column with lineage exists, and follows from a data set that the event names."""
    own = {f["name"] for f in output["facets"]["schema"]["fields"]}
    known = {i["name"] for i in inputs} | {output["name"]}
    lineage = output["facets"].get("columnLineage", {}).get("fields", {})
    for column, of in lineage.items():
        if column not in own or not of["inputFields"]:
            raise Rejected(f"{output['name']} has no column {column}")
        for field in of["inputFields"]:
            if field["name"] not in known:
                raise Rejected(f"{output['name']} {column} follows from {field['name']}, which is no input")
    return len(lineage)


EVENT_TWINS = [
    Twin("a run without a UUID", replace(EVENTS, '"runId":"', '"runId":"x'), "runId.*uuid|is not a 'uuid'"),
    Twin("a time that is none", replace(EVENTS, '"eventTime":"2', '"eventTime":"on 2'), "eventTime"),
    Twin("no job", replace(EVENTS, '"job":', '"work":'), "'job' is a required"),
    Twin("a kind of event of no list", replace(EVENTS, '"COMPLETE"', '"DONE"'), "DONE"),
    Twin("lineage without fields", replace(EVENTS, '"inputFields":', '"fields":'), "inputFields"),
    Twin("lineage from nowhere", replace(EVENTS, '"field":"value","name":"parquet/claims.parquet"', '"field":"value","name":"parquet/claim.parquet"'), "no input"),
]  # fmt: skip

CHECKS = [
    Check(f"RO-Crate 1.2, roc-validator {version('roc-validator')}", run_crate, CRATE_TWINS, option=CRATE,
          skip="" if CONTEXT.exists() else ABSENT),
    Check("OpenLineage 2-0-2 schema", run_events, EVENT_TWINS, option=EVENTS,
          skip="" if OPENLINEAGE.exists() else ABSENT),
]  # fmt: skip
