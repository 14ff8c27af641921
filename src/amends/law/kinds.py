"""What a cell may hold: declared once, beside the cell, for checks and for the published schema."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, get_type_hints

from amends.law.cells import Cell
from amends.law.terms import Vocabulary, terms

LONGEST_CUSTODY = 1_200
A_SHARE = "[1-9][0-9]?/[1-9][0-9]?"


@dataclass(frozen=True)
class Flag:
    """Yes or no."""


@dataclass(frozen=True)
class Number:
    """A whole number up to a limit."""

    most: int


@dataclass(frozen=True)
class Custody(Number):
    """A stretch of custody in whole months."""


@dataclass(frozen=True)
class Share:
    """A part of something: 1/3, or 3/2 for half as much again."""


@dataclass(frozen=True)
class Day:
    """A date as far as it is known: 2024-07-01, 2024-07 or 2024."""


@dataclass(frozen=True)
class Text:
    """Words of the law in our own."""


@dataclass(frozen=True)
class Choice:
    """One of a closed list, or several of it."""

    of: type[StrEnum]
    several: bool = False


@dataclass(frozen=True)
class Words:
    """Words of an open list of the vocabulary."""

    of: Vocabulary


Kind = Flag | Number | Share | Day | Text | Choice | Words

YesNo = Annotated[Cell, Flag()]
Months = Annotated[Cell, Custody(LONGEST_CUSTODY)]
On = Annotated[Cell, Day()]
Said = Annotated[Cell, Text()]


def kinds_of(part: type[Any]) -> dict[str, Kind]:
    """Return the cells of a part of a statute and what each may hold."""
    return _kinds(part)  # type: ignore[arg-type]  # a class can be hashed


@cache
def _kinds(part: Any) -> dict[str, Kind]:
    hints = get_type_hints(part, include_extras=True)
    marks = {name: getattr(hint, "__metadata__", ()) for name, hint in hints.items()}
    return {name: kind for name, found in marks.items() for kind in found if isinstance(kind, Kind)}


def known_words(kind: Choice | Words) -> tuple[str, ...]:
    """Return the words a cell of this kind may hold."""
    if isinstance(kind, Words):
        return tuple(terms(kind.of))
    return tuple(str(word) for word in kind.of)
