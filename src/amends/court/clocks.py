"""Clocks: time limits at work, computed from dated rules, events and working days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from amends.base.dates import Precision, When
from amends.base.messages import Message
from amends.court.clock_rules import ClockRule, Counts, Unit
from amends.court.events import Event, Subject
from amends.court.holidays import WorkingDays
from amends.court.progress import in_order, progress


class ClockState(StrEnum):
    """How a clock stands today."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Pause:
    """A time in which a clock stood still.

    Attributes:
        by: the code of the event that suspended it.
        until: the day it ran on, or, while it ``lasts``, the day up to which was counted.
    """

    by: str
    since: date
    until: date
    lasts: bool = False

    @property
    def days(self) -> int:
        """Return for how many days the clock stood still."""
        return (self.until - self.since).days


@dataclass(frozen=True)
class Clock:
    """One rule at work for one party or the case, and the steps of how it was computed."""

    rule: ClockRule
    party: str | None
    started: When
    due: date
    ended: When | None
    state: ClockState
    days_left: int | None
    computed: tuple[Message, ...]
    pauses: tuple[Pause, ...] = ()


def clocks(
    events: Sequence[Event],
    *,
    rules: Iterable[ClockRule],
    defendants: Sequence[str],
    victims: Sequence[str],
    working_days: WorkingDays,
    today: date,
) -> tuple[Clock, ...]:
    """Return every clock these events start, for each party it runs for, by its due date."""
    subjects: dict[Subject, Sequence[str | None]] = {
        Subject.CASE: [None],
        Subject.DEFENDANT: defendants,
        Subject.VICTIM: victims,
    }
    found = [
        clock
        for rule in rules
        for party in subjects[rule.per]
        if (clock := _clock(rule, party, events, working_days, today)) is not None
    ]
    return tuple(sorted(found, key=lambda clock: (clock.due, -clock.rule.severity)))


def _clock(
    rule: ClockRule,
    party: str | None,
    events: Sequence[Event],
    working_days: WorkingDays,
    today: date,
) -> Clock | None:
    mine = [e for e in in_order(events) if party is None or not e.parties or party in e.parties]
    start = _start(rule, mine)
    if start is None or not _applies(rule, party, mine, start):
        return None
    end = _end(rule, mine, start)
    pauses = _pauses(rule, mine, start, end.on.first if end else today)
    steps = _first_steps(rule, start)
    due = _due(rule, start.on.last, pauses, working_days, steps)
    state = _state(due, end, any(pause.lasts for pause in pauses), today)
    left = (due - today).days if state in {ClockState.RUNNING, ClockState.OVERDUE} else None
    ended = end.on if end else None
    return Clock(rule, party, start.on, due, ended, state, left, tuple(steps), pauses)


def _first_steps(rule: ClockRule, start: Event) -> list[Message]:
    began = {"event": start.code, "day": start.on, "source": rule.source.citation}
    steps = [Message("%(event)s on %(day)s (%(source)s)", began)]
    if start.on.precision is not Precision.DAY:
        last = {"day": start.on.last}
        steps.append(
            Message("The day is not known: counted from the last it can be, %(day)s", last)
        )
    return steps


def _due(
    rule: ClockRule,
    start: date,
    pauses: Sequence[Pause],
    working_days: WorkingDays,
    steps: list[Message],
) -> date:
    """Return the due day, adding to the steps how it was found."""
    due = _count(rule, start, working_days, steps)
    for pause in pauses:
        due += timedelta(days=pause.days)
        stood = {"event": pause.by, "since": pause.since, "until": pause.until}
        counted = {**stood, "days": pause.days, "due": due}
        steps.append(
            Message(
                "Suspended by %(event)s, %(since)s to %(until)s, in days: %(days)d = %(due)s",
                counted,
            )
        )
    if rule.rolls and (rolled := working_days.next_working_day(due)) != due:
        moved = {"due": due, "reason": working_days.reason(due), "rolled": rolled}
        steps.append(Message("%(due)s is no working day (%(reason)s): moves to %(rolled)s", moved))
        due = rolled
    if not working_days.known:
        steps.append(
            Message("Public holidays of this country are not known; only weekends were left out.")
        )
    return due


