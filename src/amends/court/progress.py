"""The stage and standing of one defendant, replayed from declared events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.base.dates import When
from amends.court.events import Event, EventType, event_types
from amends.court.stages import Stage, Standing

PROPOSED = "proposed"


@dataclass(frozen=True)
class Progress:
    """One defendant's stage and standing, and since when the stage holds.

    Attributes:
        proposed: whether stage or standing rests on an event that is proposed and not confirmed.
    """

    stage: Stage
    standing: Standing
    since: When | None
    proposed: bool = False


@dataclass(frozen=True)
class _Rests:
    """The events on which a defendant's stage and standing rest."""

    stage: Event | None = None
    standing: Event | None = None

    @property
    def proposed(self) -> bool:
        return any(event and event.status == PROPOSED for event in (self.stage, self.standing))


def in_order(events: Sequence[Event]) -> list[Event]:
    """Return events in the order of the last day each can have been, else as they were given.

    An event known to the month or year only so stands after those of its period known to the day.
    """
    return sorted(events, key=lambda event: event.on.last)


def progress(defendant: str, events: Sequence[Event]) -> Progress:
    """Return where one defendant stands after these events.

    An event counts for a defendant it names, and, where it names nobody, for everybody. Events are
    taken in the order of their dates; those of one day in the order given.
    """
    types = event_types()
    now, rests = Progress(Stage.REPORT, Standing.ACTIVE, None), _Rests()
    for event in in_order(events):
        kind = types.get(event.code)
        if kind is None or (event.parties and defendant not in event.parties):
            continue
        if _is_acquitted_in_part(now, kind):
            continue
        moved = kind.stage is not None and kind.stage is not now.stage
        rests = _Rests(
            event if kind.stage else rests.stage, event if kind.standing else rests.standing
        )
        now = Progress(
            kind.stage or now.stage,
            kind.standing or now.standing,
            event.on if moved else now.since,
            rests.proposed,
        )
    return now


def _is_acquitted_in_part(now: Progress, kind: EventType) -> bool:
    """Say whether an acquittal leaves a conviction standing, as it does on other counts.

    A conviction ends by an event that quashes it, never by an acquittal beside it.
    """
    return now.standing is Standing.CONVICTED and kind.standing is Standing.ACQUITTED
