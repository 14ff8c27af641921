"""The declared event types of a timeline, and events as the pure rooms know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from amends.base.dates import When
from amends.base.fields import Field, Lists, fields_of, lists_of
from amends.base.package_data import read_text
from amends.base.sources import Source, SourceStatus
from amends.base.yaml_document import load
from amends.court.stages import Stage, Standing


class Subject(StrEnum):
    """Whom an event or a clock is about."""

    CASE = "case"
    DEFENDANT = "defendant"
    VICTIM = "victim"


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
    fields: tuple[Field, ...]
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
    choices = lists_of(document["choices"])
    roles = document["recorders"]
    types = {
        code: _event_type(code, category, entry, choices, roles)
        for category, entries in document["events"].items()
        for code, entry in entries.items()
    }
    return MappingProxyType(types)


def _event_type(
    code: str,
    category: str,
    entry: dict[str, Any],
    choices: Lists,
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
        fields=fields_of(entry.get("fields", {}), choices),
        help=entry.get("help", ""),
        source=Source(
            entry.get("source", "Practice of prosecution units, compiled for amends"),
            SourceStatus(entry.get("status", "memory")),
        ),
    )


def _next_before(entry: dict[str, Any] | None) -> tuple[str, int] | None:
    return (entry["field"], entry["days"]) if entry else None
