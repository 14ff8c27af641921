"""The weaknesses of a proof as the page shows them: what, where, how much hangs on it, whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from amends.office.desk.words import listed
from amends.office.proving.cell_rows import item_named, step_row
from amends.office.proving.disclosing import Disclosed
from amends.office.proving.matrix_rows import cell_url
from amends.office.proving.models import TakenUp
from amends.office.proving.readiness import material_record
from amends.office.proving.selectors import CaseProof
from amends.office.proving.words import (
    WEAKNESSES,
    Words,
    claim_words,
    question_words,
    step_words,
)
from amends.proof.graph import Argument as Step
from amends.proof.proving import Reading
from amends.proof.weaknesses import Weakness, WeaknessKind, disclosable, weaknesses


@dataclass(frozen=True)
class WeaknessRow:
    """One weakness.

    Attributes:
        detail: the attack, the question; who the single source is, for those who may know.
        number: how many counts ask for it.
        taken_up: the task that was made of it, if one was.
    """

    found: Weakness
    kind: Words
    about: str
    detail: str
    url: str
    number: int
    taken_up: TakenUp | None


@dataclass(frozen=True)
class DisclosableRow:
    """An item that has to be disclosed because of the proof, and whether that was decided."""

    key: str
    said: str
    url: str
    uses: int
    changes: int
    triaged: bool


def weakness_rows(
    held: CaseProof, taken: Iterable[TakenUp], *, knows: bool, reading: Reading = Reading.PENDING
) -> list[WeaknessRow]:
    """Return the weaknesses of a case, those on which the most hangs at the top.

    Where the single source is, is told to those only who may know on whom a proof hangs.
    """
    tasks = {(row.kind, row.about, row.detail): row for row in taken}
    told = _Telling(held, knows)
    return [
        WeaknessRow(
            one,
            told.kind(one),
            told.about(one),
            told.detail(one),
            told.url(one),
            len(one.counts),
            tasks.get((one.kind, *named_as(one))),
        )
        for one in _each_once(held, weaknesses(held.proof, held.made_of.open_questions, reading))
    ]


def _each_once(held: CaseProof, found: Iterable[Weakness]) -> Iterator[Weakness]:
    """Yield weaknesses; a question on several arguments of a kind on the same items, once."""
    steps = {step.key: step for step in held.made_of.graph.arguments}
    asked: set[tuple[str, str, tuple[str, ...]]] = set()
    for one in found:
        if one.kind is WeaknessKind.UNANSWERED:
            step = steps[one.about]
            key = one.detail, step.scheme, tuple(sorted(step.premises))
            if key in asked:
                continue
            asked.add(key)
        yield one


def named_as(one: Weakness) -> tuple[str, str]:
    """Return by what a weakness is known again: never by the source that something hangs on."""
    return one.about[:300], "" if one.kind is WeaknessKind.SINGLE_SOURCE else one.detail[:300]


def disclosable_rows(held: CaseProof, material: Disclosed) -> Iterator[DisclosableRow]:
    """Yield the items that have to be disclosed because of the proof."""
    for one in disclosable(held.proof):
        triaged, named = material.is_triaged(one.item), item_named(held, one.item)
        if not triaged and one.item not in held.made_of.items:
            named = material_record(held, one.item)  # of a statement it is said in the schedule
        yield DisclosableRow(
            named.label,
            named.said,
            named.url,
            len(one.used_against),
            len(one.changes),
            triaged,
        )


class _Telling:
    """Tells what weaknesses are about."""

    def __init__(self, held: CaseProof, knows: bool) -> None:
        """Say of which case, and whether the reader may know on whom its proof hangs."""
        self._held, self._knows = held, knows
        self._people = held.made_of.rows.found.parties
        self._steps = {step.key: step for step in held.made_of.graph.arguments}

    def kind(self, one: Weakness) -> Words:
        """Return what sort of weakness it is; where no answer is given, that one is lacking."""
        graph = self._held.made_of.graph
        lacks = self._is_answer(one.about) and one.about not in graph.arguments_for
        return WEAKNESSES[WeaknessKind.ATTACKED if lacks else one.kind]

    def about(self, one: Weakness) -> str:
        """Return what a weakness is about."""
        claims, counts = self._held.made_of.graph.propositions, self._held.made_of.counts
        if self._is_answer(one.about):
            return listed(dict.fromkeys(map(self._named, self._answering(one.about))))
        if one.about in claims:
            return claim_words(claims[one.about], self._people)
        if one.about in counts:
            return str(counts[one.about].citation)
        step, row = self._steps.get(one.about), self._held.made_of.arguments.get(one.about)
        if step is None or row is None:
            return one.about
        claim = claims.get(step.conclusion)
        said = claim_words(claim, self._people) if claim and claim.element else ""
        return f"{row.key}: {said}" if said else row.key

    def detail(self, one: Weakness) -> str:
        """Return what it is, as far as the reader may know."""
        if one.kind is WeaknessKind.UNANSWERED:
            return question_words(one.detail)
        if one.kind is WeaknessKind.ATTACKED:
            return step_words(self._steps[one.detail])
        if one.kind is WeaknessKind.SINGLE_SOURCE and self._knows:
            return one.detail
        return ""

    def url(self, one: Weakness) -> str:
        """Return the address of what it is about."""
        reference = self._held.made_of.rows.case.reference
        row = self._held.made_of.arguments.get(one.about)
        if row is not None:
            return f"{reverse('argument', args=[reference, row.key])}#questions"
        if one.about in self._held.made_of.counts:
            return reverse("charging-count", args=[reference, one.about])
        if self._is_answer(one.about):
            return step_row(self._held, self._answering(one.about)[0], holds=True).url
        cells = self._held.matrix.cells.values()
        cell = next((c for c in cells if one.about in c.propositions), None)
        return cell_url(reference, cell.place) if cell else ""

    def _is_answer(self, key: str) -> bool:
        """Say whether something is what answers the defence, of no element itself."""
        claim = self._held.made_of.graph.propositions.get(key)
        return claim is not None and not claim.element

    def _answering(self, key: str) -> list[Step]:
        """Return what is given as an answer, or else what waits for one."""
        graph = self._held.made_of.graph
        given = graph.arguments_for.get(key, ())
        return [*given] or [step for step in graph.arguments if key in step.exceptions]

    def _named(self, step: Step) -> str:
        """Return a step by its argument, its statement or its items, with its words."""
        row, said = step_row(self._held, step, holds=True), self._held.made_of.said_in.get(step.key)
        label = row.key or (said.key if said else listed(item.label for item in row.items))
        return f"{label}: {row.said}" if row.said else label
