"""Printing promotions as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.cli.law_words import said, words
from amends.law.promotion_report import PromotedOut, PromotionOut
from amends.office.statutes.text_store import TextState

STATES = {
    TextState.WHOLE: "stored, whole",
    TextState.CHANGED: "CHANGED: it no longer has its SHA-256; put the original back",
    TextState.MISSING: "MISSING: put it back into texts",
}
DONE = {"promoted": "Promoted", "taken_back": "Taken back; the text stays"}


def print_promotions(found: Sequence[PromotionOut], console: Console) -> None:
    """Print what was read, by whom, and whether each text still has its digest."""
    if not found:
        console.print("Nothing is promoted.")
        return
    table = Table(title="Promotions", title_justify="left", title_style="bold", expand=True)
    for column in ("Cell", "Says", "Text", "Read by", "Stored text"):
        table.add_column(column, overflow="fold")
    for one in found:
        where = f"{one.citation}{f', {one.at}' if one.at else ''}{_days(one)}"
        row = (
            f"{one.statute}.{one.cell}",
            words(one.value, one.cell),
            where,
            f"{one.reader}, {one.read_on}",
        )
        table.add_row(*map(escape, row), escape(f"{STATES[TextState(one.text)]} ({one.sha256})"))
    console.print(table)


def print_promoted(found: PromotedOut, console: Console) -> None:
    """Print what was done, and how the cell stands since."""
    one = found.promotion
    console.print(f"{DONE[found.done]}: {one.statute}.{one.cell}", highlight=False, markup=False)
    console.print(f"{words(one.value, one.cell)}: {one.citation}", highlight=False, markup=False)
    console.print(f"read by {one.reader}, {one.read_on}", highlight=False, markup=False)
    console.print(f"SHA-256 {one.sha256}", highlight=False, markup=False)
    if found.cell is None:
        console.print("The laws that are held have no such cell now.")
    else:
        console.print(f"The cell now says: {said(found.cell)} ({found.cell.status})")


def _days(one: PromotionOut) -> str:
    since = f", since {one.since}" if one.since else ""
    return f"{since}{f', until {one.until}' if one.until else ''}"
