"""What keeps somebody a defendant, and what keeps a count in view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.court.events import event_types
from amends.court.stages import Stage
from amends.office.desk.words import VERDICTS, event_word, listed, when_words
from amends.office.parties.models import Count, CountParty, Party
from amends.office.timeline.models import EventParty, TimelineEvent

LATER = frozenset(stage for stage in Stage if stage.has_reached_court) - {Stage.CHARGED}


@dataclass(frozen=True)
class Holding:
    """What keeps somebody a defendant: counts in view, events; else it was said by hand."""

    party: Party
    counts: tuple[Count, ...]
    events: tuple[TimelineEvent, ...]

    @property
    def holds(self) -> bool:
        """Say whether anything that is in view rests on their being a defendant."""
        return bool(self.counts or self.events)

    def __str__(self) -> str:
        """Return who stays a defendant, and because of what."""
        named = {"who": listed([self.party.designation]), "what": listed(self._reasons())}
        return _("%(who)s stays a defendant: %(what)s.") % named

    def _reasons(self) -> Iterator[str]:
        for count in self.counts:
            yield _("count %(count)s") % {"count": count}
        yield from map(_event_words, self.events)
        if not self.holds:
            yield _("that was said apart from this count")


def holding(party: Party) -> Holding:
    """Return what keeps somebody a defendant."""
    counts = Count._base_manager.filter(count_parties__party=party, removed_at=None)
    events = [event for event in _events_about([party]) if _stage(event).has_reached_court]
    return Holding(party, tuple(counts), tuple(events))


def why_it_stays(count: Count) -> str:
    """Return what came after a count, so that it is not taken out of view; empty if nothing did.

    A verdict on it does, and any step in court since it was added.
    """
    accused = accused_in(count)
    ended = next((row for row in accused if row.verdict), None)
    if ended is not None:
        named = {
            "number": count.number,
            "who": listed([ended.party.designation]),
            "verdict": VERDICTS.get(ended.verdict, ended.verdict),
        }
        return _("Count %(number)d ended for %(who)s: %(verdict)s. Take that back first.") % named
    later = next(_later(count, [row.party for row in accused]), None)
    if later is None:
        return ""
    message = _(
        "Count %(number)d was followed by %(event)s. Record how it ended instead, or strike the "
        "event out if it is wrong."
    )
    return message % {"number": count.number, "event": listed([_event_words(later)])}


def accused_in(count: Count) -> list[CountParty]:
    """Return who is charged by a count."""
    rows = CountParty._base_manager.filter(count=count).select_related("party")
    return [row for row in rows if not row.party.is_victim]


def _later(count: Count, accused: Iterable[Party]) -> Iterator[TimelineEvent]:
    for event in _events_about(accused):
        since = count.added_on is None or When.parse(event.on).last >= count.added_on
        if since and _stage(event) in LATER:
            yield event


def _events_about(people: Iterable[Party]) -> list[TimelineEvent]:
    """Return the events that stand about some people of one case, or about everybody in it."""
    known = list(people)
    if not known:
        return []
    events = TimelineEvent._base_manager.filter(case=known[0].case_id, struck_at=None)
    named = EventParty._base_manager.filter(case=known[0].case_id)
    theirs = set(named.filter(party__in=known).values_list("event", flat=True))
    anybody = set(named.values_list("event", flat=True))
    return [event for event in events if event.pk in theirs or event.pk not in anybody]


def _stage(event: TimelineEvent) -> Stage:
    kind = event_types().get(event.code)
    return (kind.stage if kind else None) or Stage.REPORT


def _event_words(event: TimelineEvent) -> str:
    named = {"event": event_word(event.code), "day": when_words(event.on)}
    return _("%(event)s, %(day)s") % named
