"""What must hold of the sources of a file of law: on which day each was read, or that nobody knows.

A day left out by oversight could not be told from one that nobody wrote down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from amends.base.messages import Message
from amends.base.problems import Wrong
from amends.law.cells import LawSource, SourceKind

NO_DAY = Message("It is not said on which day this source was read.")
GIVE_DAY = Message(
    "Give %(day)s, or %(unknown)s if nobody wrote it down.",
    {"day": "date_read", "unknown": "date_unknown: true"},
)
# Nobody read for amends before there was a Protocol to read for.
EARLIEST = date(2000, 11, 15)
AHEAD = Message("This day has not come yet.")
NOT_THEN = Message("Nobody can have read it for amends on that day.")
GIVE_TRUE_DAY = Message("Give the day on which the source was read.")
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
        if source.date_read and source.date_read < EARLIEST:
            yield Wrong(f"{place}.date_read", NOT_THEN, GIVE_TRUE_DAY)


def read_ahead(sources: Mapping[str, LawSource], today: date) -> Iterator[Wrong]:
    """Yield sources that are said to be read on a day to come.

    This is asked where somebody writes a file, not where it is loaded: a laptop whose clock has
    stopped must still find its laws.
    """
    for key, source in sources.items():
        if source.date_read and source.date_read > today:
            yield Wrong(f"$.sources.{key}.date_read", AHEAD, GIVE_TRUE_DAY)
