"""What a case of the office still lacks, found by the review that case files go through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from amends.casefile.gaps import Gap
from amends.casefile.model import CaseFile
from amends.casefile.review import review
from amends.office.archives.case_entries import (
    count_entry,
    event_entry,
    outcome_entries,
    party_entry,
    role_entry,
)
from amends.office.cases.models import Case
from amends.office.parties.models import Count, Party
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
        parties=tuple(map(party_entry, parties)),
        roles=tuple(role_entry(edge) for edge in edges if edge.victim_id in {None, *standing}),
        counts=tuple(count_entry(count, standing) for count in counts),
        events=tuple(event_entry(event, standing) for event in events),
        outcomes=tuple(outcome for count in counts for outcome in outcome_entries(count)),
    )
