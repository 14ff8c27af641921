"""What is declared about reports: who sends them, where they can go, why one is closed."""

from __future__ import annotations

from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load

FILE = "intake/reports.yaml"


class Word(msgspec.Struct, frozen=True):
    """Something to choose, by what it is called; the label is a message id."""

    label: str


class Sender(msgspec.Struct, frozen=True):
    """A kind of sender; ``event`` is what the timeline of a case calls it, if otherwise."""

    label: str
    event: str = ""


class Body(msgspec.Struct, frozen=True):
    """A body to which a report can be passed on.

    Attributes:
        prosecutes: whether its work ends in a charge.
    """

    label: str
    prosecutes: bool = False


class Declared(msgspec.Struct, frozen=True):
    """Everything that is declared about reports, with its source and status."""

    source: str
    status: str
    kinds: dict[str, Sender]
    ways: dict[str, Word]
    bodies: dict[str, Body]
    closings: dict[str, Word]
    licences: dict[str, Word]


@cache
def declared() -> Declared:
    """Return what is declared about reports."""
    return msgspec.convert(load(read_text(FILE)), Declared)
