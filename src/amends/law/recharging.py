"""Recharging: what the counts on recorded facts were under one set of laws, and are under another.

A fingerprint holds what charging found, small enough to be kept beside the facts, so that what a
lawyer last looked at can be compared with the law of today. It leaves out what no lawyer decides
by: which text a cell was read in, and the words in which a bar is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from operator import attrgetter

import msgspec

from amends.law.cells import Held, Value
from amends.law.charging import counts_under, screened
from amends.law.counts import ChargeableCount
from amends.law.facts import Facts
from amends.law.library import Library
from amends.law.resolved_law import ResolvedLaw

Values = tuple[Value, ...]


class FoundPenalty(msgspec.Struct, frozen=True):
    """What a count is punished with: of each cell the values read in it, several in a conflict."""

    minimum: Values
    maximum: Values
    life: Values
    death: Values
    fine: Values
    relation: Values


class FoundCount(msgspec.Struct, frozen=True):
    """A count as it was found.

    Attributes:
        missing: the elements for which the facts show nothing.
        limit: the last day on which it can be prosecuted, if there is one and it is known.
        bars: the kind of each bar, with a question mark where it only warns.
    """

    offence: str
    by: str
    victim: str
    mode: str
    since: date
    until: date
    state: str
    missing: tuple[str, ...]
    penalty: FoundPenalty | None
    limit: date | None
    unlimited: bool
    bars: tuple[str, ...]

    @property
    def about(self) -> tuple[str, str, str, str]:
        """Return what names it: its offence, its culpable party, its victim and its mode."""
        return self.offence, self.by, self.victim, self.mode


class Fingerprint(msgspec.Struct, frozen=True):
    """Every count that charging found, in an order of their own."""

    counts: tuple[FoundCount, ...]

    def kept(self) -> str:
        """Return it as a text to be kept."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def of_kept(cls, text: str) -> Fingerprint:
        """Return the fingerprint that was kept as a text.

        Raises:
            ValueError: the text is damaged, or another version of amends kept it.
        """
        return msgspec.json.decode(text, type=cls)


class Difference(StrEnum):
    """In what a count changed."""

    PERIOD = "period"
    STATE = "state"
    MISSING = "missing"
    PENALTY = "penalty"
    LIMIT = "limit"
    BARS = "bars"


COMPARED = {
    Difference.PERIOD: attrgetter("since", "until"),
    Difference.STATE: attrgetter("state"),
    Difference.MISSING: attrgetter("missing"),
    Difference.PENALTY: attrgetter("penalty"),
    Difference.LIMIT: attrgetter("limit", "unlimited"),
    Difference.BARS: attrgetter("bars"),
}


class ChangedCount(msgspec.Struct, frozen=True):
    """A count before and after, and in what it changed."""

    before: FoundCount
    after: FoundCount
    differences: tuple[Difference, ...]


class Recharged(msgspec.Struct, frozen=True):
    """How the counts on one set of facts changed: which came, which went, which are other."""

    name: str
    came: tuple[FoundCount, ...]
    went: tuple[FoundCount, ...]
    changed: tuple[ChangedCount, ...]

    @property
    def is_changed(self) -> bool:
        """Say whether anything changed."""
        return bool(self.came or self.went or self.changed)


def fingerprint(counts: Iterable[ChargeableCount]) -> Fingerprint:
    """Return what charging found."""
    return Fingerprint(tuple(sorted(map(_found, counts), key=msgspec.json.encode)))


def recharge(
    sets: Iterable[tuple[str, Facts]],
    *,
    before: Library,
    after: Library,
    countries: Iterable[str],
    on: date,
) -> Iterator[Recharged]:
    """Yield of every named set of facts how its counts changed between two sets of laws.

    Charged are only the laws that differ: the counts under one law depend on no other.
    """
    chosen = differing(before, after, countries)
    old, new = (_held(library, chosen) for library in (before, after))
    for name, facts in sets:
        charged = screened(facts)
        was, now = (
            fingerprint(
                count for law in laws for one in charged for count in counts_under(law, one, on)
            )
            for laws in (old, new)
        )
        yield compared(name, was, now)


def differing(before: Library, after: Library, countries: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the laws of some countries that are not the same in two libraries."""
    chosen = tuple(countries)
    found = (law.statute.key for library in (before, after) for law in library.laws_of(chosen))
    keys = dict.fromkeys(found)
    return tuple(k for k in keys if before.statutes.get(k) != after.statutes.get(k))


def compared(name: str, before: Fingerprint, after: Fingerprint) -> Recharged:
    """Return how the counts on a set of facts changed between two fingerprints."""
    if before == after:
        return Recharged(name, (), (), ())
    old, new = Counter(before.counts), Counter(after.counts)
    went, came = [*(old - new).elements()], [*(new - old).elements()]
    changed = tuple(_pairs(went, came))
    return Recharged(name, tuple(came), tuple(went), changed)


def _pairs(went: list[FoundCount], came: list[FoundCount]) -> Iterator[ChangedCount]:
    """Yield counts of the same name that began or ended on the same day, taking them out."""
    for side in (attrgetter("since"), attrgetter("until")):
        for was in list(went):
            same = (c for c in came if c.about == was.about and side(c) == side(was))
            now = next(same, None)
            if now is not None:
                went.remove(was)
                came.remove(now)
                yield ChangedCount(was, now, _differences(was, now))


def _differences(was: FoundCount, now: FoundCount) -> tuple[Difference, ...]:
    return tuple(name for name, part in COMPARED.items() if part(was) != part(now))


def _held(library: Library, keys: Iterable[str]) -> tuple[ResolvedLaw, ...]:
    return tuple(library.laws[key] for key in keys if key in library.laws)


def _found(count: ChargeableCount) -> FoundCount:
    return FoundCount(
        count.key,
        count.by,
        count.victim,
        str(count.mode),
        count.since,
        count.until,
        str(count.state),
        tuple(str(element.name) for element in count.missing),
        _penalty(count),
        count.limit.last_day,
        count.limit.unlimited,
        tuple(sorted(f"{bar.kind}{'' if bar.certain else '?'}" for bar in count.bars)),
    )


def _penalty(count: ChargeableCount) -> FoundPenalty | None:
    severity = count.penalty
    if severity is None:
        return None
    cells = (severity.minimum, severity.maximum, severity.life, severity.death)
    return FoundPenalty(*map(_said, (*cells, count.fine, count.relation)))


def _said(cell: Held | None) -> Values:
    """Return the values read in a cell, those of a conflict in an order of their own."""
    if cell is None:
        return ()
    return cell.values if len(cell.values) < 2 else tuple(sorted(cell.values, key=str))
