"""How fast evidence is assumed to be lost, by what it needs; nobody has measured it."""

from __future__ import annotations

import math
from functools import cache
from typing import Annotated

import msgspec

from amends.base.messages import Refusal
from amends.base.package_data import read_text
from amends.base.sources import SourceStatus
from amends.base.yaml_document import load

FILE = "evidence/hazards.yaml"
TESTIFIES, OTHER = "testifies", "other"
DAYS = 365


class Loss(msgspec.Struct, frozen=True):
    """The share of such things that no longer stand after a year."""

    share_a_year: Annotated[float, msgspec.Meta(ge=0, lt=1)]


class Declared(msgspec.Struct, frozen=True):
    """Every class, with its source and status.

    Attributes:
        carriers: by kind of carrier, but for those who testify.
        testifies: by what the person is in the proceedings.
    """

    source: str
    status: SourceStatus
    carriers: dict[str, Loss]
    testifies: dict[str, Loss]


@cache
def declared() -> Declared:
    """Return what is assumed."""
    return msgspec.convert(load(read_text(FILE)), Declared)


def hazard(kind: str, capacity: str = "") -> float:
    """Return the steady rate a day at which a kind of carrier is lost.

    What somebody who testifies is in the proceedings counts; whoever is not named, or of whom it is
    not known, is as anybody else.

    Raises:
        Refusal: there is no such kind.
    """
    if kind == TESTIFIES:
        loss = declared().testifies.get(capacity) or declared().testifies[OTHER]
    elif kind in declared().carriers:
        loss = declared().carriers[kind]
    else:
        raise Refusal(
            "No rate of loss is assumed for %(kind)s. Name a kind of what must survive.", kind=kind
        )
    return -math.log1p(-loss.share_a_year) / DAYS
