"""``amends files``: looking after the stored files and the key they are sealed with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from amends.cli.office import local_operator, open_office

if TYPE_CHECKING:
    from amends.office.evidence.verify_services import Verification


@click.group()
def files() -> None:
    """Look after the stored files and the key they are sealed with."""


@files.command()
@click.option("--all", "everything", is_flag=True, help="Every file, and not only those due.")
def verify(everything: bool) -> None:
    """Read the stored files that are due as a whole, and name those that are damaged or lost."""
    open_office()
    from amends.office.evidence.verify_services import verify_files

    with counting("Files verified") as on_file:
        done = verify_files(everything=everything, on_file=lambda _size: on_file())
    print_verification(done)
    if done.unsound:
        raise SystemExit(1)


def print_verification(done: Verification) -> None:
    """Say what was verified, and whose files are damaged or lost."""
    from amends.office.evidence.file_selectors import unsound_files

    click.echo(
        f"Verified: {done.files} files ({done.bytes / 1e6:,.0f} MB), {len(done.unsound)} damaged "
        f"or lost, {done.waiting} still due"
    )
    for found in unsound_files(actor=local_operator()):
        click.echo(f"{found.file.sha256}: {found.file.get_state_display()}", err=True)
        for attachment in found.attachments:
            click.echo(f"  {attachment.case.reference}: attachment {attachment.pk}", err=True)
        for sheet in found.imports:
            click.echo(f"  {sheet.case.reference}: sheet of import {sheet.pk}", err=True)


@files.command()
def encrypt() -> None:
    """Seal the files that an earlier version stored in plain. It may be stopped and run again."""
    open_office()
    from amends.office.evidence.care_services import encrypt_files

    with _explained(), counting("Files sealed") as on_file:
        done = encrypt_files(actor=local_operator(), on_file=on_file)
    click.echo(f"Sealed: {done.sealed} files")
    _end_with("Damaged, and left as they are", done.damaged)


@files.command("rotate-key")
def rotate_key() -> None:
    """Put a new master key in the place of the present one. It may be stopped and run again.

    Only the keys of the files are wrapped anew; their bytes stay as they are. Keep a copy of the
    key file as it is afterwards, and with backups made until now a copy as it was before.
    """
    open_office()
    from amends.office.evidence.care_services import rotate_key as rotate

    with _explained(), counting("Files under the new key") as on_file:
        done = rotate(actor=local_operator(), on_file=on_file)
    click.echo(f"Under the new key: {done.rewrapped} files. Keep a copy of the key file now.")
    _end_with("Do not open with any key", done.unreadable)


def _end_with(what: str, names: Sequence[str]) -> None:
    for name in names:
        click.echo(f"{what}: {name}", err=True)
    if names:
        raise SystemExit(1)


@contextmanager
def _explained() -> Iterator[None]:
    """Say what stands in the way, and that what was done stays done."""
    from amends.office.evidence.faults import KeyMissing

    try:
        yield
    except KeyMissing as fault:
        message = f"The key of the stored files is missing: {fault}."
        raise click.ClickException(message) from None
    except OSError as fault:
        message = f"{fault.filename or 'The store'}: {fault.strerror}. Mend that and run it again."
        raise click.ClickException(message) from None


@contextmanager
def counting(what: str) -> Iterator[Callable[[], None]]:
    """Show how many files were gone through so far, on a terminal only."""
    columns = (TextColumn(what), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as p:
        task = p.add_task("", total=None)
        yield lambda: p.advance(task)
