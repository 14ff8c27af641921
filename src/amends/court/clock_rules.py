"""The time limits of the law as dated data: what starts a clock, and how it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from amends.base.package_data import names, read_text
from amends.base.sources import Source, SourceStatus
from amends.base.yaml_document import load
from amends.court.events import Subject
from amends.court.stages import Standing


class Unit(StrEnum):
    """What a rule counts in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


class Counts(StrEnum):
    """Whether a rule counts on from its event, or back from one that is scheduled."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True)
class ClockRule:
    """A time limit of one jurisdiction, in force for events from one day until another.

    Attributes:
        once: whether only the first starting event counts; else each one starts it anew.
        applies_when: the standing a defendant must have when the clock starts, if it matters.
        severity: 1 (a courtesy) to 5 (the case or a right is lost).
    """

    code: str
    label: str
    jurisdiction: str
    per: Subject
    starts_with: frozenset[str]
    stops_with: frozenset[str]
    suspended_by: frozenset[str]
    resumed_by: frozenset[str]
    once: bool
    length: int
    unit: Unit
    counts: Counts
    rolls: bool
    in_force_from: date | None
    in_force_to: date | None
    applies_when: frozenset[Standing]
    whose: str
    consequence: str
    severity: int
    source: Source


@cache
def clock_rules(jurisdiction: str) -> tuple[ClockRule, ...]:
    """Return the rules of a jurisdiction and those that hold everywhere."""
    shipped = names("clocks")
    files = [f"{name}.yaml" for name in ("any", jurisdiction.lower())]
    return tuple(
        _rule(code, entry, jurisdiction)
        for name in files
        if name in shipped
        for code, entry in _entries(name)
    )


def _entries(name: str) -> list[tuple[str, dict[str, Any]]]:
    document: Any = load(read_text(f"clocks/{name}"))
    return list(document["rules"].items())


def _rule(code: str, entry: dict[str, Any], jurisdiction: str) -> ClockRule:
    return ClockRule(
        code=code,
        label=entry["label"],
        jurisdiction=jurisdiction,
        per=Subject(entry["per"]),
        starts_with=frozenset(entry["starts_with"]),
        stops_with=frozenset(entry["stops_with"]),
        suspended_by=frozenset(entry.get("suspended_by", ())),
        resumed_by=frozenset(entry.get("resumed_by", ())),
        once=entry.get("once", False),
        length=entry["length"],
        unit=Unit(entry["unit"]),
        counts=Counts(entry.get("counts", "after")),
        rolls=entry.get("rolls", False),
        in_force_from=_day(entry.get("in_force_from")),
        in_force_to=_day(entry.get("in_force_to")),
        applies_when=frozenset(Standing(s) for s in entry.get("applies_when", ())),
        whose=entry["whose"],
        consequence=entry["consequence"],
        severity=entry["severity"],
        source=Source(entry["source"], SourceStatus(entry["status"])),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
