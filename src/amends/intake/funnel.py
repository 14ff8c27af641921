"""How many reports came how far: each number with the reports behind it, small ones withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amends.base.messages import Message


class FunnelStage(StrEnum):
    """How far a report has come, as the figures count it. Most contain the one after them."""

    RECEIVED = "received"
    SCREENED = "screened"
    INDICATORS = "indicators"
    REFERRED = "referred"
    CASE = "case"
    CHARGED = "charged"
    CONVICTED = "convicted"


COUNTED: Mapping[FunnelStage, Message] = {
    FunnelStage.RECEIVED: Message(
        "Every report by the day on which it was received, none taken out."
    ),
    FunnelStage.SCREENED: Message("Reports with at least one screening that was not undone."),
    FunnelStage.INDICATORS: Message(
        "Reports in whose last screening at least one indicator is present. How many are present "
        "does not matter."
    ),
    FunnelStage.REFERRED: Message(
        "Reports passed on to a body that prosecutes, or that a case was opened for or that joined "
        "one. A referral to another body is not counted here."
    ),
    FunnelStage.CASE: Message("Reports that a case was opened for, or that joined one."),
    FunnelStage.CHARGED: Message("Of these, those in whose case somebody is charged today."),
    FunnelStage.CONVICTED: Message(
        "Of these, those in whose case a count has ended in a conviction. A report whose case has "
        "not ended is not lost: it may still come here."
    ),
}


@dataclass(frozen=True)
class Entry:
    """One report as the figures see it."""

    key: str
    received: date
    kind: str
    sort: str
    reached: frozenset[FunnelStage]


@dataclass(frozen=True)
class Reached:
    """What is known of a report before it is counted."""

    screened: bool = False
    indicators: bool = False
    referred: bool = False
    case: bool = False
    charged: bool = False
    convicted: bool = False

    @property
    def stages(self) -> frozenset[FunnelStage]:
        """Return the stages it has reached; one that needs another is not reached without it."""
        case = self.case
        reached = {
            FunnelStage.RECEIVED: True,
            FunnelStage.SCREENED: self.screened,
            FunnelStage.INDICATORS: self.screened and self.indicators,
            FunnelStage.REFERRED: self.referred or case,
            FunnelStage.CASE: case,
            FunnelStage.CHARGED: case and (self.charged or self.convicted),
            FunnelStage.CONVICTED: case and self.convicted,
        }
        return frozenset(stage for stage, there in reached.items() if there)


@dataclass(frozen=True)
class Cell:
    """A number of reports. ``shown`` is nothing where it is withheld."""

    number: int
    withheld: bool = False

    @property
    def shown(self) -> int | None:
        """Return the number, or nothing where it is withheld."""
        return None if self.withheld else self.number


@dataclass(frozen=True)
class Row:
    """The reports of one group, stage by stage."""

    group: str
    cells: tuple[Cell, ...]


GROUPS: Mapping[str, Callable[[Entry], str]] = {
    "year": lambda entry: str(entry.received.year),
    "month": lambda entry: f"{entry.received:%Y-%m}",
    "kind": lambda entry: entry.kind,
    "sort": lambda entry: entry.sort,
}


def funnel(entries: Iterable[Entry]) -> Mapping[FunnelStage, tuple[str, ...]]:
    """Return the reports that reached each stage, by their keys."""
    known = tuple(entries)
    return {stage: tuple(e.key for e in known if stage in e.reached) for stage in FunnelStage}


def rows(entries: Iterable[Entry], by: str) -> tuple[Row, ...]:
    """Return the numbers of every group that has a report, in the order of the groups.

    Raises:
        KeyError: there is no such way of grouping.
    """
    group_of = GROUPS[by]
    numbers: dict[str, dict[FunnelStage, int]] = {}
    for entry in entries:
        counted = numbers.setdefault(group_of(entry), dict.fromkeys(FunnelStage, 0))
        for stage in entry.reached:
            counted[stage] += 1
    return tuple(
        Row(group, tuple(Cell(counted[stage]) for stage in FunnelStage))
        for group, counted in sorted(numbers.items())
    )


def withheld(table: tuple[Row, ...], least: int) -> tuple[Row, ...]:
    """Return a table for a reader who may not see small numbers.

    A number below ``least`` is withheld, nought included. Where only one number of a column would
    be, the smallest of the others is withheld too, so that a total known from elsewhere does not
    give it away.
    """
    columns = [
        _hidden([row.cells[n].number for row in table], least) for n in range(len(FunnelStage))
    ]
    return tuple(
        Row(row.group, tuple(Cell(c.number, columns[n][at]) for n, c in enumerate(row.cells)))
        for at, row in enumerate(table)
    )


def _hidden(numbers: list[int], least: int) -> list[bool]:
    hidden = [number < least for number in numbers]
    if sum(hidden) == 1 and len(numbers) > 1:
        others = [at for at, is_hidden in enumerate(hidden) if not is_hidden]
        hidden[min(others, key=lambda at: numbers[at])] = True
    return hidden
