"""Rows of a case as the entries of a case file."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from amends.casefile.model import (
    CountEntry,
    EventEntry,
    OutcomeEntry,
    PartyEntry,
    RoleEntry,
    ScreenEntry,
    Verdict,
)
from amends.casefile.values import FactStatus
from amends.law.screen import Finding, PersonKind
from amends.law.terms import Mode
from amends.network.roles import Capacity
from amends.office.parties.models import Count, CountParty, Party, PartyRole
from amends.office.timeline.models import TimelineEvent


def party_entry(party: Party) -> PartyEntry:
    """Return a party with its latest screen."""
    return PartyEntry(
        key=party.key,
        capacity=Capacity(party.capacity),
        designation=party.designation,
        kind=PersonKind(party.kind),
        sex=party.sex,
        born=party.born,
        age=party.age,
        nationality=party.nationality,
        resident=party.resident,
        present=party.present,
        language=party.language,
        facts=party.facts,
        status=FactStatus(party.status),
        screen=_screen(party),
    )


def _screen(party: Party) -> ScreenEntry | None:
    screens = party.screenings  # type: ignore[attr-defined]  # prefetched, the latest first
    if not screens:
        return None
    return ScreenEntry(finding=Finding(screens[0].finding), reasons=screens[0].reasons)


def role_entry(edge: PartyRole) -> RoleEntry:
    """Return a role that a party played."""
    return RoleEntry(
        party=edge.party.key,
        role=edge.role,
        victim=edge.victim.key if edge.victim else "",
        since=edge.since,
        until=edge.until,
        status=FactStatus(edge.status),
        source=edge.source,
    )


def count_entry(count: Count, standing: Collection[int]) -> CountEntry:
    """Return a count with those of its parties that stand in the case."""
    rows = [row for row in _entries(count) if row.party_id in standing]
    return CountEntry(
        number=count.number,
        citation=count.citation,
        offence=count.offence,
        defendants=tuple(row.party.key for row in rows if not row.party.is_victim),
        victims=tuple(row.party.key for row in rows if row.party.is_victim),
        law=count.law,
        mode=Mode(count.mode),
        conduct_from=count.conduct_from,
        conduct_to=count.conduct_to,
        alternative_to=count.alternative_to.number if count.alternative_to else None,
        status=FactStatus(count.status),
    )


def event_entry(event: TimelineEvent, standing: Collection[int]) -> EventEntry:
    """Return an event with those it is about that stand in the case."""
    about = [link.party for link in event.about if link.party_id in standing]  # type: ignore[attr-defined]  # prefetched
    return EventEntry(
        code=event.code,
        on=event.on,
        parties=tuple(party.key for party in about),
        details=dict(event.details),
        text=event.text,
        source=event.source,
        status=FactStatus(event.status),
    )


def outcome_entries(count: Count) -> Iterator[OutcomeEntry]:
    """Yield how a count ended for each of its defendants."""
    for row in _entries(count):
        if row.verdict in set(Verdict):
            yield OutcomeEntry(
                count=count.number,
                defendant=row.party.key,
                verdict=Verdict(row.verdict),
                disposition=row.disposition,
                status=FactStatus(row.status),
            )


def _entries(count: Count) -> list[CountParty]:
    entries: list[CountParty] = count.entries  # type: ignore[attr-defined]  # prefetched
    return entries
