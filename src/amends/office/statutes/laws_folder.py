"""The folder of an office's own laws: statute files, promotions, and the texts that were read.

``statutes/<key>.yaml`` adds a law or takes the place of the shipped one, ``promotions/<key>.yaml``
holds what was verified, ``texts/<sha256>.<ext>`` the official texts. Needs nothing of Django, so
that the commands on laws need no office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from amends.base.messages import Message
from amends.base.problems import DocumentError, one_of, shown
from amends.law.library import Library, shipped, use
from amends.law.own_laws import (
    ENDING,
    PROMOTIONS,
    STATUTES,
    TEXTS,
    OwnFiles,
    OwnLawsError,
    refusal,
    with_own_laws,
)
from amends.law.promotions import read_promotions
from amends.law.reading import LONGEST_FILE
from amends.office.statutes.text_store import TextState, state_of

NOT_WHOLE = {
    TextState.MISSING: Message(
        "The text on which %(cell)s was verified is not there (%(sha256)s)."
    ),
    TextState.CHANGED: Message(
        "The text on which %(cell)s was verified has been changed (%(sha256)s)."
    ),
}
PUT_BACK = Message("Put the original in its place again, or take the promotion back.")
FOLDERS = (STATUTES, PROMOTIONS, TEXTS)


def take_own_laws(folder: Path, *, must_exist: bool = False) -> Library:
    """Let everybody read from the shipped laws with an office's own put over them.

    Raises:
        OwnLawsError: everything that is wrong in the folder; then the laws in use stay as they are.
    """
    library = own_library(folder, must_exist=must_exist)
    use(library)
    return library


def own_library(folder: Path, *, must_exist: bool = False) -> Library:
    """Return the shipped laws with those of a folder put over them.

    A cell is verified on the word of its text alone: without it nothing is taken.

    Raises:
        OwnLawsError: everything that is wrong in the folder, or that it must exist and does not.
    """
    if not folder.exists() and not must_exist:
        return shipped()
    files = read_folder(folder)
    library = with_own_laws(shipped(), files)
    if refused := list(_without_text(folder, files.promotions)):
        raise OwnLawsError(refused)
    return library


def _without_text(folder: Path, promotions: Mapping[str, str]) -> Iterator[DocumentError]:
    """Yield the promotions whose text is no longer there, or is no longer the one that was read."""
    for name, text in promotions.items():
        place = f"{PROMOTIONS}/{name}"
        for promotion in read_promotions(text, name=place).promotions:
            if (state := state_of(folder, promotion.sha256)) is not TextState.WHOLE:
                named = {"cell": promotion.cell, "sha256": promotion.sha256[:12]}
                yield refusal(place, Message(NOT_WHOLE[state].sentence, named), PUT_BACK)


def read_folder(folder: Path) -> OwnFiles:
    """Return the texts of the statute files and promotions in a folder.

    Raises:
        OwnLawsError: it is no folder, holds what does not belong there, or cannot be read.
    """
    if not folder.is_dir():
        message = Message("There is no such folder.")
        raise OwnLawsError([refusal(folder.name, message, Message("Make it, or name another."))])
    try:
        refused = list(_misplaced(folder))
        statutes = _texts(folder, STATUTES, refused)
        promotions = _texts(folder, PROMOTIONS, refused)
    except OSError as failure:
        refused = [_unreadable(str(folder), failure)]
    if refused:
        raise OwnLawsError(refused)
    return OwnFiles(statutes, promotions)


def _misplaced(folder: Path) -> Iterator[DocumentError]:
    """Yield what would be overlooked where it lies."""
    for entry in _entries(folder):
        if entry.is_dir() and entry.name not in FOLDERS:
            message = Message("This is no folder of laws.")
            yield refusal(entry.name, message, one_of(entry.name, FOLDERS))
        elif entry.is_file() and entry.suffix == ENDING:
            message = Message("A file of law does not lie here.")
            remedy = Message("Put it into the folder statutes or promotions.")
            yield refusal(entry.name, message, remedy)


def _texts(folder: Path, name: str, refused: list[DocumentError]) -> dict[str, str]:
    """Return the text of every file of one folder within, noting those that cannot be taken."""
    found = {}
    for entry in _entries(folder / name) if (folder / name).exists() else ():
        place = f"{name}/{entry.name}"
        try:
            found[entry.name] = _text(entry, place)
        except DocumentError as wrong:
            refused.append(wrong)
        except OSError as failure:
            refused.append(_unreadable(place, failure))
    return found


def _text(entry: Path, place: str) -> str:
    if entry.suffix != ENDING or not entry.is_file():
        message = Message("This is no file of law.")
        named = {"ending": ENDING}
        raise refusal(place, message, Message("Let its name end in %(ending)s, or move it.", named))
    try:
        with entry.open(encoding="utf-8") as file:
            return file.read(LONGEST_FILE + 1)
    except UnicodeDecodeError:
        message = Message("This is not a text in UTF-8.")
        raise refusal(place, message, Message("Save it as UTF-8.")) from None


def _entries(folder: Path) -> list[Path]:
    """Return what lies in a folder; hidden files are left behind by tools and by broken writes."""
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))


def _unreadable(place: str, failure: OSError) -> DocumentError:
    named = {"reason": shown(failure.strerror or str(failure))}
    message = Message("This cannot be read: %(reason)s.", named)
    return refusal(place, message, Message("Check that it is there and may be read."))
