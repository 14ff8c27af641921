"""The facts of a case as charging takes them, made of the rows that state them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from amends.law.facts import Conduct as Alleged
from amends.law.facts import CulpableParty, Facts, Moved, ReportedAs
from amends.law.screen import Finding, PersonKind
from amends.law.terms import MensRea, Mode
from amends.law.victims import VictimFacts
from amends.network.roles import Capacity, roles
from amends.office.charging.models import CaseFacts, Conduct
from amends.office.parties.models import Party, PartyRole

LONGEST_TOLD = 1_000
ACCUSED = frozenset({Capacity.SUSPECT, Capacity.DEFENDANT})


class Obstacle(StrEnum):
    """Why a conduct cannot be charged as it stands.

    People change after conduct was stated: a suspect turns out to be a victim, a victim is taken
    out of view.
    """

    BY_A_VICTIM = "by_a_victim"
    TO_NOBODY = "to_nobody"
    UNDATED = "undated"


def facts_of(
    told: str, people: Iterable[Party], conduct: Sequence[Conduct], at_large: CaseFacts
) -> Facts:
    """Return facts for charging; conduct that cannot be charged as it stands is left out.

    Culpable parties are all who acted, played a role, or are suspected or accused, charged or not:
    whoever has no count is to be named.
    """
    ready = tuple(alleged(row) for row in conduct if why_not_charged(row) is None)
    acted = {row.by_id for row in conduct}
    present = list(people)
    return Facts(
        told=told[:LONGEST_TOLD],
        victims=tuple(_victim(party) for party in present if party.is_victim),
        culpable_parties=tuple(
            _culpable(party)
            for party in present
            if not party.is_victim and (party.pk in acted or _may_have_to_answer(party))
        ),
        conduct=ready,
        reported_as=ReportedAs(at_large.reported_as),
        indicators=tuple(at_large.indicators),
        paid_for_journey=at_large.paid_for_journey,
    )


def why_not_charged(row: Conduct) -> Obstacle | None:
    """Return why a conduct cannot be charged as it stands; nothing if it can."""
    if row.by.is_victim:
        return Obstacle.BY_A_VICTIM
    if not row.entries:  # type: ignore[attr-defined]  # prefetched by the selector
        return Obstacle.TO_NOBODY
    return None if row.begun else Obstacle.UNDATED


def unstated(edges: Iterable[PartyRole], conduct: Iterable[Conduct]) -> list[PartyRole]:
    """Return the roles with acts of their own of which no conduct by that party is stated."""
    done = {(row.by_id, act) for row in conduct for act in row.acts}
    return [
        edge
        for edge in edges
        if (acts := roles()[edge.role].acts)
        and not any((edge.party_id, act) in done for act in acts)
    ]


def alleged(row: Conduct) -> Alleged:
    """Return one conduct as charging takes it."""
    victims = row.entries  # type: ignore[attr-defined]  # prefetched by the selector
    return Alleged(
        by=row.by.key,
        victims=tuple(entry.party.key for entry in victims),
        begun=row.begun,
        ended=row.ended,
        mode=Mode(row.mode),
        acts=tuple(row.acts),
        means=tuple(row.means),
        ends=tuple(row.ends),
        occurred=tuple(row.occurred),
        circumstances=tuple(row.circumstances),
        contested=tuple(row.contested),
        places=tuple(row.places),
        moved=Moved(row.moved),
        mental=MensRea(row.mental) if row.mental else None,
        knew_age=row.knew_age,
    )


def _victim(party: Party) -> VictimFacts:
    return VictimFacts(
        key=party.key,
        born=party.born,
        age=party.age,
        unable_to_protect=party.unable_to_protect,
        nationality=party.nationality,
        resident=party.resident,
    )


def _culpable(party: Party) -> CulpableParty:
    screens = party.screenings  # type: ignore[attr-defined]  # prefetched by the selector
    played = _roles(party)
    return CulpableParty(
        key=party.key,
        part=roles()[played[0]].label if played else party.designation,
        kind=PersonKind(party.kind),
        screen=Finding(screens[0].finding) if screens else None,
        nationality=party.nationality,
        resident=party.resident,
        present=party.present,
    )


def _may_have_to_answer(party: Party) -> bool:
    return bool(_roles(party)) or party.capacity in ACCUSED


def _roles(party: Party) -> list[str]:
    return [edge.role for edge in party.edges]  # type: ignore[attr-defined]  # prefetched
