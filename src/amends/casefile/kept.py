"""What an office keeps of a case besides its facts: custody, tasks, decisions and files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amends.base.messages import Message
from amends.base.problems import Wrong, shown
from amends.casefile.values import Day, Digest, Key, Law, Line, Moment, Name, Seal, Size, Text
from amends.law.terms import Mode
from amends.proof.custody import StepKind


class TaskStand(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class CustodyEntry:
    """One step of the custody of an item, in the order of the chain."""

    kind: StepKind
    at: Moment
    by: Name
    until: Moment = ""
    to: Name = ""
    place: Name = ""
    purpose: Line = ""
    seal_before: Seal = ""
    seal_after: Seal = ""
    sha256: Digest = ""
    receipt: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskEntry:
    """Something that somebody has to do, or had."""

    title: Name
    due: Day
    owner: Name = ""
    state: TaskStand = TaskStand.OPEN
    detail: Text = ""
    outcome: Line = ""


@dataclass(frozen=True, kw_only=True)
class DecisionEntry:
    """That somebody is charged under an offence concerning a victim, or is not, and why."""

    law: Law
    by: Key
    victim: Key
    charged: bool
    since: Day = ""
    mode: Mode = Mode.PRINCIPAL
    reasons: Text = ""


@dataclass(frozen=True, kw_only=True)
class AttachmentEntry:
    """A file that lies beside the case, known by its digest."""

    title: Name
    filename: Line
    sha256: Digest
    size: Size


def wrong_custody(path: str, steps: Sequence[CustodyEntry]) -> Iterator[Wrong]:
    """Yield what is wrong with the moments of an item's custody."""
    for index, step in enumerate(steps):
        place = f"{path}[{index}]"
        yield from _moment(f"{place}.at", step.at)
        if step.until:
            yield from _moment(f"{place}.until", step.until)
        begun, ended = moment(step.at), moment(step.until)
        if begun and ended and ended < begun:
            message = Message("The end lies before the beginning.")
            yield Wrong(f"{place}.until", message, Message("Correct one of them."))


def moment(text: str) -> datetime | None:
    """Return the moment a text says, if it says one with its zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _moment(path: str, text: str) -> Iterator[Wrong]:
    if moment(text) is None:
        message = Message("%(given)s is no moment.", {"given": shown(text)})
        yield Wrong(path, message, Message("Write 2008-05-03T14:30+08:00, with the zone."))
