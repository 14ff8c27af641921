"""Printing dual criminality as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.cli.law_words import UNVERIFIED, a_table, said, warn, words
from amends.law.cooperation import Need, Standing
from amends.law.counterparts import Match
from amends.law.dual_report import (
    AnsweringOut,
    ConditionOut,
    CounterpartOut,
    DualOut,
    OffenceOut,
    PointOut,
    SeriousOut,
    StandOut,
    ToolOut,
)

MATCHES = {
    Match.COUNTERPART: "counterpart",
    Match.NOT_ASKED_THERE: "not asked there",
    Match.ONLY_THERE: "asked only there, and shown",
    Match.NOT_SHOWN: "asked there, not shown by the facts",
    Match.CONTESTED: "contested",
    Match.NOT_READ: "not read",
    Match.ASKED_NOWHERE: "asked on neither side",
}
NEEDS = {
    Need.DUAL_CRIMINALITY: "dual criminality is shown",
    Need.SERIOUS_HERE: "the penalty here is confirmed as four years or more",
    Need.SERIOUS_THERE: "the penalty there is confirmed as four years or more",
}
LACKS = {
    Need.DUAL_CRIMINALITY: "no dual criminality",
    Need.SERIOUS_HERE: "less than four years here",
    Need.SERIOUS_THERE: "less than four years there",
}
STANDINGS = {
    Standing.OPEN: "Open by both laws",
    Standing.IF_CONFIRMED: "Open if",
    Standing.CLOSED: "Not open",
}

NOTHING_THERE = "No offence that is held there and was in force then is about such acts."


def print_dual(found: DualOut, console: Console) -> None:
    """Print, for every count here, what answers to it there, and which tools that opens."""
    for one in found.counterparts:
        console.rule(f"[bold]{_of(one.here)}: {one.by} > {one.victim}", align="left")
        for line in _answers(one):
            console.print(line, highlight=False)
        if one.nearest:
            console.print(_points(one.nearest))
        console.print(_tools(one, found.conditions))
    if found.counterparts:
        console.print(_conditions(found.conditions))
    else:
        here = found.requesting.name
        console.print(f"No count lies in {here} on these facts. See: amends law charge")
    for key in found.not_screened:
        console.print(f"{key}: not screened, and so not listed. Screen first.")
    for key in found.victims_first:
        console.print(f"{key}: a victim by the screen, and not listed.")
    warn(_is_unverified(found), console)


def _answers(one: CounterpartOut) -> Iterator[str]:
    """Yield the answer, what it is held against, and how grave either offence is."""
    if one.nearest is None:
        yield f"A crime in both, by the law held: {one.dual}. {NOTHING_THERE}"
    else:
        yield f"A crime in both, by the law held: {_dual(one.nearest)}."
        yield f"Nearest there: {_of(one.nearest.offence)}"
        if one.nearest.only_there:
            yield f"Asked only there: {words(one.nearest.only_there)}"
    yield f"Four years or more here: {_serious(one.here.serious)}"
    if one.nearest:
        yield f"Four years or more there: {_serious(one.nearest.offence.serious)}"
    if one.protocol:
        yield "An offence of the Protocol: between its parties it needs no four years."
    for other in one.others:
        yield f"Also there: {_of(other.offence)}: {_dual(other)}"


def _dual(found: AnsweringOut) -> str:
    return f"{found.dual}{_from_memory(found.from_memory)}"


def _serious(found: SeriousOut) -> str:
    if found.answer is None:
        return f"not confirmed{_from_memory(found.from_memory)}"
    return f"{words(found.answer)}{_mark(found.unverified)}"


def _from_memory(value: str | bool | None) -> str:
    return "" if value is None else f"; from memory it would be: {words(value)}{_mark(True)}"


def _of(offence: OffenceOut) -> str:
    return f"{escape(f'{offence.citation}, {offence.label}')}{_mark(offence.unverified)}"


def _points(found: AnsweringOut) -> Table:
    table = a_table("", "Element", "Asked here", "Asked there", "")
    for point in found.points:
        if point.match != Match.ASKED_NOWHERE or point.only_remembered:
            here, there = _stand(point.here), _stand(point.there)
            table.add_row(words(point.name), here, there, _match(point))
    return table


def _match(point: PointOut) -> str:
    remembered = "\nonly remembered" if point.only_remembered else ""
    return f"{MATCHES[Match(point.match)]}{remembered}"


def _stand(stand: StandOut) -> str:
    """Return what a law says on a point, cell by cell, and the facts that show it."""
    lines = [f"{_name(cell.path)}: {said(cell)}" for cell in stand.cells]
    shown = [f"on the facts: {words(stand.facts)}"] if stand.facts else []
    return "\n".join([*lines, *shown]) or words(stand.state)


def _name(path: str) -> str:
    return words(path.rpartition(".")[2])


def _tools(one: CounterpartOut, conditions: Sequence[ConditionOut]) -> Table:
    table = a_table("Tools of cooperation", "", "Tool", "Hinges on", "To be checked")
    letters = {each.key: letter for letter, each in zip(ascii_lowercase, conditions, strict=False)}
    for standing, title in STANDINGS.items():
        for tool in one.tools:
            if tool.standing == standing:
                checked = " ".join(letters[key] for key in tool.conditions)
                table.add_row(title, _tool(tool), "\n".join(_hinges(tool)), checked)
    return table


def _conditions(conditions: Sequence[ConditionOut]) -> Table:
    """Return what no law can tell, under the letters that tools name it by."""
    table = a_table("To be checked, and never assumed", "", "Condition", "Article")
    for letter, each in zip(ascii_lowercase, conditions, strict=False):
        mark = _mark(not each.status.is_verified)
        table.add_row(letter, escape(each.label), f"{escape(each.article)}{mark}")
    return table


def _tool(tool: ToolOut) -> str:
    mark = _mark(not tool.status.is_verified)
    note = f"\n{escape(tool.note)}" if tool.note else ""
    return f"{escape(f'{tool.label} ({tool.article})')}{mark}{note}"


def _hinges(tool: ToolOut) -> Iterable[str]:
    lacking = [LACKS[Need(need)] for need in tool.lacks]
    return lacking or [NEEDS[Need(need)] for need in tool.awaits]


def _mark(unverified: bool) -> str:  # what it is called with names it
    return escape(UNVERIFIED) if unverified else ""


def _is_unverified(found: DualOut) -> bool:
    return any(
        one.here.unverified or (one.nearest is not None and one.nearest.offence.unverified)
        for one in found.counterparts
    )
