"""How what is to be proved stands, and what may follow from items that nobody decided on.

On whom a proof hangs, and what loses it, is told by no program: those pages have no operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_party
from amends.api.paging import Asked, Page, Window, page
from amends.api.resources.argument_shapes import ArgumentOut, Force, arguments_of
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.policy import Action, Layer, require
from amends.office.proving import services
from amends.office.proving.graphs import Draft
from amends.office.proving.selectors import CaseProof, proof_of
from amends.office.proving.services import Target
from amends.proof import status
from amends.proof.graph import Proposition
from amends.proof.proving import Reading

router = Router(tags=["proof"])
Standing = Annotated[str, Field(json_schema_extra={"enum": [one.value for one in status.Status]})]


class ClaimOut(Schema):
    """What is to be proved: an element, a word of the law, and who did it to whom."""

    key: str
    element: str
    word: str
    by: str
    to: str


class StandsOut(Schema):
    """How something stands if only what was admitted counts, what is authentic, and all of it."""

    admitted: Standing
    authenticated: Standing
    pending: Standing


class ProofCellOut(Schema):
    """One element against one defendant and concerning one victim, as the worst of its parts."""

    element: str
    by: str
    to: str
    stands: StandsOut
    propositions: list[ClaimOut]
    counts: list[str]


class CountStandsOut(Schema):
    """One count, and how all of it stands."""

    name: str
    offence: str
    citation: str
    by: str
    victim: str
    mode: str
    stands: StandsOut


class ProofOut(Schema):
    """Every cell and every count of a case; ``cut_short`` if a part was too large to work out."""

    cells: list[ProofCellOut]
    counts: list[CountStandsOut]
    cut_short: bool


class DraftOut(Schema):
    """What may follow from an item, through the statement that says so if one does."""

    item: str
    claim: ClaimOut
    scheme: str
    force: int
    generalisation: str
    statement: str


class ProofQuery(Asked):
    """Over which counts: those charged, or every one that can be."""

    every: bool = False


class DraftQuery(Window):
    """From which item; from every one if left out."""

    item: Code = ""


class TargetIn(Given):
    """What an argument is for: an element, a word of the law, and keys of parties."""

    element: Code
    word: Code = ""
    by: Code = ""
    to: Code = ""


Targets = Annotated[list[TargetIn], Field(max_length=200)]


class DecideDraftsIn(Given):
    """What follows from an item, and what does not; how strongly, if not as the scheme says."""

    follows: Targets = []
    nothing: Targets = []
    scheme: Code
    force: Force | None = None


@router.get("/{reference}/proof", response=answers(ProofOut))
def read_proof(request: Call, reference: Code, query: Annotated[ProofQuery, Query()]) -> Any:
    """Say how every element and every count of a case stands."""
    case = case_of(request.auth, reference, Layer.PROOF)
    held = proof_in(request.auth, case, every=query.every)
    claims = held.made_of.graph.propositions
    return {
        "cells": [
            {
                "element": place.element,
                "by": place.defendant,
                "to": place.victim,
                "stands": _stands(cell.stands),
                "propositions": [_claim(claims[key]) for key in cell.propositions],
                "counts": cell.counts,
            }
            for place, cell in held.matrix.cells.items()
        ],
        "counts": list(_counts(held)),
        "cut_short": bool(held.proof.cut_short),
    }


@router.get("/{reference}/proof/drafts", response=answers(Page[DraftOut]))
def list_drafts(request: Call, reference: Code, query: Annotated[DraftQuery, Query()]) -> Any:
    """List what may follow from items and nobody decided on."""
    case = case_of(request.auth, reference, Layer.PROOF)
    drafts = proof_in(request.auth, case).made_of.drafts
    return page([_draft(one) for one in drafts if query.item in {"", one.item}], query)


@router.post(
    "/{reference}/proof/drafts/{item}/decide", response=answers(list[ArgumentOut]), auth=WRITES
)
def decide_drafts(request: Call, reference: Code, item: Code, given: DecideDraftsIn) -> Any:
    """Confirm what follows from an item, and keep of what nothing does."""
    actor = request.auth
    case = case_of(actor, reference, Layer.PROOF)
    require(actor, Action.ARGUE, case)
    rows = services.decide_drafts(
        actor=actor,
        case=case,
        item=exhibits.item(actor=actor, case=case, key=item),
        follows=[target_in(actor, case, one) for one in given.follows],
        nothing=[target_in(actor, case, one) for one in given.nothing],
        scheme=given.scheme,
        force=given.force,
    )
    return arguments_of(actor, case, [row.key for row in rows])


def proof_in(actor: User, case: Case, *, every: bool = False) -> CaseProof:
    """Return how the proof of a case stands today."""
    return proof_of(actor=actor, case=case, today=timezone.localdate(), every=every)


def target_in(actor: User, case: Case, given: TargetIn) -> Target:
    """Return what an argument is for, as a body names it.

    Raises:
        ValidationError: a party is not in the case.
    """
    by, to = (named_party(actor, case, name, getattr(given, name)) for name in ("by", "to"))
    return Target(given.element, given.word, by, to)


def _counts(held: CaseProof) -> Iterable[dict[str, Any]]:
    for name, count in held.made_of.counts.items():
        yield {
            "name": name,
            "offence": count.key,
            "citation": count.citation,
            "by": count.by,
            "victim": count.victim,
            "mode": count.mode,
            "stands": _stands(held.matrix.counts[name]),
        }


def _stands(found: Mapping[Reading, status.Status]) -> dict[str, str]:
    return {reading.value: one.value for reading, one in found.items()}


def _claim(claim: Proposition) -> dict[str, str]:
    return {
        "key": claim.key,
        "element": claim.element,
        "word": claim.word,
        "by": claim.defendant,
        "to": claim.victim,
    }


def _draft(one: Draft) -> dict[str, Any]:
    return {
        "item": one.item,
        "claim": _claim(one.claim),
        "scheme": one.step.scheme,
        "force": int(one.step.force),
        "generalisation": one.step.generalisation,
        "statement": one.statement.key if one.statement else "",
    }
