"""What an archive says of itself: from which case it was made, and in which format."""

from __future__ import annotations

import json

from amends.base.messages import Message
from amends.base.texts import unseen_characters
from amends.office.archives.package import ABOUT, Archive, ArchiveRefused

FORMAT, VERSION = "amends case archive", 1
LONGEST = 40


def origin_in(archive: Archive) -> str:
    """Return the reference of the case an archive was made from.

    Raises:
        ArchiveRefused: it does not say so, or is of another format.
    """
    try:
        about = json.loads(archive.text(ABOUT))
        said = about["format"], about["version"], about["reference"]
    except (KeyError, TypeError, ValueError, RecursionError):
        raise ArchiveRefused(NOTHING_SAID) from None
    if said[:2] != (FORMAT, VERSION):
        raise ArchiveRefused(OTHER_FORMAT)
    if not isinstance(said[2], str) or len(said[2]) > LONGEST or unseen_characters(said[2]):
        raise ArchiveRefused(NOTHING_SAID)
    return said[2]


NOTHING_SAID = Message("about.json does not say which case this is. Have the archive made again.")
OTHER_FORMAT = Message(
    "This archive is in a format that this version of amends does not take. Update amends first."
)
