"""What a cell rests on as a chart with its key list, in the tradition of Wigmore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from amends.office.exhibits.words import element_word
from amends.office.pages import actor_of
from amends.office.policy import knows_dependence
from amends.office.proving.cell_rows import item_named, step_row
from amends.office.proving.finding import TAB, proof_case_or_404, proof_found
from amends.office.proving.selectors import CaseProof
from amends.office.proving.words import claim_words, step_words
from amends.proof.charts import Chart, Node, NodeKind, chart
from amends.proof.matrix import Cell, Place

WIDE, HIGH = 84, 84
MARGIN = 30


@dataclass(frozen=True)
class Drawn:
    """One node of a chart where it is drawn, with its line of the key list."""

    node: Node
    left: int
    top: int
    said: str
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A line from one node to another; a broken one speaks against it."""

    left: int
    top: int
    right: int
    bottom: int
    defeats: bool


@dataclass(frozen=True)
class Picture:
    """One chart as it is drawn."""

    title: str
    width: int
    height: int
    nodes: tuple[Drawn, ...]
    lines: tuple[Line, ...]


@require_GET
def charts(request: HttpRequest, reference: str) -> HttpResponse:
    """Draw a chart for everything that a cell asks for."""
    case = proof_case_or_404(request, reference)
    held = proof_found(request, case)
    place = Place(*(request.GET.get(name, "") for name in ("element", "by", "to")))
    cell = held.matrix.cells.get(place)
    if cell is None:
        raise Http404
    people = held.made_of.rows.found.parties
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-proof",
        "element": element_word(place.element),
        "by": people.get(place.defendant),
        "to": people.get(place.victim),
        "pictures": [_drawn(held, key) for key in _argued(held, cell)],
        "knows": knows_dependence(actor_of(request), case),
    }
    return render(request, "proving/chart.html", context)


def _argued(held: CaseProof, cell: Cell) -> tuple[str, ...]:
    """Return what of a cell something was said on; all of it if nothing was."""
    graph = held.made_of.graph
    found = [
        key
        for key in cell.propositions
        if any(graph.arguments_for.get(each) for each in (key, *graph.propositions[key].contraries))
    ]
    return tuple(found) or cell.propositions


def _drawn(held: CaseProof, key: str) -> Picture:
    found = chart(held.made_of.graph, key)
    nodes = {node.number: node for node in found.nodes}
    claim = held.made_of.graph.propositions[key]
    return Picture(
        claim_words(claim, held.made_of.rows.found.parties),
        found.width * WIDE + 2 * MARGIN,
        found.height * HIGH + 2 * MARGIN,
        tuple(_keyed(held, found)),
        tuple(
            Line(*_at(nodes[edge.start]), *_at(nodes[edge.end]), edge.defeats)
            for edge in found.edges
        ),
    )


def _keyed(held: CaseProof, found: Chart) -> Iterator[Drawn]:
    graph = held.made_of.graph
    steps = {step.key: step for step in graph.arguments}
    for node in found.nodes:
        if node.kind is NodeKind.ITEM:
            named = item_named(held, node.key)
            yield Drawn(node, *_at(node), f"{named.label} {named.said}".strip(), named.url)
        elif node.kind is NodeKind.ARGUMENT:
            row = step_row(held, steps[node.key], holds=True)
            yield Drawn(node, *_at(node), row.said, row.url)
        else:
            yield Drawn(node, *_at(node), _said(held, node.key))


def _said(held: CaseProof, key: str) -> str:
    """Return what is to be proved, or maintained against it, in words."""
    graph, people = held.made_of.graph, held.made_of.rows.found.parties
    claim = graph.propositions[key]
    if claim.element and claim.contraries:
        return claim_words(claim, people)
    if claim.element:
        ours = next((one for one in graph.propositions.values() if key in one.contraries), claim)
        return gettext("Denied: %(what)s") % {"what": claim_words(ours, people)}
    words = [step_words(step) for step in graph.arguments_for.get(key, ())]
    return words[0] if words else gettext("What may be said against it")


def _at(node: Node) -> tuple[int, int]:
    return MARGIN + node.x * WIDE + WIDE // 2, MARGIN + node.y * HIGH + HIGH // 2
