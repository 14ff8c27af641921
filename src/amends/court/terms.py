"""Counting a term: from a day on or back, put off while it stood still, moved to a working day.

Each step tells itself, so that every due day can be asked how it was computed.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amends.base.messages import Message
from amends.court.clock_rules import ClockRule, Counts, Unit
from amends.court.holidays import WorkingDays

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
PUT_OFF = Message(
    "Suspended by %(event)s from %(since)s until %(until)s, in days: %(days)d = %(due)s"
)
PUT_OFF_WORKING = Message(
    "Suspended by %(event)s from %(since)s until %(until)s, in working days: %(days)d = %(due)s"
)
MOVED = Message("%(due)s is no working day (%(reason)s): moves to %(rolled)s")
TOO_LATE = Message("%(event)s on %(day)s came after the term had run out on %(due)s: no effect")


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


def counted(rule: ClockRule, start: date, working_days: WorkingDays) -> tuple[date, Message]:
    """Return where a rule's term ends if nothing stands in its way, and how that was found.

    The day of the event itself is not counted. A month too short for the day ends on its last.
    """
    amount = rule.length if rule.counts is Counts.AFTER else -rule.length
    due = _add(start, amount, rule.unit, working_days)
    sentence = COUNTED[rule.unit, rule.counts].sentence
    return due, Message(sentence, {"length": rule.length, "due": due})


def put_off(
    rule: ClockRule, due: date, pauses: Sequence[Pause], working_days: WorkingDays
) -> tuple[date, tuple[Pause, ...], list[Message]]:
    """Return the due day put off by its pauses, those that counted, and how it was found.

    A pause that began after the term had run out changes nothing.
    """
    steps: list[Message] = []
    for index, pause in enumerate(pauses):
        if pause.since > due:
            late = {"event": pause.by, "day": pause.since, "due": due}
            return due, tuple(pauses[:index]), [*steps, Message(TOO_LATE.sentence, late)]
        due, step = _put_off_once(rule, due, pause, working_days)
        steps.append(step)
    return due, tuple(pauses), steps


def rolled(rule: ClockRule, due: date, working_days: WorkingDays) -> tuple[date, list[Message]]:
    """Return the working day a due day moves to: on, or back where the term counts back."""
    if not rule.rolls or working_days.is_working_day(due):
        return due, []
    back = rule.counts is Counts.BEFORE
    moved = working_days.previous_working_day(due) if back else working_days.next_working_day(due)
    why = {"due": due, "reason": working_days.reason(due), "rolled": moved}
    return moved, [Message(MOVED.sentence, why)]


def _put_off_once(
    rule: ClockRule, due: date, pause: Pause, working_days: WorkingDays
) -> tuple[date, Message]:
    stood = {"event": pause.by, "since": pause.since, "until": pause.until}
    if rule.unit is Unit.WORKING_DAYS:
        days = working_days.between(pause.since, pause.until)
        due = working_days.add(due, days)
        return due, Message(PUT_OFF_WORKING.sentence, {**stood, "days": days, "due": due})
    due += timedelta(days=pause.days)
    return due, Message(PUT_OFF.sentence, {**stood, "days": pause.days, "due": due})


def _add(start: date, amount: int, unit: Unit, working_days: WorkingDays) -> date:
    if unit is Unit.DAYS:
        return start + timedelta(days=amount)
    if unit is Unit.WORKING_DAYS:
        return working_days.add(start, amount)
    return months_after(start, amount * (12 if unit is Unit.YEARS else 1))


def months_after(start: date, months: int) -> date:
    """Return the same day so many months on, or the last day of a month too short for it."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
