"""Cells of the law in a terminal: what they say, how far it may be trusted, and in what table."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from amends.law.labels import value_said
from amends.law.report import CellOut

UNVERIFIED = " [unverified]"
BANNER = (
    "Cells marked [unverified] were not read in the law's own text. "
    "Nothing may be charged or published on them before somebody has read it."
)


def warn(unverified: bool, console: Console) -> None:
    """Print what must not be done on law that nobody has read, where some of it was not."""
    if unverified:
        console.print(BANNER, markup=False)


def said(cell: CellOut) -> str:
    """Return what a cell says, and how far it may be trusted."""
    if cell.conflict:
        values = dict.fromkeys(
            words(r.value, cell.path) for r in cell.readings if r.value is not None
        )
        return f"in conflict: {escape(' / '.join(values))}"
    if cell.value is None:
        return "not read"
    return escape(words(cell.value, cell.path)) + (escape(UNVERIFIED) if cell.unverified else "")


def words(value: object, path: str = "") -> str:
    """Return a value as words; months of custody of the cell at a path in years and months."""
    if isinstance(value, tuple):
        return ", ".join(word.replace("_", " ") for word in value) or "none"
    if isinstance(value, int):
        return str(value_said(path.rpartition(".")[2], value))
    return str(value).replace("_", " ")


def a_table(title: str, *columns: str) -> Table:
    """Return an empty table."""
    table = Table(title=title or None, title_justify="left", title_style="bold", expand=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
