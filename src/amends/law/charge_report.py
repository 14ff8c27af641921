"""What charging answers, in the shape in which other programs read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from amends.law.alerts import alerts
from amends.law.bars import Bar
from amends.law.cells import Held
from amends.law.counts import ChargeableCount, Charging
from amends.law.custody import CustodyClock
from amends.law.elements import Element
from amends.law.facts import Facts
from amends.law.report import CellOut, cell_out
from amends.law.standards import Stage, standard_of_proof
from amends.law.statute_report import StandardOut, standard_out
from amends.law.triage import triage


@dataclass(frozen=True)
class ElementOut:
    """One element: how it stands, the facts it rests on, the cells that ask for it."""

    name: str
    state: str
    facts: tuple[str, ...]
    unverified: bool
    cells: tuple[CellOut, ...]


@dataclass(frozen=True)
class BarOut:
    """One bar; not certain if the law on it was not read."""

    kind: str
    said: str
    certain: bool
    unverified: bool


@dataclass(frozen=True)
class PenaltyOut:
    """What the count is punished with, custody in months.

    Attributes:
        relation, share: how the penalty of its mode stands to it, and the part of it.
        longest_shared: the longest custody that the share leaves; null if it cannot be told.
    """

    minimum: CellOut
    maximum: CellOut
    life: CellOut
    death: CellOut | None
    fine: CellOut | None
    relation: CellOut | None
    share: CellOut | None
    longest_shared: int | None


@dataclass(frozen=True)
class ComparedPenaltyOut:
    """How the penalty stands to that of a grave crime; null if it is not known.

    ``citation`` is where that crime stands, ``basis`` what the comparison rests on; ``unverified``
    if a penalty on either side was not read in the law's own text.
    """

    crime: str
    order: str | None
    citation: str
    basis: str
    unverified: bool


@dataclass(frozen=True)
class CustodyClockOut:
    """How long the defendant may be held until some point, and until which day if held."""

    stage: str
    limb: str
    citation: str
    note: str
    hours: CellOut | None
    days: CellOut | None
    months: CellOut | None
    last_day: date | None


@dataclass(frozen=True)
class ChargeableCountOut:
    """One count. ``unverified`` if anything it rests on was not read in the law's own text.

    ``child`` is whether the law sees a child in the victim, ``standard`` what a charge needs there.
    """

    offence: str
    citation: str
    label: str
    by: str
    victim: str
    age: int | None
    child: bool | None
    mode: str
    since: date
    until: date
    state: str
    unverified: bool
    elements: tuple[ElementOut, ...]
    bars: tuple[BarOut, ...]
    heads: tuple[str, ...]
    last_day: date | None
    unlimited: bool
    penalty: PenaltyOut | None
    comparators: tuple[ComparedPenaltyOut, ...]
    restitution: CellOut | None
    custody: tuple[CustodyClockOut, ...]
    corroboration: CellOut
    evidence_rules: CellOut
    standard: StandardOut
    lesser: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class RemarkOut:
    """An alert or a direction of triage: its kind, whom it is about, and why."""

    kind: str
    about: str
    said: str


@dataclass(frozen=True)
class ChargingOut:
    """Every count on given facts, with the screen, the directions and the alerts."""

    on: date
    countries: tuple[str, ...]
    counts: tuple[ChargeableCountOut, ...]
    not_screened: tuple[str, ...]
    victims_first: tuple[str, ...]
    leads: tuple[RemarkOut, ...]
    alerts: tuple[RemarkOut, ...]


def charging_out(
    facts: Facts,
    charging: Charging,
    *,
    countries: Iterable[str],
    on: date,
    chosen: Iterable[ChargeableCount] | None = None,
) -> ChargingOut:
    """Return what charging found; without a choice, the alerts are those if all were charged."""
    counts = charging.available() if chosen is None else tuple(chosen)
    return ChargingOut(
        on,
        tuple(countries),
        tuple(count_out(count, charging) for count in charging.counts),
        charging.not_screened,
        charging.victims_first,
        tuple(RemarkOut(lead.form, lead.by, str(lead.said)) for lead in triage(facts)),
        tuple(RemarkOut(a.kind, a.about, str(a.said)) for a in alerts(facts, charging, counts)),
    )


def count_out(count: ChargeableCount, charging: Charging) -> ChargeableCountOut:
    """Return one count."""
    return ChargeableCountOut(
        count.key,
        count.citation,
        count.law.offence.label,
        count.by,
        count.victim,
        count.age,
        count.child,
        count.mode,
        count.since,
        count.until,
        count.state,
        count.is_unverified,
        tuple(map(_element_out, count.elements)),
        tuple(map(_bar_out, count.bars)),
        tuple(count.heads),
        count.limit.last_day,
        count.limit.unlimited,
        _penalty_out(count),
        tuple(ComparedPenaltyOut(**vars(compared)) for compared in count.comparisons),
        cell_out(count.restitution) if count.restitution else None,
        tuple(map(_clock_out, count.custody)),
        cell_out(count.corroboration),
        cell_out(count.evidence_rules),
        standard_out(standard_of_proof(count.law.law.statute.country, Stage.CHARGE)),
        tuple(other.citation for other in charging.lesser(count)),
        tuple(other.citation for other in charging.beside(count)),
    )


def _bar_out(bar: Bar) -> BarOut:
    return BarOut(bar.kind, str(bar.said), bar.certain, bar.is_unverified)


def _clock_out(clock: CustodyClock) -> CustodyClockOut:
    told = clock.stage, clock.limb, clock.citation, clock.note
    length = _held(clock.hours), _held(clock.days), _held(clock.months)
    return CustodyClockOut(*told, *length, clock.last_day)


def _held(cell: Held | None) -> CellOut | None:
    return cell_out(cell) if cell and cell.readings else None


def _element_out(element: Element) -> ElementOut:
    cells = tuple(map(cell_out, element.cells))
    return ElementOut(element.name, element.state, element.facts, element.is_unverified, cells)


def _penalty_out(count: ChargeableCount) -> PenaltyOut | None:
    penalty = count.penalty
    if penalty is None:
        return None
    return PenaltyOut(
        cell_out(penalty.minimum),
        cell_out(penalty.maximum),
        cell_out(penalty.life),
        _held(penalty.death),
        _held(count.fine),
        _held(count.relation),
        _held(count.share),
        count.longest,
    )
