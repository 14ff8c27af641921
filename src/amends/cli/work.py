"""``amends work`` and ``amends search``: reading, binding, and the index of the search."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from amends.cli.office import open_office

if TYPE_CHECKING:
    from amends.office.disclosure.models import DisclosureSet
    from amends.office.reading.models import Reading

PAUSE = 5.0


@click.command()
@click.option("--watch", is_flag=True, help="Go on when nothing waits, and look every 5 seconds.")
@click.option("--seconds", type=click.FloatRange(min=0), help="Stop after so many seconds.")
def work(watch: bool, seconds: float | None) -> None:
    """Read the attachments that wait, bind the bundles, index what waits, and get time-stamps.

    It may be stopped at any moment: what was not finished is taken again by whoever works next.
    """
    open_office()
    ends = time.monotonic() + seconds if seconds is not None else None
    work_once(_left(ends))
    while watch and (ends is None or time.monotonic() < ends):
        time.sleep(min(PAUSE, _left(ends) or PAUSE))
        work_once(_left(ends))


def work_once(seconds: float | None = None) -> None:
    """Work until nothing waits or the time is over, and say what was done."""
    from amends.office.disclosure.bind_services import work_bundles
    from amends.office.reading.services import work_readings
    from amends.office.search.index_services import work_backlog
    from amends.office.stamps.services import stamp_waiting

    report = work_readings(seconds=seconds, progress=_say)
    if report.taken or report.failed:
        click.echo(f"Read: {report.taken} attachments; no text in {report.failed}")
    ends = time.monotonic() + seconds if seconds is not None else None
    bundles = work_bundles(seconds=_left(ends), progress=_say_set)
    if bundles.bound or bundles.failed:
        click.echo(f"Bundles: {bundles.bound} bound, {bundles.failed} failed")
    taken = work_backlog(go_on=lambda: ends is None or time.monotonic() < ends)
    if taken:
        click.echo(f"Taken into the search: {taken} cases")
    stamps = stamp_waiting(go_on=lambda: ends is None or time.monotonic() < ends)
    if stamps.stamped or stamps.waiting:
        click.echo(f"Time-stamped: {stamps.stamped}; still to be stamped: {stamps.waiting}")


def _say(reading: Reading) -> None:
    """Say what came of one attachment, by its key: titles are not for a terminal."""
    why = f" ({reading.why})" if reading.why else ""
    click.echo(f"attachment {reading.attachment_id}: {reading.state}{why}")


def _say_set(row: DisclosureSet) -> None:
    """Say what came of one set, by its key: titles are not for a terminal."""
    click.echo(f"set {row.key} of {row.case.reference}: {row.state}")


def _left(ends: float | None) -> float | None:
    return None if ends is None else max(0.0, ends - time.monotonic())


@click.group()
def search() -> None:
    """Look after the index of the search."""


@search.command()
def rebuild() -> None:
    """Build the index of the search anew from what is in the cases.

    People may go on working; until it is done they find a part of what is there.
    """
    open_office()
    from amends.office.search.index_services import rebuild as rebuild_index

    with click.progressbar(length=1_000, label="Indexing") as bar:
        shown, forward = 0, bar.update

        def progress(done: int, total: int) -> None:
            nonlocal shown
            forward(done * 1_000 // total - shown)
            shown = done * 1_000 // total

        entries = rebuild_index(progress=progress)
    click.echo(f"The index holds {entries} entries")
