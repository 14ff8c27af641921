"""``amends import``: parties and events of a case from a sheet, tried first if wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from amends.cli.office import acting

if TYPE_CHECKING:
    from amends.office.accounts.models import User
    from amends.office.exchange.layouts import SheetKind
    from amends.office.exchange.verdicts import Report

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Command = Callable[..., None]


@click.group("import")
def import_sheets() -> None:
    """Take parties or events into a case from a CSV or XLSX sheet."""


def taking(command: Command) -> Command:
    """Give a command what every import needs: the case, the file and how to take it."""
    for add in (
        click.option("--good-rows", is_flag=True, help="Take the good rows, leave the refused."),
        click.option("--dry-run", is_flag=True, help="Try every row and take none."),
        click.argument("file", type=FILE),
        click.argument("case", metavar="CASE"),
    ):
        command = add(command)
    return command


@import_sheets.command()
@taking
@acting
def parties(case: str, file: Path, dry_run: bool, good_rows: bool, actor: User) -> None:
    """Take the parties in FILE into CASE. Victims by pseudonym only."""
    from amends.office.exchange.layouts import SheetKind

    _take(SheetKind.PARTIES, case, file, actor, dry_run=dry_run, good_rows=good_rows)


@import_sheets.command()
@taking
@acting
def events(case: str, file: Path, dry_run: bool, good_rows: bool, actor: User) -> None:
    """Take the events in FILE into the timeline of CASE."""
    from amends.office.exchange.layouts import SheetKind

    _take(SheetKind.EVENTS, case, file, actor, dry_run=dry_run, good_rows=good_rows)


def _take(
    kind: SheetKind, reference: str, file: Path, actor: User, *, dry_run: bool, good_rows: bool
) -> None:
    from amends.office.cases.selectors import case as case_of
    from amends.office.exchange import services

    case, data = case_of(actor=actor, reference=reference), file.read_bytes()
    with _counting() as on_row:
        report = services.check_sheet(actor=actor, case=case, kind=kind, data=data, on_row=on_row)
    _print_report(report)
    if dry_run:
        click.echo("Nothing was taken: this was a dry run.")
        raise SystemExit(1 if report.refused else 0)
    batch = services.import_sheet(
        actor=actor, case=case, kind=kind, filename=file.name, data=data, good_rows=good_rows
    )
    click.echo(f"Taken into {reference} as import {batch.pk}: {batch.taken} of {batch.read} rows")


def _print_report(report: Report) -> None:
    for heading in report.unknown:
        click.echo(f"Not read: the column {heading}", err=True)
    for verdict in report.refused:
        for fault in verdict.faults:
            where = f"row {verdict.row}" + (f", {fault.field}" if fault.field else "")
            click.echo(f"{where}: {fault.message}", err=True)
    click.echo(
        f"Read {report.read} rows ({report.encoding}): {report.taken} good, "
        f"{len(report.refused)} refused"
    )


@contextmanager
def _counting() -> Iterator[Callable[[], None]]:
    """Show how many rows were tried so far, on a terminal only."""
    columns = (TextColumn("Rows tried"), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as p:
        task = p.add_task("", total=None)
        yield lambda: p.advance(task)
