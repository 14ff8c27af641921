"""What must hold of the sources of a file of law: on which day each was read, or that nobody knows.

A day left out by oversight could not be told from one that nobody wrote down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amends.base.messages import Message
from amends.base.problems import Wrong
from amends.law.cells import LawSource, SourceKind

NO_DAY = Message("It is not said on which day this source was read.")
GIVE_DAY = Message(
    "Give %(day)s, or %(unknown)s if nobody wrote it down.",
    {"day": "date_read", "unknown": "date_unknown: true"},
)
BOTH = Message("The day on which this source was read is given and called unknown.")
KEEP_ONE = Message("Keep one of the two.")


def wrong_days_read(sources: Mapping[str, LawSource]) -> Iterator[Wrong]:
    """Yield sources of which it is not said when they were read; a memory needs no day."""
    for key, source in sources.items():
        place = f"$.sources.{key}"
        said = source.date_read is not None, source.date_unknown
        if all(said):
            yield Wrong(f"{place}.date_unknown", BOTH, KEEP_ONE)
        elif source.kind is not SourceKind.MEMORY and not any(said):
            yield Wrong(place, NO_DAY, GIVE_DAY)
