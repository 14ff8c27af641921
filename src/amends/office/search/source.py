"""One thing in a case that has words, and what tells that it has changed."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import blake2b
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from amends.office.policy import Layer
from amends.office.search.models import EntryKind

Key = tuple[str, int, int]
FIRST, SECOND, THIRD = 0, 1, 2  # what names a case, who and what is in it, and all else


class Source(NamedTuple):
    """One thing in a case that has words.

    Attributes:
        text: its words; those of a file are loaded only when they are needed.
        loads: the key of a stretch of a file, whose words are loaded.
    """

    case: int
    layer: Layer
    kind: EntryKind
    row: int
    day: date
    weight: int
    title: str = ""
    text: str = ""
    part: int = 0
    page: int = 0
    loads: int = 0

    @property
    def key(self) -> Key:
        """Return what tells it from everything else."""
        return self.kind, self.row, self.part

    @property
    def stamp(self) -> str:
        """Return a fingerprint that is another one when any of it is other."""
        return blake2b(repr(self).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


OF_A_CASE = Q(case__merged_into=None)  # of a merged case nothing is found


def lines_of(*texts: str) -> str:
    """Return texts one under the other, without the empty ones."""
    return "\n".join(filter(None, texts))


def day_of(at: datetime) -> date:
    """Return the day of a moment, where the office is."""
    return timezone.localdate(at)
