"""Objections to the use of an item of evidence, and what is known of their fate."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load

FILE = "evidence/objections.yaml"


class Ground(msgspec.Struct, frozen=True):
    """A ground of objection; its help says what whoever relies on the item must usually show."""

    label: str
    help: str


class Grounds(msgspec.Struct, frozen=True):
    """Every ground by its code, with the source and status of the list."""

    source: str
    status: str
    grounds: dict[str, Ground]


class Fate(StrEnum):
    """What became of an objection."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    OVERRULED = "overruled"
    SUSTAINED = "sustained"
    SUSTAINED_IN_PART = "sustained_in_part"

    @property
    def is_ruled(self) -> bool:
        """Say whether a court has ruled on it."""
        return self not in {Fate.OPEN, Fate.WITHDRAWN}


@cache
def grounds() -> dict[str, Ground]:
    """Return every ground of objection by its code."""
    return msgspec.convert(load(read_text(FILE)), Grounds).grounds
