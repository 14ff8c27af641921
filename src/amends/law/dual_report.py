"""What dual criminality answers, in the shape in which other programs read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.base.sources import SourceStatus
from amends.law.cooperation import OpenTool, shipped_tools
from amends.law.counterparts import Point, Stand
from amends.law.counts import ChargeableCount, Charging
from amends.law.dual import Answering, Counterpart, Side
from amends.law.report import CellOut, cell_out
from amends.law.seriousness import Seriousness


@dataclass(frozen=True)
class StandOut:
    """How a point stands under one law: the facts it rests on, the cells that ask for it."""

    state: str
    facts: tuple[str, ...]
    unverified: bool
    cells: tuple[CellOut, ...]


@dataclass(frozen=True)
class PointOut:
    """One element of both laws, and whether what is asked here has a counterpart there.

    Attributes:
        match: ``counterpart``, ``not_asked_there``, ``only_there``, ``not_shown`` by the facts,
            ``contested``, ``not_read`` or ``asked_nowhere``.
        only_remembered: whether a law says something on it that nobody has read.
    """

    name: str
    match: str
    only_remembered: bool
    here: StandOut
    there: StandOut


@dataclass(frozen=True)
class SeriousOut:
    """Whether the longest custody is four years or more (UNTOC article 2(b)).

    Attributes:
        answer: null if the law was not read, or is only remembered.
        from_memory: what memory would say; set only where there is no answer because of that.
    """

    answer: bool | None
    from_memory: bool | None
    unverified: bool
    cells: tuple[CellOut, ...]


@dataclass(frozen=True)
class OffenceOut:
    """An offence of one of the two States: where it stands, when it held, whether it is serious.

    Attributes:
        unverified: whether an element of it was not read in the law's own text.
        force: the cells that say from when until when it is in force.
    """

    key: str
    citation: str
    label: str
    since: date
    until: date
    unverified: bool
    force: tuple[CellOut, ...]
    serious: SeriousOut


@dataclass(frozen=True)
class AnsweringOut:
    """An offence there, held against the count here.

    Attributes:
        dual: whether both punish the conduct: ``yes``, ``open`` or ``no``.
        from_memory: what memory would say; set only where it is open because of that.
        without: what is asked there and not shown by the facts; ``unread`` what was not read;
            ``only_there`` what is asked there and not here.
    """

    offence: OffenceOut
    dual: str
    from_memory: str | None
    points: tuple[PointOut, ...]
    without: tuple[str, ...]
    unread: tuple[str, ...]
    only_there: tuple[str, ...]


@dataclass(frozen=True)
class ToolOut:
    """A tool of cooperation: ``open``, ``if_confirmed`` or ``closed``.

    Attributes:
        awaits: the needs that are not certain; ``lacks`` those that are not met.
        conditions: keys of what must hold besides, to be checked.
    """

    key: str
    label: str
    article: str
    note: str
    standing: str
    awaits: tuple[str, ...]
    lacks: tuple[str, ...]
    conditions: tuple[str, ...]
    status: SourceStatus


@dataclass(frozen=True)
class ConditionOut:
    """What must hold besides for a tool; it cannot be read in the laws, and is to be checked."""

    key: str
    label: str
    article: str
    status: SourceStatus


@dataclass(frozen=True)
class CounterpartOut:
    """A count here, what comes nearest there, what else answers, and which tools that opens.

    Attributes:
        protocol: whether the count is for an offence of the Protocol, which needs no four years.
        nearest: null if no offence that is held there is about such acts.
    """

    by: str
    victim: str
    mode: str
    here: OffenceOut
    protocol: bool
    dual: str
    nearest: AnsweringOut | None
    others: tuple[AnsweringOut, ...]
    tools: tuple[ToolOut, ...]


@dataclass(frozen=True)
class SideOut:
    """One State of the question: as it was named, its country, and its laws that were asked."""

    name: str
    country: str
    laws: tuple[str, ...]


@dataclass(frozen=True)
class DualOut:
    """Dual criminality of given facts between two States, or two laws.

    ``not_screened`` and ``victims_first`` are those against whom no count is listed.
    """

    requesting: SideOut
    requested: SideOut
    on: date
    counterparts: tuple[CounterpartOut, ...]
    conditions: tuple[ConditionOut, ...]
    not_screened: tuple[str, ...]
    victims_first: tuple[str, ...]


def dual_out(
    found: tuple[Counterpart, ...], screen: Charging, *, here: Side, there: Side, on: date
) -> DualOut:
    """Return the dual criminality of facts; ``screen`` says against whom nothing is listed."""
    held = shipped_tools()
    return DualOut(
        _side_out(here),
        _side_out(there),
        on,
        tuple(map(_counterpart_out, found)),
        tuple(ConditionOut(c.key, c.label, c.article, held.status(c)) for c in held.conditions),
        screen.not_screened,
        screen.victims_first,
    )


def _side_out(of: Side) -> SideOut:
    return SideOut(of.name, of.country, tuple(law.statute.key for law in of.laws))


def _counterpart_out(found: Counterpart) -> CounterpartOut:
    return CounterpartOut(
        found.here.by,
        found.here.victim,
        found.here.mode,
        _offence_out(found.here, found.serious),
        found.is_of_the_protocol,
        found.dual,
        _answering_out(found.nearest) if found.nearest else None,
        tuple(map(_answering_out, found.others)),
        tuple(map(_tool_out, found.tools)),
    )


def _offence_out(count: ChargeableCount, serious: Seriousness) -> OffenceOut:
    return OffenceOut(
        count.key,
        count.citation,
        count.law.offence.label,
        count.since,
        count.until,
        any(element.is_unverified for element in count.elements),
        tuple(map(cell_out, count.law.force)),
        SeriousOut(
            serious.answer,
            serious.from_memory,
            serious.is_unverified,
            tuple(map(cell_out, serious.cells)),
        ),
    )


def _answering_out(found: Answering) -> AnsweringOut:
    return AnsweringOut(
        _offence_out(found.count, found.serious),
        found.dual,
        found.from_memory,
        tuple(map(_point_out, found.points)),
        found.without,
        found.unread,
        found.only_there,
    )


def _point_out(point: Point) -> PointOut:
    here, there = _stand_out(point.here), _stand_out(point.there)
    return PointOut(point.name, point.match, point.is_only_remembered, here, there)


def _stand_out(stand: Stand) -> StandOut:
    cells = tuple(map(cell_out, stand.cells))
    return StandOut(stand.state, stand.facts, stand.is_unverified, cells)


def _tool_out(found: OpenTool) -> ToolOut:
    tool = found.tool
    return ToolOut(
        tool.key,
        tool.label,
        tool.article,
        tool.help,
        found.standing,
        found.awaits,
        found.lacks,
        tuple(condition.key for condition in found.conditions),
        shipped_tools().status(tool),
    )
