"""Handing out the arguments of a case in a file for the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, NotPermitted, knows_dependence
from amends.office.proving.court_days import court_days
from amends.office.proving.lasting import kept_until
from amends.office.proving.selectors import CaseProof, proof_of
from amends.office.proving.words import claim_words, question_words
from amends.proof.graph import Graph
from amends.proof.graph_writing import Described, written

Writes = Callable[[Graph, Described], bytes]


def export_proof(
    *, actor: Actor, case: Case, every: bool = False, write: Writes = written
) -> bytes:
    """Return every count of a case with all that is argued on it, as worked cases unless told.

    Whoever has the file can work out on whom the proof hangs.

    Raises:
        NotPermitted: the actor is neither the lead nor a prosecutor assigned to the case, or takes
            nothing out of the office.
    """
    with writing(actor=actor, action=Action.EXPORT, case=case) as entry:
        if not knows_dependence(actor, case):
            raise NotPermitted(actor, Action.EXPORT, case)
        today = timezone.localdate()
        held = proof_of(actor=actor, case=case, today=today, every=every)
        trial = court_days(actor=actor, case=case, today=today).last
        content = write(held.made_of.graph, _described(held, (trial - today).days))
        entry.note(proof=True, sha256=hashlib.sha256(content).hexdigest())
    return content


def _described(held: CaseProof, days: int) -> Described:
    made_of = held.made_of
    reference = made_of.rows.case.reference
    return Described(
        ids={name: f"{reference} {name}" for name in made_of.counts},
        labels=dict(_labels(held)),
        kept=kept_until(held, days),
        open_questions={
            key: tuple(map(question_words, asked)) for key, asked in made_of.open_questions.items()
        },
    )


def _labels(held: CaseProof) -> Iterator[tuple[str, str]]:
    people = held.made_of.rows.found.parties
    for key, claim in held.made_of.graph.propositions.items():
        if claim.element and claim.contraries:
            yield key, claim_words(claim, people)
    for key, item in held.made_of.items.items():
        yield key, f"{key} {item.description}"
