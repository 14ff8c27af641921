"""``amends backup`` and ``amends restore``: the office on another disk, and back from there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyrage.x25519 import Identity

from amends.cli import keys
from amends.cli.files import counting
from amends.cli.office import local_operator, open_office, prepare_database
from amends.integrity.sealed_boxes import recipient_of

if TYPE_CHECKING:
    from amends.office.backups.restoring import Manifest

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
ASKED_IN = "AMENDS_BACKUP_PASSPHRASE"
BACKUP = click.Path(exists=True, file_okay=False, path_type=Path)
# What names places of an office; a drill has them all in a folder of its own.
PLACES = (
    *("AMENDS_DATABASE_URL", "AMENDS_FILES", "AMENDS_FILES_KEY", "AMENDS_LOG_KEY"),
    *("AMENDS_LAWS", "AMENDS_SECRET_KEY", "AMENDS_BACKUPS"),
)


@click.group()
def backup() -> None:
    """Take snapshots of the office onto another disk, sealed to a key that is kept elsewhere."""


@backup.command()
@click.argument("key_file", type=keys.NEW_KEY)
@keys.passphrase(ASKED_IN, new=True)
def key(key_file: Path, passphrase: str) -> None:
    """Make the key that restores backups and keep it in KEY_FILE under a passphrase.

    Make it on another machine. Without the file or without the passphrase no backup is ever
    restored: keep copies of both, apart from each other and from the backups.
    """
    made = Identity.generate()
    keys.write_key(key_file, made, passphrase)
    click.echo(f"The key lies in {key_file}. Seal backups to its recipient:")
    click.echo(recipient_of(made))


@backup.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--recipient", multiple=True, help="To whom it is sealed; may be given repeatedly.")
@click.option("--keep", default=0, help="Remove all but the newest so many snapshots; 0: none.")
def take(folder: Path | None, recipient: tuple[str, ...], keep: int) -> None:
    """Take a snapshot into FOLDER while the office works on.

    The database and the keys are sealed to the recipients. Stored files are copied as they are,
    sealed with the office's own key, and each of them once for all snapshots.
    """
    open_office()
    from django.conf import settings

    from amends.office.backups.snapshot_services import take_snapshot

    target = folder or settings.BACKUPS
    if target is None:
        raise click.UsageError("Name a folder on another disk, or set AMENDS_BACKUPS.")
    began = time.monotonic()
    with _explained(), counting("Files looked at") as on_file:
        taken = take_snapshot(
            actor=local_operator(),
            backup=Path(target),
            recipients=recipient or settings.BACKUP_RECIPIENTS,
            keep=keep,
            on_file=on_file,
        )
    click.echo(
        f"Snapshot {taken.name}: {taken.files} stored files, {taken.copied} of them new, in "
        f"{time.monotonic() - began:.1f} s"
    )
    for name in taken.forgotten:
        click.echo(f"Removed: {name}")


@backup.command("list")
@click.argument("folder", type=BACKUP)
def list_snapshots(folder: Path) -> None:
    """List the snapshots in FOLDER, the oldest first."""
    open_office()
    from amends.office.backups.places import snapshots

    for one in snapshots(folder):
        size = sum(path.stat().st_size for path in one.folder.iterdir())
        click.echo(f"{one.name}  {size / 1e6:,.1f} MB besides stored files")


@click.command()
@click.argument("folder", type=BACKUP)
@click.option("--key", "key_file", type=EXISTING, required=True, help="The key of the backups.")
@click.option("--snapshot", "name", default="", help="Its name, if not the newest.")
@click.option("--drill", is_flag=True, help="Restore into a folder that is removed afterwards.")
@keys.passphrase(ASKED_IN)
def restore(folder: Path, key_file: Path, name: str, drill: bool, passphrase: str) -> None:
    """Bring an office back from the backup in FOLDER, and verify all of it.

    AMENDS_HOME, or AMENDS_DATABASE_URL and the others, say where to; there must be nothing yet.
    The log is checked from its first entry and every stored file is read as a whole.

    Ends with 1 if something is not as it was.
    """
    if drill:
        raise SystemExit(_drilled(folder, key_file, name, passphrase))
    open_office()
    from amends.office.backups.places import snapshot
    from amends.office.backups.restoring import restore as bring_back

    identity = keys.read_key(key_file, passphrase)
    began = time.monotonic()
    with _explained(), counting("Files restored") as on_file:
        manifest = bring_back(folder, snapshot(folder, name), identity, on_file=on_file)
    click.echo(
        f"Restored: the snapshot of {manifest.made_at}, made by version {manifest.version}, with "
        f"{len(manifest.files)} stored files, in {time.monotonic() - began:.1f} s"
    )
    prepare_database()
    if not _verified(manifest):
        raise SystemExit(1)


def _verified(manifest: Manifest) -> bool:
    """Check the log and every stored file; say what was found and whether all is well."""
    from amends.cli.files import print_verification
    from amends.office.evidence.verify_services import verify_files
    from amends.office.log.models import LogEntry
    from amends.office.log.selectors import verify

    began = time.monotonic()
    verdict = verify(actor=local_operator())
    entry = LogEntry.objects.filter(sequence=manifest.log_sequence).first()
    held = manifest.log_sequence == 0 or (entry and entry.digest == manifest.log_digest)
    if verdict.broken:
        click.echo(
            f"The log does not hold at entry {verdict.broken.sequence}: {verdict.broken.what}",
            err=True,
        )
    elif not held:
        click.echo("The log is not the one that was backed up.", err=True)
    else:
        click.echo(f"The log holds: {verdict.entries} entries")
    with counting("Files verified") as on_file:
        done = verify_files(everything=True, on_file=lambda _size: on_file())
    print_verification(done)
    click.echo(f"Verified in {time.monotonic() - began:.1f} s")
    return bool(not verdict.broken and held and not done.unsound)


def _drilled(folder: Path, key_file: Path, name: str, passphrase: str) -> int:
    """Restore in a process of its own, into a folder that is removed; return how it ended."""
    with tempfile.TemporaryDirectory(prefix="amends-drill-") as home:
        kept = {word: value for word, value in os.environ.items() if word not in PLACES}
        environment = {**kept, "AMENDS_HOME": home, ASKED_IN: passphrase}
        if url := os.environ.get("AMENDS_DRILL_DATABASE_URL"):
            environment["AMENDS_DATABASE_URL"] = url
        words = ["restore", str(folder.resolve()), "--key", str(key_file.resolve())]
        words += ["--snapshot", name] if name else []
        program = "from amends.cli.main import main; main()"
        ended = subprocess.run(  # this program again
            [sys.executable, "-c", program, *words], env=environment, check=False
        )
    return ended.returncode


@contextmanager
def _explained() -> Iterator[None]:
    """Say a refusal or a fault of the disk in a sentence."""
    from amends.office.backups.places import BackupRefused

    try:
        yield
    except BackupRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as fault:
        raise click.ClickException(
            f"{fault.filename or 'The disk'}: {fault.strerror or fault}. What was there before is "
            "as it was."
        ) from None
