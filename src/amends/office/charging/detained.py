"""Since when each culpable party is held, as the timeline of the case says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from amends.base.dates import When
from amends.court.events import event_types
from amends.court.stages import Standing
from amends.law.facts import Facts
from amends.office.parties.models import Party
from amends.office.timeline.models import TimelineEvent


def with_custody(facts: Facts, people: Iterable[Party], events: Sequence[TimelineEvent]) -> Facts:
    """Return facts in which everybody who is held says since when."""
    keys = {party.pk: party.key for party in people}
    since = _held_since(events)
    held = {keys[pk]: day for pk, day in since.items() if pk in keys}
    parties = tuple(
        dataclasses.replace(party, held_since=held.get(party.key, ""))
        for party in facts.culpable_parties
    )
    return dataclasses.replace(facts, culpable_parties=parties)


def _held_since(events: Sequence[TimelineEvent]) -> Mapping[int, str]:
    """Return the day on which the custody began in which each party named by the events is."""
    since: dict[int, str] = {}
    for event in sorted(events, key=lambda event: When.parse(event.on).first):
        standing = event_types()[event.code].standing
        for entry in event.about:  # type: ignore[attr-defined]  # prefetched by the selector
            if standing is Standing.DETAINED:
                since.setdefault(entry.party_id, event.on)
            elif standing is not None:
                since.pop(entry.party_id, None)
    return since