def _start(rule: ClockRule, events: Sequence[Event]) -> Event | None:
    starts = [event for event in events if event.code in rule.starts_with]
    if not starts:
        return None
    return starts[0] if rule.once else starts[-1]


def _in_force(rule: ClockRule, day: date) -> bool:
    begun = rule.in_force_from is None or rule.in_force_from <= day
    return begun and (rule.in_force_to is None or day <= rule.in_force_to)


def _applies(rule: ClockRule, party: str | None, events: Sequence[Event], start: Event) -> bool:
    """Say whether the rule was in force, and meant for a defendant in this standing."""
    if not _in_force(rule, start.on.last):
        return False
    if not rule.applies_when or party is None:
        return True
    until_then = [event for event in events if event.on.last <= start.on.last]
    return progress(party, until_then).standing in rule.applies_when


COUNTED = {
    (Unit.DAYS, Counts.AFTER): Message("plus days: %(length)d = %(due)s"),
    (Unit.WORKING_DAYS, Counts.AFTER): Message("plus working days: %(length)d = %(due)s"),
    (Unit.MONTHS, Counts.AFTER): Message("plus months: %(length)d = %(due)s"),
    (Unit.YEARS, Counts.AFTER): Message("plus years: %(length)d = %(due)s"),
    (Unit.DAYS, Counts.BEFORE): Message("minus days: %(length)d = %(due)s"),
    (Unit.WORKING_DAYS, Counts.BEFORE): Message("minus working days: %(length)d = %(due)s"),
    (Unit.MONTHS, Counts.BEFORE): Message("minus months: %(length)d = %(due)s"),
    (Unit.YEARS, Counts.BEFORE): Message("minus years: %(length)d = %(due)s"),
}


def _count(rule: ClockRule, start: date, working_days: WorkingDays, steps: list[Message]) -> date:
    amount = rule.length if rule.counts is Counts.AFTER else -rule.length
    due = _add(start, amount, rule.unit, working_days)
    counted = COUNTED[rule.unit, rule.counts]
    steps.append(Message(counted.sentence, {"length": rule.length, "due": due}))
    return due


def _add(start: date, amount: int, unit: Unit, working_days: WorkingDays) -> date:
    if unit is Unit.DAYS:
        return start + timedelta(days=amount)
    if unit is Unit.WORKING_DAYS:
        return working_days.add(start, amount)
    return _add_months(start, amount * (12 if unit is Unit.YEARS else 1))


def _add_months(start: date, months: int) -> date:
    """Return the same day so many months on, or the last day of a month too short for it."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _end(rule: ClockRule, events: Sequence[Event], start: Event) -> Event | None:
    """Return the event that stops the clock: after its start, or, counting back, any before it."""
    stops = [event for event in events if event.code in rule.stops_with]
    if rule.counts is Counts.BEFORE:
        return stops[-1] if stops else None
    return next((event for event in stops if event.on.first >= start.on.first), None)


def _pauses(
    rule: ClockRule, events: Sequence[Event], start: Event, until: date
) -> tuple[Pause, ...]:
    """Return when the rule's clock stood still between its start and a day, and by what."""
    found: list[Pause] = []
    by: Event | None = None
    for event in events:
        day = event.on.first
        if not start.on.first <= day <= until:
            continue
        if event.code in rule.suspended_by and by is None:
            by = event
        elif event.code in rule.resumed_by and by is not None:
            found.append(Pause(by.code, by.on.first, day))
            by = None
    if by is not None:
        found.append(Pause(by.code, by.on.first, until, lasts=True))
    return tuple(found)


def _state(due: date, end: Event | None, suspended: bool, today: date) -> ClockState:
    if end is not None:
        return ClockState.MET if end.on.first <= due else ClockState.MISSED
    if suspended:
        return ClockState.SUSPENDED
    return ClockState.OVERDUE if today > due else ClockState.RUNNING
