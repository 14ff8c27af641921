"""What an office stands on: settings, key files, room on the disks, programs and time."""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from amends.office.backups.kept import key_files
from amends.office.backups.places import NAMED, snapshots
from amends.office.doctor.finding import Finding, bad, look, well
from amends.office.evidence.folders import stored_paths
from amends.office.log.models import LogCheckpoint, LogEntry
from amends.office.policy import Actor
from amends.office.vault.models import VaultKey

ROOM = 1024**3
SCARCE = 5 * ROOM
AHEAD = timedelta(minutes=2)
OLD_BACKUP = timedelta(hours=26)


def of_settings() -> Iterator[Finding]:
    """Say whether the settings keep the office closed."""
    if settings.DEMO:
        yield look("settings", "This is a demonstration.", "Never enter a real case in it.")
    if settings.DEBUG:
        yield bad("settings", "AMENDS_DEBUG is on: faults show what is in memory.", "Turn it off.")
    if not settings.BEHIND_TLS and not settings.DEMO:
        yield look(
            "settings",
            "AMENDS_TLS is off: whoever listens on the line reads along.",
            "Where others than this machine reach the office, put TLS before it and set it.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield bad("settings", "AMENDS_HOSTS takes any name.", "Name the hosts of this office.")
    if not settings.PASSKEYS_REQUIRED and not settings.DEMO:
        yield bad(
            "settings",
            "AMENDS_PASSKEYS_REQUIRED is off: a password can be told to somebody else.",
            "Turn it on.",
        )
    yield well("settings", f"The office lies in {settings.HOME}.")


def of_keys(actor: Actor) -> Iterator[Finding]:
    """Say whether each key is there where something was sealed with it, and nobody else's."""
    vault = Path(settings.VAULT_KEY)
    places = key_files() | {"vault_key": vault}
    if not vault.exists() and VaultKey.objects.seen_by(actor).exists():
        yield bad(
            "keys",
            f"The vault holds something and {vault} is not there: nobody can read it.",
            "Restore it from two of its three shares: amends vault restore.",
        )
    if not places["files_key"].exists() and next(stored_paths(), None) is not None:
        yield bad(
            "keys",
            f"There are stored files and no {places['files_key']}: nobody can read them.",
            "Put the copy of the key file back.",
        )
    if not places["log_key"].exists() and LogCheckpoint.objects.exists():
        yield bad(
            "keys",
            f"The log was signed and {places['log_key']} is not there.",
            "Put the copy of the key file back; it is never made anew.",
        )
    for name, path in places.items():
        if not path.exists() or name == "witness_keys":
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield bad("keys", f"{path} can be read by others (mode {mode:o}).", f"chmod 600 {path}")
        else:
            yield well("keys", f"{path} is read by its owner alone.")


def of_disks() -> Iterator[Finding]:
    """Say how much room is left where the office writes."""
    for about, folder in (
        ("home", Path(settings.HOME)),
        ("stored files", Path(settings.FILES)),
        ("temporary folder", Path(tempfile.gettempdir())),
    ):
        there = next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
        free = shutil.disk_usage(there).free
        said = f"{about}: {free / ROOM:,.1f} GB free in {folder}."
        if free < ROOM:
            yield bad("disk", said, "Make room now: soon nothing can be written.")
        elif free < SCARCE:
            yield look("disk", said, "Make room before it is full.")
        else:
            yield well("disk", said)


def of_time() -> Iterator[Finding]:
    """Say whether the clock runs as the log has it; entries are in order whatever it says."""
    newest = LogEntry.objects.order_by("-sequence").first()
    now = timezone.now()
    if newest and newest.at > now + AHEAD:
        yield bad(
            "time",
            f"The newest entry of the log is of {newest.at:%Y-%m-%d %H:%M} UTC and this clock says "
            f"{now:%Y-%m-%d %H:%M}.",
            "Set the clock from a time server. Limits of time are counted by it.",
        )
    else:
        yield well("time", f"{now:%Y-%m-%d %H:%M} UTC; the zone is {settings.TIME_ZONE}.")


def of_programs() -> Iterator[Finding]:
    """Say which programs beside amends are not there, and what they would do."""
    if shutil.which("tesseract") is None:
        yield look(
            "programs",
            "tesseract is not installed: pictures and scanned pages are not read.",
            "apt-get install tesseract-ocr, with the languages of the cases.",
        )
    else:
        yield well("programs", "tesseract reads pictures.")
    postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    if postgresql and shutil.which("pg_dump") is None:
        yield bad(
            "programs",
            "pg_dump is not installed: no backup can be taken.",
            "apt-get install postgresql-client, of the server's version or a later one.",
        )


def of_backups() -> Iterator[Finding]:
    """Say how old the newest snapshot is."""
    if settings.BACKUPS is None:
        yield look(
            "backups",
            "AMENDS_BACKUPS names no folder; whether there are backups is not known here.",
            "Take them with amends backup take, and name the folder.",
        )
        return
    found = snapshots(Path(settings.BACKUPS))
    if not found:
        yield bad("backups", f"There is no snapshot in {settings.BACKUPS}.", "amends backup take")
        return
    made = datetime.strptime(found[-1].name.split("-")[0], NAMED).replace(tzinfo=UTC)
    age = timezone.now() - made
    said = f"The newest of {len(found)} snapshots is {age.total_seconds() / 3600:.0f} hours old."
    if age > OLD_BACKUP:
        yield bad("backups", said, "See why amends backup take did not run.")
    else:
        yield well("backups", said)
