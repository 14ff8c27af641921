"""Items of evidence as the graph of a case takes them, and what may be lost of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from amends.network.roles import Capacity
from amends.office.exhibits.models import Item
from amends.office.exhibits.standing import about_of, alternatives
from amends.office.exhibits.standing import evidence_of as with_hands
from amends.office.parties.models import Party
from amends.proof.drafting import Exhibit
from amends.proof.graph import Admission, Evidence, Proposition
from amends.proof.items import Source, common_causes

TESTIFIES = "testifies"
Causes = Mapping[str, frozenset[Source]]
Need = tuple[str, str, Party | None]


@dataclass(frozen=True)
class Loss:
    """Something that may be lost, and what it is.

    Attributes:
        kind: a code of the carriers, or the part that somebody or something had in an item.
        about: who or what; a party's key where it is one.
        party: the party, where it is one.
        items: what falls with it alone.
        shared: what falls only if other things are lost too, with these.
    """

    event: str
    kind: str
    about: str
    party: Party | None = None
    items: tuple[str, ...] = ()
    shared: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def carried(self) -> tuple[str, ...]:
        """Return every item that falls with it, alone or with others."""
        return (*self.items, *(item for item, _others in self.shared))

    @property
    def is_testimony_of_a_victim(self) -> bool:
        """Say whether it is that a victim testifies."""
        return self.is_testimony and self.party is not None and self.party.is_victim

    @property
    def is_testimony(self) -> bool:
        """Say whether it is that somebody testifies."""
        return self.kind == TESTIFIES

    @property
    def capacity(self) -> str:
        """Return in which capacity somebody testifies; nothing where nobody does."""
        return self.party.capacity if self.party is not None else Capacity.OTHER


def loss_key(kind: str, about: str, item: str) -> str:
    """Return what a loss is called in the graph; one about nobody is about its item alone."""
    return f"{kind}: {about or item}"


def causes_of(items: Iterable[Item]) -> Causes:
    """Return who and what had a hand in each item that had one in another too."""
    found: dict[str, set[Source]] = {}
    for cause in common_causes(map(with_hands, items)):
        for key in cause.items:
            found.setdefault(key, set()).add((cause.role, cause.about))
    return {key: frozenset(sources) for key, sources in found.items()}


def losses_of(items: Iterable[Item], causes: Causes) -> dict[str, Loss]:
    """Return everything that may be lost in a case, by what it is called in the graph."""
    found: dict[str, Loss] = {}
    for item in items:
        needs = [{loss.event: loss for loss in _losses(one, item)} for one in _needs(item, causes)]
        alone = {event for one in needs if len(one) == 1 for event in one}
        for one in needs:
            replaceable = alone.isdisjoint(one)
            for event, loss in one.items():
                known = found.get(event, loss)
                found[event] = replace(
                    known,
                    party=known.party or loss.party,
                    items=_with(known.items, item.key) if event in alone else known.items,
                    shared=(*known.shared, (item.key, frozenset(one) - {event}))
                    if replaceable
                    else known.shared,
                )
    return found


def exhibit_of(item: Item, causes: Causes, held: Mapping[str, Proposition]) -> Exhibit:
    """Return an item as drafts see it."""
    return Exhibit(
        evidence=evidence_of(item, causes, held),
        kind=item.kind,
        goes_to=frozenset(item.goes_to),
        about=frozenset(entry.party.key for entry in item.people),  # type: ignore[attr-defined]  # prefetched
    )


def evidence_of(item: Item, causes: Causes, held: Mapping[str, Proposition]) -> Evidence:
    """Return an item with what must survive for it.

    Whose testimony it is, is its origin where none is stated. An item that was admitted for one use
    only can be used for what it goes to.
    """
    needs, admission = _needs(item, causes), Admission(item.admissibility)
    used_for = (key for key, one in held.items() if one.element in item.goes_to)
    return Evidence(
        key=item.key,
        needs=tuple(frozenset(loss.event for loss in _losses(one, item)) for one in needs),
        origins=frozenset(
            item.origins
            or [about for one in needs for kind, about, _party in one if kind == TESTIFIES]
        ),
        admission=admission,
        limited_to=frozenset(used_for if admission is Admission.LIMITED else ()),
    )


def _needs(item: Item, causes: Causes) -> list[list[Need]]:
    """Return what must survive for an item, one of each list: its carriers, and shared hands."""
    carried = [
        [(row.kind, about_of(row), row.party) for row in rows] for rows in alternatives(item)
    ]
    known = {(kind, about) for rows in carried for kind, about, _party in rows}
    hands = sorted(causes.get(item.key, frozenset()) - known)
    shared: list[list[Need]] = [[(role, about, None)] for role, about in hands]
    return [*carried, *shared]


def _losses(needs: Iterable[Need], item: Item) -> Iterator[Loss]:
    """Yield what is lost of an item where something it needs is."""
    for kind, about, party in needs:
        yield Loss(loss_key(kind, about, item.key), kind, about or item.key, party)


def _with(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return keys if key in keys else (*keys, key)
