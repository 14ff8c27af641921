"""Argument schemes: what a kind of evidence usually shows, and what is to be asked of it.

A question that nobody has answered is a weakness that is listed. One that is answered badly becomes
an exception, which defeats the argument unless it is answered in turn.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.proof.graph import Force

FILE = "evidence/schemes.yaml"


class Answer(StrEnum):
    """How a critical question was answered."""

    OPEN = "open"
    GOOD = "good"
    ADVERSE = "adverse"


class Question(msgspec.Struct, frozen=True):
    """A critical question.

    Attributes:
        adverse: what the other side can say where the answer is bad.
    """

    ask: str
    adverse: str


class Scheme(msgspec.Struct, frozen=True):
    """One kind of argument from evidence.

    Attributes:
        kinds: the kinds of evidence it is for.
        generalisation: the sentence about the world that it rests on.
        questions: codes of its critical questions, in the order in which they are asked.
    """

    label: str
    kinds: tuple[str, ...]
    force: str
    generalisation: str
    questions: tuple[str, ...]

    @property
    def starts_at(self) -> Force:
        """Return the force with which a draft begins."""
        return Force[self.force.upper()]


class Declared(msgspec.Struct, frozen=True):
    """Every scheme and every question, with their source and status."""

    source: str
    status: str
    questions: dict[str, Question]
    schemes: dict[str, Scheme]


@cache
def declared() -> Declared:
    """Return the declared schemes and questions."""
    return msgspec.convert(load(read_text(FILE)), Declared)


def schemes() -> dict[str, Scheme]:
    """Return every scheme by its code."""
    return declared().schemes


def questions() -> dict[str, Question]:
    """Return every critical question by its code."""
    return declared().questions


@cache
def schemes_for(kind: str) -> tuple[str, ...]:
    """Return the codes of the schemes for a kind of evidence; the first is the usual one."""
    return tuple(code for code, scheme in schemes().items() if kind in scheme.kinds)
