"""The amendments of a country's laws that are known, and what is held of what they changed.

Of many an amendment only the year is known, and of some not even that. No day is invented for
them: the last day on which none of it can have begun is compared with the first on which all must
have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from amends.base.dates import When
from amends.law.asof import AsOf
from amends.law.cells import Held
from amends.law.diff import Diff, diff
from amends.law.library import statutes
from amends.law.statute import Statute


@dataclass(frozen=True)
class Amendment:
    """An amendment, or the beginning of a law that took the place of another.

    Attributes:
        note: what is told of it, on the word of the sources of its commencement.
        commencement: the cell that says since when, with its sources.
        when: since when, as finely as it is known; nothing if it is not read.
    """

    country: str
    name: str
    note: str
    commencement: Held
    when: When | None

    @cached_property
    def diff(self) -> Diff | None:
        """Return what changed while it can have begun, or nothing if that is not known."""
        if self.when is None:
            return None
        return diff(self.country, day_before(self.when.first), self.when.last)

    @property
    def is_read(self) -> bool:
        """Say whether anything is held of what it changed."""
        return self.diff is not None and self.diff.is_read

    def may_begin(self, before: date, after: date) -> bool:
        """Say whether it can have begun after one day, and at the latest on another."""
        return self.when is None or (self.when.first <= after and self.when.last > before)


def amendments(country: str) -> tuple[Amendment, ...]:
    """Return the known amendments of a country's laws in their order, last those without a date.

    One whose sources differ on when it began stands there with each date.
    """
    laws = (law for law in statutes().values() if law.country == country)
    found = {(each.name, each.when): each for law in laws for each in _amendments(law)}
    dated = sorted((each.when, each.name) for each in found.values() if each.when)
    undated = (each for each in found.values() if each.when is None)
    return (*(found[name, when] for when, name in dated), *undated)


def begun(country: str, before: date, after: date) -> tuple[Amendment, ...]:
    """Return the amendments that can have begun after one day, and at the latest on another."""
    return tuple(each for each in amendments(country) if each.may_begin(before, after))


def latest_first(known: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """Return amendments that stand in their order with the latest first, last as before."""
    dated = [each for each in known if each.when]
    return (*reversed(dated), *known[len(dated) :])


def day_before_latest(known: tuple[Amendment, ...]) -> date | None:
    """Return the last day before the latest of some amendments, if any has a date."""
    first_days = (each.when.first for each in known if each.when)
    return max(map(day_before, first_days), default=None)


def day_before(on: date) -> date:
    """Return the last day before a change."""
    return on - timedelta(days=1)


def _amendments(law: Statute) -> Iterator[Amendment]:
    everything = AsOf(law, date.max)
    for version in law.versions:
        held = everything.held(f"versions.{version.name}", version, "commencement")
        for when in _dates(held) or (None,):
            yield Amendment(law.country, version.name, version.note, held, when)
    if any(offence.replaces for offence in law.offences):
        held = everything.held("", law, "commencement")
        for when in _dates(held):
            yield Amendment(law.country, law.title, "", held, when)


def _dates(commencement: Held) -> tuple[When, ...]:
    return tuple(When.parse(value) for value in commencement.values if isinstance(value, str))
