"""The conduct a case file states, checked, and as the facts on which counts are charged."""

from __future__ import annotations

from collections.abc import Iterator

from amends.base.problems import Wrong
from amends.casefile.model import CaseFile, PartyEntry
from amends.law.fact_checks import wrong_conduct, wrong_words
from amends.law.facts import CulpableParty, Facts
from amends.law.terms import Vocabulary
from amends.law.victims import VictimFacts
from amends.network.roles import Capacity, roles


def facts_of(casefile: CaseFile) -> Facts:
    """Return what a case file states as facts for charging.

    Culpable parties are all who acted or played a role, charged or not: whoever has no count is
    to be named.
    """
    acted = {conduct.by for conduct in casefile.conduct} | {edge.party for edge in casefile.roles}
    people = [party for party in casefile.parties if party.key in acted]
    return Facts(
        told=casefile.summary[:1_000],
        victims=tuple(map(_victim, casefile.of_capacity(Capacity.VICTIM))),
        culpable_parties=tuple(
            _culpable(casefile, party) for party in people if party.capacity != Capacity.VICTIM
        ),
        conduct=casefile.conduct,
        reported_as=casefile.reported_as,
        indicators=casefile.indicators,
        paid_for_journey=casefile.paid_for_journey,
    )


def wrong_statements(casefile: CaseFile) -> Iterator[Wrong]:
    """Yield what is wrong in the conduct stated, leaving aside who its parties are."""
    yield from wrong_words("$.indicators", casefile.indicators, Vocabulary.INDICATORS)
    for index, conduct in enumerate(casefile.conduct):
        yield from wrong_conduct(f"$.conduct[{index}]", conduct)


def _victim(party: PartyEntry) -> VictimFacts:
    return VictimFacts(
        key=party.key,
        born=party.born,
        age=party.age,
        unable_to_protect=party.unable_to_protect,
        nationality=party.nationality,
        resident=party.resident,
    )


def _culpable(casefile: CaseFile, party: PartyEntry) -> CulpableParty:
    played = [edge.role for edge in casefile.roles if edge.party == party.key]
    return CulpableParty(
        key=party.key,
        part=roles()[played[0]].label if played else party.designation,
        kind=party.kind,
        screen=party.screen.finding if party.screen else None,
        nationality=party.nationality,
        resident=party.resident,
        present=party.present,
    )
