"""``amends proof refresh``: works out the proof of the cases that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console

from amends.cli.office import open_office

if TYPE_CHECKING:
    from amends.office.proving.refresh_services import Refreshed


@click.command("refresh")
@click.option("--minutes", type=click.FloatRange(min=0), help="Begin no further case after these.")
def refresh_proofs(minutes: float | None) -> None:
    """Work out the proof of every case that changed, so that all cases are told at once.

    The daily run does it as well. Interrupted, it goes on where it stopped.
    """
    open_office()
    from django.utils import timezone
    from rich.progress import Progress

    from amends.office.proving.refresh_services import refresh, waiting

    console, today = Console(), timezone.localdate()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        line = progress.add_task("Working out", total=waiting(today).count())
        done = refresh(
            today=today,
            seconds=None if minutes is None else minutes * 60,
            told=lambda: progress.advance(line),
        )
    print_refreshed(done)
    if done.refused:
        raise SystemExit(1)


def print_refreshed(done: Refreshed) -> None:
    """Print what a run worked out, and what to mend."""
    click.echo(f"Proofs worked out: {done.cases}, waiting: {done.waiting}")
    for reference, why in done.refused:
        click.echo(f"  {reference} cannot be worked out: {why}")
