"""What a passage can be tied to: the elements and people of the counts listed for a case."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from amends.law.counts import ChargeableCount
from amends.law.elements import ElementName, ElementState
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.charging import selectors as charging
from amends.office.charging.words import ELEMENTS
from amends.office.parties import selectors as parties
from amends.office.parties.models import Party
from amends.office.policy import Actor

AGAINST = frozenset({Capacity.SUSPECT, Capacity.DEFENDANT, Capacity.ORGANISATION})


@dataclass(frozen=True)
class Choices:
    """The elements, by code and word, and the people to choose from."""

    elements: tuple[tuple[str, str], ...]
    people: tuple[Party, ...]


def choices_in(*, actor: Actor, case: Case) -> Choices:
    """Return what charging lists for a case; where it lists no count, everything that is possible.

    Whoever is accused without a count stands behind those who have one.
    """
    found = charging.charging_of(actor=actor, case=case, today=timezone.localdate())
    counts = found.charging.counts
    listed = {element for count in counts for element in _asked(count)} or set(ElementName)
    by = [found.parties[key] for key in dict.fromkeys(count.by for count in counts)]
    accused = parties.parties(actor=actor, case=case).filter(capacity__in=AGAINST)
    return Choices(
        tuple((name.value, str(ELEMENTS[name])) for name in ElementName if name in listed),
        tuple(dict.fromkeys([*by, *accused])),
    )


def _asked(count: ChargeableCount) -> set[ElementName]:
    return {e.name for e in count.elements if e.state is not ElementState.NOT_NEEDED}
