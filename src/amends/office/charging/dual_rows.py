"""Dual criminality as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from amends.base.sources import SourceStatus
from amends.law.cooperation import OpenTool, Standing, shipped_tools
from amends.law.counterparts import Match, Point, Stand
from amends.law.counts import ChargeableCount
from amends.law.dual import Answering, Counterpart
from amends.law.seriousness import Seriousness
from amends.law.terms import Mode
from amends.office.charging.counts import CaseCharging
from amends.office.charging.dual_words import (
    ANSWERS,
    AWAITS,
    LACKS,
    MATCHES,
    REMEMBERED,
    SERIOUS,
    SERIOUS_REMEMBERED,
    STANDINGS,
    point_word,
    stand_words,
)
from amends.office.charging.rows import rows_of
from amends.office.charging.words import StateTag, Words, mode_word
from amends.office.desk.words import listed
from amends.office.parties.models import Party
from amends.office.statutes.rows import Row


@dataclass(frozen=True)
class StandRow:
    """What one law asks on a point, and the facts that show it."""

    asked: bool
    facts: str
    cells: tuple[Row, ...]


@dataclass(frozen=True)
class PointRow:
    """One point of both laws, and how they match."""

    word: Words
    tag: StateTag
    remembered: bool
    here: StandRow
    there: StandRow


@dataclass(frozen=True)
class SeriousRow:
    """Whether a penalty reaches four years, what memory would say, and the cells it rests on."""

    tag: StateTag
    remembered: Words
    cells: tuple[Row, ...]


@dataclass(frozen=True)
class AnsweringRow:
    """An offence there, held against the count here."""

    count: ChargeableCount
    tag: StateTag
    remembered: Words
    points: tuple[PointRow, ...]
    only_there: str
    neither: str
    serious: SeriousRow
    force: tuple[Row, ...]


@dataclass(frozen=True)
class ConditionRow:
    """What nobody can read in the laws, under the number by which tools name it."""

    number: int
    label: str
    article: str
    status: SourceStatus


@dataclass(frozen=True)
class ToolRow:
    """One tool: what it hinges on or lacks, and the numbers of the conditions beside it."""

    label: str
    article: str
    note: str
    hinges: tuple[Words, ...]
    conditions: tuple[int, ...]
    status: SourceStatus


@dataclass(frozen=True)
class CounterpartRow:
    """A count here against one person, what answers to it there, and the tools that opens."""

    count: ChargeableCount
    by: Party
    victims: tuple[Party, ...]
    mode: str
    since: date
    until: date
    tag: StateTag
    serious: SeriousRow
    protocol: bool
    nearest: AnsweringRow | None
    others: tuple[AnsweringRow, ...]
    tools: tuple[tuple[StateTag, tuple[ToolRow, ...]], ...]
    force: tuple[Row, ...]


def condition_rows() -> tuple[ConditionRow, ...]:
    """Return every condition under its number."""
    held = shipped_tools()
    return tuple(
        ConditionRow(number, _(each.label), each.article, held.status(each))
        for number, each in enumerate(held.conditions, start=1)
    )


def counterpart_rows(
    found: CaseCharging, counterparts: Iterable[Counterpart]
) -> Iterator[CounterpartRow]:
    """Yield every counterpart; those that differ in nothing but the victim are one."""
    groups: dict[object, list[Counterpart]] = {}
    for one in counterparts:
        groups.setdefault(_without_victim(one), []).append(one)
    return (_counterpart_row(found, group) for group in groups.values())


def _without_victim(one: Counterpart) -> object:
    """Return everything the page says of a counterpart, leaving aside the victim."""
    count, nearest = one.here, [one.nearest] if one.nearest else []
    return (
        (count.key, count.by, count.mode, count.since, count.until, one.serious),
        tuple(
            (a.count.key, a.count.since, a.dual, a.from_memory, a.serious, a.points)
            for a in nearest
        ),
        tuple((a.count.key, a.dual, a.from_memory) for a in one.others),
    )


def _counterpart_row(found: CaseCharging, group: list[Counterpart]) -> CounterpartRow:
    one = group[0]
    count = one.here
    return CounterpartRow(
        count,
        found.parties[count.by],
        tuple(dict.fromkeys(found.parties[each.here.victim] for each in group)),
        mode_word(count.mode) if count.mode is not Mode.PRINCIPAL else "",
        count.since,
        count.until,
        ANSWERS[one.dual],
        _serious_row(one.serious),
        one.is_of_the_protocol,
        _answering_row(one.nearest) if one.nearest else None,
        tuple(map(_answering_row, one.others)),
        tuple(_tool_groups(one.tools)),
        rows_of(count.law.force),
    )


def _answering_row(found: Answering) -> AnsweringRow:
    """Return an offence as a row; what neither law asks is only named, if that was read."""
    neither = [p for p in found.points if p.match is Match.ASKED_NOWHERE and p.may_be_relied_on]
    return AnsweringRow(
        found.count,
        ANSWERS[found.dual],
        REMEMBERED[found.from_memory] if found.from_memory else "",
        tuple(_point_row(point) for point in found.points if point not in neither),
        listed(str(point_word(name)) for name in found.only_there),
        listed(str(point_word(point.name)) for point in neither),
        _serious_row(found.serious),
        rows_of(found.count.law.force),
    )


def _point_row(point: Point) -> PointRow:
    here, there = _stand_row(point.here), _stand_row(point.there)
    tag = MATCHES[point.match]
    return PointRow(point_word(point.name), tag, point.is_only_remembered, here, there)


def _stand_row(stand: Stand) -> StandRow:
    return StandRow(stand.is_asked, stand_words(stand), rows_of(stand.cells))


def _serious_row(found: Seriousness) -> SeriousRow:
    said = "" if found.from_memory is None else SERIOUS_REMEMBERED[found.from_memory]
    return SeriousRow(SERIOUS[found.answer], said, rows_of(found.cells))


def _tool_groups(tools: Iterable[OpenTool]) -> Iterator[tuple[StateTag, tuple[ToolRow, ...]]]:
    """Yield the tools by how they stand, those that are open first."""
    every = tuple(tools)
    for standing in Standing:
        rows = tuple(_tool_row(each) for each in every if each.standing is standing)
        if rows:
            yield STANDINGS[standing], rows


def _tool_row(found: OpenTool) -> ToolRow:
    tool = found.tool
    numbers = {each.key: n for n, each in enumerate(shipped_tools().conditions, start=1)}
    lacking = tuple(LACKS[need] for need in found.lacks)
    return ToolRow(
        _(tool.label),
        tool.article,
        _(tool.help) if tool.help else "",
        lacking or tuple(AWAITS[need] for need in found.awaits),
        tuple(numbers[condition.key] for condition in found.conditions),
        shipped_tools().status(tool),
    )
