"""What recharging answers, in the shape in which other programs read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.law.recharging import Recharged


@dataclass(frozen=True)
class RefusedOut:
    """A file of facts that could not be read, and everything that is wrong with it."""

    file: str
    said: str


@dataclass(frozen=True)
class RechargingOut:
    """Recorded facts under two sets of laws: of all that were read, those whose counts change.

    ``laws`` are the keys of the laws that differ; ``given`` is ``read`` and what was refused.
    """

    on: date
    countries: tuple[str, ...]
    laws: tuple[str, ...]
    given: int
    read: int
    refused: tuple[RefusedOut, ...]
    sets: tuple[Recharged, ...]
