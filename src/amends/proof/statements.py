"""What people said, statement by statement, and how two statements stand to each other.

Silence is silence: whoever did not speak of something has neither asserted nor denied it. A change
is a change, and nothing here says why it came about or which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from amends.base.dates import When


class Stance(StrEnum):
    """What one statement says on one proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    SILENT = "silent"


class RetreatKind(StrEnum):
    """What it was that somebody did about earlier statements."""

    TAKEN_BACK = "taken_back"
    CHANGED = "changed"
    RELUCTANT = "reluctant"


class Found(StrEnum):
    """What looking into a possible explanation has found."""

    OPEN = "open"
    SUPPORTED = "supported"
    UNCLEAR = "unclear"
    RULED_OUT = "ruled_out"


class Relation(StrEnum):
    """How two statements stand to each other on one proposition, whichever was first."""

    AGREE = "agree"
    DIFFER = "differ"
    ONE_SILENT = "one_silent"
    BOTH_SILENT = "both_silent"


class Turn(StrEnum):
    """What a statement does on a proposition after the earlier ones of the same person."""

    FIRST = "first"
    NEW = "new"
    STAYS = "stays"
    CHANGES = "changes"
    NOT_REPEATED = "not_repeated"
    SILENT = "silent"


@dataclass(frozen=True)
class Statement:
    """What one person said on one occasion.

    Attributes:
        on: when; nothing if nobody knows.
        says: the stance on each proposition it speaks of, by the proposition's key.
        control, paid_by: codes of ``proof.statement_words``.
        interpreter_certified: whether the interpreter was; nothing if it is not recorded.
        foreign: whether it was given in a language in which it had to be interpreted.
    """

    key: str
    person: str
    on: When | None = None
    says: Mapping[str, Stance] = field(default_factory=dict)
    control: str = ""
    paid_by: str = ""
    interpreter: str = ""
    interpreter_certified: bool | None = None
    foreign: bool = False

    def stance(self, proposition: str) -> Stance:
        """Return what it says on a proposition: nothing, unless it speaks of it."""
        return self.says.get(proposition, Stance.SILENT)


@dataclass(frozen=True)
class Step:
    """One statement on one proposition; ``before`` is the last earlier one that spoke of it."""

    statement: str
    stance: Stance
    turn: Turn
    before: str = ""


def in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements in the order in which they were made, those without a day last."""
    return tuple(sorted(statements, key=_day))


def is_order_sure(one: Statement, other: Statement) -> bool:
    """Say whether it is known which of two statements was made first."""
    if one.on is None or other.on is None:
        return False
    return one.on.last < other.on.first or other.on.last < one.on.first


def relation(one: Stance, other: Stance) -> Relation:
    """Return how two stances stand to each other. Only an assertion and a denial differ."""
    silent = (one, other).count(Stance.SILENT)
    if silent:
        return Relation.BOTH_SILENT if silent == len((one, other)) else Relation.ONE_SILENT
    return Relation.AGREE if one is other else Relation.DIFFER


def course(statements: Sequence[Statement], proposition: str) -> tuple[Step, ...]:
    """Return what becomes of a proposition from each statement of a person to the next.

    Each is compared with the last earlier one that spoke of it, so silence in between changes
    nothing; and no step depends on what came later.
    """
    steps: list[Step] = []
    spoke: Statement | None = None
    for number, statement in enumerate(statements):
        stance = statement.stance(proposition)
        steps.append(_step(statement.key, stance, spoke, proposition, is_first=number == 0))
        if stance is not Stance.SILENT:
            spoke = statement
    return tuple(steps)


def pairs(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield every two statements of one person, the earlier first."""
    by_person: dict[str, list[Statement]] = {}
    for statement in in_order(statements):
        by_person.setdefault(statement.person, []).append(statement)
    for of_one in by_person.values():
        yield from combinations(of_one, 2)


def differ_on(one: Statement, other: Statement) -> tuple[str, ...]:
    """Return the propositions that one of two statements asserts and the other denies."""
    return tuple(
        key for key in one.says if relation(one.stance(key), other.stance(key)) is Relation.DIFFER
    )


def fuller(earlier: Statement, later: Statement) -> tuple[str, ...]:
    """Return the propositions of which the later statement speaks and the earlier one does not."""
    return tuple(
        key
        for key in later.says
        if later.stance(key) is not Stance.SILENT and earlier.stance(key) is Stance.SILENT
    )


def _day(statement: Statement) -> tuple[date, date]:
    if statement.on is None:
        return date.max, date.max
    return statement.on.first, statement.on.last


def _step(
    key: str, stance: Stance, spoke: Statement | None, proposition: str, *, is_first: bool
) -> Step:
    if stance is Stance.SILENT:
        turn = Turn.NOT_REPEATED if spoke else Turn.SILENT
    elif spoke is None:
        turn = Turn.FIRST if is_first else Turn.NEW
    else:
        turn = Turn.STAYS if spoke.stance(proposition) is stance else Turn.CHANGES
    return Step(key, stance, turn, spoke.key if spoke else "")
