"""Exhibits with their custody as a graph in CASE, the exchange ontology on top of UCO (JSON-LD).

An exhibit is a provenance record with its number; a step of custody an investigative action whose
result is that record; a file an observable with its SHA-256. Whoever acted stands as an identity
under the words of the record. Identifiers follow from case and key: the same case gives the same
graph. Terms are those of CASE 1.4 and UCO 1.4; what these have no term for stands in words for
everybody, and under terms of amends so that it can be read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from amends.proof.custody import Exhibit, Step

Node = dict[str, Any]
SPACE = UUID("6f2d9f3e-5f2c-4c8e-9b66-0d5a5b7c1e10")
CONTEXT = {
    "amends": "urn:amends:term:",
    "kb": "urn:amends:",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The terms of amends, by what they say.
OWN = {
    "kind": "kindOfItem",
    "place": "place",
    "purpose": "purpose",
    "seal_before": "sealFound",
    "seal_after": "sealPutOn",
    "sha256": "sha256Found",
    "receipt": "signedFor",
}


@dataclass(frozen=True)
class EvidenceFile:
    """A file of an exhibit: its name, its length in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Described:
    """An exhibit with what is said of it and its files."""

    exhibit: Exhibit
    description: str
    files: tuple[EvidenceFile, ...] = ()
    kind: str = ""


def graph_of(reference: str, exhibits: Iterable[Described]) -> Node:
    """Return the exhibits of a case as a JSON-LD document that ``case_validate`` accepts."""
    nodes: dict[str, Node] = {}
    for described in exhibits:
        for node in _nodes(reference, described):
            nodes.setdefault(node["@id"], node)
    investigation = {
        "@id": _id("investigation", reference),
        "@type": "case-investigation:Investigation",
        "uco-core:name": reference,
        "uco-core:object": [{"@id": name} for name in nodes],
    }
    if not nodes:
        del investigation["uco-core:object"]
    return {"@context": CONTEXT, "@graph": [investigation, *nodes.values()]}


def _nodes(reference: str, described: Described) -> Iterator[Node]:
    exhibit = described.exhibit
    record = _id("exhibit", reference, exhibit.key)
    files = [_file(reference, file) for file in described.files]
    yield from files
    node: Node = {
        "@id": record,
        "@type": "case-investigation:ProvenanceRecord",
        "case-investigation:exhibitNumber": exhibit.key,
        "uco-core:description": described.description,
    }
    if described.kind:
        node[f"amends:{OWN['kind']}"] = described.kind
    if files:
        node["uco-core:object"] = [{"@id": file["@id"]} for file in files]
    yield node
    for number, step in enumerate(exhibit.steps):
        yield from _step(reference, exhibit.key, number, step, record)


def _step(reference: str, key: str, number: int, step: Step, record: str) -> Iterator[Node]:
    people = [_identity(reference, name) for name in dict.fromkeys((step.by, step.to)) if name]
    yield from people
    node: Node = {
        "@id": _id("step", reference, key, str(number)),
        "@type": "case-investigation:InvestigativeAction",
        "uco-core:name": str(step.kind),
        "uco-action:startTime": _moment(step.at),
        "uco-action:performer": {"@id": people[0]["@id"]},
        "uco-action:result": {"@id": record},
    }
    if step.until:
        node["uco-action:endTime"] = _moment(step.until)
    if len(people) > 1:
        node["uco-action:participant"] = {"@id": people[1]["@id"]}
    if said := " ".join(_said(step)):
        node["uco-core:description"] = said
    yield node | _own(step)


def _own(step: Step) -> Node:
    """Return what CASE has no term for under terms of amends."""
    values = {
        "place": step.place,
        "purpose": step.purpose,
        "seal_before": step.seal_before,
        "seal_after": step.seal_after,
        "sha256": step.sha256,
    }
    said: Node = {f"amends:{OWN[name]}": value for name, value in values.items() if value}
    return said | {f"amends:{OWN['receipt']}": step.receipt}


def _said(step: Step) -> Iterator[str]:
    """Yield what CASE has no term of its own for."""
    for label, value in (
        ("place:", step.place),
        ("purpose:", step.purpose),
        ("seal found:", step.seal_before),
        ("seal put on:", step.seal_after),
        ("SHA-256 found:", step.sha256),
    ):
        if value:
            yield f"{label} {value}."
    if step.receipt:
        yield "Signed for."


def _file(reference: str, file: EvidenceFile) -> Node:
    name = _id("file", reference, file.sha256)
    return {
        "@id": name,
        "@type": "uco-observable:File",
        "uco-core:hasFacet": [
            {
                "@id": _id("file facet", reference, file.sha256),
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": file.name,
                "uco-observable:sizeInBytes": {"@type": "xsd:integer", "@value": str(file.size)},
            },
            {
                "@id": _id("content facet", reference, file.sha256),
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:hash": {
                    "@id": _id("hash", reference, file.sha256),
                    "@type": "uco-types:Hash",
                    "uco-types:hashMethod": "SHA256",
                    "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
                },
            },
        ],
    }


def _identity(reference: str, name: str) -> Node:
    return {
        "@id": _id("identity", reference, name),
        "@type": "uco-identity:Identity",
        "uco-core:name": name,
    }


def _moment(at: datetime) -> Node:
    return {"@type": "xsd:dateTime", "@value": at.astimezone(UTC).isoformat()}


def _id(kind: str, *named: str) -> str:
    """Return an identifier that is the same for the same thing, and tells nothing of it."""
    word = kind.replace(" ", "_")
    return f"kb:{word}-{uuid5(SPACE, '/'.join((kind, *named)))}"
