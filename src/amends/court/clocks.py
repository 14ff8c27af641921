"""Clocks: time limits at work, computed from dated rules, events and working days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amends.base.dates import Precision, When
from amends.base.messages import Message
from amends.court.clock_rules import ClockRule, Counts
from amends.court.events import Event, Subject, event_types
from amends.court.holidays import WorkingDays
from amends.court.progress import in_order, progress
from amends.court.terms import Pause, counted, put_off, rolled

OTHER_SIDE = {Subject.DEFENDANT: Subject.VICTIM, Subject.VICTIM: Subject.DEFENDANT}


class ClockState(StrEnum):
    """How a clock stands today."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"


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


@dataclass(frozen=True)
class OutOfForce:
    """A rule that an event would start, had it been in force on that day."""

    rule: ClockRule
    event: Event
    because: Message


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
    ordered = in_order(events)
    found = [
        clock
        for rule in rules
        for party in subjects[rule.per]
        if (clock := _clock(rule, party, _about(party, rule.per, ordered), working_days, today))
    ]
    return tuple(sorted(found, key=lambda clock: (clock.due, -clock.rule.severity)))


def heeded(rules: Iterable[ClockRule]) -> frozenset[str]:
    """Return the codes of the events that these clocks and the stage of a defendant rest on.

    Events of any other code change neither, however many there are.
    """
    moving = {code for code, kind in event_types().items() if kind.stage or kind.standing}
    ruled = (
        rule.starts_with | rule.stops_with | rule.suspended_by | rule.resumed_by for rule in rules
    )
    return frozenset(moving.union(*ruled))


def out_of_force(events: Sequence[Event], *, rules: Iterable[ClockRule]) -> tuple[OutOfForce, ...]:
    """Return the rules that do not run because they were not in force on the starting day."""
    ordered = in_order(events)
    starts = ((rule, _start(rule, ordered)) for rule in rules)
    return tuple(
        OutOfForce(rule, start, _why_not(rule))
        for rule, start in starts
        if start is not None and not _in_force(rule, start.on.last)
    )


def _about(party: str | None, per: Subject, events: Sequence[Event]) -> list[Event]:
    """Return the events that count for one party's clock, in order.

    These are the events that name the party or nobody, and those of the other side of the case: a
    victim's restitution asked for stops the clock of each defendant who owes the list of losses,
    and a defendant's charge starts the clock for telling each victim.
    """
    types, other = event_types(), OTHER_SIDE.get(per)
    return [
        event
        for event in events
        if party is None
        or not event.parties
        or party in event.parties
        or (event.code in types and types[event.code].subject is other)
    ]


def _clock(
    rule: ClockRule,
    party: str | None,
    events: Sequence[Event],
    working_days: WorkingDays,
    today: date,
) -> Clock | None:
    start = _start(rule, events)
    if start is None or not _applies(rule, party, events, start):
        return None
    end = _end(rule, events, start)
    stood_still = _stood_still(rule, events, start, end.on.first if end else today)
    due, first = counted(rule, start.on.last, working_days)
    due, pauses, further = put_off(rule, due, stood_still, working_days)
    due, last = rolled(rule, due, working_days)
    state = _state(due, end, any(pause.lasts for pause in pauses), today)
    left = (due - today).days if state in {ClockState.RUNNING, ClockState.OVERDUE} else None
    ended = end.on if end else None
    unknown = _not_known(due, end, working_days)
    steps = (*_started(rule, start), first, *further, *last, *unknown)
    return Clock(rule, party, start.on, due, ended, state, left, steps, pauses)


def _started(rule: ClockRule, start: Event) -> Iterator[Message]:
    began = {"event": start.code, "day": start.on, "source": Message(rule.source.citation)}
    yield Message("%(event)s on %(day)s (%(source)s)", began)
    if start.on.precision is not Precision.DAY:
        last = {"day": start.on.last}
        yield Message("The day is not known: counted from the last it can be, %(day)s", last)


def _not_known(due: date, end: Event | None, working_days: WorkingDays) -> Iterator[Message]:
    """Yield what was not known while counting, and must be said of the result."""
    if end is not None and end.on.first <= due < end.on.last:
        known = {"event": end.code, "day": end.on}
        yield Message(
            "Of %(event)s only %(day)s is known: it may have come too late; confirm its day", known
        )
    if not working_days.known:
        yield Message("Public holidays of this country are not known; only weekends were left out.")


def _start(rule: ClockRule, events: Sequence[Event]) -> Event | None:
    starts = [event for event in events if event.code in rule.starts_with]
    if not starts:
        return None
    return starts[0] if rule.once else starts[-1]


def _in_force(rule: ClockRule, day: date) -> bool:
    begun = rule.in_force_from is None or rule.in_force_from <= day
    return begun and (rule.in_force_to is None or day <= rule.in_force_to)


def _why_not(rule: ClockRule) -> Message:
    since, until = rule.in_force_from, rule.in_force_to
    if until is None:
        return Message("In force only from %(since)s", {"since": since})
    if since is None:
        return Message("In force only until %(until)s", {"until": until})
    both = {"since": since, "until": until}
    return Message("In force only from %(since)s until %(until)s", both)


def _applies(rule: ClockRule, party: str | None, events: Sequence[Event], start: Event) -> bool:
    """Say whether the rule was in force, and meant for a defendant in this standing."""
    if not _in_force(rule, start.on.last):
        return False
    if not rule.applies_when or party is None:
        return True
    until_then = [event for event in events if event.on.last <= start.on.last]
    return progress(party, until_then).standing in rule.applies_when


def _end(rule: ClockRule, events: Sequence[Event], start: Event) -> Event | None:
    """Return the event that stops the clock: after its start, or, counting back, the first one."""
    stops = [event for event in events if event.code in rule.stops_with]
    if rule.counts is Counts.BEFORE:
        return stops[0] if stops else None
    return next((event for event in stops if event.on.first >= start.on.first), None)


def _stood_still(
    rule: ClockRule, events: Sequence[Event], start: Event, until: date
) -> tuple[Pause, ...]:
    """Return when the proceedings stood still between a clock's start and a day, and by what.

    A term that counts back from a scheduled day does not stand still: it moves with that day.
    """
    if rule.counts is Counts.BEFORE:
        return ()
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
