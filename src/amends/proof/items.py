"""An item of evidence: what must survive for it to be used, and where its information comes from.

Carrier and origin are different things: a social worker who repeats what a victim said is a new
carrier and no new origin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Source = tuple[str, str]


@dataclass(frozen=True, order=True)
class Carrier:
    """What must survive for an item to be used: the kind, and who or what it is about.

    Attributes:
        either: carriers of an item with the same number are alternatives: one of them is enough.
            One without a number (0) is needed by itself.
    """

    kind: str
    about: str
    either: int = 0


@dataclass(frozen=True)
class Item:
    """One item of evidence.

    Attributes:
        origins: where its information ultimately comes from.
        handled: who or what had a hand in it, as role and key: the officer who seized it, the
            interpreter, the warrant, the custodians, the laboratory, the threatened family.
    """

    key: str
    carriers: frozenset[Carrier]
    origins: frozenset[str]
    handled: frozenset[Source] = frozenset()


@dataclass(frozen=True)
class CommonCause:
    """One person, paper or place behind several items: if it falls, they may all fall."""

    role: str
    about: str
    items: tuple[str, ...]


def common_causes(items: Iterable[Item]) -> tuple[CommonCause, ...]:
    """Return what stands behind more than one item, those behind the most items first."""
    behind: dict[Source, set[str]] = defaultdict(set)
    for item in items:
        for source in sources_of(item):
            behind[source].add(item.key)
    shared = [
        CommonCause(role, about, tuple(sorted(keys)))
        for (role, about), keys in behind.items()
        if len(keys) > 1
    ]
    return tuple(sorted(shared, key=lambda cause: (-len(cause.items), cause.role, cause.about)))


def sources_of(item: Item) -> frozenset[Source]:
    """Return everything an item depends on: its carriers, and who or what had a hand in it."""
    return item.handled | {(carrier.kind, carrier.about) for carrier in item.carriers}


def needs_of(item: Item) -> tuple[frozenset[Source], ...]:
    """Return what must survive for an item: of each set one source at least."""
    alone = {(one.kind, one.about) for one in item.carriers if not one.either}
    groups: dict[int, set[Source]] = defaultdict(set)
    for one in item.carriers:
        if one.either:
            groups[one.either].add((one.kind, one.about))
    each = [{source} for source in sorted(alone | item.handled)]
    return tuple(map(frozenset, (*each, *(groups[number] for number in sorted(groups)))))


def lost_with(items: Iterable[Item], source: Source) -> tuple[str, ...]:
    """Return the items that fall, or are in doubt, if one source is lost."""
    return tuple(sorted(item.key for item in items if source in sources_of(item)))
