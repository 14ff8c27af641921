"""What changed in a law between two days: offences that began or ended, and cells that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amends.law.asof import AsOf, place_of
from amends.law.cells import Held
from amends.law.library import statutes
from amends.law.statute import Offence, Statute


class ChangeKind(StrEnum):
    """What is known of how a cell differs between two days.

    What was read on one of them only is a gap in what is held, which tells nothing of the law.
    """

    CHANGED = "changed"
    BEGAN = "began"
    ENDED = "ended"
    NOT_READ_BEFORE = "not_read_before"
    NOT_READ_AFTER = "not_read_after"

    @property
    def is_of_law(self) -> bool:
        """Say whether the law changed, and not only what is read of it."""
        return self not in {ChangeKind.NOT_READ_BEFORE, ChangeKind.NOT_READ_AFTER}


@dataclass(frozen=True)
class Change:
    """A cell that differs between two days; nothing on a side on which nothing is held.

    Attributes:
        kind: ``began`` and ``ended`` where the cell's mode of participation did, or where months of
            custody took the place of life, or life that of months.
    """

    path: str
    kind: ChangeKind
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

    @property
    def changes_law(self) -> bool:
        """Say whether an offence or a cell is known to have changed."""
        moved = self.began or self.ended or self.replaced
        return bool(moved) or any(change.kind.is_of_law for change in self.changes)

    @property
    def is_read(self) -> bool:
        """Say whether it shows anything that the law says since; a cell unread since does not."""
        unread_before = (c for c in self.changes if c.kind is ChangeKind.NOT_READ_BEFORE)
        return self.changes_law or any(unread_before)


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


def _offences(law: AsOf) -> Iterator[tuple[str, tuple[AsOf, Offence]]]:
    for offence in law.offences():
        yield f"{law.statute.key}.{offence.key}", (law, offence)


def _between(old: AsOf, was: Offence, new: AsOf, now: Offence) -> Iterator[Change]:
    before, after = dict(_cells(old, was)), dict(_cells(new, now))
    for name in ("commencement", "repeal"):
        before.pop(name, None)
        after.pop(name, None)
    idle = _without_longest(before), _without_longest(after)
    yield from _differing(f"{new.statute.key}.{place_of(now)}.", before, after, *idle)


def _without_longest(cells: dict[str, Held]) -> tuple[str, ...]:
    """Return where no longest custody can stand: the law gives life there, and no months."""
    penalties = (name.removesuffix("life") for name in cells if name.endswith(".life"))
    longest = {f"{at}maximum": cells[f"{at}life"].value is True for at in penalties}
    return tuple(name for name, is_life in longest.items() if is_life and name not in cells)


def _cells(law: AsOf, offence: Offence) -> Iterator[tuple[str, Held]]:
    start = f"{law.statute.key}.{place_of(offence)}."
    for held in law.cells():
        if held.path.startswith(start):
            yield held.path.removeprefix(start), held


def _around(law: Statute, before: date, after: date) -> Iterator[Change]:
    """Yield what changed outside the offences of a law that was in force on both days."""
    old, new = AsOf(law, before), AsOf(law, after)
    if old.is_in_force and new.is_in_force:
        yield from _differing("", dict(_outside(old)), dict(_outside(new)), _idle(old), _idle(new))


def _outside(law: AsOf) -> Iterator[tuple[str, Held]]:
    for held in law.cells():
        if not held.path.startswith(f"{law.statute.key}.offences."):
            yield held.path, held


def _idle(law: AsOf) -> tuple[str, ...]:
    """Return where the modes of participation stand that are not in force on the day."""
    lasting = {place for place, _ in law.parts()}
    places = (f"participation.{mode.case}" for mode in law.statute.participation)
    return tuple(f"{law.statute.key}.{place}." for place in places if place not in lasting)


def _differing(
    start: str,
    before: dict[str, Held],
    after: dict[str, Held],
    idle_before: tuple[str, ...] = (),
    idle_after: tuple[str, ...] = (),
) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if _said(was) == _said(now):
            continue
        if name.startswith(idle_before):
            kind = ChangeKind.BEGAN
        elif name.startswith(idle_after):
            kind = ChangeKind.ENDED
        else:
            kind = _kind(was, now)
        yield Change(f"{start}{name}", kind, was, now)


def _kind(was: Held | None, now: Held | None) -> ChangeKind:
    if not _said(was):
        return ChangeKind.NOT_READ_BEFORE
    return ChangeKind.CHANGED if _said(now) else ChangeKind.NOT_READ_AFTER


def _said(held: Held | None) -> frozenset[object]:
    """Return the values of a cell; of lists the order does not matter."""
    values = held.values if held else ()
    return frozenset(frozenset(v) if isinstance(v, tuple) else (type(v), v) for v in values)
