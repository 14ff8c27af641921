"""What a case of the office still lacks, found by the review that case files go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from amends.casefile.gaps import Gap
from amends.casefile.model import (
    CaseFile,
    CountEntry,
    EventEntry,
    OutcomeEntry,
    PartyEntry,
    RoleEntry,
    ScreenEntry,
    Verdict,
)
from amends.casefile.review import review
from amends.casefile.values import FactStatus
from amends.law.screen import Finding, PersonKind
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.parties.models import Count, CountParty, Party, PartyRole
from amends.office.timeline.models import TimelineEvent


def gaps_of(
    case: Case,
    parties: Sequence[Party],
    counts: Sequence[Count],
    events: Sequence[TimelineEvent],
    today: date,
) -> tuple[Gap, ...]:
    """Return what the record of a case lacks on a day, each with its next step."""
    return review(_casefile(case, parties, counts, events), today=today).missing


def _casefile(
    case: Case,
    parties: Sequence[Party],
    counts: Sequence[Count],
    events: Sequence[TimelineEvent],
) -> CaseFile:
    standing = {party.pk for party in parties}
    edges = [edge for party in parties for edge in party.edges]  # type: ignore[attr-defined]  # prefetched
    return CaseFile(
        key=case.reference,
        title=case.title,
        jurisdiction=case.jurisdiction,
        opened_on=case.opened_on.isoformat(),
        summary=case.summary,
        sources=(),
        parties=tuple(map(_party, parties)),
        roles=tuple(_role(edge) for edge in edges if edge.victim_id in {None, *standing}),
        counts=tuple(_count(count, standing) for count in counts),
        events=tuple(_event(event, standing) for event in events),
        outcomes=tuple(outcome for count in counts for outcome in _outcomes(count)),
    )


def _party(party: Party) -> PartyEntry:
    return PartyEntry(
        key=party.key,
        capacity=Capacity(party.capacity),
        designation=party.designation,
        kind=PersonKind(party.kind),
        born=party.born,
        status=FactStatus(party.status),
        screen=_screen(party),
    )


def _screen(party: Party) -> ScreenEntry | None:
    screens = party.screenings  # type: ignore[attr-defined]  # prefetched, the latest first
    if not screens:
        return None
    return ScreenEntry(finding=Finding(screens[0].finding), reasons=screens[0].reasons)


def _role(edge: PartyRole) -> RoleEntry:
    return RoleEntry(
        party=edge.party.key,
        role=edge.role,
        victim=edge.victim.key if edge.victim else "",
        status=FactStatus(edge.status),
    )


def _count(count: Count, standing: set[int]) -> CountEntry:
    rows = [row for row in _entries(count) if row.party_id in standing]
    return CountEntry(
        number=count.number,
        citation=count.citation,
        offence=count.offence,
        defendants=tuple(row.party.key for row in rows if not row.party.is_victim),
        victims=tuple(row.party.key for row in rows if row.party.is_victim),
        conduct_from=count.conduct_from,
        status=FactStatus(count.status),
    )


def _event(event: TimelineEvent, standing: set[int]) -> EventEntry:
    about = [link.party for link in event.about if link.party_id in standing]  # type: ignore[attr-defined]  # prefetched
    return EventEntry(
        code=event.code,
        on=event.on,
        parties=tuple(party.key for party in about),
        status=FactStatus(event.status),
    )


def _outcomes(count: Count) -> Iterator[OutcomeEntry]:
    for row in _entries(count):
        if row.verdict in set(Verdict):
            yield OutcomeEntry(
                count=count.number,
                defendant=row.party.key,
                verdict=Verdict(row.verdict),
                status=FactStatus(row.status),
            )


def _entries(count: Count) -> list[CountParty]:
    entries: list[CountParty] = count.entries  # type: ignore[attr-defined]  # prefetched
    return entries
