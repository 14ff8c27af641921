"""The declared event types of a timeline, and events as the pure rooms know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from amends.base.amounts import Amount
from amends.base.dates import When
from amends.base.messages import Message, Refusal
from amends.base.package_data import read_text
from amends.base.sources import Source, SourceStatus
from amends.base.yaml_document import load
from amends.court.stages import Stage, Standing

LONGEST_DETAIL = 2_000


class Subject(StrEnum):
    """Whom an event or a clock is about."""

    CASE = "case"
    DEFENDANT = "defendant"
    VICTIM = "victim"


class FieldKind(StrEnum):
    """What a field of an event takes."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True)
class Choice:
    """One answer a field offers."""

    code: str
    label: str


@dataclass(frozen=True)
class EventField:
    """Something an event of a type states besides when and about whom."""

    name: str
    label: str
    kind: FieldKind
    required: bool = False
    choices: tuple[Choice, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class EventType:
    """A declared kind of event: who may record it, what it changes, and who must act next.

    Attributes:
        stage: the stage each defendant it names reaches, if it moves one.
        standing: where it leaves each defendant it names, if it changes that.
        stops_clock: whether it stops a clock of the law while it lasts.
        delay_of: whose delay the time until the next event is, in the accounting of delay.
        next_within_days: days in which ``next_actor`` must take ``next_step``.
        next_before: the date field that ``next_step`` must come before, and by how many days.
    """

    code: str
    label: str
    category: str
    subject: Subject
    recorded_by: frozenset[str]
    stage: Stage | None
    standing: Standing | None
    stops_clock: bool
    delay_of: str | None
    next_actor: str | None
    next_step: str | None
    next_within_days: int | None
    next_before: tuple[str, int] | None
    fields: tuple[EventField, ...]
    help: str
    source: Source


@dataclass(frozen=True)
class Event:
    """Something that happened in a case, about the parties named or, if none, about the case."""

    code: str
    on: When
    parties: frozenset[str] = frozenset()
    details: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    source: str = ""
    status: str = "reported"


@cache
def event_types() -> Mapping[str, EventType]:
    """Return every declared event type by its code, in the order of a timeline."""
    document: Any = load(read_text("events.yaml"))
    choices = {
        name: tuple(Choice(code, label) for code, label in entries.items())
        for name, entries in document["choices"].items()
    }
    roles = document["recorders"]
    types = {
        code: _event_type(code, category, entry, choices, roles)
        for category, entries in document["events"].items()
        for code, entry in entries.items()
    }
    return MappingProxyType(types)


def check_details(kind: EventType, details: Mapping[str, str]) -> dict[str, Message]:
    """Return what is wrong with an event's details, by field; nothing if they are in order."""
    known = {f.name: f for f in kind.fields}
    problems = {
        name: Message("This event has no such field. Leave it out.")
        for name in details
        if name not in known
    }
    for name, declared in known.items():
        given = details.get(name, "")
        message = _check_field(declared, given) if given else _check_missing(declared)
        if message is not None:
            problems[name] = message
    return problems


def _check_missing(declared: EventField) -> Message | None:
    return Message("This is needed. Fill it in.") if declared.required else None


def _check_field(declared: EventField, given: str) -> Message | None:
    if len(given) > LONGEST_DETAIL:
        return Message("This is too long. Shorten it to 2,000 characters.")
    if declared.kind is FieldKind.CHOICE and given not in {c.code for c in declared.choices}:
        return Message("This is not one of the choices. Choose from the list.")
    if declared.kind is FieldKind.NUMBER and not (given.isascii() and given.isdigit()):
        return Message("This is not a whole number. Write digits only.")
    if declared.kind is FieldKind.DATE:
        return _refusal(When.parse, given)
    if declared.kind is FieldKind.MONEY:
        return _refusal(Amount.parse, given)
    return None


def _refusal(parse: Callable[[str], object], given: str) -> Message | None:
    try:
        parse(given)
    except Refusal as refusal:
        return refusal.message
    return None


def _event_type(
    code: str,
    category: str,
    entry: dict[str, Any],
    choices: Mapping[str, tuple[Choice, ...]],
    roles: Mapping[str, list[str]],
) -> EventType:
    stage, standing = entry.get("stage"), entry.get("standing")
    return EventType(
        code=code,
        label=entry["label"],
        category=category,
        subject=Subject(entry.get("about", "case")),
        recorded_by=frozenset(roles[entry["by"]]),
        stage=Stage(stage) if stage else None,
        standing=Standing(standing) if standing else None,
        stops_clock=entry.get("stops_clock", False),
        delay_of=entry.get("delay_of"),
        next_actor=entry.get("next_actor"),
        next_step=entry.get("next_step"),
        next_within_days=entry.get("within_days"),
        next_before=_next_before(entry.get("before")),
        fields=tuple(_field(name, f, choices) for name, f in entry.get("fields", {}).items()),
        help=entry.get("help", ""),
        source=Source(
            entry.get("source", "Practice of prosecution units, compiled for amends"),
            SourceStatus(entry.get("status", "memory")),
        ),
    )


def _next_before(entry: dict[str, Any] | None) -> tuple[str, int] | None:
    return (entry["field"], entry["days"]) if entry else None


def _field(
    name: str, entry: dict[str, Any], choices: Mapping[str, tuple[Choice, ...]]
) -> EventField:
    return EventField(
        name=name,
        label=entry["label"],
        kind=FieldKind(entry.get("kind", "text")),
        required=entry.get("required", False),
        choices=choices[entry["choices"]] if "choices" in entry else (),
        help=entry.get("help", ""),
    )
