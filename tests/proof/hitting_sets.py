"""Minimal hitting sets: the smallest choices that have something in common with each of some sets.

The cut sets of a circuit are the minimal hitting sets of its path sets, and the other way round.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable


def hitting_sets(sets: Iterable[Collection[str]], most: int | None = None) -> list[frozenset[str]]:
    """Return the minimal sets that hit each of some sets, of so many members at most.

    One set after another is hit (Berge 1989): what hits it already stays, and the rest takes one of
    its members each, unless that contains what stays. Nothing hits a set without members.
    """
    found = [frozenset[str]()]
    for each in sorted(map(frozenset, sets), key=len):
        stays = [chosen for chosen in found if chosen & each]
        longer = {
            chosen | {member}
            for chosen in found
            if not chosen & each and (most is None or len(chosen) < most)
            for member in each
        }
        found = stays + [new for new in longer if not any(chosen <= new for chosen in stays)]
    return sorted(found, key=lambda chosen: (len(chosen), sorted(chosen)))
