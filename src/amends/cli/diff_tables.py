"""Printing what changed in a law as a person reads it: amendments, offences, cells in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.cli.law_words import UNVERIFIED, a_table, said, warn
from amends.law.diff import ChangeKind
from amends.law.diff_report import AmendmentOut, ChangeOut, DiffOut
from amends.law.report import CellOut

NOT_READ = "What this amendment changed has not been read."
ONLY_NOTE = "What this amendment changed has not been read; only its note tells of it."
GROUPS = {
    "What changed": {kind for kind in ChangeKind if kind.is_of_law},
    "Not read before": {ChangeKind.NOT_READ_BEFORE},
    "Not read after": {ChangeKind.NOT_READ_AFTER},
}


def print_diffs(found: Sequence[DiffOut], console: Console, *, paths: bool) -> None:
    """Print what changed between two days, or by each amendment."""
    for diff in found:
        console.rule(f"[bold]{escape(_heading(diff))}", align="left")
        if diff.amendment:
            _print_lines(_told(diff.amendment), console)
            _print_lines(_compared(diff), console)
        _print_lines(_offences(diff), console)
        for title, kinds in GROUPS.items():
            if changes := [change for change in diff.changes if change.kind in kinds]:
                console.print(_table(title, changes, paths=paths))
        if diff.amendment is None:
            _print_lines(_in_that_time(diff), console)
    if not found:
        console.print("No amendment is known. Give two days with --from and --on.")
    warn(any(cell.unverified for diff in found for cell in _cells(diff)), console)


def _heading(diff: DiffOut) -> str:
    if diff.amendment:
        return diff.amendment.name
    return f"{diff.country}: from {diff.before} to {diff.after}"


def _told(amendment: AmendmentOut) -> Iterator[str]:
    """Yield what is told of an amendment, on whose word, and whether more than that is read."""
    yield f"In force from: {amendment.when or 'not read'}"
    if amendment.note:
        yield f"Note: {amendment.note}"
    for reading in amendment.commencement.readings:
        mark = "" if reading.status.is_verified else UNVERIFIED
        yield f"Known from: {reading.source} ({reading.status}){mark}"
    if not amendment.read:
        yield ONLY_NOTE if amendment.note else NOT_READ


def _compared(diff: DiffOut) -> Iterator[str]:
    """Yield which days are compared for want of the day, and what else began between them."""
    if diff.amendment is None or diff.before is None or diff.after is None:
        return
    if diff.amendment.when != str(diff.after):
        yield f"The law of {diff.before} is compared with that of {diff.after}."
    others = [each.name for each in diff.amendments if each != diff.amendment and each.when]
    if others:
        yield f"Not told apart from it, since it can have begun by then, too: {'; '.join(others)}"


def _in_that_time(diff: DiffOut) -> Iterator[str]:
    """Yield whether nothing changed, and the amendments that can have begun in that time."""
    moved = diff.began or diff.ended or diff.replaced
    if not moved and not any(change.kind.is_of_law for change in diff.changes):
        yield "Nothing that was read on both days changed."
    for amendment in diff.amendments:
        yield f"Amendment: {amendment.name}"
        yield from (f"  {line}" for line in _told(amendment))


def _offences(diff: DiffOut) -> Iterator[str]:
    for word, citations in (("Began", diff.began), ("Ended", diff.ended)):
        if citations:
            yield f"{word}: {'; '.join(citations)}"
    for old, new in diff.replaced:
        yield f"{new} took the place of {old}"


def _table(title: str, changes: Sequence[ChangeOut], *, paths: bool) -> Table:
    table = a_table(title, "Point", "Before", "After", *(["Path"] if paths else []))
    for change in changes:
        before = _side(change.before, absent=change.kind is ChangeKind.BEGAN)
        after = _side(change.after, absent=change.kind is ChangeKind.ENDED)
        table.add_row(
            escape(change.point), before, after, *([escape(change.path)] if paths else [])
        )
    return table


def _side(cell: CellOut | None, *, absent: bool) -> str:
    if absent:
        return "not in force"
    return said(cell) if cell else "not read"


def _cells(diff: DiffOut) -> Iterator[CellOut]:
    for change in diff.changes:
        yield from filter(None, (change.before, change.after))


def _print_lines(lines: Iterator[str], console: Console) -> None:
    for line in lines:
        console.print(line, highlight=False, markup=False)
