"""The matrix of a case, and what one cell of it rests on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amends.office.exhibits.words import element_word
from amends.office.log import services as log
from amends.office.pages import actor_of
from amends.office.policy import Action, knows_dependence, may
from amends.office.proving.cell_rows import part_rows
from amends.office.proving.chain_rows import chain_rows
from amends.office.proving.finding import (
    EVERY,
    TAB,
    asked_reading,
    proof_case_or_404,
    proof_found,
)
from amends.office.proving.matrix_rows import tables, tallies
from amends.office.proving.selectors import CaseProof
from amends.office.proving.words import READINGS, STATUSES, name_of
from amends.proof.matrix import Place
from amends.proof.weaknesses import unmodelled


@require_GET
def matrix(request: HttpRequest, reference: str) -> HttpResponse:
    """Show how every element stands against each defendant and concerning each victim."""
    case = proof_case_or_404(request, reference)
    held, reading = proof_found(request, case), asked_reading(request)
    actor, found = actor_of(request), held.made_of.rows.found
    left, own = unmodelled(held.made_of.graph), held.made_of.propositions
    who = request.GET.get("by", "")
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-proof",
        "held": held,
        "tables": list(tables(held, reading, who)),
        "tallies": tallies(held, reading),
        "reading": reading,
        "readings": [(one.value, words) for one, words in READINGS.items()],
        "statuses": list(STATUSES.values()),
        "every": request.GET.get("counts") == EVERY,
        "who": who,
        "people": [(key, name_of(key, found.parties)) for key in _accused(held)],
        "in_use": sum(bool(request.GET.get(name)) for name in ("reading", "counts", "by")),
        "drafts": len({one.item for one in held.made_of.drafts}),
        "unmodelled": left,
        "untied": [own[key] for key in left.untied if key in own],
        "cut_short": bool(held.proof.cut_short),
        "may_argue": may(actor, Action.ARGUE),
        "knows": knows_dependence(actor, case),
    }
    return render(request, "proving/matrix.html", context)


@require_GET
def cell(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what one cell rests on, what stands against it, and what is missing."""
    case = proof_case_or_404(request, reference)
    held, reading = proof_found(request, case), asked_reading(request)
    asked = (request.GET.get(name, "") for name in ("element", "by", "to"))
    place = Place(*asked)
    shown = held.matrix.cells.get(place)
    if shown is None:
        raise Http404
    people = held.made_of.rows.found.parties
    knows = knows_dependence(actor_of(request), case)
    if knows:
        log.read(actor=actor_of(request), what="dependence", case=case)
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-proof",
        "place": place,
        "element": element_word(place.element),
        "by": people.get(place.defendant),
        "to": people.get(place.victim),
        "tag": STATUSES[shown.stands[reading]],
        "reading": reading,
        "readings": [(one.value, words) for one, words in READINGS.items()],
        "parts": part_rows(held, shown, reading),
        "counts": [held.made_of.counts[name] for name in shown.counts],
        "may_argue": may(actor_of(request), Action.ARGUE),
        "chains": chain_rows(held, shown, reading) if knows else [],
        "knows": knows,
    }
    return render(request, "proving/cell.html", context)


def _accused(held: CaseProof) -> list[str]:
    return list(dict.fromkeys(count.by for count in held.made_of.counts.values()))
