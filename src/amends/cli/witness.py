"""``amends witness``: somebody else looks at the log's checkpoints, and cosigns them."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import click

from amends.cli.given import EXISTING, taken, taken_from
from amends.cli.witness_folder import Seen, WitnessFolder, WitnessFolderRefused
from amends.integrity.chains import records_in, verified
from amends.integrity.checkpoints import Checkpoint, checkpoint_of, cosigned, read_checkpoint
from amends.integrity.notes import (
    Note,
    NoteRefused,
    PublicKey,
    SigningKey,
    Signs,
    checked_name,
    read_note,
    read_public_key,
)
from amends.integrity.witnessing import Forked, NotShown, check_continues, read_consistency

FOLDER = click.Path(file_okay=False, path_type=Path)
KEPT = click.option(
    "--in",
    "folder",
    type=FOLDER,
    required=True,
    help="The folder of the witness.",
)


@click.group()
def witness() -> None:
    """Look at the checkpoints of a log from outside, and cosign those that continue the last.

    Runs on a machine of its own, where nobody of the office can write; it needs no office.
    """


@witness.command()
@click.argument("folder", type=FOLDER)
@click.option("--name", required=True, help="What the witness is called, without spaces.")
def init(folder: Path, name: str) -> None:
    """Make a witness in FOLDER, and print the public half of its key.

    Hand that key to the office, which adds it to its witness keys. The folder has to be kept and
    copied as long as the witness works: what it saw last is what it holds a log to.
    """
    try:
        key = SigningKey(checked_name(name), secrets.token_bytes(32), Signs.COSIGNATURES)
        WitnessFolder(folder).keep_new_key(key)
    except NoteRefused as fault:
        raise click.UsageError(str(fault)) from None
    except (OSError, WitnessFolderRefused) as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(str(key.public))


@witness.command()
@KEPT
def key(folder: Path) -> None:
    """Print the public half of the key of the witness."""
    try:
        click.echo(str(WitnessFolder(folder).key().public))
    except WitnessFolderRefused as fault:
        raise click.ClickException(str(fault)) from None


@witness.command()
@click.argument("checkpoint", type=EXISTING)
@KEPT
@click.option("--export", type=EXISTING, help="The exported log, to be gone through as a whole.")
@click.option("--proof", type=EXISTING, help="What amends log consistency wrote.")
@click.option(
    "--key", "log_key", type=EXISTING, help="The public log key; needed the first time only."
)
def cosign(
    checkpoint: Path, folder: Path, export: Path | None, proof: Path | None, log_key: Path | None
) -> None:
    """Check that CHECKPOINT continues the one seen before, remember it, and print the cosignature.

    Ends with 1 if it does not: keep the file then, for with the checkpoint seen before it shows
    that the log was changed. Ends with 2 if a file cannot be used or something is missing.
    """
    home, data = WitnessFolder(folder), taken(checkpoint, bytes)
    note = taken_from(checkpoint, data, read_note)
    origin = taken_from(checkpoint, data, lambda _: checkpoint_of(note)).origin
    try:
        own = home.key()
        with home.alone():
            seen = home.seen(origin)
            trusted = _key_of(origin, seen, log_key)
            new = taken_from(checkpoint, data, lambda read: read_checkpoint(read, trusted))
            _check(new, seen.checkpoint if seen else None, export, proof)
            # Remembered first: a cosignature that nobody remembers could be followed by another.
            home.remember(_signed_by(note, trusted), trusted)
            line = cosigned(note, own, int(time.time()))
    except Forked as fault:
        message = f"{checkpoint}: {fault}. Nothing was signed. Keep this file, and ask why."
        raise click.ClickException(message) from None
    except (OSError, WitnessFolderRefused) as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(str(line), nl=False)


def _key_of(origin: str, seen: Seen | None, given: Path | None) -> PublicKey:
    """Return the key that checkpoints of a log are checked with: the first one, ever after."""
    key = taken(given, read_public_key) if given else None
    if key and seen and key != seen.key:
        message = f"{given}: this is not the key that {origin!r} was seen with so far"
        raise click.UsageError(message)
    found = seen.key if seen else key
    if found is None:
        message = f"{origin!r} was never seen here: give its public log key with --key"
        raise click.UsageError(message)
    return found


def _check(
    new: Checkpoint, last: Checkpoint | None, export: Path | None, proof: Path | None
) -> None:
    """Check that a checkpoint continues the last, by the exported log or by a proof.

    Raises:
        Forked: it does not.
    """
    try:
        if export is None:
            check_continues(last, new, taken(proof, read_consistency) if proof else None)
        else:
            check_continues(last, new) if last is None or last.size >= new.size else None
            _check_export(new, last, export)
    except NotShown as fault:
        message = (
            f"{fault}. Give --proof with what this writes at the office: amends log consistency "
            f"--from {last.size if last else 0} --until {new.size}. Or give --export"
        )
        raise click.UsageError(message) from None


def _check_export(new: Checkpoint, last: Checkpoint | None, export: Path) -> None:
    with export.open("rb") as lines:
        broken = verified(records_in(lines), [one for one in (last, new) if one]).broken
    if broken:
        raise Forked(f"{export} breaks at entry {broken.sequence}: {broken.what}")


def _signed_by(note: Note, key: PublicKey) -> Note:
    """Return a note with the signatures of its log alone."""
    return Note(note.text, tuple(line for line in note.signatures if line.is_by(key)))
