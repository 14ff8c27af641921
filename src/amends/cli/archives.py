"""``amends case export`` and ``import``: a whole case as one archive."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from amends.cli.office import acting

if TYPE_CHECKING:
    from amends.office.accounts.models import User
    from amends.office.archives.import_services import Tried

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
MOST_SHOWN = 50


@click.command("export")
@click.argument("case", metavar="CASE")
@click.option("--to", "target", type=NEW_FILE, required=True, help="The file to make.")
@acting
def export_case(case: str, target: Path, actor: User) -> None:
    """Hand out CASE as one ZIP file that can be read without amends.

    It holds every table as CSV, the case file, every attached file and a manifest with the SHA-256
    of each. It is not encrypted. A file that is there already is not replaced.
    """
    from amends.office.archives.export_services import pack_case
    from amends.office.cases.selectors import case as case_of
    from amends.office.evidence.faults import Unreadable

    refuse_existing(target)
    packed = pack_case(actor=actor, case=case_of(actor=actor, reference=case))
    try:
        with _counting("Packing", packed.length) as on_bytes:
            write_new(target, packed.chunks(), on_bytes)
    except Unreadable as fault:
        message = f"A stored file is damaged: {fault}. Nothing was made. See: amends files verify"
        raise click.ClickException(message) from None
    except FileNotFoundError:
        raise click.ClickException("A stored file is lost. See: amends files verify") from None
    click.echo(
        f"{target}: {len(packed.digests)} members, {len(packed.files)} attached files. "
        "It is not encrypted: keep it as you would keep the case."
    )


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Check every row and file, and take nothing.")
@click.option("--as-mine", is_flag=True, help="Enter as yours what accounts did that are not here.")
@acting
def import_case(file: Path, dry_run: bool, as_mine: bool, actor: User) -> None:
    """Open a new case with everything in FILE, an archive made by amends case export.

    All of it is taken or nothing. Whoever takes it in leads the case.
    """
    from amends.office.archives.import_services import take_archive, try_archive

    with file.open("rb") as opened, _counting("Checking", None) as on_bytes:
        tried = try_archive(actor=actor, file=opened, as_mine=as_mine, on_bytes=on_bytes)
    _print(tried)
    if dry_run:
        click.echo("Nothing was taken: this was a dry run.")
    if dry_run or tried.refused:
        raise SystemExit(1 if tried.refused else 0)
    with file.open("rb") as opened, _counting("Taking", None) as on_bytes:
        arrival = take_archive(
            actor=actor, file=opened, filename=file.name, as_mine=as_mine, on_bytes=on_bytes
        )
    click.echo(f"Opened {arrival.reference} from {arrival.origin}: {arrival.taken} rows taken")


@click.command("import-undo")
@click.argument("case", metavar="CASE")
@acting
def undo_import(case: str, actor: User) -> None:
    """Take CASE out again, which came in as an archive and in which nobody has worked since."""
    from amends.office.archives.import_services import undo_arrival
    from amends.office.archives.selectors import arrival_of
    from amends.office.cases.selectors import case as case_of

    arrival = arrival_of(actor=actor, case=case_of(actor=actor, reference=case))
    if arrival is None:
        raise click.ClickException(f"{case} did not come in as an archive.")
    undo_arrival(actor=actor, arrival=arrival)
    click.echo(f"{case} is taken out again. Its reference is not used again.")


def _print(tried: Tried) -> None:
    for one in tried.refused[:MOST_SHOWN]:
        click.echo(f"{one.table}, row {one.row}: {one.said}", err=True)
    if len(tried.refused) > MOST_SHOWN:
        click.echo(f"and {len(tried.refused) - MOST_SHOWN} more", err=True)
    for there, here in tried.accounts:
        if there != here:
            click.echo(f"What {there} did is entered as {here}")
    if tried.tasks_of_others:
        click.echo(f"{tried.tasks_of_others} open tasks of others become yours")
    click.echo(
        f"{tried.origin}: read {tried.read} rows and {tried.files} files; {tried.taken} good, "
        f"{len(tried.refused)} refused"
    )


def refuse_existing(target: Path) -> None:
    """Refuse to replace a file.

    Raises:
        click.ClickException: it is there.
    """
    if target.exists():
        raise click.ClickException(f"{target} is there already. Name another file.")


def write_new(
    target: Path, chunks: Iterator[bytes], on_bytes: Callable[[int], None] = lambda _: None
) -> None:
    """Write a file that has its name only when it is whole and on the disk.

    Raises:
        click.ClickException: it is there already, or the disk takes no more.
    """
    refuse_existing(target)
    try:
        _write(target, chunks, on_bytes)
    except FileExistsError:
        refuse_existing(target)
        raise
    except OSError as fault:
        if isinstance(fault, FileNotFoundError) and target.parent.exists():
            raise
        raise click.ClickException(f"{target} cannot be made: {fault.strerror}.") from None


def _write(target: Path, chunks: Iterator[bytes], on_bytes: Callable[[int], None]) -> None:
    descriptor, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name}.", suffix=".part"
    )
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                on_bytes(len(chunk))
            file.flush()
            os.fsync(file.fileno())
        os.link(part, target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _counting(doing: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show how many bytes are done, on a terminal only."""
    columns = (TextColumn(doing), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as p:
        task = p.add_task("", total=total)
        yield lambda count: p.advance(task, count)
