"""Promotions as they lie in a folder of laws: read by statute, written whole or not at all."""

from __future__ import annotations

import dataclasses
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from amends.base.messages import Message
from amends.base.problems import Wrong, one_of, shown
from amends.law.library import Library
from amends.law.own_laws import ENDING, PROMOTIONS, TEXTS, OwnLawsError, refusal
from amends.law.promoting import Asked, NotPromoted, promotion, without_newest
from amends.law.promotions import Promotion, Promotions, read_promotions, written
from amends.law.reading import StatuteError
from amends.law.statute import Statute
from amends.office.statutes.laws_folder import own_library, read_folder
from amends.office.statutes.text_store import (
    INCOMING,
    digest_of,
    settle,
    store_text,
    sync_folder,
)

LOCK = ".lock"


def promotions_in(folder: Path) -> tuple[Promotions, ...]:
    """Return every promotion in a folder, by statute, whether the laws still hold its cell or not.

    Raises:
        OwnLawsError: a file cannot be read.
    """
    if not folder.exists():
        return ()
    found, refused = [], []
    for name, text in read_folder(folder).promotions.items():
        try:
            found.append(_read(name, text))
        except StatuteError as wrong:
            refused.append(wrong)
    if refused:
        raise OwnLawsError(refused)
    return tuple(found)


def promote(folder: Path, key: str, asked: Asked, text: Path, *, today: date) -> Promotion:
    """Promote a cell of a law: keep the text, then the promotion; killed, it leaves all or nothing.

    Raises:
        NotPromoted: everything that is wrong in what was given.
        OwnLawsError: the folder holds laws that cannot be taken.
        OSError: the text cannot be read, or the folder cannot be written to.
    """
    sha256 = digest_of(text)
    with _changing(folder):
        statute = _statute(own_library(folder), key)
        found = promotion(statute, dataclasses.replace(asked, sha256=sha256), today)
        store_text(folder, text, sha256)
        kept = _kept(folder, key)
        more = dataclasses.replace(kept, promotions=(*kept.promotions, found))
        _write(folder, more, statute)
    return found


def take_back(folder: Path, key: str, cell: str) -> Promotion:
    """Take the newest promotion of a cell back, and return it; its text stays.

    Raises:
        NotPromoted: nothing is promoted in that cell.
        OwnLawsError: the promotions of that law cannot be read.
        OSError: the folder cannot be written to.
    """
    if not folder.exists():
        without_newest(Promotions(statute=key), cell)
    with _changing(folder):
        kept, taken = without_newest(_kept(folder, key), cell)
        _write(folder, kept)
    return taken


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """Keep everybody else from changing a folder of laws; made if it is not there."""
    for name in (PROMOTIONS, TEXTS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left_over in folder.glob(f"*/{INCOMING}*"):
            left_over.unlink(missing_ok=True)
        yield


def _statute(library: Library, key: str) -> Statute:
    if key in library.statutes:
        return library.statutes[key]
    message = Message("There is no law %(key)s.", {"key": shown(key)})
    raise NotPromoted(Wrong("statute", message, one_of(key, library.statutes)))


def _kept(folder: Path, key: str) -> Promotions:
    found = (one for one in promotions_in(folder) if one.statute == key)
    return next(found, Promotions(statute=key))


def _read(name: str, text: str, of: Statute | None = None) -> Promotions:
    place = f"{PROMOTIONS}/{name}"
    found = read_promotions(text, name=place, of=of)
    if name != f"{found.statute}{ENDING}":
        message = Message("These are promotions of %(statute)s.", {"statute": found.statute})
        raise refusal(place, message, Message("Name the file as the statute's key."))
    return found


def _write(folder: Path, kept: Promotions, of: Statute | None = None) -> None:
    """Put the promotions of a law in the place of those that were there; none, and no file is."""
    path = folder / PROMOTIONS / f"{kept.statute}{ENDING}"
    text = written(kept)
    if not kept.promotions:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
        return
    try:
        _read(path.name, text, of)
    except StatuteError as wrong:
        raise OwnLawsError([wrong]) from None
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=INCOMING)
    incoming = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            settle(file, incoming)
        incoming.replace(path)
        sync_folder(path.parent)
    finally:
        incoming.unlink(missing_ok=True)
