"""``amends log``: checking the log, and signing what it is so that others can check it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amends.cli.given import EXISTING, taken
from amends.cli.office import local_operator, open_office
from amends.integrity.chains import Broken, Verdict, records_in, verified
from amends.integrity.checkpoints import Checkpoint, read_checkpoint
from amends.integrity.notes import PublicKey, read_public_key

if TYPE_CHECKING:
    from amends.office.log.models import LogCheckpoint

NEW = click.Path(dir_okay=False, path_type=Path)


@click.group()
def log() -> None:
    """Check the log of reads and writes, and sign what it is so that others can check it."""


@log.command()
@click.option(
    "--checkpoint",
    "outside",
    type=EXISTING,
    multiple=True,
    help="A checkpoint that was kept outside the building; may be given several times.",
)
@click.option(
    "--key",
    type=EXISTING,
    help="The public log key as it was kept outside, if not that of this office.",
)
@click.option("--export", type=EXISTING, help="Check this exported log; no office is needed.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def verify(outside: tuple[Path, ...], key: Path | None, export: Path | None, as_json: bool) -> None:
    """Check that no entry of the log was changed, removed or put elsewhere.

    Whoever holds database and log key can rebuild the log as a whole. A checkpoint that was kept
    outside the building shows it, whatever they did: give it with --checkpoint. Several narrow
    down where.

    Ends with 1 if the log does not hold, with 2 if a checkpoint or key cannot be used.
    """
    if export:
        verdict = _verified_export(export, outside, key)
    else:
        open_office()
        from amends.office.log.checkpoint_selectors import log_key
        from amends.office.log.selectors import verify as verify_log

        with explained():
            known = _checkpoints(outside, key, lambda: log_key(actor=local_operator()))
            verdict = verify_log(actor=local_operator(), outside=known)
    _print(verdict, as_json=as_json)
    if verdict.broken:
        raise SystemExit(1)


def _verified_export(export: Path, outside: Collection[Path], key: Path | None) -> Verdict:
    if not outside or key is None:
        message = "an export proves nothing by itself: give --checkpoint and --key as kept outside"
        raise click.UsageError(message)
    known = _checkpoints(outside, key, lambda: None)
    with export.open("rb") as lines:
        return verified(records_in(lines), known)


def _checkpoints(
    paths: Collection[Path], key: Path | None, own_key: Callable[[], PublicKey | None]
) -> list[Checkpoint]:
    """Read checkpoints and check who signed them.

    Raises:
        click.UsageError: one of them, or the key, is not what it should be.
    """
    if not paths:
        return []
    found = taken(key, read_public_key) if key else own_key()
    if found is None:
        raise click.UsageError("this office has signed no checkpoint yet: give its key with --key")
    return [taken(path, lambda data: read_checkpoint(data, found)) for path in paths]


def _print(verdict: Verdict, *, as_json: bool) -> None:
    broken = verdict.broken
    if as_json:
        found = {"sequence": broken.sequence, "what": broken.what} if broken else None
        said = {"entries": verdict.entries, "digest": verdict.digest, "broken": found}
        click.echo(json.dumps({**said, "covered": verdict.covered}))
    elif broken:
        click.echo(f"BROKEN at entry {broken.sequence}: {broken.what}")
    else:
        click.echo(f"The log holds: {verdict.entries} entries, last digest {verdict.digest}")
        click.echo(f"Checkpoints vouch for the first {verdict.covered} of them.")


@log.command()
@click.option("--to", type=NEW, help="Write it to this file, to be taken out of the building.")
def checkpoint(to: Path | None) -> None:
    """Sign the log as it stands, after checking what was added since the checkpoint before.

    Take the checkpoint to where nobody of the office can change it. The key that it is checked
    with, from amends log key, is taken there once.
    """
    open_office()
    signed = signed_now()
    if to is None:
        click.echo(signed.note, nl=False)
    else:
        to.write_text(signed.note, encoding="utf-8")
        click.echo(f"Signed: {signed.size} entries, in {to}")


def signed_now() -> LogCheckpoint:
    """Sign a checkpoint, or say why none was signed and end with 1."""
    from amends.office.log.checkpoint_services import sign_checkpoint

    with explained():
        try:
            return sign_checkpoint(actor=local_operator())
        except Broken as broken:
            message = f"BROKEN at entry {broken.at.sequence}: {broken.at.what}. Nothing was signed."
            raise click.ClickException(message) from None


@log.command()
def key() -> None:
    """Print the public half of the log key, to be kept where checkpoints are kept."""
    open_office()
    from amends.office.log.checkpoint_selectors import log_key

    with explained():
        found = log_key(actor=local_operator())
    if found is None:
        raise click.ClickException("There is no log key yet. It comes with: amends log checkpoint")
    click.echo(str(found))


@log.command()
@click.argument("file", type=NEW)
def export(file: Path) -> None:
    """Write every entry to a new FILE, one a line, as it is digested.

    amends log verify --export checks it on any machine. It says who read and wrote what, so it
    has to be kept as the log itself is.
    """
    open_office()
    from amends.office.log.export_services import export_log

    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise click.ClickException(f"{file}: {fault.strerror}. Name a new file.") from None
    with os.fdopen(descriptor, "wb") as out:
        written = export_log(actor=local_operator(), write=out.write)
    click.echo(f"Exported: {written} entries, in {file}")


@contextmanager
def explained() -> Iterator[None]:
    """Say that the log key is not where it should be, and what to do."""
    from amends.office.log.keys import LogKeyMissing

    try:
        yield
    except LogKeyMissing as fault:
        raise click.ClickException(str(fault)) from None
