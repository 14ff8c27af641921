"""Printing what other laws make of recorded facts, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.cli.law_words import words
from amends.law.recharge_report import RechargingOut
from amends.law.recharging import Difference, FoundCount, FoundPenalty, Recharged, Values

NOT_READ = "not read"


def print_recharging(found: RechargingOut, console: Console) -> None:
    """Print every set whose counts change and how, then what was read and what was not."""
    if found.laws:
        console.print(f"Laws that differ: {', '.join(found.laws)}", highlight=False)
    else:
        console.print("The two sets of laws do not differ for these countries.")
    if found.sets:
        table = Table(title=f"As of {found.on}", title_justify="left", expand=True)
        for column in ("Facts", "Count", "Before", "After"):
            table.add_column(column, overflow="fold")
        for one in found.sets:
            for row in _rows(one):
                table.add_row(*map(escape, row))
        console.print(table)
    for refused in found.refused:
        console.print(f"{refused.file}: {refused.said}", markup=False, highlight=False)
    console.print(
        f"Given {found.given}: {found.read} read, {len(found.refused)} refused; "
        f"the counts of {len(found.sets)} change.",
        highlight=False,
    )


def _rows(one: Recharged) -> Iterator[tuple[str, str, str, str]]:
    for count in one.came:
        yield one.name, _named(count), "no count", _whole(count)
    for count in one.went:
        yield one.name, _named(count), _whole(count), "no count"
    for changed in one.changed:
        before, after = changed.before, changed.after
        told = _told(before, changed.differences), _told(after, changed.differences)
        yield one.name, _named(after), *told


def _named(count: FoundCount) -> str:
    mode = "" if count.mode == "principal" else f", {words(count.mode)}"
    return f"{count.offence}\n{count.by} > {count.victim}{mode}"


def _whole(count: FoundCount) -> str:
    return _told(count, (Difference.PERIOD, Difference.STATE, Difference.PENALTY))


def _told(count: FoundCount, parts: tuple[Difference, ...]) -> str:
    """Return some parts of a count as lines."""
    lines = {
        Difference.PERIOD: f"{count.since} to {count.until}",
        Difference.STATE: words(count.state),
        Difference.MISSING: f"missing: {words(count.missing)}",
        Difference.PENALTY: _punished(count.penalty),
        Difference.LIMIT: f"until {_limit(count)}",
        Difference.BARS: f"bars: {words(count.bars)}",
    }
    return "\n".join(lines[part] for part in parts)


def _limit(count: FoundCount) -> str:
    if count.unlimited:
        return "any day"
    return str(count.limit) if count.limit else NOT_READ


def _punished(penalty: FoundPenalty | None) -> str:
    if penalty is None:
        return f"penalty: {NOT_READ}"
    most = "life" if penalty.life == (True,) else _values(penalty.maximum, "maximum")
    fine = f", fine: {_values(penalty.fine)}" if penalty.fine else ""
    relation = f", {_values(penalty.relation)}" if penalty.relation else ""
    death = ", death" if True in penalty.death else ""
    least = _values(penalty.minimum, "minimum")
    return f"{least} to {most}{death}{fine}{relation}"


def _values(found: Values, cell: str = "") -> str:
    return " / ".join(words(value, cell) for value in found) or NOT_READ
