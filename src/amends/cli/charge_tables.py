"""Printing counts and dual criminality as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from amends.base.spans import Span
from amends.cli.law_words import UNVERIFIED, said, warn, words
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
    console.print(f"\nCounts, as of {found.on}: {len(found.counts)}", style="bold")
    for count in found.counts:
        _print_count(count, console)
    warn(any(count.unverified for count in found.counts), console)


def _print_count(count: ChargeableCountOut, console: Console) -> None:
    """Print one count as lines of a name and what it says: five columns fit no narrow screen."""
    mark = escape(UNVERIFIED) if count.unverified else ""
    heading = f"{escape(f'{count.citation}: {count.label}')}{mark}"
    console.print(f"\n[bold]{heading}[/bold]", highlight=False)
    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(min_width=12, no_wrap=True)
    lines.add_column()
    for name, said_ in _lines(count):
        lines.add_row(name, said_)
    console.print(Padding(lines, (0, 0, 0, 2)))


def _lines(count: ChargeableCountOut) -> Iterator[tuple[str, str]]:
    yield "who, whom", f"{count.by} > {count.victim}, {count.since} to {count.until}"
    yield "state", "\n".join([count.state.replace("_", " "), *map(_bar, count.bars)])
    yield "elements", "\n".join(_element(e) for e in count.elements if _matters(e))
    yield "penalty", "\n".join([_custody(count), *_mode(count), *_compared(count)])
    yield from _reach(count)
    if count.restitution:
        yield "restitution", said(count.restitution)
    yield "procedure", "\n".join(_rules(count))


def _reach(count: ChargeableCountOut) -> Iterator[tuple[str, str]]:
    """Yield on what jurisdiction rests, how long it can be charged, and what lies beside it."""
    yield "jurisdiction", ", ".join(map(words, count.heads)) or "no head is found"
    yield "time limit", _limit(count)
    if count.lesser:
        yield "includes", escape("; ".join(count.lesser))
    others = [citation for citation in count.beside if citation not in count.lesser]
    if others:
        yield "also lies", escape("; ".join(dict.fromkeys(others)))


def _limit(count: ChargeableCountOut) -> str:
    if count.unlimited:
        return "none"
    return f"until {count.last_day}" if count.last_day else "not read"


def _bar(bar: BarOut) -> str:
    doubt = "" if bar.certain else "Perhaps: "
    return f"{doubt}{bar.said}{escape(UNVERIFIED) if bar.unverified else ''}"


def _matters(element: ElementOut) -> bool:
    return element.state != "not_needed"


def _element(element: ElementOut) -> str:
    shown = f" ({', '.join(word.replace('_', ' ') for word in element.facts)})"
    return f"{element.name}: {element.state}{shown if element.facts else ''}".replace("_", " ")


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
