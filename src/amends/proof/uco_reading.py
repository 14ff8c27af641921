"""Exhibits in a graph in CASE/UCO that another program or authority wrote, as far as it says.

A provenance record is an exhibit; an investigative action whose result or object it is, or what it
is about, is a step of its custody. Nothing is made up: an action without a time, or of a name that
says no step of custody, is named and left out. A graph that amends wrote is read back whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.base.messages import Refusal
from amends.proof.custody import Step, StepKind
from amends.proof.uco import OWN, EvidenceFile
from amends.proof.uco_graph import Graph, Node, graph_in, last_part
from amends.proof.uco_words import declared

RECORD, ACTION = "ProvenanceRecord", "InvestigativeAction"
SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class FoundStep:
    """A step of custody, with what the graph says of it in words."""

    step: Step
    note: str = ""


@dataclass(frozen=True)
class LeftAction:
    """An action that cannot be taken as a step: its name, and why by a code."""

    name: str
    why: str


@dataclass(frozen=True)
class FoundExhibit:
    """An exhibit of a graph.

    Attributes:
        number: its number; nothing if the graph has none.
        kind: the kind of item that its types suggest.
        left: the actions that cannot be taken as steps.
    """

    number: str
    description: str
    kind: str
    steps: tuple[FoundStep, ...] = ()
    left: tuple[LeftAction, ...] = ()
    files: tuple[EvidenceFile, ...] = ()


def exhibits_in(content: bytes) -> tuple[FoundExhibit, ...]:
    """Return the exhibits of a graph in the order in which it names them.

    Raises:
        Refusal: it is no graph, or there is no exhibit in it.
    """
    graph = graph_in(content)
    done = _done_with(graph)
    found = tuple(_exhibit(graph, record, done) for record in graph.of_type(RECORD))
    if not found:
        raise Refusal("There is no exhibit in this graph. Ask for one with exhibits.")
    return found


def _exhibit(graph: Graph, record: Node, done: Done) -> FoundExhibit:
    things = graph.linked(record, "object")
    actions = _actions(done, record, things)
    read = [_step(graph, graph.nodes[name], kind) for name, kind in actions.items()]
    steps = [one for one in read if isinstance(one, FoundStep)]
    return FoundExhibit(
        number=record.text("exhibitNumber"),
        description=record.text("description") or record.text("name"),
        kind=record.text(OWN["kind"]) or _kind(things),
        steps=tuple(sorted(steps, key=lambda one: one.step.at)),
        left=tuple(one for one in read if isinstance(one, LeftAction)),
        files=tuple(file for thing in things for file in _files(graph, thing)),
    )


# By what came of it, and by what it was done on: the actions, and what step each was.
Done = tuple[dict[str, dict[str, StepKind | None]], dict[str, dict[str, StepKind | None]]]


def _done_with(graph: Graph) -> Done:
    """Return what was done, once for all exhibits of a graph."""
    done: Done = ({}, {})
    words = declared().results, declared().objects
    for action in graph.of_type(ACTION):
        name = (action.text("name") or action.text("description")).lower()
        own = StepKind(name) if name in set(StepKind) else None
        for role, by_thing, said in zip(("result", "object"), done, words, strict=True):
            for thing in action.links.get(role, ()):
                by_thing.setdefault(thing, {})[action.name] = own or said.get(name)
    return done


def _actions(done: Done, record: Node, things: list[Node]) -> dict[str, StepKind | None]:
    """Return the actions that were done with an exhibit; making it comes before working on it."""
    results, objects = done
    concerned = (record.name, *(thing.name for thing in things))
    made = results.get(record.name, {})
    worked_on = {k: v for name in concerned for k, v in objects.get(name, {}).items()}
    return made | {action: kind for action, kind in worked_on.items() if action not in made}


def _step(graph: Graph, action: Node, kind: StepKind | None) -> FoundStep | LeftAction:
    name = action.text("name") or last_part(action.name)
    if kind is None:
        return LeftAction(name, "name")
    at, until = _moment(action.text("startTime")), _moment(action.text("endTime"))
    if at is None or (until is None and action.text("endTime")):
        return LeftAction(name, "time")
    by = next((_called(graph, one) for one in graph.linked(action, "performer")), "")
    if not by:
        return LeftAction(name, "performer")
    to = next((_called(graph, one) for one in graph.linked(action, "participant")), "")
    step = Step(
        kind=kind,
        at=at,
        until=until,
        by=by,
        to=to if kind is StepKind.HANDED_OVER else "",
        place=action.text(OWN["place"]) or _place(graph, action),
        purpose=action.text(OWN["purpose"]),
        seal_before=action.text(OWN["seal_before"]),
        seal_after=action.text(OWN["seal_after"]),
        sha256=action.text(OWN["sha256"]),
        receipt=action.text(OWN["receipt"]) == "true",
    )
    # What amends says in words besides stands in its own terms already.
    is_own = bool(action.text(OWN["receipt"]))
    return FoundStep(step, "" if is_own else action.text("description"))


def _moment(text: str) -> datetime | None:
    """Return a moment; one without a zone says nothing for certain, and is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _called(graph: Graph, identity: Node) -> str:
    """Return what somebody is called; without a name, the identifier by which they are found."""
    if name := identity.text("name"):
        return name
    for facet in graph.linked(identity, "hasFacet"):
        if name := " ".join(filter(None, map(facet.text, ("givenName", "familyName")))):
            return name
    return last_part(identity.name)


def _place(graph: Graph, action: Node) -> str:
    for place in graph.linked(action, "location"):
        if name := place.text("name"):
            return name
        for facet in graph.linked(place, "hasFacet"):
            parts = map(facet.text, ("street", "locality", "region", "postalCode", "country"))
            if said := ", ".join(filter(None, parts)):
                return said
        return last_part(place.name)
    return ""


def _kind(things: list[Node]) -> str:
    types = (name for thing in things for name in thing.types)
    known = (declared().kinds[name] for name in types if name in declared().kinds)
    return next(known, "other")


def _files(graph: Graph, thing: Node) -> Iterator[EvidenceFile]:
    """Yield the file that a thing is, if its SHA-256 is known."""
    facets = graph.linked(thing, "hasFacet")
    hashes = [one for facet in facets for one in graph.linked(facet, "hash")]
    for one in hashes:
        value = one.text("hashValue").lower()
        if last_part(one.text("hashMethod")).upper() == "SHA256" and SHA256.fullmatch(value):
            name = next(filter(None, (facet.text("fileName") for facet in facets)), "")
            size = next(filter(str.isdecimal, (f.text("sizeInBytes") for f in facets)), "0")
            yield EvidenceFile(name, int(size[:18]), value)
            return
