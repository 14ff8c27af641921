"""The states of a reasoning: what can hold or not, and the rules by which one follows from others.

A rule asks that at least so many of its parts hold, and never that one fails: what speaks for the
defence stands as its being defeated, so that every rule grows with what is kept.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from amends.proof.graph import Force, Standard

NOTHING: frozenset[str] = frozenset()


class _Stated(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """Something that can hold or not. States of different kinds are never the same.

    What it is looked up by is worked out once: a compiled case asks for it very often.
    """


class Proved(_Stated, frozen=True):
    """A proposition of the prosecution meets a standard, with some origins left out of account.

    Attributes:
        opposed: whether what is said against it counts.
    """

    proposition: str
    standard: Standard
    without: frozenset[str] = NOTHING
    opposed: bool = True


class Reaches(_Stated, frozen=True):
    """The arguments for a proposition of the prosecution reach a level."""

    proposition: str
    level: Force
    without: frozenset[str] = NOTHING
    opposed: bool = True


class Accepted(_Stated, frozen=True):
    """An argument of the prosecution holds."""

    argument: str
    without: frozenset[str] = NOTHING
    opposed: bool = True


class Below(_Stated, frozen=True):
    """A proposition that the defence maintains stays below a level.

    Attributes:
        on_means: whether it is held against a means; only there may it rest on consent.
    """

    proposition: str
    level: Force
    on_means: bool = True
    without: frozenset[str] = NOTHING


class Defeated(_Stated, frozen=True):
    """An argument of the defence does not hold, or may not be heard."""

    argument: str
    on_means: bool = True
    without: frozenset[str] = NOTHING


class Charged(_Stated, frozen=True):
    """Everything that a count asks for is proved, and what must be corroborated is."""

    charge: str


class Corroborated(_Stated, frozen=True):
    """What a rule of a count wants supported by other origins is supported."""

    charge: str
    rule: str


class Usable(_Stated, frozen=True):
    """The prosecution can use an item for a proposition."""

    item: str
    proposition: str


class Survives(_Stated, frozen=True):
    """Something that may be lost is not lost."""

    event: str


Inner = Charged | Corroborated | Proved | Reaches | Accepted | Below | Defeated | Usable
State = Inner | Survives


class AtLeast(msgspec.Struct, frozen=True, cache_hash=True, gc=False):
    """A rule: at least so many of some parts must hold."""

    number: int
    parts: tuple[Rule, ...]


Rule = State | AtLeast


def all_of(parts: Iterable[Rule]) -> Rule:
    """Return the rule that all of some parts must hold."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else AtLeast(len(found), found)


def any_of(parts: Iterable[Rule]) -> Rule:
    """Return the rule that one of some parts must hold."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else AtLeast(1, found)


def turned(rule: Rule) -> Rule:
    """Return a rule with its numbers turned round: of what is to hold, how much is to fail.

    The states at its ends stay: they are to say the opposite of what they said.
    """
    known: dict[Rule, Rule] = {}

    def turn(part: Rule) -> Rule:
        if not isinstance(part, AtLeast):
            return part
        if part not in known:
            parts = tuple(map(turn, part.parts))
            known[part] = AtLeast(len(parts) - part.number + 1, parts)
        return known[part]

    return turn(rule)


ALWAYS, NEVER = AtLeast(0, ()), AtLeast(1, ())
