"""The stage and standing of one defendant, replayed from declared events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.base.dates import When
from amends.court.events import Event, event_types
from amends.court.stages import Stage, Standing


@dataclass(frozen=True)
class Progress:
    """One defendant's stage and standing, and since when the stage holds."""

    stage: Stage
    standing: Standing
    since: When | None


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
    now = Progress(Stage.REPORT, Standing.ACTIVE, None)
    for event in in_order(events):
        kind = types.get(event.code)
        if kind is None or (event.parties and defendant not in event.parties):
            continue
        moved = kind.stage is not None and kind.stage is not now.stage
        now = Progress(
            kind.stage or now.stage,
            kind.standing or now.standing,
            event.on if moved else now.since,
        )
    return now
