"""A case archive: one ZIP file with a manifest, checked before anything of it is believed.

Its members are few and plain: tables as CSV, the record for reading, the case file, and every
attached file under its SHA-256. Whoever made the ZIP is not trusted: names that lead elsewhere,
links, locked or doubled members, bombs, and whatever the manifest does not name are refused.
"""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from amends.base.messages import Message

MANIFEST = "manifest-sha256.txt"
CASE_FILE = "case.yaml"
ABOUT = "about.json"
NAMES = re.compile(
    r"README\.txt|about\.json|case\.yaml|manifest-sha256\.txt"
    r"|(?:tables|record)/[a-z_]{1,40}\.csv|files/[0-9a-f]{64}",
    re.ASCII,
)
FOLDERS = frozenset({"tables/", "record/", "files/"})
LINE = re.compile(r"([0-9a-f]{64})  (\S+)", re.ASCII)
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
LOCKED = 0x1
MOST_MEMBERS = 200_000
MOST_TEXT = 512 * 1024**2
# Deflate makes no text of any use a thousand times smaller; a bomb it does.
MOST_RATIO = 200
RATIO_FROM = 1024**2
CHUNK = 1024**2
DAMAGE = (EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)


class ArchiveRefused(ValueError):
    """A file that is no case archive, or not a whole one: what is wrong and what to do."""

    def __init__(self, said: Message, **values: object) -> None:
        """Keep what is wrong in any language."""
        self.message = Message(said.sentence, values)
        super().__init__(str(self.message))


@dataclass(frozen=True)
class Archive:
    """A case archive whose members are those of its manifest; digests are checked when read.

    Attributes:
        digests: the SHA-256 of every member but the manifest, by its name.
    """

    package: zipfile.ZipFile
    digests: Mapping[str, str]

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the members in a folder, in order."""
        return tuple(sorted(name for name in self.digests if name.startswith(f"{folder}/")))

    def text(self, name: str) -> str:
        """Return a member that is text.

        Raises:
            ArchiveRefused: it was changed, or is no text.
        """
        try:
            return b"".join(self.chunks(name)).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ArchiveRefused(NO_TEXT, name=name) from None

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a member; the last only when all of them are what they should be.

        Raises:
            ArchiveRefused: it was changed after the archive was made.
        """
        yield from _checked(self.package, name, self.digests[name])

    def size(self, name: str) -> int:
        """Return how many bytes a member holds."""
        return self.package.getinfo(name).file_size


