"""What changed in a law between two days: offences that began or ended, and cells that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from amends.base.dates import When
from amends.law.asof import AsOf, place_of
from amends.law.cells import Held
from amends.law.library import statutes
from amends.law.statute import Offence, Statute


@dataclass(frozen=True)
class Change:
    """A cell as it stood before and after; nothing where it said nothing or was not in force."""

    path: str
    before: Held | None
    after: Held | None


@dataclass(frozen=True)
class Diff:
    """What changed in a country's law between two days.

    Attributes:
        began, ended: citations of offences.
        replaced: of the offences that ended, which one each gave way to, by citation.
    """

    country: str
    before: date
    after: date
    began: tuple[str, ...]
    ended: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]


def diff(country: str, before: date, after: date) -> Diff:
    """Return what changed in the law of a country between two days.

    An offence that took the place of another is compared with it, cell by cell; other offences
    that began or ended are only named.
    """
    laws = [law for law in statutes().values() if law.country == country]
    old = {key: found for law in laws for key, found in _offences(AsOf(law, before))}
    new = {key: found for law in laws for key, found in _offences(AsOf(law, after))}
    pairs = [(key, key) for key in new if key in old]
    pairs += [(offence.replaces, key) for key, (_, offence) in new.items() if key not in old]
    pairs = [(was, now) for was, now in pairs if was in old]
    kept_old, kept_new = {was for was, _ in pairs}, {now for _, now in pairs}
    changes = [
        *(change for was, now in pairs for change in _between(*old[was], *new[now])),
        *(change for law in laws for change in _around(law, before, after)),
    ]
    return Diff(
        country,
        before,
        after,
        tuple(offence.citation for key, (_, offence) in new.items() if key not in kept_new),
        tuple(offence.citation for key, (_, offence) in old.items() if key not in kept_old),
        tuple((old[was][1].citation, new[now][1].citation) for was, now in pairs if was != now),
        tuple(changes),
    )


def amendments(country: str) -> tuple[tuple[str, date], ...]:
    """Return every dated change of a country's laws and its first day, in the order of days.

    A change is an amendment, or the beginning of a law that took the place of another.
    """
    laws = [law for law in statutes().values() if law.country == country]
    dated = [(version.name, version.commencement) for law in laws for version in law.versions]
    dated += [
        (law.title, law.commencement) for law in laws if any(o.replaces for o in law.offences)
    ]
    found = {
        (When.parse(reading.value).first, name)
        for name, commencement in dated
        for reading in commencement
        if isinstance(reading.value, str)
    }
    return tuple((name, day) for day, name in sorted(found))


def day_before(on: date) -> date:
    """Return the last day before a change."""
    return on - timedelta(days=1)


def _offences(law: AsOf) -> Iterator[tuple[str, tuple[AsOf, Offence]]]:
    for offence in law.offences():
        yield f"{law.statute.key}.{offence.key}", (law, offence)


def _between(old: AsOf, was: Offence, new: AsOf, now: Offence) -> Iterator[Change]:
    before, after = dict(_cells(old, was)), dict(_cells(new, now))
    for name in ("commencement", "repeal"):
        before.pop(name, None)
        after.pop(name, None)
    yield from _differing(f"{new.statute.key}.{place_of(now)}.", before, after)


def _cells(law: AsOf, offence: Offence) -> Iterator[tuple[str, Held]]:
    start = f"{law.statute.key}.{place_of(offence)}."
    for held in law.cells():
        if held.path.startswith(start):
            yield held.path.removeprefix(start), held


def _around(law: Statute, before: date, after: date) -> Iterator[Change]:
    """Yield what changed outside the offences of a law that was in force on both days."""
    old, new = AsOf(law, before), AsOf(law, after)
    if old.is_in_force and new.is_in_force:
        yield from _differing("", dict(_outside(old)), dict(_outside(new)))


def _outside(law: AsOf) -> Iterator[tuple[str, Held]]:
    for held in law.cells():
        if not held.path.startswith(f"{law.statute.key}.offences."):
            yield held.path, held


def _differing(start: str, before: dict[str, Held], after: dict[str, Held]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if _said(was) != _said(now):
            yield Change(f"{start}{name}", was, now)


def _said(held: Held | None) -> frozenset[object]:
    """Return the values of a cell; of lists the order does not matter."""
    values = held.values if held else ()
    return frozenset(frozenset(v) if isinstance(v, tuple) else (type(v), v) for v in values)
