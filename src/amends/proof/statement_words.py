"""The declared words around a statement: control, who paid counsel, recording, explanations."""

from __future__ import annotations

from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.proof.kinds import Label

FILE = "evidence/statements.yaml"


class Control(msgspec.Struct, frozen=True):
    """Under whose control somebody was.

    Attributes:
        held: the person was not free to go.
        by_accused: somebody accused, or close to one, could have had a say.
    """

    label: str
    held: bool = False
    by_accused: bool = False


class Payer(msgspec.Struct, frozen=True):
    """Who paid counsel."""

    label: str
    by_accused: bool = False


class Explanation(msgspec.Struct, frozen=True):
    """A possible explanation of a change, with what would support it and what speaks against."""

    label: str
    supports: tuple[str, ...]
    against: tuple[str, ...]


class Declared(msgspec.Struct, frozen=True):
    """Everything that is declared about statements, with its source and status."""

    source: str
    status: str
    controls: dict[str, Control]
    payers: dict[str, Payer]
    recordings: dict[str, Label]
    explanations: dict[str, Explanation]


@cache
def declared() -> Declared:
    """Return what is declared about statements."""
    return msgspec.convert(load(read_text(FILE)), Declared)


def controls() -> dict[str, Control]:
    """Return every kind of control by its code."""
    return declared().controls


def payers() -> dict[str, Payer]:
    """Return everybody who can have paid counsel, by code."""
    return declared().payers


def recordings() -> dict[str, Label]:
    """Return every way of recording a statement by its code."""
    return declared().recordings


def explanations() -> dict[str, Explanation]:
    """Return every possible explanation of a change by its code."""
    return declared().explanations
