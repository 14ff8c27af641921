"""Statements and their comparison as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from amends.office.desk.words import listed
from amends.office.parties.models import Party
from amends.office.statements.models import Position, Proposition, Statement
from amends.office.statements.standing import positions_of, statement_of
from amends.office.statements.words import (
    STANCES,
    TONES,
    TURNS,
    Words,
    control_word,
    element_word,
    law_word,
    payer_word,
    recording_word,
)
from amends.proof.statements import Stance, Step, Turn, course

MARKS = {
    Turn.FIRST: "",
    Turn.NEW: "+",
    Turn.STAYS: "=",
    Turn.CHANGES: "≠",
    Turn.NOT_REPEATED: "…",
    Turn.SILENT: "",
}


@dataclass(frozen=True)
class StatementRow:
    """One statement in a list: its circumstances in words, and what it says."""

    statement: Statement
    control: str
    paid_by: str
    recorded: str
    asserts: tuple[Position, ...]
    denies: tuple[Position, ...]


@dataclass(frozen=True)
class Said:
    """What one statement says on one proposition, and what that is after the earlier ones."""

    statement: Statement
    stance: str
    word: Words
    turn: Words
    tone: str
    mark: str
    position: Position | None


@dataclass(frozen=True)
class Compared:
    """One proposition through the statements of one person; ``changes`` says that any does."""

    proposition: Proposition
    tied: str
    said: tuple[Said, ...]
    changes: bool


@dataclass(frozen=True)
class Beside:
    """The statements of one person on one proposition, beside those of others."""

    person: Party
    said: tuple[Said, ...]


def statement_row(row: Statement) -> StatementRow:
    """Return one statement as a row."""
    says = positions_of(row)
    return StatementRow(
        row,
        control_word(row.control),
        payer_word(row.paid_by),
        recording_word(row.recorded),
        tuple(one for one in says if one.stance == Stance.ASSERTS),
        tuple(one for one in says if one.stance == Stance.DENIES),
    )


def tied_to(row: Proposition) -> str:
    """Return what a proposition is tied to, in words."""
    parts = [element_word(row.element)]
    if row.word:
        parts.append(law_word(row.word))
    if row.count is not None:
        parts.append(str(row.count))
    if row.party is not None:
        parts.append(row.party.designation)
    return listed(parts)


def compared(
    statements: Sequence[Statement], propositions: Iterable[Proposition]
) -> tuple[Compared, ...]:
    """Return every proposition through the statements of one person, in their order."""
    return tuple(_compared(statements, one) for one in propositions)


def beside_others(statements: Iterable[Statement], proposition: Proposition) -> tuple[Beside, ...]:
    """Return what each person says on one proposition, statement by statement."""
    by_person = sorted(statements, key=lambda one: one.person_id)
    return tuple(
        Beside(rows[0].person, _said(rows, proposition))
        for rows in (list(of_one) for _, of_one in groupby(by_person, lambda o: o.person_id))
    )


def _compared(statements: Sequence[Statement], proposition: Proposition) -> Compared:
    said = _said(statements, proposition)
    changes = any(one.tone == TONES[Turn.CHANGES] for one in said)
    return Compared(proposition, tied_to(proposition), said, changes)


def _said(statements: Sequence[Statement], proposition: Proposition) -> tuple[Said, ...]:
    steps = course([statement_of(one) for one in statements], proposition.key)
    return tuple(
        _one_said(row, step, proposition) for row, step in zip(statements, steps, strict=True)
    )


def _one_said(row: Statement, step: Step, proposition: Proposition) -> Said:
    position = next(
        (one for one in positions_of(row) if one.proposition_id == proposition.pk), None
    )
    return Said(
        row,
        step.stance,
        STANCES[step.stance],
        TURNS[step.turn],
        TONES[step.turn],
        MARKS[step.turn],
        position,
    )
