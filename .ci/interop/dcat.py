"""metadata/dcat.jsonld: the SHACL shapes of DCAT-AP, and its provenance."""

from importlib.metadata import version
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import DCAT, PROV, RDF, SH

from release import Rejected, read_json
from suite import Check, Twin, replace

SHAPES = Path(__file__).parents[3] / "shared/standards/dcat-ap/3.0.1/shacl"
FILE = "metadata/dcat.jsonld"
# mdr-vocabularies says which authority tables are used, range and shapes what
# stands where. ranges.ttl is no well-formed SHACL to pyshacl, and
# shapes_recommended.ttl asks for what we do not know.
USED = ("dcat-ap-SHACL.ttl", "shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl", "deprecateduris.ttl")


def run(release: Path) -> str:
    path = release / FILE
    graph = rdflib.Graph().parse(path, format="json-ld")
    shapes = 0
    for name in USED:
        of = rdflib.Graph().parse(SHAPES / name)
        shapes += len(set(of.subjects(RDF.type, SH.NodeShape)))
        _, report, _ = pyshacl.validate(graph, shacl_graph=of, inference="none")
        for result in report.subjects(RDF.type, SH.ValidationResult):
            if report.value(result, SH.resultSeverity) == SH.Violation and not excused(report, result):
                path_, at = report.value(result, SH.resultPath), report.value(result, SH.focusNode)
                raise Rejected(f"{name}: {at} {path_}: {report.value(result, SH.resultMessage)}")
    check_links(graph, release)
    return f"{len(graph)} statements, {shapes} shapes, {len(set(graph.subjects(RDF.type, DCAT.Distribution)))} distributions"


def excused(report: rdflib.Graph, result) -> bool:
    """Publishers come from the authority table of corporate bodies, which has
    those of the European Union alone."""
    about = str(report.value(result, SH.focusNode)).endswith("#publisher")
    return about and report.value(result, SH.resultPath) == rdflib.SKOS.inScheme


def check_links(graph: rdflib.Graph, release: Path) -> None:
    """What no shape looks at: files that exist, and documents it was made from."""
    for address in {*graph.objects(None, DCAT.accessURL), *graph.objects(None, DCAT.downloadURL)}:
        file = Path(str(address).removeprefix("file://"))
        if not file.exists():
            raise Rejected(f"no file {file.name}")
    dataset = graph.value(None, RDF.type, DCAT.Dataset)
    made = {str(o).partition("#document/")[2] for o in graph.objects(dataset, PROV.wasDerivedFrom)}
    documents = {row["document_id"] for row in read_json(release / "json/documents.json")}
    if made != documents:
        raise Rejected(f"it is not derived from the documents: {sorted(made ^ documents)[:3]}")


TWINS = [
    Twin("a dataset without title", replace(FILE, '"dct:title": {\n        "@language": "en",\n        "@value": "ICMPD', '"dct:heading": {\n        "@language": "en",\n        "@value": "ICMPD'), "dct:title|terms/title"),
    Twin("a distribution without address", replace(FILE, '"dcat:accessURL"', '"dcat:somewhere"'), "accessURL"),
    Twin("a size that is none", replace(FILE, '"@type": "xsd:nonNegativeInteger"', '"@type": "xsd:string"'), "byteSize"),
    Twin("a theme of no table", replace(FILE, "authority/data-theme/SOCI", "authority/data-thema/SOCI"), "theme"),
    Twin("an algorithm of no list", replace(FILE, '"@id": "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"\n', '"@id": "https://example.org/sha256"\n'), "lgorithm"),
    Twin("a file that is not there", replace(FILE, "../csv/projects.csv", "../csv/project.csv"), "no file project.csv"),
    Twin("a document less", replace(FILE, '"prov:wasDerivedFrom": [\n        {\n          "@id": "#document/', '"prov:wasDerivedFrom": [\n        {\n          "@id": "#document/x'), "not derived"),
]  # fmt: skip

CHECKS = [Check(f"DCAT-AP 3.0.1, pyshacl {version('pyshacl')}", run, TWINS, skip="" if SHAPES.exists() else "the official shapes are not here (../shared/standards)")]