def manifest_of(digests: Mapping[str, str]) -> str:
    """Return the manifest of some members, in the form that ``sha256sum -c`` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def opened(file: BinaryIO, *, most: int) -> Archive:
    """Open a case archive.

    Args:
        file: its bytes, which can be sought in.
        most: how many bytes it may unpack to.

    Raises:
        ArchiveRefused: it is no case archive, or holds what none may hold.
    """
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, *DAMAGE):
        raise ArchiveRefused(NO_ZIP) from None
    members = [info for info in package.infolist() if not _is_folder(info)]
    _refuse_strange(members)
    _refuse_bombs(members, _length(file), most)
    digests = _manifest(package, {info.filename for info in members})
    return Archive(package, digests)


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.filename in FOLDERS and info.file_size == 0


def _length(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _refuse_strange(members: list[zipfile.ZipInfo]) -> None:
    """Refuse members that no case archive has: links, locked ones, doubles, names leading away."""
    if len(members) > MOST_MEMBERS:
        raise ArchiveRefused(TOO_MANY, most=MOST_MEMBERS)
    seen: set[str] = set()
    for info in members:
        name = info.filename
        if not NAMES.fullmatch(name) or info.orig_filename != name:
            raise ArchiveRefused(STRANGE_NAME, name=_shown(info.orig_filename))
        if name in seen:
            raise ArchiveRefused(DOUBLED, name=name)
        seen.add(name)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG}:
            raise ArchiveRefused(NO_FILE, name=name)
        if info.flag_bits & LOCKED:
            raise ArchiveRefused(ENCRYPTED, name=name)
        if info.compress_type not in METHODS:
            raise ArchiveRefused(OTHER_METHOD, name=name)


def _refuse_bombs(members: list[zipfile.ZipInfo], length: int, most: int) -> None:
    """Refuse what unpacks to more than it should, or whose members lie in one another."""
    unpacked = sum(info.file_size for info in members)
    texts = sum(i.file_size for i in members if not i.filename.startswith("files/"))
    if unpacked > most or texts > MOST_TEXT:
        raise ArchiveRefused(TOO_LARGE, most=most // 1024**2, texts=MOST_TEXT // 1024**2)
    if sum(info.compress_size for info in members) > length:
        raise ArchiveRefused(OVERLAP)
    for info in members:
        if info.file_size > max(RATIO_FROM, MOST_RATIO * info.compress_size):
            raise ArchiveRefused(BOMB, name=info.filename)


def _manifest(package: zipfile.ZipFile, members: set[str]) -> dict[str, str]:
    """Return the digests that the manifest states, of exactly the members that are there."""
    if MANIFEST not in members:
        raise ArchiveRefused(NO_MANIFEST, name=MANIFEST)
    digests: dict[str, str] = {}
    try:
        lines = b"".join(_bytes(package, MANIFEST)).decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise ArchiveRefused(NO_TEXT, name=MANIFEST) from None
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None or match[2] in digests:
            raise ArchiveRefused(BAD_LINE, name=MANIFEST, line=_shown(line))
        digests[match[2]] = match[1]
    _refuse_others("unnamed", members - {MANIFEST} - digests.keys())
    _refuse_others("missing", digests.keys() - members)
    for name, digest in digests.items():
        if name.startswith("files/") and name != f"files/{digest}":
            raise ArchiveRefused(OTHER_DIGEST, name=name)
    return digests


def _refuse_others(how: str, names: Iterable[str]) -> None:
    for name in sorted(names):
        raise ArchiveRefused(UNNAMED if how == "unnamed" else MISSING, name=_shown(name))


def _bytes(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a member, of which zipfile gives no more than it declares.

    Raises:
        ArchiveRefused: it is damaged.
    """
    try:
        with package.open(name) as member:
            while chunk := member.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, *DAMAGE):
        raise ArchiveRefused(DAMAGED, name=name) from None


def _checked(package: zipfile.ZipFile, name: str, digest: str) -> Iterator[bytes]:
    hasher, held = hashlib.sha256(), b""
    for chunk in _bytes(package, name):
        hasher.update(chunk)
        if held:
            yield held
        held = chunk
    if hasher.hexdigest() != digest:
        raise ArchiveRefused(OTHER_DIGEST, name=name)
    if held:
        yield held


def _shown(text: str) -> str:
    """Return a name that may be anything as one can read it."""
    return ascii(text[:80])


NO_ZIP = Message("This is no ZIP file, or it is damaged or cut off. Have it sent again.")
TOO_MANY = Message(
    "This archive has more than %(most)d members. Ask who made it for a whole case archive."
)
STRANGE_NAME = Message(
    "%(name)s is no member of a case archive. Take the archive as amends made it: packed anew or "
    "in a folder of its own it is refused."
)
DOUBLED = Message("%(name)s stands twice in this archive. Have it made again.")
NO_FILE = Message(
    "%(name)s is a link or something else that is no file. Have the archive made again."
)
ENCRYPTED = Message("%(name)s is locked with a password. Have the archive made without one.")
OTHER_METHOD = Message(
    "%(name)s is packed in a way that amends does not open. Have the archive made again."
)
TOO_LARGE = Message(
    "This archive unpacks to more than %(most)d MB, or its tables to more than %(texts)d MB. Ask "
    "the administrator what the office takes."
)
OVERLAP = Message("The members of this archive lie in one another. Nothing of it is unpacked.")
BOMB = Message("%(name)s unpacks to far more than its length can hold. Nothing of it is unpacked.")
NO_MANIFEST = Message(
    "There is no %(name)s in this archive. Ask for a case archive made by amends."
)
BAD_LINE = Message("A line of %(name)s cannot be read: %(line)s. Have the archive made again.")
UNNAMED = Message("%(name)s is not named in the manifest. Have the archive made again.")
MISSING = Message(
    "%(name)s is named in the manifest and is not there. Have the archive made again."
)
DAMAGED = Message("%(name)s is damaged in this archive. Have it sent again.")
OTHER_DIGEST = Message(
    "%(name)s is not what the manifest says: it was changed. Have it sent again."
)
NO_TEXT = Message("%(name)s is no text in UTF-8. Have the archive made again.")
