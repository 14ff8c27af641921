"""``amends log``: checking the log, and signing what it is so that others can check it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amends.cli.given import EXISTING, taken
from amends.cli.log_entry import verify_entry
from amends.cli.office import local_operator, open_office
from amends.integrity.chains import Broken, Verdict, records_in, verified
from amends.integrity.checkpoints import Checkpoint, read_checkpoint
from amends.integrity.notes import (
    Note,
    NoteRefused,
    PublicKey,
    read_note,
    read_public_key,
    read_signatures,
)
from amends.integrity.witnessing import Witnessed, read_witness_key, witnessed_by

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
@click.option(
    "--witness",
    "witnesses",
    type=EXISTING,
    multiple=True,
    help="The public key of a witness, whose cosignatures of the checkpoints given are looked for.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def verify(
    outside: tuple[Path, ...],
    key: Path | None,
    export: Path | None,
    witnesses: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Check that no entry of the log was changed, removed or put elsewhere.

    Whoever holds database and log key can rebuild the log as a whole. A checkpoint that was kept
    outside the building shows it, whatever they did: give it with --checkpoint. Several narrow
    down where.

    Ends with 1 if the log does not hold, with 2 if a checkpoint or key cannot be used.
    """
    seen = _seen(outside, [taken(path, read_witness_key) for path in witnesses])
    if export:
        verdict = _verified_export(export, outside, key)
    else:
        verdict, seen_here = _verified_here(outside, key)
        seen = seen + seen_here
    _print(verdict, seen, as_json=as_json)
    if verdict.broken:
        raise SystemExit(1)


def _seen(paths: Collection[Path], keys: Collection[PublicKey]) -> list[Witnessed]:
    """Return which witnesses cosigned the checkpoints that were given."""
    return [found for path in paths for found in witnessed_by(taken(path, read_note), keys)]


def _verified_here(outside: Collection[Path], key: Path | None) -> tuple[Verdict, list[Witnessed]]:
    """Check the log of this office, and say what its witnesses saw of it."""
    open_office()
    from amends.office.log.checkpoint_selectors import log_key, witnessed
    from amends.office.log.selectors import verify as verify_log

    actor = local_operator()
    with explained():
        known = _checkpoints(outside, key, lambda: log_key(actor=actor))
        verdict = verify_log(actor=actor, outside=known)
        try:
            return verdict, witnessed(actor=actor)
        except Broken as broken:
            return replace(verdict, broken=verdict.broken or broken.at), []


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


def _print(verdict: Verdict, seen: Collection[Witnessed], *, as_json: bool) -> None:
    broken = verdict.broken
    if as_json:
        found = {"sequence": broken.sequence, "what": broken.what} if broken else None
        said = {"entries": verdict.entries, "digest": verdict.digest, "broken": found}
        by = [{"entries": one.size, "by": one.by, "at": one.at.isoformat()} for one in seen]
        click.echo(json.dumps({**said, "covered": verdict.covered, "witnessed": by}))
        return
    if broken:
        click.echo(f"BROKEN at entry {broken.sequence}: {broken.what}")
    else:
        click.echo(f"The log holds: {verdict.entries} entries, last digest {verdict.digest}")
        click.echo(f"Checkpoints vouch for the first {verdict.covered} of them.")
    for one in seen:
        click.echo(f"Witnessed: {one.size} entries, by {one.by} at {one.at.isoformat()}")


@log.command()
@click.option("--to", type=NEW, help="Write it to this file, to be taken out of the building.")
@click.option(
    "--with-cosignatures",
    "witnessed",
    is_flag=True,
    help="Sign nothing: hand out the newest that a witness cosigned, with what it put there.",
)
def checkpoint(to: Path | None, witnessed: bool) -> None:
    """Sign the log as it stands, after checking what was added since the checkpoint before.

    Take the checkpoint to where nobody of the office can change it. The key that it is checked
    with, from amends log key, is taken there once.
    """
    open_office()
    if witnessed:
        _hand_out(to, str(_cosigned()), "Handed out: the newest checkpoint that was cosigned")
    else:
        signed = signed_now()
        _hand_out(to, signed.note, f"Signed: {signed.size} entries")


def _cosigned() -> Note:
    from amends.office.log.checkpoint_selectors import cosigned_note

    found = cosigned_note(actor=local_operator())
    if found is None:
        raise click.ClickException("No checkpoint was cosigned yet. See: amends witness cosign")
    return found


def _hand_out(to: Path | None, text: str, what: str) -> None:
    if to is None:
        click.echo(text, nl=False)
    else:
        to.write_text(text, encoding="utf-8")
        click.echo(f"{what}, in {to}")


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


@log.command()
@click.option("--from", "old", type=click.IntRange(0), required=True, help="What was seen last.")
@click.option("--until", "new", type=click.IntRange(0), help="If not the newest checkpoint.")
@click.option("--to", type=NEW, help="Write it to this file.")
def consistency(old: int, new: int | None, to: Path | None) -> None:
    """Prove to a witness that a checkpoint continues the one that it saw last.

    Both are named by how many entries they cover. The proof is some twenty digests and says
    nothing of any entry. With an empty line and the checkpoint below, it is what C2SP has sent to
    a witness as add-checkpoint.
    """
    open_office()
    from amends.office.log.proof_selectors import NoCheckpoint
    from amends.office.log.proof_selectors import consistency as proof_of

    try:
        with explained():
            found = proof_of(actor=local_operator(), old=old, new=new)
    except NoCheckpoint as fault:
        raise click.ClickException(str(fault)) from None
    except Broken as broken:
        message = f"BROKEN at entry {broken.at.sequence}: {broken.at.what}. Nothing was proved."
        raise click.ClickException(message) from None
    _hand_out(to, str(found), f"Proved: the first {old} entries are in it as they were")


@log.command()
@click.argument("file", type=EXISTING)
def cosigned(file: Path) -> None:
    """Take back what a witness put under a checkpoint, alone or with the checkpoint above it.

    The keys of the witnesses stand in the file that AMENDS_WITNESS_KEYS names.
    """
    lines = taken(file, read_signatures)
    open_office()
    from amends.office.log.cosignature_services import take_cosignatures

    with explained():
        try:
            rows = take_cosignatures(actor=local_operator(), lines=lines)
        except NoteRefused as fault:
            raise click.ClickException(f"{file}: {fault}. Nothing was taken.") from None
    for row in rows:
        click.echo(
            f"Witnessed: {row.checkpoint_id} entries, by {row.witness} at {row.at.isoformat()}"
        )


log.add_command(verify_entry)


@contextmanager
def explained() -> Iterator[None]:
    """Say that a key is not where it should be, and what to do."""
    from amends.office.log.keys import LogKeyMissing
    from amends.office.log.witness_keys import WitnessKeysRefused

    try:
        yield
    except (LogKeyMissing, WitnessKeysRefused) as fault:
        raise click.ClickException(str(fault)) from None
