"""How names of actions and types in a graph in CASE/UCO are read: declared, with their source."""

from __future__ import annotations

from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.proof.custody import StepKind

FILE = "evidence/case_uco.yaml"


class Declared(msgspec.Struct, frozen=True):
    """What is declared about the words of other programs.

    Attributes:
        results: what an action was for that which came of it, by its name in small letters.
        objects: the same for that on which it was done.
        kinds: the kind of item suggested by the type of what an exhibit is.
    """

    source: str
    status: str
    results: dict[str, StepKind]
    objects: dict[str, StepKind]
    kinds: dict[str, str]


@cache
def declared() -> Declared:
    """Return what is declared about the words of other programs."""
    return msgspec.convert(load(read_text(FILE)), Declared)
