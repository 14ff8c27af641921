"""A statute with what charging asks of it again and again, each thing resolved once.

A library holds its statutes in this form, so that two libraries can stand beside each other and
share what is the same in both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from amends.law.asof import AsOf
from amends.law.procedure import Procedure, days_of_change
from amends.law.resolved import Resolved, versions
from amends.law.statute import Statute


@dataclass(frozen=True, eq=False)
class ResolvedLaw:
    """One statute, its offences in each stretch of time, and the rules around them."""

    statute: Statute
    _around: dict[tuple[str, int], Procedure] = field(default_factory=dict, repr=False)

    @cached_property
    def offences(self) -> tuple[tuple[Resolved, ...], ...]:
        """Return every offence as its versions, one for each stretch of time."""
        found = (versions(self.statute, offence) for offence in self.statute.offences)
        return tuple(each for each in found if each)

    def about(self, acts: frozenset[str]) -> Iterator[tuple[Resolved, ...]]:
        """Yield the offences of which some version is about one of some acts, or may be."""
        for offence, named in self._named:
            if named is None or not named.isdisjoint(acts):
                yield offence

    @cached_property
    def _named(self) -> tuple[tuple[tuple[Resolved, ...], frozenset[str] | None], ...]:
        """Return every offence with the acts of its versions; nothing if one was not read."""
        return tuple((offence, _acts(offence)) for offence in self.offences)

    def around(self, offence: str, on: date) -> Procedure:
        """Return the rules around one of the offences, as of a day."""
        stretch = bisect_right(self._days, on)
        found = self._around.get((offence, stretch))
        if found is None:
            since = self._days[stretch - 1] if stretch else date.min
            found = Procedure(AsOf(self.statute, since), offence)
            self._around[offence, stretch] = found
        return found

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return days_of_change(self.statute)


def _acts(offence: tuple[Resolved, ...]) -> frozenset[str] | None:
    if not all(version.acts.is_known for version in offence):
        return None
    return frozenset(word for version in offence for word in version.acts.words)
