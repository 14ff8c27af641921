"""On which grounds material may be kept from the defence, and in which ways it is served."""

from __future__ import annotations

from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load

FILE = "evidence/withholding.yaml"


class Ground(msgspec.Struct, frozen=True):
    """A ground for withholding.

    Attributes:
        order: whether somebody, commonly a court, must have allowed it.
        sensitive: whether saying that there is such material may already do harm, so that it is
            listed apart.
    """

    label: str
    order: bool
    sensitive: bool


class Way(msgspec.Struct, frozen=True):
    """A way in which material is served."""

    label: str


class Declared(msgspec.Struct, frozen=True):
    """What is declared about withholding and service, with its source and status."""

    source: str
    status: str
    grounds: dict[str, Ground]
    ways: dict[str, Way]


@cache
def declared() -> Declared:
    """Return what is declared about withholding and service."""
    return msgspec.convert(load(read_text(FILE)), Declared)


def grounds() -> dict[str, Ground]:
    """Return every ground by its code."""
    return declared().grounds


def ways() -> dict[str, Way]:
    """Return every way of service by its code."""
    return declared().ways
