"""Reads of what is alleged in a case, of the counts it supports, and of what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from amends.base.dates import When
from amends.court.events import event_types
from amends.court.stages import Stage
from amends.law.counts import ChargeableCount
from amends.law.library import countries as held_countries
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.charging.counts import CaseCharging, charged
from amends.office.charging.detained import with_custody
from amends.office.charging.models import (
    STANDS,
    CaseFacts,
    Conduct,
    ConductVictim,
    Decision,
    ProofLabel,
)
from amends.office.charging.stating import facts_of, unstated
from amends.office.log import services as log
from amends.office.parties import selectors as parties
from amends.office.parties.models import Party, PartyRole
from amends.office.policy import Actor
from amends.office.timeline import selectors as timeline
from amends.office.timeline.models import TimelineEvent

NOT_CHARGED = "NOT_CHARGED"
# A conduct can have hundreds of victims: nothing else of them is needed with it.
OF_A_VICTIM = ("conduct_id", "party_id", "party__key", "party__designation")


def conduct(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Conduct]:
    """Return the conduct stated in a case, each with those who are in view as its victims."""
    log.read(actor=actor, what="conduct", case=case)
    victims = ConductVictim.objects.seen_by(actor).select_related("party").only(*OF_A_VICTIM)
    victims = victims.filter(party__removed_at=None, party__capacity=Capacity.VICTIM)
    rows = Conduct.objects.seen_by(actor).filter(case=case).select_related("by", "case")
    if not removed:
        rows = rows.filter(removed_at=None, by__removed_at=None)
    return rows.prefetch_related(Prefetch("conduct_victims", queryset=victims, to_attr="entries"))


def one_conduct(*, actor: Actor, case: Case, pk: int) -> Conduct:
    """Return one conduct of a case.

    Raises:
        Conduct.DoesNotExist: there is none that the actor may see.
    """
    return conduct(actor=actor, case=case, removed=True).get(pk=pk)


def facts_at_large(*, actor: Actor, case: Case) -> CaseFacts:
    """Return what is alleged of the case as a whole; nothing was stated yet if it has no key."""
    log.read(actor=actor, what="conduct", case=case)
    rows = CaseFacts.objects.seen_by(actor).select_related("case", "seen_by")
    stated = rows.filter(case=case).first()
    return stated or CaseFacts(case=case, countries=[case.jurisdiction])


def recharged(*, actor: Actor) -> QuerySet[CaseFacts]:
    """Return the cases that are charged otherwise than somebody looked at, the latest first."""
    log.read(actor=actor, what="cases charged otherwise")
    rows = CaseFacts.objects.seen_by(actor).filter(changed_on__isnull=False)
    return (
        rows.filter(case__merged_into=None)
        .select_related("case", "seen_by")
        .order_by("-changed_on", "case")
    )


def decisions(*, actor: Actor, case: Case) -> QuerySet[Decision]:
    """Return the decisions that stand."""
    log.read(actor=actor, what="charging decisions", case=case)
    rows = Decision.objects.seen_by(actor).filter(STANDS, case=case)
    return rows.select_related("by", "victim", "count", "made_by")


def decision(*, actor: Actor, case: Case, pk: int) -> Decision:
    """Return one decision that stands.

    Raises:
        Decision.DoesNotExist: there is none that the actor may see.
    """
    return decisions(actor=actor, case=case).select_related("case").get(pk=pk)


def proof_labels(*, actor: Actor, case: Case) -> QuerySet[ProofLabel]:
    """Return what was said of the standard of proof on the counts of a case, the latest first."""
    log.read(actor=actor, what="standard of proof", case=case)
    rows = ProofLabel.objects.seen_by(actor).filter(case=case)
    return rows.select_related("by", "victim", "made_by", "case")


def labels_on(*, actor: Actor, case: Case, count: ChargeableCount) -> QuerySet[ProofLabel]:
    """Return what was said of the standard of proof on one count, undone or not."""
    rows = proof_labels(actor=actor, case=case)
    return rows.filter(
        law=count.key,
        mode=count.mode,
        since=count.since,
        by__key=count.by,
        victim__key=count.victim,
    )


def proof_label(*, actor: Actor, case: Case, pk: int) -> ProofLabel:
    """Return one label.

    Raises:
        ProofLabel.DoesNotExist: there is none that the actor may see.
    """
    return proof_labels(actor=actor, case=case).get(pk=pk)


def charging_of(*, actor: Actor, case: Case, today: date) -> CaseCharging:
    """Return what the facts of a case support under the laws of its countries."""
    people = list(parties.parties(actor=actor, case=case))
    stated = tuple(conduct(actor=actor, case=case))
    at_large = facts_at_large(actor=actor, case=case)
    facts = facts_of(case.summary or case.title, people, stated, at_large)
    chosen = at_large.charged_under
    events = list(timeline.events(actor=actor, case=case, struck=False))
    facts, on = with_custody(facts, people, events), _charged_on(people, events, today)
    return CaseCharging(
        facts=facts,
        charging=charged(facts, chosen, on),
        parties={party.key: party for party in people},
        conduct=stated,
        unstated=tuple(unstated(_roles(people), stated)),
        at_large=at_large,
        countries=chosen,
        not_held=tuple(country for country in chosen if country not in held_countries()),
        on=on,
        let_go=_let_go(people, events),
        counts=tuple(parties.counts(actor=actor, case=case)),
        decisions=tuple(decisions(actor=actor, case=case)),
    )


def _charged_on(
    people: list[Party], events: Sequence[TimelineEvent], today: date
) -> dict[str, date]:
    """Return the day on which each was first charged; today for whoever was not."""
    days: dict[int, date] = {}
    for event in events:
        if event_types()[event.code].stage is Stage.CHARGED:
            day = min(When.parse(event.on).last, today)
            days |= {pk: min(day, days.get(pk, day)) for pk in _about(event, people)}
    return {party.key: days.get(party.pk, today) for party in people}


def _let_go(people: list[Party], events: Sequence[TimelineEvent]) -> frozenset[str]:
    """Return those of whom it was recorded, with reasons, that they are not charged."""
    about = {pk for e in events if e.code == NOT_CHARGED for pk in _about(e, [])}
    return frozenset(party.key for party in people if party.pk in about)


def _about(event: TimelineEvent, everybody: Sequence[Party]) -> list[int]:
    named = [entry.party_id for entry in event.about]  # type: ignore[attr-defined]  # prefetched
    return named or [party.pk for party in everybody]


def _roles(people: list[Party]) -> list[PartyRole]:
    """Return the roles of everybody who is not a victim."""
    return [
        edge
        for party in people
        if not party.is_victim
        for edge in party.edges  # type: ignore[attr-defined]  # prefetched
    ]
