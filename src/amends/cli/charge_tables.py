"""Printing counts and dual criminality as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

from amends.base.spans import Span
from amends.cli.law_words import UNVERIFIED, a_table, said, warn, words
from amends.law.charge_report import (
    BarOut,
    ChargeableCountOut,
    ChargingOut,
    CustodyClockOut,
    ElementOut,
)
from amends.law.report import CellOut

ASK_FIRST = "not screened: ask first whether this person was made to offend."
A_VICTIM = "a victim by the screen, and not listed as chargeable."
AGAINST = {
    "lower": "lower than for",
    "equal": "equal to that for",
    "higher": "higher than for",
    None: "not known against",
}


def print_charging(found: ChargingOut, console: Console) -> None:
    """Print the screen, the alerts, every count and what is missing of those not made out."""
    for keys, words_ in ((found.not_screened, ASK_FIRST), (found.victims_first, A_VICTIM)):
        for key in keys:
            console.print(f"[bold]{key}[/bold]: {words_}")
    for note in (*found.alerts, *found.leads):
        about = f" ({note.about})" if note.about else ""
        console.print(f"{note.kind.replace('_', ' ')}{about}: {note.said}", highlight=False)
    table = a_table(
        f"Counts, as of {found.on}", "Count", "Who, whom", "State", "Elements", "Penalty"
    )
    for count in found.counts:
        mark = escape(UNVERIFIED) if count.unverified else ""
        days = f"{count.since} to {count.until}"
        table.add_row(
            f"{escape(f'{count.citation}: {count.label}')}{mark}",
            f"{count.by} > {count.victim}\n{days}",
            "\n".join([count.state.replace("_", " "), *map(_bar, count.bars)]),
            "\n".join(_element(element) for element in count.elements if _matters(element)),
            _punished(count),
        )
    console.print(table)
    warn(any(count.unverified for count in found.counts), console)


def _bar(bar: BarOut) -> str:
    doubt = "" if bar.certain else "Perhaps: "
    return f"{doubt}{bar.said}{escape(UNVERIFIED) if bar.unverified else ''}"


def _matters(element: ElementOut) -> bool:
    return element.state != "not_needed"


def _element(element: ElementOut) -> str:
    shown = f" ({', '.join(word.replace('_', ' ') for word in element.facts)})"
    return f"{element.name}: {element.state}{shown if element.facts else ''}".replace("_", " ")


def _punished(count: ChargeableCountOut) -> str:
    lines = [_custody(count), *_mode(count), *_compared(count)]
    if count.restitution:
        lines.append(f"restitution: {said(count.restitution)}")
    if count.last_day:
        lines.append(f"until {count.last_day}")
    return "\n".join([*lines, *_rules(count)])


def _custody(count: ChargeableCountOut) -> str:
    penalty = count.penalty
    if penalty is None:
        return "penalty: not read"
    most = "life" if penalty.life.value is True else said(penalty.maximum)
    death = " or death" if penalty.death and penalty.death.value is True else ""
    fine = f", fine: {said(penalty.fine)}" if penalty.fine else ""
    return f"{said(penalty.minimum)} to {most}{death}{fine}"


def _mode(count: ChargeableCountOut) -> Iterable[str]:
    """Yield what the mode of participation makes of the penalty."""
    penalty = count.penalty
    if penalty is None or penalty.relation is None:
        return
    share = f", {said(penalty.share)}" if penalty.share else ""
    yield f"{words(count.mode)}: {said(penalty.relation)}{share}"
    if penalty.longest_shared is not None:
        yield f"leaves up to {Span(penalty.longest_shared)}"


def _compared(count: ChargeableCountOut) -> Iterable[str]:
    for one in count.comparators:
        where = f" ({escape(one.citation)})" if one.citation else ""
        mark = escape(UNVERIFIED) if one.unverified and one.order else ""
        yield f"{AGAINST[one.order]} {one.crime}{where}{mark}"


def _rules(count: ChargeableCountOut) -> Iterable[str]:
    """Yield how long somebody may be held, and how testimony is taken."""
    for clock in count.custody:
        length = next((f"{said(c)} {unit}".strip() for c, unit in _lengths(clock) if c), "not read")
        limb = f" ({escape(clock.limb)})" if clock.limb else ""
        until = f", until {clock.last_day}" if clock.last_day else ""
        yield f"held {words(clock.stage)}{limb}: {length}{until}"
    for name, cell in (
        ("testimony must be corroborated", count.corroboration),
        ("rules of evidence", count.evidence_rules),
    ):
        if cell.readings:
            yield f"{name}: {said(cell)}"
    if count.standard.source:
        mark = "" if count.standard.status.is_verified else escape(UNVERIFIED)
        yield f"to charge: {escape(count.standard.standard)}{mark}"


def _lengths(clock: CustodyClockOut) -> tuple[tuple[CellOut | None, str], ...]:
    return (clock.hours, "hours"), (clock.days, "days"), (clock.months, "")
