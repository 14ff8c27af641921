"""The log key: what the office signs checkpoints of its log with, in a file of its own.

It is made once. With it lost nothing is lost of the log, yet no later checkpoint is of the log
that outsiders know; so it is never made anew while there are checkpoints.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from amends.integrity.notes import NoteRefused, PublicKey, SigningKey, read_signing_key
from amends.office.evidence.folders import sync


class LogKeyMissing(Exception):
    """The log key is not there, or is none; the message says where and what to do."""


def signing_key() -> SigningKey | None:
    """Return the log key; None while it was not made.

    Raises:
        LogKeyMissing: the key file is there and is not one.
    """
    try:
        return read_signing_key(_path().read_bytes())
    except FileNotFoundError:
        return None
    except NoteRefused as fault:
        message = f"{_path()}: {fault}. Put the log key back from its copy."
        raise LogKeyMissing(message) from None


def public_key() -> PublicKey | None:
    """Return the half of the log key that everybody may have; None while it was not made."""
    key = signing_key()
    return key.public if key else None


def made_key() -> SigningKey:
    """Return the log key, made now, unless somebody else just has; named for the site."""
    name = f"{urlsplit(settings.SITE_URL).netloc or 'office'}/log"
    written = _written_beside(SigningKey(name, secrets.token_bytes(32)))
    try:
        os.link(written, _path())
    except FileExistsError:
        pass
    finally:
        written.unlink()
    sync(_path().parent)
    return read_signing_key(_path().read_bytes())


def lost() -> LogKeyMissing:
    """Return the refusal to go on without the key that the checkpoints so far are signed with."""
    return LogKeyMissing(f"{_path()} is not there. Put the log key back from its copy.")


def _path() -> Path:
    return Path(settings.LOG_KEY)


def _written_beside(key: SigningKey) -> Path:
    """Write a key to a file beside the key file, readable by its owner only, and sync it."""
    folder = _path().parent
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".log_key-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{key.in_full()}\n")
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
