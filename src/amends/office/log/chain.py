"""How entries are bound together: each digest covers the entry and the digest before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from amends.integrity import chains
from amends.integrity.chains import Break, Place, Record

if TYPE_CHECKING:
    from amends.office.log.models import LogEntry

# What a digest covers, in this order; the digest before comes last.
COVERED = (
    "sequence",
    "at",
    "kind",
    "action",
    "actor_id",
    "actor_label",
    "case_id",
    "case_reference",
    "data",
    "previous",
)
_written = json.JSONEncoder(ensure_ascii=False, default=datetime.isoformat).encode


def digest_of(entry: LogEntry) -> str:
    """Return the SHA-256 over the entry's own fields and the previous digest, as hexadecimal."""
    return hashlib.sha256(record_of(entry).line).hexdigest()


def record_of(entry: LogEntry) -> Record:
    """Return an entry as a record of the chain."""
    fields = [getattr(entry, name) for name in COVERED]
    return Record(entry.sequence, _line(fields), entry.previous, entry.digest)


def records_of(rows: Iterable[tuple[object, ...]]) -> Iterator[Record]:
    """Yield rows of what is covered and the digest, for logs too long to make an object of each."""
    for *fields, digest in rows:
        yield Record(fields[0], _line(fields), fields[-1], digest)  # type: ignore[arg-type]  # by COVERED


def _line(fields: list[object]) -> bytes:
    return _written(fields).encode()


def first_break(entries: Iterable[LogEntry], after: LogEntry | None = None) -> Break | None:
    """Return the first break in the entries, given from the oldest on, or None if all hold.

    The first entry must follow ``after``, or be the very first of the log. An entry edited,
    removed or put elsewhere breaks the chain. A chain rebuilt as a whole does not: only a
    checkpoint kept outside the building shows that.
    """
    place = Place(after.sequence, after.digest) if after else None
    return chains.first_break(map(record_of, entries), place)
