"""What a cell of the matrix rests on, as its page shows it: arguments, attacks, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from amends.office.charging.words import StateTag
from amends.office.desk.words import listed
from amends.office.proving.graphs import Draft
from amends.office.proving.models import Argument
from amends.office.proving.selectors import CaseProof
from amends.office.proving.words import (
    FORCES,
    STANDARDS,
    STATUSES,
    Words,
    claim_words,
    question_words,
    scheme_word,
    step_words,
)
from amends.proof.graph import Argument as Step
from amends.proof.graph import leaves
from amends.proof.matrix import Cell
from amends.proof.proving import Picture, Reading
from amends.proof.status import Attack, Status, Support, standing


@dataclass(frozen=True)
class Named:
    """Something with the address of its page, if it has one."""

    label: str
    url: str = ""
    said: str = ""


@dataclass(frozen=True)
class StepRow:
    """One argument, or what a statement says by itself.

    Attributes:
        holds: whether it holds now; of an attack, that it is alive.
        missing: what of it cannot be used yet.
        open_questions: what nobody answered on it.
        answers: what would defeat it, or does.
    """

    key: str
    url: str
    scheme: str
    said: str
    force: Words
    holds: bool
    items: tuple[Named, ...]
    missing: tuple[Named, ...] = ()
    defeated_by: tuple[Named, ...] = ()
    open_questions: tuple[str, ...] = ()
    row: Argument | None = None


@dataclass(frozen=True)
class ClaimRow:
    """One thing that is to be proved, and how it stands.

    Attributes:
        met: the most demanding standard that is met.
    """

    key: str
    said: str
    tag: StateTag
    status: Status
    demanded: Words
    met: Words
    level: Words
    supports: tuple[StepRow, ...]
    against: tuple[StepRow, ...]
    answered: tuple[StepRow, ...]
    drafts: tuple[DraftRow, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing at all was said on it."""
        return not (self.supports or self.against or self.answered or self.drafts)


@dataclass(frozen=True)
class DraftRow:
    """What may follow from an item, and nobody decided yet."""

    item: Named
    said: str
    scheme: str


def part_rows(held: CaseProof, cell: Cell, reading: Reading) -> list[list[ClaimRow]]:
    """Return all that a cell asks for, and of each what is enough for it by itself."""
    told = _Telling(held, held.proof.picture(reading))
    return [[told.claim(key) for key in dict.fromkeys(leaves(part))] for part in cell.parts]


def item_named(held: CaseProof, key: str) -> Named:
    """Return an item with its page, or a statement that no item carries with its own."""
    reference = held.made_of.rows.case.reference
    item = held.made_of.items.get(key)
    if item is not None:
        return Named(key, reverse("item", args=[reference, key]), item.description)
    statement = key.removeprefix("statement ")
    return Named(statement, reverse("statement", args=[reference, statement]))


def premise_named(held: CaseProof, key: str) -> Named:
    """Return what an argument rests on: an item, a statement, or a proposition of our own."""
    own = held.made_of.propositions.get(key)
    if own is None:
        return item_named(held, key)
    at = [held.made_of.rows.case.reference, own.key]
    return Named(own.key, reverse("own-proposition", args=at), own.words)


def claim_row(held: CaseProof, key: str, reading: Reading) -> ClaimRow:
    """Return one thing that is to be proved, and how it stands."""
    return _Telling(held, held.proof.picture(reading)).claim(key)


def step_row(held: CaseProof, step: Step, *, holds: bool) -> StepRow:
    """Return one step of the graph as a row."""
    made_of = held.made_of
    row = made_of.arguments.get(step.key)
    reference = made_of.rows.case.reference
    return StepRow(
        key=row.key if row else "",
        url=reverse("argument", args=[reference, row.key]) if row else _said_at(held, step),
        scheme=scheme_word(step.scheme),
        said=step_words(step),
        force=FORCES[step.force],
        holds=holds,
        items=tuple(premise_named(held, key) for key in step.premises),
        open_questions=tuple(map(question_words, made_of.open_questions.get(step.key, ()))),
        row=row,
    )


def _said_at(held: CaseProof, step: Step) -> str:
    statement = held.made_of.said_in.get(step.key)
    if statement is None:
        return ""
    return reverse("statement", args=[held.made_of.rows.case.reference, statement.key])


class _Telling:
    """Tells what is to be proved of a case in one reading."""

    def __init__(self, held: CaseProof, picture: Picture) -> None:
        """Say of which case, and in which reading."""
        self._held, self._picture = held, picture
        self._steps = {step.key: step for step in held.made_of.graph.arguments}

    def claim(self, key: str) -> ClaimRow:
        """Return one thing that is to be proved."""
        found = standing(self._picture, key)
        claim = self._held.made_of.graph.propositions[key]
        alive = {attack.argument for attack in found.against}
        attacks = [
            step
            for contrary in claim.contraries
            for step in self._held.made_of.graph.arguments_for.get(contrary, ())
        ]
        return ClaimRow(
            key=key,
            said=claim_words(claim, self._held.made_of.rows.found.parties),
            tag=STATUSES[found.status],
            status=found.status,
            demanded=STANDARDS[found.demanded],
            met=STANDARDS[found.met] if found.met else "",
            level=FORCES[found.level] if found.level else "",
            supports=tuple(self._support(one) for one in found.supports),
            against=tuple(self._attack(one) for one in found.against),
            answered=tuple(
                self._step(step.key, holds=False) for step in attacks if step.key not in alive
            ),
            drafts=tuple(self._drafts(key)),
        )

    def _support(self, one: Support) -> StepRow:
        row = self._step(one.argument, holds=one.holds)
        missing = tuple(premise_named(self._held, key) for key in one.missing)
        against = tuple(self._exceptions(one.defeated_by))
        return replace(row, missing=missing, defeated_by=against)

    def _attack(self, one: Attack) -> StepRow:
        return self._step(one.argument, holds=True)

    def _step(self, key: str, *, holds: bool) -> StepRow:
        return step_row(self._held, self._steps[key], holds=holds)

    def _exceptions(self, keys: Iterable[str]) -> Iterator[Named]:
        """Yield what is said against an argument, each by the words that say it."""
        for key in keys:
            for step in self._held.made_of.graph.arguments_for.get(key, ()):
                row = step_row(self._held, step, holds=True)
                yield Named(row.said or listed(one.label for one in row.items), row.url)

    def _drafts(self, key: str) -> Iterator[DraftRow]:
        for one in self._held.made_of.drafts:
            if one.claim.key == key:
                yield draft_row(self._held, one)


def draft_row(held: CaseProof, one: Draft) -> DraftRow:
    """Return a draft as a row."""
    reference = held.made_of.rows.case.reference
    item = item_named(held, one.item)
    return DraftRow(
        Named(item.label, reverse("proof-item", args=[reference, one.item]), item.said),
        claim_words(one.claim, held.made_of.rows.found.parties),
        scheme_word(one.step.scheme),
    )
